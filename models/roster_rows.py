"""The rows of a roster: as they were read, as they are once cleaned, and what is said about each of them."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from models import roster_cells as cells

GRID, PEOPLE = "grid", "people"
Fact = str | list[str]
Kind = Literal["create", "update", "appoint", "replace", "question", "error", "note"]
CHANGES = ("create", "update", "appoint", "replace")
Code = Annotated[str, Field(max_length=40)]
PlaceName = Annotated[str, Field(max_length=80)]
PersonName = Annotated[str, Field(max_length=60)]
Note = Annotated[str, Field(max_length=500)]
SHOWN = 30
"""Letters of a cell that are quoted back."""
_KEYS = {
    "missing": "roster-blank", "string_type": "roster-blank", "int_type": "roster-blank",
    "string_too_long": "roster-too-long",
}  # fmt: skip
_TOTALS = ("合计", "总计", "小计", "共计", "汇总", "total", "subtotal", "grandtotal")


class RawRow(BaseModel):
    """One row of a sheet: field → text; `broken` says of a field why its text cannot be trusted: formula, date."""

    row: int
    cells: dict[str, str]
    broken: dict[str, str] = {}


class Sheet(BaseModel):
    """One sheet. `columns` maps each field that was found to its header as it is written there."""

    title: str
    columns: dict[str, str]
    rows: list[RawRow]


class Sheets(BaseModel):
    """What a file holds for us, and the titles of the sheets that were left alone."""

    grid: Sheet | None = None
    people: Sheet | None = None
    calendar: Sheet | None = None
    ignored: list[str] = []


class GridRow(BaseModel):
    """A cleaned row of 网格. None is a blank cell, which changes nothing."""

    model_config = ConfigDict(frozen=True)
    row: int
    code: Annotated[Code, BeforeValidator(cells.clean_code)]
    name: Annotated[PlaceName | None, BeforeValidator(cells.clean_name)] = None
    level: Annotated[int | None, BeforeValidator(cells.clean_level)] = None
    parent: Annotated[Code | None, BeforeValidator(cells.clean_code)] = None
    households: Annotated[int | None, BeforeValidator(cells.clean_count)] = None
    residents: Annotated[int | None, BeforeValidator(cells.clean_count)] = None
    answer: Annotated[str | None, BeforeValidator(cells.clean_answer)] = None


class PersonRow(BaseModel):
    """A cleaned row of 人员: a person, and one post of theirs. None is a blank cell, which changes nothing."""

    model_config = ConfigDict(frozen=True)
    row: int
    name: Annotated[PersonName, BeforeValidator(cells.clean_name)]
    phone: Annotated[str | None, BeforeValidator(cells.clean_phone)] = None
    grid: Annotated[Code | None, BeforeValidator(cells.clean_code)] = None
    role: Annotated[str | None, BeforeValidator(cells.clean_role)] = None
    party: Annotated[bool | None, BeforeValidator(cells.clean_party)] = None
    language: Annotated[str | None, BeforeValidator(cells.clean_language)] = None
    note: Annotated[Note | None, BeforeValidator(cells.clean_note)] = None
    answer: Annotated[str | None, BeforeValidator(cells.clean_answer)] = None


class Line(BaseModel):
    """What is said about one row: a catalogue key and its facts.

    They may name people (they are for whoever asked only), but hold no phone number and nothing of a remark.
    """

    kind: Kind
    sheet: str
    row: int
    key: str
    facts: dict[str, Fact]

    @property
    def ref(self) -> str:
        """How an answer names this row, for example "people:12"."""
        return f"{self.sheet}:{self.row}"


class Page:
    """The lines about one sheet, as they come up. `failed` maps the code of a refused grid to its row."""

    def __init__(self, sheet: str, title: str, columns: dict[str, str]) -> None:
        self.sheet, self.title, self.columns = sheet, title, columns
        self.lines: list[Line] = []
        self.failed: dict[str, int] = {}

    def say(self, kind: Kind, row: int, key: str, **facts: Fact) -> None:
        """Add a line about a row."""
        known: dict[str, Fact] = {"sheet": self.title, "row": str(row)}
        self.lines.append(Line(kind=kind, sheet=self.sheet, row=row, key=key, facts=known | facts))

    def label(self, field: str) -> str:
        """The header of a field's column, as it is written in the sheet."""
        return self.columns.get(field, LABELS[field])


LABELS = {
    "code": "编号", "name": "名称", "level": "级别", "parent": "上级编号", "households": "户数", "residents": "人数",
    "phone": "电话", "grid": "网格编号", "role": "职务", "party": "党员", "language": "语言", "note": "备注",
    "answer": "核对",
}  # fmt: skip
"""The header of a field in a sheet that does not have it (people are 姓名 there, but always have that column)."""


def clean_grids(sheet: Sheet, page: Page) -> list[GridRow]:
    """The rows of 网格 that could be read; every other one gets its line on `page`."""
    return [row for raw in sheet.rows if isinstance(row := _clean(raw, GridRow, page), GridRow)]


def clean_people(sheet: Sheet, page: Page) -> list[PersonRow]:
    """The rows of 人员 that could be read; every other one gets its line on `page`."""
    return [row for raw in sheet.rows if isinstance(row := _clean(raw, PersonRow, page), PersonRow)]


def _clean(raw: RawRow, model: type[BaseModel], page: Page) -> BaseModel | None:
    """The cleaned row; None for a blank one, a total, or one that got its line."""
    fields = [field for field in model.model_fields if field != "row"]
    texts = {field: raw.cells.get(field, "") for field in fields}
    if not any(text.strip() for text in texts.values()) and not raw.broken:
        return None
    first = next((text for text in texts.values() if text.strip()), "").casefold()
    if "".join(first.split()).startswith(_TOTALS):
        page.say("note", raw.row, "roster-total-row", value=_shown(first))
        return None
    for field, why in raw.broken.items():
        if field in fields and not (field == "note" and why == "date"):
            return _fail(raw, page, field, f"roster-{why}")
    try:
        return model.model_validate({"row": raw.row} | texts)
    except ValidationError as error:
        return _fail(raw, page, *_first(error))


def _fail(raw: RawRow, page: Page, field: str, key: str) -> BaseModel | None:
    page.failed.setdefault("".join(raw.cells.get("code", "").split()), raw.row)
    text = raw.cells.get(field, "")
    shown = "" if field == "note" else _shown(masked(text) if field == "phone" else text)
    page.say("error", raw.row, key, column=page.label(field), value=shown)
    return None


def _first(error: ValidationError) -> tuple[str, str]:
    """(field, catalogue key) of the first thing wrong; pydantic's own words are never shown."""
    wrong: Any = error.errors(include_url=False, include_context=False, include_input=False)[0]
    kind = str(wrong["type"])
    return str(wrong["loc"][0]), kind if kind.startswith("roster-") else _KEYS.get(kind, "roster-bad-cell")


def masked(phone: str) -> str:
    """A phone number as a line may show it: its last four digits. Lines are stored, numbers only encrypted."""
    digits = sum(mark.isdigit() for mark in phone)
    return re.sub(r"\d(?=(?:\D*\d){4})", "*", phone) if digits > 6 else phone


def _shown(text: str) -> str:
    """The beginning of a cell, safe to print."""
    plain = "".join(mark if mark.isprintable() else " " for mark in text)
    return " ".join(plain.split())[:SHOWN]
