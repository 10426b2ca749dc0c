"""Who did what when, for coordinators: the newest acts by chat; the page has filters and all of them."""

from collections.abc import Mapping

from bot.commands.lines import capped, line, worded
from bot.context import Ctx, Reply
from bot.intents import Worded
from bot.routes import Route
from messages.audit_words import about, nobody_key, what
from models.audit_lists import Sought, acts
from models.lookup import find_person
from models.permissions import paths_for

ACT = "audit.see"
NEWEST = 20


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


ROUTES = (Route(ShowAudit, show, ACT, ("/audit", "操作记录", "audit"), ShowAudit),)
