"""Time passes for events: reminders, the waiting list ends, the organiser is asked, an event closes by itself."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models import contests, event_closing, rolls, signups
from models.db import UtcTime, write_queued
from models.events import ANNOUNCED, CONTEST, Event, event_facts, ways
from models.outbox import Message, post
from models.prompts import ask
from models.rolls import CAME
from models.signups import GOING, WAITING, SignUp

JUST_AFTER = timedelta(seconds=1)
EVENT_CHANNEL = "event"
"""What settled a duty when nobody spoke."""
MOST_EVENTS = 200
"""Of one sweep; the next goes on."""


def remind_of_events(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Remind those who have a place: a day before, and two hours before with the question for the code.

    Whoever signs up later than a reminder is due does not get it; each gets each once. How many messages.
    """
    lead = ways().remind
    coming = _announced(session, col(Event.starts_at) > now, col(Event.starts_at) <= now + lead[0])
    sent = 0
    for event in coming:
        due = [before for before in lead if event.starts_at - before <= now]
        if event.kind != CONTEST and due:
            sent += _remind(session, event, due[-1], due[-1] == lead[-1], now, zone)
    return sent


def _remind(session: Session, event: Event, before: timedelta, last: bool, now: datetime, zone: ZoneInfo) -> int:
    key, question, until = "event-coming", "event_reminder", event.starts_at
    if last:
        key, question = "event-coming-soon-place" if event.spot else "event-coming-soon", "event_here"
        until = event.ends_at + ways().closes
    purpose = f"event-reminder:{int(before.total_seconds() // 3600)}"
    there = (
        sql(col(SignUp.person_id))
        .where(col(SignUp.event_id) == event.id, col(SignUp.state) == GOING)
        .where(col(SignUp.since) < event.starts_at - before)
        .where(col(SignUp.person_id).not_in(_had(purpose, event)))
        .order_by(col(SignUp.id))
    )
    sent = 0
    for person_id in session.execute(there).scalars().all():
        prompt_id = ask(session, person_id, question, event.number, now, until)
        write_queued(session)
        sent += post(
            session, person_id, key, event_facts(event, zone), purpose=purpose, subject=f"event:{event.id}", now=now,
            expires_at=event.starts_at if not last else event.ends_at, prompt_id=prompt_id,
        )  # fmt: skip
    return sent


def end_waiting(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell whoever still waits for a place when the event begins that none came free; how many."""
    waits = sql(col(SignUp.id)).where(col(SignUp.event_id) == col(Event.id), col(SignUp.state) == WAITING).exists()
    begun = _announced(session, col(Event.starts_at) <= now, waits)
    return sum(signups.let_waiting_go(session, event, now, zone) for event in begun)


def ask_organisers(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Ask the organiser, once, to close what is over; judges of a contest are asked to score. How many are asked."""
    over = _announced(session, col(Event.ends_at) <= now - ways().ask_after, col(Event.asked_at).is_(None))
    asked = 0
    for event in over:
        event.asked_at = now
        session.add(event)
        if event.kind == CONTEST:
            judges = contests.judges(session, event.number)
            asked += sum(contests.ask_judge(session, event, one, now, zone) for one in judges)
            continue
        asked += _ask_to_close(session, event, now, zone)
    return asked


def _ask_to_close(session: Session, event: Event, now: datetime, zone: ZoneInfo) -> int:
    until = max(event.ends_at + ways().close_after, now + ways().ask_after)
    prompt_id = ask(session, event.organiser_id, "event_close", event.number, now, until)
    write_queued(session)
    came, missing = _counts(session, event)
    facts = event_facts(event, zone) | {"came": came, "missing": missing}
    return post(
        session, event.organiser_id, "event-close-due", facts, purpose="event-close-due", subject=f"event:{event.id}",
        now=now, expires_at=until, prompt_id=prompt_id,
    )  # fmt: skip


def close_events(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Close what its organiser has left open for a day, as they would have; they are told. How many events.

    Contests wait for their judges and are closed by publishing the result.
    """
    left = _announced(session, col(Event.ends_at) <= now - ways().close_after, col(Event.kind) != CONTEST)
    closed = 0
    for event in left:
        came, missing = _counts(session, event)
        if event_closing.close(session, event, None, now, zone, EVENT_CHANNEL) is None:
            continue
        closed += 1
        post(
            session, event.organiser_id, "event-closed-itself",
            event_facts(event, zone) | {"came": came, "missing": missing}, purpose="event-closed-itself",
            subject=f"event:{event.id}", now=now, expires_at=now + ways().answer,
        )  # fmt: skip
    return closed


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime | None]:
    """When those sweeps have something to do next: before a start, just after it, and after an end."""
    figures = ways()
    leads = [*figures.remind, -JUST_AFTER]
    starts = [_first(session, Event.starts_at, now + before, before) for before in leads]
    ends = [_first(session, Event.ends_at, now - after, -after) for after in (figures.ask_after, figures.close_after)]
    return [*starts, *ends]


def _first(session: Session, column: datetime, later_than: datetime, before: timedelta) -> datetime | None:
    """So long before the first of these moments that is later than that; None when there is none."""
    moment = sql(func.min(col(column), type_=UtcTime())).where(
        col(Event.state) == ANNOUNCED, col(column) > later_than
    )  # fmt: skip
    first = session.execute(moment).scalar_one()
    return first - before if first is not None else None


def _announced(session: Session, *where: ColumnElement[bool]) -> list[Event]:
    here = select(Event).where(Event.state == ANNOUNCED, *where)
    return list(session.exec(here.order_by(col(Event.starts_at), col(Event.id)).limit(MOST_EVENTS)))


def _counts(session: Session, event: Event) -> tuple[int, int]:
    """(who came, who had a place and did not), the organiser apart from the latter."""
    came = {one.person_id for one in rolls.seen(session, event.number, CAME)}
    going = {one.person_id for one in signups.listed(session, event.number, GOING)}
    return len(came), len(going - came - {event.organiser_id})


def _had(purpose: str, event: Event) -> Select[int | None]:
    """Whom that has been said to."""
    said = (col(Message.purpose) == purpose) & (col(Message.subject) == f"event:{event.id}")
    return sql(col(Message.person_id)).where(said, col(Message.person_id).is_not(None))
