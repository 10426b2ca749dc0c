"""Who has a place at an event, and who waits for one.

Whatever changes places holds the event's row first, so a freed place and a new name on the list never miss each other;
that a place is taken is one conditional statement. A freed place goes at once to whoever has waited longest, who may
give it back.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, func, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col, select

from models.db import UtcTime, affect, insert_new, write_queued
from models.events import ANNOUNCED, DRAFT, Event, EventNotFound, EventOver, event_facts
from models.outbox import post
from models.people import Person
from models.prompts import ask

GOING, WAITING, WITHDRAWN, UNPLACED = STATES = ("going", "waiting", "withdrawn", "unplaced")
MOST_PLACES = 2000


class SignUp(SQLModel, table=True):
    """One person's wish to come. `since` is when it got its state; who waits is placed by it, then by `id`.

    Unplaced: they waited until the event began.
    """

    __tablename__ = "event_signup"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id", name="event_signup_once"),
        CheckConstraint(f"state IN {STATES!r}", name="event_signup_state"),
        Index("event_signup_order", "event_id", "state", "since"),
    )
    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    state: str = Field(max_length=12)
    since: datetime = Field(sa_type=UtcTime)


@dataclass(frozen=True, slots=True)
class SignedUp:
    """What became of a sign-up: its state, how many wait before them, whether it is new."""

    state: str
    before: int
    new: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody on an event's list, in the order of the list."""

    person_id: int
    name: str
    state: str


def sign_up(session: Session, event_id: int, person_id: int, now: datetime) -> SignedUp:
    """Take a place, or a place on the waiting list; whoever has one keeps it. Raises EventNotFound, EventOver."""
    event = held(session, event_id, now)
    mine = (col(SignUp.event_id) == event_id) & (col(SignUp.person_id) == person_id)
    fresh = {"event_id": event_id, "person_id": person_id, "state": WITHDRAWN, "since": now}
    affect(session, insert_new(session, SignUp).values(fresh))
    state = session.execute(sql(col(SignUp.state)).where(mine)).scalar_one()
    if state in (GOING, WAITING):
        return SignedUp(state, _before(session, event_id, person_id) if state == WAITING else 0, False)
    state = GOING if _take(session, event) else WAITING
    affect(session, update(SignUp).where(mine).values(state=state, since=now))
    return SignedUp(state, _before(session, event_id, person_id) if state == WAITING else 0, True)


def withdraw(session: Session, event_id: int, person_id: int, now: datetime, zone: ZoneInfo) -> tuple[str, list[int]]:
    """Give a place, or a place on the list, back: (what they had, "" for nothing; whom the place went to).

    Whoever gets it is told. Raises EventNotFound, EventOver.
    """
    event = held(session, event_id, now)
    mine = (col(SignUp.event_id) == event_id) & (col(SignUp.person_id) == person_id)
    state = session.execute(sql(col(SignUp.state)).where(mine)).scalar_one_or_none()
    if state not in (GOING, WAITING):
        return "", []
    affect(session, update(SignUp).where(mine, col(SignUp.state) == state).values(state=WITHDRAWN, since=now))
    if state == WAITING:
        return state, []
    affect(session, update(Event).where(col(Event.id) == event_id).values(taken=col(Event.taken) - 1))
    return state, fill(session, event, now, zone)


def set_capacity(
    session: Session, event_id: int, capacity: int | None, now: datetime, zone: ZoneInfo
) -> tuple[int, list[int]]:
    """Change the places: (how many it has now, whom new places went to). Never fewer than are taken."""
    event = held(session, event_id, now)
    places = None if capacity is None else max(capacity, event.taken, 1)
    affect(session, update(Event).where(col(Event.id) == event_id).values(capacity=places))
    session.refresh(event)
    return places or 0, fill(session, event, now, zone)


def fill(session: Session, event: Event, now: datetime, zone: ZoneInfo) -> list[int]:
    """Give free places to those who have waited longest, and tell them; their ids, in that order."""
    placed = []
    for waiting in _queue(session, event.number):
        if not _take(session, event):
            break
        still = (col(SignUp.id) == waiting.id) & (col(SignUp.state) == WAITING)
        affect(session, update(SignUp).where(still).values(state=GOING, since=now))
        _tell(session, event, waiting.person_id, now, zone)
        placed.append(waiting.person_id)
    return placed


def let_waiting_go(session: Session, event: Event, now: datetime, zone: ZoneInfo) -> int:
    """The event has begun: whoever still waits is told that no place came free; how many."""
    left = list(_queue(session, event.number))
    for one in left:
        still = (col(SignUp.id) == one.id) & (col(SignUp.state) == WAITING)
        if affect(session, update(SignUp).where(still).values(state=UNPLACED, since=now)):
            post(
                session, one.person_id, "event-no-place", event_facts(event, zone), purpose="event-no-place",
                subject=f"event:{event.id}", now=now, expires_at=event.ends_at,
            )  # fmt: skip
    return len(left)


def state_of(session: Session, event_ids: list[int], person_id: int) -> dict[int, str]:
    """{event: the person's state there}, of those they ever signed up to."""
    rows = session.execute(
        sql(col(SignUp.event_id), col(SignUp.state)).where(
            col(SignUp.person_id) == person_id, col(SignUp.event_id).in_(event_ids)
        )
    )
    return {event_id: state for event_id, state in rows}


def listed(session: Session, event_id: int, *states: str) -> list[Named]:
    """Who is on the list in these states, whoever was first first: by that they are numbered, from 1."""
    rows = session.execute(
        sql(col(Person.id), col(Person.name), col(SignUp.state))
        .join(SignUp, col(SignUp.person_id) == col(Person.id))
        .where(col(SignUp.event_id) == event_id, col(SignUp.state).in_(states))
        .order_by(col(SignUp.id))
        .limit(MOST_PLACES)
    )
    return [Named(*row) for row in rows]


def waiting_count(session: Session, event_id: int) -> int:
    """How many wait for a place."""
    here = (col(SignUp.event_id) == event_id) & (col(SignUp.state) == WAITING)
    return int(session.execute(sql(func.count()).select_from(SignUp).where(here)).scalar_one())


def held(session: Session, event_id: int, now: datetime) -> Event:
    """The event, its row held until the transaction ends. Raises EventNotFound, EventOver."""
    write_queued(session)
    session.flush()
    event = session.get(Event, event_id, populate_existing=True, with_for_update=True)
    if event is None or event.state == DRAFT:
        raise EventNotFound(number=event_id)
    if event.state != ANNOUNCED or event.ends_at <= now:
        raise EventOver(title=event.title)
    return event


def _take(session: Session, event: Event) -> bool:
    """One place, if one is free: the statement that nobody gets round."""
    free = col(Event.capacity).is_(None) | (col(Event.taken) < col(Event.capacity))
    this = (col(Event.id) == event.id) & (col(Event.state) == ANNOUNCED) & free
    taken = affect(session, update(Event).where(this).values(taken=col(Event.taken) + 1))
    session.refresh(event)
    return bool(taken)


def _queue(session: Session, event_id: int) -> list[SignUp]:
    waiting = select(SignUp).where(SignUp.event_id == event_id, SignUp.state == WAITING)
    order = waiting.order_by(col(SignUp.since), col(SignUp.id)).limit(MOST_PLACES)
    return list(session.exec(order.execution_options(populate_existing=True)))


def _before(session: Session, event_id: int, person_id: int) -> int:
    people = [one.person_id for one in _queue(session, event_id)]
    return people.index(person_id) if person_id in people else len(people)


def _tell(session: Session, event: Event, person_id: int, now: datetime, zone: ZoneInfo) -> None:
    prompt_id = ask(session, person_id, "event_place", event.number, now, event.ends_at)
    write_queued(session)
    post(
        session, person_id, "event-place-free", event_facts(event, zone), purpose="event-place",
        subject=f"event:{event.id}:{int(now.timestamp())}", now=now, expires_at=event.ends_at, prompt_id=prompt_id,
    )  # fmt: skip
