"""One HTTP request to a provider over aiohttp, and the two ways in which it gets no answer."""

import json
from collections.abc import Mapping
from typing import Any

import aiohttp
from yarl import URL

TIMEOUT_SECONDS, CONNECT_SECONDS = 15.0, 5.0
MAX_ANSWER = 1_000_000


class NeverLeft(Exception):
    """No connection could be made: nothing was sent."""


class Lost(Exception):
    """The request left and no answer came back: it may have had its effect."""


class Caller:
    """Asks one provider; the session is opened with the first request and kept."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def ask(
        self, method: str, url: str | URL, *, seconds: float | None = None, **how: Any
    ) -> tuple[int, bytes, Mapping[str, str]]:
        """One request: (HTTP status, body, headers). `how` is aiohttp's; `seconds` bound it (TIMEOUT_SECONDS).

        Raises NeverLeft and Lost, without an address in them.
        """
        limits = aiohttp.ClientTimeout(total=seconds or TIMEOUT_SECONDS, sock_connect=CONNECT_SECONDS)
        try:
            async with self._open().request(
                method, url, timeout=limits, **({"allow_redirects": False} | how)
            ) as answer:
                return answer.status, await answer.content.read(MAX_ANSWER), answer.headers
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            raise NeverLeft(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            raise Lost(type(error).__name__) from None

    async def post(
        self, url: str, headers: Mapping[str, str] | None = None, body: Mapping[str, Any] | None = None
    ) -> tuple[int, Any]:
        """(HTTP status, the answer's JSON, None when it is none). `url` goes out exactly as it is; raises as `ask`."""
        status, text, _ = await self.ask("POST", URL(url, encoded=True), headers=headers, json=body)
        return status, _json(text)

    async def close(self) -> None:
        """Close the session; a later request opens a new one."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session


def _json(text: bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
