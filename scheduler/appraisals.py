"""The democratic appraisal as time goes by: opened, reminded of once, mixed, closed at its instant."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlmodel import Session, col, select

from models import ballot_paper, ballots
from models.anchors import publish_head, written
from models.appraisals import OPEN, PLANNED, Appraisal, turnout
from models.audit import record
from models.ballot_asking import OPENING, REMINDER, ask_all, subject_of
from models.ballot_roll import freeze
from models.ballots import COUNT_AFTER, WAIT_AT_MOST
from models.db import affect
from models.telling import tell_coordinators

NEWS_STANDS = timedelta(days=14)
JUST_AFTER = timedelta(seconds=1)


def run_appraisals(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Open what is due, remind half-way, mix the ballots, close what is over; how many messages and rows it made."""
    done = sum(_open(session, one, now, zone) for one in _in(session, PLANNED) if one.opens_at <= now < one.closes_at)
    for one in _in(session, OPEN):
        assert one.id is not None
        if _countable(session, one, now):
            done += _close(session, one, now)
            continue
        ballots.mix(session, one.id)  # not counted: it leaves nothing to send
        if now < one.closes_at:
            done += _remind(session, one, now, zone)
    return done


def next_moments(session: Session, now: datetime) -> list[datetime | None]:
    """When that sweep has something to do next."""
    moments: list[datetime | None] = [one.opens_at for one in _in(session, PLANNED)]
    for one in _in(session, OPEN):
        over = one.closes_at + COUNT_AFTER
        moments += [_half(one), over if over > now else now + JUST_AFTER]
    return moments


def _open(session: Session, appraisal: Appraisal, now: datetime, zone: ZoneInfo) -> int:
    """Freeze the roll and ask everybody on it, for exactly one caller."""
    this = (col(Appraisal.id) == appraisal.id) & (col(Appraisal.state) == PLANNED)
    if not affect(session, update(Appraisal).where(this).values(state=OPEN)):
        return 0
    lines = freeze(session, appraisal, now.astimezone(zone).date(), now)
    record(session, now, None, "appraisal.open", subject_of(appraisal), lines=lines)
    asked = ask_all(session, appraisal, OPENING, now, zone)
    assert appraisal.id is not None
    on_roll = turnout(session, appraisal.id)
    facts = {"year": appraisal.year, "voters": on_roll.voters, "asked": asked, "on_paper": on_roll.voters - asked}
    return asked + _tell(session, appraisal, "appraisal-opened-note", facts, now)


def _remind(session: Session, appraisal: Appraisal, now: datetime, zone: ZoneInfo) -> int:
    """Half-way, once: whoever has not voted on all is asked again."""
    if now < _half(appraisal):
        return 0
    this = (col(Appraisal.id) == appraisal.id) & ~col(Appraisal.reminded)
    if not affect(session, update(Appraisal).where(this).values(reminded=True)):
        return 0
    return ask_all(session, appraisal, REMINDER, now, zone)


def _countable(session: Session, appraisal: Appraisal, now: datetime) -> bool:
    """Whether it is over, and all that was received in time has been handled, or was waited for long enough."""
    if now < appraisal.closes_at + COUNT_AFTER:
        return False
    return now >= appraisal.closes_at + WAIT_AT_MOST or not ballots.unhandled(session, appraisal.closes_at)


def _close(session: Session, appraisal: Appraisal, now: datetime) -> int:
    """Count, and publish the ledger's head with it; the coordinators are told, for exactly one caller."""
    assert appraisal.id is not None
    if not ballots.count(session, appraisal.id, now):
        return 0
    uncounted = ballot_paper.forget(session, appraisal.id)
    head = publish_head(session, subject_of(appraisal), now)
    came = turnout(session, appraisal.id)
    facts = {"year": appraisal.year, "voted": came.voted, "voters": came.voters}
    record(session, now, None, "appraisal.close", subject_of(appraisal), **facts, uncounted_slips=uncounted)
    return _tell(session, appraisal, "appraisal-closed-note", facts | {"head": written(head.seq, head.hash)}, now)


def _tell(session: Session, appraisal: Appraisal, key: str, facts: Mapping[str, object], now: datetime) -> int:
    return tell_coordinators(
        session, key, facts, purpose=key, subject=subject_of(appraisal), now=now, expires_at=now + NEWS_STANDS
    )


def _half(appraisal: Appraisal) -> datetime:
    return appraisal.opens_at + (appraisal.closes_at - appraisal.opens_at) / 2


def _in(session: Session, state: str) -> list[Appraisal]:
    known = select(Appraisal).where(Appraisal.state == state).order_by(col(Appraisal.year))
    return list(session.exec(known.execution_options(populate_existing=True)))
