"""A new event: one message, what is missing is asked for, a preview; then it is open, and may be announced."""

from datetime import datetime, time

from bot.commands.announce import audience_line, preview
from bot.commands.approve import call_off, let_go
from bot.commands.event_lines import ORGANISE, facts_of, led, number_in, places_line
from bot.commands.lines import line
from bot.commands.roles import take_audience
from bot.commands.settling import settle_question
from bot.context import Ask, Ctx, Reply
from bot.event_form import Form, fill_in, read_form
from bot.intents import About, Said, Worded
from bot.routes import Route
from models import broadcasts, events
from models.audit import record
from models.broadcasts import Broadcast
from models.db import new_id
from models.errors import StairwellError
from models.events import CONTEST, PARTNER_DAY, TRAINING, VOLUNTEERING, Event, event_facts
from models.grid import Grid, grid_by_code
from models.lookup import find_grid
from models.permissions import paths_for
from models.posts import HEADS, PARTNER
from models.prompts import answered

LAST_MINUTE = time(23, 59)


class EventPast(StairwellError):
    """It would begin before now."""

    key = "error-event-past"


class EventWhere(StairwellError):
    """Whoever organises in several places has to name the one it is for."""

    key = "error-event-where"


class NewEvent(Worded):
    """An event is to be held: title, day, time, place …, as typed."""


class EventForm(Said):
    """What was missing in the form."""


class ConfirmEvent(About):
    """The event is as shown: people may sign up."""


class InviteTo(About):
    """发邀请: invite whoever has not answered."""


class ConfirmInvite(About):
    """Send the invitation that was shown."""


class KeepQuiet(About):
    """Send no invitation."""


class CallOffInvite(About):
    """Do not send the invitation that is about to leave."""


def new_event(ctx: Ctx, intent: NewEvent) -> Reply:
    """Read the form; ask for what is missing, else show how it would be. Nothing is announced yet."""
    if not intent.text.strip():
        return Reply("usage-event")
    form = read_form(intent.text, ctx.now.astimezone(ctx.zone).date(), _own_kind(ctx))
    if form.unclear:
        return Reply("event-unclear", {"words": form.unclear[:40]}, refused=True)
    return _go_on(ctx, form)


def event_form(ctx: Ctx, intent: EventForm) -> Reply:
    """The answer to what was asked for; what still does not say it is asked again."""
    assert ctx.prompt is not None
    asked, form = ctx.prompt.data["asked"], Form.from_json(ctx.prompt.data["form"])
    filled = fill_in(form, asked, intent.text, ctx.now.astimezone(ctx.zone).date())
    answered(ctx.session, ctx.prompt.id, ctx.now)
    return _go_on(ctx, filled)


def _go_on(ctx: Ctx, form: Form) -> Reply:
    if missing := form.missing():
        ask = Ask("event_form", new_id(ctx.now), {"asked": missing, "form": form.to_json()}, new=True)
        return Reply(f"event-ask-{missing}", {"title": form.title}, ask, edit=False)
    roles, grid = _audience(ctx, form)
    event = _event(ctx, form, roles, grid)
    if (event.starts_at < ctx.now and event.kind != CONTEST) or event.ends_at <= ctx.now:
        raise EventPast(title=form.title)
    events.keep_draft(ctx.session, event)
    return Reply("event-preview", _preview_facts(ctx, event, grid), Ask("event_new", event.number, new=True))


def _preview_facts(ctx: Ctx, event: Event, grid: Grid) -> dict[str, object]:
    lines = [places_line(ctx, event)]
    if event.course:
        lines.append(line(ctx, "event-course", course_key=f"course-{event.course}"))
    if event.partner:
        lines.append(line(ctx, "event-with", partner=event.partner))
    weekday = event.starts_at.astimezone(ctx.zone).weekday()
    audience = audience_line(ctx.actor.language, event.roles, f"{grid.code} {grid.name}")
    return facts_of(
        ctx, event, kind_key=f"event-kind-{event.kind}", weekday_key=f"event-weekday-{weekday}", audience=audience,
        lines=lines, year=event.starts_at.astimezone(ctx.zone).year,
    )  # fmt: skip


def _audience(ctx: Ctx, form: Form) -> tuple[list[str], Grid]:
    """Roles and grid it is for, within what the speaker may organise in. Raises EventWhere, GridNotFound."""
    paths = paths_for(ctx.actor, ORGANISE)
    roles, said = take_audience(form.audience) if form.audience else (None, "")
    if roles is None and form.kind == TRAINING:
        roles = HEADS
    if said:
        return list(roles or ()), find_grid(ctx.session, said, paths)
    top = [path for path in dict.fromkeys(paths) if not any(path != one and path.startswith(one) for one in paths)]
    if len(top) != 1:
        raise EventWhere
    return list(roles or ()), grid_by_code(ctx.session, top[0].strip("/").rpartition("/")[2])


def _event(ctx: Ctx, form: Form, roles: list[str], grid: Grid) -> Event:
    assert form.day is not None and grid.id is not None
    last_day, start, end = form.until or form.day, form.start or time(0), form.end or LAST_MINUTE
    return Event(
        kind=form.kind, title=form.title, place=form.place, spot=form.spot,
        starts_at=datetime.combine(form.day, start, tzinfo=ctx.zone),
        ends_at=datetime.combine(last_day, end, tzinfo=ctx.zone), capacity=form.places, grid_id=grid.id,
        path=grid.path, roles=roles, organiser_id=ctx.person_id, partner=form.partner or _own_partner(ctx, form),
        course=form.course, created_at=ctx.now,
    )  # fmt: skip


def _own_kind(ctx: Ctx) -> str:
    """Partners hold partner days; whatever else nobody calls by its kind is a volunteer event."""
    organisers = {post.role for post in ctx.actor.posts} - {"resident", "volunteer", "reviewer"}
    return PARTNER_DAY if organisers == {PARTNER} else VOLUNTEERING


def _own_partner(ctx: Ctx, form: Form) -> str:
    return ctx.actor.name[:40] if form.kind == PARTNER_DAY and _own_kind(ctx) == PARTNER_DAY else ""


def confirm_event(ctx: Ctx, intent: ConfirmEvent) -> Reply:
    """It is open from now on; whom an invitation would reach, and at what cost, is shown next."""
    settle_question(ctx, "event_new")
    event = events.open_up(ctx.session, intent.subject, ctx.person_id, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "event-new", f"event:{event.id}", kind=event.kind, grid=event.grid_id)
    return _invitation(ctx, event, "event-open")


def invite_to(ctx: Ctx, intent: InviteTo) -> Reply:
    """The invitation once more, or for the first time: to whoever has not answered yet. Raises EventOver."""
    event = led(ctx, intent.subject)
    if event.state != events.ANNOUNCED or event.ends_at <= ctx.now:
        raise events.EventOver(title=event.title)
    return _invitation(ctx, event, "event-invite-preview")


def _invitation(ctx: Ctx, event: Event, key: str) -> Reply:
    """Whom an invitation would reach, in which words, at what cost; nothing leaves before the confirm."""
    paths, today = paths_for(ctx.actor, ORGANISE), ctx.now.astimezone(ctx.zone).date()
    facts = event_facts(event, ctx.zone)
    about = Broadcast(
        actor_id=ctx.person_id, roles=event.roles, path=event.path, text=event.title, created_at=ctx.now,
        event_id=event.id, facts=facts,
    )  # fmt: skip
    counts = broadcasts.tally(ctx.session, about, paths, today)
    if not counts.recipients:
        return Reply(f"{key}-nobody", facts | {"unreachable": counts.unreachable})
    grid = ctx.session.get_one(Grid, event.grid_id)
    shown = preview(ctx, about, counts, audience_line(ctx.actor.language, event.roles, f"{grid.code} {grid.name}"))
    return Reply(key, facts | dict(shown.facts), shown.ask)


def confirm_invite(ctx: Ctx, intent: ConfirmInvite) -> Reply:
    """Let the invitation go, as any message to many: above fifty a second person agrees, for two minutes it can be
    called off."""
    settle_question(ctx, "event_announce")
    return let_go(ctx, intent.subject, paths_for(ctx.actor, ORGANISE))


def keep_quiet(ctx: Ctx, intent: KeepQuiet) -> Reply:
    """No invitation leaves; the event stays open."""
    settle_question(ctx, "event_announce")
    about = ctx.session.get_one(Broadcast, intent.subject)
    return Reply("event-quiet", {"title": about.text, "number": about.event_id or 0})


def call_off_invite(ctx: Ctx, intent: CallOffInvite) -> Reply:
    """Take the invitation back before it leaves; the event itself stays."""
    return call_off(ctx, intent)


ROUTES = (
    Route(NewEvent, new_event, ORGANISE),
    Route(EventForm, event_form, ORGANISE),
    Route(ConfirmEvent, confirm_event, ORGANISE),
    Route(
        InviteTo,
        invite_to,
        ORGANISE,
        ("/invitation", "发邀请", "invitation"),
        lambda rest: InviteTo(number_in(rest)[0]),
    ),
    Route(ConfirmInvite, confirm_invite, ORGANISE),
    Route(KeepQuiet, keep_quiet, ORGANISE),
    Route(CallOffInvite, call_off_invite, ORGANISE),
)
