"""Webhooks over real HTTP: signed or refused, kept before they are answered, each once."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import func, select
from sqlmodel import col
from starlette.applications import Starlette
from twilio.request_validator import RequestValidator

from bot.demo.fakes import FakeTelegram, FakeTwilio
from bot.web.forms import MAX_BODY, MAX_FIELDS
from bot.web.webhooks import Webhooks, Worker
from messages.channels.telegram import TelegramChannel
from messages.channels.twilio import TwilioChannel
from messages.delivery import Delivery
from messages.forms import Channel
from models.inbox import Inbox
from models.outbox import Message
from models.people import SMS, TELEGRAM
from tests.browser import served
from tests.talk import Talk

PUBLIC = "https://bot.example.org"
SECRET = "a-long-random-word"
TOKEN = "twilio-token"
ELDER = "+8613900000001"


class Site:
    """The webhooks of the small community, served; what leaves is kept by the fakes."""

    def __init__(self, talk: Talk, client: httpx.AsyncClient) -> None:
        self.talk, self.client = talk, client
        self.telegram, self.twilio = FakeTelegram(), FakeTwilio()
        sms = TwilioChannel("AC1", TOKEN, "+15005550006", "http://127.0.0.1", PUBLIC, http_client=self.twilio)
        telegram = TelegramChannel("1:t", "http://127.0.0.1/bot", request=self.telegram)
        channels: dict[str, Channel] = {TELEGRAM: telegram, SMS: sms}
        self.delivery = Delivery(talk.db, channels, talk.clock, talk.zone, pace=None)
        self.worker = Worker(talk.dispatch, channels, talk.clock, self.delivery.wake)
        hooks = Webhooks(talk.db, channels, talk.clock, self.worker, SECRET, PUBLIC)
        self.app = Starlette(routes=hooks.routes())

    async def work(self) -> None:
        """Let the worker and the delivery do what waits."""
        await self.worker.drain()
        await self.delivery.drain()

    async def sms(self, path: str, form: dict[str, str], token: str = TOKEN) -> int:
        """Post a form as Twilio would, signed with a token; the status."""
        signature = RequestValidator(token).compute_signature(PUBLIC + path, form)
        answer = await self.client.post(path, data=form, headers={"X-Twilio-Signature": signature})
        return answer.status_code

    async def update(self, update: object, secret: str = SECRET) -> int:
        """Post an update as Telegram would; the status."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        return (await self.client.post("/telegram", content=json.dumps(update), headers=headers)).status_code


@pytest.fixture
async def site(talk: Talk) -> AsyncIterator[Site]:
    """The webhooks on loopback."""
    async with httpx.AsyncClient(timeout=30) as client:
        site = Site(talk, client)
        async with served(site.app) as base:
            client.base_url = httpx.URL(base)
            yield site


def incoming(sid: str, text: str) -> dict[str, str]:
    """Twilio's form of an incoming SMS."""
    return {"MessageSid": sid, "From": ELDER, "To": "+15005550006", "Body": text, "NumMedia": "0"}


async def test_an_elder_answers_by_sms_through_the_real_adapter(site: Site) -> None:
    """A signed SMS is kept, answered at once with empty TwiML, worked on afterwards, and the echo leaves by Twilio."""
    await site.talk.issue_inspection()
    assert await site.sms("/sms", incoming("SM1", "１")) == 200
    await site.work()
    assert "已记" in site.twilio.phones[ELDER].said[-1].text


@pytest.mark.fault("duplicate webhooks ×10")
async def test_ten_deliveries_of_one_sms_are_one(site: Site) -> None:
    """Twilio's retries change nothing."""
    await site.talk.issue_inspection()
    for _ in range(10):
        assert await site.sms("/sms", incoming("SM1", "1")) == 200
        await site.work()
    assert len(site.twilio.phones[ELDER].said) == 1
    kept = await site.talk.db.read(lambda s: s.execute(select(func.count()).select_from(Inbox)).scalar_one())
    assert kept == 1


async def test_what_is_not_signed_is_refused_and_leaves_no_row(site: Site) -> None:
    """A wrong token, a changed body, a missing signature or secret: 403 and nothing kept."""
    assert await site.sms("/sms", incoming("SM1", "1"), token="another") == 403
    signature = RequestValidator(TOKEN).compute_signature(PUBLIC + "/sms", incoming("SM1", "1"))
    changed = await site.client.post("/sms", data=incoming("SM1", "2"), headers={"X-Twilio-Signature": signature})
    assert changed.status_code == 403
    assert (await site.client.post("/sms", data=incoming("SM1", "1"))).status_code == 403
    assert await site.update({"update_id": 1}, secret="wrong") == 403
    assert (await site.client.post("/telegram", content="{}")).status_code == 403
    kept = await site.talk.db.read(lambda s: s.execute(select(func.count()).select_from(Inbox)).scalar_one())
    assert kept == 0


@pytest.mark.parametrize("body", ["", "[]", "{", '{"update_id": "x"}', '{"update_id": null}', "\ud800"])
async def test_a_body_that_is_no_update_is_a_bad_request(site: Site, body: str) -> None:
    """Whatever comes with the right secret but is no update gets a 400, never a 500."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    sent = body.encode("utf-8", "surrogatepass")
    assert (await site.client.post("/telegram", content=sent, headers=headers)).status_code == 400


async def test_a_giant_body_is_refused(site: Site) -> None:
    """More than a megabyte is not read."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    answer = await site.client.post("/telegram", content=b"x" * (MAX_BODY + 1), headers=headers)
    assert answer.status_code == 413


async def test_a_form_of_too_many_fields_is_refused(site: Site) -> None:
    """Signed or not, what no provider sends is not taken apart."""
    many = {f"field{number}": "x" for number in range(MAX_FIELDS + 1)}
    assert await site.sms("/sms", incoming("SM1", "1") | many) == 403


async def test_telegram_by_webhook(site: Site) -> None:
    """An update with the secret is kept, worked on and answered; a second copy changes nothing."""
    user = {"id": 1001, "is_bot": False, "first_name": "王芳"}
    chat = {"id": 1001, "type": "private", "first_name": "王芳"}
    update = {"update_id": 7, "message": {"message_id": 1, "date": 0, "from": user, "chat": chat, "text": "帮助"}}
    for _ in range(2):
        assert await site.update(update) == 200
        await site.work()
    assert len(site.telegram.phones["1001"].said) == 1


@pytest.mark.fault("out-of-order updates")
async def test_status_callbacks_move_forward_only(site: Site) -> None:
    """Delivered stays delivered when an older status comes late, or again; an unknown message changes nothing."""
    await site.talk.issue_inspection()
    await site.sms("/sms", incoming("SM1", "1"))
    await site.work()
    sid = await site.talk.db.read(
        lambda s: s.execute(select(col(Message.provider_id)).where(col(Message.purpose) == "reply")).scalar_one()
    )
    for status in ("sent", "delivered", "sent", "delivered"):
        assert await site.sms("/sms/status", {"MessageSid": sid, "MessageStatus": status}) == 200
    assert await site.sms("/sms/status", {"MessageSid": "SMunknown", "MessageStatus": "delivered"}) == 200
    assert await site.sms("/sms/status", {"AccountSid": "AC1"}) == 400
    state = await site.talk.db.read(
        lambda s: s.execute(select(col(Message.state)).where(col(Message.purpose) == "reply")).scalar_one()
    )
    assert state == "delivered"


@pytest.mark.parametrize("word", ["STOP", "Unsubscribe", "END"])
async def test_what_twilio_takes_for_an_opt_out_is_mirrored_and_not_answered(site: Site, word: str) -> None:
    """Twilio confirms its own words and refuses what follows: we stop the address, silently. 退订 is answered."""
    await site.sms("/sms", incoming("SM1", word))
    await site.work()
    assert site.twilio.phones[ELDER].said == []
    await site.talk.issue_inspection()
    await site.work()
    assert site.twilio.phones[ELDER].said == []
    await site.sms("/sms", incoming("SM2", "START"))
    await site.sms("/sms", incoming("SM3", "退订"))
    await site.work()
    assert ["欢迎回来" in said.text or "已退订" in said.text for said in site.twilio.phones[ELDER].said] == [True, True]
