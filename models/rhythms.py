"""Rhythms: from data to the days something falls on, and why a day is not the one that was planned. Pure functions.

A rhythm is a dict of plain values. Its `kind` says how its days are found:

(none)       fields of APScheduler's CronTrigger, local time: {"day": "1"}, {"day": "last fri"}, {"day_of_week": "wed"}
holidays     the first day of each statutory holiday
lunar        {"month": 8, "day": 15}, every lunar year, by the rule of models.lunar.comes_round ("leap": true for 闰)
solar_term   {"term": "qingming"}, one of models.lunar.TERMS
workday      {"nth": 1 | -1, "of": "week" | "month" | "quarter"}: its first or last workday

Each has `hour` (9) and `minute` (0), and all but the last `shift`: "none", or where a day that is no workday moves to,
"next_workday" or "previous_workday".
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from models.days import SATURDAY, STATUTORY, Overrides, holiday_of, is_workday
from models.errors import YearNotPublished
from models.lunar import FESTIVALS, NEW_YEARS_EVE, TERMS
from models.rhythm_checks import BadRhythm, check
from models.rhythm_days import FIELDS, KINDS, NEXT, NONE, PREVIOUS, Rhythm, comes_itself

__all__ = [
    "NEXT", "NONE", "PREVIOUS", "BadRhythm", "Occurrence", "Rhythm", "Why", "check", "describe", "name_key",
    "next_after", "reason", "upcoming",
]  # fmt: skip
MOST = 60
"""Occurrences that `upcoming` gives at once."""
_SEARCH_DAYS = 31
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NTH = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "last": "last"}


@dataclass(frozen=True, slots=True)
class Why:
    """Why an occurrence is not on the day that was planned.

    `moved` is the day it is on. In the way were a weekend (`weekend`: the planned day is one and no holiday) and the
    first `holiday` between the two days: a key of models.days.STATUTORY, what a coordinator entered, or "". Neither:
    the day was entered as free without a name.
    """

    planned: date
    moved: date
    holiday: str = ""
    weekend: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a rhythm comes: `at` in UTC, the local day `planned`, and `why` where it is another day.

    `name` is what the planned day is, for the kinds that know: a key of STATUTORY, of lunar.FESTIVALS or lunar.TERMS.
    """

    at: datetime
    planned: date
    name: str = ""
    why: Why | None = None


def next_after(rhythm: Rhythm, after: datetime, zone: ZoneInfo, overrides: Overrides | None = None) -> Occurrence:
    """The first occurrence strictly after `after`.

    A shifted day keeps its time of day. Days that move to the same workday are one occurrence: the one planned for
    that workday where there is one, else the earliest. A time that the clocks skip in spring comes once, an hour later;
    one they repeat in autumn comes once, the first time. Raises YearNotPublished when it takes a year that is not
    known, ValueError for a rhythm that never comes (again).
    """
    shift = rhythm.get("shift", NONE)
    # Wall-clock time is counted as if it were UTC: that knows no clock changes, and each time comes once.
    back = timedelta(hours=2) if shift == NONE else timedelta(days=_SEARCH_DAYS)  # what may still move past `after`
    start = after.astimezone(zone).replace(tzinfo=UTC, fold=0) - back
    find = KINDS[rhythm.get("kind", "")]
    for fired, planned, name in find(rhythm, start, overrides):
        moved = _shift(fired, shift, overrides)
        at = moved.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if at <= after:
            continue
        if moved.date() != planned and "kind" not in rhythm and comes_itself(rhythm, moved):
            planned = moved.date()
        return Occurrence(at, planned, name, _why(planned, moved.date(), overrides))
    raise ValueError("the rhythm has no further occurrence")


def upcoming(
    rhythm: Rhythm, after: datetime, zone: ZoneInfo, overrides: Overrides | None = None, count: int = 12
) -> list[Occurrence]:
    """The next occurrences strictly after `after`, ascending, at most MOST.

    Fewer than `count` where the rhythm ends, or from where it takes a year that is not published: asking `next_after`
    for the one after the last then raises, and names the year. Raises ValueError, as `next_after`, when there is none.
    """
    found: list[Occurrence] = []
    for _ in range(min(count, MOST)):
        try:
            found.append(next_after(rhythm, found[-1].at if found else after, zone, overrides))
        except YearNotPublished:
            break
        except ValueError:
            if not found:
                raise
            break
    return found


def _shift(fired: datetime, how: str, overrides: Overrides | None) -> datetime:
    if how == NONE:
        return fired
    step = timedelta(days=1 if how == NEXT else -1)
    for days in range(_SEARCH_DAYS):
        moved = fired + step * days
        if is_workday(moved.date(), overrides):
            return moved
    raise ValueError("no workday within a month")


def _why(planned: date, moved: date, overrides: Overrides | None) -> Why | None:
    if planned == moved:
        return None
    step = 1 if moved > planned else -1
    days = [planned + timedelta(days=step * n) for n in range(abs((moved - planned).days))]
    holiday = next((name for day in days if (name := holiday_of(day, overrides))), "")
    weekend = planned.weekday() >= SATURDAY and not holiday_of(planned, overrides)
    return Why(planned, moved, holiday, weekend)


# --- in words ---
def describe(rhythm: Rhythm) -> tuple[str, dict[str, Any]]:
    """(catalogue key, facts) that say a rhythm in words: "每月第一个工作日 9:00"; its fields where it has none."""
    kind = rhythm.get("kind", "")
    when = {
        "time": f"{int(rhythm.get('hour', 9))}:{int(rhythm.get('minute', 0)):02d}",
        "shift": str(rhythm.get("shift", NONE)),
    } if _simple(rhythm) else {}  # fmt: skip
    if kind == "" or not when:
        return _describe_cron(rhythm, when)
    if kind == "workday":
        nth = "first" if int(rhythm["nth"]) > 0 else "last"
        return "rhythm-workday", {"time": when["time"], "nth": nth, "of": str(rhythm["of"])}
    if kind == "lunar":
        return _describe_lunar(rhythm, when)
    if kind == "solar_term":
        return "rhythm-solar-term", when | {"term_key": name_key(str(rhythm["term"]))}
    return "rhythm-holidays", when


def _simple(rhythm: Rhythm) -> bool:
    return all(isinstance(rhythm.get(name, 0), int) for name in ("hour", "minute"))


def _describe_lunar(rhythm: Rhythm, when: dict[str, str]) -> tuple[str, dict[str, Any]]:
    month, day, leap = int(rhythm["month"]), int(rhythm["day"]), bool(rhythm.get("leap"))
    name = "" if leap else NEW_YEARS_EVE if (month, day) == (12, 30) else FESTIVALS.get((month, day), "")
    if name:
        return "rhythm-festival", when | {"festival_key": name_key(name)}
    return "rhythm-lunar", when | {"month": month, "number": day, "leap": "leap" if leap else "plain"}


def _describe_cron(rhythm: Rhythm, when: dict[str, str]) -> tuple[str, dict[str, Any]]:
    fields = {name: str(rhythm[name]).strip().casefold() for name in FIELDS[""] if str(rhythm.get(name, "*")) != "*"}
    months = _numbers(fields.pop("month", "every"), 12)
    if when and months:
        facts: dict[str, Any] = when | {"months": months}
        if not fields and months == "every":
            return "rhythm-daily", when
        if list(fields) == ["day_of_week"] and months == "every" and (days := _weekdays(fields["day_of_week"])):
            return "rhythm-weekly", when | {"weekdays_keys": [f"weekday-{day}" for day in days]}
        if fields == {"day": "last"}:
            return "rhythm-last-day", facts
        if list(fields) == ["day"] and isinstance(numbers := _numbers(fields["day"], 31), list):
            return "rhythm-days", facts | {"days": numbers}
        match = re.fullmatch(rf"({'|'.join(_NTH)}) ({'|'.join(_WEEKDAYS)})", fields.get("day", ""))
        if match and list(fields) == ["day"]:
            return "rhythm-nth-weekday", facts | {"nth": _NTH[match[1]], "weekday_key": f"weekday-{match[2]}"}
    said = {name: value for name, value in rhythm.items() if name != "shift"}
    shift = str(rhythm.get("shift", NONE))
    return "rhythm-fields", {"fields": ", ".join(f"{name}={value}" for name, value in said.items()), "shift": shift}


def _numbers(text: str, most: int) -> list[str] | str:
    """The numbers of "1,15", "2-4" or "*/3", as texts; "every" as it is; "" for anything else."""
    if text == "every":
        return text
    if match := re.fullmatch(r"\*/(\d{1,2})", text, re.ASCII):
        return [str(number) for number in range(1, most + 1, int(match[1]) or most)]
    out: list[str] = []
    for part in text.split(","):
        match = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", part.strip(), re.ASCII)
        if match is None:
            return ""
        out += [str(number) for number in range(int(match[1]), int(match[2] or match[1]) + 1)]
    return out


def _weekdays(text: str) -> list[str]:
    """The days of "mon,wed" or "mon-fri"; [] for anything else."""
    out: list[str] = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if first not in _WEEKDAYS or (last or first) not in _WEEKDAYS:
            return []
        out += _WEEKDAYS[_WEEKDAYS.index(first) : _WEEKDAYS.index(last or first) + 1]
    return out


def reason(why: Why) -> tuple[str, dict[str, Any]]:
    """(catalogue key, facts) that say why a day moved: "因国庆节放假调休，延至10月8日（原定10月1日）"."""
    facts: dict[str, Any] = {
        "planned": why.planned.isoformat(), "day": why.moved.isoformat(),
        "way": "later" if why.moved > why.planned else "earlier",
    }  # fmt: skip
    if not why.holiday:
        return ("moved-weekend" if why.weekend else "moved-day-off"), facts
    known = name_key(why.holiday)
    facts |= {"holiday_key": known} if known else {"holiday": why.holiday}
    return ("moved-weekend-holiday" if why.weekend else "moved-holiday"), facts


def name_key(name: str) -> str:
    """The catalogue key of a holiday's, festival's or solar term's name; "" for one that a coordinator made up."""
    known = name in STATUTORY or name in TERMS or name in FESTIVALS.values() or name == NEW_YEARS_EVE
    return f"named-{name.replace('_', '-')}" if known else ""
