"""Whoever has not answered is reminded; whoever has is not; and who could not be reached is tried when they can be."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, case, cast, exists, func, or_, update
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.db import affect
from models.duties import OPEN, Duty, Task, reminder_times, tell
from models.following import reachable
from models.outbox import CANCELLED, QUEUED, UNREACHED, Message
from models.people import Person

STANDS = timedelta(hours=24)
"""A reminder that could not leave within a day is not sent any more."""
REQUEUE_MOST = 3


def remind_due(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Remind the people of tasks that are still open and not past due, as their duty says; how many were.

    Each reminder time counts once, whoever else ticks; of several that a standstill left behind one is sent. Nobody is
    reminded twice on a local day, by hand or by rule. The question becomes the newest, so that a digit answers it.
    """
    rounds = session.execute(
        sql(col(Task.duty_key), col(Task.period), col(Task.opens_at), col(Task.due_at), func.min(col(Task.reminded)))
        .where(col(Task.due_at) >= now)
        .group_by(col(Task.duty_key), col(Task.period), col(Task.opens_at), col(Task.due_at))
        .order_by(col(Task.due_at), col(Task.duty_key))
    ).all()
    reminded = 0
    for key, period, opens_at, due_at, before in rounds:
        duty = session.get_one(Duty, key)
        behind = sum(moment <= now for moment in reminder_times(duty.remind, opens_at, due_at, zone))
        if behind <= before or not duty.ask:
            continue
        which = (col(Task.duty_key) == key) & (col(Task.period) == period)
        if not affect(session, update(Task).where(which, col(Task.reminded) < behind).values(reminded=behind)):
            continue
        can = col(Task.person_id).in_(sql(col(Person.id)).where(reachable()))
        reminded += tell(
            session, duty, which & can, purpose=f"remind:{now.astimezone(zone).date().isoformat()}",
            key=f"{duty.ask}-reminder", now=now, expires_at=min(due_at, now + STANDS),
            facts={"period": period, "due": due_at.astimezone(zone).date().isoformat()},
        )  # fmt: skip
    return reminded


def cancel_answered(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Cancel what is queued about a task that is no longer open, or no longer that person's; how many messages."""
    settled = exists().where(
        col(Task.id) == _task_of_message(),
        or_(col(Task.state) != OPEN, col(Task.person_id).is_distinct_from(col(Message.person_id))),
    )
    stale = update(Message).where(col(Message.state) == QUEUED, _about_a_task(), settled)
    return affect(session, stale.values(state=CANCELLED))


def requeue_reachable(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Queue again what a duty asked of somebody who could not be reached and now can; how many messages.

    Heads join during the month: consent and a working address make the difference. The task must still be open and
    theirs, the message not expired, and it is tried REQUEUE_MOST times at the most.
    """
    still_open = exists().where(
        col(Task.id) == _task_of_message(), col(Task.state) == OPEN, col(Task.person_id) == col(Message.person_id)
    )
    waiting = (col(Message.state) == UNREACHED) & col(Message.purpose).startswith("duty:")
    again = update(Message).where(
        waiting, col(Message.expires_at) > now, col(Message.attempts) < REQUEUE_MOST, still_open,
        col(Message.person_id).in_(sql(col(Person.id)).where(reachable())),
    )  # fmt: skip
    anew = {"channel": None, "to": None, "edits": None, "provider_id": None, "sent_at": None, "error": None}
    return affect(session, again.values(state=QUEUED, not_before=now, attempts=col(Message.attempts) + 1, **anew))


def _about_a_task() -> ColumnElement[bool]:
    return col(Message.purpose).startswith("remind:") | col(Message.purpose).startswith("duty:")


def _task_of_message() -> ColumnElement[int | None]:
    """The task a message's subject ("task:12") names; the CASE keeps other subjects from the cast."""
    number = cast(func.substr(col(Message.subject), len("task:") + 1), Integer)
    return case((col(Message.subject).startswith("task:"), number), else_=None)
