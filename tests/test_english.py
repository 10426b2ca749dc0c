"""What coordinators and knockers say and hear of delivery and guards, in English."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from models.outbox import UNCERTAIN, Message
from models.people import SMS, TELEGRAM
from tests.talk import Talk
from tests.test_knocks import lost_broadcast, passes


@pytest.fixture
async def english(talk: Talk) -> Talk:
    """With a coordinator and a building head who speak English, the latter by SMS."""
    await talk.person("Ms Green", TELEGRAM, "1010", "coordinator", "HT", language="en")
    await talk.person("Mr Brown", SMS, "+8613900000050", "building_head", "B3", language="en")
    return talk


def chinese(text: str) -> list[str]:
    """The Chinese characters in a text that are no names of people, grids or the author's own words."""
    for own in ("李姨", "王芳", "陈静", "长城苑3号楼2单元", "明天停水"):
        text = text.replace(own, "")
    return [c for c in text if "\u4e00" <= c <= "\u9fff"]


async def test_knocks_and_the_delivery_report(english: Talk) -> None:
    """Whom no message reached is asked for by SMS, answered with a digit, and counted."""
    await lost_broadcast(english)
    await passes(english, minutes=30)
    asked = english.last("Mr Brown")
    assert "Neighbours not reached: 1 (李姨)" in asked and "1 told, 2 not there" in asked
    listed = await english.says("Ms Green", "/delivery")
    assert "People it can reach: 1" in listed and "Mr Brown" in listed
    assert "people told: 1" in await english.says("Mr Brown", "1")
    told = await english.says("Ms Green", "delivery latest")
    assert "Told in person: 1" in told
    for text in (asked, listed, told):
        assert not chinese(text), text


async def test_not_there(english: Talk) -> None:
    """The office takes over, and its coordinator is asked in turn."""
    await lost_broadcast(english)
    await passes(english, minutes=30)
    assert "The office will take it from here" in await english.says("Mr Brown", "not there")
    await passes(english, minutes=30)
    assert "李姨" in english.last("陈静") or "李姨" in english.last("Ms Green")


async def test_uncertain_messages(english: Talk) -> None:
    """Listed, picked by number, sent once more, or left as they are."""
    await english.says("Ms Green", "announce unit heads: 明天停水")
    await english.presses("Ms Green", "Send")
    english.clock.advance(timedelta(minutes=2))
    await english.delivery.drain()
    await english.db.run(lambda session: session.execute(
        update(Message).where(col(Message.purpose) == "broadcast").values(state=UNCERTAIN)
    ))  # fmt: skip
    heard = [await english.says("Ms Green", "/uncertain"), await english.says("Ms Green", "1")]
    assert "1 王芳: a community notice" in heard[0]
    heard.append(await english.presses("Ms Green", "Send again"))
    assert english.last("王芳").count("明天停水") == 1 and "重发" in english.last("王芳")
    heard += [await english.says("Ms Green", "uncertain"), await english.says("Ms Green", "1")]
    heard.append(await english.presses("Ms Green", "Leave"))
    heard.append(await english.says("Ms Green", "uncertain"))
    for text in heard:
        assert text and not chinese(text), text


async def test_guards(english: Talk) -> None:
    """Stop, budget and rules."""
    heard = [await english.says("Ms Green", said) for said in (
        "/pause wrong list", "/pause", "/rules", "/unpause", "/unpause", "/budget", "smsbudget 500", "budget", "rules",
        "smsbudget lots", "/smsbudget none",
    )]  # fmt: skip
    expected = (
        "Sending is stopped", "wrong list", "wrong list", "Sending goes on", "was not stopped", "no monthly budget",
        "CNY 500.00", "0% is spent", "CNY 500.00", "amount for a month", "no monthly budget",
    )  # fmt: skip
    for text, words in zip(heard, expected, strict=True):
        assert words in text and not chinese(text), text
