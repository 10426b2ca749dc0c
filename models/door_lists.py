"""Whom somebody goes to: doors to knock at, check-ins and how they stand, and what was looked at twice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, true
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.care import AGREED, ASKED, Care
from models.care_checks import DOOR, OFFICE, OPEN, CareCheck
from models.checkins import CheckIn
from models.duties import Task
from models.grid import Grid, within
from models.knocks import WAITING, Knock
from models.lookup import everywhere
from models.people import Person
from models.photo_prints import PhotoPrint
from models.posts import Post
from models.spot_checks import ASKED as SPOT_ASKED
from models.spot_checks import SpotCheck


@dataclass(frozen=True, slots=True)
class Door:
    """Somebody who is to be told in person, where, what about; who is asked to ("" for nobody), since when."""

    name: str
    place: str
    about: str
    alert: bool
    state: str
    knocker_id: int | None
    knocker: str
    asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody, their check-in (None for who has none and asked to be contacted), where they live ("" where that is not
    known), and the open question about them with its state (None and "" when none is open)."""

    person_id: int
    name: str
    care: Care | None
    code: str
    place: str
    check_id: int | None
    open: str

    @property
    def stage(self) -> str:
        """What there is to know of it: "door" or "office" sees about them, "waiting", "asked", "away", or "on"."""
        if self.open:
            return self.open if self.open in (DOOR, OFFICE) else "waiting"
        assert self.care is not None  # who has no check-in is here for what is open
        if self.care.state != AGREED:
            return self.care.state
        return "away" if self.care.away_to else "on"


def doors(
    session: Session, person_id: int, paths: Collection[str], today: date, *, skip: int = 0, most: int
) -> list[Door]:  # fmt: skip
    """Who is still to be told: those that person is asked to see, and those who hold a post in these subtrees."""
    knocker = aliased(Person)
    rows = session.execute(
        sql(
            col(Person.name), col(Knock.place), col(Knock.about), col(Knock.alert), col(Knock.state),
            col(Knock.knocker_id), func.coalesce(knocker.name, ""), col(Knock.asked_at),
        )
        .join(Person, col(Person.id) == col(Knock.person_id))
        .outerjoin(knocker, knocker.id == col(Knock.knocker_id))  # type: ignore[arg-type]
        .where(_to_see(session, person_id, paths, today))
        .order_by(col(Knock.alert).desc(), (col(Knock.knocker_id) == person_id).desc(), col(Knock.id))
        .limit(most)
        .offset(skip)
    ).all()  # fmt: skip
    return [Door(*row) for row in rows]


def doors_of(session: Session, person_id: int) -> int:
    """How many people that person is asked to see."""
    mine = col(Knock.state).in_(WAITING) & (col(Knock.knocker_id) == person_id) & col(Knock.asked_at).is_not(None)
    return int(session.execute(sql(func.count(col(Knock.person_id).distinct())).where(mine)).scalar_one())


def _to_see(session: Session, person_id: int, paths: Collection[str], today: date) -> ColumnElement[bool]:
    running = (col(Post.from_on) <= today) & (col(Post.to_on).is_(None) | (col(Post.to_on) > today))
    held = sql(col(Post.person_id)).join(Grid, col(Grid.id) == col(Post.grid_id)).where(within(list(paths)), running)
    theirs = true() if everywhere(session, list(paths)) else col(Knock.person_id).in_(held)
    return col(Knock.state).in_(WAITING) & ((col(Knock.knocker_id) == person_id) | theirs)


def looked_after(
    session: Session, paths: Collection[str], *, skip: int = 0, most: int | None = None
) -> list[Looked]:  # fmt: skip
    """Who has a check-in, or is waited for without one, in these subtrees; whose answer is missing first, the furthest
    along first. Each person once, where they live; who holds no post at all is the whole community's.
    """
    asked = sql(col(Care.person_id)).where(col(Care.state).in_((ASKED, AGREED)))
    who = asked.union(sql(col(CareCheck.person_id)).where(col(CareCheck.state).in_(OPEN))).subquery()
    order = case({"office": 0, "door": 1, "again": 2, "asked": 3}, value=col(CareCheck.state), else_=4)
    rows = session.execute(
        sql(
            col(Person.id), col(Person.name), Care, func.coalesce(col(Grid.code), ""),
            func.coalesce(col(Grid.name), ""), col(CareCheck.id), func.coalesce(col(CareCheck.state), ""),
        )
        .join(who, who.c.person_id == col(Person.id))
        .outerjoin(Care, (col(Care.person_id) == col(Person.id)) & col(Care.state).in_((ASKED, AGREED)))
        .outerjoin(CareCheck, col(CareCheck.id) == _pressing())
        .outerjoin(Post, col(Post.id) == _home())
        .outerjoin(Grid, col(Grid.id) == col(Post.grid_id))
        .where(_lives_in(session, paths))
        .order_by(order, col(Grid.path), col(Person.name), col(Person.id))
        .limit(most)
        .offset(skip or None)
    ).all()  # fmt: skip
    return [Looked(*row) for row in rows]


def without_answer(session: Session, paths: Collection[str]) -> int:
    """How many people of these subtrees somebody is on the way to, or the office has to see about."""
    who = sql(col(CareCheck.person_id)).where(col(CareCheck.state).in_((DOOR, OFFICE))).distinct().subquery()
    query = sql(func.count(col(Person.id))).join(who, who.c.person_id == col(Person.id))
    query = query.outerjoin(Post, col(Post.id) == _home()).outerjoin(Grid, col(Grid.id) == col(Post.grid_id))
    return int(session.execute(query.where(_lives_in(session, paths))).scalar_one())


def _lives_in(session: Session, paths: Collection[str]) -> ColumnElement[bool]:
    return true() if everywhere(session, list(paths)) else within(list(paths))


def _home() -> Any:
    """The post of a Person by which they are looked after, as `care_people.watchers` has it: the lowest that runs."""
    held, at = aliased(Post), aliased(Grid)
    mine = sql(col(held.id)).join(at, col(at.id) == col(held.grid_id))
    mine = mine.where(col(held.person_id) == col(Person.id), col(held.to_on).is_(None))
    return mine.order_by(col(at.level).desc(), col(held.id)).limit(1).correlate(Person).scalar_subquery()


def _pressing() -> Any:
    """Of the open checks of a Person the one that somebody is to see about, else the newest."""
    one = aliased(CareCheck)
    mine = sql(col(one.id)).where(col(one.person_id) == col(Person.id), col(one.state).in_(OPEN))
    first = case((col(one.state).in_((DOOR, OFFICE)), 0), else_=1)
    return mine.order_by(first, col(one.day).desc()).limit(1).correlate(Person).scalar_subquery()


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot check: the stairwell and the period of the inspection, who is asked to look, and what came of it."""

    code: str
    place: str
    period: str
    checker: str
    state: str
    asked_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Alike:
    """A photo that looks like an earlier one: whose, of which stairwell, when; of where and when that was; what was
    said of it ("" for nothing yet); `detail_id` is the later photo."""

    detail_id: int
    name: str
    code: str
    place: str
    at: datetime
    before: str
    before_at: datetime
    said: str


def spots(session: Session, paths: Collection[str], *, most: int) -> list[Spot]:
    """The newest spot checks in these subtrees that are over: one that is open is its checker's to know."""
    rows = session.execute(
        sql(col(Grid.code), col(Grid.name), col(Task.period), col(Person.name), col(SpotCheck.state),
            col(SpotCheck.asked_at), col(SpotCheck.settled_at))
        .join(CheckIn, col(CheckIn.id) == col(SpotCheck.checkin_id))
        .join(Task, col(Task.id) == col(CheckIn.task_id))
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .join(Person, col(Person.id) == col(SpotCheck.checker_id))
        .where(within(list(paths)), col(SpotCheck.state) != SPOT_ASKED)
        .order_by(col(SpotCheck.id).desc())
        .limit(most)
    ).all()  # fmt: skip
    return [Spot(*row) for row in rows]


def alike(session: Session, paths: Collection[str], *, skip: int = 0, most: int) -> list[Alike]:
    """The photos of stairwells in these subtrees that look like an earlier one, newest first."""
    before, there = aliased(PhotoPrint), aliased(Grid)
    rows = session.execute(
        sql(col(PhotoPrint.detail_id), col(Person.name), col(Grid.code), col(Grid.name), col(PhotoPrint.at),
            there.name, before.at, col(PhotoPrint.said))  # type: ignore[call-overload]
        .join(Person, col(Person.id) == col(PhotoPrint.person_id))
        .join(Grid, col(Grid.id) == col(PhotoPrint.grid_id))
        .join(before, before.detail_id == col(PhotoPrint.like_id))
        .join(there, there.id == before.grid_id)
        .where(within(list(paths)), col(PhotoPrint.like_id).is_not(None))
        .order_by(col(PhotoPrint.detail_id).desc())
        .limit(most)
        .offset(skip)
    ).all()  # fmt: skip
    return [Alike(*row) for row in rows]
