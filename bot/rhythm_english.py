"""English words → rhythm: "first workday of every month", "every Monday at 9:00"; see rhythm_words.py."""

import re
from collections.abc import Mapping

from bot.rhythm_parts import NTH, WEEKDAYS, Fields, joined, lunar, monthly, named, weekly

_DAY_EN = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_NUMBERS_EN = r"\d{1,2}(?:st|nd|rd|th)?(?:(?:\s*,\s*|\s+and\s+)\d{1,2}(?:st|nd|rd|th)?)*"
_PLACE = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
}
_NTH_EN = "|".join((*_PLACE, "last"))
_D_EN = (
    rf"(?:on )?(?:the )?(?:(?P<last>last day)|(?P<day1>first day)|(?P<nth>{_NTH_EN}) (?P<weekday>{_DAY_EN})"
    rf"|(?:days? )?(?P<days>{_NUMBERS_EN}))"
)
_OF_EN = (
    rf"(?:(?P<every>(?:every|each|the) month|monthly)|(?P<quarter>(?:every|each|the) quarter|quarterly)"
    rf"|(?:the )?months? (?P<months>{_NUMBERS_EN}))"
)
_MONTHLY_EN = tuple(
    re.compile(p) for p in (rf"{_D_EN} (?:of )?{_OF_EN}", rf"{_OF_EN},? {_D_EN}")
)  # fmt: skip
_WEEKLY_EN = re.compile(rf"(?:every|each|weekly(?: on)?|on)?\s*({_DAY_EN}(?:(?:\s*,\s*|\s+and\s+|\s+){_DAY_EN})*)")
_WORKDAY_EN = re.compile(
    r"(?:on )?(?:the )?(?:(first|1st)|last) (?:workday|working day) of (?:every|each|the) (week|month|quarter)"
)
_HOLIDAYS_EN = re.compile(
    r"(?:on )?(?:the first day of )?(?:every|each) (?:public |statutory )?holiday|(?:public |statutory )?holidays"
)
_LUNAR_EN = (
    re.compile(
        r"(?:every year )?(?:on )?day (?P<day>\d{1,2}) of the (?:(?P<leap>leap)|lunar) month (?P<month>\d{1,2})"
    ),
    re.compile(r"(?:every year )?(?:on )?lunar (?P<leap>leap )?(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"),
)  # fmt: skip
_NAMED_EN = re.compile(r"(?:every year )?(?:on )?(?:the solar term )?(.+)")


def read_english(text: str) -> Fields | None:
    """What comes round by these words, in lower case and without a time of day; None when it is not clear."""
    text = " ".join(text.split()).strip(" ,.")
    if re.fullmatch("every day|each day|daily", text):
        return {}
    if match := _WORKDAY_EN.fullmatch(text):
        return {"kind": "workday", "nth": 1 if match[1] else -1, "of": match[2]}
    for pattern in _MONTHLY_EN:
        if match := pattern.fullmatch(text):
            return _monthly_en(match.groupdict())
    if _HOLIDAYS_EN.fullmatch(text):
        return {"kind": "holidays"}
    for pattern in _LUNAR_EN:
        if match := pattern.fullmatch(text):
            return lunar(int(match["month"]), int(match["day"]), leap=bool(match["leap"]))
    if match := _WEEKLY_EN.fullmatch(text):
        days = [_weekday_en(word) for word in re.findall(_DAY_EN, match[1])]
        known = [day for day in days if day]
        return weekly(known, "") if len(known) == len(days) else None
    match = _NAMED_EN.fullmatch(text)
    return named(match[1]) if match else None


def _monthly_en(said: Mapping[str, str | None]) -> Fields | None:
    day = "last" if said["last"] else "1" if said["day1"] else _numbers_en(said["days"])
    if said["weekday"] and said["nth"]:
        weekday = _weekday_en(said["weekday"])
        place = "last" if said["nth"] == "last" else NTH[_PLACE[said["nth"]] - 1]
        day = f"{place} {WEEKDAYS[weekday - 1]}" if weekday else ""
    return monthly(day, every=bool(said["every"]), months=_numbers_en(said["months"]), quarter=0)


def _weekday_en(word: str) -> int:
    """1 for Monday to 7; 0 for a word that only begins alike."""
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    word = word if word in full or len(word) <= 3 else word.removesuffix("s")
    return next((n for n, name in enumerate(full, 1) if name.startswith(word)), 0)


def _numbers_en(text: str | None) -> str:
    return joined([int(number) for number in re.findall(r"\d{1,2}", text or "")])
