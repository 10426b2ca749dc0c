"""Honours: what was given to whom for which year, and the wall, which shows what may be public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col, select

from models.db import BigId, UtcTime, affect, new_id
from models.errors import NotFound, StairwellError
from models.grid import Grid, within
from models.nominations import AGREED, APPROVED, CONFIRM, WITHDRAWN, Nomination, categories

MOST = 500


class OwnHonour(StairwellError):
    """Nobody honours themselves."""

    key = "error-own-honour"


class Honour(SQLModel, table=True):
    """An honour that was given, for an approved nomination; `id` is the number people name it by.

    Whether it may be shown is the nomination's `consent`. `down_at` is when it was taken off the wall, for whatever
    reason; it then counts no more.
    """

    id: int | None = Field(default=None, primary_key=True)
    nomination_id: int = Field(foreign_key="nomination.id", unique=True, sa_type=BigId)
    category: str = Field(max_length=24)
    year: int = Field(index=True)
    given_at: datetime = Field(sa_type=UtcTime, index=True)
    given_by: int = Field(foreign_key="person.id")
    down_at: datetime | None = Field(default=None, sa_type=UtcTime)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the wall shows of an honour: only what its bearer agreed to."""

    number: int
    year: int
    category: str
    name: str
    story: str


def give(session: Session, about: Nomination, year: int, given_by: int, now: datetime) -> Honour:
    """Put an approved nomination down as an honour of that year."""
    assert about.state == APPROVED
    made = Honour(nomination_id=about.id, category=about.category, year=year, given_at=now, given_by=given_by)
    session.add(made)
    session.flush()
    return made


def give_directly(
    session: Session, name: str, person_id: int | None, category: str, story: str, *, year: int, grid_id: int,
    given_by: int, consent: str, now: datetime,
) -> tuple[Nomination, Honour]:  # fmt: skip
    """An honour that a coordinator gives without a nomination. Raises OwnHonour."""
    if person_id == given_by:
        raise OwnHonour
    about = Nomination(
        id=new_id(now), by_id=given_by, grid_id=grid_id, nominee_id=person_id, name=name, category=category,
        story=story, step=CONFIRM, state=APPROVED, consent=consent, made_at=now, decided_at=now, decided_by=given_by,
    )  # fmt: skip
    session.add(about)
    session.flush()
    return about, give(session, about, year, given_by, now)


def wall(session: Session, year: int | None = None) -> list[Shown]:
    """The honours whose bearers agreed that they are public: newest year first, by category and time, MOST at most.

    Of everything else not even the name is read.
    """
    order = list(categories())
    rows = session.execute(
        sql(
            col(Honour.id), col(Honour.year), col(Honour.category), col(Nomination.name), col(Nomination.story)
        )
        .join(Nomination, col(Nomination.id) == col(Honour.nomination_id))
        .where(col(Honour.down_at).is_(None), col(Nomination.consent) == AGREED)
        .where(col(Honour.year) == year if year else col(Honour.year) > 0)
        .order_by(col(Honour.year).desc(), col(Honour.id))
        .limit(MOST)
    ).all()  # fmt: skip
    shown = [Shown(*row) for row in rows if row.category in order]
    return sorted(shown, key=lambda one: (-one.year, order.index(one.category), one.number))


def years(session: Session) -> list[int]:
    """The years in which honours stand, the newest first."""
    standing = sql(col(Honour.year)).where(col(Honour.down_at).is_(None)).distinct()
    return list(session.execute(standing.order_by(col(Honour.year).desc())).scalars())


def unnamed(session: Session, year: int) -> int:
    """How many honours of a year stand whose bearers are not named."""
    counted = (
        sql(func.count()).select_from(Honour)
        .join(Nomination, col(Nomination.id) == col(Honour.nomination_id))
        .where(col(Honour.year) == year, col(Honour.down_at).is_(None), col(Nomination.consent) != AGREED)
    )  # fmt: skip
    return int(session.execute(counted).scalar_one())


def given_in(session: Session, year: int, category: str) -> int:
    """How many of a category were given for a year and stand."""
    theirs = (col(Honour.year) == year) & (col(Honour.category) == category) & col(Honour.down_at).is_(None)
    return int(session.execute(sql(func.count()).select_from(Honour).where(theirs)).scalar_one())


def honours_between(
    session: Session, start: datetime, end: datetime, year: int | None = None, paths: Sequence[str] = ("/",)
) -> dict[str, int]:
    """{category: honours that stand}, in the categories' order, counted from their rows, named in public or not.

    With `year` those given for that year, whenever; else those given within [start, end).
    """
    when = col(Honour.year) == year if year else (col(Honour.given_at) >= start) & (col(Honour.given_at) < end)
    rows = session.execute(
        sql(col(Honour.category), func.count())
        .join(Nomination, col(Nomination.id) == col(Honour.nomination_id))
        .join(Grid, col(Grid.id) == col(Nomination.grid_id))
        .where(col(Honour.down_at).is_(None), when, within(list(paths)))
        .group_by(col(Honour.category))
    )  # fmt: skip
    counts = {category: int(number) for category, number in rows}
    return {key: counts[key] for key in categories() if key in counts}


def find(session: Session, number: int, paths: Sequence[str]) -> tuple[Honour, Nomination]:
    """The honour with that number that stands, of those from these subtrees. Raises NotFound."""
    found = session.execute(
        select(Honour, Nomination)
        .join(Nomination, col(Nomination.id) == col(Honour.nomination_id))
        .join(Grid, col(Grid.id) == col(Nomination.grid_id))
        .where(Honour.id == number, col(Honour.down_at).is_(None), within(list(paths)))
    ).first()
    if found is None:
        raise NotFound(what="")
    return found[0], found[1]


def take_down(session: Session, number: int, now: datetime) -> bool:
    """Take an honour off the wall; False when it was before."""
    standing = (col(Honour.id) == number) & col(Honour.down_at).is_(None)
    return bool(affect(session, update(Honour).where(standing).values(down_at=now)))


def withdraw(session: Session, person_id: int) -> int:
    """Nothing about that person may be public any more, whatever was agreed to; how many nominations that is."""
    theirs = (col(Nomination.nominee_id) == person_id) & (col(Nomination.consent) != WITHDRAWN)
    return affect(session, update(Nomination).where(theirs).values(consent=WITHDRAWN))


def any_of(session: Session, person_id: int) -> bool:
    """Whether that person was ever nominated or honoured."""
    theirs = sql(col(Nomination.id)).where(col(Nomination.nominee_id) == person_id).limit(1)
    return session.execute(theirs).first() is not None
