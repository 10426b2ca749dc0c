"""Aliyun's SMS service on loopback, written from its documentation: it checks what the real one checks.

Signature V3 (ACS3-HMAC-SHA256), the date, nonces, the signature's name, templates and what goes into their variables.
"""

import hashlib
import hmac
import itertools
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from messages.channels.aliyun import AliyunChannel

KEY_ID, KEY_SECRET, SIGN = "LTAI5tTestKeyOfNobody", "the-secret-nobody-may-see", "汉唐街北社区"
TEMPLATES = {
    "SMS_1": "社区提醒您：${a}。谢谢支持。", "SMS_2": "社区提醒您：${a}，${b}。谢谢支持。",
    "SMS_3": "社区提醒您：${a}，${b}，${c}。谢谢支持。", "SMS_4": "社区提醒您：${a}，${b}，${c}，${d}。谢谢支持。",
    "SMS_9": "${grid}的楼道检索请在${due}前完成。回1都好 2有情况 3做不了",
}  # fmt: skip
GENERAL = "SMS_1,SMS_2,SMS_3,SMS_4"
MINUTES = 15


class Refused(Exception):
    """(HTTP status, Code, Message) of an answer that is not OK."""


@dataclass
class Aliyun:
    """One account. `sent` are (number, text as it arrives); `refusals` are told to the next calls in their place."""

    url: str = ""
    templates: dict[str, str] = field(default_factory=lambda: dict(TEMPLATES))
    status: dict[str, str] = field(default_factory=dict)
    sent: list[tuple[str, str]] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    refusals: list[tuple[int, str, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    _nonces: set[str] = field(default_factory=set)
    _numbers: Any = field(default_factory=lambda: itertools.count(900_000_001))

    @asynccontextmanager
    async def up(self) -> AsyncIterator["Aliyun"]:
        """Answer, until left."""
        app = web.Application()
        app.router.add_route("*", "/", self._call)
        async with TestServer(app) as server:
            self.url = str(server.make_url("/")).rstrip("/")
            yield self

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if self.broken:
            return await self._break(request, self.broken.pop(0))
        answer: dict[str, Any] = {"RequestId": "F655A8D5-B967-440B-8683-DAD6FF8DE990", "Code": "OK", "Message": "OK"}
        try:
            params = self.checked(request, await request.read())
            if self.refusals:
                raise Refused(*self.refusals.pop(0))
            action = {"SendSms": self._send, "GetSmsTemplate": self._template}
            if request.headers["x-acs-action"] not in action:
                raise Refused(404, "InvalidAction.NotFound", "Specified api is not found")
            return web.json_response(answer | action[request.headers["x-acs-action"]](params))
        except Refused as refusal:
            status, code, message = refusal.args
            return web.json_response(answer | {"Code": code, "Message": message}, status=status)

    async def _break(self, request: web.Request, how: str) -> web.StreamResponse:
        if how == "drop":
            assert request.transport is not None
            request.transport.abort()
        return web.Response(
            text="<html>upstream</html>" if how != "half" else '{"Code": "OK', status=502 if how == "page" else 200
        )

    def checked(self, request: web.Request, body: bytes) -> dict[str, str]:
        """The parameters, once everything about the signature is right. Raises Refused."""
        headers = request.headers
        form = re.fullmatch(
            r"ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})",
            headers.get("authorization", ""),
        )
        if form is None:
            raise Refused(400, "IncompleteSignature", "The request signature does not conform to Aliyun standards.")
        if form[1] != KEY_ID:
            raise Refused(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.")
        names = form[2].split(";")
        must = {"host", *(name.lower() for name in headers if name.lower().startswith("x-acs-"))}
        params = dict(parse_qsl(request.rel_url.raw_query_string, keep_blank_values=True, strict_parsing=True))
        query = "&".join(f"{quote(name, safe='-_.~')}={quote(params[name], safe='-_.~')}" for name in sorted(params))
        lines = "".join(f"{name}:{headers[name].strip()}\n" for name in names)
        whole = [request.method, request.path, query, lines, form[2], headers["x-acs-content-sha256"]]
        canonical = "\n".join(whole)
        to_sign = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
        right = hmac.new(KEY_SECRET.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
        if (
            right != form[3] or names != sorted(names) or not must <= set(names)
            or headers["x-acs-content-sha256"] != hashlib.sha256(body).hexdigest()
            or query != request.rel_url.raw_query_string
        ):  # fmt: skip
            raise Refused(400, "SignatureDoesNotMatch", "Specified signature is not matched with our calculation.")
        at = datetime.strptime(headers["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        if abs((datetime.now(UTC) - at).total_seconds()) > MINUTES * 60:
            raise Refused(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")
        if headers["x-acs-signature-nonce"] in self._nonces:
            raise Refused(400, "SignatureNonceUsed", "Specified signature nonce was used already.")
        self._nonces.add(headers["x-acs-signature-nonce"])
        if headers["x-acs-version"] != "2017-05-25":
            raise Refused(400, "InvalidVersion", "Specified parameter Version is not valid.")
        return params

    def _send(self, params: dict[str, str]) -> dict[str, Any]:
        if not re.fullmatch(r"1[3-9]\d{9}", params["PhoneNumbers"], re.ASCII):
            raise Refused(200, "isv.MOBILE_NUMBER_ILLEGAL", f"{params['PhoneNumbers']}invalid mobile number")
        if params["SignName"] != SIGN:
            raise Refused(200, "isv.SMS_SIGNATURE_ILLEGAL", "签名不合法(不存在或被拉黑)")
        content = self.templates.get(params["TemplateCode"])
        if content is None or self.status.get(params["TemplateCode"], "1") != "1":
            raise Refused(200, "isv.SMS_TEMPLATE_ILLEGAL", "模板不合法(不存在或被拉黑)")
        values = json.loads(params["TemplateParam"])
        if set(re.findall(r"\$\{(\w+)\}", content)) != set(values):
            raise Refused(200, "isv.TEMPLATE_MISSING_PARAMETERS", "模板变量中存在未赋值变量")
        for name, value in values.items():
            if not isinstance(value, str) or not 1 <= len(value) <= 35 or re.search(r"[【】\n]", value):
                raise Refused(200, "isv.PARAM_LENGTH_LIMIT", "参数超出长度限制")
            if re.search(r"https?://|www\.", value):
                raise Refused(200, "isv.PARAM_NOT_SUPPORT_URL", "不支持URL")
            content = content.replace(f"${{{name}}}", value)
        self.sent.append((params["PhoneNumbers"], f"【{SIGN}】{content}"))
        self.used.append(params["TemplateCode"])
        return {"BizId": f"{next(self._numbers)}^0"}

    def _template(self, params: dict[str, str]) -> dict[str, Any]:
        code = params["TemplateCode"]
        if code not in self.templates:
            raise Refused(200, "isv.SMS_TEMPLATE_ILLEGAL", "模板不合法(不存在或被拉黑)")
        return {
            "TemplateCode": code,
            "TemplateContent": self.templates[code],
            "TemplateStatus": self.status.get(code, "1"),
        }


def report(biz_id: str, number: str, err_code: str = "DELIVERED") -> dict[str, Any]:
    """One entry of a push of SmsReport."""
    return {
        "phone_number": number, "send_time": "2026-11-02 09:00:01", "report_time": "2026-11-02 09:00:05",
        "success": err_code == "DELIVERED", "err_code": err_code, "err_msg": "用户接收成功", "sms_size": "1",
        "biz_id": biz_id, "out_id": "",
    }  # fmt: skip


def reply(sequence: int, number: str, content: str) -> dict[str, Any]:
    """One entry of a push of SmsUp."""
    return {
        "phone_number": number, "send_time": "2026-11-02 09:05:00", "content": content, "sign_name": SIGN,
        "dest_code": "1234", "sequence_id": sequence,
    }  # fmt: skip


@pytest.fixture
async def aliyun() -> AsyncIterator[Aliyun]:
    """The service, running."""
    async with Aliyun().up() as server:
        yield server


@pytest.fixture
async def aliyun_channel(aliyun: Aliyun) -> AsyncIterator[AliyunChannel]:
    """The channel, pointed at it, with general templates of one to four variables."""
    made = AliyunChannel(KEY_ID, KEY_SECRET, SIGN, GENERAL, aliyun.url)
    yield made
    await made.close()
