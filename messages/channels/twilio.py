"""SMS by Twilio. Imported only where SMS is set up: its library is slow to import."""

import logging
import re
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from messages.channels.calls import Caller, Lost, NeverLeft
from messages.forms import SHORT, FileRef, Inbound, Outcome, Outgoing
from messages.segments import segments
from models.errors import SettingsError
from models.people import SMS
from models.text import clean, safe_out

log = structlog.get_logger()
UNAUTHORIZED_WAIT, NEVER_LEFT_WAIT, BUSY_WAIT = 60.0, 3.0, 2.0
MAX_TEXT = 1600
OPT_OUT = {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"}
"""The words Twilio itself takes for an opt-out: it confirms them and refuses whatever is sent afterwards (21610)."""
_NUMBER = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)
_GONE = {
    21211: "invalid number", 21214: "invalid number", 21614: "not a mobile number", 21610: "stopped",
    30004: "blocked", 30005: "unknown number", 30006: "landline",
}  # fmt: skip
"""Error codes that say the number itself will not work; 21610 is Twilio's own record of a STOP."""
_BUSY = (20429, 21611)


class AiohttpClient(AsyncHttpClient):  # type: ignore[misc]
    """Twilio's seam to the network, with a timeout that holds and another host where `base` says so."""

    def __init__(self, base: str) -> None:
        super().__init__(logging.getLogger(__name__), True)
        self._base = base.rstrip("/")
        self._caller = Caller()

    async def request(
        self,
        method: str,
        uri: str,
        params: dict[str, str] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """One request. Raises NeverLeft and Lost, without an address in them."""
        asked = urlsplit(uri)
        url = self._base + asked.path + (f"?{asked.query}" if asked.query else "")
        login = {"Authorization": aiohttp.encode_basic_auth(*auth)} if auth else {}
        status, body, answered = await self._caller.ask(
            method, url, seconds=timeout, params=params, data=data, headers={**(headers or {}), **login},
            allow_redirects=allow_redirects,
        )  # fmt: skip
        return Response(status, body.decode("utf-8", "replace"), dict(answered))

    async def close(self) -> None:
        """Close the session; a later request opens a new one."""
        await self._caller.close()


class TwilioChannel:
    """One number. `public_url` is where status callbacks reach us ("" = none), `http_client` replaces the network."""

    name = SMS
    form = SHORT

    def __init__(
        self,
        sid: str,
        token: str,
        from_: str,
        api: str,
        public_url: str = "",
        *,
        rate: float = 1.0,
        http_client: AsyncHttpClient | None = None,
    ) -> None:
        if not token:
            raise SettingsError(why="STAIRWELL_TWILIO_TOKEN is empty: anyone could forge an SMS")
        self.rate = rate
        self._from = from_
        self._status = {"status_callback": f"{public_url.rstrip('/')}/sms/status"} if public_url else {}
        self._http = http_client or AiohttpClient(api)
        self._client = Client(sid, token, http_client=self._http)
        self._validator = RequestValidator(token)

    def per_chat(self, to: str) -> float:
        """One a second: the parts of a long one then arrive in order."""
        return 1.0

    def parse(self, payload: dict[str, Any]) -> Inbound | None:
        """A webhook's form as an Inbound; None for short and alphabetic senders, which are machines.

        Raises KeyError when it is not Twilio's.
        """
        provider_id, sender = str(payload["MessageSid"]), str(payload["From"])
        if not _NUMBER.fullmatch(sender):
            return None
        text = clean(str(payload.get("Body", "")))
        if text.casefold() in OPT_OUT or payload.get("OptOutType") == "STOP":
            return Inbound(SMS, provider_id, sender, "stop", silent=True)
        if payload.get("OptOutType") == "START":  # Twilio takes YES and UNSTOP for it, too
            return Inbound(SMS, provider_id, sender, "start")
        return Inbound(SMS, provider_id, sender, text)

    def parse_status(self, form: dict[str, str]) -> tuple[str, str, str]:
        """A status callback's (message id, status, error code or ""). Raises KeyError when it is not Twilio's."""
        return form["MessageSid"], form["MessageStatus"], form.get("ErrorCode", "")

    def valid(self, url: str, form: dict[str, str], signature: str) -> bool:
        """Whether Twilio signed this form for this URL (the public one, as Twilio called it)."""
        return bool(signature) and bool(self._validator.validate(url, form, signature))

    def billed(self, message: Outgoing) -> int:
        """The segments of what `send` hands over; 0 of an empty text."""
        text = cut(message.text)
        return segments(text) if text else 0

    async def send(self, message: Outgoing) -> Outcome:
        """One SMS, cut at what Twilio takes."""
        text = cut(message.text)
        if not text:
            return Outcome("rejected", reason="empty")
        try:
            sent = await self._client.messages.create_async(to=message.to, from_=self._from, body=text, **self._status)
        except NeverLeft:
            return Outcome("retry", reason="no connection", wait=NEVER_LEFT_WAIT)
        except Lost as error:
            return Outcome("uncertain", reason=str(error)[:60])
        except (TwilioRestException, TwilioServiceException) as error:
            return outcome_of(error.status, error.code)
        except ValueError:
            return Outcome("uncertain", reason="unreadable answer")
        return Outcome("sent", str(sent.sid))

    async def acknowledge(self, inbound: Inbound) -> None:
        """An SMS has no buttons."""

    async def fetch(self, file: FileRef) -> bytes:
        """An SMS has no files: raises OSError."""
        raise OSError("no files by SMS")

    async def close(self) -> None:
        """Let go of connections."""
        if isinstance(self._http, AiohttpClient):
            await self._http.close()


def cut(text: str) -> str:
    """The text as it is handed over: without what no SMS carries, and no longer than Twilio takes."""
    return safe_out(text).strip()[:MAX_TEXT]


def outcome_of(status: int, code: int | None) -> Outcome:
    """What an HTTP status and an error code mean for the message: the one table of Twilio's failures."""
    if code in _GONE:
        return Outcome("permanent", reason=_GONE[code])
    if code in _BUSY or status == 429:
        return Outcome("retry", reason=str(code or status), wait=BUSY_WAIT)
    if status == 401:
        log.error("twilio refuses the token", code=code)
        return Outcome("retry", reason="unauthorized", wait=UNAUTHORIZED_WAIT)
    if 400 <= status < 500:
        return Outcome("rejected", reason=str(code or status))
    return Outcome("retry", reason=str(status))
