"""Reports and replies pushed by Aliyun: kept before they are answered, each once, from those who know the address."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select
from sqlmodel import col
from starlette.applications import Starlette

from bot.web.webhooks import Webhooks, Worker
from messages.channels.aliyun import AliyunChannel
from messages.delivery import Delivery
from models.inbox import Inbox
from models.outbox import Message
from models.people import ACTIVE, SMS, UNREACHABLE, Address
from tests.aliyun_server import Aliyun, reply, report
from tests.browser import served
from tests.talk import Talk

ELDER, NUMBER = "+8613900000001", "13900000001"
SECRET = "a-long-random-word"


class Site:
    """The community with Aliyun as its gateway: its webhooks served, the service on loopback."""

    def __init__(self, talk: Talk, channel: AliyunChannel, client: httpx.AsyncClient) -> None:
        self.talk, self.client = talk, client
        channels = {SMS: channel}
        self.delivery = Delivery(talk.db, channels, talk.clock, talk.zone, pace=None)
        self.worker = Worker(talk.dispatch, channels, talk.clock, self.delivery.wake)
        hooks = Webhooks(talk.db, channels, talk.clock, self.worker, SECRET, "https://bot.example.org")
        self.app = Starlette(routes=hooks.routes())

    async def work(self) -> None:
        """Let the worker and the delivery do what waits."""
        await self.worker.drain()
        await self.delivery.drain()

    async def push(self, what: str, entries: Any, secret: str = SECRET) -> httpx.Response:
        """Post a list as Aliyun would."""
        return await self.client.post(f"/sms/aliyun/{what}/{secret}", json=entries)

    async def issue(self) -> None:
        """The inspection falls due for the elder and leaves by Aliyun."""
        await self.talk.issue_inspection()
        await self.talk.db.run(_again)
        await self.delivery.drain()

    async def messages(self) -> list[tuple[str, str, str | None]]:
        """(purpose, state, error) of every message by SMS, oldest first."""
        return await self.talk.db.read(
            lambda s: [
                tuple(row)
                for row in s.execute(
                    select(col(Message.purpose), col(Message.state), col(Message.error))
                    .where(col(Message.channel) == SMS).order_by(col(Message.id))
                )
            ]
        )  # fmt: skip


def _again(session: Any) -> None:
    """What the stage's own fake has sent is to leave by Aliyun."""
    session.execute(Message.__table__.update().where(Message.channel == SMS).values(state="queued", attempts=0))  # type: ignore[attr-defined]


@pytest.fixture
async def site(talk: Talk, aliyun_channel: AliyunChannel) -> AsyncIterator[Site]:
    """The webhooks on loopback."""
    async with httpx.AsyncClient(timeout=30) as client:
        made = Site(talk, aliyun_channel, client)
        async with served(made.app) as base:
            client.base_url = httpx.URL(base)
            yield made


async def test_an_elder_answers_with_one_digit(site: Site, aliyun: Aliyun) -> None:
    """李姨 is asked by Aliyun and replies １: the push is answered, again it changes nothing, the echo leaves."""
    await site.issue()
    assert aliyun.sent[0][0] == NUMBER and "回1" in aliyun.sent[0][1]
    for _ in range(3):
        answer = await site.push("up", [reply(1, NUMBER, "１"), reply(1, NUMBER, "１")])
        assert (answer.status_code, answer.json()) == (200, {"code": 0, "msg": "接收成功"})
        await site.work()
    assert len(aliyun.sent) == 2 and "已记" in aliyun.sent[1][1]


async def test_a_push_of_several_with_one_that_cannot_be_read(site: Site, aliyun: Aliyun) -> None:
    """The readable ones are kept and answered; the other is no reason to be pushed all of it again."""
    await site.issue()
    answer = await site.push("up", [reply(1, NUMBER, "1"), {"content": "?"}, "x", reply(2, "13900000099", "你好")])
    assert answer.status_code == 200
    await site.work()
    assert sorted(number for number, _ in aliyun.sent[1:]) == [NUMBER, "13900000099"]


async def test_reports_move_forward_only(site: Site, aliyun: Aliyun) -> None:
    """Delivered is the end, whatever comes later; an unknown message and one that is no report change nothing."""
    await site.issue()
    entries = [
        report("900000001^0", NUMBER),
        report("900000001^0", NUMBER, "MOBILE_IN_BLACK"),
        report("1^0", NUMBER),
        {},
    ]
    for _ in range(2):
        answer = await site.push("report", entries)
        assert (answer.status_code, answer.json()["code"]) == (200, 0)
    assert await site.messages() == [("duty:inspection", "delivered", None)]


async def test_what_a_database_cannot_hold(site: Site) -> None:
    """A NUL or half a character in an id or a code is left out, and the push is taken."""
    odd = report("9\x00\ud800", NUMBER, "X\x00\ud800") | {"success": False}
    for what, entry in (("report", odd), ("up", reply(1, NUMBER, "1\x00") | {"sequence_id": "1\x00\ud800"})):
        content = json.dumps([entry])
        assert (await site.client.post(f"/sms/aliyun/{what}/{SECRET}", content=content)).status_code == 200
    kept = await site.talk.db.read(lambda s: set(s.execute(select(col(Inbox.provider_id))).scalars()))
    assert kept == {"9", "1@2026-11-02 09:05:00"}


@pytest.mark.parametrize(
    ("code", "reason", "state"),
    [
        ("MOBILE_IN_BLACK", "blocked", UNREACHABLE), ("USER_REJECT", "blocked", UNREACHABLE),
        ("MOBILE_NOT_ON_SERVICE", "handset off or no such number", ACTIVE), ("CONTENT_KEYWORD", "filtered", ACTIVE),
        ("UNKNOWN", "failed UNKNOWN", ACTIVE),
    ],
)  # fmt: skip
async def test_reports_of_failure(site: Site, aliyun: Aliyun, code: str, reason: str, state: str) -> None:
    """The reason is kept in words; only what says that the number itself will not work marks the address."""
    await site.issue()
    assert (await site.push("report", [report("900000001^0", NUMBER, code)])).status_code == 200
    ((_, became, why),) = await site.messages()
    assert became in ("failed", "unreached") and why == reason
    kept = await site.talk.db.read(
        lambda s: s.execute(select(col(Address.state)).where(col(Address.value) == ELDER)).scalar_one()
    )
    assert kept == state


async def test_without_the_secret_nothing_is_kept(site: Site) -> None:
    """Nothing in a push is signed, so whoever does not know the address is refused."""
    for what in ("up", "report"):
        assert (await site.push(what, [reply(1, NUMBER, "1")], secret="wrong")).status_code == 403
        assert (await site.client.post(f"/sms/aliyun/{what}", json=[])).status_code == 404
    assert (await site.client.post("/sms", data={"MessageSid": "SM1"})).status_code == 404
    assert await site.talk.db.read(lambda s: s.execute(select(func.count()).select_from(Inbox)).scalar_one()) == 0


@pytest.mark.parametrize("body", ["", "{", "{}", '"x"', "[" * 100_000, "null"])
async def test_a_body_that_is_no_list_is_a_bad_request(site: Site, body: str) -> None:
    """Whatever comes with the right secret but is no list gets a 400, never a 500."""
    for what in ("up", "report"):
        assert (await site.client.post(f"/sms/aliyun/{what}/{SECRET}", content=body)).status_code == 400


async def test_without_a_secret_there_are_no_addresses(talk: Talk, aliyun_channel: AliyunChannel) -> None:
    """Where no secret is set, pushes have nowhere to go."""
    worker = Worker(talk.dispatch, {SMS: aliyun_channel}, talk.clock, lambda: None)
    assert Webhooks(talk.db, {SMS: aliyun_channel}, talk.clock, worker, "", "").routes() == []
