"""What somebody who has left for good leaves to others, and that nothing brings them back but being entered anew."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from models import newcomers
from models.audit import Audit
from models.care import Care
from models.care_back import unmet
from models.care_checks import MET, CareCheck
from models.clock import MovableClock
from models.db import Database
from models.departing import depart
from models.events import ANNOUNCED, CANCELLED, VOLUNTEERING, Event
from models.grid import grid_by_code
from models.handover import LastOfOffice
from models.newcomers import AGREED, WITHDRAWN, Newcomer
from models.outbox import Message
from models.people import SMS, STOPPED, TELEGRAM, Address, Person
from models.posts import BUILDING_HEAD, COORDINATOR, RESIDENT, UNIT_HEAD, VOLUNTEER, Post, appoint
from models.prompts import Prompt
from scheduler.care import look_after
from tests.neighbours import neighbours
from tests.races import overlapping
from tests.talk import Talk, rows, second

WANG = "王伯"


@pytest.fixture
async def talk(db: Database, clock: MovableClock, zone: ZoneInfo) -> Talk:
    """Two stairwells without duties."""
    return await neighbours(db, clock, zone)


async def id_of(talk: Talk, name: str) -> int:
    """Somebody's number."""
    (found,) = await rows(talk, select(Person.id).where(Person.name == name))
    return int(found)


async def leaves(talk: Talk, how: str, name: str) -> str:
    """陈静 says that somebody has left, and confirms; what she is answered."""
    await talk.says("陈静", f"{how} {name}")
    return await talk.presses("陈静", "确认")


async def five_stairwells(talk: Talk) -> None:
    """赵刚 heads the building, 王芳 five of its stairwells."""
    await talk.person("赵刚", TELEGRAM, "1050", BUILDING_HEAD, "B3")
    for place in range(3, 7):
        await talk.grid(f"B3U{place}", f"长城苑3号楼{place}单元", 5, "B3")
    wang, now = await id_of(talk, "王芳"), talk.clock.now()

    def heads(session: Session) -> None:
        for place in range(3, 7):
            appoint(session, grid_by_code(session, f"B3U{place}"), UNIT_HEAD, wang, now.date(), now)

    await talk.db.run(heads)


async def test_the_head_of_five_stairwells_leaves_and_the_next_above_hears_it_in_one_message(talk: Talk) -> None:
    """All five are named to the building head, so that no cap of the day keeps any of them back."""
    await five_stairwells(talk)
    assert "已登记为迁出" in await leaves(talk, "迁出", "王芳")
    (told,) = talk.sent("赵刚")
    assert "有5个职务空缺" in told.text
    assert all(f"长城苑3号楼{place}单元的单元长" in told.text for place in (1, 3, 4, 5, 6))


async def test_five_commands_that_take_a_head_s_stairwells_are_five_messages(talk: Talk) -> None:
    """Said one by one, each is told to the one before, and of each vacancy the next above hears."""
    await five_stairwells(talk)
    for place in (1, 3, 4, 5, 6):
        await talk.says("陈静", f"卸任 B3U{place} 单元长 王芳")
        await talk.presses("陈静", "确认")
    assert sum("您不再担任" in one.text for one in talk.sent("王芳")) == 5
    assert sum("空缺" in one.text for one in talk.sent("赵刚")) == 5
    assert not await rows(talk, select(Message).where(Message.state == "cancelled"))


async def test_a_yes_that_comes_too_late_makes_nobody_a_resident_again(talk: Talk) -> None:
    """Who waits at another stairwell and then dies: the head's question is closed, their later yes does nothing."""
    wang = await talk.person(WANG, SMS, "+8613900000021", RESIDENT, "B3U2")

    def asks(session: Session) -> int:
        return newcomers.arrive(session, grid_by_code(session, "B3U1"), wang, False, talk.clock.now(), talk.zone).id

    waiting = await talk.db.run(asks)
    await talk.delivery.drain()
    assert "邻居吗" in talk.last("王芳")
    await leaves(talk, "离世", WANG)
    assert "已登记" not in await talk.presses("王芳", "是邻居")
    (one,) = await rows(talk, select(Newcomer))
    assert (one.id, one.state, one.settled_by) == (waiting, WITHDRAWN, await id_of(talk, "陈静"))
    assert (await rows(talk, select(Person.consent_at).where(Person.id == wang))) == [None]
    assert not await rows(talk, select(Post).where(Post.person_id == wang, col(Post.to_on).is_(None)))


async def test_a_yes_and_a_departure_at_once_leave_no_post(talk: Talk) -> None:
    """Whichever comes first, they have neither post nor consent afterwards."""
    wang = await talk.person(WANG, SMS, "+8613900000021", RESIDENT, "B3U2")
    head, office, now = await id_of(talk, "王芳"), await id_of(talk, "陈静"), talk.clock.now()
    waiting = await talk.db.run(lambda s: newcomers.arrive(s, grid_by_code(s, "B3U1"), wang, False, now, talk.zone).id)
    overlapping(
        talk.db, lambda s: newcomers.agree(s, waiting, head, now, talk.zone),
        lambda s: depart(s, wang, office, now, talk.zone),
    )  # fmt: skip
    assert (await rows(talk, select(Newcomer.state)))[0] in (AGREED, WITHDRAWN)
    assert (await rows(talk, select(Person.consent_at).where(Person.id == wang))) == [None]
    assert not await rows(talk, select(Post).where(Post.person_id == wang, col(Post.to_on).is_(None)))


async def test_an_event_of_who_has_left_is_the_coordinator_s_who_can_call_it_off(talk: Talk) -> None:
    """The preview says so, the answer has number and title; what is over already stays whose it was."""
    await talk.person("小张", TELEGRAM, "2001", VOLUNTEER, "B3U1")
    zhang, now = await id_of(talk, "小张"), talk.clock.now()

    def announced(session: Session) -> None:
        grid = grid_by_code(session, "B3")
        for title, starts in (("大扫除", now + timedelta(days=3)), ("义诊", now - timedelta(hours=3))):
            session.add(Event(
                kind=VOLUNTEERING, title=title, starts_at=starts, ends_at=starts + timedelta(hours=2),
                grid_id=grid.id or 0, path=grid.path, organiser_id=zhang, state=ANNOUNCED, created_at=now,
            ))  # fmt: skip
            session.flush()

    await talk.db.run(announced)
    shown = await talk.says("陈静", "迁出 小张")
    assert "他们发起的活动（大扫除）转给您负责" in shown
    done = await talk.presses("陈静", "确认")
    assert "已登记为迁出" in done and "1 大扫除 11月" in done and "义诊" not in done
    found = await rows(talk, select(Event.organiser_id).order_by(col(Event.id)))
    assert found == [await id_of(talk, "陈静"), zhang]
    (said,) = await rows(talk, select(Audit).where(Audit.act == "person.moved"))
    assert said.facts["events"] == [1]
    await talk.says("陈静", "取消活动 1")
    await talk.presses("陈静", "取消活动")
    assert (await rows(talk, select(Event.state).order_by(col(Event.id)))) == [CANCELLED, ANNOUNCED]


async def test_a_report_of_the_door_is_not_taken_back_for_who_has_left(talk: Talk) -> None:
    """The head said 平安, then the office says 离世: a 0 opens nothing, and nobody is reminded of them."""
    await talk.person(WANG, SMS, "+8613900000021", RESIDENT, "B3U2")
    await talk.says(WANG, "问候 每天10点")
    for hours in (1, 2, 2):
        talk.clock.advance(timedelta(hours=hours))
        await talk.db.run(look_after, talk.clock.now(), talk.zone)
        await talk.delivery.drain()
    assert "按错了回0撤销" in await talk.says("李姨", "1")
    await leaves(talk, "离世", WANG)
    open_ = select(Prompt).where(Prompt.question == "care_met", col(Prompt.answered_at).is_(None))
    assert not await rows(talk, open_)
    await talk.says("李姨", "0")
    (check,) = await rows(talk, select(CareCheck))
    assert check.state == MET and await rows(talk, select(Care))

    def takes_back(session: Session) -> object:
        return unmet(session, check.id, check.ended_by or 0, talk.clock.now(), talk.zone)

    assert await talk.db.run(takes_back) is None  # an old page still shows the button
    assert [one.state for one in await rows(talk, select(CareCheck))] == [MET]


async def test_start_from_the_phone_of_who_has_left_brings_nothing_back(talk: Talk) -> None:
    """They are a guest, told how to join, and the phone stays as it was."""
    await talk.person(WANG, SMS, "+8613900000021", RESIDENT, "B3U2")
    await talk.says(WANG, "退订")
    await leaves(talk, "迁出", WANG)
    assert "加入码" in await talk.says(WANG, "START")
    (phone,) = await rows(talk, select(Address).where(Address.value == "+8613900000021"))
    assert phone.state == STOPPED


async def test_where_the_office_would_be_left_empty_nothing_is_changed(talk: Talk) -> None:
    """A head's word about the only coordinator is refused before anything of theirs has ended."""
    only, head = await id_of(talk, "陈静"), await id_of(talk, "王芳")
    await talk.says("陈静", "问候 每天10点")

    def refused(session: Session) -> None:
        with pytest.raises(LastOfOffice):
            depart(session, only, head, talk.clock.now(), talk.zone)
        assert not session.new and not session.dirty

    before = await rows(talk, select(Care.state))
    assert before
    await talk.db.run(refused)
    assert await rows(talk, select(Care.state)) == before
    assert await rows(talk, select(Post.person_id).where(Post.role == COORDINATOR, col(Post.to_on).is_(None))) == [only]
    other = await second(talk)
    assert (await talk.db.run(lambda s: depart(s, only, other, talk.clock.now(), talk.zone))).posts
