"""What the words for a rhythm are put together from, whichever language they are in."""

import re
from functools import cache
from typing import Any

from messages.catalogue import say
from models.errors import StairwellError
from models.lunar import FESTIVALS, NEW_YEARS_EVE, TERMS
from models.people import LANGUAGES
from models.rhythms import name_key

Fields = dict[str, Any]


class RhythmUnclear(StairwellError):
    """The words do not say for sure when something comes round."""

    key = "error-rhythm-words"


class NoSuchDay(StairwellError):
    """Some of the months have no such day (31 April), so it would be left out there."""

    key = "error-rhythm-no-such-day"


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NTH = ("1st", "2nd", "3rd", "4th", "5th")
_QUARTER = {1: "1,4,7,10", 2: "2,5,8,11", 3: "3,6,9,12"}
_SOLAR = {"new_years_day": (1, 1), "labour_day": (5, 1), "national_day": (10, 1)}
"""Holidays that have a fixed day of the year."""
DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九十")} | {"两": 2, "天": 7, "日": 7}


def number(text: str) -> int | None:
    """A whole number below 100 in digits or Chinese: 15, 十五, 廿一, 三十; None for anything else."""
    if text.isascii() and text.isdigit():
        return int(text)
    match = re.fullmatch("(?:([一二两三四五六七八九]?)(十)|(廿))?([一二两三四五六七八九]?)", text)
    if match is None or not text:
        return None
    tens = 2 if match[3] else (DIGITS[match[1]] if match[1] else 1) if match[2] else 0
    return tens * 10 + (DIGITS[match[4]] if match[4] else 0)


def weekly(days: list[int], said: str) -> Fields | None:
    """These days of the week, 1 for Monday; two that 到 joins in what was said are a span.

    None for none, or for the same one twice.
    """
    if re.search(r"[到至\-~]", said):
        days = list(range(days[0], days[1] + 1)) if days[0] < days[1] else []
    if not days or len(set(days)) != len(days):
        return None
    return {"day_of_week": ",".join(WEEKDAYS[day - 1] for day in sorted(days))}


def monthly(day: str, *, every: bool, months: str, quarter: int) -> Fields | None:
    """A day of every month, of the months named, or of a quarter: by its month, else one that is clear without."""
    if not day:
        return None
    if every:
        return {"day": day}
    if not months:
        of = quarter or (1 if day == "1" or day.startswith("1st") else 3 if day.startswith("last") else 0)
        months = _QUARTER.get(of, "")
    return {"month": months, "day": day} if months else None


def joined(numbers: list[int | None]) -> str:
    """The numbers as a cron field: "1,15"; "" where one could not be read, or there is none."""
    known = sorted({number for number in numbers if number})
    return ",".join(map(str, known)) if len(known) == len(numbers) else ""


def lunar(month: int | None, day: int | None, *, leap: bool = False) -> Fields | None:
    """A day of the lunar year; None where month or day could not be read."""
    if not month or not day:
        return None
    return {"kind": "lunar", "month": month, "day": day} | ({"leap": True} if leap else {})


@cache
def _names() -> dict[str, str]:
    """What people call festivals, holidays and solar terms → their key, in both languages."""
    named: dict[str, str] = {}
    for name in (*TERMS, *FESTIVALS.values(), NEW_YEARS_EVE, *_SOLAR):
        for language in LANGUAGES:
            word = say(name_key(name), language).casefold()
            named[word] = named[word.removesuffix("节")] = name
        named.setdefault(name.replace("_", " "), name)
    return named


def named(text: str) -> Fields | None:
    """The day of a festival, holiday or solar term by its name; None for any other word."""
    name = _names().get(text) or _names().get(text.removesuffix("节"))
    if name is None:
        return None
    if name in _SOLAR:
        return {"month": str(_SOLAR[name][0]), "day": str(_SOLAR[name][1])}
    if name in TERMS:
        return {"kind": "solar_term", "term": name}
    month, day = next((at for at, festival in FESTIVALS.items() if festival == name), (12, 30))
    return {"kind": "lunar", "month": month, "day": day}
