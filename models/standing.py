"""Who stands where: balances, entries of one person, and rankings of units, buildings and grids, from the totals.

A building or grid is ranked by its points per unit, so that it does not matter how many stairwells it has.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, Float, Select, case, cast, func, or_
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.grid import UNIT, Grid, within
from models.ledger import Entry, Total
from models.point_rules import vouched


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a ranking. Equal points per unit share a `place`, and the next one counts on after them."""

    place: int
    of: int
    grid_id: int
    code: str
    name: str
    path: str
    points: int
    units: int

    @property
    def tenths(self) -> int:
        """Points per unit in tenths of a point, rounded half up."""
        return (self.points * 20 + self.units) // (2 * self.units)


def balance(session: Session, person_id: int, year: int) -> tuple[int, int]:
    """(points, entries) of one person in one year, reversals included."""
    points, entries = session.execute(
        sql(func.coalesce(func.sum(col(Total.points)), 0), func.coalesce(func.sum(col(Total.entries)), 0)).where(
            col(Total.person_id) == person_id, col(Total.year) == year
        )
    ).one()
    return int(points), int(entries)


def vouched_points(session: Session, person_id: int, year: int) -> int:
    """How many of a person's points of a year rest on somebody's word (`point_rules.vouched`), reversals included."""
    mine = (col(Entry.person_id) == person_id) & (col(Entry.year) == year) & col(Entry.rule).in_(vouched())
    return int(session.execute(sql(func.coalesce(func.sum(col(Entry.points)), 0)).where(mine)).scalar_one())


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is shown; `reversed_rule` is None unless the entry takes another back."""

    seq: int
    at: datetime
    rule: str
    raw: int
    points: int
    reverses: int | None
    reason: str | None


def newest_lines(session: Session, person_id: int, year: int, most: int) -> list[Line]:
    """The newest entries that count for a person in a year, newest first."""
    rows = session.execute(
        sql(
            col(Entry.seq), col(Entry.at), col(Entry.rule), col(Entry.raw), col(Entry.points), col(Entry.reverses),
            col(Entry.reason),
        )
        .where(col(Entry.person_id) == person_id, col(Entry.year) == year)
        .order_by(col(Entry.seq).desc())
        .limit(most)
    )  # fmt: skip
    return [Line(*row) for row in rows]


def ranking(
    session: Session,
    year: int,
    level: int = UNIT,
    *,
    top: int | None = None,
    own: Collection[str] = (),
    paths: Sequence[str] = ("/",),
) -> list[Place]:
    """The grids of a level in these subtrees by points per unit in a year: the first `top`, and those in `own`.

    `top` None means all; `own` are paths. Every grid of the level takes part, also with no points. Ties stand in the
    order of their codes.
    """  # fmt: skip
    points: Select[Any, Any] = (
        sql(col(Total.grid_id).label("grid_id"), func.sum(col(Total.points)).label("points"))
        .where(col(Total.year) == year)
        .group_by(col(Total.grid_id))
    )
    return _ranked(session, level, points, paths, top, own)


def ranking_between(
    session: Session, start: datetime, end: datetime, *, top: int, paths: Sequence[str] = ("/",)
) -> list[Place]:
    """The first `top` units in these subtrees by the points booked in [start, end); those without any are left out."""
    points: Select[Any, Any] = (
        sql(col(Entry.grid_id).label("grid_id"), func.sum(col(Entry.points)).label("points"))
        .where(col(Entry.at) >= start, col(Entry.at) < end)
        .group_by(col(Entry.grid_id))
    )
    return [place for place in _ranked(session, UNIT, points, paths, top, ()) if place.points > 0]


def booked_between(session: Session, start: datetime, end: datetime, paths: Sequence[str] = ("/",)) -> tuple[int, int]:
    """(points, entries) booked in [start, end) in these subtrees; a reversal counts in the period it was made in."""
    points, entries = session.execute(
        sql(func.coalesce(func.sum(col(Entry.points)), 0), func.count(col(Entry.seq)))
        .join(Grid, col(Grid.id) == col(Entry.grid_id))
        .where(col(Entry.at) >= start, col(Entry.at) < end, within(list(paths)))
    ).one()
    return int(points), int(entries)


def beneath(level: int, paths: Sequence[str] = ("/",)) -> CTE:
    """(top, node): every grid of a level in these subtrees with every grid at or below it, walked down the parents.

    The walk uses an index at every step; comparing paths would compare every pair.
    """
    tops: Select[Any, Any] = sql(col(Grid.id).label("top"), col(Grid.id).label("node"))
    walk = tops.where(col(Grid.level) == level, within(list(paths))).cte("beneath", recursive=True)
    child = aliased(Grid)
    return walk.union_all(sql(walk.c.top, col(child.id)).join(walk, col(child.parent_id) == walk.c.node))


def _ranked(
    session: Session, level: int, points: Select[Any, Any], paths: Sequence[str], top: int | None, own: Collection[str]
) -> list[Place]:
    summed, tree, node = points.subquery("summed"), beneath(level, paths), aliased(Grid)
    rolled = (
        sql(
            tree.c.top,
            func.coalesce(func.sum(summed.c.points), 0).label("points"),
            func.sum(case((col(node.level) == UNIT, 1), else_=0)).label("units"),
        )
        .join(node, col(node.id) == tree.c.node)
        .outerjoin(summed, summed.c.grid_id == tree.c.node)
        .group_by(tree.c.top)
        .subquery("rolled")
    )
    units = case((rolled.c.units < 1, 1), else_=rolled.c.units)
    each = cast(rolled.c.points, Float) / units
    line = (
        sql(
            func.row_number().over(order_by=(each.desc(), col(Grid.code))).label("n"),
            func.rank().over(order_by=each.desc()).label("place"), func.count().over().label("of"),
            col(Grid.id), col(Grid.code), col(Grid.name), col(Grid.path), rolled.c.points, units.label("units"),
        )
        .join(Grid, col(Grid.id) == rolled.c.top)
        .subquery("line")
    )  # fmt: skip
    query = sql(*[column for column in line.c if column.key != "n"]).order_by(line.c.n)
    if top is not None:
        query = query.where(or_(line.c.n <= top, line.c.path.in_(list(own))))
    return [
        Place(place, of, grid_id, code, name, path, int(total), int(count))
        for place, of, grid_id, code, name, path, total, count in session.execute(query)
    ]
