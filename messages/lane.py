"""One channel's lane: claims about a second's worth of messages, lets them leave at its pace, records the outcomes.

One transaction records what became of the last messages and claims the next ones. Messages to one chat leave in order;
others go side by side.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from typing import Any, TypeVar

import structlog
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from messages.forms import Channel, Outcome, Outgoing
from messages.pacing import Pace
from messages.render import render
from models.clock import Clock
from models.db import Database
from models.outbox import FAILED, QUEUED, SENT, UNCERTAIN
from models.routing import route
from models.sending import Claim, Settled, claim, due, release, settle

log = structlog.get_logger()
R = TypeVar("R")
BATCH, LEAST_BATCH, IN_FLIGHT = 200, 4, 32
WAITING_PER_CHAT = 3
"""Paced messages to one chat that may wait in the lane; more go back to the queue, so that others get through."""
DOWN_AFTER = 3
"""Messages failing in a row that mean the provider is down: then one at a time finds out whether it is back."""
FIRST_BACKOFF, MAX_BACKOFF, MAX_PAUSE = timedelta(seconds=5), timedelta(minutes=10), timedelta(seconds=30)
TICK_SECONDS, RECORD_SECONDS, RECORD_AT = 1.0, 0.05, 50
DATABASE_TRIES = 30
LEAVING_SECONDS = 5.0
"""How long, at the end, a message may still be leaving before it is given up as uncertain."""


class Lane:
    """Sends what one channel has to send. `lanes` are the channels that are on; `wake` is told who else has work."""

    def __init__(
        self, db: Database, channel: Channel, lanes: Collection[str], clock: Clock, pace: Pace | None,
        wake: Callable[[set[str]], None],
    ) -> None:  # fmt: skip
        self._db, self._channel, self._lanes, self._clock, self._pace = db, channel, lanes, clock, pace
        self._wake_others = wake
        self._batch = BATCH if pace is None else max(LEAST_BATCH, min(BATCH, int(channel.rate)))
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._nudged = asyncio.Event()
        self._flying: set[asyncio.Task[None]] = set()
        self._leaving: set[asyncio.Task[Any]] = set()
        self._last_to: dict[str, asyncio.Task[None]] = {}
        self._waiting: Counter[str] = Counter()
        self._settled: list[Settled] = []
        self._claims: list[Claim] = []
        self._closing = False
        self._failing: set[int] = set()
        self._pauses = 0
        self._paused_until = clock.now()

    def wake(self) -> None:
        """There may be something to send."""
        self._nudged.set()

    async def run(self) -> None:
        """Send for ever. When cancelled, what is leaving leaves and is recorded, what has not begun is given back.

        Raises OperationalError when the database stays away.
        """
        self._closing = False
        try:
            while True:
                seen, asked = await self._patient_turn()
                if seen and seen == asked:
                    await self._until_half_empty()
                else:
                    await self._until_nudged()
        finally:
            self._closing = True
            await self._finish()

    async def drain(self) -> int:
        """Send all that can go now; how many messages that was. What fails for now is left for later."""
        self._closing = False
        sent = 0
        while True:
            seen, _ = await self._turn()
            sent += len(self._flying)
            while self._flying:
                await asyncio.wait(self._flying)
            if not seen and not self._settled:
                return sent

    # --- a turn ---
    async def _turn(self) -> tuple[int, int]:
        """Record outcomes, route, claim, start sending; how many due messages were looked at, and asked for."""
        outcomes, self._settled = self._settled, []
        most = self._room()
        try:
            seen, woken = await _whole(self._db.run(self._rule, outcomes, most))
        except BaseException:
            # What is known must not be lost: the next turn, or the last one, records it.
            self._settled = outcomes + self._settled
            raise
        claims, self._claims = self._claims, []
        for one in claims:
            self._start(one)
        self._wake_others(woken)
        return seen, most

    def _rule(self, session: Session, outcomes: list[Settled], most: int) -> tuple[int, set[str]]:
        now = self._clock.now()
        woken = settle(session, outcomes, self._lanes, now) if outcomes else set()
        woken |= route(session, self._lanes, now)
        self._claims, seen = claim(session, self._channel.name, most, now) if most else ([], 0)
        return seen, woken - {self._channel.name}

    async def _patient_turn(self) -> tuple[int, int]:
        for _ in range(DATABASE_TRIES):
            try:
                return await self._turn()
            except OperationalError as error:
                log.warning("database away", channel=self._channel.name, error=type(error).__name__)
                await asyncio.sleep(TICK_SECONDS)
        return await self._turn()

    async def _finish(self) -> None:
        if self._flying:
            await asyncio.wait(self._flying, timeout=LEAVING_SECONDS)
        for task in self._leaving:
            task.cancel()
        while self._flying:
            await asyncio.wait(self._flying)
        outcomes, self._settled = self._settled, []
        claims, self._claims = self._claims, []

        def rule(session: Session) -> None:
            settle(session, outcomes, self._lanes, self._clock.now())
            release(session, claims)

        if outcomes or claims:
            await self._db.run(rule)

    def _room(self) -> int:
        if self._clock.now() < self._paused_until:
            return 0
        if self._down:
            return 0 if self._flying else 1
        return max(0, self._batch - len(self._flying))

    async def _until_half_empty(self) -> None:
        while len(self._flying) > self._batch // 2:
            await asyncio.wait(self._flying, return_when=asyncio.FIRST_COMPLETED)

    async def _until_nudged(self) -> None:
        """Return when somebody woke the lane, outcomes want recording, or a look says that something is due."""
        while True:
            try:
                async with asyncio.timeout(RECORD_SECONDS if self._settled else TICK_SECONDS):
                    await self._nudged.wait()
                break
            except TimeoutError:
                if self._settled:
                    break
                if self._room() and await self._db.read(due, [self._channel.name], self._clock.now()):
                    break
        self._nudged.clear()

    # --- a message ---
    def _start(self, one: Claim) -> None:
        if self._pace is not None and self._waiting[one.to] >= WAITING_PER_CHAT:
            self._later(one, "chat busy", self._clock.now() + timedelta(seconds=WAITING_PER_CHAT))
            return
        self._waiting[one.to] += 1
        task = asyncio.create_task(self._carry(one, self._last_to.get(one.to)))
        self._last_to[one.to] = task
        self._flying.add(task)
        task.add_done_callback(lambda done: self._landed(one.to, done))

    def _landed(self, to: str, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._waiting[to] -= 1
        if not self._waiting[to]:
            del self._waiting[to], self._last_to[to]
        if len(self._settled) >= RECORD_AT or not self._flying:
            self._nudged.set()

    async def _carry(self, one: Claim, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        async with self._slots:
            if self._pace is not None and not self._closing:
                await self._pace.turn(one.to)
            now = self._clock.now()
            if self._closing or now >= one.until or now < self._paused_until:
                self._later(one, None, max(now, self._paused_until))
                return
            message = self._rendered(one)
            if message is not None:
                self._judge(one, await self._sent(one, message))

    def _rendered(self, one: Claim) -> Outgoing | None:
        """The message in its form; None, and failed, when the catalogue cannot make it: nobody else waits for that."""
        facts = one.facts if one.grid is None else {"grid": one.grid} | one.facts
        try:
            return render(
                to=one.to, form=self._channel.form, language=one.language, key=one.key, facts=facts,
                question=one.question, token=one.token, edits=one.edits,
            )  # fmt: skip
        except Exception as error:
            log.error("message cannot be rendered", key=one.key, error=type(error).__name__)
            self._settled.append(Settled(one.id, one.attempt, FAILED, error=type(error).__name__))
            return None

    async def _sent(self, one: Claim, message: Outgoing) -> Outcome:
        task = asyncio.current_task()
        assert task is not None
        self._leaving.add(task)
        try:
            return await self._channel.send(message)
        except asyncio.CancelledError:  # by `_finish` alone, which gives it up but wants it recorded
            return Outcome("uncertain", reason="stopped")
        except Exception as error:
            # A channel promises not to raise; if it does, the message may have left.
            log.error("channel broke", channel=self._channel.name, error=type(error).__name__)
            return Outcome("uncertain", reason=type(error).__name__)
        finally:
            self._leaving.discard(task)

    def _judge(self, one: Claim, outcome: Outcome) -> None:
        reason = outcome.reason[:80] or None
        if outcome.kind in ("sent", "permanent", "rejected"):
            self._failing, self._pauses = set(), 0
        else:
            self._pause(one, outcome.wait)
        if outcome.kind == "sent":
            self._settled.append(Settled(one.id, one.attempt, SENT, outcome.provider_id[:64] or None))
            return
        log.warning("not sent", channel=self._channel.name, message=one.id, kind=outcome.kind, reason=reason)
        if outcome.kind == "uncertain":
            self._settled.append(Settled(one.id, one.attempt, UNCERTAIN, error=reason))
        elif outcome.kind == "retry":
            charged = not outcome.wait and not self._down
            at = self._clock.now() + (timedelta(seconds=outcome.wait) or backoff(one.attempt))
            self._later(one, reason, at, charged=charged)
        else:
            gone = outcome.kind == "permanent"
            self._settled.append(Settled(one.id, one.attempt, FAILED, error=reason, gone=gone, elsewhere=True))

    def _later(self, one: Claim, reason: str | None, at: datetime, *, charged: bool = False) -> None:
        self._settled.append(Settled(one.id, one.attempt, QUEUED, error=reason, not_before=at, charged=charged))

    @property
    def _down(self) -> bool:
        return len(self._failing) >= DOWN_AFTER

    def _pause(self, one: Claim, wait: float) -> None:
        """Stop the lane for as long as the provider says, or, when nothing gets through, longer each time."""
        now = self._clock.now()
        if not self._down:
            self._failing.add(one.id)
        if wait:
            self._paused_until = max(self._paused_until, now + timedelta(seconds=wait))
        elif self._down and now >= self._paused_until:
            self._pauses = min(self._pauses + 1, 10)
            self._paused_until = now + min(MAX_PAUSE, timedelta(seconds=2.0**self._pauses))


def backoff(attempt: int) -> timedelta:
    """How long to wait after the `attempt`-th failure: 5 s, 10 s, 20 s … 10 minutes at most."""
    doubled: int = 2 ** (min(attempt, 10) - 1)
    return min(MAX_BACKOFF, FIRST_BACKOFF * doubled)


async def _whole(call: Awaitable[R]) -> R:
    """The result of a transaction, which a cancellation does not leave half known: it waits for the end."""
    task = asyncio.ensure_future(call)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
