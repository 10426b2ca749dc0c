"""Nominations that wait: a weekly word to reviewers, what is overdue to coordinators, consent asked again."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models import checkins, consenting, reviewing
from models.clock import at_local
from models.duties import OPEN, Duty, Task
from models.nominations import DRAFT, DROPPED, Nomination, forget_drafts
from models.outbox import Message, post
from models.people import Person
from models.reviewing import OVERDUE, REMIND_FOR, Waiting
from models.telling import tell_coordinators

HOUR = 9
REVIEW, LATE = "nomination-review", "nomination-overdue"
ASK = "nomination"
SETTLES_FOR = timedelta(days=100)
"""A task of the same quarter is issued within so long."""
JUST_AFTER = timedelta(seconds=1)
BATCH = 500


def settle_made(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Settle the quarter's task of whoever nominated before it was issued: nothing is asked twice; how many tasks."""
    rows = session.execute(
        select(Nomination)
        .join(Task, (col(Task.person_id) == col(Nomination.by_id)) & (col(Task.period) == col(Nomination.quarter)))
        .join(Duty, col(Duty.key) == col(Task.duty_key))
        .where(
            col(Duty.ask) == ASK, col(Task.state) == OPEN, col(Task.accept_until) >= now,
            col(Nomination.checkin_id).is_(None), col(Nomination.first_at) > now - SETTLES_FOR,
            col(Nomination.state).not_in((DRAFT, DROPPED)),
        )
        .order_by(col(Nomination.id)).limit(BATCH)
    ).scalars().unique().all()  # fmt: skip
    settled = 0
    for about in rows:
        about.checkin_id = checkins.settle(session, ASK, about.by_id, now, zone, ASK)
        session.add(about)
        settled += about.checkin_id is not None
    return settled


def remind_reviewers(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell each reviewer once a week that something waits, and coordinators of what waits too long; how many messages.

    The first word comes with the first nomination of a week, later ones from Monday nine o'clock on. After eight weeks
    nobody is reminded any more.
    """
    waiting = _recent(session, now)
    week = _week(now, zone)
    if not waiting or now < _monday(now, zone):
        return 0
    counts: dict[int, int] = {}
    for one in waiting:
        for person_id in one.reviewers:
            counts[person_id] = counts.get(person_id, 0) + 1
    told = _told(session, REVIEW, week)
    until = _monday(now, zone) + timedelta(days=7)
    said = sum(
        post(
            session, person_id, "review-ask", {"count": counts[person_id]}, purpose=REVIEW, subject=week, now=now,
            expires_at=until,
        )
        for person_id in sorted(counts.keys() - told)
    )  # fmt: skip
    late = sum(not one.reviewers or one.submitted_at <= now - OVERDUE for one in waiting)
    if late and not _told(session, LATE, week):
        said += tell_coordinators(
            session, "review-overdue-note", {"count": late}, purpose=LATE, subject=week, now=now, expires_at=until
        )
    return said


def ask_consent(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Ask again whether it may be public, a week after it was asked, three times in all; and forget old drafts."""
    asked = 0
    for about in consenting.unanswered(session, now):
        by = session.get_one(Person, about.by_id).name
        asked += consenting.ask_nominee(session, about, by, now) or consenting.ask_nominator(session, about, now)
    return asked + forget_drafts(session, now)


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime | None]:
    """When those sweeps have something to do next."""
    asks = consenting.next_at(session)
    waiting = _recent(session, now)
    if not waiting:
        return [asks]
    monday = _monday(now, zone)
    who = {person_id for one in waiting for person_id in one.reviewers}
    unheard = now >= monday and who - _told(session, REVIEW, _week(now, zone))
    return [asks, now + JUST_AFTER if unheard else None, monday, monday + timedelta(days=7)]


def _recent(session: Session, now: datetime) -> list[Waiting]:
    return [one for one in reviewing.waiting(session) if one.submitted_at > now - REMIND_FOR]


def _told(session: Session, purpose: str, week: str) -> set[int]:
    """Whom a message of that purpose was posted to this week."""
    rows = session.execute(
        sql(col(Message.person_id)).where(col(Message.purpose) == purpose, col(Message.subject) == week)
    )
    return {person_id for (person_id,) in rows}


def _week(now: datetime, zone: ZoneInfo) -> str:
    year, week, _ = now.astimezone(zone).date().isocalendar()
    return f"week:{year}-W{week:02}"


def _monday(now: datetime, zone: ZoneInfo) -> datetime:
    """Nine o'clock of the local Monday of this week."""
    today: date = now.astimezone(zone).date()
    return at_local(today - timedelta(days=today.weekday()), HOUR, 0, zone)
