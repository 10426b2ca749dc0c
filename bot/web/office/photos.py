"""Photos on the office's pages: a small picture in a list, the whole one behind it, for whom the page itself opens."""

import textwrap
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime

from markupsafe import escape
from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.photo_bytes import SIDE, SMALL_SIDE, Pictures
from bot.web.office.door import HEADERS
from bot.web.office.pages import Signed, View
from messages.catalogue import say
from messages.forms import Source
from models import photos
from models.audit import record
from models.clock import Clock
from models.db import Database
from models.photos import Taken

KEPT_SECONDS = 300
"""How long a browser may keep a photo it was shown, for whoever is signed in on it."""
SHOWN = HEADERS | {
    "Cache-Control": f"private, max-age={KEPT_SECONDS}", "Vary": "Cookie", "Content-Disposition": "inline",
    "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip
GONE = SHOWN | {"Cache-Control": "no-store"}
LINE = 13
"""Letters that stand in a line of the picture that says that there is none."""


class PhotoPages:
    """`/office/photo/…`. `signed` tells who asks, `sources` are the channels that have the photos."""

    def __init__(
        self, db: Database, clock: Clock, signed: Callable[[Request], Awaitable[Signed | None]],
        sources: Mapping[str, Source],
    ) -> None:  # fmt: skip
        self._db, self._clock, self._signed, self._pictures = db, clock, signed, Pictures(sources)

    def routes(self) -> list[BaseRoute]:
        """The one address of photos: their kind, what they belong to, which one of that; `?size=small` for a list."""
        return [Route("/office/photo/{kind}/{about}/{place}", self.show)]

    async def show(self, request: Request) -> Response:
        """A photo; where its channel does not give it, a picture that says so. What one may not see is not there."""
        signed = await self._signed(request)
        if signed is None:
            return RedirectResponse("/in", status_code=303, headers=HEADERS)
        asked = request.path_params
        about, place = _number(asked["about"]), _number(asked["place"])
        found = await self._db.read(photos.find, signed.actor, asked["kind"], about, place)
        if found is None:
            raise HTTPException(404)
        if found.noted:
            await self._db.run(_note, found.noted, signed.actor.id, self._clock.now())
        side = SMALL_SIDE if request.query_params.get("size") == "small" else SIDE
        data = await self._pictures.get(found.channel, found.file_id, side)
        if data is None:
            gone = no_picture(say("page-photo-gone", signed.actor.language))
            return Response(gone, status_code=404, media_type="image/svg+xml", headers=GONE)
        return Response(data, media_type="image/jpeg", headers=SHOWN)


def pictures(view: View, kind: str, taken: Iterable[Taken], key: str, **facts: str | int) -> list[dict[str, str]]:
    """Photos for `parts.pictures`: where each is, and what stands for it where pictures are not seen (`key` says it,
    with the name, the day and these facts)."""
    return [
        {"href": f"/office/photo/{kind}/{one.about}/{one.place}",
         "alt": view.say(key, name=one.name, day=one.at.astimezone(view.zone).date().isoformat(), **facts)}
        for one in taken
    ]  # fmt: skip


def in_order(about: int, count: int, name: str, at: datetime) -> list[Taken]:
    """So many photos that are told apart by their place alone."""
    return [Taken(about, place, name, at) for place in range(1, count + 1)]


def no_picture(words: str) -> str:
    """An SVG that says these words where a photo would be."""
    lines = textwrap.wrap(words, LINE)
    top = 108 - 16 * (len(lines) - 1)
    told = "".join(
        f'<text x="96" y="{top + 32 * place}" text-anchor="middle" font-family="sans-serif" font-size="24" '
        f'fill="#44403c">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 192 192" width="192" height="192">'
        f'<rect width="192" height="192" fill="#e7e5e4"/>{told}</svg>'
    )


def _note(session: Session, case: int, actor_id: int | None, now: datetime) -> None:
    record(session, now, actor_id, "case.view", f"case:{case}")


def _number(said: str) -> int:
    """The number in an address; 0 for what is none."""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 19 else 0
