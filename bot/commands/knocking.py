"""A neighbour was asked to knock: they told them, could not get hold of them, or this one and not that one."""

from collections.abc import Collection

from bot.commands.lines import listed
from bot.context import Ask, Ctx, Reply
from bot.grammar import one_number, plain, words
from bot.intents import KnockMissed, KnockSome, KnockTold
from bot.routes import Route
from models import knocks, passing
from models.audit import record
from models.following import close_prompts
from models.knocks import Door

ACT = "knock.answer"


def knock_told(ctx: Ctx, intent: KnockTold) -> Reply:
    """Everybody in the request was told."""
    return _all(ctx, intent.subject, told=True)


def knock_missed(ctx: Ctx, intent: KnockMissed) -> Reply:
    """Nobody in the request could be found: the office takes over."""
    return _all(ctx, intent.subject, told=False)


def _all(ctx: Ctx, digest_id: int, *, told: bool) -> Reply:
    count = _settle(ctx, digest_id, None, told=told)
    close_prompts(ctx.session, "knock", digest_id, ctx.now)
    if not count:
        return Reply("knock-over")
    return Reply("knock-thanks" if told else "knock-passed", {"count": count})


def knock_some(ctx: Ctx, intent: KnockSome) -> Reply:
    """The same of some: "1 张三", "联系不上 李四". It counts for whoever is named; what is not clear is asked again."""
    doors = knocks.doors_of(ctx.session, intent.subject, ctx.person_id)
    if not doors:
        return Reply("knock-over")
    told, named = read_some(intent.text, doors)
    if told is None or not named:
        return Reply("knock-again", {"example": doors[0].name}, edit=False)
    count = _settle(ctx, intent.subject, [door.person_id for door in named], told=told)
    rest = [door for door in doors if door not in named]
    if not rest:
        close_prompts(ctx.session, "knock", intent.subject, ctx.now)
        return Reply("knock-thanks" if told else "knock-passed", {"count": count})
    assert ctx.prompt is not None
    again = Ask("knock", intent.subject, stands=ctx.prompt.expires_at - ctx.now)
    return Reply("knock-noted", {"count": count, "names": listed(ctx, [door.name for door in rest])}, again, edit=False)


def read_some(text: str, doors: Collection[Door]) -> tuple[bool | None, list[Door]]:
    """(told or not, of whom) an answer says: one of both and names of the request; (None, []) when it is not clear.

    Two people of one name cannot be told apart by it.
    """
    named = [door for door in doors if door.name and door.name in text]
    left = text
    for door in sorted(named, key=lambda one: -len(one.name)):
        left = left.replace(door.name, " ")
    # A short name inside a longer one was not meant.
    if len({door.name for door in named}) != len(named) or any(
        one is not other and one.name in other.name for one in named for other in named
    ):
        return None, []
    said = plain(left.replace("、", " ").replace(",", " ").replace("和", " "))
    number = one_number(said)
    if number == 1 or said in words("told"):
        return True, named
    if number == 2 or said in words("missed"):
        return False, named
    return None, []


def _settle(ctx: Ctx, digest_id: int, people: list[int] | None, *, told: bool) -> int:
    rule = knocks.told if told else passing.missed
    count = rule(ctx.session, digest_id, ctx.person_id, people, ctx.now)
    if count:
        act = "knock-told" if told else "knock-missed"
        record(ctx.session, ctx.now, ctx.actor.id, act, f"digest:{digest_id}", people=count)
    return count


ROUTES = (
    Route(KnockTold, knock_told, ACT),
    Route(KnockMissed, knock_missed, ACT),
    Route(KnockSome, knock_some, ACT),
)
