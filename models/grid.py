"""The five-level grid: community (1) → service station (2) → grid (3) → building (4) → unit, a stairwell (5)."""

from collections.abc import Iterable, Iterator

from sqlalchemy import CheckConstraint, ColumnElement, false, true
from sqlmodel import Field, Session, SQLModel, col, select

from models.errors import GridNotFound, NoCommunity

LEVELS = range(1, 6)
COMMUNITY, STATION, GRID, BUILDING, UNIT = LEVELS
ROOT = "/"
"""What every path begins with."""


class Grid(SQLModel, table=True):
    """One node of the tree. `path` holds the codes from the root down, "/HT/HT01/", so a subtree is a prefix."""

    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="grid_level"),
        CheckConstraint("households >= 0 AND residents >= 0", name="grid_counts"),
    )
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=80)
    level: int
    parent_id: int | None = Field(default=None, foreign_key="grid.id", index=True)
    path: str = Field(default="", index=True)
    households: int = 0
    residents: int = 0


def grid_by_code(session: Session, code: str) -> Grid:
    """The grid with that code; GridNotFound when there is none."""
    found = session.exec(select(Grid).where(Grid.code == code)).first()
    if found is None:
        raise GridNotFound(what=code[:20])
    return found


def community(session: Session) -> Grid:
    """The level-1 grid, root of the tree; NoCommunity before the first roster."""
    found = session.exec(select(Grid).where(Grid.level == COMMUNITY)).first()
    if found is None:
        raise NoCommunity
    return found


def within(paths: list[str]) -> ColumnElement[bool]:
    """A condition on Grid: it lies in (or is) one of the subtrees with those paths; no path, no grid."""
    if ROOT in paths:
        # Everything lies there. A comparison would only mislead PostgreSQL, which takes it to hold for a row or two.
        return true()
    condition: ColumnElement[bool] = false()
    for path in paths:
        condition = condition | col(Grid.path).startswith(path, autoescape=True)
    return condition


def both(some: Iterable[str], others: Iterable[str]) -> list[str]:
    """The subtrees that lie in both lists of subtrees."""
    pairs = [(one, other) for one in some for other in others]
    found = (one if one.startswith(other) else other if other.startswith(one) else "" for one, other in pairs)
    return list(dict.fromkeys(filter(None, found)))


def upwards(path: str) -> Iterator[str]:
    """ "/C/S/G/": that path, then each above it: "/C/S/", "/C/"."""
    codes = path.strip("/").split("/")
    for end in range(len(codes), 0, -1):
        yield "/" + "/".join(codes[:end]) + "/"
