"""Wishes as who reads them sees them: those whose turn it is, and how each one under way stands. Never whose it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.grid import Grid, within
from models.people import Person
from models.wish_review import waiting_wishes
from models.wishes import CLAIMED, EXPIRED, FULFILLED, PUBLISHED, RETURNED, SUBMITTED, UNDER_WAY, Wish

STATES = (*UNDER_WAY, EXPIRED)
Span = tuple[datetime, datetime]
"""[start, end), aware."""
_FIRST = {FULFILLED: 0, CLAIMED: 1, PUBLISHED: 2, SUBMITTED: 3, RETURNED: 4}


@dataclass(frozen=True, slots=True)
class Listed:
    """A wish in a list, the grid it comes from, and who has claimed it ("" for nobody)."""

    wish: Wish
    code: str
    place: str
    claimer: str


def to_read(session: Session, person_id: int, paths: Sequence[str], now: datetime) -> list[int]:
    """The numbers of the wishes that wait for that person to read them, oldest first."""
    return [one.id for one in waiting_wishes(session, now, paths) if person_id in one.readers]


def by_number(session: Session, numbers: Collection[int]) -> list[tuple[Wish, Grid]]:
    """Those wishes and the grids they come from, by number."""
    query = select(Wish, Grid).join(Grid, col(Grid.id) == col(Wish.grid_id)).where(col(Wish.id).in_(numbers))
    return [(row[0], row[1]) for row in session.exec(query.order_by(col(Wish.submitted_at), col(Wish.id))).all()]


def under_way(
    session: Session, paths: Collection[str], *, state: str = "", published: Span | None = None, skip: int = 0,
    most: int,
) -> list[Listed]:  # fmt: skip
    """The wishes from these subtrees that have not ended, in one state where one is named, what is furthest first.

    With `published` those that were published in that time instead, whatever has become of them.
    """
    which: ColumnElement[bool] = col(Wish.state).in_((state,) if state in STATES else UNDER_WAY)
    if published is not None:
        which = (col(Wish.published_at) >= published[0]) & (col(Wish.published_at) < published[1])
    order = case(_FIRST, value=col(Wish.state), else_=len(_FIRST))
    rows = session.execute(
        sql(Wish, col(Grid.code), col(Grid.name), func.coalesce(col(Person.name), ""))
        .join(Grid, col(Grid.id) == col(Wish.grid_id))
        .outerjoin(Person, col(Person.id) == col(Wish.claimer_id))
        .where(within(list(paths)), which)
        .order_by(order, col(Wish.id))
        .limit(most)
        .offset(skip)
    ).all()
    return [Listed(*row) for row in rows]
