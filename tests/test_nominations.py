"""Nominations as people live them: whom, what for, the story, handing it in; on both channels and databases."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, col

from models.digests import tell_new
from models.duties import DONE, IMPOSSIBLE, Duty, Task, issue
from models.ledger import Entry
from models.nominations import DROPPED, MOST_A_QUARTER, SUBMITTED, Nomination, categories
from models.outbox import CANCELLED, Message
from models.people import SMS, TELEGRAM
from scheduler.nominating import settle_made
from tests.talk import Talk

STORY = "每天给楼上行动不便的老人送饭，风雨无阻"


async def nominations(talk: Talk) -> list[Nomination]:
    """Every nomination, by id."""
    return await talk.db.read(lambda s: list(s.execute(select(Nomination).order_by(col(Nomination.id))).scalars()))


async def ask_nominations(talk: Talk) -> None:
    """Let the quarter's nomination fall due for the unit heads now, and be sent."""

    def fall_due(session: Session) -> None:
        now = talk.clock.now()
        issue(session, session.get_one(Duty, "nomination"), now, now, talk.zone)
        settle_made(session, now, talk.zone)
        tell_new(session, now, talk.zone)

    await talk.db.run(fall_due)
    await talk.delivery.drain()


async def task_of(talk: Talk, name: str) -> Task:
    """The nomination task of the person with that name."""

    def find(session: Session) -> Task:
        person = "SELECT id FROM person WHERE name = '" + name + "'"
        number = session.connection().exec_driver_sql(person).scalar_one()
        found: Task = session.execute(select(Task).where(col(Task.person_id) == number)).scalar_one()
        return found

    return await talk.db.read(find)


async def points(talk: Talk) -> int:
    """All points there are."""
    total = select(func.coalesce(func.sum(col(Entry.points)), 0))
    return await talk.db.read(lambda s: int(s.execute(total).scalar_one()))


async def nominated(talk: Talk, who: str, whom: str, category: str = "6") -> None:
    """One nomination from its beginning until it is handed in; by Telegram, of somebody nobody knows."""
    await talk.says(who, f"推荐 {whom}")
    await talk.says(who, category)
    await talk.says(who, STORY)
    await talk.presses(who, "写完了")
    await talk.presses(who, "跳过")
    await talk.presses(who, "问过了")
    assert "已交网格支部审核" in await talk.presses(who, "提交")


async def test_a_head_answers_the_task_with_a_name_and_is_led_through(talk: Talk) -> None:
    """A name, a number, a story in pieces with a photo, a last look; the task is settled with its points."""
    await ask_nominations(talk)
    assert "值得夸一夸" in talk.last("王芳") and talk.labels("王芳") == ["这次没有人选"]
    assert "哪一类" in await talk.says("王芳", "赵秀兰") and "6 好邻居" in talk.last("王芳")
    assert "讲讲赵秀兰的事迹" in await talk.says("王芳", "6")
    assert "记下了" in await talk.says("王芳", STORY)
    assert "1张照片" in await talk.says("王芳", "左边是老人", photo="photo-1")
    assert "有照片吗" in await talk.presses("王芳", "写完了")
    assert "2张照片" in await talk.says("王芳", photo="photo-2")
    assert "当面问一声" in await talk.presses("王芳", "跳过")
    shown = await talk.presses("王芳", "问过了")
    assert "推荐赵秀兰为“好邻居”" in shown and STORY in shown and "照片2张" in shown and "本人同意" in shown
    done = await talk.presses("王芳", "提交")
    assert "已交网格支部审核" in done and "任务也完成了" in done
    (about,) = await nominations(talk)
    assert (about.state, about.quarter, about.category) == (SUBMITTED, "2026-Q4", "good_neighbour")
    assert about.photos.splitlines() == ["photo-1", "photo-2"] and about.nominee_id is None
    task = await task_of(talk, "王芳")
    assert task.state == DONE and task.id == about.task_id and await points(talk) == 5


async def test_an_elder_nominates_by_sms_with_digits(talk: Talk) -> None:
    """The same by SMS: no photo is asked for, every message is two segments at most."""
    await ask_nominations(talk)
    assert "直接回姓名" in talk.last("李姨") and "回1这次没有" in talk.last("李姨")
    assert "6好邻居" in await talk.says("李姨", "赵秀兰")
    assert "可以分几条发" in await talk.says("李姨", "好邻居")
    await talk.says("李姨", STORY)
    assert "问过赵秀兰本人吗" in await talk.says("李姨", "1")
    assert "推荐赵秀兰为好邻居" in await talk.says("李姨", "2")
    assert "已提交" in await talk.says("李姨", "1") and "回0撤销" in talk.last("李姨")
    assert (await task_of(talk, "李姨")).state == DONE and await points(talk) == 5
    assert all(len(message.text) <= 134 for message in talk.sent("李姨"))


async def test_nobody_this_time_is_an_answer_and_can_be_taken_back(talk: Talk) -> None:
    """One digit settles the task without points; 0 opens it again."""
    await ask_nominations(talk)
    assert "没有推荐人选" in await talk.says("李姨", "1")
    assert (await task_of(talk, "李姨")).state == IMPOSSIBLE and await points(talk) == 0
    await talk.says("李姨", "0")
    assert (await task_of(talk, "李姨")).state == "open"


async def test_what_is_handed_in_can_be_undone_with_its_task(talk: Talk) -> None:
    """Undo drops the nomination, its words included, opens the task and takes the points back."""
    await ask_nominations(talk)
    await nominated(talk, "王芳", "赵秀兰")
    assert await points(talk) == 5
    assert "已撤回" in await talk.presses("王芳", "撤销")
    (about,) = await nominations(talk)
    assert (about.state, about.story) == (DROPPED, "")
    assert (await task_of(talk, "王芳")).state == "open" and await points(talk) == 0
    assert "已经审核或撤回" in await talk.presses("王芳", "撤销")


async def test_a_known_person_is_offered_and_never_guessed(talk: Talk) -> None:
    """An exact name lists who is known by it; a near one is a mere name; 0 is somebody else of that name."""
    assert "1 李姨 长城苑3号楼2单元" in await talk.says("王芳", "推荐 李姨")
    assert "哪一类" in await talk.presses("王芳", "都不是")
    assert "哪一类" in await talk.says("王芳", "推荐 李阿姨")
    await talk.says("王芳", "推荐 李姨")
    assert "是哪一位" in await talk.says("王芳", "9")
    assert "哪一类" in await talk.says("王芳", "1")
    (about,) = await nominations(talk)
    assert about.nominee_id is not None and about.name == "李姨"


async def test_nobody_nominates_themselves(talk: Talk) -> None:
    """Picking oneself from the list is refused; a namesake is fine."""
    await talk.says("王芳", "推荐 王芳")
    assert "不能推荐自己" in await talk.says("王芳", "1")
    assert "哪一类" in await talk.says("王芳", "0")


async def test_an_honour_for_party_members_or_heads_asks_for_them(talk: Talk) -> None:
    """A known person who is no member cannot be nominated as party pioneer, nor one without the post as steward."""
    await talk.person("周敏", SMS, "+8613900000009")
    await talk.says("王芳", "推荐 周敏")
    await talk.says("王芳", "1")
    assert "不符合" in await talk.says("王芳", "1")
    assert "不符合" in await talk.says("王芳", "最美单元长")
    assert "讲讲" in await talk.says("王芳", "3")


async def test_a_long_first_message_is_kept_as_the_story(talk: Talk) -> None:
    """Whoever answers the task with the story right away is asked for the name, and need not write it twice."""
    await ask_nominations(talk)
    assert "先记下了" in await talk.says("王芳", "我们单元有位热心的大姐，" + STORY)
    assert "哪一类" in await talk.says("王芳", "赵秀兰")
    assert "已经记下" in await talk.says("王芳", "6")
    assert "有照片吗" in await talk.says("王芳", "完成")


async def test_a_draft_is_gone_on_with_told_anew_or_dropped(talk: Talk) -> None:
    """推荐 alone goes on where one stopped; a story too short is asked for again; dropping forgets the words."""
    assert "想推荐谁" in await talk.says("王芳", "推荐")
    assert "两个字以上" in await talk.says("王芳", "1")
    await talk.says("王芳", "赵秀兰")
    await talk.says("王芳", "6")
    await talk.says("王芳", "好人")
    assert "再多写" in await talk.says("王芳", "完成")
    assert "接着讲" in await talk.says("王芳", "推荐")
    await talk.says("王芳", STORY)
    for label in ("写完了", "跳过", "还没问"):
        await talk.presses("王芳", label)
    assert "讲讲" in await talk.presses("王芳", "重写")
    await talk.says("王芳", STORY)
    for label in ("写完了", "跳过", "还没问"):
        await talk.presses("王芳", label)
    assert "不推荐了" in await talk.presses("王芳", "不推荐了")
    (about,) = await nominations(talk)
    assert about.state == DROPPED and about.story == ""


async def test_received_is_no_name(talk: Talk) -> None:
    """收到 to the task says read; nothing is begun and the task stays open."""
    await ask_nominations(talk)
    await talk.says("王芳", "收到")
    task = await task_of(talk, "王芳")
    assert task.state == "open" and task.read_at is not None and await nominations(talk) == []


async def test_a_confirm_pressed_twice_hands_in_once(talk: Talk) -> None:
    """The second press is told so, kindly; points are booked once."""
    await ask_nominations(talk)
    await nominated(talk, "王芳", "赵秀兰")
    assert "已经交过了" in await talk.presses("王芳", "✅ 提交")
    assert await points(talk) == 5 and len(await nominations(talk)) == 1


async def test_whoever_nominated_before_the_task_came_is_not_asked(talk: Talk) -> None:
    """A task issued later in that quarter is settled by the nomination there is, without a message."""
    await nominated(talk, "王芳", "赵秀兰")
    heard = len(talk.sent("王芳"))
    await ask_nominations(talk)
    assert (await task_of(talk, "王芳")).state == DONE and (await task_of(talk, "李姨")).state == "open"
    assert len(talk.sent("王芳")) == heard and "推荐" in talk.last("李姨") and await points(talk) == 5
    assert await talk.db.run(settle_made, talk.clock.now(), talk.zone) == 0


async def test_so_many_a_quarter_and_no_more(talk: Talk) -> None:
    """After five the sixth waits for the next quarter; the others stand."""
    for number in range(MOST_A_QUARTER):
        await nominated(talk, "王芳", "赵秀" + "兰梅珍英华"[number])
    await talk.says("王芳", "推荐 孙大勇")
    await talk.says("王芳", "6")
    await talk.says("王芳", STORY)
    for label in ("写完了", "跳过", "还没问"):
        await talk.presses("王芳", label)
    assert "最多推荐5次" in await talk.presses("王芳", "✅ 提交")
    talk.clock.advance(timedelta(days=62))
    await talk.says("王芳", "推荐")
    assert "已交网格支部审核" in await talk.presses("王芳", "✅ 提交")


async def test_a_known_nominee_is_asked_and_undo_withdraws_the_question(talk: Talk) -> None:
    """The nominee hears who proposes what for which story; the question of one that was undone does nothing."""
    await talk.says("王芳", "推荐 李姨")
    await talk.says("王芳", "1")
    await talk.says("王芳", "6")
    await talk.says("王芳", STORY)
    await talk.presses("王芳", "写完了")
    assert "还没征得本人同意" in await talk.presses("王芳", "跳过")
    assert "去问本人" in await talk.presses("王芳", "✅ 提交")
    assert "王芳推荐您为好邻居" in talk.last("李姨") and "回1同意公布 2不公布" in talk.last("李姨")
    await talk.presses("王芳", "撤销")
    await talk.says("李姨", "1")
    (about,) = await nominations(talk)
    assert about.state == DROPPED and about.consent == "asking"
    waiting = await talk.db.read(lambda s: list(s.execute(select(Message.state)).scalars()))  # type: ignore[call-overload]
    assert CANCELLED not in waiting  # it had left already


async def test_somebody_elses_nomination_looks_as_if_it_did_not_exist(talk: Talk) -> None:
    """A press that names another's draft finds nothing."""
    await talk.says("王芳", "推荐 赵秀兰")
    (about,) = await nominations(talk)

    def steal(session: Session) -> None:
        table = "UPDATE prompt SET person_id = (SELECT id FROM person WHERE name = '陈静')"
        session.connection().exec_driver_sql(table)

    await talk.db.run(steal)
    assert "没有找到" in await talk.says("陈静", "6")
    (same,) = await nominations(talk)
    assert same.category == about.category == ""


async def test_the_english_forms_work(talk: Talk) -> None:
    """Somebody who reads English is led through in English, on both channels."""
    for name, channel, address in (("Ann", TELEGRAM, "1030"), ("Bob", SMS, "+8613900000031")):
        await talk.person(name, channel, address, "volunteer", "HT0101", language="en")
        assert "Good Neighbour" in await talk.says(name, "nominate Mary")
        assert "tell" in await talk.says(name, "Good Neighbour")
        await talk.says(name, "She brings lunch upstairs every single day")
        await talk.says(name, "1")
        if channel == TELEGRAM:
            await talk.says(name, "skip")
        assert "Mary" in await talk.says(name, "2")
        assert "anded in" in await talk.says(name, "1") or "with the grid branch" in talk.last(name)
    assert [about.state for about in await nominations(talk)] == [SUBMITTED] * 2


async def test_words_of_a_nomination_are_not_readable_in_the_database(talk: Talk) -> None:
    """Name, story and photos are ciphertext."""
    await nominated(talk, "王芳", "赵秀兰")

    def raw(session: Session) -> list[Any]:
        return list(session.connection().exec_driver_sql("SELECT name, story, photos FROM nomination").one())

    assert all(
        "赵".encode() not in bytes(value) and "送饭".encode() not in bytes(value) for value in await talk.db.read(raw)
    )


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_honour_has_a_name_and_can_be_numbered(language: str) -> None:
    """One digit must choose it."""
    assert 2 <= len(categories()) <= 9
    assert all(kind.name[language] for kind in categories().values())
