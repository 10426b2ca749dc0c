"""What the doctor finds out about the SMS gateway and the group robots."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from pydantic import SecretStr

from bot.settings import Settings, is_real
from messages.channels.aliyun import signed
from messages.channels.aliyun_templates import Templates

Found = list[tuple[str, str, dict[str, Any]]]
"""[(level "ok", "warn" or "fail", key of the sentence, facts)]"""
Get = Callable[[str, Mapping[str, str] | None], Awaitable[tuple[int, str]]]
UNREACHABLE = (aiohttp.ClientError, TimeoutError, OSError, ValueError, LookupError)
"""What goes wrong on the way to a server, or when it is not the server that it should be."""
APPROVED = "1"
"""The TemplateStatus of a template that may be used (0 in review, 2 refused, 10 withdrawn)."""


async def examine_sms(settings: Settings, get: Get) -> Found:
    """Whether the configured SMS gateway would take a message; a warning when there is none."""
    if settings.twilio_sid is not None and settings.twilio_token is not None:
        found = await _twilio(settings, settings.twilio_sid, settings.twilio_token, get)
    elif settings.aliyun_key_id is not None and settings.aliyun_key_secret is not None:
        found = await _aliyun(settings, settings.aliyun_key_id, settings.aliyun_key_secret, get)
    else:
        return [("warn", "twilio-off", {})]
    return found + ([("warn", "twilio-deaf", {})] if settings.public_url is None else [])


async def examine_robots(settings: Settings, groups: int, get: Get) -> Found:
    """Whether WeCom can be reached, where groups are registered. Nothing is said in any group."""
    if not groups:
        return []
    try:
        await get(settings.wecom_api, None)
    except UNREACHABLE as error:
        return [("fail", "wecom-unreachable", _where(settings.wecom_api, error))]
    return [("ok", "wecom-ok", {"count": str(groups)})]


async def _twilio(settings: Settings, sid: str, token: SecretStr, get: Get) -> Found:
    signature = {"Authorization": aiohttp.encode_basic_auth(sid, token.get_secret_value())}
    url = f"{settings.twilio_api}/2010-04-01/Accounts/{sid}.json"
    try:
        status, text = await get(url, signature)
        account = json.loads(text) if status == 200 else {}
        if status == 404 and not is_real(url):
            return [("warn", "twilio-unknown", {"host": urlsplit(url).netloc})]
        if status != 200:
            return [("fail", "twilio-refused", {"status": str(status)})]
        if account["status"] != "active":
            return [("fail", "twilio-inactive", {"status": str(account["status"])})]
        return [("warn", "twilio-trial", {}) if account.get("type") == "Trial" else ("ok", "twilio-ok", {})]
    except UNREACHABLE as error:
        return [("fail", "twilio-unreachable", _where(settings.twilio_api, error))]


async def _aliyun(settings: Settings, key_id: str, secret: SecretStr, get: Get) -> Found:
    """Asks after every template (GetSmsTemplate), which also shows whether the key is good."""
    found: Found = []
    try:
        for code, number in Templates.read(settings.aliyun_template or "").codes:
            url, headers = signed(
                settings.aliyun_api, "GetSmsTemplate", {"TemplateCode": code}, key_id, secret.get_secret_value(),
                method="GET",
            )  # fmt: skip
            _, text = await get(url, headers)
            told = json.loads(text)
            if told["Code"] != "OK":
                found.append(("fail", "aliyun-refused", {"template": code, "code": str(told["Code"])[:60]}))
            elif str(told["TemplateStatus"]) != APPROVED:
                found.append(("fail", "aliyun-not-approved", {"template": code, "status": str(told["TemplateStatus"])}))
            elif str(told["TemplateContent"]).count("${") != number:
                found.append(("fail", "aliyun-variables", {"template": code, "count": str(number)}))
    except UNREACHABLE as error:
        return [("fail", "aliyun-unreachable", _where(settings.aliyun_api, error))]
    return found or [("ok", "aliyun-ok", {"sign": settings.aliyun_sign or ""})]


def _where(url: str, error: Exception) -> dict[str, Any]:
    return {"host": urlsplit(url).netloc, "error": type(error).__name__}
