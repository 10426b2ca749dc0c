"""Cells that lead from one page of the office to another."""

from collections.abc import Mapping
from urllib.parse import quote

from bot.web.office.pages import View
from models.permissions import may

SEE_GRID, SEE_PERSON = "handover.see", "person.see"
Cell = Mapping[str, str] | str


def grid_href(code: str) -> str:
    """Where a grid's page is."""
    return f"/office/grid/{quote(code, safe='')}"


def grid_cell(code: str, name: str) -> Cell:
    """A grid in a table: its name, which leads to its page."""
    return {"text": name, "href": grid_href(code)}


def person_cell(view: View, person_id: int | None, name: str, path: str) -> Cell:
    """Somebody in a table; leads to their page where whoever looks may see people at the grid with that path."""
    if person_id is None or not may(view.actor, SEE_PERSON, path):
        return name
    return {"text": name, "href": f"/office/person/{person_id}"}
