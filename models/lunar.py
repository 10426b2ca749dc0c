"""The lunar calendar: dates, festivals, solar terms, and when a lunar birthday comes round. Pure functions.

Dates are those of borax (the tables of the Hong Kong Observatory and the Purple Mountain Observatory), from 31 January
1900 to 28 January 2101; outside of that OutOfTable. Whether a day is a holiday is not told here (models/days.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from borax.calendars.lunardate import LCalendars, LunarDate, TermUtils

from models.errors import StairwellError

FIRST_YEAR, LAST_YEAR = 1901, 2100
"""The Gregorian years every day of which can be told. Lunar years go from 1900 on."""
DAY_30 = 30
FESTIVALS: dict[tuple[int, int], str] = {
    (1, 1): "spring_festival", (1, 15): "lantern", (2, 2): "dragon_head", (5, 5): "dragon_boat", (7, 7): "qixi",
    (7, 15): "zhongyuan", (8, 15): "mid_autumn", (9, 9): "double_ninth", (12, 8): "laba", (12, 23): "little_new_year",
}  # fmt: skip
"""(lunar month, day) → festival, in the plain month only. 小年 is the 23rd of the twelfth month, as in the north."""
NEW_YEARS_EVE = "new_years_eve"
"""除夕: the last day of the lunar year, the 29th where its twelfth month has no 30th."""
TERMS = (
    "xiaohan", "dahan", "lichun", "yushui", "jingzhe", "chunfen", "qingming", "guyu", "lixia", "xiaoman", "mangzhong",
    "xiazhi", "xiaoshu", "dashu", "liqiu", "chushu", "bailu", "qiufen", "hanlu", "shuangjiang", "lidong", "xiaoxue",
    "daxue", "dongzhi",
)  # fmt: skip
"""The 24 solar terms in the order of a Gregorian year, from 小寒 in January to 冬至 in December."""


class OutOfTable(StairwellError):
    """The lunar calendar of that year is not in the tables (they end with January 2101)."""

    key = "error-lunar-year"


@dataclass(frozen=True, slots=True)
class Lunar:
    """A day of the lunar calendar; `year` is the Gregorian year its new year fell in, `leap` says 闰."""

    year: int
    month: int
    day: int
    leap: bool = False

    def text(self) -> str:
        """Month and day as people write them: "八月十五", "闰六月初一"."""
        return str(LunarDate(self.year, self.month, self.day, int(self.leap)).cn_md)


@lru_cache(maxsize=4096)
def lunar_of(day: date) -> Lunar:
    """The lunar date of a Gregorian day; raises OutOfTable."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise OutOfTable(year=day.year)
    found = LunarDate.from_solar(day)
    return Lunar(found.year, found.month, found.day, bool(found.leap))


def festival_of(day: date) -> str:
    """The lunar festival a day is, "" for none; raises OutOfTable. A day has one at most, a leap month none."""
    lunar = lunar_of(day)
    if lunar.leap:
        return ""
    if lunar.month == 12 and lunar.day >= 29 and day == new_year(lunar.year + 1) - timedelta(days=1):
        return NEW_YEARS_EVE
    return FESTIVALS.get((lunar.month, lunar.day), "")


def new_year(year: int) -> date:
    """春节, the first day of a lunar year; raises OutOfTable. The day after the last year's end is told too."""
    if year == LAST_YEAR + 1:
        return new_year(LAST_YEAR) + timedelta(days=LCalendars.ndays(LAST_YEAR))
    return _solar(Lunar(year, 1, 1))


def term_of(day: date) -> str:
    """The solar term that begins on a day, "" for none; raises OutOfTable."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise OutOfTable(year=day.year)
    for term in TERMS[2 * day.month - 2 : 2 * day.month]:
        if term_day(day.year, term) == day:
            return term
    return ""


def term_day(year: int, term: str) -> date:
    """The day one of TERMS begins in a Gregorian year; raises OutOfTable, ValueError for another word."""
    place = TERMS.index(term)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutOfTable(year=year)
    found: date = TermUtils.nth_term_day(year, place)
    return found


def comes_round(year: int, month: int, day: int, *, leap: bool = False) -> date:
    """The Gregorian day on which a lunar month and day (a birthday, a festival) is kept in the lunar year `year`.

    The rule, which is also told to people: what belongs to a leap month is kept in that leap month in years that have
    it, in the plain month of that number in all others; what belongs to a plain month is never kept in a leap one.
    Day 30 is kept on the last day, the 29th, where the month has no 30th. Raises OutOfTable, ValueError for a month or
    day that no lunar year has.
    """
    if not (1 <= month <= 12 and 1 <= day <= DAY_30):
        raise ValueError("no lunar year has such a day")
    if not FIRST_YEAR - 1 <= year <= LAST_YEAR:
        raise OutOfTable(year=year)
    leap = leap and LCalendars.leap_month(year) == month
    return _solar(Lunar(year, month, min(day, LCalendars.ndays(year, month, int(leap))), leap))


def days_in(year: int, month: int, day: int, *, leap: bool = False) -> list[date]:
    """The days of a Gregorian year on which a lunar month and day is kept: one, in the twelfth month none or two."""
    kept = (comes_round(lunar_year, month, day, leap=leap) for lunar_year in (year - 1, year))
    return [found for found in kept if found.year == year]


def from_day(start: date, month: int, day: int, *, leap: bool = False) -> Iterator[date]:
    """Every day from `start` on (itself too) on which a lunar month and day is kept, to the end of the tables."""
    for lunar_year in range(max(start.year - 1, FIRST_YEAR - 1), LAST_YEAR + 1):
        found = comes_round(lunar_year, month, day, leap=leap)
        if found >= start:
            yield found


def _solar(lunar: Lunar) -> date:
    if not FIRST_YEAR - 1 <= lunar.year <= LAST_YEAR:
        raise OutOfTable(year=lunar.year)
    found: date = LunarDate(lunar.year, lunar.month, lunar.day, int(lunar.leap)).to_solar_date()
    return found
