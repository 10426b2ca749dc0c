"""The Telegram channel: payloads in, and every way a sending can end, over real HTTP to a small fake."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.commands import ALL
from bot.grammar import Grammar
from bot.help import book
from bot.menu import commands, list_commands
from messages.channels.telegram import ChannelDown, PollConflict, TelegramChannel, rows_of, split_text
from messages.forms import FileRef, Inbound, Outgoing
from models.people import LANGUAGES
from models.posts import RESIDENT

TOKEN = "123456:SECRET-OF-THE-BOT"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Api:
    """A Bot API that answers as it is told, and keeps the calls: (method in lower case, parameters)."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.answers: list[Answer] = []
        self.files: dict[str, bytes] = {}
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The next scripted answer, or one of success."""
        body = await request.json()
        self.calls.append((request.match_info["method"].lower(), body))
        if self.answers:
            return await self.answers.pop(0)(request)
        return web.json_response({"ok": True, "result": {"message_id": 40 + len(self.calls)}})

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file's bytes."""
        return web.Response(body=self.files[request.match_info["path"]])

    def says(self, result: Any) -> None:
        """The next call succeeds with this result."""
        self.answers.append(_constant(web.json_response, {"ok": True, "result": result}))

    def refuses(self, code: int, description: str, **parameters: Any) -> None:
        """The next call is refused."""
        body = {"ok": False, "error_code": code, "description": description}
        self.answers.append(
            _constant(web.json_response, body | ({"parameters": parameters} if parameters else {}), status=code)
        )


def _constant(make: Callable[..., web.Response], *args: Any, **kwargs: Any) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        return make(*args, **kwargs)

    return answer


async def _drop(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@pytest.fixture
async def api() -> AsyncIterator[Api]:
    """A running fake."""
    fake = Api()
    app = web.Application()
    app.router.add_route("*", "/file/bot{token}/{path}", fake.file)
    app.router.add_route("*", "/bot{token}/{method}", fake.handle)
    async with TestServer(app) as server:
        fake.url = str(server.make_url("/bot"))
        yield fake


@pytest.fixture
async def channel(api: Api) -> AsyncIterator[TelegramChannel]:
    """The channel, pointed at it."""
    made = TelegramChannel(TOKEN, api.url)
    yield made
    await made.close()


HELLO = Outgoing("1001", "您好", (("全部正常", "ab.0"), ("有问题", "ab.1")))


# --- out ---
async def test_a_message_with_buttons(api: Api, channel: TelegramChannel) -> None:
    """Plain text without a parse mode, short buttons side by side; the message id comes back."""
    outcome = await channel.send(HELLO)
    assert (outcome.kind, outcome.provider_id) == ("sent", "41")
    ((method, params),) = api.calls
    assert method == "sendmessage"
    buttons = [{"text": "全部正常", "callback_data": "ab.0"}, {"text": "有问题", "callback_data": "ab.1"}]
    assert params == {"chat_id": 1001, "text": "您好", "reply_markup": {"inline_keyboard": [buttons]}}


async def test_a_photo_goes_by_its_id_with_the_text_under_it(api: Api, channel: TelegramChannel) -> None:
    """A picture somebody sent before is named by Telegram's own id; what is too long for a caption is cut."""
    outcome = await channel.send(Outgoing("1001", "合影" * 600, photo="file-1"))
    assert outcome.kind == "sent"
    assert api.calls == [("sendphoto", {"chat_id": 1001, "photo": "file-1", "caption": "合影" * 512})]


async def test_an_edit_takes_the_place_of_the_message(api: Api, channel: TelegramChannel) -> None:
    """With `edits` the message is changed, and keeps its id."""
    outcome = await channel.send(Outgoing("1001", "完成", edits="77"))
    assert (outcome.kind, outcome.provider_id) == ("sent", "77")
    assert api.calls == [("editmessagetext", {"chat_id": 1001, "message_id": 77, "text": "完成"})]


async def test_an_edit_that_changes_nothing_is_done(api: Api, channel: TelegramChannel) -> None:
    """"Not modified" says that it already reads so."""  # fmt: skip
    api.refuses(400, "Bad Request: message is not modified: specified new message content is exactly the same")
    assert (await channel.send(Outgoing("1001", "完成", edits="77"))).kind == "sent"
    assert len(api.calls) == 1


@pytest.mark.parametrize("words", ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"])
async def test_what_cannot_be_edited_is_said_anew(api: Api, channel: TelegramChannel, words: str) -> None:
    """A message that is gone or too old is replaced by a new one."""
    api.refuses(400, f"Bad Request: {words}")
    assert (await channel.send(Outgoing("1001", "完成", edits="77"))).provider_id == "42"
    assert [method for method, _ in api.calls] == ["editmessagetext", "sendmessage"]


@pytest.mark.parametrize(
    ("code", "words", "parameters", "expected"),
    [
        (403, "Forbidden: bot was blocked by the user", {}, ("permanent", "blocked", 0)),
        (403, "Forbidden: user is deactivated", {}, ("permanent", "deactivated", 0)),
        (403, "Forbidden: bot can't initiate conversation with a user", {}, ("permanent", "not started", 0)),
        (403, "Forbidden: something new", {}, ("permanent", "forbidden", 0)),
        (400, "Bad Request: chat not found", {}, ("permanent", "chat not found", 0)),
        (400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -100}, ("moved", "migrated", 0)),
        (400, "Bad Request: message text is empty", {}, ("rejected", "400", 0)),
        (429, "Too Many Requests: retry after 7", {"retry_after": 7}, ("retry", "429", 7)),
        (401, "Unauthorized", {}, ("retry", "unauthorized", 60)),
        (500, "Internal Server Error", {}, ("retry", "500", 0)),
    ],
)  # fmt: skip
async def test_refusals(
    api: Api, channel: TelegramChannel, code: int, words: str, parameters: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    """What Telegram answers, and what it means for the message, the address and the lane."""
    api.refuses(code, words, **parameters)
    outcome = await channel.send(HELLO)
    assert (outcome.kind, outcome.reason, outcome.wait) == expected


async def test_a_gateways_page_is_tried_again(
    api: Api, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    """HTML in place of JSON does not break anything and is not logged."""
    api.answers.append(_constant(web.Response, text="<html>Bad Gateway</html>", status=502))
    with caplog.at_level(logging.INFO):
        outcome = await channel.send(HELLO)
    ours = [record for record in caplog.records if record.name != "aiohttp.access"]  # the fake's own
    assert (outcome.kind, outcome.reason, ours) == ("retry", "502", [])


@pytest.mark.parametrize(
    "answer", [_drop, _constant(web.Response, text="{"), _constant(web.json_response, {"ok": True})]
)
async def test_lost_on_the_way_is_uncertain(api: Api, channel: TelegramChannel, answer: Answer) -> None:
    """A connection dropped after the request, or half an answer: it may have arrived."""
    api.answers.append(answer)
    assert (await channel.send(HELLO)).kind == "uncertain"


async def test_silence_is_uncertain(api: Api, channel: TelegramChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that does not come in time: it may have arrived."""
    monkeypatch.setattr("messages.channels.telegram_http.TIMEOUT_SECONDS", 0.05)
    never = asyncio.Event()

    async def wait(request: web.Request) -> web.StreamResponse:
        await never.wait()
        return web.Response()

    api.answers.append(wait)
    assert (await channel.send(HELLO)).kind == "uncertain"
    never.set()


async def test_what_never_left_is_tried_again(unused_tcp_port: int) -> None:
    """A refused connection: nothing was sent, the lane waits a little. The token is in no word of it."""
    channel = TelegramChannel(TOKEN, f"http://127.0.0.1:{unused_tcp_port}/bot")
    outcome = await channel.send(HELLO)
    assert (outcome.kind, outcome.wait) == ("retry", 3.0)
    with pytest.raises(ChannelDown) as caught:
        await channel.me()
    await channel.close()
    error: BaseException | None = caught.value
    while error is not None:
        assert "SECRET" not in repr(error) + str(error)
        error = error.__cause__


async def test_long_texts_leave_in_pieces(api: Api, channel: TelegramChannel) -> None:
    """Cut after a line, buttons under the last; the last one's id counts. When a later piece fails, part is there."""
    text = "\n".join(f"{number:04} {'楼' * 95}" for number in range(60))
    outcome = await channel.send(Outgoing("1001", text, (("好", "ab.0"),)))
    assert outcome.provider_id == "42"
    (_, first), (_, second) = api.calls
    assert first["text"] + "\n" + second["text"] == text
    assert "reply_markup" not in first and "reply_markup" in second
    api.says({"message_id": 1})
    api.refuses(429, "Too Many Requests", retry_after=3)
    assert (await channel.send(Outgoing("1001", text))).kind == "uncertain"


async def test_nothing_to_say_is_rejected(api: Api, channel: TelegramChannel) -> None:
    """An empty text never leaves."""
    assert (await channel.send(Outgoing("1001", " \n\x00"))).kind == "rejected"
    assert api.calls == []


@pytest.mark.parametrize(
    ("text", "sizes"),
    [("", []), ("😀" * 2049, [2048, 1]), ("a" * 4096, [4096]), ("a\n" * 3000, [4095, 1903])],
)
def test_pieces(text: str, sizes: list[int]) -> None:
    """Telegram counts UTF-16 units: 4096 of them fit."""
    assert [len(piece) for piece in split_text(text)] == sizes


def test_rows_of_buttons() -> None:
    """Two short labels share a row, a long one has its own."""
    labels = ["通道畅通", "消防门", "这是一个非常非常长的按钮标签文字", "好", "All clear", "Something is wrong here"]
    rows = rows_of([(label, str(place)) for place, label in enumerate(labels)])
    assert [[button["text"] for button in row] for row in rows] == [labels[:2], labels[2:3], labels[3:5], labels[5:]]
    numbers = rows_of([(str(number), "") for number in range(1, 15)])
    assert [len(row) for row in numbers] == [6, 6, 2] and numbers[2][1]["text"] == "14"


# --- in ---
CHAT = {"id": 1001, "type": "private", "first_name": "芳"}
WANG = {"id": 1001, "is_bot": False, "first_name": "王芳", "language_code": "zh-hans"}


def update(**message: Any) -> dict[str, Any]:
    """An update with a private message."""
    return {"update_id": 9, "message": {"message_id": 5, "date": 0, "chat": CHAT, "from": WANG} | message}


def test_text_is_sanitised(channel: TelegramChannel) -> None:
    """A text arrives as everything else may take it."""
    assert channel.parse(update(text="  /start １２\x00 ")) == Inbound(
        "telegram", "9", "1001", "/start 12", name="王芳", language="zh-hans", message_id="5"
    )


def test_photo_place_and_file(channel: TelegramChannel) -> None:
    """The largest photo with its caption; a place to five decimals; a file with name and size; an image as a file."""
    sizes = [{"file_id": "small", "width": 90, "height": 60}, {"file_id": "large", "width": 900, "height": 600}]
    photo = channel.parse(update(photo=sizes, caption="三楼"))
    assert photo and (photo.photo, photo.text) == ("large", "三楼")
    place = channel.parse(update(location={"latitude": 39.7123456, "longitude": 98.5}))
    assert place and place.place == "39.71235,98.50000"
    file = channel.parse(update(document={"file_id": "f", "file_name": "名册\n.xlsx", "file_size": 12}))
    assert file and file.file == FileRef("f", "名册\n.xlsx", 12)
    image = channel.parse(update(document={"file_id": "i", "mime_type": "image/png"}))
    assert image and (image.photo, image.file) == ("i", None)


@pytest.mark.parametrize("sticker", [{"sticker": {}}, {"voice": {}}, {"contact": {}}])
def test_what_has_no_words_is_answered(channel: TelegramChannel, sticker: dict[str, Any]) -> None:
    """A sticker or a voice message is somebody speaking, with nothing that we can read."""
    inbound = channel.parse(update(**sticker))
    assert inbound and inbound.text == ""


PRESS = {"id": "77", "from": WANG, "chat_instance": "1", "message": {"message_id": 5, "date": 0, "chat": CHAT}}


@pytest.mark.parametrize(
    ("data", "press"),
    [
        ("ab12.3", ("ab12", 3)), ("ab12", ("", 0)), ("' OR 1.2", ("", 0)), ("ab.-1", ("", 0)), ("ab.９", ("", 0)),
        ("ab.1\n", ("", 0)), (None, ("", 0)),
    ],
)  # fmt: skip
def test_presses(channel: TelegramChannel, data: str | None, press: tuple[str, int]) -> None:
    """A button's data is a token and a number; what a client forged is the press of an unknown button."""
    inbound = channel.parse({"update_id": 9, "callback_query": PRESS | ({"data": data} if data else {})})
    assert inbound and (inbound.press, inbound.message_id, inbound.callback_id) == (press, "5", "77")
    assert inbound.sender == "1001" and inbound.private


def test_a_press_under_a_message_that_is_gone(channel: TelegramChannel) -> None:
    """Telegram may not say which message it was."""
    inbound = channel.parse({"update_id": 9, "callback_query": {**PRESS, "message": None, "data": "ab.1"}})
    assert inbound and inbound.message_id == "" and inbound.private


@pytest.mark.parametrize(
    "payload",
    [
        {"update_id": 9, "edited_message": update(text="x")["message"]},
        {"update_id": 9, "my_chat_member": {"chat": CHAT}}, {"update_id": 9, "poll": {}},
        update(text="hello", **{"from": {"id": 5, "is_bot": True}}), update(pinned_message={}),
    ],
)  # fmt: skip
def test_what_needs_no_answer(channel: TelegramChannel, payload: dict[str, Any]) -> None:
    """Edits, membership, polls, other bots and service messages are left alone."""
    assert channel.parse(payload) is None


async def test_groups(api: Api, channel: TelegramChannel) -> None:
    """In a group only a command that names this bot counts, and it is not private."""
    group = {"id": -100, "type": "supergroup", "title": "楼"}
    assert channel.parse(update(text="打卡", chat=group)) is None
    assert channel.parse(update(text="/rank", chat=group)) is None
    api.says({"id": 1, "username": "loudao_bot"})
    await channel.me()
    assert channel.parse(update(text="/rank@other_bot", chat=group)) is None
    inbound = channel.parse(update(text="/rank@Loudao_bot x", chat=group))
    assert inbound and (inbound.sender, inbound.private) == ("1001", False)


@pytest.mark.parametrize(
    "payload",
    [
        {}, {"update_id": "x"}, {"update_id": 9, "message": {}}, update(chat={"type": "private"}), update(text=12),
        update(photo=[{}]), update(location={"latitude": "north"}), {"update_id": 9, "callback_query": {}},
        {"update_id": 9, "message": None},
    ],
)  # fmt: skip
def test_poison_raises(channel: TelegramChannel, payload: dict[str, Any]) -> None:
    """What Telegram would never send is not guessed at."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        channel.parse(payload)


# --- the rest of the API ---
async def test_polling(api: Api, channel: TelegramChannel) -> None:
    """Raw updates come back; only the kinds we read are asked for."""
    api.says([{"update_id": 5}])
    assert await channel.get_updates(5, 0) == [{"update_id": 5}]
    ((method, params),) = api.calls
    assert method == "getupdates"
    assert params == {
        "offset": 5, "timeout": 0, "limit": 100, "allowed_updates": ["message", "callback_query", "my_chat_member"],
    }  # fmt: skip


async def test_polling_in_trouble(api: Api, channel: TelegramChannel) -> None:
    """Two pollers are one too many; everything else says how long to wait."""
    api.refuses(409, "Conflict: terminated by other getUpdates request")
    with pytest.raises(PollConflict):
        await channel.get_updates(0, 0)
    api.refuses(429, "Too Many Requests", retry_after=9)
    with pytest.raises(ChannelDown) as caught:
        await channel.get_updates(0, 0)
    assert caught.value.wait == 9
    api.answers.append(_drop)
    with pytest.raises(ChannelDown):
        await channel.get_updates(0, 0)


async def test_webhooks_are_set_and_removed(api: Api, channel: TelegramChannel) -> None:
    """The secret goes along; updates that wait are kept."""
    api.says(True)
    api.says(True)
    await channel.set_webhook("https://bot.example.org/telegram", "geheim")
    await channel.delete_webhook()
    (_, params), (method, nothing) = api.calls
    assert (params["url"], params["secret_token"]) == ("https://bot.example.org/telegram", "geheim")
    assert (method, nothing) == ("deletewebhook", {})


async def test_the_menu_button_opens_the_mini_app(api: Api, channel: TelegramChannel) -> None:
    """The default button of every chat names the address (Bot API, MenuButtonWebApp)."""
    api.says(True)
    await channel.set_app("网页", "https://bot.example.org/app")
    ((method, params),) = api.calls
    assert method == "setchatmenubutton"
    app = {"type": "web_app", "text": "网页", "web_app": {"url": "https://bot.example.org/app"}}
    assert params["menu_button"] == app


async def test_telegram_lists_the_commands_that_everybody_may_say(api: Api, channel: TelegramChannel) -> None:
    """Once it can be reached it is given those of help in both languages, Chinese for whoever reads another."""
    api.refuses(500, "Internal Server Error")
    assert await list_commands(channel, (0.0, 0.0))
    assert [method for method, _ in api.calls] == ["setmycommands"] * 3
    (_, chinese), (_, english) = api.calls[1:]
    assert "language_code" not in chinese and english["language_code"] == "en"
    for given, language in ((chinese, "zh-CN"), (english, "en")):
        assert [(one["command"], one["description"]) for one in given["commands"]] == commands(language)
    api.refuses(500, "Internal Server Error")
    assert not await list_commands(channel, (0.0,))


def test_each_listed_command_is_understood() -> None:
    """It has a name as Telegram allows it, means what help says of it, and everybody who has joined may say it."""
    grammar, listed = Grammar(ALL), [entry for entry in book().entries if entry.menu]
    assert 10 <= len(listed) <= 30 and len({entry.menu for entry in listed}) == len(listed)
    for entry in listed:
        assert re.fullmatch("[a-z0-9_]{1,32}", entry.menu) and entry.concerns({RESIDENT})
        means = {type(grammar.command(text)) for text in entry.said["en"]}
        assert type(grammar.command(f"/{entry.menu}")) in means, entry.menu
        assert all(0 < len(entry.does(language)) <= 256 for language in LANGUAGES)


async def test_acknowledging_is_best_effort(api: Api, channel: TelegramChannel) -> None:
    """A press that is too old to be acknowledged troubles nobody."""
    api.refuses(400, "Bad Request: query is too old")
    await channel.acknowledge(Inbound("telegram", "9", "1001", callback_id="77"))
    assert api.calls == [("answercallbackquery", {"callback_query_id": "77"})]


async def test_files(api: Api, channel: TelegramChannel) -> None:
    """A file is fetched; one over 5 MB, said to be or found to be, is refused as an OSError."""
    api.files = {"a.xlsx": b"PK", "b": b"x" * 5_000_001}
    api.says({"file_path": "a.xlsx", "file_size": 2})
    assert await channel.fetch(FileRef("1", "名册.xlsx", 2)) == b"PK"
    api.says({"file_path": "a.xlsx", "file_size": 5_000_001})
    with pytest.raises(OSError):
        await channel.fetch(FileRef("1", "名册.xlsx", 2))
    api.says({"file_path": "b"})
    with pytest.raises(OSError):
        await channel.fetch(FileRef("1", "名册.xlsx", 2))
