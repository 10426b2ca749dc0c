"""When the next message may leave: a schedule, not a bucket, so that there is never a burst."""

import asyncio
from collections.abc import Callable
from typing import Protocol

MAX_CHATS = 4096
"""Chats remembered; beyond that, those whose turn has come already are forgotten."""


class Pace(Protocol):
    """Lets messages go one by one."""

    async def turn(self, chat: str) -> None:
        """Return when a message to `chat` may leave."""
        ...


class Schedule:
    """The arithmetic, without a clock: `rate` a second in all, `per_chat` a second to one chat. Times are seconds.

    A message that comes late takes its old place as long as it is late by less than one interval, so that small delays
    do not add up; in no second more than rate + 1 leave.
    """

    def __init__(self, rate: float, per_chat: float) -> None:
        self._interval, self._chat_interval = 1 / rate, 1 / per_chat
        self._next = 0.0
        self._chats: dict[str, float] = {}

    def chat_wait(self, now: float, chat: str) -> float:
        """Seconds until `chat` may get another one, which then counts as taken."""
        at = max(now, self._chats.pop(chat, 0.0))
        self._chats[chat] = at + self._chat_interval
        if len(self._chats) > MAX_CHATS:
            self._chats = {name: free for name, free in self._chats.items() if free > now}
        return at - now

    def wait(self, now: float) -> float:
        """Seconds until anything may leave, which then counts as taken."""
        at = self._next if self._next > now - self._interval else now
        self._next = at + self._interval
        return max(0.0, at - now)


class RealTime:
    """A Schedule in real time."""

    def __init__(self, schedule: Schedule, time: Callable[[], float] | None = None) -> None:
        self._schedule = schedule
        self._time = time or (lambda: asyncio.get_running_loop().time())

    async def turn(self, chat: str) -> None:
        """Return when a message to `chat` may leave; the chat's own turn comes first, so that others go meanwhile."""
        if (wait := self._schedule.chat_wait(self._time(), chat)) > 0:
            await asyncio.sleep(wait)
        if (wait := self._schedule.wait(self._time())) > 0:
            await asyncio.sleep(wait)


def paced(rate: float, per_chat: float) -> Pace:
    """The pace of a channel in real time: `rate` messages a second, `per_chat` a second to one chat."""
    return RealTime(Schedule(rate, per_chat))
