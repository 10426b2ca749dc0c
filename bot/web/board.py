"""The public board, for a phone and for the screen in a hallway, and the honours wall."""

from datetime import timedelta
from typing import Any

import segno
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.context import Community
from bot.web.board_facts import RANKED, community_name, honours_shown, public_board, screen_board
from bot.web.held import Held
from bot.web.screen import SECONDS, slides
from bot.web.server import language_of, link, not_found, public_page
from messages.catalogue import say
from messages.paper.boards import doors
from models.board_codes import stairwell_of
from models.clock import Clock
from models.db import Database
from models.grid import GRID
from models.honours import years
from models.joining import CODE_LENGTH


class BoardPages:
    """What everybody may look at, at any time; `hold` is how old it may be."""

    def __init__(self, db: Database, clock: Clock, community: Community, hold: timedelta = timedelta(0)) -> None:
        self._db, self._clock, self._community = db, clock, community
        self._held = Held(clock, hold)

    def routes(self) -> list[BaseRoute]:
        """`/board` and, where nothing else is there, `/`; `/screen` for a hallway; `/honours` and `/honours/{year}`."""
        return [
            Route("/board", self.board),
            Route("/screen", self.screen),
            Route("/honours", self.honours),
            Route("/honours/{year:year}", self.honours),
            Route("/", self.board),
        ]

    async def board(self, request: Request) -> Response:
        """The board; `?level=5` ranks units, 4 buildings, 2 service stations, anything else grids. `?screen=1` is a
        hallway's."""
        if request.query_params.get("screen"):
            return await self.screen(request)
        facts = await self._facts(language_of(request), _level(request))
        level = facts["level"]
        kept = {"level": level} if level != GRID else {}
        return public_page(request, "board.html", kept=kept, **facts)

    async def screen(self, request: Request) -> Response:
        """The slide `?n=` of the board, which goes on to the next by itself; past the last it begins anew.

        With `?board=`, the code of a stairwell's notice board, it is that stairwell's: who scans it joins or wishes
        there. Whoever has the address has the code already, so it tells nobody one; a code that is none is left out.
        """
        language, code = language_of(request), request.query_params.get("board", "")[:CODE_LENGTH]
        place = await self._db.read(_called, code) if code else ""
        zone, now = self._community.zone, self._clock.now()
        facts: dict[str, Any] = await self._held.get(
            ("screen", language), lambda: self._db.read(screen_board, now, zone, language)
        )
        shown = slides(facts, language)
        at = _number(request) % len(shown)
        return public_page(
            request, "screen.html", slide=shown[at], number=at + 1, count=len(shown), seconds=SECONDS,
            following=link("/screen", language, n=at + 1, board=code if place else ""), today=facts["today"],
            community=f"{place} · {facts['community']}" if place else facts["community"],
            squares=self._squares(code if place else "", language),
        )  # fmt: skip

    def _squares(self, code: str, language: str) -> list[tuple[str, str]]:
        """(a QR, what it is for): to join and to wish at the stairwell with that code.

        Without one, a QR that opens the bot, or the board on a phone; none where neither has an address.
        """
        about = self._community
        found = doors(code, {"bot": about.bot_name, "number": about.sms_number}, language) if code else []
        opens = [(one["link"], one["title"]) for one in found]
        if not opens and (front := f"https://t.me/{about.bot_name}" if about.bot_name else about.public_url):
            opens = [(front, say("page-join-qr", language))]
        return [(segno.make(text, error="m").svg_data_uri(scale=8, border=2), title) for text, title in opens]

    async def honours(self, request: Request) -> Response:
        """A year of the honours wall whole, the newest where none is named; a year without honours is not found."""
        language, year = language_of(request), request.path_params.get("year", 0)
        if year and year not in await self._held.get("years", lambda: self._db.read(years)):
            return not_found(request)
        facts = await self._held.get(("honours", language, year), lambda: self._db.read(honours_page, language, year))
        return public_page(request, "honours.html", **facts)

    async def _facts(self, language: str, level: int) -> dict[str, Any]:
        zone, now = self._community.zone, self._clock.now()
        facts: dict[str, Any] = await self._held.get(
            ("board", language, level), lambda: self._db.read(public_board, now, zone, language, level)
        )
        return facts


def honours_page(session: Session, language: str, year: int) -> dict[str, Any]:
    """The facts of the honours page: the wall of a year, 0 the newest, and the years there are."""
    given = years(session)
    return {
        "community": community_name(session), "years": given,
        **honours_shown(session, language, year or (given[0] if given else None)),
    }  # fmt: skip


def _called(session: Session, code: str) -> str:
    """The name of the stairwell whose notice board has that code, "" for none."""
    grid = stairwell_of(session, code)
    return grid.name if grid else ""


def _number(request: Request) -> int:
    asked = request.query_params.get("n", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else 0


def _level(request: Request) -> int:
    asked = request.query_params.get("level", "")
    return next((level for level in RANKED if asked == str(level)), GRID)
