"""The lunar calendar, for every day of 2020 to 2050, against a second library and against dates anyone can look up."""

from datetime import date, timedelta
from functools import cache

import pytest
from chinese_calendar import get_solar_terms
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Lunar as LunarDay
from lunar_python import LunarYear, Solar
from lunar_python.util import LunarUtil

from models.lunar import (
    FESTIVALS,
    NEW_YEARS_EVE,
    TERMS,
    Lunar,
    OutOfTable,
    comes_round,
    days_in,
    festival_of,
    from_day,
    lunar_of,
    new_year,
    term_day,
    term_of,
)

FIRST, LAST = date(2020, 1, 1), date(2050, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
TERM_NAMES = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑",
    "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip
NAMES = {
    "春节": "spring_festival", "元宵节": "lantern", "龙头节": "dragon_head", "端午节": "dragon_boat", "七夕节": "qixi",
    "中元节": "zhongyuan", "中秋节": "mid_autumn", "重阳节": "double_ninth", "腊八节": "laba",
}  # fmt: skip
"""What lunar-python calls the festivals. It has no 小年; where the others are the libraries agree."""
NEW_YEARS = (
    "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06",
    "2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23", "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08",
)  # fmt: skip


@cache
def second_opinion() -> dict[date, Lunar]:
    """Every day by lunar-python, which computes moons and terms; borax has the observatories' tables."""
    found = {}
    for year in range(FIRST.year - 1, LAST.year + 1):
        for month in LunarYear.fromYear(year).getMonthsInYear():
            first = Solar.fromJulianDay(month.getFirstJulianDay())
            start = date(first.getYear(), first.getMonth(), first.getDay())
            for day in range(month.getDayCount()):
                number = month.getMonth()
                found[start + timedelta(days=day)] = Lunar(month.getYear(), abs(number), day + 1, number < 0)
    return found


def test_every_lunar_date() -> None:
    """Two libraries give the same lunar date for each of 11,323 days, leap months included."""
    theirs = second_opinion()
    assert len(DAYS) == 11_323
    assert [day for day in DAYS if lunar_of(day) != theirs[day]] == []
    assert {lunar_of(day).month for day in DAYS if lunar_of(day).leap} == {2, 3, 4, 5, 6, 7, 11}


def test_every_festival() -> None:
    """Each day's festival is the one lunar-python has for lunar-python's date; 小年, which it lacks, is the 23rd."""
    table = {key: NAMES[name] for key, name in LunarUtil.FESTIVAL.items() if name in NAMES}
    table |= {key: NAMES[name] for key, names in LunarUtil.OTHER_FESTIVAL.items() for name in names if name in NAMES}
    assert set(table.values()) == set(NAMES.values())
    theirs = second_opinion()
    for day in DAYS[:-1]:
        lunar, after = theirs[day], theirs.get(day + timedelta(days=1))
        expected = "" if lunar.leap else table.get(f"{lunar.month}-{lunar.day}", "")
        if after is not None and after.year == lunar.year + 1:
            expected = NEW_YEARS_EVE
        if (lunar.month, lunar.day, lunar.leap) == (12, 23, False):
            expected = "little_new_year"
        assert festival_of(day) == expected, day


def test_every_solar_term() -> None:
    """The same 24 terms a year for each day from lunar-python's ephemeris and from chinesecalendar's formula."""
    names = dict(zip(TERMS, TERM_NAMES, strict=True))
    computed: dict[date, str] = {}
    for year in range(FIRST.year, LAST.year + 2):
        for name, instant in zip(LunarDay.JIE_QI_IN_USE, LunarYear.fromYear(year).getJieQiJulianDays(), strict=True):
            if name in TERM_NAMES:
                found = Solar.fromJulianDay(instant)
                computed[date(found.getYear(), found.getMonth(), found.getDay())] = name
    by_formula = dict(get_solar_terms(FIRST, LAST))
    for day in DAYS:
        assert names.get(term_of(day), "") == computed.get(day, "") == by_formula.get(day, ""), day
    assert all(term_of(term_day(year, term)) == term for year in range(1901, 2101) for term in TERMS)


def test_new_year_as_anyone_can_look_it_up() -> None:
    """春节 of sixteen years, and the day before it is 除夕, whether the 29th or the 30th."""
    assert tuple(new_year(year).isoformat() for year in range(2020, 2036)) == NEW_YEARS
    for text in NEW_YEARS:
        day = date.fromisoformat(text)
        assert (festival_of(day), festival_of(day - timedelta(days=1))) == ("spring_festival", NEW_YEARS_EVE)
    eves = {year: lunar_of(new_year(year) - timedelta(days=1)).day for year in range(2023, 2031)}
    assert eves == {2023: 30, 2024: 30, 2025: 29, 2026: 29, 2027: 29, 2028: 29, 2029: 29, 2030: 30}


def test_laba_twice_and_never() -> None:
    """腊八 falls twice in some Gregorian years and in others never: 2022 has two, 2023 none."""
    found = {year: [day.isoformat() for day in days_in(year, 12, 8)] for year in (2020, 2021, 2022)}
    assert found == {2020: ["2020-01-02"], 2021: ["2021-01-20"], 2022: ["2022-01-10", "2022-12-30"]}
    assert days_in(2023, 12, 8) == []


def test_words() -> None:
    """Days as people write them, in a leap month too."""
    texts = [lunar_of(day).text() for day in (date(2026, 9, 25), date(2025, 7, 25), date(2026, 2, 16))]
    assert texts == ["八月十五", "闰六月初一", "腊月廿九"]


@pytest.mark.parametrize(("year", "month", "day", "leap", "kept"), [
    (2025, 6, 1, True, date(2025, 7, 25)),    # 2025 has a leap sixth month
    (2025, 6, 1, False, date(2025, 6, 25)),   # what belongs to the plain month stays there
    (2026, 6, 1, True, date(2026, 7, 14)),    # 2026 has none: the plain sixth month
    (2025, 12, 30, False, date(2026, 2, 16)),  # the twelfth month has 29 days: its last
    (2022, 12, 30, False, date(2023, 1, 21)),  # it has 30
    (2025, 6, 30, True, date(2025, 8, 22)),   # the leap month has 29 days: its last
])  # fmt: skip
def test_when_a_lunar_birthday_is_kept(year: int, month: int, day: int, leap: bool, kept: date) -> None:
    """In a leap month where a year has it, else in the plain month; day 30 on the last day of a short one."""
    assert comes_round(year, month, day, leap=leap) == kept


@given(st.integers(1920, 2049), st.integers(1, 12), st.integers(1, 30), st.booleans())
def test_a_birthday_comes_once_every_lunar_year(year: int, month: int, day: int, leap: bool) -> None:
    """One day in each lunar year, in that year and month, in order; the same by Gregorian years and by days."""
    kept = [comes_round(number, month, day, leap=leap) for number in range(year, year + 4)]
    assert kept == sorted(set(kept))
    for number, found in enumerate(kept, year):
        lunar = lunar_of(found)
        assert (lunar.year, lunar.month) == (number, month)
        assert lunar.day == day or (day, lunar.day, lunar_of(found + timedelta(days=1)).day) == (30, 29, 1)
        assert leap or not lunar.leap
    within = [
        found for number in range(kept[0].year, kept[-1].year + 1) for found in days_in(number, month, day, leap=leap)
    ]
    assert [found for found in within if kept[0] <= found <= kept[-1]] == kept
    ahead = from_day(kept[0], month, day, leap=leap)
    assert [next(ahead) for _ in kept] == kept


def test_outside_of_the_tables() -> None:
    """A year that is not in the tables, and a day that no lunar year has, are refused, not made up."""
    for beyond in (date(1900, 12, 31), date(2101, 1, 1)):
        with pytest.raises(OutOfTable):
            lunar_of(beyond)
        with pytest.raises(OutOfTable):
            term_of(beyond)
    with pytest.raises(OutOfTable):
        comes_round(2101, 1, 1)
    for month, day in ((13, 1), (1, 31), (0, 1)):
        with pytest.raises(ValueError, match="no lunar year"):
            comes_round(2026, month, day)
    assert festival_of(date(2100, 12, 31)) == "" and new_year(2101) == date(2101, 1, 29)
    assert set(FESTIVALS.values()) >= {"mid_autumn", "laba"}
