"""A bare Telegram on loopback for measurements: hands out prepared updates, counts answers.

    python -m bench.telegram PORT [--limits]

`POST /_load` takes a list of updates; `GET /_stats` tells {"waiting", "answered", "seconds", "acknowledged", "chats",
"polled_at", "refused", "crowded", "alert_at"}: seconds run from the first update handed out (without updates, from the
first answer) to the last answer; polled_at is the machine's monotonic time of the first poll. With `--limits` it is as
strict as Telegram says it may be: a 429 for what would be the 32nd message within a second, or a second one within a
second to one chat; `crowded` is the most it took in a second, `alert_at` the monotonic time of a text with ALERT in it.
"""

import asyncio
import json
import sys
import time
from collections import deque
from contextlib import suppress
from typing import Any

from aiohttp import web

MOST_A_SECOND, CHAT_SECONDS = 31, 0.95
TOO_MANY = (
    b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 3","parameters":{"retry_after":3}}'
)
OK = b'{"ok":true,"result":true}'
ME = json.dumps({"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "b", "username": "bench_bot"}}).encode()


class Server:
    """The state of one measurement."""

    def __init__(self, *, limits: bool) -> None:
        self.limits = limits
        self.updates: list[dict[str, Any]] = []
        self._loaded = asyncio.Event()
        self.reset()

    def reset(self) -> None:
        """Forget what was counted."""
        self.first = self.last = self.polled_at = 0.0
        self.answered = self.acknowledged = self.message_id = self.refused = self.crowded = 0
        self.alert_at = 0.0
        self.recent: deque[float] = deque()
        self.last_to: dict[str, float] = {}
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
                "refused": self.refused, "crowded": self.crowded, "alert_at": self.alert_at,
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
        now, chat = time.perf_counter(), str(given["chat_id"])
        if self.limits and not self._allowed(now, chat):
            self.refused += 1
            return _json(TOO_MANY, status=429)
        self.answered += 1
        self.message_id += 1
        self.first, self.last = self.first or now, now
        if "ALERT" in str(given.get("text")):
            self.alert_at = time.monotonic()
        self.texts[chat] = self.texts.get(chat, 0) + 1
        message = {"message_id": self.message_id, "date": 0, "chat": {"id": int(chat), "type": "private"}, "text": "x"}
        return _json(json.dumps({"ok": True, "result": message}).encode())

    def _allowed(self, now: float, chat: str) -> bool:
        while self.recent and self.recent[0] <= now - 1:
            self.recent.popleft()
        if len(self.recent) >= MOST_A_SECOND or now - self.last_to.get(chat, -1.0) < CHAT_SECONDS:
            return False
        self.recent.append(now)
        self.last_to[chat] = now
        self.crowded = max(self.crowded, len(self.recent))
        return True


def _json(body: bytes, status: int = 200) -> web.Response:
    return web.Response(body=body, content_type="application/json", status=status)


def main() -> None:
    """Serve on 127.0.0.1 until killed."""
    server = Server(limits="--limits" in sys.argv)
    app = web.Application(client_max_size=64 << 20)
    app.router.add_post("/_load", server.load)
    app.router.add_get("/_stats", server.stats)
    app.router.add_route("*", "/bot{token}/{method}", server.call)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)


if __name__ == "__main__":
    main()
