"""The SMS channel: webhooks in, and every way a sending can end, over real HTTP to a small fake."""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from messages.channels.twilio import TwilioChannel
from messages.forms import FileRef, Inbound, Outgoing
from models.errors import SettingsError

SID, TOKEN, OURS, ELDER = "AC" + "0" * 32, "secret", "+15005550006", "+8613900000001"
PUBLIC = "https://bot.example.org"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Api:
    """Twilio's Messages resource, answering as it is told; it keeps the forms and the Authorization headers."""

    def __init__(self) -> None:
        self.forms: list[dict[str, Any]] = []
        self.logins: list[str] = []
        self.answers: list[Answer] = []
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The next scripted answer, or 201 with the new message."""
        self.forms.append(dict(await request.post()))
        self.logins.append(request.headers["Authorization"])
        if self.answers:
            return await self.answers.pop(0)(request)
        return web.json_response({"sid": "SM1", "status": "queued"}, status=201)

    def refuses(self, status: int, code: int) -> None:
        """The next message is refused."""
        body = {"code": code, "message": f"no {ELDER}", "status": status, "more_info": ""}
        self.answers.append(constant(web.json_response, body, status=status))


def constant(make: Callable[..., web.Response], *args: Any, **kwargs: Any) -> Answer:
    """An answer that is always the same."""

    async def answer(request: web.Request) -> web.StreamResponse:
        return make(*args, **kwargs)

    return answer


async def drop(request: web.Request) -> web.StreamResponse:
    """Cut the connection after reading the request."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@pytest.fixture
async def api() -> AsyncIterator[Api]:
    """A running fake."""
    fake = Api()
    app = web.Application()
    app.router.add_post(f"/2010-04-01/Accounts/{SID}/Messages.json", fake.handle)
    async with TestServer(app) as server:
        fake.url = str(server.make_url("/")).rstrip("/")
        yield fake


@pytest.fixture
async def channel(api: Api) -> AsyncIterator[TwilioChannel]:
    """The channel, pointed at it."""
    made = TwilioChannel(SID, TOKEN, OURS, api.url, PUBLIC)
    yield made
    await made.close()


HELLO = Outgoing(ELDER, "您好。回1完成")


async def test_a_message_leaves(api: Api, channel: TwilioChannel) -> None:
    """From our number, with a status callback, under our account; the message's id comes back."""
    outcome = await channel.send(HELLO)
    assert (outcome.kind, outcome.provider_id) == ("sent", "SM1")
    assert api.forms == [{"To": ELDER, "From": OURS, "Body": "您好。回1完成", "StatusCallback": f"{PUBLIC}/sms/status"}]
    assert base64.b64decode(api.logins[0].removeprefix("Basic ")).decode() == f"{SID}:{TOKEN}"


async def test_without_a_public_address(api: Api) -> None:
    """Where nobody can call us back, no callback is asked for."""
    channel = TwilioChannel(SID, TOKEN, OURS, api.url)
    await channel.send(HELLO)
    await channel.close()
    assert "StatusCallback" not in api.forms[0]


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (400, 21211, ("permanent", "invalid number", 0)), (400, 21614, ("permanent", "not a mobile number", 0)),
        (400, 21610, ("permanent", "stopped", 0)), (400, 30006, ("permanent", "landline", 0)),
        (400, 21617, ("rejected", "21617", 0)), (400, 30007, ("rejected", "30007", 0)),
        (429, 20429, ("retry", "20429", 2)), (429, 21611, ("retry", "21611", 2)),
        (401, 20003, ("retry", "unauthorized", 60)), (500, 20500, ("retry", "500", 0)),
    ],
)  # fmt: skip
async def test_refusals(api: Api, channel: TwilioChannel, status: int, code: int, expected: tuple[Any, ...]) -> None:
    """What Twilio answers, and what it means for the message, the number and the lane."""
    api.refuses(status, code)
    outcome = await channel.send(HELLO)
    assert (outcome.kind, outcome.reason, outcome.wait) == expected


async def test_the_newer_form_of_errors(api: Api, channel: TwilioChannel) -> None:
    """RFC 9457 problems carry the same codes."""
    body = {"type": "about:blank", "title": "Invalid", "status": 400, "code": 21211}
    api.answers.append(constant(web.json_response, body, status=400))
    assert (await channel.send(HELLO)).kind == "permanent"


async def test_a_gateways_page_is_tried_again(api: Api, channel: TwilioChannel) -> None:
    """HTML in place of JSON does not break anything."""
    api.answers.append(constant(web.Response, text="<html>upstream</html>", status=503))
    outcome = await channel.send(HELLO)
    assert (outcome.kind, outcome.reason) == ("retry", "503")


@pytest.mark.parametrize("answer", [drop, constant(web.Response, text="{", status=201)])
async def test_lost_on_the_way_is_uncertain(api: Api, channel: TwilioChannel, answer: Answer) -> None:
    """A connection dropped after the request, or half an answer: it may have been sent."""
    api.answers.append(answer)
    assert (await channel.send(HELLO)).kind == "uncertain"


async def test_silence_is_uncertain(api: Api, channel: TwilioChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library ignores its own time-out; ours holds."""
    monkeypatch.setattr("messages.channels.calls.TIMEOUT_SECONDS", 0.05)
    never = asyncio.Event()

    async def wait(request: web.Request) -> web.StreamResponse:
        await never.wait()
        return web.Response()

    api.answers.append(wait)
    assert (await channel.send(HELLO)).kind == "uncertain"
    never.set()


async def test_what_never_left_is_tried_again(unused_tcp_port: int) -> None:
    """A refused connection: nothing was sent, the lane waits a little."""
    channel = TwilioChannel(SID, TOKEN, OURS, f"http://127.0.0.1:{unused_tcp_port}")
    outcome = await channel.send(HELLO)
    await channel.close()
    assert (outcome.kind, outcome.wait) == ("retry", 3.0)


async def test_nothing_to_say_and_too_much(api: Api, channel: TwilioChannel) -> None:
    """An empty text never leaves; one that Twilio would refuse is cut."""
    assert (await channel.send(Outgoing(ELDER, " \x00"))).kind == "rejected"
    assert api.forms == []
    await channel.send(Outgoing(ELDER, "楼" * 2000))
    assert len(api.forms[0]["Body"]) == 1600


FORM = {"MessageSid": "SM9", "From": ELDER, "To": OURS, "Body": " １完成\x00 ", "NumMedia": "0"}


def test_an_sms_comes_in(channel: TwilioChannel) -> None:
    """The sender's number is the address, the text is sanitised."""
    assert channel.parse(FORM) == Inbound("sms", "SM9", ELDER, "1完成")


@pytest.mark.parametrize("sender", ["10086", "+10086", "CMCC", "whatsapp:+8613900000001", "", "+８６13900000001"])
def test_machines_are_not_answered(channel: TwilioChannel, sender: str) -> None:
    """Short codes and alphabetic senders are machines: answering them starts a loop."""
    assert channel.parse(FORM | {"From": sender}) is None


@pytest.mark.parametrize("name", ["MessageSid", "From"])
def test_poison_raises(channel: TwilioChannel, name: str) -> None:
    """A form that is not Twilio's is not guessed at."""
    with pytest.raises(KeyError):
        channel.parse({key: value for key, value in FORM.items() if key != name})


def test_status_callbacks(channel: TwilioChannel) -> None:
    """(message id, status, error code), the code empty where all is well."""
    assert channel.parse_status({"MessageSid": "SM1", "MessageStatus": "delivered"}) == ("SM1", "delivered", "")
    failed = {"MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": "30003"}
    assert channel.parse_status(failed) == ("SM1", "undelivered", "30003")


def test_signatures(channel: TwilioChannel) -> None:
    """Only what Twilio signed with our token, for this very URL and form, is valid."""
    url = f"{PUBLIC}/sms"
    signed = url + "".join(name + FORM[name] for name in sorted(FORM))
    signature = base64.b64encode(hmac.new(TOKEN.encode(), signed.encode(), hashlib.sha1).digest()).decode()
    assert channel.valid(url, FORM, signature)
    assert not channel.valid(url, FORM | {"Body": "2"}, signature)
    assert not channel.valid(f"{PUBLIC}/sms/status", FORM, signature)
    assert not channel.valid(url, FORM, "")


def test_an_empty_token_is_refused() -> None:
    """With an empty token every forged signature would be valid."""
    with pytest.raises(SettingsError):
        TwilioChannel(SID, "", OURS, PUBLIC)


async def test_an_sms_has_neither_files_nor_buttons(channel: TwilioChannel) -> None:
    """Fetching raises OSError, acknowledging does nothing."""
    await channel.acknowledge(Inbound("sms", "SM9", ELDER))
    with pytest.raises(OSError):
        await channel.fetch(FileRef("x", "x", 1))


def test_twilio_s_own_opt_in_is_a_start(channel: TwilioChannel) -> None:
    """What Twilio takes for an opt-in (YES and UNSTOP, too) is one here, not an answer to a question."""
    payload = {"MessageSid": "SM1", "From": "+8613900000001", "Body": "YES", "OptOutType": "START"}
    heard = channel.parse(payload)
    assert heard is not None and heard.text == "start"
    assert channel.parse({key: value for key, value in payload.items() if key != "OptOutType"}).text == "YES"  # type: ignore[union-attr]
