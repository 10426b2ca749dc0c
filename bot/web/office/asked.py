"""What is asked of a list of records: by whom, from when to when, one of a few; times are read as in chat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.commands.points import read_period
from bot.web.office.pages import View
from models.calendar import BadPeriod, period_bounds
from models.lookup import people_said

MOST_DIGITS = 10
"""A number as long as that is none of ours, and more than PostgreSQL's integers hold."""
Choices = list[tuple[str, str]]
"""(value, words) of a list to choose from."""


@dataclass(frozen=True, slots=True)
class When:
    """[start, end) in UTC, None for open; `wrong` is what was said and is no time."""

    start: datetime | None
    end: datetime | None
    wrong: str = ""


def when(view: View) -> When:
    """What the fields `from` and `to` say: a day, month, quarter or year each, from its start, to its end."""
    bounds: list[datetime | None] = []
    for name, side in (("from", 0), ("to", 1)):
        said = view.arg(name)
        try:
            bounds.append(bounds_of(view, said)[side] if said else None)
        except BadPeriod:
            return When(None, None, said)
    return When(bounds[0], bounds[1])


def bounds_of(view: View, said: str) -> tuple[datetime, datetime]:
    """[start, end) of "2026-11-02", "11月", "Q4", "2026" … Raises BadPeriod."""
    return period_bounds(period_of(view, said), view.zone)


def period_of(view: View, said: str) -> str:
    """The period somebody wrote, as it is called: "2026-11" for "11月". Raises BadPeriod."""
    try:
        period_bounds(said, view.zone)
    except BadPeriod:
        return read_period(said, view.now.astimezone(view.zone).date())
    return said


def people(view: View, name: str = "person") -> list[int] | None:
    """Whom a field means, None where it is empty."""
    said = view.arg(name)
    return people_said(view.session, said) if said else None


def number(view: View, name: str) -> int:
    """A number of a row that the address says, 0 for anything else."""
    said = view.arg(name)
    return int(said) if said.isascii() and said.isdigit() and len(said) < MOST_DIGITS else 0


def year(view: View) -> int:
    """The year the address says, else this one."""
    said = number(view, "year")
    return said if 2000 <= said < 3000 else view.now.astimezone(view.zone).year


def one_of(view: View, name: str, known: Sequence[str]) -> str:
    """What a field says, if it is one of these; else ""."""
    said = view.arg(name)
    return said if said in known else ""


def years(view: View, back: int = 3) -> Choices:
    """This year and those before it, to choose from; also the one that is asked for."""
    this = view.now.astimezone(view.zone).year
    return [(str(one), str(one)) for one in sorted({*range(this, this - back - 1, -1), year(view)}, reverse=True)]


def local(view: View, moment: datetime | None) -> str:
    """An instant as a local date and time, "" for none."""
    return f"{moment.astimezone(view.zone):%Y-%m-%d %H:%M}" if moment else ""


def labelled(view: View, prefix: str, known: Sequence[str]) -> Choices:
    """Words of the catalogue to choose from, `prefix` and the value their key."""
    return [(one, view.say(f"{prefix}{one}")) for one in known]


def link(text: str, href: str) -> dict[str, Any]:
    """A cell that leads somewhere."""
    return {"text": text, "href": href}
