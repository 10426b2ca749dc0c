"""Service procedures as people live them: what is needed, applying, the steps, and who may see what."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from bot.commands.procedure_helping import ApplyForOther, ShowProcedures, read_procedures
from models import procedure_cases, procedure_helping
from models.audit import Audit
from models.case_owners import TURNS
from models.grid import Grid
from models.people import SMS, TELEGRAM, Person
from models.posts import Post, appoint
from models.procedure_cases import (
    DECLINED,
    GRANTED,
    LAPSED,
    OPEN,
    REFUSED,
    WITHDRAWN,
    AlreadyApplied,
    AnotherMust,
    Application,
    StepTaken,
)
from models.procedure_helping import AskOver
from models.procedures import late_steps, named, procedures
from scheduler.procedures import lapse_asked, next_moments, remind_workers, tell_workers
from tests.races import overlapping
from tests.talk import Talk, second

SENSITIVE = ("低保", "保障", "救助", "困难", "失亲", "计划生育", "调查", "评议", "孙奶奶")
"""Words that no SMS about a sensitive application may have."""


@pytest.fixture
async def office(talk: Talk) -> Talk:
    """With the people of the four turns (钱站, 评议, 总支, 陈静), a resident on SMS and one on Telegram."""
    await talk.person("钱站", TELEGRAM, "1021", "coordinator", "HT01")
    await talk.person("评议", TELEGRAM, "1022", "reviewer", "HT0101")
    await talk.person("总支", SMS, "+8613900000023", "reviewer", "HT")
    await talk.person("孙奶奶", SMS, "+8613900000021", "resident", "B3U1")
    await talk.person("吴伯", TELEGRAM, "1024", "resident", "B3U1")
    return talk


async def applications(talk: Talk) -> list[Application]:
    """Every application, by number."""
    return await talk.db.read(lambda s: list(s.execute(select(Application).order_by(col(Application.id))).scalars()))


async def passes(talk: Talk, **time: float) -> None:
    """Let time pass, and do what it brings about."""
    talk.clock.advance(timedelta(**time))
    for sweep in (tell_workers, remind_workers, lapse_asked):
        await talk.db.run(sweep, talk.clock.now(), talk.zone)
    await talk.delivery.drain()


async def views(talk: Talk) -> list[int | None]:
    """Who has viewed a sensitive application, in order."""
    seen = select(col(Audit.actor_id)).where(col(Audit.act) == "application.view").order_by(col(Audit.id))
    return await talk.db.read(lambda s: list(s.execute(seen).scalars()))


def test_the_data_is_whole() -> None:
    """Seven procedures with papers, steps and turns in both languages; no word means two of them."""
    kinds = procedures()
    assert len(kinds) == 7 and [kind.place for kind in kinds.values()] == list(range(1, 8))
    for kind in kinds.values():
        assert all(kind.needs[language] for language in ("zh-CN", "en"))
        assert all(step.who in TURNS and step.days > 0 and step.name["en"] for step in kind.steps)
        assert all(named(word) is kind for word in (*kind.words, *kind.name.values(), *kind.short.values()))
    assert named("别的") is None and [to for _, to in late_steps().told] == ["turn", "community"]


async def test_a_resident_asks_applies_and_follows_by_sms_without_a_telling_word(office: Talk) -> None:
    """One digit each for list, needs and applying; of a sensitive one an SMS says a number and a step, nothing else."""
    assert "回数字" in await office.says("孙奶奶", "办事") and "1生活保障" in office.last("孙奶奶")
    listed = len(office.sent("孙奶奶"))
    assert await office.says("孙奶奶", "1") == "请带身份证和户口簿到服务站，工作人员一一告诉您。回1申请 2先不了"
    assert "收到您的申请，1号" in await office.says("孙奶奶", "1")
    assert "已经申请过了，是1号" in await office.says("孙奶奶", "办事 低保 申请")
    await passes(office, minutes=1)
    assert "1件申请等您办：1号" in office.last("钱站")
    shown = await office.says("钱站", "待办 1")
    assert "最低生活保障" in shown and "孙奶奶" in shown and "每次查看都有记录" in shown
    await office.presses("钱站", "请补材料")
    await office.says("钱站", "请带残疾证")
    assert office.last("孙奶奶") == "您的申请1号还要补一点材料，请联系服务站。"
    await office.says("钱站", "待办 1")
    assert "怎么办的" in await office.presses("钱站", "本步办完")
    assert "进到下一步" in await office.says("钱站", "两人入户，情况属实")
    assert office.last("孙奶奶") == "您的申请1号进到第2步，共4步。"
    assert "1号：第2步，共4步，11月9日前" in await office.says("孙奶奶", "我的申请")
    assert len(await views(office)) == 3  # the worker's two, and her own
    for message in office.sent("孙奶奶")[listed:]:
        assert len(message.text) <= 70 and not any(word in message.text for word in SENSITIVE), message.text


async def test_every_step_by_its_turn_until_it_is_granted(office: Talk) -> None:
    """Station, grid branch, general branch, community: each has it in the queue when it is their turn, only then."""
    await office.says("吴伯", "办事 低保 申请")
    for turn, note in (("钱站", "入户看过"), ("评议", "评议通过"), ("总支", "公示无异议"), ("陈静", "已上报")):
        await passes(office, minutes=1)
        others = [one for one in ("钱站", "评议", "总支", "陈静") if one != turn]
        for other in others:
            assert "没有等您办" in await office.says(other, "待办")
        assert "1件" in await office.says(turn, "待办")
        await office.says(turn, "待办 1")
        if turn == "总支":
            assert not any(word in office.last(turn) for word in SENSITIVE) and "吴伯" not in office.last(turn)
            assert "怎么办的" in await office.says(turn, "1")
        else:
            await office.presses(turn, "本步办完")
        assert "记下了" in await office.says(turn, note)
    (about,) = await applications(office)
    assert about.state == GRANTED and "办好了" in office.last("吴伯")
    assert len(await views(office)) == 4


@pytest.mark.parametrize("change", ["gone", "shorter"])
async def test_a_change_of_the_data_leaves_no_application_behind(
    office: Talk, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """Where the procedure, or the step it is at, is in the file no more, the community settles it."""
    await office.says("吴伯", "办事 低保 申请")
    await office.says("孙奶奶", "办事 4 申请")
    for turn in ("钱站", "评议"):
        await passes(office, minutes=1)
        await office.says(turn, "待办 1")
        await office.presses(turn, "本步办完")
        await office.says(turn, "看过了")
    before = procedures()
    kept = {key: replace(kind, steps=kind.steps[:1]) for key, kind in before.items()} if change == "shorter" else {}
    monkeypatch.setattr("models.procedures.procedures", lambda: kept)
    await passes(office, days=30)
    assert "待办" in await office.says("陈静", "待办") and "申请" in await office.says("吴伯", "我的申请")
    await office.says("陈静", "待办 1")
    await office.presses("陈静", "本步办完")
    await office.says("陈静", "都办妥了")
    assert GRANTED in {about.state for about in await applications(office)}


async def test_only_who_acts_now_and_the_community_see_a_sensitive_one_and_each_view_is_kept(office: Talk) -> None:
    """Others find nothing, as if it did not exist; a view that is refused leaves nothing either."""
    await office.says("吴伯", "办事 临时救助 申请")
    nothing = await office.says("评议", "待办 99")
    assert await office.says("评议", "待办 1") == nothing
    assert "职责" in await office.says("王芳", "待办 1") or office.last("王芳")
    assert await views(office) == []
    assert "临时救助" in await office.says("陈静", "待办 1") and not office.sent("陈静")[-1].buttons
    assert "临时救助" in await office.says("钱站", "待办 1") and office.sent("钱站")[-1].buttons
    assert len(await views(office)) == 2
    raw = await office.db.read(
        lambda s: s.connection().exec_driver_sql("SELECT procedure FROM application").scalar_one()
    )
    assert b"temporary" not in bytes(raw)
    await office.presses("钱站", "不能批准")
    await office.says("钱站", "本季度已经领过")
    (about,) = await applications(office)
    assert about.state == REFUSED and "当面说明" in office.last("吴伯")
    assert await office.says("钱站", "待办 1") == nothing


async def test_who_is_the_worker_cannot_act_on_their_own(office: Talk) -> None:
    """A station's coordinator who applies: it is the community's turn, and their own view shows nothing."""
    await office.says("钱站", "办事 6 申请")
    assert "没有等您办" in await office.says("钱站", "待办")
    assert "开具证明" in await office.says("陈静", "待办")
    assert "1号 开具证明" in await office.says("钱站", "我的申请")


async def test_taking_back_late_steps_and_old_buttons(office: Talk) -> None:
    """0 or a word takes it back; a late step is told to its turn, then to the community; an old button does nothing."""
    await office.says("孙奶奶", "办事 高龄津贴 申请")
    assert "已撤回1号" in await office.says("孙奶奶", "0")
    await office.says("孙奶奶", "办事 高龄 申请")
    assert "要带：本人身份证和户口簿" in await office.says("孙奶奶", "办事 高龄津贴")
    await office.says("钱站", "待办 2")
    await passes(office, days=5, hours=10)
    assert "过了期限：2号" in office.last("钱站")
    await passes(office, days=3)
    assert "过了期限：2号" in office.last("陈静")
    before = len(office.sent("陈静"))
    for _ in range(2):
        assert [one for one in await office.db.read(next_moments, office.clock.now(), office.zone)
                if one and one > office.clock.now()]  # fmt: skip
        await passes(office, days=7)
    late = [one.text for one in office.sent("陈静")[before:] if "过了期限：2号" in one.text]
    assert len(late) == 2  # for as long as it waits, the last who hears of it hears weekly
    await office.says("钱站", "待办 2")
    await office.presses("钱站", "本步办完")
    await office.says("钱站", "年龄核对过")
    assert "过期" in await office.presses("钱站", "不能批准") or "没有改动" in office.last("钱站")
    assert "已撤回2号" in await office.says("孙奶奶", "撤回申请 2")
    assert [one.state for one in await applications(office)] == [WITHDRAWN, WITHDRAWN]
    assert "没找到这件事" in await office.says("孙奶奶", "办事 修车")
    assert "没有登记" in (await office.says("孙奶奶", "办事 7") and await office.says("孙奶奶", "2"))


async def test_of_two_who_do_a_step_at_once_one_counts(office: Talk) -> None:
    """The second is told so, and the step after it is not taken by mistake; applying twice at once opens one."""
    await office.says("吴伯", "办事 低保 申请")
    (about,) = await applications(office)
    now = office.clock.now()

    def done(session: Session) -> str:
        mine = session.get_one(Application, about.id)
        if mine.step:
            mine.step = 0  # what a page that was opened before shows
            session.expunge(mine)
        try:
            procedure_cases.step_done(session, mine, about.applicant_id, "办了", now, office.zone)
        except StepTaken:
            return "late"
        return "done"

    assert sorted(overlapping(office.db, done, done)) == ["done", "late"]

    def apply(session: Session) -> str:
        try:
            procedure_cases.apply(
                session, procedures()["certificate"], about.applicant_id, about.grid_id, now, office.zone
            )
        except procedure_cases.AlreadyApplied:
            return "known"
        return "opened"

    assert sorted(overlapping(office.db, apply, apply)) == ["known", "opened"]
    assert [(one.step, one.state) for one in await applications(office)] == [(1, OPEN), (0, OPEN)]


async def test_a_helper_asks_and_the_person_decides(office: Talk) -> None:
    """Nothing is open before their own yes; it is theirs; the helper hears how far it is and never what for."""
    asked = await office.says("王芳", "办事 低保 替 孙奶奶")
    assert "已去问孙奶奶了，是1号" in asked and "王芳想替您向服务站递一份申请" in office.last("孙奶奶")
    assert not any(word in office.last("孙奶奶") for word in SENSITIVE if word != "孙奶奶")
    assert "没有等您办" in await office.says("钱站", "待办") and "没有找到" in await office.says("陈静", "待办 1")
    assert "1号（替孙奶奶）：等本人回话" in await office.says("王芳", "我的申请")
    assert "这件事您已经问过本人了" in await office.says("王芳", "办事 替 孙奶奶 低保 申请")
    assert "不敢乱办" in await office.says("孙奶奶", "同意是同意就是不知道啥事")
    assert "收到您的申请，1号" in await office.says("孙奶奶", "1")
    assert "孙奶奶同意了" in office.last("王芳") and "第1步" in await office.says("孙奶奶", "我的申请")
    await passes(office, minutes=1)
    await office.says("钱站", "待办 1")
    await office.presses("钱站", "请补材料")
    await office.says("钱站", "请带残疾证")
    assert office.last("王芳") == "您帮孙奶奶办的1号还要补点材料，已告诉本人，请您提醒一下。"
    await office.says("钱站", "待办 1")
    await office.presses("钱站", "不能批准")
    await office.says("钱站", "收入超过标准")
    assert office.last("王芳") == "您帮孙奶奶办的1号有结果了，已告诉本人。"
    assert "没有申请过" in await office.says("王芳", "我的申请")


async def test_a_helper_is_told_the_same_whatever_the_person_has(office: Talk) -> None:
    """Who has applied already says yes and nothing doubles; a no is not asked about again; silence ends by itself."""
    await office.says("吴伯", "办事 高龄津贴 申请")
    assert "已去问吴伯了" in await office.says("王芳", "办事 高龄 替吴伯") and "高龄津贴" in office.last("吴伯")
    assert "已经申请过了，是1号" in await office.presses("吴伯", "同意")
    assert "吴伯这次先不办" in office.last("王芳")
    assert "已去问孙奶奶" in await office.says("王芳", "办事 证明 替 孙奶奶")
    assert "王芳会知道" in await office.says("孙奶奶", "2") and "孙奶奶这次先不办" in office.last("王芳")
    assert "已经问过本人" in await office.says("王芳", "办事 证明 替 孙奶奶")
    await office.says("王芳", "services volunteering for 孙奶奶")
    await passes(office, days=7)
    assert "一直没有回话（4号）" in office.last("王芳")
    await office.says("王芳", "办事 低保 替 孙奶奶")
    assert "已撤回5号" in await office.says("王芳", "撤回申请 5")
    assert [one.state for one in await applications(office)] == [OPEN, LAPSED, DECLINED, LAPSED, LAPSED]
    assert "例如：办事 高龄津贴 替" in await office.says("王芳", "办事 证明 替 王芳")
    assert "职责" in await office.says("吴伯", "办事 证明 替 孙奶奶") or "没有" in office.last("吴伯")


async def test_of_two_yeses_one_counts(office: Talk) -> None:
    """A yes that comes twice at once opens it once."""
    await office.says("王芳", "办事 证明 替 孙奶奶")
    (about,) = await applications(office)

    def yes(session: Session) -> str:
        try:
            mine = session.get_one(Application, about.id)
            procedure_helping.agree(session, mine, office.clock.now(), office.zone)
        except (AskOver, AlreadyApplied):
            return "late"
        return "opened"

    assert sorted(overlapping(office.db, yes, yes)) == ["late", "opened"]


async def test_nobody_decides_on_what_they_looked_into(office: Talk) -> None:
    """Whoever did the survey is passed over for the later steps, whatever posts they hold, and told so kindly."""

    def both_posts(session: Session) -> None:
        station, grid = (session.execute(select(Grid).where(col(Grid.code) == one)).scalar_one()
                         for one in ("HT01", "HT0101"))  # fmt: skip
        worker = session.execute(select(col(Post.person_id)).where(col(Post.grid_id) == station.id)).scalar_one()
        appoint(session, grid, "reviewer", worker, office.clock.now().date(), office.clock.now())

    await office.db.run(both_posts)
    await office.says("吴伯", "办事 低保 申请")
    await passes(office, minutes=1)
    await office.says("钱站", "待办 1")
    await office.presses("钱站", "本步办完")
    await office.says("钱站", "入户看过")
    await passes(office, minutes=1)
    assert "没有等您办" in await office.says("钱站", "待办") and "1件" in await office.says("评议", "待办")
    (about,) = await applications(office)

    def decide(session: Session) -> None:
        person_id = session.execute(select(col(Person.id)).where(col(Person.name) == "钱站")).scalar_one()
        mine = session.get_one(Application, about.id)
        procedure_cases.turn_down(session, mine, person_id, "不符合", office.clock.now())

    with pytest.raises(AnotherMust):
        await office.db.run(decide)


async def test_a_step_that_nobody_may_do_is_told_of(talk: Talk) -> None:
    """Where one coordinator is all there is, the second step waits for another person and the coordinator hears so."""
    await talk.person("吴伯", TELEGRAM, "1024", "resident", "B3U1")
    await talk.says("吴伯", "办事 临时救助 申请")
    await talk.says("陈静", "待办 1")
    await talk.presses("陈静", "本步办完")
    await talk.says("陈静", "上门看过")
    await passes(talk, minutes=1)
    assert "没有人能办：1号" in talk.last("陈静")
    before = len(talk.sent("陈静"))
    await passes(talk, days=7)
    assert [one.text for one in talk.sent("陈静")[before:] if "没有人能办：1号" in one.text]
    await second(talk)
    await passes(talk, minutes=1)
    assert "1号" in talk.last("周敏")  # who is appointed later hears of it


async def test_five_that_nobody_may_do_are_one_message_and_keep_back_nothing(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them are counted in one message a week, and a newer one that somebody may do is told of at once."""
    monkeypatch.setattr("scheduler.procedures.BATCH", 2)
    for place in range(5):
        name = f"吴伯{place}"
        await talk.person(name, TELEGRAM, f"110{place}", "resident", "B3U1")
        await talk.says(name, "办事 临时救助 申请")
        await talk.says("陈静", f"待办 {place + 1}")
        await talk.presses("陈静", "本步办完")
        await talk.says("陈静", "上门看过")
    await talk.says("吴伯0", "办事 高龄津贴 申请")
    before = len(talk.sent("陈静"))
    for day in range(2):
        await passes(talk, days=day, minutes=1)
    told = [one.text for one in talk.sent("陈静")[before:]]
    assert sum("没有人能办" in one for one in told) == 1
    assert [one for one in told if "有5件申请的这一步没有人能办：1、2、3、4、5号" in one]
    assert [one for one in told if "有1件申请等您办：6号" in one]
    now = talk.clock.now()
    assert now + timedelta(seconds=1) not in await talk.db.read(next_moments, now, talk.zone)
    await passes(talk, days=6)
    assert sum("有5件申请的这一步没有人能办" in one.text for one in talk.sent("陈静")[before:]) == 2
    await second(talk)
    assert now + timedelta(seconds=1) in await talk.db.read(next_moments, now, talk.zone)


@pytest.mark.parametrize(("said", "what", "who"), [
    ("高龄津贴 替 王伯", "高龄津贴", "王伯"), ("替王伯 高龄津贴 申请", "高龄津贴", "王伯"),
    ("低保帮#12", "低保", "#12"),
    ("help for a time for Wang Wei", "help for a time", "Wang Wei"), ("高龄 代 13900000001", "高龄", "13900000001"),
    ("help for a time", "", ""), ("高龄津贴代办", "", ""), ("修车 替 王伯", "", ""),
    ("高龄津贴 申请", "", ""), ("", "", ""),
])  # fmt: skip
def test_whose_application_is_meant(said: str, what: str, who: str) -> None:
    """A procedure that is known and somebody's name is for them, in any order; anything else is for oneself."""
    intent = read_procedures(said)
    assert intent == (ApplyForOther(what, who) if what else ShowProcedures(said))
