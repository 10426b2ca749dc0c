"""The report: each figure counted from its rows, nobody and no household twice, in both languages."""

from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import Session, col

from messages.award_lines import percent
from messages.report import Figures, decimal, figures, report_text
from models.awards import make_award_list
from models.calendar import BadPeriod, period_bounds
from models.checkins import undo
from models.coverage import Tally, findings, households, tally, tally_by_grid
from models.db import Database
from models.duties import Task
from models.grid import BUILDING
from tests.year import ZONE, at, build, close, excused, grid_id, issue_months, not_possible, report

MARCH = period_bounds("2026-03", ZONE)
SPRING = period_bounds("2026-Q1", ZONE)


@pytest.fixture
def stage(db: Database) -> Database:
    """March: 1 on time, 2 late, 3 not possible, 4 excused, 5 taken back, 6 open; February: 1 and 5 on time."""

    def fill(session: Session) -> None:
        build(session)
        issue_months(session, 2, 3)
        report(session, 1, 2)
        report(session, 5, 2, items=("leaflets",))
        report(session, 1, 3, items=("lighting", "litter"))
        report(session, 2, 3, day=35, items=("lighting",))
        not_possible(session, 3, 3)
        excused(session, 4, 3)
        undo(session, report(session, 5, 3, items=("strangers",)), 5, at(3, 5))

    db.run_now(fill)
    return db


def test_every_task_is_counted_once(stage: Database) -> None:
    """Each task ends in exactly one column; what was taken back is open again."""
    expected = Tally(issued=6, on_time=1, late=1, impossible=1, excused=1, missed=0, open=2)
    assert stage.run_now(tally, "inspection", *MARCH) == expected
    assert (expected.done, expected.permille) == (2, 333)
    stage.run_now(close)
    assert stage.run_now(tally, "inspection", *MARCH) == Tally(6, 1, 1, 1, 1, 2, 0)


def test_tallies_of_grids_add_up(stage: Database) -> None:
    """The columns of all buildings sum to the whole, and a subtree holds its own only."""
    rows = stage.run_now(tally_by_grid, "inspection", *MARCH, BUILDING)
    whole = stage.run_now(tally, "inspection", *MARCH)
    assert [row.code for row in rows] == ["B1", "B2", "B3"]
    for field in Tally.__dataclass_fields__:
        assert sum(getattr(row.tally, field) for row in rows) == getattr(whole, field)
    assert stage.run_now(tally, "inspection", *MARCH, ["/C/S2/"]) == rows[2].tally


def test_tasks_done_twice_over_are_one(stage: Database) -> None:
    """A task that was reported, taken back and reported again is one task, done once."""
    stage.run_now(report, 5, 3)
    assert stage.run_now(tally, "inspection", *MARCH).on_time == 2
    assert dict(stage.run_now(findings, *MARCH)) == {"lighting": 2, "litter": 1}


def test_households_are_counted_once(stage: Database) -> None:
    """A stairwell done in two months of a quarter is one stairwell; its households are not added to its building's."""
    assert stage.run_now(households, "inspection", *MARCH) == (30, 210)
    assert stage.run_now(households, "inspection", *SPRING) == (80, 210)
    assert stage.run_now(households, "inspection", *SPRING, ["/C/S2/"]) == (50, 110)


def test_findings_by_item(stage: Database) -> None:
    """Findings count for the month whose inspection they belong to, also when reported late; withdrawn ones do not."""
    assert stage.run_now(findings, *MARCH) == [("lighting", 2), ("litter", 1)]
    assert stage.run_now(findings, *SPRING) == [("lighting", 2), ("leaflets", 1), ("litter", 1)]
    assert stage.run_now(findings, *MARCH, ["/C/S2/"]) == []


def test_month(stage: Database) -> None:
    """The month's account, word for word."""
    assert stage.run_now(report_text, "2026-03", ZONE, "zh-CN").splitlines() == [
        "【2026年3月报告】汉唐社区",
        "楼道检索：应报6，按时1，补报1，做不了1，免报1，漏报0，还可报2",
        "完成率33.3%（已报2÷应报6）；覆盖30户，共210户",
        "各网格完成率：",
        "1网格 66.7%（2/3）",
        "2网格 0%（0/1）",
        "3网格 0%（0/2）",
        "发现隐患3项：照明2、垃圾1",
        "积分：记账6笔，合计14分",
        "积分靠前的单元：",
        "1. 1单元 14分",
    ]


def test_month_in_english(stage: Database) -> None:
    """The same in English."""
    text = stage.run_now(report_text, "2026-03", ZONE, "en")
    assert text.startswith("Report March 2026: 汉唐社区\nStairwell inspection: 6 issued, 1 on time, 1 late,")
    assert "Findings: 3 (lighting 2, litter 1)" in text


def test_quarter_is_the_sum_of_its_months(stage: Database) -> None:
    """Figures of a quarter are those of its months together; points count in the month they were booked in."""
    months = [stage.run_now(figures, f"2026-0{month}", ZONE) for month in (1, 2, 3)]
    quarter = stage.run_now(figures, "2026-Q1", ZONE)
    names = ("issued", "done", "found", "points")
    assert quarter == Figures(*(sum(getattr(one, name) for one in months) for name in names))
    assert quarter == Figures(12, 4, 4, 36)
    assert quarter.share == "33.3"
    assert stage.run_now(figures, "2026-04", ZONE) == Figures(0, 0, 0, 8)


def test_year_before_and_after_the_close(stage: Database) -> None:
    """A year shows the standing; its award list once there is one, said to be provisional."""
    before = stage.run_now(report_text, "2026", ZONE, "zh-CN")
    assert "1. 1单元 24分" in before
    assert "积分靠前的网格（每单元平均）：\n1. 1网格 10.7分\n2. 3网格 6分" in before
    assert before.endswith("2026年评选：还没有结账")

    def finish(session: Session) -> str:
        issue_months(session, 4)
        report(session, 1, 4)
        close(session)
        return make_award_list(session, 2026, at(1, 12, year=2027), ZONE).digest[:12]

    digest = stage.run_now(finish)
    after = stage.run_now(report_text, "2026", ZONE, "zh-CN")
    assert f"2026年评选（暂定，校验码 {digest}）：" in after
    assert "■ 楼道管家（1名）\n1服务站：\n1. 赵1 1单元 100%" in after
    assert "■ 优质服务网格（0名）\n暂时没有达到条件的" in after


def test_a_part_of_the_community(stage: Database) -> None:
    """The account of a subtree names it, lists the level asked for, and has nothing of the rest, nor its awards."""
    text = stage.run_now(report_text, "2026", ZONE, "zh-CN", paths=["/C/S2/G3/"], level=BUILDING)
    assert text.startswith("【2026年报告】3网格\n楼道检索：应报4，按时1，")
    assert "3号楼 25%（1/4）" in text
    assert "1单元" not in text and "评选" not in text


def test_two_parts_are_counted_once(stage: Database) -> None:
    """Whoever answers for a grid and for a building within it sees each task once."""
    both = stage.run_now(figures, "2026-03", ZONE, ["/C/S1/", "/C/S1/G1/B1/"])
    assert both == stage.run_now(figures, "2026-03", ZONE, ["/C/S1/"])


def test_the_lowest_come_when_they_are_too_many(stage: Database) -> None:
    """A list that is cut keeps those with the lowest coverage and says how many it leaves out."""
    text = stage.run_now(report_text, "2026-03", ZONE, "zh-CN", most=2)
    assert "2网格 0%（0/1）\n3网格 0%（0/2）\n另有1个完成率更高的未列出" in text
    assert "1网格" not in text


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("period", ["2025-12", "2027-Q2", "2030"])
def test_nothing_happened(stage: Database, period: str, language: str) -> None:
    """A period without tasks and points says so, and how to ask for another."""
    text = stage.run_now(report_text, period, ZONE, language)
    assert "2026-11" in text.splitlines()[1]
    assert len(text.splitlines()) == 2


def test_before_the_first_roster(db: Database) -> None:
    """A database without any grid has an empty account, not an error."""
    assert "没有任务" in db.run_now(report_text, "2026-11", ZONE, "zh-CN")


@pytest.mark.parametrize("period", ["", "2026-13", "2026-Q5", "26-11", "2026-11-31", "november"])
def test_bad_periods(stage: Database, period: str) -> None:
    """What is no period is refused with what was said."""
    with pytest.raises(BadPeriod) as refused:
        stage.run_now(report_text, period, ZONE, "zh-CN")
    assert refused.value.facts == {"said": period}


def test_a_vacant_unit_shows(stage: Database) -> None:
    """A unit without a head is issued its task, and its gap lowers the coverage."""

    def rule(session: Session) -> Any:
        session.execute(update(Task).where(col(Task.grid_id) == grid_id(session, "U6")).values(person_id=None))
        return tally(session, "inspection", *MARCH, ["/C/S2/G3/B3/U6/"])

    assert stage.run_now(rule) == Tally(issued=1, open=1)


def test_numbers_as_people_write_them() -> None:
    """No trailing zeros, and a minus where points were taken back."""
    assert [decimal(tenths) for tenths in (0, 5, 860, 865, -25)] == ["0", "0.5", "86", "86.5", "-2.5"]
    assert [percent(score) for score in (0, 9553, 9510, 10000, 5)] == ["0", "95.53", "95.1", "100", "0.05"]
