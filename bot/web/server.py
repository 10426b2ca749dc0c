"""The site: health, metrics, joining pages, the public board, and the webhooks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import segno
from jinja2 import Environment, PackageLoader, select_autoescape
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select
from sqlmodel import Session, col
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.context import Community
from bot.web.board import public_board
from messages.catalogue import say
from models.clock import Clock
from models.db import Database
from models.inbox import Inbox
from models.joining import ALPHABET, CODE_LENGTH
from models.outbox import Message
from models.pausing import paused

PROXIED = {"forwarded", "x-forwarded-for", "x-real-ip", "via"}
"""Headers that tell of a proxy."""
STATIC = Path(__file__).parent / "static"
templates = Environment(loader=PackageLoader("bot", "web/templates"), autoescape=select_autoescape())
HEADERS = {  # nothing is loaded from elsewhere
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def page(name: str, **facts: Any) -> HTMLResponse:
    """A template of web/templates as a response that may load nothing from elsewhere."""
    return HTMLResponse(templates.get_template(name).render(**facts), headers=HEADERS)


class Site:
    """The pages everybody may see."""

    def __init__(self, db: Database, clock: Clock, community: Community, beat: Callable[[], float]) -> None:
        self._db, self._clock, self._community, self._beat = db, clock, community, beat

    def routes(self) -> list[BaseRoute]:
        """`/`, `/join/{code}`, `/health`, `/metrics`, `/static`."""
        return [
            Route("/", self.board),
            Route("/join/{code}", self.join),
            Route("/health", self.health),
            Route("/metrics", self.metrics),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]

    async def board(self, request: Request) -> Response:
        """The public board: this month's coverage and the standing, by grid; no person is named."""
        language = "en" if request.query_params.get("lang") == "en" else "zh-CN"
        facts = await self._db.read(public_board, self._clock.now(), self._community.zone, language)
        return page("board.html", say=lambda key, **more: say(key, language, more), language=language, **facts)

    async def join(self, request: Request) -> Response:
        """A joining code as a QR to scan and a link to tap; whether the code is good is the bot's to say."""
        code = request.path_params["code"].upper()
        if len(code) != CODE_LENGTH or not set(code) <= set(ALPHABET):
            return Response(say("error-code-unknown", "zh-CN"), status_code=404, media_type="text/plain")
        link = f"https://t.me/{self._community.bot_name}?start={code}" if self._community.bot_name else ""
        picture = segno.make(link or code, error="m").svg_data_uri(scale=6, border=2)
        return page("join.html", say=lambda key, **more: say(key, "zh-CN", more), code=code, link=link, picture=picture)

    async def health(self, request: Request) -> Response:
        """200 while the database answers and the clock has ticked within five minutes, else 503. A pause is well."""
        age = self._beat()
        stop = await self._db.read(paused)
        healthy = age < 300
        body = {"ok": healthy, "seconds_since_tick": round(age), "sending_paused": stop is not None}
        return JSONResponse(body, status_code=200 if healthy else 503)

    async def metrics(self, request: Request) -> Response:
        """Prometheus metrics: this process, messages by state, inbox rows by state, seconds since the last tick.

        They are for the machine itself: what comes through a proxy finds nothing here.
        """
        if PROXIED.intersection(request.headers.keys()):
            return Response(status_code=404)
        registry = CollectorRegistry()
        for name, about, states in await self._db.read(state_counts):
            gauge = Gauge(name, about, ["state"], registry=registry)
            for state, number in states.items():
                gauge.labels(state).set(number)
        Gauge("stairwell_tick_age_seconds", "Since the last tick without an error", registry=registry).set(self._beat())
        return Response(generate_latest() + generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def state_counts(session: Session) -> list[tuple[str, str, dict[str, int]]]:
    """[(metric, what it is, {state: rows})] of messages and inbox."""
    counted = (("stairwell_messages", "Messages by state", Message), ("stairwell_inbox", "Inbounds by state", Inbox))
    found = []
    for name, about, table in counted:
        states = session.execute(select(col(table.state), func.count()).group_by(col(table.state)))
        found.append((name, about, {str(state): int(number) for state, number in states}))
    return found


def build_site(routes: list[BaseRoute]) -> Starlette:
    """The web application with these routes."""
    return Starlette(routes=routes)
