"""`stairwell calendar YEAR`: every day of a year for the terminal, to read or as a CSV."""

import csv
import io
import sys

from bot.compose import open_database
from bot.settings import load
from bot.terminal import spoken
from messages.catalogue import say
from models.almanac import UNPUBLISHED, AlmanacDay, days_of
from models.lunar import Lunar
from models.rhythms import name_key
from models.workdays import overrides

COLUMNS = ("date", "weekday", "kind", "holiday", "festival", "term", "lunar")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LIVE = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula."""


async def calendar(year: int, *, csv: bool = False) -> None:
    """Print every day of a year: workday, weekend, holiday or make-up workday, what it is called, its lunar date.

    Days of a year that the State Council has not published are marked as that, never guessed; the exit code is then 1.

    Parameters
    ----------
    year:
        from 1901 to 2100
    csv:
        as a CSV file
    """
    db = open_database(load())
    days = days_of(year, await db.read(overrides))
    await db.close()
    print(as_csv(days, spoken()) if csv else as_text(days, spoken()))
    if any(day.kind == UNPUBLISHED for day in days):
        print(say("almanac-unpublished", spoken(), {"year": str(year)}), file=sys.stderr)
        sys.exit(1)


def as_csv(days: list[AlmanacDay], language: str) -> str:
    """A header and a line for each day, without the last line's end; a name that looks like a formula is quoted."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow([say(f"almanac-column-{column}", language) for column in COLUMNS])
    for day in days:
        lines.writerow([f"'{cell}" if cell.startswith(_LIVE) else cell for cell in cells(day, language)])
    return out.getvalue().rstrip("\n")


def as_text(days: list[AlmanacDay], language: str) -> str:
    """A line for each day, a blank one between months."""
    lines: list[str] = []
    for day in days:
        if day.day.day == 1 and lines:
            lines.append("")
        date_, weekday, kind, *names, lunar = cells(day, language)
        lines.append("  ".join([date_, weekday, kind, lunar, *filter(None, dict.fromkeys(names))]))
    return "\n".join(lines)


def cells(day: AlmanacDay, language: str) -> list[str]:
    """The values of COLUMNS, as people read them in that language."""
    weekday = say(f"weekday-{_WEEKDAYS[day.day.weekday()]}", language)
    kind = say(f"almanac-kind-{day.kind}", language)
    names = [_name(name, language) for name in (day.holiday, day.festival, day.term)]
    return [day.day.isoformat(), weekday, kind, *names, _lunar(day.lunar, language)]


def _name(name: str, language: str) -> str:
    key = name_key(name)
    return say(key, language) if key else name


def _lunar(lunar: Lunar, language: str) -> str:
    if language == "zh-CN":
        return lunar.text()
    return f"{'leap ' if lunar.leap else ''}{lunar.month}/{lunar.day}"
