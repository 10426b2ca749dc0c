"""How a subject declares what can be said: intents with their handlers, their permission, their words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.context import Ctx, Reply
from bot.intents import Intent

Handler = Callable[[Ctx, Any], Reply | None]
Parse = Callable[[str], Intent]


@dataclass(frozen=True, slots=True)
class Route:
    """One thing people can mean.

    `act` is the permission it needs. `words` are what starts a message that means it, with and without "/"; the rest of
    the message goes to `parse`. `batched` handlers only queue rows for tables they do not read, so several of them may
    share one flush. `whole` words mean it only when nothing follows: "停" is a stop, "停 电了" is news.
    """

    intent: type[Intent]
    handler: Handler
    act: str
    words: tuple[str, ...] = ()
    parse: Parse | None = None
    batched: bool = False
    whole: bool = False
