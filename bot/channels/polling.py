"""Telegram by polling: raw updates → one transaction → only then the next offset, which is the acknowledgement."""

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

import structlog

from bot.dispatch import Dispatch, Done
from messages.channels.telegram import ChannelDown, PollConflict
from messages.forms import Channel, Inbound
from models.clock import Clock
from models.db import Database
from models.leases import hold, release

log = structlog.get_logger()
LONG_POLL_SECONDS = 25
MAX_BACKOFF_SECONDS = 30.0
ACKNOWLEDGERS = 16


class AnotherPoller(Exception):
    """Somebody else polls with this token; this process must not."""


class PollSource(Channel, Protocol):
    """A channel that can be asked for updates."""

    async def get_updates(self, offset: int, timeout: int, limit: int = 100) -> list[dict[str, Any]]:
        """Updates from `offset` on; asking acknowledges all before it. Raises ChannelDown, PollConflict."""
        ...


class Poller:
    """Polls one channel until cancelled, holding the lease of its name."""

    def __init__(
        self, db: Database, dispatch: Dispatch, channel: PollSource, clock: Clock, owner: str, wake: Callable[[], None]
    ) -> None:
        self.db, self.dispatch, self.channel, self.clock = db, dispatch, channel, clock
        self.owner, self.wake = owner, wake
        self.offset = 0
        self.acks = Acknowledger(channel)

    async def run(self) -> None:
        """Poll for ever. Raises AnotherPoller when the lease is held elsewhere, or Telegram says that two poll."""
        failures = 0
        try:
            while True:
                if not await self.db.run(hold, self._lease, self.owner, self.clock.now()):
                    raise AnotherPoller
                try:
                    await self.once(LONG_POLL_SECONDS)
                    failures = 0
                except PollConflict as error:
                    raise AnotherPoller from error
                except ChannelDown as down:
                    failures += 1
                    pause = max(down.wait, min(MAX_BACKOFF_SECONDS, 2.0 ** min(failures, 5) / 2))
                    log.warning("telegram unreachable", failures=failures, pause=pause)
                    await asyncio.sleep(pause)
        finally:
            await self.db.run(release, self._lease, self.owner, self.clock.now())

    @property
    def _lease(self) -> str:
        return f"poll:{self.channel.name}"

    async def once(self, timeout: int = 0) -> Done:
        """One poll: fetch, handle and commit, move the offset on. Safe to be killed anywhere in between."""
        updates = await self.channel.get_updates(self.offset, timeout)
        if not updates:
            return Done()
        payloads = [(str(update["update_id"]), update) for update in updates]
        done = await self.dispatch.take(self.channel.name, self.channel.parse, payloads, self.clock.now())
        self.offset = max(update["update_id"] for update in updates) + 1
        self.wake()
        self.acks.later(done.acknowledge)
        return done


class Acknowledger:
    """Answers button presses beside the work, a bounded number at once; what the network refuses is let go."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._slots = asyncio.Semaphore(ACKNOWLEDGERS)
        self._tasks: set[asyncio.Task[None]] = set()

    def later(self, presses: list[Inbound]) -> None:
        """Acknowledge each of them soon."""
        for inbound in presses:
            task = asyncio.create_task(self._one(inbound))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _one(self, inbound: Inbound) -> None:
        async with self._slots:
            await self._channel.acknowledge(inbound)
