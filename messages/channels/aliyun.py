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
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import structlog

from messages.channels.aliyun_templates import Templates
from messages.channels.calls import Caller, Lost, NeverLeft
from messages.forms import SHORT, FileRef, Inbound, Outcome, Outgoing
from messages.segments import segments
from models.clock import SystemClock
from models.errors import SettingsError
from models.people import SMS
from models.text import clean, safe_out

log = structlog.get_logger()
VERSION, ALGORITHM = "2017-05-25", "ACS3-HMAC-SHA256"
ACCOUNT_WAIT, NEVER_LEFT_WAIT, BUSY_WAIT = 60.0, 3.0, 2.0
OPT_OUT = {"r", "拒收"}
"""What mainland carriers take for 退订, besides TD and T, which everybody may say here."""
_OURS = re.compile(r"\+86(1[3-9][0-9]{9})", re.ASCII)
_THEIRS = re.compile(r"(?:\+|00)?(?:86)?(1[3-9][0-9]{9})", re.ASCII)
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
        self._wordings: dict[str, str] = {}
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

    def billed(self, message: Outgoing) -> int:
        """The segments of the SMS as it arrives: signature, the template's own words (once `learn` knows them) and what
        is put into it; 0 when no template holds it."""
        for code, variables in self._templates.wordings(message):
            text = self._wordings.get(code, "，".join(f"${{{name}}}" for name in variables))
            for name, value in variables.items():
                text = text.replace(f"${{{name}}}", value)
            return segments(f"【{self._sign}】{text}")
        return 0

    async def learn(self) -> bool:
        """Ask for the templates' own words, which the bill counts as well; whether all of them are known now."""
        codes = {code for code, _ in self._templates.codes}
        for code in codes - self._wordings.keys():
            url, headers = signed(self._api, "GetSmsTemplate", {"TemplateCode": code}, self._key_id, self._key_secret)
            try:
                _, answer = await self._caller.post(url, headers)
            except (NeverLeft, Lost):
                return False
            told = answer if isinstance(answer, dict) else {}
            if told.get("Code") == "OK" and told.get("TemplateContent"):
                self._wordings[code] = str(told["TemplateContent"])
        return codes <= self._wordings.keys()

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
