"""How an event ends: hours and points once, absent people are asked why and may answer, hours are put right."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, func, update
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models import checkins
from models.db import affect, insert_new, write_queued
from models.events import CLOSED, TRAINING, VOLUNTEERING, Event, EventNotYet, close_now, event_facts, ways
from models.grid import Grid, within
from models.ledger import Entry, book, reverse
from models.outbox import post
from models.posts import Post
from models.prompts import ask
from models.rolls import (
    ABSENT,
    CAME,
    ENTERED,
    EXCUSED,
    Attendance,
    attendance,
    came_count,
    come,
    half_hours_of,
    most_half_hours,
    seen,
)
from models.signups import GOING, listed

HOURS, HELD, ATTENDED = "event.hours", "event.held", "training.attended"
REASON_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Closing:
    """What a close did: who came, who did not, the half hours and points of each who came, the organiser's points."""

    came: list[int]
    absent: list[int]
    half_hours: int
    points: int
    held_points: int


def close(
    session: Session, event: Event, actor_id: int | None, now: datetime, zone: ZoneInfo, channel: str = ""
) -> Closing | None:
    """Close an event, once: hours are settled, points booked, those who came thanked, those who did not asked why.

    A volunteer event that somebody came to settles its organiser's open duty to hold one, as reported by `channel`.

    None when it was closed or called off before. Raises EventNotYet before it begins.
    """
    if now < event.starts_at:
        raise EventNotYet(title=event.title)
    if not close_now(session, event, now):
        return None
    came = [one.person_id for one in seen(session, event.number, CAME)]
    settled = [_settle(session, event, one, actor_id, now, zone) for one in came]
    wanted = [one.person_id for one in listed(session, event.number, GOING) if one.person_id != event.organiser_id]
    absent = [one for one in wanted if _absent(session, event, one, now, zone)]
    held = _book_held(session, event, actor_id, now, zone, channel)
    return Closing(came, absent, sum(hours for hours, _ in settled), sum(points for _, points in settled), held)


def set_hours(
    session: Session, event: Event, person_id: int, half_hours: int, actor_id: int, now: datetime, zone: ZoneInfo
) -> tuple[int, int]:
    """The organiser says how long somebody was there: (half hours it now says, change of points).

    At most the event's own. After the close what was booked is reversed and booked anew. Raises EventNotYet.
    """
    if now < event.starts_at:
        raise EventNotYet(title=event.title)
    come(session, event, person_id, ENTERED, now)
    kept = min(half_hours, most_half_hours(event, event.closed_at or event.ends_at))
    here = _row(event, person_id)
    affect(session, update(Attendance).where(here).values(half_hours=kept))
    if event.state != CLOSED:
        return kept, 0
    affect(session, update(Attendance).where(here).values(corrected=col(Attendance.corrected) + 1))
    known = attendance(session, event.number, person_id)
    assert known is not None
    before = sum(
        reverse(session, entry, now=now, actor_id=actor_id, reason="hours")
        for entry in _standing(session, event, person_id)
    )
    return kept, before + _book(session, event, known, actor_id, now, zone)


def answer_absence(session: Session, event_id: int, person_id: int, reason: str, now: datetime) -> bool:
    """What an absent person says: they are excused, and the organiser sees it; False when nobody was waiting for it."""
    here = (col(Attendance.event_id) == event_id) & (col(Attendance.person_id) == person_id)
    asked = here & col(Attendance.state).in_((ABSENT, EXCUSED))
    said = {"state": EXCUSED, "reason": reason[:REASON_LENGTH], "answered_at": now}
    return bool(affect(session, update(Attendance).where(asked).values(said)))


def _settle(
    session: Session, event: Event, person_id: int, actor_id: int | None, now: datetime, zone: ZoneInfo
) -> tuple[int, int]:
    """The half hours and points of one who came; they are thanked, whoever they are."""
    known = attendance(session, event.number, person_id)
    assert known is not None
    if known.half_hours is None:
        known.half_hours = half_hours_of(event, known.way, known.in_at, known.out_at, now)
        affect(session, update(Attendance).where(_row(event, person_id)).values(half_hours=known.half_hours))
    points = _book(session, event, known, actor_id, now, zone)
    if person_id != event.organiser_id:
        facts = event_facts(event, zone) | {"hours": hours_text(known.half_hours), "points": points}
        post(
            session, person_id, "event-thanks" if points else "event-thanks-plain", facts, purpose="event-thanks",
            subject=f"event:{event.id}", now=now, expires_at=now + ways().answer,
        )  # fmt: skip
    return known.half_hours, points


def _book(
    session: Session, event: Event, known: Attendance, actor_id: int | None, now: datetime, zone: ZoneInfo
) -> int:
    """Points for having come: by half hours at volunteer events, by attendance at trainings, none else.

    The organiser's own are those for holding it.
    """
    if known.person_id == event.organiser_id:
        return 0
    raw = {VOLUNTEERING: known.half_hours or 0, TRAINING: 1 if known.half_hours != 0 else 0}.get(event.kind, 0)
    if not raw:
        return 0
    return book(
        session, HOURS if event.kind == VOLUNTEERING else ATTENDED, raw, person_id=known.person_id,
        grid_id=home_of(session, event, known.person_id), source=_source(event, known.corrected), now=now, zone=zone,
        actor_id=actor_id,
    )  # fmt: skip


def _book_held(
    session: Session, event: Event, actor_id: int | None, now: datetime, zone: ZoneInfo, channel: str
) -> int:
    """The organiser's points, once: those of their open duty to hold an event, which is settled so, else the rule's."""
    if event.kind != VOLUNTEERING or not came_count(session, event.number, but=event.organiser_id):
        return 0
    if checkin := checkins.settle(session, "event", event.organiser_id, now, zone, channel):
        write_queued(session)
        booked = sql(func.coalesce(func.sum(col(Entry.points)), 0)).where(col(Entry.source) == f"checkin:{checkin}")
        return int(session.execute(booked).scalar_one())
    return book(
        session, HELD, 1, person_id=event.organiser_id, grid_id=home_of(session, event, event.organiser_id),
        source=_source(event, 0), now=now, zone=zone, actor_id=actor_id,
    )  # fmt: skip


def _absent(session: Session, event: Event, person_id: int, now: datetime, zone: ZoneInfo) -> bool:
    """Mark somebody absent who had a place, and ask them why; False for whoever came."""
    row = {"event_id": event.id, "person_id": person_id, "state": ABSENT, "way": "", "corrected": 0}
    affect(session, insert_new(session, Attendance).values(row))
    known = attendance(session, event.number, person_id)
    if known is None or known.state != ABSENT:
        return False
    until = now + ways().answer
    prompt_id = ask(session, person_id, "event_absent", event.number, now, until)
    write_queued(session)
    post(
        session, person_id, "event-absent-ask", event_facts(event, zone), purpose="event-absent",
        subject=f"event:{event.id}", now=now, expires_at=until, prompt_id=prompt_id,
    )  # fmt: skip
    return True


def home_of(session: Session, event: Event, person_id: int) -> int:
    """The grid somebody's points count for: of their running posts the first within the event's, else the first."""
    rows = session.execute(
        sql(col(Grid.id), within([event.path]))
        .join(Post, col(Post.grid_id) == col(Grid.id))
        .where(col(Post.person_id) == person_id, col(Post.to_on).is_(None))
        .order_by(col(Post.id))
    ).all()
    inside = [grid_id for grid_id, here in rows if here]
    found: int = next(iter([*inside, *(grid_id for grid_id, _ in rows)]), event.grid_id)
    return found


def hours_text(half_hours: int | None) -> str:
    """Half hours as people write hours: 3 is "1.5", 4 is "2"."""
    whole, half = divmod(half_hours or 0, 2)
    return f"{whole}.5" if half else str(whole)


def _standing(session: Session, event: Event, person_id: int) -> list[Entry]:
    """The entries of a person's attendance that no reversal has taken back."""
    before = aliased(Entry)
    first = _source(event, 0)
    sources = (col(Entry.source) == first) | col(Entry.source).startswith(first + ":")
    mine = (col(Entry.person_id) == person_id) & col(Entry.rule).in_((HOURS, ATTENDED)) & sources
    write_queued(session)
    rows = sql(Entry).where(mine, ~exists().where(col(before.reverses) == col(Entry.seq))).order_by(col(Entry.seq))
    return list(session.execute(rows).scalars())


def _source(event: Event, corrected: int) -> str:
    return f"event:{event.id}:{corrected}" if corrected else f"event:{event.id}"


def _row(event: Event, person_id: int) -> ColumnElement[bool]:
    return (col(Attendance.event_id) == event.id) & (col(Attendance.person_id) == person_id)
