"""Following up by chat: who has not reported, a reminder to exactly those, and excusing."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from models.audit import Audit
from models.duties import EXCUSED, Task
from models.grid import Grid
from models.outbox import Message
from models.people import SMS, TELEGRAM, Person
from models.posts import Post, appoint
from models.prompts import Prompt
from tests.talk import Talk, rows


async def issued(talk: Talk) -> Talk:
    """The inspection of November is out, and sent."""
    await talk.issue_inspection()
    return talk


async def test_missing_names_the_units_and_says_who_has_read_it(talk: Talk) -> None:
    """Few units are named one by one; reading is not reporting."""
    await issued(talk)
    await talk.says("王芳", "收到")
    answer = await talk.says("陈静", "未报")
    assert "2个单元，还有2个没报" in answer
    assert "B3U1 长城苑3号楼1单元：王芳（看过了，还没报）" in answer
    assert "B3U2 长城苑3号楼2单元：李姨" in answer
    assert "+86" not in answer


async def test_missing_leaves_out_who_reported_and_says_when_all_is_in(talk: Talk) -> None:
    """A report takes its unit off the list at once."""
    await issued(talk)
    await talk.says("王芳", "1")
    answer = await talk.says("陈静", "/missing")
    assert "王芳" not in answer and "李姨" in answer
    await talk.says("李姨", "1")
    assert "全部报齐" in await talk.says("陈静", "谁没报")


async def test_missing_marks_who_cannot_be_reached_and_what_is_vacant(talk: Talk) -> None:
    """A head who did not agree and a unit without a head are said to be so, each with the next step."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await talk.grid("B3U4", "长城苑3号楼4单元", 5, "B3")
    await talk.person("赵刚", SMS, "+8613900000003", "unit_head", "B3U3", consent=False)
    await issued(talk)
    answer = await talk.says("陈静", "未报 b3")
    assert "赵刚（消息送不到" in answer and "邀请 B3U3" in answer
    assert "B3U4 长城苑3号楼4单元：没有负责人" in answer


async def test_missing_counts_by_grid_when_there_are_many(talk: Talk) -> None:
    """More than twenty units are counted by level-3 grid; naming the grid lists them."""
    await talk.grid("HT0102", "瓜州路网格", 3, "HT01")
    await talk.grid("B9", "瓜州路9号楼", 4, "HT0102")
    for number in range(1, 24):
        await talk.grid(f"B9U{number}", f"瓜州路9号楼{number}单元", 5, "B9")
    await issued(talk)
    answer = await talk.says("陈静", "未报")
    assert "25个单元，还有25个没报" in answer
    assert "HT0102 瓜州路网格：23个没报（共23个）" in answer and "B9U7" not in answer
    named = await talk.says("陈静", "未报 HT0102")
    assert "B9U7 " in named and "B3U1" not in named


async def test_a_leader_sees_only_the_own_subtree(talk: Talk) -> None:
    """Another grid looks the same as one that does not exist."""
    await talk.grid("HT0102", "瓜州路网格", 3, "HT01")
    await talk.person("孙梅", TELEGRAM, "1020", "grid_head", "HT0102")
    await issued(talk)
    assert "王芳" not in await talk.says("孙梅", "未报")
    elsewhere = await talk.says("孙梅", "未报 HT0101")
    nowhere = await talk.says("孙梅", "未报 XX9999")
    assert "没有找到" in nowhere
    assert "长城苑" not in elsewhere and "HT0101 " not in elsewhere


async def test_a_head_without_that_duty_is_refused(talk: Talk) -> None:
    """A unit head does not follow others up."""
    await issued(talk)
    assert "不在您的职责内" in await talk.says("王芳", "未报")


async def test_a_near_name_is_offered_and_never_taken(talk: Talk) -> None:
    """A mistyped code gets a question with the codes that come near."""
    await issued(talk)
    answer = await talk.says("陈静", "未报 HT010l")
    assert "我不乱猜" in answer and "HT0101 长城苑网格" in answer


async def test_a_name_that_several_grids_bear_is_asked_about(talk: Talk) -> None:
    """Part of a name lists all that have it."""
    await issued(talk)
    answer = await talk.says("陈静", "提醒 单元")
    assert "B3U1" in answer and "B3U2" in answer
    assert not await rows(talk, select(Message).where(col(Message.purpose).startswith("remind:")))


async def test_remind_reaches_those_who_have_not_reported_and_nobody_else(talk: Talk) -> None:
    """Who reported hears nothing; who has not gets the question again and can answer it with a digit."""
    await issued(talk)
    await talk.says("王芳", "1")
    heard = talk.last("王芳")
    answer = await talk.says("陈静", "提醒")
    assert "还没报的1人" in answer
    assert talk.last("王芳") == heard
    assert "提醒" in talk.last("李姨")
    assert "已记" in await talk.says("李姨", "1")


async def test_remind_is_sent_once_a_day(talk: Talk) -> None:
    """A second remind on the same day says so and sends nothing; the next day it reminds again."""
    await issued(talk)
    await talk.says("陈静", "提醒")
    again = await talk.says("陈静", "remind HT0101")
    assert "还没报的" not in again and "已提醒过2人" in again
    talk.clock.advance(timedelta(days=1))
    assert "还没报的2人" in await talk.says("陈静", "/remind")
    assert len(await rows(talk, select(Message).where(col(Message.purpose).startswith("remind:")))) == 4


async def test_remind_counts_whom_it_cannot_reach(talk: Talk) -> None:
    """Without consent nobody is written to, and the asker learns how many that are."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await talk.person("赵刚", SMS, "+8613900000003", "unit_head", "B3U3", consent=False)
    await issued(talk)
    assert "送不到1个单元" in await talk.says("陈静", "提醒")
    assert talk.last("赵刚") == ""


async def test_remind_after_the_due_date_says_until_when_it_is_accepted(talk: Talk) -> None:
    """Late, the reminder names the last day, not the one that has passed."""
    await issued(talk)
    talk.clock.move_to(datetime(2026, 12, 2, 10, tzinfo=talk.zone))
    await talk.says("陈静", "提醒")
    assert "12月10日" in talk.last("王芳")


async def test_nothing_to_follow_before_the_first_round(talk: Talk) -> None:
    """Before anything is due, both say so."""
    assert "没有要报的任务" in await talk.says("陈静", "未报")
    assert "没有要报的任务" in await talk.says("陈静", "提醒")


async def test_excuse_settles_the_task_and_tells_the_head(talk: Talk) -> None:
    """The head is told kindly, the question closes, the act is on record without its reason."""
    await issued(talk)
    answer = await talk.says("陈静", "免报 B3U2 住院一个月")
    assert "已免报" in answer and "2026年11月" in answer
    assert "免报" in talk.last("李姨")
    (task,) = await rows(talk, select(Task).join(Grid, col(Grid.id) == Task.grid_id).where(Grid.code == "B3U2"))
    assert (task.state, task.reason) == (EXCUSED, "住院一个月")
    (audit,) = await rows(talk, select(Audit).where(Audit.act == "excuse"))
    assert "住院" not in str(audit.facts)
    raw = await talk.db.read(lambda s: s.connection().exec_driver_sql("SELECT reason FROM task").scalars().all())
    assert all("住院".encode() not in bytes(value) for value in raw if value is not None)
    (prompt,) = await rows(talk, select(Prompt).where(Prompt.question == "inspection", Prompt.subject_id == task.id))
    assert prompt.answered_at is not None
    assert "没有未报的任务" in await talk.says("陈静", "免报 B3U2 住院一个月")


@pytest.mark.parametrize("said", ["免报", "免报 B3U2", "免报 B3U2 2026-11", "/excuse"])
async def test_excuse_without_a_reason_is_asked_for_one(talk: Talk, said: str) -> None:
    """A missing unit or reason gets a line with an example, and nothing changes."""
    await issued(talk)
    assert "例如：免报" in await talk.says("陈静", said)
    assert not await rows(talk, select(Task).where(Task.state == EXCUSED))


async def test_excuse_asks_which_period_when_several_are_open(talk: Talk) -> None:
    """Two open months are not mixed up; naming one excuses that one."""
    await issued(talk)
    talk.clock.move_to(datetime(2026, 12, 1, 9, tzinfo=talk.zone))
    await issued(talk)
    assert "哪一期" in await talk.says("陈静", "免报 B3U2 住院一个月")
    assert "2026年11月" in await talk.says("陈静", "免报 B3U2 2026-11 住院一个月")
    (task,) = await rows(talk, select(Task).where(Task.state == EXCUSED))
    assert task.period == "2026-11"
    earlier = await talk.says("陈静", "未报")
    assert "2026年12月" in earlier and "另外，2026年11月还有1个没报" in earlier


async def test_nobody_excuses_themselves(talk: Talk) -> None:
    """A grid head who also heads a unit asks somebody else."""

    def also(session: Any) -> None:
        person = session.exec(select(Person).where(Person.name == "王芳")).one()
        grid = session.exec(select(Grid).where(Grid.code == "HT0101")).one()
        appoint(session, grid, "grid_head", person.id, date(2026, 1, 1), talk.clock.now())

    await talk.db.run(also)
    await issued(talk)
    assert "不能自己免报" in await talk.says("王芳", "免报 B3U1 出差一个月")
    assert "已免报" in await talk.says("王芳", "免报 B3U2 出差一个月")
    assert len(await rows(talk, select(Post).where(Post.role == "grid_head"))) == 1


async def test_excuse_reaches_no_further_than_the_own_subtree(talk: Talk) -> None:
    """A grid head cannot excuse a unit elsewhere, nor learn that it exists."""
    await talk.grid("HT0102", "瓜州路网格", 3, "HT01")
    await talk.person("孙梅", TELEGRAM, "1020", "grid_head", "HT0102")
    await issued(talk)
    assert "没有找到" in await talk.says("孙梅", "免报 B3U2 住院一个月")


async def test_the_english_forms_work(talk: Talk) -> None:
    """An English coordinator gets the same in English."""
    await talk.person("Ann", TELEGRAM, "1030", "coordinator", "HT", language="en")
    await issued(talk)
    assert "2 have not reported" in await talk.says("Ann", "missing")
    assert "have not reported: 2." in await talk.says("Ann", "remind HT0101")
    assert "for example: excuse" in await talk.says("Ann", "excuse")
