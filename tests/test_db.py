"""What both databases promise underneath: nothing lost, nothing half done, no time without a zone."""

import asyncio
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, text, update
from sqlalchemy.exc import StatementError
from sqlmodel import Session, col

from models.db import Database, make_engine, new_id
from models.errors import NaiveTime
from models.leases import Lease

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)


def begin(session: Session) -> None:
    """A row to count in."""
    session.add(Lease(name="count", owner="all", fence=0, until=NOW))


def fence(session: Session) -> int:
    """What was counted."""
    return session.get_one(Lease, "count").fence


async def test_changes_at_once_are_all_counted(db: Database) -> None:
    """Twenty who change one row at the same moment by a conditional statement lose none."""
    await db.run(begin)

    def add(session: Session) -> None:
        session.execute(update(Lease).where(col(Lease.name) == "count").values(fence=col(Lease.fence) + 1))

    await asyncio.gather(*(db.run(add) for _ in range(20)))
    assert await db.read(fence) == 20


async def test_reading_then_writing_loses_nothing(db: Database) -> None:
    """BEGIN IMMEDIATE: on SQLite even read, then write is one step; on PostgreSQL a lock of the row makes it one."""
    await db.run(begin)

    def add(session: Session) -> None:
        row = session.get_one(Lease, "count", with_for_update=True)
        row.fence += 1

    await asyncio.gather(*(db.run(add) for _ in range(20)))
    assert await db.read(fence) == 20


async def test_whoever_gives_up_waiting_leaves_no_transaction_open(db: Database) -> None:
    """A cancelled caller loses the answer, not the transaction: each one that began is committed."""
    await db.run(begin)
    ends: Counter[str] = Counter()
    for name in ("begin", "commit", "rollback"):
        event.listen(db.engine, name, lambda connection, name=name: ends.update([name]))

    def add(session: Session) -> None:
        session.get_one(Lease, "count", with_for_update=True).fence += 1

    for _ in range(10):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await db.run(add)
    await db.close()
    assert ends["begin"] == ends["commit"] and not ends["rollback"]


async def test_what_raises_is_rolled_back_whole(db: Database) -> None:
    """A rule that raises has done nothing, whatever it had written, savepoints included."""

    def half(session: Session) -> None:
        with session.begin_nested():
            begin(session)
        raise LookupError

    with pytest.raises(LookupError):
        await db.run(half)
    assert await db.read(lambda s: s.get(Lease, "count")) is None


@pytest.mark.parametrize("kind", ["sqlite"])
def test_sqlite_waits_for_the_disk(db_url: str) -> None:
    """Committed means kept through a power cut: WAL with synchronous FULL; REPLACE fires the ledger's triggers."""
    with make_engine(db_url).connect() as connection:
        settings = {name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
                    for name in ("journal_mode", "synchronous", "recursive_triggers", "foreign_keys")}  # fmt: skip
    assert settings == {"journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1, "foreign_keys": 1}


@pytest.mark.parametrize("kind", ["postgresql"])
def test_a_postgresql_that_vanished_is_noticed(db: Database, db_url: str) -> None:
    """No connection waits for hours on a machine that is gone; what the URL asks for is what counts."""
    with db.engine.connect() as connection:
        assert connection.connection.driver_connection.info.get_parameters()["tcp_user_timeout"] == "30000"  # type: ignore[union-attr]
    hasty = make_engine(f"{db_url}&connect_timeout=3")
    with hasty.connect() as connection:
        given = connection.connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]
    hasty.dispose()
    assert (given["connect_timeout"], given["keepalives_idle"]) == ("3", "15")


async def test_a_time_without_a_zone_is_refused(db: Database) -> None:
    """It would be read as another hour somewhere."""

    def naive(session: Session) -> None:
        session.add(Lease(name="naive", owner="x", until=datetime(2026, 11, 2)))
        session.flush()

    with pytest.raises(StatementError, match=NaiveTime.__name__):
        await db.run(naive)


async def test_times_come_back_as_they_were(db: Database) -> None:
    """Aware UTC, whatever the database keeps."""
    await db.run(begin)
    assert await db.read(lambda s: s.get_one(Lease, "count").until) == NOW


def test_ids_are_not_given_twice() -> None:
    """Blocks that are asked for in a row do not overlap, and ids grow with time."""
    first = new_id(NOW, 500)
    assert new_id(NOW) & 0x1FFFFF == (first + 500) & 0x1FFFFF
    assert new_id(NOW.replace(hour=2)) > first


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_a_transaction_that_is_left_alone_ends_by_itself(db: Database) -> None:
    """On PostgreSQL a process that is stopped amid a transaction gives up its locks after five minutes."""
    shown = await db.read(lambda s: s.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one())
    assert shown == "5min"
