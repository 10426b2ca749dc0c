"""Editing a duty: what a change would make of it, the dates it would have, and applying it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.audit import record
from models.calendar import period_of
from models.duties import Duty
from models.errors import NotFound, StairwellError, YearNotPublished
from models.rhythms import Occurrence, next_after, upcoming
from models.workdays import overrides

EDITABLE = (
    "name", "rhythm", "per", "audience", "levels", "items", "texts", "window", "remind", "escalate", "active",
)  # fmt: skip
ASKED_ANEW = ("rhythm", "per", "audience", "levels")
"""What may not be applied to the occurrence that is running: its tasks stay as they are."""
MOST_DUTIES = 60
A_YEAR = timedelta(days=300)
_OWN_KEY = re.compile(r"own_(\d+)")


class DutyNotFound(NotFound):
    """No duty is called that."""

    key = "error-duty-not-found"


class TooManyDuties(StairwellError):
    """There are as many duties as a community can look after."""

    key = "error-duties-many"


class DutyChanged(StairwellError):
    """Somebody else changed the duty since the preview was shown."""

    key = "error-duty-changed"


def all_duties(session: Session) -> Sequence[Duty]:
    """Every duty, those that are on first, by what comes next."""
    query = select(Duty).order_by(col(Duty.active).desc(), col(Duty.next_at).is_(None), col(Duty.next_at))
    return session.exec(query.order_by(col(Duty.key))).all()


def named_at_start(session: Session, text: str) -> tuple[Duty, str]:
    """(the duty whose key or name the text starts with, the rest). Raises DutyNotFound."""
    folded, best, length = text.strip().casefold(), None, 0
    for duty in all_duties(session):
        for name in (duty.key, *duty.name.values()):
            word = name.casefold()
            after = folded[len(word) : len(word) + 1]
            ends = not after or after.isspace() or not word.isascii()
            if len(word) > length and folded.startswith(word) and ends:
                best, length = duty, len(word)
    if best is None:
        raise DutyNotFound(what=text.strip().partition(" ")[0][:20])
    return best, text.strip()[length:].strip(" ,、:")


def with_changes(duty: Duty, values: Mapping[str, Any]) -> Duty:
    """A copy of the duty as it would be; it belongs to no session."""
    return Duty(**(duty.model_dump() | {name: values[name] for name in EDITABLE if name in values}))


def period_kind(rhythm: Mapping[str, Any], now: datetime, zone: ZoneInfo) -> str:
    """What one occurrence is for: the longest of quarter, month and week that holds one only, else the day.

    What comes once a year or on holidays is for its day.
    """
    kind = rhythm.get("kind", "")
    if kind == "workday":
        return str(rhythm["of"])
    if kind == "holidays":
        return "day"
    # Without the move to a workday, so that it takes no calendar of a year that is not published.
    plain = {name: value for name, value in rhythm.items() if name != "shift"}
    days = [one.planned for one in upcoming(plain, now, zone, count=60)]
    if len(days) < 2 or min(later - day for day, later in pairwise(days)) >= A_YEAR:
        return "day"
    return next(per for per in ("quarter", "month", "week", "day")
                if len({period_of(day, per) for day in days}) == len(days))  # fmt: skip


def dates(session: Session, rhythm: Mapping[str, Any], now: datetime, zone: ZoneInfo, count: int) -> list[Occurrence]:
    """The next `count` occurrences, fewer where the calendar of a year is not published."""
    return upcoming(rhythm, now, zone, overrides(session), count)


def unknown_year(
    session: Session, rhythm: Mapping[str, Any], after: datetime, zone: ZoneInfo
) -> int | None:  # fmt: skip
    """The year whose calendar the occurrence after `after` waits for; None when it is known."""
    try:
        next_after(rhythm, after, zone, overrides(session))
    except YearNotPublished as unknown:
        return int(str(unknown.facts["year"]))
    return None


def before(duty: Duty, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields that would change are now, to be compared when the change is confirmed."""
    return {name: getattr(duty, name) for name in values}


def apply(
    session: Session, key: str, values: Mapping[str, Any], was: Mapping[str, Any], now: datetime, zone: ZoneInfo,
    actor_id: int,
) -> Duty:  # fmt: skip
    """Change a duty; tasks that were issued stay as they are, the next date is found anew. The audit names the fields.

    Raises DutyChanged when what would change is not any more what it `was`, DutyNotFound.
    """
    duty = session.exec(select(Duty).where(Duty.key == key).with_for_update()).first()
    if duty is None:
        raise DutyNotFound(what=key[:20])
    if before(duty, values) != dict(was):
        raise DutyChanged
    for name in EDITABLE:
        if name in values:
            setattr(duty, name, values[name])
    if any(name in values for name in ("rhythm", "active")):
        duty.next_at = _next(session, duty, now, zone)
    if any(name in values for name in ASKED_ANEW):
        duty.last_at = None
    session.add(duty)
    record(session, now, actor_id, "duty.edit", f"duty:{key}", fields=sorted(values))
    session.flush()
    return duty


def add(session: Session, duty: Duty, now: datetime, zone: ZoneInfo, actor_id: int) -> Duty:
    """Take a new duty in under the first key that is free (own_1, own_2 …). Raises TooManyDuties."""
    keys = set(session.execute(sql(col(Duty.key))).scalars())
    if len(keys) >= MOST_DUTIES:
        raise TooManyDuties(most=MOST_DUTIES)
    numbers = [int(match[1]) for key in keys if (match := _OWN_KEY.fullmatch(key))]
    duty.key = f"own_{max(numbers, default=0) + 1}"
    duty.next_at = _next(session, duty, now, zone)
    session.add(duty)
    record(session, now, actor_id, "duty.add", f"duty:{duty.key}")
    session.flush()
    return duty


def _next(session: Session, duty: Duty, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first date from now on; None where its calendar is not published, which the tick alarms of and goes on."""
    try:
        return next_after(duty.rhythm, now, zone, overrides(session)).at
    except YearNotPublished:
        return None
