"""Registers of what the community consists of beside its people: compounds, owners' committees, organisations, facts.

A row says what is so from a day on, until the day before another takes its place: nothing is overwritten, so that the
account of a year that is over still counts what was so at its end.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, Index, case, func, or_, text, update
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col

from models.db import affect, insert_new
from models.errors import StairwellError
from models.grid import Grid, within

ORGANISATION, SHOP = KINDS = ("organisation", "shop")
AREA = "area_hectares"
"""How large the community is; 100 hectares are a square kilometre."""
FACTS = (AREA,)
CODE_LENGTH, NAME_LENGTH = 32, 60
MOST = 1_000_000
"""No number of a register is larger: what is, is a slip of the finger."""


class BadCommittee(StairwellError):
    """A committee has at least one seat, and no more party members than seats."""

    key = "error-register-committee"


def _once(name: str, *columns: str) -> Index:
    """A unique key of the rows that are so today."""
    running = text("to_on IS NULL")
    return Index(name, *columns, unique=True, sqlite_where=running, postgresql_where=running)


class Compound(SQLModel, table=True):
    """A residential compound 小区. `managed_by` is its property company, "" where it has none."""

    __table_args__ = (
        _once("compound_once", "code"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="compound_dates"),
    )
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE_LENGTH, index=True)
    name: str = Field(max_length=NAME_LENGTH)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    managed_by: str = Field(default="", max_length=NAME_LENGTH)
    from_on: date
    to_on: date | None = None


class Committee(SQLModel, table=True):
    """The owners' committee 业主委员会 of a compound: how many sit on it, and how many of them are party members."""

    __table_args__ = (
        _once("committee_once", "compound_id"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="committee_dates"),
        CheckConstraint("seats > 0 AND party_members >= 0 AND party_members <= seats", name="committee_members"),
    )
    id: int | None = Field(default=None, primary_key=True)
    compound_id: int = Field(foreign_key="compound.id", index=True)
    seats: int
    party_members: int
    from_on: date
    to_on: date | None = None


class Organisation(SQLModel, table=True):
    """An organisation or a shop in the community, by the grid it lies in."""

    __table_args__ = (
        _once("organisation_once", "code"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="organisation_dates"),
        CheckConstraint(f"kind IN {KINDS!r}", name="organisation_kind"),
    )
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE_LENGTH)
    name: str = Field(max_length=NAME_LENGTH)
    kind: str = Field(max_length=16)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    from_on: date
    to_on: date | None = None


class CommunityFact(SQLModel, table=True):
    """A number the community knows of itself, by its key (FACTS)."""

    __tablename__ = "community_fact"
    __table_args__ = (
        _once("community_fact_once", "key"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="community_fact_dates"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=24)
    value: int
    from_on: date
    to_on: date | None = None


def put_compound(session: Session, code: str, name: str, grid_id: int, managed_by: str, today: date) -> int:
    """A compound as it is from `today` on; the id of its row. The same again changes nothing.

    Its committee goes with it.
    """
    facts = {"code": code, "name": name, "grid_id": grid_id, "managed_by": managed_by}
    before, row_id = _put(session, Compound, {"code": code}, facts, today)
    if before not in (None, row_id):
        moved = update(Committee).where(col(Committee.compound_id) == before, col(Committee.to_on).is_(None))
        affect(session, moved.values(compound_id=row_id))
    return row_id


def put_committee(session: Session, compound_id: int, seats: int, party_members: int, today: date) -> int:
    """The owners' committee of a running compound as it is from `today` on; the id of its row. Raises BadCommittee."""
    if not (0 < seats <= MOST and 0 <= party_members <= seats):
        raise BadCommittee
    facts = {"compound_id": compound_id, "seats": seats, "party_members": party_members}
    return _put(session, Committee, {"compound_id": compound_id}, facts, today)[1]


def put_organisation(session: Session, code: str, name: str, kind: str, grid_id: int, today: date) -> int:
    """An organisation or a shop (one of KINDS) as it is from `today` on; the id of its row."""
    facts = {"code": code, "name": name, "kind": kind, "grid_id": grid_id}
    return _put(session, Organisation, {"code": code}, facts, today)[1]


def put_fact(session: Session, key: str, value: int, today: date) -> int:
    """A fact (one of FACTS) as it is from `today` on; the id of its row."""
    return _put(session, CommunityFact, {"key": key}, {"key": key, "value": value}, today)[1]


def running(session: Session, table: type[SQLModel], **key: Any) -> Any:
    """The row of a register that is so today, by its key (code="C01"); None where there is none."""
    query = sql(table).where(*_current(table, key)).execution_options(populate_existing=True)
    return session.execute(query).scalar_one_or_none()


def end(session: Session, table: type[SQLModel], today: date, **key: Any) -> bool:
    """What stands under that key is no more from `today` on; False where nothing did."""
    return affect(session, update(table).where(*_current(table, key)).values(to_on=today)) > 0


def compounds_on(session: Session, day: date, paths: Sequence[str] = ("/",)) -> tuple[int, int]:
    """(compounds of these subtrees on a day, those of them that have a property company)."""
    managed = func.coalesce(func.sum(case((col(Compound.managed_by) != "", 1), else_=0)), 0)
    query = sql(func.count(), managed).select_from(Compound).join(Grid, col(Grid.id) == col(Compound.grid_id))
    count, of_them = session.execute(query.where(on(Compound, day), within(list(paths)))).one()
    return int(count), int(of_them)


def committees_on(session: Session, day: date, paths: Sequence[str] = ("/",)) -> tuple[int, int]:
    """(seats on the owners' committees of these subtrees on a day, seats of them that party members hold)."""
    query = sql(
        func.coalesce(func.sum(col(Committee.seats)), 0), func.coalesce(func.sum(col(Committee.party_members)), 0)
    )
    seats, members = session.execute(committees_at(query.select_from(Committee), day, paths)).one()
    return int(seats), int(members)


def organisations_on(session: Session, day: date, paths: Sequence[str] = ("/",)) -> dict[str, int]:
    """{kind: how many there are in these subtrees on a day}, for every one of KINDS."""
    query = (
        sql(col(Organisation.kind), func.count())
        .join(Grid, col(Grid.id) == col(Organisation.grid_id))
        .where(on(Organisation, day), within(list(paths)))
        .group_by(col(Organisation.kind))
    )
    return dict.fromkeys(KINDS, 0) | {kind: int(count) for kind, count in session.execute(query)}


def fact_on(session: Session, key: str, day: date) -> int | None:
    """A fact as it was on a day; None where nobody had entered it."""
    query = sql(col(CommunityFact.value)).where(col(CommunityFact.key) == key, on(CommunityFact, day))
    return session.execute(query).scalar_one_or_none()


def committees_at(query: Any, day: date, paths: Sequence[str]) -> Any:
    """A query from Committee, kept to those that sat on a day in the compounds these subtrees had then.

    A compound is the same one by its code, whatever row of it the committee was entered with.
    """
    entered: Any = aliased(Compound)
    then: Any = aliased(Compound)
    return (
        query.join(entered, entered.id == col(Committee.compound_id))
        .join(then, (then.code == entered.code) & on(then, day))
        .join(Grid, col(Grid.id) == then.grid_id)
        .where(on(Committee, day), within(list(paths)))
    )


def on(table: Any, day: date) -> ColumnElement[bool]:
    """A condition on the rows of a register: so it was on that day."""
    still: ColumnElement[bool] = table.to_on.is_(None) | (table.to_on > day)
    held: ColumnElement[bool] = (table.from_on <= day) & still
    return held


def _put(
    session: Session, table: type[SQLModel], key: dict[str, Any], facts: dict[str, Any], today: date
) -> tuple[int | None, int]:
    """(id of the row that stood before, id of the one that stands now); they are the same where nothing changed."""
    before = running(session, table, **key)
    before_id = None if before is None else before.id
    other = or_(*(getattr(table, field) != value for field, value in facts.items()))
    affect(session, update(table).where(*_current(table, key), other).values(to_on=today))
    session.execute(insert_new(session, table).values(**facts, from_on=today))
    return before_id, int(running(session, table, **key).id)


def _current(table: Any, key: dict[str, Any]) -> list[ColumnElement[bool]]:
    return [getattr(table, field) == value for field, value in key.items()] + [table.to_on.is_(None)]
