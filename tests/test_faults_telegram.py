"""Faults of Telegram, over real HTTP to a server that has them: nothing is lost, nobody reads a notice twice."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram.request import RequestData

from messages.channels.telegram import TelegramChannel
from messages.channels.telegram_http import AiohttpRequest
from messages.delivery import Delivery
from models.outbox import DELIVERED, SENT, UNCERTAIN
from models.people import SMS, TELEGRAM
from tests.loopback import free_port
from tests.office import Post

Fault = Callable[[web.Request], Awaitable[web.StreamResponse]]
PHONE = "+8613900000001"
LIMIT_SECONDS = 0.3
SENT_FOR_GOOD = {SENT, DELIVERED}


class Server:
    """A Bot API. `faults` are the answers to the next messages, `always` to all after them; then it works.

    `arrived` counts what people see, by chat; `calls` what was asked for.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.faults: list[Fault] = []
        self.always: Fault | None = None
        self.arrived: Counter[str] = Counter()
        self.calls: list[str] = []
        self.texts: list[str] = []

    def app(self) -> web.Application:
        """What it serves."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._send)
        return app

    async def _send(self, request: web.Request) -> web.StreamResponse:
        given = await request.json()
        chat = str(given["chat_id"])
        self.calls.append(chat)
        self.texts.append(given["text"])
        fault = self.faults.pop(0) if self.faults else self.always
        if fault is not None:
            return await fault(request)
        self.arrived[chat] += 1
        return web.json_response({"ok": True, "result": {"message_id": len(self.calls)}})

    def but_it_arrives(self, fault: Fault) -> Fault:
        """A fault of the answer alone: the person has the message."""

        async def arrives(request: web.Request) -> web.StreamResponse:
            self.arrived[str((await request.json())["chat_id"])] += 1
            return await fault(request)

        return arrives


def refusal(code: int, words: str, **parameters: Any) -> Fault:
    """Telegram's own way to say no."""
    body = {"ok": False, "error_code": code, "description": words, "parameters": parameters}

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response(body, status=code)

    return answer


def page(status: int, text: str) -> Fault:
    """What a gateway before Telegram says."""

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text=text)

    return answer


async def silence(request: web.Request) -> web.StreamResponse:
    """No answer, until the other side hangs up."""
    while request.transport is not None and not request.transport.is_closing():  # noqa: ASYNC110 - it has no event
        await asyncio.sleep(0.01)
    return web.Response()


async def dribble(request: web.Request) -> web.StreamResponse:
    """An answer that comes byte by byte and has no end."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    with contextlib.suppress(ConnectionError):
        while request.transport is not None and not request.transport.is_closing():
            await answer.write(b" ")
            await asyncio.sleep(0.01)
    return answer


async def half(request: web.Request) -> web.StreamResponse:
    """An answer that promises more than comes before the connection is gone."""
    answer = web.StreamResponse(headers={"Content-Length": "1000"})
    await answer.prepare(request)
    await answer.write(b'{"ok": true, "resu')
    assert request.transport is not None
    request.transport.abort()
    return answer


class Hurried(AiohttpRequest):
    """The real requests, which wait LIMIT_SECONDS for the whole of an answer."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *rest: Any, **more: Any
    ) -> tuple[int, bytes]:
        """As ever, only less patient."""
        return await super().do_request(url, method, request_data, read_timeout=LIMIT_SECONDS)


class Telegram:
    """The post office, with the real channel before a server of faults."""

    def __init__(self, office: Post, server: Server, channel: TelegramChannel) -> None:
        self.office, self.server = office, server
        self.delivery = Delivery(office.db, {TELEGRAM: channel, SMS: office.sms}, office.clock, office.zone)

    async def notices(self, number: int) -> None:
        """Queue one notice each to chats 1 … number, good for a day."""
        for chat in range(1, number + 1):
            await self.office.say(
                await self.office.person(str(chat)), expires_at=self.office.clock.now() + timedelta(days=1)
            )  # fmt: skip

    async def later(self, **by: float) -> None:
        """Time passes, then everything leaves that can."""
        self.office.clock.advance(timedelta(**by))
        await self.delivery.drain()

    async def states(self) -> set[str]:
        """The states of all messages."""
        return {row.state for row in await self.office.rows()}


@pytest.fixture
async def telegram(office: Post) -> AsyncIterator[Telegram]:
    """A server that is up, and a channel to it that waits LIMIT_SECONDS for an answer."""
    server = Server()
    channel = TelegramChannel("123456:token", f"http://127.0.0.1:{server.port}/bot", request=Hurried())
    async with TestServer(server.app(), port=server.port):
        yield Telegram(office, server, channel)
        await channel.close()


def once_each(telegram: Telegram, number: int) -> bool:
    """Whether chats 1 … number have got one message each, and nobody else anything."""
    return telegram.server.arrived == Counter(map(str, range(1, number + 1)))


@pytest.mark.fault("429")
async def test_one_429(telegram: Telegram) -> None:
    """The lane waits the seconds it was told, SMS meanwhile goes on, and everybody gets their notice once."""
    telegram.server.faults = [refusal(429, "Too Many Requests: retry after 7", retry_after=7)]
    await telegram.notices(3)
    await telegram.delivery.drain()
    asked = len(telegram.server.calls)
    await telegram.office.say(await telegram.office.person(PHONE))
    await telegram.later(seconds=6)
    assert len(telegram.server.calls) == asked and len(telegram.office.sms.sent) == 1
    await telegram.later(seconds=1)
    assert once_each(telegram, 3) and await telegram.states() == {SENT}


@pytest.mark.fault("429 storm")
async def test_a_429_storm(telegram: Telegram) -> None:
    """An hour of nothing but 429: it is asked no more than it allows, no try is used up, and then all arrive once."""
    telegram.server.always = refusal(429, "Too Many Requests: retry after 30", retry_after=30)
    await telegram.notices(60)
    await telegram.delivery.drain()
    began = len(telegram.server.calls)
    for _ in range(120):
        await telegram.later(seconds=30)
    assert began <= 32 and len(telegram.server.calls) - began <= 120
    telegram.server.always = None
    for _ in range(10):
        await telegram.later(seconds=30)
    assert once_each(telegram, 60) and await telegram.states() == {SENT}


@pytest.mark.fault("500/502")
@pytest.mark.parametrize("fault", [refusal(500, "Internal Server Error"), page(502, "<html>Bad Gateway</html>")])
async def test_server_errors_for_an_hour(telegram: Telegram, fault: Fault) -> None:
    """Telegram's own errors and a gateway's page: tried again ever more slowly, and nothing is lost by it."""
    telegram.server.always = fault
    await telegram.notices(20)
    for _ in range(60):
        await telegram.later(minutes=1)
    assert len(telegram.server.calls) <= 32 + 60
    telegram.server.always = None
    for _ in range(15):
        await telegram.later(minutes=1)
    assert once_each(telegram, 20) and await telegram.states() == {SENT}


@pytest.mark.fault("timeout-then-delivered")
async def test_an_answer_that_never_comes_to_what_was_delivered(telegram: Telegram) -> None:
    """A notice that timed out and did arrive is not sent again; an answer somebody waits for once more, and says so."""
    telegram.server.faults = [telegram.server.but_it_arrives(silence)]
    await telegram.notices(1)
    for _ in range(10):
        await telegram.later(minutes=1)
    assert once_each(telegram, 1) and await telegram.states() == {UNCERTAIN}
    telegram.server.faults = [telegram.server.but_it_arrives(silence)]
    await telegram.office.answer("2")
    for _ in range(10):
        await telegram.later(minutes=1)
    assert telegram.server.arrived["2"] == 2
    assert [text.startswith("【重发】") for text in telegram.server.texts] == [False, False, True]


@pytest.mark.fault("refused")
async def test_a_refused_connection(office: Post) -> None:
    """Nobody listens: the notices wait, and when somebody does they arrive once each, none of them doubtful."""
    server = Server()
    channel = TelegramChannel("123456:token", f"http://127.0.0.1:{server.port}/bot")
    telegram = Telegram(office, server, channel)
    await telegram.notices(5)
    for _ in range(30):
        await telegram.later(minutes=1)
    assert not server.calls
    async with TestServer(server.app(), port=server.port):
        for _ in range(5):
            await telegram.later(minutes=1)
        await channel.close()
    assert once_each(telegram, 5) and await telegram.states() == {SENT}


@pytest.mark.fault("slow loris")
@pytest.mark.parametrize("stuck", [1, 40])
async def test_an_answer_that_never_ends(telegram: Telegram, stuck: int) -> None:
    """Answers that dribble hold up nobody for longer than the limit, were there more than connections and turns."""
    telegram.server.faults = [telegram.server.but_it_arrives(dribble)] * stuck
    await telegram.notices(stuck + 3)
    for _ in range(10):
        await telegram.later(minutes=1)
    assert max(telegram.server.arrived.values()) == 1 and await telegram.states() <= {SENT, UNCERTAIN}
    telegram.server.faults = []
    await telegram.office.say(await telegram.office.person("999"))
    await telegram.later(minutes=1)
    assert telegram.server.arrived["999"] == 1


@pytest.mark.fault("truncated JSON")
@pytest.mark.parametrize("fault", [page(200, '{"ok": true, "resu'), half])
async def test_half_an_answer(telegram: Telegram, fault: Fault) -> None:
    """What cannot be read may have arrived: the notice is listed, not sent again, and the next ones go on."""
    telegram.server.faults = [telegram.server.but_it_arrives(fault)]
    await telegram.notices(3)
    for _ in range(10):
        await telegram.later(minutes=1)
    assert once_each(telegram, 3)
    assert sorted(row.state for row in await telegram.office.rows()) == [SENT, SENT, UNCERTAIN]


@pytest.mark.fault("403")
async def test_a_blocked_bot(telegram: Telegram) -> None:
    """Whoever blocked the bot gets it by SMS, is asked by Telegram no more, and the others are not held up."""
    telegram.server.faults = [refusal(403, "Forbidden: bot was blocked by the user")]
    person = await telegram.office.person("77", PHONE)
    await telegram.office.say(person, "一")
    await telegram.delivery.drain()
    await telegram.notices(2)
    await telegram.office.say(person, "二")
    await telegram.later(minutes=1)
    assert once_each(telegram, 2) and telegram.server.calls.count("77") == 1
    assert len(telegram.office.sms.sent) == 2 and await telegram.states() == {SENT}
    assert (await telegram.office.ways())["77"] == ("unreachable", "blocked")


@pytest.mark.fault("migrated")
async def test_a_chat_that_became_a_supergroup(telegram: Telegram) -> None:
    """The new number is taken over, the notice arrives there once, and the next one is sent nowhere else."""
    telegram.server.faults = [
        refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1009)
    ]  # fmt: skip
    group = await telegram.office.person("-9")
    await telegram.office.say(group, "一")
    await telegram.later(seconds=30)
    await telegram.office.say(group, "二")
    await telegram.later(seconds=30)
    assert telegram.server.calls == ["-9", "-1009", "-1009"] and telegram.server.arrived == {"-1009": 2}
    assert await telegram.states() == {SENT} and set(await telegram.office.ways()) == {"-1009"}
