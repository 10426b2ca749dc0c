"""One entry of the registers, from a line of chat or a row of a sheet: what it says, checked, and put down."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.commands.lines import MOST_LINES, worded
from models import registers
from models.errors import StairwellError
from models.imports import ImportRun
from models.lookup import find_grid
from models.people import Person
from models.registers import AREA, CODE_LENGTH, MOST, NAME_LENGTH, ORGANISATION, SHOP, Compound
from models.roster_rows import Sheet
from models.text import clean

COMPOUND, COMMITTEE = "compound", "committee"
KINDS = {
    "小区": COMPOUND, "compound": COMPOUND, "业委会": COMMITTEE, "业主委员会": COMMITTEE, "committee": COMMITTEE,
    "单位": ORGANISATION, "organisation": ORGANISATION, "商户": SHOP, "商铺": SHOP, "shop": SHOP, "面积": AREA,
    "area": AREA,
}  # fmt: skip
EVERYWHERE = ["/"]
MOST_ROWS = 2000
_AREA = re.compile(r"(\d{1,5})(?:\.(\d{1,2}))?")


class BadEntry(StairwellError):
    """A register's entry lacks something, or holds what cannot be read; the sentence shows how it is written."""

    key = "error-register-entry"


class NoCompound(StairwellError):
    """There is no compound with that code to have a committee."""

    key = "error-register-compound"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says: `kind` one of KINDS' values, the rest as typed, "" where nothing was."""

    kind: str
    code: str = ""
    name: str = ""
    grid: str = ""
    managed_by: str = ""
    seats: str = ""
    members: str = ""


def put(session: Session, entry: Entry, today: date) -> None:
    """Put it down as it is from today on. Raises BadEntry, NoCompound, BadCommittee, and as `find_grid`."""
    if entry.kind == AREA:
        registers.put_fact(session, AREA, _hectares(entry.code), today)
        return
    if not entry.code or len(entry.code) > CODE_LENGTH:
        raise BadEntry
    if entry.kind == COMMITTEE:
        compound = registers.running(session, Compound, code=entry.code)
        if compound is None:
            raise NoCompound(code=entry.code)
        registers.put_committee(session, compound.id, _number(entry.seats), _number(entry.members or "0"), today)
        return
    if not entry.name or not entry.grid or len(entry.name) > NAME_LENGTH or len(entry.managed_by) > NAME_LENGTH:
        raise BadEntry
    grid_id = find_grid(session, entry.grid, EVERYWHERE).id
    assert grid_id is not None
    if entry.kind == COMPOUND:
        compound_id = registers.put_compound(session, entry.code, entry.name, grid_id, entry.managed_by, today)
        if entry.seats:
            registers.put_committee(session, compound_id, _number(entry.seats), _number(entry.members or "0"), today)
    else:
        registers.put_organisation(session, entry.code, entry.name, entry.kind, grid_id, today)


def take_registers(
    session: Session, run: ImportRun, sheet: Sheet, now: datetime, zone: ZoneInfo
) -> tuple[str, Mapping[str, Any]]:
    """Put down every row that can be read; (key, facts) of the answer: how many, and row by row what is wrong."""
    language, today = session.get_one(Person, run.actor_id).language, now.astimezone(zone).date()
    taken, lines = 0, []
    for row in sheet.rows[:MOST_ROWS]:
        cells = {field: clean(text) for field, text in row.cells.items()}
        try:
            if row.broken:
                raise BadEntry
            put(session, _entry(cells), today)
            taken += 1
        except StairwellError as refusal:
            why = worded(language, refusal.key, **refusal.facts)
            lines.append(worded(language, "register-row-bad", row=row.row, why=why))
    bad = len(lines)
    if len(sheet.rows) > MOST_ROWS:
        lines.append(worded(language, "register-rows-most", most=MOST_ROWS))
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], worded(language, "lines-more", more=len(lines) - MOST_LINES)]
    return "register-sheet", {"file": run.file_name[:40], "count": taken, "bad": bad, "lines": lines}


def entry_of(words: Sequence[str]) -> Entry:
    """An entry typed as words: kind, code, name, grid, property company; or kind, code, seats, members. BadEntry."""
    kind = KINDS.get(words[0].casefold()) if words else None
    if kind is None or len(words) < 2:
        raise BadEntry
    rest = [*words[1:], "", "", ""]
    if kind == COMMITTEE:
        return Entry(kind, code=rest[0], seats=rest[1], members=rest[2])
    company = " ".join(words[4:]) if kind == COMPOUND else ""
    return Entry(kind, rest[0], rest[1], rest[2], company)


def _entry(cells: Mapping[str, str]) -> Entry:
    kind = KINDS.get(cells.get("kind", "").casefold())
    if kind is None:
        raise BadEntry
    return Entry(
        kind, cells.get("code", ""), cells.get("name", ""), cells.get("grid", ""), cells.get("managed_by", ""),
        cells.get("seats", ""), cells.get("members", ""),
    )  # fmt: skip


def _number(text: str) -> int:
    digits = re.sub(r"\D", "", text) if text else ""
    if not digits or len(digits) > 6 or int(digits) > MOST:
        raise BadEntry
    return int(digits)


def _hectares(text: str) -> int:
    """Square kilometres as typed, "5" or "4.85平方公里", in hectares."""
    match = _AREA.match(text)
    if match is None:
        raise BadEntry
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
