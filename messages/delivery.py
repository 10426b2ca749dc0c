"""Delivery: queued messages leave, each through one lane per channel, until the program stops.

Nothing else knows how: rules queue rows (`post`), whoever queued some says `wake()`.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import OperationalError

from messages.forms import Channel
from messages.lane import Lane
from messages.pacing import Pace
from models.clock import Clock
from models.db import Database
from models.sending import due, recover

log = structlog.get_logger()
SWEEP = timedelta(minutes=1)


class Delivery:
    """Sends the queue over `channels`. `pace` makes a channel's pace from (rate, per_chat); None sends unpaced.

    `zone` is the community's.
    """

    def __init__(
        self,
        db: Database,
        channels: Mapping[str, Channel],
        clock: Clock,
        zone: ZoneInfo,
        *,
        pace: Callable[[float, float], Pace] | None = None,
    ) -> None:
        self._db, self._clock, self.zone = db, clock, zone
        self._lanes = {
            name: Lane(
                db, channel, list(channels), clock, pace(channel.rate, channel.per_chat) if pace else None, self._wake
            )
            for name, channel in channels.items()
        }
        self._swept_at = clock.now() - SWEEP

    def wake(self) -> None:
        """Something was queued. To be called on the event loop's thread, after the commit."""
        self._wake(set(self._lanes))

    async def run(self) -> None:
        """Send for ever; when cancelled, finish what is leaving and record it.

        Raises an ExceptionGroup of what ended a lane.
        """
        await self._sweep()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_sweeping())
            for lane in self._lanes.values():
                group.create_task(lane.run())

    async def drain(self) -> int:
        """Send all that can go at this moment of the clock; how many messages that was. Never sleeps when unpaced."""
        if self._clock.now() >= self._swept_at + SWEEP:
            await self._sweep()
        sent, lanes = 0, list(self._lanes)
        while await self._db.read(due, lanes, self._clock.now()):
            went = sum([await lane.drain() for lane in self._lanes.values()])
            if not went:  # what is due cannot go for now
                break
            sent += went
        return sent

    def _wake(self, names: set[str]) -> None:
        for name in names & self._lanes.keys():
            self._lanes[name].wake()

    async def _keep_sweeping(self) -> None:
        while True:
            await asyncio.sleep(SWEEP.total_seconds())
            try:
                await self._sweep()
            except OperationalError as error:
                log.warning("database away", error=type(error).__name__)

    async def _sweep(self) -> None:
        self._swept_at = self._clock.now()
        once_more, uncertain = await self._db.run(recover, self._swept_at)
        if once_more or uncertain:
            log.warning("claims ran out", sent_once_more=once_more, uncertain=uncertain)
            self.wake()
