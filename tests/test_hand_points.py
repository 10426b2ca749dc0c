"""Points by hand: given and taken back by two people, never one's own."""

import pytest
from sqlmodel import col, select

from models.ledger import Entry
from models.people import SMS, TELEGRAM
from models.proposals import Proposal
from models.verify import verify
from tests.talk import Talk, rows, second


async def issued(talk: Talk) -> None:
    """The inspection of November is out, and sent."""
    await talk.issue_inspection()


async def test_points_by_hand(talk: Talk) -> None:
    """Points with a reason are booked once a second person agreed, whoever got them is told, and why shows it."""
    await second(talk, channel=SMS)
    answer = await talk.says("陈静", "奖励 王芳 5 雪天帮三家老人扫雪")
    assert "已提请周敏确认" in answer
    assert "1同意" in talk.last("周敏").replace(" ", "")
    assert "已生效" in await talk.says("周敏", "1")
    assert "加了5分：雪天帮三家老人扫雪" in talk.last("王芳")
    assert "奖励积分：1笔，5×1=5分（规则2026.1）" in await talk.says("王芳", "为什么")
    shown = await talk.says("王芳", "为什么 1")
    assert "5×1=5分，按规则2026.1（2026年1月1日起适用）" in shown and "雪天帮三家老人扫雪" in shown
    assert "没有" in await talk.says("李姨", "为什么 1")
    assert await talk.db.run(verify) == []


async def test_nobody_gives_points_to_themselves(talk: Talk) -> None:
    """Neither by proposing them nor by agreeing to them."""
    await second(talk)
    assert "不能给自己加分" in await talk.says("陈静", "奖励 陈静 5 我自己很努力")
    await talk.says("陈静", "奖励 周敏 5 帮忙整理名册")
    assert "不能给自己加分" in await talk.presses("周敏", "同意")
    assert await rows(talk, select(Entry)) == []
    assert [one.state for one in await rows(talk, select(Proposal))] == ["proposed"]


# --- reverse ---
async def test_points_are_taken_back_when_a_second_person_agrees(talk: Talk) -> None:
    """Nothing changes before the second yes; then one entry reverses another by name, and both sides know why."""
    await second(talk)
    await issued(talk)
    await talk.says("王芳", "1")
    answer = await talk.says("陈静", "冲正 1 重复上报")
    assert "已提请周敏确认" in answer and "王芳的10分" in answer and "重复上报" in answer
    assert len(await rows(talk, select(Entry))) == 1
    assert "已生效" in await talk.presses("周敏", "同意")
    assert "第1笔，-10分，原因：重复上报" in talk.last("王芳")
    entries = await rows(talk, select(Entry).order_by(col(Entry.seq)))
    assert [(e.points, e.reverses, e.reason) for e in entries] == [(10, None, None), (-10, 1, "重复上报")]
    assert "已经冲正过了" in await talk.says("陈静", "/reverse #1 重复上报")
    assert "已经冲正过了" in await talk.says("陈静", "/reverse #2 还是不对")
    assert len(await rows(talk, select(Entry))) == 2
    assert await talk.db.run(verify) == []


async def test_what_was_taken_back_meanwhile_is_not_taken_back_twice(talk: Talk) -> None:
    """The head undoes the report while the proposal waits: the second yes hears that it is done already."""
    await second(talk)
    await issued(talk)
    await talk.says("王芳", "1")
    await talk.says("陈静", "冲正 1 重复上报")
    await talk.says("王芳", "0")
    assert "已经冲正过了" in await talk.presses("周敏", "同意")
    assert len(await rows(talk, select(Entry))) == 2


async def test_nobody_agrees_to_a_reversal_of_their_own(talk: Talk) -> None:
    """The second person is somebody whose points they are not."""
    await second(talk)
    await talk.says("陈静", "任命 B3U2 单元长 周敏")
    await talk.presses("陈静", "确认任命")
    await issued(talk)
    await talk.presses("周敏", "全部正常")
    await talk.says("陈静", "冲正 1 没有去看")
    assert "不能自己冲正" in await talk.presses("周敏", "同意")
    assert len(await rows(talk, select(Entry))) == 1


async def test_nobody_corrects_their_own_points(talk: Talk) -> None:
    """A coordinator who is also a head asks somebody else."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await talk.says("陈静", "任命 B3U3 单元长 陈静")
    await talk.presses("陈静", "确认任命")
    await issued(talk)
    await talk.presses("陈静", "全部正常")
    assert "不能自己冲正" in await talk.says("陈静", "/冲正 1 写错了")
    assert len(await rows(talk, select(Entry))) == 1


async def test_an_entry_elsewhere_is_not_found(talk: Talk) -> None:
    """Neither an entry that does not exist nor one outside the own grids can be told apart."""
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT02")
    await issued(talk)
    await talk.says("王芳", "1")
    elsewhere = await talk.says("何平", "冲正 1 写错了")
    assert elsewhere.replace("第1笔", "第7笔") == await talk.says("何平", "冲正 7 写错了")
    assert "没有第7笔积分" in talk.last("何平")


@pytest.mark.parametrize("said", ["冲正", "冲正 1", "冲正 一 写错了", "冲正 1x 写错了", f"冲正 {'9' * 40} 写错了"])
async def test_a_reversal_needs_a_number_and_a_reason(talk: Talk, said: str) -> None:
    """Anything else gets an example."""
    assert "例如：冲正 12" in await talk.says("陈静", said)
