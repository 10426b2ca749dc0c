"""Workbooks as people send them, for tests."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

GRID_HEADER = ("编号", "名称", "级别", "上级编号", "户数", "人数")
PEOPLE_HEADER = ("姓名", "电话", "网格编号", "职务", "党员", "语言", "备注", "核对")
TREE: tuple[tuple[Any, ...], ...] = (
    ("HT", "汉唐街北社区", 1, "", "", ""),
    ("HT01", "第一服务站", 2, "HT", "", ""),
    ("HT0101", "锦绣苑网格", 3, "HT01", "", ""),
    ("B3", "锦绣苑3号楼", 4, "HT0101", "", ""),
    ("B3U1", "锦绣苑3号楼1单元", 5, "B3", 12, 30),
    ("B3U2", "锦绣苑3号楼2单元", 5, "B3", 14, 33),
)
Rows = Sequence[Sequence[Any]]


def workbook(sheets: dict[str, Rows], touch: Callable[[Any, dict[str, Any]], None] | None = None) -> bytes:
    """An .xlsx with those rows in those sheets; `touch(book, {title: sheet})` may add merged cells and formulas."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    made = {}
    for title, rows in sheets.items():
        made[title] = sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
    if touch is not None:
        touch(book, made)
    book.close()
    return out.getvalue()


def roster_file(grids: Rows = TREE, people: Rows = ()) -> bytes:
    """A workbook with the sheets 网格 and 人员, headers added."""
    return workbook({"网格": [GRID_HEADER, *grids], "人员": [PEOPLE_HEADER, *people]})
