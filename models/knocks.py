"""The last step of reaching somebody: a named human who knocks on their door.

A message that reached nobody is a row already, so a knock is made from the rows, by a sweep: whatever ended a message
as unreached or failed for good, none is forgotten and none is made twice.

Consent is about being written to. Who agreed and cannot be reached is knocked for, whatever the message. Who said stop,
or never agreed, is left in peace: a neighbour at the door about every notice would go round their no. Only an alert,
which is about their safety, is brought to them in person too: an opt-out from messages is none from care. And whoever
writes to us after a STOP that their gateway obeys, so that no answer gets through, is told in person why it is silent.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ColumnElement, Index, case, delete, exists, func, or_, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.clock import at_local
from models.db import BigId, UtcTime, affect, insert_new, new_id
from models.knockers import chains
from models.outbox import ALERT, FAILED, UNREACHED, Message
from models.people import STOPPED, Person
from models.routing import CONSENT_PURPOSE, NO_CONSENT, REPLY_PURPOSE

OPEN, TOLD, NOBODY, PASSED, DROPPED = STATES = ("open", "told", "nobody", "passed", "dropped")
WAITING = (OPEN, PASSED)
LOST = (UNREACHED, FAILED)
KNOCK_PURPOSE = "knock"
BALLOT_PURPOSE = "ballot"
"""What the purposes of ballots begin with: the head who is appraised is not sent to voters' doors about them."""
BATCH = 1000
LOOK_BACK = timedelta(days=14)
"""An older message is not worth a knock any more."""
GATHER, ALERT_GATHER = timedelta(minutes=30), timedelta(minutes=2)
"""How long what is lost is gathered, so that one broadcast is one request."""
PATIENCE, ALERT_PATIENCE = timedelta(hours=48), timedelta(hours=2)
"""How long a knocker has before the coordinator is asked."""
DIGEST_HOUR = 9
"""Whoever was asked today is asked again from this local hour of the next day."""
BROADCAST_ABOUT, DUTY_ABOUT, ANSWER_ABOUT, OTHER_ABOUT = "broadcast", "duty", "answer", "other"


class Knock(SQLModel, table=True):
    """Somebody is to be told in person what no message could tell them.

    `state`: open (the first knocker is, or will be, asked), passed (now the coordinator), told, nobody (there is no one
    to ask, or nobody got hold of them), dropped (the message got there after all, or was withdrawn). `about` is the
    subject in plain words (knock-about-…), never the content. `digest_id` is the newest request it stands in.
    """

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="knock_state"),
        Index("knock_of", "knocker_id", "state"),
        Index("knock_waiting", "state", "asked_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id", unique=True, sa_type=BigId)
    person_id: int = Field(foreign_key="person.id", index=True)
    knocker_id: int | None = Field(default=None, foreign_key="person.id")
    state: str = Field(default=OPEN, max_length=8)
    alert: bool = False
    about: str = Field(max_length=16)
    place: str = Field(default="", max_length=80)
    digest_id: int | None = Field(default=None, sa_type=BigId, index=True)
    made_at: datetime = Field(sa_type=UtcTime)
    asked_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


@dataclass(frozen=True, slots=True)
class Door:
    """One person a knocker is asked to see: who, where, what about."""

    person_id: int
    name: str
    place: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """One request to one knocker: everybody who is open for them at that moment."""

    id: int
    knocker_id: int
    language: str
    alert: bool
    doors: tuple[Door, ...]


# --- made, and let go ---
def make(session: Session, now: datetime) -> int:
    """A knock for each message that reached nobody and is worth one, BATCH at most; how many were made."""
    lost = session.execute(
        sql(col(Message.id), col(Message.person_id), col(Message.purpose), col(Message.priority), col(Message.grid_id))
        .join(Person, col(Person.id) == col(Message.person_id))
        .where(_worth_a_knock(now))
        .order_by(col(Message.id))
        .limit(BATCH)
    ).all()
    if not lost:
        return 0
    known = chains(session, {row.person_id: row.grid_id for row in lost})
    rows = []
    for id_, person_id, purpose, priority, _ in lost:
        chain = known[person_id]
        rows.append({
            "message_id": id_, "person_id": person_id, "knocker_id": chain.first, "alert": priority == ALERT,
            "state": OPEN if chain.first is not None else NOBODY, "about": _about(purpose), "place": chain.place,
            "made_at": now, "ended_at": None if chain.first is not None else now,
        })  # fmt: skip
    # One that was let go because its message was on its way again, and then got lost after all, begins anew.
    mine = col(Knock.message_id).in_([row["message_id"] for row in rows])
    affect(session, delete(Knock).where(mine, col(Knock.state) == DROPPED))
    return affect(session, insert_new(session, Knock).values(rows))


def any_lost(session: Session, now: datetime) -> bool:
    """Whether a message waits for its knock to be made."""
    found = sql(col(Message.id)).join(Person, col(Person.id) == col(Message.person_id)).where(_worth_a_knock(now))
    return session.execute(found.limit(1)).first() is not None


def drop_needless(session: Session, now: datetime) -> int:
    """Let go of knocks whose message got there after all, or was withdrawn; how many."""
    lost = sql(col(Message.id)).where(col(Message.id) == col(Knock.message_id), col(Message.state).in_(LOST))
    needless = update(Knock).where(col(Knock.state).in_(WAITING), ~lost.exists())
    return affect(session, needless.values(state=DROPPED, ended_at=now))


def _worth_a_knock(now: datetime) -> ColumnElement[bool]:
    willing = col(Person.consent_at).is_not(None) & or_(
        col(Message.error).is_(None), col(Message.error).not_in((STOPPED, NO_CONSENT))
    )
    unheard = (
        (col(Message.purpose) == REPLY_PURPOSE) & (col(Message.error) == STOPPED) & col(Person.consent_at).is_not(None)
    )
    return (
        col(Message.state).in_(LOST) & (col(Message.created_at) > now - LOOK_BACK)
        & (col(Message.purpose).not_in((REPLY_PURPOSE, KNOCK_PURPOSE, CONSENT_PURPOSE)) | unheard)
        # What a reminder is about was knocked for when it was said first.
        # Who looks after others' open tasks need not be knocked for: the next step tells the next.
        & ~col(Message.purpose).startswith("remind:") & (col(Message.purpose) != "escalation")
        & ~col(Message.purpose).startswith(BALLOT_PURPOSE)
        # A check-in that reaches nobody has steps of its own, which end at the door sooner.
        & ~col(Message.purpose).startswith("care")
        & (willing | unheard | (col(Message.priority) == ALERT))
        & ~exists().where(col(Knock.message_id) == col(Message.id), col(Knock.state) != DROPPED)
    )  # fmt: skip


def _about(purpose: str) -> str:
    if purpose in (BROADCAST_ABOUT, REPLY_PURPOSE):
        return BROADCAST_ABOUT if purpose == BROADCAST_ABOUT else ANSWER_ABOUT
    return DUTY_ABOUT if purpose.startswith("duty:") or purpose == "digest" else OTHER_ABOUT


# --- asked ---
def due_knockers(session: Session, now: datetime, zone: ZoneInfo) -> list[int]:
    """Whom to ask now, in the order of their ids."""
    return sorted(knocker for knocker, at in _asking_times(session, zone).items() if at <= now)


def next_moment(session: Session, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the next knocker is to be asked, or has had their time; None when nothing is planned."""
    moments = list(_asking_times(session, zone).values())
    for alert, patience in ((False, PATIENCE), (True, ALERT_PATIENCE)):
        asked = col(Knock.state) == OPEN, col(Knock.alert) == alert, col(Knock.asked_at) > now - patience
        first = session.execute(sql(func.min(col(Knock.asked_at), type_=UtcTime())).where(*asked)).scalar_one()
        moments += [first + patience] if first else []
    return min((moment for moment in moments if moment > now), default=None)


def _asking_times(session: Session, zone: ZoneInfo) -> dict[int, datetime]:
    """{knocker: when they are to be asked}: once gathered, at most once a local day, an alert whenever it comes."""
    made, alarming = col(Knock.made_at), case((col(Knock.alert), col(Knock.made_at)))
    rows = session.execute(
        sql(col(Knock.knocker_id), func.min(made, type_=UtcTime()), func.min(alarming, type_=UtcTime()))
        .where(col(Knock.state).in_(WAITING), col(Knock.asked_at).is_(None), col(Knock.knocker_id).is_not(None))
        .group_by(col(Knock.knocker_id))
    ).all()
    if not rows:
        return {}
    asked = session.execute(
        sql(col(Message.person_id), func.max(col(Message.created_at), type_=UtcTime()))
        .where(col(Message.purpose) == KNOCK_PURPOSE, col(Message.person_id).in_([row[0] for row in rows]))
        .group_by(col(Message.person_id))
    ).all()
    last = {person_id: at.astimezone(zone).date() for person_id, at in asked}
    times = {}
    for knocker, first, alert in rows:
        at = first + GATHER
        if knocker in last:
            at = max(at, at_local(last[knocker] + timedelta(days=1), DIGEST_HOUR, 0, zone))
        times[knocker] = min(at, alert + ALERT_GATHER) if alert else at
    return times


def take_digest(session: Session, knocker_id: int, now: datetime) -> Digest | None:
    """Everybody open for that knocker as one request; None when another process was quicker."""
    digest_id = new_id(now)
    mine = (col(Knock.knocker_id) == knocker_id) & col(Knock.state).in_(WAITING)
    fresh = update(Knock).where(mine, col(Knock.asked_at).is_(None)).values(asked_at=now, digest_id=digest_id)
    if not affect(session, fresh):
        return None
    affect(session, update(Knock).where(mine).values(digest_id=digest_id))
    found = session.execute(
        sql(col(Knock.alert), col(Person.id), col(Person.name), col(Knock.place), col(Knock.about))
        .join(Person, col(Person.id) == col(Knock.person_id))
        .where(col(Knock.digest_id) == digest_id)
        .order_by(col(Knock.alert).desc(), col(Knock.id))
    ).all()
    language = session.get_one(Person, knocker_id).language
    return Digest(digest_id, knocker_id, language, any(row[0] for row in found), _doors([row[1:] for row in found]))


def standing(session: Session, knocker_id: int) -> int | None:
    """The request that knocker has not answered for everybody; None without one."""
    mine = (col(Knock.knocker_id) == knocker_id) & col(Knock.state).in_(WAITING) & col(Knock.digest_id).is_not(None)
    newest = sql(col(Knock.digest_id)).where(mine).order_by(col(Knock.digest_id).desc()).limit(1)
    return session.execute(newest).scalar_one_or_none()


def doors_of(session: Session, digest_id: int, knocker_id: int) -> tuple[Door, ...]:
    """Whom a request still asks that knocker to see."""
    rows = session.execute(
        sql(col(Person.id), col(Person.name), col(Knock.place), col(Knock.about))
        .join(Person, col(Person.id) == col(Knock.person_id))
        .where(asked(digest_id, knocker_id))
        .order_by(col(Knock.alert).desc(), col(Knock.id))
    ).all()
    return _doors([tuple(row) for row in rows])


def _doors(rows: Sequence[tuple[Any, ...]]) -> tuple[Door, ...]:
    found: dict[int, Door] = {}
    for person_id, name, place, about in rows:
        before = found[person_id].about if person_id in found else ()
        found[person_id] = Door(person_id, name, place, tuple(dict.fromkeys((*before, about))))
    return tuple(found.values())


# --- answered ---
def told(session: Session, digest_id: int, knocker_id: int, people: Collection[int] | None, now: datetime) -> int:
    """The knocker told them (everybody in the request, or those people); how many people that settles."""
    which = asked(digest_id, knocker_id, people)
    done = update(Knock).where(which).values(state=TOLD, ended_at=now).returning(col(Knock.person_id))
    return len(set(session.execute(done).scalars()))


def asked(digest_id: int, knocker_id: int, people: Collection[int] | None = None) -> ColumnElement[bool]:
    """A condition on Knock: it waits, in that request, with that knocker (for one of these people)."""
    mine = (col(Knock.digest_id) == digest_id) & (col(Knock.knocker_id) == knocker_id)
    which = mine & col(Knock.state).in_(WAITING)
    return which if people is None else which & col(Knock.person_id).in_(people)
