"""Claiming a wish, saying that it is done, handing it back; and the wisher's word, and thanks."""

import re

from bot.answers import says_nothing
from bot.commands.lines import line
from bot.commands.wish_lines import contact_line
from bot.context import Ask, Ctx, Reply
from bot.grammar import plain
from bot.intents import About, Said
from bot.routes import Route
from models import wish_claims
from models.audit import record
from models.errors import NotFound, StairwellError
from models.grid import Grid
from models.people import SMS, Person
from models.permissions import may
from models.prompts import Prompt, answered, newest
from models.text import in_full
from models.wish_contacts import contact
from models.wish_offers import sight
from models.wish_telling import (
    OF_CLAIM,
    OFFER,
    STANDS,
    ask_done,
    close,
    tell,
    tell_claimed,
    tell_confirmed,
    tell_not_yet,
    tell_open_again,
)
from models.wish_words import kept_back, softened
from models.wishes import CLAIMED, CONFIRMED, Wish, terms, wishes_of

ACT, READ = "wish.make", "wish.read"
THANKS_LENGTH = 110
"""So that they fit two SMS segments."""
_PLACE = re.compile(r"[0-9]{1,2}", re.ASCII)


class WishUnclear(StairwellError):
    """Which of the wishes one has is meant must be said by its number; `lines` are those."""

    key = "usage-wish-number"


class ClaimWish(About):
    """I take the wish `subject` on."""


class PickWish(Said):
    """That one of the list: its place, as typed."""


class WishDone(Said):
    """The wish `subject` (0: the one I have) is done, perhaps with how."""


class TellWish(Said):
    """How it was done: words or a photo."""


class HandBackWish(About):
    """I cannot do the wish `subject` (0: the one I have) after all."""


class ConfirmWish(About):
    """Yes, it is done."""


class NotYetWish(About):
    """No, it is not done yet."""


class ThankWish(Said):
    """A word to whoever did it."""


# --- claimed ---
def claim(ctx: Ctx, intent: ClaimWish) -> Reply:
    """Take it on, if nobody was quicker; who it is and how to reach them is told now, to the claimer only."""
    wish = wish_claims.claim(ctx.session, intent.subject, ctx.person_id, sight(ctx.session, ctx.actor), ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "wish-claimed", f"wish:{wish.number}")
    how = contact(ctx.session, wish)
    tell_claimed(ctx.session, wish, how, ctx.now)
    assert wish.claim_until is not None
    until = wish.claim_until.astimezone(ctx.zone).date()
    facts = {
        "number": wish.number, "wish": wish.public, "until_day": until.isoformat(),
        "contact": contact_line(ctx, how, short=ctx.inbound.channel == SMS),
    }  # fmt: skip
    return Reply("wish-claimed", facts, Ask("wish_claimed", wish.number, {}, terms().claim), edit=False)


def pick(ctx: Ctx, intent: PickWish) -> Reply:
    """One of the wishes that were shown last, by its place; anything else is asked again. Raises what `claim` does.

    Another list that came since, of tasks for one, is not what 认领 is about.
    """
    asked = ctx.prompt if ctx.prompt and ctx.prompt.question == OFFER else None
    shown = asked or newest(ctx.session, OFFER, ctx.person_id, ctx.now)
    listed: list[int] = list(shown.data.get("tasks", [])) if shown else []
    if not listed:
        return Reply("wish-pick-first", edit=False)
    said = plain(intent.text.strip().removeprefix("认领").removeprefix("claim"))
    if not _PLACE.fullmatch(said) or not 1 <= int(said) <= len(listed):
        return Reply("wish-pick-again", {"most": len(listed)}, _same(ctx, shown), edit=False)
    return claim(ctx, ClaimWish(listed[int(said) - 1]))


def _same(ctx: Ctx, shown: Prompt | None) -> Ask | None:
    return None if shown is None else Ask(OFFER, shown.subject_id, None, shown.expires_at - ctx.now)


# --- done, or not ---
def done(ctx: Ctx, intent: WishDone) -> Reply:
    """Done: ask how, unless that is said or shown already."""
    wish = _mine(ctx, intent.subject)
    return _told(ctx, wish, intent.text) if intent.text or ctx.inbound.photo else _ask_how(ctx, wish)


def tell_how(ctx: Ctx, intent: TellWish) -> Reply:
    """How it was done, in words or by a photo; then whoever wished is asked."""
    return _told(ctx, _mine(ctx, intent.subject), intent.text)


def _told(ctx: Ctx, wish: Wish, text: str) -> Reply:
    if not ctx.inbound.photo and says_nothing(text):
        return _ask_how(ctx, wish)
    if not wish_claims.fulfil(ctx.session, wish, ctx.person_id, text, ctx.inbound.photo or "", ctx.now):
        return Reply("wish-over", {"number": wish.number}, edit=False)
    close(ctx.session, wish, OF_CLAIM, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "wish-fulfilled", f"wish:{wish.number}")
    ask_done(ctx.session, wish, ctx.now)
    return Reply("wish-fulfilled", {"number": wish.number}, edit=False)


def _ask_how(ctx: Ctx, wish: Wish) -> Reply:
    if wish.state != CLAIMED:
        return Reply("wish-over", {"number": wish.number}, edit=False)
    return Reply("wish-how", {"number": wish.number}, Ask("wish_how", wish.number), edit=False)


def hand_back(ctx: Ctx, intent: HandBackWish) -> Reply:
    """It is offered again, and nobody blames anybody."""
    wish = _mine(ctx, intent.subject)
    if not wish_claims.hand_back(ctx.session, wish, ctx.person_id, ctx.now):
        return Reply("wish-over", {"number": wish.number}, edit=False)
    record(ctx.session, ctx.now, ctx.actor.id, "wish-handed-back", f"wish:{wish.number}")
    tell_open_again(ctx.session, wish, ctx.now)
    return Reply("wish-handed-back", {"number": wish.number})


def _mine(ctx: Ctx, number: int) -> Wish:
    """The wish of that number, if the speaker has it; of 0 the only one they have. Raises NotFound, WishUnclear."""
    if number:
        return wish_claims.claimed_wish(ctx.session, number, ctx.person_id)
    held = [one for one in wishes_of(ctx.session, ctx.person_id) if one.claimer_id == ctx.actor.id]
    held = [one for one in held if one.state == CLAIMED]
    if len(held) == 1:
        return held[0]
    if not held:
        raise NotFound(what="")
    raise WishUnclear(lines=[line(ctx, "wish-own", number=one.number, wish=one.public) for one in held])


# --- is it done? ---
def confirm(ctx: Ctx, intent: ConfirmWish) -> Reply:
    """It is done, says the wisher, or who was asked for them: the claimer's points are booked, and thanks carried."""
    wish = _asked(ctx, intent.subject)
    if not wish_claims.confirm(ctx.session, wish, ctx.person_id, ctx.now, ctx.zone):
        return Reply("wish-said-before", {"number": wish.number}, edit=False)
    record(ctx.session, ctx.now, ctx.actor.id, "wish-confirmed", f"wish:{wish.number}")
    tell_confirmed(ctx.session, wish, ctx.now.astimezone(ctx.zone).date(), ctx.now)
    if ctx.actor.id != wish.wisher_id:
        return Reply("wish-checked", {"number": wish.number})
    name = ctx.session.get_one(Person, wish.claimer_id).name
    return Reply("wish-confirmed", {"name": name}, Ask("wish_thanks", wish.number, {}, STANDS), edit=False)


def not_yet(ctx: Ctx, intent: NotYetWish) -> Reply:
    """It is not: the claimer has it again."""
    wish = _asked(ctx, intent.subject)
    if not wish_claims.not_yet(ctx.session, wish, ctx.now):
        return Reply("wish-said-before", {"number": wish.number}, edit=False)
    record(ctx.session, ctx.now, ctx.actor.id, "wish-not-yet", f"wish:{wish.number}")
    tell_not_yet(ctx.session, wish, ctx.now)
    return Reply("wish-not-yet", {"name": ctx.session.get_one(Person, wish.claimer_id).name})


def _asked(ctx: Ctx, number: int) -> Wish:
    """The wish, if the speaker may say whether it is done: asked for it, or who reads the wishes from there.

    Raises NotFound; nobody says it of what they claimed.
    """
    wish = ctx.session.get(Wish, number, populate_existing=True)
    if wish is None or wish.claimer_id is None or wish.claimer_id == ctx.actor.id:
        raise NotFound(what="")
    path = ctx.session.get_one(Grid, wish.grid_id).path
    if not wish_claims.may_say(wish, ctx.actor.id) and not may(ctx.actor, READ, path):
        raise NotFound(what="")
    return wish


def thank(ctx: Ctx, intent: ThankWish) -> Reply:
    """The wisher's own words to the claimer, without more of themselves than they agreed to."""
    wish = ctx.session.get(Wish, intent.subject, populate_existing=True)
    if wish is None or wish.wisher_id != ctx.actor.id or wish.state != CONFIRMED:
        raise NotFound(what="")
    text = in_full(intent.text, THANKS_LENGTH)
    if len(plain(text)) < 2:
        return Reply("you-are-welcome")
    words = softened(kept_back(ctx.session, wish, text))
    tell(ctx.session, wish, wish.claimer_id, "wish-thanks-note", ctx.now, facts={"words": words})
    if ctx.prompt is not None:
        answered(ctx.session, ctx.prompt.id, ctx.now)
    return Reply("wish-thanks-sent", {"name": ctx.session.get_one(Person, wish.claimer_id).name})


ROUTES = (
    Route(ClaimWish, claim, ACT),
    Route(PickWish, pick, ACT, ("/claim", "认领", "claim"), lambda text: PickWish(0, text)),
    Route(WishDone, done, ACT),
    Route(TellWish, tell_how, ACT),
    Route(HandBackWish, hand_back, ACT),
    Route(ConfirmWish, confirm, ACT),
    Route(NotYetWish, not_yet, ACT),
    Route(ThankWish, thank, ACT),
)
