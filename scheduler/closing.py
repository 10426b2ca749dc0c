"""Closes: tasks nobody reported in time, the year, and the window of its posted award list."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models import duties, reviews
from models.anchors import publish_head, written
from models.award_naming import tell_candidates
from models.award_posting import posting_rules
from models.awards import POSTED, AwardList, award_list, award_rules, make_award_list
from models.calendar import period_bounds
from models.checkins import UNDO_MINUTES
from models.duties import OPEN, Task
from models.objections import holding_up
from models.outbox import Message
from models.telling import tell_coordinators

NEWS_STANDS = timedelta(days=14)
OVER, AGAIN = "awards-over", timedelta(weeks=1)
SETTLED_AFTER = timedelta(minutes=UNDO_MINUTES)
"""The last report of a year may still be taken back for so long."""


def close_missed(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Close what nobody reported in time (`models.duties.close_missed`)."""
    return duties.close_missed(session, now)


def close_year(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Once the last report on the past year is in for good, make its award list and tell the coordinators: 1, else 0.

    The ledger's head is published with it: whoever keeps the message can prove later that nothing was cut off. Those on
    the list are asked whether they want to be named.

    A year without tasks, or one whose list exists, is left alone.
    """
    year = now.astimezone(zone).year - 1
    settled_at = year_settled_at(session, year, zone)
    if settled_at is None or settled_at >= now or award_list(session, year) is not None:
        return 0
    if reviews.any_open(session, year):
        return 0
    if session.execute(sql(col(Task.id)).where(_of_year(year), col(Task.state) == OPEN).limit(1)).first() is not None:
        return 0
    made = make_award_list(session, year, now, zone)
    tell_candidates(session, made, now)
    head = publish_head(session, f"awards:{year}", now)
    facts = {"year": made.year, "head": written(head.seq, head.hash)}
    tell_coordinators(
        session, "awards-provisional", facts, purpose="awards", subject=f"year:{year}", now=now,
        expires_at=now + NEWS_STANDS,
    )  # fmt: skip
    return 1


def tell_window_over(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell the coordinators that the window of a posted list is over, and how many objections wait; how many lists.

    Once when it is over, and once a week until somebody closes the list.
    """
    over = (col(AwardList.state) == POSTED) & (col(AwardList.posted_until) <= now)
    told = 0
    for stored in session.exec(select(AwardList).where(over).order_by(col(AwardList.year))).all():
        assert stored.posted_until is not None
        weeks = (now - stored.posted_until) // AGAIN
        subject = f"year:{stored.year}:{stored.round}" + (f":{weeks}" if weeks else "")
        said = sql(col(Message.id)).where(col(Message.purpose) == OVER, col(Message.subject) == subject).limit(1)
        if session.execute(said).first() is not None:
            continue
        waiting = holding_up(session, stored.year, posting_rules(session, stored)["answer_days"], now)
        facts = {"year": stored.year, "count": waiting}
        told += bool(tell_coordinators(
            session, "awards-window-over", facts, purpose=OVER, subject=subject, now=now, expires_at=now + NEWS_STANDS,
        ))  # fmt: skip
    return told


def window_over_at(session: Session, now: datetime) -> datetime | None:
    """When the coordinators hear next that the window of a posted list is over; None where none is posted."""
    posted = sql(col(AwardList.posted_until)).where(col(AwardList.state) == POSTED)
    ends = [until for until in session.execute(posted).scalars() if until is not None]
    return min((until if until > now else until + ((now - until) // AGAIN + 1) * AGAIN for until in ends), default=None)


def year_settled_at(session: Session, year: int, zone: ZoneInfo) -> datetime | None:
    """After which instant nothing about that year's tasks and reviews can change; None for a year without tasks.

    Where heads were reviewed in that year, its last review is waited for.
    """
    last = session.execute(sql(func.max(col(Task.accept_until))).where(_of_year(year))).scalar_one()
    if last is None:
        return None
    settled: datetime = max(last + SETTLED_AFTER, period_bounds(str(year), zone)[1])
    return max(settled, reviews.moments(f"{year}-Q4", zone)[2]) if reviews.any_held(session, year) else settled


def _of_year(year: int) -> ColumnElement[bool]:
    duty: str = award_rules()["duty"]
    return (col(Task.duty_key) == duty) & col(Task.period).startswith(f"{year}-")
