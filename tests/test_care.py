"""The check-in: asked, answered, a neighbour at the door, the office; and nothing of it is ever "fine" by silence."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from models.audit import Audit
from models.care import AGREED, Care, arrange, next_time
from models.care_asking import ask_due
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
from models.care_ladder import step
from models.grid import grid_by_code
from models.knocks import Knock
from models.outbox import ALERT, Message
from models.people import SMS, STOPPED, TELEGRAM, UNREACHABLE, Address, Person, set_address_state
from models.posts import RESIDENT, appoint
from scheduler.care import look_after
from scheduler.tick import next_moment, tick
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


async def test_a_call_without_a_question_and_after_an_answer_is_heard(talk: Talk, wang: int) -> None:
    """请联系我 at any time; a trouble told after "1" is no small talk; a slip is asked about again."""
    assert "已告诉李姨" in await talk.says(WANG, "请联系我")
    assert "今天您都好吗" in await talk.says(WANG, "0") and "按错的" in talk.last("李姨")
    assert "记下了" in await talk.says(WANG, "1")
    assert "收到，谢谢您" in await talk.says(WANG, "今天太阳好")
    assert "已告诉李姨" in await talk.says(WANG, "哎呀我刚摔了一跤")
    assert "摔" not in talk.last("李姨") and await checks(talk) == [(DOOR, CALLED)]


@pytest.mark.parametrize("said", ["帮助", "救命", "120", "不太舒服"])
async def test_a_call_for_help_outranks_every_command(talk: Talk, wang: int, said: str) -> None:
    """帮助 is a command elsewhere; as an answer to this question it is a call."""
    await passes(talk, hours=1)
    assert "已告诉李姨" in await talk.says(WANG, said)


# --- silence ---
async def test_silence_is_asked_again_then_the_head_then_the_office_until_somebody_says(talk: Talk, wang: int) -> None:
    """Two hours each: once more, the unit head's knock, the coordinator, and again; nothing ends it but a person."""
    await passes(talk, hours=1)
    await passes(talk, hours=2)
    assert talk.last(WANG) == "王伯您好，还没有收到您的回话。今天您都好吗？回1都好 2请联系我 3外出"
    await passes(talk, hours=2)
    assert talk.last("李姨") == "王伯（长城苑3号楼2单元）今天没回问候，请您去敲敲门。回1平安 2没见到 3要帮忙"
    await passes(talk, hours=2)
    assert "还没有人回报" in talk.last("陈静") and await checks(talk) == [(OFFICE, "silent")]
    asked = len(talk.sent("陈静"))
    await passes(talk, hours=4)
    assert len(talk.sent("陈静")) == asked + 1
    assert "还开着" in await talk.presses("陈静", "没见到")
    await passes(talk, hours=14)
    assert [state for state, _ in await checks(talk)] == [OFFICE, ASKED]
    # What he says today himself ends yesterday's as well, and the office hears of it.
    await talk.says(WANG, "1")
    assert [state for state, _ in await checks(talk)] == [WELL, WELL]
    assert "已经回话了" in talk.last("陈静") and "已经回话了" in talk.last("李姨")
    assert not await rows(talk, select(Knock))


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
    assert await talk.db.run(next_moment, talk.clock.now(), talk.zone) == datetime(2026, 11, 3, 7, 30, tzinfo=talk.zone)
    await talk.says(WANG, "请联系我")
    assert "请您联系" in talk.last("陈静") and "请您尽快联系" in talk.last("李姨")


async def test_who_cannot_be_reached_gets_a_knock_and_who_said_stop_is_let_be(talk: Talk, wang: int) -> None:
    """A dead phone is no "fine"; after a STOP the questions end, and the head hears that once."""
    await talk.db.run(set_address_state, SMS, PHONE, UNREACHABLE, "gone")
    await passes(talk, hours=1)
    assert await checks(talk) == [(DOOR, UNREACHED)] and "问候发不到王伯" in talk.last("李姨")
    await talk.db.run(set_address_state, SMS, PHONE, STOPPED)
    await passes(talk, days=1)
    assert len(await checks(talk)) == 1 and "问候也停了" in talk.last("李姨")
    assert [one.state for one in await rows(talk, select(Care))] == ["ended"]


async def test_a_failed_send_counts_as_unanswered(talk: Talk, wang: int) -> None:
    """The message is lost on the way: the steps come all the same, and there is no second knock about it."""
    await talk.db.run(ask_due, talk.clock.now() + timedelta(hours=1), talk.zone)
    await talk.db.run(
        lambda s: s.connection().exec_driver_sql("UPDATE message SET state = 'failed' WHERE purpose = 'care'")
    )
    talk.clock.advance(timedelta(hours=3))
    await talk.db.run(tick, talk.clock.now(), talk.zone)
    await passes(talk, hours=2)
    assert await checks(talk) == [(DOOR, "silent")]
    assert not await rows(talk, select(Knock))


async def test_the_deputy_knocks_while_the_head_is_away(talk: Talk, wang: int) -> None:
    """The chain is who is there today: the deputy, else the building head, else the office."""
    await talk.says("李姨", "外出5天")
    assert "谢谢您" in await talk.presses("王芳", "愿意")
    await talk.db.run(tick, talk.clock.now(), talk.zone)
    for hours in (1, 2, 2):
        await passes(talk, hours=hours)
    assert "请您得空去敲敲门" in talk.last("王芳")
    assert "谢谢" in await talk.presses("王芳", "平安")


# --- what is not clear ---
async def test_what_is_not_clear_is_asked_once_more_then_somebody_comes(talk: Talk, wang: int) -> None:
    """Never "fine": once in a friendly way, then the head is told that it could not be read, and not what it said."""
    await passes(talk, hours=1)
    assert "没太看明白" in await talk.says(WANG, "老毛病又来了")
    assert "我请人来当面问您" in await talk.says(WANG, "马马虎虎")
    assert await checks(talk) == [(DOOR, UNREAD)]
    assert "回的话没看明白" in talk.last("李姨") and "马马虎虎" not in talk.last("李姨")
    await talk.says(WANG, "1")
    assert await checks(talk) == [(WELL, UNREAD)] and "不用去了" in talk.last("李姨")


async def test_a_blank_message_is_answered_kindly(talk: Talk, wang: int) -> None:
    """A missed call or a thumb: the question again, or how to be contacted; never an answer."""
    assert "没有字的消息" in await talk.says(WANG, "")
    await passes(talk, hours=1)
    assert "没有字的消息" in await talk.says(WANG, "") and await checks(talk) == [(ASKED, "silent")]
    talk.stranger("过客", SMS, "+8613900000099")
    assert "加入" in await talk.says("过客", "")


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


async def test_days_in_one_sentence_and_back_early(talk: Talk, wang: int) -> None:
    """去女儿家住半个月 needs no second question; 回来了 ends it."""
    await passes(talk, hours=1)
    assert "到11月16日" in await talk.says(WANG, "去女儿家住半个月")
    await passes(talk, days=3)
    assert "欢迎回来" in await talk.says(WANG, "回来了")
    await passes(talk, days=1)
    assert [state for state, _ in await checks(talk)] == [AWAY, ASKED]


async def test_days_nobody_understands_go_to_a_neighbour_and_silence_goes_on(talk: Talk, wang: int) -> None:
    """Without a number nothing is paused: the steps come; and a call for help is heard there, too."""
    await passes(talk, hours=1)
    await talk.says(WANG, "外出")
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


async def test_two_unclear_answers_are_no_consent(talk: Talk) -> None:
    """Who arranged it hears that it has to be asked in person."""
    await talk.person(WANG, SMS, PHONE, RESIDENT, "B3U2")
    await talk.says("李姨", "问候 王伯")
    await talk.says(WANG, "嗯")
    assert "当面问您" in await talk.says(WANG, "问我儿子")
    assert "没能看明白" in talk.last("李姨")
    assert [one.state for one in await rows(talk, select(Care))] == ["asked"]
    await passes(talk, days=1)
    assert not await checks(talk)


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


async def test_in_english_on_telegram(talk: Talk) -> None:
    """Buttons, and English."""
    await talk.person("Ann", TELEGRAM, "1050", RESIDENT, "B3U1", language="en")
    assert "daily at 9" in await talk.says("Ann", "care daily 9") or "asked" in talk.last("Ann")
    await passes(talk, days=1)
    assert talk.labels("Ann") == ["😊 all well", "📞 please contact me", "🧳 away"]
    assert "Noted, Ann" in await talk.presses("Ann", "all well")


# --- races and rules ---
async def test_two_that_tick_at_once_ask_once(talk: Talk, wang: int) -> None:
    """Whoever else ticks: one question, one step."""
    at = talk.clock.now() + timedelta(hours=1)
    assert overlapping(talk.db, lambda s: ask_due(s, at, talk.zone), lambda s: ask_due(s, at, talk.zone)) == (1, 0)
    asked = await rows(talk, select(Message).where(Message.purpose == "care"))
    assert len(asked) == 1

    def takes_step(session: Session) -> bool:
        return step(session, session.exec(select(CareCheck)).one(), at + timedelta(hours=2), talk.zone)

    assert overlapping(talk.db, takes_step, takes_step) == (True, False)


async def test_an_answer_beats_the_step_that_comes_at_the_same_moment(talk: Talk, wang: int) -> None:
    """The answer is there first: nobody is sent to the door."""
    at = talk.clock.now() + timedelta(hours=1)
    await talk.db.run(ask_due, at, talk.zone)

    def answers(session: Session) -> int:
        return len(settle(session, wang, WELL, wang, at))

    def takes_step(session: Session) -> int:
        found = session.exec(select(CareCheck)).one()
        return int(step(session, found, at + timedelta(hours=2), talk.zone))

    assert overlapping(talk.db, answers, takes_step) == (1, 0)
    assert await checks(talk) == [(WELL, "silent")]


def test_the_next_time_is_the_local_hour(talk: Talk) -> None:
    """Daily is the next such hour, weekly the next such day; at the very hour it is the next one."""
    nine = datetime(2026, 11, 2, 9, tzinfo=talk.zone)
    assert next_time(None, 9, nine, talk.zone) == nine + timedelta(days=1)
    assert next_time(None, 10, nine, talk.zone) == nine + timedelta(hours=1)
    assert next_time(0, 10, nine, talk.zone) == nine + timedelta(hours=1)
    assert next_time(6, 9, nine, talk.zone) == nine + timedelta(days=6)


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
