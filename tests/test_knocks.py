"""Whom no message reaches gets a knock; what became of a message to many; what nobody can be sure about."""

from datetime import date, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from models import knocks
from models.grid import grid_by_code
from models.knocks import NOBODY, OPEN, PASSED, TOLD, Knock
from models.outbox import ALERT, UNCERTAIN, Message, post
from models.people import SMS, STOPPED, TELEGRAM, UNREACHABLE, Address, Person, set_address_state
from models.posts import Post
from scheduler.tick import tick
from tests.talk import Talk, rows

BROADCAST_KNOCKS = select(Knock).where(Knock.about == "broadcast")
"""Those of the notice: the first tick issues the month's inspection too, and some of that is lost as well."""


async def passes(talk: Talk, **time: float) -> None:
    """Time passes: the clock moves, a tick runs, what is due leaves."""
    talk.clock.advance(timedelta(**time))
    await talk.db.run(tick, talk.clock.now(), talk.zone)
    await talk.delivery.drain()


async def alert(talk: Talk) -> None:
    """An urgent message to 李姨, sent."""

    def urgent(session: Session) -> None:
        person = session.exec(select(Person).where(Person.name == "李姨")).one()
        assert person.id is not None
        post(session, person.id, "broadcast-text", {"text": "燃气"}, purpose="alert", subject="a", now=talk.clock.now(),
             expires_at=talk.clock.now() + timedelta(hours=1), priority=ALERT)  # fmt: skip

    await talk.db.run(urgent)
    await talk.delivery.drain()


async def lost_broadcast(talk: Talk) -> None:
    """李姨's phone is gone; a notice to all unit heads reaches only 王芳."""
    await talk.db.run(set_address_state, SMS, "+8613900000001", UNREACHABLE, "unknown number")
    await talk.says("陈静", "群发 单元长: 明天停水")
    await talk.presses("陈静", "确认发送")
    talk.clock.advance(timedelta(minutes=2))
    await talk.delivery.drain()
    await passes(talk)


async def test_a_building_head_is_asked_once_and_says_it_is_done(talk: Talk) -> None:
    """After half an hour of gathering, by SMS with one digit; no secrets are told, and the report counts it."""
    await talk.person("赵刚", SMS, "+8613900000003", "building_head", "B3")
    await lost_broadcast(talk)
    assert talk.last("赵刚") == ""
    assert await talk.db.run(knocks.next_moment, talk.clock.now(), talk.zone) == talk.clock.now() + knocks.GATHER
    await passes(talk, minutes=30)
    assert "李姨" in talk.last("赵刚") and "1已告知 2联系不上" in talk.last("赵刚") and "停水" not in talk.last("赵刚")
    assert "请人上门：1（赵刚1位）" in await talk.says("陈静", "送达")
    assert "已告知1位" in await talk.says("赵刚", "1")
    answer = await talk.says("陈静", "送达 1")
    assert "已发出：1（确认送达0）" in answer and "没送到：1（联系方式失效1）" in answer and "已当面告知：1" in answer
    assert [one.state for one in await rows(talk, BROADCAST_KNOCKS)] == [TOLD]


async def test_not_there_and_silence_pass_it_on_to_the_coordinator(talk: Talk) -> None:
    """Without a building head the coordinator is asked at once; with one who says nothing for 48 hours, after them."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await lost_broadcast(talk)
    await passes(talk, minutes=30)
    await passes(talk, hours=49)
    assert "李姨（长城苑3号楼2单元）：社区通知" in talk.last("陈静")
    assert [one.state for one in await rows(talk, BROADCAST_KNOCKS)] == [PASSED]
    await talk.presses("陈静", "联系不上")
    assert [one.state for one in await rows(talk, BROADCAST_KNOCKS)] == [NOBODY]


async def test_some_were_told_and_others_not(talk: Talk) -> None:
    """A number and names count for those alone; two days' requests are one; what is not clear is asked again."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await talk.says("陈静", "群发 单元长: 明天停水")
    await talk.presses("陈静", "确认发送")
    await talk.db.run(set_address_state, TELEGRAM, "1001", UNREACHABLE, "blocked")
    await talk.db.run(set_address_state, SMS, "+8613900000001", UNREACHABLE, "unknown number")
    await passes(talk, minutes=2)
    await passes(talk)
    await passes(talk, minutes=30)
    assert "没看明白" in await talk.says("赵刚", "1 2 王")
    assert "还有：李姨" in await talk.says("赵刚", "1 王芳")
    assert "1位联系不上" in await talk.says("赵刚", "联系不上 李姨")
    assert sorted(one.state for one in await rows(talk, BROADCAST_KNOCKS)) == [PASSED, TOLD]


async def test_four_hundred_unreachable_people_are_one_request(talk: Talk) -> None:
    """A knocker gets one message, at most one a day, and only some of the names."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")

    def many(session: Session) -> None:
        now, grid = talk.clock.now(), grid_by_code(session, "B3")
        people = [Person(name=f"甲{n}", consent_at=now, created_at=now) for n in range(400)]
        session.add_all(people)
        session.flush()
        for n, person in enumerate(people):
            assert person.id is not None and grid.id is not None
            session.add(Address(person_id=person.id, channel=TELEGRAM, value=f"7{n}", state=UNREACHABLE,
                                created_at=now))  # fmt: skip
            session.add(Post(grid_id=grid.id, person_id=person.id, role="volunteer", from_on=date(2026, 1, 1),
                             created_at=now))  # fmt: skip

    await talk.db.run(many)
    await lost_broadcast(talk)
    await talk.says("陈静", "群发 全体: 明天停水")
    await talk.presses("陈静", "确认发送")
    talk.clock.advance(timedelta(minutes=2))
    await talk.delivery.drain()
    for _ in range(3):
        await passes(talk, minutes=30)
    requests = [message for message in talk.sent("赵刚") if "敲敲门" in message.text]
    assert len(requests) == 1 and "有401位" in requests[0].text and "还有386位" in requests[0].text


async def test_stop_is_respected_but_for_an_alert(talk: Talk) -> None:
    """Whoever said stop is not knocked for over a notice; an alert is brought to them, soon and in person."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await talk.db.run(set_address_state, SMS, "+8613900000001", STOPPED)
    await talk.says("陈静", "群发 单元长: 明天停水")
    await talk.presses("陈静", "确认发送")
    await passes(talk, minutes=2)
    await passes(talk)
    assert not await rows(talk, select(Knock))
    await alert(talk)
    await passes(talk)
    await passes(talk, minutes=2)
    assert "急事" in talk.last("赵刚") and "李姨" in talk.last("赵刚")


async def test_a_second_tick_makes_nothing_twice(talk: Talk) -> None:
    """Knocks and requests are made once, however often anybody ticks; an arrived message needs none."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await lost_broadcast(talk)
    for _ in range(3):
        await passes(talk, minutes=15)
    assert len(talk.sent("赵刚")) == 1 and [one.state for one in await rows(talk, BROADCAST_KNOCKS)] == [OPEN]
    await talk.db.run(lambda session: session.execute(
        update(Message).where(col(Message.purpose) == "broadcast").values(state="delivered")
    ))  # fmt: skip
    await passes(talk, minutes=15)
    assert [one.state for one in await rows(talk, BROADCAST_KNOCKS)] == ["dropped"]


async def test_uncertain_messages_are_settled_by_number(talk: Talk) -> None:
    """Two are listed; 1 is sent again because somebody says so, 2 is left alone; neither is listed any more."""
    await talk.says("陈静", "群发 单元长: 明天停水")
    await talk.presses("陈静", "确认发送")
    talk.clock.advance(timedelta(minutes=2))
    await talk.delivery.drain()
    await talk.db.run(lambda session: session.execute(
        update(Message).where(col(Message.purpose) == "broadcast").values(state=UNCERTAIN)
    ))  # fmt: skip
    assert "1 王芳：社区通知" in await talk.says("陈静", "待查")
    assert "第1条" in await talk.says("陈静", "1")
    before = len(talk.sent("王芳"))
    assert "1条再发一次" in await talk.presses("陈静", "重发")
    assert len(talk.sent("王芳")) == before + 1
    assert "1 李姨" in await talk.says("陈静", "待查")
    await talk.says("陈静", "1")
    assert "不再发" in await talk.presses("陈静", "就这样")
    assert "都有着落" in await talk.says("陈静", "待查")
    assert "不在您的职责内" in await talk.says("王芳", "待查")


async def test_another_station_sees_neither_report_nor_doubt(talk: Talk) -> None:
    """Scope is that of posting: what goes to people one could not write to looks as if it did not exist."""
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT02")
    await lost_broadcast(talk)
    assert "没有找到" in await talk.says("何平", "送达 1")
    assert "还没有发过群发" in await talk.says("何平", "送达")
