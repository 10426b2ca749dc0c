"""A head goes away: a neighbour is asked, stands in, and hands back; a post is empty: the same, until it is filled."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from models.absence import AWAY, DEPUTY
from models.cover import Away
from models.deputies import ASKED, DECLINED, DROPPED, NOBODY, OVER, SILENT, Cover, needs, propose
from models.duties import EXCUSED, MISSED, OPEN, Duty, Task
from models.grid import Grid, grid_by_code
from models.outbox import Message
from models.people import SMS, TELEGRAM, UNREACHABLE, Address, Person, set_address_state
from models.posts import BUILDING_HEAD, UNIT_HEAD, Post, appoint
from models.standing_in import accept
from scheduler.tick import next_moment, tick
from tests.races import overlapping
from tests.talk import Talk, rows

TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
async def _inspection_alone(talk: Talk) -> None:
    """The other shipped duties rest, so that what is open in a stairwell is the inspection."""
    await talk.db.run(
        lambda session: session.execute(update(Duty).where(col(Duty.key) != "inspection").values(active=False))
    )


async def passes(talk: Talk, **time: float) -> None:
    """Time passes: the clock moves, a tick runs, what is due leaves."""
    talk.clock.advance(timedelta(**time))
    await talk.db.run(tick, talk.clock.now(), talk.zone)
    await talk.delivery.drain()


async def deputies(talk: Talk) -> list[tuple[str, str, date | None]]:
    """(stairwell, who, last day) of every deputy there has been."""
    found = await rows(
        talk,
        select(Grid, Person, Post)
        .join(Post, col(Post.grid_id) == Grid.id)
        .join(Person, col(Person.id) == Post.person_id)
        .where(Post.deputy)
        .order_by(col(Post.id)),
    )
    return [(grid.code, person.name, post.to_on) for grid, person, post in found]


async def states(talk: Talk) -> list[str]:
    """What became of each question, the oldest first."""
    return [one.state for one in await rows(talk, select(Cover).order_by(col(Cover.asked_at), col(Cover.id)))]


async def tasks_of(talk: Talk, code: str) -> list[tuple[str, str | None]]:
    """(state, who has it) of a stairwell's tasks, by opening."""
    found = await rows(
        talk,
        select(Task, Person)
        .join(Grid, col(Grid.id) == Task.grid_id)
        .outerjoin(Person, col(Person.id) == Task.person_id)
        .where(Grid.code == code)
        .order_by(col(Task.opens_at)),
    )
    return [(task.state, person.name if person else None) for task, person in found]


def got(talk: Talk, name: str, words: str) -> list[str]:
    """The messages somebody got that have these words."""
    return [message.text for message in talk.sent(name) if words in message.text]


# --- away and back ---
async def test_the_whole_way_from_going_to_coming_back(talk: Talk) -> None:
    """Going by chat, the neighbour agrees by SMS, is asked the task and gets the points; the head hears of it."""
    await passes(talk)
    assert await tasks_of(talk, "B3U1") == [(OPEN, "王芳")]
    answer = await talk.says("王芳", "外出 11月3日到11月10日")
    assert "11月3日到11月10日您外出" in answer and "正在问李姨" in answer
    assert "王芳11月3日到11月10日外出" in talk.last("李姨") and "1愿意 2不便" in talk.last("李姨")
    assert "谢谢您" in await talk.says("李姨", "1")
    assert "李姨答应代看" in talk.last("王芳")
    assert await deputies(talk) == []
    await passes(talk, days=1)
    assert await deputies(talk) == [("B3U1", "李姨", None)]
    assert await tasks_of(talk, "B3U1") == [(OPEN, "李姨")]
    assert got(talk, "李姨", "交接：长城苑3号楼1单元")
    listed = await talk.says("李姨", "任务")  # the week's digest is behind her, and the page names what is open
    assert "1楼道检索长城苑3号楼1单元" in listed or "2楼道检索长城苑3号楼1单元" in listed
    assert "长城苑3号楼1单元" in await talk.says("李姨", listed[listed.index("楼道检索长城苑3号楼1单元") - 1])
    assert "+10分" in await talk.says("李姨", "1") and "长城苑3号楼1单元" in talk.last("李姨")
    await passes(talk, days=8)
    assert "欢迎回来" in talk.last("王芳") and "由李姨代看：报了1项" in talk.last("王芳")
    assert await deputies(talk) == [("B3U1", "李姨", date(2026, 11, 11))]
    assert got(talk, "李姨", "不用您代看了")
    assert await states(talk) == [OVER]
    before = len(talk.sent("王芳"))
    await passes(talk, days=1)
    assert not got(talk, "王芳", "欢迎回来")[1:] and len(talk.sent("王芳")) == before


async def test_coming_back_early_ends_it_at_once(talk: Talk) -> None:
    """The task is the head's again; a second time there is nothing to come back from; both speak English."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await talk.person("Ann", TELEGRAM, "1050", "unit_head", "B3U3", language="en")
    await passes(talk)
    answer = await talk.says("Ann", "away 5 days by 王芳")
    assert "from 2 November to 6 November" in answer and "asking 王芳" in answer
    assert "愿不愿意" not in answer and "Ann11月2日到11月6日外出" in talk.last("王芳")
    await talk.presses("王芳", "愿意")
    assert await deputies(talk) == [("B3U3", "王芳", None)]
    await passes(talk)
    assert await tasks_of(talk, "B3U3") == [(OPEN, "王芳")]
    assert "1 still open" in await talk.says("Ann", "back")
    assert await deputies(talk) == [("B3U3", "王芳", TODAY)]
    await passes(talk)
    assert await tasks_of(talk, "B3U3") == [(OPEN, "Ann")]
    assert "not noted as away" in await talk.says("Ann", "/back")
    assert "Noted: you are away" in await talk.says("Ann", "/away tomorrow")
    assert "begins only on 3 November" in await talk.says("Ann", "/back")
    assert "called off" in await talk.says("Ann", "away cancel")


@pytest.mark.parametrize("said", ["外出5天", "请假 5天", "我要外出5天", "出门 5天 住院", "/away 5天"])
async def test_it_is_said_in_many_ways_and_the_reason_stays_unread(talk: Talk, said: str) -> None:
    """With and without a space; a reason is kept as ciphertext and told to nobody."""
    assert "11月2日到11月6日您外出" in await talk.says("王芳", said)
    assert "住院" not in talk.last("李姨") and "住院" not in talk.last("王芳")
    (away,) = await rows(talk, select(Away))
    assert (away.from_on, away.to_on) == (date(2026, 11, 2), date(2026, 11, 7))
    assert away.reason == ("住院" if "住院" in said else None)


async def test_the_word_alone_still_answers_the_inspection(talk: Talk) -> None:
    """外出 to the inspection's question is "cannot"; its reason may be an absence too."""
    await talk.issue_inspection()
    assert "为什么做不了" in await talk.says("李姨", "外出")
    assert "已记" in await talk.says("李姨", "外出到月底")
    assert not await rows(talk, select(Away))


@pytest.mark.parametrize("said", ["请假", "/away", "请假 很久", "外出 2月30日到3月2日"])
async def test_days_that_are_not_clear_get_an_example(talk: Talk, said: str) -> None:
    """Nothing is noted that was not understood."""
    assert "例如" in await talk.says("王芳", said)
    assert not await rows(talk, select(Away))


async def test_too_long_and_long_past_are_refused(talk: Talk) -> None:
    """A limit keeps a slip of the thumb from silencing somebody for years."""
    assert "最多180天" in await talk.says("王芳", "外出 12个月")
    assert "最多180天" in await talk.says("王芳", "外出 2026-10-01到2026-12-01")
    assert not await rows(talk, select(Away))


async def test_days_can_be_changed_and_called_off(talk: Talk) -> None:
    """What overlaps is one absence; who was asked hears that it is off."""
    await talk.says("王芳", "外出 11月5日到11月8日")
    await talk.says("王芳", "外出 11月6日到11月12日")
    (away,) = await rows(talk, select(Away))
    assert (away.from_on, away.to_on) == (date(2026, 11, 6), date(2026, 11, 13))
    assert "11月6日到11月12日" in await talk.says("王芳", "/away")
    assert "取消了" in await talk.says("王芳", "外出 取消")
    assert await states(talk) == [DROPPED]
    assert "不需要了" in talk.last("李姨")
    assert "代看" not in await talk.says("李姨", "1")
    await passes(talk, days=5)
    assert await deputies(talk) == []


async def test_a_long_planned_absence_is_asked_about_a_week_ahead(talk: Talk) -> None:
    """Nobody is asked months before; the rehearsal's next instants are the days of it."""
    answer = await talk.says("王芳", "外出 12月1日到12月10日")
    assert "11月24日起我去问" in answer and await states(talk) == []
    await passes(talk, days=21)
    assert await states(talk) == []
    assert await talk.db.run(next_moment, talk.clock.now(), talk.zone) is not None
    await passes(talk, days=1)
    assert await states(talk) == [ASKED]


# --- who stands in ---
async def test_no_and_silence_ask_the_next_and_then_the_office_is_told_once(talk: Talk) -> None:
    """不便 asks the next at once, three days of silence do too; nobody left: the building head hears of it, once."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await talk.grid("B4", "长城苑4号楼", 4, "HT0101")
    await talk.grid("B4U1", "长城苑4号楼1单元", 5, "B4")
    await talk.person("孙梅", TELEGRAM, "1051", "unit_head", "B4U1")
    await passes(talk)
    await talk.says("王芳", "外出 20天")
    assert "没关系" in await talk.says("李姨", "2")
    assert got(talk, "赵刚", "想请您")
    assert "没关系" in await talk.presses("赵刚", "不便")
    assert got(talk, "孙梅", "想请您")
    await passes(talk, days=2)
    assert await states(talk) == [DECLINED, DECLINED, ASKED]
    await passes(talk, days=1, minutes=1)
    assert await states(talk) == [DECLINED, DECLINED, SILENT, NOBODY]
    assert len(got(talk, "赵刚", "暂时没有人方便代看")) == 1
    for _ in range(3):
        await passes(talk, days=1)
    assert len(got(talk, "赵刚", "暂时没有人方便代看")) == 1 and len(await states(talk)) == 4


async def test_the_order_of_candidates_and_who_is_none(talk: Talk) -> None:
    """Building first, fewest covered first; then the building head; then near buildings; never who cannot."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    for number in (3, 4, 5, 6):
        await talk.grid(f"B3U{number}", f"长城苑3号楼{number}单元", 5, "B3")
    for building in (4, 7):
        await talk.grid(f"B{building}", f"长城苑{building}号楼", 4, "HT0101")
        await talk.grid(f"B{building}U1", f"长城苑{building}号楼1单元", 5, f"B{building}")
    await talk.person("忙人", TELEGRAM, "1061", "unit_head", "B3U3")
    await talk.person("没同意", TELEGRAM, "1062", "unit_head", "B3U4", consent=False)
    await talk.person("失联", TELEGRAM, "1063", "unit_head", "B3U5")
    await talk.person("外出", TELEGRAM, "1064", "unit_head", "B3U6")
    await talk.person("远邻", TELEGRAM, "1065", "unit_head", "B7U1")
    await talk.person("近邻", TELEGRAM, "1066", "unit_head", "B4U1")
    await talk.db.run(set_address_state, TELEGRAM, "1063", UNREACHABLE, "blocked")
    await talk.says("外出", "请假 5天")
    await talk.db.run(lambda session: cover_one(session, talk, "B3U6", "忙人"))

    def names(session: Session) -> list[str]:
        return [one.name for one in propose(session, grid_by_code(session, "B3U1"), TODAY)]

    await talk.db.run(lambda session: drop_asked(session))
    assert await talk.db.run(names) == ["李姨", "忙人", "赵刚", "近邻", "远邻"]
    await talk.db.run(lambda session: cover_one(session, talk, "B7U1", "忙人"))
    assert await talk.db.run(names) == ["李姨", "赵刚", "近邻", "远邻"]


def cover_one(session: Session, talk: Talk, code: str, name: str) -> None:
    """They stand in there already."""
    grid, person = grid_by_code(session, code), session.exec(select(Person).where(Person.name == name)).one()
    assert grid.id is not None and person.id is not None
    session.add(Post(grid_id=grid.id, person_id=person.id, role=UNIT_HEAD, deputy=True, from_on=TODAY,
                     created_at=talk.clock.now()))  # fmt: skip


def drop_asked(session: Session) -> None:
    """Whoever is being asked is not."""
    for one in session.exec(select(Cover).where(Cover.state == ASKED)).all():
        one.state = DROPPED
        session.add(one)


async def test_naming_somebody_asks_them_instead(talk: Talk) -> None:
    """由…代 takes the place of whom the rule found; who cannot be asked, or is oneself, is refused kindly."""
    await talk.person("孙梅", SMS, "+8613900000020", "volunteer", "B3")
    await talk.says("王芳", "外出 5天")
    assert "孙梅" in await talk.says("王芳", "由孙梅代")
    assert await states(talk) == [DROPPED, ASKED]
    assert "想请您代看" in talk.last("孙梅")
    assert "不方便请" in await talk.says("王芳", "由 王芳 代")
    assert "没有找到" in await talk.says("王芳", "由 诸葛亮 代")
    assert "谢谢您" in await talk.says("孙梅", "愿意")
    assert await deputies(talk) == [("B3U1", "孙梅", None)]
    assert "孙梅代看" in await talk.says("王芳", "由 李姨 代")
    assert "现在没有" in await talk.says("孙梅", "任务")


async def test_the_days_stay_noted_when_the_name_is_not_found(talk: Talk) -> None:
    """The absence does not depend on a name; the rule's candidate is asked."""
    answer = await talk.says("王芳", "外出 5天 由 诸葛亮 代")
    assert "“诸葛亮”现在请不了" in answer and "正在问李姨" in answer


async def test_two_yeses_at_once_make_one_deputy(talk: Talk) -> None:
    """Of two who agree at the same moment one stands in, and the other hears that it is settled."""
    await talk.person("孙梅", TELEGRAM, "1051", "building_head", "B3")
    await talk.says("王芳", "外出 5天")

    def silent(session: Session) -> tuple[int, int, int, int]:
        first = session.exec(select(Cover)).one()
        first.state = SILENT
        session.add(first)
        session.flush()
        other = session.exec(select(Person).where(Person.name == "孙梅")).one()
        assert other.id is not None and first.candidate_id is not None
        second = Cover(id=first.id + 1, grid_id=first.grid_id, away_id=first.away_id, candidate_id=other.id,
                       state=ASKED, asked_at=talk.clock.now())  # fmt: skip
        session.add(second)
        return first.id, first.candidate_id, second.id, other.id

    first, one, second, other = await talk.db.run(silent)
    now, zone = talk.clock.now(), talk.zone
    went = overlapping(
        talk.db, lambda session: accept(session, first, one, now, zone) is not None,
        lambda session: accept(session, second, other, now, zone) is not None,
    )  # fmt: skip
    assert went == (True, False)
    assert await deputies(talk) == [("B3U1", "李姨", None)]


async def test_a_deputy_who_goes_away_is_replaced(talk: Talk) -> None:
    """Their deputy's post ends with their own absence, and the next is asked."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await passes(talk)
    await talk.says("王芳", "外出 20天")
    await talk.says("李姨", "1")
    await talk.says("李姨", "外出 10天")
    await passes(talk)
    assert await deputies(talk) == [("B3U1", "李姨", TODAY)]
    await talk.presses("赵刚", "愿意")  # to 李姨's own stairwell: one question at a time
    await passes(talk)
    await talk.presses("赵刚", "愿意")
    await passes(talk)
    assert [who for _, who, until in await deputies(talk) if until is None] == ["赵刚", "赵刚"]
    assert await tasks_of(talk, "B3U1") == [(OPEN, "赵刚")]


# --- vacancies ---
async def test_a_vacant_stairwell_gets_a_deputy_until_it_has_a_head(talk: Talk) -> None:
    """Asked of the nearest, listed for leaders; the new head ends it, takes the task over and gets the page."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await passes(talk)
    answer = await talk.says("陈静", "空缺")
    assert "B3U3 长城苑3号楼3单元：单元长空缺" in answer and "正在问邻居" in answer
    assert "B3 长城苑3号楼：楼栋长空缺" in answer
    assert "长城苑3号楼3单元没有单元长" in talk.last("李姨") and "1愿意 2不便" in talk.last("李姨")
    await talk.says("李姨", "愿意")
    await passes(talk)
    assert await deputies(talk) == [("B3U3", "李姨", None)]
    assert await tasks_of(talk, "B3U3") == [(OPEN, "李姨")]
    assert "李姨代看" in await talk.says("陈静", "/vacancies B3U3")
    await talk.person("孙梅", TELEGRAM, "1051", "volunteer", "B3")
    await talk.says("陈静", "任命 B3U3 单元长 孙梅")
    await talk.presses("陈静", "确认任命")
    await passes(talk)
    assert await deputies(talk) == [("B3U3", "李姨", TODAY)]
    assert await tasks_of(talk, "B3U3") == [(OPEN, "孙梅")]
    assert got(talk, "孙梅", "【交接单】长城苑3号楼3单元") and got(talk, "李姨", "不用您代看了")
    assert "长城苑3号楼3单元" not in await talk.says("陈静", "空缺")


async def test_a_post_just_given_up_is_left_to_the_office_for_three_days(talk: Talk) -> None:
    """The office may be about to appoint somebody; then the neighbours are asked."""
    await talk.db.run(lambda session: end_posts(session, "B3U2"))
    await passes(talk)
    assert await states(talk) == []
    await passes(talk, days=3)
    assert await states(talk) == [ASKED]
    assert "11月2日起" in await talk.says("陈静", "空缺 B3U2")


def end_posts(session: Session, code: str) -> None:
    """Nobody heads it any more, from today on."""
    grid = grid_by_code(session, code)
    for held in session.exec(select(Post).where(Post.grid_id == grid.id)).all():
        held.to_on = TODAY
        session.add(held)


async def test_three_hundred_vacancies_ask_twenty_people_a_day(talk: Talk) -> None:
    """A new roster does not flood: so many a day, one question at a time for each, at most two stairwells for each."""

    def many(session: Session) -> None:
        now, above = talk.clock.now(), grid_by_code(session, "HT0101")
        for number in range(10, 40):
            building = Grid(code=f"V{number}", name=f"{number}号楼", level=4, parent_id=above.id,
                            path=f"{above.path}V{number}/")  # fmt: skip
            session.add(building)
            session.flush()
            for unit in range(1, 12):
                place = Grid(code=f"V{number}U{unit}", name=f"{number}号楼{unit}单元", level=5, parent_id=building.id,
                             path=f"{building.path}V{number}U{unit}/")  # fmt: skip
                session.add(place)
                if unit == 1:
                    session.flush()
                    person = Person(name=f"甲{number}", consent_at=now, created_at=now)
                    session.add(person)
                    session.flush()
                    assert person.id is not None
                    session.add(reached_at(person.id, f"5{number}", now))
                    appoint(session, place, UNIT_HEAD, person.id, date(2026, 1, 1), now)

    await talk.db.run(many)
    for _ in range(3):
        await passes(talk, minutes=1)
    asked = await rows(talk, select(Cover).where(Cover.state == ASKED))
    assert len(asked) == 20 and len({one.candidate_id for one in asked}) == 20
    assert len(got(talk, "陈静", "没有单元长")) <= 1
    await passes(talk, days=1)
    asked = await rows(talk, select(Cover).where(Cover.state == ASKED))
    assert 20 < len(asked) <= 40 and len({one.candidate_id for one in asked}) == len(asked)


def reached_at(person_id: int, value: str, now: datetime) -> Address:
    """A Telegram address of somebody."""
    return Address(person_id=person_id, channel=TELEGRAM, value=value, preferred=True, created_at=now)


# --- the page ---
async def test_the_page_says_what_is_needed_and_nothing_private(talk: Talk) -> None:
    """Who, where, what is open and found; no phone number, no note, no words about health."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")

    def secrets(session: Session) -> None:
        person = session.exec(select(Person).where(Person.name == "李姨")).one()
        person.note = "高血压"
        grid = grid_by_code(session, "B3U2")
        grid.households, grid.residents = 18, 51
        session.add_all([person, grid])

    await talk.db.run(secrets)
    await talk.issue_inspection()
    await talk.says("李姨", "2")
    await talk.says("李姨", "1 5")
    page = await talk.says("陈静", "交接 B3U2")
    assert "住户：18户，51人" in page and "单元长：李姨" in page and "楼栋长：赵刚" in page
    assert "上次检索：11月2日" in page and "楼道畅通、电动车" in page and "没有待做的事" in page
    assert "139" not in page and "高血压" not in page
    assert "楼道检索，11月30日前" in await talk.says("王芳", "交接")
    short = await talk.says("李姨", "交接")
    assert "交接：长城苑3号楼2单元，18户，楼栋长赵刚" in short and "\n" not in short
    assert "B3U2 长城苑" not in await talk.says("王芳", "交接 B3U2")
    assert "请写单元编号" in await talk.says("陈静", "交接 B3")


async def test_a_later_inspection_settles_what_was_found(talk: Talk) -> None:
    """What a newer report does not name stands no more; what is older than three months neither."""
    await talk.issue_inspection()
    await talk.says("王芳", "2")
    await talk.says("王芳", "3")
    assert "还没解决的：照明" in await talk.says("陈静", "交接 B3U1")
    talk.clock.advance(timedelta(days=95))
    assert "还没解决的：无" in await talk.says("陈静", "交接 B3U1")


async def test_founding_a_community_hands_nothing_over(talk: Talk) -> None:
    """Heads of a new roster have nobody to take over from: no page, though a duty's quarter began before they did."""
    await talk.db.run(lambda session: session.execute(update(Duty).values(active=True)))
    await passes(talk)
    assert await rows(talk, select(Task).where(col(Task.opens_at) < talk.clock.now() - timedelta(days=7)))
    assert not await rows(talk, select(Message).where(Message.purpose == "handover"))


# --- what counts ---
async def test_a_task_nobody_could_do_is_excused_and_a_short_absence_excuses_nothing(talk: Talk) -> None:
    """Away for most of the time: excused in the head's name, deputy or not; away for a few days: missed as ever."""
    await passes(talk)
    await talk.says("王芳", "外出 25天")
    await talk.says("李姨", "1")
    await talk.says("李姨", "外出 11月10日到11月12日")
    await passes(talk, days=45)
    (mine,), (hers,) = [t[:1] for t in (await tasks_of(talk, "B3U1"), await tasks_of(talk, "B3U2"))]
    assert mine == (EXCUSED, "王芳") and hers == (MISSED, "李姨")
    task = (await rows(talk, select(Task).where(Task.state == EXCUSED)))[0]
    assert task.reason == AWAY


async def test_a_deputy_never_loses_by_a_vacant_stairwell(talk: Talk) -> None:
    """What a deputy did not get to is excused and stands in nobody's name; the awards count it for nobody."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await passes(talk)
    await talk.says("李姨", "愿意")
    await passes(talk)
    assert await tasks_of(talk, "B3U3") == [(OPEN, "李姨")]
    await passes(talk, days=45)
    assert (await tasks_of(talk, "B3U3"))[0] == (EXCUSED, None)
    task = (await rows(talk, select(Task).where(Task.state == EXCUSED)))[0]
    assert task.reason == DEPUTY


# --- who may ---
async def test_only_heads_are_away_and_only_leaders_see_vacancies(talk: Talk) -> None:
    """A volunteer or coordinator has no stairwell to leave; another station's leader sees nothing of it."""
    await talk.person("孙梅", TELEGRAM, "1051", "volunteer", "B3")
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT02")
    talk.stranger("路人", TELEGRAM, "1999")
    for said in ("请假 5天", "空缺", "交接 B3U1"):
        assert "不在您的职责内" in await talk.says("孙梅", said)
        assert "我还不认识您" in await talk.says("路人", said)
    assert "不在您的职责内" in await talk.says("陈静", "请假 5天")
    assert "不在您的职责内" in await talk.says("王芳", "空缺")
    assert "没有空缺" in await talk.says("何平", "空缺")
    assert "没有找到" in await talk.says("何平", "交接 B3U1")


async def test_somebody_elses_question_cannot_be_answered(talk: Talk) -> None:
    """The question is bound to whom it was put to: another's button does nothing."""
    await talk.says("王芳", "外出 5天")
    (cover,) = await rows(talk, select(Cover))

    def intrude(session: Session) -> bool:
        chen = session.exec(select(Person).where(Person.name == "陈静")).one()
        assert chen.id is not None
        return accept(session, cover.id, chen.id, talk.clock.now(), talk.zone) is not None

    assert await talk.db.run(intrude) is False
    assert await states(talk) == [ASKED]


async def test_a_building_head_may_be_away_too(talk: Talk) -> None:
    """It is noted and listed; no stairwell is asked about."""
    await talk.person("赵刚", TELEGRAM, "1050", BUILDING_HEAD, "B3")
    assert "一路平安" in await talk.says("赵刚", "请假 5天")
    assert "楼栋长赵刚外出到11月6日" in await talk.says("陈静", "空缺")
    assert await states(talk) == [] and not await talk.db.run(lambda session: needs(session, TODAY))
