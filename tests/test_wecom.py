"""WeCom group robots: the channel over real HTTP, the coordinator's command, and a broadcast to groups."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.commands.roles import take_chats
from messages.channels.wecom import WecomChannel, outcome_of, shortened
from messages.delivery import Delivery
from messages.forms import FileRef, Inbound, Outcome, Outgoing
from models.approval import LEAVES_AFTER
from models.audit import Audit
from models.db import Database
from models.grid import grid_by_code
from models.groups import WECOM, GroupChat, active_groups, add_group, queue_to_groups, robot_key
from models.outbox import EXPIRED, FAILED, QUEUED, SENT, UNREACHED, Message
from tests.talk import Talk
from tests.wecom_server import A_MINUTE, ADDRESS, KEY, OTHER_KEY, Wecom

HELLO = Outgoing(KEY, "明天停水")


@pytest.fixture
async def grouped(talk: Talk, wecom_channel: WecomChannel) -> Talk:
    """The small community, with WeCom beside its two channels."""
    talk.delivery = Delivery(talk.db, {**talk.channels, WECOM: wecom_channel}, talk.clock, talk.zone, pace=None)
    return talk


async def test_a_text_is_said_in_the_group(wecom: Wecom, wecom_channel: WecomChannel) -> None:
    """As it is; one that is too long is cut between characters at 2048 bytes; an empty one never leaves."""
    assert await wecom_channel.send(HELLO) == Outcome("sent")
    assert (await wecom_channel.send(Outgoing(KEY, "楼" * 1000))).kind == "sent"
    assert (await wecom_channel.send(Outgoing(KEY, " \x00"))).kind == "rejected"
    assert wecom.said[KEY] == ["明天停水", "楼" * 681 + "…"]
    assert len(shortened("a" + "楼" * 1000).encode()) <= 2048


async def test_twenty_a_minute(wecom: Wecom, wecom_channel: WecomChannel) -> None:
    """Past its limit a robot's message waits, another robot's does not; our pace stays within the limit."""
    for _ in range(A_MINUTE):
        assert (await wecom_channel.send(HELLO)).kind == "sent"
    assert await wecom_channel.send(HELLO) == Outcome("retry", reason="45009")
    assert (await wecom_channel.send(Outgoing(OTHER_KEY, "明天停水"))).kind == "sent"
    wecom.minute()
    assert (await wecom_channel.send(HELLO)).kind == "sent"
    assert wecom_channel.per_chat(HELLO.to) * 60 <= A_MINUTE


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, {"errcode": 93000, "errmsg": "invalid webhook url"}, ("permanent", "robot removed", 0)),
        (200, {"errcode": 93004}, ("permanent", "robot stopped", 0)),
        (200, {"errcode": 93008}, ("permanent", "robot not in the group", 0)),
        (200, {"errcode": 45009}, ("retry", "45009", 0)), (200, {"errcode": -1}, ("retry", "-1", 0)),
        (200, {"errcode": 40058}, ("rejected", "40058", 0)), (200, {"errcode": 44004}, ("rejected", "44004", 0)),
        (429, "", ("retry", "429", 0)), (502, "<html>", ("retry", "502", 0)), (404, "", ("rejected", "404", 0)),
        (504, "", ("uncertain", "504", 0)), (200, "{", ("uncertain", "unreadable answer", 0)),
        (200, ["x"], ("uncertain", "unreadable answer", 0)), (200, {}, ("uncertain", "unreadable answer", 0)),
    ],
)  # fmt: skip
async def test_answers(
    wecom: Wecom, wecom_channel: WecomChannel, status: int, body: Any, expected: tuple[Any, ...]
) -> None:
    """What WeCom answers, and what it means for the message and the robot."""
    wecom.answers.append((status, body))
    outcome = await wecom_channel.send(HELLO)
    assert (outcome.kind, outcome.reason, outcome.wait) == expected
    assert outcome_of(status, body.get("errcode") if isinstance(body, dict) else None) == outcome


async def test_what_never_left_is_tried_again(unused_tcp_port: int) -> None:
    """A refused connection: nothing was said, the lane waits a little."""
    channel = WecomChannel(f"http://127.0.0.1:{unused_tcp_port}")
    outcome = await channel.send(HELLO)
    await channel.close()
    assert (outcome.kind, outcome.wait) == ("retry", 3.0)


async def test_a_robot_only_speaks(wecom_channel: WecomChannel) -> None:
    """Nothing comes in, there are no buttons and no files."""
    assert wecom_channel.parse({"text": "1"}) is None
    await wecom_channel.acknowledge(Inbound(WECOM, "1", KEY))
    with pytest.raises(OSError):
        await wecom_channel.fetch(FileRef("x", "x", 1))


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (ADDRESS + KEY, KEY), (KEY, KEY), (f" {KEY} ", KEY),
        ("http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + KEY, None),
        ("https://evil.example.org/cgi-bin/webhook/send?key=" + KEY, None), (ADDRESS + "../x", None), (ADDRESS, None),
        (KEY + "x", None), ("", None),
    ],
)  # fmt: skip
def test_addresses(said: str, key: str | None) -> None:
    """Only WeCom's own address gives a key, and only the key is kept: nobody can point us at another server."""
    assert robot_key(said) == key


@pytest.mark.parametrize(
    ("text", "grid"),
    [
        ("群 HT01", "HT01"), ("群", ""), ("HT01 的群", "HT01"), ("企业微信群 HT01", "HT01"), ("groups HT01", "HT01"),
        ("Group", ""), ("groupies", None), ("单元长", None), ("全体", None),
    ],
)  # fmt: skip
def test_words_for_groups(text: str, grid: str | None) -> None:
    """The group chats of a grid, or of all; other audiences are not taken for them."""
    assert take_chats(text) == grid


async def all_of(talk: Talk, table: Any) -> list[Any]:
    """Every row of a table, oldest first."""
    return await talk.db.read(lambda s: list(s.exec(select(table).order_by(col(table.id))).all()))


async def test_a_coordinator_registers_a_robot(grouped: Talk, wecom: Wecom) -> None:
    """It says hello in the group; again changes nothing; another grid may not take it; it is counted and removed."""
    answer = await grouped.says("陈静", f"群机器人 HT01 {ADDRESS}{KEY}")
    assert "已登记：HT01 第一服务站" in answer and KEY not in answer
    assert len(wecom.said[KEY]) == 1 and "第一服务站的通知会发在这里" in wecom.said[KEY][0]
    assert "早就登记好了" in await grouped.says("陈静", f"群机器人 HT01 {ADDRESS}{KEY}")
    assert "已经登记在别的网格" in await grouped.says("陈静", f"群机器人 HT {KEY}")
    assert "共登记了1个群" in await grouped.says("陈静", "群机器人 HT")
    assert "已移除HT01" in await grouped.says("陈静", "群机器人 HT01 删除")
    assert "还没有登记" in await grouped.says("陈静", "/group HT01")
    assert "还没有登记" in await grouped.says("陈静", "群机器人 HT01 off")
    assert len(wecom.said[KEY]) == 1
    assert [row.act for row in await all_of(grouped, Audit) if row.act.startswith("group")] == ["group", "group-off"]
    assert not any(KEY in str(row.facts) for row in await all_of(grouped, Audit))


async def test_a_removed_robot_may_serve_another_grid(grouped: Talk, wecom: Wecom) -> None:
    """Once it is removed here, it can be registered there, and says hello again."""
    for said in (f"群机器人 HT01 {KEY}", "群机器人 HT01 删除", f"群机器人 HT {KEY}"):
        await grouped.says("陈静", said)
    (group,) = await all_of(grouped, GroupChat)
    assert group.active and len(wecom.said[KEY]) == 2


async def test_what_is_not_understood_is_explained(grouped: Talk) -> None:
    """No grid, a grid that is not there, an address of somebody else's."""
    assert "请写清网格编号" in await grouped.says("陈静", "群机器人")
    assert "请写清网格编号" in await grouped.says("陈静", f"群机器人 {KEY}")
    assert "没有找到网格" in await grouped.says("陈静", f"群机器人 XYZ {KEY}")
    assert "不是企业微信群机器人的地址" in await grouped.says("陈静", "群机器人 HT01 https://evil.example.org/?key=1")
    assert await all_of(grouped, GroupChat) == []


async def test_a_station_coordinator_reaches_their_own_groups_only(grouped: Talk, wecom: Wecom) -> None:
    """Registering and sending end where the post ends; others may not at all."""
    await grouped.grid("HT02", "第二服务站", 2, "HT")
    await grouped.person("何平", "telegram", "1010", "coordinator", "HT02")
    await grouped.says("陈静", f"群机器人 HT01 {KEY}")
    await grouped.says("何平", f"群机器人 HT02 {OTHER_KEY}")
    assert "对不上唯一的网格" in await grouped.says("何平", "群机器人 HT01 删除")
    assert "不在您的职责内" in await grouped.says("王芳", "群机器人 HT01 删除")
    assert await grouped.db.read(active_groups) == 2
    await grouped.says("何平", "群发 群：明天停水")
    assert "共1个群" in await grouped.presses("何平", "确认发送")
    await after_two_minutes(grouped)
    assert "明天停水" in wecom.said[OTHER_KEY][-1] and "停水" not in wecom.said[KEY][-1]


async def test_a_broadcast_to_groups(grouped: Talk, wecom: Wecom) -> None:
    """Previewed with the groups and the words, confirmed once, said once in each group of the subtree, to no person."""
    await grouped.says("陈静", f"群机器人 HT0101 {KEY}")
    await grouped.says("陈静", f"群机器人 B3 {OTHER_KEY}")
    before = len(grouped.sent("王芳"))
    answer = await grouped.says("陈静", "群发 群 HT01：明天8:00停水")
    assert "第一服务站的2个企业微信群" in answer and "【社区通知】明天8:00停水" in answer
    assert "共2个群" in await grouped.presses("陈静", "确认发送")
    assert "没有再办第二次" in await grouped.presses("陈静", "确认发送")
    await after_two_minutes(grouped)
    assert [said[-1] for said in wecom.said.values()] == ["【社区通知】明天8:00停水"] * 2
    assert len(grouped.sent("王芳")) == before
    sent = [row for row in await all_of(grouped, Message) if row.purpose == "broadcast"]
    assert [(row.person_id, row.channel, row.state) for row in sent] == [(None, WECOM, SENT)] * 2
    assert {row.to for row in sent} == {KEY, OTHER_KEY}


async def test_a_broadcast_to_groups_can_be_called_off(grouped: Talk, wecom: Wecom) -> None:
    """Within the two minutes nothing has been said in a group yet, and then nothing is."""
    await grouped.says("陈静", f"群机器人 HT01 {KEY}")
    await grouped.says("陈静", "群发 群：明天停水")
    await grouped.presses("陈静", "确认发送")
    await grouped.presses("陈静", "取消发送")
    await after_two_minutes(grouped)
    assert not [said for said in wecom.said[KEY] if "停水" in said]


async def after_two_minutes(grouped: Talk) -> None:
    """The time in which a broadcast can be called off goes by."""
    grouped.clock.advance(LEAVES_AFTER)
    await grouped.delivery.drain()


async def test_no_group_no_text_too_much_text(grouped: Talk) -> None:
    """Each is said before anything is asked."""
    assert "还没有登记群机器人" in await grouped.says("陈静", "群发 群 HT01：停水")
    assert "请写清发给哪些群" in await grouped.says("陈静", "群发 群 HT01：")
    assert "请缩短" in await grouped.says("陈静", "群发 群 HT01：" + "水" * 501)
    assert "没有找到网格" in await grouped.says("陈静", "群发 群 XYZ：停水")


async def test_a_robot_that_is_gone_is_not_spoken_to_again(grouped: Talk, wecom: Wecom) -> None:
    """What WeCom says of a removed robot ends the message and closes the group; the other group hears it."""
    await grouped.says("陈静", f"群机器人 HT01 {KEY}")
    await grouped.says("陈静", f"群机器人 B3 {OTHER_KEY}")
    wecom.keys.discard(KEY)
    await grouped.says("陈静", "群发 群：明天停水")
    await grouped.presses("陈静", "确认发送")
    await after_two_minutes(grouped)
    states = {row.to: (row.state, row.error) for row in await all_of(grouped, Message) if row.purpose == "broadcast"}
    assert states == {KEY: (FAILED, "robot removed"), OTHER_KEY: (SENT, None)}
    assert await grouped.db.read(active_groups) == 1
    assert "1个企业微信群" in await grouped.says("陈静", "群发 群：明天停水")


def queue(session: Session, talk: Talk) -> None:
    """Something is to be said in the group of HT01."""
    grid = grid_by_code(session, "HT01")
    assert grid.id is not None
    add_group(session, grid.id, KEY, talk.clock.now())
    now = talk.clock.now()
    queue_to_groups(session, [(grid.id, KEY)], "x:1", "broadcast-text", {"text": "停水"}, now, now + timedelta(hours=1))


async def test_a_group_removed_meanwhile_hears_nothing(grouped: Talk, wecom: Wecom) -> None:
    """It is looked at again when the message leaves, as a person's address is."""
    await grouped.db.run(queue, grouped)
    await grouped.db.run(lambda s: s.execute(text("UPDATE group_chat SET active = false")))
    await grouped.delivery.drain()
    (row,) = await all_of(grouped, Message)
    assert (row.state, row.error, wecom.said) == (UNREACHED, "no address", {})


async def test_a_row_to_an_unknown_robot_goes_nowhere(grouped: Talk, wecom: Wecom) -> None:
    """A message without a person leaves only to a group that was registered."""
    await grouped.db.run(queue, grouped)
    await grouped.db.run(lambda s: s.execute(text("DELETE FROM group_chat")))
    await grouped.delivery.drain()
    (row,) = await all_of(grouped, Message)
    assert row.state == UNREACHED and wecom.said == {}


async def test_stale_news_is_not_told_and_too_fast_waits(grouped: Talk, wecom: Wecom) -> None:
    """A robot that is too fast waits and then speaks; what has expired by then is not said."""
    await grouped.db.run(queue, grouped)
    wecom.answers += [(200, {"errcode": 45009, "errmsg": "api freq out of limit"})]
    await grouped.delivery.drain()
    (row,) = await all_of(grouped, Message)
    assert (row.state, row.error) == (QUEUED, "45009") and wecom.said == {}
    grouped.clock.advance(timedelta(minutes=1))
    await grouped.delivery.drain()
    assert wecom.said[KEY] == ["【社区通知】停水"]
    await grouped.db.run(queue, grouped)
    grouped.clock.advance(timedelta(hours=2))
    await grouped.delivery.drain()
    assert [row.state for row in await all_of(grouped, Message)] == [SENT, EXPIRED]


async def test_the_key_is_encrypted(db: Database, grouped: Talk) -> None:
    """Whoever reads the database cannot speak in the group."""
    await grouped.says("陈静", f"群机器人 HT01 {KEY}")
    stored = await db.read(
        lambda s: s.execute(text('SELECT value FROM group_chat UNION SELECT "to" FROM message')).all()
    )
    assert not any(KEY.encode() in bytes(row[0] or b"") for row in stored)
