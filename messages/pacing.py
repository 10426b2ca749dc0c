"""When the next message may leave: a schedule, not a bucket, so that there is never a burst."""

import asyncio
import heapq
import itertools
import math
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

MAX_CHATS = 4096
"""Chats remembered; beyond that, those whose turn has come already are forgotten."""


class Pace(Protocol):
    """Lets messages go one by one."""

    def turn(self, chat: str, priority: int) -> AbstractAsyncContextManager[None]:
        """Entered when a message to `chat` may leave (of those that wait, the lowest `priority` first), left when it
        has been handed over."""
        ...


class Schedule:
    """The arithmetic, without a clock, in seconds: `rate` a second in all, `per_chat(chat)` a second to one chat.

    A message that comes late takes its old place as long as it is late by less than half an interval, so that small
    delays do not add up; in no second more than `most`, the rate and one, leave.
    """

    def __init__(self, rate: float, per_chat: Callable[[str], float]) -> None:
        self.most = math.ceil(rate) + 1
        self._interval, self._per_chat = 1 / rate, per_chat
        self._next = 0.0
        self._chats: dict[str, float] = {}

    def chat_wait(self, now: float, chat: str) -> float:
        """Seconds until `chat` may get another one, which then counts as taken."""
        at = max(now, self._chats.pop(chat, 0.0))
        self._chats[chat] = at + 1 / self._per_chat(chat)
        if len(self._chats) > MAX_CHATS:
            self._chats = {name: free for name, free in self._chats.items() if free > now}
        return at - now

    def wait(self, now: float) -> float:
        """Seconds until anything may leave, which then counts as taken."""
        at = self._next if self._next > now - self._interval / 2 else now
        self._next = at + self._interval
        return max(0.0, at - now)


class RealTime:
    """A Schedule in real time. Each place goes to the most urgent that waits for it, so replies need no reserve.

    A message arrives somewhere between leaving and being answered. Each counts until a second after its answer, so that
    no second sees more than `Schedule.most` arrive, also where the network or a busy machine holds some up and lets
    them go together. The price: where answers take longer than the room of one message, the rate falls a little.
    """

    def __init__(self, schedule: Schedule, time: Callable[[], float] | None = None) -> None:
        self._schedule = schedule
        self._time = time or (lambda: asyncio.get_running_loop().time())
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._timer: asyncio.TimerHandle | None = None
        self._under_way = 0
        self._answered: deque[float] = deque()

    @asynccontextmanager
    async def turn(self, chat: str, priority: int) -> AsyncIterator[None]:
        """Entered when a message to `chat` may leave; the chat's own turn comes first, so that others go meanwhile."""
        if (wait := self._schedule.chat_wait(self._time(), chat)) > 0:
            await asyncio.sleep(wait)
        mine = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._order), mine))
        self._take_place()
        try:
            await mine
            yield
        finally:
            if mine.done() and not mine.cancelled():
                self._under_way -= 1
                self._answered.append(self._time())
                self._take_place()

    def _take_place(self) -> None:
        if self._timer is not None or not self._waiting:
            return
        now = self._time()
        crowded = self._crowded(now)
        if crowded is not None:  # else the next answer calls again
            wait = crowded + self._schedule.wait(now + crowded)
            self._timer = asyncio.get_running_loop().call_later(wait, self._give_place)

    def _crowded(self, now: float) -> float | None:
        """Seconds until one more may be under way; None while that depends on an answer still to come."""
        while self._answered and self._answered[0] <= now - 1:
            self._answered.popleft()
        over = self._under_way + len(self._answered) - self._schedule.most
        if over < 0:
            return 0.0
        return None if over >= len(self._answered) else self._answered[over] + 1 - now

    def _give_place(self) -> None:
        self._timer = None
        while self._waiting:
            mine = heapq.heappop(self._waiting)[2]
            if not mine.done():  # else whoever waited has gone
                self._under_way += 1
                mine.set_result(None)
                break
        self._take_place()


def paced(rate: float, per_chat: Callable[[str], float]) -> Pace:
    """The pace of a channel in real time: `rate` messages a second, `per_chat(chat)` a second to one chat."""
    return RealTime(Schedule(rate, per_chat))
