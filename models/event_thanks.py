"""Photos of an event for those who came. A photo is the channel's own id of it, so it goes to that channel's people."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, UniqueConstraint, func
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.crypt import Encrypted
from models.db import UtcTime, affect, insert_new
from models.events import Event, event_facts, ways
from models.outbox import post
from models.people import ACTIVE, Address
from models.rolls import CAME, Attendance

CAPTION_LENGTH = 200


class EventPhoto(SQLModel, table=True):
    """A photo the organiser sent after the close, at most `photos` of them (models/data/events.toml)."""

    __tablename__ = "event_photo"
    __table_args__ = (
        UniqueConstraint("event_id", "place", name="event_photo_place"),
        CheckConstraint("place > 0", name="event_photo_first"),
    )
    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id")
    place: int
    channel: str = Field(max_length=16)
    photo: str = Field(sa_type=Encrypted)
    caption: str = Field(default="", sa_type=Encrypted)
    at: datetime = Field(sa_type=UtcTime)


def send_photo(
    session: Session, event: Event, photo: str, channel: str, caption: str, now: datetime, zone: ZoneInfo
) -> int | None:
    """Queue a photo for everybody who came and is reached by that channel; how many. None when there were enough."""
    here = col(EventPhoto.event_id) == event.id
    place = int(session.execute(sql(func.count()).select_from(EventPhoto).where(here)).scalar_one()) + 1
    if place > ways().photos:
        return None
    row = {"event_id": event.id, "place": place, "channel": channel, "photo": photo, "caption": caption, "at": now}
    if not affect(session, insert_new(session, EventPhoto).values(row)):
        return None
    addresses = session.execute(
        sql(col(Address.person_id), col(Address.value))
        .join(Attendance, col(Attendance.person_id) == col(Address.person_id))
        .where(col(Attendance.event_id) == event.id, col(Attendance.state) == CAME)
        .where(col(Address.channel) == channel, col(Address.state) == ACTIVE)
        .where(col(Address.person_id) != event.organiser_id)
        .order_by(col(Address.preferred), col(Address.id).desc())
    ).all()
    ways_to = {person_id: value for person_id, value in addresses}  # of several the preferred one, which comes last
    facts = event_facts(event, zone) | {"photo": photo, "caption": caption[:CAPTION_LENGTH]}
    return sum(
        post(
            session, one, "event-photo" if caption else "event-photo-plain", facts, purpose="event-photo",
            subject=f"event:{event.id}:{place}", now=now, expires_at=now + ways().answer, channel=channel, to=value,
        )
        for one, value in sorted(ways_to.items())
    )  # fmt: skip
