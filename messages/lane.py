"""One channel's lane: claims a second's worth of messages, lets them leave at the channel's pace, records the outcomes.

One transaction records what became of the last messages and claims the next ones, so a message costs half of one.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import structlog
from sqlmodel import Session

from messages.forms import Channel, Outcome, Outgoing
from messages.pacing import Pace
from messages.render import render
from models.clock import Clock
from models.db import Database
from models.outbox import FAILED, QUEUED, SENT, UNCERTAIN
from models.routing import route
from models.sending import CLAIMED, Claim, Settled, claim, release, settle

log = structlog.get_logger()
R = TypeVar("R")
BATCH = 100
IN_FLIGHT = 32
WAITING_PER_CHAT = 3
"""Messages to one chat that may wait in the lane at once; more go back to the queue, so that others get through."""
FAILURES_THAT_MEAN_DOWN = 5
MAX_PAUSE, FIRST_BACKOFF, MAX_BACKOFF = timedelta(seconds=30), timedelta(seconds=5), timedelta(minutes=10)
SAFETY = timedelta(seconds=30)
"""A message whose claim has less than this left does not leave any more."""


class Lane:
    """Sends what one channel has to send. `lanes` are the names of all channels, for routing and falling back."""

    def __init__(self, db: Database, channel: Channel, lanes: list[str], clock: Clock, pace: Pace | None) -> None:
        self.name = channel.name
        self._db, self._channel, self._lanes, self._clock, self._pace = db, channel, lanes, clock, pace
        self._batch = BATCH if pace is None else max(1, min(BATCH, int(channel.rate)))
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._flying: set[asyncio.Task[None]] = set()
        self._last_to: dict[str, asyncio.Task[None]] = {}
        self._waiting: Counter[str] = Counter()
        self._settled: list[Settled] = []
        self._claims: list[Claim] = []
        self._failures = 0
        self._paused_until = clock.now()

    # --- one turn ---
    async def turn(self) -> tuple[int, set[str]]:
        """Record outcomes, claim, and start the sending of what was claimed.

        How many were claimed, and the channels that got messages by routing or falling back.
        """
        outcomes, self._settled = self._settled, []
        most = self._room()
        try:
            woken = await self._whole(lambda: self._db.run(self._rule, outcomes, most))
        except BaseException:
            # Rolled back: what is known must not be lost, it is recorded by the next turn.
            self._settled = outcomes + self._settled
            raise
        claims, self._claims = self._claims, []
        for one in claims:
            self._start(one)
        return len(claims), woken

    def _rule(self, session: Session, outcomes: list[Settled], most: int) -> set[str]:
        now = self._clock.now()
        woken = settle(session, outcomes, self._lanes, now) if outcomes else set()
        woken |= route(session, self._lanes, now)
        self._claims = claim(session, self.name, most, now) if most else []
        return woken

    def _room(self) -> int:
        if self._clock.now() < self._paused_until:
            return 0
        if self._failures >= FAILURES_THAT_MEAN_DOWN:
            return 1  # one message finds out whether the provider is back
        return max(0, self._batch - len(self._flying)) if self._pace else self._batch

    @property
    def unrecorded(self) -> bool:
        """Whether there are outcomes the database does not know yet."""
        return bool(self._settled)

    @property
    def pause(self) -> timedelta:
        """How long nothing can be sent here; zero or less when it can."""
        return self._paused_until - self._clock.now()

    @property
    def full(self) -> bool:
        """Whether no more can be claimed until something has left."""
        return self._room() == 0

    async def landed(self) -> None:
        """Return when all that was started has ended."""
        while self._flying:
            await asyncio.wait(self._flying)

    async def some_landed(self) -> None:
        """Return when one of the sendings under way has ended, at once when there is none."""
        if self._flying:
            await asyncio.wait(self._flying, return_when=asyncio.FIRST_COMPLETED)

    async def finish(self) -> None:
        """Let what is leaving leave, record it, and give back what has not begun."""
        self._closing = True
        await self.landed()
        outcomes, self._settled = self._settled, []
        claims, self._claims = self._claims, []

        def rule(session: Session) -> None:
            settle(session, outcomes, self._lanes, self._clock.now())
            release(session, claims)

        if outcomes or claims:
            await self._db.run(rule)

    # --- one message ---
    def _start(self, one: Claim) -> None:
        if self._pace is not None and self._waiting[one.to] >= WAITING_PER_CHAT:
            self._try_again(one, timedelta(seconds=WAITING_PER_CHAT / self._channel.per_chat), "chat busy")
            return
        self._waiting[one.to] += 1
        task = asyncio.create_task(self._carry(one, self._last_to.get(one.to)))
        self._last_to[one.to] = task
        self._flying.add(task)
        task.add_done_callback(lambda done: self._landed(one.to, done))
