"""The Aliyun channel over real HTTP, against a server that checks what the real one checks; reports and replies."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from messages.channels.aliyun import AliyunChannel, outcome_of, signed
from messages.channels.aliyun_templates import Templates, pieces
from messages.forms import SHORT, FileRef, Inbound, Outcome, Outgoing
from messages.render import render
from models.errors import SettingsError
from models.people import SMS
from tests.aliyun_server import GENERAL, KEY_ID, KEY_SECRET, SIGN, Aliyun, reply

ELDER, NUMBER = "+8613900000001", "13900000001"
SECRET = "a-long-random-word"
HELLO = Outgoing(ELDER, "您好。回1完成")


def test_the_published_example_of_the_signature() -> None:
    """What Aliyun's documentation computes for its example is what we compute."""
    asked = {"RegionId": "cn-shanghai", "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"}
    url, headers = signed(
        "https://ecs.cn-shanghai.aliyuncs.com", "RunInstances", asked, "YourAccessKeyId", "YourAccessKeySecret",
        version="2014-05-26", at=datetime(2023, 10, 26, 10, 22, 32, tzinfo=UTC),
        nonce="3156853299f313e23d1673dc12e1703d",
    )  # fmt: skip
    assert url.startswith("https://ecs.cn-shanghai.aliyuncs.com/?ImageId=win2019")
    assert headers["authorization"] == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;"
        "x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


async def test_a_message_leaves(aliyun: Aliyun, aliyun_channel: AliyunChannel) -> None:
    """By the template of one variable, to eleven digits, with marks that must be escaped; the BizId comes back."""
    outcome = await aliyun_channel.send(Outgoing(ELDER, "您好~王芳*(3+4)&'楼' 50% 完成?回1"))
    assert outcome == Outcome("sent", "900000001^0")
    assert aliyun.sent == [(NUMBER, f"【{SIGN}】社区提醒您：您好~王芳*(3+4)&'楼' 50% 完成?回1。谢谢支持。")]


async def test_a_longer_text_takes_a_template_of_more_variables(aliyun: Aliyun, aliyun_channel: AliyunChannel) -> None:
    """It is cut after a mark, no variable is longer than 35, 【】 is left to the signature; past four it is refused."""
    text = "【社区通知】明天8:00到18:00停水，请提前备水；老人家中缺水请告诉单元长，志愿者会送水上门。\n谢谢您的理解。"
    assert (await aliyun_channel.send(Outgoing(ELDER, text))).kind == "sent"
    assert aliyun.used == ["SMS_2"] or aliyun.used == ["SMS_3"]
    whole = "".join(aliyun.sent[0][1].split("社区提醒您：")[1].removesuffix("。谢谢支持。").split())
    assert [c for c in whole if c.isalnum()] == [c for c in text if c.isalnum()]
    assert await aliyun_channel.send(Outgoing(ELDER, "楼" * 141)) == Outcome(
        "rejected", reason="too long for the templates"
    )
    assert (await aliyun_channel.send(Outgoing(ELDER, "楼" * 140))).kind == "sent"
    assert (await aliyun_channel.send(Outgoing(ELDER, " \x00"))).reason == "empty"


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("短", 4, ["短"]),
        ("一" * 30 + "，" + "二" * 20, 4, ["一" * 30, "二" * 20]),
        ("一" * 30 + "？" + "二" * 20, 4, ["一" * 30 + "？", "二" * 20]),
        ("一，" + "二" * 50, 4, ["一，" + "二" * 33, "二" * 17]),
        (("一" * 18 + "，") * 3, 2, ["一" * 18 + "，" + "一" * 16, "一" * 2 + "，" + "一" * 18 + "，"]),
        ("", 4, []),
        ("一" * 71, 2, []),
    ],
)
def test_pieces(text: str, most: int, expected: list[str]) -> None:
    """Cut after a mark in the second half, or anywhere when there are too few pieces; only a mark at a cut is lost."""
    assert pieces(text, most) == expected


async def test_a_sentence_with_a_template_of_its_own(aliyun: Aliyun) -> None:
    """It goes by that template in Chinese, by a general one in English, and when the own one is refused."""
    channel = AliyunChannel(KEY_ID, KEY_SECRET, SIGN, f"{GENERAL},inspection-due=SMS_9:grid:due", aliyun.url)
    facts = {"name": "李姨", "grid": "3号楼1单元", "period": "2026-11", "due": "2026-11-30", "points": 5, "label": "x"}
    try:
        for language in ("zh-CN", "en"):
            said = render(
                to=ELDER, form=SHORT, language=language, key="inspection-due", facts=facts, question="inspection"
            )
            assert (await channel.send(said)).kind == "sent"
        aliyun.status["SMS_9"] = "2"
        said = render(to=ELDER, form=SHORT, language="zh-CN", key="inspection-due", facts=facts, question="inspection")
        assert (await channel.send(said)).kind == "sent"
    finally:
        await channel.close()
    assert aliyun.used[0] == "SMS_9" and "SMS_9" not in aliyun.used[1:] and len(aliyun.used) == 3
    assert aliyun.sent[0][1] == f"【{SIGN}】3号楼1单元的楼道检索请在11月30日前完成。回1都好 2有情况 3做不了"


@pytest.mark.parametrize("to", ["+15005550006", "+85291234567", "+869371234567", "13900000001", "+8613900000001x"])
async def test_other_numbers_never_leave(aliyun: Aliyun, aliyun_channel: AliyunChannel, to: str) -> None:
    """Mainland mobile numbers in E.164 only: for others the address will not work here."""
    assert (await aliyun_channel.send(Outgoing(to, "您好"))).kind == "permanent"
    assert aliyun.sent == []


DAY, HOUR = "触发天级流控Permits:50", "触发小时级流控Permits:5"


@pytest.mark.parametrize(
    ("status", "code", "message", "expected"),
    [
        (200, "isv.MOBILE_NUMBER_ILLEGAL", "", ("permanent", "invalid number", 0)),
        (200, "isv.BUSINESS_LIMIT_CONTROL", DAY, ("rejected", "isv.BUSINESS_LIMIT_CONTROL", 0)),
        (200, "isv.BUSINESS_LIMIT_CONTROL", HOUR, ("retry", "isv.BUSINESS_LIMIT_CONTROL", 0)),
        (200, "isv.OUT_OF_SERVICE", "业务停机", ("retry", "isv.OUT_OF_SERVICE", 60)),
        (200, "isv.AMOUNT_NOT_ENOUGH", "账户余额不足", ("retry", "isv.AMOUNT_NOT_ENOUGH", 60)),
        (200, "isv.DAY_LIMIT_CONTROL", "", ("retry", "isv.DAY_LIMIT_CONTROL", 60)),
        (200, "isv.SMS_SIGNATURE_ILLEGAL", "", ("retry", "isv.SMS_SIGNATURE_ILLEGAL", 60)),
        (200, "isv.SMS_TEMPLATE_ILLEGAL", "", ("retry", "isv.SMS_TEMPLATE_ILLEGAL", 60)),
        (200, "isp.RAM_PERMISSION_DENY", "", ("retry", "isp.RAM_PERMISSION_DENY", 60)),
        (404, "InvalidAccessKeyId.NotFound", "", ("retry", "InvalidAccessKeyId.NotFound", 60)),
        (400, "SignatureDoesNotMatch", "", ("retry", "SignatureDoesNotMatch", 60)),
        (400, "InvalidTimeStamp.Expired", "", ("retry", "InvalidTimeStamp.Expired", 60)),
        (400, "Throttling.User", "", ("retry", "Throttling.User", 2)),
        (429, "", "", ("retry", "429", 2)),
        (503, "ServiceUnavailable", "", ("retry", "ServiceUnavailable", 0)),
        (200, "isp.SYSTEM_ERROR", "", ("retry", "isp.SYSTEM_ERROR", 0)),
        (500, "", "", ("retry", "500", 0)), (504, "", "", ("uncertain", "504", 0)),
        (200, "isv.SMS_CONTENT_ILLEGAL", "", ("rejected", "isv.SMS_CONTENT_ILLEGAL", 0)),
        (200, "isv.PARAM_NOT_SUPPORT_URL", "", ("rejected", "isv.PARAM_NOT_SUPPORT_URL", 0)),
        (400, "MissingPhoneNumbers", "", ("rejected", "MissingPhoneNumbers", 0)),
    ],
)  # fmt: skip
async def test_refusals(
    aliyun: Aliyun, aliyun_channel: AliyunChannel, status: int, code: str, message: str, expected: tuple[Any, ...]
) -> None:
    """What Aliyun answers, and what it means for the message, the number and the lane."""
    aliyun.refusals.append((status, code, message))
    outcome = await aliyun_channel.send(HELLO)
    assert (outcome.kind, outcome.reason, outcome.wait) == expected
    assert outcome_of(status, code, message) == outcome


@pytest.mark.parametrize(
    ("key_id", "secret", "sign", "reason"),
    [
        ("LTAI5tSomebodyElse", KEY_SECRET, SIGN, "InvalidAccessKeyId.NotFound"),
        (KEY_ID, "another-secret", SIGN, "SignatureDoesNotMatch"),
        (KEY_ID, KEY_SECRET, "别人", "isv.SMS_SIGNATURE_ILLEGAL"),
    ],
)  # fmt: skip
async def test_wrong_settings_hold_the_lane(aliyun: Aliyun, key_id: str, secret: str, sign: str, reason: str) -> None:
    """A wrong key, secret or signature stops sending until it is put right; no message is lost by it."""
    channel = AliyunChannel(key_id, secret, sign, GENERAL, aliyun.url)
    outcome = await channel.send(HELLO)
    await channel.close()
    assert (outcome.kind, outcome.reason, outcome.wait) == ("retry", reason, 60.0)


@pytest.mark.parametrize(
    ("how", "kind"), [("drop", "uncertain"), ("half", "uncertain"), ("html", "uncertain"), ("page", "retry")]
)
async def test_what_is_no_answer(aliyun: Aliyun, aliyun_channel: AliyunChannel, how: str, kind: str) -> None:
    """A dropped connection or half an answer: it may have been sent. A gateway's 502: it was not."""
    aliyun.broken.append(how)
    assert (await aliyun_channel.send(HELLO)).kind == kind


async def test_silence_is_uncertain(aliyun: Aliyun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Aliyun keeps no two equal requests apart, so a time-out is never simply tried again."""
    monkeypatch.setattr("messages.channels.calls.TIMEOUT_SECONDS", 0.05)
    never = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await never.wait()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    channel = AliyunChannel(KEY_ID, KEY_SECRET, SIGN, GENERAL, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    assert (await channel.send(HELLO)).kind == "uncertain"
    never.set()
    await channel.close()
    server.close()
    await server.wait_closed()


async def test_what_never_left_is_tried_again(unused_tcp_port: int) -> None:
    """A refused connection: nothing was sent, the lane waits a little."""
    channel = AliyunChannel(KEY_ID, KEY_SECRET, SIGN, GENERAL, f"http://127.0.0.1:{unused_tcp_port}")
    outcome = await channel.send(HELLO)
    await channel.close()
    assert (outcome.kind, outcome.wait) == ("retry", 3.0)


def test_a_reply_comes_in(aliyun_channel: AliyunChannel) -> None:
    """Eleven digits become E.164, the text is sanitised, R is a stop, and the id holds its carrier time."""
    assert aliyun_channel.parse(reply(7, NUMBER, " １完成\x00 ")) == Inbound(
        SMS, "7@2026-11-02 09:05:00", ELDER, "1完成"
    )
    for number in (f"86{NUMBER}", f"+86{NUMBER}", f"0086{NUMBER}"):
        assert (inbound := aliyun_channel.parse(reply(7, number, "1"))) and inbound.sender == ELDER
    assert (inbound := aliyun_channel.parse(reply(7, NUMBER, "R"))) and inbound.text == "stop"


@pytest.mark.parametrize("number", ["10086", "95188", "106900001234", "", "1390000000", "１３９００００００００１"])
def test_machines_are_not_answered(aliyun_channel: AliyunChannel, number: str) -> None:
    """Short numbers are machines: answering them starts a loop."""
    assert aliyun_channel.parse(reply(7, number, "1")) is None


@pytest.mark.parametrize("name", ["sequence_id", "send_time", "phone_number", "content"])
def test_poison_raises(aliyun_channel: AliyunChannel, name: str) -> None:
    """An entry that is not Aliyun's is not guessed at."""
    with pytest.raises(KeyError):
        aliyun_channel.parse({key: value for key, value in reply(7, NUMBER, "1").items() if key != name})


async def test_an_sms_has_neither_files_nor_buttons(aliyun_channel: AliyunChannel) -> None:
    """Fetching raises OSError, acknowledging does nothing; an empty secret is refused."""
    await aliyun_channel.acknowledge(Inbound(SMS, "1", ELDER))
    with pytest.raises(OSError):
        await aliyun_channel.fetch(FileRef("x", "x", 1))
    with pytest.raises(SettingsError):
        AliyunChannel(KEY_ID, "", SIGN, GENERAL, "http://127.0.0.1")


def test_templates_as_they_are_set() -> None:
    """General ones by their number of variables, then those of single sentences with the names of theirs."""
    read = Templates.read("SMS_1,SMS_2,inspection-due=SMS_9:grid:due,stopped=SMS_8")
    assert read.general == ("SMS_1", "SMS_2")
    assert read.special == {"inspection-due": ("SMS_9", ("grid", "due")), "stopped": ("SMS_8", ())}
    assert read.codes == [("SMS_1", 1), ("SMS_2", 2), ("SMS_9", 2), ("SMS_8", 0)]
