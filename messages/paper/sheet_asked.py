"""What a spreadsheet is asked for, and what its lines are made of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import Session

from messages.catalogue import say
from messages.render import readable
from models.calendar import period_bounds
from models.duties import Duty

YEAR, PERIOD, QUARTER, NOW = "year", "period", "quarter", ""
"""What a sheet is of: a year, a quarter, any period, or how things stand now."""
MOST_ROWS = 60_000
STRETCH = 5000
T = TypeVar("T")
Cell = str | int | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet is to hold: a period ("2026", "2026-11"; "" for now), the subtrees, whose it is, the reader's words.

    `more` is what else was said when it was asked for (`Sheet.more`).
    """

    period: str
    paths: list[str]
    zone: ZoneInfo
    language: str
    now: datetime
    person_id: int = 0
    more: Mapping[str, Any] = field(default_factory=dict)

    def said(self, key: str, **facts: Any) -> str:
        """A sentence of the catalogue."""
        return say(key, self.language, readable(facts, self.language))

    def day(self, moment: datetime | None) -> str:
        """A moment as a local date and time that sorts; "" for none."""
        return f"{moment.astimezone(self.zone):%Y-%m-%d %H:%M}" if moment else ""

    def listed(self, words: Sequence[str]) -> str:
        """Words one after another, as the language lists them."""
        return str(readable({"words": list(words)}, self.language)["words"])

    def role(self, role: str) -> str:
        """What a role is called."""
        return self.said(f"role-{role.replace('_', '-')}")

    def named(self, duty: Duty) -> str:
        """What a duty is called."""
        return str(duty.name.get(self.language) or duty.key)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """[start, end) of its period in UTC."""
        return period_bounds(self.period, self.zone)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: what it is called, what it is of (YEAR, …), its columns and its rows, and who may have it.

    `zh` and `en` are the words it is asked for by, the first of each the one that is shown. `act` is the permission of
    the page that lists the same: whoever may not look there has no such sheet. Its rows lie in the subtrees where its
    reader may do `scope` (else `act`), but of one that is their `own`; a `whole` one is only for who acts on the whole
    community. `note` is the sentence it comes with. `more` are further columns that depend on what is asked.
    """

    zh: tuple[str, ...]
    en: tuple[str, ...]
    per: str
    columns: tuple[str, ...]
    rows: Callable[[Session, Asked], Iterator[Row]]
    act: str
    scope: str = ""
    own: bool = False
    whole: bool = False
    note: str = "paper-sheet"
    more: Callable[[Asked], list[str]] | None = None


def pieces(page_of: Callable[[int, int], Sequence[T]]) -> Iterator[Sequence[T]]:
    """A list that is read by pages, `page_of(skip, most)`, to its end; for one that looks up more by its lines' ids."""
    skip = 0
    while lines := page_of(skip, STRETCH):
        yield lines
        skip += STRETCH
        if len(lines) < STRETCH:
            return
