"""Messages: what the community says to anyone is a row, committed with the change that caused it, sent afterwards."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, UniqueConstraint, false
from sqlmodel import Field, Session, SQLModel

from models.crypt import Encrypted, EncryptedJson
from models.db import BigId, UtcTime, affect, insert_new, later, new_id

ALERT, REPLY, BROADCAST = 0, 1, 2
QUEUED, SENDING, SENT, DELIVERED = "queued", "sending", "sent", "delivered"
FAILED, UNCERTAIN, EXPIRED, UNREACHED, CANCELLED = "failed", "uncertain", "expired", "unreached", "cancelled"
STATES = (QUEUED, SENDING, SENT, DELIVERED, FAILED, UNCERTAIN, EXPIRED, UNREACHED, CANCELLED)


class Message(SQLModel, table=True):
    """One utterance to one recipient: a catalogue key and its facts, rendered in their language when it is sent.

    A reply names the address it answers (`channel`, `to`); anything else names the person, and the address is chosen
    when it is sent. `language` is the person's own where it is None. `edits` is the provider's id of the message it
    takes the place of, where the channel can do that. `again` says that it may have arrived before. Facts are
    encrypted: they may quote what somebody wrote.
    """

    __table_args__ = (
        UniqueConstraint("purpose", "subject", "person_id", name="message_once"),
        CheckConstraint(f"state IN {STATES!r}", name="message_state"),
        Index("message_queue", "state", "channel", "priority", "not_before"),
    )
    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    purpose: str = Field(max_length=60)
    subject: str = Field(max_length=60)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    grid_id: int | None = Field(default=None, foreign_key="grid.id")
    channel: str | None = Field(default=None, max_length=16)
    to: str | None = Field(default=None, sa_type=Encrypted)
    language: str | None = Field(default=None, max_length=8)
    key: str = Field(max_length=60)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=EncryptedJson)
    prompt_id: int | None = Field(default=None, foreign_key="prompt.id", sa_type=BigId)
    edits: str | None = Field(default=None, max_length=40)
    priority: int = BROADCAST
    state: str = Field(default=QUEUED, max_length=12)
    attempts: int = 0
    again: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    not_before: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)
    claimed_until: datetime | None = Field(default=None, sa_type=UtcTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcTime)
    provider_id: str | None = Field(default=None, max_length=64, index=True)
    error: str | None = Field(default=None, max_length=80)
    created_at: datetime = Field(sa_type=UtcTime)


def message_row(
    now: datetime, purpose: str, subject: str, key: str, facts: Mapping[str, Any], expires_at: datetime, **more: Any
) -> dict[str, Any]:
    """A complete row of `message`, every column named; `more` fills the optional ones."""
    row: dict[str, Any] = {
        "id": new_id(now), "purpose": purpose, "subject": subject, "key": key, "facts": dict(facts),
        "person_id": None, "grid_id": None, "channel": None, "to": None, "language": None,
        "prompt_id": None, "edits": None,
        "priority": BROADCAST, "state": QUEUED, "attempts": 0, "again": False, "not_before": now,
        "expires_at": expires_at,
        "claimed_until": None, "sent_at": None, "provider_id": None, "error": None, "created_at": now,
    }  # fmt: skip
    unknown = more.keys() - row.keys()
    if unknown:
        raise TypeError(f"message has no {unknown}")
    return row | more


def post(
    session: Session,
    person_id: int,
    key: str,
    facts: Mapping[str, Any],
    *,
    purpose: str,
    subject: str,
    now: datetime,
    expires_at: datetime,
    **more: Any,
) -> bool:
    """Say something to a person, in this transaction; False when it was already said for that purpose and subject."""
    row = message_row(now, purpose, subject, key, facts, expires_at, person_id=person_id, **more)
    return bool(affect(session, insert_new(session, Message).values(row)))


def post_reply(session: Session, row: Mapping[str, Any]) -> None:
    """Queue the answer to an inbound (a `message_row` with channel and to), written with the batch it belongs to."""
    later(session, Message, row)
