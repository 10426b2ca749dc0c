"""Leases: one process at a time does what must not be done twice, such as polling. Fenced, and lost by silence."""

from datetime import datetime, timedelta

from sqlalchemy import func, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.db import UtcTime, affect, insert_new

LEASE = timedelta(seconds=60)
_ALONE = 0x57A1
"""The space of PostgreSQL's advisory locks in which `alone` keeps its names."""


class Lease(SQLModel, table=True):
    """Who holds `name` until when. `fence` grows with every new holder, so a late one can tell that it lost."""

    name: str = Field(primary_key=True, max_length=40)
    owner: str = Field(max_length=64)
    fence: int = 0
    until: datetime = Field(sa_type=UtcTime)


def hold(session: Session, name: str, owner: str, now: datetime) -> bool:
    """Take or renew a lease for LEASE; False while another owner holds it."""
    mine = col(Lease.owner) == owner
    done = session.execute(
        update(Lease)
        .where(col(Lease.name) == name, mine | (col(Lease.until) < now))
        .values(owner=owner, until=now + LEASE, fence=col(Lease.fence) + 1)
    )
    if done.rowcount:  # type: ignore[attr-defined]
        return True
    row = {"name": name, "owner": owner, "fence": 1, "until": now + LEASE}
    return bool(affect(session, insert_new(session, Lease).values(row)))


def holder(session: Session, name: str) -> tuple[str, int]:
    """Who holds a lease, or held it last, and its fence, which every renewal makes grow; ("", 0) before the first."""
    found = session.execute(sql(col(Lease.owner), col(Lease.fence)).where(col(Lease.name) == name)).one_or_none()
    return (found.owner, found.fence) if found else ("", 0)


def release(session: Session, name: str, owner: str, now: datetime) -> None:
    """Give a lease back, so that the next process need not wait for it to run out."""
    session.execute(update(Lease).where(col(Lease.name) == name, col(Lease.owner) == owner).values(until=now - LEASE))


def alone(session: Session, name: str) -> None:
    """Be the only one who does `name` until this transaction ends; waits for whoever does so now.

    It is lost with the connection, so that nobody waits for a process that was killed. SQLite's one writer is alone.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sql(func.pg_advisory_xact_lock(_ALONE, func.hashtext(name))))
