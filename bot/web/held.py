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
    """What pages show, at most `hold` old by the one clock, and made for one visitor at a time: whatever addresses
    many think of, they never take more than one of the database's readers.

    Without `hold` everything is made anew each time, as it must be where the clock stands still.
    """

    def __init__(self, clock: Clock, hold: timedelta = timedelta(0)) -> None:
        self._clock, self._hold, self._one_at_a_time = clock, hold, asyncio.Lock()
        self._kept: OrderedDict[Hashable, tuple[datetime, Any]] = OrderedDict()

    async def get(self, key: Hashable, make: Callable[[], Awaitable[Any]]) -> Any:
        """What `make` gave for this key lately, or gives now; an error of `make` is raised and nothing is kept."""
        if not self._hold:
            return await make()
        if (kept := self._fresh(key)) is None:
            async with self._one_at_a_time:
                # Whoever had to wait finds what the one before has made.
                if (kept := self._fresh(key)) is None:
                    kept = await self._keep(key, make)
        return kept[1]

    def _fresh(self, key: Hashable) -> tuple[datetime, Any] | None:
        kept = self._kept.get(key)
        return kept if kept is not None and timedelta(0) <= self._clock.now() - kept[0] < self._hold else None

    async def _keep(self, key: Hashable, make: Callable[[], Awaitable[Any]]) -> tuple[datetime, Any]:
        made = (self._clock.now(), await make())
        self._kept[key] = made
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_HELD:
            self._kept.popitem(last=False)
        return made
