"""Deputies: who could stand in for a stairwell without a head who is there, who is asked, and who says yes.

The rule, in this order: heads of the building's other stairwells, those who cover fewest first, then the nearest; the
building head; heads of the same grid, the nearest building first. Never somebody who is away in that time, who has not
agreed to be written to or has no working address, who has MOST_COVERED stairwells beside their own already, who has
another such question open, or who was asked about this before.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import CheckConstraint, Column, ColumnElement, Index, exists, func, text
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col

from models.cover import Away
from models.db import BigId, UtcTime
from models.following import reachable
from models.grid import GRID, UNIT, Grid
from models.people import Person
from models.posts import BUILDING_HEAD, UNIT_HEAD, Post

ASKED, AGREED, DECLINED, SILENT, DROPPED, NOBODY, OVER = (
    "asked", "agreed", "declined", "silent", "dropped", "nobody", "over",
)  # fmt: skip
OPEN = (ASKED, AGREED)
MOST_COVERED = 2
"""Nobody looks after more stairwells than so many beside their own."""
MOST_TRIES = 5
"""So many are asked for one absence or vacancy; then the office hears of it."""
ASK_AHEAD = timedelta(days=7)
GRACE = timedelta(days=3)
"""For so long after a head's last day the office may appoint another before the neighbours are asked."""
AGAIN_AFTER = timedelta(days=90)
"""Who said no to a vacancy, or nothing, is not asked about it again for so long."""
RETRY = timedelta(days=30)
"""Where nobody was found, it is tried again after so long."""


class Cover(SQLModel, table=True):
    """One candidate asked to stand in at one stairwell, and what came of it.

    `away_id` is the absence it is for, None a vacancy. asked → agreed (`post_id` is their deputy's post once it has
    begun) → over; or declined, silent (no answer in time), dropped (not needed any more). "nobody", without a
    candidate, says that there was nobody left to ask. A stairwell has one that is asked or agreed at a time.
    """

    __table_args__ = (
        CheckConstraint(
            "state IN ('asked', 'agreed', 'declined', 'silent', 'dropped', 'nobody', 'over')", name="cover_state"
        ),
        Index(
            "cover_one_open", "grid_id", unique=True,
            sqlite_where=text("state IN ('asked', 'agreed')"), postgresql_where=text("state IN ('asked', 'agreed')"),
        ),
    )  # fmt: skip
    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    grid_id: int = Field(foreign_key="grid.id", index=True)
    away_id: int | None = Field(default=None, foreign_key="away.id")
    candidate_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    state: str = Field(max_length=12)
    asked_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    post_id: int | None = Field(default=None, foreign_key="post.id")


@dataclass(frozen=True, slots=True)
class Need:
    """A stairwell that needs somebody: its head's absence, or (`away_id` None) a vacancy since that day.

    `since` None: nobody has held the post as far as the records go.
    """

    grid_id: int
    path: str
    away_id: int | None
    head_id: int | None
    since: date | None
    until: date | None

    def runs(self, today: date) -> bool:
        """Whether it is without its head on that day, or only will be soon."""
        return self.away_id is None or (self.since is not None and self.since <= today)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be asked: `covers` is how many stairwells they cover or have agreed to, `tier` the rule's."""

    person_id: int
    name: str
    tier: int
    covers: int
    distance: int


def needs(session: Session, today: date, grid_id: int | None = None) -> list[Need]:
    """The stairwells whose head is or soon will be away, by their first day, then the vacant ones, oldest first.

    `grid_id` looks at one alone. A vacancy younger than GRACE is none yet.
    """
    head, ended = aliased(Post), aliased(Post)
    since = (
        sql(func.max(col(ended.to_on)))
        .where(col(ended.grid_id) == col(Grid.id), col(ended.role) == UNIT_HEAD, ~col(ended.deputy))
        .correlate(Grid)
        .scalar_subquery()
    )
    held = (col(head.grid_id) == col(Grid.id)) & (col(head.role) == UNIT_HEAD) & col(head.to_on).is_(None)
    soon = (col(Away.person_id) == col(head.person_id)) & (col(Away.from_on) <= today + ASK_AHEAD)
    query = (
        sql(col(Grid.id), col(Grid.path), col(head.person_id), since, col(Away.id), col(Away.from_on), col(Away.to_on))
        .outerjoin(head, held & ~col(head.deputy))
        .outerjoin(Away, soon & (col(Away.to_on) > today) & (col(Away.to_on) > col(Away.from_on)))
        .where(col(Grid.level) == UNIT, col(head.id).is_(None) | col(Away.id).is_not(None))
        .order_by(col(Away.from_on), col(Away.id))
    )
    if grid_id is not None:
        query = query.where(col(Grid.id) == grid_id)
    found: dict[int, Need] = {}
    for id_, path, head_id, left_on, away_id, from_on, to_on in session.execute(query):
        if away_id is not None:
            found.setdefault(id_, Need(id_, path, away_id, head_id, from_on, to_on))
        elif left_on is None or left_on <= today - GRACE:
            found[id_] = Need(id_, path, None, None, left_on, None)
    order = {need.grid_id: (need.away_id is None, need.since or date.min, need.path) for need in found.values()}
    return sorted(found.values(), key=lambda need: order[need.grid_id])


def unasked(session: Session, wanted: Iterable[Need], now: datetime) -> list[Need]:
    """Those for which nobody is asked or has agreed, and there was not just found to be nobody."""
    rows = session.execute(
        sql(col(Cover.grid_id), col(Cover.state), col(Cover.away_id)).where(
            col(Cover.state).in_(OPEN) | ((col(Cover.state) == NOBODY) & (col(Cover.asked_at) > now - RETRY))
        )
    ).all()
    taken = {grid_id for grid_id, state, _ in rows if state in OPEN}
    hopeless = {(grid_id, away_id) for grid_id, state, away_id in rows if state == NOBODY}
    return [need for need in wanted if need.grid_id not in taken and (need.grid_id, need.away_id) not in hopeless]


def propose(
    session: Session, grid: Grid, today: date, need: Need | None = None, *, thinking: bool = False
) -> list[Candidate]:
    """Who could stand in at a stairwell, in the order they would be asked, by the rule above.

    `thinking` counts in those who have another such question open: they may be free again in some days.
    """
    need = need or Need(grid.id or 0, grid.path, None, None, None, None)
    unit, above = aliased(Grid), _grid_above(session, grid)
    heads = (col(Post.role) == UNIT_HEAD) & (col(unit.level) == UNIT) & (col(unit.parent_id) == grid.parent_id)
    if above is not None:
        inside = col(unit.path).startswith(above, autoescape=True)
        heads = heads | ((col(Post.role) == UNIT_HEAD) & (col(unit.level) == UNIT) & inside)
    building = (col(Post.role) == BUILDING_HEAD) & (col(unit.id) == grid.parent_id)
    rows = session.execute(
        sql(col(Person.id), col(Person.name), col(Post.role), col(unit.parent_id), col(unit.path), covering())
        .join(Post, col(Post.person_id) == col(Person.id))
        .join(unit, col(unit.id) == col(Post.grid_id))
        .where(heads | building, col(unit.id) != grid.id, col(Post.to_on).is_(None), ~col(Post.deputy))
        .where(can_stand_in(need, today, thinking=thinking))
        .order_by(col(unit.path))
    ).all()
    before = asked_before(session, need, today)
    best: dict[int, Candidate] = {}
    for person_id, name, role, parent_id, path, covers in rows:
        tier = 1 if role == BUILDING_HEAD else 0 if parent_id == grid.parent_id else 2
        one = Candidate(person_id, name, tier, int(covers), _distance(grid.path, path, tier))
        if person_id not in before and (person_id not in best or _order(one) < _order(best[person_id])):
            best[person_id] = one
    return sorted(best.values(), key=_order)


def covering() -> ColumnElement[int]:
    """How many stairwells a Person covers as a deputy, has agreed to cover, or is being asked to."""
    post, cover = aliased(Post), aliased(Cover)
    running = (col(post.person_id) == col(Person.id)) & col(post.deputy) & col(post.to_on).is_(None)
    coming = (col(cover.candidate_id) == col(Person.id)) & col(cover.state).in_(OPEN) & col(cover.post_id).is_(None)
    posts = sql(func.count(col(post.id))).where(running).correlate(Person).scalar_subquery()
    covers = sql(func.count(col(cover.id))).where(coming).correlate(Person).scalar_subquery()
    return posts + covers


def can_stand_in(need: Need, today: date, *, thinking: bool = False) -> ColumnElement[bool]:
    """A condition on Person: they can be asked to stand in there, wherever they serve."""
    away, cover, post = aliased(Away), aliased(Cover), aliased(Post)
    first = max(need.since, today) if need.away_id is not None and need.since else today
    last = need.until or today + GRACE
    gone = exists().where(col(away.person_id) == col(Person.id), col(away.from_on) < last, col(away.to_on) > first)
    asked = exists().where(col(cover.candidate_id) == col(Person.id), col(cover.state) == ASKED)
    there = exists().where(
        col(post.person_id) == col(Person.id), col(post.grid_id) == need.grid_id, col(post.role) == UNIT_HEAD,
        col(post.to_on).is_(None),
    )  # fmt: skip
    able = reachable() & ~gone & ~there & (covering() < MOST_COVERED)
    return able if thinking else able & ~asked


def asked_before(session: Session, need: Need, today: date) -> set[int]:
    """Whom this absence, or this vacancy not long ago, was already put to."""
    about = col(Cover.away_id) == need.away_id if need.away_id is not None else col(Cover.away_id).is_(None)
    rows = sql(col(Cover.candidate_id)).where(
        col(Cover.grid_id) == need.grid_id, about, col(Cover.candidate_id).is_not(None),
        col(Cover.state).in_((*OPEN, DECLINED, SILENT)),
    )  # fmt: skip
    if need.away_id is None:
        rows = rows.where(col(Cover.asked_at) > datetime.combine(today, time.min, UTC) - AGAIN_AFTER)
    return {one for one in session.execute(rows).scalars() if one is not None}


def _grid_above(session: Session, grid: Grid) -> str | None:
    codes = grid.path.strip("/").split("/")
    paths = ["/" + "/".join(codes[:end]) + "/" for end in range(1, len(codes))]
    found = sql(col(Grid.path)).where(col(Grid.path).in_(paths), col(Grid.level) == GRID)
    return session.execute(found).scalars().first()


def _order(one: Candidate) -> tuple[int, int, int, int, int]:
    fewest = one.covers if one.tier == 0 else 0
    return (one.tier, fewest, one.distance, one.covers, one.person_id)


def _distance(mine: str, other: str, tier: int) -> int:
    """How far two stairwells are apart, by the numbers at the end of their (or their buildings') codes."""
    at = -1 if tier == 0 else -2
    first, second = mine.strip("/").split("/"), other.strip("/").split("/")
    if len(first) < 2 or len(second) < 2:
        return 0
    return abs(_number(first[at]) - _number(second[at]))


def _number(code: str) -> int:
    found = re.findall(r"\d+", code)
    return int(found[-1][-6:]) if found else 0
