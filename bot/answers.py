"""Answers that are neither a number nor a word of the list: a day, points of the checklist, or nothing at all."""

import re
from datetime import date, timedelta

from bot.grammar import NUMERALS, many_numbers, plain, words
from models.checkins import BadDate
from models.questions import CHECKLIST

_DAY = re.compile(r"(?:(?:(\d{4})[-./年])?(\d{1,2})[-./月])?(\d{1,2})[日号]?$")
_SPAN = re.compile(r"(\d{1,2})[-~–到至](\d{1,2})", re.ASCII)


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
    """Whether a text adds nothing to a report: a single mark, or an answer to the duty's question said once more."""
    bare = plain(text)
    return len(bare) < 2 or any(
        bare in words(meaning) for meaning in ("done", "held", "whole", "problem", "cannot", "read")
    )


def read_numbers(text: str, most: int) -> list[int]:
    """The different numbers 1–`most` an answer names, in order: "1 3 5", "1、3、10", "135", "一三五", "1-4".

    [] when any of it is unclear: a word, a number beyond `most`, "110" or "11", where more than one thing may be meant.
    """
    named: set[int] = set()
    for word in filter(None, re.split(r"[\s,.、,;;。和号项]+", text)):
        found = _numbers_of(word, most)
        if not found:
            return []
        named |= found
    return sorted(named)


def _numbers_of(word: str, most: int) -> set[int]:
    span = _SPAN.fullmatch(word)
    if span is not None:
        first, last = int(span[1]), int(span[2])
        return set(range(first, last + 1)) if 1 <= first < last <= most else set()
    word = "10" if word == "十" else "".join(str(NUMERALS.get(mark, mark)) for mark in word)
    if not (word.isascii() and word.isdigit()):
        return set()
    if not word.startswith("0") and int(word) <= most:
        return {int(word)}
    digits = [int(mark) for mark in word]
    clear = len(set(digits)) == len(digits) and all(1 <= digit <= min(most, 9) for digit in digits)
    return set(digits) if clear else set()
