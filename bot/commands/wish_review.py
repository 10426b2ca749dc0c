"""Reading wishes before they are published: one after another, published, worded anew, or returned with a kind word."""

from datetime import datetime, timedelta

from bot.commands.lines import line
from bot.context import Ask, Ctx, Reply
from bot.grammar import plain
from bot.intents import About, Intent, Said
from bot.routes import Route
from models import wish_review
from models.audit import record
from models.errors import NotFound
from models.grid import Grid
from models.permissions import may, paths_for
from models.text import chinese_marks, in_full
from models.wish_figures import progress
from models.wish_history import history
from models.wish_offers import LEAD
from models.wish_review import WishDecided, wording
from models.wish_telling import brief, close, tell_published, tell_returned
from models.wish_words import revealing
from models.wishes import SUBMITTED, Wish, terms

ACT = "wish.read"
STANDS = timedelta(days=7)
REASON_LENGTH = 40
ASKED = ("wish_read", "wish_wording", "wish_reason")


class ReviewWishes(Intent):
    """Which wishes wait for me to read them?"""


class NextWish(About):
    """Show me the next one."""


class PublishWish(About):
    """It may be read by everybody."""


class RewordWish(About):
    """It should be worded otherwise: ask how."""


class WishWording(Said):
    """The words it is to be published in."""


class ReturnWish(About):
    """Not so: ask for the word that says what would help."""


class WishReason(Said):
    """That word."""


class ShowWishProgress(About):
    """How are the wishes from where I lead? Or (`subject`) one of them, by number: who has had it."""


def show(ctx: Ctx, intent: ReviewWishes) -> Reply:
    """The wish that has waited longest, or that none does."""
    return _show(ctx, 0)


def show_next(ctx: Ctx, intent: NextWish) -> Reply:
    """The one after that; after the last, the first again."""
    return _show(ctx, intent.subject)


def _show(ctx: Ctx, after: int) -> Reply:
    waiting = wish_review.waiting_wishes(ctx.session, ctx.now, paths_for(ctx.actor, ACT))
    ids = [one.id for one in waiting if ctx.actor.id in one.readers]
    if not ids:
        return Reply("wish-read-none", edit=False)
    place = ids.index(after) + 1 if after in ids else 0
    return _one(ctx, ctx.session.get_one(Wish, ids[place % len(ids)], populate_existing=True), len(ids))


def _one(ctx: Ctx, wish: Wish, count: int) -> Reply:
    """A wish as who reads it sees it: from where, not whose; and what must be left out of the words."""
    text = wording(wish)
    pieces = revealing(ctx.session, wish, text)
    lines = [line(ctx, "wish-read-leave-out", pieces=pieces)] if pieces else []
    if len(text) > terms().public_most:
        lines.append(line(ctx, "wish-read-long", most=terms().public_most))
    facts = {
        "number": wish.number, "grid": ctx.session.get_one(Grid, wish.grid_id).name, "words": text, "count": count,
        "brief": brief(text), "lines": lines or [line(ctx, "wish-read-fine")],
    }  # fmt: skip
    return Reply("wish-read", facts, Ask("wish_read", wish.number, {"round": wish.round}, STANDS), edit=False)


def publish(ctx: Ctx, intent: PublishWish) -> Reply:
    """Publish it in the words that were shown. Raises WishReveals, BadWish, WishDecided."""
    wish = _read(ctx, intent.subject)
    wish_review.publish(ctx.session, wish, _seen(ctx), ctx.person_id, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "wish-published", f"wish:{wish.number}", round=wish.round)
    close(ctx.session, wish, ASKED, ctx.now)
    tell_published(ctx.session, wish, ctx.now)
    return Reply("wish-published", {"wish": wish.public, "count": _left(ctx)})


def reword(ctx: Ctx, intent: RewordWish) -> Reply:
    """Ask for other words."""
    return _ask(ctx, intent.subject, "wish_wording", "wish-wording-ask")


def worded(ctx: Ctx, intent: WishWording) -> Reply:
    """Keep them and show the wish again. Raises WishReveals, BadWish, WishDecided."""
    wish = _read(ctx, intent.subject)
    wish_review.word(ctx.session, wish, intent.text, _seen(ctx))
    close(ctx.session, wish, ASKED, ctx.now)
    return _one(ctx, wish, _left(ctx))


def give_back(ctx: Ctx, intent: ReturnWish) -> Reply:
    """Ask for the kind word that goes with it."""
    return _ask(ctx, intent.subject, "wish_reason", "wish-reason-ask")


def returned(ctx: Ctx, intent: WishReason) -> Reply:
    """Return it with that word. Raises WishDecided."""
    wish = _read(ctx, intent.subject)
    text = chinese_marks(in_full(intent.text, REASON_LENGTH))
    if len(plain(text)) < 2:
        return _ask(ctx, intent.subject, "wish_reason", "wish-reason-ask")
    wish_review.give_back(ctx.session, wish, _seen(ctx), text, ctx.person_id, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "wish-returned", f"wish:{wish.number}", round=wish.round)
    close(ctx.session, wish, ASKED, ctx.now)
    tell_returned(ctx.session, wish, ctx.now)
    return Reply("wish-returned", {"count": _left(ctx)}, edit=False)


def _ask(ctx: Ctx, wish_id: int, question: str, key: str) -> Reply:
    wish = _read(ctx, wish_id)
    if wish.state != SUBMITTED:
        raise WishDecided
    facts = {"number": wish.number, "most": terms().public_most}
    return Reply(key, facts, Ask(question, wish.number, {"round": _seen(ctx)}, STANDS), edit=False)


def _read(ctx: Ctx, wish_id: int) -> Wish:
    return wish_review.to_read(ctx.session, wish_id, ctx.person_id, paths_for(ctx.actor, ACT), ctx.now)


def _seen(ctx: Ctx) -> int:
    return int(ctx.prompt.data.get("round", 0)) if ctx.prompt else 0


def _left(ctx: Ctx) -> int:
    waiting = wish_review.waiting_wishes(ctx.session, ctx.now, paths_for(ctx.actor, ACT))
    return sum(ctx.actor.id in one.readers for one in waiting)


def show_progress(ctx: Ctx, intent: ShowWishProgress) -> Reply:
    """How many wishes wait for what, from where the speaker leads, and which nobody has confirmed for long; of one by
    its number who has had it. Raises NotFound for one they do not read."""
    if intent.subject:
        return _history(ctx, intent.subject)
    found = progress(ctx.session, paths_for(ctx.actor, LEAD), ctx.now)
    lines = [line(ctx, f"wish-progress-{state}", count=count) for state, count in found.counts.items() if count]
    lines += [line(ctx, "wish-progress-unconfirmed", numbers=found.unconfirmed)] if found.unconfirmed else []
    return Reply("wish-progress" if lines else "wish-progress-none", {"lines": lines}, edit=False)


def _history(ctx: Ctx, number: int) -> Reply:
    """Who has had a wish and how that ended, for whoever reads wishes from there; never whose wish it is."""
    wish = ctx.session.get(Wish, number, populate_existing=True)
    path = ctx.session.get_one(Grid, wish.grid_id).path if wish else ""
    if wish is None or not may(ctx.actor, ACT, path) or ctx.actor.id in (wish.wisher_id, wish.by_id):
        raise NotFound(what="")
    lines = [
        line(ctx, f"wish-held-{held.ended.replace('_', '-') or 'now'}", name=held.name, day=_day(ctx, held.at),
             until_day=_day(ctx, held.ended_at or ctx.now))
        for held in history(ctx.session, wish)
    ]  # fmt: skip
    facts = {
        "number": wish.number, "wish": wish.public or "–", "state": line(ctx, f"wish-state-{wish.state}"),
        "lines": lines or [line(ctx, "wish-held-nobody")],
    }  # fmt: skip
    return Reply("wish-history", facts, edit=False)


def _day(ctx: Ctx, moment: datetime) -> str:
    return moment.astimezone(ctx.zone).date().isoformat()


ROUTES = (
    Route(ReviewWishes, show, ACT),
    Route(NextWish, show_next, ACT),
    Route(PublishWish, publish, ACT),
    Route(RewordWish, reword, ACT),
    Route(WishWording, worded, ACT),
    Route(ReturnWish, give_back, ACT),
    Route(WishReason, returned, ACT),
    Route(ShowWishProgress, show_progress, LEAD),
)
