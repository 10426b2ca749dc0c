"""The account: every figure is the sum of the very rows that trace it, in every scope; no person is named in it."""

from datetime import date

import pytest
from sqlmodel import Session, select

from messages.account import account_lines, account_numbers, figure_named, keys, share, trace_lines
from models.account import counted, span_of, traced
from models.account_table import FIGURES
from models.calendar import BadPeriod, period_bounds
from models.coverage import tally
from models.db import Database, write_queued
from models.grid import Grid
from models.people import LANGUAGES, Person
from models.registers import AREA, ORGANISATION, SHOP, put_committee, put_compound, put_fact, put_organisation
from tests.talk import Talk
from tests.year import ZONE, build, issue_months, report

ALL = [figure for figures in FIGURES.values() for figure in figures]


@pytest.fixture
def kept(db: Database) -> Database:
    """The small community with two months of inspections, some reported, one late with a hazard, and its registers."""

    def fill(session: Session) -> None:
        build(session)
        issue_months(session, 2, 3)
        report(session, 1, 2)
        report(session, 2, 3, day=35, items=("lighting",))
        grid = session.exec(select(Grid).where(Grid.level == 3).order_by(Grid.code)).first()
        assert grid is not None and grid.id is not None
        since = date(2026, 1, 1)
        for place in range(3):
            compound = put_compound(session, f"X{place}", f"小区{place}", grid.id, "物业" if place == 0 else "", since)
        put_committee(session, compound, 5, 2, since)
        put_organisation(session, "O1", "学校", ORGANISATION, grid.id, since)
        put_organisation(session, "S1", "面馆", SHOP, grid.id, since)
        put_fact(session, AREA, 250, since)
        write_queued(session)

    db.run_now(fill)
    return db


@pytest.mark.parametrize("period", ["2026", "2026-Q1", "2026-03"])
def test_every_figure_is_the_sum_of_its_trace(kept: Database, period: str) -> None:
    """In the whole community and in any part of it, as many rows and as much of each number."""

    def check(session: Session) -> None:
        paths = [grid.path for grid in session.exec(select(Grid).where(Grid.level == 3))]
        for where in (("/",), *((path,) for path in paths)):
            span = span_of(period, ZONE, where)
            for figure in ALL:
                found, rows = counted(session, figure, span), traced(session, figure, span)
                assert found.rows == len(rows), figure.key
                for number in figure.numbers:
                    assert found.values[number] == sum(row.values[number] for row in rows), (figure.key, number)
                    if found.parts:
                        assert found.values[number] == sum(part[number] for part in found.parts.values()), figure.key

    kept.run_now(check)


def test_figures_agree_with_the_reports_counts(kept: Database) -> None:
    """Inspections as the report tallies them; registers as they were entered."""

    def check(session: Session) -> None:
        numbers = account_numbers(session, "2026-03", ZONE)
        want, got = tally(session, "inspection", *period_bounds("2026-03", ZONE)), numbers["five-ones"]["parts"]
        mine = got["inspection"]
        assert (mine["issued"], mine["done"], mine["late"]) == (want.issued, want.done, want.late)
        assert (numbers["compounds"]["compounds"], numbers["compounds"]["managed"]) == (3, 1)
        assert (numbers["committees"]["seats"], numbers["committees"]["members"]) == (5, 2)
        assert numbers["organisations"]["parts"] == {"organisation": {"count": 1}, "shop": {"count": 1}}
        assert numbers["area"]["hectares"] == 250

    kept.run_now(check)


def test_what_ended_is_not_in_a_later_account(kept: Database) -> None:
    """A compound that got a property company in June is managed in the account of the year, not in that of spring."""

    def change(session: Session) -> None:
        grid = session.exec(select(Grid).where(Grid.level == 3).order_by(Grid.code)).first()
        assert grid is not None and grid.id is not None
        put_compound(session, "X1", "小区1", grid.id, "新物业", date(2026, 6, 1))

    def managed(session: Session, period: str) -> int:
        return int(account_numbers(session, period, ZONE)["compounds"]["managed"])

    kept.run_now(change)
    assert [kept.run_now(managed, period) for period in ("2026-Q1", "2026-05", "2026-06", "2026")] == [1, 1, 2, 2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_in_both_languages_and_names_nobody(kept: Database, language: str) -> None:
    """Every figure that has rows has a line; no line and no trace holds a name or a phone."""

    def check(session: Session) -> None:
        lines = account_lines(session, "2026", ZONE, language)
        names = [person.name for person in session.exec(select(Person))]
        told = "\n".join(lines)
        for figure in ALL:
            rows = trace_lines(session, figure, "2026", ZONE)
            assert not any(name in "\n".join(rows) for name in names)
        assert not any(name in told for name in names)
        assert ("占33.3%" if language == "zh-CN" else "33.3 %") in told

    kept.run_now(check)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_is_found_by_its_name(language: str) -> None:
    """What stands in brackets behind a figure is what its rows are asked for by, and each name is one figure's."""
    names = keys(language)
    assert len(set(names)) == len(names) == len(ALL)
    assert [figure_named(name, language) for name in names] == ALL
    assert figure_named("不是数字", language) is None


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(8, 29, "27.5"), (23, 50, "46"), (0, 0, "0"), (1, 3, "33.3"), (5, 5, "100")]
)
def test_shares_are_rounded_down(part: int, whole: int, said: str) -> None:
    """As in the public account the model is taken from: 8 of 29 compounds are 27.5 %."""
    assert share(part, whole) == said


def test_what_is_no_period_is_refused(kept: Database) -> None:
    """The same refusal as everywhere."""
    with pytest.raises(BadPeriod):
        kept.run_now(account_lines, "2026-13", ZONE, "zh-CN")


async def test_by_chat_with_the_rows_behind_it(talk: Talk) -> None:
    """A coordinator reads the account and asks what a figure is made of; a unit head has no such command."""
    await talk.issue_inspection()
    await talk.presses("王芳", "全部正常")
    answer = await talk.says("陈静", "总账 2026")
    assert "五级网格" in answer and "楼道检索" in answer and "发“总账 2026年 依据 培训”" in answer
    rows = await talk.says("陈静", "总账 2026 依据 五个一")
    assert "task:1" in rows and "done=1" in rows and "王芳" not in rows
    assert "可以看依据的有：网格、户数人数" in await talk.says("陈静", "总账 2026 依据 天气")
    assert "五级网格" not in await talk.says("李姨", "总账 2026")
