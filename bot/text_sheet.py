"""A sheet of texts sent to the bot: each row becomes a draft or is told why not. Drafts go to nobody before a yes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.commands.lines import MOST_LINES, worded
from bot.commands.text_entry import (
    Sample,
    TextUsage,
    ask_seconds,
    entry_segments,
    make_entry,
    pool_said,
    sample_of,
    use_line,
)
from models.errors import StairwellError
from models.imports import ImportRun
from models.people import LANGUAGES, Person
from models.roster_rows import RawRow, Sheet
from models.text import clean, has_link
from models.text_office import Entry, draft

MOST_ROWS = 200


class BadCell(StairwellError):
    """A cell that cannot be trusted: a formula without a value, an error."""

    key = "texts-sheet-cell"


def take_texts(
    session: Session, run: ImportRun, sheet: Sheet, now: datetime, zone: ZoneInfo
) -> tuple[str, Mapping[str, Any]]:
    """Keep every row that can be sent as a draft; (key, facts) of the answer: row by row what became of it."""
    author = session.get_one(Person, run.actor_id)
    sample, language, today = sample_of(session), author.language, now.astimezone(zone).date()
    numbers: list[int] = []
    lines: list[str] = []
    bad = 0
    for row in sheet.rows[:MOST_ROWS]:
        try:
            entry = _entry(row, sample, today)
            numbers.append(draft(session, entry, run.actor_id, now))
            lines += _saved(row.row, entry, numbers[-1], sample, language)
        except StairwellError as refusal:
            why = "texts-sheet-usage" if isinstance(refusal, TextUsage) else refusal.key
            lines.append(worded(language, "texts-sheet-bad", row=row.row, why=worded(language, why, **refusal.facts)))
            bad += 1
    if len(sheet.rows) > MOST_ROWS:
        lines.append(worded(language, "texts-sheet-most", most=MOST_ROWS))
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], worded(language, "lines-more", more=len(lines) - MOST_LINES)]
    more = _next(session, author, numbers, now)
    return "texts-sheet", {"file": run.file_name[:40], "lines": lines, "more": more, "count": len(numbers), "bad": bad}


def _entry(row: RawRow, sample: Sample, today: date) -> Entry:
    # A day that the sheet keeps as a date is written as one and can be read; anything else broken cannot.
    if any(why != "date" or field != "when" for field, why in row.broken.items()):
        raise BadCell
    cells = {field: clean(text) for field, text in row.cells.items()}
    pool = pool_said(cells.get("pool", ""))
    if pool is None:
        raise TextUsage
    words = {LANGUAGES[0]: cells.get("text", ""), "en": cells.get("english", "")}
    return make_entry(sample, pool, words, cells.get("when", ""), today)


def _saved(row: int, entry: Entry, number: int, sample: Sample, language: str) -> list[str]:
    use = use_line(language, entry.pool, entry.for_name, entry.period)
    much = entry_segments(entry.body, sample)
    lines = [worded(language, "texts-sheet-saved", row=row, number=number, use=use, count=much)]
    if any(map(has_link, entry.body.values())):
        lines.append(worded(language, "texts-sheet-link", row=row))
    return lines


def _next(session: Session, author: Person, numbers: list[int], now: datetime) -> str:
    if not numbers:
        return worded(author.language, "texts-sheet-next-none")
    assert author.id is not None
    if names := ask_seconds(session, author.name, author.id, numbers, now):
        return worded(author.language, "texts-sheet-next-other", names=names)
    said = f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])
    return worded(author.language, "texts-sheet-next-self", numbers=said)
