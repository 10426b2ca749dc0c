"""Wishing: for oneself or for a neighbour, what of it may be told, saying it anew, taking it back; and the list."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.commands.lines import line
from bot.commands.wish_lines import own_lines
from bot.context import Ask, Ctx, Reply
from bot.intents import About, Intent, Said, Worded
from bot.routes import Route
from models import wishes
from models.audit import record
from models.errors import NotFound, PersonNotFound, StairwellError
from models.following import close_prompts
from models.lookup import find_person
from models.nominations import can_hear
from models.people import SMS
from models.permissions import paths_for
from models.wish_history import GONE, ends
from models.wish_offers import offered_to
from models.wish_telling import OF_WISHER, OFFER, ask_attested, close, offer_facts, tell, tell_withdrawn
from models.wish_words import softened
from models.wishes import ASKING, EXPIRED, RETURNED, SHARES, Wish

ACT, ENTER = "wish.make", "wish.enter"
STANDS = timedelta(days=7)
MOST, MOST_SHORT = 15, 3
OWN_SHORT = 2
"""Of one's own an SMS has room for so many."""
NAME_LENGTH = 20
MADE = "wish_made"
ANEW = ("wish_again", "wish_words")
"""The questions of a wish that was returned."""


class WishTheirs(StairwellError):
    """Only whoever wishes takes back what they said was theirs, as long as they can be heard."""

    key = "error-wish-theirs"


class NoWishFor(StairwellError):
    """Whom a wish is for is a name, and what they wish."""

    key = "usage-wish-for"


class ShowWishes(Intent):
    """Which wishes can I claim, and what of mine?"""


class MakeWish(Worded):
    """I wish …"""


@dataclass(frozen=True)
class WishFor(Intent):
    """Somebody wishes, and I say it for them."""

    name: str = ""
    text: str = ""


class ShareWish(Said):
    """This (`text`: phone, name or head) a claimer of the wish `subject` may know of me."""


class AttestWish(About):
    """Yes, I wish that."""


class DenyWish(About):
    """No, I do not."""


class RewriteWish(About):
    """I want to say it anew."""


class SayWishAnew(Said):
    """The words it is said in now."""


class WithdrawWish(About):
    """I do not wish it any more; 0 is the only one there is."""


class RenewWish(About):
    """Publish it again."""


class LeaveWish(About):
    """Leave it as it is."""


# --- the list ---
def show(ctx: Ctx, intent: ShowWishes) -> Reply:
    """What the speaker can claim, numbered, and what they wished or claimed themselves."""
    short = ctx.inbound.channel == SMS
    offered = list(offered_to(ctx.session, ctx.actor, ctx.now))
    listed = offered[: MOST_SHORT if short else MOST]
    mine = own_lines(ctx, short=short)[: OWN_SHORT if short else None]
    if not listed:
        return Reply("wishes-mine" if mine else "wishes-none", {"lines": mine}, edit=False)
    facts: dict[str, Any] = offer_facts(listed) | {"count": len(offered)}
    facts["lines_said"] += [["wish-own-line", {"line": one}] for one in mine]
    ask = Ask(OFFER, listed[0].number, {"tasks": facts["tasks"]}, STANDS)
    return Reply("wishes", facts, ask, edit=False)


# --- wishing ---
def make(ctx: Ctx, intent: MakeWish) -> Reply:
    """Keep the speaker's wish, and ask what a claimer may know of them; right after one was returned, it is that one
    said anew. Raises BadWish, TooManyWishes."""
    if ctx.prompt is not None and ctx.prompt.question in ANEW:
        return reworded(ctx, SayWishAnew(ctx.prompt.subject_id, intent.text))
    home = wishes.home_of(ctx.session, ctx.person_id)
    assert home.id is not None
    wish = wishes.make(ctx.session, intent.text, by_id=ctx.person_id, grid_id=home.id, now=ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "wish-made", f"wish:{wish.number}")
    return _ask_share(wish)


def make_for(ctx: Ctx, intent: WishFor) -> Reply:
    """Keep a neighbour's wish: they are asked whether it is theirs where they can be, and it may be somebody the
    community has no record of. Raises NoWishFor, PersonUnclear, BadWish, TooManyWishes."""
    name = " ".join(intent.name.split())
    if not 1 < len(name) <= NAME_LENGTH or not intent.text:
        raise NoWishFor
    try:
        whose = find_person(ctx.session, name, paths_for(ctx.actor, ENTER))
    except PersonNotFound:
        if any(mark.isdigit() for mark in name):
            raise
        whose = None
    if whose is not None and whose.id == ctx.actor.id:
        return make(ctx, MakeWish(intent.text))
    heard = whose is not None and can_hear(ctx.session, whose.id)
    grid_id = _lowest(ctx) if whose is None else wishes.home_of(ctx.session, whose.id).id
    assert grid_id is not None
    wish = wishes.make(
        ctx.session, intent.text, by_id=ctx.person_id, grid_id=grid_id, now=ctx.now,
        wisher_id=None if whose is None else whose.id, name=name, attest=heard,
    )  # fmt: skip
    record(ctx.session, ctx.now, ctx.actor.id, "wish-entered", f"wish:{wish.number}", attest=heard)
    if heard:
        ask_attested(ctx.session, wish, ctx.now)
    facts = {"number": wish.number, "name": name if whose is None else whose.name}
    return Reply("wish-for-asked" if heard else "wish-for-made", facts, edit=False)


def _lowest(ctx: Ctx) -> int:
    return max(ctx.actor.posts, key=lambda post: post.level).grid_id


def _ask_share(wish: Wish, key: str = "wish-made") -> Reply:
    facts = {"number": wish.number, "words": softened(wish.words)}
    return Reply(key, facts, Ask(MADE, wish.number, {"round": wish.round}, STANDS), edit=False)


def share(ctx: Ctx, intent: ShareWish) -> Reply:
    """What a claimer may know; it can be changed until somebody claims."""
    wish = _wishers(ctx, intent.subject)
    if intent.text not in SHARES or not wishes.share(ctx.session, wish, intent.text):
        return Reply("wish-over", {"number": wish.number}, edit=False)
    close_prompts(ctx.session, MADE, wish.number, ctx.now)
    return Reply(f"wish-shared-{intent.text}", {"number": wish.number})


def attested(ctx: Ctx, intent: AttestWish) -> Reply:
    """It is theirs: it goes to who reads it, and they say what may be told."""
    wish = _wishers(ctx, intent.subject)
    if not wishes.attest(ctx.session, wish, ctx.now, true=True):
        return Reply("wish-over", {"number": wish.number}, edit=False)
    close(ctx.session, wish, ("wish_true",), ctx.now)
    return _ask_share(wish, "wish-attested")


def denied(ctx: Ctx, intent: DenyWish) -> Reply:
    """It is not: nothing happens, and who entered it hears so."""
    wish = _wishers(ctx, intent.subject)
    if not wishes.attest(ctx.session, wish, ctx.now, true=False):
        return Reply("wish-over", {"number": wish.number}, edit=False)
    close(ctx.session, wish, ("wish_true",), ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "wish-refused", f"wish:{wish.number}")
    tell(ctx.session, wish, wish.by_id, "wish-refused-note", ctx.now)
    return Reply("wish-denied")


# --- said anew, taken back, published again ---
def rewrite(ctx: Ctx, intent: RewriteWish) -> Reply:
    """Ask for the words; a wish that was not returned need not be said anew."""
    wish = wishes.own_wish(ctx.session, intent.subject, ctx.actor.id)
    if wish.state != RETURNED:
        return Reply("wish-over", {"number": wish.number}, edit=False)
    return Reply("wish-words", {"reason": wish.remark or "–"}, Ask("wish_words", wish.number), edit=False)


def reworded(ctx: Ctx, intent: SayWishAnew) -> Reply:
    """The new words go to who reads them. Raises BadWish."""
    wish = wishes.own_wish(ctx.session, intent.subject, ctx.actor.id)
    if not wishes.reword(ctx.session, wish, intent.text, ctx.now):
        return Reply("wish-over", {"number": wish.number}, edit=False)
    close(ctx.session, wish, ANEW, ctx.now)
    return Reply("wish-reworded", {"number": wish.number}, edit=False)


def withdraw(ctx: Ctx, intent: WithdrawWish) -> Reply:
    """Take it back at any time; its words are forgotten, and who had claimed it is told. Raises WishTheirs."""
    if not intent.subject:
        return _which(ctx)
    wish = wishes.own_wish(ctx.session, intent.subject, ctx.actor.id)
    if wish.state != ASKING and wish.wisher_id != ctx.actor.id and can_hear(ctx.session, wish.wisher_id):
        raise WishTheirs
    if not wishes.withdraw(ctx.session, wish, ctx.now):
        return Reply("wish-over", {"number": wish.number}, edit=False)
    record(ctx.session, ctx.now, ctx.actor.id, "wish-withdrawn", f"wish:{wish.number}")
    ends(ctx.session, wish, GONE, ctx.now)
    if wish.claimer_id is not None:
        tell_withdrawn(ctx.session, wish, ctx.now)
    close(ctx.session, wish, OF_WISHER, ctx.now)
    return Reply("wish-withdrawn")


def _which(ctx: Ctx) -> Reply:
    mine = [one for one in wishes.wishes_of(ctx.session, ctx.person_id) if ctx.actor.id in (one.wisher_id, one.by_id)]
    mine = [one for one in mine if one.state != EXPIRED]
    if len(mine) == 1:
        return withdraw(ctx, WithdrawWish(mine[0].number))
    lines = [line(ctx, "wish-own", number=one.number, wish=softened(one.public or one.words)) for one in mine]
    return Reply("usage-wish-withdraw" if mine else "wishes-none", {"lines": lines}, edit=False)


def renew(ctx: Ctx, intent: RenewWish) -> Reply:
    """Publish once more what nobody claimed in its time."""
    wish = wishes.own_wish(ctx.session, intent.subject, ctx.actor.id)
    if not wishes.renew(ctx.session, wish, ctx.now):
        return Reply("wish-over", {"number": wish.number}, edit=False)
    close(ctx.session, wish, ("wish_expired",), ctx.now)
    return Reply("wish-renewed", {"number": wish.number})


def leave(ctx: Ctx, intent: LeaveWish) -> Reply:
    """Leave it at that."""
    wish = wishes.own_wish(ctx.session, intent.subject, ctx.actor.id)
    close(ctx.session, wish, ("wish_expired",), ctx.now)
    return Reply("wish-left")


def _wishers(ctx: Ctx, wish_id: int) -> Wish:
    """The wish, if the speaker is who wishes it: what may be told of somebody only they say. Raises NotFound."""
    wish = wishes.own_wish(ctx.session, wish_id, ctx.actor.id)
    if wish.wisher_id != ctx.actor.id:
        raise NotFound(what="")
    return wish


ROUTES = (
    Route(MakeWish, make, ACT),
    Route(WishFor, make_for, ENTER),
    Route(ShareWish, share, ACT),
    Route(AttestWish, attested, ACT),
    Route(DenyWish, denied, ACT),
    Route(RewriteWish, rewrite, ACT),
    Route(SayWishAnew, reworded, ACT),
    Route(WithdrawWish, withdraw, ACT),
    Route(RenewWish, renew, ACT),
    Route(LeaveWish, leave, ACT),
)
