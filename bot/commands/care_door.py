"""Somebody was asked to knock: what they found at the door, or what the office has settled."""

from bot.context import Ask, Ctx, Reply
from bot.grammar import one_number, plain
from bot.intents import About, Said
from bot.routes import Route
from models.audit import record
from models.care_checks import DOOR, DOOR_QUESTION, HANDS, MET, MISSED, OFFICE, fresh
from models.care_ladder import STANDS, report
from models.care_people import watchers
from models.people import Person

ACT = "knock.answer"


class CareMet(About):
    """I saw them, all is well."""


class CareMissed(About):
    """I could not get hold of them."""


class CareHands(About):
    """Somebody has to lend a hand there."""


class PickCare(Said):
    """The one with this number of those that are left."""


class OpenCare(About):
    """The one behind this button."""


def pick(ctx: Ctx, intent: PickCare) -> Reply:
    """A number of the list: what came of that one?"""
    listed = ctx.prompt.data.get("tasks", []) if ctx.prompt is not None else []
    number = picked_number(intent.text)
    if number is None or not 1 <= number <= len(listed):
        return Reply("care-left-which", edit=False)
    return open_one(ctx, OpenCare(int(listed[number - 1])))


def picked_number(text: str) -> int | None:
    """The one number somebody types; None for anything else."""
    said = plain(text)
    return int(said) if said.isdecimal() and len(said) < 3 else one_number(said)


def open_one(ctx: Ctx, intent: OpenCare) -> Reply:
    """The question of the door about one of those that are left; which ones those are, the asker's own list says."""
    check = fresh(ctx.session, intent.subject)
    if check is None or check.state not in (DOOR, OFFICE):
        return Reply("care-door-over", edit=False)
    seen = watchers(ctx.session, check.person_id, ctx.now.astimezone(ctx.zone).date())
    facts = {"name": ctx.session.get_one(Person, check.person_id).name, "grid": seen.place or "–"}
    return Reply("care-office-left", facts, Ask(DOOR_QUESTION, check.id, stands=STANDS), edit=False)


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
    Route(PickCare, pick, ACT),
    Route(OpenCare, open_one, ACT),
)
