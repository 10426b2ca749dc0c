"""Above fifty recipients a second person agrees; for two minutes what was confirmed can be called off."""

import asyncio
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, select

from models import approval
from models.approval import AlreadyDecided, AlreadyLeaving
from models.broadcasts import CALLED_OFF, CONFIRMED, DRAFT, Broadcast
from models.errors import NotFound
from models.grid import Grid
from models.outbox import CANCELLED, QUEUED, Message
from models.people import SMS, TELEGRAM, Address, Person
from models.posts import Post
from models.routing import route
from models.sending import claim
from scheduler.tick import tick
from tests.talk import Talk

MANY = 55


async def crowd(talk: Talk, number: int = MANY, *, consent: bool = True) -> None:
    """Volunteers of a building, each on Telegram (or, not asked yet, heads with a phone)."""

    def add(session: Session) -> None:
        now = talk.clock.now()
        grid = session.connection().exec_driver_sql("SELECT id FROM grid WHERE code = 'B3'").scalar_one()
        people = [Person(name=f"甲{n}", created_at=now, consent_at=now if consent else None) for n in range(number)]
        session.add_all(people)
        session.flush()
        for n, person in enumerate(people):
            assert person.id is not None
            session.add(Address(person_id=person.id, channel=TELEGRAM, value=str(5000 + n), created_at=now))
            session.add(Post(grid_id=grid, person_id=person.id, role="volunteer", from_on=date(2026, 1, 1),
                             created_at=now))  # fmt: skip

    await talk.db.run(add)


async def states(talk: Talk) -> list[str]:
    """The states of the broadcast's messages."""

    def read(session: Session) -> list[str]:
        return list(session.exec(select(Message.state).where(Message.purpose == "broadcast")))

    return await talk.db.run(read)


async def about(talk: Talk) -> Broadcast:
    """The one broadcast."""
    found: Any = await talk.db.run(lambda session: session.exec(select(Broadcast)).one())
    assert isinstance(found, Broadcast)
    return found


async def test_a_second_coordinator_agrees_and_then_it_leaves(talk: Talk) -> None:
    """Nothing is queued before; the other one sees words and cost, by SMS too; two minutes later all get it."""
    await crowd(talk)
    await talk.person("何平", SMS, "+8613900000040", "coordinator", "HT")
    await talk.says("陈静", "群发 志愿者: 周六义诊")
    assert "何平" in await talk.presses("陈静", "确认发送")
    assert not await states(talk)
    assert "陈静要群发给志愿者共55人" in talk.last("何平") and "1同意发送 2不同意" in talk.last("何平")
    assert "2分钟后发出，共55人" in await talk.says("何平", "1")
    assert "何平同意了" in talk.last("陈静")
    assert set(await states(talk)) == {QUEUED}
    talk.clock.advance(timedelta(minutes=2))
    await talk.delivery.drain()
    assert set(await states(talk)) == {"sent"} and len(await states(talk)) == MANY


async def test_one_objection_is_enough(talk: Talk) -> None:
    """2 says no: nothing is sent, the author hears who; a third coordinator's yes comes too late."""
    await crowd(talk)
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT")
    await talk.person("吴敏", TELEGRAM, "1041", "coordinator", "HT")
    await talk.says("陈静", "群发 志愿者: 周六义诊")
    await talk.presses("陈静", "确认发送")
    assert "不发了" in await talk.says("何平", "2")
    assert "何平" in talk.last("陈静") and "没有发出" in talk.last("陈静")
    assert "没有再办第二次" in await talk.presses("吴敏", "同意发送")
    assert not await states(talk) and (await about(talk)).state == CALLED_OFF


async def test_without_a_second_coordinator_the_way_to_one_is_said(talk: Talk) -> None:
    """The draft stays; a coordinator whose station covers only a part is none; once one has come, it goes on."""
    await crowd(talk)
    await talk.person("孙梅", TELEGRAM, "1042", "coordinator", "HT01")
    await talk.says("陈静", "群发 志愿者: 周六义诊")
    assert "stairwell admin add" in await talk.presses("陈静", "确认发送")
    assert (await about(talk)).state == DRAFT
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT")
    assert "何平" in await talk.presses("陈静", "确认发送")
    assert not talk.last("孙梅")


async def test_fifty_need_no_second(talk: Talk) -> None:
    """The limit is more than fifty."""
    await crowd(talk, 50)
    await talk.says("陈静", "群发 志愿者: 周六义诊")
    assert "2分钟后发出，共50人" in await talk.presses("陈静", "确认发送")


async def test_of_two_who_agree_at_once_one_does(talk: Talk) -> None:
    """The messages are queued once; the author cannot agree to their own."""
    await crowd(talk)
    ids = [await talk.person(name, TELEGRAM, f"104{n}", "coordinator", "HT") for n, name in enumerate("甲乙丙")]
    await talk.says("陈静", "群发 志愿者: 周六义诊")
    await talk.presses("陈静", "确认发送")
    one = await about(talk)
    assert one.id is not None
    number = one.id

    async def agree(actor: int) -> bool:
        try:
            await talk.db.run(approval.agree, number, actor, ["/HT/"], talk.clock.now(), talk.zone)
        except (AlreadyDecided, approval.OwnBroadcast):
            return False
        return True

    assert not await agree(one.actor_id)
    assert sum(await asyncio.gather(*(agree(actor) for actor in ids * 3))) == 1
    assert len(await states(talk)) == MANY


async def test_what_nobody_agrees_to_lapses_and_the_author_is_told(talk: Talk) -> None:
    """After a day it is called off."""
    await crowd(talk)
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT")
    await talk.says("陈静", "群发 志愿者: 周六义诊")
    await talk.presses("陈静", "确认发送")
    talk.clock.advance(timedelta(hours=24, seconds=1))
    assert (await talk.db.run(tick, talk.clock.now(), talk.zone))["lapsed"] == 1
    await talk.delivery.drain()
    assert "已经作废" in talk.last("陈静")


async def test_a_nought_calls_it_off_within_two_minutes(talk: Talk) -> None:
    """0, or the button: every message is cancelled, none leaves."""
    await talk.says("陈静", "群发 单元长: 明天停水")
    await talk.presses("陈静", "确认发送")
    talk.clock.advance(timedelta(minutes=1, seconds=59))
    assert "一条也没有发出" in await talk.says("陈静", "0")
    talk.clock.advance(timedelta(minutes=5))
    await talk.delivery.drain()
    assert await states(talk) == [CANCELLED, CANCELLED]
    assert talk.last("王芳") == ""


async def test_after_two_minutes_it_says_how_many_have_left(talk: Talk) -> None:
    """A kind word instead of a promise that cannot be kept."""
    await talk.says("陈静", "群发 单元长: 明天停水")
    await talk.presses("陈静", "确认发送")
    talk.clock.advance(timedelta(minutes=2))
    await talk.delivery.drain()
    assert "2人里已发出2条" in await talk.presses("陈静", "取消发送")


async def test_calling_off_and_sending_at_once_never_disagree(talk: Talk) -> None:
    """What the lane claimed leaves, the rest is cancelled: each message is one or the other, and the count says so."""
    await crowd(talk, 50)
    await talk.says("陈静", "群发 志愿者: 周六义诊")
    await talk.presses("陈静", "确认发送")
    one = await about(talk)
    assert one.id is not None
    number = one.id
    late = talk.clock.now() + timedelta(minutes=2)

    def take(session: Session) -> int:
        route(session, [TELEGRAM], late)
        return len(claim(session, TELEGRAM, 20, late, talk.zone, [TELEGRAM])[0])

    async def stop() -> approval.CalledOff:
        return await talk.db.run(approval.call_off, number, one.actor_id, late - timedelta(seconds=1))

    taken, done = await asyncio.gather(talk.db.run(take), stop())
    assert (await about(talk)).state == CALLED_OFF
    found = await states(talk)
    assert found.count(CANCELLED) == done.stopped
    assert found.count("sending") == taken and done.stopped + taken == 50


async def test_called_off_invitations_can_be_sent_again_this_month(talk: Talk) -> None:
    """The month's one question was never put, so it may still be."""
    for number in (3, 4):
        await talk.grid(f"B3U{number}", f"长城苑3号楼{number}单元", 5, "B3")
        await talk.person(f"赵{number}", SMS, f"+861390000000{number}", "unit_head", f"B3U{number}", consent=False)
    await talk.says("陈静", "邀请 HT0101 短信")
    await talk.presses("陈静", "确认发送")
    assert "一条也没有发出" in await talk.says("陈静", "取消")
    assert "2位负责人" in await talk.says("陈静", "邀请 HT0101 短信")
    await talk.presses("陈静", "确认发送")
    talk.clock.advance(timedelta(minutes=2))
    await talk.delivery.drain()
    assert "赵3您好" in talk.last("赵3")


async def test_nobody_else_calls_it_off(talk: Talk) -> None:
    """Another coordinator's hand is as if it did not exist; the second person's counts."""
    await talk.says("陈静", "群发 单元长: 明天停水")
    await talk.presses("陈静", "确认发送")
    one = await about(talk)
    assert one.id is not None
    number = one.id
    other = await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT")
    try:
        await talk.db.run(approval.call_off, number, other, talk.clock.now())
    except AlreadyLeaving:
        raise
    except NotFound:
        pass
    else:
        raise AssertionError("called off by somebody else")
    assert (await about(talk)).state == CONFIRMED


async def test_invitations_to_more_than_fifty_need_a_second_person(talk: Talk) -> None:
    """The question for consent costs and knocks at phones like any message to many: one by SMS sees it and agrees."""

    def heads(session: Session) -> None:
        now = talk.clock.now()
        for n in range(51):
            grid = Grid(code=f"U{n}", name=f"{n}单元", level=5, path=f"/HT/HT01/HT0101/B3/U{n}/")
            person = Person(name=f"甲{n}", created_at=now)
            session.add_all([grid, person])
            session.flush()
            assert person.id is not None and grid.id is not None
            session.add(Address(person_id=person.id, channel=SMS, value=f"+86139100000{n:02}", created_at=now))
            session.add(Post(grid_id=grid.id, person_id=person.id, role="unit_head", from_on=date(2026, 1, 1),
                             created_at=now))  # fmt: skip

    await talk.db.run(heads)
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT")
    assert "51位负责人" in await talk.says("陈静", "邀请 HT0101 短信")
    assert "已经问了：何平" in await talk.presses("陈静", "确认发送")
    await talk.delivery.drain()
    assert not talk.channels[SMS].sent
    asked = talk.last("何平")
    assert "陈静想群发" in asked and "共51人" in asked and "张三您好" in asked and "短信：51人" in asked
    assert "分钟后发出，共51人" in await talk.presses("何平", "同意发送")
    talk.clock.advance(timedelta(minutes=2))
    await talk.delivery.drain()
    sent = talk.channels[SMS].sent
    assert len(sent) == 51 and all(len(one) == 1 for one in sent.values())
    assert "甲7您好" in sent["+8613910000007"][0].text
    answer = await talk.says("陈静", "送达 1")
    assert "已发出：51" in answer
