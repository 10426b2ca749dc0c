"""A WeCom group robot (企业微信群机器人): texts to one group each, outgoing only."""

from typing import Any
from urllib.parse import quote

from messages.channels.calls import Caller, Lost, NeverLeft
from messages.forms import RICH, FileRef, Inbound, Outcome, Outgoing
from models.groups import WECOM
from models.text import safe_out

MOST_BYTES = 2048
NEVER_LEFT_WAIT = 3.0
_GONE = {93000: "robot removed", 93004: "robot stopped", 93008: "robot not in the group"}
_AGAIN = (-1, 6000, 45009, 45033)
"""Busy, or too fast. Too fast (45009) is said of one robot: the message waits, the other groups do not."""


class WecomChannel:
    """Every robot the community has; an address is a robot's key."""

    name = WECOM
    form = RICH
    rate = 10.0

    def __init__(self, api: str) -> None:
        self._url = f"{api.rstrip('/')}/cgi-bin/webhook/send?key="
        self._caller = Caller()

    def per_chat(self, to: str) -> float:
        """Each robot may say 20 messages a minute."""
        return 20 / 60

    def parse(self, payload: dict[str, Any]) -> Inbound | None:
        """Nobody can answer a robot: None."""
        return None

    async def send(self, message: Outgoing) -> Outcome:
        """One text, cut at what a robot takes. The answer names no message, so `provider_id` stays empty."""
        text = shortened(safe_out(message.text).strip())
        if not text:
            return Outcome("rejected", reason="empty")
        try:
            status, answer = await self._caller.post(
                self._url + quote(message.to, safe=""), body={"msgtype": "text", "text": {"content": text}}
            )
        except NeverLeft:
            return Outcome("retry", reason="no connection", wait=NEVER_LEFT_WAIT)
        except Lost as error:
            return Outcome("uncertain", reason=str(error)[:60])
        return outcome_of(status, answer.get("errcode") if isinstance(answer, dict) else None)

    async def acknowledge(self, inbound: Inbound) -> None:
        """There is nothing to acknowledge."""

    async def fetch(self, file: FileRef) -> bytes:
        """A robot is sent no files: raises OSError."""
        raise OSError("no files by WeCom")

    async def close(self) -> None:
        """Let go of connections."""
        await self._caller.close()


def outcome_of(status: int, code: Any) -> Outcome:
    """What an HTTP status and an errcode mean for the message: the one table of WeCom's answers."""
    if status == 200 and code == 0:
        return Outcome("sent")
    if code in _GONE:
        return Outcome("permanent", reason=_GONE[code])
    if code in _AGAIN or status == 429:
        return Outcome("retry", reason=str(code or status))
    if status == 504 or (status == 200 and not isinstance(code, int)):
        return Outcome("uncertain", reason="unreadable answer" if status == 200 else str(status))
    if status >= 500:
        return Outcome("retry", reason=str(status))
    return Outcome("rejected", reason=str(code or status))


def shortened(text: str) -> str:
    """The text within MOST_BYTES of UTF-8, an ellipsis at its end where it was cut."""
    if len(text.encode()) <= MOST_BYTES:
        return text
    return text.encode()[: MOST_BYTES - 3].decode("utf-8", "ignore") + "…"
