"""What makes time pass: ticks by themselves, a heartbeat, and a year played from moment to moment."""

import asyncio
import time
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session, col

from models.awards import AwardList
from models.clock import MovableClock
from models.db import Database
from models.duties import Task
from models.outbox import Message
from scheduler.clockwork import Clockwork
from scheduler.tick import next_moment, run_once, tick
from tests.neighbourhood import UNITS, ZONE, begin, change_duty, count, local, messages

ISSUED = local(2026, 11, 2, 9)


async def test_clockwork_ticks_by_itself(db: Database) -> None:
    """Once started it ticks at once and again, wakes delivery when there is something to send, and stops for good."""
    await begin(db, local(2026, 11, 1))
    clock, woken = MovableClock(ISSUED), asyncio.Event()
    clockwork = Clockwork(db, clock, ZONE, woken.set, every=0.05)
    await clockwork.stop()
    await clockwork.start()
    await woken.wait()
    assert await db.run(count, Task) == UNITS
    woken.clear()
    clock.move_to(local(2026, 12, 1, 9))
    await woken.wait()
    assert await db.run(count, Task) == 2 * UNITS
    assert 0 <= clockwork.age() < 60
    await clockwork.stop()


async def test_heartbeat_stops_with_errors(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tick in which a sweep failed is no heartbeat, and the next one without errors is."""
    await begin(db, local(2026, 11, 1))
    real = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: real[0])
    clockwork = Clockwork(db, MovableClock(ISSUED), ZONE, lambda: None)
    await change_duty(db, window={"due": "whenever"})
    real[0] += 100
    assert (await clockwork.tick_now()).failed
    assert clockwork.age() == 100
    await change_duty(db, window={"due": "month_end"})
    assert not (await clockwork.tick_now()).failed
    assert clockwork.age() == 0


async def test_jumping_from_moment_to_moment(db: Database) -> None:
    """A year is played by ticking at each next moment alone: twelve rounds, their reminders and closes, the awards."""
    begun = local(2026, 1, 1)
    await begin(db, begun, 2)
    now, end, ticks = begun, local(2027, 2, 1), 0
    while now < end:
        result = await db.run(tick, now, ZONE)
        assert not result.failed
        assert sum(result.done.values()) > 0 or now == begun, now  # no moment comes for nothing
        ticks += 1
        await db.run(lambda session: session.execute(update(Message).values(state="sent")))
        moment = await db.read(next_moment, now, ZONE)
        if moment is None:
            break
        assert moment > now
        now = moment

    def check(session: Session) -> None:
        assert count(session, Task) == count(session, Task, col(Task.state) == "missed") == 24
        assert len(messages(session, "remind:")) == 48
        assert session.get_one(AwardList, 2026).made_at == local(2027, 1, 26, 23, 59) + timedelta(seconds=1)

    await db.run(check)
    # The calendar of 2027 is asked for in October, November, January and February; in December the inspection asks.
    # What is open two days after it was due is told above, and after five; three times that is when the next is issued.
    # Five reviews open, remind twice, are overdue and close; one of these moments is another's, too.
    assert ticks == 12 * 4 + 1 + 4 + 12 * 2 - 3 + 5 * 5 - 1


async def test_next_moment_knows_what_waits_to_be_sent(db: Database) -> None:
    """A message that is to be tried again later is a moment; without anything planned there is none."""
    assert await db.read(next_moment, local(2026, 3, 1), ZONE) is None
    await begin(db, local(2026, 11, 1))
    calendar = local(2026, 11, 1, 9)  # the coordinators are asked for the days of 2027
    assert await db.read(next_moment, local(2026, 11, 1), ZONE) == calendar
    assert await db.read(next_moment, calendar, ZONE) == ISSUED
    await run_once(db, ISSUED, ZONE)
    later = ISSUED + timedelta(minutes=7)
    await db.run(lambda session: session.execute(update(Message).values(not_before=later)))
    assert await db.read(next_moment, ISSUED, ZONE) == later
