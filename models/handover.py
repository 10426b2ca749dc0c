"""A post changes hands: the appointment, and with it the open tasks, their questions and their messages."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.duties import OPEN, Duty, Task
from models.following import close_prompts, drop_reminders, open_prompts
from models.grid import Grid
from models.outbox import post
from models.posts import HEADS, Post, appoint, holder
from models.prompts import Prompt


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
        _move(session, task, duty, person_id, now, zone)
    return Handed(made, before, len(open_tasks))


def _move(session: Session, task: Task, duty: Duty, person_id: int, now: datetime, zone: ZoneInfo) -> None:
    assert task.id is not None
    drop_reminders(session, task.id)
    session.execute(
        update(Task)
        .where(col(Task.id) == task.id, col(Task.state) == OPEN)
        .values(person_id=person_id, read_at=None)
        .execution_options(synchronize_session=False)
    )
    prompt_id = None
    if duty.ask:
        close_prompts(session, duty.ask, task.id, now)
        open_prompts(session, duty.ask, [task.id], now, task.accept_until)
        prompt_id = session.exec(
            select(Prompt.id).where(
                Prompt.question == duty.ask, Prompt.subject_id == task.id, Prompt.person_id == person_id
            )
        ).one()
    key = duty.message_key if now <= task.due_at or not duty.ask else f"{duty.ask}-late"
    facts = {"period": task.period, "due": task.due_at.astimezone(zone).date().isoformat()}
    post(
        session, person_id, key, facts, purpose=f"duty:{duty.key}", subject=f"task:{task.id}", now=now,
        expires_at=task.accept_until, grid_id=task.grid_id, prompt_id=prompt_id,
    )  # fmt: skip
