"""What waits for somebody's word, brought up again by its number: the same question as when it was first asked."""

from bot.commands.announce import preview_facts
from bot.commands.approve import whom
from bot.commands.delivery import show_delivery
from bot.commands.lines import capped, line
from bot.commands.proposals import KINDS
from bot.commands.wish_review import ACT as READ_WISH
from bot.commands.wish_review import NextWish
from bot.commands.wish_review import show_next as show_next_wish
from bot.context import Ask, Ctx, Reply
from bot.intents import About, Intent, ShowDelivery, Worded
from bot.proposing import Kind
from bot.routes import Route
from models import broadcasts, knocks, proposals, reached, wish_review
from models.approval import ACT as WRITE
from models.broadcasts import AWAITING, STANDS
from models.errors import NotFound
from models.lookup import everywhere
from models.people import Person
from models.permissions import paths_for
from models.proposals import PROPOSED, Proposal

DECIDE, KNOCK = "proposal.decide", "knock.answer"
MOST_DOORS, MOST_NAMES = 15, 3


class ShowProposals(Worded):
    """What waits for a second person; one of it by number, with the question."""


class ShowPending(Worded):
    """Which messages to many wait for a second person; one of them by number, with the question."""


class OneWish(About):
    """Show me that wish of those I am to read."""


class MyKnocks(Intent):
    """Whom am I asked to knock for?"""


def kinds_of(ctx: Ctx) -> dict[str, Kind]:
    """The kinds of proposals the speaker may agree to: those they may do themselves all over the community."""
    acts = {kind.act for kind in KINDS.values()}
    able = {act for act in acts if everywhere(ctx.session, paths_for(ctx.actor, act))}
    return {name: kind for name, kind in KINDS.items() if kind.act in able}


def show_proposals(ctx: Ctx, intent: ShowProposals) -> Reply:
    """The list, or one with its question: yes or no, and for its proposer taking it back. Raises NotFound."""
    kinds = kinds_of(ctx)
    if intent.text.strip():
        return _proposal(ctx, number_in(intent.text), kinds)
    found = [(about, name) for about, name in proposals.waiting(ctx.session, ctx.now) if about.kind in kinds]
    if not found:
        return Reply("proposals-none")
    lines = [
        line(ctx, "proposals-line", number=about.id, name=name,
             what=kinds[about.kind].worded(ctx, about.content, ctx.actor.language))
        for about, name in found
    ]  # fmt: skip
    return Reply("proposals", {"count": len(found), "lines": capped(ctx, lines), "example": found[0][0].id})


def _proposal(ctx: Ctx, number: int, kinds: dict[str, Kind]) -> Reply:
    about = ctx.session.get(Proposal, number)
    if about is None or about.kind not in kinds or about.state != PROPOSED or about.expires_at <= ctx.now:
        raise NotFound(what="")
    what, stands = kinds[about.kind].worded(ctx, about.content, ctx.actor.language), about.expires_at - ctx.now
    if about.actor_id == ctx.actor.id:
        return Reply("proposal-own", {"what": what}, Ask("proposed", number, stands=stands), edit=False)
    facts = {"author": ctx.session.get_one(Person, about.actor_id).name, "what": what}
    return Reply("proposal-ask", facts, Ask("proposal", number, stands=stands), edit=False)


def show_pending(ctx: Ctx, intent: ShowPending) -> Reply:
    """The list, or one with its question; one's own shows how it stands, and can be called off. Raises NotFound."""
    paths = paths_for(ctx.actor, WRITE)
    if not intent.text.strip():
        found, _ = reached.listed(ctx.session, ctx.person_id, paths, most=MOST_DOORS, state=AWAITING)
        if not found:
            return Reply("pending-none")
        lines = [line(ctx, "pending-line", number=about.id, name=ctx.session.get_one(Person, about.actor_id).name,
                      audience=whom(ctx, about, ctx.actor.language)) for about in found]  # fmt: skip
        return Reply("pending", {"count": len(found), "lines": lines, "example": found[0].id})
    about = reached.broadcast_by_number(ctx.session, number_in(intent.text), ctx.person_id, paths)
    if about.state != AWAITING or about.actor_id == ctx.actor.id or about.confirmed_at is None:
        return show_delivery(ctx, ShowDelivery(str(about.id)))
    today = ctx.now.astimezone(ctx.zone).date()
    counts = broadcasts.count(ctx.session, about, about.paths, today)
    facts = {"author": ctx.session.get_one(Person, about.actor_id).name,
             "audience": whom(ctx, about, ctx.actor.language)}  # fmt: skip
    facts |= preview_facts(ctx, ctx.actor.language, about, counts)
    return Reply(
        "second-ask", facts, Ask("second", about.id or 0, stands=about.confirmed_at + STANDS - ctx.now), edit=False
    )


def show_wish(ctx: Ctx, intent: OneWish) -> Reply:
    """That wish, if it is the speaker's turn to read it. Raises NotFound."""
    waiting = wish_review.waiting_wishes(ctx.session, ctx.now, paths_for(ctx.actor, READ_WISH))
    ids = [one.id for one in waiting if ctx.actor.id in one.readers]
    if intent.subject not in ids:
        raise NotFound(what="")
    return show_next_wish(ctx, NextWish(ids[ids.index(intent.subject) - 1]))


def my_knocks(ctx: Ctx, intent: MyKnocks) -> Reply:
    """The request that stands for the speaker, with its question again."""
    digest_id = knocks.standing(ctx.session, ctx.person_id)
    doors = knocks.doors_of(ctx.session, digest_id, ctx.person_id) if digest_id else ()
    if not digest_id or not doors:
        return Reply("knocks-none")
    lines = [
        line(ctx, "knock-door", name=door.name, place=door.place,
             about=[line(ctx, f"knock-about-{one}") for one in door.about])
        for door in doors[:MOST_DOORS]
    ]  # fmt: skip
    if len(doors) > MOST_DOORS:
        lines.append(line(ctx, "knock-more", more=len(doors) - MOST_DOORS))
    facts = {"count": len(doors), "lines": lines, "names": [door.name for door in doors[:MOST_NAMES]],
             "example": doors[0].name}  # fmt: skip
    return Reply("knock-ask", facts, Ask("knock", digest_id, stands=knocks.PATIENCE), edit=False)


def number_in(said: str) -> int:
    """The number somebody named. Raises NotFound for anything else."""
    bare = said.strip().removeprefix("#").removesuffix("号")
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 9):
        raise NotFound(what="")
    return int(bare)


def read_one_wish(rest: str) -> Intent:
    """The wish whose number is said; 0, which is none, for anything else."""
    said = rest.strip().removeprefix("#").removesuffix("号")
    return OneWish(int(said) if said.isascii() and said.isdigit() and len(said) <= 9 else 0)


ROUTES = (
    Route(ShowProposals, show_proposals, DECIDE, ("/proposals", "提案", "proposals"), ShowProposals),
    Route(ShowPending, show_pending, WRITE, ("/pending", "待发", "pending"), ShowPending),
    Route(OneWish, show_wish, READ_WISH, ("/readwish", "审心愿", "readwish"), read_one_wish),
    Route(MyKnocks, my_knocks, KNOCK, ("/knocks", "敲门", "knocks"), whole=True),
)
