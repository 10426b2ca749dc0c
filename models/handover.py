"""A post changes hands: the appointment, and with it the open tasks, their questions and their messages."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.db import affect
from models.digests import tell_now
from models.duties import OPEN, Duty, Task
from models.following import close_prompts, drop_messages
from models.grid import Grid
from models.posts import HEADS, Post, appoint, holder


@dataclass(frozen=True, slots=True)
class Handed:
    """What came of it: the running post, the post it ended (None: the place was free), how many open tasks moved."""

    post: Post
    ended: Post | None
    tasks: int


def hand_over(session: Session, grid: Grid, role: str, person_id: int, now: datetime, zone: ZoneInfo) -> Handed:
    """Appoint from today on; a new head takes over what is still open at the grid and is asked it.

    The one before is no longer asked, and what is queued to them about it is cancelled. Raises RoleDoesNotFit.
    """
    assert grid.id is not None
    before = holder(session, grid.id, role) if role in HEADS else None
    made = appoint(session, grid, role, person_id, now.astimezone(zone).date(), now)
    if role not in HEADS or (before is not None and before.person_id == person_id):
        return Handed(made, None, 0)
    open_tasks = session.execute(
        select(Task, Duty)
        .join(Duty, col(Duty.key) == col(Task.duty_key))
        .where(Task.grid_id == grid.id, Duty.audience == role, Task.state == OPEN, Task.accept_until >= now)
        .order_by(col(Task.opens_at))
    ).all()
    for task, duty in open_tasks:
        _move(session, task, duty, made, now)
    tell_now(session, [task.id for task, _ in open_tasks if task.id is not None], now, zone)
    return Handed(made, before, len(open_tasks))


def _move(session: Session, task: Task, duty: Duty, made: Post, now: datetime) -> None:
    assert task.id is not None
    drop_messages(session, task.id)
    close_prompts(session, duty.ask, task.id, now)
    mine = (col(Task.id) == task.id) & (col(Task.state) == OPEN)
    affect(session, update(Task).where(mine).values(person_id=made.person_id, read_at=None, asked_at=None))
    session.expire(task)
