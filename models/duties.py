"""Duties and tasks: whatever a community does on a rhythm is a row of `duty`; a due one is a task for a grid."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Index,
    UniqueConstraint,
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
from models.crypt import Encrypted
from models.db import UtcTime, affect, insert_new, table_of
from models.grid import Grid
from models.posts import HEADS, LEVELS_OF_ROLE, Post, acting

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

    A grid has one head, so a head's task is the grid's and goes over with the post (`seat` 0). Several people may be
    volunteer, partner, reviewer or coordinator of one grid: there each has a task of their own, and `seat` is their id.
    `telling` numbers the latest message that told of it, together with whatever else that message tells.
    """

    __table_args__ = (
        UniqueConstraint("duty_key", "period", "grid_id", "seat", name="task_once"),
        CheckConstraint("state IN ('open', 'done', 'excused', 'impossible', 'missed', 'told')", name="task_state"),
        Index("task_by_state", "duty_key", "period", "state"),
        Index("task_open", "state", "accept_until"),
        Index("task_telling", "telling"),
    )
    id: int | None = Field(default=None, primary_key=True)
    duty_key: str = Field(foreign_key="duty.key", max_length=40)
    period: str = Field(max_length=10)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    seat: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    state: str = Field(default=OPEN, max_length=12)
    opens_at: datetime = Field(sa_type=UtcTime)
    due_at: datetime = Field(sa_type=UtcTime, index=True)
    accept_until: datetime = Field(sa_type=UtcTime)
    asked_at: datetime | None = Field(default=None, sa_type=UtcTime)
    telling: int | None = Field(default=None, sa_type=BigInteger)
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
    rules: Sequence[Mapping[str, Any]], opens_at: datetime, due_at: datetime, zone: ZoneInfo
) -> list[datetime]:
    """When to remind, in UTC, ascending: at the local time of day the tasks opened, after that and up to the due time.

    A rule is {"after_days": n} from the day of opening or {"before_due_days": n} from the due day; n ≥ 0.
    """
    opened = opens_at.astimezone(zone)
    days = {_day_of(rule, opens_at, due_at, zone) for rule in rules}
    times = sorted(at_local(day, opened.hour, opened.minute, zone) for day in days)
    return [moment for moment in times if opens_at < moment <= due_at]


def escalation_times(
    rules: Sequence[Mapping[str, Any]], opens_at: datetime, due_at: datetime, until: datetime, zone: ZoneInfo
) -> list[tuple[datetime, str]]:
    """When somebody else hears of what is still open, in UTC, ascending, and who: after the opening and up to `until`.

    A rule is {"after_due_days": n} or {"before_due_days": n} from the due day, with "to"; n ≥ 0. The time of day is
    that of the opening.
    """
    opened = opens_at.astimezone(zone)
    times = [
        (at_local(_day_of(rule, opens_at, due_at, zone), opened.hour, opened.minute, zone), str(rule["to"]))
        for rule in rules
    ]
    return sorted((moment, to) for moment, to in times if opens_at < moment <= until)


def _day_of(rule: Mapping[str, Any], opens_at: datetime, due_at: datetime, zone: ZoneInfo) -> date:
    opened, due = opens_at.astimezone(zone).date(), due_at.astimezone(zone).date()
    if "after_days" in rule:
        return opened + timedelta(days=rule["after_days"])
    if "after_due_days" in rule:
        return due + timedelta(days=rule["after_due_days"])
    return due - timedelta(days=rule["before_due_days"])


def period_at(duty: Duty, occurrence: datetime, zone: ZoneInfo, planned: date | None = None) -> str:
    """What an occurrence is for: the period of the day it was planned for, so that one that moved keeps its own."""
    return period_of(planned or occurrence.astimezone(zone).date(), duty.per)


def issue(
    session: Session, duty: Duty, occurrence: datetime, now: datetime, zone: ZoneInfo, planned: date | None = None
) -> int:
    """Create the tasks of one occurrence in one statement, however many; how many came. Nobody is told of them here.

    Each grid at the duty's levels gets one for its head, or whoever stands in; a vacant one gets one without a person,
    so that the gap shows. Of the other roles each holder gets one. Doing it again changes nothing (unique keys), except
    that grids and people who have come since get theirs. Reminder and escalation times that are past are past for them
    too. `planned` is the local day it was planned for, where that is another than the day it is on.
    """
    due_at, accept_until = due_of(occurrence, duty.window, zone, planned)
    reminded = sum(moment <= now for moment in reminder_times(duty.remind, occurrence, due_at, zone))
    above = escalation_times(duty.escalate, occurrence, due_at, accept_until, zone)
    values = {
        "duty_key": duty.key, "period": period_at(duty, occurrence, zone, planned), "opens_at": occurrence,
        "due_at": due_at, "accept_until": accept_until, "state": OPEN if duty.ask else TOLD, "reminded": reminded,
        "escalated": sum(moment <= now for moment, _ in above),
    }  # fmt: skip
    return affect(session, _new_tasks(session, duty, values, now.astimezone(zone).date()))


def _new_tasks(session: Session, duty: Duty, values: Mapping[str, Any], today: date) -> Any:
    head = duty.audience in HEADS
    held = (col(Post.grid_id) == col(Grid.id)) & acting(duty.audience, today)
    seat = literal(0) if head else col(Post.person_id)
    levels = duty.levels or LEVELS_OF_ROLE.get(duty.audience, ())
    mine = (col(Task.duty_key) == duty.key) & (col(Task.period) == values["period"])
    known: ColumnElement[bool] = exists().where(mine, col(Task.grid_id) == col(Grid.id), col(Task.seat) == seat)
    if session.execute(sql(col(Task.id)).where(mine).limit(1)).first() is None:
        known = false()  # the first time nothing needs looking for; whoever else tries meets the unique key
    # Each constant says its type: PostgreSQL guesses none in a SELECT.
    types = table_of(Task).c
    constants = [literal(value, types[name].type) for name, value in values.items()]
    rows = (
        sql(col(Grid.id), col(Post.person_id), seat, *constants)
        .select_from(Grid)
        .join(Post, held, isouter=head)
        .where(col(Grid.level).in_(levels) if levels else literal(True), ~known)
    )
    return insert_new(session, Task).from_select(("grid_id", "person_id", "seat", *values), rows)


def due_again(session: Session, now: datetime) -> datetime | None:
    """When the next duty falls due after `now`; None when none is planned."""
    query = sql(func.min(col(Duty.next_at), type_=UtcTime())).where(col(Duty.active), col(Duty.next_at) > now)
    found: datetime | None = session.execute(query).scalar_one()
    return found


def close_missed(session: Session, now: datetime) -> int:
    """Mark as missed what is still open when reports on it are no longer accepted; how many tasks."""
    over = update(Task).where(col(Task.state) == OPEN, col(Task.accept_until) < now)
    return affect(session, over.values(state=MISSED))
