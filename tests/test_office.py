"""The coordinator's office by chat: appointing, and taking points back."""

from datetime import date

import pytest
from sqlmodel import col, select

from models.audit import Audit
from models.duties import Task
from models.grid import Grid
from models.ledger import Entry
from models.outbox import Message
from models.people import SMS, TELEGRAM, Person
from models.posts import Post
from tests.talk import Talk, rows


async def issued(talk: Talk) -> None:
    """The inspection of November is out, and sent."""
    await talk.issue_inspection()


async def heads(talk: Talk, code: str) -> list[tuple[str, date | None]]:
    """(name, last day) of every unit head a unit has had."""
    found = await rows(
        talk,
        select(Person, Post)
        .join(Post, col(Post.person_id) == Person.id)
        .join(Grid, col(Grid.id) == Post.grid_id)
        .where(Grid.code == code, Post.role == "unit_head")
        .order_by(col(Post.id)),
    )
    return [(person.name, post.to_on) for person, post in found]


# --- appoint ---
async def test_an_appointment_is_shown_first_and_then_made(talk: Talk) -> None:
    """The preview names who comes and who goes; the confirm keeps the history and tells both."""
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "B3")
    answer = await talk.says("陈静", "任命 B3U2 单元长 孙梅")
    assert "孙梅" in answer and "现任李姨的任职同时结束" in answer and "11月2日" in answer
    assert await heads(talk, "B3U2") == [("李姨", None)]
    assert "已任命" in await talk.presses("陈静", "确认任命")
    assert await heads(talk, "B3U2") == [("李姨", date(2026, 11, 2)), ("孙梅", None)]
    assert "您从11月2日起担任“长城苑3号楼2单元”的单元长" in talk.last("孙梅")
    assert "不再任" in talk.last("李姨")
    (audit,) = await rows(talk, select(Audit).where(Audit.act == "appoint"))
    assert audit.facts["grid"] == "B3U2" and "孙梅" not in str(audit.facts)


async def test_the_open_task_goes_with_the_post(talk: Talk) -> None:
    """The new head is asked and can answer; the old one is not, and has no points from it."""
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "B3")
    await issued(talk)
    await talk.says("陈静", "任命 B3U2 单元长 孙梅")
    assert "1项没做完的任务已转给孙梅" in await talk.presses("陈静", "确认任命")
    assert "已记" not in await talk.says("李姨", "1")
    assert any("楼道检索" in message.text for message in talk.channels[TELEGRAM].sent["1020"])
    assert "已记录" in await talk.presses("孙梅", "全部正常")
    (task,) = await rows(talk, select(Task).join(Grid, col(Grid.id) == Task.grid_id).where(Grid.code == "B3U2"))
    (entry,) = await rows(talk, select(Entry))
    (person,) = await rows(talk, select(Person).where(Person.name == "孙梅"))
    assert (task.state, task.person_id, entry.person_id) == ("done", person.id, person.id)


async def test_a_post_that_comes_back_is_asked_about_again(talk: Talk) -> None:
    """Whoever loses a post by mistake and gets it back the same day can answer again."""
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "B3")
    await issued(talk)
    for name in ("孙梅", "李姨"):
        await talk.says("陈静", f"任命 B3U2 单元长 {name}")
        await talk.presses("陈静", "确认任命")
    assert "已记" not in await talk.presses("孙梅", "全部正常")
    assert "已记" in await talk.says("李姨", "1")


async def test_a_vacant_post_is_filled_without_ending_another(talk: Talk) -> None:
    """Where nobody holds it, nobody is relieved."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    answer = await talk.says("陈静", "appoint B3U3 unit head 王芳")
    assert "同时结束" not in answer
    await talk.presses("陈静", "确认任命")
    assert await heads(talk, "B3U3") == [("王芳", None)]
    assert await heads(talk, "B3U1") == [("王芳", None)]
    assert not await rows(talk, select(Message).where(Message.purpose == "relieved"))


async def test_a_second_press_appoints_nobody_again(talk: Talk) -> None:
    """The confirm works once; cancelling beforehand makes it not work at all."""
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "B3")
    await talk.says("陈静", "任命 B3U2 单元长 孙梅")
    await talk.presses("陈静", "取消")
    assert "没有再办第二次" in await talk.presses("陈静", "确认任命")
    assert await heads(talk, "B3U2") == [("李姨", None)]
    await talk.says("陈静", "任命 B3U2 单元长 孙梅")
    await talk.presses("陈静", "确认任命")
    assert "没有再办第二次" in await talk.presses("陈静", "确认任命")
    assert len(await heads(talk, "B3U2")) == 2


async def test_an_old_button_appoints_whom_it_named(talk: Talk) -> None:
    """Two previews for one unit do not get mixed up: each button stands for its own."""
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "B3")
    await talk.person("周强", TELEGRAM, "1021", "volunteer", "B3")
    await talk.says("陈静", "任命 B3U2 单元长 孙梅")
    old = talk.channels[TELEGRAM].sent["1009"][-1].buttons[0][1].partition(".")[0]
    await talk.says("陈静", "任命 B3U2 单元长 周强")
    assert "孙梅" in await talk.says("陈静", press=[old, 0], message_id="1")
    assert await heads(talk, "B3U2") == [("李姨", date(2026, 11, 2)), ("孙梅", None)]


async def test_a_preview_that_is_out_of_date_is_shown_anew(talk: Talk) -> None:
    """When somebody else got the post meanwhile, the confirm shows the new state and changes nothing."""
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "B3")
    await talk.person("周强", TELEGRAM, "1021", "volunteer", "B3")
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT")
    await talk.says("陈静", "任命 B3U2 单元长 孙梅")
    await talk.says("何平", "任命 B3U2 单元长 周强")
    await talk.presses("何平", "确认任命")
    assert "现任周强的任职同时结束" in await talk.presses("陈静", "确认任命")
    assert (await heads(talk, "B3U2"))[-1] == ("周强", None)


async def test_two_of_one_name_are_asked_about(talk: Talk) -> None:
    """An ambiguous name lists both with their numbers; the number, or the phone, decides."""
    first = await talk.person("张伟", SMS, "+8613900000011", "volunteer", "B3U1")
    second = await talk.person("张伟", SMS, "+8613900000012", "volunteer", "B3U2")
    answer = await talk.says("陈静", "任命 B3 楼栋长 张伟")
    assert f"#{first} 张伟" in answer and f"#{second} 张伟" in answer and "我不乱猜" in answer
    assert f"（#{second}）" in await talk.says("陈静", f"任命 B3 楼栋长 #{second}")
    assert f"（#{first}）" in await talk.says("陈静", "任命 B3 楼栋长 139 0000 0011")


async def test_a_near_name_is_offered_and_unknown_ones_are_not_found(talk: Talk) -> None:
    """A mistyped name is asked about; a wholly unknown one, or phone, is not found."""
    await talk.person("欧阳建国", TELEGRAM, "1020", "volunteer", "B3")
    assert "欧阳建国" in await talk.says("陈静", "任命 B3 楼栋长 欧阳建过")
    assert "王芳" in await talk.says("陈静", "任命 B3 楼栋长 王方")
    assert "没有找到" in await talk.says("陈静", "任命 B3 楼栋长 诸葛亮")
    assert "没有找到" in await talk.says("陈静", "任命 B3 楼栋长 13911112222")
    assert "没有找到" in await talk.says("陈静", "任命 B3 楼栋长 #99999999999999999999")


async def test_a_role_of_another_level_is_refused(talk: Talk) -> None:
    """A building has no unit head."""
    assert "不能设在这一级" in await talk.says("陈静", "任命 B3 单元长 王芳")


async def test_the_holder_is_not_appointed_again(talk: Talk) -> None:
    """Appointing whoever holds the post changes nothing and asks nothing."""
    assert "没有改动" in await talk.says("陈静", "任命 B3U1 单元长 王芳")
    assert talk.labels("陈静") == []


async def test_who_cannot_be_reached_is_said_with_the_next_step(talk: Talk) -> None:
    """Without consent the preview says how to invite."""
    await talk.person("赵刚", SMS, "+8613900000003", "volunteer", "B3", consent=False)
    assert "邀请 B3U2" in await talk.says("陈静", "任命 B3U2 单元长 赵刚")


async def test_a_station_appoints_only_its_own_people_at_its_own_grids(talk: Talk) -> None:
    """Elsewhere, grids and people look as if they did not exist."""
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.grid("HT0201", "党河路网格", 3, "HT02")
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT02")
    assert "没有找到" in await talk.says("何平", "任命 B3U1 单元长 何平")
    assert "没有找到" in await talk.says("何平", "任命 HT0201 网格长 王芳")
    assert "请核对" in await talk.says("何平", "任命 HT0201 网格长 何平")


@pytest.mark.parametrize(
    "said", ["任命", "任命 B3U2", "任命 B3U2 单元长", "任命 B3U2 王芳", "/appoint B3U2 chief 王芳"]
)
async def test_an_appointment_that_lacks_something_gets_an_example(talk: Talk, said: str) -> None:
    """Code, role and name are all needed."""
    assert "例如：\n任命" in await talk.says("陈静", said)
