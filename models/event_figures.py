"""What events amount to, counted from rows: events held, trainings, coverage by level, partners' activities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, distinct, false, func
from sqlalchemy import select as sql
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from models.clock import at_local
from models.contests import Work
from models.events import ANNOUNCED, CLOSED, PARTNER_DAY, TRAINING, Event
from models.grid import Grid
from models.posts import HEADS, Post
from models.rolls import CAME, Attendance

EVERYWHERE = ("/",)


@dataclass(frozen=True, slots=True)
class Held:
    """Events of one kind that were closed with somebody there: how many, attendances, people, half hours."""

    kind: str
    events: int
    attendances: int
    people: int
    half_hours: int


@dataclass(frozen=True, slots=True)
class Covered:
    """Heads of one grid level: how many there are, and how many of them have attended one of the courses named."""

    level: int
    course: str
    attended: int
    heads: int


@dataclass(frozen=True, slots=True)
class PartnerTally:
    """What was held with one partner: its name, activities, attendances."""

    partner: str
    events: int
    attendances: int


def held_between(session: Session, start: datetime, end: datetime, paths: Sequence[str] = EVERYWHERE) -> list[Held]:
    """Events that began in [start, end) in these subtrees and were closed with at least one person there, by kind."""
    rows = session.execute(
        sql(
            col(Event.kind), func.count(distinct(col(Event.id))), func.count(),
            func.count(distinct(col(Attendance.person_id))), func.coalesce(func.sum(col(Attendance.half_hours)), 0),
        )
        .join(Attendance, col(Attendance.event_id) == col(Event.id))
        .where(_held(start, end, paths))
        .group_by(col(Event.kind))
        .order_by(col(Event.kind))
    ).all()  # fmt: skip
    return [Held(kind, *map(int, counts)) for kind, *counts in rows]


def partners_between(
    session: Session, start: datetime, end: datetime, paths: Sequence[str] = EVERYWHERE
) -> list[PartnerTally]:
    """Partner days of the same, by the partner's name."""
    rows = session.execute(
        sql(col(Event.partner), func.count(distinct(col(Event.id))), func.count())
        .join(Attendance, col(Attendance.event_id) == col(Event.id))
        .where(_held(start, end, paths), col(Event.kind) == PARTNER_DAY)
        .group_by(col(Event.partner))
        .order_by(col(Event.partner))
    ).all()
    return [PartnerTally(partner, int(events), int(people)) for partner, events, people in rows]


def contests_between(
    session: Session, start: datetime, end: datetime, paths: Sequence[str] = EVERYWHERE
) -> tuple[int, int] | None:
    """(contests that began in [start, end) in these subtrees and got works, works); None without any."""
    when = (col(Event.starts_at) >= start) & (col(Event.starts_at) < end) & col(Event.state).in_((ANNOUNCED, CLOSED))
    counted = sql(func.count(distinct(col(Event.id))), func.count()).join(Work, col(Work.event_id) == col(Event.id))
    events, works = session.execute(counted.where(when, _inside(col(Event.path), paths))).one()
    return (int(events), int(works)) if works else None


def coverage(
    session: Session, start: datetime, end: datetime, today: date, paths: Sequence[str] = EVERYWHERE
) -> list[Covered]:
    """For each grid level with heads today: of how many heads, how many attended each course in [start, end).

    Course "" is any training at all, whether it names a course or not. A person counts once at a level, whatever
    number of grids they head there; levels from the unit up, courses in alphabetical order, "" first.
    """
    running = (col(Post.from_on) <= today) & (col(Post.to_on).is_(None) | (col(Post.to_on) > today))
    heads = (
        sql(col(Post.person_id).label("person_id"), col(Grid.level).label("level"))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(col(Post.role).in_(HEADS), running, _inside(col(Grid.path), paths))
        .distinct()
        .subquery()
    )
    counts = {level: int(n) for level, n in session.execute(sql(heads.c.level, func.count()).group_by(heads.c.level))}
    attended = (
        sql(heads.c.level, col(Event.course), func.count(distinct(heads.c.person_id)))
        .join(Attendance, col(Attendance.person_id) == heads.c.person_id)
        .join(Event, col(Event.id) == col(Attendance.event_id))
        .where(_held(start, end, EVERYWHERE), col(Event.kind) == TRAINING)
    )
    by_course = {(level, course): int(n) for level, course, n in session.execute(
        attended.where(col(Event.course) != "").group_by(heads.c.level, col(Event.course)))}  # fmt: skip
    any_course = session.execute(
        attended.with_only_columns(heads.c.level, func.count(distinct(heads.c.person_id))).group_by(heads.c.level)
    )
    by_course |= {(level, ""): int(n) for level, n in any_course}
    courses = sorted({course for _, course in by_course} | {""})
    return [
        Covered(level, course, by_course.get((level, course), 0), counts[level])
        for level in sorted(counts, reverse=True) for course in courses
    ]  # fmt: skip


def year_of(year: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """[start, end) of a local year in UTC."""
    return at_local(date(year, 1, 1), 0, 0, zone), at_local(date(year + 1, 1, 1), 0, 0, zone)


def _held(start: datetime, end: datetime, paths: Sequence[str]) -> ColumnElement[bool]:
    when = (col(Event.starts_at) >= start) & (col(Event.starts_at) < end)
    closed = (col(Event.state) == CLOSED) & (col(Attendance.state) == CAME)
    return when & closed & _inside(col(Event.path), paths)


def _inside(path: Mapped[str], paths: Sequence[str]) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = false()
    for one in paths:
        condition = condition | path.startswith(one, autoescape=True)
    return condition
