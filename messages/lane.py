"""One channel's lane: claims about a second's worth of messages, lets them leave at its pace, records the outcomes.

One transaction records what became of the last messages and claims the next ones. A lane belongs to one process at a
time (`mine`), so that its pace is a local matter. What is urgent is claimed also while the lane is full.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection
from typing import TypeVar
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from messages.flights import Flights
from messages.forms import Channel, Make
from messages.pacing import Pace
from models.clock import Clock
from models.db import Database
from models.outbox import REPLY
from models.routing import route
from models.sending import Claim, Settled, claim, due, release, settle

log = structlog.get_logger()
R = TypeVar("R")
BATCH, LEAST_BATCH, URGENT_ROOM = 200, 4, 10
TICK_SECONDS, RECORD_SECONDS = 1.0, 0.05
DATABASE_TRIES = 30


class Lane:
    """Sends what one channel has to send. `lanes` are the channels that are on; `wake` is told who else has work.

    `zone` is the community's. `mine_until` is how long this process may claim for it, on the monotonic clock: for ever
    where nobody else can.
    """

    def __init__(
        self, db: Database, channel: Channel, lanes: Collection[str], clock: Clock, zone: ZoneInfo,
        pace: Pace | None, wake: Callable[[set[str]], None], make: Make | None = None,
    ) -> None:  # fmt: skip
        self._db, self._channel, self._lanes, self._clock, self._zone = db, channel, lanes, clock, zone
        self._wake_others = wake
        self._paced = pace is not None
        self._batch = max(LEAST_BATCH, min(BATCH, int(channel.rate))) if self._paced else BATCH
        self._nudged = asyncio.Event()
        self._flights = Flights(channel, clock, pace, self._nudged, make)
        self._claims: list[Claim] = []
        self.mine_until: float | None = None

    def wake(self) -> None:
        """There may be something to send."""
        self._nudged.set()

    async def run(self) -> None:
        """Send for ever. When cancelled, what is leaving leaves and is recorded, what has not begun is given back.

        Raises OperationalError when the database stays away.
        """
        self._flights.closing = False
        try:
            while True:
                _, more = await self._patient_turn()
                if more:
                    await self._until_half_empty()
                else:
                    await self._until_nudged()
        finally:
            await self._finish()

    async def drain(self) -> int:
        """Send all that can go now; how many messages that was. What fails for now is left for later."""
        flights = self._flights
        flights.closing = False
        sent = 0
        while True:
            seen, _ = await self._turn()
            sent += len(flights.flying)
            while flights.flying:
                await asyncio.wait(flights.flying)
            if not seen and not flights.settled:
                return sent

    async def _turn(self) -> tuple[int, bool]:
        """Record outcomes, route, claim, start sending; how many were looked at, and whether more may be waiting."""
        outcomes, self._flights.settled = self._flights.settled, []
        room = self._room()
        try:
            seen, more, woken = await _whole(self._db.run(self._rule, outcomes, room))
        except BaseException:
            # What is known must not be lost: the next turn, or the last one, records it.
            self._flights.settled = outcomes + self._flights.settled
            raise
        claims, self._claims = self._claims, []
        for one in claims:
            self._flights.start(one)
        self._wake_others(woken)
        return seen, more

    def _rule(self, session: Session, outcomes: list[Settled], room: int) -> tuple[int, bool, set[str]]:
        now, name = self._clock.now(), self._channel.name
        woken = settle(session, outcomes, self._lanes, now) if outcomes else set()
        woken |= route(session, self._lanes, now)
        urgent = seen = 0
        self._claims = []
        if room and self._paced:
            self._claims, urgent = claim(session, name, room, now, self._zone, self._lanes, upto=REPLY)
            room -= URGENT_ROOM + urgent
        if room > 0:
            claims, seen = claim(session, name, room, now, self._zone, self._lanes)
            self._claims += claims
        full = room < 0 or (room > 0 and seen == room)
        return urgent + seen, full, woken - {name}

    def _room(self) -> int:
        """How many may be claimed now; paced, URGENT_ROOM of them are for alerts and replies only."""
        if self.mine_until is not None and time.monotonic() >= self.mine_until:
            return 0
        return self._flights.room(self._batch + URGENT_ROOM if self._paced else self._batch)

    async def _patient_turn(self) -> tuple[int, bool]:
        for _ in range(DATABASE_TRIES):
            try:
                return await self._turn()
            except OperationalError as error:
                log.warning("database away", channel=self._channel.name, error=type(error).__name__)
                await asyncio.sleep(TICK_SECONDS)
        return await self._turn()

    async def _finish(self) -> None:
        await self._flights.finish()
        outcomes, self._flights.settled = self._flights.settled, []
        claims, self._claims = self._claims, []

        def rule(session: Session) -> None:
            settle(session, outcomes, self._lanes, self._clock.now())
            release(session, claims)

        if outcomes or claims:
            await self._db.run(rule)

    async def _until_half_empty(self) -> None:
        """Return when half of what was claimed has left; paced, also when something new came: it may be urgent."""
        flights = self._flights
        while len(flights.flying) > self._batch // 2 and not (self._paced and self._nudged.is_set()):
            nudge = asyncio.ensure_future(self._nudged.wait())
            await asyncio.wait({nudge, *flights.flying}, return_when=asyncio.FIRST_COMPLETED)
            nudge.cancel()
        self._nudged.clear()

    async def _until_nudged(self) -> None:
        """Return when somebody woke the lane, outcomes want recording, or a look says that something is due."""
        while True:
            try:
                async with asyncio.timeout(RECORD_SECONDS if self._flights.settled else TICK_SECONDS):
                    await self._nudged.wait()
                break
            except TimeoutError:
                if self._flights.settled:
                    break
                if self._room() and await self._waits():
                    break
        self._nudged.clear()

    async def _waits(self) -> bool:
        """Whether something is due; also when the database is away: the next turn finds that out, with patience."""
        try:
            return await self._db.read(due, [self._channel.name], self._clock.now())
        except OperationalError:
            return True


async def _whole(call: Awaitable[R]) -> R:
    """The result of a transaction, which a cancellation does not leave half known: it waits for the end."""
    task = asyncio.ensure_future(call)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
