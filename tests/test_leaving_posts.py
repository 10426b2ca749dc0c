"""Posts that end without a successor, and people who have moved away or died."""

from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from models.audit import Audit
from models.birthdays import Birthday
from models.care import ENDED, Care
from models.care_checks import AWAY, CareCheck
from models.cases import OPEN, PASSED, TAKEN, Case, CaseNote, report, take
from models.clock import MovableClock
from models.db import Database
from models.departing import depart
from models.duties import Duty, Task, issue, load_shipped_duties
from models.grid import grid_by_code
from models.handover import LastOfOffice, end_post, hand_over
from models.outbox import QUEUED, Message
from models.people import SMS, TELEGRAM, Address, Person
from models.posts import BUILDING_HEAD, COORDINATOR, RESIDENT, VOLUNTEER, Post
from models.prompts import Prompt
from models.shared_phones import PhoneShare
from models.wishes import CLAIMED, PUBLISHED, Wish
from scheduler.care import look_after
from scheduler.cases import escalate_cases, tell_owners
from tests.neighbours import neighbours
from tests.races import overlapping
from tests.talk import Talk, rows, second

PHONE, WANG = "+8613900000021", "王伯"


@pytest.fixture
async def talk(db: Database, clock: MovableClock, zone: ZoneInfo) -> Talk:
    """Two stairwells without duties."""
    return await neighbours(db, clock, zone)


@pytest.fixture
async def wang(talk: Talk) -> int:
    """王伯, a resident of 3号楼2单元 by SMS, asked daily at ten."""
    person_id = await talk.person(WANG, SMS, PHONE, RESIDENT, "B3U2")
    await talk.says(WANG, "问候 每天10点")
    return person_id


async def running(talk: Talk, person: str) -> list[str]:
    """The roles somebody holds now."""
    query = select(Post.role).join(Person, col(Person.id) == col(Post.person_id)).where(Person.name == person)
    return await rows(talk, query.where(col(Post.to_on).is_(None)).order_by(col(Post.id)))


async def looks_after(talk: Talk, **time: float) -> None:
    """Time passes for the check-ins."""
    talk.clock.advance(timedelta(**time))
    await talk.db.run(look_after, talk.clock.now(), talk.zone)
    await talk.delivery.drain()


# --- a post ends ---
async def test_a_head_resigns_without_a_successor(talk: Talk) -> None:
    """What was open waits without an owner, she is thanked, the next above hears of the vacancy; all after a yes."""
    await talk.person("赵刚", TELEGRAM, "1050", BUILDING_HEAD, "B3")

    def begins(session: Session) -> None:
        load_shipped_duties(session)
        now = talk.clock.now()
        issue(session, session.get_one(Duty, "inspection"), now, now, talk.zone)

    await talk.db.run(begins)
    shown = await talk.says("陈静", "卸任 B3U1 单元长 王芳")
    assert "不再担任“B3U1 长城苑3号楼1单元”的单元长" in shown and "1项任务" in shown and "空出来" in shown
    assert await running(talk, "王芳") == ["unit_head"]
    assert "好的，王芳不再担任" in await talk.says("陈静", "1")
    assert await running(talk, "王芳") == []
    assert "谢谢您一直以来的付出" in talk.last("王芳")
    assert "“长城苑3号楼1单元”的单元长从" in talk.last("赵刚") and "空缺" in talk.last("赵刚")
    here = select(Task).where(Task.grid_id == await talk.db.run(lambda s: grid_by_code(s, "B3U1").id))
    assert [(task.state, task.person_id) for task in await rows(talk, here)] == [("open", None)]
    assert [one.act for one in await rows(talk, select(Audit).where(Audit.act == "post.end"))] == ["post.end"]
    assert "没有找到" in await talk.says("陈静", "卸任 B3U1 单元长 王芳")
    assert "不在您的职责内" in await talk.says("王芳", "打卡")


async def test_zero_leaves_the_post_and_a_mistake_names_who_holds_it(talk: Talk) -> None:
    """0 changes nothing; a name that does not hold it is answered with who does; without a name it is the holder."""
    assert "#" in await talk.says("陈静", "卸任 B3U2 单元长 王芳")
    assert "李姨" in await talk.says("陈静", "卸任 B3U2 单元长 王芳")
    assert "不再担任" in await talk.says("陈静", "卸任 B3U2 单元长")
    await talk.says("陈静", "0")
    assert await running(talk, "李姨") == ["unit_head"]
    assert "请写清" in await talk.says("陈静", "卸任")
    assert "不在您的职责内" in await talk.says("李姨", "卸任 B3U1 单元长 王芳")


async def test_the_office_is_never_left_empty(talk: Talk) -> None:
    """Nobody ends their own last post as coordinator; of two who end each other's at once one does."""
    assert "请另一位协调员来办" in await talk.says("陈静", "卸任 HT 协调员 陈静")
    assert "请另一位协调员来办" in await talk.says("陈静", "迁出 陈静")
    await second(talk)
    posts = await rows(talk, select(Post).where(Post.role == COORDINATOR).order_by(col(Post.id)))

    def ends(session: Session, mine: int, theirs: int) -> object:
        grid = session.exec(select(Post).where(Post.id == theirs)).one()
        try:
            return end_post(session, grid_by_code(session, "HT"), grid, mine, talk.clock.now(), talk.zone)
        except LastOfOffice:
            return None

    a, b = posts
    done = overlapping(talk.db, lambda s: ends(s, a.person_id, b.id), lambda s: ends(s, b.person_id, a.id))
    assert len([one for one in done if one is not None]) == 1
    left = await rows(talk, select(Post).where(Post.role == COORDINATOR, col(Post.to_on).is_(None)))
    assert len(left) == 1


async def test_what_a_head_had_taken_goes_to_the_next(talk: Talk) -> None:
    """The new head hears of the case as of a new one and can take it; the one before hears of it no more."""
    first = await talk.person("赵刚", TELEGRAM, "1050", BUILDING_HEAD, "B3")
    after = await talk.person("孙丽", TELEGRAM, "1051", VOLUNTEER, "B3U1")

    def taken(session: Session) -> int:
        unit = grid_by_code(session, "B3U1")
        about = report(session, unit.id or 0, "lighting", after, "灯坏了", talk.clock.now(), talk.zone)
        take(session, about, first, talk.clock.now())
        return about.id or 0

    number = await talk.db.run(taken)
    await talk.db.run(lambda s: hand_over(s, grid_by_code(s, "B3"), BUILDING_HEAD, after, talk.clock.now(), talk.zone))
    about = (await rows(talk, select(Case)))[0]
    assert (about.state, about.owner_id, about.told_at) == (OPEN, None, None)
    acts = [one.act for one in await rows(talk, select(CaseNote).order_by(col(CaseNote.id)))]
    assert acts == ["taken", PASSED] and "转交：→ 孙丽" in await talk.says("孙丽", f"工单 {number}")
    before = len(talk.sent("赵刚"))
    talk.clock.advance(timedelta(days=15))
    await talk.db.run(tell_owners, talk.clock.now(), talk.zone)
    await talk.db.run(escalate_cases, talk.clock.now(), talk.zone)
    await talk.delivery.drain()
    assert len(talk.sent("赵刚")) == before and "灯" in "".join(one.text for one in talk.sent("孙丽"))
    await talk.says("孙丽", f"接单 {number}")
    assert [(one.state, one.owner_id) for one in await rows(talk, select(Case))] == [(TAKEN, after)]


# --- somebody is there no more ---
async def test_who_died_is_asked_no_more_and_the_family_s_phone_goes_on(talk: Talk, wang: int) -> None:
    """Check-in, check, birthday, questions, messages and posts end; no message goes there; 赵奶 keeps the phone."""
    await talk.says("李姨", "登记住户 赵奶 13900000021 B3U2")
    await talk.says(WANG, "赵奶 1")
    await talk.db.run(lambda s: s.add(_birthday(wang, talk)))
    for hours in (1, 2, 2):
        await looks_after(talk, hours=hours)
    assert "请您去敲敲门" in talk.last("李姨")
    before = len(talk.sent(WANG))
    shown = await talk.says("陈静", "离世 王伯")
    assert "请节哀" in shown and "问候停止" in shown and "居民" in shown
    assert "不会再打扰家里人" in await talk.says("陈静", "1")
    assert len(talk.sent(WANG)) == before and "不用再去敲门" in talk.last("李姨")
    assert [one.state for one in await rows(talk, select(Care))] == [ENDED]
    [check] = await rows(talk, select(CareCheck))
    coordinator = (await rows(talk, select(Person.id).where(Person.name == "陈静")))[0]
    assert (check.state, check.ended_by) == (AWAY, coordinator)
    assert not await rows(talk, select(Birthday)) and not await rows(talk, select(PhoneShare))
    open_ = select(Prompt).where(Prompt.person_id == wang, col(Prompt.answered_at).is_(None))
    assert not await rows(talk, open_)
    waiting = select(Message).where(Message.person_id == wang, Message.state == QUEUED)
    assert not await rows(talk, waiting)
    [phone] = await rows(talk, select(Address).where(Address.value == PHONE))
    assert phone.person_id != wang
    await looks_after(talk, hours=30)
    assert len(talk.sent(WANG)) == before and await running(talk, WANG) == []
    assert "赵奶" in await talk.says(WANG, "我是谁")
    assert "person.died" in [one.act for one in await rows(talk, select(Audit))]


def _birthday(person_id: int, talk: Talk) -> Birthday:
    return Birthday(
        person_id=person_id, day="solar-11-03", next_on="2026-11-03", planned_on=date(2026, 11, 2), state="agreed",
        entered_by=person_id, at=talk.clock.now(),
    )  # fmt: skip


async def test_who_moved_away_hands_back_what_they_had(talk: Talk) -> None:
    """A volunteer's claim is offered again, the phone is a stranger's; who comes back is entered anew."""
    zhang = await talk.person("小张", TELEGRAM, "2001", VOLUNTEER, "B3U1")
    wisher = await talk.person("钱叔", SMS, "+8613900000033", RESIDENT, "B3U2")

    def claimed(session: Session) -> None:
        now = talk.clock.now()
        session.add(Wish(
            wisher_id=wisher, by_id=wisher, grid_id=grid_by_code(session, "B3U2").id or 0, words="灯", public="换灯泡",
            state=CLAIMED, made_at=now, submitted_at=now, published_at=now, opened_at=now, claimed_at=now,
            expires_at=now + timedelta(days=45), claimer_id=zhang, taken_at=now, claim_until=now + timedelta(days=7),
        ))  # fmt: skip

    await talk.db.run(claimed)
    assert "已经搬走了？" in await talk.says("陈静", "迁出 小张")
    assert "已登记为迁出" in await talk.presses("陈静", "确认")
    [wish] = await rows(talk, select(Wish))
    assert (wish.state, wish.claimer_id) == (PUBLISHED, None)
    assert "小张" not in await talk.says("小张", "我是谁") and await running(talk, "小张") == []
    assert "接着给您找" in talk.last("钱叔")


async def test_names_alike_are_asked_and_posts_elsewhere_are_not_theirs(talk: Talk, wang: int) -> None:
    """Two of a name are told apart by their number; a station's coordinator ends nothing of another station."""
    other = await talk.person(WANG, SMS, "+8613900000022", RESIDENT, "B3U1")
    asked = await talk.says("陈静", "迁出 王伯")
    assert f"#{wang} 王伯" in asked and f"#{other} 王伯" in asked
    assert "已经搬走了？" in await talk.says("陈静", f"迁出 #{other}")
    await talk.says("陈静", "0")
    assert await running(talk, WANG) == [RESIDENT, RESIDENT]
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.person("周站", TELEGRAM, "3001", COORDINATOR, "HT01")
    await talk.db.run(lambda s: hand_over(s, grid_by_code(s, "HT02"), VOLUNTEER, other, talk.clock.now(), talk.zone))
    assert "辖区以外" in await talk.says("周站", f"离世 #{other}")


async def test_of_two_who_say_so_at_once_one_counts(talk: Talk, wang: int) -> None:
    """Two coordinators say it at the same moment: each post ends once, and nothing fails."""
    await second(talk)
    offices = await rows(talk, select(Post.person_id).where(Post.role == COORDINATOR))
    first, other = (partial(depart, person_id=wang, by_id=by, now=talk.clock.now(), zone=talk.zone) for by in offices)
    done = overlapping(talk.db, first, other)
    assert sum(len(one.posts) for one in done) == 1 and await running(talk, WANG) == []
    assert not await rows(talk, select(Message).where(Message.person_id == wang, Message.state == QUEUED))
