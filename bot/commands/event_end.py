"""How an event ends, by its organiser: closing, hours put right, calling it off, more places, thanks with photos."""

import re

from sqlmodel import col, select

from bot.commands.event_lines import JOIN, ORGANISE, facts_of, led, number_in
from bot.commands.lines import line
from bot.commands.settling import settle_question
from bot.context import Ask, Ctx, Reply
from bot.grammar import plain
from bot.intents import About, Said, Worded
from bot.routes import Route
from models import event_closing, event_thanks, events, rolls, signups
from models.audit import record
from models.errors import StairwellError
from models.event_closing import Closing, hours_text
from models.events import CLOSED, Event, EventOver, ways
from models.following import close_prompts
from models.lookup import find_person
from models.outbox import post
from models.people import Person
from models.permissions import paths_for
from models.prompts import answered
from models.rolls import CAME
from models.text import in_full

MOST_HOURS = 24
_HOURS = re.compile(r"(.+?)\s+(\d{1,2})(?:\.(0|5))?\s*(?:小时|个小时|h|hours?)?", re.IGNORECASE)


class OwnHours(StairwellError):
    """Nobody gives themselves hours."""

    key = "error-event-own-hours"


class CloseEvent(About):
    """结束活动: show what the close would settle, and ask."""


class ConfirmClose(About):
    """Close it as shown."""


class CancelEvent(About):
    """取消活动: ask whether it is to be called off."""


class ConfirmCancelEvent(About):
    """Call it off; everybody is told."""


class KeepOpen(About):
    """Not yet, or not at all: the event stays as it is."""


class SetHours(Worded):
    """工时: somebody's hours at an event, as typed: number, name, hours."""


class SetPlaces(Worded):
    """名额: an event has that many places now."""


class AbsentReason(Said):
    """Why I did not come."""


class WasThere(About):
    """But I came."""


class ThankPhoto(Said):
    """A photo for those who came."""


def close_event(ctx: Ctx, intent: CloseEvent) -> Reply:
    """Who came and who did not, before it is settled."""
    event = led(ctx, intent.subject)
    if event.state != events.ANNOUNCED:
        raise EventOver(title=event.title)
    if ctx.now < event.starts_at:
        raise events.EventNotYet(title=event.title)
    came = {one.person_id for one in rolls.seen(ctx.session, event.number, CAME)}
    going = signups.listed(ctx.session, event.number, signups.GOING)
    missing = [one.name for one in going if one.person_id not in came and one.person_id != event.organiser_id]
    lines = [line(ctx, "event-close-missing", names=missing[:20])] if missing else []
    facts = facts_of(ctx, event, came=len(came), missing=len(missing), lines=lines or [line(ctx, "event-close-all")])
    return Reply("event-close-ask", facts, Ask("event_close", event.number, stands=ways().close_after), edit=False)


def confirm_close(ctx: Ctx, intent: ConfirmClose) -> Reply:
    """Close it, once: hours and points are booked, everybody hears; then photos may follow."""
    settle_question(ctx, "event_close")
    event = led(ctx, intent.subject)
    done = event_closing.close(ctx.session, event, ctx.actor.id, ctx.now, ctx.zone, ctx.inbound.channel)
    if done is None:
        raise EventOver(title=event.title)
    for question in ("event_roll", "event_close", "event_here"):
        close_prompts(ctx.session, question, event.number, ctx.now)
    record(
        ctx.session, ctx.now, ctx.actor.id, "event-close", f"event:{event.id}", came=len(done.came),
        absent=len(done.absent),
    )  # fmt: skip
    return _closed(ctx, event, done)


def _closed(ctx: Ctx, event: Event, done: Closing) -> Reply:
    lines = []
    if event.kind == events.VOLUNTEERING:
        lines.append(line(ctx, "event-closed-hours", hours=hours_text(done.half_hours), points=done.points))
    if done.held_points and event.organiser_id == ctx.actor.id:
        lines.append(line(ctx, "event-closed-held", points=done.held_points))
    if done.absent:
        lines.append(line(ctx, "event-closed-absent", count=len(done.absent)))
    if not done.came:
        return Reply("event-closed-empty", facts_of(ctx, event, lines=lines or [line(ctx, "event-closed-no-points")]))
    ask = Ask("event_photos", event.number, stands=ways().answer)
    lines.append(line(ctx, "event-closed-photos", most=ways().photos))
    return Reply("event-closed", facts_of(ctx, event, came=len(done.came), lines=lines), ask)


def cancel_event(ctx: Ctx, intent: CancelEvent) -> Reply:
    """How many people would be told, and whether to."""
    event = led(ctx, intent.subject)
    if event.state != events.ANNOUNCED:
        raise EventOver(title=event.title)
    told = len(signups.listed(ctx.session, event.number, signups.GOING, signups.WAITING))
    return Reply("event-cancel-ask", facts_of(ctx, event, count=told), Ask("event_cancel", event.number), edit=False)


def confirm_cancel(ctx: Ctx, intent: ConfirmCancelEvent) -> Reply:
    """Call it off, once; whoever has a place or waits for one is told, at once."""
    settle_question(ctx, "event_cancel")
    event = led(ctx, intent.subject)
    if not events.call_off(ctx.session, event):
        raise EventOver(title=event.title)
    told = 0
    for one in signups.listed(ctx.session, event.number, signups.GOING, signups.WAITING):
        told += post(
            ctx.session, one.person_id, "event-cancelled-note", facts_of(ctx, event), purpose="event-cancelled",
            subject=f"event:{event.id}", now=ctx.now, expires_at=event.ends_at,
        )  # fmt: skip
    for question in ("event_invite", "event_place", "event_reminder", "event_here", "event_roll", "event_close"):
        close_prompts(ctx.session, question, event.number, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "event-cancel", f"event:{event.id}", told=told)
    return Reply("event-cancelled", facts_of(ctx, event, count=told))


def keep_open(ctx: Ctx, intent: KeepOpen) -> Reply:
    """Neither closed nor called off; "cancelled" would be the wrong word for that."""
    event = led(ctx, intent.subject)
    if ctx.prompt is not None and ctx.prompt.question in ("event_close", "event_cancel"):
        answered(ctx.session, ctx.prompt.id, ctx.now)
    return Reply("event-stays", facts_of(ctx, event))


def set_hours(ctx: Ctx, intent: SetHours) -> Reply:
    """The hours of one person; after the close what was booked is reversed and booked anew. Raises OwnHours."""
    number, rest = number_in(intent.text)
    found = _HOURS.fullmatch(rest)
    if found is None or int(found[2]) > MOST_HOURS:
        return Reply("usage-event-hours")
    event = led(ctx, number)
    if event.state not in (events.ANNOUNCED, CLOSED):
        raise EventOver(title=event.title)
    person_id, name = _who(ctx, event, found[1])
    if person_id == ctx.person_id:
        raise OwnHours
    asked = int(found[2]) * 2 + (found[3] == "5")
    half_hours, points = event_closing.set_hours(ctx.session, event, person_id, asked, ctx.person_id, ctx.now, ctx.zone)
    record(ctx.session, ctx.now, ctx.actor.id, "event-hours", f"event:{event.id}", person=person_id, half=half_hours)
    facts = facts_of(ctx, event, name=name, hours=hours_text(half_hours), points=f"{points:+d}")
    if event.state != CLOSED:
        return Reply("event-hours-noted" if half_hours == asked else "event-hours-capped", facts)
    post(
        ctx.session, person_id, "event-hours-note", facts, purpose="event-hours", now=ctx.now,
        subject=f"event:{event.id}:{int(ctx.now.timestamp())}", expires_at=ctx.now + ways().answer,
    )  # fmt: skip
    return Reply("event-hours-booked", facts)


def _who(ctx: Ctx, event: Event, said: str) -> tuple[int, str]:
    """Somebody of the event by name, else anybody the organiser may know. Raises PersonNotFound, PersonUnclear."""
    known = {one.person_id: one.name for one in rolls.seen(ctx.session, event.number)}
    known |= {one.person_id: one.name for one in signups.listed(ctx.session, event.number, signups.GOING)}
    called = [person_id for person_id, name in known.items() if name == said.strip()]
    if len(called) == 1:
        return called[0], known[called[0]]
    named = find_person(ctx.session, said, paths_for(ctx.actor, ORGANISE))
    return named.id, named.name


def set_places(ctx: Ctx, intent: SetPlaces) -> Reply:
    """Another number of places, never fewer than are taken; new ones go to who has waited longest."""
    number, rest = number_in(intent.text)
    if rest and not number:
        return Reply("usage-event-places")
    if number and not rest:  # one number alone is the places of the only event
        number, rest = 0, str(number)
    bare = rest.removesuffix("人").removesuffix("名").strip()
    unlimited = bare in ("不限", "no limit")
    if not unlimited and not (bare.isascii() and bare.isdigit() and 0 < int(bare) <= signups.MOST_PLACES):
        return Reply("usage-event-places")
    event = led(ctx, number)
    places, placed = signups.set_capacity(
        ctx.session, event.number, None if unlimited else int(bare), ctx.now, ctx.zone
    )
    record(ctx.session, ctx.now, ctx.actor.id, "event-places", f"event:{event.id}", places=places, placed=len(placed))
    key = "event-places-unlimited" if unlimited else "event-places-set"
    return Reply(key, {"title": event.title, "places": places, "placed": len(placed)})


# --- those who did not come ---
def absent_reason(ctx: Ctx, intent: AbsentReason) -> Reply:
    """Why they did not come: that excuses them, and the organiser sees it."""
    reason = in_full(intent.text, event_closing.REASON_LENGTH)
    if len(plain(reason)) < 2:
        return Reply("event-absent-again", edit=False)
    return _answer_absence(ctx, intent.subject, reason, "event-absent-thanks", "event-absent-note")


def was_there(ctx: Ctx, intent: WasThere) -> Reply:
    """They say they came: the organiser is asked to look again; until then they are excused."""
    return _answer_absence(ctx, intent.subject, line(ctx, "event-was-there"), "event-claim-thanks", "event-claim-note")


def _answer_absence(ctx: Ctx, number: int, reason: str, key: str, note: str) -> Reply:
    event = events.event_by_number(ctx.session, number)
    if not event_closing.answer_absence(ctx.session, number, ctx.person_id, reason, ctx.now):
        return Reply("event-absent-over", {"title": event.title})
    if ctx.prompt is not None and ctx.prompt.question == "event_absent":
        answered(ctx.session, ctx.prompt.id, ctx.now)
    organiser = ctx.session.exec(select(Person).where(col(Person.id) == event.organiser_id)).one()
    post(
        ctx.session, event.organiser_id, note, facts_of(ctx, event, name=ctx.actor.name, reason=reason[:60]),
        purpose="event-absent-note", subject=f"event:{event.id}:{ctx.person_id}", now=ctx.now,
        expires_at=ctx.now + ways().answer, language=organiser.language,
    )  # fmt: skip
    return Reply(key, {"title": event.title})


# --- thanks ---
def thank_photo(ctx: Ctx, intent: ThankPhoto) -> Reply:
    """A photo goes to everybody who came and can see it; words alone are no photo."""
    event = led(ctx, intent.subject)
    if not ctx.inbound.photo:
        return Reply("event-photo-again", {"most": ways().photos}, edit=False)
    sent = event_thanks.send_photo(
        ctx.session, event, ctx.inbound.photo, ctx.inbound.channel, " ".join(intent.text.split()), ctx.now, ctx.zone
    )
    if sent is None:
        return Reply("event-photo-enough", {"most": ways().photos}, edit=False)
    return Reply("event-photo-sent", {"count": sent, "title": event.title}, edit=False)


def _number(rest: str) -> int:
    return number_in(rest)[0]


ROUTES = (
    Route(CloseEvent, close_event, ORGANISE, ("/close", "结束活动", "close event"),
          lambda rest: CloseEvent(_number(rest))),
    Route(ConfirmClose, confirm_close, ORGANISE),
    Route(CancelEvent, cancel_event, ORGANISE, ("/cancelevent", "取消活动", "cancel event"),
          lambda rest: CancelEvent(_number(rest))),
    Route(ConfirmCancelEvent, confirm_cancel, ORGANISE),
    Route(KeepOpen, keep_open, ORGANISE),
    Route(SetHours, set_hours, ORGANISE, ("/hours", "工时", "hours"), SetHours),
    Route(SetPlaces, set_places, ORGANISE, ("/places", "名额", "places"), SetPlaces),
    Route(AbsentReason, absent_reason, JOIN),
    Route(WasThere, was_there, JOIN),
    Route(ThankPhoto, thank_photo, ORGANISE),
)  # fmt: skip
