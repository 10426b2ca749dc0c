"""A post changes hands, or ends: with it go its open tasks and its cases at work, their questions and messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.case_owners import WORKS
from models.cases import OPEN as UNTAKEN
from models.cases import PASSED, TAKEN, Case, note
from models.db import affect
from models.digests import tell_now
from models.duties import EXCUSED, OPEN, Duty, Task
from models.errors import StairwellError
from models.following import close_prompts, drop_messages
from models.grid import Grid, within
from models.leases import alone
from models.people import Person
from models.posts import COORDINATOR, HEADS, Post, acting, appoint, holder

ENDED = "post ended"
"""Why a task is excused that was asked of somebody who holds the post no more."""


class LastOfOffice(StairwellError):
    """Nobody takes the office from themselves: a colleague does it, so that there is always somebody who can."""

    key = "error-last-of-office"


@dataclass(frozen=True, slots=True)
class Handed:
    """What came of it: the running post, the post it ended (None: the place was free), how many open tasks moved."""

    post: Post
    ended: Post | None
    tasks: int


@dataclass(frozen=True, slots=True)
class Left:
    """How many open tasks, and cases somebody works on, belong to a post."""

    tasks: int
    cases: int


def hand_over(session: Session, grid: Grid, role: str, person_id: int, now: datetime, zone: ZoneInfo) -> Handed:
    """Appoint from today on; a new head takes over what is still open at the grid and is asked it.

    The one before is no longer asked, and what is queued to them about it is cancelled. Raises RoleDoesNotFit.
    """
    assert grid.id is not None
    before = holder(session, grid.id, role) if role in HEADS else None
    made = appoint(session, grid, role, person_id, now.astimezone(zone).date(), now)
    if role not in HEADS or (before is not None and before.person_id == person_id):
        return Handed(made, None, 0)
    found = _open_tasks(session, grid, role, now)
    for task, duty in found:
        _move(session, task, duty, person_id, now)
    if before is not None:
        _free_cases(session, grid, before, session.get_one(Person, person_id).name, now)
    tell_now(session, [task.id for task, _ in found if task.id is not None], now, zone)
    return Handed(made, before, len(found))


def end_post(session: Session, grid: Grid, held: Post, by_id: int, now: datetime, zone: ZoneInfo) -> Left | None:
    """End a running post today; None when it had ended. What a head left open is the deputy's, or nobody's yet.

    What was asked of anybody else in it is excused, for it was asked of them alone. Raises LastOfOffice for a
    coordinator (`by_id`) who would be in the office no more by their own word.
    """
    if held.role == COORDINATOR:
        alone(session, "coordinators")  # of two who end each other's post one does
        if not stays_in_office(session, held, by_id):
            raise LastOfOffice
    today = now.astimezone(zone).date()
    running = (col(Post.id) == held.id) & col(Post.to_on).is_(None)
    if not affect(session, update(Post).where(running).values(to_on=max(today, held.from_on))):
        return None
    session.refresh(held)
    return Left(_leave_tasks(session, grid, held, now, zone), _free_cases(session, grid, held, "–", now))


def left_open(session: Session, grid: Grid, held: Post, now: datetime) -> Left:
    """What the holder of a post has open in it now, and would leave."""
    mine = [task for task, _ in _open_tasks(session, grid, held.role, now) if task.person_id == held.person_id]
    return Left(len(mine), len(_taken(session, grid, held)))


def stays_in_office(session: Session, held: Post, by_id: int) -> bool:
    """Whether `by_id`, who ends that post, is a coordinator still when it has ended."""
    theirs = (col(Post.person_id) == by_id) & (col(Post.role) == COORDINATOR) & col(Post.to_on).is_(None)
    return session.exec(select(Post.id).where(theirs, col(Post.id) != held.id)).first() is not None


def _leave_tasks(session: Session, grid: Grid, held: Post, now: datetime, zone: ZoneInfo) -> int:
    found = [one for one in _open_tasks(session, grid, held.role, now) if one[0].person_id == held.person_id]
    ids = [task.id for task, _ in found if task.id is not None]
    if held.role not in HEADS:
        for task, duty in found:
            _silence(session, task, duty, now)
        mine = col(Task.id).in_(ids) & (col(Task.state) == OPEN)
        affect(session, update(Task).where(mine).values(state=EXCUSED, reason=ENDED))
        return len(ids)
    here = (col(Post.grid_id) == grid.id) & acting(held.role, now.astimezone(zone).date())
    deputy = session.exec(select(Post.person_id).where(here)).first()
    for task, duty in found:
        _move(session, task, duty, deputy, now)
    if deputy is not None:
        tell_now(session, ids, now, zone)
    return len(ids)


def _open_tasks(session: Session, grid: Grid, role: str, now: datetime) -> Sequence[tuple[Task, Duty]]:
    found = session.exec(
        select(Task, Duty)
        .join(Duty, col(Duty.key) == col(Task.duty_key))
        .where(Task.grid_id == grid.id, Duty.audience == role, Task.state == OPEN, Task.accept_until >= now)
        .order_by(col(Task.opens_at))
    )
    return found.all()


def _move(session: Session, task: Task, duty: Duty, to: int | None, now: datetime) -> None:
    _silence(session, task, duty, now)
    mine = (col(Task.id) == task.id) & (col(Task.state) == OPEN)
    affect(session, update(Task).where(mine).values(person_id=to, read_at=None, asked_at=None))
    session.expire(task)


def _silence(session: Session, task: Task, duty: Duty, now: datetime) -> None:
    assert task.id is not None
    drop_messages(session, task.id)
    close_prompts(session, duty.ask, task.id, now)


def _taken(session: Session, grid: Grid, held: Post) -> Sequence[Case]:
    """The cases somebody works on by a post of theirs: at its grid and below, of its level or below."""
    if held.role not in WORKS:
        return []
    theirs = (col(Case.owner_id) == held.person_id) & (col(Case.state) == TAKEN) & (col(Case.level) >= grid.level)
    query = select(Case).join(Grid, col(Grid.id) == col(Case.grid_id)).where(theirs, within([grid.path]))
    return session.exec(query.order_by(col(Case.id)).execution_options(populate_existing=True)).all()


def _free_cases(session: Session, grid: Grid, held: Post, to: str, now: datetime) -> int:
    """What somebody had taken by a post that is over is open again, and whoever owns it now hears of it as of new."""
    freed = 0
    for about in _taken(session, grid, held):
        mine = (col(Case.id) == about.id) & (col(Case.state) == TAKEN) & (col(Case.owner_id) == held.person_id)
        anew = update(Case).where(mine).values(state=UNTAKEN, owner_id=None, told_at=None, tell_at=now)
        if affect(session, anew):
            session.refresh(about)
            note(session, about, held.person_id, PASSED, f"→ {to}", now)
            freed += 1
    return freed
