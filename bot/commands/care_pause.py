"""Somebody is away for some days: how many, who hears of it, a long one confirmed, and back again."""

import re
from datetime import date, timedelta

from bot.commands.care_acts import ask_again, call_for, close, today
from bot.context import Ask, Ctx, Reply
from bot.intents import About, Said
from bot.replies import read
from bot.routes import Route
from bot.spans import read_days
from models import care
from models.audit import record
from models.care import AGREED, BadPause, Care, figures
from models.care_checks import AWAY, but_hands, fresh, reopen, settle
from models.care_ladder import STANDS, tell_ended, tell_head
from models.care_people import watchers
from models.clock import at_local
from models.db import write_queued
from models.following import close_prompts
from models.outbox import post
from models.people import Person
from models.prompts import answered, ask
from models.questions import QUESTIONS

LONG_STANDS = timedelta(days=3)
_LENGTH = re.compile(r"天|周|星期|礼拜|月|day|week|month|到|至|until|till", re.IGNORECASE)


class CareGone(Said):
    """I am away, perhaps with the days."""


class CareDays(Said):
    """So many days."""


class CareStay(About):
    """I am not away after all."""


class CareBack(About):
    """I am back."""


class CareLongYes(About):
    """The head confirms that somebody is away for so long."""


class CareLongNo(About):
    """The head knows of no such thing."""


def gone(ctx: Ctx, intent: CareGone) -> Reply:
    """Away: for how many days, unless they have said so. Until that is known the question stays open."""
    days = read_days(intent.text, today(ctx)) if _LENGTH.search(intent.text) else None
    if days is not None:
        return _pause(ctx, intent.subject, days)
    return Reply("care-days-ask", {"name": ctx.actor.name}, Ask("care_days", intent.subject, {}, stands=STANDS))


def days(ctx: Ctx, intent: CareDays) -> Reply:
    """So many days; what cannot be read is asked once more, then a neighbour asks. A call is heard here, too."""
    found = read_days(intent.text, today(ctx))
    if found is not None:
        return _pause(ctx, intent.subject, found)
    heard = read(intent.text, QUESTIONS["care"]).choice
    if heard is not None and heard.says == "contact" and intent.text.strip() not in "2２二两":
        return call_for(ctx)
    assert ctx.prompt is not None
    if not ctx.prompt.data.get("unclear"):
        again = Ask("care_days", intent.subject, {"unclear": 1}, stands=STANDS)
        return Reply("care-days-again", {"most": figures().pause_most}, again, edit=False)
    answered(ctx.session, ctx.prompt.id, ctx.now)
    tell_head(ctx.session, ctx.person_id, "care-days-note", {}, ctx.now, ctx.zone)
    return Reply("care-person", {"name": ctx.actor.name}, edit=False)


def _pause(ctx: Ctx, check_id: int, days: int) -> Reply:
    """A pause begins at once; a long one only when the head has confirmed it, and until then they are asked."""
    known = ctx.session.get(Care, ctx.person_id, populate_existing=True)
    if known is None or known.state != AGREED:
        return Reply("care-none")
    if not 1 <= days <= figures().pause_most:
        raise BadPause(most=figures().pause_most)
    back = today(ctx) + timedelta(days=days)
    close(ctx, check_id)
    if days > figures().pause_days and _ask_head(ctx, check_id, back):
        return Reply("care-long", {"name": ctx.actor.name, "until_day": _last(back)})
    _begin_pause(ctx, ctx.person_id, days)
    tell_head(ctx.session, ctx.person_id, "care-away-note", {"until_day": _last(back)}, ctx.now, ctx.zone)
    until = at_local(back + timedelta(days=1), 0, 0, ctx.zone) - ctx.now
    return Reply(
        "care-paused", {"name": ctx.actor.name, "until_day": _last(back)}, Ask("care_paused", check_id, stands=until)
    )


def _begin_pause(ctx: Ctx, person_id: int, days: int) -> None:
    care.pause(ctx.session, person_id, days, ctx.now, ctx.zone)
    ended = settle(ctx.session, person_id, AWAY, ctx.person_id, ctx.now, but_hands())
    tell_ended(ctx.session, ended, ctx.now, ctx.zone, key="care-answered-note", but=ctx.person_id)
    record(ctx.session, ctx.now, ctx.actor.id, "care-pause", f"person:{person_id}", days=days)


def _ask_head(ctx: Ctx, check_id: int, back: date) -> bool:
    """Whether somebody is asked to confirm it: now, or already, when the same is said once more."""
    first = watchers(ctx.session, ctx.person_id, today(ctx)).first
    if first is None:
        return False
    data = {"person": ctx.person_id, "back": back.isoformat()}
    prompt_id = ask(ctx.session, first, "care_long", check_id, ctx.now, ctx.now + timedelta(days=3), data)
    write_queued(ctx.session)  # the message names the question
    facts = {"name": ctx.actor.name, "until_day": _last(back)}
    post(
        ctx.session, first, "care-long-ask", facts, purpose="care-long", subject=f"check:{check_id}:{back.isoformat()}",
        now=ctx.now, expires_at=ctx.now + timedelta(days=3), prompt_id=prompt_id, care=True,
    )  # fmt: skip
    return True


def long_yes(ctx: Ctx, intent: CareLongYes) -> Reply:
    """The head confirms a long pause: it begins, and the person hears of it."""
    if ctx.prompt is None or not ctx.prompt.data.get("person"):
        return Reply("error-old-button")
    person_id, back = int(ctx.prompt.data["person"]), date.fromisoformat(ctx.prompt.data["back"])
    close_prompts(ctx.session, "care_long", intent.subject, ctx.now)
    person, days = ctx.session.get_one(Person, person_id), (back - today(ctx)).days
    known = ctx.session.get(Care, person_id, populate_existing=True)
    if known is None or known.state != AGREED or days < 1:
        return Reply("care-over")
    _begin_pause(ctx, person_id, days)
    prompt_id = ask(ctx.session, person_id, "care_paused", intent.subject, ctx.now, at_local(back, 23, 0, ctx.zone))
    write_queued(ctx.session)  # the message names the question
    post(
        ctx.session, person_id, "care-paused", {"name": person.name, "until_day": _last(back)},
        purpose="care-long-done", subject=f"check:{intent.subject}", now=ctx.now,
        expires_at=ctx.now + timedelta(days=1), prompt_id=prompt_id,
    )  # fmt: skip
    return Reply("care-long-done", {"name": person.name, "until_day": _last(back)})


def long_no(ctx: Ctx, intent: CareLongNo) -> Reply:
    """The head knows of no such thing: they are asked as before, and the head speaks with them."""
    if ctx.prompt is None or not ctx.prompt.data.get("person"):
        return Reply("error-old-button")
    close_prompts(ctx.session, "care_long", intent.subject, ctx.now)
    return Reply("care-long-not", {"name": ctx.session.get_one(Person, int(ctx.prompt.data["person"])).name})


def stay(ctx: Ctx, intent: CareStay) -> Reply:
    """Not away after all: the question stands as before."""
    if ctx.prompt is not None:
        answered(ctx.session, ctx.prompt.id, ctx.now)
    return ask_again(ctx, intent.subject, "care-once-more")


def back(ctx: Ctx, intent: CareBack) -> Reply:
    """Back early, or not away after all; the head hears of it, and whoever said it today is asked today."""
    if ctx.prompt is not None:
        answered(ctx.session, ctx.prompt.id, ctx.now)
    if not care.come_back(ctx.session, ctx.person_id, ctx.now, ctx.zone):
        return Reply("care-thanks", {"name": ctx.actor.name})
    record(ctx.session, ctx.now, ctx.actor.id, "care-back", f"person:{ctx.person_id}")
    tell_head(ctx.session, ctx.person_id, "care-back-note", {}, ctx.now, ctx.zone)
    check = fresh(ctx.session, intent.subject)
    if check is not None and check.day == today(ctx) and reopen(ctx.session, check.id, ctx.person_id, ctx.now):
        return ask_again(ctx, check.id, "care-once-more")
    return Reply("care-welcome-back", {"name": ctx.actor.name})


def _last(back_on: date) -> str:
    return (back_on - timedelta(days=1)).isoformat()


ROUTES = (
    Route(CareGone, gone, "self.manage"),
    Route(CareDays, days, "self.manage"),
    Route(CareStay, stay, "self.manage"),
    Route(CareBack, back, "self.manage"),
    Route(CareLongYes, long_yes, "knock.answer"),
    Route(CareLongNo, long_no, "knock.answer"),
)
