"""The care check-in: who asked for it, when they are asked, and when they are away.

A question at an hour somebody chose, and a neighbour at the door when no answer comes. It is no emergency service, and
no silence of it is ever "fine": see models/care_checks.py for what follows a question.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.clock import at_local
from models.db import UtcTime, affect, insert_new
from models.errors import StairwellError

ASKED, AGREED, REFUSED, ENDED = STATES = ("asked", "agreed", "refused", "ended")
DAILY = None
"""The weekday of somebody who is asked every day."""


class BadHour(StairwellError):
    """An hour at which nobody is asked: the answer could not be followed up on the same day."""

    key = "error-care-hour"


class CareRefused(StairwellError):
    """They said no to it, and only they can ask for it now."""

    key = "error-care-refused"


class BadPause(StairwellError):
    """No days, or more than a pause may have."""

    key = "error-care-days"


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of data/care.toml."""

    first_hour: int
    last_hour: int
    default_hour: int
    again_after: timedelta
    knock_after: timedelta
    report_within: timedelta
    office_hour: int
    office_days: int
    pause_days: int
    pause_most: int


class Care(SQLModel, table=True):
    """One person's check-in: asked (a helper arranged it, they have not answered), agreed, refused, ended.

    `weekday` (0 is Monday) is None where it is daily, `hour` local. `next_at` is when they are asked next; `away_to`
    the first local day after a pause, None without one. `by_id` is who arranged it: the person, or a helper.
    """

    __table_args__ = (CheckConstraint(f"state IN {STATES!r}", name="care_state"),)
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    state: str = Field(max_length=8)
    weekday: int | None = None
    hour: int
    next_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    away_to: date | None = None
    by_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=UtcTime)


_SPANS = ("again_after", "knock_after", "report_within")


@cache
def figures() -> Figures:
    """The figures this community goes by. Raises KeyError when the file makes no sense."""
    data = tomllib.loads((files("models") / "data" / "care.toml").read_text("utf-8"))
    spans: dict[str, Any] = {name: timedelta(minutes=data[name]) for name in _SPANS}
    return Figures(**(data | spans))


def next_time(weekday: int | None, hour: int, after: datetime, zone: ZoneInfo) -> datetime:
    """The first instant after `after` at which somebody with that weekday (None: every day) and hour is asked."""
    day = after.astimezone(zone).date()
    while True:
        moment = at_local(day, hour, 0, zone)
        if moment > after and weekday in (DAILY, day.weekday()):
            return moment
        day += timedelta(days=1)


def arrange(
    session: Session, person_id: int, weekday: int | None, hour: int, by_id: int, now: datetime, zone: ZoneInfo
) -> Care:
    """Note when somebody is to be asked: at once where they say so themselves, else once they agree (`agree`).

    Raises BadHour, and CareRefused for a helper whose neighbour said no before. Whoever is asked already by their own
    wish is not changed by a helper: their agreed hour stays until they agree to another.
    """
    if not figures().first_hour <= hour <= figures().last_hour:
        raise BadHour(first=figures().first_hour, last=figures().last_hour)
    own = by_id == person_id
    known = session.get(Care, person_id, populate_existing=True)
    if known is not None and known.state == REFUSED and not own:
        raise CareRefused
    if known is None:
        row = {"person_id": person_id, "state": ASKED, "hour": hour, "by_id": by_id, "at": now}
        affect(session, insert_new(session, Care).values(row))
        known = session.get_one(Care, person_id, populate_existing=True)
    if own or known.state != AGREED:
        known.weekday, known.hour, known.by_id, known.at = weekday, hour, by_id, now
        known.state = AGREED if own else ASKED
        known.next_at = next_time(weekday, hour, now, zone) if own else None
    session.add(known)
    session.flush()
    return known


def agree(session: Session, person_id: int, now: datetime, zone: ZoneInfo) -> Care | None:
    """The person's own yes to what a helper arranged, once; None when there is nothing (any more) to agree to."""
    mine = (col(Care.person_id) == person_id) & (col(Care.state) == ASKED)
    if not affect(session, update(Care).where(mine).values(state=AGREED, at=now)):
        return None
    care = session.get_one(Care, person_id, populate_existing=True)
    care.next_at = next_time(care.weekday, care.hour, now, zone)
    session.add(care)
    session.flush()
    return care


def refuse(session: Session, person_id: int, now: datetime) -> bool:
    """The person's no to what a helper arranged; False when there was nothing to refuse."""
    mine = (col(Care.person_id) == person_id) & (col(Care.state) == ASKED)
    return bool(affect(session, update(Care).where(mine).values(state=REFUSED, at=now)))


def end(session: Session, person_id: int, now: datetime) -> bool:
    """Ask them no more; True for exactly one caller."""
    mine = (col(Care.person_id) == person_id) & (col(Care.state) == AGREED)
    return bool(affect(session, update(Care).where(mine).values(state=ENDED, next_at=None, away_to=None, at=now)))


def end_for_good(session: Session, person_id: int, now: datetime) -> None:
    """They are there no more: what they agreed to is over, and what a helper had arranged for them."""
    theirs = (col(Care.person_id) == person_id) & col(Care.state).in_((ASKED, AGREED))
    affect(session, update(Care).where(theirs).values(state=ENDED, next_at=None, away_to=None, at=now))


def due(session: Session, now: datetime) -> list[Care]:
    """Those who are to be asked now, the longest waiting first."""
    wanted = (col(Care.state) == AGREED) & (col(Care.next_at) <= now)
    return list(session.exec(select(Care).where(wanted).order_by(col(Care.next_at), col(Care.person_id))))


def pause(session: Session, person_id: int, days: int, now: datetime, zone: ZoneInfo) -> date:
    """They are away for `days` days from today; the first day they are asked again is not before the day returned.

    Raises BadPause for none, or for more than a pause may have.
    """
    if not 1 <= days <= figures().pause_most:
        raise BadPause(most=figures().pause_most)
    back = now.astimezone(zone).date() + timedelta(days=days)
    care = session.get_one(Care, person_id, populate_existing=True)
    before = at_local(back, 0, 0, zone) - timedelta(seconds=1)
    care.away_to, care.next_at = back, next_time(care.weekday, care.hour, before, zone)
    session.add(care)
    session.flush()
    return back


def come_back(session: Session, person_id: int, now: datetime, zone: ZoneInfo) -> bool:
    """They are back before the pause is over; True for exactly one caller."""
    care = session.get(Care, person_id, populate_existing=True)
    if care is None or care.state != AGREED:
        return False
    mine = (col(Care.person_id) == person_id) & col(Care.away_to).is_not(None)
    return bool(
        affect(
            session,
            update(Care).where(mine).values(away_to=None, next_at=next_time(care.weekday, care.hour, now, zone)),
        )
    )
