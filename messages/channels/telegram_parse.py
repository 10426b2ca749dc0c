"""A raw Telegram update → an Inbound. Raises KeyError, TypeError or ValueError on what Telegram would never send."""

import re
from typing import Any

from messages.forms import FileRef, Inbound
from models.people import TELEGRAM
from models.text import clean

_PRESS = re.compile(r"([0-9a-f]{1,32})\.([0-9]{1,3})", re.ASCII)
FORGED = ("", 0)
"""The press of a button that is none of ours: its token belongs to no question."""
_SAYING_NOTHING = (
    "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo",
    "group_chat_created", "supergroup_chat_created", "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message",
    "message_auto_delete_timer_changed",
)  # fmt: skip
NAME_LENGTH, FILE_NAME_LENGTH = 60, 120


def parse_update(update: dict[str, Any], username: str = "") -> Inbound | None:
    """What somebody said to the bot; None for edits, bots, membership changes and talk in groups.

    In a group only a command that names the bot counts (`username`, once it is known), with `private` False.
    """
    provider_id = str(int(update["update_id"]))
    if "callback_query" in update:
        return _press(provider_id, update["callback_query"])
    if "message" in update:
        return _message(provider_id, update["message"], username)
    return None


def _message(provider_id: str, message: dict[str, Any], username: str) -> Inbound | None:
    chat, sender = message["chat"], message.get("from") or {}
    private = chat["type"] == "private"
    if sender.get("is_bot") or any(name in message for name in _SAYING_NOTHING):
        return None
    text = clean(message.get("text") or message.get("caption") or "")
    if not private and not _addressed(text, username):
        return None
    photo, file = _attached(message)
    return Inbound(
        TELEGRAM, provider_id, str(int((chat if private else sender)["id"])), text,
        photo=photo, place=_place(message), voice=_voice(message), file=file, private=private, name=_name(sender),
        language=str(sender.get("language_code", "")), message_id=str(int(message["message_id"])),
    )  # fmt: skip


def _press(provider_id: str, query: dict[str, Any]) -> Inbound:
    sender, message = query["from"], query.get("message") or {}
    found = _PRESS.fullmatch(str(query.get("data", "")))
    return Inbound(
        TELEGRAM, provider_id, str(int(sender["id"])), press=(found[1], int(found[2])) if found else FORGED,
        private=not message or message["chat"]["type"] == "private", name=_name(sender),
        language=str(sender.get("language_code", "")), message_id=str(message.get("message_id", "")),
        callback_id=str(query["id"]),
    )  # fmt: skip


def _attached(message: dict[str, Any]) -> tuple[str, FileRef | None]:
    """(file id of the photo in its largest size, other file). A picture sent as a file is a photo."""
    if sizes := message.get("photo"):
        return str(max(sizes, key=lambda size: int(size["width"]) * int(size["height"]))["file_id"]), None
    document = message.get("document")
    if not document:
        return "", None
    if str(document.get("mime_type", "")).startswith("image/"):
        return str(document["file_id"]), None
    name = clean(str(document.get("file_name", "")), FILE_NAME_LENGTH)
    return "", FileRef(str(document["file_id"]), name, int(document.get("file_size") or 0))


def _voice(message: dict[str, Any]) -> str:
    """The file id of a voice message."""
    voice = message.get("voice")
    return str(voice["file_id"]) if voice else ""


def _place(message: dict[str, Any]) -> str:
    where = message.get("location")
    return f"{float(where['latitude']):.5f},{float(where['longitude']):.5f}" if where else ""


def _name(sender: dict[str, Any]) -> str:
    return clean(f"{sender.get('first_name', '')} {sender.get('last_name', '')}", NAME_LENGTH)


def _addressed(text: str, username: str) -> bool:
    head, _, name = text.split(" ")[0].partition("@")
    return head.startswith("/") and bool(name) and name.casefold() == (username or name).casefold()
