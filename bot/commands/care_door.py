"""Somebody was asked to knock: what they found at the door, or what the office has settled."""

from bot.commands.care_acts import UNDO_STANDS
from bot.context import Ask, Ctx, Reply
from bot.doors import CHOSEN
from bot.grammar import one_number, plain
from bot.intents import About, Said
from bot.routes import Route
from models.audit import record
from models.care_back import unmet as taken_back
from models.care_checks import DOOR, DOOR_QUESTION, HANDS, MET, MISSED, OFFICE, fresh
from models.care_ladder import STANDS, report
from models.care_people import watchers
from models.people import Person
from models.prompts import answered

ACT = "knock.answer"
WHICH, FIRST, MOST_NAMED = "care_which", 4, 6
"""The question whom an answer is about, the first number of those it names, and how many those are at most."""


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


class CareUnmet(About):
    """That was a slip: nobody has seen them."""


def pick(ctx: Ctx, intent: PickCare) -> Reply:
    """A number of the list, or a name: what came of that one? Where that was said already, it is noted of them."""
    data = ctx.prompt.data if ctx.prompt is not None else {}
    listed, first = [int(one) for one in data.get("tasks", [])], int(data.get("first", 1))
    number = picked_number(intent.text)
    named = [one for one in listed if (name := _name(ctx, one)) and name in intent.text]
    if number is not None and 0 <= number - first < len(listed):
        return open_one(ctx, OpenCare(listed[number - first]))
    if len(named) == 1:
        return open_one(ctx, OpenCare(named[0]))
    return Reply("care-left-which", {"number": first}, edit=False)


def picked_number(text: str) -> int | None:
    """The one number somebody types; None for anything else."""
    said = plain(text)
    return int(said) if said.isdecimal() and len(said) < 3 else one_number(said)


def open_one(ctx: Ctx, intent: OpenCare) -> Reply:
    """The question of the door about one of those that are left; which ones those are, the asker's own list says.

    Where the list was asked because of an answer that named nobody, that answer is noted of whoever is chosen.
    """
    check = fresh(ctx.session, intent.subject)
    if check is None or check.state not in (DOOR, OFFICE):
        return _over(ctx, intent.subject)
    if ctx.prompt is not None and ctx.prompt.question == WHICH:
        answered(ctx.session, ctx.prompt.id, ctx.now)
        if found := ctx.prompt.data.get("found"):
            return _report(ctx, check.id, found)
    seen = watchers(ctx.session, check.person_id, ctx.now.astimezone(ctx.zone).date())
    facts = {"name": _name(ctx, check.id), "grid": seen.place or "–"}
    chosen = {CHOSEN: ctx.now.isoformat()}
    return Reply("care-office-left", facts, Ask(DOOR_QUESTION, check.id, chosen, stands=STANDS), edit=False)


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
    if ctx.among:
        return _which(ctx, found)
    came = report(ctx.session, check_id, ctx.person_id, found, ctx.now, ctx.zone)
    if not came:
        return _over(ctx, check_id)
    record(ctx.session, ctx.now, ctx.actor.id, f"care-{found}", f"check:{check_id}")
    facts = {"name": _name(ctx, check_id)}
    if came == MET:
        return Reply("care-door-met", facts, Ask("care_met", check_id, stands=UNDO_STANDS))
    # It is open until somebody has seen them: the same question stands, for when it can be answered.
    still = Ask(DOOR_QUESTION, check_id, {}, stands=STANDS)
    return Reply("care-door-kept" if came == "kept" else f"care-door-{found}", facts, still)


def _which(ctx: Ctx, found: str) -> Reply:
    """Several doors are open and the answer names none of them, or more than one: nobody's is ended by a guess.

    Their numbers are none of the answers', so that a 1 that is sent twice picks nobody.
    """
    checks = ctx.among[-MOST_NAMED:]
    names = [_name(ctx, one) for one in checks]
    if sum(name in ctx.inbound.text for name in names) > 1:
        found = ""
    listed = [f"{place} {name}" for place, name in enumerate(names, FIRST)]
    data = {"tasks": list(checks), "found": found, "first": FIRST}
    return Reply("care-door-which", {"names": listed}, Ask(WHICH, checks[-1], data, stands=STANDS), edit=False)


def unmet(ctx: Ctx, intent: CareUnmet) -> Reply:
    """The report was a slip: the question of the door is open again, and who heard of it hears that."""
    if ctx.prompt is not None:
        answered(ctx.session, ctx.prompt.id, ctx.now)
    check = taken_back(ctx.session, intent.subject, ctx.person_id, ctx.now, ctx.zone)
    if check is None:
        return _over(ctx, intent.subject)
    record(ctx.session, ctx.now, ctx.actor.id, "care-unmet", f"check:{check.id}")
    chosen = {CHOSEN: ctx.now.isoformat()}
    return Reply("care-unmet", {"name": _name(ctx, check.id)}, Ask(DOOR_QUESTION, check.id, chosen, stands=STANDS))


def _over(ctx: Ctx, check_id: int) -> Reply:
    return Reply("care-door-over", {"name": _name(ctx, check_id)}, edit=False)


def _name(ctx: Ctx, check_id: int) -> str:
    check = fresh(ctx.session, check_id)
    return ctx.session.get_one(Person, check.person_id).name if check is not None else ""


ROUTES = (
    Route(CareMet, met, ACT),
    Route(CareMissed, missed, ACT),
    Route(CareHands, hands, ACT),
    Route(PickCare, pick, ACT),
    Route(OpenCare, open_one, ACT),
    Route(CareUnmet, unmet, ACT),
)
