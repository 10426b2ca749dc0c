"""When things fall due, and what a period is called. Pure functions.

What a day is stands in models/days.py, what recurs in models/rhythms.py.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, overload
from zoneinfo import ZoneInfo

from models.days import Overrides, is_workday
from models.errors import StairwellError
from models.rhythms import next_after

__all__ = [
    "BadPeriod", "Overrides", "due_of", "is_workday", "next_occurrence", "period_bounds", "period_of",
]  # fmt: skip
DAY, WEEK, MONTH, QUARTER = "day", "week", "month", "quarter"
"""What one occurrence of a duty may be for."""


class BadPeriod(StairwellError):
    """A period was not written as one: 2026, 2026-Q4, 2026-11, 2026-W48 or 2026-10-01."""

    key = "error-period"


def next_occurrence(
    rhythm: Mapping[str, Any], after: datetime, zone: ZoneInfo, overrides: Overrides | None = None
) -> datetime:
    """When `models.rhythms.next_after` says a rhythm comes next after `after`, in UTC; it raises what that raises."""
    return next_after(rhythm, after, zone, overrides).at


@overload
def period_of(planned: date, per: str) -> str: ...
@overload
def period_of(planned: datetime, per: ZoneInfo) -> str: ...
def period_of(planned: date, per: str | ZoneInfo = MONTH) -> str:
    """What the period is called that a planned day is for: "2026-10-01", "2026-W48" (ISO), "2026-11" or "2026-Q4".

    `per` is "day", "week", "month" or "quarter", ValueError for another word. An instant with a zone gives its local
    month.
    """
    if isinstance(per, ZoneInfo):
        assert isinstance(planned, datetime)
        return planned.astimezone(per).strftime("%Y-%m")
    if per == DAY:
        return f"{planned:%Y-%m-%d}"
    if per == WEEK:
        year, week, _ = planned.isocalendar()
        return f"{year}-W{week:02d}"
    if per == MONTH:
        return f"{planned:%Y-%m}"
    if per == QUARTER:
        return f"{planned.year}-Q{(planned.month + 2) // 3}"
    raise ValueError(f"no period is called {per!r}")


def due_of(
    occurrence: datetime, window: Mapping[str, Any], zone: ZoneInfo, planned: date | None = None
) -> tuple[datetime, datetime]:
    """(due, accepted until), both the last second of a local day, in UTC.

    `window["due"]` is "week_end" (Sunday), "month_end" or "quarter_end" of the planned day (the occurrence's own where
    none is given), or a number of days after the occurrence; `late_days` are added for late entries. An occurrence
    that moved out of its period is due on its own day.
    """
    local = occurrence.astimezone(zone).date()
    due, of = window["due"], planned or local
    if due == "week_end":
        last = of + timedelta(days=6 - of.weekday())
    elif due in ("month_end", "quarter_end"):
        months = of.year * 12 + (of.month if due == "month_end" else (of.month + 2) // 3 * 3)
        last = date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
    else:
        last = local + timedelta(days=int(due))
    last = max(last, local)
    until = last + timedelta(days=int(window.get("late_days", 0)))
    return _day_end(last, zone), _day_end(until, zone)


def _day_end(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone).astimezone(UTC)


def period_bounds(period: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """[start, end) in UTC of "2026", "2026-Q4", "2026-11", "2026-W48" or "2026-11-24"; else raises BadPeriod."""
    if re.fullmatch(r"2\d{3}-(?:W\d{2}|\d{2}-\d{2})", period, re.ASCII):
        return _short_bounds(period, zone)
    match = re.fullmatch(r"(2\d{3})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?", period, re.ASCII)
    if match is None:
        raise BadPeriod(said=period[:20])
    year, quarter, month = int(match[1]), match[2], match[3]
    first, length = (int(month), 1) if month else (int(quarter) * 3 - 2, 3) if quarter else (1, 12)
    start = date(year, first, 1)
    end = date(year + (first + length - 1) // 12, (first + length - 1) % 12 + 1, 1)
    return _day_start(start, zone), _day_start(end, zone)


def _short_bounds(period: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Of a week or a day."""
    week = "W" in period
    try:
        start = date.fromisocalendar(int(period[:4]), int(period[6:]), 1) if week else date.fromisoformat(period)
    except ValueError as error:
        raise BadPeriod(said=period) from error
    return _day_start(start, zone), _day_start(start + timedelta(days=7 if week else 1), zone)


def _day_start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)
