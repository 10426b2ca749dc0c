"""A month of the whole model community through the real code: nothing lost, nothing doubled, the same seed the same."""

from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session, col

from bot.demo.rehearsal import Rehearsed, rehearse
from models.db import Database
from models.ledger import Entry
from models.migrate import migrate


def booked(session: Session) -> list[tuple[object, ...]]:
    """The ledger without what a process numbers for itself."""
    columns = (Entry.seq, Entry.at, Entry.person_id, Entry.grid_id, Entry.rule, Entry.raw, Entry.points)
    return [tuple(row) for row in session.execute(select(*map(col, columns)).order_by(col(Entry.seq)))]


async def play(path: Path) -> tuple[Rehearsed, list[tuple[object, ...]]]:
    """One January, and the ledger it leaves."""
    migrate(f"sqlite:///{path}")
    done = await rehearse(Database(f"sqlite:///{path}", durable=False), 2026, 1, 7, lambda line: None)
    left = Database(f"sqlite:///{path}")
    entries = left.run_now(booked)
    await left.close()
    return done, entries


async def test_a_month_keeps_every_promise_and_repeats_itself(tmp_path: Path) -> None:
    """497 tasks a month, each invariant holds, and the same seed books the same entries in the same order."""
    first, entries = await play(tmp_path / "first.db")
    assert first.broken == []
    assert first.tasks % 497 == 0 and first.checkins > 400
    second, again = await play(tmp_path / "second.db")
    assert again == entries and second.report == first.report
