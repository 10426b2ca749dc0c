"""Heartbeats: what each role did last, whoever did it, and what the doctor makes of it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlmodel import Session

from bot.records import who_works
from models.db import Database
from models.heartbeats import KEPT, SCHEDULER, WEB, WORKER, Heartbeat, ages, beat

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)


def _before(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


async def test_the_newest_work_of_a_role_counts(db: Database) -> None:
    """Of several workers the busiest counts; a later beat replaces the earlier; a role nobody has is None."""
    await db.run(beat, "first", {WORKER: _before(300), WEB: _before(5)}, NOW)
    await db.run(beat, "second", {WORKER: _before(40)}, NOW)
    assert await db.read(ages, NOW) == {WEB: 5, WORKER: 40, SCHEDULER: None}
    await db.run(beat, "first", {WORKER: _before(1), WEB: NOW}, NOW)
    assert await db.read(ages, NOW, (WORKER,)) == {WORKER: 1}


async def test_a_clock_that_is_a_little_ahead_is_no_age_below_zero(db: Database) -> None:
    """Machines' clocks differ by seconds."""
    await db.run(beat, "ahead", {WEB: NOW + timedelta(seconds=3)}, NOW)
    assert await db.read(ages, NOW, (WEB,)) == {WEB: 0}


async def test_the_silent_are_forgotten(db: Database) -> None:
    """Every start is a process of a new name: those long gone are swept by the living."""
    await db.run(beat, "gone", {WORKER: NOW, WEB: NOW}, NOW)
    later = NOW + KEPT + timedelta(seconds=1)
    await db.run(beat, "here", {WEB: later}, later)
    assert await db.read(lambda s: s.execute(select(func.count()).select_from(Heartbeat)).scalar_one()) == 1
    assert await db.read(ages, later) == {WEB: 0, WORKER: None, SCHEDULER: None}


@pytest.mark.parametrize(
    ("there", "found"),
    [
        ({}, [("ok", "roles-none")]),
        ({WEB: 1, WORKER: 1, SCHEDULER: 1}, [("ok", "roles-ok")]),
        ({WEB: 1, SCHEDULER: 1}, [("fail", "role-missing-worker")]),
        ({WEB: 1, WORKER: 100, SCHEDULER: 100}, [("fail", "role-missing-scheduler"), ("fail", "role-missing-worker")]),
    ],
)
async def test_the_doctor_knows_who_is_missing(
    db: Database, there: dict[str, float], found: list[tuple[str, str]]
) -> None:
    """A stopped program is well; one in which nobody ticks or nobody handles messages is not."""

    def rule(session: Session) -> list[tuple[str, str]]:
        if there:
            beat(session, "one", {role: _before(age) for role, age in there.items()}, NOW)
        return [(level, key) for level, key, _ in who_works(session, NOW)]

    assert await db.run(rule) == found
