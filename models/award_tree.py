"""The tree an award list is computed on: today's, and for a closed list the one it was closed with.

A community goes on building: new stairwells, other codes. None of that may make a closed list look tampered with.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.grid import Grid

Tree = Sequence[Sequence[Any]]
"""[[id, code, level, path] of each grid, in the order of their ids], as it is kept with a closed list."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a grid lies: its code and level, and the code of the grid of each level it lies in, its own included."""

    code: str
    level: int
    above: Mapping[int, str]


def tree_now(session: Session) -> Tree:
    """The tree as it is."""
    columns = col(Grid.id), col(Grid.code), col(Grid.level), col(Grid.path)
    return [list(row) for row in session.execute(sql(*columns).order_by(col(Grid.id)))]


def places_of(tree: Tree) -> Mapping[int, Place]:
    """{grid: where it lies}; a grid that is not of this tree lies nowhere, under no code."""
    levels = {code: level for _, code, level, _ in tree}
    places: dict[int, Place] = defaultdict(lambda: Place("", 0, {}))
    for grid_id, code, level, path in tree:
        above = {levels[step]: step for step in path.strip("/").split("/") if step in levels}
        places[grid_id] = Place(code, level, above)
    return places
