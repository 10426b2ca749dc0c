"""Which messages leave next, through which address, and what became of them.

A message goes queued → sending → sent → delivered, or ends as failed, unreached, expired or uncertain. A claim ends by
itself after CLAIMED. What may have left when a crash or a time-out cut it off is sent once more, marked, when it is a
care message (an alert, an answer, what a duty asks); anything else is listed as uncertain. So what can ever arrive
twice is a care message that was in flight.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Boolean, bindparam, or_, update
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.db import affect
from models.grid import Grid
from models.groups import GroupChat
from models.holding import Candidate, hold
from models.outbox import (
    BROADCAST,
    CANCELLED,
    EXPIRED,
    FAILED,
    QUEUED,
    SENDING,
    SENT,
    UNCERTAIN,
    UNREACHED,
    Message,
)
from models.pausing import may_leave
from models.people import ACTIVE, Address, Person
from models.prompts import Prompt
from models.receipts import hear_early
from models.routing import CONSENT_PURPOSE, MAX_ATTEMPTS, NO_CONSENT, REPLY_PURPOSE, end, fall_back, move, unroute

CLAIMED, SAFETY = timedelta(minutes=2), timedelta(seconds=30)
"""How long a claim holds, and how long before its end the message must have begun to leave."""
INTERRUPTED = "interrupted"
CARE_TRIES = 4
"""How often a care message is handed over whose arrival is not known. A crash charges also what had not begun."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A message this process may send before `until`, with all that rendering needs. `attempt` counts from 1."""

    id: int
    attempt: int
    priority: int
    care: bool
    again: bool
    to: str
    language: str
    key: str
    facts: dict[str, Any]
    grid: str | None
    question: str
    token: str
    edits: str | None
    until: datetime
    name: str
    day: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a claim: `state` sent, failed or uncertain; queued with `not_before` to try again.

    Of a failure, `elsewhere` says that another address of the person may do, `gone` that this one will not work again.
    `charged` is False when the attempt does not count: it was the provider that failed, not the message. Of what is
    queued, `again` says that it may have arrived, `address` that its chat has that address from now on. `segments` are
    those of an SMS that was handed over, or may have been.
    """

    id: int
    attempt: int
    state: str
    provider_id: str | None = None
    error: str | None = None
    not_before: datetime | None = None
    gone: bool = False
    elsewhere: bool = False
    charged: bool = True
    again: bool = False
    address: str = ""
    segments: int = 0


_DUE = (
    sql(col(Message.id))
    .where(
        col(Message.state) == QUEUED,
        or_(col(Message.channel).is_(None), col(Message.channel).in_(bindparam("lanes", expanding=True))),
        col(Message.not_before) <= bindparam("now"),
        may_leave(),
    )
    .limit(1)
)
_CLAIM = (
    sql(
        col(Message.id), col(Message.purpose), col(Message.to), col(Message.language),
        col(Message.key), col(Message.facts), col(Message.edits), col(Message.attempts), col(Message.priority),
        col(Message.care), col(Message.again), col(Message.expires_at), col(Message.person_id),
        col(Person.language), col(Person.consent_at), col(Address.state), col(Grid.name), col(Prompt.token),
        col(Prompt.question), col(Prompt.answered_at), col(GroupChat.active), col(Person.name),
    )
    .outerjoin(Person, col(Person.id) == col(Message.person_id))
    .outerjoin(Address, (col(Address.channel) == col(Message.channel)) & (col(Address.value) == col(Message.to)))
    .outerjoin(GroupChat, (col(GroupChat.channel) == col(Message.channel)) & (col(GroupChat.value) == col(Message.to)))
    .outerjoin(Grid, col(Grid.id) == col(Message.grid_id))
    .outerjoin(Prompt, col(Prompt.id) == col(Message.prompt_id))
    .where(
        col(Message.state) == QUEUED,
        col(Message.channel) == bindparam("lane"),
        col(Message.priority) <= bindparam("upto"),
        col(Message.not_before) <= bindparam("now"), may_leave(),
    )
    .order_by(col(Message.priority), col(Message.not_before), col(Message.id))
    .limit(bindparam("most"))
    .with_for_update(of=Message, skip_locked=True)
)  # fmt: skip
_TAKE = (
    update(Message)
    .where(col(Message.id).in_(bindparam("ids", expanding=True)))
    .values(state=SENDING, claimed_until=bindparam("until"), attempts=col(Message.attempts) + 1)
)
_MINE = (
    (col(Message.id) == bindparam("b_id"))
    & (col(Message.state) == SENDING)
    & (col(Message.attempts) == bindparam("b_attempt"))
)
"""This attempt's own row; the attempt is the fence."""
_SETTLE = (
    update(Message)
    .where(_MINE)
    .values(
        state=bindparam("b_state"), provider_id=bindparam("b_provider"), error=bindparam("b_error"),
        sent_at=bindparam("b_sent"), segments=col(Message.segments) + bindparam("b_segments"), claimed_until=None,
    )
)  # fmt: skip
_AGAIN = (
    update(Message)
    .where(_MINE)
    .values(
        state=bindparam("b_state"), not_before=bindparam("b_not_before"), error=bindparam("b_error"),
        attempts=col(Message.attempts) - bindparam("b_back"), 
        again=col(Message.again) | bindparam("b_again", type_=Boolean),
        segments=col(Message.segments) + bindparam("b_segments"), claimed_until=None,
    )
)  # fmt: skip
_RELEASE = update(Message).where(_MINE).values(state=QUEUED, claimed_until=None, attempts=col(Message.attempts) - 1)


STALE, ANSWERED, BARRED, MOVED = "stale", "answered", "barred", "moved"


def due(session: Session, lanes: Collection[str], now: datetime) -> bool:
    """Whether anything could be routed or claimed for those channels now."""
    return session.connection().execute(_DUE, {"lanes": list(lanes), "now": now}).first() is not None


def claim(
    session: Session, lane: str, most: int, now: datetime, zone: ZoneInfo, lanes: Collection[str], upto: int = BROADCAST
) -> tuple[list[Claim], int]:
    """Take up to `most` due messages of a channel for this process: alerts first, then replies, then the rest.

    Nothing less urgent than `upto`. Returns them, and how many were looked at.

    Each is looked at again: expired, without consent, or its address no longer active (a reply goes to whoever just
    wrote, the question for consent may go without it), or a question that was answered meanwhile; then the guards have
    their say (`models.holding`). What may not go is settled here and not returned. `zone` is the community's, `lanes`
    are the channels that are on.
    """
    rows = session.connection().execute(_CLAIM, {"lane": lane, "now": now, "most": most, "upto": upto}).all()
    claims: list[Claim] = []
    free: list[Candidate] = []
    held: dict[str, list[int]] = {STALE: [], ANSWERED: [], BARRED: [], MOVED: []}
    until, day = now + CLAIMED, now.astimezone(zone).date().isoformat()
    for row in rows:
        (id_, purpose, to, language, key, facts, edits, attempts, priority, care, again, expires_at, person_id, spoken,
         consent_at, address_state, grid, token, question, answered_at, group_active, name) = row  # fmt: skip
        reachable = (address_state == ACTIVE or bool(group_active)) and to is not None
        consented = consent_at is not None or group_active is not None  # a group consents by taking the robot in
        if why := _held_back(purpose, expires_at <= now, answered_at is not None, consented, reachable):
            held[why].append(id_)
            continue
        free.append(Candidate(id_, purpose, key, priority, person_id))
        claims.append(
            Claim(
                id_, attempts + 1, priority, care, again, to, language or spoken or "", key, facts, grid,
                question or "", token or "", edits, until - SAFETY, name or "", day,
            )
        )  # fmt: skip
    if stopped := hold(session, lane, free, now, zone, lanes):
        claims = [one for one in claims if one.id not in stopped]
    if claims:
        session.connection().execute(_TAKE, {"ids": [one.id for one in claims], "until": until})
    end(session, held[STALE], EXPIRED, None)
    end(session, held[ANSWERED], CANCELLED, None)
    end(session, held[BARRED], UNREACHED, NO_CONSENT)
    unroute(session, held[MOVED])
    return claims, len(rows)


def _held_back(purpose: str, expired: bool, answered: bool, consented: bool, reachable: bool) -> str:
    """Why a due message may not go now; "" when it may."""
    if expired:
        return STALE
    if purpose == REPLY_PURPOSE:
        return ""
    if answered:
        return ANSWERED
    if not consented and purpose != CONSENT_PURPOSE:
        return BARRED
    return "" if reachable else MOVED


def settle(session: Session, outcomes: Sequence[Settled], lanes: Collection[str], now: datetime) -> set[str]:
    """Record what became of claims, each once and forward only; the channels that got messages by falling back.

    A claim that ran out meanwhile is somebody else's: its outcome changes nothing.
    """
    final = [one for one in outcomes if one.state != QUEUED]
    again = [one for one in outcomes if one.state == QUEUED]
    if final:
        session.connection().execute(_SETTLE, [_values(one, now) for one in final])
    if again:
        session.connection().execute(_AGAIN, [_once_more(one) for one in again])
    for one in again:
        if one.address:
            move(session, one.id, one.address)
    hear_early(session, [one.provider_id for one in final if one.provider_id], now)
    woken = set()
    for one in outcomes:
        if one.state == FAILED and _is_failed(session, one):
            channel = fall_back(session, one.id, one.error or "", lanes, now, gone=one.gone)
            woken |= {channel} if channel else set()
    return woken


def recover(session: Session, now: datetime, orphaned: Collection[str] = ()) -> tuple[int, int]:
    """What a crash left: claims that ran out, and messages nobody claimed in time. (sent once more, uncertain).

    Of the channels whose last owner has certainly ended (`orphaned`) every claim has run out.
    """
    ran_out = (col(Message.state) == SENDING) & (
        (col(Message.claimed_until) < now) | col(Message.channel).in_(orphaned)
    )
    once_more = affect(
        session,
        update(Message)
        .where(ran_out, col(Message.care), col(Message.attempts) < CARE_TRIES)
        .values(state=QUEUED, claimed_until=None, error=INTERRUPTED, again=True),
    )
    uncertain = affect(
        session, update(Message).where(ran_out).values(state=UNCERTAIN, claimed_until=None, error=INTERRUPTED)
    )
    affect(
        session,
        update(Message).where(col(Message.state) == QUEUED, col(Message.expires_at) <= now).values(state=EXPIRED),
    )
    return once_more, uncertain


def release(session: Session, claims: Iterable[Claim]) -> None:
    """Give claims back that were not begun: they are queued again, and the attempt does not count."""
    rows = [{"b_id": one.id, "b_attempt": one.attempt} for one in claims]
    if rows:
        session.connection().execute(_RELEASE, rows)


def _is_failed(session: Session, one: Settled) -> bool:
    """Whether this very attempt was recorded as the failure: a claim that ran out is not ours any more."""
    state, attempts = session.connection().execute(
        sql(col(Message.state), col(Message.attempts)).where(col(Message.id) == one.id)
    ).one()  # fmt: skip
    return bool(state == FAILED and attempts == one.attempt and one.elsewhere)


def _values(one: Settled, now: datetime) -> dict[str, Any]:
    return {
        "b_id": one.id, "b_attempt": one.attempt, "b_state": one.state, "b_provider": one.provider_id,
        "b_error": one.error, "b_sent": now if one.state == SENT else None,
        "b_segments": one.segments,
    }  # fmt: skip


def _once_more(one: Settled) -> dict[str, Any]:
    tired = one.charged and one.attempt >= MAX_ATTEMPTS
    return {
        "b_id": one.id, "b_attempt": one.attempt, "b_state": FAILED if tired else QUEUED, "b_error": one.error,
        "b_not_before": one.not_before, "b_back": 0 if one.charged else 1, "b_again": one.again,
        "b_segments": one.segments,
    }  # fmt: skip
