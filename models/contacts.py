"""The contact sheet 一家亲通联单: who looks after a stairwell, who lives in it, and how to reach them.

A phone number is on it only where its owner has said so; everybody else is there by name or, of residents, as one more
household that is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import phonenumbers
from sqlalchemy import ColumnElement
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.db import UtcTime, affect, insert_for
from models.grid import UNIT, Grid
from models.lookup import REGION
from models.people import ACTIVE, SMS, Address, Person
from models.posts import COORDINATOR, HEADS, RESIDENT, VOLUNTEER, Post, acting

MOST = 100
"""Neighbours a sheet lists at most: no stairwell of the model community has so many households."""


class PhoneConsent(SQLModel, table=True):
    """Whether somebody's phone may stand on sheets and boards of their stairwell. Without a row it may not."""

    __tablename__ = "phone_consent"
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    agreed: bool
    at: datetime = Field(sa_type=UtcTime)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody on the sheet; `phone` is "" where there is none or its owner has not agreed."""

    person_id: int
    name: str
    role: str
    grid: str
    deputy: bool
    phone: str


def set_consent(session: Session, person_id: int, agreed: bool, now: datetime) -> None:
    """They want their phone on the sheets, or want it off them; what was said last counts."""
    row = {"person_id": person_id, "agreed": agreed, "at": now}
    said = insert_for(session)(PhoneConsent).values(row)
    affect(session, said.on_conflict_do_update(index_elements=["person_id"], set_={"agreed": agreed, "at": now}))


def consent_of(session: Session, person_id: int) -> bool | None:
    """What they said; None when they were never asked."""
    return session.execute(
        sql(col(PhoneConsent.agreed)).where(col(PhoneConsent.person_id) == person_id)
    ).scalar_one_or_none()


def has_phone(session: Session, person_id: int) -> bool:
    """Whether there is a phone number of theirs that could stand on a sheet."""
    theirs = (col(Address.person_id) == person_id) & (col(Address.channel) == SMS) & (col(Address.state) == ACTIVE)
    return session.execute(sql(col(Address.id)).where(theirs).limit(1)).first() is not None


def stairwells_of(session: Session, person_id: int) -> list[Grid]:
    """The stairwells at which somebody holds a post of any kind, in the order of their paths."""
    mine = sql(col(Post.grid_id)).where(col(Post.person_id) == person_id, col(Post.to_on).is_(None))
    found = sql(Grid).where(col(Grid.id).in_(mine), col(Grid.level) == UNIT).order_by(col(Grid.path))
    return list(session.execute(found).scalars())


def looking_after(session: Session, grid: Grid, day: date) -> list[Contact]:
    """Who is to be turned to at a grid on a day, nearest first: the heads from it upwards, then the coordinators."""
    codes = grid.path.strip("/").split("/")
    above = ["/" + "/".join(codes[:end]) + "/" for end in range(1, len(codes) + 1)]
    return _contacts(
        session,
        col(Grid.path).in_(above) & col(Post.role).in_((*HEADS, COORDINATOR)) & acting(col(Post.role), day),
        (col(Post.role) == COORDINATOR, col(Grid.level).desc(), col(Post.id)),
    )


def neighbours(session: Session, grid: Grid) -> tuple[list[Contact], int]:
    """(residents and volunteers of a stairwell whose phone may be shown, how many more are known there)."""
    found = _contacts(
        session,
        (col(Post.grid_id) == grid.id) & col(Post.role).in_((RESIDENT, VOLUNTEER)) & col(Post.to_on).is_(None),
        (col(Person.name), col(Person.id)),
    )
    people = {one.person_id: one for one in found}.values()
    shown = [one for one in people if one.phone]
    return shown, len(people) - len(shown)


def _contacts(session: Session, which: ColumnElement[bool], order: Sequence[Any]) -> list[Contact]:
    rows = session.execute(
        sql(
            col(Person.id), col(Person.name), col(Post.role), col(Grid.name), col(Post.deputy), _PHONE,
        )
        .select_from(Post)
        .join(Person, col(Person.id) == col(Post.person_id))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(which)
        .order_by(*order)
        .limit(MOST)
    ).all()  # fmt: skip
    return [Contact(who, name, role, grid, deputy, spoken(phone)) for who, name, role, grid, deputy, phone in rows]


_PHONE = (
    sql(col(Address.value))
    .join(PhoneConsent, col(PhoneConsent.person_id) == col(Address.person_id))
    .where(col(Address.person_id) == col(Person.id), col(PhoneConsent.agreed))
    .where(col(Address.channel) == SMS, col(Address.state) == ACTIVE)
    .order_by(col(Address.preferred).desc(), col(Address.id))
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)
"""The phone that may be shown; the number somebody said stop to is not one they like to be called at."""


def phone_shown() -> Any:
    """A column of a query on Person: the phone its owner lets others see, in E.164, else None."""
    return _PHONE


def spoken(phone: str | None) -> str:
    """A number as neighbours dial it: without the country code where it is the community's own; "" for None."""
    if not phone:
        return ""
    read = phonenumbers.parse(phone)
    if phonenumbers.region_code_for_country_code(read.country_code or 0) == REGION:
        return str(phonenumbers.national_significant_number(read))
    return phone
