"""The quarterly review in time: opened, reminded of, overdue, closed; the heads told when it is closed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlalchemy import update
from sqlmodel import Session, col

from models import reviews
from models.anchors import publish_head, written
from models.db import affect, write_queued
from models.grid import Grid
from models.outbox import post
from models.people import Person
from models.prompts import ask
from models.reviews import CLOSED, OPEN, Review, ReviewRound, review_rules
from models.telling import tell_coordinators

ANSWER_STANDS = timedelta(days=14)
JUST_AFTER = timedelta(seconds=1)
BATCH = 200


def review_round(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Open what is to be opened, remind who has not finished, close what is over; how many rounds and messages."""
    changed = 0
    if (opened := reviews.open_round(session, now, zone)) is not None:
        changed += 1 + _ask(session, opened, "review-open", now, zone)
    for about in reviews.open_rounds(session):
        changed += _remind(session, about, now, zone)
    while (over := reviews.close_round(session, now)) is not None:
        changed += 1 + _close(session, over, now)
    return changed


def tell_heads(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell each head how they were reviewed, once the round is closed, BATCH at a tick; how many."""
    fresh = (
        sql(Review)
        .join(ReviewRound, col(ReviewRound.period) == col(Review.period))
        .where(col(ReviewRound.state) == CLOSED, col(Review.score).is_not(None), ~col(Review.told))
        .where(col(ReviewRound.closes_at) > now - ANSWER_STANDS)
        .order_by(col(Review.id))
        .limit(BATCH)
    )
    told = 0
    for about in session.execute(fresh).scalars().all():
        assert about.id is not None
        this = update(Review).where(col(Review.id) == about.id, ~col(Review.told)).values(told=True)
        if affect(session, this):
            _tell(session, about, now)
            told += 1
    return told


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime | None]:
    """When those sweeps have something to do next."""
    period = reviews.quarter_before(now, zone)
    opens_at, _, closes_at = reviews.moments(period, zone)
    coming = [opens_at] if session.get(ReviewRound, period) is None and now < closes_at else []
    for about in reviews.open_rounds(session):
        coming += [*_steps(about), about.closes_at + JUST_AFTER]
    return [moment for moment in coming if moment > now]


def _steps(about: ReviewRound) -> list[datetime]:
    """When reviewers are reminded, then when the coordinators hear of what is overdue."""
    days: list[int] = review_rules()["remind_days"]
    return [*(about.due_at - timedelta(days=ahead, hours=14) for ahead in days), about.due_at + timedelta(hours=9)]


def _remind(session: Session, about: ReviewRound, now: datetime, zone: ZoneInfo) -> int:
    """Take the step whose time has come; of several that a standstill left behind only the last."""
    steps = _steps(about)
    due = sum(step <= now for step in steps)
    if due <= about.reminded:
        return 0
    this = (col(ReviewRound.period) == about.period) & (col(ReviewRound.reminded) == about.reminded)
    if not affect(session, update(ReviewRound).where(this, col(ReviewRound.state) == OPEN).values(reminded=due)):
        return 0
    session.refresh(about)
    said = 1 + _ask(session, about, "review-overdue" if due == len(steps) else "review-reminder", now, zone, step=due)
    if due == len(steps):
        behind = [one for one in reviews.progress(session, about.period) if one.scored < one.heads]
        if behind:
            left, closes_on = sum(one.heads - one.scored for one in behind), about.closes_at.astimezone(zone).date()
            facts = {"period": about.period, "count": left, "grids": len(behind), "until_day": closes_on.isoformat()}
            said += tell_coordinators(
                session, "review-overdue-office", facts, purpose="review-overdue", subject=about.period, now=now,
                expires_at=about.closes_at,
            )  # fmt: skip
    return said


def _ask(session: Session, about: ReviewRound, key: str, now: datetime, zone: ZoneInfo, step: int = 0) -> int:
    """One message to everybody who has heads left to score, however many those are."""
    left: dict[int, int] = {}
    for one in reviews.waiting(session, about.period):
        for who in one.reviewers if one.score is None else ():
            left[who] = left.get(who, 0) + 1
    due = about.due_at if now <= about.due_at else about.closes_at
    facts = {"period": about.period, "until_day": due.astimezone(zone).date().isoformat()}
    return sum(
        post(
            session, who, key, facts | {"count": count}, purpose="review", subject=f"{about.period}:{step}", now=now,
            expires_at=about.closes_at,
        )
        for who, count in sorted(left.items())
    )  # fmt: skip


def _close(session: Session, about: ReviewRound, now: datetime) -> int:
    """Publish the ledger's head with the close; what has no score has none for good."""
    head = publish_head(session, f"review:{about.period}", now)
    found = reviews.progress(session, about.period)
    facts = {"period": about.period, "scored": sum(one.scored for one in found),
             "heads": sum(one.heads for one in found), "head": written(head.seq, head.hash)}  # fmt: skip
    return tell_coordinators(
        session, "review-closed-office", facts, purpose="review-closed", subject=about.period, now=now,
        expires_at=now + ANSWER_STANDS,
    )  # fmt: skip


def _tell(session: Session, about: Review, now: datetime) -> None:
    assert about.id is not None
    prompt_id = ask(session, about.person_id, "review_told", about.id, now, now + ANSWER_STANDS)
    write_queued(session)  # the message names the question
    head = session.get_one(Person, about.person_id)
    facts = {"period": about.period, "grid": session.get_one(Grid, about.grid_id).name, "score": about.score,
             "text": about.comment or ""}  # fmt: skip
    post(
        session, about.person_id, "review-told" if about.comment else "review-told-plain", facts, purpose="review-told",
        subject=f"review:{about.id}", now=now, expires_at=now + ANSWER_STANDS, prompt_id=prompt_id,
        language=head.language,
    )  # fmt: skip
