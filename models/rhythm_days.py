"""The days a rhythm finds, by its kind, before any of them moves (models/rhythms.py). Pure functions.

Each finder yields (wall-clock time written as UTC, the day that was planned, its name), ascending from a start.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from apscheduler.triggers.cron import CronTrigger

from models.days import SATURDAY, STATUTORY, Overrides, holiday_of, is_workday, published
from models.errors import YearNotPublished
from models.lunar import FESTIVALS, LAST_YEAR, NEW_YEARS_EVE, from_day, term_day

Rhythm = Mapping[str, Any]
Found = Iterator[tuple[datetime, date, str]]
NONE, NEXT, PREVIOUS = "none", "next_workday", "previous_workday"
FIELDS: dict[str, tuple[str, ...]] = {
    "": ("day", "day_of_week", "month", "week"), "holidays": (), "lunar": ("month", "day", "leap"),
    "solar_term": ("term",), "workday": ("nth", "of"),
}  # fmt: skip
"""The fields of each kind, besides kind, hour, minute and shift."""
_ONE_HOLIDAY = 14
"""Days of the same name closer than this belong to one holiday (国庆 goes on after a 中秋 in its midst)."""
_MONTHS = {"month": 1, "quarter": 3}


def trigger(rhythm: Rhythm) -> CronTrigger:
    """The fields of a rhythm without a kind; ValueError for what APScheduler does not understand."""
    fields = {key: value for key, value in rhythm.items() if key not in ("shift", "kind")}
    return CronTrigger(**{"hour": 9, "minute": 0, "second": 0} | fields, timezone=UTC)


def comes_itself(rhythm: Rhythm, moment: datetime) -> bool:
    """Whether a rhythm without a kind was planned for that very moment (wall-clock time written as UTC)."""
    return bool(trigger(rhythm).get_next_fire_time(None, moment) == moment)


def _cron(rhythm: Rhythm, start: datetime, _: Overrides | None) -> Found:
    times = trigger(rhythm)
    while (fired := times.get_next_fire_time(None, start)) is not None:
        yield fired, fired.date(), ""
        start = fired + timedelta(seconds=1)


def _holidays(rhythm: Rhythm, start: datetime, overrides: Overrides | None) -> Found:
    """A year that is not published ends the search by raising, so that no holiday is passed over."""
    day = start.date()
    last: dict[str, date] = {}
    for back in range(_ONE_HOLIDAY, 0, -1):
        last[holiday_of(day - timedelta(days=back), overrides)] = day - timedelta(days=back)
    while day.year <= LAST_YEAR:
        if not published(day.year, overrides):
            raise YearNotPublished(year=day.year)
        name = holiday_of(day, overrides)
        if name in STATUTORY and (name not in last or (day - last[name]).days > _ONE_HOLIDAY):
            yield _at(day, rhythm), day, name
        last[name] = day
        day += timedelta(days=1)


def _lunar(rhythm: Rhythm, start: datetime, _: Overrides | None) -> Found:
    month, number = int(rhythm["month"]), int(rhythm["day"])
    name = NEW_YEARS_EVE if (month, number) == (12, 30) else FESTIVALS.get((month, number), "")
    for day in from_day(start.date(), month, number, leap=bool(rhythm.get("leap"))):
        yield _at(day, rhythm), day, "" if rhythm.get("leap") else name


def _solar_term(rhythm: Rhythm, start: datetime, _: Overrides | None) -> Found:
    for year in range(start.year, LAST_YEAR + 1):
        day = term_day(year, rhythm["term"])
        if day >= start.date():
            yield _at(day, rhythm), day, str(rhythm["term"])


def _workday(rhythm: Rhythm, start: datetime, overrides: Overrides | None) -> Found:
    """Planned is the first (last) day from Monday to Friday; a week without any workday is passed over."""
    first = int(rhythm["nth"]) > 0
    for days in _stretches(str(rhythm["of"]), start.date()):
        ordered = days if first else days[::-1]
        works = next((day for day in ordered if is_workday(day, overrides)), None)
        if works is None:
            continue
        planned = next(day for day in ordered if day.weekday() < SATURDAY)
        worked_before = works < planned if first else works > planned  # a make-up workday at a weekend
        yield _at(works, rhythm), works if worked_before else planned, ""


def _stretches(of: str, day: date) -> Iterator[list[date]]:
    """Each week (from Monday), month or quarter from the one that holds `day` on, as its days."""
    if of == "week":
        begin = day - timedelta(days=day.weekday())
    else:
        begin = date(day.year, (day.month - 1) // _MONTHS[of] * _MONTHS[of] + 1, 1)
    while begin.year <= LAST_YEAR:
        if of == "week":
            end = begin + timedelta(days=7)
        else:
            months = begin.year * 12 + begin.month - 1 + _MONTHS[of]
            end = date(months // 12, months % 12 + 1, 1)
        yield [begin + timedelta(days=n) for n in range((end - begin).days)]
        begin = end


def _at(day: date, rhythm: Rhythm) -> datetime:
    return datetime.combine(day, time(int(rhythm.get("hour", 9)), int(rhythm.get("minute", 0))), tzinfo=UTC)


KINDS: dict[str, Callable[[Rhythm, datetime, Overrides | None], Found]] = {
    "": _cron, "holidays": _holidays, "lunar": _lunar, "solar_term": _solar_term, "workday": _workday,
}  # fmt: skip
