"""The public pages of help: a page for each role, made from the table that help in chat is made from."""

import struct
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.help import PAGES, Chapter, Picture, chapters_for, entries_for, page_of, pictures_for
from bot.web.server import STATIC, language_of, public_page
from messages.catalogue import say
from models.posts import RESIDENT

ROLES: Mapping[str, str] = {role.replace("_", "-"): role for role in reversed(PAGES)}
"""The last part of a page's address, and the role it is for; residents first."""


class HelpPages:
    """`/help` and `/help/{role}`, in either language. What they say stands in no database."""

    def routes(self) -> list[BaseRoute]:
        """`/help` and a page for each role."""
        return [Route("/help", self.contents), Route("/help/{role}", self.show)]

    async def contents(self, request: Request) -> Response:
        """Who can read on where, and how to join."""
        return public_page(request, "help.html", roles=_roles(language_of(request)))

    async def show(self, request: Request) -> Response:
        """All that somebody with that role can say, chapter by chapter; no such role is not found."""
        role = ROLES.get(request.path_params["role"])
        if role is None:
            return Response("404", status_code=404, media_type="text/plain")
        language = language_of(request)
        chapters = [_chapter(role, one, language) for one in chapters_for({role, RESIDENT})]
        return public_page(
            request, "help_role.html", title=say("help-page-role", language, {"role": _called(role, language)}),
            lead=say(f"help-lead-{role.replace('_', '-')}", language), chapters=chapters,
            roles=[one for one in _roles(language) if one["key"] != role],
        )  # fmt: skip


def _roles(language: str) -> list[dict[str, str]]:
    """The pages there are: what a role is called, what it does, where its page is."""
    return [
        {"key": role, "name": _called(role, language), "path": page_of({role}, language),
         "lead": say(f"help-lead-{name}", language)}
        for name, role in ROLES.items()
    ]  # fmt: skip


def _called(role: str, language: str) -> str:
    return say(f"role-{role.replace('_', '-')}", language)


def _chapter(role: str, chapter: Chapter, language: str) -> dict[str, Any]:
    """A chapter as its page shows it."""
    return {
        "key": chapter.key, "name": chapter.name(language), "about": chapter.about(language),
        "entries": [(one.said[language], one.does(language)) for one in entries_for({role, RESIDENT}, chapter)],
        "pictures": [_picture(one, language) for one in pictures_for(role, chapter) if _file(one, language).is_file()],
    }  # fmt: skip


def _file(picture: Picture, language: str) -> Path:
    """Where it lies; one that is new is there once the pictures are made."""
    return STATIC / picture.path(language).removeprefix("/static/")


@cache
def _picture(picture: Picture, language: str) -> dict[str, str | int]:
    """Where it is, what is to be seen, and its size, so that a page does not jump when it arrives."""
    path = picture.path(language)
    head = _file(picture, language).read_bytes()[16:24]  # of a PNG: width and height
    width, height = struct.unpack(">II", head)
    return {"path": path, "caption": picture.caption(language), "width": width, "height": height}
