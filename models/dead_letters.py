"""What broke twice while it was handled: listed without its words, put back to be tried again, or let be.

Who wrote it is known by the answer they got; their words are nobody else's to read, so no list has them.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, update
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.db import affect
from models.inbox import DEAD, HANDLED, Inbox, store
from models.outbox import Message
from models.people import Person
from models.routing import REPLY_PURPOSE

TOLD = "error-broken"
"""The answer whoever wrote it got."""
_ROOM = 44
"""Characters of a provider's id that leave room for a number of ours within 64."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One dead letter: when and by which channel it came, from whom ("" for nobody known), the kind of error.

    `kept` says whether it can be put back: a vote's words are not kept.
    """

    id: int
    at: datetime
    channel: str
    error: str
    kept: bool
    name: str


def dead_letters(session: Session, *, skip: int = 0, most: int) -> list[Letter]:
    """The dead letters, newest first."""
    rows = session.execute(
        sql(col(Inbox.id), col(Inbox.received_at), col(Inbox.channel), func.coalesce(col(Inbox.error), ""),
            col(Inbox.payload).is_not(None))
        .where(col(Inbox.state) == DEAD)
        .order_by(col(Inbox.id).desc())
        .limit(most)
        .offset(skip)
    ).all()  # fmt: skip
    names = _senders(session, [row[0] for row in rows])
    return [Letter(row[0], row[1], row[2], row[3], row[4], names.get(row[0], "")) for row in rows]


def count_dead(session: Session) -> int:
    """How many dead letters there are."""
    return int(session.execute(sql(func.count()).select_from(Inbox).where(_dead())).scalar_one())


def put_back(session: Session, letter_id: int, now: datetime) -> bool:
    """Let it be handled once more, as a letter that comes now; True for exactly one caller, False without its words.

    It is a row of its own: the answer to the first one is kept under that one's number.
    """
    this = _dead() & (col(Inbox.id) == letter_id) & col(Inbox.payload).is_not(None)
    kept = session.execute(sql(col(Inbox.channel), col(Inbox.provider_id), col(Inbox.payload)).where(this)).first()
    gone = update(Inbox).where(this).values(state=HANDLED, payload=None)
    if kept is None or not affect(session, gone):
        return False
    again = f"{kept.provider_id[:_ROOM]}#{letter_id}"
    return bool(store(session, kept.channel, [(again, kept.payload)], now))


def let_be(session: Session, letter_id: int) -> bool:
    """It is settled otherwise: listed no more, and its words are forgotten; True for exactly one caller."""
    this = _dead() & (col(Inbox.id) == letter_id)
    return bool(affect(session, update(Inbox).where(this).values(state=HANDLED, payload=None)))


def _dead() -> ColumnElement[bool]:
    return col(Inbox.state) == DEAD


def _senders(session: Session, ids: list[int]) -> dict[int, str]:
    rows = session.execute(
        sql(col(Message.subject), col(Person.name))
        .join(Person, col(Person.id) == col(Message.person_id))
        .where(col(Message.purpose) == REPLY_PURPOSE, col(Message.key) == TOLD)
        .where(col(Message.subject).in_([f"inbox:{one}" for one in ids]))
    ).all()
    return {int(subject.partition(":")[2]): name for subject, name in rows}
