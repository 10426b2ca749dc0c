"""What a day is: workdays by the notices as they were published, the names of holidays, and days that were entered."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from models.days import STATUTORY, EnteredDays, holiday_of, is_workday, made_up_for, published, statutory_name
from models.errors import YearNotPublished

NOTICES = {
    2025: (
        {
            "new_years_day": ("01-01", 1), "spring_festival": ("01-28", 8), "qingming": ("04-04", 3),
            "labour_day": ("05-01", 5), "dragon_boat": ("05-31", 3), "national_day": ("10-01", 8),
        },
        ("01-26", "02-08", "04-27", "09-28", "10-11"),
    ),
    2026: (
        {
            "new_years_day": ("01-01", 3), "spring_festival": ("02-15", 9), "qingming": ("04-04", 3),
            "labour_day": ("05-01", 5), "dragon_boat": ("06-19", 3), "mid_autumn": ("09-25", 3),
            "national_day": ("10-01", 7),
        },
        ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
    ),
}  # fmt: skip
"""The State Council's notices for 2025 and 2026: (first day, days off) of each holiday, and the make-up workdays.

In 2025 国庆节 and 中秋节 are one holiday of eight days; 中秋 itself is 6 October.
"""


def days_of(year: int) -> list[date]:
    """Every day of a year."""
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.mark.parametrize("year", NOTICES)
def test_every_day_of_the_notices(year: int) -> None:
    """Each day of 2025 and 2026 is worked or free as the notice says, and free ones are named as it names them."""
    holidays, made_up = NOTICES[year]
    free = {
        date.fromisoformat(f"{year}-{start}") + timedelta(days=n): name
        for name, (start, length) in holidays.items() for n in range(length)
    }  # fmt: skip
    if year == 2025:
        free[date(2025, 10, 6)] = "mid_autumn"
    worked = {date.fromisoformat(f"{year}-{day}") for day in made_up}
    for day in days_of(year):
        assert is_workday(day) is (day in worked or (day.weekday() < 5 and day not in free)), day
        assert holiday_of(day) == free.get(day, ""), day
        assert bool(made_up_for(day)) is (day in worked), day


@pytest.mark.parametrize("year", range(2020, 2027))
def test_every_day_as_the_library_has_it(year: int) -> None:
    """Without anything entered each day of seven years is what chinesecalendar says; what it names we know by name."""
    for day in days_of(year):
        off, name = chinese_calendar.get_holiday_detail(day)
        assert is_workday(day) is not off
        assert (holiday_of(day) in STATUTORY) is bool(off and name), day
        assert (made_up_for(day) in STATUTORY) is bool(name and not off), day


def test_a_year_nobody_published() -> None:
    """It is not known, has no workdays and no holidays; with its 1 January entered it is."""
    day = date(2098, 3, 4)
    assert not published(2098) and holiday_of(day) == made_up_for(day) == ""
    with pytest.raises(YearNotPublished):
        is_workday(day)
    entered = EnteredDays({date(2098, 1, 1): (False, "元旦"), day: (False, "停电")})
    assert published(2098, entered) and not published(2099, entered)
    assert (holiday_of(date(2098, 1, 1), entered), holiday_of(day, entered)) == ("new_years_day", "停电")
    assert is_workday(date(2098, 3, 5), entered) and not is_workday(day, entered)


def test_entered_days_win_over_the_library() -> None:
    """A holiday that is worked is none; a day off is called what was entered, or as before."""
    entered = EnteredDays({
        date(2026, 10, 1): (True, "值班"), date(2026, 10, 2): (False, ""), date(2026, 11, 7): (True, "补国庆节"),
        date(2026, 11, 8): (True, ""), date(2026, 11, 3): (False, " 停电 "),
    })  # fmt: skip
    found = [holiday_of(date(2026, *day), entered) for day in ((10, 1), (10, 2), (11, 3), (11, 7))]
    assert found == ["", "national_day", "停电", ""]
    assert made_up_for(date(2026, 11, 7), entered) == "national_day"
    assert made_up_for(date(2026, 11, 8), entered) == made_up_for(date(2026, 10, 1), entered) == ""


@pytest.mark.parametrize(("name", "day", "meant"), [
    ("元旦", date(2027, 1, 1), "new_years_day"), ("春节（除夕）", date(2027, 2, 5), "spring_festival"),
    ("Chinese New Year", date(2027, 2, 6), "spring_festival"), ("New Year", date(2027, 1, 1), "new_years_day"),
    ("清明节", date(2027, 4, 5), "qingming"), ("五一", date(2027, 5, 1), "labour_day"),
    ("国庆节、中秋节", date(2028, 10, 3), "mid_autumn"), ("国庆节、中秋节", date(2028, 10, 2), "national_day"),
    ("中秋", date(2027, 9, 15), "mid_autumn"), ("社区日", date(2027, 9, 9), ""),
])  # fmt: skip
def test_names_as_coordinators_write_them(name: str, day: date, meant: str) -> None:
    """The usual words mean the statutory holiday; of a joint holiday the festival's own day is the festival's."""
    assert statutory_name(name, day) == meant
