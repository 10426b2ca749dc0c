"""The commands Telegram lists when somebody types "/": what everybody may say, from the table of help."""

import asyncio
from collections.abc import Sequence

import structlog

from bot.help import book
from messages.catalogue import DEFAULT
from messages.channels.telegram import ChannelDown, TelegramChannel
from models.people import LANGUAGES

log = structlog.get_logger()
PAUSES = tuple(5.0 * 2**tries for tries in range(10))
"""Seconds between the tries to have Telegram list them: an hour and a half in all."""


def commands(language: str) -> list[tuple[str, str]]:
    """(a command without its "/", what it is good for in a language), in the order of help."""
    return [(entry.menu, entry.does(language)) for entry in book().entries if entry.menu]


async def list_commands(telegram: TelegramChannel, pauses: Sequence[float] = PAUSES) -> bool:
    """Have Telegram list the commands in the reader's language, in Chinese to those of any other; whether it does.

    What is listed already is listed anew. It is tried as often as there are pauses, for nothing depends on it.
    """
    for pause in pauses:
        try:
            for language in LANGUAGES:
                await telegram.set_commands(commands(language), "" if language == DEFAULT else language)
        except ChannelDown as down:
            log.info("commands not listed yet", reason=down.reason)
            await asyncio.sleep(max(down.wait, pause))
        else:
            return True
    log.warning("telegram lists no commands; help in chat says them all the same")
    return False
