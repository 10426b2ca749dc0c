"""Facts of a public page that are held for a while, so that many who look at once cost one look at the records."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime, timedelta
from typing import Any

from models.clock import Clock

HOLD = timedelta(seconds=60)
"""How old what a public page says may be."""
MOST_HELD = 64


class Held:
    """What pages show, at most `hold` old by the one clock; whoever asks while it is being made waits for that.

    Without `hold` everything is made anew each time, as it must be where the clock stands still.
    """

    def __init__(self, clock: Clock, hold: timedelta = timedelta(0)) -> None:
        self._clock, self._hold = clock, hold
        self._kept: OrderedDict[Hashable, tuple[datetime, Any]] = OrderedDict()
        self._making: dict[Hashable, asyncio.Lock] = {}

    async def get(self, key: Hashable, make: Callable[[], Awaitable[Any]]) -> Any:
        """What `make` gave for this key lately, or gives now; an error of `make` is raised and nothing is kept."""
        if not self._hold:
            return await make()
        lock = self._making.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                return self._fresh(key) or await self._keep(key, make)
        finally:
            if not lock.locked():
                self._making.pop(key, None)

    def _fresh(self, key: Hashable) -> Any:
        at, value = self._kept.get(key, (None, None))
        return value if at is not None and timedelta(0) <= self._clock.now() - at < self._hold else None

    async def _keep(self, key: Hashable, make: Callable[[], Awaitable[Any]]) -> Any:
        at = self._clock.now()
        value = await make()
        self._kept[key] = (at, value)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_HELD:
            self._kept.popitem(last=False)
        return value
