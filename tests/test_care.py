"""The check-in: asked, answered, a neighbour at the door, the office; and nothing of it is ever "fine" by silence."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from models.audit import Audit
from models.care import AGREED, Care, arrange, next_time
from models.care_asking import ask_due, follow_up
from models.care_checks import (
    AGAIN,
    ASKED,
    AWAY,
    CALLED,
    DOOR,
    HANDS,
    MET,
    OFFICE,
    UNREACHED,
    UNREAD,
    WELL,
    CareCheck,
    settle,
)
from models.care_ladder import step, to_office
from models.clock import MovableClock
from models.db import Database
from models.grid import grid_by_code
from models.knocks import Knock
from models.outbox import ALERT, Message
from models.people import SMS, STOPPED, TELEGRAM, UNREACHABLE, Address, Person, set_address_state
from models.posts import RESIDENT, Post, appoint
from scheduler.care import look_after
from scheduler.tick import next_moment, tick
from tests.neighbours import neighbours
from tests.races import overlapping
from tests.talk import Talk, rows

PHONE = "+8613900000021"
WANG = "王伯"


async def passes(talk: Talk, **time: float) -> None:
    """Time passes: the clock moves, the check-ins are looked after, what is due leaves."""
    talk.clock.advance(timedelta(**time))
    await talk.db.run(look_after, talk.clock.now(), talk.zone)
    await talk.delivery.drain()


async def checks(talk: Talk) -> list[tuple[str, str]]:
    """(state, why) of every check, the oldest first."""
    found = await rows(talk, select(CareCheck).order_by(col(CareCheck.day)))
    return [(one.state, one.why) for one in found]


@pytest.fixture
async def talk(db: Database, clock: MovableClock, zone: ZoneInfo) -> Talk:
    """Two stairwells without duties: nothing but the check-ins has a time here."""
    return await neighbours(db, clock, zone)


@pytest.fixture
async def wang(talk: Talk) -> int:
    """王伯, a resident of 3号楼2单元 by SMS, where 李姨 is unit head; asked daily at ten by his own word."""
    person_id = await talk.person(WANG, SMS, PHONE, RESIDENT, "B3U2")
    assert "每天10点问候您" in await talk.says(WANG, "问候 每天10点")
    return person_id


# --- answered ---
async def test_one_digit_is_an_answer_and_zero_takes_it_back(talk: Talk, wang: int) -> None:
    """Asked at his hour, once; 1 is noted and echoed; 0 asks anew; the head hears of none of it."""
    await passes(talk, minutes=59)
    assert not await checks(talk)
    await passes(talk, minutes=1)
    assert talk.last(WANG) == "王伯您好！今天您都好吗？回1都好 2请联系我 3外出"
    await passes(talk, minutes=1)
    assert len(talk.sent(WANG)) == 2
    before = len(talk.sent("李姨"))
    assert await talk.says(WANG, "好着呢") == "记下了，王伯，谢谢您！按错了回0撤销"
    assert await checks(talk) == [(WELL, "silent")]
    assert "今天您都好吗" in await talk.says(WANG, "0") and await checks(talk) == [(AGAIN, "silent")]
    assert "记下了" in await talk.says(WANG, "１")
    await passes(talk, hours=8)
    assert await checks(talk) == [(WELL, "silent")] and len(talk.sent("李姨")) == before
    await passes(talk, hours=16)
    assert await checks(talk) == [(WELL, "silent"), (ASKED, "silent")]


async def test_two_tells_head_and_office_at_once(talk: Talk, wang: int) -> None:
    """请联系我 goes by the alert lane to both, without a word of why; it stays open until somebody has seen him."""
    await passes(talk, hours=1)
    answer = await talk.says(WANG, "2")
    assert "已告诉李姨、陈静" in answer and "120、110" in answer
    assert talk.last("李姨").startswith("王伯（长城苑3号楼2单元）请您尽快联系")
    assert "请您联系" in talk.last("陈静") and talk.labels("陈静")[0].endswith("平安")
    told = await rows(talk, select(Message).where(Message.purpose == "care-door"))
    assert {one.priority for one in told} == {ALERT}
    assert await checks(talk) == [(DOOR, CALLED)]
    assert "谢谢" in await talk.says("李姨", "1")
    assert await checks(talk) == [(MET, CALLED)]
    assert "已经有人见到了" in talk.last("陈静")
    assert "已经有结果" in await talk.presses("陈静", "没见到")
    acts = {one.act for one in await rows(talk, select(Audit))}
    assert {"care", "care-call", "care-met"} <= acts


async def test_a_call_is_heard_anywhere_and_a_blank_message_kindly(talk: Talk, wang: int) -> None:
    """With or without a question, after an answer, whatever command it would be elsewhere; a slip is asked again."""
    assert "没有字的消息" in await talk.says(WANG, "")
    assert "已告诉李姨" in await talk.says(WANG, "请联系我")
    for said in ("帮助", "救命", "120", "不太舒服"):
        assert "今天您都好吗" in await talk.says(WANG, "0")
        assert "已告诉李姨" in await talk.says(WANG, said)
    assert any("按错的" in one.text for one in talk.sent("李姨"))
    await talk.says(WANG, "0")
    assert "没有字的消息" in await talk.says(WANG, "") and await checks(talk) == [(AGAIN, "silent")]
    assert "记下了" in await talk.says(WANG, "1")
    assert "收到，谢谢您" in await talk.says(WANG, "今天太阳好")
    assert "已告诉李姨" in await talk.says(WANG, "哎呀我刚摔了一跤")
    assert "摔" not in talk.last("李姨") and await checks(talk) == [(DOOR, CALLED)]
    talk.stranger("过客", SMS, "+8613900000099")
    assert "加入" in await talk.says("过客", "")


async def test_a_command_beside_the_question_leaves_it_open(talk: Talk, wang: int) -> None:
    """报修, 心愿, 我叫 with words behind them are what they are; his digit still answers how he is."""
    await passes(talk, hours=1)
    assert "1号照明" in await talk.says(WANG, "报修 楼道灯坏了")
    assert await checks(talk) == [(ASKED, "silent")]
    assert "今天您都好吗" not in await talk.says(WANG, "问候 每天11点")
    await talk.says(WANG, "心愿 想要一副老花镜")
    assert "记下了" in await talk.says(WANG, "都好，谢谢")
    assert await checks(talk) == [(WELL, "silent")]


# --- silence ---
async def test_silence_goes_from_head_to_office_until_somebody_says(talk: Talk, wang: int) -> None:
    """Two hours each: once more, the unit head's knock, the coordinator, once; nothing ends it but a person."""
    await passes(talk, hours=1)
    await passes(talk, hours=2)
    assert talk.last(WANG) == "王伯您好，还没有收到您的回话。今天您都好吗？回1都好 2请联系我 3外出"
    await passes(talk, hours=2)
    assert talk.last("李姨") == "王伯（长城苑3号楼2单元）今天没回问候，请您去敲敲门。回1平安 2没见到 3要帮忙"
    await passes(talk, hours=2)
    assert "还没有人回报" in talk.last("陈静") and await checks(talk) == [(OFFICE, "silent")]
    asked = len(talk.sent("陈静"))
    await passes(talk, hours=4)
    assert len(talk.sent("陈静")) == asked
    assert "还开着" in await talk.presses("陈静", "没见到")
    await passes(talk, hours=13)  # nine o'clock the next morning
    assert "的问候还没有结果" in talk.last("陈静")
    await passes(talk, hours=1)
    assert [state for state, _ in await checks(talk)] == [OFFICE, ASKED]
    # What he says today himself ends yesterday's as well, and the office hears of it.
    await talk.says(WANG, "1")
    assert [state for state, _ in await checks(talk)] == [WELL, WELL]
    assert "已经回话了" in talk.last("陈静") and "已经回话了" in talk.last("李姨")
    assert not await rows(talk, select(Knock))


async def test_the_office_is_reminded_once_a_day_in_one_message_for_three_days(talk: Talk, wang: int) -> None:
    """Two who stay unanswered are one message with their numbers; then they stay in the list, to be opened there."""
    await talk.person("赵奶", SMS, "+8613900000022", RESIDENT, "B3U2")
    await talk.says("赵奶", "问候 每周一10点")
    await talk.says(WANG, "问候 每周一10点")
    talk.clock.advance(timedelta(days=7))
    for hours in (1, 2, 2, 2):
        await passes(talk, hours=hours)
    assert await checks(talk) == [(OFFICE, "silent")] * 2
    asked = len(talk.sent("陈静"))
    for day in range(1, 6):
        await passes(talk, hours=17 if day == 1 else 24)
        await passes(talk, minutes=30)
        assert len(talk.sent("陈静")) == asked + min(day, 3)
    said = talk.last("陈静")
    assert "还有2位" in said and "1 王伯、2 赵奶" in said and len(talk.labels("陈静")) == 2
    assert "回 1 报结果" in await talk.says("陈静", "问候名单")
    assert "请回名单里的编号" in await talk.says("陈静", "7")
    opened = await talk.says("陈静", "2")
    assert "怎么样" in opened
    assert "谢谢" in await talk.presses("陈静", "平安")
    assert sorted(state for state, _ in await checks(talk)) == [MET, OFFICE]


async def test_who_is_sent_to_the_door_is_the_nearest_who_is_there(talk: Talk, wang: int) -> None:
    """The unit head; where there is none the building head, then the grid head, and only then the office."""
    await talk.person("赵叔", SMS, "+8613900000031", "building_head", "B3")
    await talk.person("钱姐", SMS, "+8613900000032", "grid_head", "HT0101")

    async def a_silent_day() -> None:
        for hours in (1, 2, 2):
            await passes(talk, hours=hours)

    async def leaves(name: str) -> None:
        def ends(session: Session) -> None:
            held = session.exec(select(Post).join(Person).where(Person.name == name)).one()
            held.to_on = talk.clock.now().date()
            session.add(held)

        await talk.db.run(ends)
        await passes(talk, hours=19)

    await a_silent_day()
    assert "请您去敲敲门" in talk.last("李姨") and not talk.sent("赵叔")
    assert "谢谢" in await talk.says("李姨", "见到了，好着呢，在家看电视")
    await leaves("李姨")
    await a_silent_day()
    assert "请您去敲敲门" in talk.last("赵叔") and not talk.sent("钱姐")
    assert "社区接着找" in await talk.says("赵叔", "敲了半天没人开门")
    assert "还没有人回报" in talk.last("陈静") and not talk.sent("钱姐")
    assert "谢谢" in await talk.says("赵叔", "1")
    await leaves("赵叔")
    await a_silent_day()
    assert "请您去敲敲门" in talk.last("钱姐")
    assert "已告诉社区" in await talk.says("钱姐", "人摔了，起不来")
    assert "那里要人帮忙" in talk.last("陈静")
    await talk.presses("陈静", "平安")
    await leaves("钱姐")
    await a_silent_day()
    assert "请社区尽快去看" in talk.last("陈静")
    assert [state for state, _ in await checks(talk)] == [MET, MET, MET, OFFICE]


async def test_the_deputy_knocks_while_the_head_is_away(talk: Talk, wang: int) -> None:
    """Whoever stands in that day."""
    await talk.says("李姨", "外出5天")
    assert "谢谢您" in await talk.presses("王芳", "愿意")
    await talk.db.run(tick, talk.clock.now(), talk.zone)
    for hours in (1, 2, 2):
        await passes(talk, hours=hours)
    assert "请您得空去敲敲门" in talk.last("王芳")
    assert "谢谢" in await talk.presses("王芳", "平安")


async def test_no_failed_send_is_fine_and_who_said_stop_is_let_be(talk: Talk, wang: int) -> None:
    """A lost message, a dead phone: somebody goes to the door. After a STOP the questions end; the head hears that."""
    await talk.db.run(ask_due, talk.clock.now() + timedelta(hours=1), talk.zone)
    await talk.db.run(
        lambda s: s.connection().exec_driver_sql("UPDATE message SET state = 'failed' WHERE purpose = 'care'")
    )
    talk.clock.advance(timedelta(hours=3))
    await talk.db.run(tick, talk.clock.now(), talk.zone)
    await passes(talk, hours=2)
    assert await checks(talk) == [(DOOR, "silent")]
    assert not await rows(talk, select(Knock))
    await talk.says("李姨", "1")
    await talk.db.run(set_address_state, SMS, PHONE, UNREACHABLE, "gone")
    await passes(talk, hours=20)
    assert (await checks(talk))[1] == (DOOR, UNREACHED) and "问候发不到王伯" in talk.last("李姨")
    await talk.db.run(set_address_state, SMS, PHONE, STOPPED)
    await passes(talk, days=1)
    assert len(await checks(talk)) == 2 and "问候也停了" in talk.last("李姨")
    assert [one.state for one in await rows(talk, select(Care))] == ["ended"]


async def test_what_the_head_found(talk: Talk, wang: int) -> None:
    """没见到 passes it on at once; a hand that is needed stays with the office whatever he answers, to the end."""
    for hours in (1, 2, 2):
        await passes(talk, hours=hours)
    assert "社区接着找" in await talk.says("李姨", "没人")
    assert await checks(talk) == [(OFFICE, "silent")]
    assert "已告诉社区" in await talk.says("李姨", "3")
    assert "那里要人帮忙" in talk.last("陈静")
    assert "知道了" in await talk.says(WANG, "都好")
    (check,) = await rows(talk, select(CareCheck))
    assert (check.state, check.reported) == (OFFICE, HANDS)
    assert "谢谢" in await talk.presses("陈静", "平安")
    assert await checks(talk) == [(MET, "silent")]


async def test_nothing_goes_out_at_night_but_a_call(talk: Talk, wang: int) -> None:
    """Steps that would come at night wait for the morning; a call of his own does not."""
    talk.clock.move_to(datetime(2026, 11, 2, 13, 59, tzinfo=talk.zone))
    await talk.says(WANG, "问候 每天14点")
    await passes(talk, minutes=1)
    await passes(talk, hours=2)
    await passes(talk, hours=2)
    assert await checks(talk) == [(DOOR, "silent")]  # six in the evening
    await passes(talk, hours=2)
    assert await checks(talk) == [(OFFICE, "silent")]
    heard = len(talk.sent("陈静"))
    await passes(talk, hours=4)  # midnight
    assert len(talk.sent("陈静")) == heard
    assert await talk.db.run(next_moment, talk.clock.now(), talk.zone) == datetime(2026, 11, 3, 9, tzinfo=talk.zone)
    await talk.says(WANG, "请联系我")
    assert "请您联系" in talk.last("陈静") and "请您尽快联系" in talk.last("李姨")


# --- what is not clear ---
async def test_what_is_not_clear_is_asked_once_more_then_somebody_comes(talk: Talk, wang: int) -> None:
    """Never "fine": once in a friendly way, then the head is told that it could not be read, and not what it said."""
    await passes(talk, hours=1)
    assert "没太看明白" in await talk.says(WANG, "就那么回事")
    assert "我请人来当面问您" in await talk.says(WANG, "马马虎虎")
    assert await checks(talk) == [(DOOR, UNREAD)]
    assert "回的话没看明白" in talk.last("李姨") and "马马虎虎" not in talk.last("李姨")
    await talk.says(WANG, "1")
    assert await checks(talk) == [(WELL, UNREAD)] and "不用去了" in talk.last("李姨")


# --- away ---
async def test_a_pause_begins_at_once_and_ends_by_itself(talk: Talk, wang: int) -> None:
    """3, then the days; the head hears of going and coming back; meanwhile nobody is asked."""
    await passes(talk, hours=1)
    assert "外出几天" in await talk.says(WANG, "3")
    assert "没看明白是几天" in await talk.says(WANG, "三五天")
    assert "到11月6日不问候您" in await talk.says(WANG, "五天")
    assert await checks(talk) == [(AWAY, "silent")] and "外出到11月6日" in talk.last("李姨")
    for _ in range(4):
        await passes(talk, days=1)
    assert len(await checks(talk)) == 1
    await passes(talk, days=1)
    assert "欢迎回来，今天您都好吗" in talk.last(WANG) and "照常问候" in talk.last("李姨")


async def test_a_pause_in_one_sentence_ends_by_a_word_whatever_else_is_asked(talk: Talk, wang: int) -> None:
    """去女儿家住半个月 needs no second question; 回来了 or 0 ends it, though another question came after it."""
    await passes(talk, hours=1)
    assert "到11月16日" in await talk.says(WANG, "去女儿家住半个月")
    await passes(talk, days=3)
    for back in ("回来了", "0"):
        await talk.says(WANG, "报修 楼道灯坏了")  # its question is the newest now, and 0 there takes the report back
        await talk.says(WANG, "0")
        await talk.says(WANG, "心愿")
        answer = await talk.says(WANG, back)
        assert "欢迎回来" in answer or "今天您都好吗" in answer  # who left today is asked today
        assert not [one for one in await rows(talk, select(Care)) if one.away_to]
        await passes(talk, days=1)
        assert "到" in await talk.says(WANG, "外出5天")
    assert "今天您都好吗" in await talk.says(WANG, "我从兰州回来了")


async def test_days_nobody_understands_go_to_a_neighbour_and_silence_goes_on(talk: Talk, wang: int) -> None:
    """Without a number nothing is paused: the steps come; a call for help is heard there, and a command is one."""
    await passes(talk, hours=1)
    await talk.says(WANG, "外出")
    assert "几天" not in await talk.says(WANG, "问候 每天10点")
    await talk.says(WANG, "不一定")
    assert "当面问您" in await talk.says(WANG, "看情况") and "没能看明白" in talk.last("李姨")
    await passes(talk, hours=2)
    assert await checks(talk) == [(AGAIN, "silent")]
    await talk.says(WANG, "3")
    assert "已告诉李姨" in await talk.says(WANG, "走不动了")


async def test_a_long_pause_waits_for_the_head(talk: Talk, wang: int) -> None:
    """Two months: the head confirms it, and until then he is asked as before; too long is refused."""
    await passes(talk, hours=1)
    await talk.says(WANG, "3")
    assert "1到180之间" in await talk.says(WANG, "999")
    assert "确认前照常问候" in await talk.says(WANG, "两个月")
    assert await checks(talk) == [(ASKED, "silent")]
    await passes(talk, hours=1)
    assert "您知道吗？回1属实 2不知道" in talk.last("李姨")
    assert "之后自动恢复" in await talk.says("李姨", "1")
    assert await checks(talk) == [(AWAY, "silent")] and "到12月31日不问候您" in talk.last(WANG)


# --- set up ---
async def test_a_head_arranges_it_and_the_person_agrees(talk: Talk) -> None:
    """Nothing begins before their own yes; a no is final for helpers; who has it is listed for their heads only."""
    await talk.person(WANG, SMS, PHONE, RESIDENT, "B3U2")
    assert "已经问王伯" in await talk.says("李姨", "问候 王伯 每周一 10点")
    assert talk.last(WANG) == "王伯您好！李姨想请我们每周一10点问候您，您同意吗？回1同意 2不用"
    assert "没太看明白" in await talk.says(WANG, "收到")
    assert [one.state for one in await rows(talk, select(Care))] == ["asked"]
    assert "每周一10点问候您" in await talk.says(WANG, "同意")
    assert "王伯同意问候了" in talk.last("李姨")
    assert "王伯（长城苑3号楼2单元）每周一10点，照常" in await talk.says("陈静", "问候名单")
    assert "还没有人" in await talk.says("王芳", "问候名单")
    await talk.person("赵奶", SMS, "+8613900000022", RESIDENT, "B3U2")
    await talk.says("李姨", "问候 赵奶")
    assert "不问候您" in await talk.says("赵奶", "2") and "不用问候" in talk.last("李姨")
    assert "本人说过不用" in await talk.says("李姨", "问候 赵奶")
    assert "每天9点问候您" in await talk.says("赵奶", "问候")


async def test_two_unclear_answers_are_no_consent_and_english_has_buttons(talk: Talk) -> None:
    """Who arranged it hears that it has to be asked in person; on Telegram it is buttons, in their language."""
    await talk.person(WANG, SMS, PHONE, RESIDENT, "B3U2")
    await talk.says("李姨", "问候 王伯")
    await talk.says(WANG, "嗯")
    assert "当面问您" in await talk.says(WANG, "问我儿子")
    assert "没能看明白" in talk.last("李姨")
    assert [one.state for one in await rows(talk, select(Care))] == ["asked"]
    await passes(talk, days=1)
    assert not await checks(talk)
    await talk.person("Ann", TELEGRAM, "1050", RESIDENT, "B3U1", language="en")
    assert "not an emergency service" in (said := await talk.says("Ann", "care daily 9")) or "emergency" in said
    await passes(talk, days=1)
    assert talk.labels("Ann") == ["😊 all well", "📞 please contact me", "🧳 away"]
    assert "Noted, Ann" in await talk.presses("Ann", "all well")


async def test_changing_showing_and_ending_it(talk: Talk, wang: int) -> None:
    """An hour that leaves no time to come by is refused; 问候 alone shows it; 停 ends it and the head hears of it."""
    assert "9点到14点之间" in await talk.says(WANG, "问候 每天20点")
    assert "每天10点" in await talk.says(WANG, "问候")
    assert "每天11点" in await talk.says(WANG, "每天11点问候我")
    assert "不再问候" in await talk.says(WANG, "问候 停") and "不再需要问候" in talk.last("李姨")
    assert "没有设" in await talk.says(WANG, "问候 停")
    assert "给邻居设" in await talk.says("王芳", "问候")
    assert "没有找到" in await talk.says("王芳", "问候 王伯") or "叫" in talk.last("王芳")
    await passes(talk, days=2)
    assert not await checks(talk)


# --- races and rules ---
async def test_two_that_tick_at_once_take_each_step_once(talk: Talk, wang: int) -> None:
    """Whoever else ticks: one question, one step, one reminder; and an answer beats the step of the same moment."""
    at = talk.clock.now() + timedelta(hours=1)
    assert overlapping(talk.db, lambda s: ask_due(s, at, talk.zone), lambda s: ask_due(s, at, talk.zone)) == (1, 0)
    assert len(await rows(talk, select(Message).where(Message.purpose == "care"))) == 1

    def takes_step(session: Session) -> bool:
        return step(session, session.exec(select(CareCheck)).one(), at + timedelta(hours=2), talk.zone)

    def answers(session: Session) -> int:
        return len(settle(session, wang, WELL, wang, at))

    def reminds(session: Session) -> int:
        return follow_up(session, at + timedelta(days=1), talk.zone)

    def to_the_office(session: Session) -> bool:
        return to_office(session, session.exec(select(CareCheck)).one(), at, talk.zone)

    assert overlapping(talk.db, takes_step, takes_step) == (True, False)
    assert await talk.db.run(to_the_office)
    assert overlapping(talk.db, reminds, reminds) == (1, 0)
    assert overlapping(talk.db, answers, reminds) == (1, 0)
    assert await checks(talk) == [(WELL, "silent")]


def test_the_next_time_is_the_local_hour(zone: ZoneInfo) -> None:
    """Daily is the next such hour, weekly the next such day; at the very hour it is the next one."""
    nine = datetime(2026, 11, 2, 9, tzinfo=zone)
    assert next_time(None, 9, nine, zone) == nine + timedelta(days=1)
    assert next_time(None, 10, nine, zone) == nine + timedelta(hours=1)
    assert next_time(0, 10, nine, zone) == nine + timedelta(hours=1)
    assert next_time(6, 9, nine, zone) == nine + timedelta(days=6)


async def test_many_are_asked_in_few_statements(talk: Talk) -> None:
    """What comes to many at nine is written in sets."""
    now, zone = talk.clock.now(), talk.zone

    def enters(session: Session) -> None:
        grid = grid_by_code(session, "B3U2")
        for number in range(60):
            person = Person(name=f"住户{number}", created_at=now, consent_at=now)
            session.add(person)
            session.flush()
            assert person.id is not None
            session.add(Address(person_id=person.id, channel=SMS, value=f"+86138100{number:05}", created_at=now))
            appoint(session, grid, RESIDENT, person.id, date(2026, 1, 1), now)
            assert arrange(session, person.id, None, 10, person.id, now, zone).state == AGREED

    await talk.db.run(enters)
    statements: list[str] = []
    event.listen(talk.db.engine, "before_cursor_execute", lambda c, cur, statement, *rest: statements.append(statement))
    assert await talk.db.run(ask_due, now + timedelta(hours=1), zone) == 60
    assert len(statements) < 15
