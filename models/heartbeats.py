"""Heartbeats: which process last did the work of which role, so that any of them can tell what is not running."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, func
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.db import UtcTime, insert_for

WEB, WORKER, SCHEDULER = "web", "worker", "scheduler"
ROLES = (WEB, WORKER, SCHEDULER)
KEPT = timedelta(hours=1)


class Heartbeat(SQLModel, table=True):
    """When a process last did what its role is for: served pages, looked at the inbox, ticked without an error."""

    process: str = Field(primary_key=True, max_length=64)
    role: str = Field(primary_key=True, max_length=16)
    at: datetime = Field(sa_type=UtcTime)


def beat(session: Session, process: str, done: Mapping[str, datetime], now: datetime) -> None:
    """Note {role: when this process last did its work}, and forget processes that have been silent for KEPT."""
    rows = [{"process": process, "role": role, "at": at} for role, at in done.items()]
    insert = insert_for(session)(Heartbeat).values(rows)
    session.execute(insert.on_conflict_do_update(index_elements=["process", "role"], set_={"at": insert.excluded.at}))
    session.execute(delete(Heartbeat).where(col(Heartbeat.at) < now - KEPT))


def ages(session: Session, now: datetime, roles: Iterable[str] = ROLES) -> dict[str, float | None]:
    """{role: seconds since any process did its work}, never negative; None where nobody has for KEPT."""
    last = dict(
        session.execute(sql(col(Heartbeat.role), func.max(col(Heartbeat.at))).group_by(col(Heartbeat.role))).all()
    )
    return {role: max(0.0, (now - last[role]).total_seconds()) if role in last else None for role in roles}
