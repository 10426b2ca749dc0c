"""Duties and tasks: whatever a community does on a rhythm is a row of `duty`; a due one is a task for a grid."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    Index,
    String,
    UniqueConstraint,
    cast,
    exists,
    false,
    func,
    literal,
    update,
)
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.calendar import due_of, period_of
from models.clock import at_local
from models.crypt import Encrypted, EncryptedJson
from models.db import UtcTime, affect, insert_for, insert_new, new_id, random_token
from models.grid import Grid
from models.outbox import BROADCAST, QUEUED, Message
from models.posts import LEVELS_OF_ROLE, Post, acting
from models.prompts import Prompt

OPEN, DONE, EXCUSED, IMPOSSIBLE, MISSED, TOLD = "open", "done", "excused", "impossible", "missed", "told"


class Duty(SQLModel, table=True):
    """What recurs. All of it is data:

    rhythm   {"day": "1", "hour": 9, "shift": "next_workday"}: fields of APScheduler's CronTrigger, local time, and
             where a day that is no workday moves to
    per      what one occurrence is for: "day", "week", "month" or "quarter"; it names the task's period
    audience the role that is asked, at each grid where it is held
    levels   the grid levels it is for; [] means every level of that role
    ask      the key of the question (its choices are declared in the bot's table), "" when nothing is asked
    items    what a list of points asks, by language: [{"zh-CN": …, "en": …}, …]
    texts    the pool its words are taken from (models/texts.py), "" for the catalogue's alone
    window   {"due": "month_end", "late_days": 10}: until when it counts as on time, and until when it is accepted late
    remind   [{"before_due_days": 3}, …]: whom to remind is whoever has not answered
    escalate [{"after_due_days": 2, "to": "building_head"}, …]: who hears of what is still open, and when
    urgent   asked at once, not with the week's digest
    points   {"on_time": rule, "late": rule, "finding": rule}: rules of the points file
    catch_up after a standstill: "latest" issues the newest missed occurrence, "all" each, "skip" none
    next_at  the next occurrence; None before it was scheduled, and while the calendar of its year is not published
    last_at  the occurrence issued last
    """

    key: str = Field(primary_key=True, max_length=40)
    name: dict[str, str] = Field(sa_type=JSON)
    rhythm: dict[str, Any] = Field(sa_type=JSON)
    per: str = Field(default="month", max_length=8, sa_column_kwargs={"server_default": "month"})
    audience: str = Field(max_length=16)
    levels: list[int] = Field(default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"})
    ask: str = Field(default="", max_length=32)
    items: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"})
    texts: str = Field(default="", max_length=32, sa_column_kwargs={"server_default": ""})
    message_key: str = Field(max_length=60)
    window: dict[str, Any] = Field(sa_type=JSON)
    remind: list[dict[str, int]] = Field(default_factory=list, sa_type=JSON)
    escalate: list[dict[str, Any]] = Field(
        default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"}
    )
    urgent: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    points: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    catch_up: str = Field(default="latest", max_length=8)
    active: bool = True
    next_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    last_at: datetime | None = Field(default=None, sa_type=UtcTime)


class Task(SQLModel, table=True):
    """A duty that is due for one grid in one period.

    `person_id` is who holds the post, None while it is vacant; `asked_at` is when they were told of it, `reminded` and
    `escalated` count the duty's reminder and escalation times that are behind it; `reason` is why it was excused:
    encrypted, for it may name an illness. One that asks nothing is "told" from the start.
    """

    __table_args__ = (
        UniqueConstraint("duty_key", "period", "grid_id", name="task_once"),
        CheckConstraint("state IN ('open', 'done', 'excused', 'impossible', 'missed', 'told')", name="task_state"),
        Index("task_by_state", "duty_key", "period", "state"),
        Index("task_open", "state", "accept_until"),
    )
    id: int | None = Field(default=None, primary_key=True)
    duty_key: str = Field(foreign_key="duty.key", max_length=40)
    period: str = Field(max_length=10)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    state: str = Field(default=OPEN, max_length=12)
    opens_at: datetime = Field(sa_type=UtcTime)
    due_at: datetime = Field(sa_type=UtcTime, index=True)
    accept_until: datetime = Field(sa_type=UtcTime)
    asked_at: datetime | None = Field(default=None, sa_type=UtcTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcTime)
    reminded: int = 0
    escalated: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    reason: str | None = Field(default=None, sa_type=Encrypted)


def load_shipped_duties(session: Session) -> int:
    """Insert the duties this version ships that the database has not got; edited ones stay. Returns how many came."""
    shipped = tomllib.loads((files("models") / "data" / "duties.toml").read_text("utf-8"))
    known = set(session.execute(sql(col(Duty.key))).scalars())
    new = [Duty(key=key, **fields).model_dump() for key, fields in shipped.items() if key not in known]
    # Several processes may start on an empty database at once.
    return affect(session, insert_new(session, Duty).values(new)) if new else 0


def claim_occurrence(session: Session, duty: Duty, next_at: datetime | None, last_at: datetime | None) -> bool:
    """Move a duty on to its next occurrence; True for the one process that did, whoever else tries at once."""
    moved = (
        update(Duty)
        .where(col(Duty.key) == duty.key, col(Duty.next_at) == duty.next_at, col(Duty.active))
        .values(next_at=next_at, last_at=last_at)
    )
    return bool(affect(session, moved))


def reminder_times(
    rules: Sequence[Mapping[str, int]], opens_at: datetime, due_at: datetime, zone: ZoneInfo
) -> list[datetime]:
    """When to remind, in UTC, ascending: at the local time of day the tasks opened, after that and up to the due time.

    A rule is {"after_days": n} from the day of opening or {"before_due_days": n} from the due day; n ≥ 0.
    """
    opened, due = opens_at.astimezone(zone), due_at.astimezone(zone)
    days = {
        opened.date() + timedelta(days=rule["after_days"]) if "after_days" in rule
        else due.date() - timedelta(days=rule["before_due_days"])
        for rule in rules
    }  # fmt: skip
    times = sorted(at_local(day, opened.hour, opened.minute, zone) for day in days)
    return [moment for moment in times if opens_at < moment <= due_at]


def issue(session: Session, duty: Duty, occurrence: datetime, now: datetime, zone: ZoneInfo) -> int:
    """Create the tasks of one occurrence, their questions and messages, in three statements; how many tasks came.

    Every grid whose post of the duty's audience is held gets one, for the deputy where the head is away or there is
    none; a vacant grid at that post's level gets one without a person, so that the gap shows. Doing it again changes
    nothing (unique keys), except that grids and heads who have come since get theirs. Reminder times that are past are
    past for them too.
    """
    period, (due_at, accept_until) = period_of(occurrence, zone), due_of(occurrence, duty.window, zone)
    behind = sum(moment <= now for moment in reminder_times(duty.remind, occurrence, due_at, zone))
    today = now.astimezone(zone).date()
    came = affect(session, _new_tasks(session, duty, period, (occurrence, due_at, accept_until), behind, today))
    late = now > due_at
    tell(
        session, duty, (col(Task.duty_key) == duty.key) & (col(Task.period) == period), purpose=f"duty:{duty.key}",
        key=f"{duty.ask}-late" if late and duty.ask else duty.message_key, now=now,
        facts={"period": period, "due": due_at.astimezone(zone).date().isoformat()},
        expires_at=accept_until if late else due_at,
    )  # fmt: skip
    return came


def tell(
    session: Session,
    duty: Duty,
    which: ColumnElement[bool],
    *,
    purpose: str,
    key: str,
    facts: Mapping[str, Any],
    now: datetime,
    expires_at: datetime,
) -> int:
    """Write to whoever holds the open tasks that `which` picks, and open the duty's question to them as the newest.

    Once for each purpose, task and person; who was told before is left alone. How many were told.
    """  # fmt: skip
    mine = (col(Message.subject) == _subject()) & (col(Message.person_id) == col(Task.person_id))
    told = exists().where(col(Message.purpose) == purpose, mine)
    whom = which & (col(Task.state) == OPEN) & col(Task.person_id).is_not(None) & ~told
    most = session.execute(sql(func.count()).select_from(Task).where(whom)).scalar_one()
    if most and duty.ask:
        affect(session, _questions(session, duty, whom, most, now))
    return affect(session, _messages(session, duty, whom, most, now, (purpose, key, facts, expires_at))) if most else 0


def _new_tasks(
    session: Session, duty: Duty, period: str, times: tuple[datetime, datetime, datetime], behind: int, today: date
) -> Any:
    held = (col(Post.grid_id) == col(Grid.id)) & acting(duty.audience, today)
    known = exists().where(
        col(Task.duty_key) == duty.key, col(Task.period) == period, col(Task.grid_id) == col(Grid.id)
    )
    rows = (
        sql(
            literal(duty.key), literal(period), col(Grid.id), col(Post.person_id), literal(OPEN),
            *(_at(moment) for moment in times), literal(behind),
        )
        .select_from(Grid).outerjoin(Post, held)
        .where(col(Grid.level).in_(LEVELS_OF_ROLE[duty.audience]), ~known)
    )  # fmt: skip
    names = ("duty_key", "period", "grid_id", "person_id", "state", "opens_at", "due_at", "accept_until", "reminded")
    return insert_new(session, Task).from_select(names, rows)


def _questions(session: Session, duty: Duty, whom: ColumnElement[bool], most: int, now: datetime) -> Any:
    rows = sql(
        literal(new_id(now, most + 1)) + func.row_number().over(order_by=col(Task.id)), random_token(),
        col(Task.person_id), literal(duty.ask), col(Task.id), literal({}, JSON), _at(now), col(Task.accept_until),
    ).where(whom)  # fmt: skip
    names = ("id", "token", "person_id", "question", "subject_id", "data", "asked_at", "expires_at")
    insert = insert_for(session)(Prompt).from_select(names, rows)
    return insert.on_conflict_do_update(
        index_elements=["question", "subject_id", "person_id"],
        set_={"asked_at": insert.excluded.asked_at, "expires_at": insert.excluded.expires_at, "answered_at": None},
    )


def _messages(
    session: Session,
    duty: Duty,
    whom: ColumnElement[bool],
    most: int,
    now: datetime,
    what: tuple[str, str, Mapping[str, Any], datetime],
) -> Any:
    purpose, key, facts, expires_at = what
    prompt = (col(Prompt.question) == duty.ask) & (col(Prompt.subject_id) == col(Task.id))
    prompt = prompt & (col(Prompt.person_id) == col(Task.person_id))
    rows = (
        sql(
            literal(new_id(now, most + 1)) + func.row_number().over(order_by=col(Task.id)),
            literal(purpose), _subject(), col(Task.person_id), col(Task.grid_id), literal(key),
            literal(dict(facts), EncryptedJson), col(Prompt.id), literal(BROADCAST), literal(QUEUED), literal(0),
            _at(now),
            _at(expires_at), _at(now), literal(True),
        )
        .select_from(Task).outerjoin(Prompt, prompt)
        .where(whom)
    )  # fmt: skip
    names = (
        "id", "purpose", "subject", "person_id", "grid_id", "key", "facts", "prompt_id", "priority", "state",
        "attempts", "not_before", "expires_at", "created_at", "care",
    )  # fmt: skip
    return insert_new(session, Message).from_select(names, rows)


def _subject() -> ColumnElement[str]:
    return literal("task:") + cast(col(Task.id), String)


def _at(moment: datetime) -> Any:
    return literal(moment, UtcTime)
