"""Telegram: raw updates in, messages with buttons out."""

import re
from collections.abc import Sequence
from typing import Any

import structlog
from telegram import Bot, InputFile
from telegram.error import TelegramError
from telegram.request import BaseRequest

from messages.channels.telegram_http import MAX_BODY, AiohttpRequest, Lost, NeverLeft, Refused
from messages.channels.telegram_parse import parse_update
from messages.forms import PICTURE, RICH, FileRef, Inbound, Outcome, Outgoing
from models.people import TELEGRAM
from models.text import safe_out

log = structlog.get_logger()
ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]
MAX_TEXT = 4096
"""UTF-16 units of one message."""
MAX_CAPTION = 1024
"""UTF-16 units under a photo."""
ROW_WIDTH = 28
"""Two buttons share a row when both labels fit into this many columns together (a Chinese character takes two)."""
NUMBERS = 6
"""Buttons that are numbers share a row, this many."""
UNAUTHORIZED_WAIT, NEVER_LEFT_WAIT, DEFAULT_WAIT = 60.0, 3.0, 5.0
POLL_SLACK_SECONDS = 10
_GONE = (
    ("bot was blocked", "blocked"), ("user is deactivated", "deactivated"), ("initiate conversation", "not started"),
    ("kicked", "kicked"), ("chat not found", "chat not found"), ("PEER_ID_INVALID", "chat not found"),
)  # fmt: skip
_UNEDITABLE = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID", "identifier is not spec")


class PollConflict(Exception):
    """Somebody else polls with this token, or a webhook is set."""


class ChannelDown(OSError):
    """Telegram cannot be asked now: `reason` in a word, `wait` the seconds it named (0 when it named none)."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.reason, self.wait = reason, wait


class TelegramChannel:
    """A bot. `api` is the base URL up to and including "/bot"; `request` replaces the network (demo, tests)."""

    name = TELEGRAM
    form = RICH
    rate = 30.0
    """Messages a second in all, as Telegram's FAQ for bots gives it."""

    def __init__(self, token: str, api: str, *, request: BaseRequest | None = None) -> None:
        api = api.rstrip("/")
        self._files = f"{api.removesuffix('/bot')}/file/bot{token}"
        self._requests = (request or AiohttpRequest(), request or AiohttpRequest(connections=1))
        self._bot, self._polling = (
            Bot(token, base_url=api, request=one, get_updates_request=one) for one in self._requests
        )
        self._username = ""

    def per_chat(self, to: str) -> float:
        """One a second to a person, 20 a minute to a group (its id is negative), as Telegram's FAQ for bots has it."""
        return 20 / 60 if to.startswith("-") else 1.0

    def parse(self, payload: dict[str, Any]) -> Inbound | None:
        """An update as an Inbound; None for what nobody said to the bot. Raises on what it cannot read."""
        return parse_update(payload, self._username)

    async def send(self, message: Outgoing) -> Outcome:
        """Send, or edit where `edits` is given and can still be edited. Long texts leave in several messages."""
        pieces = split_text(safe_out(message.text))
        body: dict[str, Any] = {"chat_id": _chat_id(message.to)}
        if not pieces:
            return Outcome("rejected", reason="empty")
        markup = {"reply_markup": {"inline_keyboard": rows_of(message.buttons)}} if message.buttons else {}
        if message.photo or message.file:
            method, carried = _carried(message)
            caption = pieces[0][: _fits(pieces[0], MAX_CAPTION)]
            return await self._outcome(method, body | carried | {"caption": caption} | markup)
        if message.edits and message.edits.isdecimal() and len(pieces) == 1:
            done = await self._edit(body | markup | {"message_id": int(message.edits), "text": pieces[0]})
            if done is not None:
                return done
        for place, piece in enumerate(pieces):
            last = place == len(pieces) - 1
            outcome = await self._outcome("sendmessage", body | {"text": piece} | (markup if last else {}))
            if outcome.kind != "sent":
                return Outcome("uncertain", reason="partly sent") if place else outcome
        return outcome

    async def acknowledge(self, inbound: Inbound) -> None:
        """Stop the waiting sign on a pressed button; best effort."""
        try:
            await self._bot.do_api_request("answercallbackquery", {"callback_query_id": inbound.callback_id})
        except TelegramError as error:
            log.info("press not acknowledged", error=type(error).__name__)

    async def fetch(self, file: FileRef) -> bytes:
        """The bytes of a file, 5 MB at most. Raises OSError."""
        found = await self._call("getfile", {"file_id": file.id})
        if int(found.get("file_size") or 0) > MAX_BODY or not found.get("file_path"):
            raise OSError("the file is too large")
        try:
            return await self._requests[0].retrieve(f"{self._files}/{found['file_path']}")
        except TelegramError as error:
            raise _down(error) from None

    async def close(self) -> None:
        """Let go of connections."""
        for request in self._requests:
            await request.shutdown()

    # --- what only this channel has ---
    async def get_updates(
        self,
        offset: int,
        timeout: int,
        limit: int = 100,
    ) -> list[dict[str, Any]]:
        """Raw updates from `offset` on, waiting up to `timeout` seconds. Raises PollConflict, ChannelDown."""
        asked = {"offset": offset, "timeout": timeout, "limit": limit, "allowed_updates": ALLOWED_UPDATES}
        try:
            updates = await self._polling.do_api_request("getupdates", asked, read_timeout=timeout + POLL_SLACK_SECONDS)
        except Refused as error:
            if error.code == 409:
                raise PollConflict from None
            raise _down(error) from None
        except TelegramError as error:
            raise _down(error) from None
        assert isinstance(updates, list)
        return updates

    async def me(self) -> dict[str, Any]:
        """The bot's own user. Raises ChannelDown."""
        found: dict[str, Any] = await self._call("getme", {})
        self._username = str(found.get("username", ""))
        return found

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates posted to `url`, each with the secret. Raises ChannelDown."""
        asked: dict[str, Any] = {"url": url, "allowed_updates": ALLOWED_UPDATES}
        await self._call("setwebhook", asked | ({"secret_token": secret} if secret else {}))

    async def set_app(self, label: str, url: str) -> None:
        """Give everybody's chat a menu button that opens the Mini App at an https address. Raises ChannelDown."""
        app = {"type": "web_app", "text": label, "web_app": {"url": url}}
        await self._call("setchatmenubutton", {"menu_button": app})

    async def set_commands(self, commands: Sequence[tuple[str, str]], language: str = "") -> None:
        """List (command, what it does) where "/" is typed, for a language ("": for any other). Raises ChannelDown."""
        listed = [{"command": name, "description": does} for name, does in commands]
        asked: dict[str, Any] = {"commands": listed}
        await self._call("setmycommands", asked | ({"language_code": language} if language else {}))

    async def delete_webhook(self) -> None:
        """Go back to polling; updates that wait are kept. Raises ChannelDown."""
        await self._call("deletewebhook", {})

    async def _call(self, method: str, params: dict[str, Any]) -> Any:
        try:
            # Lower case, because PTB warns of method names it has a wrapper for; Telegram does not mind.
            return await self._bot.do_api_request(method, params)
        except TelegramError as error:
            raise _down(error) from None

    async def _edit(self, params: dict[str, Any]) -> Outcome | None:
        """None when there is nothing left to edit."""
        edited = str(params["message_id"])
        try:
            await self._bot.do_api_request("editmessagetext", params)
        except Refused as error:
            if "message is not modified" in error.description:
                return Outcome("sent", edited)
            if any(words in error.description for words in _UNEDITABLE):
                return None
            return outcome_of(error)
        except TelegramError as error:
            return outcome_of(error)
        return Outcome("sent", edited)

    async def _outcome(self, method: str, params: dict[str, Any]) -> Outcome:
        try:
            result = await self._bot.do_api_request(method, params)
        except TelegramError as error:
            return outcome_of(error)
        return Outcome("sent", str(result["message_id"]) if isinstance(result, dict) else "")


def outcome_of(error: TelegramError) -> Outcome:
    """What an error means for the message: the one table of Telegram's failures."""
    if isinstance(error, NeverLeft):
        return Outcome("retry", reason="no connection", wait=NEVER_LEFT_WAIT)
    if not isinstance(error, Refused):
        return Outcome("uncertain", reason=str(error)[:60] if isinstance(error, Lost) else type(error).__name__)
    code, words = error.code, error.description
    if code == 429:
        return Outcome("retry", reason="429", wait=float(error.parameters.get("retry_after") or DEFAULT_WAIT))
    if code in (401, 404):
        log.error("telegram refuses the token", code=code)
        return Outcome("retry", reason="unauthorized", wait=UNAUTHORIZED_WAIT)
    if moved := error.parameters.get("migrate_to_chat_id"):
        return Outcome("moved", str(moved), reason="migrated")
    reason = next((reason for sign, reason in _GONE if sign in words), "")
    if code == 403 or (code == 400 and reason):
        return Outcome("permanent", reason=reason or "forbidden")
    if 400 <= code < 500:
        return Outcome("rejected", reason=str(code))
    return Outcome("retry", reason=str(code))


def split_text(text: str) -> list[str]:
    """The text in pieces that Telegram takes, cut after a line where that is possible; none of an empty text."""
    pieces = []
    while text.strip():
        end = _fits(text)
        if end < len(text):
            end = text.rfind("\n", 1, end) if "\n" in text[1:end] else end
        pieces.append(text[:end].strip("\n"))
        text = text[end:].lstrip("\n")
    return [piece for piece in pieces if piece.strip()]


def rows_of(buttons: Sequence[tuple[str, str]]) -> list[list[dict[str, str]]]:
    """An inline keyboard: short labels two to a row, mere numbers NUMBERS to a row, in order."""
    if all(len(label) <= 2 and label.isdigit() for label, _ in buttons):
        shown = [{"text": label, "callback_data": data} for label, data in buttons]
        return [shown[start : start + NUMBERS] for start in range(0, len(shown), NUMBERS)]
    rows: list[list[dict[str, str]]] = []
    room = 0
    for label, data in buttons:
        width = sum(2 if ord(c) > 0x2E7F else 1 for c in label)
        if not rows or len(rows[-1]) == 2 or width > room:
            rows.append([])
            room = ROW_WIDTH
        room = min(room - width, ROW_WIDTH // 2)
        rows[-1].append({"text": label, "callback_data": data})
    return rows


def _fits(text: str, most: int = MAX_TEXT) -> int:
    """How many characters of the text fit into `most` UTF-16 units."""
    if len(text) * 2 <= most:
        return len(text)
    units = 0
    for place, character in enumerate(text):
        units += 2 if ord(character) > 0xFFFF else 1
        if units > most:
            return place
    return len(text)


def _carried(message: Outgoing) -> tuple[str, dict[str, Any]]:
    """The method that sends what the message carries, and that as its parameter: Telegram's own id, or an upload."""
    file = message.file
    if file is None:
        return "sendphoto", {"photo": message.photo}
    upload = InputFile(file.data, filename=file.name)
    return ("sendphoto", {"photo": upload}) if file.kind == PICTURE else ("senddocument", {"document": upload})


def _chat_id(to: str) -> int | str:
    return int(to) if re.fullmatch(r"-?\d{1,19}", to) else to


def _down(error: TelegramError) -> ChannelDown:
    known = outcome_of(error)
    return ChannelDown(known.reason, known.wait)
