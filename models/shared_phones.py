"""Several people behind one phone: whose address it is else, and who of them is speaking.

An address belongs to one person; whoever shares it is a row beside it. Who speaks is told by a name in what they say,
by whose turn it is, or by who alone has a question to answer; where none of that tells, they are asked.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, exists, func, update
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col

from models.db import UtcTime, affect, insert_for, insert_new
from models.people import ACTIVE, Address, Person
from models.prompts import Prompt
from models.questions import QUESTIONS

TURN = timedelta(hours=2)
"""For so long the phone is taken to be in the hands of who said that it is."""
MOST = 6
"""So many people share a phone at most: each has a digit."""
WHOSE, CARE = "whose", "care"
UNDO = ("0", "零", "〇")


class PhoneShare(SQLModel, table=True):
    """Somebody who is reached by an address that is another person's."""

    __tablename__ = "phone_share"
    address_id: int = Field(primary_key=True, foreign_key="address.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    made_at: datetime = Field(sa_type=UtcTime)


class PhoneTurn(SQLModel, table=True):
    """Who of those behind an address speaks since `at`: it holds for TURN, or until another of them is asked."""

    __tablename__ = "phone_turn"
    address_id: int = Field(primary_key=True, foreign_key="address.id")
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=UtcTime)


@dataclass(frozen=True, slots=True)
class Behind:
    """Those behind one phone, its owner first, as (id, name); who of them it is now, by turn (None: not known).

    `waiting` has those with a question that wants an answer, `cared` those of them who are asked how they are.
    """

    address_id: int
    people: tuple[tuple[int, str], ...]
    waiting: Mapping[int, datetime]
    turn: int | None
    cared: frozenset[int] = frozenset()

    def speaker(self, text: str) -> tuple[int | None, str]:
        """(who speaks, what they say without their name); None where it can only be asked.

        One name with something beside it tells; else the turn, until that person's question is answered (but a slip is
        still theirs); else who alone has a question that wants an answer, but while somebody else's turn lasts nobody
        says unnamed how they are: what comes next may still be of whoever has just answered.
        Where nobody has one it is the owner's phone.
        """
        named = [(id_, name) for id_, name in self.people if name and name in text]
        named = [one for one in named if not any(one[1] != other[1] and one[1] in other[1] for other in named)]
        if len(named) == 1:
            said = re.sub(rf"(?:我是|我叫|是)?{re.escape(named[0][1])}", " ", text, count=1).strip(" ,.:;!、。")
            return (named[0][0], said) if said else (None, text)
        done = self.turn not in self.waiting and bool(self.waiting) and text.strip() not in UNDO
        if self.turn is not None and not done:
            return self.turn, text
        if len(self.waiting) > 1 or (self.turn is not None and self.cared):
            return None, text
        return next(iter(self.waiting), self.people[0][0]), text


_BEHIND = (
    sql(col(Address.value), col(Address.id), col(Address.person_id), col(PhoneShare.person_id))
    .join(PhoneShare, col(PhoneShare.address_id) == col(Address.id))
    .where(
        col(Address.channel) == bindparam("channel"), col(Address.value).in_(bindparam("senders", expanding=True)),
        col(Address.state) == ACTIVE,
    )
    .order_by(col(PhoneShare.made_at), col(PhoneShare.person_id))
)  # fmt: skip
_WANTED = [key for key, question in QUESTIONS.items() if not question.afterthought and key != WHOSE]


def behind(session: Session, channel: str, senders: Collection[str], now: datetime) -> dict[str, Behind]:
    """{sender: who is behind it} of those phones that several people share."""
    rows = session.connection().execute(_BEHIND, {"channel": channel, "senders": list(senders)}).all()
    found: dict[str, tuple[int, list[int]]] = {}
    for value, address_id, owner, person_id in rows:
        assert address_id is not None
        found.setdefault(value, (address_id, [owner]))[1].append(person_id)
    return {value: _behind(session, address_id, people, now) for value, (address_id, people) in found.items()}


def _behind(session: Session, address_id: int, people: list[int], now: datetime) -> Behind:
    rows = session.execute(sql(col(Person.id), col(Person.name)).where(col(Person.id).in_(people))).all()
    names = {id_: name for id_, name in rows if id_ is not None}
    asked = session.execute(
        sql(
            col(Prompt.person_id), func.max(col(Prompt.asked_at), type_=UtcTime()),
            func.count(case((col(Prompt.question) == CARE, 1))),
        )
        .where(
            col(Prompt.person_id).in_(people), col(Prompt.answered_at).is_(None), col(Prompt.expires_at) > now,
            col(Prompt.question).in_(_WANTED),
        )
        .group_by(col(Prompt.person_id))
    ).all()  # fmt: skip
    waiting = {person_id: at for person_id, at, _ in asked}
    cared = frozenset(person_id for person_id, _, care in asked if care)
    turn = session.get(PhoneTurn, address_id, populate_existing=True)
    holds = turn is not None and now < turn.at + TURN and all(
        at <= turn.at for person_id, at in waiting.items() if person_id != turn.person_id
    )  # fmt: skip
    listed = tuple((id_, names[id_]) for id_ in people if id_ in names)
    return Behind(address_id, listed, waiting, turn.person_id if turn is not None and holds else None, cared)


def share(session: Session, address: Address, person_id: int, now: datetime) -> bool:
    """Somebody is reached by this address as well; False when they are already, or it has MOST people behind it."""
    if address.person_id == person_id:
        return False
    count = session.execute(
        sql(func.count()).select_from(PhoneShare).where(col(PhoneShare.address_id) == address.id)
    ).scalar_one()
    if count >= MOST - 1:
        return False
    row: dict[str, Any] = {"address_id": address.id, "person_id": person_id, "made_at": now}
    return bool(affect(session, insert_new(session, PhoneShare).values(row)))


def takes_turn(session: Session, address_id: int, person_id: int, now: datetime) -> None:
    """The phone is in this person's hands now."""
    row = {"address_id": address_id, "person_id": person_id, "at": now}
    insert = insert_for(session)(PhoneTurn).values(row)
    on = {"person_id": person_id, "at": now}
    affect(session, insert.on_conflict_do_update(index_elements=["address_id"], set_=on))


def leave(session: Session, person_id: int) -> bool:
    """Somebody says STOP from a phone that others share: nothing is sent to them any more; True for exactly one caller.

    The phone goes on being the others'. Only their own word at it brings them back (`back_again`).
    """
    mine = (col(Person.id) == person_id) & col(Person.consent_at).is_not(None)
    return bool(affect(session, update(Person).where(mine).values(consent_at=None)))


def back_again(session: Session, person_id: int, now: datetime) -> bool:
    """They want to hear again at the phone they share; False when they did already."""
    mine = (col(Person.id) == person_id) & col(Person.consent_at).is_(None)
    return bool(affect(session, update(Person).where(mine).values(consent_at=now)))


def shared_works() -> ColumnElement[bool]:
    """A condition on Person: they are reached by somebody else's address, and it works."""
    theirs = aliased(Address)
    works = (col(PhoneShare.address_id) == col(theirs.id)) & (col(theirs.state) == ACTIVE)
    return exists().where(col(PhoneShare.person_id) == col(Person.id), works)
