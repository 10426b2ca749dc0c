"""积分, 排名, 评选, 报告 as people say them and as they are answered, on both channels and in both languages."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select as sql
from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.commands import awards, points
from bot.commands.points import read_period
from bot.context import Community, Ctx, Reply
from bot.dispatch import Dispatch
from bot.grammar import Grammar
from bot.intents import Intent, ShowAwards, ShowPoints, ShowRank, ShowReport
from messages.forms import RICH, SHORT, Inbound
from messages.render import render
from messages.segments import segments
from models.awards import make_award_list
from models.calendar import BadPeriod
from models.checkins import check_in, report_of
from models.db import Database, write_queued
from models.duties import Task
from models.errors import StairwellError
from models.grid import Grid
from models.ledger import Entry, book, reverse
from models.outbox import Message
from models.people import TELEGRAM, Address, Person
from models.permissions import Actor, Held
from models.posts import BUILDING_HEAD, COORDINATOR, GRID_HEAD, UNIT_HEAD, VOLUNTEER, Post
from tests.year import ZONE, at, build, close, grid_id, issue_months, report

ROUTES = (*points.ROUTES, *awards.ROUTES)
GRAMMAR = Grammar(ROUTES)
HANDLERS = {route.intent: route.handler for route in ROUTES}
NOVEMBER = at(11, 24)
LONG = "很长的名字" * 16


@pytest.fixture
def stage(db: Database) -> Database:
    """The small community; March to May reported by 1 (all, with findings), 2 (late) and 5 (March)."""

    def fill(session: Session) -> None:
        build(session)
        issue_months(session, 3, 4, 5)
        for month in (3, 4, 5):
            report(session, 1, month, items=("lighting",))
            report(session, 2, month, day=35)
        report(session, 5, 3)

    db.run_now(fill)
    return db


def ask(
    session: Session, text: str, *, person: int = 1, role: str = UNIT_HEAD, grid: str = "U1", form: str = RICH,
    language: str = "zh-CN", now: datetime = NOVEMBER,
) -> str:  # fmt: skip
    """What somebody who holds that post gets when they say `text`."""
    place = session.execute(sql(Grid).where(col(Grid.code) == grid)).scalar_one()
    held = Held(role, place.id or 0, place.path, place.level, place.code, place.name)
    inbound = Inbound("any", "1", "x", text)
    ctx = Ctx(session, now, Community(ZONE), Actor(person, "某人", language, True, (held,)), inbound, 1)
    intent = GRAMMAR.command(text)
    assert intent is not None, text
    try:
        handler = HANDLERS[type(intent)]
        assert handler is not None
        reply = handler(ctx, intent)
    except StairwellError as refusal:
        reply = Reply(refusal.key, refusal.facts)
    assert reply is not None
    return render(to="x", form=form, language=language, key=reply.key, facts=reply.facts).text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("/points", ShowPoints()), ("积分", ShowPoints()), ("我的积分", ShowPoints()),
        ("POINTS 2025", ShowPoints(2025)),
        ("积分 2025年", ShowPoints(2025)), ("积分 今年", ShowPoints(0)), ("积分 很多", ShowPoints(-1)),
        ("/rank", ShowRank()), ("排名 楼栋", ShowRank(4)), ("榜 网格 2025", ShowRank(3, 2025)),
        ("rank 2025 Building", ShowRank(4, 2025)), ("/rank@loudao_bot unit", ShowRank(5)), ("排名 x", ShowRank(-1, -1)),
        ("rank this year", ShowRank(5, 0)), ("排名 1999", ShowRank(-1, -1)),
        ("评选", ShowAwards()), ("奖项 2025", ShowAwards(2025)), ("awards two", ShowAwards(-1)),
        ("报告", ShowReport()), ("report 2026-11", ShowReport("2026-11")), ("/report 2026-Q4", ShowReport("2026-Q4")),
    ],
)  # fmt: skip
def test_words(said: str, meant: Intent) -> None:
    """Commands and bare words, with their arguments in any order; what cannot be read never raises here."""
    assert GRAMMAR.command(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", "2026-11"), ("本月", "2026-11"), ("上个月", "2026-10"), ("last month", "2026-10"), ("今年", "2026"),
        ("去年", "2025"), ("2026", "2026"), ("2026年", "2026"), ("2026-11", "2026-11"), ("2026.3", "2026-03"),
        ("2026/03", "2026-03"), ("2026年11月", "2026-11"), ("11月", "2026-11"), ("12月", "2025-12"), ("3月", "2026-03"),
        ("202611", "2026-11"), ("2026-Q4", "2026-Q4"), ("2026q1", "2026-Q1"), ("Q4", "2026-Q4"),
        ("第三季度", "2026-Q3"),
        ("2025年第4季度", "2025-Q4"), ("二季度", "2026-Q2"),
    ],
)  # fmt: skip
def test_periods(said: str, meant: str) -> None:
    """Months, quarters and years as people write them; without a year the last one that has begun."""
    assert read_period(said, date(2026, 11, 24)) == meant


def test_last_month_in_january() -> None:
    """The month before January is December of the year before; a later quarter is last year's."""
    january = date(2027, 1, 3)
    assert [read_period(said, january) for said in ("上月", "Q4", "12月")] == ["2026-12", "2026-Q4", "2026-12"]


@pytest.mark.parametrize("said", ["11", "4", "13月", "2026-13", "Q5", "2026-Q", "三楼的灯坏了", "26-11", "²"])
def test_what_is_no_period(said: str) -> None:
    """A bare number or anything else is not guessed at."""
    with pytest.raises(BadPeriod):
        read_period(said, date(2026, 11, 24))


def test_points(stage: Database) -> None:
    """Each entry as raw × rule = points, newest first; a reversal with what it takes back and why."""

    def rule(session: Session) -> str:
        reverse(session, session.get_one(Entry, 1), now=at(6, 3), actor_id=2, reason="那天没有去")
        write_queued(session)
        return ask(session, "积分")

    assert stage.run_now(rule).splitlines() == [
        "【2026年积分】共26分",
        "#11 6月3日 冲正#1（按时完成楼道检索）：-10分，原因：那天没有去",
        "#8 5月5日 发现并上报隐患：1×2=2分",
        "#7 5月5日 按时完成楼道检索：1×10=10分",
        "#5 4月5日 发现并上报隐患：1×2=2分",
        "#4 4月5日 按时完成楼道检索：1×10=10分",
        "#2 3月5日 发现并上报隐患：1×2=2分",
        "#1 3月5日 按时完成楼道检索：1×10=10分",
    ]


def test_older_points_are_one_line(stage: Database) -> None:
    """Ten entries are shown, what is older as a count and a sum, and it all adds up."""

    def rule(session: Session) -> str:
        for number in range(8):
            book(session, "inspection.on_time", 1, person_id=1, grid_id=grid_id(session, "U1"), source=f"x{number}",
                 now=at(6, 1), zone=ZONE, actor_id=1)  # fmt: skip
        write_queued(session)
        return ask(session, "points", language="en")

    lines = stage.run_now(rule).splitlines()
    assert lines[0] == "Points 2026: 116 in all"
    assert len(lines) == 12
    assert lines[-1] == "and 4 earlier, 24 points together"


def test_undone_by_oneself_is_said_in_words(stage: Database) -> None:
    """The reason of an undo reads as a sentence in either language."""

    def rule(session: Session) -> list[str]:
        reverse(session, session.get_one(Entry, 1), now=at(6, 3), actor_id=1, reason="undo")
        write_queued(session)
        return [ask(session, "积分").splitlines()[1], ask(session, "points", language="en").splitlines()[1]]

    chinese, english = stage.run_now(rule)
    assert chinese.endswith("原因：本人撤销")
    assert english == "#11 3 June takes back #1 (Stairwell inspection on time): -10, reason: undone by yourself"


def test_no_points_yet(stage: Database) -> None:
    """Who has none hears how to earn some; another year is another account."""
    assert stage.run_now(ask, "积分", person=3).startswith("2026年还没有积分")
    assert stage.run_now(ask, "积分 2025").startswith("2025年还没有积分")


def test_rank_by_unit(stage: Database) -> None:
    """One's own line is marked; below the first ten it comes at the end; nobody is named."""
    text = stage.run_now(ask, "排名")
    assert text.splitlines()[:4] == ["【2026年单元排名】", "1. 1单元 36分 ←您", "2. 2单元 18分", "3. 5单元 10分"]
    assert not any(name in text for name in "赵钱孙李周吴")

    def crowd(session: Session) -> str:
        above = session.get_one(Grid, grid_id(session, "B1"))
        for number in range(10, 22):
            code = f"U{number}"
            place = Grid(code=code, name=f"{number}单元", level=5, parent_id=above.id, path=f"{above.path}{code}/")
            session.add(place)
            session.flush()
            book(session, "inspection.on_time", 9, person_id=1, grid_id=place.id or 0, source=code, now=at(6, 1),
                 zone=ZONE, actor_id=1)  # fmt: skip
        write_queued(session)
        return ask(session, "排名", person=2, grid="U2")

    lines = stage.run_now(crowd).splitlines()
    assert len(lines) == 13
    assert lines[-2:] == ["…", "您的2单元：第14名（共18），18分"]


def test_rank_by_building_and_grid(stage: Database) -> None:
    """By building and grid the mean counts, and a unit head's own is the one they live in."""
    assert stage.run_now(ask, "排名 楼栋").splitlines()[:2] == ["【2026年楼栋排名】", "1. 1号楼 每单元平均18分 ←您"]
    english = stage.run_now(ask, "rank grid", language="en", person=5, grid="U5").splitlines()
    assert english[:3] == ["Standing 2026, by grid", "1. 1网格 18 a unit", "2. 3网格 5 a unit ← you"]


def test_rank_without_a_grid_of_ones_own(stage: Database) -> None:
    """A grid head has no unit: the list comes without a line of theirs."""
    who: dict[str, Any] = {"person": 4, "role": GRID_HEAD, "grid": "G2"}
    assert "您" not in stage.run_now(ask, "排名", **who)
    assert stage.run_now(ask, "排名", form=SHORT, **who).startswith("2026年单元排名：前三：")


def test_rank_of_an_empty_year(stage: Database) -> None:
    """A year without points has no ranking and says so."""
    assert stage.run_now(ask, "排名 2025") == "2025年还没有积分，排不出名次。第一笔积分入账后再来看。"


@pytest.mark.parametrize(
    ("said", "hint"), [("排名 几号楼", "排名 楼栋 2026"), ("积分 多少", "积分 2026"), ("评选 谁", "评选 2026")]
)
@pytest.mark.parametrize("form", [RICH, SHORT])
def test_bad_arguments(stage: Database, said: str, hint: str, form: str) -> None:
    """What cannot be read is answered with what to write."""
    assert hint in stage.run_now(ask, said, form=form)


def test_awards_before_the_close(stage: Database) -> None:
    """Before the close the state so far is shown, by grid, without a name."""
    text = stage.run_now(ask, "评选")
    assert "还没有结账" in text
    assert "1. 1单元 100%" in text
    assert not any(name in text for name in "赵钱孙李周吴")
    assert stage.run_now(ask, "awards 2025", language="en").startswith("There is nothing to award for 2025 yet.")


def test_awards_after_the_close(stage: Database) -> None:
    """The provisional list names nobody but oneself, says how it is checked, and congratulates who is on it."""

    def finish(session: Session) -> str:
        close(session)
        return make_award_list(session, 2026, at(1, 12, year=2027), ZONE).digest[:12]

    digest = stage.run_now(finish)
    text = stage.run_now(ask, "评选")
    assert text.startswith("【2026年评选】暂定名单")
    assert "■ 楼道管家（1名）\n1服务站：\n1. 赵1 1单元 100%" in text
    assert "恭喜，您在名单上！" in text
    assert digest in text
    other = stage.run_now(ask, "评选 2026", person=2, grid="U2")
    assert "恭喜" not in other and "赵1" not in other and "1. 1单元 100%" in other
    assert "1. 赵1 1单元 100%" in stage.run_now(ask, "评选 2026", person=2, role=COORDINATOR, grid="C")
    short = stage.run_now(ask, "awards", form=SHORT, language="en")
    assert short == (
        "Awards 2026 (provisional): Stairwell Steward 1, Quality Grid 0, Volunteer Pioneer 0. "
        "Congratulations, you are on the list!"
    )


@pytest.mark.parametrize(
    ("role", "grid", "title", "listed"),
    [
        (COORDINATOR, "C", "【2026年3月报告】汉唐社区", "2网格 0%（0/1）"),
        (GRID_HEAD, "G1", "【2026年3月报告】1网格", "1号楼 66.7%（2/3）"),
        (BUILDING_HEAD, "B3", "【2026年3月报告】3号楼", "6单元 0%（0/1）"),
    ],
)
def test_report_reaches_as_far_as_the_post(stage: Database, role: str, grid: str, title: str, listed: str) -> None:
    """Each sees the part they answer for, listed one level below it."""
    text = stage.run_now(ask, "报告 3月", role=role, grid=grid)
    assert text.startswith(title)
    assert listed in text


def test_report_of_ones_part_has_nothing_of_others(stage: Database) -> None:
    """A building head hears nothing of another building."""
    text = stage.run_now(ask, "报告 2026", role=BUILDING_HEAD, grid="B3")
    assert "1单元" not in text and "1号楼" not in text and "评选" not in text


def test_report_by_sms(stage: Database) -> None:
    """One line with the four figures; an empty or unreadable period says what to write."""
    more: dict[str, Any] = {"role": COORDINATOR, "grid": "C", "form": SHORT}
    assert stage.run_now(ask, "报告 2026-03", **more) == "2026年3月：应报6，已报3（50%），隐患1项，积分22分。"
    assert "2026-11" in stage.run_now(ask, "报告 2030", **more)
    assert "2026-Q4" in stage.run_now(ask, "报告 随便", **more)


@pytest.fixture
def crowd(stage: Database) -> Database:
    """Eighty more grids, each with one stairwell and its head, all with names as long as a roster may have."""

    def fill(session: Session) -> None:
        for number in range(100, 180):
            above, path = grid_id(session, "S2"), "/C/S2/"
            for kind, level in (("G", 3), ("B", 4), ("U", 5)):
                path += f"{kind}{number}/"
                place = Grid(code=f"{kind}{number}", name=LONG, level=level, parent_id=above, path=path)
                session.add(place)
                session.flush()
                above = place.id or 0
            session.add(Person(id=number, name="长" * 60, created_at=at(1, 1)))
            session.flush()
            session.add(Post(grid_id=above, person_id=number, role=UNIT_HEAD, from_on=date(2026, 1, 1),
                             created_at=at(1, 1)))  # fmt: skip
        session.execute(update(Grid).where(col(Grid.level) < 5).values(name=LONG))
        session.flush()
        issue_months(session, 6, 7, 8)
        for task in session.exec(select(Task).where(col(Task.period) >= "2026-06", col(Task.person_id) >= 100)):
            report = report_of(task, task.person_id or 0, "sms", task.opens_at, ZONE)
            check_in(session, [report], task.opens_at, ZONE)
        write_queued(session)

    stage.run_now(fill)
    return stage


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(
    ("said", "shown"), [("报告 6月", 15), ("报告 2026", 10), ("排名 网格", 10), ("评选 2026", 15), ("评选 2025", 0)]
)
def test_a_long_list_still_fits_a_chat_message(crowd: Database, said: str, shown: int, language: str) -> None:
    """However many there are and however long their names, the answer can be rendered and fits a Telegram message."""

    def finish(session: Session) -> str:
        close(session)
        make_award_list(session, 2026, at(1, 12, year=2027), ZONE)
        return ask(session, said, role=COORDINATOR, grid="C", language=language)

    text = crowd.run_now(finish)
    assert len(text) < 4096
    assert text.count(LONG) >= shown


def test_the_award_list_says_what_it_leaves_out(crowd: Database) -> None:
    """Winners who do not fit are counted, so that the list never looks complete when it is not."""

    def finish(session: Session) -> str:
        close(session)
        make_award_list(session, 2026, at(1, 12, year=2027), ZONE)
        return ask(session, "评选", role=COORDINATOR, grid="C")

    assert "……另有" in crowd.run_now(finish)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_sms_stays_within_two_segments(stage: Database, language: str) -> None:
    """With the longest names a roster may have, every short answer is two segments at most, and without a link."""

    def rule(session: Session) -> list[str]:
        session.execute(update(Grid).values(name="汉唐名邸住宅小区第十二号楼三单元" * 5))
        reverse(session, session.get_one(Entry, 1), now=at(6, 3), actor_id=2, reason="很长的原因" * 40)
        write_queued(session)
        words = ["积分", "积分 2025", "积分 x", "排名", "排名 楼栋", "排名 网格", "排名 x", "评选", "评选 2024"]
        texts = [ask(session, word, form=SHORT, language=language) for word in words]
        close(session)
        make_award_list(session, 2026, at(1, 12, year=2027), ZONE)
        texts.append(ask(session, "评选", form=SHORT, language=language))
        for word in ("报告 2026", "报告 2026-03", "报告 x"):
            texts.append(ask(session, word, role=COORDINATOR, grid="C", form=SHORT, language=language))
        return texts

    for text in stage.run_now(rule):
        assert segments(text) <= 2, text
        assert "http" not in text


async def test_through_the_dispatch(stage: Database) -> None:
    """All the way: a message comes in, is permitted or not, and one reply is queued."""

    def add(session: Session) -> None:
        for person, value in ((1, "100"), (2, "200")):
            session.add(Address(person_id=person, channel=TELEGRAM, value=value, created_at=at(1, 1)))

    await stage.run(add)
    dispatch = Dispatch(stage, Community(ZONE), ROUTES)
    said = ["积分", "排名", "排名 几号楼", "评选", "报告", "积分 2025"]
    for number, text in enumerate(said):
        await dispatch.take(
            TELEGRAM, lambda body: Inbound(TELEGRAM, body["id"], body["from"], body["text"]),
            [(str(number), {"id": str(number), "from": "100", "text": text})], NOVEMBER,
        )  # fmt: skip
    rows = stage.run_now(
        lambda session: list(
            session.execute(
                sql(col(Message.key)).where(col(Message.purpose) == "reply").order_by(col(Message.id))
            ).scalars()
        )
    )
    assert rows == ["points", "rank", "error-rank", "awards-so-far", "error-not-allowed", "points-none"]


def test_a_volunteer_sees_the_standing(stage: Database) -> None:
    """A volunteer of a grid has no unit, but may see how all stand, with their grid marked."""
    assert "1网格 每单元平均18分 ←您" in stage.run_now(ask, "排名 网格", person=3, role=VOLUNTEER, grid="G1")
