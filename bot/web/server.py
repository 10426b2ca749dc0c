"""The site: health, metrics, joining pages, and what every public page has."""

import math
import re
from collections.abc import Awaitable, Callable, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import segno
from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup, escape
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.context import Community
from bot.web.faults import AGAIN_SECONDS, noted
from bot.web.held import Busy
from messages.catalogue import say
from models.clock import Clock
from models.db import Database
from models.heartbeats import SCHEDULER, WORKER
from models.inbox import Inbox
from models.joining import ALPHABET, CODE_LENGTH
from models.outbox import Message
from models.pausing import paused
from models.people import LANGUAGES

Pulse = Callable[[], Awaitable[Mapping[str, float | None]]]
"""Tells {role: seconds since its work was last done}, None where it has not been for long."""
LATELY_SECONDS = 300
DONE = {SCHEDULER: "tick", WORKER: "inbox"}
"""The role, and what its work is called in `/health` and `/metrics`."""
ABOUT = {SCHEDULER: "Since the last tick without an error", WORKER: "Since a worker last looked at the inbox"}
PROXIED = {"forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"}
"""Headers that tell of a proxy."""
COME_AGAIN_SECONDS = 30
"""After so long whoever found the pages busy may look again."""
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


def language_of(request: Request) -> str:
    """The language a visitor asked for: English with `?lang=en`, else Chinese."""
    return "en" if request.query_params.get("lang") == "en" else "zh-CN"


def link(path: str, language: str, /, **query: str | int) -> str:
    """A path of this site that keeps the visitor's language."""
    asked = {key: value for key, value in query.items() if value != ""} | ({"lang": "en"} if language == "en" else {})
    return f"{path}?{urlencode(asked)}" if asked else path


_COUNTED = re.compile(r"(?:\d[\d.,]*(?: ?%|[年月日天个名位人次号场件]))+")


def unbroken(text: str) -> Markup:
    """A sentence in which no line ends between a number and what it counts: "12月29日", "462个"."""
    pieces, at = [], 0
    for found in _COUNTED.finditer(text):
        pieces += [escape(text[at : found.start()]), Markup('<span class="unbroken">{}</span>').format(found[0])]
        at = found.end()
    return Markup("").join([*pieces, escape(text[at:])])


_DATED = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?")


def dated(cell: object) -> bool:
    """Whether a table's cell is nothing but a day, or a day and a time, which no line may end within."""
    return isinstance(cell, str) and _DATED.fullmatch(cell) is not None


templates.globals["link"] = link
templates.tests["dated"] = dated
templates.filters["unbroken"] = unbroken


def public_page(request: Request, name: str, **facts: Any) -> HTMLResponse:
    """A template that extends base.html, in the visitor's language; it is given `language`, `say`,
    `here` (the path) and `kept` (what of the query stays in another language)."""
    language = language_of(request)

    def told(key: str, **more: Any) -> str:
        return say(key, language, more)

    return page(name, **({"language": language, "say": told, "here": request.url.path, "kept": {}} | facts))


def not_found(request: Request) -> HTMLResponse:
    """What whoever follows an old or mistyped address is told: 404, and where the board is."""
    shown = public_page(request, "not_found.html", here="/board")
    shown.status_code = 404
    return shown


async def broken(request: Request, error: Exception, again: Mapping[str, str] | None = None) -> Response:
    """The page for any error that nothing nearer to it has told of, in both languages, the visitor's first.

    `again` are the fields of what was pressed at `/office/do`, to be sent once more as they are: by its number the same
    thing is never done twice.
    """
    key, status = noted(error)
    other = next(one for one in LANGUAGES if one != language_of(request))
    shown = public_page(
        request, "broken.html", here="/board", key=key, other=other, told=say(f"page-{key}", other), again=again or {},
        seconds=AGAIN_SECONDS, looked=request.method in ("GET", "HEAD"), query=request.url.query,
    )  # fmt: skip
    shown.status_code = status
    shown.headers.update({"Cache-Control": "no-store", "Retry-After": str(AGAIN_SECONDS)})
    return shown


class Site:
    """The pages everybody may see."""

    def __init__(self, db: Database, clock: Clock, community: Community, pulse: Pulse) -> None:
        self._db, self._clock, self._community, self._pulse = db, clock, community, pulse

    def routes(self) -> list[BaseRoute]:
        """`/join/{code}`, `/health`, `/metrics`, `/static`."""
        return [
            Route("/join/{code}", self.join),
            Route("/health", self.health),
            Route("/metrics", self.metrics),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]

    async def join(self, request: Request) -> Response:
        """A joining code as a QR to scan and a link to tap; whether the code is good is the bot's to say."""
        code = request.path_params["code"].upper()
        if len(code) != CODE_LENGTH or not set(code) <= set(ALPHABET):
            return Response(say("error-code-unknown", language_of(request)), status_code=404, media_type="text/plain")
        opens = f"https://t.me/{self._community.bot_name}?start={code}" if self._community.bot_name else ""
        picture = segno.make(opens or code, error="m").svg_data_uri(scale=6, border=2)
        return public_page(request, "join.html", code=code, opens=opens, picture=picture)

    async def health(self, request: Request) -> Response:
        """200 while the database answers and every role's work was done within LATELY_SECONDS, else 503.

        "missing" lists what was not: "database", "scheduler" (nobody ticks), "worker" (nobody looks at the inbox).
        A pause of the sending is no fault.
        """
        try:
            stop = await self._db.read(paused)
            ages = await self._pulse()
        except OperationalError:
            return JSONResponse({"ok": False, "missing": ["database"]}, status_code=503)
        missing = [role for role, age in ages.items() if age is None or age >= LATELY_SECONDS]
        seconds = {f"seconds_since_{DONE[role]}": None if age is None else round(age) for role, age in ages.items()}
        body = {"ok": not missing, **seconds, "missing": missing, "sending_paused": stop is not None}
        return JSONResponse(body, status_code=503 if missing else 200)

    async def metrics(self, request: Request) -> Response:
        """Prometheus metrics: this process, messages by state, inbox rows by state, seconds since the last tick
        and, where workers are processes of their own, since one last looked at the inbox.

        They are for the machine itself: anybody else finds nothing here.
        """
        if not _from_itself(request):
            return Response(status_code=404)
        registry = CollectorRegistry()
        for name, about, states in await self._db.read(state_counts):
            gauge = Gauge(name, about, ["state"], registry=registry)
            for state, number in states.items():
                gauge.labels(state).set(number)
        for role, age in (await self._pulse()).items():
            gauge = Gauge(f"stairwell_{DONE[role]}_age_seconds", ABOUT[role], registry=registry)
            gauge.set(math.inf if age is None else age)
        return Response(generate_latest() + generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _from_itself(request: Request) -> bool:
    """Whether the machine itself asks, by no proxy that can be told: from a loopback address, by an address of its own.

    A proxy that adds no header and names us by our address still tells itself where it speaks HTTP/1.0, as nginx does
    unless it is told otherwise.
    """
    peer = request.client.host if request.client else ""
    return (
        _is_own(peer, private=False) and _is_own(_host(request), private=True)
        and not PROXIED.intersection(request.headers.keys()) and request.scope["http_version"] != "1.0"
    )  # fmt: skip


def _host(request: Request) -> str:
    """By which name or address we were asked; "" for what is neither."""
    try:
        return request.url.hostname or ""
    except ValueError:
        return ""


def _is_own(host: str, *, private: bool) -> bool:
    """Whether a host is a loopback address, or with `private` one of a private network."""
    try:
        address = ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        return False
    return address.is_loopback or (private and address.is_private)


def state_counts(session: Session) -> list[tuple[str, str, dict[str, int]]]:
    """[(metric, what it is, {state: rows})] of messages and inbox."""
    counted = (("stairwell_messages", "Messages by state", Message), ("stairwell_inbox", "Inbounds by state", Inbox))
    found = []
    for name, about, table in counted:
        states = session.execute(select(col(table.state), func.count()).group_by(col(table.state)))
        found.append((name, about, {str(state): int(number) for state, number in states}))
    return found


def build_site(routes: list[BaseRoute]) -> Starlette:
    """The web application with these routes; whatever else is asked for is not found, what breaks is told kindly."""

    async def lost(request: Request, error: Exception) -> Response:
        shown = not_found(request)
        if isinstance(error, HTTPException):
            shown.status_code = error.status_code
        return shown

    async def busy(request: Request, error: Exception) -> Response:
        shown = public_page(request, "busy.html", here="/board")
        shown.status_code, shown.headers["Retry-After"] = 503, str(COME_AGAIN_SECONDS)
        return shown

    # Starlette's own handler of whatever else there is raises it again after the answer, for the server to log.
    kind = Middleware(ExceptionMiddleware, handlers={Exception: broken})
    return Starlette(routes=routes, middleware=[kind], exception_handlers={404: lost, 405: lost, Busy: busy})
