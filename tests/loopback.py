"""The program as a process of its own, and a Telegram on loopback before it that can be asked what it saw."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.conftest import KEY

ROOT = Path(__file__).parent.parent
TOKEN = "123456:the-token-of-this-test-nobody-may-see"
NOW = "2026-11-02T09:05:00+08:00"
HOLD_SECONDS, PATIENCE_SECONDS = 0.2, 60.0


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Telegram:
    """Hands out updates until they are acknowledged, and counts the messages to each chat."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.updates: list[dict[str, Any]] = []
        self.offsets: list[int] = []
        self.handed_out = 0
        self.sent: Counter[str] = Counter()
        self.webhook = ""

    def says(self, chat: int, text: str) -> None:
        """Somebody writes to the bot."""
        user = {"id": chat, "is_bot": False, "first_name": f"人{chat}"}
        body = {"message_id": 1, "date": 0, "from": user, "chat": {"id": chat, "type": "private"}, "text": text}
        self.updates.append({"update_id": 1_000_000 + chat, "message": body})

    @asynccontextmanager
    async def up(self) -> AsyncIterator["Telegram"]:
        """Answer, until left."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._call)
        async with TestServer(app, port=self.port):
            yield self

    async def _call(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN:
            return web.json_response({"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401)
        method, given = request.match_info["method"].lower(), await request.json() if request.can_read_body else {}
        result: Any = True
        if method == "getme":
            result = {"id": 1, "is_bot": True, "first_name": "b", "username": "loopback_bot"}
        elif method == "getupdates":
            result = await self._batch(int(given["offset"]))
        elif method == "setwebhook":
            self.webhook = given["url"]
        elif method == "sendmessage":
            self.sent[str(given["chat_id"])] += 1
            result = {"message_id": self.sent.total(), "date": 0, "chat": {"id": 1, "type": "private"}}
        return web.json_response({"ok": True, "result": result})

    async def _batch(self, offset: int) -> list[dict[str, Any]]:
        self.offsets.append(offset)
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        if not self.updates:
            await asyncio.sleep(HOLD_SECONDS)  # a long poll, only shorter
        self.handed_out += len(self.updates)
        return self.updates[:100]


class Program:
    """`stairwell run` with these settings, its log in a file. `role` is what it does; "" is everything."""

    def __init__(self, folder: Path, database: str, telegram: Telegram, role: str = "", **more: str) -> None:
        self.listen = f"127.0.0.1:{free_port()}"
        self._log = folder / f"{self.listen.partition(':')[2]}.log"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("STAIRWELL_")}
        environment |= {
            "PYTHONPATH": str(ROOT), "STAIRWELL_DATABASE_URL": database, "STAIRWELL_KEY": KEY, "STAIRWELL_NOW": NOW,
            "STAIRWELL_TELEGRAM_TOKEN": TOKEN, "STAIRWELL_TELEGRAM_API": f"http://127.0.0.1:{telegram.port}/bot",
            "STAIRWELL_LISTEN": self.listen,
        } | more  # fmt: skip
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", *(["--role", role] if role else [])],
                cwd=folder, env=environment, stdout=log, stderr=log,
            )  # fmt: skip

    @property
    def log(self) -> str:
        """What it has printed so far."""
        return self._log.read_text(encoding="utf-8")

    async def ends(self, sign: signal.Signals | None = None) -> int:
        """Its exit code, after a signal or of its own accord."""
        if sign is not None:
            self.process.send_signal(sign)
        return await asyncio.to_thread(self.process.wait, PATIENCE_SECONDS)

    def kill(self) -> None:
        """`kill -9`, now."""
        self.process.kill()
        self.process.wait()


async def until(true: Callable[[], bool]) -> None:
    """Return when it is so; TimeoutError when it does not become so."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not true():  # noqa: ASYNC110 - another process sets no event of ours
            await asyncio.sleep(0.01)
