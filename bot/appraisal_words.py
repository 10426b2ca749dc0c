"""How people set up an appraisal and hand in slips: "2026 12月10日 9:00 至 12月20日 18:00 权重 40 30 30"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from models.appraisals import BRANCH, CHOICES, GROUPS, OF_HEADS, RESIDENTS
from models.clock import at_local
from models.grid import BUILDING, GRID, UNIT

OPENS_AT, CLOSES_AT = time(9), time(18)
"""The times of day where none is named."""
MOST_SLIPS = 500
LEVEL_WORDS = {
    "单元长": UNIT, "楼道长": UNIT, "楼栋长": BUILDING, "网格长": GRID,
    "unit": UNIT, "building": BUILDING, "grid": GRID,
}  # fmt: skip
GROUP_WORDS = {
    "居民": RESIDENTS, "群众": RESIDENTS, "residents": RESIDENTS, "resident": RESIDENTS, "楼长": OF_HEADS,
    "网格长": OF_HEADS, "heads": OF_HEADS, "head": OF_HEADS, "支部": BRANCH, "branch": BRANCH,
}  # fmt: skip
_YEAR = re.compile(r"\s*(20\d{2})(?:年|年度)?(?=\s)")
_WEIGHTS = re.compile(r"(?:权重|weights?)\s*(\d{1,3})\D+(\d{1,3})\D+(\d{1,3})\s*%?", re.ASCII | re.IGNORECASE)
_MOMENT = re.compile(
    r"(?:(20\d{2})[-./年])?(\d{1,2})[-./月](\d{1,2})[日号]?(?:\s*(\d{1,2})[:点时](?:(\d{2})分?)?)?", re.ASCII
)  # fmt: skip
_SLIPS = re.compile(
    r"(\S+)\s+(?:(" + "|".join(GROUP_WORDS) + r")\s*)?(?:号码?|numbers?|no\.?)\s*([\d\s,、;和-]+?)"
    r"\s*(?:票数?|votes?)\s*"
    r"(\d{1,3})\D+(\d{1,3})\D+(\d{1,3})\D+(\d{1,3})", re.ASCII | re.IGNORECASE,
)  # fmt: skip
_SPAN = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Plan:
    """An appraisal as it was said; `weights` and `level` are None where nothing is said of them."""

    year: int
    opens_at: datetime
    closes_at: datetime
    weights: Mapping[str, int] | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Slips:
    """A batch of paper slips: the grid as typed, the group, roll numbers, slips by answer."""

    grid: str
    group: str
    numbers: list[int]
    votes: Mapping[str, int]


def read_plan(text: str, today: date, zone: ZoneInfo) -> Plan | None:
    """The appraisal a text describes; None where year, or first and last day, are not clear.

    A day without a year is the next such day. Times are local; where none is named it opens at nine and closes at six.
    """
    found = _YEAR.match(text + " ")
    if found is None:
        return None
    rest = text[found.end() :]
    weights = _WEIGHTS.search(rest)
    if weights is not None:
        rest = rest[: weights.start()] + " " + rest[weights.end() :]
    moments = list(_MOMENT.finditer(rest))
    if len(moments) != 2:
        return None
    opens = _moment(moments[0], today, OPENS_AT, zone)
    closes = _moment(moments[1], opens.date() if opens else today, CLOSES_AT, zone)
    if opens is None or closes is None:
        return None
    left = rest[: moments[0].start()] + rest[moments[1].end() :]
    level = next((level for word, level in LEVEL_WORDS.items() if word in left.casefold()), None)
    said = dict(zip(GROUPS, map(int, weights.groups()), strict=True)) if weights else None
    return Plan(int(found[1]), opens, closes, said, level)


def read_slips(text: str) -> Slips | None:
    """The batch a text describes; None where it cannot be read for sure. Without a group, residents'."""
    found = _SLIPS.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    numbers = _numbers(found[3])
    votes = dict(zip(CHOICES, map(int, found.groups()[3:]), strict=True))
    group = GROUP_WORDS[(found[2] or "居民").casefold()]
    return Slips(found[1], group, numbers, votes) if numbers and sum(votes.values()) <= MOST_SLIPS else None


def _numbers(text: str) -> list[int]:
    """Roll numbers, one beside another or as spans; "135" is a hundred and thirty-five, for rolls are long."""
    numbers: list[int] = []
    for word in filter(None, re.split(r"[\s,、;和]+", text)):
        found = _SPAN.fullmatch(word)
        if found is None:
            return []
        first, last = int(found[1]), int(found[2] or found[1])
        if not first <= last < first + MOST_SLIPS:
            return []
        numbers += range(first, last + 1)
    return numbers


def _moment(found: re.Match[str], today: date, default: time, zone: ZoneInfo) -> datetime | None:
    try:
        month, number = int(found[2]), int(found[3])
        day = date(int(found[1]) if found[1] else today.year, month, number)
        if not found[1] and day < today:
            day = day.replace(year=day.year + 1)
        clock = time(int(found[4]), int(found[5] or 0)) if found[4] else default
    except ValueError:
        return None
    return at_local(day, clock.hour, clock.minute, zone)
