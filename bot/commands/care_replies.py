"""What somebody answers to "how are you": well, please contact me, away; what is not clear; a slip taken back."""

from bot.commands.care_acts import UNDO_STANDS, ask_again, call_for, close
from bot.commands.care_pause import CareGone, gone
from bot.context import Ask, Ctx, Reply
from bot.grammar import Blank
from bot.intents import About, Intent, Said
from bot.replies import read
from bot.routes import Route
from models.care_checks import OPEN, WELL, but_hands, count_unclear, fresh, reopen, settle
from models.care_ladder import tell_ended, tell_head, unread
from models.prompts import answered
from models.questions import QUESTIONS


class CareWell(Said):
    """All is well."""


class CareContact(Said):
    """Please contact me."""


class CareUnclear(Said):
    """Something that is none of these for sure."""


class CareMore(Said):
    """Something said after the answer."""


class CareUndo(About):
    """That was a slip."""


class CallMe(Intent):
    """Please contact me: nobody asked, and it is wanted now."""


class Emergency(Intent):
    """A cry for help of somebody who has no check-in."""


def well(ctx: Ctx, intent: CareWell) -> Reply:
    """Their own word ends what is open, but for what a neighbour found at the door."""
    ended = settle(ctx.session, ctx.person_id, WELL, ctx.person_id, ctx.now, but_hands())
    close(ctx, intent.subject)
    tell_ended(ctx.session, ended, ctx.now, ctx.zone, key="care-answered-note")
    if not ended:
        return Reply("care-thanks", {"name": ctx.actor.name})
    return Reply("care-noted", {"name": ctx.actor.name}, Ask("care_noted", intent.subject, stands=UNDO_STANDS))


def contact(ctx: Ctx, intent: CareContact) -> Reply:
    """Head and office are told at once."""
    return call_for(ctx)


def call_me(ctx: Ctx, intent: CallMe) -> Reply:
    """The same without a question."""
    return call_for(ctx)


def emergency(ctx: Ctx, intent: Emergency) -> Reply:
    """The numbers that help at once, and the word by which somebody of the community calls back."""
    if ctx.actor.id is None:
        return Reply("guest-emergency", edit=False)
    return Reply("care-emergency", {"name": ctx.actor.name}, edit=False)


def undo(ctx: Ctx, intent: CareUndo) -> Reply:
    """A slip of the thumb: the question is open again, and who was sent for hears that."""
    if ctx.prompt is not None:
        answered(ctx.session, ctx.prompt.id, ctx.now)
    before = fresh(ctx.session, intent.subject)
    called = before is not None and before.state in OPEN
    check = reopen(ctx.session, intent.subject, ctx.person_id, ctx.now)
    if check is None:
        return Reply("care-too-late", {"name": ctx.actor.name}, edit=False)
    if called:
        tell_head(ctx.session, ctx.person_id, "care-slip-note", {}, ctx.now, ctx.zone)
    return ask_again(ctx, check.id, "care-once-more")


def more(ctx: Ctx, intent: CareMore) -> Reply:
    """Words after the answer: a call to be contacted is heard, and so is going away; anything else is a kind word."""
    choice = read(intent.text, QUESTIONS["care"]).choice
    if choice is not None and choice.says == "contact":
        return call_for(ctx)
    if choice is not None and choice.says == "gone" and ctx.prompt is not None and ctx.prompt.question == "care_noted":
        return gone(ctx, CareGone(intent.subject, intent.text))
    return Reply("care-more", edit=False)


def unclear(ctx: Ctx, intent: CareUnclear) -> Reply:
    """Not sure: asked once more in a friendly way, then a neighbour is asked to go there."""
    return _unclear(ctx, intent.subject, "care-again")


def _unclear(ctx: Ctx, check_id: int, key: str) -> Reply:
    times = count_unclear(ctx.session, check_id)
    if times <= 1:
        return ask_again(ctx, check_id, key)
    check = fresh(ctx.session, check_id)
    if check is not None:
        unread(ctx.session, check, ctx.now, ctx.zone)
    # The question stays open: a clear answer is welcome at any time.
    return Reply("care-person", {"name": ctx.actor.name}, edit=False)


def blank(ctx: Ctx, intent: Blank) -> Reply:
    """An empty message, as a missed call or a thumb leaves it: a kind word, and the open question again."""
    if ctx.actor.id is None:
        return Reply("guest-hello", edit=False)
    if ctx.prompt is None or QUESTIONS[ctx.prompt.question].afterthought:
        return Reply("blank-hello", {"name": ctx.actor.name}, edit=False)
    if ctx.prompt.question == "care":
        return _unclear(ctx, ctx.prompt.subject_id, "care-blank")
    prompt = ctx.prompt
    again = Ask(
        prompt.question, prompt.subject_id, prompt.data, prompt.expires_at - ctx.now, person_id=prompt.person_id
    )
    return Reply("blank-again", {"name": ctx.actor.name}, again, edit=False)


ROUTES = (
    Route(CareWell, well, "self.manage"),
    Route(CareContact, contact, "self.manage"),
    Route(CallMe, call_me, "self.manage", ("请联系我", "联系我", "callme", "call me"), whole=True),
    Route(Emergency, emergency, "talk"),
    Route(CareUnclear, unclear, "self.manage"),
    Route(CareUndo, undo, "self.manage"),
    Route(CareMore, more, "self.manage"),
    Route(Blank, blank, "talk"),
)
