"""Who has had a wish, from when until when, and how that ended: shown to those who read wishes, to nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.db import UtcTime, affect
from models.people import Person
from models.wishes import Wish

BACK, RAN_OUT, DONE, GONE = ENDS = ("back", "ran_out", "done", "gone")
"""Handed back; not come to in its time; confirmed as done; withdrawn by whoever wished it."""


class WishClaim(SQLModel, table=True):
    """Somebody has a wish from `at` until `ended_at`, None while they have it; one at a time, says a unique index."""

    __tablename__ = "wish_claim"
    __table_args__ = (
        CheckConstraint(f"ended IN {ENDS!r}", name="wish_claim_ended"),
        CheckConstraint("(ended IS NULL) = (ended_at IS NULL)", name="wish_claim_over"),
        Index(
            "wish_claim_one", "wish_id", unique=True, sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    wish_id: int = Field(foreign_key="wish.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended: str | None = Field(default=None, max_length=8)


@dataclass(frozen=True, slots=True)
class Held:
    """Whose a wish was, and how that ended; `ended` is "" while it is theirs."""

    name: str
    at: datetime
    ended_at: datetime | None
    ended: str


def begins(session: Session, wish_id: int, person_id: int, now: datetime) -> None:
    """Somebody has claimed it, in the transaction in which they have."""
    session.add(WishClaim(wish_id=wish_id, person_id=person_id, at=now))
    session.flush()


def ends(session: Session, wish: Wish, how: str, now: datetime) -> None:
    """Whoever has it has it no more, because of `how` (ENDS); nothing where nobody has."""
    theirs = (col(WishClaim.wish_id) == wish.id) & col(WishClaim.ended_at).is_(None)
    affect(session, update(WishClaim).where(theirs).values(ended_at=now, ended=how))


def history(session: Session, wish: Wish) -> Sequence[Held]:
    """Everybody who has had it, the first first."""
    query = select(WishClaim, Person.name).join(Person, col(Person.id) == col(WishClaim.person_id))
    found = session.exec(query.where(WishClaim.wish_id == wish.id).order_by(col(WishClaim.id))).all()
    return [Held(name, one.at, one.ended_at, one.ended or "") for one, name in found]
