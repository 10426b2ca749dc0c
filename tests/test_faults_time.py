"""Faults of time: clocks that jump, programs that stood still, a loop that hangs: each thing happens once."""

import asyncio
import logging
import os
import signal
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col

from messages.delivery import Delivery
from messages.forms import RICH
from models.clock import MovableClock
from models.db import Database
from models.duties import Task
from models.outbox import EXPIRED, QUEUED, SENDING, SENT, UNCERTAIN, Message
from models.people import TELEGRAM
from scheduler.clockwork import Clockwork
from scheduler.tick import run_once
from tests.neighbourhood import UNITS, ZONE, begin, count, local
from tests.office import Post, until
from tests.rig.failpoints import kind_of
from tests.rig.program import Life, new_shift, start
from tests.rig.story import CHAPTERS, people
from tests.rig.telegram import Telegram
from tests.talk import FakeChannel

ISSUED, REMINDED = local(2026, 11, 2, 9), local(2026, 11, 9, 9)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JUMPS = [
    pytest.param(HOUR, marks=pytest.mark.fault("clock ±1 h")),
    pytest.param(-HOUR, marks=pytest.mark.fault("clock ±1 h")),
    pytest.param(DAY, marks=pytest.mark.fault("clock +1 day")),
]


class Wrong(MovableClock):
    """A clock that somebody sets wrong, and right again."""

    def jump(self, by: timedelta) -> None:
        """Also backwards."""
        self._base += by


@pytest.mark.parametrize("by", JUMPS)
async def test_the_clock_jumps_between_ticks(db: Database, by: timedelta) -> None:
    """Whenever it jumps, before, at and after the moments that count: tasks, notices and reminders come once each."""
    await begin(db, local(2026, 11, 1))
    clock, channel = Wrong(ISSUED - 2 * HOUR), FakeChannel(TELEGRAM, RICH)
    delivery = Delivery(db, {TELEGRAM: channel}, clock, ZONE)
    for moment in (ISSUED, REMINDED):
        for around in (-HOUR, timedelta(0), HOUR):
            right = moment + around
            for wrong in (timedelta(0), by, timedelta(0)):
                clock.jump(right + wrong - clock.now())
                await run_once(db, clock.now(), ZONE)
                await delivery.drain()
    clock.jump(2 * DAY)
    await delivery.drain()
    assert await db.read(count, Task) == UNITS
    assert await db.read(count, Message, col(Message.purpose).startswith("duty:")) == UNITS
    assert await db.read(count, Message, col(Message.purpose).startswith("remind:")) == UNITS
    assert [len(channel.sent[str(1000 + n)]) for n in range(UNITS)] == [2] * UNITS


@pytest.mark.parametrize("by", JUMPS)
async def test_the_clock_jumps_while_notices_leave(db: Database, zone: ZoneInfo, by: timedelta) -> None:
    """Claims that suddenly ran out are nobody's to send again: what may have left is listed, the rest leaves once."""
    clock = Wrong(ISSUED)
    office = Post(db, clock, zone)
    for chat in range(1, 41):
        await office.say(await office.person(str(chat)), expires_at=ISSUED + 5 * DAY)
    office.telegram.gate = asyncio.Event()
    leaving = asyncio.create_task(office.delivery.drain())
    await until(lambda: office.telegram.most_at_once >= 32)
    clock.jump(by)
    async with asyncio.timeout(30):
        await office.another().drain()  # another process, which looks for claims that ran out
    office.telegram.gate.set()
    await leaving
    clock.jump(-by)
    for _ in range(6):
        clock.jump(HOUR)
        await office.delivery.drain()
    left = [int(message.to) for message in office.telegram.sent]
    listed = [row.to for row in await office.rows() if row.state == UNCERTAIN]
    assert len(left) == len(set(left)) and {*left, *(int(to or 0) for to in listed)} == set(range(1, 41))
    assert not listed or by > timedelta(0)
    assert {row.state for row in await office.rows()} <= {SENT, UNCERTAIN}


@pytest.mark.fault("down 25 h")
async def test_down_for_twenty_five_hours(db: Database, zone: ZoneInfo) -> None:
    """What was queued and is stale by then is not sent, what still counts is, and the reminder that fell due comes."""
    await begin(db, local(2026, 11, 1))
    await run_once(db, ISSUED, ZONE)
    down = local(2026, 11, 8, 9)
    office = Post(db, MovableClock(down), zone)
    await office.say(await office.person("77"), "停水一天", expires_at=down + 24 * HOUR, purpose="broadcast")
    await office.answer("77", "答")
    office.clock.advance(25 * HOUR)
    assert (await run_once(db, office.clock.now(), ZONE))["reminded"] == UNITS
    assert (await run_once(db, office.clock.now(), ZONE))["reminded"] == 0
    await office.delivery.drain()
    assert not [message for message in office.telegram.sent if message.to == "77"]
    heads = [message.text for message in office.telegram.sent if message.to != "1"]  # 1 is asked for next year's days
    assert len(heads) == len(set(heads)) == 2 * UNITS
    assert await db.read(count, Message, col(Message.state) == EXPIRED) == 2


@pytest.mark.fault("event loop blocked 5 s")
@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_loop_that_hangs(db: Database, caplog: pytest.LogCaptureFixture) -> None:
    """Ticks that a hanging loop delayed by seconds are made up for by one, at once, and none counts as missed."""
    await begin(db, local(2026, 11, 1))
    clock, woken = MovableClock(ISSUED), asyncio.Event()
    clockwork = Clockwork(db, clock, ZONE, woken.set, every=3)
    await clockwork.start()
    await woken.wait()
    woken.clear()
    clock.move_to(local(2026, 12, 1, 9))
    with caplog.at_level(logging.WARNING):
        time.sleep(5)  # noqa: ASYNC251 - that is the fault
        await woken.wait()
    await clockwork.stop()
    assert "missed" not in caplog.text
    assert await db.read(count, Task) == 2 * UNITS


IN_FLIGHT = 40
"""Twice what one process claims at a time here: ten, and ten more that are urgent."""


@pytest.mark.fault("process stopped 10 min")
async def test_a_process_that_was_stopped(db: Database, db_url: str, tmp_path: Path) -> None:
    """Stopped amid a fan-out and let go ten minutes later, when another process has gone on: everybody is told, and
    no more notices come twice than the two processes had in flight."""
    heads, shift, begins = 90, new_shift(), CHAPTERS["asked"]
    await db.run(people, heads)
    channel = FakeChannel(TELEGRAM, RICH)
    async with Telegram(by_webhook=False) as telegram:
        life = Life(db_url, telegram.api, begins, str(tmp_path / "log"), rate=10.0, shift=shift)
        process = start(life)
        try:
            await until(lambda: _notices(telegram) > 5)
            os.kill(process.pid, signal.SIGSTOP)
            began = _notices(telegram)
            shift.value = 600.0
            other = Delivery(db, {TELEGRAM: channel}, MovableClock(begins + timedelta(minutes=11)), ZONE)
            going_on = asyncio.create_task(other.drain())
            # Stopped within a transaction, it may hold a row that the other one waits for until it goes on.
            await asyncio.wait({going_on}, timeout=2)
            os.kill(process.pid, signal.SIGCONT)
            await going_on
            async with asyncio.timeout(30):
                while await db.read(_waiting, heads):  # noqa: ASYNC110 - another process sets no event of ours
                    await asyncio.sleep(0.02)
        finally:
            process.kill()
            process.join()
    arrived = telegram.sent + Counter((to, one.text) for to, sent in channel.sent.items() for one in sent)
    notices = {chat: times for (chat, text), times in arrived.items() if kind_of(text) == "duty"}
    listed = await db.read(count, Message, col(Message.state) == UNCERTAIN)
    assert began < heads and len(notices) + listed >= heads
    assert sum(times - 1 for times in notices.values()) <= IN_FLIGHT
    assert await db.read(count, Message, col(Message.state).not_in([SENT, UNCERTAIN])) == 0


def _notices(telegram: Telegram) -> int:
    return sum(times for (_, text), times in telegram.sent.items() if kind_of(text) == "duty")


def _waiting(session: Session, heads: int) -> bool:
    """Whether anything has still to leave."""
    return count(session, Task) < heads or count(session, Message, col(Message.state).in_([QUEUED, SENDING])) > 0
