"""A Telegram on loopback that keeps every message with its chat, and brings updates by polling or by webhook."""

import asyncio
import itertools
from collections import Counter
from typing import Any

import aiohttp
from aiohttp import web

from tests.loopback import free_port
from tests.rig.failpoints import unmarked
from tests.rig.program import SECRET

HOLD_SECONDS, AGAIN_SECONDS, SIDE_BY_SIDE = 0.2, 0.03, 8


class Telegram:
    """`sent` counts what came by (chat, text); `by_webhook` says how updates leave."""

    def __init__(self, *, by_webhook: bool) -> None:
        self.port, self.hook = free_port(), free_port() if by_webhook else 0
        self.sent: Counter[tuple[str, str]] = Counter()
        self.said = 0
        self.come = asyncio.Event()
        self._waiting: list[dict[str, Any]] = []
        self._ids = itertools.count(1)
        self._message_ids = itertools.count(1)
        self._runner: web.AppRunner | None = None
        self._posting: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(SIDE_BY_SIDE)

    async def __aenter__(self) -> "Telegram":
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._call)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        return self

    async def __aexit__(self, *error: object) -> None:
        for task in self._posting:
            task.cancel()
        await asyncio.gather(*self._posting, return_exceptions=True)
        assert self._runner is not None
        await self._runner.cleanup()

    @property
    def api(self) -> str:
        """Its base URL."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def taken(self) -> bool:
        """Whether the bot has acknowledged all that was said."""
        return not self._waiting and not self._posting

    def says(self, chat: str, text: str) -> None:
        """Somebody writes to the bot."""
        self._leave({"message": self._message(chat) | {"text": text}})

    def presses(self, chat: str, data: str) -> None:
        """Somebody presses a button."""
        message = self._message(chat)
        query = {"id": "1", "from": message["from"], "chat_instance": "1", "data": data, "message": message}
        self._leave({"callback_query": query})

    @staticmethod
    def _message(chat: str) -> dict[str, Any]:
        user = {"id": int(chat), "is_bot": False, "first_name": "人"}
        return {"message_id": 1, "date": 0, "from": user, "chat": {"id": int(chat), "type": "private"}}

    def _leave(self, update: dict[str, Any]) -> None:
        self.said += 1
        update = {"update_id": next(self._ids), **update}
        if not self.hook:
            self._waiting.append(update)
            return
        task = asyncio.create_task(self._post(update))
        self._posting.add(task)
        task.add_done_callback(self._posting.discard)

    async def _post(self, update: dict[str, Any]) -> None:
        """Until it is acknowledged, as Telegram does."""
        headers, url = {"X-Telegram-Bot-Api-Secret-Token": SECRET}, f"http://127.0.0.1:{self.hook}/telegram"
        async with self._slots, aiohttp.ClientSession() as session:
            while True:
                try:
                    async with session.post(url, json=update, headers=headers) as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    pass  # it is down: again in a moment
                await asyncio.sleep(AGAIN_SECONDS)

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"].lower()
        given = await request.json() if request.can_read_body else {}
        result: Any = True
        if method == "getupdates":
            result = await self._batch(int(given["offset"]))
        elif method in ("sendmessage", "editmessagetext"):
            self.sent[str(given["chat_id"]), unmarked(given["text"])] += 1
            self.come.set()
            result = {"message_id": next(self._message_ids), "date": 0, "chat": {"id": 1, "type": "private"}}
        return web.json_response({"ok": True, "result": result})

    async def _batch(self, offset: int) -> list[dict[str, Any]]:
        self._waiting = [update for update in self._waiting if update["update_id"] >= offset]
        if not self._waiting:
            await asyncio.sleep(HOLD_SECONDS)  # a long poll, only shorter
        return self._waiting[:100]
