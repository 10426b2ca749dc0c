"""What voters say is not kept: not by the loop guard, not among the dead letters, not quoted back to them."""

from collections.abc import Callable, Collection, Sequence

from bot.context import Ctx
from bot.grammar import one_number, plain, words
from bot.wordlist import labels
from models import ballots
from models.questions import QUESTIONS

NOT_QUOTED = "…"
"""Stands where somebody's words would be quoted."""


def is_vote(text: str) -> bool:
    """Whether a text is a digit or a word that a ballot is answered with."""
    said = plain(text)
    return any(
        one_number(said) == number or said in words(choice.says) or said in labels(choice.label_key)
        for number, choice in QUESTIONS[ballots.QUESTION_MORE].numbered()
    )


def quiet(ctxs: Collection[Ctx]) -> set[int]:
    """The people among these speakers whose words are not to be kept now."""
    some = next(iter(ctxs), None)
    people = {ctx.actor.id for ctx in ctxs if ctx.actor.id is not None}
    return ballots.asked(some.session, people, some.now) if some is not None else set()


def kept_words(heard: Sequence[Ctx], command: Callable[[str], object | None]) -> dict[int, str]:
    """{inbox id: what may be remembered of each message's words}; a vote is not in it.

    Of a voter only which command they gave, as `command` reads it; any other words, which may mean a vote, are "".
    """
    hushed = quiet(heard)
    return {
        ctx.inbox_id: _name(command(ctx.inbound.text)) if ctx.actor.id in hushed else ctx.inbound.text
        for ctx in heard
        if ctx.actor.id not in hushed or not is_vote(ctx.inbound.text)
    }


def _name(intent: object | None) -> str:
    return "" if intent is None else type(intent).__name__
