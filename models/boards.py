"""What stands on a stairwell's notice board 公示牌: who looks after it, and how this month's inspection stands.

Read for many stairwells at once: the boards of a whole community are five queries. That somebody is away is not on it:
an empty flat is nobody's business. Who stands in for them is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.calendar import period_bounds, period_of
from models.checkins import CheckIn
from models.contacts import phone_shown, spoken
from models.duties import DONE, Duty, Task
from models.errors import StairwellError
from models.grid import BUILDING, GRID, UNIT, Grid, upwards, within
from models.people import Person
from models.posts import BUILDING_HEAD, GRID_HEAD, HEADS, UNIT_HEAD, Post

INSPECTION = "inspection"
MOST = 1000
"""So many boards are one file at most."""
LEVELS = {UNIT_HEAD: UNIT, BUILDING_HEAD: BUILDING, GRID_HEAD: GRID}


class TooManyBoards(StairwellError):
    """These subtrees have `count` stairwells, more than the `most` that are printed at once."""

    key = "error-board-too-many"


class NoStairwell(StairwellError):
    """There is no stairwell in these subtrees."""

    key = "error-board-none"


@dataclass(frozen=True, slots=True)
class Head:
    """Somebody who looks after a stairwell; `phone` is "" where there is none or its owner has not agreed."""

    name: str
    role: str
    member: bool
    phone: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """This month's: the state of its task, and the local day it was done."""

    state: str
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Board:
    """One stairwell. `heads` are those of unit, building and grid, None where vacant; `deputy` stands in for the first.

    `inspection` is None where none was asked this month.
    """

    grid_id: int
    name: str
    heads: Mapping[str, Head | None]
    deputy: Head | None
    inspection: Inspection | None


def boards(session: Session, paths: Sequence[str], now: datetime, zone: ZoneInfo) -> list[Board]:
    """The boards of the stairwells in these subtrees, in the tree's order. Raises NoStairwell, TooManyBoards."""
    count = count_of(session, paths)
    if not count:
        raise NoStairwell
    if count > MOST:
        raise TooManyBoards(count=count, most=MOST)
    units = session.exec(select(Grid).where(_stairwells(paths)).order_by(col(Grid.path))).all()
    above = _above(session, units)
    heads = _heads(session, {grid.id for grid in (*units, *above.values()) if grid.id}, now.astimezone(zone).date())
    done = _inspections(session, paths, now, zone)
    return [_board(unit, above, heads, done) for unit in units]


def count_of(session: Session, paths: Sequence[str]) -> int:
    """How many stairwells lie in these subtrees."""
    return int(session.execute(sql(func.count()).select_from(Grid).where(_stairwells(paths))).scalar_one())


def duties_of_heads(session: Session) -> list[Duty]:
    """What unit heads are asked, from what comes round most often to what comes round least."""
    asked = select(Duty).where(col(Duty.active), Duty.audience == UNIT_HEAD, Duty.ask != "")
    order = {"day": 0, "week": 1, "month": 2, "quarter": 3}
    return sorted(session.exec(asked), key=lambda duty: (order[duty.per], duty.key != INSPECTION, duty.key))


def _stairwells(paths: Sequence[str]) -> ColumnElement[bool]:
    return within(list(paths)) & (col(Grid.level) == UNIT)


def _above(session: Session, units: Sequence[Grid]) -> dict[str, Grid]:
    """{path: grid} of the buildings and grids over these stairwells."""
    paths = {path for unit in units for path in upwards(unit.path)}
    found = select(Grid).where(col(Grid.level).in_((BUILDING, GRID)))
    return {grid.path: grid for grid in session.exec(found) if grid.path in paths}


def _heads(session: Session, grid_ids: set[int], day: date) -> dict[tuple[int, str, bool], Head]:
    """{(grid, role, whether as a deputy): who}, of the posts that run on that day."""
    running = col(Post.role).in_(HEADS) & col(Post.to_on).is_(None) & (col(Post.from_on) <= day)
    columns = (col(Post.grid_id), col(Post.role), col(Post.deputy), col(Person.name), col(Person.party_member))
    query = sql(*columns, phone_shown()).select_from(Post).join(Person, col(Person.id) == col(Post.person_id))
    return {
        (grid_id, role, deputy): Head(name, role, member, spoken(phone))
        for grid_id, role, deputy, name, member, phone in session.execute(query.where(running))
        if grid_id in grid_ids
    }


def _inspections(session: Session, paths: Sequence[str], now: datetime, zone: ZoneInfo) -> dict[int, Inspection]:
    """{stairwell: its inspection of this month}; of several the one asked last."""
    start, end = period_bounds(period_of(now, zone), zone)
    standing = (col(CheckIn.task_id) == col(Task.id)) & col(CheckIn.undone_at).is_(None) & (CheckIn.state == DONE)
    rows = session.execute(
        sql(col(Task.grid_id), col(Task.state), col(CheckIn.done_on))
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .outerjoin(CheckIn, standing)
        .where(col(Task.duty_key) == INSPECTION, col(Task.opens_at) >= start, col(Task.opens_at) < end)
        .where(_stairwells(paths))
        .order_by(col(Task.opens_at), col(CheckIn.at))
    )
    return {grid_id: Inspection(state, done_on) for grid_id, state, done_on in rows}


def _board(
    unit: Grid,
    above: Mapping[str, Grid],
    heads: Mapping[tuple[int, str, bool], Head],
    done: Mapping[int, Inspection],
) -> Board:
    assert unit.id is not None
    places = {unit.level: unit.id}
    places |= {grid.level: grid.id or 0 for path in upwards(unit.path) if (grid := above.get(path)) is not None}
    found = {role: heads.get((places.get(level, 0), role, False)) for role, level in LEVELS.items()}
    for role in (BUILDING_HEAD, GRID_HEAD):  # of these a deputy is who one turns to
        found[role] = found[role] or heads.get((places.get(LEVELS[role], 0), role, True))
    return Board(unit.id, unit.name, found, heads.get((unit.id, UNIT_HEAD, True)), done.get(unit.id))
