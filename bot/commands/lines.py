"""Lines of a longer answer, worded in the language of whoever asked."""

from collections.abc import Callable, Iterable

from bot.context import Looks
from messages.catalogue import say
from messages.render import readable

MOST_LINES = 60
"""Lines a chat message takes; what is beyond is counted."""
CHAT = 2400
"""Characters of a list in a chat message: the catalogue takes 2,500 for one fact, Telegram 4,096 for all."""


def worded(language: str, key: str, **facts: object) -> str:
    """One line of the catalogue, in somebody's language."""
    return say(key, language, readable(facts, language))


def line(ctx: Looks, key: str, **facts: object) -> str:
    """One line of the catalogue, in the asker's language."""
    return worded(ctx.actor.language, key, **facts)


def joined(language: str, words: Iterable[str]) -> str:
    """Words one after another, as a language lists them."""
    return str(readable({"words": list(words)}, language)["words"])


def listed(ctx: Looks, words: Iterable[str]) -> str:
    """Words one after another, as the asker's language lists them."""
    return joined(ctx.actor.language, words)


def capped(ctx: Looks, lines: list[str]) -> list[str]:
    """The first MOST_LINES, and how many more there are."""
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[:MOST_LINES], line(ctx, "lines-more", more=len(lines) - MOST_LINES)]


def fitting(lines_of: Callable[[int], list[str]]) -> list[str]:
    """The longest of ever shorter versions of a list (`most` of its kind) that a chat message holds.

    Should the shortest still be too long, its end is cut off where "…" stands.
    """
    lines: list[str] = []
    for most in (100, 60, 40, 25, 15, 8, 4, 2):
        lines = lines_of(most)
        if sum(len(line) + 1 for line in lines) <= CHAT:
            return lines
    while sum(len(line) + 1 for line in lines) > CHAT:
        lines.pop()
    return [*lines, "…"]


def big_number(said: str) -> int:
    """The number of a message, a letter or a nomination, which may have nineteen digits; 0 for anything else."""
    bare = said.strip().removeprefix("#")
    number = int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 19 else 0
    return number if number < 2**63 else 0
