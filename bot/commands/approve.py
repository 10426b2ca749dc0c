"""A message to many is confirmed: by its author, to many by a second person too; and called off before it leaves."""

from datetime import datetime, timedelta

from sqlmodel import col, select

from bot.commands.announce import audience_line, preview_facts
from bot.commands.lines import listed, worded
from bot.commands.settling import settle_question
from bot.context import Ask, Ctx, Reply
from bot.intents import About, AgreeAnnounce, CallOff, ConfirmAnnounce, Intent, RefuseAnnounce
from bot.routes import Route
from models import approval
from models.approval import ACT, LEAVES_AFTER, Second
from models.audit import record
from models.broadcasts import CONSENT, STANDS, Broadcast, Tally
from models.db import write_queued
from models.following import close_prompts
from models.grid import Grid
from models.groups import WECOM
from models.outbox import post
from models.people import Person
from models.permissions import paths_for
from models.prompts import ask

MINUTES = int(LEAVES_AFTER.total_seconds() // 60)
OPEN_FOR = timedelta(hours=1)
"""How long a typed 0 still means this message; afterwards the delivery command offers it again."""


def confirm_announce(ctx: Ctx, intent: ConfirmAnnounce) -> Reply:
    """Let go what was previewed, once; recipients are counted again now. To many, a second person is asked first."""
    settle_question(ctx, "announce")
    return let_go(ctx, intent.subject, paths_for(ctx.actor, ACT))


def let_go(ctx: Ctx, broadcast_id: int, paths: list[str]) -> Reply:
    """The author's yes, whatever permission it was made by: on its way to `paths`, or waiting for a second person."""
    counts, seconds = approval.confirm(ctx.session, broadcast_id, ctx.person_id, paths, ctx.now, ctx.zone)
    about = ctx.session.get_one(Broadcast, broadcast_id)
    _record(ctx, "announce", about, seconds=len(seconds))
    if not seconds:
        return Reply(_on_its_way(counts), _facts(ctx, about, counts), leaving(about))
    _ask_seconds(ctx, about, counts, seconds)
    names = listed(ctx, [one.name for one in seconds])
    return Reply("announce-awaiting", _facts(ctx, about, counts) | {"names": names}, leaving(about))


def leaving(about: Broadcast) -> Ask:
    """The question that goes with what can still be called off."""
    assert about.id is not None
    return Ask(_leaving(about), about.id, stands=OPEN_FOR)


def _leaving(about: Broadcast) -> str:
    """The question that calls it off; who may invite to an event need not be allowed to write to many."""
    return "leaving" if about.event_id is None else "event_leaving"


def _ask_seconds(ctx: Ctx, about: Broadcast, counts: Tally, seconds: list[Second]) -> None:
    assert about.id is not None
    ids = {
        one.person_id: ask(ctx.session, one.person_id, "second", about.id, ctx.now, ctx.now + STANDS)
        for one in seconds
    }  # fmt: skip
    write_queued(ctx.session)  # the messages name the questions
    for one in seconds:
        facts = {"author": ctx.actor.name, "audience": whom(ctx, about, one.language)}
        facts |= preview_facts(ctx, one.language, about, counts)
        post(
            ctx.session, one.person_id, "second-ask", facts, now=ctx.now,
            purpose="second", subject=f"broadcast:{about.id}", expires_at=ctx.now + STANDS,
            prompt_id=ids[one.person_id], language=one.language,
        )  # fmt: skip


def whom(ctx: Ctx, about: Broadcast, language: str) -> str:
    """Whom a broadcast is for, in somebody's language."""
    grid = ctx.session.exec(select(Grid).where(col(Grid.path) == about.path)).first()
    place = f"{grid.code} {grid.name}" if grid else ""
    if about.kind == CONSENT:
        return " · ".join(
            filter(None, (audience_line(language, ("unit_head", "building_head", "grid_head"), ""), place))
        )
    return audience_line(language, about.roles, place)


def agree_announce(ctx: Ctx, intent: AgreeAnnounce) -> Reply:
    """The second person's yes: it leaves as `when` says; the author hears of it and can still call it off."""
    settle_question(ctx, "second")
    about, counts = approval.agree(
        ctx.session, intent.subject, ctx.person_id, paths_for(ctx.actor, ACT), ctx.now, ctx.zone
    )
    _record(ctx, "announce-agree", about)
    _tell_author(ctx, about, "second-agreed-note", counts)
    return Reply("second-agreed", _facts(ctx, about, counts), leaving(about))


def refuse_announce(ctx: Ctx, intent: RefuseAnnounce) -> Reply:
    """The second person's no: nothing is sent, and the author hears whom to talk to."""
    settle_question(ctx, "second")
    about = approval.refuse(ctx.session, intent.subject, ctx.person_id, paths_for(ctx.actor, ACT), ctx.now)
    _record(ctx, "announce-refuse", about)
    _tell_author(ctx, about, "second-refused-note", None)
    return Reply("second-refused", {"author": ctx.session.get_one(Person, about.actor_id).name})


def _tell_author(ctx: Ctx, about: Broadcast, key: str, counts: Tally | None) -> None:
    """Close what others were asked, and the author's own question unless it can now be called off."""
    assert about.id is not None
    for question in ("second", _leaving(about)):
        close_prompts(ctx.session, question, about.id, ctx.now)
    prompt_id = None
    if counts is not None:
        prompt_id = ask(ctx.session, about.actor_id, _leaving(about), about.id, ctx.now, ctx.now + OPEN_FOR)
        write_queued(ctx.session)
    facts: dict[str, object] = {"name": ctx.actor.name, "number": about.id, "recipients": about.recipients}
    language = ctx.session.get_one(Person, about.actor_id).language
    if counts is not None:
        facts["when"] = when(ctx, language, counts)
    post(
        ctx.session, about.actor_id, key, facts, purpose=key.removesuffix("-note"), subject=f"broadcast:{about.id}",
        now=ctx.now, expires_at=ctx.now + STANDS, prompt_id=prompt_id, language=language,
    )  # fmt: skip


def call_off(ctx: Ctx, intent: About) -> Reply:
    """Take it back before it leaves; afterwards, how many have left."""
    done = approval.call_off(ctx.session, intent.subject, ctx.person_id, ctx.now)
    about = ctx.session.get_one(Broadcast, intent.subject)
    for question in ("second", _leaving(about)):
        close_prompts(ctx.session, question, intent.subject, ctx.now)
    _record(ctx, "announce-call-off", about, stopped=done.stopped, left=done.left)
    if done.left:
        return Reply("called-off-partly", {"stopped": done.stopped, "sent": done.left})
    return Reply("called-off")


def which_one(rest: str) -> Intent:
    """The message to many whose number is said; 0, which is none, for anything else."""
    said = rest.strip().removeprefix("#")
    return CallOff(int(said) if said.isascii() and said.isdigit() and len(said) <= 9 else 0)


def when(ctx: Ctx, language: str, counts: Tally) -> str:
    """When what is let go now leaves, in somebody's language: "2分钟后发出", or by which channel at which hour."""
    leaves = approval.departures(counts, ctx.now, ctx.zone)
    if max(leaves.values(), default=ctx.now) <= ctx.now + LEAVES_AFTER:
        return worded(language, "leaves-soon", minutes=MINUTES)
    times: dict[datetime, list[str]] = {}
    for channel, at in sorted(leaves.items(), key=lambda one: (one[1], one[0])):
        times.setdefault(at.astimezone(ctx.zone), []).append(worded(language, f"way-{channel}"))
    ways = [
        worded(language, "leaves-way", ways=names, day=at.date().isoformat(), time=f"{at:%H:%M}")
        for at, names in times.items()
    ]
    return worded(language, "leaves-quiet", ways=ways)


def _facts(ctx: Ctx, about: Broadcast, counts: Tally) -> dict[str, object]:
    return {
        "recipients": counts.recipients, "unreachable": counts.unreachable, "number": about.id,
        "when": when(ctx, ctx.actor.language, counts),
    }  # fmt: skip


def _on_its_way(counts: Tally) -> str:
    if counts.over(WECOM):
        return "announce-sent-groups"
    return "announce-sent-partly" if counts.unreachable else "announce-sent"


def _record(ctx: Ctx, act: str, about: Broadcast, **facts: object) -> None:
    record(
        ctx.session, ctx.now, ctx.actor.id, act, f"broadcast:{about.id}", recipients=about.recipients,
        unreachable=about.unreachable, **facts,
    )  # fmt: skip


ROUTES = (
    Route(ConfirmAnnounce, confirm_announce, ACT),
    Route(AgreeAnnounce, agree_announce, ACT),
    Route(RefuseAnnounce, refuse_announce, ACT),
    Route(CallOff, call_off, ACT, ("/calloff", "撤回群发", "calloff"), which_one),
)
