"""Whether a photo was used before: a perceptual hash of each photo of a check-in, compared with earlier ones.

A hash says how the picture looks, small and grey; the picture itself stays with the channel. One that looks like an
earlier one is asked about, in kind words, and nothing else follows from it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, Column, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.checkins import CheckIn, Detail
from models.db import BigId, UtcTime, affect, insert_new
from models.duties import Task
from models.grid import Grid
from models.people import TELEGRAM

PHOTOS_BY = TELEGRAM
"""The channel that photos come by, where a row does not say it: the only one that carries any. A check-in of an SMS or
a page has its photos from there too."""
WAITING, HASHED, UNREADABLE = STATES = ("waiting", "hashed", "unreadable")
NEW, MISTAKEN = "new", "mistaken"
NEAR = 8
"""Two pictures whose 128 bits differ in so few are the same one: sent again, resized, compressed anew."""
PLAIN = 12
"""A hash with fewer bits set or unset is that of a wall or of the dark, and looks like many."""
LOOK_BACK, TAKEN_FOR = timedelta(days=400), timedelta(minutes=5)
FRESH = timedelta(days=3)
"""A photo that could not be looked at for so long is left alone."""
MOST_ATTEMPTS, MOST_COMPARED = 3, 2000


class PhotoPrint(SQLModel, table=True):
    """The hash of one photo (a `Detail`): 32 hexadecimal digits. `like_id` is the earlier photo it looks like, `said`
    what its sender answered about that."""

    __tablename__ = "photo_print"
    __table_args__ = (CheckConstraint(f"state IN {STATES!r}", name="photo_print_state"),)
    detail_id: int = Field(primary_key=True, foreign_key="detail.id")
    checkin_id: int = Field(sa_column=Column(BigId, nullable=False))
    person_id: int = Field(foreign_key="person.id", index=True)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    state: str = Field(default=WAITING, max_length=10)
    bits: str = Field(default="", max_length=32)
    like_id: int | None = Field(default=None, foreign_key="detail.id", index=True)
    said: str = Field(default="", max_length=10)
    attempts: int = 0
    taken_until: datetime = Field(sa_type=UtcTime)
    at: datetime = Field(sa_type=UtcTime)


@dataclass(frozen=True, slots=True)
class Look:
    """A photo to be looked at: its `Detail`, the channel's file id and the channel."""

    detail_id: int
    file_id: str
    channel: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What a photo belongs to: the stairwell, the instant."""

    grid: str
    at: datetime


def take(session: Session, now: datetime) -> Look | None:
    """The next photo to look at, for TAKEN_FOR this caller's alone; None when none waits.

    One whose looker died is taken up again, MOST_ATTEMPTS times in all.
    """
    again = (col(PhotoPrint.state) == WAITING) & (col(PhotoPrint.taken_until) < now)
    stale = sql(col(PhotoPrint.detail_id)).where(again).order_by(col(PhotoPrint.detail_id)).limit(1)
    detail_id = session.execute(stale).scalar_one_or_none()
    if detail_id is not None:
        taken = update(PhotoPrint).where(col(PhotoPrint.detail_id) == detail_id, again)
        if not affect(session, taken.values(taken_until=now + TAKEN_FOR, attempts=PhotoPrint.attempts + 1)):
            return None
        if session.get_one(PhotoPrint, detail_id, populate_existing=True).attempts > MOST_ATTEMPTS:
            give_up(session, detail_id)
            return None
    else:
        detail_id = _take_new(session, now)
    if detail_id is None:
        return None
    return Look(detail_id, session.get_one(Detail, detail_id).body, PHOTOS_BY)


def keep(session: Session, detail_id: int, bits: int, now: datetime) -> PhotoPrint | None:
    """Keep how a photo looks (its 128-bit difference hash) and find an earlier one like it: the print if there is one.

    Compared are photos of other check-ins by the same person or at the same stairwell, within LOOK_BACK.
    """
    mine = session.get_one(PhotoPrint, detail_id, populate_existing=True)
    mine.state, mine.bits, mine.at = HASHED, f"{bits:032x}", now
    if PLAIN <= bits.bit_count() <= 128 - PLAIN:
        mine.like_id = _like(session, mine, bits, now)
    session.add(mine)
    session.flush()
    return mine if mine.like_id is not None else None


def give_up(session: Session, detail_id: int) -> None:
    """It is no picture, or cannot be had: it is not compared."""
    affect(session, update(PhotoPrint).where(col(PhotoPrint.detail_id) == detail_id).values(state=UNREADABLE))


def say(session: Session, detail_id: int, person_id: int, said: str) -> bool:
    """What its sender says of it (NEW or MISTAKEN), once; False when it was said before or is not theirs."""
    mine = (col(PhotoPrint.detail_id) == detail_id) & (col(PhotoPrint.person_id) == person_id)
    return bool(affect(session, update(PhotoPrint).where(mine, col(PhotoPrint.said) == "").values(said=said)))


def where_from(session: Session, detail_id: int) -> Origin:
    """What a photo was sent for."""
    row = session.execute(
        sql(col(Grid.name), col(Detail.at))
        .select_from(Detail)
        .join(CheckIn, col(CheckIn.id) == col(Detail.checkin_id))
        .join(Task, col(Task.id) == col(CheckIn.task_id))
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .where(col(Detail.id) == detail_id)
    ).one()
    return Origin(*row)


def _take_new(session: Session, now: datetime) -> int | None:
    found = session.execute(
        sql(col(Detail.id), col(Detail.checkin_id), col(CheckIn.person_id), col(Task.grid_id))
        .join(CheckIn, col(CheckIn.id) == col(Detail.checkin_id))
        .join(Task, col(Task.id) == col(CheckIn.task_id))
        .outerjoin(PhotoPrint, col(PhotoPrint.detail_id) == col(Detail.id))
        .where(col(Detail.kind) == "photo", col(Detail.at) > now - FRESH, col(PhotoPrint.detail_id).is_(None))
        .order_by(col(Detail.id))
        .limit(1)
    ).first()
    if found is None:
        return None
    row = {
        "detail_id": found.id, "checkin_id": found.checkin_id, "person_id": found.person_id, "grid_id": found.grid_id,
        "state": WAITING, "bits": "", "said": "", "attempts": 1, "taken_until": now + TAKEN_FOR, "at": now,
    }  # fmt: skip
    detail_id: int = found.id
    return detail_id if affect(session, insert_new(session, PhotoPrint).values(row)) else None


def _like(session: Session, mine: PhotoPrint, bits: int, now: datetime) -> int | None:
    """The newest earlier photo that looks the same; of one album, one check-in, none is an earlier one."""
    near = (col(PhotoPrint.person_id) == mine.person_id) | (col(PhotoPrint.grid_id) == mine.grid_id)
    rows = session.execute(
        sql(col(PhotoPrint.detail_id), col(PhotoPrint.bits))
        .where(col(PhotoPrint.state) == HASHED, near, col(PhotoPrint.at) > now - LOOK_BACK)
        .where(col(PhotoPrint.checkin_id) != mine.checkin_id, col(PhotoPrint.detail_id) < mine.detail_id)
        .order_by(col(PhotoPrint.detail_id).desc())
        .limit(MOST_COMPARED)
    )
    for detail_id, other in rows:
        if (bits ^ int(other, 16)).bit_count() <= NEAR:
            return int(detail_id)
    return None
