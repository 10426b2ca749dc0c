"""What coordinators and machines meet of the guards: the stop, the budget and the rules by chat, and the loop guard."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.records import examine
from models.audit import Audit
from models.loops import forget_heard
from models.outbox import post
from models.pausing import paused
from models.people import ACTIVE, SMS, STOPPED, TELEGRAM, UNREACHABLE, Address, set_address_state
from tests.talk import Talk

DAY = timedelta(days=1)


@pytest.fixture
async def office(talk: Talk) -> Talk:
    """With a second coordinator of the community by SMS (赵主任), an English one and one of the station only."""
    await talk.person("赵主任", SMS, "+8613900000009", "coordinator", "HT")
    await talk.person("Ms Green", TELEGRAM, "1010", "coordinator", "HT", language="en")
    await talk.person("站长", TELEGRAM, "1011", "coordinator", "HT01")
    return talk


async def tell(talk: Talk, person_id: int, text: str) -> None:
    """Queue a notice to somebody."""
    now = talk.clock.now()
    await talk.db.run(
        lambda session: post(
            session, person_id, "broadcast-text", {"text": text}, purpose="test", subject=text, now=now,
            expires_at=now + DAY,
        )
    )  # fmt: skip


async def test_a_coordinator_stops_and_resumes_all_sending(office: Talk) -> None:
    """One message stops it, all other coordinators hear why, answers still come, and what waited goes afterwards."""
    volunteer = await office.person("小周", TELEGRAM, "1020")
    assert "已暂停发送" in await office.says("陈静", "暂停发送 发错了名单")
    await office.delivery.drain()
    assert "陈静" in office.last("赵主任") and "发错了名单" in office.last("赵主任")
    assert "stopped all sending" in office.last("Ms Green")
    await tell(office, volunteer, "停水通知")
    await office.delivery.drain()
    assert office.last("小周") == ""
    assert "王芳" in await office.says("王芳", "我是谁")
    again = await office.says("赵主任", "暂停发送")
    assert "陈静" in again and "11月2日" in again
    assert "1条接着发出" in await office.says("赵主任", "恢复发送")
    await office.delivery.drain()
    assert "停水通知" in office.last("小周")
    assert "赵主任恢复了发送" in office.last("陈静")
    assert "没有暂停" in await office.says("陈静", "恢复发送")
    acts = await office.db.read(lambda s: [one.act for one in s.exec(select(Audit).order_by(col(Audit.id))).all()])
    assert acts == ["sending.pause", "sending.resume"]


async def test_slash_words_and_english(office: Talk) -> None:
    """/pause and /unpause, also for a station's coordinator: the brake is within everybody's reach who may send."""
    assert "Sending is stopped" in await office.says("Ms Green", "/pause wrong list")
    assert "Sending goes on" in await office.says("Ms Green", "/unpause")
    assert "已暂停发送" in await office.says("站长", "/pause")
    assert "Sending goes on" in await office.says("Ms Green", "resume sending")


async def test_resuming_sending_is_not_resuming_oneself(office: Talk) -> None:
    """恢复 is still "write to me again", whoever says it, and does not touch the stop."""
    await office.says("陈静", "暂停发送")
    assert "欢迎回来" in await office.says("赵主任", "恢复")
    assert await office.db.read(paused) is not None


@pytest.mark.parametrize("words", ["暂停发送", "/pause", "恢复发送", "预算", "短信预算 5", "发送规则"])
async def test_nobody_else_may(office: Talk, words: str) -> None:
    """Heads, on either channel, and strangers change nothing."""
    office.stranger("路人", TELEGRAM, "6666")
    for name in ("王芳", "李姨"):
        assert "不在您的职责内" in await office.says(name, words)
    assert "不认识您" in await office.says("路人", words)
    assert await office.db.read(paused) is None


async def test_the_doctor_says_that_sending_is_stopped(office: Talk) -> None:
    """Since when, by whom and why; and not a word of it otherwise."""
    assert not [key for _, key, _ in await office.db.read(examine, office.zone) if key == "paused"]
    await office.says("陈静", "暂停发送 演练")
    (facts,) = [facts for _, key, facts in await office.db.read(examine, office.zone) if key == "paused"]
    assert facts == {"name": "陈静", "day": "2026-11-02", "time": "09:00", "reason": "演练"}


async def test_the_budget_by_chat(office: Talk) -> None:
    """Set, shown with what is spent and where it leads, and lifted again; the answers to elders count as well."""
    assert "没有设每月预算" in await office.says("陈静", "预算")
    said = await office.says("陈静", "短信预算 500")
    assert "¥500.00" in said and "已用0%" in said
    await office.says("李姨", "我是谁")
    said = await office.says("陈静", "预算")
    assert "2026年11月" in said and "¥0.30" in said
    # One of the first day and nine hours of thirty days: 0.30 × 30 days ÷ 33 hours.
    assert "¥6.55" in said
    assert "500.00" in await office.says("赵主任", "短信预算")
    assert "There is no monthly budget" in await office.says("Ms Green", "smsbudget none")
    acts = await office.db.read(lambda s: [one.act for one in s.exec(select(Audit).order_by(col(Audit.id))).all()])
    assert acts == ["budget.set", "budget.set"]


@pytest.mark.parametrize(
    "said", ["短信预算 很多", "短信预算 -5", "短信预算 5.555", "短信预算 99999999999", "短信预算 1e3"]
)
async def test_an_amount_that_is_none_is_asked_again(office: Talk, said: str) -> None:
    """Nothing is guessed, and nothing is set."""
    assert "请写清每月的金额" in await office.says("陈静", said)
    assert "没有设每月预算" in await office.says("陈静", "预算")


async def test_a_station_cannot_set_the_budget_of_all(office: Talk) -> None:
    """The bill is one; a station's coordinator may look at it."""
    assert "社区一级" in await office.says("站长", "短信预算 5")
    assert "没有设每月预算" in await office.says("站长", "预算")


async def test_the_rules_can_be_read(office: Talk) -> None:
    """Hours, caps, loop guard and budget, in one answer, on either channel."""
    said = await office.says("陈静", "发送规则")
    for word in ("08:30–19:30", "07:30–21:30", "最多3条", "最多12条", "5遍", "照常发送"):
        assert word in said
    assert "08:30–19:30" in await office.says("赵主任", "发送规则")
    await office.says("陈静", "暂停发送")
    assert "stopped: 2 November 09:00" in await office.says("Ms Green", "rules")


# --- the loop guard ---
async def repeated(talk: Talk, name: str, text: str, times: int, apart: timedelta = timedelta(minutes=1)) -> list[bool]:
    """Whether each of `times` equal messages was answered."""
    answered = []
    for _ in range(times):
        answered.append(bool(await talk.says(name, text)))
        talk.clock.advance(apart)
    return answered


@pytest.mark.parametrize(("name", "channel", "address"), [("机器", SMS, "+8613911110000"), ("机器", TELEGRAM, "7777")])
async def test_a_machine_is_answered_four_times(office: Talk, name: str, channel: str, address: str) -> None:
    """From the fifth time on the same words get no answer; the coordinators hear of it once, without its number."""
    office.stranger(name, channel, address)
    assert await repeated(office, name, "您好,我现在不方便接听", 8) == [True] * 4 + [False] * 4
    await office.delivery.drain()
    for who in ("陈静", "赵主任"):
        (told,) = [message.text for message in office.sent(who) if "自动回复" in message.text]
        assert address[-4:] in told and "+861391111" not in told
    assert await repeated(office, name, "换句话说", 1) == [True]


async def test_a_loop_that_goes_on_stays_silent_and_one_that_ended_is_over(office: Talk) -> None:
    """Silence lasts as long as the words keep coming, and thirty minutes after the last of them it ends."""
    office.stranger("机器", SMS, "+8613911110000")
    assert (
        await repeated(office, "机器", "自动回复", 12, timedelta(minutes=10)) == [True] * 12
    )  # three in thirty minutes
    assert await repeated(office, "机器", "忙", 20, timedelta(minutes=4)) == [True] * 4 + [False] * 16
    office.clock.advance(timedelta(minutes=31))
    assert await repeated(office, "机器", "忙", 1) == [True]


async def test_what_is_said_too_often_is_done_all_the_same(office: Talk) -> None:
    """The fifth 退订 gets no answer, and is a 退订 nevertheless."""
    for number in range(5):
        await office.db.run(set_address_state, SMS, "+8613900000001", ACTIVE)
        assert bool(await office.says("李姨", "退订")) == (number < 4)
        assert await office.db.read(address_state) == STOPPED


def address_state(session: Session) -> str:
    """The state of 李姨's phone."""
    return session.exec(select(Address).where(Address.value == "+8613900000001")).one().state


async def test_digits_and_buttons_are_people(office: Talk) -> None:
    """Whoever answers for many stairwells says 1 as often as it takes."""
    assert await repeated(office, "李姨", "1", 8, timedelta(seconds=20)) == [True] * 8


async def test_equal_words_in_one_batch_count_one_by_one(office: Talk) -> None:
    """Eight at once, as after a standstill: four answers, one note."""
    before = len(office.sent("王芳"))
    payloads = [(f"b{n}", {"update_id": f"b{n}", "sender": "1001", "text": "自动回复"}) for n in range(8)]
    channel = office.channels[TELEGRAM]
    await office.dispatch.take(TELEGRAM, channel.parse, payloads, office.clock.now())
    await office.delivery.drain()
    assert len(office.sent("王芳")) - before == 4
    assert sum("自动回复" in message.text for message in office.sent("赵主任")) == 1


async def test_who_was_silent_is_forgotten(office: Talk) -> None:
    """What somebody said is kept for half an hour, no longer."""
    await office.says("王芳", "你好")
    assert await office.db.run(forget_heard, office.clock.now() + timedelta(minutes=29), office.zone) == 0
    assert await office.db.run(forget_heard, office.clock.now() + timedelta(minutes=31), office.zone) == 1


async def test_an_address_that_works_again_does_not_undo_a_stop(office: Talk) -> None:
    """They blocked the bot, said stop by SMS, unblock the bot to ask something: they are answered, and left alone."""
    phone = "+8613900000044"
    who = await office.person("小周", TELEGRAM, "1020")
    await office.db.run(
        lambda s: s.add(Address(person_id=who, channel=SMS, value=phone, created_at=office.clock.now()))
    )
    await office.db.run(set_address_state, TELEGRAM, "1020", UNREACHABLE, "blocked")
    office.stranger("小周短信", SMS, phone)
    assert "已退订" in await office.says("小周短信", "退订")
    assert "小周" in await office.says("小周", "我是谁")
    await tell(office, who, "停水通知")
    await office.delivery.drain()
    assert "停水" not in office.last("小周") + office.last("小周短信")
    assert "欢迎回来" in await office.says("小周短信", "恢复")
    await tell(office, who, "来水通知")
    await office.delivery.drain()
    assert "来水" in office.last("小周") or "来水" in office.last("小周短信")
