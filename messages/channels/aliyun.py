"""SMS by Aliyun (阿里云短信服务, Dysmsapi 2017-05-25): registered templates out, pushed reports and replies in.

The request is signed here (ACS3-HMAC-SHA256, twenty lines): the official SDK would bring ten packages, opens a session
for every call and knows its own time-outs only.
"""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import structlog

from messages.channels.calls import Caller, Lost, NeverLeft
from messages.forms import SHORT, FileRef, Inbound, Outcome, Outgoing
from models.clock import SystemClock
from models.errors import SettingsError
from models.people import LANGUAGES, SMS
from models.text import clean, safe_out

log = structlog.get_logger()
VERSION, ALGORITHM = "2017-05-25", "ACS3-HMAC-SHA256"
ACCOUNT_WAIT, NEVER_LEFT_WAIT, BUSY_WAIT = 60.0, 3.0, 2.0
MOST_CHARACTERS = 35
"""What one variable of a template may hold. Templates of variables alone, or with two side by side, are refused."""
VARIABLES = "abcdef"
"""The names of a general template's variables, in order."""
OPT_OUT = {"r", "拒收"}
"""What mainland carriers take for 退订, besides TD and T, which everybody may say here."""
_OURS = re.compile(r"\+86(1[3-9][0-9]{9})", re.ASCII)
_THEIRS = re.compile(r"(?:\+|00)?(?:86)?(1[3-9][0-9]{9})", re.ASCII)
_BRACKETS = re.compile(r"【([^【】]*)】")
_BREAK = re.compile(r"[，。；：！？、,;:!?\s]")
_DROPPED = "，。；、,; "
_GONE = {"isv.MOBILE_NUMBER_ILLEGAL": "invalid number"}
_TEMPLATE = (
    "isv.SMS_TEMPLATE_ILLEGAL", "isv.TEMPLATE_MISSING_PARAMETERS", "isv.TEMPLATE_PARAMS_ILLEGAL",
    "isv.INVALID_PARAMETERS",
)  # fmt: skip
"""That template or what was put into it; another template may do."""
_ACCOUNT = (
    "isv.AMOUNT_NOT_ENOUGH", "isv.OUT_OF_SERVICE", "isv.ACCOUNT_ABNORMAL", "isv.ACCOUNT_NOT_EXISTS",
    "isv.PRODUCT_UN_SUBSCRIPT", "isv.PRODUCT_UNSUBSCRIBE", "isv.SECURITY_FROZEN_ACCOUNT", "isv.DENY_IP_RANGE",
    "isv.DAY_LIMIT_CONTROL", "isv.MONTH_LIMIT_CONTROL", "isv.SMS_SIGNATURE_ILLEGAL", "isv.SMS_SIGN_ILLEGAL",
    "isv.SMS_SIGNATURE_SCENE_ILLEGAL", "isv.SMS_TEMPLATE_ILLEGAL", "isp.RAM_PERMISSION_DENY",
)  # fmt: skip
_KEYS = (
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "IncompleteSignature",
    "InvalidTimeStamp",
    "Forbidden",
    "NoPermission",
)
_BUSY = ("Throttling", "SignatureNonceUsed")
_THEIR_FAULT = ("isp.", "ServiceUnavailable", "InternalError")


@dataclass(frozen=True, slots=True)
class Templates:
    """The registered templates: general ones by their number of variables, and those of single catalogue keys."""

    general: tuple[str, ...]
    special: Mapping[str, tuple[str, tuple[str, ...]]]

    @classmethod
    def read(cls, setting: str) -> "Templates":
        """From "SMS_1,SMS_2,key=SMS_3:name:name": the first has one variable, the second two …; `key` has its own."""
        general: list[str] = []
        special: dict[str, tuple[str, tuple[str, ...]]] = {}
        for item in setting.split(","):
            key, equals, rest = item.strip().rpartition("=")
            code, *names = rest.split(":")
            if equals:
                special[key] = (code, tuple(names))
            else:
                general.append(code)
        return cls(tuple(general), special)

    @property
    def codes(self) -> list[tuple[str, int]]:
        """(code, how many variables it must have) of every template."""
        of_keys = [(code, len(names)) for code, names in self.special.values()]
        return [(code, number) for number, code in enumerate(self.general, 1)] + of_keys

    def wordings(self, message: Outgoing) -> list[tuple[str, dict[str, str]]]:
        """The (template code, its variables) the message can leave by, the best first; none when it is too long."""
        found = []
        said = message.said
        own = self.special.get(said.key) if said and said.language == LANGUAGES[0] else None
        if said and own and all(len(said.facts.get(name, "")) in range(1, MOST_CHARACTERS + 1) for name in own[1]):
            found.append((own[0], {name: said.facts[name] for name in own[1]}))
        parts = pieces(message.text, len(self.general))
        if parts:
            found.append((self.general[len(parts) - 1], dict(zip(VARIABLES, parts, strict=False))))
        return found


class AliyunChannel:
    """One account with its signature and templates, for mainland mobile numbers."""

    name = SMS
    form = SHORT

    def __init__(
        self, key_id: str, key_secret: str, sign: str, templates: str, api: str, *, rate: float = 20.0
    ) -> None:
        if not key_secret:
            raise SettingsError(why="STAIRWELL_ALIYUN_KEY_SECRET is empty")
        self.rate = rate
        self._key_id, self._key_secret, self._sign, self._api = key_id, key_secret, sign, api
        self._templates = Templates.read(templates)
        self._caller = Caller()

    def per_chat(self, to: str) -> float:
        """One a second: the parts of a long one then arrive in order."""
        return 1.0

    def parse(self, payload: dict[str, Any]) -> Inbound | None:
        """One entry of a push of replies (上行) as an Inbound; None for senders that are no mainland mobile.

        Raises KeyError when it is not Aliyun's.
        """
        provider_id, said = reply_id(payload), str(payload["content"])
        number = _THEIRS.fullmatch(str(payload["phone_number"]).strip())
        if number is None:
            return None
        text = clean(said)
        return Inbound(SMS, provider_id, f"+86{number[1]}", "stop" if text.casefold() in OPT_OUT else text)

    def parse_report(self, entry: dict[str, Any]) -> tuple[str, str, str]:
        """One entry of a push of reports: (message id, delivered or failed, code of the failure).

        Raises KeyError when it is not Aliyun's.
        """
        success = entry["success"] in (True, "true")
        code = "" if success else safe_out(str(entry["err_code"]))[:40]
        return safe_out(str(entry["biz_id"])), "delivered" if success else "failed", code

    def reply_id(self, entry: dict[str, Any]) -> str:
        """What tells one reply from another, the same when it is pushed again. Raises KeyError."""
        return reply_id(entry)

    async def send(self, message: Outgoing) -> Outcome:
        """One SMS by the template made for it, or by a general one."""
        number = _OURS.fullmatch(message.to)
        if number is None:
            return Outcome("permanent", reason="not a mainland mobile number")
        if not safe_out(message.text).strip():
            return Outcome("rejected", reason="empty")
        outcome = Outcome("rejected", reason="too long for the templates")
        for code, variables in self._templates.wordings(message):
            outcome = await self._send(number[1], code, variables)
            if outcome.reason not in _TEMPLATE:
                break
            log.error("aliyun refuses a template", template=code, code=outcome.reason)
        return outcome

    async def acknowledge(self, inbound: Inbound) -> None:
        """An SMS has no buttons."""

    async def fetch(self, file: FileRef) -> bytes:
        """An SMS has no files: raises OSError."""
        raise OSError("no files by SMS")

    async def close(self) -> None:
        """Let go of connections."""
        await self._caller.close()

    async def _send(self, number: str, template: str, variables: dict[str, str]) -> Outcome:
        asked = {
            "PhoneNumbers": number, "SignName": self._sign, "TemplateCode": template,
            "TemplateParam": json.dumps(variables, ensure_ascii=False),
        }  # fmt: skip
        url, headers = signed(self._api, "SendSms", asked, self._key_id, self._key_secret)
        try:
            status, answer = await self._caller.post(url, headers)
        except NeverLeft:
            return Outcome("retry", reason="no connection", wait=NEVER_LEFT_WAIT)
        except Lost as error:
            return Outcome("uncertain", reason=str(error)[:60])
        told = answer if isinstance(answer, dict) else {}
        if status == 200 and told.get("Code") == "OK" and told.get("BizId"):
            return Outcome("sent", str(told["BizId"]))
        return outcome_of(status, str(told.get("Code", "")), str(told.get("Message", "")))


def outcome_of(status: int, code: str, message: str) -> Outcome:
    """What an answer that is not OK means for the message: the one table of Aliyun's failures.

    A limit of one number (isv.BUSINESS_LIMIT_CONTROL) concerns nobody else: a day's ends the message, a minute's or an
    hour's is waited for.
    """
    if code in _GONE:
        return Outcome("permanent", reason=_GONE[code])
    if code in _ACCOUNT or code.startswith(_KEYS):
        log.error("aliyun account or set-up", code=code)
        return Outcome("retry", reason=code, wait=ACCOUNT_WAIT)
    if code.startswith(_BUSY) or status == 429:
        return Outcome("retry", reason=code or str(status), wait=BUSY_WAIT)
    if code == "isv.BUSINESS_LIMIT_CONTROL":
        return Outcome("rejected" if "天级" in message else "retry", reason=code)
    if code.startswith(_THEIR_FAULT):
        return Outcome("retry", reason=code)
    if status == 504 or (status == 200 and code in ("", "OK")):
        return Outcome("uncertain", reason="unreadable answer" if status == 200 else str(status))
    if status >= 500:
        return Outcome("retry", reason=str(status))
    return Outcome("rejected", reason=code or str(status))


def reply_id(entry: Mapping[str, Any]) -> str:
    """A reply's own id: the sequence number with the carrier's time, for no document says how long numbers last."""
    return safe_out(f"{entry['sequence_id']}@{entry['send_time']}")[:64]


def pieces(text: str, most: int) -> list[str]:
    """The text in as few pieces of MOST_CHARACTERS as can be, `most` at most, cut after a mark where there is one.

    Without 【】, which only the signature may have, and line breaks. [] when it does not fit, or is empty.
    """
    plain = " ".join(_BRACKETS.sub(r"\1：", safe_out(text)).split())
    for at_marks in (True, False):
        parts: list[str] = []
        rest = plain
        while rest:
            cut = _cut(rest) if at_marks else MOST_CHARACTERS
            parts.append(rest[:cut].rstrip(_DROPPED) if len(rest) > cut else rest)
            rest = rest[cut:].lstrip()
        if 0 < len(parts) <= most:
            return parts
    return []


def _cut(text: str) -> int:
    """Where to end a piece: after the last mark in its second half, else as late as possible."""
    if len(text) <= MOST_CHARACTERS:
        return len(text)
    marks = [mark.end() for mark in _BREAK.finditer(text[:MOST_CHARACTERS])]
    return max((end for end in marks if end > MOST_CHARACTERS // 2), default=MOST_CHARACTERS)


def signed(
    api: str,
    action: str,
    params: Mapping[str, str],
    key_id: str,
    key_secret: str,
    *,
    method: str = "POST",
    version: str = VERSION,
    at: datetime | None = None,
    nonce: str = "",
) -> tuple[str, dict[str, str]]:
    """(URL, headers) of a call, signed by V3 of Aliyun's request signature. `at` is this moment of the real clock,
    whatever a rehearsal's says: their servers take 15 minutes' difference."""
    query = "&".join(f"{_encoded(name)}={_encoded(params[name])}" for name in sorted(params))
    body = hashlib.sha256(b"").hexdigest()
    parts = urlsplit(api)
    headers = {
        "host": parts.netloc, "x-acs-action": action, "x-acs-content-sha256": body,
        "x-acs-date": f"{at or SystemClock().now():%Y-%m-%dT%H:%M:%SZ}",
        "x-acs-signature-nonce": nonce or secrets.token_hex(16), "x-acs-version": version,
    }  # fmt: skip
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    canonical = "\n".join([method, parts.path or "/", query, lines, names, body])
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.new(key_secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    headers["authorization"] = f"{ALGORITHM} Credential={key_id},SignedHeaders={names},Signature={signature}"
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/'}?{query}", headers


def _encoded(text: str) -> str:
    return quote(text, safe="-_.~")
