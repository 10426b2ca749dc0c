"""The figures of the account that tell what was done: duties, trainings, events, wishes, problems, reviews, honours.

Everything is taken by its own instant within the period.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, literal
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.account import Span, by_id, here, in_period, part, yes
from models.account_figures import head_posts
from models.cases import CLOSED as CASE_CLOSED
from models.cases import MERGED, Case
from models.cases import WITHDRAWN as CASE_WITHDRAWN
from models.checkins import CheckIn, Finding
from models.duties import DONE, EXCUSED, IMPOSSIBLE, MISSED, OPEN, TOLD, Duty, Task
from models.events import CLOSED, PARTNER_DAY, TRAINING, VOLUNTEERING, Event
from models.grid import Grid
from models.helps import ATTESTED, Help
from models.honours import Honour
from models.ledger import Entry
from models.nominations import APPROVED, DROPPED, REJECTED, RETURNED, Nomination
from models.posts import Post
from models.procedure_cases import GRANTED, NEVER_OPENED, REFUSED, Application
from models.reviews import Review
from models.rolls import CAME, Attendance
from models.wishes import Wish

FIVE_ONES = ("weekly_service", "holiday_greeting", "inspection", "volunteer_event", "nomination")
"""The duties that make up the five ones 五个一; every other duty is a standing practice."""


def _attended(span: Span, kind: str, part: Any) -> Select[Any]:
    """Who came to the events of a kind that were closed: one line for each of them at each event."""
    there = exists().where(col(Grid.id) == col(Event.grid_id), here(span))
    return (
        sql(part, by_id("attendance", col(Attendance.id)).label("row"), literal(1).label("attendances"),
            _or_none(col(Attendance.half_hours)).label("half_hours"), col(Event.id).label("events"),
            col(Attendance.person_id).label("people"))
        .select_from(Attendance)
        .join(Event, col(Event.id) == col(Attendance.event_id))
        .where(col(Event.kind) == kind, col(Event.state) == CLOSED, col(Attendance.state) == CAME,
               in_period(col(Event.starts_at), span), there)
    )  # fmt: skip


def _or_none(number: Any) -> ColumnElement[int]:
    return case((number.is_(None), 0), else_=number)


def trainings(session: Session, span: Span) -> Select[Any]:
    """Trainings held and who came, by course."""
    return _attended(span, TRAINING, col(Event.course).label("part"))


def training_heads(session: Session, span: Span) -> Select[Any]:
    """Heads by level, and those of them who came to a training in the period, wherever it was held."""
    came = exists().where(
        col(Attendance.person_id) == col(Post.person_id), col(Attendance.state) == CAME,
        col(Event.id) == col(Attendance.event_id), col(Event.kind) == TRAINING, col(Event.state) == CLOSED,
        in_period(col(Event.starts_at), span),
    )  # fmt: skip
    return head_posts(span).add_columns(
        part(col(Grid.level)),
        by_id("post", col(Post.id)).label("row"),
        col(Post.person_id).label("heads"),
        case((came, col(Post.person_id))).label("attended"),
    )


def volunteer_events(session: Session, span: Span) -> Select[Any]:
    """Volunteer events held, who came, for how many half hours."""
    return _attended(span, VOLUNTEERING, part())


def partners(session: Session, span: Span) -> Select[Any]:
    """Activities with partner organisations, by partner."""
    return _attended(span, PARTNER_DAY, col(Event.partner).label("part"))


def _tasks(span: Span, of: ColumnElement[bool]) -> Select[Any]:
    """Tasks that opened in the period, by duty and how they ended; a late report is done, too."""
    states = {"done": DONE, "told": TOLD, "excused": EXCUSED, "impossible": IMPOSSIBLE, "missed": MISSED, "open": OPEN}
    late = (col(Task.state) == DONE) & col(Task.done_at).is_not(None) & (col(Task.done_at) > col(Task.due_at))
    return (
        sql(part(col(Task.duty_key)), by_id("task", col(Task.id)).label("row"), literal(1).label("issued"),
            yes(late).label("late"), *(yes(col(Task.state) == state).label(name) for name, state in states.items()))
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .where(of, in_period(col(Task.opens_at), span), here(span))
    )  # fmt: skip


def five_ones(session: Session, span: Span) -> Select[Any]:
    """The tasks of the five ones."""
    return _tasks(span, col(Task.duty_key).in_(FIVE_ONES))


def practices(session: Session, span: Span) -> Select[Any]:
    """The tasks of every other duty."""
    return _tasks(span, col(Task.duty_key).in_(sql(col(Duty.key)).where(col(Duty.key).not_in(FIVE_ONES))))


def findings(session: Session, span: Span) -> Select[Any]:
    """Hazards found on the inspections of the period, by item; what was taken back is not."""
    return (
        sql(part(col(Finding.item)), by_id("finding", col(Finding.id)).label("row"), literal(1).label("count"))
        .join(CheckIn, col(CheckIn.id) == col(Finding.checkin_id))
        .join(Task, col(Task.id) == col(CheckIn.task_id))
        .join(Grid, col(Grid.id) == col(Finding.grid_id))
        .where(~col(Finding.withdrawn), in_period(col(Task.opens_at), span), here(span))
    )


def wishes(session: Session, span: Span) -> Select[Any]:
    """Wishes asked, claimed for the first time, and fulfilled (confirmed) in the period, as wish_figures does."""
    asked = in_period(col(Wish.made_at), span) & col(Wish.submitted_at).is_not(None)
    claimed, fulfilled = in_period(col(Wish.claimed_at), span), in_period(col(Wish.confirmed_at), span)
    return (
        sql(part(), by_id("wish", col(Wish.id)).label("row"), yes(asked).label("asked"), yes(claimed).label("claimed"),
            yes(fulfilled).label("fulfilled"))
        .join(Grid, col(Grid.id) == col(Wish.grid_id))
        .where(asked | claimed | fulfilled, here(span))
    )  # fmt: skip


def nominations(session: Session, span: Span) -> Select[Any]:
    """Nominations first handed in within the period, by category."""
    states = {"approved": APPROVED, "returned": RETURNED, "rejected": REJECTED}
    return (
        sql(part(col(Nomination.category)), by_id("nomination", col(Nomination.id)).label("row"),
            literal(1).label("made"),
            *(yes(col(Nomination.state) == state).label(name) for name, state in states.items()))
        .join(Grid, col(Grid.id) == col(Nomination.grid_id))
        .where(col(Nomination.quarter) != "", col(Nomination.state) != DROPPED,
               in_period(col(Nomination.first_at), span), here(span))
    )  # fmt: skip


def honours(session: Session, span: Span) -> Select[Any]:
    """Honours that stand, by category: of a year those given for it, else those given in the period."""
    when = in_period(col(Honour.given_at), span) if span.year is None else col(Honour.year) == span.year
    return (
        sql(part(col(Honour.category)), by_id("honour", col(Honour.id)).label("row"),
            literal(1).label("count"))
        .join(Nomination, col(Nomination.id) == col(Honour.nomination_id))
        .join(Grid, col(Grid.id) == col(Nomination.grid_id))
        .where(col(Honour.down_at).is_(None), when, here(span))
    )  # fmt: skip


def points(session: Session, span: Span) -> Select[Any]:
    """Entries of the ledger made in the period; one that takes another back has its minus."""
    return (
        sql(part(), by_id("entry", col(Entry.seq)).label("row"), literal(1).label("entries"),
            col(Entry.points).label("points"))
        .join(Grid, col(Grid.id) == col(Entry.grid_id))
        .where(in_period(col(Entry.at), span), here(span))
    )  # fmt: skip


def cases(session: Session, span: Span) -> Select[Any]:
    """Problems that were reported or found in the period, by what they are about, and those of them that are solved."""
    return (
        sql(part(col(Case.category)), by_id("case", col(Case.id)).label("row"), literal(1).label("reported"),
            yes(col(Case.state) == CASE_CLOSED).label("solved"))
        .join(Grid, col(Grid.id) == col(Case.grid_id))
        .where(col(Case.state).not_in((MERGED, CASE_WITHDRAWN)), in_period(col(Case.made_at), span), here(span))
    )  # fmt: skip


def applications(session: Session, span: Span) -> Select[Any]:
    """Applications by the procedures, made in the period; what for is nobody's business but theirs."""
    return (
        sql(part(), by_id("application", col(Application.id)).label("row"), literal(1).label("made"),
            yes(col(Application.state) == GRANTED).label("granted"),
            yes(col(Application.state) == REFUSED).label("refused"))
        .join(Grid, col(Grid.id) == col(Application.grid_id))
        .where(col(Application.state).not_in(NEVER_OPENED), in_period(col(Application.made_at), span), here(span))
    )  # fmt: skip


def helps(session: Session, span: Span) -> Select[Any]:
    """Help between neighbours, told of for a day in the period, and what of it the other side attested."""
    first = span.start.astimezone(span.zone).date()
    return (
        sql(part(), by_id("help", col(Help.id)).label("row"), literal(1).label("told"),
            yes(col(Help.state) == ATTESTED).label("attested"))
        .join(Grid, col(Grid.id) == col(Help.grid_id))
        .where(col(Help.done_on) >= first, col(Help.done_on) <= span.last, here(span))
    )  # fmt: skip


def quarter_end(year: int, quarter: int) -> tuple[str, date]:
    """("2026-Q4", its last day)."""
    first_after = date(year + quarter // 4, quarter * 3 % 12 + 1, 1)
    return f"{year}-Q{quarter}", first_after - timedelta(days=1)


def reviews(session: Session, span: Span) -> Select[Any]:
    """Quarterly reviews of the quarters that end in the period, by quarter: heads, and those who got a score."""
    ends = (quarter_end(span.start.astimezone(span.zone).year + step // 4, step % 4 + 1) for step in range(8))
    quarters = [name for name, end in ends if span.start.astimezone(span.zone).date() <= end <= span.last]
    return (
        sql(part(col(Review.period)), by_id("review", col(Review.id)).label("row"), literal(1).label("heads"),
            yes(col(Review.score).is_not(None)).label("scored"))
        .join(Grid, col(Grid.id) == col(Review.grid_id))
        .where(col(Review.period).in_(quarters), here(span))
    )  # fmt: skip
