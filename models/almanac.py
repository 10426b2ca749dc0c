"""Every day of a year: what it is, what it is called, and its lunar date. Pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.days import SATURDAY, Overrides, holiday_of, is_workday, made_up_for
from models.errors import YearNotPublished
from models.lunar import FIRST_YEAR, LAST_YEAR, Lunar, OutOfTable, festival_of, lunar_of, term_of

WORKDAY, WEEKEND, HOLIDAY, MAKE_UP, UNPUBLISHED = "workday", "weekend", "holiday", "make-up", "unpublished"


@dataclass(frozen=True, slots=True)
class AlmanacDay:
    """One day. `kind` is WORKDAY, WEEKEND, HOLIDAY (free, whatever day of the week), MAKE_UP (a weekend day that is
    worked), or UNPUBLISHED, where nobody knows yet; `holiday` is the holiday it is free or worked for, `festival` the
    lunar one, `term` the solar term that begins: keys as in models.days and models.lunar, or a coordinator's own word.
    """  # fmt: skip

    day: date
    kind: str
    holiday: str
    festival: str
    term: str
    lunar: Lunar


def days_of(year: int, overrides: Overrides | None = None) -> list[AlmanacDay]:
    """Every day of a year from 1901 to 2100, in order; raises OutOfTable for another one."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OutOfTable(year=year)
    return list(_days(year, overrides))


def _days(year: int, overrides: Overrides | None) -> Iterator[AlmanacDay]:
    day = date(year, 1, 1)
    while day.year == year:
        kind = kind_of(day, overrides)
        holiday = holiday_of(day, overrides) if kind == HOLIDAY else ""
        if kind == MAKE_UP:
            holiday = made_up_for(day, overrides)
        yield AlmanacDay(day, kind, holiday, festival_of(day), term_of(day), lunar_of(day))
        day += timedelta(days=1)


def kind_of(day: date, overrides: Overrides | None = None) -> str:
    """What a day is; UNPUBLISHED rather than a guess."""
    weekend = day.weekday() >= SATURDAY
    try:
        works = is_workday(day, overrides)
    except YearNotPublished:
        return UNPUBLISHED
    if works:
        return MAKE_UP if weekend else WORKDAY
    return HOLIDAY if holiday_of(day, overrides) or not weekend else WEEKEND
