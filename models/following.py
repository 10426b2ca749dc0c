"""Following up: who has not reported, and a reminder to exactly those, once a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, exists, func, update
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.db import UtcTime, affect
from models.duties import OPEN, Duty, Task, tell
from models.grid import GRID, Grid, within
from models.outbox import CANCELLED, QUEUED, UNREACHED, Message
from models.people import ACTIVE, Address, Person
from models.prompts import Prompt

REMINDER_EXPIRES = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Round:
    """One duty in one period that can still be reported on."""

    duty_key: str
    ask: str
    period: str
    due_at: datetime
    accept_until: datetime


@dataclass(frozen=True, slots=True)
class Missing:
    """A unit that has not reported: who should have, whether they have read it, whether a message can reach them."""

    task_id: int
    code: str
    name: str
    person: str | None
    read: bool
    reachable: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a grid's tasks were issued, and how many of them are still open."""

    code: str
    name: str
    issued: int
    open: int


@dataclass(frozen=True, slots=True)
class Reminded:
    """How a reminder went: sent now, already sent today, and nobody there who can be reached."""

    sent: int = 0
    before: int = 0
    unreachable: int = 0


def reachable() -> ColumnElement[bool]:
    """A condition on Person: they agreed to be written to, and an address of theirs works."""
    works = exists().where(col(Address.person_id) == col(Person.id), col(Address.state) == ACTIVE)
    return col(Person.consent_at).is_not(None) & works


def rounds(session: Session, paths: list[str], now: datetime) -> list[Round]:
    """The duties and periods that can still be reported on within `paths`, the newest first."""
    found = session.execute(
        sql(
            col(Task.duty_key), col(Duty.ask), col(Task.period),
            func.max(col(Task.due_at), type_=UtcTime()), func.max(col(Task.accept_until), type_=UtcTime()),
        )
        .join(Duty, col(Duty.key) == col(Task.duty_key))
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .where(within(paths), col(Duty.ask) != "", col(Task.opens_at) <= now, col(Task.accept_until) >= now)
        .group_by(col(Task.duty_key), col(Duty.ask), col(Task.period))
        .order_by(func.max(col(Task.opens_at)).desc(), col(Task.duty_key))
    ).all()  # fmt: skip
    return [Round(*row) for row in found]


def missing(session: Session, which: Round, paths: list[str]) -> list[Missing]:
    """Every unit within `paths` that has not reported, in the order of the tree."""
    rows = session.execute(
        sql(
            col(Task.id), col(Grid.code), col(Grid.name), col(Person.name), col(Task.read_at).is_not(None),
            case((reachable(), 1), else_=0),
        )
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .outerjoin(Person, col(Person.id) == col(Task.person_id))
        .where(_of(which), col(Task.state) == OPEN, within(paths))
        .order_by(col(Grid.path))
    ).all()  # fmt: skip
    return [Missing(task, code, name, who, read, bool(can)) for task, code, name, who, read, can in rows]


def shares(session: Session, which: Round, paths: list[str]) -> list[Share]:
    """The same as counts by level-3 grid, grids where all is in included."""
    rows = session.execute(
        sql(col(Grid.path), func.count(), func.sum(case((col(Task.state) == OPEN, 1), else_=0)))
        .join(Task, col(Task.grid_id) == col(Grid.id))
        .where(_of(which), within(paths))
        .group_by(col(Grid.path))
    ).all()
    tops = session.execute(sql(col(Grid.path), col(Grid.code), col(Grid.name)).where(col(Grid.level) == GRID)).all()
    names = {path: (code, name) for path, code, name in tops}
    counts: dict[str, list[int]] = {}
    for path, issued, still_open in rows:
        # A path is "/community/station/grid/…/": its first three codes are the level-3 grid.
        top = "/".join(path.split("/")[: GRID + 1]) + "/"
        if top in names:
            slot = counts.setdefault(top, [0, 0])
            slot[0] += issued
            slot[1] += still_open
    return [Share(*names[top], *counts[top]) for top in sorted(counts)]


def remind(session: Session, which: Round, paths: list[str], now: datetime, zone: ZoneInfo) -> Reminded:
    """Remind everybody within `paths` who has not reported, at most once a local day; their question opens again.

    Whoever reported, agreed to nothing or has no working address gets none; the latter are counted. After the due date
    the reminder says until when it is still accepted.
    """
    still_open = missing(session, which, paths)
    can = [item.task_id for item in still_open if item.reachable]
    late = which.due_at < now
    facts = {"period": which.period, "due": which.due_at.astimezone(zone).date().isoformat()}
    facts |= {"until_day": which.accept_until.astimezone(zone).date().isoformat()} if late else {}
    sent = tell(
        session, session.get_one(Duty, which.duty_key), col(Task.id).in_(can),
        purpose=f"remind:{now.astimezone(zone).date().isoformat()}",
        key=f"{which.ask}-reminder-late" if late else f"{which.ask}-reminder", facts=facts, now=now,
        expires_at=min(which.accept_until, now + REMINDER_EXPIRES),
    )  # fmt: skip
    return Reminded(sent, len(can) - sent, len(still_open) - len(can))


def drop_messages(session: Session, task_id: int) -> None:
    """Cancel what is queued about a task, or waits for an address."""
    waiting = col(Message.state).in_((QUEUED, UNREACHED))
    about = update(Message).where(col(Message.subject) == f"task:{task_id}", waiting)
    affect(session, about.values(state=CANCELLED))


def close_prompts(session: Session, question: str, subject_id: int, now: datetime) -> None:
    """Close that question about a subject (a task, a check-in), whoever was asked."""
    about = (col(Prompt.question) == question) & (col(Prompt.subject_id) == subject_id)
    session.execute(update(Prompt).where(about, col(Prompt.answered_at).is_(None)).values(answered_at=now))


def _of(which: Round) -> ColumnElement[bool]:
    return (col(Task.duty_key) == which.duty_key) & (col(Task.period) == which.period)
