"""What is shown before a message to many is what the gateway in use will bill; and the price is the community's own."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import col, select

from messages.channels.aliyun import AliyunChannel
from messages.channels.twilio import TwilioChannel
from messages.forms import Outgoing
from messages.segments import billed_by, segments
from models.audit import Audit
from models.budget import NO_BUDGET, affordable, reprice, set_monthly
from models.outbox import QUEUED, SENT, Message
from models.people import SMS, TELEGRAM
from models.prices import shipped_price, shown, sms_price
from tests.aliyun_server import GENERAL, KEY_ID, KEY_SECRET, SIGN, Aliyun
from tests.office import Post
from tests.talk import Talk

ELDER = "+8613900000001"


@pytest.mark.parametrize("length", [1, 30, 33, 36, 60, 62, 100, 138, 140])
async def test_aliyun_bills_the_sms_as_it_arrives(aliyun: Aliyun, aliyun_channel: AliyunChannel, length: int) -> None:
    """Signature, the template's own words and what is put in: what was foretold is what the service delivered."""
    assert await aliyun_channel.learn()
    message = Outgoing(ELDER, "楼" * length)
    foretold = aliyun_channel.billed(message)
    assert (await aliyun_channel.send(message)).kind == "sent"
    assert foretold == segments(aliyun.sent[0][1])


async def test_what_aliyun_would_refuse_is_nought(aliyun_channel: AliyunChannel) -> None:
    """Past the longest template nothing can be billed."""
    assert aliyun_channel.billed(Outgoing(ELDER, "楼" * 141)) == 0


async def test_without_the_templates_words_the_signature_counts_all_the_same(aliyun: Aliyun) -> None:
    """Words that cannot be learnt, or a service out of reach, are left out; what was learnt is not asked again."""
    channel = AliyunChannel(KEY_ID, KEY_SECRET, SIGN, f"{GENERAL},SMS_X", aliyun.url)
    try:
        assert channel.billed(Outgoing(ELDER, "楼" * 63)) == 2  # 【汉唐街北社区】 is eight more than the sixty-two left
        aliyun.broken.append("page")
        assert not await channel.learn()
        assert not await channel.learn()  # SMS_X is none of theirs
        aliyun.templates["SMS_X"] = "${a}${b}"
        assert await channel.learn()
    finally:
        await channel.close()
    gone = AliyunChannel(KEY_ID, KEY_SECRET, SIGN, GENERAL, "http://127.0.0.1:9")
    assert not await gone.learn()
    await gone.close()


async def test_twilio_bills_what_it_is_given() -> None:
    """The text, cut where Twilio's end is; without a gateway, the text."""
    channel = TwilioChannel("AC1", "token", "+15005550006", "http://127.0.0.1:9")
    assert channel.billed(Outgoing(ELDER, "楼" * 71)) == 2
    assert channel.billed(Outgoing(ELDER, "楼" * 5000)) == segments("楼" * 1600)
    assert channel.billed(Outgoing(ELDER, " ")) == 0
    assert billed_by(None, Outgoing(ELDER, "楼" * 71)) == 2
    await channel.close()


async def test_the_preview_counts_what_aliyun_adds(talk: Talk, aliyun_channel: AliyunChannel) -> None:
    """What is one segment bare is two by Aliyun; what no template holds is said; invitations count alike."""
    talk.community.billed = aliyun_channel.billed
    text = "水" * 60  # 【社区通知】 is six more: 66 of 70
    assert "每条2段，共2段，约¥0.60" in await talk.says("陈静", f"群发 单元长: {text}")
    said = await talk.says("陈静", "群发 单元长: " + "水" * 200)
    assert "1位只收短信的人收不到" in said and "共0段" in said
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await talk.person("赵刚", SMS, "+8613900000003", "unit_head", "B3U3", consent=False)
    talk.community.billed = lambda message: 7
    assert "每条最多7段，共7段" in await talk.says("陈静", "邀请 HT0101 短信")


# --- the price ---
async def test_a_coordinator_sets_the_price(talk: Talk) -> None:
    """It counts in the preview and in the account at once, is shown exactly, audited, and can be given back."""
    assert "¥0.30" in await talk.says("陈静", "预算")
    assert "每段按¥0.05算" in await talk.says("陈静", "短信单价 0.05")
    assert "共1段，约¥0.05" in await talk.says("陈静", "群发 单元长: 停水")
    await talk.says("李姨", "我是谁")
    assert "每段¥0.05" in await talk.says("陈静", "预算")
    assert "USD 0.0079" in await talk.says("陈静", "/smsprice 0.0079 usd")
    assert "USD 0.01" in await talk.says("陈静", "短信单价 0.01")
    assert "¥0.04" in await talk.says("陈静", "短信单价 ￥0.04元")
    assert "¥0.30" in await talk.says("陈静", "短信单价 默认")
    assert await talk.db.read(sms_price) == shipped_price()
    acts = await talk.db.read(lambda s: list(s.exec(select(Audit).order_by(col(Audit.id))).all()))
    assert [act.act for act in acts] == ["price.set"] * 5
    assert acts[1].facts == {"parts": 79, "currency": "USD"}


@pytest.mark.parametrize("said", ["便宜", "-1", "0.00001", "1e3", "12345", "0.05 人民币", "0.05 US"])
async def test_a_price_that_is_none_is_asked_again(talk: Talk, said: str) -> None:
    """Nothing is guessed, and nothing is set."""
    assert "请写清一段短信的价格" in await talk.says("陈静", f"短信单价 {said}")
    assert await talk.db.read(sms_price) == shipped_price()


async def test_who_may_set_the_price(talk: Talk) -> None:
    """A coordinator of the whole community; a station's may look; a unit head may not even that."""
    await talk.person("站长", TELEGRAM, "1011", "coordinator", "HT01")
    assert "社区一级" in await talk.says("站长", "短信单价 5")
    assert "没有设每月预算" in await talk.says("站长", "短信单价")
    assert "不在您的职责内" in await talk.says("王芳", "短信单价 5")
    assert await talk.db.read(sms_price) == shipped_price()


async def test_in_english(talk: Talk) -> None:
    """The same words for whoever speaks English."""
    await talk.person("Ms Green", TELEGRAM, "1010", "coordinator", "HT", language="en")
    assert "counts as CNY 0.05" in await talk.says("Ms Green", "smsprice 0.05")
    assert "segments at CNY 0.05" in await talk.says("Ms Green", "budget")
    assert "price of one SMS segment" in await talk.says("Ms Green", "smsprice cheap")


async def test_a_lower_price_lets_go_what_waited_for_money(office: Post) -> None:
    """Two segments' money at thirty cents is twelve at five."""
    now = office.clock.now()
    await office.db.run(set_monthly, Decimal("0.60"), now, None)
    for number in range(4):
        who = await office.person(f"+861390000000{number}")
        await office.say(who, "公告", subject=str(number), expires_at=now + timedelta(days=40))
    await office.delivery.drain()
    assert [row.error for row in await office.rows()] == [None, None, NO_BUDGET, NO_BUDGET]
    await office.db.run(reprice, Decimal("0.05"), "", now, None)
    assert await office.db.read(affordable, now, office.zone) == 10
    await office.delivery.drain()
    states = await office.db.read(lambda s: list(s.exec(select(Message.state))))
    assert states == [SENT] * 4 and QUEUED not in states


@pytest.mark.parametrize(("price", "words"), [("0.3", "0.30"), ("0.0079", "0.0079"), ("1", "1.00"), ("0", "0.00")])
def test_a_price_is_written_as_people_do(price: str, words: str) -> None:
    """Two decimals, more where they say something."""
    assert shown(Decimal(price)) == words
