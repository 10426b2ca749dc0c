"""The check-in: asking for it, arranging it for a neighbour, their own yes, and who has it."""

import re
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import select

from bot.commands.lines import capped, line
from bot.context import Ask, Ctx, Reply
from bot.intents import About, Intent, Said, Worded
from bot.routes import Route
from messages.list_words import care_time
from models import care
from models.audit import record
from models.care import AGREED, Care, figures
from models.care_checks import DOOR, OFFICE
from models.care_ladder import tell_head
from models.care_office import LEFT_QUESTION, LEFT_STANDS
from models.db import write_queued
from models.door_lists import Looked, looked_after
from models.following import close_prompts, reachable
from models.lookup import find_person
from models.outbox import post
from models.people import Person
from models.permissions import paths_for
from models.posts import RESIDENT
from models.prompts import ask

ARRANGE = "care.arrange"
STANDS = timedelta(days=7)
_DAYS = {
    "一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_HOURS = {"九": 9, "十": 10, "十一": 11, "十二": 12, "十三": 13, "十四": 14, "一": 13, "两": 14, "二": 14}
_OFF = ("停", "停止", "取消", "不要", "不用", "关", "关闭", "stop", "off", "cancel")
_DAILY = re.compile(r"每天|每日|天天|every\s*day|daily", re.IGNORECASE)
_WEEKLY = re.compile(
    r"每?(?:周|星期|礼拜)([一二三四五六日天])|(?:weekly|every)?\s*\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE
)
_HOUR = re.compile(
    r"(?:(上午|早上|中午|下午)\s*)?(?:at\s*)?(十[一二三四]?|[九一二两]|\d{1,2})\s*(?:点钟?|时|[:：]00|$|\s)"
)
_SAID = re.compile(
    r"(?:请|要|我要|想)?(?:每天|每日|天天|每(?:周|星期|礼拜)[一二三四五六日天])[^,。!]{0,8}问候(?:一下)?我?(?:一下)?"
)


class SetCare(Worded):
    """Ask me how I am, every day or week; or ask that neighbour."""


class CareAgree(About):
    """Yes, ask me."""


class CareRefuse(About):
    """No, thank you."""


class CareAgreeUnclear(Said):
    """Something that is neither, for sure."""


class CareList(Intent):
    """Who is asked how they are, and who has not answered today?"""


@dataclass(frozen=True, slots=True)
class Wish:
    """When somebody is to be asked (`weekday` None: daily), and the words that were left over: a name."""

    weekday: int | None
    hour: int
    rest: str


def read_wish(text: str) -> Wish:
    """ "每天 9点", "周一 10点", "王伯 每天9点", "daily 9"; what is not said is daily, at the usual hour."""
    left, hour = _DAILY.sub(" ", text.replace("问候", " ").replace("我", " ") if "问候" in text else text), None
    weekly = _WEEKLY.search(left)
    weekday = _DAYS[(weekly[1] or weekly[2]).casefold()] if weekly else None
    left = left.replace(weekly[0], " ", 1) if weekly else left
    if found := _HOUR.search(left):
        hour = _HOURS.get(found[2]) if not found[2].isdecimal() else int(found[2])
        hour = hour + 12 if hour is not None and found[1] in ("下午", "中午") and hour < 9 else hour
        left = left.replace(found[0], " ", 1)
    return Wish(weekday, figures().default_hour if hour is None else hour, " ".join(left.split()))


def set_care(ctx: Ctx, intent: SetCare) -> Reply:
    """Set up, change, show or end one's own check-in; or arrange a neighbour's, which asks them first.

    Raises BadHour, CareRefused, and what finding a person raises.
    """
    text = intent.text.strip()
    if text.casefold() in _OFF:
        return _end(ctx)
    wish = read_wish(text)
    if wish.rest and wish.rest not in (ctx.actor.name, "请", "要", "想"):
        return _arrange(ctx, wish)
    known = ctx.session.get(Care, ctx.person_id, populate_existing=True)
    if not text and known is not None and known.state == AGREED:
        return Reply("care-shown", {"when": care_time(known, ctx.actor.language)})
    if not text and any(held.role != RESIDENT for held in ctx.actor.posts):
        return Reply("usage-care")
    mine = care.arrange(ctx.session, ctx.person_id, wish.weekday, wish.hour, ctx.person_id, ctx.now, ctx.zone)
    close_prompts(ctx.session, "care_agree", ctx.person_id, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "care", f"person:{ctx.person_id}")
    tell_head(ctx.session, ctx.person_id, "care-began-note", {}, ctx.now, ctx.zone)
    return Reply("care-set", {"when": care_time(mine, ctx.actor.language)})


def _end(ctx: Ctx) -> Reply:
    if not care.end(ctx.session, ctx.person_id, ctx.now):
        return Reply("care-none")
    record(ctx.session, ctx.now, ctx.actor.id, "care-end", f"person:{ctx.person_id}")
    tell_head(ctx.session, ctx.person_id, "care-ended-note", {}, ctx.now, ctx.zone)
    # What is open today stays open: whoever is on the way to the door knocks.
    return Reply("care-ended")


def _arrange(ctx: Ctx, wish: Wish) -> Reply:
    """For a neighbour: nothing is begun before their own yes."""
    paths = paths_for(ctx.actor, ARRANGE)
    if not paths:
        return Reply("usage-care-own")
    found = find_person(ctx.session, wish.rest, paths)
    if ctx.session.exec(select(Person.id).where(Person.id == found.id, reachable())).first() is None:
        return Reply("care-unreachable", {"name": found.name})
    known = ctx.session.get(Care, found.id, populate_existing=True)
    if known is not None and known.state == AGREED:
        return Reply("care-known", {"name": found.name, "when": care_time(known, ctx.actor.language)})
    planned = care.arrange(ctx.session, found.id, wish.weekday, wish.hour, ctx.person_id, ctx.now, ctx.zone)
    record(ctx.session, ctx.now, ctx.actor.id, "care-arrange", f"person:{found.id}")
    person = ctx.session.get_one(Person, found.id)
    prompt_id = ask(ctx.session, found.id, "care_agree", found.id, ctx.now, ctx.now + STANDS, {})
    write_queued(ctx.session)  # the message names the question
    facts = {"name": found.name, "by": ctx.actor.name, "when": care_time(planned, person.language)}
    day = ctx.now.astimezone(ctx.zone).date().isoformat()
    post(
        ctx.session, found.id, "care-agree-ask", facts, purpose="care-agree", subject=f"day:{day}", now=ctx.now,
        expires_at=ctx.now + STANDS, prompt_id=prompt_id,
    )  # fmt: skip
    return Reply("care-asked", {"name": found.name})


def agree(ctx: Ctx, intent: CareAgree) -> Reply:
    """Their own yes: the first question comes at the next such hour."""
    close_prompts(ctx.session, "care_agree", ctx.person_id, ctx.now)
    mine = care.agree(ctx.session, ctx.person_id, ctx.now, ctx.zone)
    if mine is None:
        return Reply("care-over")
    record(ctx.session, ctx.now, ctx.actor.id, "care-agree", f"person:{ctx.person_id}")
    _tell_helper(ctx, mine.by_id, "care-agreed-note")
    return Reply("care-set", {"when": care_time(mine, ctx.actor.language)})


def refuse(ctx: Ctx, intent: CareRefuse) -> Reply:
    """Their own no: nobody else can arrange it any more, they can."""
    close_prompts(ctx.session, "care_agree", ctx.person_id, ctx.now)
    known = ctx.session.get(Care, ctx.person_id, populate_existing=True)
    if known is None or not care.refuse(ctx.session, ctx.person_id, ctx.now):
        return Reply("care-over")
    record(ctx.session, ctx.now, ctx.actor.id, "care-refuse", f"person:{ctx.person_id}")
    _tell_helper(ctx, known.by_id, "care-refused-note")
    return Reply("care-refused")


def agree_unclear(ctx: Ctx, intent: CareAgreeUnclear) -> Reply:
    """Asked once more in a friendly way; then who arranged it hears that it has to be asked in person."""
    assert ctx.prompt is not None
    if not ctx.prompt.data.get("unclear"):
        again = Ask("care_agree", intent.subject, {"unclear": 1}, stands=ctx.prompt.expires_at - ctx.now)
        return Reply("care-agree-again", {"name": ctx.actor.name}, again, edit=False)
    close_prompts(ctx.session, "care_agree", ctx.person_id, ctx.now)
    known = ctx.session.get(Care, ctx.person_id, populate_existing=True)
    if known is not None:
        _tell_helper(ctx, known.by_id, "care-agree-unread-note")
    return Reply("care-agree-person", edit=False)


def _tell_helper(ctx: Ctx, by_id: int, key: str) -> None:
    post(
        ctx.session, by_id, key, {"name": ctx.actor.name}, purpose="care-arranged",
        subject=f"{ctx.person_id}:{ctx.inbox_id}", now=ctx.now, expires_at=ctx.now + STANDS,
    )  # fmt: skip


def show_list(ctx: Ctx, intent: CareList) -> Reply:
    """Who has a check-in in the speaker's grids, or waits for somebody without one, whose answer is missing first."""
    found = [one for one in looked_after(ctx.session, paths_for(ctx.actor, ARRANGE)) if one.person_id != ctx.actor.id]
    if not found:
        return Reply("care-list-none")
    said = [_listed(ctx, one, place if one.open in (DOOR, OFFICE) else 0) for place, one in enumerate(found, 1)]
    # What is left can be opened by its number: it stays here for as long as nobody has said how it is.
    tasks = [one.check_id for one in found if one.open in (DOOR, OFFICE)]
    facts = {"count": len(said), "lines": capped(ctx, said), "tasks": tasks}
    return Reply("care-list", facts, Ask(LEFT_QUESTION, 0, {"tasks": tasks}, LEFT_STANDS) if tasks else None)


def _listed(ctx: Ctx, one: Looked, number: int) -> str:
    facts = {"name": one.name, "grid": one.place or "–", "when": care_time(one.care, ctx.actor.language)}
    state = f"care-state-{one.stage}"
    if number:
        return line(ctx, "care-line-left", number=number, state_key=state, **facts)
    return line(ctx, "care-line", state_key=state, **facts)


ROUTES = (
    Route(SetCare, set_care, "self.manage", ("/care", "问候", "平安问候", "care"), SetCare, pattern=_SAID),
    Route(CareAgree, agree, "self.manage"),
    Route(CareRefuse, refuse, "self.manage"),
    Route(CareAgreeUnclear, agree_unclear, "self.manage"),
    Route(CareList, show_list, ARRANGE, ("/carelist", "问候名单", "carelist")),
)
