"""What takes two people: nobody agrees to their own proposal, one answer decides, what nobody decides lapses."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from models import point_rules, proposals
from models.audit import Audit
from models.db import Database
from models.ledger import Entry
from models.people import TELEGRAM
from models.point_rules import RuleVersion, load_shipped_rules, rules_on
from models.proposals import AGREED, REFUSED, Proposal, ProposalDecided
from models.verify import verify
from scheduler.proposing import lapse_proposals
from tests.talk import Talk, rows, second
from tests.year import at

CHANGE = "改规则 按时完成楼道检索 12 自 2027-01-01"


async def test_a_rule_changes_when_a_second_person_agrees_and_only_from_its_day(talk: Talk) -> None:
    """The proposer is told who is asked, the second says yes, and before the day nothing has changed."""
    await second(talk)
    answer = await talk.says("陈静", CHANGE)
    assert "已提请周敏确认" in answer and "由10分改为12分" in answer
    assert "陈静提议" in talk.last("周敏") and "由10分改为12分" in talk.last("周敏")
    assert "已生效" in await talk.presses("周敏", "同意")
    assert "周敏同意了" in talk.last("陈静")

    def points(session: Session) -> list[tuple[str, int]]:
        books = [rules_on(session, day) for day in (date(2026, 12, 31), date(2027, 1, 1))]
        return [(book.version, book.rules["inspection.on_time"].points) for book in books]

    await talk.db.run(load_shipped_rules, talk.clock.now())
    assert await talk.db.run(points) == [("2026.1", 10), ("2027.1", 12)]
    shown = await talk.says("王芳", "积分规则")
    assert "按时完成楼道检索：10分" in shown and "从2027年1月1日起改用2027.1版" in shown and "楼道检索：12分" in shown
    acts = [audit.act for audit in await rows(talk, select(Audit).order_by(col(Audit.id)))]
    assert acts[-3:] == ["proposal.make", "proposal.agreed", "rule.done"]


async def test_old_entries_keep_their_version(talk: Talk) -> None:
    """What was booked before the new rule's day keeps its points and its version; what comes after earns by the new."""
    await second(talk)
    await talk.says("陈静", CHANGE)
    await talk.presses("周敏", "同意")
    await talk.issue_inspection()
    await talk.presses("王芳", "全部正常")
    talk.clock.move_to(talk.clock.now().replace(year=2027, month=1, day=4))
    await talk.issue_inspection()
    await talk.presses("王芳", "全部正常")
    entries = await rows(talk, select(Entry).order_by(col(Entry.seq)))
    assert [(entry.rule_version, entry.points) for entry in entries] == [("2026.1", 10), ("2027.1", 12)]
    assert await talk.db.run(verify) == []


async def test_nobody_agrees_to_their_own(talk: Talk) -> None:
    """The proposer's own yes does not count, and without a second coordinator there is no proposal."""
    assert "要第二位社区协调员同意" in await talk.says("陈静", CHANGE)
    assert await rows(talk, select(Proposal)) == []
    await second(talk)
    await talk.says("陈静", CHANGE)
    [proposal] = await rows(talk, select(Proposal))
    with pytest.raises(proposals.OwnProposal):
        await talk.db.run(proposals.decide, proposal.id, AGREED, proposal.actor_id, talk.clock.now())
    assert "正在等人确认" in await talk.says("陈静", CHANGE.replace("12", "13"))


async def test_refused_and_withdrawn(talk: Talk) -> None:
    """A no ends it and the proposer hears whose; the proposer's 0 takes it back, and then a yes comes too late."""
    await second(talk)
    await talk.says("陈静", CHANGE)
    assert "先不办" in await talk.presses("周敏", "不同意")
    assert "周敏看过" in talk.last("陈静")
    await talk.says("陈静", CHANGE)
    assert "已撤回" in await talk.says("陈静", "0")
    assert "已生效" not in await talk.presses("周敏", "同意")
    assert await rows(talk, select(RuleVersion).where(RuleVersion.version != "2026.1")) == []


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("改规则", "请写：改规则"), ("改规则 不存在的 5 自 2027-01-01", "请写：改规则"),
        ("改规则 发现并上报隐患 5 自 2026-11-01", "最早从2026年11月3日起"),
        ("改规则 发现并上报隐患 5 自 2027-13-01", "最早从2026年11月3日起"),
        ("改规则 发现并上报隐患 5000 自 2027-01-01", "0到1000的整数"),
        ("奖励", "请写：奖励"), ("奖励 王芳 500 很好很好", "一次1到200分"), ("奖励 王芳 5", "请写：奖励"),
    ],
)  # fmt: skip
async def test_what_cannot_be_read_is_asked_again(talk: Talk, said: str, answer: str) -> None:
    """Each slip gets its own sentence, with what to write."""
    await second(talk)
    assert answer in await talk.says("陈静", said)


async def test_english(talk: Talk) -> None:
    """The second person is asked in their own language."""
    await second(talk, "Anna", language="en")
    await talk.says("陈静", CHANGE)
    assert "gives 12 instead of 10" in talk.last("Anna")
    assert "Done: from" in await talk.presses("Anna", "Agree")
    assert "Stairwell inspection on time: 10" in await talk.says("Anna", "point rules")
    said = await talk.says("Anna", "rulechange Finding reported 3 from 2027-02-01")
    assert '"Finding reported" gives 3 instead of 2' in said


async def test_of_two_who_decide_at_once_one_counts(talk: Talk) -> None:
    """Yes and no at the same moment: one of them decides, the other hears that it is settled."""
    first, other = await second(talk), await talk.person("吴敏", TELEGRAM, "1011", "coordinator", "HT")
    await talk.says("陈静", CHANGE)
    [proposal] = await rows(talk, select(Proposal))
    now = talk.clock.now()
    done = await asyncio.gather(
        talk.db.run(proposals.decide, proposal.id, AGREED, first, now),
        talk.db.run(proposals.decide, proposal.id, REFUSED, other, now),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in done) == ["Proposal", "ProposalDecided"]


async def test_it_lapses(talk: Talk) -> None:
    """After a week without an answer it lapses, the proposer is told once, and a yes comes too late."""
    person = await second(talk)
    await talk.says("陈静", CHANGE)
    talk.clock.advance(timedelta(days=7))
    for expected in (1, 0):
        assert await talk.db.run(lapse_proposals, talk.clock.now(), talk.zone) == expected
    await talk.delivery.drain()
    assert "没有人确认，已作废" in talk.last("陈静")
    [proposal] = await rows(talk, select(Proposal))
    with pytest.raises(ProposalDecided):
        await talk.db.run(proposals.decide, proposal.id, AGREED, person, talk.clock.now())


async def test_a_stations_coordinator_has_no_say(talk: Talk) -> None:
    """The rules are one for all: a station's coordinator neither proposes nor is asked."""
    await talk.person("马丽", TELEGRAM, "1012", "coordinator", "HT01")
    assert "要由整个社区的协调员来改" in await talk.says("马丽", CHANGE)
    await second(talk)
    await talk.says("陈静", CHANGE)
    assert talk.sent("马丽")[-1].text.startswith("积分规则")
    [proposal] = await rows(talk, select(Proposal))
    assert proposal.state == "proposed"


def test_versions_apply_in_the_order_they_are_made(db: Database) -> None:
    """A change may not apply before one that is agreed already, for it would then end on that day unseen."""

    def run(session: Session) -> None:
        now = at(11, 2)
        point_rules.load_shipped_rules(session, now)
        today = date(2026, 11, 2)
        content = point_rules.changed(session, "bonus", 2, None, date(2027, 3, 1), today)
        assert point_rules.apply(session, content, None, None, now, today).version == "2027.1"  # type: ignore[arg-type]
        with pytest.raises(point_rules.RuleTooSoon):
            point_rules.changed(session, "nomination.made", 6, None, date(2027, 2, 1), today)
        content = point_rules.changed(session, "nomination.made", 6, None, date(2027, 3, 1), today)
        both = point_rules.apply(session, content, None, None, now, today)  # type: ignore[arg-type]
        assert (both.version, both.rules["bonus"].points, both.rules["nomination.made"].points) == ("2027.2", 2, 6)

    db.run_now(run)
