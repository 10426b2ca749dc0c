"""Signing in: a one-time link from the bot, or Telegram's Mini App; a cookie, and an end of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from telegram_webapp_auth.auth import TelegramAuthenticator, generate_secret_key
from telegram_webapp_auth.errors import InvalidInitDataError

from bot.context import Community
from bot.web.forms import form_of
from bot.web.server import templates
from messages.catalogue import say
from models import web_sessions
from models.audit import record
from models.clock import Clock
from models.db import Database
from models.people import ACTIVE, TELEGRAM, Person, address_of
from models.web_sessions import LinkOver

COOKIE = "stairwell"
START = "/office"
APP_STANDS = timedelta(minutes=10)
"""How old the proof of a Mini App may be (its `auth_date`): it is made when the app is opened."""
NO_FRAME = "frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
    f"form-action 'self'; {NO_FRAME}; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none at all, forms would not say where they come from
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Nothing from elsewhere, in no frame, and in no cache: what stands on these pages is not for everybody."""
TELEGRAM_WEB = "https://web.telegram.org"
"""Where Telegram's web clients are; they show a Mini App in a frame (core.telegram.org/bots/webapps)."""


def shown(template: str, language: str, *, status: int = 200, framer: str = "", **facts: Any) -> HTMLResponse:
    """A template of the office as a response of its strict kind. Only pages of `framer`, an origin, may frame it."""
    text = templates.get_template(f"office/{template}").render(
        say=lambda key, **more: say(key, language, more), language=language, framer=framer, **facts
    )
    response = HTMLResponse(text, status_code=status, headers=HEADERS)
    if framer:
        policy = HEADERS["Content-Security-Policy"].replace(NO_FRAME, f"frame-ancestors {framer}")
        response.headers["Content-Security-Policy"] = policy
    return response


def from_here(request: Request) -> bool:
    """Whether a form was sent by a page of ours, as far as the browser tells (Sec-Fetch-Site, else Origin)."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site in ("same-origin", "none")
    return origin is None or origin.partition("://")[2] == request.headers.get("host")


class Door:
    """`/in`, `/in/{token}`, `/out`, `/app`. `token` is the bot's, "" without Telegram: then there is no Mini App.

    `/app`, and nothing else, may be shown in a frame by pages of the origin `framer`.
    """

    def __init__(
        self, db: Database, clock: Clock, community: Community, token: str = "", framer: str = TELEGRAM_WEB
    ) -> None:
        self._db, self._clock, self._community, self._framer = db, clock, community, framer
        self._telegram = TelegramAuthenticator(generate_secret_key(token)) if token else None

    def routes(self) -> list[BaseRoute]:
        """The ways in and out."""
        return [
            Route("/in", self.lost),
            Route("/in/{token}", self.link, methods=["GET", "POST"]),
            Route("/out", self.out, methods=["POST"]),
            Route("/app", self.app, methods=["GET", "POST"]),
        ]

    async def lost(self, request: Request) -> Response:
        """How one signs in."""
        return shown("in.html", _language(request), key="page-in-how", token="", bot=self._community.bot_name)

    async def link(self, request: Request) -> Response:
        """A link shows a button, and the button signs in: what only looks at links (previews do) uses none up."""
        language, token = _language(request), request.path_params["token"]
        if request.method != "POST":
            return shown("in.html", language, key="page-in-lead", token=token, bot="")
        if not from_here(request):
            return self._over(language)
        try:
            signed = await self._db.run(_signed_in, token, self._clock.now())
        except LinkOver:
            return self._over(language)
        return self._welcome(signed)

    async def app(self, request: Request) -> Response:
        """Telegram's Mini App: a script of ours hands over what Telegram says about who opened it.

        In a frame, where no cookie of ours is kept, the answer is a one-time link that opens outside of it.
        """
        language = _language(request)
        if request.method != "POST":
            return self._framed(language, "page-in-how")
        form = await form_of(request) or {}
        framed, proof = bool(form.get("framed")), self._proved(form.get("data", ""))
        over = self._framed(language, LinkOver.key, status=410) if framed else self._over(language)
        if proof is None or not from_here(request):
            return over
        use = _linked_by_telegram if framed else _signed_in_by_telegram
        try:
            token, spoken = await self._db.run(use, *proof, self._clock.now())
        except LinkOver:
            return over
        return self._framed(spoken, "page-app-lead", token=token) if framed else self._welcome(token)

    async def out(self, request: Request) -> Response:
        """Sign this browser out."""
        token, form = request.cookies.get(COOKIE, ""), await form_of(request) or {}
        if token and from_here(request) and form.get("form") == web_sessions.form_key(token):
            await self._db.run(web_sessions.end, token, self._clock.now())
        answer = RedirectResponse("/in", status_code=303, headers=HEADERS)
        answer.delete_cookie(COOKIE, path="/")
        return answer

    def _proved(self, said: str) -> tuple[str, str, datetime] | None:
        """(its hash, Telegram's id of who opened the app, until when that may be used), if Telegram signed it."""
        if self._telegram is None:
            return None
        try:
            told = self._telegram.validate(said)  # its age is told by our own clock
        except InvalidInitDataError:
            return None
        if told.user is None or told.user.is_bot or not told.hash:
            return None
        return told.hash, str(told.user.id), datetime.fromtimestamp(told.auth_date, UTC) + APP_STANDS

    def _welcome(self, token: str) -> Response:
        answer = RedirectResponse(START, status_code=303, headers=HEADERS)
        answer.set_cookie(
            COOKIE, token, max_age=int(web_sessions.SESSION_LASTS.total_seconds()), path="/", httponly=True,
            samesite="lax", secure=self._community.site.startswith("https:"),
        )  # fmt: skip
        return answer

    def _framed(self, language: str, key: str, *, token: str = "", status: int = 200) -> Response:
        return shown("app.html", language, status=status, framer=self._framer, key=key, token=token)

    def _over(self, language: str) -> Response:
        return shown("in.html", language, status=410, key=LinkOver.key, token="", bot=self._community.bot_name)


def _signed_in(session: Session, token: str, now: datetime) -> str:
    person_id, signed = web_sessions.use_link(session, token, now)
    record(session, now, person_id, "web.sign-in", "link")
    return signed


def _signed_in_by_telegram(
    session: Session, proof: str, sender: str, until: datetime, now: datetime
) -> tuple[str, str]:  # fmt: skip
    """(the token of their new session, their language)."""
    person_id, language = _vouched_for(session, proof, sender, until, now)
    record(session, now, person_id, "web.sign-in", "app")
    return web_sessions.begin(session, person_id, now), language


def _linked_by_telegram(session: Session, proof: str, sender: str, until: datetime, now: datetime) -> tuple[str, str]:
    """(the token of a one-time link for them, their language); it is signing in with it that is recorded."""
    person_id, language = _vouched_for(session, proof, sender, until, now)
    return web_sessions.give_link(session, person_id, now), language


def _vouched_for(session: Session, proof: str, sender: str, until: datetime, now: datetime) -> tuple[int, str]:
    """(whom Telegram vouches for, their language), once. Raises LinkOver.

    Only who has joined: anybody else learns in chat how to.
    """
    address = address_of(session, TELEGRAM, sender)
    if address is None or address.state != ACTIVE:
        raise LinkOver
    web_sessions.use_once(session, proof, address.person_id, until, now)
    return address.person_id, session.get_one(Person, address.person_id).language


def _language(request: Request) -> str:
    return "en" if request.query_params.get("lang") == "en" else "zh-CN"
