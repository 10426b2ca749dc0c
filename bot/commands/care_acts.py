"""What several answers to a check-in do alike: call for somebody, ask once more, close the question."""

from datetime import date, timedelta

from bot.context import Ask, Ctx, Reply
from models.audit import record
from models.care_checks import open_of
from models.care_ladder import STANDS, call
from models.following import close_prompts

UNDO_STANDS = timedelta(hours=6)


def call_for(ctx: Ctx) -> Reply:
    """The speaker is to be contacted: head and office are told at once, and a slip can be taken back."""
    check, told = call(ctx.session, ctx.person_id, ctx.now, ctx.zone)
    for one in open_of(ctx.session, ctx.person_id):
        close(ctx, one.id)
    record(ctx.session, ctx.now, ctx.actor.id, "care-call", f"person:{ctx.person_id}")
    again = Ask("care_noted", check.id, stands=UNDO_STANDS)
    if not told:
        return Reply("care-called-nobody", {"name": ctx.actor.name}, again)
    return Reply("care-called", {"name": ctx.actor.name, "names": told}, again)


def ask_again(ctx: Ctx, check_id: int, key: str) -> Reply:
    """The question of a check-in once more, in the words of that key."""
    return Reply(key, {"name": ctx.actor.name}, Ask("care", check_id, stands=STANDS), edit=False)


def close(ctx: Ctx, check_id: int) -> None:
    """Nobody is asked about that check any more, nor for the days of a pause."""
    close_prompts(ctx.session, "care", check_id, ctx.now)
    close_prompts(ctx.session, "care_days", check_id, ctx.now)


def today(ctx: Ctx) -> date:
    """The local day."""
    return ctx.now.astimezone(ctx.zone).date()
