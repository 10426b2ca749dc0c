"""`stairwell calendar YEAR`: every day of a year, its kind, names and lunar date; nothing is guessed."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from bot.almanac import as_csv, as_text
from models.almanac import HOLIDAY, MAKE_UP, UNPUBLISHED, WEEKEND, WORKDAY, days_of
from models.days import EnteredDays, is_workday
from models.lunar import OutOfTable
from models.people import LANGUAGES
from tests.test_cli import stairwell


def lines(text: str) -> list[dict[str, str]]:
    """The lines of a CSV by their columns."""
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("year", range(2020, 2027))
def test_every_day_of_a_year_has_a_line(year: int) -> None:
    """365 or 366 lines under the header, in order, each kind as people work that day, in both languages alike."""
    days = days_of(year)
    for language in LANGUAGES:
        text = as_csv(days, language)
        assert len(text.split("\n")) == 1 + (366 if year % 4 == 0 else 365)
        assert [next(iter(row.values())) for row in lines(text)] == [day.day.isoformat() for day in days]
    assert all((day.kind in (WORKDAY, MAKE_UP)) is is_workday(day.day) for day in days)
    assert all((day.kind in (WEEKEND, MAKE_UP)) <= (day.day.weekday() > 4) for day in days)
    assert sum(day.kind == HOLIDAY for day in days) > 20 < sum(bool(day.term) for day in days) == 24


def test_lines_of_2026_as_the_notice_and_the_almanac_have_them() -> None:
    """A make-up workday, 除夕 within the holiday, a solar term, an ordinary weekend."""
    found = {row["日期"]: list(row.values())[1:] for row in lines(as_csv(days_of(2026), "zh-CN"))}
    assert found["2026-02-14"] == ["周六", "调休上班", "春节", "", "", "腊月廿七"]
    assert found["2026-02-16"] == ["周一", "节假日", "春节", "除夕", "", "腊月廿九"]
    assert found["2026-04-05"] == ["周日", "节假日", "清明", "", "清明", "二月十八"]
    assert found["2026-10-18"] == ["周日", "周末", "", "重阳", "", "九月初九"]
    assert found["2026-11-24"] == ["周二", "工作日", "", "", "", "十月十六"]
    english = {row["date"]: list(row.values())[1:] for row in lines(as_csv(days_of(2025), "en"))}
    assert english["2025-10-06"] == ["Monday", "holiday", "Mid-Autumn Festival", "Mid-Autumn Festival", "", "8/15"]
    assert english["2025-07-25"][-1] == "leap 6/1"


def test_a_year_nobody_published_is_marked() -> None:
    """All but the days that were entered are unpublished; their festivals and terms are certain all the same."""
    days = days_of(2098, EnteredDays({date(2098, 10, 1): (False, "国庆节"), date(2098, 9, 28): (True, "国庆节")}))
    kinds = {day.day: day.kind for day in days}
    assert (kinds.pop(date(2098, 10, 1)), kinds.pop(date(2098, 9, 28))) == (HOLIDAY, MAKE_UP)
    assert set(kinds.values()) == {UNPUBLISHED} and len(kinds) == 363
    assert sum(bool(day.term) for day in days) == 24 and any(day.festival == "spring_festival" for day in days)
    for beyond in (1900, 2101):
        with pytest.raises(OutOfTable):
            days_of(beyond)


def test_what_coordinators_entered_is_in_it_and_no_formula() -> None:
    """Entered days by their names; a name that a spreadsheet would compute is kept as text."""
    days = days_of(2026, EnteredDays({date(2026, 11, 24): (False, "=1+1"), date(2026, 11, 28): (True, "")}))
    found = {row["日期"]: (row["类型"], row["节假日"]) for row in lines(as_csv(days, "zh-CN"))}
    assert found["2026-11-24"] == ("节假日", "'=1+1")
    assert found["2026-11-28"] == ("调休上班", "")
    assert "2026-11-24  周二  节假日  十月十六  =1+1" in as_text(days, "zh-CN")


def test_the_command(tmp_path: Path) -> None:
    """A known year ends well; an unknown one is printed, and said with exit code 1; a year beyond is refused."""
    done = stairwell(tmp_path, "calendar", "2026", "--csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(lines(done.stdout)) == 365
    unknown = stairwell(tmp_path, "calendar", "2099", "--csv", LANG="en_GB.UTF-8")
    assert unknown.returncode == 1 and "not published" in unknown.stderr
    assert {row["kind"] for row in lines(unknown.stdout)} == {"unpublished"} and len(lines(unknown.stdout)) == 365
    assert "2099" in unknown.stderr and "Traceback" not in unknown.stderr
    beyond = stairwell(tmp_path, "calendar", "2101")
    assert (beyond.returncode, beyond.stdout) == (1, "") and "2101年的农历不在历表里" in beyond.stderr


def test_days_are_imported_from_the_terminal(tmp_path: Path) -> None:
    """The sheet is known by its headers; it is shown first, entered with --yes, and then in the calendar."""
    (tmp_path / "days.csv").write_text("日期,上班/放假,名称\n2026-11-30,放假,停电\n2026-11-29,上班,停电\n", "utf-8")
    asked = stairwell(tmp_path, "import", "days.csv", STAIRWELL_NOW="2026-11-24T09:00:00+08:00")
    assert asked.returncode == 0 and "没有导入" in asked.stdout and "放假：11月30日 停电" in asked.stdout
    done = stairwell(tmp_path, "import", "days.csv", "--yes", STAIRWELL_NOW="2026-11-24T09:00:00+08:00")
    assert (done.returncode, done.stderr) == (0, "") and "已录入2天" in done.stdout
    printed = stairwell(tmp_path, "calendar", "2026").stdout
    assert (
        "2026-11-30  周一  节假日  十月廿二  停电" in printed
        and "2026-11-29  周日  调休上班  十月廿一  停电" in printed
    )
