"""Check-ins: what somebody reports about a task; and findings, the hazards they met."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Column, Index, UniqueConstraint, bindparam, exists, update
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.cases import queue_finding, undo_findings
from models.crypt import Encrypted
from models.db import BigId, UtcTime, later, new_id, table_of, write_queued
from models.duties import DONE, EXCUSED, IMPOSSIBLE, OPEN, Duty, Task
from models.errors import StairwellError
from models.following import close_prompts
from models.ledger import Entry, book, reverse

UNDO_MINUTES = 30


class TooLate(StairwellError):
    """The task is not accepted any more."""

    key = "error-too-late"


class BadDate(StairwellError):
    """The date it was done lies in the future or before the period it is asked for."""

    key = "error-bad-date"


class CheckIn(SQLModel, table=True):
    """A report on a task. `done_on` is the local day it was done; `late` when it was reported after the due date."""

    __tablename__ = "checkin"
    __table_args__ = (CheckConstraint("state IN ('done', 'impossible')", name="checkin_state"),)
    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    task_id: int = Field(foreign_key="task.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    state: str = Field(max_length=12)
    channel: str = Field(max_length=16)
    at: datetime = Field(sa_type=UtcTime)
    done_on: date
    late: bool = False
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)


class Detail(SQLModel, table=True):
    """What was added to a check-in: words, a photo (the channel's file id), a place ("39.73,98.49"); encrypted."""

    __table_args__ = (
        CheckConstraint("kind IN ('text', 'photo', 'place', 'reason')", name="detail_kind"),
        Index("detail_by_kind", "kind", "at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    checkin_id: int = Field(foreign_key="checkin.id", index=True, sa_type=BigId)
    kind: str = Field(max_length=8)
    body: str = Field(sa_type=Encrypted)
    at: datetime = Field(sa_type=UtcTime)


class Finding(SQLModel, table=True):
    """A hazard found on inspection: one point of the checklist at one unit."""

    __table_args__ = (UniqueConstraint("checkin_id", "item", name="finding_once"),)
    id: int | None = Field(default=None, primary_key=True)
    checkin_id: int = Field(foreign_key="checkin.id", index=True, sa_type=BigId)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    item: str = Field(max_length=16)
    at: datetime = Field(sa_type=UtcTime)
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A task that somebody says is done.

    `done_on` is the local day, `items` the points of the checklist found, `note` words that belong to it.
    """

    task: Task
    person_id: int
    channel: str
    done_on: date
    items: Sequence[str] = ()
    note: str = ""


_tasks = table_of(Task)
_CLAIM = (
    update(_tasks)
    .where(
        _tasks.c.id.in_(bindparam("ids", expanding=True)), _tasks.c.state == OPEN,
        _tasks.c.accept_until >= bindparam("at"),
    )
    .values(state=bindparam("settled"), done_at=bindparam("at"))
    .returning(_tasks.c.id)
)  # fmt: skip
"""Built once: putting it together costs more than running it."""


def claim(session: Session, task_ids: Collection[int | None], state: str, now: datetime) -> set[int]:
    """Settle tasks as done or impossible; those that this caller settled, whoever else tries at the same moment."""
    asked = {"ids": list(task_ids), "settled": state, "at": now}
    return set(session.connection().execute(_CLAIM, asked).scalars())


def check_day(task: Task, done_on: date, today: date, zone: ZoneInfo) -> None:
    """Raise BadDate for a day the task cannot have been done on: one to come, or before the period it is asked for.

    What was asked before its period began (a rhythm that moves to the workday before) may be done from that day on.
    """
    if done_on > today or done_on < min(first_day(task.period), task.opens_at.astimezone(zone).date()):
        raise BadDate(today=today.isoformat())


def first_day(period: str) -> date:
    """The first local day of a task's period: "2026-11", "2026-W48" (an ISO week), "2026-Q4", "2026-10-01"."""
    year, part = int(period[:4]), period[5:]
    if part.startswith("W"):
        return date.fromisocalendar(year, int(part[1:]), 1)
    if part.startswith("Q"):
        return date(year, int(part[1:]) * 3 - 2, 1)
    return date.fromisoformat(period) if len(part) > 2 else date(year, int(part), 1)


def report_of(
    task: Task, person_id: int, channel: str, now: datetime, zone: ZoneInfo, *, done_on: date | None = None,
    items: Sequence[str] = (), note: str = "",
) -> Report:  # fmt: skip
    """A report that may be booked; `done_on` is today where it is None. Raises TooLate and BadDate."""
    today = now.astimezone(zone).date()
    done_on = done_on or today
    if now > task.accept_until:
        raise TooLate(period=task.period)
    check_day(task, done_on, today, zone)
    return Report(task, person_id, channel, done_on, items, note)


def check_in(
    session: Session, reports: Sequence[Report], now: datetime, zone: ZoneInfo
) -> list[tuple[int, int] | None]:
    """Book reports, in order: each one's (check-in id, points), or None when its task was already reported.

    What is reported after the due date earns by the duty's "late" rule, anything else by "on_time"; each finding by
    "finding". A duty without the rule earns nothing. All tasks are claimed in one statement; of two reports on one task
    the first counts.
    """
    won = claim(session, {report.task.id for report in reports}, DONE, now) if reports else set()
    points = {key: session.get_one(Duty, key).points for key in {report.task.duty_key for report in reports}}
    made: list[tuple[int, int] | None] = []
    for report in reports:
        if report.task.id in won:
            won.remove(report.task.id)
            made.append(_book(session, report, points[report.task.duty_key], now, zone))
        else:
            made.append(None)
    return made


def _book(
    session: Session, report: Report, points_of: Mapping[str, str], now: datetime, zone: ZoneInfo
) -> tuple[int, int]:
    task = report.task
    late = now > task.due_at
    checkin_id = _record(session, task, report.person_id, DONE, report.channel, now, report.done_on, late)
    common = {
        "person_id": report.person_id, "grid_id": task.grid_id, "source": f"checkin:{checkin_id}", "now": now,
        "zone": zone, "actor_id": report.person_id,
    }  # fmt: skip
    rule = points_of.get("late" if late else "on_time", "")
    points = book(session, rule, 1, **common) if rule else 0  # type: ignore[arg-type]
    if report.note:
        later(session, Detail, {"checkin_id": checkin_id, "kind": "text", "body": report.note, "at": now})
    for item in report.items:
        later(session, Finding, {"checkin_id": checkin_id, "grid_id": task.grid_id, "item": item, "at": now,
                                 "withdrawn": False})  # fmt: skip
        queue_finding(session, checkin_id, task.grid_id, item, report.person_id, now, zone)
    if report.items and "finding" in points_of:
        points += book(session, points_of["finding"], len(report.items), **common)  # type: ignore[arg-type]
    return checkin_id, points


def cannot(
    session: Session, task: Task, person_id: int, reason: str, *, channel: str, now: datetime, zone: ZoneInfo
) -> int | None:
    """Report that a task is not possible, and why; the check-in id, or None when it was already reported."""
    if now > task.accept_until:
        raise TooLate(period=task.period)
    if not claim(session, [task.id], IMPOSSIBLE, now):
        return None
    checkin_id = _record(session, task, person_id, IMPOSSIBLE, channel, now, now.astimezone(zone).date(), False)
    write_queued(session)
    session.add(Detail(checkin_id=checkin_id, kind="reason", body=reason, at=now))
    return checkin_id


def _record(
    session: Session, task: Task, person_id: int, state: str, channel: str, now: datetime, done_on: date, late: bool
) -> int:
    checkin_id = new_id(now)
    later(session, CheckIn, {
        "id": checkin_id, "task_id": task.id, "person_id": person_id, "state": state, "channel": channel, "at": now,
        "done_on": done_on, "late": late, "undone_at": None,
    })  # fmt: skip
    return checkin_id


def undo(session: Session, checkin_id: int, person_id: int, now: datetime) -> Task | None:
    """Take a check-in back within its minutes: the task opens again, its points are reversed, its findings withdrawn.

    None when it is not this person's, was undone before, or is older than UNDO_MINUTES.
    """
    write_queued(session)
    checkin = session.get(CheckIn, checkin_id)
    if checkin is None or checkin.person_id != person_id or (now - checkin.at).total_seconds() > UNDO_MINUTES * 60:
        return None
    done = session.execute(
        update(CheckIn)
        .where(col(CheckIn.id) == checkin_id, col(CheckIn.undone_at).is_(None))
        .values(undone_at=now)
        .execution_options(synchronize_session=False)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        return None
    session.execute(update(Task).where(col(Task.id) == checkin.task_id).values(state=OPEN, done_at=None))
    session.execute(update(Finding).where(col(Finding.checkin_id) == checkin_id).values(withdrawn=True))
    undo_findings(session, checkin_id, now)
    for entry in session.execute(_standing(), {"source": f"checkin:{checkin_id}"}).scalars().all():
        reverse(session, entry, now=now, actor_id=person_id, reason="undo")
    write_queued(session)
    return session.get(Task, checkin.task_id, populate_existing=True)


@cache
def _standing() -> Any:
    """The entries of a source that nobody has taken back yet: a coordinator may have been first."""
    before = aliased(Entry)
    standing = ~exists().where(col(before.reverses) == col(Entry.seq))
    return sql(Entry).where(col(Entry.source) == bindparam("source"), standing).order_by(col(Entry.seq))


def excuse(session: Session, task: Task, reason: str) -> bool:
    """Excuse an open task with a reason; False when it is no longer open."""
    done = session.execute(
        update(Task).where(col(Task.id) == task.id, col(Task.state) == OPEN).values(state=EXCUSED, reason=reason[:200])
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def open_task(session: Session, person_id: int, duty_key: str, now: datetime) -> Task | None:
    """The oldest task of that duty this person still can report on; None when nothing is open."""
    return session.exec(_open_of(person_id, now).where(Task.duty_key == duty_key).limit(1)).first()


def open_tasks(session: Session, person_id: int, now: datetime) -> list[Task]:
    """All that this person is asked and still can report on, what is due first first."""
    asks = sql(col(Duty.key)).where(col(Duty.ask) != "")
    query = _open_of(person_id, now).where(col(Task.duty_key).in_(asks)).order_by(None)
    return list(session.exec(query.order_by(col(Task.due_at), col(Task.id))).all())


def settle(session: Session, duty_ask: str, person_id: int, now: datetime, zone: ZoneInfo, channel: str) -> int | None:
    """Book the person's oldest open task of a duty with that ask as done today; the check-in id.

    For what has shown itself done in another way: the roll of an event, a nomination. Its question is closed, the
    duty's points are booked. None when nothing of the kind is open, or somebody else settled it at this moment.
    """
    asks = sql(col(Duty.key)).where(col(Duty.ask) == duty_ask)
    task = session.exec(_open_of(person_id, now).where(col(Task.duty_key).in_(asks)).limit(1)).first()
    if task is None or task.id is None:
        return None
    [made] = check_in(session, [report_of(task, person_id, channel, now, zone)], now, zone)
    if made is None:
        return None
    close_prompts(session, duty_ask, task.id, now)
    return made[0]


def _open_of(person_id: int, now: datetime) -> SelectOfScalar[Task]:
    mine = select(Task).where(Task.person_id == person_id, Task.state == OPEN, Task.accept_until >= now)
    return mine.order_by(col(Task.opens_at), col(Task.id))
