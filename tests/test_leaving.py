"""A message to many that is confirmed at night: when it leaves is said, and until then it can be called off."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from models.broadcasts import CALLED_OFF, Broadcast
from models.outbox import CANCELLED, SENT, Message
from models.people import SMS, TELEGRAM
from tests.talk import Talk
from tests.test_approval import crowd


@pytest.fixture
def night(talk: Talk) -> Talk:
    """Half past nine in the evening: nothing leaves before the morning."""
    talk.clock.move_to(datetime(2026, 11, 2, 21, 30, tzinfo=talk.zone))
    return talk


async def at(talk: Talk, hour: int, minute: int = 0) -> list[str]:
    """The clock goes to the next morning, what may leave leaves; the states of the notices."""
    talk.clock.move_to(datetime(2026, 11, 3, hour, minute, tzinfo=talk.zone))
    await talk.delivery.drain()
    return await talk.db.read(lambda s: sorted(s.exec(select(Message.state).where(Message.purpose == "broadcast"))))


async def test_each_channel_s_hour_is_said(night: Talk) -> None:
    """Telegram opens at half past seven, SMS at half past eight; that is what is said, and what happens."""
    await night.says("陈静", "群发 单元长: 明天停水")
    said = await night.presses("陈静", "确认发送")
    assert "现在是免打扰时间，Telegram11月3日 07:30、短信11月3日 08:30发出，共2人" in said and "分钟后" not in said
    assert "11月3日 07:30起发出" in await night.says("陈静", "送达 1")
    assert (await at(night, 7, 29)).count(SENT) == 0
    assert (await at(night, 7, 30)).count(SENT) == 1 and night.last("王芳").endswith("明天停水")
    assert (await at(night, 8, 29)).count(SENT) == 1
    assert await at(night, 8, 30) == [SENT, SENT] and night.last("李姨").endswith("明天停水")


async def test_one_hour_for_all_and_in_english(night: Talk) -> None:
    """Where all go by one channel one hour is named, in the author's language."""
    await night.person("Ms Green", TELEGRAM, "1010", "coordinator", "HT", language="en")
    await night.says("Ms Green", "announce unit heads B3U2: no water")
    said = await night.presses("Ms Green", "Send")
    assert "quiet hours: it leaves by SMS on 3 November at 08:30; people: 1" in said


async def test_it_can_be_called_off_until_the_morning(night: Talk) -> None:
    """Hours after the two minutes not one has left, so all of it can be taken back."""
    await night.says("陈静", "群发 单元长: 明天停水")
    await night.presses("陈静", "确认发送")
    night.clock.advance(timedelta(hours=2))
    await night.says("陈静", "送达 1")
    assert "一条也没有发出" in await night.presses("陈静", "取消发送")
    assert await at(night, 9) == [CANCELLED, CANCELLED]
    states = await night.db.read(lambda s: list(s.exec(select(Broadcast.state))))
    assert states == [CALLED_OFF]


async def test_two_minutes_before_the_quiet_hours_are_too_late(talk: Talk) -> None:
    """What counts is when it would leave: at 19:29 an SMS cannot any more, Telegram can."""
    talk.clock.move_to(datetime(2026, 11, 2, 19, 29, tzinfo=talk.zone))
    await talk.says("陈静", "群发 单元长: 明天停水")
    said = await talk.presses("陈静", "确认发送")
    assert "Telegram11月2日 19:31、短信11月3日 08:30发出" in said


async def test_the_second_person_and_the_author_hear_it_too(night: Talk) -> None:
    """Each in their own language."""
    await crowd(night)
    await night.person("Ms Green", TELEGRAM, "1010", "coordinator", "HT", language="en")
    await night.says("陈静", "群发 志愿者: 周六义诊")
    await night.presses("陈静", "确认发送")
    # What was asked of her leaves in the morning, for it is no answer; she looks for it herself before.
    night.clock.move_to(datetime(2026, 11, 3, 7, 30, tzinfo=night.zone))
    await night.delivery.drain()
    night.clock.move_to(datetime(2026, 11, 3, 21, 29, tzinfo=night.zone))
    assert "it leaves by Telegram on 4 November at 07:30" in await night.presses("Ms Green", "Agree")
    night.clock.move_to(datetime(2026, 11, 4, 7, 30, tzinfo=night.zone))
    await night.delivery.drain()
    assert any("现在是免打扰时间，Telegram11月4日 07:30发出" in one.text for one in night.sent("陈静"))


async def test_an_invitation_by_sms_says_when(night: Talk) -> None:
    """One head is asked at once, which at night is in the morning."""
    await night.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await night.person("赵刚", SMS, "+8613900000003", "unit_head", "B3U3", consent=False)
    assert "11月3日 08:30会给赵刚" in await night.says("陈静", "邀请 B3U3 短信")
