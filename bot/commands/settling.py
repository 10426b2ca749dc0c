"""A confirm works once: what a question stood for is done by the first press, whoever presses again."""

from bot.context import Ctx
from models.errors import StairwellError
from models.prompts import Prompt, settle


class AlreadySettled(StairwellError):
    """The question was confirmed or cancelled before, or is over its time."""

    key = "error-already-settled"


def settle_question(ctx: Ctx, question: str) -> Prompt:
    """Close the open question of that kind, for exactly one caller; everybody else gets AlreadySettled."""
    prompt = ctx.prompt
    if prompt is None or prompt.question != question or not settle(ctx.session, prompt.id, ctx.now):
        raise AlreadySettled
    return prompt
