"""Reading spreadsheets that people, or somebody who means ill, send us."""

import io
import random
import zipfile
from datetime import date
from typing import Any

import pytest

from bot import sheets
from bot.demo.community import model_roster, write_xlsx
from bot.sheets import FileRefused, read_workbook
from messages.catalogue import say
from messages.render import readable
from models.people import LANGUAGES
from models.roster_rows import Sheets
from tests.books import GRID_HEADER, PEOPLE_HEADER, TREE, Rows, roster_file, workbook


async def refusal(data: bytes, name: str = "名册.xlsx") -> FileRefused:
    """What a file is refused with; it must be a sentence in both languages."""
    with pytest.raises(FileRefused) as caught:
        await read_workbook(data, name)
    for language in LANGUAGES:
        assert say(caught.value.key, language, readable(caught.value.facts, language))
    return caught.value


def cells(read: Sheets) -> list[dict[str, str]]:
    """The rows of 网格."""
    assert read.grid is not None
    return [row.cells for row in read.grid.rows]


async def test_the_generated_roster_is_read_whole() -> None:
    """708 rows of grids and every person, each with its row's number in the file."""
    read = await read_workbook(write_xlsx(model_roster()), "roster.xlsx")
    assert read.grid is not None and read.people is not None
    assert len(read.grid.rows) == 708
    assert len(read.people.rows) == len(model_roster().people)
    assert read.grid.rows[0].row == 2
    assert read.grid.rows[0].cells == {"code": "HT", "name": "汉唐街北社区", "level": "1"}
    assert read.ignored == []


async def test_a_title_above_the_headers_and_odd_headers_are_understood() -> None:
    """The header row is found below a title; full-width spaces, stars and brackets in headers do not matter."""
    rows: Rows = [["汉唐街北社区网格名册"], ["网格 编号*", "名　称", "级别（1-5）", "上级编号：", "总户数", "序号"],
            ["HT", "社区", 1, "", 5, 1]]  # fmt: skip
    read = await read_workbook(workbook({" 网格 ": rows}), "a.XLSX")
    assert cells(read) == [{"code": "HT", "name": "社区", "level": "1", "households": "5"}]
    assert read.grid is not None
    assert read.grid.rows[0].row == 3
    assert read.grid.columns["code"] == "网格 编号*"


async def test_english_sheets_and_headers_are_understood() -> None:
    """A community that works in English has the same file."""
    rows: Rows = [["Code", "Name", "Level", "Parent", "Households"], ["HT", "Hantang", 1, "", 5]]
    assert len(cells(await read_workbook(workbook({"Grid": rows}), "a.xlsx"))) == 1


async def test_a_merged_cell_counts_for_each_of_its_rows_but_a_sum_does_not() -> None:
    """A parent merged over two rows is the parent of both; households merged over two rows stay with the first."""

    def merge(book: Any, made: dict[str, Any]) -> None:
        made["网格"].merge_range(5, 3, 6, 3, "B3")
        made["网格"].merge_range(5, 4, 6, 4, 26)

    data = workbook({"网格": [GRID_HEADER, *TREE[:-2], *(row[:3] for row in TREE[-2:])]}, merge)
    first, second = cells(await read_workbook(data, "a.xlsx"))[-2:]
    assert (first["parent"], second["parent"]) == ("B3", "B3")
    assert first["households"] == "26"
    assert "households" not in second


async def test_a_formula_without_a_value_an_error_and_a_date_are_marked() -> None:
    """Such a cell is not blank: it says which it is; a formula with its value is just the value."""

    def formulas(book: Any, made: dict[str, Any]) -> None:
        sheet = made["网格"]
        sheet.write_formula("E2", "=1+1", None, 2)
        sheet.write_formula("E3", "=1+1", None, "")
        sheet.write_formula("E4", "=X99", None, "#REF!")
        sheet.write_datetime("A5", date(2026, 3, 2), book.add_format({"num_format": "m-d"}))

    read = await read_workbook(workbook({"网格": [GRID_HEADER, *TREE]}, formulas), "a.xlsx")
    assert read.grid is not None
    assert [row.broken for row in read.grid.rows[:4]] == [
        {}, {"households": "formula"}, {"households": "formula"}, {"code": "date"}
    ]  # fmt: skip
    assert read.grid.rows[0].cells["households"] == "2"


async def test_other_sheets_are_named_not_swallowed() -> None:
    """A sheet that is neither of ours is left alone, and said so."""
    read = await read_workbook(workbook({"网格": [GRID_HEADER, *TREE], "值班": [["周一", "王芳"]]}), "a.xlsx")
    assert read.ignored == ["值班"]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
async def test_a_csv_is_read_in_the_encodings_and_forms_that_programs_write(code: str, comma: str) -> None:
    """What a sheet is, its headers say; Chinese Excel writes GB 18030."""
    text = "\r\n".join(comma.join(map(str, row)) for row in [PEOPLE_HEADER, ("王芳", "13900000001", "B3U1", "单元长")])
    read = await read_workbook(text.encode(code), "人员.csv")
    assert read.grid is None and read.people is not None
    assert read.people.rows[0].cells == {"name": "王芳", "phone": "13900000001", "grid": "B3U1", "role": "单元长"}


async def test_a_csv_of_grids_is_one_too() -> None:
    """The same, told apart by its headers."""
    text = "\n".join(",".join(map(str, row)) for row in [GRID_HEADER, *TREE])
    assert len(cells(await read_workbook(text.encode(), "网格.csv"))) == 6


def zipped(**members: bytes) -> bytes:
    """A zip archive with those members ("_" for "/")."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "/") + ".xml", content)
    return out.getvalue()


async def test_what_is_no_workbook_is_refused_with_its_reason() -> None:
    """Each kind of wrong file has its own sentence."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    for data, key in (
        (b"", "not-workbook"), (b"%PDF-1.7 something", "not-workbook"), (b"PK\x03\x04 cut off", "not-workbook"),
        (zipped(word_document=b"<a/>"), "not-workbook"), (zipped(xl_workbook=b"<a"), "not-workbook"),
        (ole, "old-format"), (ole + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (zipped(xl_workbook=bytes(20 << 20)), "bomb"), (bytes(6 << 20), "too-big"),
    ):  # fmt: skip
        assert (await refusal(data)).key == f"roster-error-{key}", data[:20]
    assert (await refusal(b"\xff\x00\x00\xfe", "a.csv")).key == "roster-error-not-workbook"


async def test_a_workbook_without_our_sheets_or_columns_says_which() -> None:
    """The sheet and the columns that are missing are named."""
    assert (await refusal(workbook({"Sheet1": [["a", "b"]]}))).key == "roster-error-no-sheet"
    error = await refusal(workbook({"网格": [["编号", "名称"], ["HT", "社区"]]}))
    assert error.key == "roster-error-no-column"
    assert error.facts == {"sheet": "网格", "columns": ["级别", "上级编号"]}


async def test_a_giant_sheet_is_refused_and_an_empty_giant_is_not() -> None:
    """More rows than a roster can have are refused; a style on 100,000 empty rows does no harm."""
    many = workbook({"网格": [GRID_HEADER, *((f"C{n}", "x", 5, "B3", 1, 1) for n in range(20_001))]})
    assert (await refusal(many)).key == "roster-error-too-many-rows"

    def style(book: Any, made: dict[str, Any]) -> None:
        made["网格"].set_column(0, 16_000, 8, book.add_format({"bold": True}))
        made["网格"].write_blank(100_000, 16_000, None, book.add_format({"bold": True}))

    assert len(cells(await read_workbook(workbook({"网格": [GRID_HEADER, *TREE]}, style), "a.xlsx"))) == 6


async def test_entities_in_a_sheet_are_refused() -> None:
    """A document type that unfolds a billion times is not read at all."""
    source = zipfile.ZipFile(io.BytesIO(roster_file()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
            archive.writestr(name, content)
    assert (await refusal(out.getvalue())).key == "roster-error-not-workbook"


async def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is refused, and no process is left behind."""
    monkeypatch.setattr(sheets, "SECONDS", 0)
    assert (await refusal(roster_file())).key == "roster-error-too-big"


async def test_a_cell_as_long_as_a_book_is_cut() -> None:
    """What comes back is a little longer than any cell may be, so that it is found too long, and no more."""
    data = workbook({"人员": [PEOPLE_HEADER, ("王" * 30_000, "", "B3U1", "单元长")]})
    read = await read_workbook(data, "a.xlsx")
    assert read.people is not None
    assert len(read.people.rows[0].cells["name"]) == 1_000


@pytest.mark.fault("memory limit")
async def test_a_file_that_takes_all_memory_takes_only_its_readers() -> None:
    """Half a megabyte that unfolds to more than the reader may have is refused, and the next file is read."""
    odd, chance = workbook({"网格": [GRID_HEADER, *TREE]}), random.Random(1)
    blocks = ["".join(f'<x a="{chance.randrange(1000)}"/>' for _ in range(2000)) * 50 for _ in range(20)]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(odd)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/styles.xml":
                content = content.replace(b"</styleSheet>", "".join(blocks).encode() + b"</styleSheet>")
            archive.writestr(name, content)
    assert len(out.getvalue()) < 1 << 20
    assert (await refusal(out.getvalue())).key == "roster-error-too-big"
    assert len(cells(await read_workbook(odd, "a.xlsx"))) == 6
