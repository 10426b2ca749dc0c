"""How each stairwell stands with one duty in one period, and each grid's tasks: what the picture of the grid shows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, literal
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models import duties
from models.cases import AT_WORK, Case
from models.duties import Duty, Task
from models.grid import UNIT, Grid, upwards, within
from models.people import Person
from models.posts import UNIT_HEAD, Post

DONE, LATE, OPEN, OVERDUE, EXCUSED, IMPOSSIBLE, NONE = STATES = (
    "done", "late", "open", "overdue", "excused", "impossible", "none",
)  # fmt: skip
"""Done in time or late, open and not yet due, overdue or missed, excused, not possible, nothing asked."""
PERIODS = 13
"""So many periods of a duty are offered: a year of months, and the one that runs."""


@dataclass(frozen=True, slots=True)
class UnitState:
    """A stairwell: one of STATES; without a head (`vacant`), with somebody who stands in, with a finding at work."""

    code: str
    name: str
    path: str
    state: str
    vacant: bool
    deputy: bool
    finding: bool


@dataclass(frozen=True, slots=True)
class PlaceTally:
    """How many tasks of a duty and period a grid (and all below it) had, by their state."""

    code: str
    name: str
    issued: int
    done: int
    late: int
    open: int
    overdue: int
    excused: int
    impossible: int


def unit_states(session: Session, duty_key: str, period: str, paths: list[str], now: datetime) -> list[UnitState]:
    """Every stairwell in these subtrees with its state, in the order of the tree: one query."""
    head: Any = aliased(Post)
    deputy: Any = aliased(Post)
    rows = session.execute(
        sql(
            col(Grid.code), col(Grid.name), col(Grid.path), state_of(now), ~_runs(head, ~head.deputy),
            _runs(deputy, deputy.deputy), _finding(),
        )
        .outerjoin(Task, (col(Task.grid_id) == col(Grid.id)) & _of(duty_key, period) & (col(Task.seat) == 0))
        .where(col(Grid.level) == UNIT, within(paths))
        .order_by(col(Grid.path))
    ).all()  # fmt: skip
    return [UnitState(code, name, path, state, bool(v), bool(d), bool(f)) for code, name, path, state, v, d, f in rows]


def state_of(now: datetime) -> ColumnElement[str]:
    """The state of a Task, one of STATES; NONE where an outer join found none."""
    late = (col(Task.done_at) > col(Task.due_at)) & (col(Task.state) == duties.DONE)
    over = (col(Task.state) == duties.MISSED) | ((col(Task.state) == duties.OPEN) & (col(Task.due_at) < now))
    return case(
        (late, LATE), (col(Task.state) == duties.DONE, DONE), (over, OVERDUE), (col(Task.state) == duties.OPEN, OPEN),
        (col(Task.state) == duties.EXCUSED, EXCUSED), (col(Task.state) == duties.IMPOSSIBLE, IMPOSSIBLE), else_=NONE,
    )  # fmt: skip


def _of(duty_key: str, period: str) -> ColumnElement[bool]:
    return (col(Task.duty_key) == duty_key) & (col(Task.period) == period)


def _runs(post: Any, which: ColumnElement[bool]) -> ColumnElement[bool]:
    there = (post.grid_id == col(Grid.id)) & (post.role == UNIT_HEAD) & post.to_on.is_(None)
    return exists().where(there, which).correlate(Grid)


def _finding() -> ColumnElement[bool]:
    found = (col(Case.grid_id) == col(Grid.id)) & col(Case.checkin_id).is_not(None) & col(Case.state).in_(AT_WORK)
    return exists().where(found).correlate(Grid)


def places(session: Session, paths: list[str]) -> dict[str, Grid]:
    """{path: grid} of what is larger than a stairwell in these subtrees, and of what those lie in."""
    above = {path for mine in paths for path in upwards(mine)}
    larger = (col(Grid.level) < UNIT) & (within(paths) | col(Grid.path).in_(above))
    return {grid.path: grid for grid in session.execute(sql(Grid).where(larger)).scalars()}


def living(session: Session, path: str) -> tuple[int, int]:
    """(households, residents) of the stairwells at and below a path."""
    counts = sql(func.coalesce(func.sum(col(Grid.households)), 0), func.coalesce(func.sum(col(Grid.residents)), 0))
    households, residents = session.execute(counts.where(col(Grid.level) == UNIT, within([path]))).one()
    return int(households), int(residents)


def periods(session: Session, duty_key: str, most: int = PERIODS) -> list[str]:
    """The newest periods a duty was issued for, newest first; each is one look into the index, however many tasks."""
    newest = sql(func.max(col(Task.period))).where(col(Task.duty_key) == duty_key).scalar_subquery()
    walk = sql(newest.label("period"), literal(1).label("n")).cte("walk", recursive=True)
    other = aliased(Task)
    before = sql(func.max(col(other.period))).where(col(other.duty_key) == duty_key, col(other.period) < walk.c.period)
    step = sql(before.correlate(walk).scalar_subquery(), walk.c.n + 1)
    walk = walk.union_all(step.where(walk.c.period.is_not(None), walk.c.n < most))
    found = session.execute(sql(walk.c.period).where(walk.c.period.is_not(None)).order_by(walk.c.n)).scalars()
    return list(found)


def tallies(
    session: Session, duty_key: str, period: str, paths: list[str], now: datetime, level: int
) -> list[PlaceTally]:  # fmt: skip
    """How the grids of a level in these subtrees stand, in the tree's order; what is above it counts at its own."""
    state = state_of(now).label("state")
    rows = session.execute(
        sql(col(Grid.path), state, func.count(col(Task.id)))
        .join(Task, col(Task.grid_id) == col(Grid.id))
        .where(_of(duty_key, period), within(paths))
        .group_by(col(Grid.path), state)
    ).all()
    names = session.execute(sql(col(Grid.path), col(Grid.code), col(Grid.name)).where(col(Grid.level) <= level))
    known = {path: (code, name) for path, code, name in names}
    counts: dict[str, dict[str, int]] = {}
    for path, value, number in rows:
        top = next((one for one in upwards(path) if one in known), path)
        slot = counts.setdefault(top, {})
        slot[value] = slot.get(value, 0) + int(number)
    return [
        PlaceTally(*known[top], sum(slot.values()), *(slot.get(one, 0) for one in STATES[:-1]))
        for top, slot in sorted(counts.items())
        if top in known
    ]


def history(
    session: Session, grid_id: int, now: datetime, most: int, skip: int = 0
) -> list[tuple[Task, Duty, str, str]]:  # fmt: skip
    """(task, duty, state, whose it was: "" for nobody's) of one grid, newest first, `most` at most, after `skip`."""
    rows = session.execute(
        sql(Task, Duty, state_of(now), func.coalesce(col(Person.name), ""))
        .join(Duty, col(Duty.key) == col(Task.duty_key))
        .outerjoin(Person, col(Person.id) == col(Task.person_id))
        .where(col(Task.grid_id) == grid_id, col(Duty.ask) != "")
        .order_by(col(Task.opens_at).desc(), col(Task.id).desc())
        .limit(most)
        .offset(skip)
    ).all()
    return [(task, duty, state, name) for task, duty, state, name in rows]


def post_history(session: Session, grid_id: int, roles: Collection[str], most: int) -> list[tuple[Post, str]]:
    """(post, its holder's name) of those roles at one grid: who holds it now first, then the newest."""
    rows = session.execute(
        sql(Post, col(Person.name))
        .join(Person, col(Person.id) == col(Post.person_id))
        .where(col(Post.grid_id) == grid_id, col(Post.role).in_(roles))
        .order_by(col(Post.to_on).is_not(None), col(Post.deputy), col(Post.from_on).desc(), col(Post.id).desc())
        .limit(most)
    ).all()
    return [(post, name) for post, name in rows]
