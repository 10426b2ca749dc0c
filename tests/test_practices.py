"""Answers to any duty, over both channels: done, not possible, read, late, a list's points, and what is open."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from models import checkins
from models.checkins import CheckIn, Detail
from models.digests import tell_new
from models.duties import Duty, Task, issue
from models.ledger import Entry
from models.prompts import Prompt
from models.verify import verify
from tests.talk import Talk

POINTS = {"on_time": "practice.done", "late": "practice.late"}
LIST = [{"zh-CN": f"第{n}件", "en": f"thing {n}"} for n in range(1, 11)]


async def ask(talk: Talk, key: str, asked: str, name: str, audience: str = "unit_head", **fields: Any) -> int:
    """A duty of that ask exists and falls due now; how many tasks came."""

    def fall_due(session: Session) -> int:
        duty = Duty(
            key=key, name={"zh-CN": name, "en": f"The {key.removeprefix('our_')}"}, rhythm={"day": "1"},
            audience=audience, ask=asked,
            message_key={"report": "practice-due"}.get(asked, f"{asked}-due"),
            window={"due": "month_end", "late_days": 10}, **{"points": POINTS} | fields,
        )  # fmt: skip
        session.add(duty)
        session.flush()
        now = talk.clock.now()
        came = issue(session, duty, now, now, talk.zone)
        tell_new(session, now, talk.zone)
        return came

    came = await talk.db.run(fall_due)
    await talk.delivery.drain()
    return came


def points(session: Session) -> int:
    """All points in the ledger."""
    return int(session.execute(select(func.coalesce(func.sum(col(Entry.points)), 0))).scalar_one())


def states(session: Session) -> list[str]:
    """The states of all tasks, in order."""
    return list(session.execute(select(col(Task.state)).order_by(col(Task.id))).scalars())


async def test_an_elder_answers_any_duty_with_one_digit(talk: Talk) -> None:
    """1 is done and earns the duty's points, the echo names the duty; a second 1 does nothing, 0 takes it back."""
    assert await ask(talk, "our_pairing", "report", "干部结对") == 2
    assert "回1做完了 2做不了" in await talk.says("李姨", "任务")
    assert await talk.says("李姨", "1") == "已记：长城苑3号楼2单元2026年11月干部结对，+5分，谢谢！报错回0撤销"
    assert "已经记好了" in await talk.says("李姨", "1")
    assert await talk.db.read(points) == 5
    assert "已撤销：长城苑3号楼2单元2026年11月干部结对" in await talk.says("李姨", "0")
    assert await talk.db.read(points) == 0
    assert "已记" in await talk.says("李姨", "做完了")
    assert await talk.db.run(verify) == []


async def test_buttons_words_photo_and_place(talk: Talk) -> None:
    """The same by buttons; what is sent afterwards joins the report."""
    await ask(talk, "our_event", "event", "志愿活动", points={"on_time": "event.held"})
    assert "志愿活动" in await talk.says("王芳", "任务")
    assert talk.labels("王芳") == ["✅ 办了", "🚫 这次做不了"]
    assert "志愿活动，+10分" in await talk.presses("王芳", "办了")
    for more in ({"text": "来了八个人，擦了楼梯"}, {"photo": "file-1"}, {"place": "39.73210,98.49410"}):
        assert "已附到" in await talk.says("王芳", **more)
    assert await talk.db.read(lambda s: len(s.execute(select(Detail)).scalars().all())) == 3


async def test_not_possible_and_read(talk: Talk) -> None:
    """收到 is read, not done; 2 asks why, and the reason is kept without points."""
    await ask(talk, "our_pairing", "report", "干部结对")
    assert "干部结对还没算完成" in await talk.says("李姨", "收到")
    assert "干部结对为什么做不了" in await talk.says("李姨", "2")
    assert "请写一句原因" in await talk.says("李姨", "2")
    assert "干部结对做不了" in await talk.says("李姨", "结对户搬走了")
    assert (await talk.db.read(states)).count("impossible") == 1 and await talk.db.read(points) == 0


async def test_late_reports_say_the_day_and_earn_less(talk: Talk) -> None:
    """After the due date the day is asked for; a day before the period is refused."""
    await ask(talk, "our_pairing", "report", "干部结对")
    talk.clock.move_to(datetime(2026, 12, 5, 10, tzinfo=talk.zone))
    assert "补报" in await talk.says("王芳", "任务")
    assert "哪天做的" in await talk.presses("王芳", "做完了")
    assert "这个日期不行" in await talk.says("王芳", "10月30日")
    assert "+3分" in await talk.says("王芳", "28日")
    checkin = await talk.db.read(lambda s: s.execute(select(CheckIn)).scalars().one())
    assert checkin.late and checkin.done_on.isoformat() == "2026-11-28"


async def test_a_day_that_is_named_holds_for_any_duty(talk: Talk) -> None:
    """打卡 2日 is about the only open duty, whatever it is."""
    await ask(talk, "our_pairing", "report", "干部结对")
    talk.clock.advance(timedelta(days=5))
    assert "干部结对】长城苑3号楼1单元，记为11月2日完成" in await talk.says("王芳", "打卡 2日")
    assert "+5分" in await talk.presses("王芳", "做完了")
    checkin = await talk.db.read(lambda s: s.execute(select(CheckIn)).scalars().one())
    assert checkin.done_on.isoformat() == "2026-11-02"


async def test_a_list_stays_open_until_all_of_it_is_done(talk: Talk) -> None:
    """Numbers are noted and what is left is shown; unclear numbers are asked again; the last one books it all."""
    await talk.person("周主任", "telegram", "1020", "grid_head", "HT0101")
    await ask(talk, "our_ten", "items", "十项清单", "grid_head", items=LIST)
    assert "1第1件" in await talk.says("周主任", "任务") and "10第10件" in talk.last("周主任")
    left = await talk.says("周主任", "1 3 5")
    assert "已做3项，共10项" in left and "1第1件" not in left and "2第2件" in left
    for unclear in ("11", "1 二十", "除了2都做了", "110"):
        assert "没看懂是哪几项" in await talk.says("周主任", unclear)
    assert "已做7项" in await talk.says("周主任", "2、4 6-7")
    assert "open" in await talk.db.read(states)
    assert "已记录：长城苑网格2026年11月十项清单，+5分" in await talk.says("周主任", "89 十")
    note = await talk.db.read(lambda s: s.execute(select(Detail)).scalars().one())
    assert note.body == "10/10: 1 2 3 4 5 6 7 8 9 10"


async def test_a_list_by_sms_and_that_is_all(talk: Talk) -> None:
    """0 shows the list, 就这些 hands in what was named and not before something was; undo opens the list anew."""
    await talk.person("周主任", "sms", "+8613900000020", "grid_head", "HT0101")
    await ask(talk, "our_ten", "items", "十项清单", "grid_head", items=LIST)
    assert "回0看清单" in await talk.says("周主任", "任务")
    assert "1第1件、2第2件" in await talk.says("周主任", "0")
    assert "还没有记下" in await talk.says("周主任", "就这些")
    assert "已记2项" in await talk.says("周主任", "1 2")
    assert "十项清单，+5分" in await talk.says("周主任", "就这些")
    assert "已撤销" in await talk.says("周主任", "0")
    assert "1第1件" in await talk.says("周主任", "清单")
    assert "十项清单，+5分" in await talk.says("周主任", "全部")
    assert await talk.db.read(points) == 5


async def test_a_late_list_keeps_its_numbers(talk: Talk) -> None:
    """The day is asked for last, and the numbers are still there."""
    await talk.person("周主任", "telegram", "1020", "grid_head", "HT0101")
    await ask(talk, "our_ten", "items", "十项清单", "grid_head", items=LIST)
    talk.clock.move_to(datetime(2026, 12, 5, 10, tzinfo=talk.zone))
    await talk.says("周主任", "任务")
    await talk.says("周主任", "4 5")
    assert "哪天做的" in await talk.presses("周主任", "就这些")
    assert "+3分" in await talk.says("周主任", "30日")
    note = await talk.db.read(lambda s: s.execute(select(Detail)).scalars().one())
    assert note.body == "2/10: 4 5"


async def test_several_open_tasks_are_numbered(talk: Talk) -> None:
    """任务 lists all that is open, due first first; a number opens that one; anything else is asked again."""
    await ask(talk, "our_pairing", "report", "干部结对")
    await ask(talk, "our_event", "event", "志愿活动")
    talk.clock.advance(timedelta(minutes=1))
    assert "1干部结对、2志愿活动" in await talk.says("李姨", "任务")
    assert "没看懂是哪件" in await talk.says("李姨", "7")
    assert "志愿活动" in await talk.says("李姨", "2") and "回1办了" in talk.last("李姨")
    assert "志愿活动，+5分" in await talk.says("李姨", "1")
    assert "干部结对" in await talk.says("李姨", "任务") and "回1做完了" in talk.last("李姨")
    assert "1. 干部结对（2026年11月）长城苑3号楼1单元，11月30日前" in await talk.says("王芳", "/tasks")


async def test_english(talk: Talk) -> None:
    """Whoever chose English gets the duty's English name."""
    await ask(talk, "our_pairing", "report", "干部结对")
    await ask(talk, "our_event", "event", "志愿活动")
    await talk.says("李姨", "语言 en")
    assert "1 The pairing, 2 The event" in await talk.says("李姨", "tasks")
    talk.clock.advance(timedelta(minutes=1))
    assert "The pairing, November 2026, by 30 November" in await talk.says("李姨", "1")
    assert "Recorded: The pairing" in await talk.says("李姨", "done")


async def test_one_s_own_tasks_only(talk: Talk) -> None:
    """A grid head's list is nothing a unit head can answer, and the other way round."""
    await talk.person("周主任", "telegram", "1020", "grid_head", "HT0101")
    await ask(talk, "our_ten", "items", "十项清单", "grid_head", items=LIST)
    assert "没有要您做的事" in await talk.says("王芳", "任务")
    await talk.says("周主任", "任务")
    token = talk.buttons("周主任")[0][1].partition(".")[0]
    assert "过期" in await talk.says("王芳", press=[token, 1], message_id="1")


async def test_settle_books_the_oldest_open_task_of_an_ask(talk: Talk) -> None:
    """What has shown itself done needs no report: one task is booked, its question closed; nothing open gives None."""
    await ask(talk, "our_event", "event", "志愿活动", points={"on_time": "event.held"})

    def by_roll(session: Session) -> tuple[int | None, int | None, int | None]:
        task = session.execute(select(Task).order_by(col(Task.id))).scalars().first()
        assert task is not None and task.person_id is not None
        now, who = talk.clock.now(), task.person_id
        first = checkins.settle(session, "event", who, now, talk.zone, "telegram")
        return (
            first,
            checkins.settle(session, "event", who, now, talk.zone, "telegram"),
            checkins.settle(session, "nomination", who, now, talk.zone, "telegram"),
        )

    first, again, other = await talk.db.run(by_roll)
    assert first is not None and again is None and other is None
    assert await talk.db.read(points) == 10
    open_questions = select(func.count()).select_from(Prompt).where(
        col(Prompt.question) == "event", col(Prompt.answered_at).is_(None)
    )  # fmt: skip
    assert await talk.db.read(lambda s: s.execute(open_questions).scalar_one()) == 1
    assert await talk.db.run(verify) == []


def test_the_first_day_of_each_kind_of_period() -> None:
    """Days, ISO weeks (over a year's end too), months, quarters."""
    first = checkins.first_day
    assert [first(p).isoformat() for p in ("2026-11", "2026-W53", "2027-W01", "2026-Q4", "2026-10-01")] == [
        "2026-11-01", "2026-12-28", "2027-01-04", "2026-10-01", "2026-10-01",
    ]  # fmt: skip
