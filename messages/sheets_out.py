"""Spreadsheets that leave: what to make of a sheet's rows, as an .xlsx that opens clean.

Texts are written as texts, whatever they begin with: nothing that somebody typed becomes a formula or a link. Which
sheets there are is one table, a row each (`messages/paper/sheets.py`).
"""

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter

WIDEST, NARROWEST = 46, 6


def workbook(facts: Mapping[str, Any]) -> bytes:
    """The .xlsx of `facts`: title (the sheet's name, 31 characters at most are kept), head and rows of texts and whole
    numbers; None is an empty cell."""
    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, plain) as book:
        sheet = book.add_worksheet(_sheet_name(facts["title"]))
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, name in enumerate(facts["head"]):
            sheet.write_string(0, column, name, bold)
        for place, row in enumerate(facts["rows"], 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(place, column, cell)
                elif cell:
                    sheet.write_string(place, column, cell)
        for column, name in enumerate(facts["head"]):
            widths = [_width(row[column]) for row in facts["rows"][:500]]
            sheet.set_column(column, column, min(WIDEST, max([_width(name), NARROWEST, *widths]) + 2))
        sheet.freeze_panes(1, 0)
        if facts["rows"]:
            sheet.autofilter(0, 0, len(facts["rows"]), len(facts["head"]) - 1)
    return out.getvalue()


def _sheet_name(title: str) -> str:
    """Without the characters that a sheet's name may not have."""
    return "".join(mark for mark in title if mark not in "[]:*?/\\'")[:31]


def _width(cell: str | int | None) -> int:
    """Columns a cell takes; a Chinese character takes two."""
    return sum(2 if ord(mark) > 0x2E7F else 1 for mark in str("" if cell is None else cell))
