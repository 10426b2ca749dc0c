"""When the next message may leave: a schedule, not a bucket, so that there is never a burst."""

import asyncio
import heapq
import itertools
from collections.abc import Callable
from typing import Protocol

MAX_CHATS = 4096
"""Chats remembered; beyond that, those whose turn has come already are forgotten."""


class Pace(Protocol):
    """Lets messages go one by one."""

    async def turn(self, chat: str, priority: int) -> None:
        """Return when a message to `chat` may leave; of those that wait, the lowest `priority` goes first."""
        ...


class Schedule:
    """The arithmetic, without a clock, in seconds: `rate` a second in all, `per_chat(chat)` a second to one chat.

    A message that comes late takes its old place as long as it is late by less than one interval, so that small delays
    do not add up; in no second more than rate + 1 leave.
    """

    def __init__(self, rate: float, per_chat: Callable[[str], float]) -> None:
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
        at = self._next if self._next > now - self._interval else now
        self._next = at + self._interval
        return max(0.0, at - now)


class RealTime:
    """A Schedule in real time. Each place goes to the most urgent that waits for it, so replies need no reserve."""

    def __init__(self, schedule: Schedule, time: Callable[[], float] | None = None) -> None:
        self._schedule = schedule
        self._time = time or (lambda: asyncio.get_running_loop().time())
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, chat: str, priority: int) -> None:
        """Return when a message to `chat` may leave; the chat's own turn comes first, so that others go meanwhile."""
        if (wait := self._schedule.chat_wait(self._time(), chat)) > 0:
            await asyncio.sleep(wait)
        mine = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._order), mine))
        if self._timer is None:
            self._take_place()
        await mine

    def _take_place(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._schedule.wait(self._time()), self._give_place)

    def _give_place(self) -> None:
        self._timer = None
        while self._waiting:
            mine = heapq.heappop(self._waiting)[2]
            if not mine.done():  # else whoever waited has gone
                mine.set_result(None)
                break
        if self._waiting:
            self._take_place()


def paced(rate: float, per_chat: Callable[[str], float]) -> Pace:
    """The pace of a channel in real time: `rate` messages a second, `per_chat(chat)` a second to one chat."""
    return RealTime(Schedule(rate, per_chat))
