"""How a subject declares what can be said: intents with their handlers, their permission, their words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.context import Ctx, Reply
from bot.intents import Intent
from models.errors import StairwellError

Answer = Reply | StairwellError | None
Handler = Callable[[Ctx, Any], Reply | None]
Together = Callable[[Sequence[tuple[Ctx, Any]]], list[Answer]]
Parse = Callable[[str], Intent]


@dataclass(frozen=True, slots=True)
class Route:
    """One thing people can mean.

    `act` is the permission it needs. `words` are what starts a message that means it, with and without "/"; the rest of
    the message goes to `parse`. `whole` words mean it only when nothing follows: "停" is a stop, "停 电了" is news.
    A `pattern` that fits all of a text means it too, wherever words with something behind them would; all of the text
    goes to `parse`: "外出5天" has no space in it.
    `together` takes the place of `handler` for what many say at once: it is given all of a wave and answers each, in
    order, with a reply or a refusal; it changes nothing for those it refuses.
    """

    intent: type[Intent]
    handler: Handler | None
    act: str
    words: tuple[str, ...] = ()
    parse: Parse | None = None
    together: Together | None = None
    whole: bool = False
    pattern: re.Pattern[str] | None = None
