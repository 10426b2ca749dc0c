"""The event loop of what runs long: uvloop's where there is one, which is faster at the network, else asyncio's own."""

import asyncio
import gc
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

try:
    import uvloop
except ImportError:  # Windows, PyPy
    NEW_LOOP: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop
else:
    NEW_LOOP = uvloop.new_event_loop

T = TypeVar("T")


def run_loop(main: Coroutine[Any, Any, T]) -> T:
    """Run `main` to its end on a new event loop; what it returned."""
    with asyncio.Runner(loop_factory=NEW_LOOP) as runner:
        return runner.run(main)


def settle_down() -> None:
    """Collect what start-up left behind; what it made stays, so the collector need not look at it again."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
