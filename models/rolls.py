"""Who came to an event: by the code, the QR, the place, or the roll call 点名; and for how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ColumnElement, UniqueConstraint, func, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.crypt import Encrypted
from models.db import UtcTime, affect, insert_for, insert_new, table_of
from models.errors import StairwellError
from models.event_codes import code_fits, metres_between, qr_fits
from models.events import ANNOUNCED, Event, ways
from models.people import Person

CAME, ABSENT, EXCUSED = STATES = ("came", "absent", "excused")
CODE, QR, PLACE, ROLL, ENTERED = WAYS = ("code", "qr", "place", "roll", "entered")
HALF_HOUR = timedelta(minutes=30)


class WrongCode(StairwellError):
    """None of the events that are on has that code now."""

    key = "error-event-code"


class TooManyCodes(StairwellError):
    """So many wrong codes look like guessing; after a while one may try again."""

    key = "error-event-codes"


class CodeOver(StairwellError):
    """The QR is over its time, or is none of ours."""

    key = "error-event-qr"


class TooFar(StairwellError):
    """The place that was sent is too far from the event's."""

    key = "error-event-far"


class NoSpot(StairwellError):
    """Nobody said where the event is, so a place proves nothing."""

    key = "error-event-no-spot"


class Attendance(SQLModel, table=True):
    """What is known of one person at one event. `half_hours` is None until the event is closed, unless entered.

    `way` is how they were seen; `reason` what an absent person said. `corrected` counts the corrections of hours that
    were booked already.
    """

    __table_args__ = (
        UniqueConstraint("event_id", "person_id", name="attendance_once"),
        CheckConstraint(f"state IN {STATES!r}", name="attendance_state"),
        CheckConstraint("half_hours >= 0", name="attendance_hours"),
    )
    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    state: str = Field(max_length=8)
    way: str = Field(default="", max_length=8)
    in_at: datetime | None = Field(default=None, sa_type=UtcTime)
    out_at: datetime | None = Field(default=None, sa_type=UtcTime)
    half_hours: int | None = None
    corrected: int = 0
    reason: str | None = Field(default=None, sa_type=Encrypted)
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)


class WrongCodes(SQLModel, table=True):
    """How many wrong codes somebody has sent since `since`, so that four digits cannot be guessed."""

    __tablename__ = "wrong_codes"
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    since: datetime = Field(sa_type=UtcTime)
    count: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """A person on the roll: what is known of them, in the order they were seen."""

    person_id: int
    name: str
    state: str
    way: str
    half_hours: int | None
    reason: str | None


def come(session: Session, event: Event, person_id: int, way: str, now: datetime) -> bool:
    """Note that somebody is there; False when that was known. Whoever was marked absent before has come after all."""
    row = {"event_id": event.id, "person_id": person_id, "state": CAME, "way": way, "in_at": now, "corrected": 0}
    if affect(session, insert_new(session, Attendance).values(row)):
        return True
    was = _of(event.number, person_id) & (col(Attendance.state) != CAME)
    return bool(affect(session, update(Attendance).where(was).values(state=CAME, way=way, in_at=now)))


def not_come(session: Session, event: Event, person_id: int) -> bool:
    """The organiser takes a mark back: the person is not there after all; False when nothing stood there."""
    here = _of(event.number, person_id) & (col(Attendance.state) == CAME)
    return bool(affect(session, update(Attendance).where(here).values(state=ABSENT, way="", half_hours=None)))


def leave(session: Session, event: Event, person_id: int, now: datetime) -> bool:
    """Note that somebody leaves now; False for whoever was not there. The last word counts."""
    here = _of(event.number, person_id) & (col(Attendance.state) == CAME)
    return bool(affect(session, update(Attendance).where(here).values(out_at=now)))


def by_code(session: Session, on: Sequence[Event], person_id: int, said: str, now: datetime) -> Event:
    """The event whose code somebody typed, among those that are on for them: they are there.

    Raises WrongCode, and TooManyCodes after so many wrong ones (`note_wrong` counts them, in a transaction that stays).
    """
    figures = ways()
    tried = session.get(WrongCodes, person_id, populate_existing=True)
    if tried is not None and tried.since > now - figures.wrong_within and tried.count >= figures.wrong_codes:
        raise TooManyCodes(minutes=int(figures.wrong_within.total_seconds() // 60))
    found = [event for event in on if code_fits(event, said, now)]
    if len(found) != 1:  # two events may show the same four digits; then neither is guessed
        raise WrongCode(said=said)
    come(session, found[0], person_id, CODE, now)
    return found[0]


def note_wrong(session: Session, person_id: int, now: datetime) -> None:
    """Count a wrong code."""
    insert = insert_for(session)(WrongCodes).values(person_id=person_id, since=now, count=1)
    table = table_of(WrongCodes)
    over = table.c.since <= now - ways().wrong_within
    affect(session, update(WrongCodes).where(col(WrongCodes.person_id) == person_id, over).values(since=now, count=0))
    affect(
        session, insert.on_conflict_do_update(index_elements=["person_id"], set_={"count": table.c.count + 1})
    )  # fmt: skip


def by_qr(session: Session, event: Event, person_id: int, payload: str, now: datetime) -> bool:
    """Somebody scanned the event's QR: they are there; False when that was known. Raises CodeOver."""
    if not qr_fits(event, payload, now):
        raise CodeOver
    return come(session, event, person_id, QR, now)


def by_place(session: Session, event: Event, person_id: int, spot: str, now: datetime) -> bool:
    """Somebody sent where they are: near enough, they are there; False when known. Raises NoSpot, TooFar."""
    if not event.spot:
        raise NoSpot(title=event.title)
    metres = metres_between(event.spot, spot)
    if metres > ways().metres:
        raise TooFar(title=event.title, metres=round(metres))
    return come(session, event, person_id, PLACE, now)


def seen(session: Session, event_id: int, *states: str) -> list[Seen]:
    """Who came, and who did not, as far as it is known; whoever was noted first comes first."""
    rows = session.execute(
        sql(
            col(Person.id), col(Person.name), col(Attendance.state), col(Attendance.way), col(Attendance.half_hours),
            col(Attendance.reason),
        )
        .join(Attendance, col(Attendance.person_id) == col(Person.id))
        .where(col(Attendance.event_id) == event_id, col(Attendance.state).in_(states or STATES))
        .order_by(col(Attendance.id))
    )  # fmt: skip
    return [Seen(*row) for row in rows]


def attendance(session: Session, event_id: int, person_id: int) -> Attendance | None:
    """What is known of one person at an event; None when nothing is."""
    found = session.execute(sql(Attendance).where(_of(event_id, person_id)).execution_options(populate_existing=True))
    return found.scalars().one_or_none()


def came_count(session: Session, event_id: int, but: int | None = None) -> int:
    """How many came, one person left out."""
    here = (col(Attendance.event_id) == event_id) & (col(Attendance.state) == CAME)
    counted = sql(func.count()).select_from(Attendance).where(here)
    return int(session.execute(counted.where(col(Attendance.person_id) != but) if but else counted).scalar_one())


def most_half_hours(event: Event, ended: datetime) -> int:
    """Whole half hours an event that ended then can earn: never more than it lasted or was planned to last."""
    return max(0, (min(ended, event.ends_at) - event.starts_at) // HALF_HOUR)


def half_hours_of(event: Event, way: str, in_at: datetime | None, out_at: datetime | None, ended: datetime) -> int:
    """The half hours somebody was there, to the nearest, at most those of the event.

    Whoever was called on the roll counts from the start; whoever did not say that they leave, to the end.
    """
    start = event.starts_at if in_at is None or way == ROLL else max(in_at, event.starts_at)
    end = min(out_at or ended, ended, event.ends_at)
    return max(0, min((end - start + HALF_HOUR / 2) // HALF_HOUR, most_half_hours(event, ended)))


def open_for(event: Event, now: datetime) -> bool:
    """Whether people can check in now: from a while before the start to a while after the end, until it is closed."""
    figures = ways()
    return event.state == ANNOUNCED and event.starts_at - figures.opens <= now <= event.ends_at + figures.closes


def _of(event_id: int, person_id: int) -> ColumnElement[bool]:
    return (col(Attendance.event_id) == event_id) & (col(Attendance.person_id) == person_id)
