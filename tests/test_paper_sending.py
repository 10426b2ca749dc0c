"""Files leave like any other message: uploaded over HTTP, judged by the same table, made off the loop, cut short."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlmodel import Session, select

from bot.demo.fakes import FakeTelegram
from messages.channels.telegram import TelegramChannel
from messages.delivery import Delivery
from messages.forms import DOCUMENT, PICTURE, RICH, Attached, Make, NotMade, Outcome, Outgoing
from messages.paper.press import Press
from models.clock import MovableClock
from models.db import Database
from models.outbox import QUEUED, REPLY, SENT, UNCERTAIN, Message, message_row, post_reply
from models.people import TELEGRAM
from tests.talk import FakeChannel, Talk
from tests.year import ZONE

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
ABOUT = {"kind": "rank", "year": 2026, "level": 5, "own": []}


class Uploads:
    """A Bot API that keeps the forms it is sent, and answers with `status`."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, dict[str, Any]]] = []
        self.status, self.body = 200, {"ok": True, "result": {"message_id": 7}}
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        """Read all of the form."""
        form = await request.post()
        read = {name: (part.filename, part.content_type, part.file.read()) if isinstance(part, web.FileField) else part
                for name, part in form.items()}  # fmt: skip
        self.seen.append((request.match_info["method"].lower(), read))
        return web.json_response(self.body, status=self.status)


@pytest.fixture
async def api() -> AsyncIterator[Uploads]:
    """On loopback."""
    uploads = Uploads()
    app = web.Application(client_max_size=1 << 25)
    app.router.add_post("/bot{token}/{method}", uploads.handle)
    async with TestServer(app) as server:
        uploads.url = str(server.make_url("/bot"))
        yield uploads


async def test_a_picture_and_a_document_are_uploaded_with_their_caption_and_buttons(api: Uploads) -> None:
    """sendPhoto shows it, sendDocument keeps its name, Chinese as it is; a large one arrives whole."""
    channel = TelegramChannel("1:x", api.url)
    large = PNG * 20_000
    try:
        for file in (Attached(PICTURE, "排名.png", PNG), Attached(DOCUMENT, "2026年荣誉证书.pdf", large)):
            outcome = await channel.send(Outgoing("42", "说明", (("好", "t.0"),), file=file))
            assert (outcome.kind, outcome.provider_id) == ("sent", "7")
    finally:
        await channel.close()
    (first, photo), (second, document) = api.seen
    assert (first, second) == ("sendphoto", "senddocument")
    assert photo["photo"] == ("排名.png", "image/png", PNG) and photo["caption"] == "说明" and photo["chat_id"] == "42"
    assert "callback_data" in photo["reply_markup"]
    assert document["document"] == ("2026年荣誉证书.pdf", "application/pdf", large)


async def test_an_upload_ends_like_any_sending(api: Uploads) -> None:
    """Refused, too fast, cut off: the one table of failures judges files too."""
    channel = TelegramChannel("1:x", api.url)
    message = Outgoing("42", "说明", file=Attached(PICTURE, "a.png", PNG))
    try:
        api.status, api.body = 429, {"ok": False, "error_code": 429, "parameters": {"retry_after": 9}}
        assert (await channel.send(message)).wait == 9
        api.status, api.body = 403, {"ok": False, "error_code": 403, "description": "bot was blocked by the user"}
        assert (await channel.send(message)).kind == "permanent"
        api.status, api.body = 200, {"ok": True}
        assert (await channel.send(message)).kind == "uncertain"
    finally:
        await channel.close()


async def test_the_demo_shows_what_was_sent() -> None:
    """The fake keeps the bytes on the phone, so that the page can show a picture."""
    fake = FakeTelegram()
    await TelegramChannel("1:x", "http://127.0.0.1/bot", request=fake).send(
        Outgoing("42", "排名", file=Attached(PICTURE, "排名.png", PNG))
    )
    [said] = fake.phones["42"].said
    assert said.text == "排名" and said.file is not None and said.file.shown and said.file.data == PNG


def queue(session: Session, now: Any, to: str = "42") -> None:
    """A reply that brings a ranking."""
    facts = {"year": 2026, "kind": "单元", "mine": "", "top": "", "paper": ABOUT}
    row = message_row(
        now, "reply", f"inbox:{to}", "paper-rank", facts, now + timedelta(hours=1), channel=TELEGRAM, to=to,
        priority=REPLY, language="zh-CN",
    )  # fmt: skip
    post_reply(session, row)


async def test_making_does_not_hold_up_others_and_is_cut_short_at_the_end(db: Database, clock: MovableClock) -> None:
    """While a file is being made other messages leave; when the program stops it is given back, to be made again."""
    channel, begun, others = FakeChannel(TELEGRAM, RICH), asyncio.Event(), asyncio.Event()

    async def never(about: Mapping[str, Any], language: str) -> Attached | NotMade:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    async def sent(message: Outgoing) -> Any:
        others.set()
        return await FakeChannel.send(channel, message)

    channel.send = sent  # type: ignore[method-assign]
    running = asyncio.create_task(Delivery(db, {TELEGRAM: channel}, clock, ZONE, make=never).run())
    await db.run(queue, clock.now())
    await asyncio.wait_for(begun.wait(), 30)
    plain = message_row(clock.now(), "reply", "inbox:2", "resumed", {}, clock.now() + timedelta(hours=1),
                        channel=TELEGRAM, to="43", priority=REPLY, language="en")  # fmt: skip
    await db.run(post_reply, plain)
    await asyncio.wait_for(others.wait(), 30)
    running.cancel()
    await asyncio.wait([running])
    states = await db.read(lambda session: {m.to: (m.state, m.attempts) for m in session.exec(select(Message))})
    assert states["42"][0] == QUEUED and states["43"][0] == SENT and "42" not in channel.sent


async def test_many_who_want_a_file_at_once_leave_room_for_others(db: Database, clock: MovableClock) -> None:
    """Four files are in the making at most; the others wait in the queue, uncharged, and each comes in the end."""
    channel, making, most = FakeChannel(TELEGRAM, RICH), 0, 0

    async def make(about: Mapping[str, Any], language: str) -> Attached | NotMade:
        nonlocal making, most
        making, most = making + 1, max(most, making + 1)
        for _ in range(20):
            await asyncio.sleep(0)
        making -= 1
        return Attached(PICTURE, "a.png", PNG)

    def fill(session: Session) -> None:
        for chat in range(11):
            queue(session, clock.now(), f"{chat}")

    await db.run(fill)
    delivery = Delivery(db, {TELEGRAM: channel}, clock, ZONE, make=make)
    for _ in range(4):
        await delivery.drain()
        clock.move_to(clock.now() + timedelta(seconds=5))
    assert most == 4 and len(channel.sent) == 11
    assert await db.read(lambda session: set(session.exec(select(Message.attempts)))) == {1}


async def test_what_was_made_once_and_may_have_arrived_is_made_again_and_marked(talk: Talk) -> None:
    """After a time-out the file goes once more, its caption marked 重发: the semantics of every answer."""
    made: list[str] = []

    async def make(about: Mapping[str, Any], language: str) -> Attached | NotMade:
        made.append(language)
        return Attached(PICTURE, "a.png", PNG)

    channel = talk.channels[TELEGRAM]
    delivery = Delivery(talk.db, {TELEGRAM: channel}, talk.clock, ZONE, make=_lost_once(channel, make))
    await talk.db.run(queue, talk.clock.now())
    await delivery.drain()
    state = await talk.db.read(lambda session: session.exec(select(Message.state)).one())
    assert state in (QUEUED, UNCERTAIN) and made == ["zh-CN"]
    talk.clock.move_to(talk.clock.now() + timedelta(minutes=2))
    await delivery.drain()
    [again] = channel.sent["42"]
    assert made == ["zh-CN"] * 2 and "重发" in again.text and again.file is not None


def _lost_once(channel: FakeChannel, make: Make) -> Make:
    """The first sending gets no answer."""
    whole = channel.send

    async def lost(message: Outgoing) -> Outcome:
        channel.send = whole  # type: ignore[method-assign]
        return Outcome("uncertain", reason="lost")

    channel.send = lost  # type: ignore[method-assign]
    return make


async def test_the_child_sees_no_key_and_an_unknown_paper_is_a_sentence(
    db: Database, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The making process has neither our settings nor our database; whatever goes wrong in it is a kind sentence."""
    monkeypatch.setenv("STAIRWELL_KEY", "secret")
    seen: list[Mapping[str, str]] = []
    begin = asyncio.create_subprocess_exec

    async def spied(*args: Any, **how: Any) -> Any:
        seen.append(how["env"])
        return await begin(*args, **how)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", spied)
    press = Press(db, clock, ZONE)
    assert await press.make({"kind": "none"}, "en") == NotMade("paper-failed")
    with pytest.raises(Exception, match="paper-failed"):
        await press._in_child("no such maker", {})
    assert seen and all(not any(name.startswith("STAIRWELL") for name in env) for env in seen)
