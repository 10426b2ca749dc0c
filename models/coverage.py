"""How a period went: tasks by how they ended, households reached, findings; every figure counted from rows.

A task belongs to the period it opened in, locally. Coverage is about stairwells: done ÷ issued, whatever the reason for
what is not done; what is fair to a person is the awards' business.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, func, literal
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.asking import DUTY
from models.checkins import CheckIn, Finding
from models.duties import DONE, EXCUSED, IMPOSSIBLE, MISSED, OPEN, TOLD, Task
from models.grid import Grid, within
from models.outbox import DELIVERED, SENT, Message
from models.standing import beneath

EVERYWHERE = ("/",)


@dataclass(frozen=True, slots=True)
class Tally:
    """Tasks of a duty by how they ended. `late` was reported after the due date; `open` can still be reported.

    `told` asked nothing: there was nothing to report.
    """

    issued: int = 0
    on_time: int = 0
    late: int = 0
    impossible: int = 0
    excused: int = 0
    missed: int = 0
    open: int = 0
    told: int = 0

    @property
    def asks(self) -> bool:
        """Whether any of them asked anything."""
        return self.told < self.issued

    @property
    def done(self) -> int:
        """Reported done, on time or late."""
        return self.on_time + self.late

    @property
    def permille(self) -> int:
        """Coverage: done of issued in tenths of a percent, rounded half up; 0 where nothing was issued."""
        return (self.done * 2000 + self.issued) // (2 * self.issued) if self.issued else 0


@dataclass(frozen=True, slots=True)
class GridTally:
    """The tally of one grid and all below it."""

    grid_id: int
    code: str
    name: str
    tally: Tally


def duties_between(session: Session, start: datetime, end: datetime, paths: Sequence[str] = EVERYWHERE) -> list[str]:
    """The keys of the duties that issued tasks in [start, end) in these subtrees, sorted."""
    query = sql(col(Task.duty_key)).join(Grid, col(Grid.id) == col(Task.grid_id)).where(within(list(paths)))
    query = query.where(_opened(start, end)).distinct()
    return sorted(session.execute(query).scalars())


def tally(session: Session, duty_key: str, start: datetime, end: datetime, paths: Sequence[str] = EVERYWHERE) -> Tally:
    """The tasks of a duty that opened in [start, end) in these subtrees."""
    query = sql(*_COUNTS).join(Grid, col(Grid.id) == col(Task.grid_id)).where(within(list(paths)))
    return _tally(session.execute(query.where(col(Task.duty_key) == duty_key, _opened(start, end))).one())


def tally_of(session: Session, which: ColumnElement[bool]) -> list[tuple[str, Tally]]:
    """(duty, tally) of the tasks for which a condition holds, by the key of the duty."""
    query = sql(col(Task.duty_key), *_COUNTS).where(which).group_by(col(Task.duty_key)).order_by(col(Task.duty_key))
    return [(key, _tally(counts)) for key, *counts in session.execute(query)]


def tally_by_grid(
    session: Session, duty_key: str, start: datetime, end: datetime, level: int, paths: Sequence[str] = EVERYWHERE
) -> list[GridTally]:
    """The same for every grid of a level in these subtrees that has such tasks, in the order of their codes."""
    tree = beneath(level, paths)
    query = (
        sql(col(Grid.id), col(Grid.code), col(Grid.name), *_COUNTS)
        .select_from(Task)
        .join(tree, tree.c.node == col(Task.grid_id))
        .join(Grid, col(Grid.id) == tree.c.top)
        .where(col(Task.duty_key) == duty_key, _opened(start, end))
        .group_by(col(Grid.id), col(Grid.code), col(Grid.name))
        .order_by(col(Grid.code))
    )
    return [GridTally(grid_id, code, name, _tally(counts)) for grid_id, code, name, *counts in session.execute(query)]


def households(
    session: Session, duty_key: str, start: datetime, end: datetime, paths: Sequence[str] = EVERYWHERE
) -> tuple[int, int]:
    """(households whose stairwell was done at least once, households whose stairwell was asked), in [start, end).

    A stairwell counts once, however many tasks of the period it had.
    """
    asked: Select[Any] = sql(col(Task.grid_id)).where(col(Task.duty_key) == duty_key, _opened(start, end))
    done = asked.where(col(Task.state) == DONE)
    reached = func.sum(case((col(Grid.id).in_(done), col(Grid.households)), else_=0))
    query = sql(func.coalesce(reached, 0), func.coalesce(func.sum(col(Grid.households)), 0))
    row = session.execute(query.where(col(Grid.id).in_(asked), within(list(paths)))).one()
    return int(row[0]), int(row[1])


def said(session: Session, duty_key: str, start: datetime, end: datetime, paths: Sequence[str] = EVERYWHERE) -> int:
    """How many of the messages that told of such tasks have left."""
    subject = literal("task:") + cast(col(Task.id), String)
    query = (
        sql(func.count(col(Message.id)))
        .select_from(Task)
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .join(Message, (col(Message.purpose) == DUTY + duty_key) & (col(Message.subject) == subject))
        .where(col(Task.duty_key) == duty_key, _opened(start, end), within(list(paths)))
    )
    return int(session.execute(query.where(col(Message.state).in_((SENT, DELIVERED)))).scalar_one())


def findings(
    session: Session, start: datetime, end: datetime, paths: Sequence[str] = EVERYWHERE
) -> list[tuple[str, int]]:
    """(item, how often it was found) on the tasks that opened in [start, end), most first; withdrawn ones are not."""
    count = func.count(col(Finding.id))
    query = (
        sql(col(Finding.item), count)
        .join(CheckIn, col(CheckIn.id) == col(Finding.checkin_id))
        .join(Task, col(Task.id) == col(CheckIn.task_id))
        .join(Grid, col(Grid.id) == col(Finding.grid_id))
        .where(~col(Finding.withdrawn), _opened(start, end), within(list(paths)))
        .group_by(col(Finding.item))
        .order_by(count.desc(), col(Finding.item))
    )
    return [(item, int(times)) for item, times in session.execute(query)]


def _opened(start: datetime, end: datetime) -> ColumnElement[bool]:
    return (col(Task.opens_at) >= start) & (col(Task.opens_at) < end)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


_IS_LATE = col(Task.done_at).is_not(None) & (col(Task.done_at) > col(Task.due_at))
_IS_DONE = col(Task.state) == DONE
_COUNTS = (
    func.count(col(Task.id)), _count(_IS_DONE & ~_IS_LATE), _count(_IS_DONE & _IS_LATE),
    *(_count(col(Task.state) == state) for state in (IMPOSSIBLE, EXCUSED, MISSED, OPEN, TOLD)),
)  # fmt: skip


def _tally(row: Any) -> Tally:
    return Tally(**{field.name: int(value) for field, value in zip(fields(Tally), row, strict=True)})
