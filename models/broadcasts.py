"""A message to many: its draft, whom it is for, and one message row for each of them.

How it is confirmed, by one person or two, and called off is in approval.py; what became of it in reached.py; the one
question that may go out before consent is in consent_asking.py.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Integer,
    Select,
    func,
    literal,
)
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models import consent_asking
from models.consent_asking import running
from models.crypt import Encrypted, EncryptedJson
from models.db import BigId, UtcTime, insert_for, insert_new, new_id, random_token
from models.events import Event
from models.grid import Grid, within
from models.groups import GROUPS, WECOM, groups_in, queue_to_groups
from models.outbox import BROADCAST, QUEUED, Message
from models.people import ACTIVE, LANGUAGES, SMS, Address, Person
from models.posts import Post
from models.prompts import Prompt
from models.signups import SignUp

TEXT, CONSENT = "text", consent_asking.CONSENT
BROADCAST_PURPOSE = "broadcast"
DRAFT, AWAITING, CONFIRMED, CALLED_OFF = "draft", "awaiting", "confirmed", "cancelled"
STANDS = timedelta(hours=24)
"""How long a draft, or what waits for a second person, can be confirmed; how long what was confirmed may wait to go."""
INVITATION, INVITE = "event-invitation", "event_invite"
"""The sentence that invites to an event, and the question that goes with it."""


class Broadcast(SQLModel, table=True):
    """One message to an audience: who holds one of `roles` (none named: any) in the subtree `path` ("/": all).

    `kind` is text (words of the author's own) or consent (the one question that may be sent before consent). The
    counts are those of the confirm, `paths` the subtrees its author could write to then. `state` awaiting: a second
    person must agree (`seconded_by` did). It leaves at `leaves_at` and can be called off before. Its messages have ids
    from `first_id` to `last_id`, a block that nothing else was given. With an `event_id` it invites to that event: the
    words are a sentence of the catalogue filled with `facts`, and each recipient is asked whether they come.
    """

    __table_args__ = (
        CheckConstraint("kind IN ('text', 'consent')", name="broadcast_kind"),
        CheckConstraint("state IN ('draft', 'awaiting', 'confirmed', 'cancelled')", name="broadcast_state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    actor_id: int = Field(foreign_key="person.id", index=True)
    kind: str = Field(default=TEXT, max_length=8)
    roles: list[str] = Field(default_factory=list, sa_type=JSON)
    path: str = Field(default="/")
    text: str = Field(default="", sa_type=Encrypted)
    state: str = Field(default=DRAFT, max_length=10)
    recipients: int = 0
    unreachable: int = 0
    created_at: datetime = Field(sa_type=UtcTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    paths: list[str] = Field(default_factory=list, sa_type=JSON)
    seconded_by: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("person.id", name="broadcast_second"))
    )
    leaves_at: datetime | None = Field(default=None, sa_type=UtcTime)
    first_id: int | None = Field(default=None, sa_type=BigId)
    last_id: int | None = Field(default=None, sa_type=BigId)
    event_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("event.id", name="broadcast_event"))
    )
    facts: dict[str, Any] | None = Field(default=None, sa_type=EncryptedJson)

    @property
    def key(self) -> str:
        """The sentence each of its messages is."""
        return INVITATION if self.event_id is not None else "broadcast-text"

    @property
    def said(self) -> dict[str, Any]:
        """What that sentence is filled with."""
        return self.facts or {"text": self.text}


@dataclass(frozen=True, slots=True)
class Tally:
    """Who would get it: {(channel, language): people}, and how many cannot be reached."""

    by_way: dict[tuple[str, str], int]
    unreachable: int

    @property
    def recipients(self) -> int:
        """How many people it reaches."""
        return sum(self.by_way.values())

    def over(self, channel: str) -> int:
        """How many people it reaches by that channel."""
        return sum(count for (way, _), count in self.by_way.items() if way == channel)


def draft(session: Session, about: Broadcast) -> int:
    """Keep a message to many until its author confirms it, and nothing is sent; its id."""
    session.add(about)
    session.flush()
    assert about.id is not None
    return about.id


def tally(session: Session, about: Broadcast, paths: list[str], today: date) -> Tally:
    """How many people a text reaches within `paths` by which channel and in which language, each counted once.

    For one to groups, what is counted are the groups.
    """
    if about.roles == [GROUPS]:
        return Tally({(WECOM, LANGUAGES[0]): len(groups_in(session, about.path, paths))}, 0)
    chosen = (
        sql(col(Address.channel))
        .where(col(Address.person_id) == col(Person.id), col(Address.state) == ACTIVE)
        .order_by(col(Address.preferred).desc(), col(Address.id))
        .limit(1)
        .scalar_subquery()
    )
    everyone = sql(
        col(Person.language).label("language"), chosen.label("channel"), col(Person.consent_at).label("consent_at")
    ).where(col(Person.id).in_(_audience(about, paths, today)))  # fmt: skip
    each = everyone.subquery()
    agreed = each.c.consent_at.is_not(None)
    rows = session.execute(
        sql(each.c.channel, each.c.language, agreed, func.count()).group_by(each.c.channel, each.c.language, agreed)
    ).all()
    by_way: dict[tuple[str, str], int] = {}
    unreachable = 0
    for channel, language, consented, count in rows:
        if channel and consented:
            by_way[channel, language] = count
        else:
            unreachable += count
    return Tally(by_way, unreachable)


def count(session: Session, about: Broadcast, paths: list[str], today: date) -> Tally:
    """Whom it reaches, whatever its kind: a consent invitation goes by SMS to those who were not asked this month."""
    if about.kind == CONSENT:
        who = consent_asking.invited(session, about.path, paths, today)
        return Tally(Counter((SMS, one.language) for one in who), 0)
    return tally(session, about, paths, today)


def queue(session: Session, about: Broadcast, not_before: datetime, now: datetime, today: date) -> Tally:
    """Write a message row for everybody it is for now, none to leave before `not_before`; whom it reaches."""
    if about.kind == CONSENT:
        who = consent_asking.invited(session, about.path, about.paths, today)
        about.first_id, about.last_id = consent_asking.ask_consent(session, who, now, today, not_before)
        counts = Tally(Counter((SMS, one.language) for one in who), 0)
    elif about.roles == [GROUPS]:
        counts = _queue_to_groups(session, about, not_before, now)
    else:
        counts = tally(session, about, about.paths, today)
        most = counts.recipients + counts.unreachable
        about.first_id = new_id(now, most + 1)
        about.last_id = about.first_id + most
        _queue(session, about, not_before, now, today)
    about.recipients, about.unreachable = counts.recipients, counts.unreachable
    session.add(about)
    session.flush()
    return counts


def messages_of(about: Broadcast) -> ColumnElement[bool]:
    """A condition on Message: it is one of this broadcast's. One that was not queued yet has none."""
    if about.kind == TEXT:
        return (col(Message.purpose) == BROADCAST_PURPOSE) & (col(Message.subject) == f"broadcast:{about.id}")
    return (col(Message.purpose) == CONSENT) & col(Message.id).between(about.first_id or 0, about.last_id or 0)


def _queue(session: Session, about: Broadcast, not_before: datetime, now: datetime, today: date) -> None:
    """Those who cannot be reached get a row as well: it ends as unreached, with the reason, and somebody may knock."""
    people = col(Person.id).in_(_audience(about, about.paths, today))
    prompt: ColumnElement[int | None] = literal(None, BigInteger)
    if about.event_id is not None:
        _ask(session, about, people, now)
        asked = (col(Prompt.question) == INVITE) & (col(Prompt.subject_id) == about.event_id)
        prompt = sql(col(Prompt.id)).where(asked, col(Prompt.person_id) == col(Person.id)).scalar_subquery()
    rows = sql(
        literal(about.first_id) + func.row_number().over(order_by=col(Person.id)), literal(BROADCAST_PURPOSE),
        literal(f"broadcast:{about.id}"), col(Person.id), literal(about.key),
        literal(about.said, EncryptedJson), literal(BROADCAST), literal(QUEUED), literal(0),
        literal(not_before, UtcTime), literal(not_before + STANDS, UtcTime), literal(now, UtcTime), prompt,
    ).where(people)  # fmt: skip
    names = (
        "id", "purpose", "subject", "person_id", "key", "facts", "priority", "state", "attempts", "not_before",
        "expires_at", "created_at", "prompt_id",
    )  # fmt: skip
    session.execute(insert_new(session, Message).from_select(names, rows))


def _ask(session: Session, about: Broadcast, people: ColumnElement[bool], now: datetime) -> None:
    """Ask each of them whether they come, until it is over; who was asked before is asked anew."""
    until = session.get_one(Event, about.event_id).ends_at
    first = new_id(now, (about.last_id or 0) - (about.first_id or 0) + 1)
    rows = sql(
        literal(first) + func.row_number().over(order_by=col(Person.id)), random_token(),
        col(Person.id), literal(INVITE), literal(about.event_id, BigInteger), literal({}, JSON),
        literal(now, UtcTime), literal(until, UtcTime),
    ).where(people)  # fmt: skip
    names = ("id", "token", "person_id", "question", "subject_id", "data", "asked_at", "expires_at")
    insert = insert_for(session)(Prompt).from_select(names, rows)
    anew = {"asked_at": now, "expires_at": until, "answered_at": None}
    session.execute(
        insert.on_conflict_do_update(index_elements=["question", "subject_id", "person_id"], set_=anew)
    )  # fmt: skip


def _queue_to_groups(session: Session, about: Broadcast, not_before: datetime, now: datetime) -> Tally:
    groups = groups_in(session, about.path, about.paths)
    subject, facts = f"broadcast:{about.id}", {"text": about.text}
    sent = queue_to_groups(session, groups, subject, "broadcast-text", facts, now, now + STANDS, not_before=not_before)
    return Tally({(WECOM, LANGUAGES[0]): sent}, 0)


def _audience(about: Broadcast, paths: list[str], today: date) -> Select[Any]:
    """Ids of the people it is for: running posts of its roles, in its subtree and in what the author may reach."""
    held = (
        sql(col(Post.person_id))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(within([about.path]), within(paths), running(today))
    )
    if about.event_id is not None:  # who organises it, or has answered, need not be invited
        answered = sql(col(SignUp.person_id)).where(col(SignUp.event_id) == about.event_id)
        held = held.where(col(Post.person_id) != about.actor_id, col(Post.person_id).not_in(answered))
    return held.where(col(Post.role).in_(about.roles)) if about.roles else held
