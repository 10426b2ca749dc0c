"""The burden budget: what somebody is newly asked comes as one message a week, the digest.

Without a time of their own a person hears at once when the week's first ask falls due; with one, then. What comes later
waits for the next digest, unless it is due sooner than SOON after that. Urgent duties wait for none. A week is an ISO
week of the community's zone. One ask alone keeps the duty's own message and question, so that a digit answers it;
several are numbered, and a number opens the question of that one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, false, func, or_, true, update
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.asking import DUTY, Words, again_purpose, task_facts, tell
from models.clock import at_local
from models.db import affect, later, new_id, write_queued
from models.duties import OPEN, Duty, Task
from models.grid import Grid
from models.leases import alone
from models.outbox import Message, message_row
from models.people import Person
from models.prompts import ask_new

DAY, HOUR = 0, 9
"""The digest of whoever chose nothing: Monday, nine o'clock."""
SOON = timedelta(days=2)
"""What is due sooner than this after the next digest does not wait for it."""
REMINDER_STANDS = timedelta(hours=24)
"""A reminder that could not leave within a day is not sent any more."""
MOST_LINES, MOST_SHORT = 20, 4
"""How many tasks a digest lists; how many an SMS has room for."""
PURPOSE, REMIND = "digest", "remind:"
SUBJECT = "digest:"
"""What the subject of a message about several tasks begins with; they are in its facts as `tasks`."""
Kind = Literal["new", "reminder"]


@dataclass(frozen=True, slots=True)
class Slot:
    """When somebody wants their digest; both None where they chose nothing. One alone is completed by DAY or HOUR."""

    day: int | None = None
    hour: int | None = None

    @property
    def chosen(self) -> bool:
        """Whether they chose a time at all."""
        return self.day is not None or self.hour is not None

    def moment(self, monday: date, zone: ZoneInfo) -> datetime:
        """Its instant in the week that begins on that Monday."""
        day = monday + timedelta(days=DAY if self.day is None else self.day)
        return at_local(day, HOUR if self.hour is None else self.hour, 0, zone)


@dataclass(frozen=True, slots=True)
class Row:
    """A task as a digest lists it."""

    task_id: int
    person_id: int
    duty: dict[str, str]
    grid: str
    period: str
    due_at: datetime
    accept_until: datetime


def monday_of(now: datetime, zone: ZoneInfo) -> date:
    """The local Monday that begins the week of an instant."""
    today = now.astimezone(zone).date()
    return today - timedelta(days=today.weekday())


def week_name(monday: date) -> str:
    """The ISO week of a Monday: "2026-W48"."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"


def pending(now: datetime, task: Any = Task) -> ColumnElement[bool]:
    """A condition on Task: open, somebody's, still accepted, and they were not told of it yet."""
    whose: ColumnElement[bool] = task.person_id.is_not(None) & task.asked_at.is_(None)
    runs: ColumnElement[bool] = (task.state == OPEN) & (task.accept_until >= now) & (task.opens_at <= now)
    return whose & runs


def tell_new(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell people of what they are newly asked, as far as it is time; how many tasks were told.

    A fixed number of statements for all with one ask, and for each time that somebody chose. One process at a time:
    of two that tell different tasks to one person each would otherwise send a digest.
    """
    slots = _slots(session, now)
    if not slots:
        return 0
    alone(session, "digests")
    urgent = list(session.execute(sql(col(Duty.key)).where(col(Duty.urgent))).scalars())
    telling = new_id(now)
    claimed = sum(_claim(session, slot, urgent, telling, now, zone) for slot in slots)
    if claimed:
        tell_claimed(session, telling, "new", now, zone)
    return claimed


def tell_now(session: Session, task_ids: Collection[int], now: datetime, zone: ZoneInfo) -> int:
    """Tell the holders of these tasks of them at once, the week's digest apart; how many tasks were told."""
    telling = new_id(now)
    mine = update(Task).where(col(Task.id).in_(task_ids), pending(now))
    claimed = affect(session, mine.values(asked_at=now, telling=telling))
    if claimed:
        tell_claimed(session, telling, "new", now, zone)
    return claimed


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime]:
    """When somebody who was not told of something has their digest."""
    monday = monday_of(now, zone)
    weeks = (monday, monday + timedelta(days=7))
    return [slot.moment(week, zone) for slot in _slots(session, now) for week in weeks]


def _slots(session: Session, now: datetime) -> list[Slot]:
    """The digest times of people with something they were not told of."""
    whose = sql(col(Person.digest_day), col(Person.digest_hour)).join(Task, col(Task.person_id) == col(Person.id))
    rows = session.execute(whose.where(pending(now)).distinct()).all()
    return sorted((Slot(*row) for row in rows), key=lambda slot: (slot.day or 0, slot.hour or 0, slot.chosen))


def _claim(
    session: Session, slot: Slot, urgent: Sequence[str], telling: int, now: datetime, zone: ZoneInfo
) -> int:  # fmt: skip
    """Mark what those with that slot are told now: their digest if it is time, else what cannot wait for it."""
    monday = monday_of(now, zone)
    this, following = slot.moment(monday, zone), slot.moment(monday + timedelta(days=7), zone)
    mine = col(Person.digest_day).is_not_distinct_from(slot.day)
    mine = mine & col(Person.digest_hour).is_not_distinct_from(slot.hour)
    week = week_name(monday)
    fresh = col(Person.digest_week).is_distinct_from(week)
    first: Any = aliased(Task)
    ready = (
        sql(first.person_id)
        .join(Person, col(Person.id) == first.person_id)
        .where(pending(now, first), first.duty_key.not_in(urgent), mine, fresh, _begins(slot, first, monday, now, zone))
    )
    told = {"asked_at": now, "telling": telling}
    claimed = affect(session, update(Task).where(pending(now), col(Task.person_id).in_(ready)).values(**told))
    theirs = sql(col(Task.person_id)).where(col(Task.telling) == telling)
    if claimed:
        affect(session, update(Person).where(mine, col(Person.id).in_(theirs)).values(digest_week=week))
    upcoming = this if now < this else following
    cannot_wait = or_(
        col(Task.duty_key).in_(urgent),
        (col(Task.due_at) < upcoming + SOON) & col(Task.person_id).in_(sql(col(Person.id)).where(mine, fresh)),
        (col(Task.due_at) < following + SOON) & col(Task.person_id).in_(sql(col(Person.id)).where(mine, ~fresh)),
    )
    people = sql(col(Person.id)).where(mine)
    rest = update(Task).where(pending(now), col(Task.person_id).in_(people), cannot_wait)
    return claimed + affect(session, rest.values(**told))


def _begins(slot: Slot, task: Any, monday: date, now: datetime, zone: ZoneInfo) -> ColumnElement[bool]:
    """Whether that task begins the digest of this week now."""
    this = slot.moment(monday, zone)
    if slot.chosen:
        opened: ColumnElement[bool] = task.opens_at <= this
        return opened if now >= this else false()
    return true() if now >= this else task.opens_at >= datetime.combine(monday, time(), tzinfo=zone)


# --- what is said ---
def tell_claimed(session: Session, telling: int, kind: Kind, now: datetime, zone: ZoneInfo) -> int:
    """Write the messages of one telling: of one ask alone its own, of several one with all of them; how many.

    New, one duty is one ask: who heads two stairwells answers for each. To be reminded of both is one message.
    """
    claimed = (col(Task.telling) == telling) & col(Task.person_id).is_not(None)
    one = func.count() == 1
    if kind == "new":
        one = (func.min(col(Task.duty_key)) == func.max(col(Task.duty_key))) & (
            func.min(col(Task.period)) == func.max(col(Task.period))
        )
    single = sql(col(Task.person_id)).where(claimed).group_by(col(Task.person_id)).having(one)
    alone_ = claimed & col(Task.person_id).in_(single)
    what = (col(Task.duty_key), col(Task.period), col(Task.due_at), col(Task.accept_until))
    groups = session.execute(sql(*what).where(alone_).distinct().order_by(col(Task.due_at), col(Task.duty_key))).all()
    count = 0
    for key, period, due_at, accept_until in groups:
        duty = session.get_one(Duty, key)
        which = alone_ & (col(Task.duty_key) == key) & (col(Task.period) == period)
        which = which & (col(Task.due_at) == due_at) & (col(Task.accept_until) == accept_until)
        words = _words(duty, kind, period, due_at, accept_until, now, zone)
        count += tell(session, duty, which, words, now)
    return count + _tell_several(session, claimed & col(Task.person_id).not_in(single), kind, now, zone)


def _words(
    duty: Duty, kind: Kind, period: str, due_at: datetime, accept_until: datetime, now: datetime, zone: ZoneInfo
) -> Words:  # fmt: skip
    facts, late = task_facts(duty, period, due_at, zone), now > due_at
    if kind == "new":
        key = f"{duty.ask}-late" if late else duty.message_key
        return Words(DUTY + duty.key, key, facts, accept_until if late else due_at, again_purpose(duty, now))
    if late:
        facts["until_day"] = accept_until.astimezone(zone).date().isoformat()
    key = f"{duty.ask}-reminder-late" if late else f"{duty.ask}-reminder"
    until = min(accept_until if late else due_at, now + REMINDER_STANDS)
    return Words(REMIND + now.astimezone(zone).date().isoformat(), key, facts, until)


def _tell_several(session: Session, which: ColumnElement[bool], kind: Kind, now: datetime, zone: ZoneInfo) -> int:
    found = session.execute(
        sql(
            col(Task.id), col(Task.person_id), col(Duty.name), col(Grid.name), col(Task.period), col(Task.due_at),
            col(Task.accept_until),
        )
        .join(Duty, col(Duty.key) == col(Task.duty_key))
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .where(which, col(Task.state) == OPEN)
        .order_by(col(Task.person_id), col(Task.due_at), col(Task.id))
    ).all()  # fmt: skip
    count = 0
    for person_id, rows in groupby((Row(*row) for row in found), key=lambda row: row.person_id):
        _post(session, person_id, list(rows), kind, now, zone)
        count += 1
    write_queued(session)
    return count


def _post(session: Session, person_id: int, rows: list[Row], kind: Kind, now: datetime, zone: ZoneInfo) -> None:
    digest_id = new_id(now)
    ids = [row.task_id for row in rows]
    prompt_id = ask_new(
        session, person_id, PURPOSE, digest_id, now, max(row.accept_until for row in rows), {"tasks": ids}
    )
    stands = max(row.accept_until if now > row.due_at else row.due_at for row in rows)
    purpose = PURPOSE if kind == "new" else REMIND + now.astimezone(zone).date().isoformat()
    later(session, Message, message_row(
        now, purpose, f"{SUBJECT}{digest_id}", "digest" if kind == "new" else "digest-reminder",
        digest_facts(rows, zone), stands if kind == "new" else min(stands, now + REMINDER_STANDS),
        person_id=person_id, prompt_id=prompt_id, care=True,
    ))  # fmt: skip


def digest_facts(rows: Sequence[Row], zone: ZoneInfo) -> dict[str, Any]:
    """What a digest says: how many, each on a numbered line, where several are of one duty with its grid."""
    names = [row.duty for row in rows]
    lines = [
        [
            "digest-line-at" if names.count(row.duty) > 1 else "digest-line",
            {"number": number, "duty": row.duty, "grid": row.grid, "period": row.period,
             "due": row.due_at.astimezone(zone).date().isoformat()},
        ]
        for number, row in enumerate(rows, 1)
    ]  # fmt: skip
    return {
        "count": len(rows), "tasks": [row.task_id for row in rows], "lines_said": capped(lines, MOST_LINES),
        "brief_said": capped(lines, MOST_SHORT),
    }  # fmt: skip


def capped(lines: list[list[Any]], most: int) -> list[list[Any]]:
    """The first `most` of the lines and, where there are more, how many more."""
    if len(lines) <= most:
        return lines
    return [*lines[:most], ["digest-more", {"more": len(lines) - most}]]
