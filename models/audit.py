"""Who did what when, for acts that change what others rely on."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, Session, SQLModel

from models.db import UtcTime


class Audit(SQLModel, table=True):
    """One act. `facts` names ids and codes, never phone numbers or notes."""

    __table_args__ = (Index("audit_act_at", "act", "at"),)
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcTime, index=True)
    actor_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    act: str = Field(max_length=40)
    subject: str = Field(max_length=60, index=True)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


def record(session: Session, now: datetime, actor_id: int | None, act: str, subject: str, **facts: object) -> None:
    """Add an act to the audit; `actor_id` is None for the program itself and for the command line."""
    session.add(Audit(at=now, actor_id=actor_id, act=act, subject=subject, facts=facts))
