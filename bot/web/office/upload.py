"""A sheet sent from a page: the same import as in chat, its file kept until the import job has read it."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import structlog
from python_multipart.exceptions import MultipartParseError
from starlette.datastructures import URL, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.commands.roster import MOST_BYTES
from bot.conversing import converse
from bot.dispatch import Dispatch
from bot.web.office.door import HEADERS, from_here
from bot.web.office.pages import Heard, Signed
from messages.catalogue import say
from messages.forms import FileRef, Inbound
from models import import_files, imports, web_sessions
from models.clock import Clock
from models.db import Database
from models.import_files import WEB
from models.permissions import Scope, scope_of
from models.text import clean

log = structlog.get_logger()
ACT, BACK = "roster.import", URL("/office/import")
AROUND = 100_000
"""Bytes that a form may have around its file."""
_ID = re.compile(r"[0-9a-f]{24}")


class TooBig(Exception):
    """More bytes than a file may have."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent: its mark, its number, and the file with its name (b"" for none)."""

    form: str
    id: str
    name: str
    data: bytes


class Upload:
    """`/office/import/file`. `signed` tells who asks, `page` shows a page with what was heard above it."""

    def __init__(
        self, db: Database, clock: Clock, dispatch: Dispatch,
        signed: Callable[[Request], Awaitable[Signed | None]],
        page: Callable[[Signed, URL, Heard | None, int], Awaitable[Response]],
    ) -> None:  # fmt: skip
        self._db, self._clock, self._dispatch = db, clock, dispatch
        self._signed, self._page = signed, page

    async def take(self, request: Request) -> Response:
        """Keep the file and say it as chat does; the page of imports, with the answer above."""
        signed = await self._signed(request)
        if signed is None:
            return RedirectResponse("/in", status_code=303, headers=HEADERS)
        if scope_of(signed.actor, ACT) is Scope.NONE:
            return await self._page(signed, BACK, None, 404)
        try:
            sent = await read_form(request)
        except TooBig:
            return await self._refused(signed, "import-too-big", 413, most=str(MOST_BYTES // 1_000_000))
        marked = sent is not None and sent.form == web_sessions.form_key(signed.token)
        if sent is None or not from_here(request) or not marked:
            return await self._refused(signed, "page-form-strange", 403)
        if not sent.data:
            return await self._refused(signed, "page-queues-import-empty", 400)
        try:
            heard = await self._import(signed, sent)
        except Exception as error:
            log.error("import failed", error=type(error).__name__)
            return await self._refused(signed, "error-broken", 500)
        return await self._page(signed, BACK, heard, 200)

    async def _import(self, signed: Signed, sent: Sent) -> Heard:
        now = self._clock.now()
        number = await self._db.run(import_files.keep, sent.data, now)
        file = FileRef(str(number), sent.name, len(sent.data))
        said = Inbound(WEB, sent.id, str(signed.actor.id), file=file)
        try:
            spoken = await converse(self._dispatch, signed.actor.id or 0, said, now)
        finally:  # refused, sent twice, or broken: nobody will read it
            await self._db.run(imports.forget_untaken, number)
        if spoken is None:
            return Heard(say("page-form-twice", signed.actor.language))
        return Heard(spoken.message.text)

    async def _refused(self, signed: Signed, key: str, status: int, **facts: str) -> Response:
        return await self._page(signed, BACK, Heard(say(key, signed.actor.language, facts), wrong=True), status)


async def read_form(request: Request) -> Sent | None:
    """The form with its file; None for what is none. Raises TooBig, and reads no further."""

    async def counted() -> AsyncIterator[bytes]:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > MOST_BYTES + AROUND:
                raise TooBig
            yield chunk

    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return None
    parser = MultiPartParser(request.headers, counted(), max_files=1, max_fields=8)  # type: ignore[arg-type]
    try:
        form = await parser.parse()
    except (MultiPartException, MultipartParseError, KeyError):
        return None
    mark, number, file = (form.get(name, "") for name in ("form", "id", "file"))
    try:
        if not isinstance(mark, str) or not isinstance(number, str) or not _ID.fullmatch(number):
            return None
        if not isinstance(file, UploadFile):
            return Sent(mark, number, "", b"")
        data = await file.read()
        if len(data) > MOST_BYTES:
            raise TooBig
        return Sent(mark, number, clean(file.filename or "")[:120], data)
    finally:
        await form.close()
