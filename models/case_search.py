"""Cases looked for by state, category, place and lateness, page by page, and how many wait for a level's owners."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.cases import AT_WORK, CLOSED, MERGED, SOLVED, WITHDRAWN, Case
from models.grid import Grid, within
from models.people import Person

WORK, LATE, ASKED, OVER, EVERY = VIEWS = ("work", "late", "asked", "over", "all")
Span = tuple[datetime, datetime]
"""[start, end), aware."""
_STATES = {WORK: AT_WORK, LATE: AT_WORK, ASKED: (SOLVED,), OVER: (CLOSED, MERGED, WITHDRAWN)}


@dataclass(frozen=True, slots=True)
class Found:
    """A case in a list: its grid's code and name, who works on it ("" for nobody yet)."""

    case: Case
    code: str
    place: str
    owner: str


def search(
    session: Session, paths: Collection[str], now: datetime, *, which: str = WORK, category: str = "",
    made: Span | None = None, skip: int = 0, most: int,
) -> list[Found]:  # fmt: skip
    """The cases of these subtrees in one of the VIEWS: what is at work by due date, what is past newest first.

    `made` keeps to what was reported in that time.
    """
    here = within(list(paths)) & _of(which, now)
    if made is not None:
        here &= (col(Case.made_at) >= made[0]) & (col(Case.made_at) < made[1])
    if category:
        here &= col(Case.category) == category
    order = col(Case.due_at) if which in (WORK, LATE) else col(Case.id).desc()
    rows = session.execute(
        sql(Case, col(Grid.code), col(Grid.name), func.coalesce(col(Person.name), ""))
        .join(Grid, col(Grid.id) == col(Case.grid_id))
        .outerjoin(Person, col(Person.id) == col(Case.owner_id))
        .where(here)
        .order_by(order, col(Case.id))
        .limit(most)
        .offset(skip)
    ).all()
    return [Found(*row) for row in rows]


def waiting(session: Session, paths: Collection[str], level: int, now: datetime) -> int:
    """How many cases at work in these subtrees the owner of that level has to see to: theirs, and late ones."""
    theirs = (col(Case.level) == level) | (col(Case.due_at) < now)
    mine = within(list(paths)) & col(Case.state).in_(AT_WORK) & theirs
    counted = sql(func.count()).select_from(Case).join(Grid, col(Grid.id) == col(Case.grid_id)).where(mine)
    return int(session.execute(counted).scalar_one())


def merged_into(session: Session, case_id: int) -> list[int]:
    """The numbers of the cases that this one stands for."""
    return list(session.execute(sql(col(Case.id)).where(col(Case.merged_into) == case_id)).scalars())


def _of(which: str, now: datetime) -> ColumnElement[bool]:
    if which not in _STATES:
        return col(Case.id).is_not(None)
    found = col(Case.state).in_(_STATES[which])
    return found & (col(Case.due_at) < now) if which == LATE else found
