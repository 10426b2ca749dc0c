"""Delivery: queued messages leave, each through one lane per channel, until the program stops.

Nothing else knows how: rules queue rows (`post`), whoever queued some says `wake()`.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from messages.forms import Channel, Make
from messages.lane import Lane
from messages.pacing import Pace
from models.clock import Clock
from models.db import Database
from models.leases import LEASE, release_all, share_out
from models.processes import has_ended, process_name
from models.receipts import hear_kept
from models.sending import due, recover

log = structlog.get_logger()
SWEEP = timedelta(minutes=1)
SHARE_SECONDS, LOOK_SECONDS = 5.0, 1.0
"""How often a process renews its lanes; and how often it looks for more while it has fewer than half of them."""
LANE = "lane:"
"""What the lease of a channel's lane is called, before the channel's name."""


class Delivery:
    """Sends the queue over `channels`. `pace` makes a channel's pace from (rate, per_chat); None sends unpaced.

    `zone` is the community's; `make` makes the files that messages name (without it their text goes alone). While it
    runs, it shares the lanes with the other processes that run one: `owner` is its name among them.
    """

    def __init__(
        self,
        db: Database,
        channels: Mapping[str, Channel],
        clock: Clock,
        zone: ZoneInfo,
        *,
        pace: Callable[[float, Callable[[str], float]], Pace] | None = None,
        owner: str = "",
        make: Make | None = None,
    ) -> None:
        self._db, self._clock, self.zone = db, clock, zone
        self._owner = owner or process_name()
        self._lanes = {
            name: Lane(
                db,
                channel,
                list(channels),
                clock,
                zone,
                pace(channel.rate, channel.per_chat) if pace else None,
                self._wake,
                make,
            )
            for name, channel in channels.items()
        }
        self._swept_at = clock.now() - SWEEP
        self._few = False

    def wake(self) -> None:
        """Something was queued. To be called on the event loop's thread, after the commit."""
        self._wake(set(self._lanes))

    async def run(self) -> None:
        """Send for ever; when cancelled, finish what is leaving and record it.

        Raises an ExceptionGroup of what ended a lane.
        """
        await self._sweep()
        await self._share()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._keep(lambda: SWEEP.total_seconds(), self._sweep))
                group.create_task(self._keep(lambda: LOOK_SECONDS if self._few else SHARE_SECONDS, self._share))
                for lane in self._lanes.values():
                    group.create_task(lane.run())
        finally:
            await self._db.run(release_all, self._owner, self._clock.now())

    async def drain(self) -> int:
        """Send all that can go at this moment of the clock; how many messages that was. Never sleeps when unpaced."""
        if self._clock.now() >= self._swept_at + SWEEP:
            await self._sweep()
        sent, lanes, idle = 0, list(self._lanes), False
        while await self._db.read(due, lanes, self._clock.now()):
            went = sum([await lane.drain() for lane in self._lanes.values()])
            if not went and idle:  # what is due cannot go for now
                break
            idle = not went  # once more: a lane may have passed something on to one that came before it
            sent += went
        return sent

    def _wake(self, names: set[str]) -> None:
        for name in names & self._lanes.keys():
            self._lanes[name].wake()

    async def _keep(self, seconds: Callable[[], float], doing: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds())
            try:
                await doing()
            except OperationalError as error:
                log.warning("database away", error=type(error).__name__)

    def _shared(self, session: Session, names: list[str]) -> set[str]:
        now = self._clock.now()
        mine, orphaned = share_out(session, self._owner, names, now, has_ended)
        if orphaned:  # what the dead process had claimed need not wait for its claims to run out
            recover(session, now, [name.removeprefix(LANE) for name in orphaned])
        return mine

    async def _share(self) -> None:
        """Take this process's part of the lanes: one that is not its own claims nothing, nor one whose lease is old."""
        asked = time.monotonic()
        names = [LANE + name for name in self._lanes]
        mine = await self._db.run(self._shared, names)
        self._few = 2 * len(mine) < len(names)
        for name, lane in self._lanes.items():
            lane.mine_until = asked + LEASE.total_seconds() - SHARE_SECONDS if LANE + name in mine else asked
            lane.wake()

    async def _sweep(self) -> None:
        self._swept_at = self._clock.now()
        once_more, uncertain = await self._db.run(recover, self._swept_at)
        if once_more or uncertain:
            log.warning("claims ran out", sent_once_more=once_more, uncertain=uncertain)
        heard = await self._db.run(hear_kept, self._swept_at)
        if once_more or uncertain or heard:
            self.wake()
