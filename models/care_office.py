"""What the office still has open: one reminder a day, in one message, for so many days; then it stays in their list.

A call to be contacted, and a hand that is needed, are told again every day until somebody says how it is.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.care import figures
from models.care_checks import CALLED, DOOR_QUESTION, HANDS, CareCheck, move
from models.care_people import Watchers, watchers
from models.clock import at_local
from models.db import write_queued
from models.outbox import post
from models.people import Person
from models.posts import COORDINATOR, Post
from models.prompts import ask

LEFT_QUESTION, LEFT_PURPOSE = "care_left", "care-left"
LEFT_STANDS = timedelta(hours=36)
MOST_NAMED = 10
"""So many are named in a reminder; the rest are in the list."""


def next_reminder(
    check: CareCheck, now: datetime, zone: ZoneInfo, why: str = "", reported: str = ""
) -> datetime | None:  # fmt: skip
    """When the office hears next of a check: tomorrow at its hour; None when it has heard of it for so many days.

    Who asked to be contacted, or needs a hand, is told of for as long as it takes; `why` and `reported` say so before
    the check does.
    """
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    for_ever = (why or check.why) == CALLED or (reported or check.reported) == HANDS
    if not for_ever and (tomorrow - check.day).days > figures().office_days:
        return None
    return at_local(tomorrow, figures().office_hour, 0, zone)


def remind_office(session: Session, due: Sequence[CareCheck], now: datetime, zone: ZoneInfo) -> int:
    """Remind each coordinator once of all that is left of these checks in the office; how many checks were taken.

    Of several that tick at once each check is told by one.
    """
    today = now.astimezone(zone).date()
    left: dict[int, dict[int, tuple[CareCheck, Watchers]]] = {}
    taken = [check for check in due if move(session, check, next_at=next_reminder(check, now, zone))]
    # Each person once: who has seen them ends all that is open about them, but for a hand that is needed.
    for check in sorted(taken, key=lambda one: (one.reported == HANDS, one.day)):
        seen = watchers(session, check.person_id, today)
        for who in seen.office or _coordinators(session):
            left.setdefault(who, {})[check.person_id] = (check, seen)
    for who, those in sorted(left.items()):
        _remind(session, who, list(those.values()), today, now)
    return len(taken)


def _remind(
    session: Session, who: int, those: Sequence[tuple[CareCheck, Watchers]], today: date, now: datetime
) -> None:  # fmt: skip
    names = [session.get_one(Person, check.person_id).name for check, _ in those[:MOST_NAMED]]
    one, facts = those[0], dict[str, Any]()
    if len(those) == 1:
        key, facts = "care-office-left", {"name": names[0], "grid": one[1].place or "–"}
        prompt_id = ask(session, who, DOOR_QUESTION, one[0].id, now, now + LEFT_STANDS)
    else:
        tasks = [check.id for check, _ in those[:MOST_NAMED]]
        key, facts = "care-office-left-many", {"count": len(those), "names": numbered(names), "tasks": tasks}
        prompt_id = ask(session, who, LEFT_QUESTION, 0, now, now + LEFT_STANDS, {"tasks": tasks})
    write_queued(session)  # the message names the question
    post(
        session, who, key, facts, purpose=LEFT_PURPOSE, subject=f"day:{today.isoformat()}:{one[0].id}", now=now,
        expires_at=now + LEFT_STANDS, prompt_id=prompt_id, care=True,
    )  # fmt: skip


def numbered(names: Sequence[str]) -> list[str]:
    """Names with the numbers by which they are picked."""
    return [f"{place} {name}" for place, name in enumerate(names, 1)]


def _coordinators(session: Session) -> tuple[int, ...]:
    running = (col(Post.role) == COORDINATOR) & col(Post.to_on).is_(None)
    return tuple(session.exec(select(Post.person_id).where(running).distinct().order_by(col(Post.person_id))))
