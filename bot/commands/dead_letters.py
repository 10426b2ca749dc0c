"""What could not be handled: the list, putting one back to be tried again, or letting it be."""

from bot.commands.lines import big_number, capped, line
from bot.context import Ctx, Reply
from bot.intents import About, Intent
from bot.routes import Route
from models import dead_letters
from models.audit import record
from models.errors import NotFound, StairwellError
from models.lookup import everywhere
from models.permissions import paths_for

ACT = "delivery.settle"
MOST = 10
BACK, BE = ("放回", "重试", "retry", "back"), ("了结", "不管", "settle", "leave")


class LettersCommunityOnly(StairwellError):
    """Nobody can tell whose grid a letter comes from that could not be read, so it takes the whole community's."""

    key = "error-letters-community-only"


class ShowLetters(Intent):
    """What could not be handled?"""


class PutBack(About):
    """Try that one again."""


class LetBe(About):
    """That one is settled."""


def read_letters(rest: str) -> Intent:
    """The list; or, with 放回 or 了结 and a number behind it, what is to become of one."""
    head, _, said = rest.strip().partition(" ")
    number = big_number(said)
    if head.casefold() in BACK:
        return PutBack(number)
    return LetBe(number) if head.casefold() in BE else ShowLetters()


def show(ctx: Ctx, intent: ShowLetters) -> Reply:
    """The newest, without what was written. Raises LettersCommunityOnly."""
    _require_everywhere(ctx)
    found = dead_letters.dead_letters(ctx.session, most=MOST)
    if not found:
        return Reply("letters-none")
    lines = [
        line(ctx, "letters-line" if one.name else "letters-line-unknown", number=str(one.id), name=one.name,
             day=one.at.astimezone(ctx.zone).date().isoformat(), time=f"{one.at.astimezone(ctx.zone):%H:%M}",
             way=line(ctx, f"way-{one.channel}"))
        for one in found
    ]  # fmt: skip
    return Reply("letters", {"count": dead_letters.count_dead(ctx.session), "lines": capped(ctx, lines)})


def put_back(ctx: Ctx, intent: PutBack) -> Reply:
    """It is handled again with the next look at the inbox, and its writer gets an answer to it."""
    _require_everywhere(ctx)
    return _settled(ctx, intent.subject, dead_letters.put_back(ctx.session, intent.subject, ctx.now), "letter-back")


def let_be(ctx: Ctx, intent: LetBe) -> Reply:
    """It is listed no more, and what was written is forgotten."""
    _require_everywhere(ctx)
    return _settled(ctx, intent.subject, dead_letters.let_be(ctx.session, intent.subject), "letter-settled")


def _settled(ctx: Ctx, number: int, done: bool, key: str) -> Reply:
    if not done:
        raise NotFound(what="")
    record(ctx.session, ctx.now, ctx.actor.id, key.replace("-", "."), f"inbox:{number}")
    return Reply(key)


def _require_everywhere(ctx: Ctx) -> None:
    if not everywhere(ctx.session, paths_for(ctx.actor, ACT)):
        raise LettersCommunityOnly


ROUTES = (
    Route(ShowLetters, show, ACT, ("/letters", "死信", "没处理好", "letters"), read_letters),
    Route(PutBack, put_back, ACT),
    Route(LetBe, let_be, ACT),
)
