"""The office as it is served: who is there, may they, gather, show; and what they do, said as in chat."""

import re
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from zoneinfo import ZoneInfo

from sqlmodel import Session
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Route

from bot.context import Community
from bot.conversing import Spoken, converse
from bot.dispatch import Dispatch
from bot.identify import known
from bot.web.faults import noted
from bot.web.forms import form_of
from bot.web.office import ALL
from bot.web.office.door import COOKIE, HEADERS, START, from_here, shown
from bot.web.office.offered import offered
from bot.web.office.pages import MENUS, Heard, Page, Signed, Typed, View
from bot.web.office.spoken import sheets
from bot.web.office.upload import Upload
from bot.web.server import broken
from messages.catalogue import say
from messages.forms import Attached, Inbound, Make
from messages.render import readable
from models import web_sessions
from models.clock import Clock
from models.db import Database
from models.errors import NotFound, StairwellError
from models.import_files import WEB
from models.people import LANGUAGES
from models.permissions import Actor, Scope, scope_of
from models.text import clean

MOST_WORDS = 2000
FIELDS = ("form", "id", "back", "words", "more", "press", "to")
"""What a form of the office says."""
ID = re.compile(r"[0-9a-f]{24}")
PRESS = re.compile(r"([0-9a-f]{1,32})\.(\d{1,3})", re.ASCII)


Gathered = tuple[Page, Mapping[str, Any]] | Heard | None


class Office:
    """The pages behind the sign-in. `make` makes files, `wake` says that there is something to send."""

    def __init__(
        self, db: Database, clock: Clock, dispatch: Dispatch, make: Make, wake: Callable[[], None] = lambda: None,
        pages: tuple[Page, ...] = ALL,
    ) -> None:  # fmt: skip
        self._db, self._clock, self._dispatch, self._make, self._wake = db, clock, dispatch, make, wake
        self._pages = {page.path: page for page in pages}
        self._upload = Upload(db, clock, dispatch, self.signed, self._page)
        self._finder = [Route(page.path, _nobody, name=page.path) for page in pages]

    @property
    def community(self) -> Community:
        """The community these pages are of."""
        return self._dispatch.community

    def routes(self) -> list[BaseRoute]:
        """Every page of the table, `/office/do` for what is done on them, and the way a sheet comes in."""
        return [
            Route("/office/do", self.do, methods=["POST"]),
            Route("/office/import/file", self._upload.take, methods=["POST"]),
            *(Route(path, self.show) for path in self._pages),
        ]

    async def show(self, request: Request) -> Response:
        """A page; the way in for whoever is not signed in; nothing where they may not look."""
        signed = await self.signed(request)
        if signed is None:
            return RedirectResponse("/in", status_code=303, headers=HEADERS)
        return await self._page(signed, request.url, None)

    async def do(self, request: Request) -> Response:
        """Say or press something, as in chat; the page it was done on, with the answer above, or the file it brings."""
        form = await form_of(request) or {}
        ours = from_here(request)
        again = {name: form[name] for name in FIELDS if name in form} if ours else {}
        try:
            signed = await self.signed(request)
        except Exception as error:
            return await broken(request, error, again)
        back, typed = _back(form), _typed(form) if ours else None
        if signed is None:
            return _signed_out(typed)
        if not ours or form.get("form") != web_sessions.form_key(signed.token):
            return await self._refused(signed, back, "page-form-strange", 403, typed=typed)
        said = self._said(signed, form)
        if said is None:
            return await self._refused(signed, back, "page-form-empty", 400, typed=typed)
        try:
            spoken = await converse(self._dispatch, signed.actor.id or 0, said, self._clock.now(), form.get("to", ""))
        except Exception as error:
            key, status = noted(error)
            if status == 503:  # it may be done: only the very same form is safe to send once more
                return await self._refused(signed, back, f"page-act-{key}", status, again=again)
            return await self._refused(signed, back, f"page-act-{key}", status, typed=typed)
        self._wake()
        return await self._answered(signed, back, spoken, typed)

    async def _refused(self, signed: Signed, back: URL, key: str, status: int, **kept: Any) -> Response:
        return await self._page(signed, back, Heard(say(key, signed.actor.language), wrong=True, **kept), status=status)

    async def signed(self, request: Request) -> Signed | None:
        """Who is signed in on the browser that asks; the use of the session is noted."""
        token = request.cookies.get(COOKIE, "")
        if not token:
            return None
        now = self._clock.now()
        found, note = await self._db.read(_resumed, token, now, self.community.zone)
        if found is not None and note:
            await self._db.run(web_sessions.note_use, token, now)
        return None if found is None else Signed(found, token)

    async def _answered(self, signed: Signed, back: URL, spoken: Spoken | None, typed: Typed | None) -> Response:
        if spoken is None:
            return await self._page(signed, back, Heard(say("page-form-twice", signed.actor.language)))
        if spoken.paper is not None:
            made = await self._make(spoken.paper, spoken.language)
            if isinstance(made, Attached):
                name = f"attachment; filename*=UTF-8''{quote(made.name)}"
                kind = "application/octet-stream"
                return Response(made.data, media_type=kind, headers=HEADERS | {"Content-Disposition": name})
            words = say(made.key, spoken.language, readable(made.facts, spoken.language))
            return await self._page(signed, back, Heard(words, wrong=True))
        message, kept = spoken.message, typed if spoken.refused else None
        return await self._page(signed, back, Heard(message.text, message.buttons, spoken.question, typed=kept))

    async def _page(self, signed: Signed, url: URL, heard: Heard | None, status: int = 200) -> Response:
        """The page at an address, with what was heard above it; should the page break, that is still told."""
        page, args = self._find(url)
        try:
            found: Gathered = None
            if page is not None and scope_of(signed.actor, page.act) is not Scope.NONE:
                run = self._db.run if page.notes else self._db.read
                found = await run(self._gathered, page, signed.actor, args)
            if isinstance(found, tuple):
                page, facts = found
                more = {"args": args, "offered": offered(signed.actor, page.path), **facts}
                return self._shown(signed, url, page.template, page.title, heard, status, **more)
        except Exception as error:
            key, status = noted(error)
            return self._shown(signed, url, "broken.html", f"page-{key}-title", heard, status, about=f"page-{key}")
        if heard is None:
            heard, status = found, 404
        return self._shown(signed, url, "nothing.html", "page-office-nothing", heard, status)

    def _shown(
        self, signed: Signed, url: URL, template: str, title: str, heard: Heard | None, status: int, **facts: Any
    ) -> Response:
        """A template in the frame."""
        language, args = signed.actor.language, facts.setdefault("args", {})
        return shown(
            template, language, status=status, heard=heard, here=f"{url.path}?{url.query}" if url.query else url.path,
            title=say(title, language), menu=self._menu(signed.actor, url.path),
            who=signed.actor.name, form=web_sessions.form_key(signed.token), new_id=lambda: secrets.token_hex(12),
            with_args=lambda **more: "?" + urlencode({k: v for k, v in {**args, **more}.items() if v != ""}),
            **facts,
        )  # fmt: skip

    def _gathered(self, session: Session, page: Page, actor: Actor, args: Mapping[str, str]) -> Gathered:
        view = View(session, self._clock.now(), self.community, actor, args)
        try:
            facts = page.gather(view)
        except NotFound:
            return None
        except StairwellError as refusal:
            return Heard(view.say(refusal.key, **refusal.facts), wrong=True)
        return None if facts is None else (page, {**facts, "sheets": sheets(view, page.sheets, facts)})

    def _find(self, url: URL) -> tuple[Page | None, dict[str, str]]:
        """The page an address names, and what the address says; None for one that is no page of the office."""
        query = Request({"type": "http", "query_string": url.query.encode(), "headers": []}).query_params
        args = {name: clean(value) for name, value in query.items() if len(name) < 40}
        for route in self._finder:
            match, scope = route.matches({"type": "http", "path": url.path, "method": "GET", "root_path": ""})
            if match is not Match.NONE:
                return self._pages[route.path], args | {k: str(v) for k, v in scope["path_params"].items()}
        return None, args

    def _menu(self, actor: Actor, here: str) -> list[dict[str, Any]]:
        """[{title, pages: [{path, title, here}]}] of what they may open."""
        menu = []
        for group in MENUS:
            pages = [
                {"path": page.path, "title": say(page.title, actor.language), "here": here == page.path}
                for page in self._pages.values()
                if page.menu == group and scope_of(actor, page.act) is not Scope.NONE
            ]
            if pages:
                menu.append({"title": say(f"page-menu-{group}", actor.language), "pages": pages})
        return menu

    def _said(self, signed: Signed, form: Mapping[str, str]) -> Inbound | None:
        """What a form says: a pressed button, or its fixed words with those typed behind them; None for nothing."""
        number = form.get("id", "")
        said = clean(f"{form.get('words', '')} {form.get('more', '')}").strip()[:MOST_WORDS]
        press = PRESS.fullmatch(form.get("press", ""))
        if not ID.fullmatch(number) or not (said or press):
            return None
        pressed = (press[1], int(press[2])) if press else None
        return Inbound(WEB, number, str(signed.actor.id), text="" if pressed else said, press=pressed)


def _resumed(session: Session, token: str, now: datetime, zone: ZoneInfo) -> tuple[Actor | None, bool]:
    held = web_sessions.holder(session, token, now)
    return (None, False) if held is None else (known(session, held[0], now.astimezone(zone).date()), held[1])


def _back(form: Mapping[str, str]) -> URL:
    """The page a form stood on; the first one for what is no address."""
    try:
        urlsplit(form.get("back", START))
    except ValueError:
        return URL(START)
    return URL(form.get("back", START))


def _typed(form: Mapping[str, str]) -> Typed | None:
    """What was typed on a form, and on which."""
    more = form.get("more", "")[:MOST_WORDS]
    return Typed(more, form.get("words", ""), form.get("to", "")) if more else None


def _signed_out(typed: Typed | None) -> Response:
    """The way in; whoever had typed something when their session was over can take it along."""
    if typed is None:
        return RedirectResponse("/in", status_code=303, headers=HEADERS)
    about, (first, other) = "page-in-over", LANGUAGES
    return shown("in.html", first, status=401, key=about, other=say(about, other), token="", bot="", typed=typed.more)


async def _nobody(request: Request) -> Response:
    """The routes that find a page serve none."""
    return Response(status_code=404)
