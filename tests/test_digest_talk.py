"""The digest in conversation: a numbered list on both channels, its numbers, and the time somebody wants it at."""

from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.commands.digest import BadDigestTime, QuietHour, read_slot
from messages.segments import segments
from models.duties import Duty
from models.people import Person
from scheduler.issuing import schedule
from scheduler.tick import run_once
from tests.neighbourhood import local
from tests.rhythm import duty
from tests.talk import Talk

MONDAY = local(2026, 11, 2, 9)


async def asked(talk: Talk) -> None:
    """The inspection and two more duties fall due together, and the digest is sent."""

    def write(session: Session) -> None:
        session.execute(delete(Duty).where(col(Duty.key) != "inspection"))
        due = {"due": 6, "late_days": 3}
        points = {"on_time": "practice.done", "late": "practice.late"}
        session.add(duty("visit", {"day": "2"}, window=due, points=points))
        session.add(duty("meeting", {"day": "2"}, points=points))
        session.flush()
        schedule(session, talk.clock.now(), talk.zone)

    await talk.db.run(write)
    talk.clock.move_to(max(MONDAY, talk.clock.now()))
    await run_once(talk.db, talk.clock.now(), talk.zone)
    await talk.delivery.drain()


@pytest.mark.parametrize("who", ["王芳", "李姨"])
async def test_numbers_open_what_is_asked(talk: Talk, who: str) -> None:
    """Whoever has three things to do gets one list, due first first; a number opens one, its answer settles that one,
    and the next number works at once."""
    await asked(talk)
    assert len(talk.sent(who)) == 1
    listed = talk.last(who)
    assert "3件事" in listed
    assert listed.index("visit事") < listed.index("楼道检索") < listed.index("meeting事")
    assert "楼道检索" in await talk.says(who, "2")
    assert "已记" in await talk.says(who, "1")
    talk.clock.advance(timedelta(minutes=1))
    assert "visit事" in await talk.says(who, "1")
    assert "已记" in await talk.says(who, "1")
    assert "meeting事" in await talk.says(who, "3")
    assert "已记" in await talk.says(who, "1")
    assert "现在没有" in await talk.says(who, "任务")


async def test_a_button_opens_what_is_asked(talk: Talk) -> None:
    """On Telegram each number is a button; an SMS says to send one and fits two segments."""
    await asked(talk)
    assert talk.labels("王芳") == ["1", "2", "3"]
    assert "meeting事" in await talk.presses("王芳", "3")
    short = talk.last("李姨")
    assert "1visit事11月8日前" in short and "回编号" in short
    assert segments(short) <= 2


async def test_what_is_settled_says_so(talk: Talk) -> None:
    """A number of something that was answered meanwhile opens nothing and says so."""
    await asked(talk)
    await talk.says("王芳", "2")
    await talk.says("王芳", "1")
    talk.clock.advance(timedelta(minutes=1))
    assert "已经" in await talk.says("王芳", "2")


async def test_reminders_of_several_are_one_list(talk: Talk) -> None:
    """A coordinator's 提醒 sends one message for all that somebody owes, and says how many people were reminded."""
    await asked(talk)
    talk.clock.advance(timedelta(days=1))
    assert "还没报的2人" in await talk.says("陈静", "提醒")
    assert "小提醒：这3件事" in talk.last("王芳")
    assert "visit事" in await talk.says("王芳", "1")
    assert "今天早些时候已提醒过2人" in await talk.says("陈静", "提醒")


async def test_missing_by_duty(talk: Talk) -> None:
    """未报 shows the inspection and counts the rest; with a duty's name it shows that one."""
    await asked(talk)
    answer = await talk.says("陈静", "未报")
    assert "楼道检索】" in answer and "visit事还有2个没报" in answer
    named = await talk.says("陈静", "未报 visit事")
    assert "visit事】" in named and "王芳" in named and "meeting" not in named
    assert "visit事】" in await talk.says("陈静", "未报 B3U1 visit事")


async def test_excuse_by_duty(talk: Talk) -> None:
    """With several things open 免报 asks which; naming the duty excuses that one alone."""
    await asked(talk)
    assert "visit事" in await talk.says("陈静", "免报 B3U2 住院")
    assert "已免报" in await talk.says("陈静", "免报 B3U2 visit事 住院")
    assert "visit事还有1个没报" in await talk.says("陈静", "未报")


# --- the time of one's own ---
async def test_somebody_chooses_a_time(talk: Talk) -> None:
    """汇总 周五 下午3点 is kept and said back; 汇总 alone says it; 汇总 默认 goes back."""
    assert "默认" in await talk.says("王芳", "汇总")
    assert "周五15点" in await talk.says("王芳", "汇总 周五 下午3点")
    assert "周五15点" in await talk.says("王芳", "/digest")
    person = await talk.db.run(lambda s: s.exec(select(Person).where(Person.name == "王芳")).one())
    assert (person.digest_day, person.digest_hour) == (4, 15)
    assert "默认" in await talk.says("王芳", "汇总 默认")
    person = await talk.db.run(lambda s: s.exec(select(Person).where(Person.name == "王芳")).one())
    assert (person.digest_day, person.digest_hour) == (None, None)


async def test_it_comes_at_that_time(talk: Talk) -> None:
    """With 汇总 周五 10点 Monday brings nothing, Friday at ten the list; by SMS too."""
    await talk.says("李姨", "汇总 周五 10点")
    before = len(talk.sent("李姨"))
    await asked(talk)
    assert len(talk.sent("李姨")) == before
    talk.clock.move_to(local(2026, 11, 6, 10))
    await run_once(talk.db, talk.clock.now(), talk.zone)
    await talk.delivery.drain()
    assert "3件事" in talk.last("李姨")


async def test_a_bad_time_gets_a_kind_answer(talk: Talk) -> None:
    """What cannot be read, or is at night, is answered with an example and changes nothing."""
    assert "汇总 周一 9点" in await talk.says("王芳", "汇总 明天")
    assert "不方便打扰" in await talk.says("王芳", "汇总 周一 23点")
    person = await talk.db.run(lambda s: s.exec(select(Person).where(Person.name == "王芳")).one())
    assert (person.digest_day, person.digest_hour) == (None, None)


@pytest.mark.parametrize(
    ("said", "slot"),
    [
        ("周一 9点", (0, 9)), ("星期三下午3点", (2, 15)), ("周日10点钟", (6, 10)), ("周末 上午十点", (5, 10)),
        ("mon 9", (0, 9)), ("friday 3pm", (4, 15)), ("周二", (1, None)), ("18点", (None, 18)),
        ("礼拜天 两点下午", None),
        ("周八 9点", None), ("周一 99点", None), ("周一周二 9点", None), ("", None), ("25:00", None),
    ],
)  # fmt: skip
def test_read_slot(said: str, slot: tuple[int | None, int | None] | None) -> None:
    """A day, an hour or both, in the ways people write them; anything else is refused, never guessed."""
    if slot is None:
        with pytest.raises((BadDigestTime, QuietHour)):
            read_slot(said)
    else:
        assert read_slot(said) == slot
