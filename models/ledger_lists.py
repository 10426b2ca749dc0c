"""The ledger as it is looked through: its entries newest first, by person, grid, rule, time; a stretch of its chain.

A million entries are looked through page by page from the last line seen, never by counting lines off. Each way of
asking has an index to walk: by time, by person, by grid, by rule and time; reversals by what they reverse.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, false, true, tuple_
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.grid import BUILDING, Grid, within
from models.ledger import Entry
from models.lookup import everywhere
from models.people import Person
from models.point_rules import vouched

TAKEN_BACK, REVERSALS = STATES = ("taken-back", "reversals")
STRETCH = 5000
VOUCHED, SEEN = RESTS_ON = ("vouched", "seen")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: `people` and `grid` None for any, `rule`, `state` (STATES) and `rests_on` (RESTS_ON) "" for any.

    Times are aware, [start, end); `before` is the number of the last entry that was seen, 0 to begin with the newest.
    """

    people: Sequence[int] | None = None
    grid: Grid | None = None
    rule: str = ""
    state: str = ""
    rests_on: str = ""
    start: datetime | None = None
    end: datetime | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class Booked:
    """An entry as it stands in a list; `reversed_by` is the number of what took it back."""

    seq: int
    at: datetime
    person_id: int
    person: str
    code: str
    grid: str
    rule: str
    version: str
    raw: int
    points: int
    reverses: int | None
    reason: str | None
    reversed_by: int | None


def entries(session: Session, paths: Sequence[str], own_id: int, wanted: Wanted, most: int) -> list[Booked]:
    """The newest `most` entries that are wanted, booked at a grid of these subtrees or for that person themselves."""
    seen = may_see(session, paths, own_id)
    if wanted.rests_on != VOUCHED or wanted.rule:
        return _read(session, _wanted(session, wanted, seen), most)
    found = [  # a rule at a time: each walks its index, and there are few that rest on somebody's word
        line
        for rule in sorted(vouched())
        for line in _read(session, _wanted(session, wanted, seen).where(col(Entry.rule) == rule), most)
    ]
    return sorted(found, key=lambda line: (line.at, line.seq), reverse=True)[:most]


def every(session: Session, paths: Sequence[str], own_id: int, wanted: Wanted) -> Iterator[Booked]:
    """The same without end, read STRETCH lines at a time."""
    while lines := entries(session, paths, own_id, wanted, STRETCH):
        yield from lines
        if len(lines) < STRETCH:
            return
        wanted = replace(wanted, before=lines[-1].seq)


def entry_of(session: Session, paths: Sequence[str], own_id: int, number: int) -> Entry | None:
    """The entry with that number, if it may be seen; None as for one there is not."""
    this = (col(Entry.seq) == number) & may_see(session, paths, own_id)
    return session.execute(sql(Entry).where(this)).scalar_one_or_none()


def may_see(session: Session, paths: Sequence[str], own_id: int) -> ColumnElement[bool]:
    """A condition on Entry: somebody's own, and those booked in the subtrees whose points they may correct."""
    if paths and everywhere(session, list(paths)):
        return true()
    mine: ColumnElement[bool] = col(Entry.person_id) == own_id
    return mine | _inside(list(paths)) if paths else mine


def _inside(paths: list[str]) -> ColumnElement[bool]:
    """Asked entry by entry while these are walked: a large part of the community has some on every stretch."""
    return exists().where(col(Grid.id) == col(Entry.grid_id), within(paths))


def _wanted(session: Session, wanted: Wanted, seen: ColumnElement[bool]) -> Select[Any]:
    query = sql(Entry).where(seen)
    if wanted.people is not None:
        query = query.where(col(Entry.person_id).in_(wanted.people) if wanted.people else false())
    if wanted.grid is not None:
        few = sql(col(Grid.id)).where(within([wanted.grid.path]))
        small = wanted.grid.level >= BUILDING
        query = query.where(col(Entry.grid_id).in_(few) if small else _inside([wanted.grid.path]))
    if wanted.rule:
        query = query.where(col(Entry.rule) == wanted.rule)
    if wanted.rests_on == SEEN:
        query = query.where(col(Entry.rule).not_in(vouched()))
    elif wanted.rests_on == VOUCHED and wanted.rule not in ("", *vouched()):
        query = query.where(false())
    if wanted.state == REVERSALS:
        query = query.where(col(Entry.reverses) > 0)
    elif wanted.state == TAKEN_BACK:
        other = aliased(Entry)
        query = query.where(col(Entry.seq).in_(sql(col(other.reverses)).where(col(other.reverses) > 0)))
    if wanted.start is not None:
        query = query.where(col(Entry.at) >= wanted.start)
    if wanted.end is not None:
        query = query.where(col(Entry.at) < wanted.end)
    if wanted.before:
        last = session.execute(sql(col(Entry.at)).where(col(Entry.seq) == wanted.before)).scalar_one_or_none()
        if last is not None:
            query = query.where(tuple_(col(Entry.at), col(Entry.seq)) < (last, wanted.before))
    return query


def _read(session: Session, query: Select[Any], most: int) -> list[Booked]:
    """These first, and only then the names that belong to them."""
    page = query.order_by(col(Entry.at).desc(), col(Entry.seq).desc()).limit(most)
    lines = session.execute(page).scalars().all()
    if not lines:
        return []
    people = sql(col(Person.id), col(Person.name)).where(col(Person.id).in_({line.person_id for line in lines}))
    names = {number: name for number, name in session.execute(people)}
    grids = {
        number: (code, name)
        for number, code, name in session.execute(
            sql(col(Grid.id), col(Grid.code), col(Grid.name)).where(col(Grid.id).in_({line.grid_id for line in lines}))
        )
    }
    back = sql(col(Entry.reverses), col(Entry.seq)).where(col(Entry.reverses).in_([line.seq for line in lines]))
    taken = {number: by for number, by in session.execute(back)}
    return [
        Booked(
            one.seq, one.at, one.person_id, names[one.person_id], *grids[one.grid_id], one.rule, one.rule_version,
            one.raw, one.points, one.reverses, one.reason, taken.get(one.seq),
        )
        for one in lines
    ]  # fmt: skip
