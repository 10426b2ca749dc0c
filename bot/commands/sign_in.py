"""Pages by chat: a one-time link to sign in, and signing out everywhere."""

from dataclasses import dataclass
from typing import Any

from bot.context import Ctx, Reply
from bot.intents import Intent, Worded
from bot.routes import Route
from models import web_sessions
from models.audit import record
from models.import_files import WEB

ACT = "page.open"
OUT_WORDS = ("退出", "退出登录", "注销", "out", "sign out", "off")


class OpenPages(Worded):
    """Let me into the pages; or, with a word of OUT_WORDS, sign me out everywhere."""


@dataclass(frozen=True)
class LeavePages(Intent):
    """Sign me out everywhere."""


def open_pages(ctx: Ctx, intent: OpenPages) -> Reply:
    """A link that signs in once, for LINK_STANDS; by SMS, which carries no links, it says where to ask for one.

    On a page there is none: a session would last for ever, and whoever sits down at somebody's screen could stay them.
    """
    if intent.text.strip().casefold() in OUT_WORDS:
        return leave_pages(ctx, LeavePages())
    if ctx.inbound.channel == WEB:
        return Reply("sign-in-in-chat", edit=False)
    token = web_sessions.give_link(ctx.session, ctx.person_id, ctx.now)
    facts: dict[str, Any] = {
        "link": f"{ctx.community.site.rstrip('/')}/in/{token}",
        "minutes": int(web_sessions.LINK_STANDS.total_seconds() / 60),
    }
    return Reply("sign-in-link" if ctx.community.public_url else "sign-in-link-here", facts, edit=False)


def leave_pages(ctx: Ctx, intent: LeavePages) -> Reply:
    """Every browser the speaker is signed in on is signed out."""
    ended = web_sessions.end_all(ctx.session, ctx.person_id, ctx.now)
    if not ended:
        return Reply("sign-in-ended-none", edit=False)
    record(ctx.session, ctx.now, ctx.actor.id, "web.sign-out", "all")
    return Reply("sign-in-ended", {"count": ended}, edit=False)


WORDS = ("/page", "/web", "网页", "页面", "登录", "page", "pages", "web", "sign in")
ROUTES = (
    Route(OpenPages, open_pages, ACT, WORDS, OpenPages),
    Route(LeavePages, leave_pages, ACT, ("/signout", "退出登录", "退出网页", "sign out"), whole=True),
)
