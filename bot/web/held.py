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
MOST_MADE = 8
"""So many different things may be asked for that are still to be made; who asks for one more is asked to come again."""


class Busy(Exception):
    """Too many different things are asked for at once."""


class Held:
    """What pages show, at most `hold` old by the one clock, each made once for all who ask for it, one after another:
    whatever addresses many think of, they never take more than one of the database's readers.

    Without `hold` everything is made anew each time, as it must be where the clock stands still. A key must name
    something that exists: what is kept for addresses nobody needs pushes out what everybody looks at.
    """

    def __init__(self, clock: Clock, hold: timedelta = timedelta(0)) -> None:
        self._clock, self._hold, self._one_at_a_time = clock, hold, asyncio.Lock()
        self._kept: OrderedDict[Hashable, tuple[datetime, Any]] = OrderedDict()
        self._making: dict[Hashable, asyncio.Task[Any]] = {}

    async def get(self, key: Hashable, make: Callable[[], Awaitable[Any]]) -> Any:
        """What `make` gave for this key lately, or gives now; an error of `make` is raised and nothing is kept.

        Raises Busy where MOST_MADE other things are still to be made.
        """
        if not self._hold:
            return await make()
        if (kept := self._fresh(key)) is not None:
            return kept[1]
        if (making := self._making.get(key)) is None:
            if len(self._making) >= MOST_MADE:
                raise Busy
            making = self._making[key] = asyncio.create_task(self._made(key, make))
        return await asyncio.shield(making)  # others wait for it, too

    async def _made(self, key: Hashable, make: Callable[[], Awaitable[Any]]) -> Any:
        try:
            async with self._one_at_a_time:
                return (await self._keep(key, make))[1]
        finally:
            del self._making[key]

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
