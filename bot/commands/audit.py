"""Who did what when, for coordinators: the newest acts by chat; the page has filters and all of them."""

from collections.abc import Mapping

from bot.commands.lines import capped, line, worded
from bot.context import Ctx, Reply
from bot.intents import Worded
from bot.routes import Route
from messages.catalogue import has, say
from models.audit_lists import Done, Sought, acts
from models.lookup import find_person
from models.permissions import paths_for

ACT = "audit.see"
NEWEST = 20
IDS = ("grid", "ids", "digest")
"""Facts that only the program can tell anything by."""
MOST_DIGITS = 10
"""An id longer than that is random, and no page or command takes it."""


class ShowAudit(Worded):
    """What was done last? A name asks for what that person did."""


def show(ctx: Ctx, intent: ShowAudit) -> Reply:
    """The newest acts within the asker's part, of anybody or of one person. Raises PersonNotFound, PersonUnclear."""
    paths, said = paths_for(ctx.actor, ACT), intent.text.strip()
    people = [find_person(ctx.session, said, paths).id] if said else None
    found = acts(ctx.session, paths, Sought(people=people), NEWEST)
    if not found:
        return Reply("audit-none")
    lines, short = [], ""
    for one in found:
        at = one.at.astimezone(ctx.zone)
        facts: Mapping[str, str] = {
            "day": at.date().isoformat(), "time": f"{at:%H:%M}", "what": what(one.act, ctx.actor.language),
            "subject": about(one.subject, ctx.actor.language) or "–", "name": one.actor or line(ctx, nobody_key(one)),
        }  # fmt: skip
        lines.append(line(ctx, "audit-line", **facts))
        short = short or worded(ctx.actor.language, "audit-line", **facts)
    return Reply("audit-list", {"lines": capped(ctx, lines), "newest": short})


def nobody_key(one: Done) -> str:
    """The key of the words for whoever did it, where no name stands."""
    return "page-audit-withheld" if one.withheld else "page-audit-program"


def key_of(act: str) -> str:
    """The key of the words for an act."""
    return f"act-{act.replace('.', '-')}"


def what(act: str, language: str) -> str:
    """An act in words; one that has none by its own name."""
    key = key_of(act)
    return say(key, language) if has(key, language) else act


def about(subject: str, language: str) -> str:
    """What an act was about in words: "工单 23" for "case:23"; of an id that nobody would type, only its kind."""
    kind, _, number = subject.partition(":")
    key = f"audit-of-{kind}"
    if not has(key, language):
        return subject
    named = say(key, language)
    return f"{named} {number}" if 0 < len(number) <= MOST_DIGITS else named


def fact(name: str, value: object, language: str) -> str:
    """A number or a word that an act noted, under its name; "" for what was none, not so, or no word for people."""
    if name in IDS or value in (None, "", [], False, 0):
        return ""
    key = f"audit-fact-{name}"
    named = say(key, language) if has(key, language) else name
    said = about(value, language) if isinstance(value, str) else value
    return named if value is True else f"{named} {said}"


ROUTES = (Route(ShowAudit, show, ACT, ("/audit", "操作记录", "audit"), ShowAudit),)
