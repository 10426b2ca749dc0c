"""WeCom's group robots on loopback, written from their documentation: keys, 2048 bytes, 20 messages a minute."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from messages.channels.wecom import WecomChannel

KEY, OTHER_KEY = "693a91f6-7a2b-4bc4-97a0-0ec2e5f1a001", "693a91f6-7a2b-4bc4-97a0-0ec2e5f1a002"
ADDRESS = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key="
A_MINUTE = 20


@dataclass
class Wecom:
    """The groups by their robots' keys, and what was said in each; `minute()` begins a new one."""

    url: str = ""
    keys: set[str] = field(default_factory=lambda: {KEY, OTHER_KEY})
    said: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    answers: list[tuple[int, Any]] = field(default_factory=list)
    _this_minute: Counter[str] = field(default_factory=Counter)

    def minute(self) -> None:
        """Another minute begins."""
        self._this_minute.clear()

    @asynccontextmanager
    async def up(self) -> AsyncIterator["Wecom"]:
        """Answer, until left."""
        app = web.Application()
        app.router.add_post("/cgi-bin/webhook/send", self._send)
        async with TestServer(app) as server:
            self.url = str(server.make_url("/")).rstrip("/")
            yield self

    async def _send(self, request: web.Request) -> web.Response:
        if self.answers:
            status, body = self.answers.pop(0)
            return (
                web.Response(text=body, status=status)
                if isinstance(body, str)
                else web.json_response(body, status=status)
            )
        code, why = self._judged(request.query.get("key", ""), await request.json())
        return web.json_response({"errcode": code, "errmsg": why})

    def _judged(self, key: str, body: dict[str, Any]) -> tuple[int, str]:
        if key not in self.keys:
            return 93000, "invalid webhook url, more info at https://open.work.weixin.qq.com/devtool/query?e=93000"
        if body["msgtype"] != "text":
            return 40008, "invalid message type"
        content = body["text"]["content"]
        if not content:
            return 44004, "empty content"
        if len(content.encode()) > 2048:
            return 40058, "text.content exceed max length 2048. invalid Request Parameter"
        self._this_minute[key] += 1
        if self._this_minute[key] > A_MINUTE:
            return 45009, "api freq out of limit"
        self.said[key].append(content)
        return 0, "ok"


@pytest.fixture
async def wecom() -> AsyncIterator[Wecom]:
    """The service, running."""
    async with Wecom().up() as server:
        yield server


@pytest.fixture
async def wecom_channel(wecom: Wecom) -> AsyncIterator[WecomChannel]:
    """The channel, pointed at it."""
    made = WecomChannel(wecom.url)
    yield made
    await made.close()
