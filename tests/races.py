"""Two transactions that overlap, without a guess at timing: the second is known to wait before the first commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlmodel import Session

from models.db import Database, write_queued

R = TypeVar("R")
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def overlapping(db: Database, first: Callable[[Session], R], second: Callable[[Session], R]) -> tuple[R, R]:
    """What both give when `second` comes to what `first` has changed and not yet committed.

    On SQLite the second waits for the first anyway: there is one writer.
    """
    with ThreadPoolExecutor(1) as pool:
        with Session(db.engine, expire_on_commit=False) as session, session.begin():
            begun = first(session)
            write_queued(session)
            other = pool.submit(db.run_now, second)
            while not db.sqlite and not other.done() and not _waits(db):
                pass
        return begun, other.result(timeout=30)


def _waits(db: Database) -> bool:
    with db.engine.connect() as connection:
        return bool(connection.exec_driver_sql(WAITING).scalar_one())
