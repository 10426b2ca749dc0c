"""Who is there: the rotating code, the QR, the place, the roll call 点名, and the list of who came."""

import re
from collections.abc import Sequence

from bot.commands.answering import check_in
from bot.commands.event_lines import JOIN, ORGANISE, facts_of, led, number_in, seen_by, short_line
from bot.commands.lines import capped, line
from bot.context import Ask, Ctx, Reply
from bot.grammar import NUMERALS
from bot.intents import About, CheckIn, Said, Worded
from bot.routes import Route
from models import event_codes, events, rolls, signups
from models.event_closing import hours_text
from models.event_codes import page_token
from models.events import Event, EventNotFound, ways
from models.permissions import Scope, scope_of
from models.prompts import answered
from models.rolls import CAME, CodeOver, WrongCode

DOOR_PAGE = "door"
CODE = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_ROLL_WORDS = {"到": True, "来": True, "在": True, "here": True, "came": True,
               "没到": False, "没来": False, "不在": False, "缺": False, "absent": False}  # fmt: skip
_MANY = re.compile(r"[\s,;、.和号]+")


class Here(Worded):
    """签到: I am here, with the code, or to be asked for it. Without an event it is a report on the inspection."""


class EventHere(Said):
    """The code, or the place, in answer to the question for it."""


class Away(About):
    """签退: I leave now."""


class ShowCode(About):
    """What is the code now?"""


class RollCall(About):
    """点名: who is on the list? Then tick them."""


class MarkRoll(Said):
    """These came, as numbers of the list."""


class RollAll(About):
    """Everybody on the list came."""


class ShowRoll(About):
    """名单: who has a place, who waits, who came."""


# --- those who come ---
def here(ctx: Ctx, intent: Here) -> Reply:
    """Check in by the code; without one it is asked for. Anything else after 签到 is a report on the inspection."""
    on = _on(ctx)
    if code := CODE.fullmatch(intent.text.strip()):
        return _by_code(ctx, on, code[0])
    wanted = [event for event in on if event.number in _mine(ctx, on)] or on
    if intent.text or not wanted:
        if scope_of(ctx.actor, "task.report") is not Scope.NONE:
            return check_in(ctx, CheckIn(0, intent.text))
        return Reply("event-none-on")
    if len(wanted) > 1:
        return Reply("event-here-ask-many", {"lines": [short_line(ctx, event) for event in wanted]}, _ask(wanted[0]))
    key = "event-here-ask-place" if wanted[0].spot else "event-here-ask"
    return Reply(key, facts_of(ctx, wanted[0]), _ask(wanted[0]))


def event_here(ctx: Ctx, intent: EventHere) -> Reply:
    """A code or a place in answer to the question; anything else is asked again."""
    if ctx.inbound.place:
        event = _visible_on(ctx, intent.subject)
        return _welcome(ctx, event, rolls.by_place(ctx.session, event, ctx.person_id, ctx.inbound.place, ctx.now))
    code = CODE.search(intent.text)
    return _by_code(ctx, _on(ctx), code[0]) if code else Reply("event-here-again", edit=False)


def here_by_qr(ctx: Ctx, payload: str) -> Reply:
    """Somebody scanned the QR at the door. Raises CodeOver, EventNotFound."""
    number = event_codes.qr_event(payload)
    if number is None:
        raise CodeOver
    event = _visible_on(ctx, number)
    return _welcome(ctx, event, rolls.by_qr(ctx.session, event, ctx.person_id, payload, ctx.now))


def _by_code(ctx: Ctx, on: Sequence[Event], code: str) -> Reply:
    try:
        event = rolls.by_code(ctx.session, on, ctx.person_id, code, ctx.now)
    except WrongCode as wrong:  # caught, so that it stays counted
        rolls.note_wrong(ctx.session, ctx.person_id, ctx.now)
        return Reply(wrong.key, wrong.facts, edit=False)
    return _welcome(ctx, event, True)


def _welcome(ctx: Ctx, event: Event, new: bool) -> Reply:
    if ctx.prompt is not None and ctx.prompt.question in ("event_here", "event_reminder"):
        answered(ctx.session, ctx.prompt.id, ctx.now)
    return Reply("event-here" if new else "event-here-already", facts_of(ctx, event), edit=False)


def away(ctx: Ctx, intent: Away) -> Reply:
    """They leave now: their hours end here."""
    for event in _on(ctx):
        if intent.subject in (0, event.number) and rolls.leave(ctx.session, event, ctx.person_id, ctx.now):
            known = rolls.attendance(ctx.session, event.number, ctx.person_id)
            assert known is not None
            half_hours = rolls.half_hours_of(event, known.way, known.in_at, known.out_at, ctx.now)
            return Reply("event-away", {"title": event.title, "hours": hours_text(half_hours)})
    return Reply("event-none-on")


def _on(ctx: Ctx) -> list[Event]:
    """The events the speaker can check in to now."""
    on = events.open_events(ctx.session, ctx.now)
    mine = _mine(ctx, on)
    return [event for event in on if event.number in mine or seen_by(ctx, event)]


def _mine(ctx: Ctx, on: Sequence[Event]) -> set[int]:
    states = signups.state_of(ctx.session, [event.number for event in on], ctx.person_id)
    return {number for number, state in states.items() if state == signups.GOING}


def _visible_on(ctx: Ctx, number: int) -> Event:
    event = next((event for event in _on(ctx) if event.number == number), None)
    if event is None:
        raise EventNotFound(number=number)
    return event


def _ask(event: Event) -> Ask:
    return Ask("event_here", event.number, stands=ways().opens + ways().closes)


# --- the organiser ---
def show_code(ctx: Ctx, intent: ShowCode) -> Reply:
    """The code of the moment, until when, and the page that shows it with a QR."""
    event = led(ctx, intent.subject)
    if not rolls.open_for(event, ctx.now):
        return Reply("event-code-not-yet", facts_of(ctx, event, minutes=int(ways().opens.total_seconds() // 60)))
    until = event_codes.code_changes_at(ctx.now).astimezone(ctx.zone)
    page = ctx.community.public_url.rstrip("/")
    lines = [line(ctx, "event-code-page", page=f"{page}/events/{page_token(event, DOOR_PAGE)}/door")] if page else []
    lines.append(line(ctx, "event-code-came", count=rolls.came_count(ctx.session, event.number)))
    code = event_codes.code_at(event, ctx.now)
    return Reply("event-code", {"title": event.title, "code": code, "until": f"{until:%H:%M}", "lines": lines})


def roll_call(ctx: Ctx, intent: RollCall) -> Reply:
    """The list with numbers and ticks, to be answered with numbers."""
    return _roll(ctx, led(ctx, intent.subject), "event-roll")


def mark_roll(ctx: Ctx, intent: MarkRoll) -> Reply:
    """ "1 3 5 到", "全到", "2 没到": what is clear is noted and shown; what is not is asked again."""
    event = led(ctx, intent.subject)
    names = _names(ctx, event)
    came, numbers = read_roll(intent.text, len(names))
    if not numbers:
        return _roll(ctx, event, "event-roll-again")
    _mark(ctx, event, [names[number - 1].person_id for number in numbers], came=came)
    return _roll(ctx, event, "event-roll-noted")


def roll_all(ctx: Ctx, intent: RollAll) -> Reply:
    """Everybody who has a place is there."""
    event = led(ctx, intent.subject)
    _mark(ctx, event, [one.person_id for one in _names(ctx, event)], came=True)
    return _roll(ctx, event, "event-roll-noted")


def _mark(ctx: Ctx, event: Event, people: list[int], *, came: bool) -> None:
    if not rolls.open_for(event, ctx.now):
        raise (
            events.EventNotYet(title=event.title) if ctx.now < event.starts_at else events.EventOver(title=event.title)
        )
    for person_id in people:
        if came:
            rolls.come(ctx.session, event, person_id, rolls.ROLL, ctx.now)
        else:
            rolls.not_come(ctx.session, event, person_id)


def read_roll(text: str, most: int) -> tuple[bool, list[int]]:
    """(came or not, numbers of the list) an answer says; (True, []) where any of it is unclear.

    "1 3 5", "1、3、5到", "2 没到", "全到", "all": numbers above the list's last are none of it.
    """
    bare = text.strip().casefold().rstrip("。.!！了")
    if bare in ("全到", "都到", "全部到", "都来", "全来", "all", "all here"):
        return True, list(range(1, most + 1))
    came = True
    for word in sorted(_ROLL_WORDS, key=len, reverse=True):
        if bare.endswith(word):
            came, bare = _ROLL_WORDS[word], bare[: -len(word)]
            break
    said = [NUMERALS.get(part, part) for part in _MANY.split(bare) if part]
    numbers = [int(part) for part in said if str(part).isascii() and str(part).isdigit() and len(str(part)) <= 4]
    if len(numbers) != len(said) or not all(1 <= number <= most for number in numbers):
        return True, []
    return came, sorted(set(numbers))


def _names(ctx: Ctx, event: Event) -> list[signups.Named]:
    return signups.listed(ctx.session, event.number, signups.GOING)


def _roll(ctx: Ctx, event: Event, key: str) -> Reply:
    names = _names(ctx, event)
    came = {one.person_id for one in rolls.seen(ctx.session, event.number, CAME)}
    if not names:
        return Reply("event-roll-empty", facts_of(ctx, event, came=len(came)))
    lines = [f"{place}. {one.name}{' ✓' if one.person_id in came else ''}" for place, one in enumerate(names, 1)]
    facts = {"title": event.title, "came": len(came), "going": len(names), "lines": capped(ctx, lines)}
    return Reply(key, facts, Ask("event_roll", event.number, stands=ways().close_after), edit=True)


def show_roll(ctx: Ctx, intent: ShowRoll) -> Reply:
    """Who came and how long, who did not and why, who has a place, who waits."""
    event = led(ctx, intent.subject)
    known = {one.person_id: one for one in rolls.seen(ctx.session, event.number)}
    lines = []
    for one in known.values():
        facts = {"name": one.name, "hours": hours_text(one.half_hours), "reason": one.reason or ""}
        state = "came-hours" if one.state == CAME and one.half_hours is not None else one.state
        lines.append(line(ctx, f"event-person-{state}", **facts))
    for named in signups.listed(ctx.session, event.number, signups.GOING, signups.WAITING):
        if named.person_id not in known:
            lines.append(line(ctx, f"event-person-{named.state}", name=named.name))
    facts = facts_of(ctx, event, came=sum(one.state == CAME for one in known.values()), taken=event.taken)
    return Reply("event-people", facts | {"lines": capped(ctx, lines) or [line(ctx, "event-nobody-yet")]})


ROUTES = (
    Route(Here, here, JOIN, ("/here", "签到", "here"), Here),
    Route(EventHere, event_here, JOIN),
    Route(Away, away, JOIN, ("/leave", "签退", "check out"), lambda rest: Away(number_in(rest)[0])),
    Route(ShowCode, show_code, ORGANISE, ("/code", "签到码", "code"), lambda rest: ShowCode(number_in(rest)[0])),
    Route(RollCall, roll_call, ORGANISE, ("/roll", "点名", "roll", "roll call"),
          lambda rest: RollCall(number_in(rest)[0])),
    Route(MarkRoll, mark_roll, ORGANISE),
    Route(RollAll, roll_all, ORGANISE),
    Route(ShowRoll, show_roll, ORGANISE, ("/people", "名单", "people"), lambda rest: ShowRoll(number_in(rest)[0])),
)  # fmt: skip
