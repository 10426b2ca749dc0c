"""Whoever has not answered is reminded; whoever has is not; and who could not be reached is tried when they can be."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, case, cast, exists, func, or_, true, update
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models import escalating
from models.clock import at_local
from models.db import affect, new_id
from models.digests import PURPOSE, REMIND, SUBJECT, tell_claimed
from models.duties import OPEN, TOLD, Duty, Task, reminder_times
from models.following import reachable, reminded_today
from models.outbox import CANCELLED, QUEUED, UNREACHED, Message
from models.people import Person

REQUEUE_MOST = 3
CHUNK = 500


def remind_due(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Remind the people of tasks that are still open and not past due, as their duty says; how many messages.

    Each reminder time counts once, whoever else ticks; of several that a standstill left behind one is sent. Nobody is
    reminded twice on a local day, by hand or by rule: all they owe comes as one message. Who was told of something new
    today hears tomorrow, unless it is due by then. The question becomes the newest, so that a digit answers it.
    """
    telling = new_id(now)
    claimed = sum(_claim(session, *about, telling, now, zone) for about in _behind(session, now, zone))
    return tell_claimed(session, telling, "reminder", now, zone) if claimed else 0


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime]:
    """When what waits because its people were told of something new today is reminded of."""
    return [
        at_local(
            now.astimezone(zone).date() + timedelta(days=1), *_time_of_day(opens_at, zone), zone
        )
        for _, _, opens_at, _, _ in _behind(session, now, zone)
    ]  # fmt: skip


def _time_of_day(opens_at: datetime, zone: ZoneInfo) -> tuple[int, int]:
    opened = opens_at.astimezone(zone)
    return opened.hour, opened.minute


def _behind(session: Session, now: datetime, zone: ZoneInfo) -> list[tuple[str, str, datetime, datetime, int]]:
    """(duty, period, opened, due, reminder times behind) of what has a reminder time that nobody has counted."""
    rounds = session.execute(
        sql(col(Task.duty_key), col(Task.period), col(Task.opens_at), col(Task.due_at), func.min(col(Task.reminded)))
        .where(col(Task.due_at) >= now)
        .group_by(col(Task.duty_key), col(Task.period), col(Task.opens_at), col(Task.due_at))
        .order_by(col(Task.due_at), col(Task.duty_key))
    ).all()
    found = []
    for key, period, opens_at, due_at, before in rounds:
        times = reminder_times(session.get_one(Duty, key).remind, opens_at, due_at, zone)
        behind = sum(moment <= now for moment in times)
        if behind > before:
            found.append((key, period, opens_at, due_at, behind))
    return found


def _claim(
    session: Session, key: str, period: str, opens_at: datetime, due_at: datetime, behind: int, telling: int,
    now: datetime, zone: ZoneInfo,
) -> int:  # fmt: skip
    """Count the reminder times of a round as behind; how many of its tasks are reminded of with this telling."""
    which = (col(Task.duty_key) == key) & (col(Task.period) == period) & (col(Task.opens_at) == opens_at)
    which = which & (col(Task.reminded) < behind) & _not_held(due_at, now, zone)
    can = col(Task.person_id).in_(sql(col(Person.id)).where(reachable()))
    told = (col(Task.state) == OPEN) & col(Task.asked_at).is_not(None)
    reminding = update(Task).where(which, told, can, ~reminded_today(now, zone))
    count = affect(session, reminding.values(reminded=behind, telling=telling))
    affect(session, update(Task).where(which).values(reminded=behind))
    return count


def _not_held(due_at: datetime, now: datetime, zone: ZoneInfo) -> ColumnElement[bool]:
    """Whether the reminder need not wait for tomorrow: nothing new was asked of its person today, or it is due."""
    today = now.astimezone(zone).date()
    other: Any = aliased(Task)
    since = datetime.combine(today, time(), tzinfo=zone)
    asked = exists().where(other.person_id == col(Task.person_id), other.asked_at >= since, other.state != TOLD)
    return true() if due_at.astimezone(zone).date() <= today else ~asked


# --- what is queued ---
def cancel_answered(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Cancel what is queued about a task that is no longer open, or no longer that person's; how many messages.

    A message about several tasks is cancelled when that is so of all of them.
    """
    settled = exists().where(
        col(Task.id) == _task_of_message(),
        or_(col(Task.state) != OPEN, col(Task.person_id).is_distinct_from(col(Message.person_id))),
        col(Task.state) != TOLD,
    )
    stale = update(Message).where(col(Message.state) == QUEUED, _about_a_task(), settled)
    cancelled = affect(session, stale.values(state=CANCELLED))
    several = _about_several(session, QUEUED)
    over = several.keys() - _with_something_open(session, several)
    if not over:
        return cancelled
    ending = update(Message).where(col(Message.id).in_(over), col(Message.state) == QUEUED)
    return cancelled + affect(session, ending.values(state=CANCELLED))


def requeue_reachable(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Queue again what a duty asked of somebody who could not be reached and now can; how many messages.

    Heads join during the month: consent and a working address make the difference. The task, or one of several, must
    still be open and theirs, the message not expired, and it is tried REQUEUE_MOST times at the most.
    """
    still_open = exists().where(
        col(Task.id) == _task_of_message(), col(Task.state).in_((OPEN, TOLD)),
        col(Task.person_id) == col(Message.person_id),
    )  # fmt: skip
    may = (
        (col(Message.state) == UNREACHED) & (col(Message.expires_at) > now) & (col(Message.attempts) < REQUEUE_MOST)
        & col(Message.person_id).in_(sql(col(Person.id)).where(reachable()))
    )  # fmt: skip
    anew: dict[str, Any] = {
        "channel": None, "to": None, "edits": None, "provider_id": None, "sent_at": None, "error": None,
        "state": QUEUED, "not_before": now, "attempts": col(Message.attempts) + 1,
    }  # fmt: skip
    again = update(Message).where(may, col(Message.purpose).startswith("duty:"), still_open)
    queued = affect(session, again.values(**anew))
    several = _about_several(session, UNREACHED, may & (col(Message.purpose) == PURPOSE))
    open_ = _with_something_open(session, several)
    if not open_:
        return queued
    return queued + affect(session, update(Message).where(col(Message.id).in_(open_), may).values(**anew))


def _about_several(
    session: Session, state: str, which: ColumnElement[bool] | None = None
) -> dict[int, tuple[int | None, list[int]]]:  # fmt: skip
    """{message: (to whom, the tasks it is about)} of digests, reminders of several tasks and escalations."""
    about = col(Message.subject).startswith(SUBJECT) | (col(Message.purpose) == escalating.PURPOSE)
    query = sql(col(Message.id), col(Message.purpose), col(Message.person_id), col(Message.facts))
    rows = session.execute(query.where(col(Message.state) == state, about, *([] if which is None else [which]))).all()
    # Whoever hears of others' tasks is not who holds them.
    return {
        id_: (None if purpose == escalating.PURPOSE else person_id, list(facts.get("tasks", [])))
        for id_, purpose, person_id, facts in rows
    }


def _with_something_open(session: Session, several: dict[int, tuple[int | None, list[int]]]) -> set[int]:
    """Those messages of which a task is still open, and its person's where one is named."""
    holders: dict[int, int | None] = {}
    for ids in _chunks({task for _, tasks in several.values() for task in tasks}):
        still = sql(col(Task.id), col(Task.person_id)).where(col(Task.id).in_(ids), col(Task.state) == OPEN)
        holders |= {task_id: holder for task_id, holder in session.execute(still).all() if task_id is not None}
    return {
        id_
        for id_, (person_id, tasks) in several.items()
        if any(task in holders and person_id in (None, holders[task]) for task in tasks)
    }


def _chunks(ids: Iterable[int]) -> list[list[int]]:
    whole = sorted(ids)
    return [whole[start : start + CHUNK] for start in range(0, len(whole), CHUNK)]


def _about_a_task() -> ColumnElement[bool]:
    return col(Message.purpose).startswith(REMIND) | col(Message.purpose).startswith("duty:")


def _task_of_message() -> ColumnElement[int | None]:
    """The task a message's subject ("task:12") names; the CASE keeps other subjects from the cast."""
    number = cast(func.substr(col(Message.subject), len("task:") + 1), Integer)
    return case((col(Message.subject).startswith("task:"), number), else_=None)
