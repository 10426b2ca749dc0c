"""What a day is: a workday or not, and the holiday it belongs to. Pure functions.

Statutory holidays come from chinesecalendar (the State Council's notices) and from `overrides`, which a coordinator
enters for a year the library does not know yet. An unknown year raises; it is never guessed.
"""

from collections.abc import Mapping
from datetime import date

import chinese_calendar

from models.errors import YearNotPublished
from models.lunar import festival_of

Overrides = Mapping[date, bool]
"""Days that differ from what the library knows, or that it does not know yet: whether each is a workday."""
SATURDAY = 5
ASK_FROM_MONTH = 10
"""From this month on the next year's workdays are asked for; the State Council mostly publishes them by November."""
_LIBRARY = {
    "New Year's Day": "new_years_day", "Spring Festival": "spring_festival", "Tomb-sweeping Day": "qingming",
    "Labour Day": "labour_day", "Dragon Boat Festival": "dragon_boat", "National Day": "national_day",
    "Mid-autumn Festival": "mid_autumn", "Anti-Fascist 70th Day": "victory_day",
}  # fmt: skip
STATUTORY = frozenset(_LIBRARY.values())
"""The holidays by the names they have in this program; their words are in the catalogue as `named-…`."""
YEARLY = ("new_years_day", "spring_festival", "qingming", "labour_day", "dragon_boat", "mid_autumn", "national_day")
"""Those that every year's notice names (国庆 and 中秋 as one where they meet)."""
_WORDS = (
    (("春节", "除夕", "spring festival", "chinese new year", "lunar new year"), "spring_festival"),
    (("元旦", "new year"), "new_years_day"),
    (("清明", "tomb", "qingming"), "qingming"),
    (("劳动节", "五一", "labour day", "labor day", "may day"), "labour_day"),
    (("端午", "dragon boat"), "dragon_boat"),
    (("国庆", "national day"), "national_day"),
    (("中秋", "mid-autumn", "mid autumn"), "mid_autumn"),
)
"""What coordinators call a holiday. Of a joint one ("国庆节、中秋节") the day that is 中秋 itself is 中秋's."""


class EnteredDays(dict[date, bool]):
    """The days coordinators entered, as Overrides; `names` holds what those that have a name are called."""

    def __init__(self, days: Mapping[date, tuple[bool, str]]) -> None:
        super().__init__({day: workday for day, (workday, _) in days.items()})
        self.names = {day: name.strip() for day, (_, name) in days.items() if name.strip()}


def is_workday(day: date, overrides: Overrides | None = None) -> bool:
    """Whether people work that day in mainland China; YearNotPublished for a year nobody has entered.

    For a year the library does not know, having entered its 1 January says that the whole notice was entered: days
    not listed are then workdays from Monday to Friday.
    """
    if overrides and day in overrides:
        return overrides[day]
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        if overrides and date(day.year, 1, 1) in overrides:
            return day.weekday() < SATURDAY
        raise YearNotPublished(year=day.year) from error


def published(year: int, overrides: Overrides | None = None) -> bool:
    """Whether the workdays of a year are known: by the library, or because its 1 January was entered."""
    try:
        is_workday(date(year, 1, 1), overrides)
    except YearNotPublished:
        return False
    return True


def holiday_of(day: date, overrides: Overrides | None = None) -> str:
    """The holiday that a day is free for: one of STATUTORY, or what a coordinator entered for it ("停电"); else "".

    A weekend is none by itself. Of an unknown year only the days that were entered have a name.
    """
    entered = overrides.get(day) if overrides else None
    if entered:
        return ""
    name = overrides.names.get(day, "") if isinstance(overrides, EnteredDays) else ""
    if entered is False and name:
        return statutory_name(name, day) or name
    return _library(day, free=True)


def made_up_for(day: date, overrides: Overrides | None = None) -> str:
    """The holiday that a weekend day is worked for (调休), named as in `holiday_of`; "" where none is named."""
    entered = overrides.get(day) if overrides else None
    if entered is False or day.weekday() < SATURDAY:
        return ""
    name = overrides.names.get(day, "") if isinstance(overrides, EnteredDays) else ""
    if entered and name:
        return statutory_name(name, day) or name
    return _library(day, free=False)


def _library(day: date, *, free: bool) -> str:
    try:
        off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return ""
    return _LIBRARY[name] if name and bool(off) is free else ""


def statutory_name(name: str, day: date) -> str:
    """The one of STATUTORY that a coordinator's word for a day's holiday means: "国庆节" → "national_day"; else ""."""
    folded = name.casefold()
    found = [key for words, key in _WORDS if any(word in folded for word in words)]
    if "spring_festival" in found and "new_years_day" in found and "元旦" not in folded:
        found.remove("new_years_day")  # "Chinese New Year"
    if len(found) > 1 and (own := festival_of(day)) in found:
        return own
    return found[0] if found else ""
