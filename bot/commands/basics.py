"""Help, language, name, stop and resume, and dropping an open question."""

import re
from datetime import timedelta

from bot.commands.care_stop import stop_alone
from bot.commands.wish_claims import ThankWish, thank
from bot.context import Ask, Ctx, Reply
from bot.help import Chapter, book, chapters_for, entries_for, example, find, lines, page_of, short_chapter, shortly
from bot.intents import Cancel, Help, OpenChapter, Resume, SetLanguage, SetName, Stop, Thanks, WhoAmI
from bot.routes import Route
from bot.secrecy import NOT_QUOTED, quiet
from messages.catalogue import say
from models.audit import record
from models.consent_asking import CONSENT, CONSENT_STANDS
from models.errors import StairwellError
from models.import_files import WEB
from models.people import SMS, Person, open_gateway, resume_person, stop_person, works_somewhere
from models.posts import ROLES
from models.prompts import answered
from models.routing import withdraw_held
from models.shared_phones import back_again

_LANGUAGES = {
    "中文": "zh-CN", "汉语": "zh-CN", "zh": "zh-CN", "zh-cn": "zh-CN", "chinese": "zh-CN",
    "英文": "en", "英语": "en", "en": "en", "english": "en",
}  # fmt: skip
NAME_LENGTH = 20
_NUMBERED = re.compile(r"(?:help|帮助)([0-9]{1,2}|[一二三四五六七八九])", re.IGNORECASE)
"""A chapter's number with no space before it."""
QUOTED = 20
BUTTONS_STAND = timedelta(days=30)


class BadLanguage(StairwellError):
    """A language we do not speak."""

    key = "error-language"


class BadName(StairwellError):
    """A name that is empty or longer than NAME_LENGTH."""

    key = "error-name"


def show_help(ctx: Ctx, intent: Help) -> Reply:
    """The chapters of what this person can say, or the one they name; a guest hears how to join."""
    if ctx.actor.id is None:
        return Reply("guest-hello")
    if not intent.text:
        return _contents(ctx, "help")
    chapter = find(intent.text, ctx.actor.roles)
    if chapter is None:
        said = NOT_QUOTED if quiet([ctx]) else intent.text[:QUOTED]
        return _contents(ctx, "help-none", said=said)
    return _chapter(ctx, chapter)


def open_chapter(ctx: Ctx, intent: OpenChapter) -> Reply:
    """The chapter of a button, as a message of its own: the contents with their buttons stay."""
    chapter = book().chapters[intent.subject]
    return _chapter(ctx, chapter) if chapter in chapters_for(ctx.actor.roles) else _contents(ctx, "help")


def _contents(ctx: Ctx, key: str, **more: str) -> Reply:
    """The chapters, with a button for each where there are buttons, and where the same stands with pictures."""
    roles, language = ctx.actor.roles, ctx.actor.language
    told = lines(roles, language)
    if ctx.community.public_url:
        told.append(say("help-page", language, {"url": ctx.community.public_url + page_of(roles, language)}))
    # The places in the whole book: a button means the same chapter when its owner has other posts meanwhile.
    places = [book().chapters.index(chapter) for chapter in chapters_for(roles)]
    facts = {
        "lines": told, "short": shortly(roles, language), "tasks": places,
        "example": example(roles).name(language).casefold(), **more,
    }  # fmt: skip
    by_sms = ctx.inbound.channel == SMS
    ask = None if by_sms else Ask("chapters", ctx.person_id, {"tasks": places}, BUTTONS_STAND)
    return Reply(key, facts, ask=ask)


def _chapter(ctx: Ctx, chapter: Chapter) -> Reply:
    roles, language = ctx.actor.roles, ctx.actor.language
    told = [entry.line(language) for entry in entries_for(roles, chapter)]
    facts = {"name": chapter.name(language), "lines": told, "short": short_chapter(roles, chapter, language)}
    return Reply("help-chapter", facts, edit=False)


def _read_help(rest: str) -> Help:
    """What follows the word; the pattern brings the word with it."""
    numbered = _NUMBERED.fullmatch(rest)
    return Help(numbered[1] if numbered else rest)


def set_language(ctx: Ctx, intent: SetLanguage) -> Reply:
    """Speak that language with this person from now on."""
    language = _LANGUAGES.get(intent.language.casefold())
    if language is None:
        raise BadLanguage
    person = ctx.session.get_one(Person, ctx.person_id)
    person.language = language
    ctx.session.add(person)
    return Reply("language-set", language=language)


def set_name(ctx: Ctx, intent: SetName) -> Reply:
    """Take the name a volunteer gives. Heads are named by the roster and keep that name."""
    if any(post.role in ROLES[2:6] for post in ctx.actor.posts):
        return Reply("name-by-office")
    name = " ".join(intent.text.split())
    if not 0 < len(name) <= NAME_LENGTH:
        raise BadName(most=NAME_LENGTH)
    person = ctx.session.get_one(Person, ctx.person_id)
    person.name = name
    ctx.session.add(person)
    return Reply("name-set", {"name": name})


def who_am_i(ctx: Ctx, intent: WhoAmI) -> Reply:
    """What is known of the speaker: name, posts, language, consent."""
    posts = [f"{post.grid_name}" for post in ctx.actor.posts]
    return Reply(
        "who",
        {
            "name": ctx.actor.name,
            "posts": posts or ["–"],
            "roles_keys": [f"role-{role.replace('_', '-')}" for role in sorted(ctx.actor.roles)],
            "consent_key": "consent-given" if ctx.actor.consented else "consent-missing",
        },
    )


def stop(ctx: Ctx, intent: Stop) -> Reply:
    """Write to this person no more, by any channel; one last confirmation says how to come back.

    Who says their name from a phone that others share stops what comes to them, and nothing of the others'.
    """
    inbound = ctx.inbound
    if ctx.named and not inbound.silent:
        return stop_alone(ctx)
    if stop_person(ctx.session, ctx.actor.id, inbound.channel, inbound.sender, by_gateway=inbound.silent):
        record(ctx.session, ctx.now, ctx.actor.id, "stop", inbound.channel)
    return Reply("stopped")


def resume(ctx: Ctx, intent: Resume) -> Reply:
    """Write to this person again: here, and by what was stopped together with this; said on a page, everywhere.

    But a phone that its gateway stopped is brought back only from that phone, and so it says. Who has not agreed to be
    written to, or said no to that, is asked: until they have, nothing could be sent. Who holds no post either, as when
    they had moved away, is a guest, and nothing is brought back.
    """
    if ctx.actor.id is None:
        open_gateway(ctx.session, ctx.inbound.channel, ctx.inbound.sender)
        return Reply("guest-hello")
    if ctx.named and back_again(ctx.session, ctx.actor.id, ctx.now):
        record(ctx.session, ctx.now, ctx.actor.id, "resume", ctx.inbound.channel)
        return Reply("resumed-alone", {"name": ctx.actor.name})
    if not ctx.actor.consented and not ctx.actor.posts:
        return Reply("guest-hello", edit=False)
    on_page = ctx.inbound.channel == WEB
    if not on_page:
        withdraw_held(ctx.session, ctx.actor.id)
    if resume_person(ctx.session, ctx.actor.id, ctx.inbound.channel, ctx.inbound.sender):
        record(ctx.session, ctx.now, ctx.actor.id, "resume", ctx.inbound.channel)
    if on_page and not works_somewhere(ctx.session, ctx.actor.id):
        return Reply("resume-in-chat", edit=False)
    if not ctx.actor.consented:
        facts = {"name": ctx.actor.name, "grid": ctx.actor.posts[0].grid_name}
        return Reply("consent-invitation", facts, Ask(CONSENT, ctx.actor.id, stands=CONSENT_STANDS), edit=False)
    return Reply("resumed")


def cancel(ctx: Ctx, intent: Cancel) -> Reply:
    """Drop the open question; nothing it was about happens."""
    if ctx.prompt is None:
        return Reply("nothing-to-cancel")
    answered(ctx.session, ctx.prompt.id, ctx.now)
    return Reply("cancelled")


def thanks(ctx: Ctx, intent: Thanks) -> Reply:
    """A kind word back; words of thanks right after a wish came true go to whoever fulfilled it."""
    if ctx.prompt is not None and ctx.prompt.question == "wish_thanks" and " " in ctx.inbound.text.strip():
        return thank(ctx, ThankWish(ctx.prompt.subject_id, ctx.inbound.text))
    return Reply("you-are-welcome")


ROUTES = (
    Route(Help, show_help, "talk", ("/help", "帮助", "help", "?", "菜单", "menu"), _read_help, pattern=_NUMBERED),
    Route(OpenChapter, open_chapter, "self.manage"),
    Route(SetLanguage, set_language, "self.manage", ("/language", "语言", "language", "lang"), SetLanguage),
    Route(SetName, set_name, "self.manage", ("/name", "我叫", "name"), SetName),
    Route(WhoAmI, who_am_i, "self.manage", ("/me", "我是谁", "我的资料", "whoami", "who am i", "me")),
    Route(Stop, stop, "talk", ("/stop", "退订", "停", "取消订阅", "stop", "unsubscribe", "td", "t"), whole=True),
    Route(Resume, resume, "talk", ("/resume", "恢复", "重新订阅", "resume", "start", "unstop"), whole=True),
    Route(Cancel, cancel, "self.manage", ("/cancel",)),
    Route(Thanks, thanks, "talk", ("谢谢", "多谢", "感谢", "thanks", "thank you")),
)  # fmt: skip
