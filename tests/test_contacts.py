"""The contact sheet and the residents' code: who looks after a stairwell; no phone that its owner did not agree to."""

import pytest
from sqlmodel import select

from messages.segments import segments
from models.contacts import spoken
from models.grid import Grid
from models.notices import CODE, notice
from models.people import SMS, TELEGRAM, Address, Person
from models.posts import Post
from tests.talk import Talk, rows, second


async def neighbour(talk: Talk, name: str, number: str, role: str = "resident", channel: str = SMS) -> int:
    """Somebody who lives in stairwell B3U1."""
    return await talk.person(name, channel, number, role, "B3U1")


async def phone_of(talk: Talk, name: str, number: str) -> None:
    """They have a phone too, beside Telegram."""
    [person] = await rows(talk, select(Person).where(Person.name == name))
    now = talk.clock.now()
    await talk.db.run(lambda s: s.add(Address(person_id=person.id, channel=SMS, value=number, created_at=now)))


async def test_an_elder_asks_by_sms_who_looks_after_the_stairwell(talk: Talk) -> None:
    """One segment: the nearest heads, with the number of whoever has agreed to have it passed on."""
    await phone_of(talk, "王芳", "+8615400000021")
    assert "会写在" in await talk.says("王芳", "公开电话")
    await neighbour(talk, "赵奶奶", "+8615400000031")
    answer = await talk.says("赵奶奶", "通联单")
    assert "单元长王芳15400000021" in answer and "回1可以" in answer and segments(answer) == 1
    assert "不公开" in await talk.says("赵奶奶", "2")
    again = await talk.says("赵奶奶", "通联单")
    assert "可以告诉" not in again and "110、119、120" in again and segments(again) == 1


async def test_no_phone_without_a_yes(talk: Talk) -> None:
    """Neither a head's nor a neighbour's number is shown before its owner said so, nor after they took it back."""
    await phone_of(talk, "王芳", "+8615400000021")
    await neighbour(talk, "赵奶奶", "+8615400000031")
    sheet = await talk.says("王芳", "通联单 B3U1")
    assert "王芳，电话未公开" in sheet and "另有1位邻居没有公开电话" in sheet and "154" not in sheet
    assert "会写在" in await talk.presses("王芳", "可以")
    await talk.says("赵奶奶", "公开电话")
    sheet = await talk.says("王芳", "通联单")
    assert "· 赵奶奶 15400000031" in sheet and "王芳 15400000021" in sheet and "另有" not in sheet
    await talk.says("赵奶奶", "不公开电话")
    assert "15400000031" not in await talk.says("王芳", "通联单")


async def test_a_number_somebody_said_stop_to_is_not_shown(talk: Talk) -> None:
    """Whoever wants to hear no more is not called by the neighbours either."""
    await neighbour(talk, "赵奶奶", "+8615400000031")
    await talk.says("赵奶奶", "公开电话")
    await talk.says("赵奶奶", "退订")
    assert "154" not in await talk.says("王芳", "通联单")


async def test_the_sheet_of_another_stairwell_is_not_there(talk: Talk) -> None:
    """A resident sees their own; a stairwell elsewhere looks as if it did not exist; a coordinator sees every one."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await neighbour(talk, "赵奶奶", "+8615400000031")
    elsewhere = await talk.says("赵奶奶", "通联单 B3U3")
    assert elsewhere == (await talk.says("赵奶奶", "通联单 B3U4")).replace("B3U4", "B3U3")
    assert "长城苑3号楼3单元 通联单" in await talk.says("陈静", "通联单 B3U3")


async def test_whoever_lives_nowhere_hears_what_to_do(talk: Talk) -> None:
    """A coordinator without a stairwell, or somebody who is not registered at one, is told how to be."""
    assert "还没有登记" in await talk.says("陈静", "通联单")


async def test_a_deputy_is_called_one_and_an_empty_stairwell_says_so(talk: Talk) -> None:
    """Who stands in is named as a deputy; where nobody is, whoever is next above is."""
    [grid] = await rows(talk, select(Grid).where(Grid.code == "B3U1"))
    [post] = await rows(talk, select(Post).where(Post.role == "unit_head", Post.grid_id == grid.id))

    await talk.db.run(lambda s: s.add(s.get_one(Post, post.id).sqlmodel_update({"deputy": True})))
    assert "代理单元长 王芳" in await talk.says("王芳", "通联单")


async def test_whoever_has_no_phone_here_hears_what_to_do(talk: Talk) -> None:
    """There is nothing to put on a sheet: the office can note a number."""
    assert "没有登记您的电话" in await talk.says("王芳", "公开电话")
    assert "电话未公开" in await talk.says("王芳", "通联单")


@pytest.mark.parametrize(
    ("number", "said"), [("+8615400000021", "15400000021"), ("+15005550006", "+15005550006"), (None, "")]
)
def test_numbers_as_neighbours_dial_them(number: str | None, said: str) -> None:
    """Without the country code at home, with it from abroad."""
    assert spoken(number) == said


# --- the code ---
async def test_the_code_is_read_by_everybody_and_fits_two_segments(talk: Talk) -> None:
    """As it is shipped, in both languages."""
    await talk.person("Li Hua", SMS, "+8615400000041", "resident", "B3U1", language="en")
    assert "楼道畅通" in await talk.says("王芳", "公约")
    assert "Keep the stairs clear" in await talk.says("Li Hua", "charter")
    for language in ("zh-CN", "en"):
        assert segments(await talk.db.run(notice, CODE, language)) <= 2


async def test_the_community_words_its_own_code_and_two_agree(talk: Talk) -> None:
    """Proposed by one, agreed to by another; then it stands, also for those whose language has no words for it yet."""
    await second(talk)
    await talk.person("Li Hua", SMS, "+8615400000041", "resident", "B3U1", language="en")
    assert "10到130个字" in await talk.says("陈静", "改公约 太短了")
    assert "10到130个字" in await talk.says("陈静", f"改公约 {'很长' * 70}")
    answer = await talk.says("陈静", "改公约 邻里和睦，楼道畅通，电动车不上楼，有事好商量。")
    assert "已提请周敏确认" in answer and "楼道畅通" not in await talk.says("王芳", "帮助")
    assert "照看独居邻居" in await talk.says("王芳", "公约")
    await talk.presses("周敏", "同意")
    assert await talk.says("王芳", "公约") == "邻里和睦，楼道畅通，电动车不上楼，有事好商量。"
    assert "有事好商量" in await talk.says("Li Hua", "charter")
    await talk.says("陈静", "改公约 en Be kind to your neighbours.")
    await talk.presses("周敏", "同意")
    assert await talk.says("Li Hua", "charter") == "Be kind to your neighbours."
    assert "有事好商量" in await talk.says("王芳", "公约")


async def test_a_stations_coordinator_does_not_word_it(talk: Talk) -> None:
    """It is everybody's."""
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT02")
    assert "全社区的" in await talk.says("何平", "改公约 邻里和睦，楼道畅通，电动车不上楼。")
