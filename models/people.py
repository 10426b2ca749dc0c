"""People and the addresses that reach them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint, delete, event, update
from sqlmodel import Field, Session, SQLModel, col, select

from models import name_words
from models.crypt import Encrypted
from models.db import UtcTime, affect
from models.import_files import WEB

TELEGRAM, SMS = "telegram", "sms"
TAIL = 4
LANGUAGES = ("zh-CN", "en")

ACTIVE, STOPPED, UNREACHABLE, PENDING = "active", "stopped", "unreachable", "pending"
BY_GATEWAY = STOPPED
"""The reason of an address that the gateway itself stopped (Twilio does on STOP): it refuses whatever is sent there."""
_WITH = "with "
"""The reason of an address that was stopped together with the one on the channel it names, or on a page (WEB)."""


class Person(SQLModel, table=True):
    """Somebody the community knows. `consent_at` is when they agreed to be written to; without it, nobody writes.

    `note` is what a coordinator must know to be kind (illness, hardship): encrypted, shown to coordinators only.
    `digest_day` (0 is Monday) and `digest_hour` are when they want the week's digest; None leaves it to the community.
    `digest_week` is the ISO week of the digest they had last ("2026-W48").
    """

    __table_args__ = (CheckConstraint("language IN ('zh-CN', 'en')", name="person_language"),)
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=60, index=True)
    party_member: bool = False
    language: str = Field(default="zh-CN", max_length=8)
    note: str | None = Field(default=None, sa_type=Encrypted)
    consent_at: datetime | None = Field(default=None, sa_type=UtcTime)
    digest_day: int | None = None
    digest_hour: int | None = None
    digest_week: str | None = Field(default=None, max_length=8)
    created_at: datetime = Field(sa_type=UtcTime)


name_words.keep(Person)


class Address(SQLModel, table=True):
    """One way to reach one person: a Telegram chat id or a phone number in E.164, encrypted.

    `state`: active; stopped (they said STOP on this channel; BY_GATEWAY as `reason` where not even an answer gets
    through); unreachable (a permanent failure, `reason` says which);
    pending (opened a joining link, has not yet said that it is theirs: speaks as a guest, gets nothing but answers).
    `tail` is the last TAIL digits of a phone number, for whoever has to find its owner by them: encrypted as well.
    """

    __table_args__ = (
        UniqueConstraint("channel", "value", name="address_once"),
        CheckConstraint("channel IN ('telegram', 'sms')", name="address_channel"),
        CheckConstraint("state IN ('active', 'stopped', 'unreachable', 'pending')", name="address_state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    channel: str = Field(max_length=16)
    value: str = Field(sa_type=Encrypted)
    tail: str | None = Field(default=None, sa_type=Encrypted, index=True)
    state: str = Field(default=ACTIVE, max_length=16)
    reason: str | None = Field(default=None, max_length=80)
    preferred: bool = False
    created_at: datetime = Field(sa_type=UtcTime)


def _keep_tail(mapper: Any, connection: Any, address: Address) -> None:
    address.tail = address.value[-TAIL:] if address.channel == SMS else None


event.listen(Address, "before_insert", _keep_tail)
event.listen(Address, "before_update", _keep_tail)


def fill_searched(session: Session) -> int:
    """Make what people are found by, of those who were there before it was kept; how many people and phones."""
    tailless = session.exec(select(Address).where(Address.channel == SMS, col(Address.tail).is_(None))).all()
    for address in tailless:
        address.tail = address.value[-TAIL:]
        session.add(address)
    session.flush()
    return name_words.fill(session, Person) + len(tailless)


def address_of(session: Session, channel: str, value: str) -> Address | None:
    """The address with that value on that channel, whatever its state."""
    return session.exec(select(Address).where(Address.channel == channel, Address.value == value)).first()


def link_address(session: Session, person_id: int, channel: str, value: str, now: datetime) -> bool:
    """Make an address this person's preferred one; False, and nothing changed, when it is somebody else's."""
    known = address_of(session, channel, value)
    if known is not None and known.person_id != person_id:
        return False
    session.exec(update(Address).where(col(Address.person_id) == person_id).values(preferred=False))
    if known is None:
        known = Address(person_id=person_id, channel=channel, value=value, created_at=now)
    known.preferred, known.state, known.reason = True, ACTIVE, None
    session.add(known)
    session.flush()
    return True


def set_address_state(session: Session, channel: str, value: str, state: str, reason: str | None = None) -> bool:
    """Stop, resume or mark unreachable; True when the state changed. Unknown addresses change nothing.

    Nor does a pending one: only a yes to the joining question (`link_address`) makes it the person's own.
    """
    done = session.exec(
        update(Address)
        .where(col(Address.channel) == channel, col(Address.value) == value)
        .where(col(Address.state).not_in((state, PENDING)))
        .values(state=state, reason=reason)
    )
    return bool(done.rowcount)


def stop_at_gateway(session: Session, channel: str, value: str) -> bool:
    """The gateway lets nothing through to this address any more; True when it was not stopped before.

    A pending one stays pending, and is closed as well.
    """
    stopped = set_address_state(session, channel, value, STOPPED, BY_GATEWAY)
    mine = (col(Address.channel) == channel) & (col(Address.value) == value)
    session.exec(
        update(Address).where(mine, col(Address.reason).is_distinct_from(BY_GATEWAY)).values(reason=BY_GATEWAY)
    )
    return stopped


def stop_person(
    session: Session, person_id: int | None, channel: str, value: str, *, by_gateway: bool = False
) -> bool:  # fmt: skip
    """They said stop at this address: it and every other one of theirs is stopped; True when this one was not.

    Also one that does not work at present: who unblocks the bot later has still said stop.

    Somebody nobody knows has this address at most. `by_gateway`: it was the gateway that heard it, and obeys.
    Said on a page (`channel` WEB) it is at no address: they are all stopped alike; True when any was not.
    """
    if by_gateway:
        stopped = stop_at_gateway(session, channel, value)
    else:
        stopped = set_address_state(session, channel, value, STOPPED)
        mine = (col(Address.channel) == channel) & (col(Address.value) == value) & (col(Address.state) == STOPPED)
        affect(session, update(Address).where(mine, col(Address.reason).startswith(_WITH)).values(reason=None))
    if person_id is not None:
        others = (col(Address.person_id) == person_id) & col(Address.state).in_((ACTIVE, UNREACHABLE))
        with_it = affect(session, update(Address).where(others).values(state=STOPPED, reason=_WITH + channel))
        stopped = stopped or (channel == WEB and with_it > 0)
    return stopped


def resume_person(session: Session, person_id: int, channel: str, value: str) -> bool:
    """They want to hear again at this address, and by what was stopped together with it; True when it was stopped.

    What was stopped on a page goes on as well, what they had stopped for itself stays stopped. Said on a page
    (`channel` WEB) it is for every address of theirs but those the gateway stopped; True when any was stopped.
    """
    resumed = set_address_state(session, channel, value, ACTIVE)
    open_gateway(session, channel, value)
    stopped = (col(Address.person_id) == person_id) & (col(Address.state) == STOPPED)
    ours = (
        col(Address.reason).is_distinct_from(BY_GATEWAY)
        if channel == WEB
        else col(Address.reason).in_((_WITH + channel, _WITH + WEB))
    )
    with_it = affect(session, update(Address).where(stopped, ours).values(state=ACTIVE, reason=None))
    return resumed or (channel == WEB and with_it > 0)


def works_somewhere(session: Session, person_id: int) -> bool:
    """Whether an address of theirs is active."""
    active = select(Address.id).where(Address.person_id == person_id, Address.state == ACTIVE)
    return session.exec(active).first() is not None


def open_gateway(session: Session, channel: str, value: str) -> None:
    """They said the word by which the gateway lets messages through again: a pending address may be answered, too."""
    closed = (col(Address.channel) == channel) & (col(Address.value) == value) & (col(Address.reason) == BY_GATEWAY)
    session.exec(update(Address).where(closed, col(Address.state) == PENDING).values(reason=None))


def forget_pending(session: Session, channel: str, value: str) -> None:
    """Forget an address that opened a joining link and did not say yes; any other stays."""
    mine = (col(Address.channel) == channel) & (col(Address.value) == value)
    session.execute(delete(Address).where(mine, col(Address.state) == PENDING))
