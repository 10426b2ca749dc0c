"""Answers that are neither a number nor a word of the list: a day, points of the checklist, or nothing at all."""

import re
from datetime import date, timedelta

from bot.grammar import many_numbers, plain, words
from models.checkins import BadDate
from models.questions import CHECKLIST

_DAY = re.compile(r"(?:(?:(\d{4})[-./年])?(\d{1,2})[-./月])?(\d{1,2})[日号]?$")


def read_day(text: str, today: date) -> date:
    """The day somebody means by "28", "28日", "11.28", "11月28日", "昨天": the last such day not after today.

    Raises BadDate for anything else.
    """
    text = text.strip()
    if text in ("今天", "today", "昨天", "yesterday", "前天"):
        return today - timedelta(days={"今": 0, "t": 0, "昨": 1, "y": 1, "前": 2}[text[0]])
    match = _DAY.fullmatch(text)
    if match is None:
        raise BadDate(today=today.isoformat())
    year, month, number = (int(part) if part else None for part in match.groups())
    assert number is not None
    try:
        if month is not None:
            found = date(year or today.year, month, number)
            return found if year or found <= today else date(today.year - 1, month, number)
        first = today.replace(day=1) if number <= today.day else (today.replace(day=1) - timedelta(days=1))
        return first.replace(day=number)
    except ValueError as error:
        raise BadDate(today=today.isoformat()) from error


def read_items(text: str) -> list[str]:
    """The points of the checklist an answer names, by numbers or by words, in order; [] when any of it is unclear."""
    named: set[str] = set()
    for word in filter(None, re.split(r"[\s,、;。和]+", text)):
        numbers, item = many_numbers(word), _item(word)
        if not numbers and item is None:
            return []
        named |= {CHECKLIST[number - 1] for number in numbers or ()} | ({item} if item else set())
    return [item for item in CHECKLIST if item in named]


def _item(word: str) -> str | None:
    return next((item for item in CHECKLIST if plain(word) in words(item)), None)


def says_nothing(text: str) -> bool:
    """Whether a text adds nothing to a report: a single mark, or an answer to the inspection said once more."""
    bare = plain(text)
    return len(bare) < 2 or any(bare in words(meaning) for meaning in ("done", "problem", "cannot", "read"))
