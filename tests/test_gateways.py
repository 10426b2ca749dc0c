"""Aliyun and WeCom from the settings: what the doctor asks them, and that a message leaves."""

import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import unused_port
from sqlalchemy import text

from bot.compose import make_channels
from bot.doctor import FAIL, OK, Finding, diagnose
from bot.settings import Settings
from messages.channels.aliyun import AliyunChannel
from messages.forms import Outgoing
from models.db import Database
from models.groups import WECOM, add_group
from models.people import SMS
from tests.aliyun_server import GENERAL, KEY_ID, KEY_SECRET, SIGN, Aliyun
from tests.conftest import KEY
from tests.wecom_server import KEY as ROBOT
from tests.wecom_server import Wecom

HELLO = Outgoing("+8613900000001", "您好。回1完成")
NUMBER = "13900000001"


@pytest.fixture
async def aliyun() -> AsyncIterator[Aliyun]:
    """The service, running."""
    async with Aliyun().up() as server:
        yield server


@pytest.fixture
def looked_at(aliyun: Aliyun, sqlite_template: Path, tmp_path: Path) -> Settings:
    """Settings with Aliyun as the gateway."""
    shutil.copy(sqlite_template, tmp_path / "plain.db")
    return Settings.model_validate({
        "database_url": f"sqlite:///{tmp_path / 'plain.db'}", "key": KEY, "aliyun_key_id": KEY_ID,
        "aliyun_key_secret": KEY_SECRET, "aliyun_sign": SIGN, "aliyun_api": aliyun.url,
        "aliyun_template": f"{GENERAL},inspection-due=SMS_9:grid:due", "listen": f"127.0.0.1:{unused_port()}",
    })  # fmt: skip


async def found(settings: Settings) -> list[Finding]:
    """What the doctor says of SMS, in both languages without a secret."""
    findings = [one for one in await diagnose(settings) if "aliyun" in one.key or "twilio" in one.key]
    assert not any(KEY_SECRET in line or KEY_ID in line for one in findings for line in (str(one), one.line("en")))
    return findings


async def test_the_doctor_asks_after_every_template(aliyun: Aliyun, looked_at: Settings) -> None:
    """All is well; then one in review, one with other variables, one unknown, each named. No way in is warned of."""
    assert [(one.level, one.key) for one in await found(looked_at)] == [
        (OK, "doctor-aliyun-ok"),
        ("warn", "doctor-twilio-deaf"),
    ]
    aliyun.status["SMS_1"] = "0"
    aliyun.templates["SMS_2"] = "社区提醒您：${a}。"
    del aliyun.templates["SMS_3"]
    told = await found(looked_at)
    assert [(one.level, one.key, one.facts["template"]) for one in told[:3]] == [
        (FAIL, "doctor-aliyun-not-approved", "SMS_1"), (FAIL, "doctor-aliyun-variables", "SMS_2"),
        (FAIL, "doctor-aliyun-refused", "SMS_3"),
    ]  # fmt: skip


async def test_the_doctor_cannot_reach_it(looked_at: Settings) -> None:
    """A server out of reach is named with its host."""
    away = looked_at.model_copy(update={"aliyun_api": f"http://127.0.0.1:{unused_port()}"})
    assert next((one.level, one.key) for one in await found(away)) == (FAIL, "doctor-aliyun-unreachable")


async def test_the_gateway_that_is_set_up_is_the_one_that_sends(aliyun: Aliyun, looked_at: Settings) -> None:
    """From settings to a message that left."""
    channels = make_channels(looked_at)
    assert isinstance(channels[SMS], AliyunChannel)
    assert (await channels[SMS].send(HELLO)).kind == "sent"
    for one in channels.values():
        await one.close()
    assert json.dumps(aliyun.sent, ensure_ascii=False).count(NUMBER) == 1


@pytest.fixture
async def wecom() -> AsyncIterator[Wecom]:
    """The service, running."""
    async with Wecom().up() as server:
        yield server


async def test_the_doctor_and_the_settings(wecom: Wecom, sqlite_template: Path, tmp_path: Path) -> None:
    """Groups are counted where there are some, and the server is tried; a rehearsal never speaks to the real one."""
    shutil.copy(sqlite_template, tmp_path / "plain.db")
    url = f"sqlite:///{tmp_path / 'plain.db'}"

    def settings(**more: Any) -> Settings:
        given = {"database_url": url, "key": KEY, "listen": f"127.0.0.1:{unused_port()}", **more}
        return Settings.model_validate(given)

    async def found(api: str) -> list[tuple[str, str]]:
        return [(one.level, one.key) for one in await diagnose(settings(wecom_api=api)) if "wecom" in one.key]

    assert await found(wecom.url) == []
    db = Database(url)
    now = "2026-11-02T09:00:00+08:00"
    await db.run(lambda s: s.execute(text("INSERT INTO grid VALUES (1, 'HT', '汉唐', 1, NULL, '/HT/', 0, 0)")))
    await db.run(lambda s: add_group(s, 1, ROBOT, settings(now=now).now))  # type: ignore[arg-type]
    await db.close()
    assert await found(wecom.url) == [(OK, "doctor-wecom-ok")]
    assert await found(f"http://127.0.0.1:{unused_port()}") == [(FAIL, "doctor-wecom-unreachable")]
    assert WECOM in make_channels(settings()) and WECOM not in make_channels(settings(now=now))
    assert WECOM in make_channels(settings(now=now, wecom_api=wecom.url))
