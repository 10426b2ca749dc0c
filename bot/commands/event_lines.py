"""What several commands say of events: one line for each, and which one is meant."""

from typing import Any

from bot.commands.lines import line
from bot.context import Ctx
from models import events, rolls, signups
from models.errors import StairwellError
from models.events import Event, EventNotFound, event_facts
from models.permissions import may

JOIN, ORGANISE, FOLLOW = "event.join", "event.organise", "event.follow"
MOST_EVENTS = 30


class WhichEvent(StairwellError):
    """More than one may be meant, or none: `lines` lists them with their numbers."""

    key = "error-event-which"


class NothingToLead(StairwellError):
    """The speaker organises nothing that is still open."""

    key = "error-event-nothing"


def seen_by(ctx: Ctx, event: Event) -> bool:
    """Whether the speaker may know of it: it is for them, they organise it, or lead where it is held."""
    held = [(post.role, post.path) for post in ctx.actor.posts]
    return events.meant_for(event, held) or leads(ctx, event)


def leads(ctx: Ctx, event: Event) -> bool:
    """Whether the speaker may run it: it is theirs, or they lead the grids it is for."""
    return event.organiser_id == ctx.actor.id or may(ctx.actor, FOLLOW, event.path)


def visible(ctx: Ctx, number: int) -> Event:
    """The event with that number; EventNotFound where the speaker may not know of it."""
    event = events.event_by_number(ctx.session, number)
    if not seen_by(ctx, event) and not signups.state_of(ctx.session, [number], ctx.person_id):
        raise EventNotFound(number=number)
    return event


def led(ctx: Ctx, number: int) -> Event:
    """The event the speaker runs, by its number; without one, the only one that may be meant.

    That is the one that is on, else the only one that is open. Raises EventNotFound, WhichEvent, NothingToLead.
    """
    if number:
        event = events.event_by_number(ctx.session, number)
        if not leads(ctx, event):
            raise EventNotFound(number=number)
        return event
    mine = events.led_by(ctx.session, ctx.person_id)
    if not mine:
        raise NothingToLead
    now_on = [event for event in mine if rolls.open_for(event, ctx.now)] or mine
    if len(now_on) > 1:
        raise WhichEvent(lines=[short_line(ctx, event) for event in now_on[:MOST_EVENTS]])
    return now_on[0]


def short_line(ctx: Ctx, event: Event) -> str:
    """ "3 楼道大扫除 12月5日 09:00–11:00"."""
    return line(ctx, "event-short-line", **event_facts(event, ctx.zone))


def event_line(ctx: Ctx, event: Event, state: str) -> str:
    """One event with the places that are left and what the speaker has there."""
    return " · ".join(
        (line(ctx, "event-line", **event_facts(event, ctx.zone)), places_line(ctx, event), state_line(ctx, state))
    ).rstrip(" ·")


def places_line(ctx: Ctx, event: Event) -> str:
    """How many places there are and how many are taken."""
    if event.capacity is None:
        return line(ctx, "event-places-open", taken=event.taken)
    return line(ctx, "event-places", taken=event.taken, capacity=event.capacity)


def state_line(ctx: Ctx, state: str) -> str:
    """What the speaker has there, "" for nothing."""
    return line(ctx, f"event-state-{state}") if state in (signups.GOING, signups.WAITING) else ""


def facts_of(ctx: Ctx, event: Event, **more: Any) -> dict[str, Any]:
    """Facts of the event in the community's zone, and more."""
    return event_facts(event, ctx.zone) | more


def number_in(text: str) -> tuple[int, str]:
    """(the number a text starts with, the rest): "#3 王芳" is (3, "王芳"); 0 and the text where it starts with none."""
    head, _, rest = text.strip().removeprefix("#").partition(" ")
    if head.isascii() and head.isdigit() and len(head) <= 9:
        return int(head), rest.strip()
    return 0, text.strip()
