"""What an absence means for what was asked: nobody loses by being away, or by helping out; and what happened meanwhile.

When reports on a task are no longer accepted, it is excused instead of missed where

- the head was away on at least half of the days from its opening to its due day ("away"), deputy or not, or
- the post was vacant and a deputy had it ("deputy").

It then stands in the head's name, or in nobody's: a deputy never loses by a neighbour's stairwell. What a deputy has
done is theirs, points included.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, or_, update
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.checkins import CheckIn, Finding
from models.clock import at_local
from models.cover import Away, days_away
from models.db import affect
from models.duties import DONE, EXCUSED, OPEN, Duty, Task
from models.grid import Grid
from models.people import Person
from models.posts import HEADS, UNIT_HEAD, Post

AWAY, DEPUTY = "away", "deputy"
"""The reasons such a task is excused for."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What happened at somebody's stairwells while they were away: who stood in, what was done, found, is open."""

    deputies: tuple[str, ...]
    done: int
    open: int
    findings: int


def excuse_absent(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Settle the tasks that are over and that this file's rule is about; how many. To run before they are missed.

    What a deputy had of a head who was there for more than half of the time goes back into the head's name.
    """
    head, other = aliased(Post), aliased(Post)
    # Roughly, by the days of UTC; which days count is looked at one by one below.
    days = (func.date(col(Task.opens_at)), func.date(col(Task.accept_until)))
    gone = exists().where(
        col(head.grid_id) == col(Task.grid_id), col(head.role) == col(Duty.audience), ~col(head.deputy),
        col(Away.person_id) == col(head.person_id), col(Away.to_on) > days[0], col(Away.from_on) <= days[1],
    )  # fmt: skip
    deputy = exists().where(
        col(other.grid_id) == col(Task.grid_id),
        col(other.role) == col(Duty.audience),
        col(other.deputy),
        col(other.person_id) == col(Task.person_id),
    )
    over = session.execute(
        sql(Task, col(Duty.audience))
        .join(Duty, col(Duty.key) == col(Task.duty_key))
        .where(col(Task.state) == OPEN, col(Task.accept_until) < now, col(Duty.audience).in_(HEADS))
        .where(gone | deputy)
        .order_by(col(Task.id))
    ).all()
    return sum(_settle(session, task, role, zone) for task, role in over)


def _settle(session: Session, task: Task, role: str, zone: ZoneInfo) -> bool:
    first, due = task.opens_at.astimezone(zone).date(), task.due_at.astimezone(zone).date()
    head_id = _head_on(session, task.grid_id, role, due)
    if head_id is None and not _was_deputy(session, task, role):
        return False
    mine = update(Task).where(col(Task.id) == task.id, col(Task.state) == OPEN)
    if head_id is None:
        changed = affect(session, mine.values(state=EXCUSED, reason=DEPUTY, person_id=None))
    elif 2 * days_away(session, head_id, first, due) >= (due - first).days + 1:
        changed = affect(session, mine.values(state=EXCUSED, reason=AWAY, person_id=head_id))
    else:
        affect(session, mine.values(person_id=head_id))
        changed = 0
    session.expire(task)
    return bool(changed)


def _head_on(session: Session, grid_id: int, role: str, day: date) -> int | None:
    """Who headed a grid on a day; of two on the day of a change, the newer."""
    held = (col(Post.grid_id) == grid_id) & (col(Post.role) == role) & ~col(Post.deputy) & (col(Post.from_on) <= day)
    return session.execute(
        sql(col(Post.person_id))
        .where(held, or_(col(Post.to_on).is_(None), col(Post.to_on) > day))
        .order_by(col(Post.id).desc())
        .limit(1)
    ).scalar()


def _was_deputy(session: Session, task: Task, role: str) -> bool:
    query = select(Post.id).where(
        Post.grid_id == task.grid_id, Post.role == role, Post.person_id == task.person_id, col(Post.deputy)
    )
    return session.exec(query.limit(1)).first() is not None


def meanwhile(session: Session, person_id: int, first: date, last: date, zone: ZoneInfo) -> Meanwhile:
    """What happened from `first` to before `last` (local days) at the stairwells that person heads now."""
    start, end = at_local(first, 0, 0, zone), at_local(last, 0, 0, zone)
    mine = sql(col(Post.grid_id)).where(
        col(Post.person_id) == person_id, col(Post.role) == UNIT_HEAD, col(Post.to_on).is_(None), ~col(Post.deputy)
    )
    names = session.execute(
        sql(col(Person.name))
        .join(Post, col(Post.person_id) == col(Person.id))
        .where(col(Post.grid_id).in_(mine), col(Post.deputy), col(Post.from_on) < last)
        .where(or_(col(Post.to_on).is_(None), col(Post.to_on) > first))
        .distinct()
        .order_by(col(Person.name))
    ).scalars()
    done = sql(func.count(col(CheckIn.id))).join(Task, col(Task.id) == col(CheckIn.task_id)).where(
        col(Task.grid_id).in_(mine), col(CheckIn.state) == DONE, col(CheckIn.undone_at).is_(None),
        col(CheckIn.at) >= start, col(CheckIn.at) < end,
    )  # fmt: skip
    still = sql(func.count(col(Task.id))).where(col(Task.grid_id).in_(mine), col(Task.state) == OPEN)
    found = sql(func.count(col(Finding.id))).where(
        col(Finding.grid_id).in_(mine), ~col(Finding.withdrawn), col(Finding.at) >= start, col(Finding.at) < end
    )
    numbers = [int(session.execute(one).scalar_one()) for one in (done, still, found)]
    return Meanwhile(tuple(names), *numbers)


def own_units(session: Session, person_id: int) -> list[Grid]:
    """The stairwells somebody heads, deputies' posts apart, in the tree's order."""
    return list(
        session.exec(
            select(Grid)
            .join(Post, col(Post.grid_id) == col(Grid.id))
            .where(Post.person_id == person_id, Post.role == UNIT_HEAD, col(Post.to_on).is_(None), ~col(Post.deputy))
            .order_by(col(Grid.path))
        )
    )
