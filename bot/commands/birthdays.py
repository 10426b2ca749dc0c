"""Birthdays: told by the person, or by a helper and then agreed to; whether the unit head may know."""

from datetime import date, timedelta

from bot.commands.lines import worded
from bot.context import Ask, Ctx, Reply
from bot.intents import About, Worded
from bot.routes import Route
from models import birthdays
from models.audit import record
from models.birthdays import AGREED, ASKED, LEAP, LUNAR, REFUSED, Birthday, Day, parse, read_birthday
from models.db import write_queued
from models.following import close_prompts
from models.lookup import find_person
from models.nominations import can_hear
from models.outbox import post
from models.people import LANGUAGES, Person
from models.permissions import paths_for
from models.prompts import ask

ENTER = "birthday.enter"
STANDS = timedelta(days=14)
DELETE_WORDS = ("删除", "删掉", "不要", "取消", "delete", "remove", "off")
HEAD, OWN = "birthday_head", "birthday"


class MyBirthday(Worded):
    """My birthday is …; or delete it; or what do you know of it?"""


class EnterBirthday(Worded):
    """Somebody's birthday is …"""


class AgreeBirthday(About):
    """Yes, a greeting is welcome."""


class RefuseBirthday(About):
    """No, thank you."""


class HeadMayKnow(About):
    """My unit head may know the day before."""


class HeadMayNot(About):
    """They need not know."""


def my_birthday(ctx: Ctx, intent: MyBirthday) -> Reply:
    """Write down the speaker's own birthday, show it, or delete it. Raises BadBirthday."""
    text = intent.text.strip()
    if text.casefold() in DELETE_WORDS:
        return _delete(ctx)
    known = ctx.session.get(Birthday, ctx.person_id, populate_existing=True)
    if not text:
        if known is None or known.state == REFUSED:
            return Reply("birthday-none")
        return Reply("birthday-shown", {"birthday": spoken(parse(known.day), ctx.actor.language)})
    day = read_birthday(text)
    birthdays.enter(ctx.session, ctx.person_id, day, by_id=ctx.person_id, today=_today(ctx), now=ctx.now)
    close_prompts(ctx.session, OWN, ctx.person_id, ctx.now)
    record(ctx.session, ctx.now, ctx.actor.id, "birthday", f"person:{ctx.person_id}")
    return _kept(ctx, day)


def _kept(ctx: Ctx, day: Day) -> Reply:
    """It is written down; whoever has a unit head is asked whether that neighbour may know."""
    facts = {"birthday": spoken(day, ctx.actor.language)}
    if birthdays.unit_of(ctx.session, ctx.person_id) is None:
        return Reply("birthday-kept", facts)
    return Reply("birthday-kept-head", facts, Ask(HEAD, ctx.person_id, stands=STANDS))


def _delete(ctx: Ctx) -> Reply:
    for question in (OWN, HEAD):
        close_prompts(ctx.session, question, ctx.person_id, ctx.now)
    if birthdays.forget(ctx.session, ctx.person_id):
        record(ctx.session, ctx.now, ctx.actor.id, "birthday-delete", f"person:{ctx.person_id}")
    return Reply("birthday-deleted")


def enter(ctx: Ctx, intent: EnterBirthday) -> Reply:
    """Write down somebody's birthday and ask them; nothing is said to anyone before they agree.

    Raises BadBirthday, RefusedBefore, and what finding a person raises.
    """
    said, _, rest = intent.text.strip().partition(" ")
    if not said or not rest.strip():
        return Reply("usage-birthday-enter")
    day = read_birthday(rest)
    found = find_person(ctx.session, said, paths_for(ctx.actor, ENTER))
    if found.id == ctx.actor.id:
        return my_birthday(ctx, MyBirthday(rest))
    if not can_hear(ctx.session, found.id):
        return Reply("birthday-unreachable", {"name": found.name})
    known = ctx.session.get(Birthday, found.id, populate_existing=True)
    if known is not None and known.state == AGREED:
        return Reply("birthday-known", {"name": found.name})
    if known is not None and known.state == ASKED and ctx.now - known.at < STANDS:
        return Reply("birthday-waiting", {"name": found.name})
    birthdays.enter(ctx.session, found.id, day, by_id=ctx.person_id, today=_today(ctx), now=ctx.now, state=ASKED)
    record(ctx.session, ctx.now, ctx.actor.id, "birthday-enter", f"person:{found.id}")
    _ask(ctx, found.id, day)
    return Reply("birthday-asked", {"name": found.name})


def _ask(ctx: Ctx, person_id: int, day: Day) -> None:
    prompt_id = ask(ctx.session, person_id, OWN, person_id, ctx.now, ctx.now + STANDS)
    write_queued(ctx.session)  # the message names the question
    language = ctx.session.get_one(Person, person_id).language
    post(
        ctx.session, person_id, "birthday-ask", {"by": ctx.actor.name, "birthday": spoken(day, language)}, now=ctx.now,
        purpose="birthday-ask", subject=f"prompt:{prompt_id}:{_today(ctx).isoformat()}", prompt_id=prompt_id,
        expires_at=ctx.now + STANDS, language=language,
    )  # fmt: skip


def agree(ctx: Ctx, intent: AgreeBirthday) -> Reply:
    """Yes to what a helper has written down."""
    return _answer(ctx, agreed=True)


def refuse(ctx: Ctx, intent: RefuseBirthday) -> Reply:
    """No: the day is forgotten, and nobody asks again."""
    return _answer(ctx, agreed=False)


def _answer(ctx: Ctx, *, agreed: bool) -> Reply:
    close_prompts(ctx.session, OWN, ctx.person_id, ctx.now)
    if not birthdays.answer(ctx.session, ctx.person_id, agreed=agreed):
        return Reply("birthday-over")
    record(ctx.session, ctx.now, ctx.actor.id, "birthday-agree" if agreed else "birthday-refuse",
           f"person:{ctx.person_id}")  # fmt: skip
    if not agreed:
        return Reply("birthday-refused")
    known = ctx.session.get_one(Birthday, ctx.person_id, populate_existing=True)
    return _kept(ctx, parse(known.day))


def head_may(ctx: Ctx, intent: HeadMayKnow) -> Reply:
    """The unit head hears of it the day before."""
    return _head(ctx, agreed=True)


def head_may_not(ctx: Ctx, intent: HeadMayNot) -> Reply:
    """The unit head hears nothing."""
    return _head(ctx, agreed=False)


def _head(ctx: Ctx, *, agreed: bool) -> Reply:
    close_prompts(ctx.session, HEAD, ctx.person_id, ctx.now)
    if not birthdays.let_head_know(ctx.session, ctx.person_id, agreed=agreed):
        return Reply("birthday-over")
    return Reply("birthday-head-yes" if agreed else "birthday-head-no")


def spoken(day: Day, language: str) -> str:
    """A birthday as people say it, without a year: "3月5日", "农历八月十五", "lunar 8-15"."""
    if day.calendar in (LUNAR, LEAP):
        key = "birthday-lunar-leap" if day.calendar == LEAP else "birthday-lunar"
        written = f"{day.month}-{day.day}" if language != LANGUAGES[0] else _written(day)
        return worded(language, key, written=written)
    return worded(language, "birthday-solar", day=date(2000, day.month, day.day).isoformat())


def _written(day: Day) -> str:
    """ "八月十五": month and day in Chinese numerals; the leap mark is the sentence's."""
    tens, ones = divmod(day.day, 10)
    word = "初十廿"[tens] + _ONES[ones - 1] if ones else ("初十", "二十", "三十")[tens - 1]
    return f"{_MONTHS[day.month - 1]}月{word}"


_ONES, _MONTHS = "一二三四五六七八九", "正二三四五六七八九十冬腊"


def _today(ctx: Ctx) -> date:
    return ctx.now.astimezone(ctx.zone).date()


ROUTES = (
    Route(MyBirthday, my_birthday, "self.manage", ("/birthday", "生日", "birthday"), MyBirthday),
    Route(AgreeBirthday, agree, "self.manage"),
    Route(RefuseBirthday, refuse, "self.manage"),
    Route(HeadMayKnow, head_may, "self.manage"),
    Route(HeadMayNot, head_may_not, "self.manage"),
    Route(EnterBirthday, enter, ENTER, ("/enterbirthday", "登记生日", "enterbirthday"), EnterBirthday),
)
