"""The next year's workdays are asked for while there is time: from 1 October, once a month, until they are entered."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.clock import at_local
from models.days import ASK_FROM_MONTH, published
from models.outbox import Message
from models.telling import tell_coordinators
from models.workdays import overrides

PURPOSE = "calendar"
HOUR = 9
STANDS = timedelta(days=30)


def ask_for_year(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Ask every coordinator for the workdays of a year that is not known, once a month; how many were asked now.

    From 1 October it is the next year, three months ahead, and this year in any month. A year that held up a duty this
    month was asked for by that alarm (scheduler/issuing.py) and is not asked for twice. It ends with the year.
    """
    local = now.astimezone(zone)
    begun = at_local(local.date().replace(day=1), HOUR, 0, zone)
    if now < begun:
        return 0
    asked = 0
    for year in _missing(session, local.date()):
        subjects = (f"year:{year}", f"year:{year}:{local:%Y-%m}")
        said = exists().where(
            col(Message.purpose) == PURPOSE, col(Message.subject).in_(subjects), col(Message.created_at) >= begun
        )
        if not session.execute(sql(said)).scalar_one():
            asked += tell_coordinators(
                session, "calendar-wanted", {"year": year}, purpose=PURPOSE, subject=subjects[1], now=now,
                expires_at=now + STANDS,
            )  # fmt: skip
    return asked


def next_ask(session: Session, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When `ask_for_year` next has something to ask, this month's or next month's first day, in UTC; None: nothing."""
    first = now.astimezone(zone).date().replace(day=1)
    if at_local(first, HOUR, 0, zone) <= now:
        first = (first + timedelta(days=32)).replace(day=1)
    return at_local(first, HOUR, 0, zone) if _missing(session, first) else None


def _missing(session: Session, today: date) -> list[int]:
    """The years to ask for; most ticks need not look into the database for it."""
    wanted = [today.year, today.year + 1] if today.month >= ASK_FROM_MONTH else [today.year]
    unknown = [year for year in wanted if not published(year)]
    if not unknown:
        return []
    entered = overrides(session)
    return [year for year in unknown if not published(year, entered)]
