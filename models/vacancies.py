"""Empty posts: which, since when, who stands in; and heads who are away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, or_
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.cover import Away, is_away
from models.deputies import ASKED, Cover
from models.grid import BUILDING, GRID, UNIT, Grid, within
from models.people import Person
from models.posts import BUILDING_HEAD, GRID_HEAD, UNIT_HEAD, Post

ROLE_OF_LEVEL = {UNIT: UNIT_HEAD, BUILDING: BUILDING_HEAD, GRID: GRID_HEAD}


@dataclass(frozen=True, slots=True)
class Gap:
    """A grid without a head who is there.

    `since` is the first day without one, None where nobody has held the post as far as the records go. `head` is who is
    away and `until` the day they are back; both None for a vacancy. `deputy` stands in; `asking`: somebody is asked.
    """

    code: str
    name: str
    level: int
    since: date | None
    head: str | None
    until: date | None
    deputy: str | None
    asking: bool


def vacancies(session: Session, paths: list[str]) -> list[Gap]:
    """The stairwells, buildings and level-3 grids in these subtrees whose head's post is empty, in the tree's order."""
    role = case(ROLE_OF_LEVEL, value=col(Grid.level))
    head, ended = aliased(Post), aliased(Post)
    running = (col(head.grid_id) == col(Grid.id)) & (col(head.role) == role) & col(head.to_on).is_(None)
    since = (
        sql(func.max(col(ended.to_on)))
        .where(col(ended.grid_id) == col(Grid.id), col(ended.role) == role, ~col(ended.deputy))
        .correlate(Grid)
        .scalar_subquery()
    )
    rows = session.execute(
        sql(col(Grid.id), col(Grid.code), col(Grid.name), col(Grid.level), since)
        .outerjoin(head, running & ~col(head.deputy))
        .where(within(paths), col(Grid.level).in_(ROLE_OF_LEVEL), col(head.id).is_(None))
        .order_by(col(Grid.path))
    ).all()
    deputies, asking = _deputies(session, [row[0] for row in rows]), _asking(session)
    return [
        Gap(code, name, level, left_on, None, None, deputies.get(id_), id_ in asking)
        for id_, code, name, level, left_on in rows
    ]


def absences(session: Session, paths: list[str], today: date) -> list[Gap]:
    """The heads in these subtrees who are away on that day, in the tree's order."""
    rows = session.execute(
        sql(
            col(Grid.id), col(Grid.code), col(Grid.name), col(Grid.level), col(Away.from_on), col(Person.name),
            col(Away.to_on),
        )
        .join(Post, col(Post.grid_id) == col(Grid.id))
        .join(Person, col(Person.id) == col(Post.person_id))
        .join(Away, col(Away.person_id) == col(Person.id))
        .where(
            within(paths), col(Post.to_on).is_(None), ~col(Post.deputy), col(Post.role).in_(ROLE_OF_LEVEL.values()),
            col(Away.from_on) <= today, col(Away.to_on) > today,
        )
        .order_by(col(Grid.path), col(Away.id))
    ).all()  # fmt: skip
    deputies, asking = _deputies(session, [row[0] for row in rows]), _asking(session)
    return [
        Gap(code, name, level, from_on, head, to_on, deputies.get(id_), id_ in asking)
        for id_, code, name, level, from_on, head, to_on in rows
    ]


def counts(session: Session, today: date, paths: Sequence[str] = ("/",)) -> tuple[int, int]:
    """(stairwells without a head who is there, how many of those have a deputy) in these subtrees."""
    head, deputy = aliased(Post), aliased(Post)
    held = (col(head.grid_id) == col(Grid.id)) & (col(head.role) == UNIT_HEAD) & col(head.to_on).is_(None)
    stands = (col(deputy.grid_id) == col(Grid.id)) & (col(deputy.role) == UNIT_HEAD) & col(deputy.to_on).is_(None)
    without, covered = session.execute(
        sql(func.count(func.distinct(col(Grid.id))), func.count(func.distinct(col(deputy.grid_id))))
        .select_from(Grid)
        .outerjoin(head, held & ~col(head.deputy))
        .outerjoin(deputy, stands & col(deputy.deputy))
        .where(col(Grid.level) == UNIT, within(list(paths)))
        .where(or_(col(head.id).is_(None), is_away(col(head.person_id), today)))
    ).one()
    return int(without), int(covered)


def _deputies(session: Session, grid_ids: Sequence[int]) -> dict[int, str]:
    rows = session.execute(
        sql(col(Post.grid_id), col(Person.name))
        .join(Person, col(Person.id) == col(Post.person_id))
        .where(col(Post.grid_id).in_(grid_ids), col(Post.deputy), col(Post.to_on).is_(None))
    ).all()
    return {grid_id: name for grid_id, name in rows}


def _asking(session: Session) -> set[int]:
    return set(session.execute(sql(col(Cover.grid_id)).where(col(Cover.state) == ASKED)).scalars())
