"""The award rules in plain words, and changing them: read, checked, proposed, agreed, and kept as a version."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from bot.award_words import PARTS, read_change, read_new
from bot.commands.award_rules import describe
from models.award_rules import (
    MINIMA,
    AwardRulesVersion,
    BadAwardRule,
    award_rules,
    changed,
    newest_rules,
    rules_of,
)
from models.awards import award_content, make_award_list, rules_for
from models.db import Database
from models.people import TELEGRAM
from tests.talk import Talk
from tests.year import ZONE, at, build, close, issue_months, report


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("名额 15%", {"quota": {"percent": 15}}),
        ("名额15% 至少1名 最多 8名", {"quota": {"percent": 15, "at_least": 1, "at_most": 8}}),
        ("名额 每个服务站 20%", {"quota": {"level": 2, "percent": 20}}),
        ("权重 评议 30、测评20%", {"parts": {"review": 30, "appraisal": 20}}),
        ("条件 得分 80 月数 6个月", {"min": {"percent": 80, "months": 6}}),
        ("quota 15% min 1 max 8 per station", {"quota": {"percent": 15, "at_least": 1, "at_most": 8, "level": 2}}),
        ("Weights review 30, hours 10", {"parts": {"review": 30, "hours": 10}}),
        ("权重 检索 60 名额 5%", {"parts": {"inspections": 60}, "quota": {"percent": 5}}),
        ("名额", None), ("", None), ("权重 颜值 30", None), ("名额 很多", None), ("条件 得分 很高", None),
        ("名额 每个楼层 10%", None),
    ],
)  # fmt: skip
def test_changes_as_people_write_them(said: str, meant: Any) -> None:
    """What is clear is read, with or without marks between; anything unclear is not guessed."""
    assert read_change(said) == meant


def test_a_new_award_as_people_write_it() -> None:
    """Name, what is rated, weights, quota; an English name after a stroke."""
    name, rule = read_new("文明楼栋|Fine_Building 楼栋 检索 70 评议 30 名额 10% 至少2") or ("", {})
    assert (name, rule["name"], rule["rated"]) == ("文明楼栋", {"zh-CN": "文明楼栋", "en": "Fine Building"}, 4)
    assert rule["parts"] == {"inspections": 70, "review": 30} and rule["quota"]["at_least"] == 2
    assert read_new("文明楼栋 街道 检索 70") is None and read_new("文明楼栋") is None


@given(
    st.dictionaries(st.sampled_from(sorted(set(PARTS.values()))), st.integers(-5, 150), max_size=4),
    st.dictionaries(st.sampled_from(sorted(MINIMA)), st.integers(-5, 500), max_size=3),
    st.dictionaries(st.sampled_from(["percent", "at_least", "at_most", "level"]), st.integers(-2, 120), max_size=4),
    st.sampled_from(sorted(award_rules()["awards"])),
)
def test_a_rule_is_refused_or_can_be_applied_and_said(
    parts: dict[str, int], least: dict[str, int], quota: dict[str, int], award: str
) -> None:
    """Whatever is asked for, either it is refused, or the rule has weights in bounds and words in both languages."""
    before = award_rules()
    try:
        rules = changed(before, award, {"parts": parts, "min": least, "quota": quota})
    except BadAwardRule as refusal:
        assert refusal.facts["why_key"]
        return
    rule = rules["awards"][award]
    assert rule["parts"] and all(1 <= weight <= 100 for weight in rule["parts"].values())
    for language in ("zh-CN", "en"):
        assert rule["name"][language] in describe(rule, language)
    assert award_rules() is before and before["awards"][award]["parts"] != {}


async def office(talk: Talk) -> None:
    """A second coordinator."""
    await talk.person("周敏", TELEGRAM, "1010", "coordinator", "HT")


async def agreed(talk: Talk, said: str) -> str:
    """It is proposed, and agreed to; what the proposer read."""
    answer = await talk.says("陈静", said)
    await talk.presses("周敏", "同意")
    return answer


async def test_rules_in_plain_words_and_changed_by_two(talk: Talk) -> None:
    """Everybody reads them; a change takes two people, and makes a version that the next list is computed by."""
    await office(talk)
    shown = await talk.says("王芳", "评选规则")
    assert "■ 楼道管家（评个人）：检索50、其他任务20、评议20、测评10" in shown
    assert "条件：检索3次以上、任职3个月以上、得分80%以上。名额：每个服务站、按参评数取10%、至少1名" in shown
    assert "志愿时长70、参加活动30" in shown and "最多8名" in shown
    assert len(await talk.says("李姨", "评选规则")) < 135
    answer = await agreed(talk, "评选规则 楼道管家 名额 15% 最多3")
    assert "从2026年起评选规则改为：楼道管家 按参评数取15%、最多3名" in answer
    assert "按参评数取15%、至少1名、最多3名" in await talk.says("王芳", "评选规则")
    await agreed(talk, "评选规则 楼道管家 权重 评议 30 测评 0 2027年")
    await agreed(talk, "评选规则 新增 文明楼栋|Fine_Building 楼栋 检索 70 评议 30 名额 10% 至少1 自 2027年起")
    talk.clock.advance(timedelta(days=1))  # a person gets the same kind of message three times a day at most
    await agreed(talk, "awardrules Quality Grid stop from 2027")
    versions = await talk.db.run(lambda session: session.exec(select(AwardRulesVersion)).all())
    assert [one.version for one in versions] == ["2026.2", "2026.3", "2027.1", "2027.2", "2027.3"]

    def read(session: Session) -> tuple[dict[str, Any], dict[str, Any]]:
        return rules_for(session, 2026), newest_rules(session, 2028)

    now, later = await talk.db.run(read)
    assert now["awards"]["steward"]["parts"]["appraisal"] == 10 and len(now["awards"]) == 3
    assert later["awards"]["steward"]["parts"] == {"inspections": 50, "work": 20, "review": 30}
    assert [one["name"]["en"] for one in later["awards"].values()] == [
        "Stairwell Steward", "Volunteer Pioneer", "Fine Building",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("评选规则 最美微笑 名额 5%", "没有叫“最美微笑”的奖项"), ("评选规则 楼道管家", "请写要改什么"),
        ("评选规则 楼道管家 名额 很多", "请写要改什么"), ("评选规则 楼道管家 名额 0% 至少0", "名额请写"),
        ("评选规则 楼道管家 权重 本级任务 10", "只能评个人"), ("评选规则 楼道管家 权重 检索 400", "比重请写1到100"),
        ("评选规则 新增 好", "评谁"), ("评选规则 楼道管家 停用 2031年", "已提请"),
        ("评选规则 楼道管家 停用 2040年", "今后五年"),
    ],
)  # fmt: skip
async def test_slips(talk: Talk, said: str, answer: str) -> None:
    """Each slip gets a sentence that says what to write; whoever is not of the office cannot change anything."""
    await office(talk)
    assert answer in await talk.says("陈静", said)
    assert answer not in await talk.says("王芳", said)


def test_a_list_keeps_its_rules(db: Database) -> None:
    """A version that is made while a year's list is made does not touch it; the list proves itself by its own."""

    def rule(session: Session) -> tuple[Any, ...]:
        build(session)
        issue_months(session, 3, 4, 5)
        for month in (3, 4, 5):
            report(session, 1, month)
        close(session)
        made = make_award_list(session, 2026, at(1, 12, year=2027), ZONE)
        rules = changed(award_rules(), "steward", {"stop": True}) | {"version": "2026.9"}
        session.add(AwardRulesVersion(version="2026.9", year=2026, rules=rules, made_at=at(1, 13, year=2027)))
        session.flush()
        content = award_content(session, 2026, ZONE)
        return made.content == content, newest_rules(session, 2026)["version"], rules_of(session, "nothing")

    assert db.run_now(rule) == (True, "2026.9", None)


async def test_the_rules_of_a_made_list_are_not_changed(talk: Talk) -> None:
    """Neither by proposing nor by agreeing after it was made."""
    await office(talk)
    await talk.says("陈静", "评选规则 楼道管家 名额 15%")
    await talk.db.run(make_award_list, 2026, talk.clock.now(), ZONE)
    assert "规则不能再改" in await talk.presses("周敏", "同意")
    assert "规则不能再改" in await talk.says("陈静", "评选规则 楼道管家 名额 20%")
