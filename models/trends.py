"""How a grid went month by month: points booked and how many of its tasks were done, each counted in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.calendar import period_bounds
from models.duties import DONE, TOLD, Task
from models.grid import UNIT, Grid, within
from models.ledger import Entry

FEW = 60
"""Up to so many grids are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month ("2026-11") of a grid and all below it: points booked in it, tasks that opened in it and were done."""

    period: str
    points: int
    issued: int
    done: int

    @property
    def permille(self) -> int | None:
        """Coverage in tenths of a percent, rounded half up; None where nothing was issued."""
        return (self.done * 2000 + self.issued) // (2 * self.issued) if self.issued else None


def months_up_to(today: date, count: int) -> list[str]:
    """The last `count` months, that of `today` included, oldest first."""
    last = today.year * 12 + today.month - 1
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(last - count + 1, last + 1)]


def monthly(session: Session, months: Sequence[str], zone: ZoneInfo, path: str) -> list[Month]:
    """These months of the grid at `path`. What was only told asked nothing and is not counted."""
    bounds = [period_bounds(month, zone) for month in months]
    points = [_sum(_in(col(Entry.at), bound), col(Entry.points)) for bound in bounds]
    asked = [_sum(_in(col(Task.opens_at), bound), 1) for bound in bounds]
    done = [_sum(_in(col(Task.opens_at), bound) & (col(Task.state) == DONE), 1) for bound in bounds]
    booked = sql(*points).where(_at(session, col(Entry.grid_id), path))
    tasks = sql(*asked, *done).where(_at(session, col(Task.grid_id), path))
    first, last = bounds[0][0], bounds[-1][1]
    earned = session.execute(booked.where(_in(col(Entry.at), (first, last)))).one()
    counts = session.execute(tasks.where(_in(col(Task.opens_at), (first, last)), col(Task.state) != TOLD)).one()
    rows = zip(months, earned, counts[: len(months)], counts[len(months) :], strict=True)
    return [Month(month, int(sum_), int(issued), int(kept)) for month, sum_, issued, kept in rows]


def units_of(session: Session, path: str) -> int:
    """How many stairwells lie at or below a path."""
    query = sql(func.count(col(Grid.id))).where(col(Grid.level) == UNIT, within([path]))
    return int(session.execute(query).scalar_one())


def _at(session: Session, grid_id: Any, path: str) -> ColumnElement[bool]:
    """A condition: at or below a path. Of a few grids rows are found by grid, not by reading everybody's year."""
    inside = sql(col(Grid.id)).where(within([path]))
    few = session.execute(inside.limit(FEW + 1)).scalars().all()
    found: ColumnElement[bool] = grid_id.in_(few if len(few) <= FEW else inside)
    return found


def _in(moment: Any, bounds: tuple[datetime, datetime]) -> ColumnElement[bool]:
    inside: ColumnElement[bool] = (moment >= bounds[0]) & (moment < bounds[1])
    return inside


def _sum(condition: ColumnElement[bool], value: Any) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, value), else_=0)), 0)
