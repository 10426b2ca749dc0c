"""A bare Telegram on loopback for measurements: hands out prepared updates, counts answers, knows no limits.

    python -m bench.telegram PORT

`POST /_load` takes a list of updates; `GET /_stats` tells {"waiting", "answered", "seconds", "acknowledged", "chats",
"polled_at"}: seconds run from the first update handed out to the last answer; polled_at is the machine's monotonic
time of the first poll.
"""

import asyncio
import json
import sys
import time
from contextlib import suppress
from typing import Any

from aiohttp import web

OK = b'{"ok":true,"result":true}'
ME = json.dumps({"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "b", "username": "bench_bot"}}).encode()


class Server:
    """The state of one measurement."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self._loaded = asyncio.Event()
        self.reset()

    def reset(self) -> None:
        """Forget what was counted."""
        self.first = self.last = self.polled_at = 0.0
        self.answered = self.acknowledged = self.message_id = 0
        self.texts: dict[str, int] = {}

    async def load(self, request: web.Request) -> web.Response:
        """Take the updates to hand out; starts a new count."""
        self.updates = await request.json()
        self.reset()
        self._loaded.set()
        return web.Response()

    async def stats(self, request: web.Request) -> web.Response:
        """What was counted so far."""
        return web.json_response(
            {
                "waiting": len(self.updates), "answered": self.answered, "seconds": self.last - self.first,
                "acknowledged": self.acknowledged, "chats": self.texts, "polled_at": self.polled_at,
            }
        )  # fmt: skip

    async def call(self, request: web.Request) -> web.Response:
        """One Bot API call."""
        method = request.match_info["method"].lower()
        if method == "getme":
            return _json(ME)
        given = await request.post() if request.can_read_body else {}
        if request.content_type == "application/json":
            given = await request.json()
        if method == "getupdates":
            self.polled_at = self.polled_at or time.monotonic()
            offset = int(given.get("offset") or 0)
            self.updates = [u for u in self.updates if u["update_id"] >= offset]
            if not self.updates:
                await self._some(float(given.get("timeout") or 0))
            batch = self.updates[: int(given.get("limit") or 100)]
            if batch and not self.first:
                self.first = time.perf_counter()
            return _json(json.dumps({"ok": True, "result": batch}).encode())
        if method == "answercallbackquery":
            self.acknowledged += 1
            return _json(OK)
        if method in ("sendmessage", "editmessagetext"):
            return self._answered(given)
        return _json(OK)

    async def _some(self, seconds: float) -> None:
        """Wait for updates: an idle program hangs in a long poll, as it does with Telegram."""
        self._loaded.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._loaded.wait(), seconds)

    def _answered(self, given: Any) -> web.Response:
        self.answered += 1
        self.message_id += 1
        self.last = time.perf_counter()
        chat = str(given["chat_id"])
        self.texts[chat] = self.texts.get(chat, 0) + 1
        message = {"message_id": self.message_id, "date": 0, "chat": {"id": int(chat), "type": "private"}, "text": "x"}
        return _json(json.dumps({"ok": True, "result": message}).encode())


def _json(body: bytes) -> web.Response:
    return web.Response(body=body, content_type="application/json")


def main() -> None:
    """Serve on 127.0.0.1 until killed."""
    server = Server()
    app = web.Application(client_max_size=64 << 20)
    app.router.add_post("/_load", server.load)
    app.router.add_get("/_stats", server.stats)
    app.router.add_route("*", "/bot{token}/{method}", server.call)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)


if __name__ == "__main__":
    main()
