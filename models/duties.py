"""Duties and tasks: whatever a community does on a rhythm is a row of `duty`; a due one is a task for a grid."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, ColumnElement, Index, String, UniqueConstraint, cast, func, literal
from sqlalchemy import select as sql
from sqlalchemy import update
from sqlmodel import Field, Session, SQLModel, col

from models.calendar import due_of, period_of
from models.db import UtcTime, insert_new, new_id, random_token
from models.grid import Grid
from models.outbox import BROADCAST, QUEUED, Message
from models.posts import LEVELS_OF_ROLE, Post
from models.prompts import Prompt

OPEN, DONE, EXCUSED, IMPOSSIBLE, MISSED = "open", "done", "excused", "impossible", "missed"


class Duty(SQLModel, table=True):
    """What recurs. All of it is data:

    rhythm   {"day": "1", "hour": 9, "shift": "next_workday"}: fields of APScheduler's CronTrigger, local time, and
             where a day that is no workday moves to
    audience the role that is asked, at each grid where it is held
    ask      the key of the question (its choices are declared in the bot's table), "" when nothing is asked
    window   {"due": "month_end", "late_days": 10}: until when it counts as on time, and until when it is accepted late
    remind   [{"before_due_days": 3}, …]: whom to remind is whoever has not answered
    points   {"on_time": rule, "late": rule, "finding": rule}: rules of the points file
    catch_up after a standstill: "latest" issues the newest missed occurrence, "all" each, "skip" none
    next_at  the next occurrence; None when the calendar of its year is not published yet
    """

    key: str = Field(primary_key=True, max_length=40)
    name: dict[str, str] = Field(sa_type=JSON)
    rhythm: dict[str, Any] = Field(sa_type=JSON)
    audience: str = Field(max_length=16)
    ask: str = Field(default="", max_length=32)
    message_key: str = Field(max_length=60)
    window: dict[str, Any] = Field(sa_type=JSON)
    remind: list[dict[str, int]] = Field(default_factory=list, sa_type=JSON)
    points: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    catch_up: str = Field(default="latest", max_length=8)
    active: bool = True
    next_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)


class Task(SQLModel, table=True):
    """A duty that is due for one grid in one period. `person_id` is who held the post when it was issued."""

    __table_args__ = (
        UniqueConstraint("duty_key", "period", "grid_id", name="task_once"),
        CheckConstraint("state IN ('open', 'done', 'excused', 'impossible', 'missed')", name="task_state"),
        Index("task_by_state", "duty_key", "period", "state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    duty_key: str = Field(foreign_key="duty.key", max_length=40)
    period: str = Field(max_length=10)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    state: str = Field(default=OPEN, max_length=12)
    opens_at: datetime = Field(sa_type=UtcTime)
    due_at: datetime = Field(sa_type=UtcTime)
    accept_until: datetime = Field(sa_type=UtcTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcTime)
    reminded: int = 0
    reason: str | None = Field(default=None, max_length=200)


def load_shipped_duties(session: Session) -> int:
    """Insert the duties this version ships that the database has not got; edited ones stay. Returns how many came."""
    shipped = tomllib.loads((files("models") / "data" / "duties.toml").read_text("utf-8"))
    known = set(session.exec(sql(col(Duty.key))).scalars())
    new = [Duty(key=key, **fields) for key, fields in shipped.items() if key not in known]
    session.add_all(new)
    session.flush()
    return len(new)


def claim_occurrence(session: Session, duty: Duty, next_at: datetime | None) -> bool:
    """Move a duty on to its next occurrence; True for the one process that did, whoever else tries at once."""
    done = session.exec(
        update(Duty)
        .where(col(Duty.key) == duty.key, col(Duty.next_at) == duty.next_at, col(Duty.active))
        .values(next_at=next_at)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)


def issue(session: Session, duty: Duty, occurrence: datetime, now: datetime, zone: ZoneInfo) -> int:
    """Create the tasks of one occurrence, their questions and messages, in three statements; how many tasks came.

    Every grid whose post of the duty's audience is held gets one; a vacant grid at that post's level gets one without
    a person, so that the gap shows. Doing it again changes nothing (unique keys).
    """
    period, (due_at, accept_until) = period_of(occurrence, zone), due_of(occurrence, duty.window, zone)
    before = _count(session, duty.key, period)
    session.exec(_issue_tasks(session, duty, period, occurrence, due_at, accept_until))
    issued = _count(session, duty.key, period) - before
    if issued and duty.ask:
        session.exec(_issue_prompts(session, duty, period, issued, now, accept_until))
    if issued:
        session.exec(_issue_messages(session, duty, period, issued, now, accept_until, {
            "period": period, "due": due_at.astimezone(zone).date().isoformat(),
        }))  # fmt: skip
    return issued


def _count(session: Session, duty_key: str, period: str) -> int:
    return session.exec(
        sql(func.count()).select_from(Task).where(col(Task.duty_key) == duty_key, col(Task.period) == period)
    ).scalar_one()


def _issue_tasks(
    session: Session, duty: Duty, period: str, opens: datetime, due_at: datetime, accept_until: datetime
) -> Any:
    held = (col(Post.grid_id) == col(Grid.id)) & (col(Post.role) == duty.audience)
    held = held & col(Post.to_on).is_(None) & ~col(Post.deputy)
    rows = (
        sql(
            literal(duty.key), literal(period), col(Grid.id), col(Post.person_id), literal(OPEN),
            _at(opens), _at(due_at), _at(accept_until), literal(0),
        )
        .select_from(Grid).outerjoin(Post, held)
        .where(col(Grid.level).in_(LEVELS_OF_ROLE[duty.audience]))
    )  # fmt: skip
    names = ("duty_key", "period", "grid_id", "person_id", "state", "opens_at", "due_at", "accept_until", "reminded")
    return insert_new(session, Task).from_select(names, rows)


def _issue_prompts(
    session: Session, duty: Duty, period: str, most: int, now: datetime, expires_at: datetime
) -> Any:
    rows = sql(
        literal(new_id(now, most + 1)) + func.row_number().over(order_by=col(Task.id)), random_token(), col(Task.person_id),
        literal(duty.ask), col(Task.id), literal({}, JSON), _at(now), _at(expires_at),
    ).where(_asked(duty, period))  # fmt: skip
    names = ("id", "token", "person_id", "question", "subject_id", "data", "asked_at", "expires_at")
    return insert_new(session, Prompt).from_select(names, rows)


def _issue_messages(
    session: Session, duty: Duty, period: str, most: int, now: datetime, expires_at: datetime, facts: Mapping[str, str]
) -> Any:
    prompt = (col(Prompt.question) == duty.ask) & (col(Prompt.subject_id) == col(Task.id))
    prompt = prompt & (col(Prompt.person_id) == col(Task.person_id))
    rows = (
        sql(
            literal(new_id(now, most + 1)) + func.row_number().over(order_by=col(Task.id)),
            literal(f"duty:{duty.key}"), literal("task:") + cast(col(Task.id), String),
            col(Task.person_id), col(Task.grid_id), literal(duty.message_key), literal(dict(facts), JSON),
            col(Prompt.id), literal(BROADCAST), literal(QUEUED), literal(0), _at(now), _at(expires_at), _at(now),
        )
        .select_from(Task).outerjoin(Prompt, prompt)
        .where(_asked(duty, period))
    )  # fmt: skip
    names = (
        "id", "purpose", "subject", "person_id", "grid_id", "key", "facts", "prompt_id", "priority", "state",
        "attempts", "not_before", "expires_at", "created_at",
    )  # fmt: skip
    return insert_new(session, Message).from_select(names, rows)


def _asked(duty: Duty, period: str) -> ColumnElement[bool]:
    return (col(Task.duty_key) == duty.key) & (col(Task.period) == period) & col(Task.person_id).is_not(None)


def _at(moment: datetime) -> Any:
    return literal(moment, UtcTime)
