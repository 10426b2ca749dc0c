"""The messages a lane has claimed, on their way: each waits for its chat and its place, leaves, and is judged.

Messages to one chat leave in order; others go side by side.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from messages.forms import RICH, Attached, Channel, Make, NotMade, Outcome, Outgoing
from messages.pacing import Pace
from messages.render import render
from messages.segments import billed_by
from models.clock import Clock
from models.outbox import FAILED, QUEUED, SENT, UNCERTAIN
from models.people import SMS
from models.sending import CARE_TRIES, Claim, Settled

log = structlog.get_logger()
IN_FLIGHT, RECORD_AT = 32, 50
"""How many requests are under way at once; how many outcomes are worth a transaction before the last one is in."""
WAITING_PER_CHAT = 3
"""Paced messages to one chat that may wait here; more go back to the queue, so that others get through."""
MAKING, MAKING_WAIT = 4, timedelta(seconds=3)
"""Messages whose file may be in the making at once; more go back to the queue so long, so that others get through."""
DOWN_AFTER = 3
"""Messages failing in a row that mean the provider is down: then one at a time finds out whether it is back."""
FIRST_BACKOFF, MAX_BACKOFF, MAX_PAUSE = timedelta(seconds=5), timedelta(minutes=10), timedelta(seconds=30)
CARE_WAIT = timedelta(minutes=1)
"""After what may have arrived, how long until a care message is sent once more."""
LEAVING_SECONDS = 5.0
"""How long, at the end, a message may still be leaving before it is given up as uncertain."""


class Flights:
    """What one channel is sending. `settled` collects what became of it, for the lane to record; `news` says so."""

    def __init__(
        self, channel: Channel, clock: Clock, pace: Pace | None, news: asyncio.Event, make: Make | None = None
    ) -> None:
        self._channel, self._clock, self._pace, self._news, self._make = channel, clock, pace, news, make
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self.flying: set[asyncio.Task[None]] = set()
        self._leaving: set[asyncio.Task[Any]] = set()
        self._last_to: dict[str, asyncio.Task[None]] = {}
        self._waiting: Counter[str] = Counter()
        self.settled: list[Settled] = []
        self.closing = False
        self._making = 0
        self._failing: set[int] = set()
        self._pauses = 0
        self._paused_until = clock.now()

    def room(self, batch: int) -> int:
        """How many more may start, of `batch` at once; when the provider is down one at a time, none while it rests."""
        if self._clock.now() < self._paused_until:
            return 0
        if self._down:
            return 0 if self.flying else 1
        return max(0, batch - len(self.flying))

    def start(self, one: Claim) -> None:
        """Send it when its turn comes."""
        if self._pace is not None and self._waiting[one.to] >= WAITING_PER_CHAT:
            self._later(one, "chat busy", self._clock.now() + timedelta(seconds=WAITING_PER_CHAT))
            return
        if self._brings_file(one) and self._making >= MAKING:
            self._later(one, "press busy", self._clock.now() + MAKING_WAIT)
            return
        self._making += self._brings_file(one)
        self._waiting[one.to] += 1
        task = asyncio.create_task(self._carry(one, self._last_to.get(one.to)))
        self._last_to[one.to] = task
        self.flying.add(task)
        task.add_done_callback(lambda done: self._landed(one.to, done))

    async def finish(self) -> None:
        """Let what is leaving leave, for LEAVING_SECONDS; what has not begun is given back."""
        self.closing = True
        if self.flying:
            await asyncio.wait(self.flying, timeout=LEAVING_SECONDS)
        for task in self._leaving:
            task.cancel()
        while self.flying:
            await asyncio.wait(self.flying)

    def _landed(self, to: str, task: asyncio.Task[None]) -> None:
        self.flying.discard(task)
        self._waiting[to] -= 1
        if not self._waiting[to]:
            del self._waiting[to], self._last_to[to]
        if len(self.settled) >= RECORD_AT or not self.flying:
            self._news.set()

    async def _carry(self, one: Claim, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        try:
            made = await self._made(one)
        finally:
            self._making -= self._brings_file(one)
        turn = nullcontext() if self._pace is None or self.closing else self._pace.turn(one.to, one.priority)
        async with turn, self._slots:
            now = self._clock.now()
            if self.closing or now >= one.until or now < self._paused_until:
                self._later(one, None, max(now, self._paused_until))
                return
            message = self._rendered(one, made)
            if message is not None:
                outcome = await self._sent(message)
                self._judge(one, outcome)
                if self._channel.name == SMS and outcome.kind in ("sent", "uncertain"):
                    self.settled[-1] = replace(self.settled[-1], segments=billed_by(self._channel, message))

    def _brings_file(self, one: Claim) -> bool:
        return isinstance(one.facts.get("paper"), Mapping) and self._make is not None and self._channel.form == RICH

    async def _made(self, one: Claim) -> Attached | NotMade | None:
        """The file the message names, made before its turn so that nobody waits for that; None where it has none.

        Each attempt makes it anew, from what is recorded then: a file is never kept. `finish` cuts the making short.
        """
        if self._make is None or not self._brings_file(one) or self.closing:
            return None
        task = asyncio.ensure_future(self._make(one.facts["paper"], one.language))
        self._leaving.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            return None
        finally:
            self._leaving.discard(task)

    def _rendered(self, one: Claim, made: Attached | NotMade | None) -> Outgoing | None:
        """The message in its form; None, and failed, when the catalogue cannot make it: nobody else waits for that."""
        facts = one.facts if one.grid is None else {"grid": one.grid} | one.facts
        if isinstance(facts.get("text"), Mapping):  # a pool's text speaks to whoever gets it
            facts = {"name": one.name, "day": one.day} | facts
        try:
            return render(
                to=one.to, form=self._channel.form, language=one.language, key=one.key, facts=facts,
                question=one.question, token=one.token, edits=one.edits, again=one.again, made=made,
            )  # fmt: skip
        except Exception as error:
            log.error("message cannot be rendered", key=one.key, error=type(error).__name__)
            self.settled.append(Settled(one.id, one.attempt, FAILED, error=type(error).__name__))
            return None

    async def _sent(self, message: Outgoing) -> Outcome:
        task = asyncio.current_task()
        assert task is not None
        self._leaving.add(task)
        try:
            return await self._channel.send(message)
        except asyncio.CancelledError:  # by `finish` alone, which gives it up but wants it recorded
            return Outcome("uncertain", reason="stopped")
        except Exception as error:
            # A channel promises not to raise; if it does, the message may have left.
            log.error("channel broke", channel=self._channel.name, error=type(error).__name__)
            return Outcome("uncertain", reason=type(error).__name__)
        finally:
            self._leaving.discard(task)

    def _judge(self, one: Claim, outcome: Outcome) -> None:
        reason = outcome.reason[:80] or None
        if outcome.kind in ("sent", "permanent", "rejected", "moved"):
            self._failing, self._pauses = set(), 0
        else:
            self._pause(one, outcome.wait)
        if outcome.kind == "sent":
            self.settled.append(Settled(one.id, one.attempt, SENT, outcome.provider_id[:64] or None))
            return
        log.warning("not sent", channel=self._channel.name, message=one.id, kind=outcome.kind, reason=reason)
        if outcome.kind == "uncertain":
            self._uncertain(one, reason)
        elif outcome.kind == "moved":
            self._later(one, reason, self._clock.now(), charged=True, address=outcome.provider_id)
        elif outcome.kind == "retry":
            charged = not outcome.wait and not self._down
            at = self._clock.now() + (timedelta(seconds=outcome.wait) or backoff(one.attempt))
            self._later(one, reason, at, charged=charged)
        else:
            gone = outcome.kind == "permanent"
            self.settled.append(Settled(one.id, one.attempt, FAILED, error=reason, gone=gone, elsewhere=True))

    def _uncertain(self, one: Claim, reason: str | None) -> None:
        """It may have arrived: a care message goes once more, marked; anything else waits for a person."""
        if one.care and one.attempt < CARE_TRIES:
            self._later(one, reason, self._clock.now() + CARE_WAIT, charged=True, again=True)
        else:
            self.settled.append(Settled(one.id, one.attempt, UNCERTAIN, error=reason))

    def _later(
        self, one: Claim, reason: str | None, at: datetime, *, charged: bool = False, again: bool = False,
        address: str = "",
    ) -> None:  # fmt: skip
        self.settled.append(
            Settled(
                one.id, one.attempt, QUEUED, error=reason, not_before=at, charged=charged, again=again, address=address
            )
        )

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
