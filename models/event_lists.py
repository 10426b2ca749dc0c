"""Events as those who hold them see them afterwards: which there were, and the photos and works that came of each."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.contests import Work
from models.event_thanks import EventPhoto
from models.events import DRAFT, Event
from models.grid import Grid, within


@dataclass(frozen=True, slots=True)
class Held:
    """An event in a list: its grid's name, how many photos its organiser sent, how many works came in."""

    event: Event
    grid: str
    photos: int
    works: int


def held(session: Session, person_id: int, paths: Collection[str], *, skip: int = 0, most: int) -> list[Held]:
    """The events of these subtrees, and those that person organised, the newest first; drafts are nobody's yet."""
    photos = sql(func.count()).where(col(EventPhoto.event_id) == col(Event.id)).scalar_subquery()
    works = sql(func.count()).where(col(Work.event_id) == col(Event.id)).scalar_subquery()
    rows = session.execute(
        sql(Event, col(Grid.name), photos, works)
        .join(Grid, col(Grid.id) == col(Event.grid_id))
        .where(within(list(paths)) | (col(Event.organiser_id) == person_id), col(Event.state) != DRAFT)
        .order_by(col(Event.starts_at).desc(), col(Event.id).desc())
        .limit(most)
        .offset(skip)
    )
    return [Held(*row) for row in rows]


def photos_of(session: Session, event_id: int) -> list[EventPhoto]:
    """The photos of an event, in the order they were sent in."""
    query = select(EventPhoto).where(EventPhoto.event_id == event_id)
    return list(session.exec(query.order_by(col(EventPhoto.place))))
