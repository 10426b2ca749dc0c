"""Newcomers: a notice board's code, who is asked, and that it never makes anybody more than a resident."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.commands.newcomers import BadName, read_name
from messages.catalogue import say
from messages.render import choices_said
from messages.segments import segments
from models import newcomers
from models.board_codes import codes_of, renew, stairwell_of, written
from models.db import Database
from models.grid import grid_by_code
from models.joining import ALPHABET, CODE_LENGTH
from models.name_words import NameWord, words_of
from models.newcomers import AGREED, MOST_A_DAY, REFUSED, Newcomer, TooManyNewcomers
from models.people import ACTIVE, LANGUAGES, PENDING, SMS, TELEGRAM, Address, Person
from models.permissions import Actor, Held, Scope, scope_of
from models.posts import RESIDENT, Post
from models.questions import QUESTIONS
from scheduler.tick import tick
from tests.races import overlapping
from tests.talk import Talk, rows, second
from tests.test_catalogue import WORST


async def code_of(talk: Talk, grid: str) -> str:
    """The code on a stairwell's board."""

    def read(session: Session) -> str:
        place = grid_by_code(session, grid)
        assert place.id is not None
        return codes_of(session, [place.id])[place.id]

    return await talk.db.run(read)


async def asks(talk: Talk, name: str, number: str = "3001", grid: str = "B3U1") -> str:
    """A stranger with Telegram scans the board, says yes and their name; the last answer."""
    talk.stranger(name, TELEGRAM, number)
    await talk.says(name, f"/start {await code_of(talk, grid)}")
    await talk.presses(name, "是，登记")
    return await talk.says(name, name)


async def posts_of(talk: Talk, name: str) -> list[str]:
    """The roles somebody holds."""
    held = select(Post).join(Person, col(Person.id) == col(Post.person_id)).where(col(Person.name) == name)
    return [row[0].role for row in await rows(talk, held)]


async def tick_now(talk: Talk) -> None:
    """What time alone brings about, and the sending of it."""
    await talk.db.run(tick, talk.clock.now(), talk.zone)
    await talk.delivery.drain()


@given(st.integers(1, 900_000), st.integers(0, 50))
def test_a_code_names_one_stairwell_and_looks_like_any_other(grid_id: int, turn: int) -> None:
    """Every code has the form of a joining code, and another turn of it is another one."""
    code = written(grid_id, turn)
    assert len(code) == CODE_LENGTH and set(code) <= set(ALPHABET)
    assert code != written(grid_id, turn + 1) and code != written(grid_id + 1, turn)


def test_a_name_is_read_out_of_what_is_said_and_a_sentence_is_none() -> None:
    """With its lead, set apart, with a dot or in Latin letters; numbers, commands and questions are asked again."""
    for said, name in (("我叫 孙玉兰。", "孙玉兰"), ("孙 兰", "孙兰"), ("买买提·艾力", "买买提·艾力"),
                       ("my name is Li Xiuying", "Li Xiuying")):  # fmt: skip
        assert read_name(said) == name
    for said in ("", "3号楼", "心愿 想学用手机", "好了没有？", "x" * 21, "我叫"):
        with pytest.raises(BadName):
            read_name(said)


async def test_only_the_right_code_opens_and_a_renewed_one_is_nobodys(talk: Talk) -> None:
    """A changed mark, another grid's level and an old code are all as unknown as a code that never was."""
    code = await code_of(talk, "B3U1")
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")

    def read(session: Session) -> None:
        found = stairwell_of(session, f" {code.lower()} ")
        assert found is not None and found.code == "B3U1"
        building = grid_by_code(session, "B3").id
        assert building is not None
        for bad in (wrong, written(building, 0), written(10_000, 0), "", "心愿", code[:-1]):
            assert stairwell_of(session, bad) is None
        assert found.id is not None
        for _ in range(2):
            old = codes_of(session, [found.id])[found.id]
            renew(session, found.id, talk.clock.now())
            assert stairwell_of(session, old) is None
        assert stairwell_of(session, codes_of(session, [found.id])[found.id]) is not None

    await talk.db.run(read)
    talk.stranger("路人", TELEGRAM, "3001")
    assert "加入码不对" in await talk.says("路人", f"/start {wrong}")


async def test_a_neighbour_scans_is_known_by_the_head_and_becomes_a_resident(talk: Talk) -> None:
    """One question, a name, the head's yes; before it they may do nothing, after it what a resident may."""
    said = await asks(talk, "赵叔")
    assert "请" in said and "负责人确认" in said
    assert "赵叔" in talk.last("王芳") and "邻居吗" in talk.last("王芳")
    assert "还在等" in await talk.says("赵叔", "心愿 想有人陪我下棋") and await posts_of(talk, "赵叔") == []
    assert "还在等" in await talk.says("赵叔", "好了没有")
    assert "已登记" in await talk.presses("王芳", "是邻居")
    assert "确认好了" in talk.last("赵叔")
    assert await posts_of(talk, "赵叔") == [RESIDENT]
    [person] = await rows(talk, select(Person).where(col(Person.name) == "赵叔"))
    assert person[0].consent_at == talk.clock.now()
    assert "长城苑3号楼1单元" in await talk.says("赵叔", "通联单")
    assert "您已经登记" in await talk.says("赵叔", f"加入 {await code_of(talk, 'B3U1')}")


async def test_by_sms_it_is_one_digit_a_name_and_one_digit_of_the_head(talk: Talk) -> None:
    """The code is typed from the board; who wishes to volunteer says so, and the coordinator hears how to appoint."""
    talk.stranger("孙婆婆", SMS, "+8613900000066")
    said = await talk.says("孙婆婆", f"加入{await code_of(talk, 'B3U2')}")
    assert "1登记 2登记，也想做志愿者 3不登记" in said
    assert "怎么称呼" in await talk.says("孙婆婆", "2")
    for word in ("13900000066", "心愿 想学用手机", "什么时候能办好？"):
        assert "最多20个字" in await talk.says("孙婆婆", word)
    assert "三天内" in await talk.says("孙婆婆", "我叫孙玉兰")
    assert "志愿者" in talk.last("李姨") and "回1" in talk.last("李姨")
    assert "已登记" in await talk.says("李姨", "1")
    assert "您已登记" in talk.last("孙婆婆")
    assert await posts_of(talk, "孙玉兰") == [RESIDENT]
    assert "任命 B3U2 志愿者 #" in talk.last("陈静")
    await talk.says("陈静", talk.last("陈静").partition("请发：")[2])
    await talk.presses("陈静", "任命")
    assert sorted(await posts_of(talk, "孙玉兰")) == [RESIDENT, "volunteer"]


async def test_who_is_not_known_or_takes_it_back_is_forgotten(talk: Talk) -> None:
    """A no, a withdrawal and a refusal leave neither an address nor a name; who was refused hears whom to see."""
    talk.stranger("路人", TELEGRAM, "3001")
    await talk.says("路人", f"/start {await code_of(talk, 'B3U1')}")
    assert "没有登记任何东西" in await talk.presses("路人", "不登记")
    await asks(talk, "张冒", "3002")
    assert "撤回了" in await talk.says("张冒", "0")
    assert "撤回了" in await talk.presses("王芳", "是邻居")
    await asks(talk, "李冒", "3003")
    assert "没有登记李冒" in await talk.presses("王芳", "不认识")
    assert "没能认出您" in talk.last("李冒")
    assert await rows(talk, select(Address).where(col(Address.state) == PENDING)) == []
    assert await rows(talk, select(Person).where(col(Person.name).in_(("路人", "张冒", "李冒")))) == []
    assert await rows(talk, select(NameWord).where(col(NameWord.word).in_(words_of("路人") | words_of("张冒")))) == []
    states = [row[0].state for row in await rows(talk, select(Newcomer).order_by(col(Newcomer.id)))]
    assert states == [newcomers.WITHDRAWN, REFUSED]


async def test_a_head_who_scans_another_board_waits_there_as_well(talk: Talk) -> None:
    """Who is known stays who they are; their own board greets them, and another's head is asked."""
    assert "您已经登记" in await talk.says("王芳", f"/start {await code_of(talk, 'B3U1')}")
    await talk.says("王芳", f"/start {await code_of(talk, 'B3U2')}")
    assert "负责人确认" in await talk.presses("王芳", "是，登记")
    assert "王芳" in talk.last("李姨")
    await talk.says("李姨", "1")
    assert sorted(await posts_of(talk, "王芳")) == [RESIDENT, "unit_head"]


async def test_without_a_head_the_office_is_asked_and_after_three_days_too(talk: Talk) -> None:
    """A vacant stairwell asks the coordinators at once, an unanswered one after three days; 新住户 lists who waits."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await asks(talk, "钱姐", "3001", "B3U3")
    assert "钱姐" in talk.last("陈静")
    await asks(talk, "冯哥", "3002")
    assert "冯哥" not in talk.last("陈静")
    talk.clock.advance(timedelta(days=3))
    await tick_now(talk)
    assert "冯哥" in talk.last("陈静")
    before = len(talk.sent("陈静"))
    await tick_now(talk)
    assert len(talk.sent("陈静")) == before
    listed = await talk.says("陈静", "新住户")
    assert "钱姐（长城苑3号楼3单元）" in listed and "冯哥（长城苑3号楼1单元）" in listed
    await talk.presses("陈静", "是邻居")
    talk.clock.advance(timedelta(days=11))
    await tick_now(talk)
    assert "两周没有人确认" in talk.last("冯哥")
    assert await talk.says("陈静", "新住户") == say("newcomers-none", "zh-CN")


async def test_a_volunteer_lists_and_answers_for_their_own_stairwell_only(talk: Talk) -> None:
    """What is elsewhere does not exist for who may enter neighbours here."""
    await talk.person("小周", TELEGRAM, "1040", "volunteer", "B3U2")
    await asks(talk, "赵叔")
    assert "没有等确认" in await talk.says("小周", "新住户")
    await talk.person("大周", TELEGRAM, "1041", "volunteer", "B3U1")
    assert "赵叔" in await talk.says("大周", "新住户")
    assert "已登记" in await talk.presses("大周", "是邻居")


async def test_a_code_that_is_passed_around_costs_the_head_no_more_than_a_few(talk: Talk) -> None:
    """After MOST_A_DAY within a day the board says so kindly; the coordinator gives it another code."""
    code = await code_of(talk, "B3U1")

    def crowd(session: Session) -> None:
        grid = grid_by_code(session, "B3U1")
        for number in range(MOST_A_DAY):
            person = Person(name=f"甲{number}", created_at=talk.clock.now())
            session.add(person)
            session.flush()
            assert person.id is not None
            newcomers.arrive(session, grid, person.id, False, talk.clock.now(), talk.zone)
        with pytest.raises(TooManyNewcomers):
            newcomers.arrive(session, grid, 1, False, talk.clock.now(), talk.zone)

    await talk.db.run(crowd)
    talk.stranger("路人", TELEGRAM, "3001")
    assert "登记的人太多" in await talk.says("路人", f"/start {code}")
    assert "不在您的职责内" in await talk.says("王芳", "公示牌 换码 B3U1")
    assert "换了新码" in await talk.says("陈静", "公示牌 换码 B3U1")
    assert "加入码不对" in await talk.says("路人", f"/start {code}")


async def test_the_square_to_wish_tells_how_and_first_lets_one_join(talk: Talk) -> None:
    """Who is known hears how to wish, a guest is asked to register first, a made-up one how to join."""
    code = await code_of(talk, "B3U1")
    assert "心愿 想找人" in await talk.says("王芳", f"/start wish_{code}")
    talk.stranger("路人", TELEGRAM, "3001")
    assert "先登记" in await talk.says("路人", f"/start wish_{code}")
    assert "还不认识您" in await talk.says("路人", "/start wish_2222222222")


async def test_of_two_answers_at_once_one_counts(db: Database, talk: Talk) -> None:
    """A head's yes and a coordinator's no that meet are settled by the row; the other hears that it is over."""
    await asks(talk, "赵叔")
    [found] = await rows(talk, select(Newcomer))
    one, now = found[0], talk.clock.now()
    first, late = overlapping(
        db,
        lambda session: newcomers.agree(session, one.id, 1, now, talk.zone),
        lambda session: newcomers.refuse(session, one.id, 3, now, talk.zone),
    )
    assert first is not None and late is None
    [row] = await rows(talk, select(Newcomer))
    assert row[0].state == AGREED
    [address] = await rows(talk, select(Address).where(col(Address.person_id) == one.person_id))
    assert address[0].state == ACTIVE


async def test_two_scans_at_once_are_one_question(db: Database, talk: Talk) -> None:
    """Whoever presses yes twice waits once, and the head is asked once."""
    person_id = await talk.person("赵叔", TELEGRAM, "3001", consent=False)
    now = talk.clock.now()

    def come(session: Session) -> int:
        return newcomers.arrive(session, grid_by_code(session, "B3U1"), person_id, False, now, talk.zone).id

    first, again = overlapping(db, come, come)
    assert first == again
    await talk.delivery.drain()
    assert sum("赵叔" in message.text for message in talk.sent("王芳")) == 1


async def test_another_phone_with_somebodys_link_answers_no_board_of_theirs(talk: Talk) -> None:
    """A pending address speaks for nobody who is known: it neither registers nor withdraws for them."""
    await second(talk)
    await talk.says("周敏", f"/start {await code_of(talk, 'B3U2')}")

    def steal(session: Session) -> None:
        owner = session.execute(select(col(Person.id)).where(col(Person.name) == "周敏")).scalar_one()
        session.add(Address(person_id=owner, channel=SMS, value="+8613900000088", state=PENDING,
                            created_at=talk.clock.now()))  # fmt: skip

    await talk.db.run(steal)
    talk.stranger("路人", SMS, "+8613900000088")
    await talk.says("路人", "1")
    assert (await rows(talk, select(func.count()).select_from(Newcomer)))[0][0] == 0


async def test_a_head_s_word_touches_only_the_phone_that_asked(talk: Talk) -> None:
    """A phone that opened somebody's forwarded link stays a guest, whatever becomes of that person's own asking."""
    talk.stranger("路人", TELEGRAM, "7777")

    def forwarded(session: Session) -> int:
        owner = session.execute(select(col(Person.id)).where(col(Person.name) == "李姨")).scalar_one()
        session.add(Address(person_id=owner, channel=TELEGRAM, value="7777", state=PENDING,
                            created_at=talk.clock.now()))  # fmt: skip
        return int(owner or 0)

    owner = await talk.db.run(forwarded)
    theirs = select(Address).where(col(Address.person_id) == owner).order_by(col(Address.id))

    async def ways() -> list[tuple[str, str, bool]]:
        return [(one[0].channel, one[0].state, one[0].preferred) for one in await rows(talk, theirs)]

    before = await ways()
    assert before == [(SMS, ACTIVE, True), (TELEGRAM, PENDING, False)]
    code = await code_of(talk, "B3U1")
    for answer in ("不认识", "是邻居"):
        await talk.says("李姨", f"加入{code}")
        await talk.says("李姨", "1")
        heard = len(talk.sent("路人"))
        await talk.presses("王芳", answer)
        assert await ways() == before and len(talk.sent("路人")) == heard
    assert RESIDENT in await posts_of(talk, "李姨")
    assert "还不认识您" in await talk.says("路人", "我是谁")


def test_what_waits_may_do_nothing_that_a_resident_may_not() -> None:
    """A resident by the board has no right beyond their own affairs."""
    held = Held(RESIDENT, 1, "/HT/B3U1/", 5, "B3U1", "1单元")
    neighbour = Actor(7, "赵叔", "zh-CN", True, (held,))
    for act in ("resident.enter", "wish.enter", "invite.make", "board.make", "care.arrange", "case.see"):
        assert scope_of(neighbour, act) is Scope.NONE


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_question_with_its_answers_is_two_segments_at_most(language: str) -> None:
    """What an elder gets by SMS, digits included."""
    asked = {"board-ask-join": "board_join", "board-ask-wish": "board_join", "newcomer-ask": "newcomer",
             "newcomers": "newcomer", "board-waiting": "board_wait", "board-still-waiting": "board_wait"}  # fmt: skip
    for key, question in asked.items():
        labels = choices_said(QUESTIONS[question].numbered(), language)
        for volunteer in ("yes", "no"):
            text = say(key, language, WORST | {"volunteer": volunteer, "count": "8", "lines": ""}, short=True)
            assert segments(text + say("reply-with", language) + labels) <= 2, (key, text)
