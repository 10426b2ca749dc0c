"""The inspection as its people live it: the same story by Telegram and by SMS, on both databases."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.checkins import CheckIn, Detail, Finding
from models.duties import Task
from models.grid import Grid
from models.ledger import Entry, Total
from models.people import Person
from models.posts import appoint
from models.verify import verify
from tests.talk import Talk, second


def count(session: Session, table: Any, *where: Any) -> int:
    """How many rows."""
    return int(session.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


def state_of(session: Session, grid_name: str) -> str:
    """The state of the one task of that unit."""
    unit = select(col(Task.state)).join(Grid, col(Grid.id) == col(Task.grid_id)).where(col(Grid.name) == grid_name)
    return str(session.execute(unit).scalar_one())


def points(session: Session) -> int:
    """All points there are."""
    return int(session.execute(select(func.coalesce(func.sum(col(Entry.points)), 0))).scalar_one())


async def test_each_head_is_asked_in_the_form_of_their_channel(talk: Talk) -> None:
    """Telegram gets buttons, SMS one line with numbers, each for their own stairwell; issuing again adds nothing."""
    assert await talk.issue_inspection() == 2
    assert await talk.issue_inspection() == 0
    assert "长城苑3号楼1单元" in talk.last("王芳")
    assert talk.labels("王芳") == ["✅ 全部正常", "⚠️ 发现问题", "🚫 这次做不了"]
    assert talk.last("李姨") == "长城苑3号楼2单元2026年11月楼道检索，请11月30日前完成。回1全部正常 2有问题 3做不了"
    assert len(talk.sent("李姨")) == 1


async def test_an_elder_answers_with_one_digit_and_changes_her_mind(talk: Talk) -> None:
    """1 books ten points and is echoed with an undo; a second 1 does nothing; 0 takes it back and asks again."""
    await talk.issue_inspection()
    assert "已记" in await talk.says("李姨", "１") and "+10分" in talk.last("李姨") and "回0撤销" in talk.last("李姨")
    assert "已经记好了" in await talk.says("李姨", "1")
    assert await talk.db.read(points) == 10
    assert "已撤销" in await talk.says("李姨", "0") and "回1全部正常" in talk.last("李姨")
    assert await talk.db.read(points) == 0
    assert await talk.db.read(state_of, "长城苑3号楼2单元") == "open"
    assert "已记" in await talk.says("李姨", "完成")
    assert await talk.db.read(points) == 10


async def test_received_is_read_not_done(talk: Talk) -> None:
    """收到 is thanked for, the task stays open, and a 1 afterwards still counts."""
    await talk.issue_inspection()
    assert "还没算完成" in await talk.says("李姨", "收到")
    assert await talk.db.read(state_of, "长城苑3号楼2单元") == "open"
    assert "已记" in await talk.says("李姨", "1")


async def test_a_doubtful_word_is_asked_again_and_changes_nothing(talk: Talk) -> None:
    """What cannot be read for sure brings the same question back."""
    await talk.issue_inspection()
    assert "不敢乱记" in await talk.says("李姨", "明天去看看") and "回1全部正常" in talk.last("李姨")
    assert await talk.db.read(count, CheckIn) == 0


async def test_findings_by_sms(talk: Talk) -> None:
    """2, then the numbers: the findings are recorded, three of them count for points at most."""
    await talk.issue_inspection()
    assert "哪几项有问题" in await talk.says("李姨", "2")
    assert "没看懂" in await talk.says("李姨", "都不太好")
    assert "+16分" in await talk.says("李姨", "1、3 5 8")
    assert await talk.db.read(count, Finding, col(Finding.withdrawn).is_(False)) == 4
    await talk.says("李姨", "0")
    assert await talk.db.read(count, Finding, col(Finding.withdrawn).is_(False)) == 0
    assert await talk.db.read(points) == 0


async def test_findings_by_buttons_with_words_photo_and_place(talk: Talk) -> None:
    """Points are marked and unmarked, handed in once; words, a photo and a place join the check-in."""
    await talk.issue_inspection()
    await talk.presses("王芳", "发现问题")
    assert "还没有选" in await talk.presses("王芳", "提交")
    assert "已选：照明" in await talk.presses("王芳", "照明")
    assert "已选：消防门、照明" in await talk.presses("王芳", "消防门")
    assert "已选：消防门" in await talk.presses("王芳", "照明")
    assert "发现问题：消防门，+12分" in await talk.presses("王芳", "提交")
    for more in ({"text": "三楼的门关不上"}, {"photo": "file-1"}, {"place": "39.73210,98.49410"}):
        assert "已附到" in await talk.says("王芳", **more)
    assert await talk.db.read(count, Detail) == 3
    assert "不客气" in await talk.says("王芳", "谢谢")
    assert await talk.db.read(count, Detail) == 3


async def test_not_possible_needs_a_reason_and_costs_nothing(talk: Talk) -> None:
    """3 asks why; a bare digit is no reason; the reason is kept and no points are booked."""
    await talk.issue_inspection()
    assert "为什么" in await talk.says("李姨", "3")
    assert "请写一句原因" in await talk.says("李姨", "3")
    assert "已记" in await talk.says("李姨", "回老家照顾孙子")
    assert await talk.db.read(state_of, "长城苑3号楼2单元") == "impossible"
    assert await talk.db.read(points) == 0
    assert "已撤销" in await talk.says("李姨", "撤销")
    assert await talk.db.read(state_of, "长城苑3号楼2单元") == "open"


async def test_late_entries_say_when_it_was_done(talk: Talk) -> None:
    """After the due date the day is asked for; a future or wrong day is asked again; six points instead of ten."""
    await talk.issue_inspection()
    talk.clock.move_to(datetime(2026, 12, 5, 10, tzinfo=talk.zone))
    assert "哪天做的" in await talk.says("李姨", "1")
    assert "这个日期不行" in await talk.says("李姨", "明天")
    assert "+6分" in await talk.says("李姨", "28日")
    checkin = await talk.db.read(lambda s: s.execute(select(CheckIn)).scalars().one())
    assert checkin.late and checkin.done_on.isoformat() == "2026-11-28"


async def test_a_day_given_with_the_command_counts(talk: Talk) -> None:
    """打卡 3日 asks how it was and records that day."""
    await talk.issue_inspection()
    talk.clock.advance(timedelta(days=5))
    assert "记为11月3日完成" in await talk.says("王芳", "打卡 3日")
    await talk.presses("王芳", "全部正常")
    checkin = await talk.db.read(lambda s: s.execute(select(CheckIn)).scalars().one())
    assert checkin.done_on.isoformat() == "2026-11-03" and not checkin.late


async def test_after_the_last_day_it_is_refused_kindly(talk: Talk) -> None:
    """Past the late window nothing is booked and the answer says whom to ask."""
    await talk.issue_inspection()
    talk.clock.move_to(datetime(2026, 12, 11, 10, tzinfo=talk.zone))
    assert "按钮已经过期" in await talk.presses("王芳", "全部正常")
    assert "没有要您做的事" in await talk.says("王芳", "打卡")
    assert await talk.db.read(points) == 0


async def test_undo_has_its_minutes(talk: Talk) -> None:
    """After thirty minutes a report can no longer be taken back by oneself."""
    await talk.issue_inspection()
    await talk.says("李姨", "1")
    talk.clock.advance(timedelta(minutes=31))
    assert "请找社区更正" in await talk.says("李姨", "撤销")
    assert await talk.db.read(points) == 10


async def test_nobody_can_answer_for_somebody_else(talk: Talk) -> None:
    """A button of another person's message, forged or forwarded, is an expired button to everybody else."""
    await talk.issue_inspection()
    token = talk.buttons("王芳")[0][1].partition(".")[0]
    await talk.person("赵强", "telegram", "1003", "volunteer", "HT0101")
    answer = await talk.says("赵强", press=[token, 0], message_id="1")
    assert "职责" in answer or "过期" in answer
    assert await talk.db.read(points) == 0


async def test_english_for_whoever_chose_it(talk: Talk) -> None:
    """Each person has their own language, from the next word on."""
    await talk.issue_inspection()
    assert "English from now on" in await talk.says("李姨", "语言 en")
    assert "all clear, +10" in await talk.says("李姨", "done")


async def test_totals_follow_the_ledger(talk: Talk) -> None:
    """The small totals table always equals the sum of the entries."""
    await talk.issue_inspection()
    for text in ("1", "0", "2", "1 2", "0", "1"):
        await talk.says("李姨", text)
    total = await talk.db.read(lambda s: s.execute(select(func.sum(col(Total.points)))).scalar_one())
    assert total == await talk.db.read(points) == 10
    assert await talk.db.read(count, Entry) == 7


async def two_units(talk: Talk) -> None:
    """李姨 heads a second unit, and both inspections are out; the question about the second one is the newest."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")

    def give(session: Session) -> None:
        person = session.execute(select(Person).where(col(Person.name) == "李姨")).scalar_one()
        assert person.id is not None
        unit = session.execute(select(Grid).where(col(Grid.code) == "B3U3")).scalar_one()
        appoint(session, unit, "unit_head", person.id, talk.clock.now().date(), talk.clock.now())

    await talk.db.run(give)
    await talk.issue_inspection()


async def test_what_was_answered_stands_in_no_other_s_way(talk: Talk) -> None:
    """Who heads two stairwells reports one with its findings; the next digit is about the other one."""
    await two_units(talk)
    await talk.says("李姨", "2")
    assert "3单元" in await talk.says("李姨", "1")
    talk.clock.advance(timedelta(hours=1))
    assert "2单元" in await talk.says("李姨", "1") and "+10分" in talk.last("李姨")


async def test_undo_by_word_closes_no_other_question(talk: Talk) -> None:
    """撤销 takes the last report back; what was asked since then can still be answered."""
    await two_units(talk)
    await talk.says("李姨", "1")
    talk.clock.advance(timedelta(minutes=1))
    await talk.says("李姨", "打卡")
    assert "已撤销" in await talk.says("李姨", "撤销")
    for unit in ("3单元", "2单元"):
        assert unit in await talk.says("李姨", "1") and "+10分" in talk.last("李姨")
        talk.clock.advance(timedelta(hours=1))


async def test_a_day_of_another_month_is_refused_when_it_is_named(talk: Talk) -> None:
    """Nobody is led through the questions only to hear at their end that the day was wrong."""
    await talk.issue_inspection()
    assert "这个日期不行" in await talk.says("王芳", "打卡 2026-09-30")
    assert "这个日期不行" in await talk.says("王芳", "打卡 2099-01-01")


async def test_undo_after_a_correction_takes_back_what_is_left(talk: Talk) -> None:
    """A coordinator who took the points back first does not keep the report from being undone."""
    await second(talk)
    await talk.issue_inspection()
    await talk.says("李姨", "2")
    await talk.says("李姨", "1")
    await talk.says("陈静", "冲正 1 重复上报")
    assert "已生效" in await talk.presses("周敏", "同意")
    assert "已撤销" in await talk.says("李姨", "撤销")
    assert await talk.db.read(points) == 0 and await talk.db.run(verify) == []
