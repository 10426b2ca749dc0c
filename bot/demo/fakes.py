"""Telegram and Twilio in this process, behind the client libraries' own seams (PTB BaseRequest, Twilio HttpClient).

They keep what was sent and hand over what people do. They know what the program uses of both services, no more.
"""

import itertools
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from telegram.request import BaseRequest, RequestData
from twilio.http import AsyncHttpClient
from twilio.http.response import Response as TwilioResponse

BOT_NAME = "loudao_demo_bot"
BOT: dict[str, Any] = {"id": 1, "is_bot": True, "first_name": "楼道", "username": BOT_NAME}
KEPT = 200
"""Messages kept for one phone; older ones fall out."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that came with a message: its name, its media type, its bytes."""

    name: str
    media: str
    data: bytes = field(repr=False)

    @property
    def shown(self) -> bool:
        """Whether a phone shows it rather than offering it."""
        return self.media.startswith("image/")


@dataclass(slots=True)
class Said:
    """One bubble on a phone: from the bot or from its owner. `buttons` are (label, data), `file` what came with it."""

    id: int
    mine: bool
    text: str
    buttons: list[tuple[str, str]] = field(default_factory=list)
    file: Sent | None = None


@dataclass
class Phone:
    """What is on somebody's screen, oldest first."""

    said: list[Said] = field(default_factory=list)

    def add(self, said: Said) -> None:
        """A new bubble at the end."""
        self.said.append(said)
        del self.said[:-KEPT]


class FakeTelegram(BaseRequest):
    """Telegram's Bot API as far as a text bot needs it. `on_message(chat id, bubble)` hears what the bot sends."""

    def __init__(self, on_message: Callable[[str, Said], None] | None = None) -> None:
        self.phones: dict[str, Phone] = defaultdict(Phone)
        self.files: dict[str, bytes] = {}
        self._updates: list[dict[str, Any]] = []
        self._ids = itertools.count(1)
        self._on_message = on_message

    @property
    def read_timeout(self) -> float | None:
        """Nothing is waited for."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        """Answer as api.telegram.org would: (status, JSON); a file's address answers with its bytes."""
        name = url.rpartition("/")[2]
        if "/file/" in url:
            return 200, self.files[name]
        if name.lower() == "getfile" and request_data and request_data.parameters["file_id"] not in self.files:
            return 400, json.dumps({"ok": False, "error_code": 400, "description": "wrong file_id"}).encode()
        params: dict[str, Any] = dict(request_data.json_parameters) if request_data else {}
        if request_data and request_data.contains_files:
            params["file"] = next(Sent(*part) for part in _uploads(request_data))
        answer = getattr(self, f"_do_{name.lower()}", None)
        if answer is None:
            return 404, json.dumps({"ok": False, "error_code": 404, "description": "Not Found"}).encode()
        return 200, json.dumps({"ok": True, "result": answer(params)}).encode()

    # --- what people do ---
    def says(self, user_id: int, name: str, text: str = "", **more: Any) -> None:
        """Somebody writes, or sends a photo, location or document (`more`, in Telegram's own words)."""
        message_id = next(self._ids)
        shown = text or next((f"[{kind}]" for kind in more), "")
        self.phones[str(user_id)].add(Said(message_id, True, shown, file=self._taken(more.get("photo"))))
        message = {"message_id": message_id, "date": 0, "from": _user(user_id, name), "chat": _chat(user_id, name)}
        self._push({"message": message | ({"text": text} if text else {}) | more})

    def photographs(self, user_id: int, name: str, file_id: str, data: bytes, text: str = "") -> None:
        """Somebody sends a photo, which the bot can then have by its id."""
        self.files[file_id] = data
        self.says(user_id, name, photo=[{"file_id": file_id, "width": 640, "height": 480}], caption=text)

    def _taken(self, sizes: list[dict[str, Any]] | None) -> Sent | None:
        data = self.files.get(sizes[-1]["file_id"]) if sizes else None
        return Sent("photo.jpg", "image/jpeg", data) if data else None

    def presses(self, user_id: int, name: str, message_id: int, data: str) -> None:
        """Somebody presses a button of a message."""
        said = next(item for item in self.phones[str(user_id)].said if item.id == message_id)
        message = {"message_id": message_id, "date": 0, "from": BOT, "chat": _chat(user_id, name), "text": said.text}
        query = {"id": str(next(self._ids)), "from": _user(user_id, name), "chat_instance": "1", "data": data}
        self._push({"callback_query": query | {"message": message}})

    def _push(self, update: dict[str, Any]) -> None:
        self._updates.append({"update_id": next(self._ids)} | update)

    # --- what the bot calls ---
    def _do_getme(self, params: dict[str, Any]) -> dict[str, Any]:
        return BOT

    def _do_getupdates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        self._updates = [u for u in self._updates if u["update_id"] >= int(params.get("offset", 0))]
        return self._updates[: int(params.get("limit", 100))]

    def _do_answercallbackquery(self, params: dict[str, Any]) -> bool:
        return True

    def _do_sendmessage(self, params: dict[str, Any]) -> dict[str, Any]:
        said = Said(next(self._ids), False, params["text"], _buttons(params), params.get("file"))
        chat = str(params["chat_id"])
        self.phones[chat].add(said)
        if self._on_message:
            self._on_message(chat, said)
        return {"message_id": said.id, "date": 0, "from": BOT, "chat": _chat(int(chat), ""), "text": said.text}

    def _do_sendphoto(self, params: dict[str, Any]) -> dict[str, Any]:
        sign = "" if "file" in params else "🖼 "
        return self._do_sendmessage(params | {"text": f"{sign}{params.get('caption', '')}".strip()})

    def _do_senddocument(self, params: dict[str, Any]) -> dict[str, Any]:
        return self._do_sendmessage(params | {"text": params.get("caption", "")})

    def _do_editmessagetext(self, params: dict[str, Any]) -> dict[str, Any]:
        chat, message_id = str(params["chat_id"]), int(params["message_id"])
        said = next(item for item in self.phones[chat].said if item.id == message_id)
        said.text, said.buttons = params["text"], _buttons(params)
        if self._on_message:
            self._on_message(chat, said)
        return {"message_id": said.id, "date": 0, "from": BOT, "chat": _chat(int(chat), ""), "text": said.text}

    def _do_getfile(self, params: dict[str, Any]) -> dict[str, Any]:
        file_id = params["file_id"]
        size = len(self.files[file_id])
        return {"file_id": file_id, "file_unique_id": file_id, "file_path": file_id, "file_size": size}


class FakeTwilio(AsyncHttpClient):  # type: ignore[misc]
    """Twilio's Messages resource as far as plain SMS needs it."""

    def __init__(self, on_message: Callable[[str, Said], None] | None = None) -> None:
        super().__init__(logging.getLogger(__name__), True)
        self.phones: dict[str, Phone] = defaultdict(Phone)
        self._ids = itertools.count(1)
        self._on_message = on_message

    async def request(self, method: str, uri: str, *more: Any, **given: Any) -> TwilioResponse:
        """Answer as the REST API would: 201 with the message's resource."""
        data = given.get("data") or next((item for item in more if isinstance(item, dict)), {})
        said = Said(next(self._ids), False, str(data["Body"]))
        self.phones[str(data["To"])].add(said)
        if self._on_message:
            self._on_message(str(data["To"]), said)
        body = {"sid": f"SM{said.id:032x}", "status": "queued", "to": data["To"], "body": data["Body"]}
        return TwilioResponse(201, json.dumps(body))

    def says(self, phone: str, text: str) -> dict[str, str]:
        """Somebody texts; the form Twilio would post to the webhook."""
        number = next(self._ids)
        self.phones[phone].add(Said(number, True, text))
        return {"MessageSid": f"SM{number:032x}", "From": phone, "To": "+15005550006", "Body": text, "NumMedia": "0"}


def _uploads(request: RequestData) -> Iterator[tuple[str, str, bytes]]:
    for name, content, media in request.multipart_data.values():
        yield name, media, content if isinstance(content, bytes) else content.read()


def _user(user_id: int, name: str) -> dict[str, Any]:
    return {"id": user_id, "is_bot": False, "first_name": name, "language_code": "zh-hans"}


def _chat(user_id: int, name: str) -> dict[str, Any]:
    return {"id": user_id, "type": "private", "first_name": name}


def _buttons(params: dict[str, Any]) -> list[tuple[str, str]]:
    markup = params.get("reply_markup") or "{}"
    markup = json.loads(markup) if isinstance(markup, str) else markup
    return [(b["text"], b["callback_data"]) for row in markup.get("inline_keyboard", []) for b in row]
