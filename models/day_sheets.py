"""A sheet of days off and make-up workdays (日期, 放假/上班, 名称): read, shown, and entered whole or not at all.

A file with one wrong row enters nothing: with its 1 January in it, a year would count as known and lack that day.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlmodel import Session, select

from models.days import YEARLY, published, statutory_name
from models.roster_rows import SHOWN, RawRow, Sheet
from models.workdays import WorkdayOverride, enter_days, overrides

YEARS_AHEAD = 2
MOST_SPAN = 31
CHAT_LINES = 30
NAME_LENGTH = 40
OFF = ("放假", "休", "休息", "假", "假日", "节假日", "法定节假日", "公休", "holiday", "off", "day off")
ON = ("上班", "补班", "班", "工作日", "调休上班", "调休补班", "上班日", "workday", "work", "make-up workday")
NOT_ENTERED = ("周末", "weekend")
"""What the program prints for an ordinary Saturday or Sunday; there is nothing to enter."""
_DAY = r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?"
_SPAN = re.compile(_DAY + r"(?:\s*(?:\.\.+|~|–|—+|到|至|to)\s*" + _DAY + r")?\s*(.*)", re.ASCII | re.DOTALL)
Said = tuple[str, dict[str, Any]]
"""A line for people: (catalogue key, facts)."""


class DaysPlan(BaseModel):
    """What a sheet would enter: day → (workday, name), only what is not entered like that already; and what to say."""

    days: dict[date, tuple[bool, str]] = {}
    lines: list[Said] = []

    @property
    def changes(self) -> int:
        """How many days would be entered; 0: there is nothing to confirm."""
        return len(self.days)

    def to_json(self) -> str:
        """The plan as text, to be kept until it is confirmed."""
        return self.model_dump_json()

    @classmethod
    def from_json(cls, text: str) -> "DaysPlan":
        """The plan that `to_json` wrote."""
        return cls.model_validate_json(text)


def read_span(text: str) -> tuple[date, date, str] | None:
    """(first day, last day, what follows) of "2027-01-01..2027-01-03 元旦", "2027年1月1日"; None for anything else."""
    match = _SPAN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    numbers = [int(part) for part in match.groups()[:6] if part]
    try:
        first, last = date(*numbers[:3]), date(*numbers[-3:])
    except ValueError:
        return None
    return (first, last, match[7].strip()) if first <= last < first + timedelta(days=MOST_SPAN) else None


def in_reach(day: date, today: date) -> bool:
    """Whether a day may be entered: this year and the YEARS_AHEAD after it."""
    return today.year <= day.year <= today.year + YEARS_AHEAD


def plan(session: Session, sheet: Sheet, now: datetime, zone: ZoneInfo) -> DaysPlan:
    """What entering this sheet at `now` would change, and what is wrong with it; nothing is written."""
    read, wrong = _read(sheet, now.astimezone(zone).date())
    if wrong:
        more = [("roster-more", {"more": str(len(wrong) - CHAT_LINES)})] if len(wrong) > CHAT_LINES else []
        return DaysPlan(lines=[("day-sheet-refused", {"count": str(len(wrong))}), *wrong[:CHAT_LINES], *more])
    stored = {row.day: (row.workday, row.name) for row in session.exec(select(WorkdayOverride)).all()}
    new = {day: entry for day, entry in sorted(read.items()) if stored.get(day) != entry}
    if not new:
        return DaysPlan(lines=[("day-sheet-same", {})])
    return DaysPlan(days=new, lines=_shown(read, new, {day: workday for day, (workday, _) in stored.items()}))


def apply(session: Session, made: DaysPlan, now: datetime, actor_id: int | None) -> Said:
    """Enter what a plan holds; what to say of it."""
    entered = enter_days(session, made.days, now, actor_id)
    known = overrides(session)
    years = sorted({day.year for day in made.days})
    unknown = [str(year) for year in years if not published(year, known)]
    if unknown:
        return "day-sheet-done-unknown", {"count": str(entered), "years": unknown}
    return "day-sheet-done", {"count": str(entered), "years": [str(year) for year in years]}


def _read(sheet: Sheet, today: date) -> tuple[dict[date, tuple[bool, str]], list[Said]]:
    """(the days, what is wrong)."""
    days: dict[date, tuple[bool, str]] = {}
    wrong: list[Said] = []
    for raw in sheet.rows:
        if not any(text.strip() for text in raw.cells.values()) and not raw.broken:
            continue
        entry = _row(raw, today)
        key = entry if isinstance(entry, str) else ""
        for day, what in entry if isinstance(entry, list) else ():
            if day in days and days[day] != what:
                key = "day-sheet-twice"
            days[day] = what
        if key:
            shown = " ".join(raw.cells.get("kind" if key == "day-sheet-kind" else "date", "").split())[:SHOWN]
            wrong.append((key, {"sheet": sheet.title, "row": str(raw.row), "value": shown}))
    return days, wrong


def _row(raw: RawRow, today: date) -> list[tuple[date, tuple[bool, str]]] | str:
    """The days of one row, or the key of what is wrong with it."""
    if any(why != "date" or field != "date" for field, why in raw.broken.items()):
        return "day-sheet-formula"
    span = read_span(raw.cells.get("date", "").removesuffix(" 00:00:00"))
    if span is None or span[2]:
        return "day-sheet-date"
    kind = "".join(unicodedata.normalize("NFKC", raw.cells.get("kind", "")).casefold().split(" "))
    if kind in NOT_ENTERED:
        return []
    workday = kind in [word.replace(" ", "") for word in ON]
    if not workday and kind not in [word.replace(" ", "") for word in OFF]:
        return "day-sheet-kind"
    first, last, _ = span
    if not (in_reach(first, today) and in_reach(last, today)):
        return "day-sheet-far"
    name = " ".join(raw.cells.get("name", "").split())[:NAME_LENGTH]
    return [(first + timedelta(days=n), (workday, name)) for n in range((last - first).days + 1)]


def _shown(
    read: Mapping[date, tuple[bool, str]], new: Mapping[date, tuple[bool, str]], stored: Mapping[date, bool]
) -> list[Said]:
    """By year: how many days, each stretch of them, and what a whole notice would have and this lacks."""
    lines: list[Said] = []
    for year in sorted({day.year for day in new}):
        off = sum(not workday for day, (workday, _) in new.items() if day.year == year)
        on = sum(day.year == year for day in new) - off
        lines.append(("day-sheet-year", {"year": str(year), "off": str(off), "on": str(on)}))
        stretches = list(_stretches({day: what for day, what in new.items() if day.year == year}))
        lines += stretches[:CHAT_LINES]
        if len(stretches) > CHAT_LINES:
            lines.append(("roster-more", {"more": str(len(stretches) - CHAT_LINES)}))
        if published(year, stored):
            continue
        if date(year, 1, 1) not in read:
            lines.append(("calendar-still-unknown", {"year": str(year)}))
        named = {statutory_name(name, day) for day, (workday, name) in read.items() if not workday and day.year == year}
        if lacking := [f"named-{key.replace('_', '-')}" for key in YEARLY if key not in named]:
            lines.append(("day-sheet-lacking", {"year": str(year), "names_keys": lacking}))
    return lines


def _stretches(days: Mapping[date, tuple[bool, str]]) -> Iterator[Said]:
    """Days in a row that are the same are one line."""
    ordered = sorted(days)
    start = 0
    for place, day in enumerate(ordered):
        after = ordered[place + 1] if place + 1 < len(ordered) else None
        if after == day + timedelta(days=1) and days[after] == days[day]:
            continue
        first, (workday, name) = ordered[start], days[day]
        facts = {"day": first.isoformat(), "name": name or "—"}
        key = f"day-sheet-{'on' if workday else 'off'}"
        yield (key, facts) if first == day else (f"{key}-span", facts | {"until_day": day.isoformat()})
        start = place + 1
