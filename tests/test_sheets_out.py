"""Spreadsheets that leave: they open clean, hold what the records hold, and only for whom they may."""

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from messages.forms import DOCUMENT
from messages.paper import sheets
from messages.paper.refusals import TooManyRows
from messages.paper.sheets import SHEETS, sheet_facts
from messages.sheets_out import workbook
from models.audit import Audit
from models.db import Database
from models.people import LANGUAGES
from tests.test_paper import file_of, stage_of
from tests.year import ZONE, at

DANGEROUS = (
    "=1+1", "=HYPERLINK('http://x')", "+1", "-2+3", "@SUM(A1)", "\t=1", "http://example.org", "mailto:a@b", "007",
)  # fmt: skip


def cells_of(data: bytes) -> list[list[Any]]:
    """Every cell of the only sheet; none of them is a formula or a link."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    [sheet] = book.worksheets
    assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet.iter_rows() for cell in row)
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_what_somebody_typed_opens_as_text() -> None:
    """A cell that begins with = + - @ or looks like a link or number is the text that was typed."""
    data = workbook({"title": "a[b]:c/d" * 9, "head": ["=A", "n"], "rows": [[text, 1] for text in DANGEROUS]})
    assert cells_of(data) == [["=A", "n"], *[[text, 1] for text in DANGEROUS]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
                          st.integers(-(10**9), 10**9)), max_size=6))  # fmt: skip
def test_every_row_comes_back_as_it_was(rows: list[tuple[str, int]]) -> None:
    """Texts stay texts and numbers numbers, whatever they are; what is empty stays empty."""
    found = cells_of(workbook({"title": "表", "head": ["a", "b"], "rows": rows}))[1:]
    assert [(text or "", number) for text, number in found] == [(text, number) for text, number in rows]


async def test_each_sheet_holds_what_its_records_hold(db: Database) -> None:
    """Every sheet of the table, in both languages: columns as many as its rows have, rows of the asker's grids only."""
    talk = await stage_of(db)

    def rule(session: Session) -> dict[str, list[Any]]:
        found = {}
        for key, sheet in SHEETS.items():
            for language in LANGUAGES:
                about: dict[str, Any] = {"sheet": key, "period": "2026" if sheet.per else "", "paths": ["/C/S1/"]}
                about |= {"person": 5, "more": {"figure": "points"} if sheet.more else {}}
                facts = sheet_facts(session, about, language, at(11, 1), ZONE)
                assert all(len(row) == len(facts["head"]) for row in facts["rows"])
                assert sheet.more or len(facts["head"]) == len(sheet.columns)
            found[key] = facts["rows"]
        return found

    found = await talk.db.read(rule)
    assert len(found["ranking"]) == 2 + 2 + 4 and len(found["points"]) == 12 and len(found["tasks"]) == 16
    assert [row[3] for row in found["people"]] == ["赵1", "钱2", "孙3", "李4"]
    assert {row[0] for row in found["awards"]} == {"Stairwell Steward", "Quality Grid"}


async def test_a_coordinator_gets_it_by_chat_and_nobody_else(db: Database) -> None:
    """表格 with a kind and a time brings the .xlsx and is noted; anything else gets the list of what there is."""
    talk = await stage_of(db)
    for asked in ("表格 排名 2026", "表格 积分 2026-03", "表格 评选 2026", "表格 人员", "sheet tasks 2026-03"):
        assert await talk.says("周5", asked)
        file = file_of(talk.sent("周5")[-1])
        assert file.kind == DOCUMENT and file.name.endswith(".xlsx") and len(cells_of(file.data)) > 1
    notes = await talk.db.read(lambda session: session.exec(select(Audit).where(Audit.act == "sheet.make")).all())
    assert [note.subject for note in notes] == ["ranking", "points", "awards", "people", "tasks"]
    assert "例如：表格 任务 2027-01" in await talk.says("周5", "表格 天气")
    assert "2026-11" in await talk.says("周5", "表格 积分 有一天")
    assert "不在您的职责内" in await talk.says("赵1", "表格 人员")


async def test_a_sheet_that_nobody_could_look_through_is_refused(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many rows: the sentence says to choose a shorter time, in place of the file."""
    talk = await stage_of(db)
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    assert "短一些的时间" in await talk.says("周5", "表格 任务 2026")
    assert talk.sent("周5")[-1].file is None
    with pytest.raises(TooManyRows):
        about = {"sheet": "people", "period": "", "paths": ["/"]}
        await talk.db.read(sheet_facts, about, "en", at(11, 1), ZONE)
