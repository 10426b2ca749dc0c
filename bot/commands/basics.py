"""Help, language, name, stop and resume, and dropping an open question."""

from bot.context import Ctx, Reply
from bot.intents import Cancel, Help, Resume, SetLanguage, SetName, Stop, Thanks, WhoAmI
from bot.routes import Route
from models.audit import record
from models.errors import StairwellError
from models.people import Person, open_gateway, resume_person, stop_person
from models.permissions import Scope, scope_of
from models.posts import ROLES
from models.prompts import answered
from models.routing import withdraw_held

_LANGUAGES = {
    "中文": "zh-CN", "汉语": "zh-CN", "zh": "zh-CN", "zh-cn": "zh-CN", "chinese": "zh-CN",
    "英文": "en", "英语": "en", "en": "en", "english": "en",
}  # fmt: skip
NAME_LENGTH = 20
HELP = {
    "task.report": ("help-tasks", "help-checkin", "help-undo"),
    "points.see": ("help-points", "help-rank", "help-awards"),
    "self.manage": ("help-me", "help-language", "help-digest", "help-stop"),
    "task.follow": ("help-missing", "help-remind", "help-report", "help-account"),
    "task.excuse": ("help-excuse",),
    "message.post": ("help-announce",),
    "delivery.see": ("help-delivery", "help-uncertain"),
    "post.appoint": ("help-appoint",),
    "points.correct": ("help-reverse",),
    "award.object": ("help-award-rules", "help-object"),
    "award.post": ("help-award-post", "help-award-change"),
    "invite.make": ("help-invite",),
    "roster.import": ("help-import",),
    "calendar.enter": ("help-holidays",),
    "sending.guard": ("help-pause", "help-budget", "help-rules"),
    "group.manage": ("help-group",),
    "nomination.make": ("help-nominate",),
    "honours.see": ("help-honours", "help-birthday"),
    "nomination.review": ("help-nominations",),
    "birthday.enter": ("help-birthday-enter",),
    "honour.give": ("help-honour",),
    "review.score": ("help-review",),
    "review.follow": ("help-review-progress",),
    "review.answer": ("help-my-reviews",),
    "event.join": ("help-events", "help-here", "help-contest"),
    "event.organise": ("help-event-new", "help-event-roll", "help-event-end", "help-contest-lead"),
    "event.follow": ("help-training",),
    "wish.make": ("help-wishes",),
    "wish.enter": ("help-wish-for",),
    "wish.read": ("help-wish-read",),
    "duty.see": ("help-duties",),
    "duty.edit": ("help-duty",),
    "text.edit": ("help-texts",),
    "away.set": ("help-away",),
    "vacancy.see": ("help-vacancies",),
    "handover.see": ("help-handover",),
    "contacts.see": ("help-contacts",),
    "help.tell": ("help-helped",),
    "code.change": ("help-code-change",),
    "register.edit": ("help-registers",),
    "trend.see": ("help-trend",),
    "certificate.own": ("help-certificate",),
    "paper.make": ("help-papers",),
    "appraisal.vote": ("help-appraisal",),
    "appraisal.paper": ("help-appraisal-paper",),
    "appraisal.set": ("help-appraisal-set",),
    "case.report": ("help-problem",),
    "case.see": ("help-cases",),
    "case.work": ("help-case-work",),
    "procedure.apply": ("help-procedures",),
    "procedure.work": ("help-applications",),
    "talk": ("help-care",),
    "resident.enter": ("help-resident-enter",),
    "care.arrange": ("help-care-arrange",),
}


class BadLanguage(StairwellError):
    """A language we do not speak."""

    key = "error-language"


class BadName(StairwellError):
    """A name that is empty or longer than NAME_LENGTH."""

    key = "error-name"


def show_help(ctx: Ctx, intent: Help) -> Reply:
    """What this person can say; a guest hears how to join."""
    if ctx.actor.id is None:
        return Reply("guest-hello")
    keys = [key for act, lines in HELP.items() if scope_of(ctx.actor, act) is not Scope.NONE for key in lines]
    return Reply("help", {"lines_keys": keys})


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
    """Write to this person no more, by any channel; one last confirmation says how to come back."""
    inbound = ctx.inbound
    if stop_person(ctx.session, ctx.actor.id, inbound.channel, inbound.sender, by_gateway=inbound.silent):
        record(ctx.session, ctx.now, ctx.actor.id, "stop", inbound.channel)
    return Reply("stopped")


def resume(ctx: Ctx, intent: Resume) -> Reply:
    """Write to this person again: here, and by what was stopped together with this."""
    if ctx.actor.id is None:
        open_gateway(ctx.session, ctx.inbound.channel, ctx.inbound.sender)
        return Reply("guest-hello")
    withdraw_held(ctx.session, ctx.actor.id)
    if resume_person(ctx.session, ctx.actor.id, ctx.inbound.channel, ctx.inbound.sender):
        record(ctx.session, ctx.now, ctx.actor.id, "resume", ctx.inbound.channel)
    return Reply("resumed")


def cancel(ctx: Ctx, intent: Cancel) -> Reply:
    """Drop the open question; nothing it was about happens."""
    if ctx.prompt is None:
        return Reply("nothing-to-cancel")
    answered(ctx.session, ctx.prompt.id, ctx.now)
    return Reply("cancelled")


def thanks(ctx: Ctx, intent: Thanks) -> Reply:
    """A kind word back."""
    return Reply("you-are-welcome")


ROUTES = (
    Route(Help, show_help, "talk", ("/help", "帮助", "help", "?", "菜单", "menu")),
    Route(SetLanguage, set_language, "self.manage", ("/language", "语言", "language", "lang"), SetLanguage),
    Route(SetName, set_name, "self.manage", ("/name", "我叫", "name"), SetName),
    Route(WhoAmI, who_am_i, "self.manage", ("/me", "我是谁", "我的资料", "whoami", "who am i", "me")),
    Route(Stop, stop, "talk", ("/stop", "退订", "停", "取消订阅", "stop", "unsubscribe", "td", "t"), whole=True),
    Route(Resume, resume, "talk", ("/resume", "恢复", "重新订阅", "resume", "start", "unstop"), whole=True),
    Route(Cancel, cancel, "self.manage", ("/cancel",)),
    Route(Thanks, thanks, "talk", ("谢谢", "多谢", "感谢", "thanks", "thank you")),
)  # fmt: skip
