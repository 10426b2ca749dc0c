"""Following up: who has not reported, and a reminder to exactly those, once a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, ColumnElement, String, case, cast, exists, func, literal, update
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.db import UtcTime, insert_for, insert_new, new_id, random_token
from models.duties import OPEN, Duty, Task
from models.grid import GRID, Grid, within
from models.outbox import BROADCAST, CANCELLED, QUEUED, UNREACHED, Message
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

    Whoever reported, agreed to nothing or has no working address gets none; the latter are counted.
    """
    day = now.astimezone(zone).date().isoformat()
    still_open = missing(session, which, paths)
    can = [item.task_id for item in still_open if item.reachable]
    purpose = f"remind:{day}"
    before = _said(session, purpose, can)
    if can:
        open_prompts(session, which.ask, can, now, which.accept_until)
        late = which.due_at < now
        facts = {"period": which.period, "due": which.due_at.astimezone(zone).date().isoformat()}
        facts |= {"until_day": which.accept_until.astimezone(zone).date().isoformat()} if late else {}
        key = f"{which.ask}-reminder-late" if late else f"{which.ask}-reminder"
        expires_at = min(which.accept_until, now + REMINDER_EXPIRES)
        _post(session, can, key, facts, purpose, which.ask, now, expires_at)
    return Reminded(_said(session, purpose, can) - before, before, len(still_open) - len(can))


def open_prompts(session: Session, question: str, task_ids: Sequence[int], now: datetime, expires_at: datetime) -> None:
    """Ask the question of those tasks anew: made where there is none, else opened again as the newest."""
    base = new_id(now, len(task_ids) + 1)
    rows = sql(
        literal(base) + func.row_number().over(order_by=col(Task.id)), random_token(), col(Task.person_id),
        literal(question), col(Task.id), literal({}, JSON), _at(now), _at(expires_at),
    ).where(col(Task.id).in_(task_ids), col(Task.person_id).is_not(None))  # fmt: skip
    names = ("id", "token", "person_id", "question", "subject_id", "data", "asked_at", "expires_at")
    insert = insert_for(session)(Prompt).from_select(names, rows)
    session.execute(insert.on_conflict_do_update(
        index_elements=["question", "subject_id", "person_id"],
        set_={"asked_at": now, "expires_at": expires_at, "answered_at": None},
    ))  # fmt: skip
    session.expire_all()


def drop_reminders(session: Session, task_id: int, person_id: int | None = None) -> None:
    """Cancel what is queued about a task, or waits for an address, to everybody or to one person."""
    waiting = col(Message.state).in_((QUEUED, UNREACHED))
    about = update(Message).where(col(Message.subject) == f"task:{task_id}", waiting)
    if person_id is not None:
        about = about.where(col(Message.person_id) == person_id)
    session.execute(about.values(state=CANCELLED).execution_options(synchronize_session=False))


def close_prompts(session: Session, question: str, task_id: int, now: datetime) -> None:
    """Close that question about a task, whoever was asked."""
    session.execute(
        update(Prompt)
        .where(col(Prompt.question) == question, col(Prompt.subject_id) == task_id, col(Prompt.answered_at).is_(None))
        .values(answered_at=now)
        .execution_options(synchronize_session=False)
    )


def _post(
    session: Session,
    task_ids: Sequence[int],
    key: str,
    facts: Mapping[str, Any],
    purpose: str,
    question: str,
    now: datetime,
    expires_at: datetime,
) -> None:
    base = new_id(now, len(task_ids) + 1)
    asked = (col(Prompt.question) == question) & (col(Prompt.subject_id) == col(Task.id))
    asked = asked & (col(Prompt.person_id) == col(Task.person_id))
    rows = (
        sql(
            literal(base) + func.row_number().over(order_by=col(Task.id)), literal(purpose),
            literal("task:") + cast(col(Task.id), String), col(Task.person_id), col(Task.grid_id), literal(key),
            literal(dict(facts), JSON), col(Prompt.id), literal(BROADCAST), literal(QUEUED), literal(0), _at(now),
            _at(expires_at), _at(now),
        )
        .select_from(Task).outerjoin(Prompt, asked)
        .where(col(Task.id).in_(task_ids))
    )  # fmt: skip
    names = (
        "id", "purpose", "subject", "person_id", "grid_id", "key", "facts", "prompt_id", "priority", "state",
        "attempts", "not_before", "expires_at", "created_at",
    )  # fmt: skip
    session.execute(insert_new(session, Message).from_select(names, rows))


def _said(session: Session, purpose: str, task_ids: Sequence[int]) -> int:
    subjects = [f"task:{task_id}" for task_id in task_ids]
    count = sql(func.count()).select_from(Message)
    return int(
        session.execute(count.where(col(Message.purpose) == purpose, col(Message.subject).in_(subjects))).scalar_one()
    )


def _of(which: Round) -> ColumnElement[bool]:
    return (col(Task.duty_key) == which.duty_key) & (col(Task.period) == which.period)


def _at(moment: datetime) -> Any:
    return literal(moment, UtcTime)
