"""What makes time pass: APScheduler ticks, the rows decide. Its heartbeat is kept here, apart from it."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from models.clock import Clock
from models.db import Database
from scheduler.tick import TickResult, run_once

TICK_SECONDS = 20


class Clockwork:
    """Ticks every TICK_SECONDS of real time, and at once when asked, for example after a clock was moved.

    `wake` is called after a tick that did something: there may be messages to send.
    """

    def __init__(
        self, db: Database, clock: Clock, zone: ZoneInfo, wake: Callable[[], None], *, every: float = TICK_SECONDS
    ) -> None:
        """Wire it; nothing runs before `start`. `every` is in seconds."""
        self._db, self._clock, self._zone, self._wake, self._every = db, clock, zone, wake, every
        self._one_at_a_time = asyncio.Lock()
        self._scheduler: AsyncIOScheduler | None = None
        self._beat = time.monotonic()

    async def start(self) -> None:
        """Begin to tick, the first time at once. Ticks that a busy loop delayed are made up for by one."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.add_job(
            self.tick_now, "interval", seconds=self._every, next_run_time=datetime.now(UTC), max_instances=1,
            coalesce=True, misfire_grace_time=None,
        )  # fmt: skip
        scheduler.start()
        self._scheduler = scheduler

    async def stop(self) -> None:
        """Let a tick that is running end, and tick no more. Harmless when it never started."""
        if self._scheduler is None:
            return
        self._scheduler.pause()
        async with self._one_at_a_time:
            self._scheduler.shutdown(wait=False)
            await asyncio.sleep(0)  # it shuts down in the loop's next turn
        self._scheduler = None

    async def tick_now(self) -> TickResult:
        """One tick at the clock's present; two never run at the same time in one process."""
        async with self._one_at_a_time:
            result = await run_once(self._db, self._clock.now(), self._zone)
            if not result.failed:
                self._beat = time.monotonic()
        if result.changed:
            self._wake()
        return result

    def age(self) -> float:
        """Seconds of real time since the last tick without an error, or since the start before the first one."""
        return time.monotonic() - self._beat
