"""What came in, kept before it is worked on: a set of seen ids, and the dead letters."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, UniqueConstraint, bindparam, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.crypt import Encrypted
from models.db import BigId, UtcTime, insert_for, new_id

NEW, HANDLED, DEAD = "new", "handled", "dead"
COUNTED = {"preserve_rowcount": True}


class Inbox(SQLModel, table=True):
    """One inbound, once for each provider id, however often the provider sends it. The payload is encrypted JSON."""

    __table_args__ = (
        UniqueConstraint("channel", "provider_id", name="inbox_once"),
        CheckConstraint("state IN ('new', 'handled', 'dead')", name="inbox_state"),
    )
    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    channel: str = Field(max_length=16)
    provider_id: str = Field(max_length=64)
    payload: str | None = Field(default=None, sa_type=Encrypted)
    state: str = Field(default=NEW, max_length=8, index=True)
    error: str | None = Field(default=None, max_length=120)
    received_at: datetime = Field(sa_type=UtcTime)


_KNOWN = sql(col(Inbox.provider_id)).where(
    col(Inbox.channel) == bindparam("channel"), col(Inbox.provider_id).in_(bindparam("ids", expanding=True))
)


def store(
    session: Session, channel: str, items: Sequence[tuple[str, str | None]], now: datetime, state: str = NEW
) -> dict[str, int]:
    """Keep (provider id, payload) pairs; returns {provider id: inbox id} of those never seen before, in order.

    Of several who store the same one at the same moment, exactly one is given it.
    """
    ids = {provider_id: new_id(now) for provider_id, _ in items}
    known = set(session.connection().execute(_KNOWN, {"channel": channel, "ids": list(ids)}).scalars())
    fresh = {provider_id: new for provider_id, new in ids.items() if provider_id not in known}
    payloads = dict(items)
    rows: list[Mapping[str, Any]] = [
        {"id": new, "channel": channel, "provider_id": provider_id, "payload": payloads[provider_id],
         "state": state, "error": None, "received_at": now}
        for provider_id, new in fresh.items()
    ]  # fmt: skip
    if not rows:
        return {}
    insert = insert_for(session)(Inbox).on_conflict_do_nothing(index_elements=["channel", "provider_id"])
    counted = session.connection().execute(insert, rows, execution_options=COUNTED)
    if counted.rowcount == len(rows):
        return fresh
    kept = set(session.execute(sql(col(Inbox.id)).where(col(Inbox.id).in_(list(fresh.values())))).scalars())
    return {provider_id: new for provider_id, new in fresh.items() if new in kept}


def bury(session: Session, inbox_id: int, error: str) -> None:
    """Put an inbound among the dead letters; `error` is the exception's type, never its text."""
    session.execute(update(Inbox).where(col(Inbox.id) == inbox_id).values(state=DEAD, error=error[:120]))


def blank(session: Session, inbox_id: int) -> None:
    """Keep no word of an inbound: of a voter nothing is kept that could be a vote."""
    session.execute(update(Inbox).where(col(Inbox.id) == inbox_id).values(payload=None))
