"""Following up: who has not reported, and a reminder to exactly those, once a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, exists, func, literal, or_, update
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.db import UtcTime, affect, new_id
from models.digests import REMIND, tell_claimed
from models.duties import OPEN, Duty, Task
from models.grid import GRID, Grid, within
from models.outbox import CANCELLED, QUEUED, UNREACHED, Message
from models.people import ACTIVE, Address, Person
from models.prompts import Prompt
from models.shared_phones import shared_works


@dataclass(frozen=True, slots=True)
class Round:
    """One duty in one period that can still be reported on; `name` is the duty's by language."""

    duty_key: str
    name: dict[str, str]
    audience: str
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
    return col(Person.consent_at).is_not(None) & or_(works, shared_works())


def rounds(session: Session, paths: list[str], now: datetime) -> list[Round]:
    """The duties and periods that can still be reported on within `paths`, the newest first."""
    found = session.execute(
        sql(
            col(Task.duty_key), col(Task.period), func.max(col(Task.due_at), type_=UtcTime()),
            func.max(col(Task.accept_until), type_=UtcTime()),
        )
        .join(Duty, col(Duty.key) == col(Task.duty_key))
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .where(within(paths), col(Duty.ask) != "", col(Task.opens_at) <= now, col(Task.accept_until) >= now)
        .group_by(col(Task.duty_key), col(Task.period))
        .order_by(func.max(col(Task.opens_at)).desc(), col(Task.duty_key))
    ).all()  # fmt: skip
    duties = {key: session.get_one(Duty, key) for key in {row[0] for row in found}}
    return [Round(row[0], dict(duties[row[0]].name), duties[row[0]].audience, *row[1:]) for row in found]


def missing(
    session: Session, which: Round, paths: list[str], most: int | None = None, skip: int = 0
) -> list[Missing]:  # fmt: skip
    """Every unit within `paths` that has not reported, in the order of the tree; `most` of them, after `skip`."""
    rows = session.execute(
        sql(
            col(Task.id), col(Grid.code), col(Grid.name), col(Person.name), col(Task.read_at).is_not(None),
            case((reachable(), 1), else_=0),
        )
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .outerjoin(Person, col(Person.id) == col(Task.person_id))
        .where(_of(which), col(Task.state) == OPEN, within(paths))
        .order_by(col(Grid.path), col(Task.id))
        .limit(most)
        .offset(skip or None)
    ).all()  # fmt: skip
    return [Missing(task, code, name, who, read, bool(can)) for task, code, name, who, read, can in rows]


def shares(session: Session, which: Round, paths: list[str]) -> list[Share]:
    """The same as counts by level-3 grid, grids where all is in included; what is above that level by its own grid."""
    rows = session.execute(
        sql(col(Grid.path), func.count(), func.sum(case((col(Task.state) == OPEN, 1), else_=0)))
        .join(Task, col(Task.grid_id) == col(Grid.id))
        .where(_of(which), within(paths))
        .group_by(col(Grid.path))
    ).all()
    tops = session.execute(sql(col(Grid.path), col(Grid.code), col(Grid.name)).where(col(Grid.level) <= GRID)).all()
    names = {path: (code, name) for path, code, name in tops}
    counts: dict[str, list[int]] = {}
    for path, issued, still_open in rows:
        # A path is "/community/station/grid/…/": its first three codes are the level-3 grid.
        top = "/" + "/".join(path.strip("/").split("/")[:GRID]) + "/"
        if top in names:
            slot = counts.setdefault(top, [0, 0])
            slot[0] += issued
            slot[1] += still_open
    return [Share(*names[top], *counts[top]) for top in sorted(counts)]


def remind(session: Session, which: Sequence[Round], paths: list[str], now: datetime, zone: ZoneInfo) -> Reminded:
    """Remind everybody within `paths` who has not reported, in one message for all they owe.

    Their question opens again. Nobody is reminded twice on a local day. Whoever reported, agreed to nothing or has no
    working address gets none; the latter are counted. After the due date the reminder says until when it is accepted.
    """
    still_open = [item for one in which for item in missing(session, one, paths)]
    can = col(Task.id).in_([item.task_id for item in still_open if item.reachable])
    people = session.execute(sql(func.count(func.distinct(col(Task.person_id)))).where(can)).scalar_one()
    telling = new_id(now)
    mine = update(Task).where(can, col(Task.state) == OPEN, ~reminded_today(now, zone))
    affect(session, mine.values(telling=telling, asked_at=func.coalesce(col(Task.asked_at), literal(now, UtcTime))))
    sent = tell_claimed(session, telling, "reminder", now, zone)
    return Reminded(sent, people - sent, sum(not item.reachable for item in still_open))


def reminded_today(now: datetime, zone: ZoneInfo) -> ColumnElement[bool]:
    """A condition on Task: whoever is to do it was reminded on this local day, of whatever."""
    today = f"{REMIND}{now.astimezone(zone).date().isoformat()}"
    return exists().where(col(Message.purpose) == today, col(Message.person_id) == col(Task.person_id))


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
