"""The words of a pool: what may stand in braces and how it is filled, and the days and weeks a text can be for."""

import re
from collections.abc import Mapping
from datetime import date

from models.errors import StairwellError

WEEKLY, GREETING = POOLS = ("weekly", "greeting")
VARIABLES: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "名字"), "grid": ("网格", "楼道", "单元"), "community": ("社区",), "date": ("日期", "今天"),
}  # fmt: skip
"""What a text may say of whoever gets it, with the other words it may be typed by."""
OCCASIONS: dict[str, tuple[str, ...]] = {
    "new_year": ("元旦", "新年", "new year's day", "new years day"),
    "spring_festival": ("春节", "过年", "chinese new year"),
    "qingming": ("清明", "tomb sweeping day"),
    "labour_day": ("劳动节", "五一", "labor day", "may day"),
    "dragon_boat": ("端午", "duanwu", "dragon boat festival"),
    "mid_autumn": ("中秋", "mid-autumn festival"),
    "national_day": ("国庆", "十一"),
    "double_ninth": ("重阳", "老年节", "chongyang", "seniors' day"),
}
"""The days a greeting can be for, with the other words they go by; the key is also what a rhythm calls the day."""
_SAID = re.compile(r"\{\s*([^\W\d]\w{0,30})\s*\}")
_FILLED = re.compile(r"\{(" + "|".join(VARIABLES) + r")\}")
_WEEK = re.compile(r"(?:(\d{4})[-年 ]*)?(?:w|第)?(\d{1,2})周?", re.ASCII | re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


class UnknownVariable(StairwellError):
    """`said` stands in braces and is nothing that can be filled in; `known` is what can."""

    key = "error-text-variable"


class BadPlan(StairwellError):
    """`said` is neither a day or week that is still to come nor a holiday that has greetings."""

    key = "error-text-plan"


def with_variables(text: str) -> str:
    """The text with its variables by their keys: "{ 姓名 }" is "{name}". Raises UnknownVariable.

    Braces round anything but a single word are what they look like, and stay.
    """

    def key(match: re.Match[str]) -> str:
        said = match[1].casefold()
        for name, others in VARIABLES.items():
            if said == name or said in others:
                return f"{{{name}}}"
        raise UnknownVariable(said=match[0][:40], known=[f"{{{name}}}" for name in VARIABLES])

    return _SAID.sub(key, text)


def variables_of(text: str) -> set[str]:
    """The variables a text uses."""
    return set(_FILLED.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each variable as its value, all at once: what a value says is never filled in turn.

    Every other brace stays. `values` has every one of VARIABLES that the text uses.
    """
    return _FILLED.sub(lambda match: values[match[1]], text)


def occasion_of(said: str) -> str | None:
    """The key of the holiday somebody means, or that a rhythm names; None when it is none that has greetings."""
    word = _folded(said)
    for key, others in OCCASIONS.items():
        if word and word in {_folded(one) for one in (key, *others)}:
            return key
    return None


def period_said(pool: str, said: str, today: date) -> str:
    """The period somebody means for a text: "2026-W50" for a week, "2026-10-01" for a greeting's day. Raises BadPlan.

    A week may be written W50, 第50周, 2026-W50 or by one of its days; without a year it is the next one of that number.
    """
    text = said.strip()
    try:
        if match := _DAY.fullmatch(text):
            day = date(int(match[1]), int(match[2]), int(match[3]))
            period = _iso_week(day) if pool == WEEKLY else day.isoformat()
            now = _iso_week(today) if pool == WEEKLY else today.isoformat()
        elif pool == WEEKLY and (match := _WEEK.fullmatch(text)):
            number, now = int(match[2]), _iso_week(today)
            this = today.isocalendar().year
            year = int(match[1]) if match[1] else this if f"{this}-W{number:02}" >= now else this + 1
            period = _iso_week(date.fromisocalendar(year, number, 1))
        else:
            raise BadPlan(said=said[:40])
    except ValueError as error:
        raise BadPlan(said=said[:40]) from error
    if period < now or int(period[:4]) > today.year + 2:
        raise BadPlan(said=said[:40])
    return period


def month_of(period: str) -> int:
    """The month (1–12) a period begins in: of "2026-W48", "2026-11", "2026-Q4" or "2026-10-01"; 0 for anything else."""
    year, _, rest = period.partition("-")
    try:
        if rest.startswith("W"):
            return date.fromisocalendar(int(year), int(rest[1:]), 1).month
        month = int(rest[1:]) * 3 - 2 if rest.startswith("Q") else int(rest[:2])
    except ValueError:
        return 0
    return month if 1 <= month <= 12 else 0


def season(months: list[int]) -> int:
    """Months as one number, a bit for each (January is 1); 0 for no months is the whole year."""
    return sum(1 << (month - 1) for month in set(months))


def _iso_week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _folded(said: str) -> str:
    word = re.sub(r"[\s_'’·-]+", "", said.casefold())
    return word.removesuffix("节").removesuffix("festival").removesuffix("day")
