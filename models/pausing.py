"""The switch that stops all sending: one row that every process sees when it next looks for something to send."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.audit import record
from models.crypt import Encrypted
from models.db import UtcTime, affect, insert_for
from models.outbox import EXPIRED, QUEUED, REPLY, Message
from models.people import Person
from models.telling import GUARD, GUARD_STANDS, tell_coordinators

SENDING = "sending"
REASON_LENGTH = 60


class Switch(SQLModel, table=True):
    """What is stopped since when, by whom (None: the command line) and why; running where `paused_at` is None."""

    name: str = Field(primary_key=True, max_length=20)
    paused_at: datetime | None = Field(default=None, sa_type=UtcTime)
    paused_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str = Field(default="", sa_type=Encrypted)


@dataclass(frozen=True, slots=True)
class Paused:
    """That nothing is sent: since when, who stopped it ("" = the command line), and why ("" = not said)."""

    since: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """What a pause leaves: messages that go now, and those whose time ran out meanwhile."""

    waiting: int
    expired: int


def may_leave() -> ColumnElement[bool]:
    """A condition on Message: sending is not stopped, or it is an answer to whoever just wrote."""
    stopped = exists().where(col(Switch.name) == SENDING, col(Switch.paused_at).is_not(None))
    return or_(col(Message.priority) == REPLY, ~stopped)


def paused(session: Session) -> Paused | None:
    """Whether sending is stopped, and how that came."""
    found = session.execute(
        sql(col(Switch.paused_at), col(Person.name), col(Switch.reason))
        .outerjoin(Person, col(Person.id) == col(Switch.paused_by))
        .where(col(Switch.name) == SENDING, col(Switch.paused_at).is_not(None))
    ).first()
    return Paused(found[0], found[1] or "", found[2]) if found else None


def pause(session: Session, now: datetime, actor_id: int | None, by: str, reason: str) -> bool:
    """Stop everything but answers; the other coordinators are told. False when it was stopped already.

    What waits is kept and goes when sending is resumed, unless its time runs out before.
    """
    row = {"name": SENDING, "paused_at": now, "paused_by": actor_id, "reason": reason[:REASON_LENGTH]}
    insert = insert_for(session)(Switch).values(row)
    on = {name: insert.excluded[name] for name in ("paused_at", "paused_by", "reason")}
    stop = insert.on_conflict_do_update(index_elements=["name"], set_=on, where=col(Switch.paused_at).is_(None))
    if not affect(session, stop):
        return False
    record(session, now, actor_id, "sending.pause", SENDING)
    _tell(session, "paused", "sending-paused-note", by, reason[:REASON_LENGTH], now, actor_id)
    return True


def resume(session: Session, now: datetime, actor_id: int | None, by: str) -> Resumed | None:
    """Let everything go again, and tell the other coordinators; None when nothing was stopped."""
    since = session.execute(sql(col(Switch.paused_at)).where(col(Switch.name) == SENDING)).scalar_one_or_none()
    on = (col(Switch.name) == SENDING) & col(Switch.paused_at).is_not(None)
    if since is None or not affect(session, update(Switch).where(on).values(paused_at=None)):
        return None
    held = (col(Message.state) == QUEUED) & (col(Message.priority) != REPLY) & (col(Message.not_before) <= now)
    over = col(Message.state).in_((QUEUED, EXPIRED)) & (col(Message.expires_at) > since)
    left = Resumed(
        _count(session, held & (col(Message.expires_at) > now)),
        _count(session, over & (col(Message.expires_at) <= now)),
    )
    record(session, now, actor_id, "sending.resume", SENDING, waiting=left.waiting, expired=left.expired)
    _tell(session, "resumed", "sending-resumed-note", by, "", now, actor_id)
    return left


def _tell(
    session: Session, about: str, key: str, by: str, reason: str, now: datetime, actor_id: int | None
) -> None:  # fmt: skip
    """As an answer, which a pause lets through."""
    tell_coordinators(
        session, key, {"name": by or "stairwell pause", "reason": reason or "–"}, purpose=GUARD + about,
        subject=now.isoformat(), now=now, expires_at=now + GUARD_STANDS, priority=REPLY, but=actor_id,
    )  # fmt: skip


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return int(session.execute(sql(func.count()).select_from(Message).where(condition)).scalar_one())
