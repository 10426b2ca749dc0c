"""Which address a message takes, and where it goes when one fails."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.groups import close_group
from models.outbox import CANCELLED, FAILED, QUEUED, UNREACHED, Message
from models.people import (
    ACTIVE,
    STOPPED,
    UNREACHABLE,
    Address,
    Person,
    address_of,
    set_address_state,
    stop_at_gateway,
)
from models.shared_phones import PhoneShare

ROUTE_BATCH = 1000
MAX_ATTEMPTS = 8
"""How often one message is handed to a provider, fallbacks included."""
REPLY_PURPOSE, CONSENT_PURPOSE = "reply", "consent"
NO_CONSENT, NO_ADDRESS = "no consent", "no address"

Way = tuple[str, str, str]
"""(channel, value, state) of an address."""

_ROUTE = (
    update(Message)
    .where(col(Message.id) == bindparam("b_id"), col(Message.state) == QUEUED)
    .values(channel=bindparam("b_channel"), to=bindparam("b_to"))
)

_HOMELESS = (
    sql(col(Message.id), col(Message.person_id), col(Message.purpose), col(Person.consent_at))
    .outerjoin(Person, col(Person.id) == col(Message.person_id))
    .where(col(Message.state) == QUEUED, col(Message.channel).is_(None), col(Message.not_before) <= bindparam("now"))
    .order_by(col(Message.priority), col(Message.not_before), col(Message.id))
    .limit(ROUTE_BATCH)
    .with_for_update(of=Message, skip_locked=True)
)


def choose(known: Sequence[Way], lanes: Collection[str]) -> tuple[str, str] | str:
    """The first active address on a channel that is on; without one, the word for why there is none."""
    for channel, value, state in known:
        if state == ACTIVE and channel in lanes:
            return channel, value
    states = {state for channel, _, state in known if channel in lanes}
    return STOPPED if STOPPED in states else UNREACHABLE if UNREACHABLE in states else NO_ADDRESS


def route(session: Session, lanes: Collection[str], now: datetime) -> set[str]:
    """Choose an address for due messages that have none: the preferred active one, else the oldest active one.

    Returns the channels that got messages. Nobody to reach: unreached, with the reason.
    """
    rows = session.connection().execute(_HOMELESS, {"now": now}).all()
    known = ways(session, {row.person_id for row in rows if row.person_id is not None})
    routed: list[dict[str, Any]] = []
    lost: dict[str, list[int]] = {}
    for id_, person_id, purpose, consent_at in rows:
        way = choose(known.get(person_id or 0, []), lanes)
        if consent_at is None and purpose != CONSENT_PURPOSE and person_id is not None:
            way = NO_CONSENT
        if isinstance(way, str):
            lost.setdefault(way, []).append(id_)
        else:
            routed.append({"b_id": id_, "b_channel": way[0], "b_to": way[1]})
    if routed:
        session.connection().execute(_ROUTE, routed)
    for reason, ids in lost.items():
        end(session, ids, UNREACHED, reason)
    return {row["b_channel"] for row in routed}


def fall_back(
    session: Session, message_id: int, reason: str, lanes: Collection[str] | None, now: datetime, *, gone: bool
) -> str | None:
    """A message failed for good on its address: mark the address when it is `gone`, and try the person's next one.

    Returns the channel it is queued for now. A reply goes nowhere else; without another address (on `lanes`, where
    they are known) the message ends as unreached, or as failed when its address still works.
    """
    purpose, person_id, channel, to, attempts = session.connection().execute(
        sql(
            col(Message.purpose), col(Message.person_id), col(Message.channel), col(Message.to), col(Message.attempts)
        ).where(col(Message.id) == message_id)
    ).one()  # fmt: skip
    if gone and channel and to:
        if reason == STOPPED:
            stop_at_gateway(session, channel, to)
        else:
            set_address_state(session, channel, to, UNREACHABLE, reason)
        if person_id is None:
            close_group(session, channel, to)
    if purpose == REPLY_PURPOSE or person_id is None:
        end(session, [message_id], FAILED, reason)
        return None
    known = ways(session, {person_id}).get(person_id, [])
    others = [way for way in known if way[:2] != (channel, to) and (gone or way[0] != channel)]
    way = choose(others, {one[0] for one in others} if lanes is None else lanes)
    if isinstance(way, str) or attempts >= MAX_ATTEMPTS:
        end(session, [message_id], UNREACHED if gone else FAILED, reason)
        return None
    session.connection().execute(
        update(Message)
        .where(col(Message.id) == message_id)
        .values(
            state=QUEUED, channel=way[0], to=way[1], edits=None, not_before=now, claimed_until=None, provider_id=None,
            sent_at=None, error=reason,
        )
    )  # fmt: skip
    return way[0]


def end(session: Session, ids: Collection[int], state: str, error: str | None) -> None:
    """Settle messages for good, with the reason."""
    if ids:
        session.connection().execute(
            update(Message).where(col(Message.id).in_(ids)).values(state=state, error=error, claimed_until=None)
        )


def withdraw_held(session: Session, person_id: int) -> None:
    """Whoever the gateway had stopped can be answered again: what was held back of answers needs no knock any more."""
    theirs = col(Message.person_id) == person_id
    held = (
        col(Message.state).in_((UNREACHED, FAILED))
        & (col(Message.purpose) == REPLY_PURPOSE)
        & (col(Message.error) == STOPPED)
    )
    session.connection().execute(update(Message).where(theirs, held).values(state=CANCELLED))


def take_way(session: Session, message_id: int, way: tuple[str, str]) -> None:
    """Have a queued message go to that (channel, value)."""
    session.connection().execute(
        update(Message).where(col(Message.id) == message_id).values(channel=way[0], to=way[1], edits=None)
    )


def unroute(session: Session, ids: Collection[int]) -> None:
    """Forget the address of queued messages, so that `route` chooses anew."""
    if ids:
        session.connection().execute(
            update(Message).where(col(Message.id).in_(ids)).values(channel=None, to=None, edits=None)
        )


def ways(session: Session, people: Collection[int]) -> dict[int, list[Way]]:
    """Each person's addresses in the order they are to be tried, a shared one last; whoever has none is not in it."""
    found: dict[int, list[Way]] = {}
    if not people:
        return found
    rows = session.connection().execute(
        sql(col(Address.person_id), col(Address.channel), col(Address.value), col(Address.state))
        .where(col(Address.person_id).in_(people))
        .order_by(col(Address.preferred).desc(), col(Address.id))
    )
    shared = session.connection().execute(
        sql(col(PhoneShare.person_id), col(Address.channel), col(Address.value), col(Address.state))
        .join(Address, col(Address.id) == col(PhoneShare.address_id))
        .where(col(PhoneShare.person_id).in_(people))
        .order_by(col(PhoneShare.made_at))
    )
    for person_id, channel, value, state in (*rows, *shared):
        found.setdefault(person_id, []).append((channel, value, state))
    return found


def move(session: Session, message_id: int, value: str) -> None:
    """The chat this message goes to has a new address (a group became a supergroup): it and all that is queued follow.

    Where the new address is known already, the old one is marked unreachable, and only the messages move.
    """
    channel, old = session.connection().execute(
        sql(col(Message.channel), col(Message.to)).where(col(Message.id) == message_id)
    ).one()  # fmt: skip
    assert channel is not None and old is not None
    if address_of(session, channel, value) is None:
        mine = (col(Address.channel) == channel) & (col(Address.value) == old)
        session.connection().execute(update(Address).where(mine).values(value=value))
    else:
        set_address_state(session, channel, old, UNREACHABLE, "migrated")
    waiting = (col(Message.state) == QUEUED) & (col(Message.channel) == channel) & (col(Message.to) == old)
    session.connection().execute(update(Message).where(waiting).values(to=value))
