"""The review of nominations: whose turn, one decision, what is told to whom, what waits too long."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlmodel import Session, col

from models.errors import NotFound
from models.grid import grid_by_code
from models.honours import Honour
from models.nominations import APPROVED, REJECTED, RETURNED, SUBMITTED, Nomination
from models.outbox import Message
from models.people import SMS, TELEGRAM, Person
from models.posts import appoint
from models.reviewing import AlreadyDecided, NominationTally, decide, nominations_between, queue, to_review
from scheduler.nominating import ask_consent, next_moments, remind_reviewers
from tests.races import overlapping
from tests.talk import Talk
from tests.test_nominations import STORY, nominated, nominations


@pytest.fixture
async def branch(talk: Talk) -> Talk:
    """A grid branch with two reviewers (孙评, 何评), another grid with one (远评), and one nomination handed in."""
    await talk.grid("HT0102", "瓜州路网格", 3, "HT01")
    await talk.person("孙评", TELEGRAM, "2001", "reviewer", "HT0101")
    await talk.person("何评", SMS, "+8613900000021", "reviewer", "HT0101")
    await talk.person("远评", TELEGRAM, "2003", "reviewer", "HT0102")
    await nominated(talk, "王芳", "赵秀兰")
    return talk


async def ids(talk: Talk) -> dict[str, int]:
    """{name: id} of everybody."""
    return dict(await talk.db.read(lambda s: s.execute(select(col(Person.name), col(Person.id))).all()))


async def remind(talk: Talk) -> int:
    """The weekly word, and its sending."""
    said = await talk.db.run(remind_reviewers, talk.clock.now(), talk.zone)
    await talk.delivery.drain()
    return said


async def test_the_branch_sees_the_story_and_approves(branch: Talk) -> None:
    """A reviewer gets story, nominator and quota; the yes becomes an honour, the nominator hears."""
    shown = await branch.says("孙评", "推荐审核")
    assert STORY in shown and "王芳（长城苑3号楼1单元）推荐赵秀兰" in shown and "共1条" in shown
    assert "已通过" in await branch.presses("孙评", "通过")
    assert "审核通过了" in branch.last("王芳")
    (about,) = await nominations(branch)
    people = await ids(branch)
    assert (about.state, about.decided_by) == (APPROVED, people["孙评"])
    (honour,) = await branch.db.read(lambda s: list(s.execute(select(Honour)).scalars()))
    assert (honour.nomination_id, honour.year, honour.category) == (about.id, 2026, "good_neighbour")
    assert "没有等您审核" in await branch.says("孙评", "推荐审核")


async def test_by_sms_a_review_is_a_digit_and_a_sentence(branch: Talk) -> None:
    """Sent back with words; the nominator improves it and hands it in again; the points are not booked twice."""
    assert "1条待审" in await branch.says("何评", "推荐审核")
    assert "请写明要补充什么" in await branch.says("何评", "2")
    assert "请写一句话" in await branch.says("何评", "1")
    assert "已退回" in await branch.says("何评", "请写清是从哪个月开始的")
    assert "请写清是从哪个月开始的" in branch.last("王芳")
    (about,) = await nominations(branch)
    assert about.state == RETURNED and about.remark == "请写清是从哪个月开始的"
    assert "没有等您审核" in await branch.says("何评", "推荐审核")
    assert "接着讲" in await branch.presses("王芳", "补充修改")
    await branch.says("王芳", "从今年三月开始，一天没断过")
    for label in ("写完了", "跳过", "问过了"):
        await branch.presses("王芳", label)
    assert "已交" in await branch.presses("王芳", "✅ 提交")
    assert "从今年三月开始" in await branch.says("孙评", "推荐审核")
    (about,) = await nominations(branch)
    assert (about.state, about.round) == (SUBMITTED, 2)
    assert all(len(message.text) <= 134 for message in branch.sent("何评"))


async def test_turned_down_with_a_reason(branch: Talk) -> None:
    """不予 asks why, tells the nominator kindly, and gives no honour."""
    await branch.says("孙评", "推荐审核")
    await branch.presses("孙评", "不予")
    assert "已记下不予" in await branch.says("孙评", "上季度已经表彰过")
    assert "这次没有通过：上季度已经表彰过" in branch.last("王芳")
    (about,) = await nominations(branch)
    assert about.state == REJECTED
    assert await branch.db.read(lambda s: s.execute(select(Honour)).first()) is None


async def test_two_reviewers_at_once_make_one_decision(branch: Talk) -> None:
    """Of two who decide at the same moment the second is told so; one honour, one message."""
    (about,) = await nominations(branch)
    people = await ids(branch)

    def press(name: str, decision: str) -> Any:
        def rule(session: Session) -> str:
            seen = to_review(session, about.id, people[name], ["/HT/HT01/HT0101/"])
            try:
                decide(session, seen, decision, "理由", 1, people[name], branch.clock.now())
            except AlreadyDecided:
                return "late"
            return "decided"

        return rule

    assert overlapping(branch.db, press("孙评", APPROVED), press("何评", REJECTED)) == ("decided", "late")
    (about,) = await nominations(branch)
    assert (about.state, about.decided_by) == (APPROVED, people["孙评"])


async def test_a_decision_is_about_the_words_that_were_read(branch: Talk) -> None:
    """Whoever still looks at the first version cannot approve the second."""
    await branch.says("孙评", "推荐审核")
    await branch.says("何评", "推荐审核")
    await branch.says("何评", "2")
    await branch.says("何评", "请补充时间")
    await branch.presses("王芳", "补充修改")
    await branch.says("王芳", "从今年三月开始")
    for label in ("写完了", "跳过", "问过了", "✅ 提交"):
        await branch.presses("王芳", label)
    assert "已经有人审核、撤回或修改过" in await branch.presses("孙评", "通过")
    (about,) = await nominations(branch)
    assert about.state == SUBMITTED


async def test_another_grids_reviewer_sees_nothing(branch: Talk) -> None:
    """Neither in the queue nor by id: it looks as if it did not exist."""
    assert "没有等您审核" in await branch.says("远评", "推荐审核")
    (about,) = await nominations(branch)
    number = (await ids(branch))["远评"]
    with pytest.raises(NotFound):
        await branch.db.read(to_review, about.id, number, ["/HT/HT01/HT0102/"])
    assert "不在您的职责内" in await branch.says("李姨", "推荐审核")


async def test_nobody_reviews_their_own_nor_one_of_themselves(talk: Talk) -> None:
    """A reviewer's own nomination goes to the next: another reviewer, the grid head, then the coordinator."""
    await talk.person("孙评", TELEGRAM, "2001", "reviewer", "HT0101")
    await nominated(talk, "孙评", "赵秀兰")
    assert "没有等您审核" in await talk.says("孙评", "推荐审核")
    assert "赵秀兰" in await talk.says("陈静", "推荐审核")
    await talk.person("吴格", TELEGRAM, "2002", "grid_head", "HT0101")
    assert "没有等您审核" in await talk.says("陈静", "推荐审核")
    assert "赵秀兰" in await talk.says("吴格", "推荐审核")
    people = await ids(talk)
    await talk.db.run(lambda s: s.execute(update(Nomination).values(nominee_id=people["吴格"])) and None)
    assert "没有等您审核" in await talk.says("吴格", "推荐审核")
    assert "赵秀兰" in await talk.says("陈静", "推荐审核")


async def test_the_next_one_can_be_seen_first(branch: Talk) -> None:
    """下一条 goes through the queue and round again; deciding says how many are left."""
    branch.clock.advance(timedelta(minutes=1))
    await nominated(branch, "王芳", "孙大勇")
    assert "赵秀兰" in await branch.says("孙评", "推荐审核") and "共2条" in branch.last("孙评")
    assert "孙大勇" in await branch.presses("孙评", "下一条")
    assert "赵秀兰" in await branch.presses("孙评", "下一条")
    assert "还有1条" in await branch.presses("孙评", "通过")


async def test_reviewers_hear_once_a_week_and_coordinators_of_what_waits_too_long(branch: Talk) -> None:
    """The first word comes at once, the next on Monday; after three weeks coordinators hear; after eight nobody."""
    assert await remind(branch) == 2 and "有1条推荐等您审核" in branch.last("孙评")
    assert "有1条推荐等您审核" in branch.last("何评") and branch.last("远评") == ""
    assert await remind(branch) == 0
    branch.clock.advance(timedelta(days=6, hours=23))
    assert await remind(branch) == 0  # Monday, eight o'clock
    assert branch.clock.now() + timedelta(hours=1) in await branch.db.read(
        next_moments, branch.clock.now(), branch.zone
    )
    branch.clock.advance(timedelta(hours=1))
    assert await remind(branch) == 2
    branch.clock.advance(timedelta(weeks=2))
    assert await remind(branch) == 3 and "三周以上" in branch.last("陈静")
    branch.clock.advance(timedelta(weeks=5))
    assert await remind(branch) == 0


async def test_of_one_that_nobody_can_review_the_coordinators_hear(talk: Talk) -> None:
    """Where the only coordinator nominated, nobody is left; that does not wait three weeks to be seen."""
    await nominated(talk, "陈静", "赵秀兰")
    assert await remind(talk) == 1 and "找不到能审核的人" in talk.last("陈静")


async def test_consent_is_asked_for_again_three_times_in_all(branch: Talk) -> None:
    """An unknown nominee's nominator who has not asked yet is reminded weekly, and no more after three times."""
    await branch.says("王芳", "推荐 孙大勇")
    await branch.says("王芳", "6")
    await branch.says("王芳", STORY)
    for label in ("写完了", "跳过", "还没问", "✅ 提交"):
        await branch.presses("王芳", label)
    heard = []
    for _ in range(5):
        branch.clock.advance(timedelta(days=7))
        heard.append(await branch.db.run(ask_consent, branch.clock.now(), branch.zone))
        await branch.delivery.drain()
    assert heard == [1, 1, 1, 0, 0]
    assert "孙大勇" in branch.last("王芳") and "当面问一声" in branch.last("王芳")
    assert "同意公布" in await branch.presses("王芳", "问过了")
    assert [about.consent for about in await nominations(branch)] == ["agreed", "agreed"]


async def test_nominee_and_nominator_hear_of_the_decision(branch: Talk) -> None:
    """A nominee who was asked hears the outcome; one who refused is left in peace, and hears nothing."""
    for whom, answer in (("李姨", "1"), ("李姨", "2")):
        branch.clock.advance(timedelta(minutes=1))
        await branch.says("王芳", f"推荐 {whom}")
        await branch.says("王芳", "1")
        await branch.says("王芳", "6")
        await branch.says("王芳", STORY)
        for label in ("写完了", "跳过", "✅ 提交"):
            await branch.presses("王芳", label)
        await branch.says("李姨", answer)
    await branch.says("孙评", "推荐审核")
    for _ in range(3):
        await branch.presses("孙评", "通过")
        await branch.says("孙评", "推荐审核")
    outcomes = await branch.db.read(
        lambda s: list(
            s.execute(select(col(Message.key)).where(col(Message.purpose) == "nomination-outcome")).scalars()
        )
    )
    assert outcomes == ["nomination-approved-nominee"]
    assert "恭喜您被评为“好邻居”" in "".join(m.text for m in branch.sent("李姨"))


async def test_figures_are_counted_from_the_rows(branch: Talk) -> None:
    """Made, approved, returned, turned down, waiting: each nomination stands in one column; what is undone in none."""
    for name in ("孙大勇", "周小英", "钱多多"):
        branch.clock.advance(timedelta(minutes=1))
        await nominated(branch, "王芳", name)
    await branch.presses("王芳", "撤销")
    await branch.says("孙评", "推荐审核")
    await branch.presses("孙评", "通过")
    await branch.says("孙评", "推荐审核")
    await branch.presses("孙评", "退回")
    await branch.says("孙评", "请补充时间")
    start, end = branch.clock.now() - timedelta(days=1), branch.clock.now() + timedelta(days=1)
    tally = await branch.db.read(nominations_between, start, end)
    assert tally == NominationTally(made=3, approved=1, returned=1, rejected=0) and tally.waiting == 1
    assert (await branch.db.read(nominations_between, start, end, ["/HT/HT01/HT0102/"])).made == 0
    report = await branch.says("陈静", "报告 2026-Q4")
    assert "推荐：3条，通过1，退回1，不予0，待审1" in report and "光荣榜：好邻居1" in report


async def test_the_queue_follows_the_posts(branch: Talk) -> None:
    """A reviewer who left sees nothing; with none left the grid head's turn has come."""

    def leave(session: Session) -> None:
        session.connection().exec_driver_sql("UPDATE post SET to_on = '2026-11-01' WHERE role = 'reviewer'")

    await branch.db.run(leave)
    people = await ids(branch)
    assert await branch.db.read(queue, people["孙评"], ["/"]) == []
    assert len(await branch.db.read(queue, people["陈静"], ["/"])) == 1

    def head(session: Session) -> None:
        now = branch.clock.now()
        appoint(session, grid_by_code(session, "HT01"), "grid_head", people["李姨"], now.date(), now)

    await branch.db.run(head)
    assert await branch.db.read(queue, people["陈静"], ["/"]) == []
    assert len(await branch.db.read(queue, people["李姨"], ["/HT/HT01/"])) == 1
