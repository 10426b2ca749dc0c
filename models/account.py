"""The community's account of a period: its figures, each counted from the very rows that trace it.

A figure is one query: a line for each row that counts, with the part it belongs to ("" where there are none), a name of
the row that says nothing of a person (a code, or a kind and an id), and its numbers. Counting sums those lines, tracing
lists them, so that the two cannot differ. Which figures there are is in account_table.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, String, case, cast, distinct, func, literal
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.calendar import period_bounds
from models.grid import within
from models.ledger import Entry
from models.people import Person

EVERYWHERE = ("/",)
Values = dict[str, int]


@dataclass(frozen=True, slots=True)
class Span:
    """What an account is about: [start, end) in UTC, the last local day of it, and the subtrees.

    `year` is set where the period is a whole year: honours and awards are given for one.
    """

    period: str
    start: datetime
    end: datetime
    last: date
    zone: ZoneInfo
    year: int | None = None
    paths: Sequence[str] = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by its key. `numbers` are the columns of its query that are summed, those of `people` are counted once
    for each different value.

    The query has the columns `part`, `row` and these. Where there can be very many rows, and no parts, `by` are
    the columns, with an index, by which they are paged through.
    """  # fmt: skip

    key: str
    query: Callable[[Session, Span], Select[Any]]
    numbers: tuple[str, ...]
    people: tuple[str, ...] = ()
    by: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure came to: over all its rows, and by part, in the order of the parts."""

    figure: Figure
    rows: int
    values: Values
    parts: dict[str, Values] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a figure: the part it belongs to, what it is called, and what it adds."""

    part: str
    name: str
    values: Values


def first_record(session: Session, now: datetime) -> datetime:
    """When the records begin: somebody was entered, or the first points were booked; `now` where there is neither."""
    entered = session.execute(sql(col(Person.created_at)).order_by(col(Person.id)).limit(1)).scalar()
    booked = session.execute(sql(col(Entry.at)).order_by(col(Entry.seq)).limit(1)).scalar()
    return min(entered or now, booked or now)


def span_of(period: str, zone: ZoneInfo, paths: Sequence[str] = EVERYWHERE) -> Span:
    """The span of "2026", "2026-Q4", "2026-11" …, local to `zone`. Raises BadPeriod."""
    start, end = period_bounds(period, zone)
    last = (end - timedelta(seconds=1)).astimezone(zone).date()
    return Span(period, start, end, last, zone, int(period) if len(period) == 4 else None, paths)


def counted(session: Session, figure: Figure, span: Span) -> Counted:
    """A figure of a span. A person counts once in a part, and once in the whole, whatever parts they are in."""
    lines = figure.query(session, span).subquery()
    columns = [func.count(), *_sums(figure, lines.c)]
    grouped = sql(lines.c.part, *columns).group_by(lines.c.part).order_by(lines.c.part)
    parts = [(part, [int(value) for value in values]) for part, *values in session.execute(grouped)]
    if figure.people:
        total = [int(value) for value in session.execute(sql(*columns).select_from(lines)).one()]
    else:  # numbers of all are those of the parts; people who are in several have to be counted anew
        total = [sum(column) for column in zip(*(values for _, values in parts), strict=True)]
        total = total or [0] * len(columns)
    names = (*figure.numbers, *figure.people)
    return Counted(
        figure, total[0], dict(zip(names, total[1:], strict=True)),
        {part: dict(zip(names, values[1:], strict=True)) for part, values in parts if part},
    )  # fmt: skip


def traced(session: Session, figure: Figure, span: Span, most: int | None = None, skip: int = 0) -> list[Row]:
    """The rows that `counted` counts, by part and name; no person is named, no address, nothing that somebody wrote.

    `most` of them after the first `skip`; None is all. Of what is counted once for each person a row says 1, whoever
    else's row says so too.
    """
    names = (*figure.numbers, *figure.people)
    if most is not None and figure.by:
        lines = figure.query(session, span).order_by(*figure.by).limit(most).offset(skip or None).subquery()
        most, skip = None, 0
    else:
        lines = figure.query(session, span).subquery()
    query = sql(lines.c.part, lines.c.row, *(lines.c[name] for name in names)).order_by(lines.c.part, lines.c.row)
    query = query.limit(most).offset(skip or None)
    return [
        Row(part, name, {
            key: int(value is not None) if key in figure.people else int(value)
            for key, value in zip(names, values, strict=True)
        })
        for part, name, *values in session.execute(query)
    ]  # fmt: skip


def _sums(figure: Figure, columns: Any) -> list[Any]:
    return [
        *(func.coalesce(func.sum(columns[name]), 0) for name in figure.numbers),
        *(func.count(distinct(columns[name])) for name in figure.people),
    ]


def by_id(kind: str, number: Any) -> ColumnElement[str]:
    """What a row is called in a trace: "task:12"."""
    return literal(f"{kind}:") + cast(number, String)


def yes(condition: Any) -> ColumnElement[int]:
    """1 where it is so, else 0."""
    return case((condition, 1), else_=0)


def in_period(at: Any, span: Span) -> ColumnElement[bool]:
    """Whether an instant lies in the period; one that never came does not."""
    condition: ColumnElement[bool] = at.is_not(None) & (at >= span.start) & (at < span.end)
    return condition


def here(span: Span) -> ColumnElement[bool]:
    """Whether a row of `Grid` lies in the subtrees the account is about."""
    return within(list(span.paths))


def part(value: Any = "") -> Any:
    """The column that names the part a row belongs to; a text stands for itself, a column for its value."""
    return literal(value, String).label("part") if isinstance(value, str) else cast(value, String).label("part")
