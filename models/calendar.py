"""Days: workdays with make-up workdays, the next occurrence of a rhythm, and what a period is called. Pure functions.

Statutory holidays come from chinesecalendar (the State Council's notices) and from `overrides`, which a coordinator
enters for a year the library does not know yet. An unknown year raises; it is never guessed.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import chinese_calendar
from apscheduler.triggers.cron import CronTrigger

from models.errors import StairwellError, YearNotPublished

Overrides = Mapping[date, bool]
SATURDAY = 5
_SEARCH_DAYS = 31


class BadPeriod(StairwellError):
    """A period was not written as a month (2026-11), a quarter (2026-Q4) or a year (2026)."""

    key = "error-period"


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


def next_occurrence(
    rhythm: Mapping[str, Any], after: datetime, zone: ZoneInfo, overrides: Overrides | None = None
) -> datetime:
    """The first occurrence strictly after `after`, in UTC.

    `rhythm` holds CronTrigger fields (local time) and `shift`: "none", "next_workday" or "previous_workday". A shifted
    day keeps its time of day; days that move to the same workday are one occurrence. A time that the clocks skip in
    spring fires once, an hour later; one they repeat in autumn fires once, the first time. Raises YearNotPublished
    when the shift needs an unknown year, ValueError for a rhythm that never comes.
    """
    shift = rhythm.get("shift", "none")
    fields = {key: value for key, value in rhythm.items() if key != "shift"}
    # The trigger counts wall-clock time as if it were UTC: it then knows no clock changes, and each comes once.
    trigger = CronTrigger(**{"hour": 9, "minute": 0, "second": 0} | fields, timezone=UTC)
    back = timedelta(hours=2) if shift == "none" else timedelta(days=_SEARCH_DAYS)  # what may still move past `after`
    probe = after.astimezone(zone).replace(tzinfo=UTC, fold=0) - back
    while (fired := trigger.get_next_fire_time(None, probe)) is not None:
        moved = _shift(fired, shift, overrides).replace(tzinfo=zone, fold=0).astimezone(UTC)
        if moved > after:
            return moved
        probe = fired + timedelta(seconds=1)
    raise ValueError("the rhythm has no further occurrence")


def _shift(fired: datetime, how: str, overrides: Overrides | None) -> datetime:
    if how == "none":
        return fired
    step = timedelta(days=1 if how == "next_workday" else -1)
    for days in range(_SEARCH_DAYS):
        moved = fired + step * days
        if is_workday(moved.date(), overrides):
            return moved
    raise ValueError("no workday within a month")


def period_of(moment: datetime, zone: ZoneInfo) -> str:
    """The month an instant falls in, locally: "2026-11"."""
    return moment.astimezone(zone).strftime("%Y-%m")


def due_of(occurrence: datetime, window: Mapping[str, Any], zone: ZoneInfo) -> tuple[datetime, datetime]:
    """(due, accepted until), both the last second of a local day, in UTC.

    `window["due"]` is "month_end" or a number of days after the occurrence; `late_days` are added for late entries.
    """
    local = occurrence.astimezone(zone).date()
    if window["due"] == "month_end":
        last = (local.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    else:
        last = local + timedelta(days=int(window["due"]))
    until = last + timedelta(days=int(window.get("late_days", 0)))
    return _day_end(last, zone), _day_end(until, zone)


def _day_end(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone).astimezone(UTC)


def period_bounds(period: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """[start, end) in UTC of "2026", "2026-Q4" or "2026-11"; anything else raises BadPeriod."""
    match = re.fullmatch(r"(2\d{3})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?", period)
    if match is None:
        raise BadPeriod(said=period[:20])
    year, quarter, month = int(match[1]), match[2], match[3]
    first, length = (int(month), 1) if month else (int(quarter) * 3 - 2, 3) if quarter else (1, 12)
    start = date(year, first, 1)
    end = date(year + (first + length - 1) // 12, (first + length - 1) % 12 + 1, 1)
    return _day_start(start, zone), _day_start(end, zone)


def _day_start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)
