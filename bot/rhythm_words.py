"""Words → rhythm: "每周一 9:00", "每月最后一个周五", "农历八月十五", "first workday of every month". Never a guess.

What `models.rhythms.describe` says of a rhythm can be read back, in both languages. A time of day or a move to a
workday that is not said stays what it was.
"""

import re
import unicodedata

from bot.rhythm_english import read_english
from bot.rhythm_parts import (
    DIGITS,
    NTH,
    WEEKDAYS,
    Fields,
    NoSuchDay,
    RhythmUnclear,
    joined,
    lunar,
    monthly,
    named,
    number,
    weekly,
)
from models.rhythms import NEXT, NONE, PREVIOUS, check

__all__ = ["NoSuchDay", "RhythmUnclear", "read_rhythm"]
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def read_rhythm(text: str, *, hour: int = 9, minute: int = 0, shift: str = NONE) -> Fields:
    """The rhythm that the words say; hour, minute and shift are those of before, where they say none.

    Raises RhythmUnclear, NoSuchDay, BadRhythm.
    """
    rest = unicodedata.normalize("NFKC", text).casefold()
    rest, said_shift = _take_shift(rest)
    rest, said_time = _take_time(rest, text)
    body = read_english(rest) if re.search("[a-z]", rest) else _chinese(rest)
    if body is None:
        raise RhythmUnclear(said=text[:20])
    _days_exist(body)
    hour, minute = said_time or (hour, minute)
    moves = said_shift or shift
    rhythm = body | {"hour": hour, "minute": minute}
    if moves != NONE and body.get("kind") != "workday":
        rhythm["shift"] = moves
    check(rhythm)
    return rhythm


# --- the time of day, and what happens on a day off ---
_WHEN_OFF = r"(?:如?遇|逢|碰到)?(?:法定)?(?:节假日|休息日|周末|假日|放假)?"
_SHIFTS = (
    (re.compile(r"(?:不顺延|不提前|不调整|不管节假日|no shift|whatever the day)"), NONE),
    (re.compile(_WHEN_OFF + r"(?:就|则)?(?:顺延|推后|延后|推迟)(?:[到至])?(?:下一个|下个)?(?:工作日)?"), NEXT),
    (re.compile(_WHEN_OFF + r"(?:就|则)?提前(?:[到至])?(?:上一个|上个|前一个)?(?:工作日)?"), PREVIOUS),
    (re.compile(r"or (?:on )?the next workday"), NEXT),
    (re.compile(r"or (?:on )?the (?:workday before|previous workday)"), PREVIOUS),
)
_PART = {"凌晨": 0, "早上": 0, "早晨": 0, "上午": 0, "中午": 12, "下午": 12, "傍晚": 12, "晚上": 12, "am": 0, "pm": 12}
_TIME = re.compile(
    r"(?:\bat\s+)?(凌晨|早上|早晨|上午|中午|下午|傍晚|晚上)?\s*"
    r"(?:(\d{1,2}):(\d{2})\s*(am|pm)?\b|(\d{1,2})\s*(am|pm)\b|(\d{1,2}|[一二两三四五六七八九十]+)[点时](半|整|(\d{1,2})分?)?)"
)


def _take_shift(text: str) -> tuple[str, str | None]:
    for pattern, shift in _SHIFTS:
        if pattern.search(text):
            return pattern.sub(" ", text, count=1).strip(" ,;。"), shift
    return text, None


def _take_time(text: str, said: str) -> tuple[str, tuple[int, int] | None]:
    found = list(_TIME.finditer(text))
    if not found:
        return text, None
    part, hour, minute, after, whole, after_whole, spoken, rest, minutes = found[0].groups()
    hours = _hour(part or after or after_whole or "", int(hour or whole) if hour or whole else number(spoken))
    past = int(minute or minutes or (30 if rest == "半" else 0))
    if len(found) > 1 or hours is None or past > 59:
        raise RhythmUnclear(said=said[:20])
    return (text[: found[0].start()] + " " + text[found[0].end() :]).strip(" ,;。"), (hours, past)


def _hour(part: str, said: int | None) -> int | None:
    """The hour 0–23 that is meant; None where none or more than one can be (上午12点, 晚上12点)."""
    if said is None or said > 23:
        return None
    if not part or said > 12:
        return said if _PART.get(part, 12) else None
    if part == "中午":
        return said if said >= 11 else said + 12 if said <= 2 else None
    if said == 12 and part not in ("凌晨", "下午", "am", "pm"):
        return None
    return said % 12 + _PART[part]


# --- Chinese ---
_N = r"(?:\d{1,2}|[一二三四五六七八九十廿]+)"
_W = r"(?:周|星期|礼拜)"
_WD = r"[一二三四五六日天1-7]"
_MONTHS = (
    rf"(?:(?P<every>每个?月)|每个?季度?(?:(?P<first>首个?月|第[一1]个?月)|(?P<second>第[二2]个?月)|(?P<third>末月|最后一?个?月|第[三3]个?月))?"
    rf"|每年(?P<months>{_N}(?:、{_N})*)月)"
)
_DAY = (
    rf"(?:(?P<days>{_N}[日号]?(?:、{_N}[日号]?)*)[日号]|(?P<last>最后一天|月底|月末|季末|底)|(?P<day1>第一天|首日)"
    rf"|(?:第(?P<nth>[一二三四五1-5])个?|(?P<final>最后一?个?)){_W}(?P<weekday>{_WD}))"
)
_OF_MONTH = re.compile(_MONTHS + _DAY)
_WEEKLY = re.compile(rf"每?个?{_W}({_WD}(?:、?{_W}?{_WD})*|{_WD}[到至\-~]{_W}?{_WD})")
_WORKDAY = re.compile(r"每个?(周|星期|月|季度|季)(?:(第?一个?|第?1个?|首个?)|最后一?个?)工作日")
_HOLIDAYS = re.compile(r"(?:每个?|每逢|逢)?(?:法定节假日|法定节日|法定假日|节假日|节日)(?:第一天|首日|当天)?")
_LUNAR = re.compile(rf"(?:每年)?(?:农历|阴历|旧历)(?:每年)?(闰)?({_N}|正|冬|腊)月(初{_N}|{_N})[日号]?")
_NAMED = re.compile(r"(?:每年|每逢|逢)?(.+?)(?:\(节气\)|节气)?(?:当天|那天)?")


def _chinese(text: str) -> Fields | None:
    text = re.sub(r"\s*[,、和及]\s*", "、", text)
    text = re.sub(r"[\s的在;。.]+", "", text).strip("、")
    if re.fullmatch("每[天日]", text):
        return {}
    if match := _WORKDAY.fullmatch(text):
        of = {"周": "week", "星期": "week", "月": "month"}.get(match[1], "quarter")
        return {"kind": "workday", "nth": 1 if match[2] else -1, "of": of}
    if match := _WEEKLY.fullmatch(text):
        return weekly([DIGITS.get(mark) or int(mark) for mark in re.findall(_WD, re.sub(_W, "", match[1]))], match[1])
    if match := _OF_MONTH.fullmatch(text):
        return _of_month(match)
    if _HOLIDAYS.fullmatch(text):
        return {"kind": "holidays"}
    if match := _LUNAR.fullmatch(text):
        return lunar(_lunar_month(match[2]), number(match[3].removeprefix("初")), leap=bool(match[1]))
    match = _NAMED.fullmatch(text)
    return named(match[1]) if match else None


def _of_month(match: re.Match[str]) -> Fields | None:
    said = match.groupdict()
    days = [number(re.sub("[日号]", "", day)) for day in (said["days"] or "").split("、") if day]
    if said["weekday"]:
        weekday = DIGITS.get(said["weekday"]) or int(said["weekday"])
        place = "last" if said["final"] else NTH[(DIGITS.get(said["nth"]) or int(said["nth"])) - 1]
        day = f"{place} {WEEKDAYS[weekday - 1]}"
    else:
        day = "last" if said["last"] else "1" if said["day1"] else joined(days)
    named = [number(month) for month in (said["months"] or "").split("、") if month]
    quarter = next((number for number, name in enumerate(("first", "second", "third"), 1) if said[name]), 0)
    return monthly(day, every=bool(said["every"]), months=joined(named) if named else "", quarter=quarter)


def _lunar_month(text: str) -> int | None:
    return {"正": 1, "冬": 11, "腊": 12}.get(text) or number(text)


def _days_exist(body: Fields) -> None:
    """Raise NoSuchDay where one of the months has not got one of the days."""
    days = [int(day) for day in str(body.get("day", "")).split(",") if day.isdigit()]
    if "kind" in body or not days:
        return
    months = [int(month) for month in str(body.get("month", "")).split(",") if month] or list(range(1, 13))
    if not all(1 <= month <= 12 for month in months) or max(days) > 31:
        return  # models.rhythms.check says what is wrong
    if max(days) > (28 if 2 in months else min(_LENGTHS[month - 1] for month in months)):
        raise NoSuchDay(number=max(days))
