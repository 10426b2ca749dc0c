"""The coordinator's office: appointing, inviting."""

from datetime import timedelta
from typing import Any

from sqlmodel import select

from bot.commands.announce import consent_preview
from bot.commands.lines import line
from bot.commands.roles import role_key, take_role
from bot.commands.settling import settle_question
from bot.context import Ask, Ctx, Reply
from bot.intents import Appoint, ConfirmAppoint, Invite
from bot.routes import Route
from models import consent_asking
from models.audit import record
from models.db import new_id
from models.errors import NotFound, StairwellError
from models.following import reachable
from models.grid import BUILDING, UNIT, Grid, within
from models.guards import first_allowed, guards
from models.handover import Handed, hand_over
from models.joining import make_code
from models.lookup import find_grid, find_person, holds_elsewhere
from models.outbox import post
from models.people import SMS, Person
from models.permissions import paths_for
from models.posts import BUILDING_HEAD, GRID_HEAD, HEADS, LEVELS_ANY, LEVELS_OF_ROLE, UNIT_HEAD, RoleDoesNotFit, holder

NEWS_EXPIRES = timedelta(days=7)
SMS_WORDS = ("短信", "sms")
VOLUNTEER_WORDS = ("志愿者", "volunteers", "volunteer")


class BeyondYourGrids(StairwellError):
    """A personal link makes its bearer that person everywhere, so all their posts must be the inviter's to give."""

    key = "error-beyond-your-grids"


# --- appoint ---
def appoint(ctx: Ctx, intent: Appoint) -> Reply:
    """Show what the appointment would change, and ask. A person who is not clear is asked about, never guessed."""
    code, _, rest = intent.text.partition(" ")
    role, said = take_role(rest.strip())
    if code.startswith("#"):  # "#12 单元长 B3U1": who it is may come first
        code, said = said, code
    if not code or role is None or not said:
        return Reply("usage-appoint")
    paths = paths_for(ctx.actor, "post.appoint")
    grid = find_grid(ctx.session, code, paths)
    if grid.level not in LEVELS_OF_ROLE.get(role, LEVELS_ANY):
        raise RoleDoesNotFit(role=role, level=grid.level)
    person = find_person(ctx.session, said, paths)
    return _appoint_preview(ctx, grid, role, ctx.session.get_one(Person, person.id))


def _appoint_preview(ctx: Ctx, grid: Grid, role: str, person: Person) -> Reply:
    assert grid.id is not None and person.id is not None
    before = holder(ctx.session, grid.id, role) if role in HEADS else None
    facts: dict[str, Any] = {
        "name": person.name, "number": person.id, "grid": f"{grid.code} {grid.name}", "role_key": role_key(role),
        "day": _today(ctx), "lines": [line(ctx, "appoint-tells")],
    }  # fmt: skip
    if not _can_hear(ctx, person.id):
        facts["lines"].append(line(ctx, "appoint-hint-invite", name=person.name, code=grid.code))
    if before is not None and before.person_id == person.id:
        return Reply("appoint-same", facts)
    data = {"grid": grid.id, "role": role, "person": person.id, "before": before.id if before else None}
    ask = Ask("appoint", new_id(ctx.now), data, new=True)
    if before is None:
        return Reply("appoint-preview-new", facts, ask)
    return Reply("appoint-preview", facts | {"before": ctx.session.get_one(Person, before.person_id).name}, ask)


def confirm_appoint(ctx: Ctx, intent: ConfirmAppoint) -> Reply:
    """Make the appointment, once; shown anew if somebody else holds the place by now."""
    prompt = settle_question(ctx, "appoint")
    data = prompt.data
    grid = ctx.session.exec(
        select(Grid).where(Grid.id == data["grid"], within(paths_for(ctx.actor, "post.appoint")))
    ).first()
    if grid is None or grid.id is None:
        raise NotFound(what="")
    person = ctx.session.get_one(Person, data["person"])
    before = holder(ctx.session, grid.id, data["role"]) if data["role"] in HEADS else None
    if (before.id if before else None) != data["before"]:
        return _appoint_preview(ctx, grid, data["role"], person)
    assert person.id is not None
    handed = hand_over(ctx.session, grid, data["role"], person.id, ctx.now, ctx.zone)
    _tell_both(ctx, grid, handed)
    record(
        ctx.session, ctx.now, ctx.actor.id, "appoint", f"post:{handed.post.id}", grid=grid.code, role=data["role"],
        person=person.id, ended=handed.ended.id if handed.ended else None, tasks=handed.tasks,
    )  # fmt: skip
    facts = {"name": person.name, "grid": grid.name, "role_key": role_key(data["role"]), "tasks": handed.tasks}
    return Reply("appointed-tasks" if handed.tasks else "appointed", facts)


def _tell_both(ctx: Ctx, grid: Grid, handed: Handed) -> None:
    facts = {"grid": grid.name, "role_key": role_key(handed.post.role), "day": _today(ctx)}
    told = [(handed.post, "appointed-note")] + ([(handed.ended, "relieved-note")] if handed.ended else [])
    for held, key in told:
        post(
            ctx.session, held.person_id, key, facts, purpose=key.removesuffix("-note"), subject=f"post:{held.id}",
            now=ctx.now, expires_at=ctx.now + NEWS_EXPIRES, grid_id=grid.id,
        )  # fmt: skip


# --- invite ---
def invite(ctx: Ctx, intent: Invite) -> Reply:
    """A joining link for a grid's head (24 h, once) or for its volunteers; or the consent question by SMS.

    Raises BeyondYourGrids.
    """
    said, _, how = intent.text.strip().rpartition(" ")
    if how.casefold() not in (*SMS_WORDS, *VOLUNTEER_WORDS):
        said, how = intent.text, ""
    if not said.strip():
        return Reply("usage-invite")
    grid = find_grid(ctx.session, said, paths_for(ctx.actor, "invite.make"))
    if how.casefold() in SMS_WORDS:
        return _invite_by_sms(ctx, grid)
    if how:
        return _link(ctx, grid, None)
    assert grid.id is not None
    held = holder(ctx.session, grid.id, head_role(grid))
    if held is None:
        return Reply("invite-vacant", {"grid": grid.name, "code": grid.code})
    if holds_elsewhere(ctx.session, held.person_id, paths_for(ctx.actor, "invite.make")):
        raise BeyondYourGrids
    return _link(ctx, grid, ctx.session.get_one(Person, held.person_id))


def head_role(grid: Grid) -> str:
    """What the head of a grid of that level is."""
    return {UNIT: UNIT_HEAD, BUILDING: BUILDING_HEAD}.get(grid.level, GRID_HEAD)


def _link(ctx: Ctx, grid: Grid, person: Person | None) -> Reply:
    assert grid.id is not None
    code, until = make_code(
        ctx.session, grid_id=grid.id, person_id=person.id if person else None, made_by=ctx.actor.id, now=ctx.now
    )
    record(ctx.session, ctx.now, ctx.actor.id, "invite", f"grid:{grid.id}", person=person.id if person else None)
    links = [f"https://t.me/{ctx.community.bot_name}?start={code}"] if ctx.community.bot_name else []
    links += [line(ctx, "invite-page", page=f"{ctx.community.public_url.rstrip('/')}/join/{code}")] if (
        ctx.community.public_url
    ) else []  # fmt: skip
    facts: dict[str, Any] = {
        "grid": grid.name, "join": code, "until_day": until.astimezone(ctx.zone).date().isoformat(),
        "time": f"{until.astimezone(ctx.zone):%H:%M}",
        "lines": links or [line(ctx, "invite-no-link", join=code)],
    }  # fmt: skip
    if person is None:
        return Reply("invite-volunteers", facts)
    return Reply("invite-head", facts | {"name": person.name})


def _invite_by_sms(ctx: Ctx, grid: Grid) -> Reply:
    """One head is asked at once; the heads of a larger grid after a preview."""
    paths, today = paths_for(ctx.actor, "invite.make"), ctx.now.astimezone(ctx.zone).date()
    who = consent_asking.invited(ctx.session, grid.path, paths, today)
    if not who:
        return Reply("invite-sms-nobody", {"grid": grid.name})
    if grid.level != UNIT:
        return consent_preview(ctx, who, grid.path, f"{grid.code} {grid.name}")
    consent_asking.ask_consent(ctx.session, who, ctx.now, today)
    record(ctx.session, ctx.now, ctx.actor.id, "invite", f"grid:{grid.id}", by="sms", people=len(who))
    facts = {"grid": grid.name, "name": who[0].name}
    leaves = first_allowed(ctx.now, guards().hours_of(SMS), ctx.zone).astimezone(ctx.zone)
    if leaves > ctx.now:
        return Reply("invite-sms-later", facts | {"day": leaves.date().isoformat(), "time": f"{leaves:%H:%M}"})
    return Reply("invite-sms-sent", facts)


def _can_hear(ctx: Ctx, person_id: int) -> bool:
    return ctx.session.exec(select(Person.id).where(Person.id == person_id, reachable())).first() is not None


def _today(ctx: Ctx) -> str:
    return ctx.now.astimezone(ctx.zone).date().isoformat()


ROUTES = (
    Route(Appoint, appoint, "post.appoint", ("/appoint", "任命", "appoint"), Appoint),
    Route(ConfirmAppoint, confirm_appoint, "post.appoint"),
    Route(Invite, invite, "invite.make", ("/invite", "邀请", "invite"), Invite),
)
