"""What a branch sees beside a head it reviews: the promises of the quarter and what became of them, and thanks."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.calendar import period_bounds
from models.cases import findings_solved
from models.checkins import CheckIn, Finding
from models.coverage import Tally, tally_of
from models.duties import Task
from models.events import CLOSED, Event
from models.helps import ATTESTED, Help
from models.nominations import APPROVED, Nomination
from models.reviews import Review
from models.rolls import CAME, Attendance


@dataclass(frozen=True, slots=True)
class Facts:
    """A head's quarter: tasks by duty, hazards found by them, hazards of the stairwell that are solved, half hours at
    events, honours, help that was attested.
    """

    duties: tuple[tuple[str, Tally], ...]
    findings: int
    solved: int
    half_hours: int
    honours: int
    helps: int


def facts_of(session: Session, about: Review, zone: ZoneInfo) -> Facts:
    """The facts of the quarter a review is about: tasks that opened in it, at that grid, asked of that head."""
    start, end = period_bounds(about.period, zone)
    mine = (col(Task.grid_id) == about.grid_id) & (col(Task.person_id) == about.person_id)
    duties = tally_of(session, mine & (col(Task.opens_at) >= start) & (col(Task.opens_at) < end))
    found = (
        sql(func.count())
        .select_from(Finding)
        .join(CheckIn, col(CheckIn.id) == col(Finding.checkin_id))
        .where(col(Finding.grid_id) == about.grid_id, col(CheckIn.person_id) == about.person_id)
        .where(~col(Finding.withdrawn), col(Finding.at) >= start, col(Finding.at) < end)
    )
    hours = (
        sql(func.coalesce(func.sum(col(Attendance.half_hours)), 0))
        .join(Event, col(Event.id) == col(Attendance.event_id))
        .where(col(Attendance.person_id) == about.person_id, col(Attendance.state) == CAME, col(Event.state) == CLOSED)
        .where(col(Event.starts_at) >= start, col(Event.starts_at) < end)
    )
    honoured = sql(func.count()).select_from(Nomination).where(
        col(Nomination.nominee_id) == about.person_id, col(Nomination.state) == APPROVED,
        col(Nomination.decided_at) >= start, col(Nomination.decided_at) < end,
    )  # fmt: skip
    first, last = (moment.astimezone(zone).date() for moment in (start, end))
    helped = sql(func.count()).select_from(Help).where(
        col(Help.helper_id) == about.person_id, col(Help.state) == ATTESTED, col(Help.done_on) >= first,
        col(Help.done_on) < last,
    )  # fmt: skip
    findings, half_hours, honours, helps = (
        int(session.execute(query).scalar_one()) for query in (found, hours, honoured, helped)
    )
    solved = findings_solved(session, [about.grid_id], start, end).get(about.grid_id, (0, 0))[1]
    return Facts(tuple(duties), findings, solved, half_hours, honours, helps)
