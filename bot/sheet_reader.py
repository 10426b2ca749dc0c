"""Reads one untrusted spreadsheet: bytes on standard input, JSON on standard output. A program of its own.

It is run in a process with little memory and time and without any of our settings (bot/sheets.py), so it imports
nothing of ours. It answers {"grid": …, "people": …, "calendar": …, "ignored": […]}, or {"error": …} with the
facts of that error.
"""

import contextlib
import csv
import io
import json
import re
import resource
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]
from openpyxl import load_workbook

MOST_ROWS, MOST_COLUMNS, MOST_TEXT = 20_000, 30, 1_000
MOST_ANSWER = 8_000_000
HEADER_WITHIN = 10
MOST_MEMBERS, MOST_UNZIPPED, MOST_RATIO, SMALL = 500, 64 << 20, 150, 1 << 20
MOST_MERGED = 5_000
OLE, ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")
SHEETS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("sheet_words.toml").read_text("utf-8"))
"""The kinds of sheets: what they and their columns are called."""
NOT_FILLED = ("households", "residents", "note", "answer")
"""Fields a merged cell is not filled down in: a sum would count twice, a remark would be somebody else's."""

Merged = list[tuple[int, int, int]]
"""Cells merged over several rows of a column: (column, first row, last row)."""
Row = tuple[int, list[str], dict[int, str]]
"""(its number in the sheet, texts, {column: why its text cannot be trusted})."""


class Refused(Exception):
    """The file is refused: `error` names why, `facts` say what."""

    def __init__(self, error: str, **facts: object) -> None:
        super().__init__(error)
        self.answer = {"error": error, "facts": facts}


def read(data: bytes, csv_file: bool) -> dict[str, Any]:
    """The sheets 网格 and 人员 of a file, or its sheet 日历; raises Refused."""
    answer: dict[str, Any] = {"grid": None, "people": None, "calendar": None, "ignored": []}
    sheets = csv_sheet(data) if csv_file and not data.startswith((b"PK\x03\x04", OLE)) else workbook_sheets(data)
    named = [(title, titled(title), rows, merged) for title, rows, merged in sheets]
    by_title = any(kind for _, kind, _, _ in named)
    for title, kind, rows, merged in named:
        if kind is None and not by_title:
            kind = guess(rows)
        if kind is None or answer[kind] is not None:
            if rows:
                answer["ignored"].append(title[:60])
            continue
        answer[kind] = sheet(kind, title, rows, merged)
    if answer["calendar"] is not None and (answer["grid"] or answer["people"]):
        answer["ignored"].append(answer["calendar"]["title"])  # one confirm is for one thing
        answer["calendar"] = None
    if not any(answer[kind] for kind in SHEETS):
        raise Refused("no_sheet")
    return answer


def sheet(kind: str, title: str, rows: list[Row], merged: Merged) -> dict[str, Any]:
    """One sheet with its columns found and its rows as field → text; raises Refused for a missing column."""
    place, columns = header(kind, rows)
    lacking = [SHEETS[kind]["headers"][field][0] for field in SHEETS[kind]["needed"] if field not in columns]
    if lacking:
        raise Refused("no_column", sheet=title[:60], columns=lacking)
    labels = {field: rows[place][1][column].strip()[:40] for field, column in columns.items()}
    filled = {column for field, column in columns.items() if field not in NOT_FILLED}
    fill(rows[place + 1 :], [(column, first, last) for column, first, last in merged if column in filled])
    taken = []
    for number, texts, broken in rows[place + 1 :]:
        found = {field: texts[column] for field, column in columns.items() if column < len(texts) and texts[column]}
        wrong = {field: broken[column] for field, column in columns.items() if column in broken}
        repeated = found and all(folded(text) == folded(labels[field]) for field, text in found.items())
        if (found or wrong) and not repeated:
            taken.append({"row": number, "cells": found, "broken": wrong})
    return {"title": title[:60], "columns": labels, "rows": taken}


def header(kind: str, rows: list[Row]) -> tuple[int, dict[str, int]]:
    """(index of the header row, field → column): of the first rows the one in which most headers are known."""
    best: tuple[int, dict[str, int]] = (0, {})
    for place, (number, texts, _) in enumerate(rows[:HEADER_WITHIN]):
        if number <= HEADER_WITHIN and len(columns := known_headers(kind, texts)) > len(best[1]):
            best = (place, columns)
    return best


def known_headers(kind: str, texts: list[str]) -> dict[str, int]:
    """field → column of the headers in a row; where two columns may be one field, the more exact word wins."""
    words = [folded(text) for text in texts]
    out: dict[str, int] = {}
    for field, synonyms in SHEETS[kind]["headers"].items():
        for word in synonyms:
            if word in words and field not in out and words.index(word) not in out.values():
                out[field] = words.index(word)
    return out


def titled(title: str) -> str | None:
    """Which sheet this is by its title."""
    word = folded(title)
    return next((kind for kind, words in SHEETS.items() if word in words["titles"]), None)


def guess(rows: list[Row]) -> str | None:
    """Which sheet this is by its headers, for a CSV or a sheet under another title."""
    scores = {}
    for kind, words in SHEETS.items():
        columns = header(kind, rows)[1]
        named = "name" in words["needed"] and "name" in columns
        scores[kind] = sum(field in columns for field in words["telling"]) + named
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= SHEETS[best]["least"] else None


def folded(text: str) -> str:
    """A title or header without spaces, brackets, marks of a required field, and difference of width or case."""
    plain = text.translate({0xFF01 + i: 0x21 + i for i in range(94)}).casefold()
    plain = re.sub(r"\([^)]*\)|[*:]", "", "".join(plain.split()))
    return "".join(mark for mark in plain if mark.isprintable())


def csv_sheet(data: bytes) -> list[tuple[str, list[Row], Merged]]:
    """A CSV as one sheet: UTF-8, UTF-16 with its mark, or GB 18030; commas, semicolons or tabs."""
    text = decoded(data)
    if "\0" in text:
        raise Refused("not_workbook")
    comma = max(",;\t，", key=next((line for line in text.splitlines() if line.strip()), "").count)
    rows: list[Row] = []
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=comma), 1):
        add(rows, number, [cell[:MOST_TEXT] for cell in cells[:MOST_COLUMNS]], {})
    return [("CSV", rows, [])]


def decoded(data: bytes) -> str:
    """The text of a CSV, whatever program wrote it; raises Refused."""
    codes = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for code in codes:
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    raise Refused("not_workbook")


def add(rows: list[Row], number: int, texts: list[str], broken: dict[int, str]) -> None:
    """Keep a row that is not empty; raises Refused for one too many."""
    if any(text.strip() for text in texts) or broken:
        if len(rows) >= MOST_ROWS:
            raise Refused("too_many_rows", most=MOST_ROWS)
        rows.append((number, texts, broken))


def workbook_sheets(data: bytes) -> Iterator[tuple[str, list[Row], Merged]]:
    """Every sheet of an .xlsx: (title, rows, merged cells); raises Refused."""
    archive = checked_archive(data)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for page in book.worksheets:
        merged, broken = structure(archive, page._worksheet_path.lstrip("/"))  # type: ignore[attr-defined]
        page.reset_dimensions()
        rows: list[Row] = []
        for number, cells in enumerate(page.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
            texts = [text_of(value) for value in cells]
            wrong = broken.get(number, {}) | {place: "formula" for place, text in enumerate(texts) if text in ERRORS}
            wrong |= {place: "date" for place, value in enumerate(cells) if isinstance(value, (date, time, timedelta))}
            add(rows, number, texts, wrong)
        yield page.title, rows, merged


def text_of(value: Any) -> str:
    """A cell as text; whole numbers without a fraction, dates as they are written in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value)[:MOST_TEXT]


def checked_archive(data: bytes) -> zipfile.ZipFile:
    """The archive behind an .xlsx, after a look at what it would unpack to; raises Refused."""
    if data.startswith(OLE):
        raise Refused("encrypted" if ENCRYPTED in data else "old_format")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise Refused("not_workbook") from error
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise Refused("encrypted")
    swollen = any(m.file_size > SMALL and m.file_size > MOST_RATIO * max(m.compress_size, 1) for m in members)
    if swollen or len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNZIPPED:
        raise Refused("bomb")
    if "xl/workbook.xml" not in archive.namelist():
        raise Refused("not_workbook")
    return archive


def structure(archive: zipfile.ZipFile, path: str) -> tuple[Merged, dict[int, dict[int, str]]]:
    """What reading values does not tell: merged cells, and formulas without a value."""
    merged: Merged = []
    broken: dict[int, dict[int, str]] = {}
    with archive.open(path) as file:
        for _, element in iterparse(file, forbid_dtd=True):
            tag = element.tag.rpartition("}")[2]
            if tag == "mergeCell" and len(merged) < MOST_MERGED:
                merged += vertical(element.get("ref", ""))
            elif tag == "c":
                parts = {child.tag.rpartition("}")[2]: child.text for child in element}
                if "f" in parts and not parts.get("v"):
                    column, row = position(element.get("r", ""))
                    broken.setdefault(row, {})[column] = "formula"
            if tag in ("row", "mergeCell"):
                if len(element.get("r", "")) > 7:
                    raise Refused("not_workbook")
                element.clear()
    return merged, {row: {c: why for c, why in wrong.items() if c < MOST_COLUMNS} for row, wrong in broken.items()}


def vertical(ref: str) -> Iterable[tuple[int, int, int]]:
    """The first column of a merged range of several rows."""
    start, _, end = ref.partition(":")
    (column, first), (_, last) = position(start), position(end or start)
    if column < MOST_COLUMNS and 0 < first < last:
        yield column, first, last


def position(ref: str) -> tuple[int, int]:
    """(column from 0, row from 1) of "B12"; rows are 0 where there is no such cell."""
    match = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", ref)
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return column - 1, int(match[2])


def fill(rows: list[Row], merged: Merged) -> None:
    """Give each row that is not empty the value of the merged cell it is part of."""
    at = {number: texts for number, texts, _ in rows}
    for column, first, last in merged:
        head = at.get(first, [])
        value = head[column] if column < len(head) else ""
        for number in range(first + 1, min(last, first + MOST_ROWS) + 1) if value else ():
            texts = at.get(number)
            if texts is not None:
                texts.extend([""] * (column + 1 - len(texts)))
                texts[column] = texts[column] or value


def main() -> None:
    """Limit this process, read, answer."""
    limit()
    try:
        answer = read(sys.stdin.buffer.read(), sys.argv[1:] == ["csv"])
    except Refused as refused:
        answer = refused.answer
    except MemoryError:
        answer = {"error": "too_big", "facts": {}}
    except Exception:  # whatever a crafted file makes a parser raise: it is not a workbook, and its text says nothing
        answer = {"error": "not_workbook", "facts": {}}
    text = json.dumps(answer)
    sys.stdout.write(text if len(text) <= MOST_ANSWER else json.dumps({"error": "too_big", "facts": {}}))


def limit() -> None:
    """512 MiB of address space and 20 s of processor; a system that does not know a limit goes without it."""
    for what, most in ((resource.RLIMIT_AS, 512 << 20), (resource.RLIMIT_CPU, 20)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
