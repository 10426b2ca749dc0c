"""Leases: one process at a time does what must not be done twice, such as polling. Fenced, and lost by silence."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.db import UtcTime, affect, insert_new

LEASE = timedelta(seconds=60)
PRESENT = "present:"
"""A lease by which an owner shows that it lives."""


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


def share_out(
    session: Session, owner: str, names: Sequence[str], now: datetime, ended: Callable[[str], bool]
) -> set[str]:
    """Renew this owner's part of some leases and take what is free; those it holds for LEASE from now on.

    Owners who live get equally many: who has too many gives some back, for others to take at their next call. What a
    process that certainly has `ended` held is free at once. To be called by each owner several times within LEASE.
    """
    hold(session, PRESENT + owner, owner, now)
    session.execute(delete(Lease).where(col(Lease.name).startswith(PRESENT), col(Lease.until) < now - LEASE))
    wanted = col(Lease.name).in_(names) | col(Lease.name).startswith(PRESENT)
    rows = session.execute(sql(col(Lease.name), col(Lease.owner)).where(wanted, col(Lease.until) >= now)).all()
    gone = {held_by for _, held_by in rows if held_by != owner and ended(held_by)}
    held = {name: held_by for name, held_by in rows if held_by not in gone}
    for left in gone:
        session.execute(update(Lease).where(col(Lease.owner) == left).values(until=now - LEASE))
    owners = sum(name.startswith(PRESENT) for name in held)
    share = -(-len(names) // owners)
    mine = [name for name in names if held.get(name) == owner]
    for name in mine[share:]:
        release(session, name, owner, now)
    free = [name for name in names if name not in held]
    return {name for name in [*mine[:share], *free[: max(0, share - len(mine))]] if hold(session, name, owner, now)}


def release_all(session: Session, owner: str, now: datetime) -> None:
    """Give back whatever an owner holds, when it ends."""
    session.execute(update(Lease).where(col(Lease.owner) == owner).values(until=now - LEASE))
