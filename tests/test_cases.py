"""Cases as people live them: found or reported, taken, told of, solved, and closed by nobody's silence."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlmodel import Session, col

from models import cases
from models.case_rules import categories, read_category, rules
from models.cases import CLOSED, MERGED, OPEN, SOLVED, TAKEN, WITHDRAWN, Case, findings_solved
from models.grid import Grid
from models.outbox import Message
from models.people import SMS, TELEGRAM, Person
from models.questions import CHECKLIST
from scheduler.cases import ask_checkers, escalate_cases, next_moments, tell_owners
from tests.races import overlapping
from tests.talk import Talk


@pytest.fixture
async def street(talk: Talk) -> Talk:
    """With a building head on Telegram (赵楼), a station coordinator (钱站) and two residents on SMS (孙奶奶, 吴伯)."""
    await talk.person("赵楼", TELEGRAM, "1020", "building_head", "B3")
    await talk.person("钱站", TELEGRAM, "1021", "coordinator", "HT01")
    await talk.person("孙奶奶", SMS, "+8613900000021", "resident", "B3U1")
    await talk.person("吴伯", SMS, "+8613900000022", "resident", "B3U1")
    return talk


async def all_cases(talk: Talk) -> list[Case]:
    """Every case, by number."""
    return await talk.db.read(lambda s: list(s.execute(select(Case).order_by(col(Case.id))).scalars()))


async def passes(talk: Talk, **time: float) -> None:
    """Let time pass, and do what it brings about."""
    talk.clock.advance(timedelta(**time))
    for sweep in (tell_owners, escalate_cases, ask_checkers):
        await talk.db.run(sweep, talk.clock.now(), talk.zone)
    await talk.delivery.drain()


def test_every_point_of_the_inspection_is_a_category() -> None:
    """What an inspection can find has an owner and days of its own; every category has a name in both languages."""
    assert set(CHECKLIST) < set(categories())
    assert all(set(kind.name) == {"zh-CN", "en"} and kind.level in (1, 2, 4) for kind in categories().values())
    assert [to for _, to in rules().escalate.told] == ["owner", "station", "community"]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("楼道灯坏了", "lighting"), ("三楼声控灯不亮", "lighting"), ("有人在楼道堆杂物", "corridor"),
        ("电瓶车飞线充电", "e_bike"),
        ("楼上漏水到我家", "pipes"), ("单元门关不上", "doors"), ("好多小广告", "leaflets"), ("垃圾没人倒", "litter"),
        ("有个陌生人老来推销", "strangers"), ("消防栓没水", "fire_door"), ("外墙掉砖", "building"),
        ("the stairwell light is broken", "lighting"), ("a leak in the pipe", "pipes"),
        ("帮帮忙", None), ("不好", None),
    ],
)  # fmt: skip
def test_a_report_in_plain_words_finds_its_category(said: str, key: str | None) -> None:
    """The longest word counts; what has none is asked about, never guessed."""
    assert read_category(said) == key


async def test_an_elder_reports_by_sms_and_has_the_last_word(street: Talk) -> None:
    """One text makes a case; its owner hears, takes it, writes; she hears each time, and only her "1" closes it."""
    told = await street.says("孙奶奶", "报修 楼道灯坏了")
    assert told == "记下了，1号照明，11月7日前处理，办好了请您确认。报错回0撤销"
    await passes(street, minutes=1)
    assert "新工单1号：长城苑3号楼1单元，照明" in street.last("赵楼")
    assert "归您办了" in await street.presses("赵楼", "我来办")
    await street.delivery.drain()
    assert "有人在办了：赵楼" in street.last("孙奶奶")
    assert "请回一句" in await street.presses("赵楼", "写进展")
    assert "已告诉报1号的1位" in await street.says("赵楼", "已联系电工")
    assert street.last("孙奶奶") == "您报的1号照明有进展：已联系电工"
    assert "已请报的人确认" in await street.says("赵楼", "办结 1 灯换好了")
    assert street.last("孙奶奶") == "您报的1号照明办好了吗？回1好了 2还没"
    assert (await all_cases(street))[0].state == SOLVED
    assert "就此办结" in await street.says("孙奶奶", "1")
    assert "已确认解决" in street.last("赵楼")
    (about,) = await all_cases(street)
    assert about.state == CLOSED and about.closed_by == about.reporter_id != about.solved_by
    assert all(len(message.text) <= 134 for message in street.sent("孙奶奶"))


async def test_not_yet_opens_it_again_even_after_a_checker_closed_it(street: Talk) -> None:
    """2 reopens and asks what is wrong; silence brings a checker, and a late 2 outweighs the checker's 1."""
    await street.says("孙奶奶", "报修 楼道灯坏了")
    await passes(street, minutes=1)
    await street.says("赵楼", "办结 1 换好了")
    assert "重新办" in await street.says("孙奶奶", "还没好")
    await street.says("孙奶奶", "三楼那个还是黑的")
    await passes(street, minutes=1)
    assert "没有办好，重新打开" in street.last("赵楼")
    shown = await street.says("赵楼", "工单 1")
    assert "三楼那个还是黑的" in shown and "孙奶奶 说还没好" in shown
    await street.says("赵楼", "办结 1 都换好了", photo="photo-1")
    assert "照片1张" in await street.says("赵楼", "工单 1") and street.sent("赵楼")[-1].photo == "photo-1"
    await passes(street, days=3)
    assert "请您去看一眼" in street.last("王芳")
    assert "就此办结" in await street.presses("王芳", "好了")
    assert (await all_cases(street))[0].state == CLOSED
    assert "重新办" in await street.says("孙奶奶", "2")
    (about,) = await all_cases(street)
    assert (about.state, about.reopened, about.closed_by) == (OPEN, 2, None)


async def test_nobody_s_silence_closes_a_case(street: Talk) -> None:
    """Reporter and checkers silent for a year: it stays open, and each of them was asked in turn."""
    await street.says("孙奶奶", "报修 楼道灯坏了")
    await passes(street, minutes=1)
    await street.says("赵楼", "办结 1 换好了")
    for _ in range(52):
        await passes(street, days=7)
    (about,) = await all_cases(street)
    assert about.state == SOLVED and about.checks > 5
    asked = select(col(Message.person_id)).where(col(Message.purpose) == "case_check").distinct()
    people = await street.db.read(lambda s: set(s.execute(asked).scalars()))
    assert about.solved_by not in people and about.reporter_id not in people and len(people) == 3


async def test_findings_become_cases_with_the_check_in_and_go_with_its_undo(street: Talk) -> None:
    """Two findings are two cases at once; their owner hears when they can no longer be undone; undo takes them back."""
    await street.issue_inspection()
    await street.says("李姨", "2")
    await street.says("李姨", "3 5")
    await street.says("李姨", "灯在三楼")
    assert [(one.category, one.state) for one in await all_cases(street)] == [("lighting", OPEN), ("e_bike", OPEN)]
    await passes(street, minutes=10)
    assert not street.sent("赵楼")
    await street.says("李姨", "撤销")
    assert {one.state for one in await all_cases(street)} == {WITHDRAWN}
    await street.says("李姨", "2")
    await street.says("李姨", "3 5")
    await passes(street, minutes=31)
    assert "电动车和电线" in street.last("赵楼") and "照明" not in street.last("赵楼")  # not urgent: tomorrow morning
    await passes(street, days=1)
    assert "照明" in street.last("赵楼") or "照明" in street.sent("赵楼")[-2].text


async def test_the_same_thing_twice_is_offered_and_merged_and_both_hear(street: Talk) -> None:
    """A second report of one kind at one unit: 1 joins it, and both reporters are asked; 2 keeps it apart."""
    await street.says("孙奶奶", "报修 楼道灯坏了")
    assert "是同一件吗" in await street.says("吴伯", "报修 灯不亮")
    assert "并到1号" in await street.says("吴伯", "1")
    await street.says("赵楼", "办结 1 换好了")
    assert "办好了吗" in street.last("孙奶奶") and "办好了吗" in street.last("吴伯")
    assert "就此办结" in await street.says("吴伯", "1")
    await street.says("孙奶奶", "报修 楼道灯又坏了")
    assert "是同一件吗" in await street.says("吴伯", "报修 门口灯也坏了")
    assert "记下了，4号" in await street.says("吴伯", "2")
    assert [one.state for one in await all_cases(street)] == [CLOSED, MERGED, OPEN, OPEN]
    assert "已并到3号" in await street.says("赵楼", "合并 4 3")
    history = await street.says("赵楼", "工单 B3U1")
    assert "🔁 照明：一年2件" in history and "3号" in history and "4号" not in history


async def test_what_is_unclear_is_asked_once_and_never_lost(street: Talk) -> None:
    """No known word: which kind, by a digit; unclear twice, it goes to the building head as something else."""
    assert "哪一类" in await street.says("孙奶奶", "报修 你们快来看看吧")
    assert "1号水管下水" in await street.says("孙奶奶", "9")
    await street.says("吴伯", "报修 说不清楚")
    assert "请回一个数字" in await street.says("吴伯", "哎呀")
    assert "2号其他" in await street.says("吴伯", "我也不知道")
    assert "哪里有什么问题" in await street.says("吴伯", "报修")
    assert "3号垃圾卫生" in await street.says("吴伯", "门口垃圾成堆")
    assert "已撤回3号" in await street.says("吴伯", "0")
    assert "垃圾卫生：已撤回" not in await street.says("吴伯", "我的报修") and "2号" in street.last("吴伯")
    await street.person("路人甲", SMS, "+8613900000029")
    assert "连楼栋单元" in await street.says("路人甲", "报修 灯坏了")
    assert "4号照明" in await street.says("路人甲", "长城苑3号楼2单元 灯坏了")


async def test_late_cases_climb_and_a_person_hears_once_a_day(street: Talk) -> None:
    """At its due time the owner, three days on the station, seven days on the community, and that again every week."""
    await street.says("孙奶奶", "报修 楼道灯坏了")
    await street.says("吴伯", "报修 垃圾没人倒")
    await passes(street, minutes=1)
    await passes(street, days=5, hours=9, minutes=1)
    assert "过了期限" in street.last("赵楼") and "照明" in street.last("赵楼")
    before = len(street.sent("赵楼"))
    await passes(street, hours=1)
    assert len(street.sent("赵楼")) == before
    await passes(street, days=3)
    assert "过了期限" in street.last("钱站")
    await passes(street, days=4)
    assert "过了期限" in street.last("陈静")
    assert [one.escalated for one in await all_cases(street)] == [3, 3]
    moments = await street.db.read(next_moments, street.clock.now(), street.zone)
    [again] = [moment for moment in moments if moment and moment > street.clock.now()]
    assert again.astimezone(street.zone).date() - street.clock.now().astimezone(street.zone).date() < timedelta(days=8)
    for week in (4, 5):
        before = len(street.sent("陈静"))
        await passes(street, days=7)
        assert len(street.sent("陈静")) == before + 1 and "过了期限" in street.last("陈静")
        assert [one.escalated for one in await all_cases(street)] == [week, week]


async def test_handing_up_moves_the_owner_and_each_level_only_works_on_its_own(street: Talk) -> None:
    """With a reason to the station, then to the community; who handed it up has nothing to do with it any more."""
    await street.says("孙奶奶", "报修 楼道灯坏了")
    await passes(street, minutes=1)
    assert "已交给服务站" in await street.says("赵楼", "上交 1 线路老化")
    assert "已转到服务站" in street.last("孙奶奶")
    assert "已经交给服务站办" in await street.says("赵楼", "接单 1")
    await passes(street, minutes=1)
    assert "新工单1号" in street.last("钱站")
    assert "已交给社区" in await street.says("钱站", "上交 1 要动公共维修资金")
    assert "没有更上一级" in await street.says("陈静", "上交 1 没人管")
    assert "没有找到" in await street.says("孙奶奶", "接单 1") or "职责" in street.last("孙奶奶")
    await street.says("陈静", "接单 1")
    (about,) = await all_cases(street)
    assert (about.level, about.state) == (1, TAKEN)


async def test_a_quiet_category_says_nothing_in_any_message(street: Talk) -> None:
    """What somebody wrote about a neighbour stands in no message, and whoever looks at it is written down."""
    await street.says("孙奶奶", "报修 独居的老人好几天没见出门")
    await passes(street, minutes=1)
    assert "邻里关照" in street.last("钱站") and "独居" not in street.last("钱站")
    await street.says("钱站", "进展 1 上门看过了，老人住院了")
    assert "住院" not in street.last("孙奶奶") and "有进展" in street.last("孙奶奶")
    assert "独居的老人" in await street.says("钱站", "工单 1")
    audit = "SELECT count(*) FROM audit WHERE act = 'case.view'"
    assert await street.db.read(lambda s: s.connection().exec_driver_sql(audit).scalar_one()) == 1


async def test_nobody_sees_cases_beyond_their_subtree(street: Talk) -> None:
    """A case of another building looks as if it did not exist, by number and by unit."""
    await street.grid("B4", "长城苑4号楼", 4, "HT0101")
    await street.person("别楼", TELEGRAM, "1030", "building_head", "B4")
    await street.says("孙奶奶", "报修 楼道灯坏了")
    nothing = await street.says("别楼", "工单 99")
    assert await street.says("别楼", "工单 1") == nothing
    assert "没有要办的" in await street.says("别楼", "工单")
    await street.says("别楼", "办结 1 好了呀")
    assert (await all_cases(street))[0].state == OPEN


async def test_english(street: Talk) -> None:
    """report a problem … is a case; report alone is still the period's account."""
    await street.person("Ms Green", SMS, "+8613900000033", "unit_head", "B3U2", language="en")
    assert "Noted, no. 1 lighting" in await street.says("Ms Green", "report a problem: the light is broken")
    assert "not allowed" in (await street.says("Ms Green", "report")).lower() or street.last("Ms Green")
    assert len(await all_cases(street)) == 1


async def one_case(talk: Talk) -> tuple[Case, int, int]:
    """A case, its reporter's id and another person's."""
    await talk.says("孙奶奶", "报修 楼道灯坏了")
    (about,) = await all_cases(talk)
    other = await talk.db.read(lambda s: s.connection().exec_driver_sql(
        "SELECT id FROM person WHERE name = '赵楼'").scalar_one())  # fmt: skip
    return about, about.reporter_id, other


async def test_of_two_who_act_at_once_one_counts(street: Talk) -> None:
    """Two take one case, and two merge two cases into one another: the first counts, the second hears so."""
    about, reporter, other = await one_case(street)
    now = street.clock.now()

    def taking(person_id: int) -> Any:
        def rule(session: Session) -> str:
            try:
                cases.take(session, session.get_one(Case, about.id), person_id, now)
            except cases.CaseMoved:
                return "late"
            return "took"

        return rule

    assert sorted(overlapping(street.db, taking(other), taking(reporter))) == ["late", "took"]
    await street.says("吴伯", "报修 灯不亮")

    def merging(first: int, second: int) -> Any:
        def rule(session: Session) -> str:
            try:
                cases.merge(session, session.get_one(Case, first), session.get_one(Case, second), other, now)
            except cases.CaseMoved:
                return "late"
            return "merged"

        return rule

    assert sorted(overlapping(street.db, merging(1, 2), merging(2, 1))) == ["late", "merged"]
    assert [one.state for one in await all_cases(street)].count(MERGED) == 1


async def test_a_merged_case_stands_again_when_what_it_joined_is_undone(street: Talk) -> None:
    """The inspection it was joined to is taken back: the resident's report is open again."""
    await street.issue_inspection()
    await street.presses("王芳", "发现问题")
    await street.presses("王芳", "照明")
    await street.presses("王芳", "提交")
    assert "是同一件吗" in await street.says("孙奶奶", "报修 楼道灯坏了")
    await street.says("孙奶奶", "1")
    await street.says("王芳", "撤销")
    assert [one.state for one in await all_cases(street)] == [WITHDRAWN, OPEN]


async def test_findings_are_counted_for_reviews(street: Talk) -> None:
    """By grid: found on inspection, and of those confirmed as solved; a resident's report is nobody's finding."""
    await street.issue_inspection()
    await street.says("李姨", "2")
    await street.says("李姨", "3 4")
    await street.says("孙奶奶", "报修 楼道灯坏了")
    await passes(street, minutes=31)
    await street.says("赵楼", "办结 1 换好了")
    await street.says("李姨", "1")
    grids = await street.db.read(lambda s: dict(s.execute(select(col(Grid.code), col(Grid.id))).all()))
    start, end = street.clock.now() - timedelta(days=1), street.clock.now() + timedelta(days=1)
    got = await street.db.read(findings_solved, [grids["B3U1"], grids["B3U2"]], start, end)
    assert got == {grids["B3U1"]: (0, 0), grids["B3U2"]: (2, 1)}
    assert await street.db.read(findings_solved, [], start, end) == {}


async def test_a_case_counts_as_told_when_somebody_was(street: Talk) -> None:
    """No owner can be reached: it is tried every morning, and whoever comes first hears of it as of new."""
    everybody = update(Person).where(col(Person.name).in_(("赵楼", "钱站", "陈静")))
    await street.db.run(lambda s: s.execute(everybody.values(consent_at=None)))
    await street.says("孙奶奶", "报修 楼道灯坏了")
    await passes(street, minutes=1)
    [about] = await all_cases(street)
    assert about.told_at is None and about.tell_at > street.clock.now()
    await street.db.run(lambda s: s.execute(everybody.values(consent_at=street.clock.now())))
    await passes(street, days=1)
    assert "照明" in street.last("赵楼") and (await all_cases(street))[0].told_at == street.clock.now()
