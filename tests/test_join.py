"""Joining by link or code, consent, stopping and coming back, on both channels."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from models.grid import grid_by_code
from models.joining import make_code
from models.people import PENDING, SMS, STOPPED, TELEGRAM, UNREACHABLE, Address, Person, set_address_state
from models.posts import Post
from models.roster_acts import ADD, PersonAct
from models.roster_apply import write_people
from models.roster_people_known import Known
from tests.talk import Talk


async def code_for(talk: Talk, grid: str, name: str = "", made_by: str = "") -> str:
    """A code for a person's post, or for volunteers of a grid."""

    def make(session: Session) -> str:
        ids = {row.name: row.id for row in session.execute(select(Person)).scalars()}
        place = grid_by_code(session, grid)
        assert place.id is not None
        return make_code(
            session, grid_id=place.id, person_id=ids.get(name), made_by=ids.get(made_by), now=talk.clock.now()
        )[0]

    return await talk.db.run(make)


async def head_without_phone(talk: Talk) -> None:
    """A unit head whom the roster names without any address, with an inspection waiting."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await talk.person("周敏", TELEGRAM, "", "unit_head", "B3U3", consent=False)


async def test_a_head_joins_by_link_and_finds_the_inspection_waiting(talk: Talk) -> None:
    """The link asks one plain sentence; yes records consent and shows what is open, which can be answered at once."""
    await head_without_phone(talk)
    await talk.issue_inspection()
    talk.stranger("周敏", TELEGRAM, "2001")
    code = await code_for(talk, "B3U3", "周敏")
    assert "是您本人吗" in await talk.says("周敏", f"/start {code}")
    assert "正等着您" in await talk.presses("周敏", "是我，同意")
    assert "+10分" in await talk.presses("周敏", "全部正常")
    person = await talk.db.read(lambda s: s.execute(select(Person).where(col(Person.name) == "周敏")).scalar_one())
    assert person.consent_at == talk.clock.now()


async def test_a_head_joins_by_sms_with_the_code(talk: Talk) -> None:
    """On a keypad phone the code is typed, in any width and case, and 1 agrees."""
    await head_without_phone(talk)
    talk.stranger("周敏", SMS, "+8613900000077")
    code = await code_for(talk, "B3U3", "周敏")
    assert "同意收社区消息吗" in await talk.says("周敏", f"加入 {code.lower()}")
    assert "已登记" in await talk.says("周敏", "1")


async def test_saying_no_leaves_nothing_behind_and_tells_who_made_the_link(talk: Talk) -> None:
    """No forgets the address, the code stays good, and the coordinator learns that it went to the wrong person."""
    await head_without_phone(talk)
    talk.stranger("路人", TELEGRAM, "2002")
    code = await code_for(talk, "B3U3", "周敏", made_by="陈静")
    await talk.says("路人", f"/start {code}")
    assert "没有登记任何东西" in await talk.presses("路人", "不是我")
    assert "说不是本人" in talk.last("陈静")
    left = await talk.db.read(lambda s: s.execute(select(Address).where(col(Address.state) == PENDING)).all())
    assert left == []
    assert "是您本人吗" in await talk.says("路人", f"/start {code}")


async def test_who_has_no_stairwell_is_not_promised_inspections(talk: Talk) -> None:
    """A coordinator's or grid head's welcome speaks of no monthly inspection; a unit head's does."""
    await head_without_phone(talk)
    await talk.person("何平", TELEGRAM, "", "coordinator", "HT", consent=False)
    for name, number, grid, promised in (("周敏", "2001", "B3U3", True), ("何平", "2002", "HT", False)):
        talk.stranger(name, TELEGRAM, number)
        await talk.says(name, f"/start {await code_for(talk, grid, name)}")
        answer = await talk.presses(name, "是我，同意")
        assert "已登记好" in answer
        assert ("每月第一个工作日" in answer) is promised


async def test_a_no_after_the_yes_is_an_old_button(talk: Talk) -> None:
    """The other button of a question that was answered says so, and undoes nothing."""
    await head_without_phone(talk)
    talk.stranger("周敏", TELEGRAM, "2001")
    await talk.says("周敏", f"/start {await code_for(talk, 'B3U3', '周敏')}")
    no = next(data for label, data in talk.buttons("周敏") if "不是我" in label).partition(".")
    await talk.presses("周敏", "是我，同意")
    assert "已经过期" in await talk.says("周敏", press=[no[0], int(no[2])], message_id="1")
    assert "周敏" in await talk.says("周敏", "我是谁")


async def test_until_they_say_yes_they_are_a_guest(talk: Talk) -> None:
    """A pending address may not act as the person it may belong to."""
    await head_without_phone(talk)
    await talk.issue_inspection()
    talk.stranger("路人", TELEGRAM, "2002")
    await talk.says("路人", f"/start {await code_for(talk, 'B3U3', '周敏')}")
    assert "还不认识您" in await talk.says("路人", "打卡")
    assert "还不认识您" in await talk.says("路人", "我是谁")


async def test_codes_that_are_used_expired_forged_or_forwarded(talk: Talk) -> None:
    """Each wrong code has its own clear answer, and none of them changes anything."""
    await head_without_phone(talk)
    talk.stranger("周敏", TELEGRAM, "2001")
    talk.stranger("路人", TELEGRAM, "2002")
    code = await code_for(talk, "B3U3", "周敏")
    assert "不对" in await talk.says("路人", "/start ABCDEFGHJK")
    assert "给别人的" in await talk.says("王芳", f"/start {code}")
    await talk.says("周敏", f"/start {code}")
    await talk.presses("周敏", "是我，同意")
    assert "已经用过" in await talk.says("路人", f"/start {code}")
    late = await code_for(talk, "B3U3", "周敏")
    talk.clock.advance(timedelta(hours=25))
    assert "过期" in await talk.says("路人", f"/start {late}")


async def test_who_opened_somebodys_link_joins_as_themselves(talk: Talk) -> None:
    """A forwarded link first, then a grid's own code: the yes makes a volunteer of them, and nobody's phone theirs."""
    await head_without_phone(talk)
    talk.stranger("路人", TELEGRAM, "2002")
    await talk.says("路人", f"/start {await code_for(talk, 'B3U3', '周敏')}")
    assert "志愿者" in await talk.says("路人", f"/start {await code_for(talk, 'HT0101')}")
    await talk.presses("路人", "同意")
    assert "周敏" not in await talk.says("路人", "我是谁")

    def phones(session: Session) -> int:
        owner = session.execute(select(col(Person.id)).where(col(Person.name) == "周敏")).scalar_one()
        return len(session.execute(select(Address).where(col(Address.person_id) == owner)).all())

    assert await talk.db.read(phones) == 0


async def test_a_phone_that_once_opened_a_link_answers_no_later_one(talk: Talk) -> None:
    """A code that is over leaves its phone nothing: the question of the next code is for who opened that one."""
    await head_without_phone(talk)
    talk.stranger("路人", TELEGRAM, "2002")
    talk.stranger("周敏", SMS, "+8613900000077")
    await talk.says("路人", f"/start {await code_for(talk, 'B3U3', '周敏')}")
    talk.clock.advance(timedelta(hours=25))
    code = await code_for(talk, "B3U3", "周敏")
    await talk.says("周敏", f"加入 {code}")
    assert "已经过期" in await talk.presses("路人", "是我，同意")
    assert "已经过期" in await talk.says("路人", "同意")
    assert "已登记" in await talk.says("周敏", "1")
    assert "还不认识您" in await talk.says("路人", "我是谁")


async def test_two_phones_racing_for_one_code_give_one_winner(talk: Talk) -> None:
    """Both may open a personal code; the second yes is told that it was used."""
    await head_without_phone(talk)
    code = await code_for(talk, "B3U3", "周敏")
    for name, number in (("甲", "2001"), ("乙", "2002")):
        talk.stranger(name, TELEGRAM, number)
        await talk.says(name, f"/start {code}")
    assert "已登记好" in await talk.presses("甲", "是我，同意")
    assert "已经用过" in await talk.presses("乙", "是我，同意")


async def test_a_volunteer_joins_a_grid_and_gives_a_name(talk: Talk) -> None:
    """A grid's code serves many; who has no name on their phone is asked for one."""
    code = await code_for(talk, "HT0101")
    talk.stranger("小李", SMS, "+8613900000055")
    assert "欢迎加入长城苑网格" in await talk.says("小李", f"加入 {code}")
    assert "我叫" in await talk.says("小李", "同意")
    assert "李雷您好" in await talk.says("小李", "我叫 李雷")
    assert "居民、志愿者" in await talk.says("小李", "我是谁")
    assert "您已是“长城苑网格”的志愿者" in await talk.says("王芳", f"/start {code}")
    posts = await talk.db.read(lambda s: s.execute(select(Post).where(col(Post.role) == "volunteer")).all())
    assert len(posts) == 2


async def test_stop_and_start_on_both_channels(talk: Talk) -> None:
    """After STOP nothing is sent unasked; a question is still answered; 恢复 brings the messages back."""
    for name in ("王芳", "李姨"):
        assert "已退订" in await talk.says(name, "退订")
    await talk.issue_inspection()
    assert "已退订" in talk.last("王芳") and "已退订" in talk.last("李姨")
    assert "欢迎回来" in await talk.says("李姨", "START")
    assert "欢迎回来" in await talk.says("王芳", "恢复")


async def test_who_said_no_and_comes_back_is_asked_once_more(talk: Talk) -> None:
    """恢复 alone is no consent: without one nothing is sent, so it is asked for, and the yes is one."""
    await talk.person("赵刚", SMS, "+8613900000003", "unit_head", "B3U1", consent=False)
    await talk.says("陈静", "邀请 B3U1 短信")
    assert "改变主意时发“恢复”" in await talk.says("赵刚", "不同意")
    assert "可随时退订" in await talk.says("赵刚", "恢复")
    assert "已登记" in await talk.says("赵刚", "1")
    person = await talk.db.read(lambda s: s.execute(select(Person).where(col(Person.name) == "赵刚")).scalar_one())
    assert person.consent_at == talk.clock.now()


async def test_a_stranger_is_told_how_to_join(talk: Talk) -> None:
    """Whoever is not known gets one friendly explanation in the language of their app."""
    talk.stranger("Ann", TELEGRAM, "3001")
    assert "I do not know you yet" in await talk.says("Ann", "hello", language="en")
    talk.stranger("某人", SMS, "+8613900000099")
    assert "没有码请问单元长" in await talk.says("某人", "你好")


@pytest.mark.parametrize("state", [STOPPED, UNREACHABLE])
async def test_stop_or_a_failed_message_makes_nobody_of_a_guest(talk: Talk, state: str) -> None:
    """Whoever opened somebody's link and then says STOP, or blocks the bot, has still not become that person."""
    await head_without_phone(talk)
    talk.stranger("路人", TELEGRAM, "2002")
    await talk.says("路人", f"/start {await code_for(talk, 'B3U3', '周敏')}")
    await talk.says("路人", "退订")
    assert not await talk.db.run(set_address_state, TELEGRAM, "2002", state)
    assert "还不认识您" in await talk.says("路人", "我是谁")
    await talk.says("路人", "恢复")
    assert "还不认识您" in await talk.says("路人", "我是谁")


async def test_a_link_opened_elsewhere_leaves_the_open_question_alone(talk: Talk) -> None:
    """A digit of somebody who agreed long ago answers their inspection, whoever has just opened a link of theirs."""
    await talk.issue_inspection()
    talk.stranger("路人", TELEGRAM, "2002")
    talk.clock.advance(timedelta(minutes=1))
    assert "是您本人吗" in await talk.says("路人", f"/start {await code_for(talk, 'B3U2', '李姨')}")
    assert "+10分" in await talk.says("李姨", "1")


async def test_a_guest_answers_the_joining_question_and_no_other(talk: Talk) -> None:
    """What is asked of the person meanwhile is neither shown to whoever holds a link nor moved by them."""
    await head_without_phone(talk)
    talk.stranger("周敏", SMS, "+8613900000077")
    await talk.says("周敏", f"加入 {await code_for(talk, 'B3U3', '周敏')}")
    talk.clock.advance(timedelta(minutes=1))
    await talk.issue_inspection()
    assert "还不认识您" not in await talk.says("周敏", "再想想") and "全部正常" not in talk.last("周敏")
    assert "已登记" in await talk.says("周敏", "1")


async def test_a_waiting_phone_is_not_yet_anybody_s(talk: Talk) -> None:
    """A number that opened a link and did not answer does not stand in the way of the roster that names its owner."""
    await head_without_phone(talk)
    talk.stranger("路人", SMS, "+8613900000078")
    await talk.says("路人", f"加入 {await code_for(talk, 'B3U3', '周敏')}")
    owner = await talk.person("钱进", TELEGRAM, "2009")

    def import_phone(session: Session) -> None:
        person = session.get_one(Person, owner)
        assert Known(session).owner("+8613900000078") is None
        act = PersonAct(person, "钱进", 2, phone="+8613900000078", phone_act=ADD)
        write_people(session, [act], Known(session), {}, talk.clock.now(), talk.zone)

    await talk.db.run(import_phone)
    assert "钱进" in await talk.says("路人", "我是谁")


async def test_stop_means_every_channel(talk: Talk) -> None:
    """Who says stop on Telegram gets no SMS instead; who resumes there is reached by both again."""

    def ways(session: Session) -> list[str]:
        return list(session.execute(select(col(Address.state)).order_by(col(Address.id))).scalars())

    def phone(session: Session) -> None:
        who = session.execute(select(Address).where(col(Address.value) == "1001")).scalar_one()
        session.add(Address(person_id=who.person_id, channel=SMS, value="+8613900000077", created_at=talk.clock.now()))

    await talk.db.run(phone)
    before = await talk.db.read(ways)
    await talk.says("王芳", "退订")
    assert (await talk.db.read(ways)).count("stopped") == 2
    await talk.says("王芳", "恢复")
    assert await talk.db.read(ways) == before


async def test_whoever_writes_can_be_written_to_again(talk: Talk) -> None:
    """Somebody who had blocked the bot and comes back is reached there again, by whatever they say; a stop stays."""

    def mark(session: Session, state: str) -> None:
        session.execute(select(Address).where(col(Address.value) == "1001")).scalar_one().state = state

    def state(session: Session) -> str:
        return str(session.execute(select(Address).where(col(Address.value) == "1001")).scalar_one().state)

    await talk.db.run(mark, "unreachable")
    await talk.says("王芳", "我是谁")
    assert await talk.db.read(state) == "active"
    await talk.db.run(mark, "stopped")
    await talk.says("王芳", "我是谁")
    assert await talk.db.read(state) == "stopped"
