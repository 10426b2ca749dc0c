"""Who lets a message to many go: its author, above SECOND_ABOVE recipients a second person; both may call it off."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, update
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.broadcasts import (
    AWAITING,
    CALLED_OFF,
    CONFIRMED,
    CONSENT,
    DRAFT,
    STANDS,
    Broadcast,
    Tally,
    count,
    messages_of,
    queue,
)
from models.db import affect
from models.errors import NotFound, StairwellError
from models.following import reachable
from models.grid import Grid
from models.guards import first_allowed, guards
from models.outbox import CANCELLED, DELIVERED, QUEUED, SENDING, SENT, Message
from models.people import Person
from models.permissions import roles_with
from models.posts import Post
from models.prompts import Prompt

ACT = "message.post"
SECOND_ABOVE = 50
"""More recipients than this need a second person's agreement."""
LEAVES_AFTER = timedelta(minutes=2)
"""How long what was confirmed can still be called off, all of it; in the quiet hours until they end."""


class NoSecond(StairwellError):
    """More than SECOND_ABOVE recipients, and nobody else who could agree: how to get one is in the sentence."""

    key = "error-no-second"


class OwnBroadcast(StairwellError):
    """The author's own word is not a second person's."""

    key = "error-own-broadcast"


class AlreadyDecided(StairwellError):
    """Somebody was quicker, or it is over its time."""

    key = "error-already-settled"


class AlreadyLeaving(StairwellError):
    """The two minutes are over: `sent` messages have left, of `count`."""

    key = "error-already-leaving"


@dataclass(frozen=True, slots=True)
class Second:
    """Somebody who may agree to what another coordinator wants to send."""

    person_id: int
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class CalledOff:
    """What calling off did: messages that do not leave now, and messages that were quicker."""

    stopped: int
    left: int


def covers(paths: list[str], about: Broadcast) -> bool:
    """Whether whoever may write to `paths` may write to everybody this broadcast is for."""
    inside = any(about.path.startswith(path) for path in about.paths)
    meant = [about.path] if inside else [path for path in about.paths if path.startswith(about.path)]
    return bool(meant) and all(any(one.startswith(path) for path in paths) for one in meant)


def seconds(session: Session, about: Broadcast) -> list[Second]:
    """Everybody but the author who may agree: posts that may send to all of it, people a message can reach."""
    rows = session.execute(
        sql(col(Person.id), col(Person.name), col(Person.language), col(Grid.path))
        .join(Post, col(Post.person_id) == col(Person.id))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(
            col(Post.role).in_(roles_with(ACT)), col(Post.to_on).is_(None), col(Person.id) != about.actor_id,
            reachable(),
        )
        .order_by(col(Person.id))
    ).all()  # fmt: skip
    found = {row[0]: Second(*row[:3]) for row in rows if covers([row[3]], about)}
    return list(found.values())


def confirm(
    session: Session, broadcast_id: int, actor_id: int, paths: list[str], now: datetime, zone: ZoneInfo
) -> tuple[Tally, list[Second]]:
    """Its author's yes, once, whoever presses at the same moment: (whom it reaches, who is asked to agree).

    With nobody to ask it leaves as `departures` says, in the community's `zone`. Raises NoSecond, and NotFound for a
    draft that is not the author's, is over STANDS, or was confirmed.
    """
    mine = (col(Broadcast.id) == broadcast_id) & (col(Broadcast.actor_id) == actor_id)
    fresh = (col(Broadcast.state) == DRAFT) & (col(Broadcast.created_at) >= now - STANDS)
    # Claimed first: whoever presses at the same moment waits here, and then finds nothing to claim.
    if not affect(session, update(Broadcast).where(mine, fresh).values(state=AWAITING, confirmed_at=now, paths=paths)):
        raise NotFound(what="")
    about = session.get_one(Broadcast, broadcast_id, populate_existing=True)
    counts = count(session, about, paths, now.astimezone(zone).date())
    if counts.recipients <= SECOND_ABOVE:
        return _let_go(session, about, None, now, zone), []
    asked = seconds(session, about)
    if not asked:
        raise NoSecond(recipients=counts.recipients, most=SECOND_ABOVE)
    about.recipients, about.unreachable = counts.recipients, counts.unreachable
    session.add(about)
    session.flush()
    return counts, asked


def agree(
    session: Session, broadcast_id: int, actor_id: int, paths: list[str], now: datetime, zone: ZoneInfo
) -> tuple[Broadcast, Tally]:
    """The second person's yes, once: the messages are queued. Recipients are counted again now.

    Raises OwnBroadcast, AlreadyDecided, and NotFound beyond the second person's own grids.
    """
    about = _decide(session, broadcast_id, actor_id, paths, now, CONFIRMED)
    return about, _let_go(session, about, actor_id, now, zone)


def refuse(session: Session, broadcast_id: int, actor_id: int, paths: list[str], now: datetime) -> Broadcast:
    """The second person's no, once: one objection is enough, nothing is sent. Raises as `agree` does."""
    return _decide(session, broadcast_id, actor_id, paths, now, CALLED_OFF)


def call_off(session: Session, broadcast_id: int, actor_id: int, now: datetime) -> CalledOff:
    """Its author, or whoever agreed, takes it back before it leaves; the author also while it waits for agreement.

    What a lane has claimed meanwhile leaves: each message is settled by its own row. Raises AlreadyLeaving,
    AlreadyDecided, and NotFound for anybody else's.
    """
    about = session.get(Broadcast, broadcast_id, populate_existing=True)
    if about is None or actor_id not in (about.actor_id, about.seconded_by) or about.state == DRAFT:
        raise NotFound(what="")
    this = col(Broadcast.id) == broadcast_id
    waiting = (col(Broadcast.state) == AWAITING) & (col(Broadcast.actor_id) == actor_id)
    still = waiting | ((col(Broadcast.state) == CONFIRMED) & (col(Broadcast.leaves_at) > now))
    if affect(session, update(Broadcast).where(this, still).values(state=CALLED_OFF)):
        session.refresh(about)
        return _stop(session, about, now)
    session.refresh(about)
    if about.state != CONFIRMED:
        raise AlreadyDecided
    raise AlreadyLeaving(sent=left(session, about), count=about.recipients)


def left(session: Session, about: Broadcast) -> int:
    """How many of its messages are on their way or there."""
    gone = col(Message.state).in_((SENDING, SENT, DELIVERED))
    return int(session.execute(sql(func.count()).select_from(Message).where(messages_of(about), gone)).scalar_one())


def lapse(session: Session, now: datetime) -> list[Broadcast]:
    """Call off what nobody agreed to within STANDS; those broadcasts."""
    over = (col(Broadcast.state) == AWAITING) & (col(Broadcast.confirmed_at) < now - STANDS)
    ids = session.execute(update(Broadcast).where(over).values(state=CALLED_OFF).returning(col(Broadcast.id))).scalars()
    return [session.get_one(Broadcast, one, populate_existing=True) for one in ids.all()]


def lapses_at(session: Session) -> datetime | None:
    """When the oldest one that waits for agreement lapses; None when none does."""
    first = session.execute(
        sql(col(Broadcast.confirmed_at))
        .where(col(Broadcast.state) == AWAITING)
        .order_by(col(Broadcast.confirmed_at))
        .limit(1)
    ).scalar_one_or_none()
    return first + STANDS if first else None


def _decide(
    session: Session, broadcast_id: int, actor_id: int, paths: list[str], now: datetime, state: str
) -> Broadcast:
    about = session.get(Broadcast, broadcast_id, populate_existing=True)
    if about is None or not covers(paths, about):
        raise NotFound(what="")
    if about.actor_id == actor_id:
        raise OwnBroadcast
    this = (col(Broadcast.id) == broadcast_id) & (col(Broadcast.state) == AWAITING)
    fresh = col(Broadcast.confirmed_at) >= now - STANDS
    if not affect(session, update(Broadcast).where(this, fresh).values(state=state, seconded_by=actor_id)):
        raise AlreadyDecided
    session.refresh(about)
    return about


def departures(counts: Tally, now: datetime, zone: ZoneInfo) -> dict[str, datetime]:
    """{channel: when what is let go now leaves by it}: after LEAVES_AFTER, in the quiet hours at their end."""
    channels, soon = dict.fromkeys(channel for channel, _ in counts.by_way), now + LEAVES_AFTER
    return {channel: first_allowed(soon, guards().hours_of(channel), zone) for channel in channels}


def _let_go(session: Session, about: Broadcast, second: int | None, now: datetime, zone: ZoneInfo) -> Tally:
    """It can be called off until the first of it leaves, however long the quiet hours are."""
    today = now.astimezone(zone).date()
    leaves = departures(count(session, about, about.paths, today), now, zone)
    about.state, about.seconded_by = CONFIRMED, second
    about.leaves_at = min(leaves.values(), default=now + LEAVES_AFTER)
    session.add(about)
    return queue(session, about, about.leaves_at, now, today)


def _stop(session: Session, about: Broadcast, now: datetime) -> CalledOff:
    """Cancel what has not begun to leave; a head whose invitation is cancelled can be invited again this month."""
    here: ColumnElement[bool] = messages_of(about)
    queued = col(Message.state) == QUEUED
    cancelled = update(Message).where(here, queued).values(state=CANCELLED, subject=f"broadcast:{about.id}")
    stopped = affect(session, cancelled)
    if about.kind == CONSENT or about.event_id is not None:
        asked = sql(col(Message.prompt_id)).where(here, col(Message.state) == CANCELLED)
        open_ = col(Prompt.id).in_(asked) & col(Prompt.answered_at).is_(None)
        session.execute(
            update(Prompt).where(open_).values(answered_at=now).execution_options(synchronize_session=False)
        )
    return CalledOff(stopped, left(session, about))
