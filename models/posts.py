"""Posts: who holds which role at which grid, from when to when. History is kept; nothing is deleted."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, Index, case, exists, text, update
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, select

from models.cover import is_away
from models.db import UtcTime
from models.errors import StairwellError
from models.grid import BUILDING, COMMUNITY, GRID, STATION, UNIT, Grid

RESIDENT, VOLUNTEER, UNIT_HEAD, BUILDING_HEAD, GRID_HEAD, REVIEWER, COORDINATOR, PARTNER = ROLES = (
    "resident", "volunteer", "unit_head", "building_head", "grid_head", "reviewer", "coordinator", "partner",
)  # fmt: skip
LEVELS_OF_ROLE = {
    UNIT_HEAD: (UNIT,),
    BUILDING_HEAD: (BUILDING,),
    GRID_HEAD: (GRID, STATION, COMMUNITY),
    REVIEWER: (COMMUNITY, STATION, GRID),
    COORDINATOR: (COMMUNITY, STATION),
}
HEADS = (UNIT_HEAD, BUILDING_HEAD, GRID_HEAD)


class RoleDoesNotFit(StairwellError):
    """A role was to be held at a grid of another level, for example a unit head of a building."""

    key = "error-role-level"


class Post(SQLModel, table=True):
    """One appointment. `to_on` is the first day it is no longer held; None while it runs.

    A grid has at most one running head of a kind who is not a deputy, and one deputy (partial unique indexes).
    """

    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="post_dates"),
        Index(
            "post_one_head", "grid_id", "role", unique=True,
            sqlite_where=text("to_on IS NULL AND NOT deputy AND role IN ('unit_head', 'building_head', 'grid_head')"),
            postgresql_where=text("to_on IS NULL AND NOT deputy AND role IN ('unit_head','building_head','grid_head')"),
        ),
        Index(
            "post_one_deputy", "grid_id", "role", unique=True,
            sqlite_where=text("to_on IS NULL AND deputy"), postgresql_where=text("to_on IS NULL AND deputy"),
        ),
        Index(
            "post_once", "person_id", "grid_id", "role", unique=True,
            sqlite_where=text("to_on IS NULL"), postgresql_where=text("to_on IS NULL"),
        ),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str = Field(max_length=16)
    deputy: bool = False
    from_on: date
    to_on: date | None = None
    created_at: datetime = Field(sa_type=UtcTime)


def holder(session: Session, grid_id: int, role: str) -> Post | None:
    """The running post of that role at that grid, deputies apart; None when it is vacant."""
    return session.exec(
        select(Post).where(Post.grid_id == grid_id, Post.role == role, col(Post.to_on).is_(None), ~col(Post.deputy))
    ).first()


def acting(role: Any, day: date) -> ColumnElement[bool]:
    """A condition on Post: a running post of that role whose holder is the one to turn to at its grid on that day.

    `role` is a role or a column with one. Of heads there is one a grid: the head; the deputy while the head is away, or
    there is none; the head again where both are away. Every other post that runs counts.
    """
    other = _other()
    mine, theirs = _rank(Post, day), _rank(other, day)
    before = (theirs < mine) | ((theirs == mine) & (other.id < col(Post.id)))
    there = other.to_on.is_(None) & (other.from_on <= day)
    outranked = exists().where(other.grid_id == col(Post.grid_id), other.role == col(Post.role), there, before)
    running: ColumnElement[bool] = (col(Post.role) == role) & col(Post.to_on).is_(None) & (col(Post.from_on) <= day)
    # A head who is there comes first: for most the others need not be looked for.
    first = ~col(Post.deputy) & ~is_away(col(Post.person_id), day)
    return running & (col(Post.role).not_in(HEADS) | first | ~outranked)


@cache
def _other() -> Any:
    """Another post at the same grid; built once, as this is part of most queries."""
    return aliased(Post)


def _rank(post: Any, day: date) -> ColumnElement[int]:
    """Who comes first at a grid: the smaller, the sooner."""
    gone = is_away(post.person_id, day)
    return case((gone & post.deputy, 3), (gone, 2), (post.deputy, 1), else_=0)


def appoint(session: Session, grid: Grid, role: str, person_id: int, today: date, now: datetime) -> Post:
    """Give a role at a grid to a person from today on; a head who held it before, and their deputy, end today.

    Appointing the one who holds it already changes nothing. Raises RoleDoesNotFit.
    """
    if grid.level not in LEVELS_OF_ROLE.get(role, LEVELS_ANY):
        raise RoleDoesNotFit(role=role, level=grid.level)
    running = select(Post).where(Post.grid_id == grid.id, Post.role == role, col(Post.to_on).is_(None))
    mine = session.exec(running.where(Post.person_id == person_id)).first()
    if mine is not None and not mine.deputy:
        return mine
    if role in HEADS:
        session.exec(
            update(Post)
            .where(col(Post.grid_id) == grid.id, col(Post.role) == role, col(Post.to_on).is_(None))
            .values(to_on=today)
        )
    assert grid.id is not None
    post = Post(grid_id=grid.id, person_id=person_id, role=role, from_on=today, created_at=now)
    session.add(post)
    session.flush()
    return post


LEVELS_ANY = (1, 2, 3, 4, 5)
