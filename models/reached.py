"""What became of a message to many, counted from its rows; and the messages nobody can be sure about."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, true, update
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.approval import covers
from models.broadcasts import CONFIRMED, DRAFT, Broadcast, messages_of
from models.db import UtcTime, affect
from models.errors import NotFound
from models.grid import Grid, upwards, within
from models.knocks import LOST, NOBODY, TOLD, WAITING, Knock
from models.lookup import everywhere
from models.outbox import (
    CANCELLED,
    DELIVERED,
    EXPIRED,
    QUEUED,
    SENDING,
    SENT,
    UNCERTAIN,
    Message,
)
from models.people import Person
from models.posts import Post
from models.routing import REPLY_PURPOSE

LEFT_ALONE, RESENT = "left alone", "resent by hand"
"""What somebody decided about an uncertain message."""
MOST_UNCERTAIN = 8
"""As many as the digits of one answer name."""
LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Reach:
    """How a broadcast stands. `failed` counts by reason, `knocking` by the name of who was asked to knock.

    `told` were told in person, `nobody` could not be; `unplanned` are not knocked for (or not yet).
    """

    sent: int
    delivered: int
    waiting: int
    uncertain: int
    expired: int
    cancelled: int
    failed: dict[str, int]
    knocking: dict[str, int]
    told: int
    nobody: int
    unplanned: int

    @property
    def lost(self) -> int:
        """How many no message reached."""
        return sum(self.failed.values())


@dataclass(frozen=True, slots=True)
class Doubt:
    """A message that may have arrived: to whom, of which purpose, since when."""

    id: int
    name: str
    purpose: str
    created_at: datetime


def newest(session: Session, actor_id: int, paths: list[str], most: int) -> list[Broadcast]:
    """The newest broadcasts that are one's own, or go only to people one could write to; drafts apart."""
    return listed(session, actor_id, paths, most=LOOKED_AT)[0][:most]


def listed(
    session: Session, actor_id: int, paths: list[str], *, skip: int = 0, most: int, state: str = "",
    span: tuple[datetime, datetime] | None = None,
) -> tuple[list[Broadcast], bool]:  # fmt: skip
    """(what `newest` may list of the `most` newest after the first `skip`, in a `state` if one is named and written or
    confirmed within a `span` [start, end); are there older ones)."""
    shown = col(Broadcast.state) == state if state else col(Broadcast.state) != DRAFT
    if span is not None:
        at = func.coalesce(col(Broadcast.confirmed_at), col(Broadcast.created_at), type_=UtcTime())
        shown &= (at >= span[0]) & (at < span[1])
    near = shown & (or_(col(Broadcast.actor_id) == actor_id, *(_touches(path) for path in paths)))
    rows = session.exec(
        select(Broadcast).where(near).order_by(col(Broadcast.id).desc()).limit(most + 1).offset(skip)
    ).all()
    mine = [about for about in rows[:most] if about.actor_id == actor_id or covers(paths, about)]
    return mine, len(rows) > most


def stage(about: Broadcast, now: datetime) -> str:
    """Its state; of a confirmed one whether it is "gone", or leaves "soon" and can still be called off."""
    if about.state != CONFIRMED:
        return about.state
    return "soon" if about.leaves_at is not None and about.leaves_at > now else "gone"


def _touches(path: str) -> ColumnElement[bool]:
    """Meant for that subtree, for a part of it, or for what it is a part of."""
    above = ["/", *upwards(path)] if path != "/" else ["/"]
    return col(Broadcast.path).startswith(path, autoescape=True) | col(Broadcast.path).in_(above)


def broadcast_by_number(session: Session, number: int, actor_id: int, paths: list[str]) -> Broadcast:
    """The one with that number, if it is among those `newest` may list; NotFound otherwise."""
    about = session.get(Broadcast, number)
    if about is None or about.state == DRAFT or not (about.actor_id == actor_id or covers(paths, about)):
        raise NotFound(what=str(number))
    return about


def reach(session: Session, about: Broadcast) -> Reach:
    """Its figures, each counted from the rows of `message` and `knock` as they are now."""
    here = messages_of(about)
    rows = session.execute(
        sql(col(Message.state), col(Message.error), col(Knock.state), col(Person.name), func.count())
        .outerjoin(Knock, col(Knock.message_id) == col(Message.id))
        .outerjoin(Person, col(Person.id) == col(Knock.knocker_id))
        .where(here)
        .group_by(col(Message.state), col(Message.error), col(Knock.state), col(Knock.knocker_id), col(Person.name))
    ).all()
    states: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    knocking: Counter[str] = Counter()
    knocks: Counter[str] = Counter()
    for state, error, knock, name, number in rows:
        if state not in LOST:
            states[state] += number
            continue
        failed[error or ""] += number
        knocks[knock or ""] += number
        if knock in WAITING:
            knocking[name] += number
    return Reach(
        states[SENT], states[DELIVERED], states[QUEUED] + states[SENDING], states[UNCERTAIN], states[EXPIRED],
        states[CANCELLED], dict(failed.most_common()), dict(knocking.most_common()), knocks[TOLD], knocks[NOBODY],
        sum(knocks.values()) - knocks[TOLD] - knocks[NOBODY] - sum(knocking.values()),
    )  # fmt: skip


# --- what nobody can be sure about ---
def doubts(
    session: Session, paths: list[str], now: datetime, today: date, *, skip: int = 0, most: int = MOST_UNCERTAIN
) -> list[Doubt]:  # fmt: skip
    """Messages that may have arrived, the oldest first, `most` at most.

    Of a whole community's coordinator all, of others those to people with a post in their subtrees. An answer in a
    conversation is left out: who misses it asks again. So is what is over its time, or was settled.
    """  # fmt: skip
    rows = session.execute(
        sql(col(Message.id), col(Person.name), col(Message.purpose), col(Message.created_at))
        .join(Person, col(Person.id) == col(Message.person_id))
        .where(doubtful(session, paths, now, today))
        .order_by(col(Message.id))
        .limit(most)
        .offset(skip)
    ).all()
    return [Doubt(*row) for row in rows]


def doubts_in_all(session: Session, paths: list[str], now: datetime, today: date) -> int:
    """How many of them there are."""
    which = doubtful(session, paths, now, today)
    return int(session.execute(sql(func.count()).select_from(Message).where(which)).scalar_one())


def resend(session: Session, ids: Collection[int], paths: list[str], now: datetime, today: date) -> int:
    """Queue those once more because a person says so, each once, whoever says so at the same moment; how many."""
    anew: dict[str, Any] = {
        "channel": None,
        "to": None,
        "edits": None,
        "provider_id": None,
        "sent_at": None,
        "claimed_until": None,
    }
    anew |= {"again": True}
    which = col(Message.id).in_(ids) & doubtful(session, paths, now, today)
    return affect(session, update(Message).where(which).values(state=QUEUED, not_before=now, error=RESENT, **anew))


def leave_alone(session: Session, ids: Collection[int], paths: list[str], now: datetime, today: date) -> int:
    """Keep those as they are, and list them no more; how many."""
    which = col(Message.id).in_(ids) & doubtful(session, paths, now, today)
    return affect(session, update(Message).where(which).values(error=LEFT_ALONE))


def doubtful(session: Session, paths: list[str], now: datetime, today: date) -> ColumnElement[bool]:
    """A condition on Message: nobody knows whether it arrived, it still matters, and it went to somebody of theirs."""
    running = (col(Post.from_on) <= today) & (col(Post.to_on).is_(None) | (col(Post.to_on) > today))
    held = sql(col(Post.person_id)).join(Grid, col(Grid.id) == col(Post.grid_id)).where(within(paths), running)
    theirs = true() if everywhere(session, paths) else col(Message.person_id).in_(held)
    open_ = col(Message.error).is_(None) | (col(Message.error) != LEFT_ALONE)
    return (
        (col(Message.state) == UNCERTAIN) & (col(Message.purpose) != REPLY_PURPOSE) & (col(Message.expires_at) > now)
        & open_ & theirs
    )  # fmt: skip
