"""Whether a machine is talking to us: who says the same words again and again gets no answer any more."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlmodel import Session

from bot.context import Ctx
from bot.grammar import many_numbers, one_number, plain
from bot.secrecy import NOT_QUOTED, kept_words
from messages.forms import Inbound
from models.guards import guards
from models.loops import hear
from models.telling import warn

SHORT_TEXT = 12
SHOWN = 30


def looping(
    session: Session, channel: str, heard: Collection[Ctx], command: Callable[[str], object | None], now: datetime
) -> set[int]:
    """The inbox ids that get no answer. What they ask for is done all the same; the coordinators hear of it once.

    `command` reads a text as a command; None for one that is none.
    """
    counted = [ctx for ctx in heard if _counts(ctx.inbound)]
    kept = kept_words(counted, command)
    worded = {ctx.inbound.sender: ctx for ctx in counted if ctx.inbox_id in kept}
    often = hear(session, channel, {sender: kept[ctx.inbox_id] for sender, ctx in worded.items()}, now)
    for sender, times in often.items():
        ctx = worded[sender]
        if times == guards().loop_times:
            facts = {
                "name": ctx.actor.name or f"…{sender[-4:]}",
                "said": kept[ctx.inbox_id][:SHOWN] or NOT_QUOTED,
                "times": times,
            }
            facts["minutes"] = int(guards().loop_within.total_seconds() / 60)
            warn(session, "loop", f"inbox:{ctx.inbox_id}", "loop-note", facts, now)
    return {worded[sender].inbox_id for sender in often}


def _counts(inbound: Inbound) -> bool:
    """Words count; a pressed button is a person, and digits answer our questions, perhaps one for each stairwell."""
    text = inbound.text
    if not text or inbound.press is not None or inbound.silent:
        return False
    return len(text) > SHORT_TEXT or (one_number(plain(text)) is None and many_numbers(text) is None)
