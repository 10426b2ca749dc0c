"""Events from the side of those who come: what there is, signing up, giving a place back."""

from bot.commands.event_lines import (
    JOIN,
    MOST_EVENTS,
    event_line,
    facts_of,
    number_in,
    places_line,
    seen_by,
    state_line,
    visible,
)
from bot.commands.event_new import NewEvent
from bot.commands.lines import line
from bot.context import Ask, Ctx, Reply
from bot.intents import About, Intent
from bot.routes import Route
from messages.event_ics import calendar_path
from models import events, rolls, signups
from models.events import Event
from models.prompts import answered
from models.signups import GOING, WAITING

NEW_WORDS = ("新建", "创建", "发起", "new")


class ShowEvents(About):
    """What is coming, and what have I there? `subject` names one of them."""


class JoinEvent(About):
    """I come (`subject` is the event; 0: the one I was just asked about)."""


class DeclineEvent(About):
    """I do not come."""


class LeaveEvent(About):
    """I give my place back."""


class KeepPlace(About):
    """I keep the place that came free, or that I was reminded of."""


def read_events(rest: str) -> Intent:
    """What follows "活动": nothing, a number, or a new event."""
    head, _, more = rest.partition(" ")
    if head.casefold() in NEW_WORDS:
        return NewEvent(more.strip())
    number, more = number_in(rest)
    if not rest or (number and not more):
        return ShowEvents(number)
    return NewEvent(rest)


def show_events(ctx: Ctx, intent: ShowEvents) -> Reply:
    """What is coming that the speaker may come to, each with what they have there; or one of them in full."""
    if intent.subject:
        return _show_one(ctx, visible(ctx, intent.subject))
    coming = [event for event in events.coming(ctx.session, ctx.now) if seen_by(ctx, event)][:MOST_EVENTS]
    if not coming:
        return Reply("events-none")
    mine = signups.state_of(ctx.session, [event.number for event in coming], ctx.person_id)
    lines = [event_line(ctx, event, mine.get(event.number, "")) for event in coming]
    return Reply("events-list", {"lines": lines, "count": len(coming), "first": lines[0]})


def _show_one(ctx: Ctx, event: Event) -> Reply:
    state = signups.state_of(ctx.session, [event.number], ctx.person_id).get(event.number, "")
    lines = [places_line(ctx, event), state_line(ctx, state), *_calendar(ctx, event)]
    if event.state != events.ANNOUNCED or event.ends_at <= ctx.now:
        lines = [line(ctx, f"event-is-{event.state if event.state != events.ANNOUNCED else 'over'}")]
    facts = facts_of(ctx, event, kind_key=f"event-kind-{event.kind}", lines=[one for one in lines if one])
    if lines and event.state == events.ANNOUNCED and event.ends_at > ctx.now and state not in (GOING, WAITING):
        return Reply("event-one", facts, _invite(ctx, event), edit=False)
    return Reply("event-one", facts, edit=False)


def _invite(ctx: Ctx, event: Event) -> Ask:
    return Ask("event_invite", event.number, stands=event.ends_at - ctx.now)


def _calendar(ctx: Ctx, event: Event) -> list[str]:
    """Where the event can be taken into one's own calendar, if there is a page."""
    if not ctx.community.public_url:
        return []
    return [line(ctx, "event-calendar", page=ctx.community.public_url.rstrip("/") + calendar_path(event))]


def join_event(ctx: Ctx, intent: JoinEvent) -> Reply:
    """Take a place, or one on the waiting list, and hear which. Without a number: the event just asked about."""
    number = intent.subject or _asked(ctx)
    if not number:
        return show_events(ctx, ShowEvents())
    event = visible(ctx, number)
    done = signups.sign_up(ctx.session, number, ctx.person_id, ctx.now)
    _close(ctx)
    again = "" if done.new else "-again"
    if done.state == WAITING:
        return Reply(f"event-waiting{again}", facts_of(ctx, event, before=done.before))
    lines = _calendar(ctx, event) or [line(ctx, "event-see-you")]
    return Reply(f"event-joined{again}", facts_of(ctx, event, lines=lines))


def decline_event(ctx: Ctx, intent: DeclineEvent) -> Reply:
    """No: a place, if there was one, is given back; nobody asks again."""
    _close(ctx)
    event = visible(ctx, intent.subject)
    if event.state == events.ANNOUNCED and event.ends_at > ctx.now:
        signups.withdraw(ctx.session, intent.subject, ctx.person_id, ctx.now, ctx.zone)
    return Reply("event-declined", {"title": event.title})


def leave_event(ctx: Ctx, intent: LeaveEvent) -> Reply:
    """Give the place back; it goes to whoever has waited longest."""
    number = intent.subject or _asked(ctx)
    if not number:
        return show_events(ctx, ShowEvents())
    event = visible(ctx, number)
    had, _ = signups.withdraw(ctx.session, number, ctx.person_id, ctx.now, ctx.zone)
    _close(ctx)
    if not had:
        return Reply("event-not-signed-up", {"title": event.title, "number": event.number})
    return Reply("event-left", {"title": event.title, "number": event.number})


def keep_place(ctx: Ctx, intent: KeepPlace) -> Reply:
    """They come: nothing changes, and a kind word."""
    _close(ctx)
    event = visible(ctx, intent.subject)
    state = signups.state_of(ctx.session, [event.number], ctx.person_id).get(event.number, "")
    if state != GOING and rolls.attendance(ctx.session, event.number, ctx.person_id) is None:
        return Reply("event-not-signed-up", {"title": event.title, "number": event.number})
    return Reply("event-place-kept", facts_of(ctx, event))


def _asked(ctx: Ctx) -> int:
    """The event the newest open question is about, if it is about one."""
    about = ctx.prompt is not None and ctx.prompt.question in ("event_invite", "event_place", "event_reminder")
    return ctx.prompt.subject_id if ctx.prompt is not None and about else 0


def _close(ctx: Ctx) -> None:
    if _asked(ctx) and ctx.prompt is not None:
        answered(ctx.session, ctx.prompt.id, ctx.now)


ROUTES = (
    Route(ShowEvents, show_events, JOIN, ("/events", "/event", "活动", "events", "event"), read_events),
    Route(JoinEvent, join_event, JOIN, ("/signup", "报名", "signup", "sign up"),
          lambda rest: JoinEvent(number_in(rest)[0])),
    Route(LeaveEvent, leave_event, JOIN, ("/withdraw", "取消报名", "退出活动", "withdraw"),
          lambda rest: LeaveEvent(number_in(rest)[0])),
    Route(DeclineEvent, decline_event, JOIN),
    Route(KeepPlace, keep_place, JOIN),
)  # fmt: skip
