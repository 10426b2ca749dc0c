"""Somebody was asked to knock: what they found at the door, or what the office has settled."""

from bot.context import Ask, Ctx, Reply
from bot.intents import About
from bot.routes import Route
from models.audit import record
from models.care_checks import DOOR_QUESTION, HANDS, MET, MISSED
from models.care_ladder import STANDS, report

ACT = "knock.answer"


class CareMet(About):
    """I saw them, all is well."""


class CareMissed(About):
    """I could not get hold of them."""


class CareHands(About):
    """Somebody has to lend a hand there."""


def met(ctx: Ctx, intent: CareMet) -> Reply:
    """All is well: it is settled, and whoever else was asked hears of it."""
    return _report(ctx, intent.subject, MET)


def missed(ctx: Ctx, intent: CareMissed) -> Reply:
    """Nobody there: the office takes over; in the office it stays open."""
    return _report(ctx, intent.subject, MISSED)


def hands(ctx: Ctx, intent: CareHands) -> Reply:
    """Somebody is needed there: the office hears of it at once, and keeps it open until all is well."""
    return _report(ctx, intent.subject, HANDS)


def _report(ctx: Ctx, check_id: int, found: str) -> Reply:
    came = report(ctx.session, check_id, ctx.person_id, found, ctx.now, ctx.zone)
    if not came:
        return Reply("care-door-over")
    record(ctx.session, ctx.now, ctx.actor.id, f"care-{found}", f"check:{check_id}")
    if came == MET:
        return Reply("care-door-met")
    # It is open until somebody has seen them: the same question stands, for when it can be answered.
    still = Ask(DOOR_QUESTION, check_id, stands=STANDS)
    return Reply("care-door-kept" if came == "kept" else f"care-door-{found}", ask=still)


ROUTES = (
    Route(CareMet, met, ACT),
    Route(CareMissed, missed, ACT),
    Route(CareHands, hands, ACT),
)
