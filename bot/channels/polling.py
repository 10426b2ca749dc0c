"""Telegram by polling: raw updates → one transaction → only then the next offset, which is the acknowledgement."""

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

import structlog
from sqlalchemy.exc import OperationalError

from bot.dispatch import Dispatch, Done
from messages.channels.telegram import ChannelDown, PollConflict
from messages.forms import Channel, Inbound
from models.clock import Clock
from models.db import Database
from models.errors import StairwellError
from models.leases import LEASE, hold, holder, release
from models.processes import has_ended

log = structlog.get_logger()
LONG_POLL_SECONDS = 25
MAX_BACKOFF_SECONDS = 30.0
ACKNOWLEDGERS = 16
STAND_BY_SECONDS = 1.0
DATABASE_TRIES = 30
RENEW_AFTER = LEASE / 4
"""How long a lease is relied on before it is renewed: with a long poll and a handled batch on top it still stands."""


class AnotherPoller(StairwellError):
    """Somebody else polls with this token; this process must not."""

    key = "error-another-poller"


class PollSource(Channel, Protocol):
    """A channel that can be asked for updates."""

    async def get_updates(self, offset: int, timeout: int, limit: int = 100) -> list[dict[str, Any]]:
        """Updates from `offset` on; asking acknowledges all before it. Raises ChannelDown, PollConflict."""
        ...

    async def delete_webhook(self) -> None:
        """Go over to polling; updates that wait are kept. Raises ChannelDown."""
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
        self._held_until = clock.now()

    async def run(self) -> None:
        """Poll for ever.

        Raises AnotherPoller when another process polls, OperationalError when the database stays away.
        """
        failures, away, begun = 0, 0, False
        try:
            while True:
                try:
                    await self._have_lease()
                    if not begun:
                        # Not before the lease is ours: Telegram would end the other process's polling by it.
                        await self.channel.delete_webhook()
                        begun = True
                    await self.once(LONG_POLL_SECONDS)
                    failures = away = 0
                except OperationalError as error:
                    away += 1
                    if away >= DATABASE_TRIES:
                        raise
                    log.warning("database away", error=type(error).__name__)
                    await asyncio.sleep(STAND_BY_SECONDS)
                except PollConflict as error:
                    raise AnotherPoller from error
                except ChannelDown as down:
                    failures += 1
                    pause = max(down.wait, min(MAX_BACKOFF_SECONDS, 2.0 ** min(failures, 5) / 2))
                    log.warning("telegram unreachable", reason=down.reason, failures=failures, pause=pause)
                    await asyncio.sleep(pause)
        finally:
            await self.db.run(release, self._lease, self.owner, self.clock.now())

    async def _have_lease(self) -> None:
        """Hold the lease. Raises AnotherPoller when another process holds it and lives, that is, renews it.

        What a killed process still holds is taken over: at once where it can be seen that it has ended, else when the
        lease runs out.
        """
        if self.clock.now() < self._held_until:
            return
        before = ("", 0)
        while not await self.db.run(hold, self._lease, self.owner, self.clock.now()):
            now = await self.db.read(holder, self._lease)
            if before[0] and now != before:
                raise AnotherPoller
            if has_ended(now[0]):
                await self.db.run(release, self._lease, now[0], self.clock.now())
                continue
            if not before[0]:
                log.warning("another process polls; standing by", channel=self.channel.name)
            before = now
            await asyncio.sleep(STAND_BY_SECONDS)
        self._held_until = self.clock.now() + RENEW_AFTER

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
