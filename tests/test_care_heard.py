"""What is heard of a check-in: whose door an answer is about, a cry at any time, one of several at a phone."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from bot.explaining import explained
from bot.reply_figures import alarming
from models import care
from models.audit import record
from models.care import AGREED, ENDED, Care
from models.care_back import unmet
from models.care_checks import CALLED, DOOR, MET, WELL, CareCheck
from models.cases import Case
from models.clock import MovableClock
from models.consent_asking import invited
from models.db import Database
from models.grid import grid_by_code
from models.people import ACTIVE, SMS, Address, Person, address_of
from models.posts import RESIDENT, appoint
from models.prompts import ask
from models.shared_phones import share
from scheduler.care import look_after
from tests.neighbours import neighbours
from tests.races import overlapping
from tests.talk import Talk, rows

WANG, ZHAO, PHONE = "王伯", "赵奶", "+8613900000021"
ON_SQLITE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)


@pytest.fixture
async def talk(db: Database, clock: MovableClock, zone: ZoneInfo) -> Talk:
    """Two stairwells without duties; 王伯 in 李姨's, asked daily at ten."""
    stage = await neighbours(db, clock, zone)
    await stage.person(WANG, SMS, PHONE, RESIDENT, "B3U2")
    await stage.says(WANG, "问候 每天10点")
    return stage


async def passes(talk: Talk, **time: float) -> None:
    """Time passes: the clock moves, the check-ins are looked after, what is due leaves."""
    talk.clock.advance(timedelta(**time))
    await talk.db.run(look_after, talk.clock.now(), talk.zone)
    await talk.delivery.drain()


async def states(talk: Talk) -> dict[str, str]:
    """{name: the state of their check}."""
    found = await rows(
        talk,
        select(Person.name, CareCheck.state)
        .join(CareCheck, col(CareCheck.person_id) == col(Person.id))
        .order_by(col(CareCheck.day)),
    )
    return dict(found)


async def is_asked(talk: Talk, person_id: int, question: str, subject_id: int = 999) -> None:
    """Another question becomes their newest."""
    talk.clock.advance(timedelta(minutes=1))
    now = talk.clock.now()
    await talk.db.run(lambda s: ask(s, person_id, question, subject_id, now, now + timedelta(days=7), {}))


# --- the door ---
async def test_an_answer_ends_only_the_check_of_whom_it_names(talk: Talk) -> None:
    """Two are silent: a bare 1 is asked about and ends nobody's, twice neither; a name or the list's number tells."""
    await talk.person(ZHAO, SMS, "+8613900000022", RESIDENT, "B3U2")
    await talk.says(ZHAO, "问候 每天10点")
    for hours in (1, 2, 2):
        await passes(talk, hours=hours)
    assert await talk.says("李姨", "1") == "您说的是哪一位？请回编号：4 王伯、5 赵奶"
    assert "请回名单里的编号，例如：4" in await talk.says("李姨", "1")
    assert await states(talk) == {WANG: DOOR, ZHAO: DOOR}
    assert await talk.says("李姨", "5") == "记下了：赵奶平安，谢谢您！按错了回0撤销"
    assert await states(talk) == {WANG: DOOR, ZHAO: MET}
    # A slip is taken back, and the next answer is hers; then his alone is open.
    assert "刚才那条不算。赵奶那里怎么样？回1平安" in await talk.says("李姨", "0")
    assert await states(talk) == {WANG: DOOR, ZHAO: DOOR}
    assert "您说的是哪一位" in await talk.says("李姨", "王伯平安，赵奶没见到")
    assert "赵奶（长城苑3号楼2单元）的问候还没有结果" in await talk.says("李姨", "赵奶")
    assert "没见到赵奶，已请社区接着找" in await talk.says("李姨", "2")
    assert "记下了：王伯平安" in await talk.says("李姨", "王伯见到了，平安")
    assert "记下了：赵奶平安" in await talk.says("李姨", "1")
    assert "赵奶这件事已经有结果" in await talk.presses("陈静", "没见到")
    assert await states(talk) == {WANG: MET, ZHAO: MET}


async def test_a_command_keeps_whom_it_names_while_the_door_is_asked_about(talk: Talk) -> None:
    """The name in an answer from the door is whose answer it is; the name in a command stays the command's."""
    for hours in (1, 2, 2):
        await passes(talk, hours=hours)
    assert await states(talk) == {WANG: DOOR}
    await talk.says("李姨", "报修 王伯家门口灯坏了")
    [reported] = await rows(talk, select(Case))
    assert reported.text == "王伯家门口灯坏了"
    assert "没见到王伯" in await talk.says("李姨", "没见到王伯")
    assert (await states(talk))[WANG] == "office"
    assert "王伯" in talk.last("陈静") and "请节哀" in await talk.says("陈静", "离世 王伯")
    assert await states(talk) == {WANG: "office"}
    assert "王伯已经有问候了" in await talk.says("陈静", "问候 王伯 每周一10点")


async def test_a_report_is_taken_back_once_and_by_whoever_made_it(talk: Talk) -> None:
    """Who tries twice at once does it once; nobody else does; it goes on to the office by itself."""
    for hours in (1, 2, 2):
        await passes(talk, hours=hours)
    await talk.says("李姨", "1")
    now = talk.clock.now()
    (check,) = await rows(talk, select(CareCheck))
    assert check.ended_by is not None
    head, other = check.ended_by, check.person_id

    def takes_back(session: Session) -> bool:
        return unmet(session, check.id, head, now, talk.zone) is not None

    assert not await talk.db.run(lambda s: unmet(s, check.id, other, now, talk.zone))
    assert overlapping(talk.db, takes_back, takes_back) == (True, False)
    await passes(talk, hours=2)
    assert "还没有人回报" in talk.last("陈静")


# --- a cry ---
@ON_SQLITE
async def test_a_cry_is_heard_whatever_was_asked_last(talk: Talk) -> None:
    """In the evening, behind a newer question, instead of thanks, beside a report; a digit is never a call."""
    wang = (await rows(talk, select(Person.id).where(Person.name == WANG)))[0]
    await passes(talk, hours=1)
    await talk.says(WANG, "1")
    await passes(talk, hours=9)
    for said in ("救命", "我摔倒了", "120", "腿疼得厉害"):
        assert "已告诉李姨、陈静" in await talk.says(WANG, said)
        assert "今天您都好吗" in await talk.says(WANG, "0")
    talk.clock.advance(timedelta(hours=14))
    for question in ("event_invite", "phone_consent"):
        await is_asked(talk, wang, question)
        assert "已告诉李姨" not in await talk.says(WANG, "2")
        await is_asked(talk, wang, question)
        assert "已告诉李姨" in await talk.says(WANG, "不舒服")
        await talk.says(WANG, "0")
    talk.clock.advance(timedelta(hours=2))
    await is_asked(talk, wang, "wish_thanks")
    assert "已告诉李姨" in await talk.says(WANG, "我摔倒了，起不来")
    await talk.says(WANG, "0")
    # What a report tells of the house is a report and no call; a cry in it is both.
    await is_asked(talk, wang, "case_tell", 0)
    assert "已告诉李姨" not in await talk.says(WANG, "楼道灯坏了，没人来修")
    await is_asked(talk, wang, "case_tell", 0)
    assert "已告诉李姨" in await talk.says(WANG, "楼梯太滑，我摔倒了起不来")
    assert len(await rows(talk, select(Case))) == 2
    assert {(one.state, one.why) for one in await rows(talk, select(CareCheck))} >= {(DOOR, CALLED)}


@ON_SQLITE
async def test_who_has_no_check_in_hears_the_numbers_to_call(talk: Talk) -> None:
    """A neighbour, a stranger: 120 at once, and how to be contacted; no check is made of a guess."""
    await talk.person(ZHAO, SMS, "+8613900000022", RESIDENT, "B3U2")
    assert "急事请马上打120、110、119。要社区联系您请回：请联系我" in await talk.says(ZHAO, "救命啊")
    assert not await rows(talk, select(CareCheck))
    assert "已告诉李姨" in await talk.says(ZHAO, "请联系我")
    talk.stranger("过客", SMS, "+8613900000099")
    assert "急事请马上打120" in await talk.says("过客", "我摔倒了起不来")
    assert "没看懂" in await talk.says("李姨", "灯坏了")
    [head] = await rows(talk, select(Person.id).where(Person.name == "李姨"))
    await is_asked(talk, head, "digest")  # a list that words are no answer to
    assert "急事请马上打120" in await talk.says("李姨", "我摔倒了，起不来")
    # What a head reports of a neighbour is no cry of the head's own.
    await talk.says("李姨", "问候 每天9点")
    for hours in (1, 2, 2):
        await passes(talk, hours=hours)
    assert "王伯那里已告诉社区" in await talk.says("李姨", "王伯摔了，起不来")


@ON_SQLITE
async def test_they_may_say_that_they_are_away_before_they_are_asked(talk: Talk) -> None:
    """外出5天 without a question is the same pause, and 回来了 ends it; without a check-in it is for heads."""
    assert "到11月6日不问候您" in await talk.says(WANG, "外出5天")
    assert "外出到11月6日" in talk.last("李姨")
    await passes(talk, days=1)
    assert not await states(talk)
    assert "欢迎回来" in await talk.says(WANG, "回来了")
    await passes(talk, hours=2)
    await talk.says(WANG, "1")
    await passes(talk, hours=8)
    assert "外出几天" in await talk.says(WANG, "我要去兰州几天")
    assert "不问候您" in await talk.says(WANG, "3")
    assert await states(talk) == {WANG: WELL}
    await talk.person(ZHAO, SMS, "+8613900000022", RESIDENT, "B3U2")
    assert "不在您的职责内" in await talk.says(ZHAO, "外出5天")


# --- one of several ---
async def couple(talk: Talk) -> None:
    """赵奶 shares 王伯's phone and is asked daily at ten, too."""

    def enters(session: Session) -> None:
        now = talk.clock.now()
        person = Person(name=ZHAO, created_at=now, consent_at=now)
        session.add(person)
        session.flush()
        assert person.id is not None
        appoint(session, grid_by_code(session, "B3U2"), RESIDENT, person.id, date(2026, 1, 1), now)
        address = address_of(session, SMS, PHONE)
        assert address is not None and share(session, address, person.id, now)
        care.arrange(session, person.id, None, 10, person.id, now, talk.zone)

    await talk.db.run(enters)


@ON_SQLITE
async def test_what_follows_an_answer_at_a_shared_phone_is_nobodys(talk: Talk) -> None:
    """She has answered by name: what comes unnamed within her turn may be hers, and does not make him well."""
    await couple(talk)
    await passes(talk, hours=1)
    assert "记下了，赵奶" in await talk.says(WANG, "赵奶 1")
    assert "您是哪位" in await talk.says(WANG, "都好，谢谢")
    assert "王伯，今天您都好吗" in await talk.says(WANG, "1")
    assert (await states(talk))[WANG] != WELL
    await passes(talk, hours=2)  # he is asked once more, which is his turn
    assert "记下了，王伯" in await talk.says(WANG, "都好")


async def test_a_stop_with_a_name_is_that_persons_alone(talk: Talk) -> None:
    """王伯 退订 ends his check-in and what is sent to him; hers goes on at that phone, and his word brings him back."""
    await couple(talk)
    assert "王伯已退订，这部手机别的人照旧" in await talk.says(WANG, "王伯 退订")
    assert [one.state for one in await rows(talk, select(Address).where(Address.value == PHONE))] == [ACTIVE]
    assert "问候也停了" in talk.last("李姨")
    found = await rows(talk, select(Person.name, Care.state).join(Care, col(Care.person_id) == col(Person.id)))
    assert dict(found) == {WANG: ENDED, ZHAO: AGREED}
    await passes(talk, hours=1)
    assert await states(talk) == {ZHAO: "asked"}
    assert "欢迎回来，王伯" in await talk.says(WANG, "王伯 恢复")
    assert "记下了，赵奶" in await talk.says(WANG, "赵奶 1")


async def test_who_stopped_alone_is_not_asked_whether_they_agree(talk: Talk) -> None:
    """A head who stopped at a shared phone, which still works, is not taken for one who was never asked."""
    await couple(talk)
    today = talk.clock.now().astimezone(talk.zone).date()

    def heads(session: Session) -> list[str]:
        person = session.exec(select(Person).where(Person.name == WANG)).one()
        appoint(session, grid_by_code(session, "B3U1"), "unit_head", person.id or 0, today, talk.clock.now())
        return [one.name for one in invited(session, "/HT/", ["/HT/"], today)]

    await talk.says(WANG, "王伯 退订")
    assert WANG not in await talk.db.run(heads)
    await talk.db.run(lambda s: record(s, talk.clock.now(), 4, "resume", SMS))
    await talk.db.run(lambda s: setattr(s.get_one(Person, 4), "consent_at", None))
    assert WANG in await talk.db.run(heads)


# --- read ---
@pytest.mark.parametrize(("said", "intent"), [
    ("见到了", "CareMet"), ("见到了，平安", "CareMet"), ("见到了，在院里晒太阳", None), ("看到他家灯亮着", None),
    ("开门了，是他儿子", None), ("见到他儿子了，没事", None), ("见到了，血流了一地", "CareHands"),
    ("见到了人没气了", "CareHands"), ("看到人了在抢救", "CareHands"), ("电话打通了，在住院", "CareHands"),
    ("1 人没气了", "CareHands"),
])  # fmt: skip
def test_seen_is_not_yet_well(said: str, intent: str | None) -> None:
    """Whoever was seen is well only by a word that says so, with nothing unknown beside it; a trouble is a call."""
    assert explained(said, "care_door")["intent"] == intent


@pytest.mark.parametrize(("said", "told"), [
    ("没事，39度", True), ("体温38.2", True), ("烧到三十九度", True), ("37度5", True), ("37度4", False),
    ("气温38度", False), ("都好，血压180", True), ("血压一百八", True), ("高压165低压90", True), ("血压150/105", True),
    ("血压130", False), ("血压计160块", False), ("我今年80", False), ("39块钱", False),
])  # fmt: skip
def test_a_fever_and_a_high_pressure_are_heard_by_their_figures(said: str, told: bool) -> None:
    """From 37.5 °C or 160 mmHg on it is a call, whatever stands beside it; other numbers are none."""
    assert bool(alarming(said)) == told
    assert not told or explained(said, "care")["intent"] == "CareContact"
