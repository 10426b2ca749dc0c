"""Why somebody has the points they have: entry × rule = points, in the words of the rule version of its day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.checkins import CheckIn
from models.duties import Duty, Task
from models.grid import Grid
from models.ledger import Entry
from models.people import Person


@dataclass(frozen=True, slots=True)
class Sum:
    """What one rule of one version came to: `entries` entries, `raw` in all, `points`; reversals are counted in."""

    rule: str
    version: str
    entries: int
    raw: int
    points: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What an entry rests on: a report on a task, in whose stead and when; or nothing but its reason."""

    duty: dict[str, str] | None
    period: str
    grid: str
    done_on: date | None
    reported_at: datetime | None
    late: bool
    by: str | None
    reversed_by: int | None


def sums(session: Session, person_id: int, year: int) -> list[Sum]:
    """A person's points of a year by rule and version; they add up to the balance."""
    rows = session.execute(
        sql(
            col(Entry.rule), col(Entry.rule_version), func.count(), func.sum(col(Entry.raw)),
            func.sum(col(Entry.points)),
        )
        .where(col(Entry.person_id) == person_id, col(Entry.year) == year)
        .group_by(col(Entry.rule), col(Entry.rule_version))
        .order_by(func.sum(col(Entry.points)).desc(), col(Entry.rule), col(Entry.rule_version))
    ).all()  # fmt: skip
    return [Sum(rule, version, count, int(raw), int(points)) for rule, version, count, raw, points in rows]


def ground(session: Session, entry: Entry) -> Ground:
    """What that entry rests on, and the entry that took it back, if one did."""
    undone = sql(col(Entry.seq)).where(col(Entry.reverses) == entry.seq)
    taken_back = session.execute(undone).scalar_one_or_none()
    grid = session.get_one(Grid, entry.grid_id).name
    by = session.get_one(Person, entry.actor_id).name if entry.actor_id else None
    if not entry.source.startswith("checkin:"):
        return Ground(None, "", grid, None, None, False, by, taken_back)
    row = session.execute(
        sql(col(Duty.name), col(Task.period), col(CheckIn.done_on), col(CheckIn.at), col(CheckIn.late))
        .select_from(CheckIn)
        .join(Task, col(Task.id) == col(CheckIn.task_id))
        .join(Duty, col(Duty.key) == col(Task.duty_key))
        .where(col(CheckIn.id) == int(entry.source.removeprefix("checkin:")))
    ).one_or_none()
    if row is None:
        return Ground(None, "", grid, None, None, False, by, taken_back)
    duty, period, done_on, at, late = row
    return Ground(duty, period, grid, done_on, at, late, by, taken_back)
