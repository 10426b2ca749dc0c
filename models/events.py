"""Events: volunteer events, trainings, meetings, partner days and contests are one subject with a kind.

Who has a place is in signups.py, who came in rolls.py, how one ends in event_closing.py.
"""

import re
import secrets
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, Index, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.crypt import Encrypted
from models.db import UtcTime, affect
from models.errors import StairwellError
from models.posts import RESIDENT, VOLUNTEER

VOLUNTEERING, TRAINING, MEETING, PARTNER_DAY, CONTEST = KINDS = (
    "volunteer", "training", "meeting", "partner", "contest",
)  # fmt: skip
PUBLIC_KINDS = (VOLUNTEERING, PARTNER_DAY, CONTEST)
"""What neighbours come to; trainings and meetings are of those who hold posts."""
COURSES = ("facilities", "emergency", "policy", "service", "mediation", "volunteers", "hygiene", "civility")
"""The eight roles of a head 八大员, each a course."""
DRAFT, ANNOUNCED, CLOSED, CANCELLED = STATES = ("draft", "announced", "closed", "cancelled")
TITLE_LENGTH, PLACE_LENGTH = 30, 30
"""So that an invitation still fits two SMS segments."""
DRAFT_STANDS = timedelta(hours=24)
MOST_LISTED = 200


class EventNotFound(StairwellError):
    """No event with that number that the asker may see."""

    key = "error-event-not-found"


class EventOver(StairwellError):
    """The event has ended, was closed or was called off."""

    key = "error-event-over"


class EventNotYet(StairwellError):
    """The event has not begun, so it cannot be closed or have hours."""

    key = "error-event-not-yet"


class Event(SQLModel, table=True):
    """Something people come to. It is for whoever holds one of `roles` (none named: any) in the subtree `path`.

    `spot` is its place as "latitude,longitude" ("" when nobody said), `capacity` the places (None: no limit), `taken`
    how many of them are taken; `partner` who it is held with, `course` which of COURSES a training is. `secret` signs
    its codes and addresses. A contest takes works from `starts_at` to `ends_at`. `asked_at` is when the organiser was
    asked to close it.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS!r}", name="event_kind"),
        CheckConstraint(f"state IN {STATES!r}", name="event_state"),
        CheckConstraint("ends_at > starts_at", name="event_times"),
        CheckConstraint("taken >= 0 AND (capacity IS NULL OR taken <= capacity)", name="event_places"),
        Index("event_when", "state", "starts_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=12)
    title: str = Field(max_length=TITLE_LENGTH)
    place: str = Field(default="", max_length=PLACE_LENGTH)
    spot: str = Field(default="", max_length=24)
    starts_at: datetime = Field(sa_type=UtcTime)
    ends_at: datetime = Field(sa_type=UtcTime)
    capacity: int | None = None
    taken: int = 0
    grid_id: int = Field(foreign_key="grid.id", index=True)
    path: str
    roles: list[str] = Field(default_factory=list, sa_type=JSON)
    organiser_id: int = Field(foreign_key="person.id", index=True)
    partner: str = Field(default="", max_length=40)
    course: str = Field(default="", max_length=12)
    state: str = Field(default=DRAFT, max_length=12)
    secret: str = Field(default_factory=lambda: secrets.token_hex(16), sa_type=Encrypted)
    created_at: datetime = Field(sa_type=UtcTime)
    asked_at: datetime | None = Field(default=None, sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)

    @property
    def number(self) -> int:
        """What people call it by; only of one that was kept."""
        assert self.id is not None
        return self.id


@dataclass(frozen=True, slots=True)
class Ways:
    """The figures of models/data/events.toml."""

    remind: tuple[timedelta, ...]
    opens: timedelta
    closes: timedelta
    code_step: timedelta
    qr_life: timedelta
    metres: int
    wrong_codes: int
    wrong_within: timedelta
    ask_after: timedelta
    close_after: timedelta
    photos: int
    answer: timedelta


@cache
def ways() -> Ways:
    """How events are run, as shipped (models/data/events.toml); reminders the earliest first."""
    data = tomllib.loads((files("models") / "data" / "events.toml").read_text("utf-8"))
    check, close = data["check_in"], data["close"]
    return Ways(
        remind=tuple(sorted((timedelta(hours=hours) for hours in data["remind"]["hours_before"]), reverse=True)),
        opens=timedelta(minutes=check["opens_minutes_before"]), closes=timedelta(minutes=check["closes_minutes_after"]),
        code_step=timedelta(minutes=check["code_minutes"]), qr_life=timedelta(minutes=check["qr_minutes"]),
        metres=check["metres"], wrong_codes=check["wrong_codes"],
        wrong_within=timedelta(minutes=check["wrong_minutes"]), ask_after=timedelta(hours=close["ask_after_hours"]),
        close_after=timedelta(hours=close["by_itself_after_hours"]), photos=close["photos"],
        answer=timedelta(days=close["answer_days"]),
    )  # fmt: skip


def keep_draft(session: Session, event: Event) -> int:
    """Keep an event that nobody but its organiser sees until it is announced; its number."""
    session.add(event)
    session.flush()
    return event.number


def open_up(session: Session, event_id: int, organiser_id: int, now: datetime) -> Event:
    """Let people sign up from now on; of several presses one counts. Raises EventNotFound, and EventOver for the past.

    A draft stands for DRAFT_STANDS.
    """
    mine = (col(Event.id) == event_id) & (col(Event.organiser_id) == organiser_id) & (col(Event.state) == DRAFT)
    fresh = col(Event.created_at) >= now - DRAFT_STANDS
    event = session.get(Event, event_id)
    if event is not None and event.ends_at <= now:
        raise EventOver(title=event.title)
    if event is None or not affect(session, update(Event).where(mine, fresh).values(state=ANNOUNCED)):
        raise EventNotFound(number=event_id)
    session.refresh(event)
    return event


def call_off(session: Session, event: Event) -> bool:
    """Call an event off that was announced; True for exactly one caller."""
    this = (col(Event.id) == event.id) & (col(Event.state) == ANNOUNCED)
    done = affect(session, update(Event).where(this).values(state=CANCELLED))
    session.refresh(event)
    return bool(done)


def close_now(session: Session, event: Event, now: datetime) -> bool:
    """Close an event that was announced; True for exactly one caller."""
    this = (col(Event.id) == event.id) & (col(Event.state) == ANNOUNCED)
    done = affect(session, update(Event).where(this).values(state=CLOSED, closed_at=now))
    session.refresh(event)
    return bool(done)


def event_by_number(session: Session, number: int) -> Event:
    """The event with that number, drafts apart; EventNotFound."""
    found = session.get(Event, number, populate_existing=True) if 0 < number < 2**31 else None
    if found is None or found.state == DRAFT:
        raise EventNotFound(number=number)
    return found


def meant_for(event: Event, held: Iterable[tuple[str, str]]) -> bool:
    """Whether it is for somebody who holds these posts, (role, path of the grid) each."""
    return any(path.startswith(event.path) and (not event.roles or role in event.roles) for role, path in held)


def coming(session: Session, now: datetime) -> list[Event]:
    """What was announced and has not ended, the next first, MOST_LISTED at most."""
    return list(
        session.exec(
            select(Event)
            .where(Event.state == ANNOUNCED, Event.ends_at > now)
            .order_by(col(Event.starts_at), col(Event.id))
            .limit(MOST_LISTED)
        )
    )


def public_events(session: Session, now: datetime, most: int) -> list[Event]:
    """What was announced, has not ended and is nobody's office: for residents or volunteers, the next first."""
    open_ = select(Event).where(Event.state == ANNOUNCED, Event.ends_at > now, col(Event.kind).in_(PUBLIC_KINDS))
    found = session.exec(open_.order_by(col(Event.starts_at), col(Event.id)).limit(MOST_LISTED))
    return [event for event in found if not event.roles or {RESIDENT, VOLUNTEER}.intersection(event.roles)][:most]


def open_events(session: Session, now: datetime) -> list[Event]:
    """What was announced and can be checked in to now, the earliest first."""
    figures = ways()
    return list(
        session.exec(
            select(Event)
            .where(
                Event.state == ANNOUNCED, Event.starts_at <= now + figures.opens,
                Event.ends_at >= now - figures.closes,
            )
            .order_by(col(Event.starts_at), col(Event.id))
            .limit(MOST_LISTED)
        )
    )  # fmt: skip


def led_by(session: Session, person_id: int) -> list[Event]:
    """What somebody organises and has not closed, the earliest first."""
    mine = select(Event).where(Event.organiser_id == person_id, Event.state == ANNOUNCED)
    return list(session.exec(mine.order_by(col(Event.starts_at), col(Event.id)).limit(MOST_LISTED)))


def event_facts(event: Event, zone: ZoneInfo) -> dict[str, object]:
    """What a sentence about it needs: number, title, local day (ISO), time of day, place."""
    start, end = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    last = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%m-%d %H:%M}"
    return {
        "number": event.number, "title": event.title, "day": start.date().isoformat(),
        "time": f"{start:%H:%M}–{last}", "place": event.place,
    }  # fmt: skip


def read_spot(text: str) -> str:
    """A place as "latitude,longitude" with five decimals; "" for what is none."""
    match = re.fullmatch(r"\s*(-?\d{1,2}(?:\.\d{1,8})?)\s*[,，]\s*(-?\d{1,3}(?:\.\d{1,8})?)\s*", text)
    if match is None or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        return ""
    return f"{float(match[1]):.5f},{float(match[2]):.5f}"
