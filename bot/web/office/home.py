"""The office's first page: who one is here, and what waits."""

from collections.abc import Mapping
from typing import Any

from bot.commands.roles import role_key
from bot.web.office.pages import Page, View
from models.permissions import Scope, scope_of

OPEN = "page.open"


def page(pages: tuple[Page, ...]) -> Page:
    """The start page over these pages."""

    def home(view: View) -> Mapping[str, Any]:
        queues = [
            {"path": one.path, "title": view.say(one.title), "count": one.waiting(view)}
            for one in pages
            if one.waiting is not None and scope_of(view.actor, one.act) is not Scope.NONE
        ]
        return {
            "posts": [f"{post.grid_name} · {view.say(role_key(post.role))}" for post in view.actor.posts],
            "queues": [queue for queue in queues if queue["count"]],
            "quiet": bool(queues) and not any(queue["count"] for queue in queues),
        }

    return Page("/office", OPEN, "page-office-home", "home.html", home, menu="now")
