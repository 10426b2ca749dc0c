"""The other side's word: no points for help before who got it said so, and small random looks that accuse nobody."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col, select

from messages.segments import segments
from models import helps, spot_checks
from models.helps import ASKED, ATTESTED, DENIED, LAPSED, Help, HelpSettled
from models.ledger import Entry
from models.people import SMS, TELEGRAM
from models.spot_checks import PERCENT, SpotCheck, chosen
from models.verify import verify
from scheduler.attesting import lapse_helps, spot_check
from tests.talk import Talk, rows


async def grandmother(talk: Talk, *, reachable: bool = True) -> int:
    """赵奶奶, who lives in 王芳's stairwell and has a plain phone."""
    return await talk.person("赵奶奶", SMS, "+8615400000031", "resident", "B3U1", consent=reachable)


# --- help ---
async def test_help_counts_when_who_got_it_says_so(talk: Talk) -> None:
    """The elder gets one question of one segment that says neither what for nor why; 1 books the points, apart."""
    await grandmother(talk)
    answer = await talk.says("王芳", "互助 赵奶奶 陪着去医院 1小时")
    assert "已请赵奶奶证明" in answer
    asked = talk.last("赵奶奶")
    assert "王芳说11月2日帮过您一次忙" in asked and "医院" not in asked and "陪" not in asked and segments(asked) == 1
    assert await rows(talk, select(Entry)) == []
    assert "谢谢您证明" in await talk.says("赵奶奶", "1")
    assert "证明了您11月2日的互助，计2分" in talk.last("王芳")
    [entry] = await rows(talk, select(Entry))
    assert (entry.rule, entry.raw, entry.points) == ("help.vouched", 2, 2)
    await talk.issue_inspection()
    await talk.presses("王芳", "全部正常")
    assert "打卡等记录得10分，经他人证明得2分" in await talk.says("王芳", "积分")
    assert await talk.db.run(verify) == []


async def test_a_no_books_nothing_and_blames_nobody(talk: Talk) -> None:
    """The helper hears that it may be a mix-up, the office that somebody should ask."""
    await grandmother(talk)
    await talk.says("王芳", "互助 赵奶奶 买菜")
    assert "这次不计" in await talk.says("赵奶奶", "不是")
    assert "可能记错了" in talk.last("王芳")
    assert "请有空时了解一下" in talk.last("陈静")
    assert await rows(talk, select(Entry)) == []
    assert [one.state for one in await rows(talk, select(Help))] == [DENIED]


async def test_silence_is_no_yes(talk: Talk) -> None:
    """After a week the help lapses: nothing is booked, an answer comes too late, and it may be told again."""
    await grandmother(talk)
    await talk.says("王芳", "互助 赵奶奶 买菜")
    talk.clock.move_to(talk.clock.now() + helps.STANDS + timedelta(minutes=1))
    assert await talk.db.run(lapse_helps, talk.clock.now(), talk.zone) == 1
    await talk.delivery.drain()
    assert "没有等到对方的回音" in talk.last("王芳")
    await talk.says("赵奶奶", "1")
    assert await rows(talk, select(Entry)) == []
    assert [one.state for one in await rows(talk, select(Help))] == [LAPSED]


async def test_where_no_message_reaches_them_somebody_who_knows_them_is_asked(talk: Talk) -> None:
    """The stairwell's head attests a volunteer's help; never the helper themselves."""
    await grandmother(talk, reachable=False)
    await talk.person("小马", TELEGRAM, "1077", "volunteer", "B3U1")
    assert "已请王芳证明" in await talk.says("小马", "互助 赵奶奶 修灯 半小时")
    assert "小马说11月2日帮过赵奶奶一次忙" in talk.last("王芳")
    await talk.presses("王芳", "属实")
    assert [entry.points for entry in await rows(talk, select(Entry))] == [1]
    answer = await talk.says("王芳", "互助 赵奶奶 打扫 半小时")
    assert "已请陈静证明" in answer or ("已请" in answer and "王芳证明" not in answer)


async def test_once_a_day_and_not_for_oneself(talk: Talk) -> None:
    """The same help is told once; what was taken back may be told anew; nobody helps themselves."""
    await grandmother(talk)
    await talk.says("王芳", "互助 赵奶奶 买菜")
    assert "一天记一次" in await talk.says("王芳", "互助 赵奶奶 打扫")
    assert "互助 赵奶奶" in await talk.says("王芳", "互助 赵奶奶")
    assert "已请赵奶奶证明" in await talk.says("王芳", "互助 赵奶奶 昨天 打扫 90分钟")
    [_, yesterday] = await rows(talk, select(Help).order_by(col(Help.id)))
    assert (yesterday.half_hours, yesterday.done_on.day) == (3, 1)
    assert "已撤回" in await talk.says("王芳", "0")
    assert "已请赵奶奶证明" in await talk.says("王芳", "互助 赵奶奶 昨天 打扫")
    assert "不能记自己" in await talk.says("王芳", "互助 王芳 打扫")
    await talk.person("Wang Guihua", SMS, "+8615400000033", "resident", "B3U1")
    assert "已请Wang Guihua证明" in await talk.says("王芳", "互助 Wang Guihua 打扫")


async def test_neighbours_of_another_building_are_not_found(talk: Talk) -> None:
    """A unit head tells of help in their own building; elsewhere nobody can be looked up by name."""
    await talk.grid("B4", "长城苑4号楼", 4, "HT")
    await talk.grid("B4U1", "长城苑4号楼1单元", 5, "B4")
    await talk.person("孙爷爷", SMS, "+8615400000032", "resident", "B4U1")
    assert "孙爷爷" not in (await talk.says("王芳", "互助 孙爷爷 买菜")).replace("“孙爷爷”", "")
    assert await rows(talk, select(Help)) == []


async def test_two_answers_at_once_book_once(talk: Talk) -> None:
    """Of a yes and a yes at the same moment one counts."""
    elder = await grandmother(talk)
    await talk.says("王芳", "互助 赵奶奶 买菜 1小时")
    [given] = await rows(talk, select(Help))

    async def once() -> bool:
        try:
            await talk.db.run(helps.attest, given.id, elder, True, talk.clock.now(), talk.zone)
        except HelpSettled:
            return False
        return True

    assert sorted(await asyncio.gather(*(once() for _ in range(8)))) == [False] * 7 + [True]
    assert [one.state for one in await rows(talk, select(Help))] == [ATTESTED]
    assert len(await rows(talk, select(Entry))) == 1


async def test_nobody_attests_for_whoever_was_asked(talk: Talk) -> None:
    """The helper's own yes, and a stranger's, are refused."""
    await grandmother(talk)
    await talk.says("王芳", "互助 赵奶奶 买菜")
    [given] = await rows(talk, select(Help))
    with pytest.raises(HelpSettled):
        await talk.db.run(helps.attest, given.id, given.helper_id, True, talk.clock.now(), talk.zone)
    assert [one.state for one in await rows(talk, select(Help))] == [ASKED]


# --- spot checks ---
def test_two_of_a_hundred_and_always_the_same() -> None:
    """The draw is about PERCENT of all, and the same whenever it is made."""
    drawn = [number for number in range(20_000) if chosen(f"HT{number}", "2026-11")]
    assert drawn == [number for number in range(20_000) if chosen(f"HT{number}", "2026-11")]
    assert drawn != [number for number in range(20_000) if chosen(f"HT{number}", "2026-12")]
    assert 0.8 * PERCENT < len(drawn) / 200 < 1.2 * PERCENT


@pytest.fixture
async def looked(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """王芳 has reported, every inspection is drawn, and an hour has passed; 李强 heads the building."""
    monkeypatch.setattr(spot_checks, "PERCENT", 100)
    await talk.person("李强", SMS, "+8615400000051", "building_head", "B3")
    await talk.issue_inspection()
    await talk.presses("王芳", "全部正常")
    talk.clock.move_to(talk.clock.now() + timedelta(hours=1))
    assert await talk.db.run(spot_check, talk.clock.now(), talk.zone) == 1
    await talk.delivery.drain()
    return talk


async def test_the_next_head_is_asked_to_look(looked: Talk) -> None:
    """Once for each check, in words that say it is chance; a yes ends it."""
    asked = looked.last("李强")
    assert "长城苑3号楼1单元" in asked and "全部正常" in asked and "1属实 2不一样 3没去看" in asked.replace("回", "")
    assert await looked.db.run(spot_check, looked.clock.now(), looked.zone) == 0
    assert "谢谢您去看" in await looked.says("李强", "1")
    assert [one.state for one in await rows(looked, select(SpotCheck))] == ["true"]


async def test_what_is_otherwise_is_told_and_changes_no_points(looked: Talk) -> None:
    """The office hears that it may have changed since; the ledger stays as it is."""
    before = len(await rows(looked, select(Entry)))
    await looked.says("李强", "2")
    assert "可能后来变了" in looked.last("陈静") and "积分没有变动" in looked.last("陈静")
    assert len(await rows(looked, select(Entry))) == before
    assert [one.state for one in await rows(looked, select(SpotCheck))] == ["otherwise"]


async def test_who_was_asked_lately_is_left_alone_and_an_unanswered_look_ends(looked: Talk) -> None:
    """One look a week at most for anybody; after a week it ends without a result."""
    await looked.says("李姨", "1")
    looked.clock.move_to(looked.clock.now() + timedelta(hours=1))
    assert await looked.db.run(spot_check, looked.clock.now(), looked.zone) == 0
    looked.clock.move_to(looked.clock.now() + spot_checks.STANDS)
    assert await looked.db.run(spot_check, looked.clock.now(), looked.zone) == 1
    assert [one.state for one in await rows(looked, select(SpotCheck))] == ["lapsed"]


async def test_nothing_that_can_still_be_undone_is_drawn(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither within the minutes of the undo nor once it was undone."""
    monkeypatch.setattr(spot_checks, "PERCENT", 100)
    await talk.issue_inspection()
    await talk.presses("王芳", "全部正常")
    assert await talk.db.run(spot_check, talk.clock.now(), talk.zone) == 0
    await talk.says("王芳", "撤销")
    talk.clock.move_to(talk.clock.now() + timedelta(hours=1))
    assert await talk.db.run(spot_check, talk.clock.now(), talk.zone) == 0
