"""Lines of a longer answer, worded in the language of whoever asked."""

from bot.context import Ctx
from messages.catalogue import say
from messages.render import readable

MOST_LINES = 60
"""Lines a chat message takes; what is beyond is counted."""


def line(ctx: Ctx, key: str, **facts: object) -> str:
    """One line of the catalogue, in the asker's language."""
    return say(key, ctx.actor.language, readable(facts, ctx.actor.language))


def capped(ctx: Ctx, lines: list[str]) -> list[str]:
    """The first MOST_LINES, and how many more there are."""
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[:MOST_LINES], line(ctx, "lines-more", more=len(lines) - MOST_LINES)]
