"""From when to when somebody is away, as people say it: "12月1日到12月10日", "5天", "明天到周五", "1 Dec to 10 Dec"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.grammar import NUMERALS

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COUNT = r"(\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_LONG = re.compile(_COUNT + r"\s*(天|(?:个\s*)?(?:周|星期|礼拜)|个\s*月|days?\b|weeks?\b|months?\b)", re.IGNORECASE)
_DAYS = {"天": 1, "d": 1, "周": 7, "星": 7, "礼": 7, "w": 7, "月": 30, "m": 30}
_WORDS = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2}
_WEEKDAYS = "一二三四五六日"
_SOME = "一二两三四五六七八九\\d"
_VAGUE = re.compile(
    rf"几|[{_SOME}]\s*(?:到|至|-|~|—|或)\s*[{_SOME}]+\s*(?:天|周|个|星期|礼拜)|[一二两三四五六七八九]{{2,}}\s*(?:天|周|个)"
)
_DATE = re.compile(
    r"(?P<word>今天|明天|后天|月底|today|tomorrow)"
    r"|(?:(?P<next>下)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天]))"
    r"|(?:(?P<year>\d{4})[-./年])?(?P<month>\d{1,2})[-./月](?P<day>\d{1,2})[日号]?"
    r"|(?P<alone>\d{1,2})[日号]"
    r"|(?P<day2>\d{1,2})\s*(?P<name2>[a-z]{3,9})\b|(?P<name>[a-z]{3,9})\s*(?P<day3>\d{1,2})\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:到|至|~|—+|–|-+|－|to\b|until\b|till\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """The first local day away, the first day back, and the words that were left over: a reason, a name."""

    from_on: date
    to_on: date
    rest: str


def read_span(text: str, today: date) -> Span | None:
    """The days a text begins with; None when it does not begin with any, or with days that do not exist.

    A day without a year is the next such day; an end before the start is the next year's. A number of days counts from
    the first day named, else from today.
    """
    left = text.strip().replace("半个月", "15天").replace("半月", "15天")
    first = _take_day(left, today, today)
    if first is not None:
        day, left = first
        until = _TO.match(left)
        if until is not None:
            last = _take_day(left[until.end() :], today, day)
            return None if last is None else Span(day, last[0] + timedelta(days=1), _clean(last[1]))
        count = _take_count(left.lstrip(" ,，、"))
        if count is not None:
            return Span(day, day + timedelta(days=count[0]), _clean(count[1]))
        return Span(day, day + timedelta(days=1), _clean(left))
    count = _take_count(left)
    if count is not None:
        return Span(today, today + timedelta(days=count[0]), _clean(count[1]))
    until = _TO.match(left)
    last = _take_day(left[until.end() :], today, today) if until is not None else None
    return None if last is None else Span(today, last[0] + timedelta(days=1), _clean(last[1]))


def _take_count(text: str) -> tuple[int, str] | None:
    """(days, what is left) of "5天", "两周", "3 days"."""
    match = _LONG.match(text)
    if match is None:
        return None
    number, unit = match.groups()
    days = _number(number) * _DAYS[unit.lstrip("个 ")[0].casefold()]
    return (days, text[match.end() :]) if days else None


def _take_day(text: str, today: date, after: date) -> tuple[date, str] | None:
    """(the next such day from `after` on, what is left); None where no day stands, or one that does not exist."""
    match = _DATE.match(text)
    if match is None or (_LONG.match(text) and not match["word"] and not match["month"]):
        return None
    try:
        found = _day(match, today, after)
    except ValueError:
        return None
    return None if found is None else (found, text[match.end() :])


def _day(match: re.Match[str], today: date, after: date) -> date | None:
    if word := match["word"]:
        if word == "月底":
            return (after.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return today + timedelta(days=_WORDS[word.casefold()])
    if match["weekday"]:
        place = _WEEKDAYS.index(match["weekday"].replace("天", "日"))
        if match["next"]:
            return after + timedelta(days=7 - after.weekday() + place)
        return after + timedelta(days=(place - after.weekday()) % 7)
    if match["alone"]:
        number = int(match["alone"])
        if number >= after.day:
            return after.replace(day=number)
        return (after.replace(day=28) + timedelta(days=4)).replace(day=number)
    month, number = _month_and_day(match)
    if month is None:
        return None
    if match["year"]:
        return date(int(match["year"]), month, number)
    found = date(after.year, month, number)
    return found if found >= after else date(after.year + 1, month, number)


def _month_and_day(match: re.Match[str]) -> tuple[int | None, int]:
    if match["month"]:
        return int(match["month"]), int(match["day"])
    name = (match["name2"] or match["name"] or "")[:3].casefold()
    month = _MONTHS.index(name) + 1 if name in _MONTHS else None
    return month, int(match["day2"] or match["day3"] or 0)


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return NUMERALS[text]
    return (NUMERALS[tens] if tens else 1) * 10 + (NUMERALS[ones] if ones else 0)


def _clean(text: str) -> str:
    return text.strip(" ,，。.;；、的")


def read_days(text: str, today: date) -> int | None:
    """For how many days somebody will be away, wherever in a reply it stands: "5", "五天", "住女儿家半个月", "到周五".

    None where no length, or more than one, is said: "三五天", "3到5天".
    """
    said = text.strip(" 。.!！~,，了吧").replace("半个月", "15天").replace("半月", "15天")
    said = re.sub(r"(?<=[十\d])来(?=天|个)", "", said)  # 十来天: ten or so
    if re.fullmatch(r"\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]", said):
        return _number(said) or None
    if _VAGUE.search(said):
        return None
    lengths = list(_LONG.finditer(said))
    if len(lengths) == 1:
        number, unit = lengths[0].groups()
        return _number(number) * _DAYS[unit.lstrip("个 ")[0].casefold()] or None
    starts = [0, *(match.start() for match in re.finditer(r"到|至|until|till|明天|后天", said))]
    spans = [span for start in starts if (span := read_span(said[start:], today)) is not None]
    return (spans[0].to_on - today).days if spans and not lengths else None
