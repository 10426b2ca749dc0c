"""The sheet 网格 against the database: what each row would change, what is wrong with it, what must be asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, select

from models.grid import COMMUNITY, Grid
from models.roster_cells import NEW, SAME
from models.roster_near import near_code, near_place, skeleton
from models.roster_rows import GridRow, Page

FIELDS = ("name", "households", "residents")
GUESSES = 200
"""How many unknown codes of one file are compared with all that are known; the comparison is slow."""
DEEPEST = 10


@dataclass(slots=True)
class GridAct:
    """One grid to make (`existing` None) or change. `parent` is the code of its parent, None for the root."""

    code: str
    level: int
    parent: str | None
    existing: Grid | None
    changed: dict[str, Any] = field(default_factory=dict)


class Grids:
    """The tree as it is and as it would be. After `resolve`: `acts` by level, `levels` of every code, `bad` rows."""

    def __init__(self, session: Session, page: Page, answers: Mapping[str, str]) -> None:
        self.page, self.answers = page, answers
        self.known = {grid.code: grid for grid in session.exec(select(Grid)).all()}
        self.codes = {grid.id: grid.code for grid in self.known.values()}
        self.levels = {code: grid.level for code, grid in self.known.items()}
        self.acts: list[GridAct] = []
        self.alias: dict[str, str] = {}
        self.bad = dict(page.failed)
        self.unchanged = 0
        self._guesses = GUESSES
        self._siblings: dict[str | None, list[Grid]] = {}
        for grid in self.known.values():
            self._siblings.setdefault(self.codes.get(grid.parent_id), []).append(grid)
        self._root = next((code for code, level in self.levels.items() if level == COMMUNITY), None)

    def resolve(self, rows: list[GridRow]) -> None:
        """Settle every row: an act, an unchanged row, or a line that says what is wrong or asked."""
        pending = self._whole(self._settled(rows))
        for code, loop in self._loops(pending):
            self._refuse(code, pending.pop(code).row, "roster-cycle", value=code, codes=loop)
        for code, row in sorted(pending.items(), key=lambda item: (self._level(item[0], item[1]), item[1].row)):
            self._place(code, row, pending)

    def find(self, code: str) -> str | None:
        """The code a row means, if that grid exists or will after this import."""
        meant = self.alias.get(code, code)
        return meant if meant in self.levels else None

    def near(self, code: str) -> str | None:
        """What may have been meant by a code that does not exist."""
        return self._guess(code, self.levels)

    def _guess(self, code: str, codes: Iterable[str]) -> str | None:
        self._guesses -= 1
        return near_code(code, list(codes)) if self._guesses >= 0 else None

    def _refuse(self, code: str, row: int, key: str, **facts: Any) -> None:
        self.bad.setdefault(code, row)
        self.page.say("error", row, key, **facts)

    def _settled(self, rows: list[GridRow]) -> dict[str, GridRow]:
        """Each code once, near matches asked; what stays open is bad."""
        first: dict[str, GridRow] = {}
        shapes: dict[str, str] = {}
        for code in self.known:
            shapes.setdefault(skeleton(code), code)
        named = {row.code for row in rows}
        for row in rows:
            code = row.code
            if code not in self.known and code not in first:
                near = shapes.get(skeleton(code)) or self._twin(row, named)
                if near is not None and not self._told(row, near):
                    continue
                code = self.alias.get(code, code)
            if code in first:
                self.page.say("error", row.row, "roster-double-code", value=row.code, first=str(first[code].row))
                continue
            first[code] = row
            shapes.setdefault(skeleton(code), code)
        return first

    def _told(self, row: GridRow, near: str) -> bool:
        """Whether we were told what a near match is; if not, it is asked and stays out."""
        answer = self.answers.get(f"grid:{row.row}", row.answer)
        if answer == SAME:
            self.alias[row.code] = near
        elif answer != NEW:
            self.bad[row.code] = row.row
            key = "roster-skipped" if answer else "roster-ask-grid"
            self.page.say("note" if answer else "question", row.row, key, value=row.code, near=near,
                          name=row.name or row.code)  # fmt: skip
        return answer in (SAME, NEW)

    def _twin(self, row: GridRow, named: set[str]) -> str | None:
        """A grid under the same parent with nearly the same name, which the sheet does not name by its own code."""
        if row.name is None:
            return None
        for grid in self._siblings.get(row.parent, ()):
            if grid.code not in named and grid.level == (row.level or grid.level) and near_place(grid.name, row.name):
                return grid.code
        return None

    def _whole(self, rows: dict[str, GridRow]) -> dict[str, GridRow]:
        """Without new grids that lack what a new one needs."""
        out = {}
        for code, row in rows.items():
            lacking = [] if code in self.known else [name for name in ("name", "level") if getattr(row, name) is None]
            if not lacking and code not in self.known and row.parent is None and row.level != COMMUNITY:
                lacking = ["parent"]
            if lacking:
                self._refuse(code, row.row, "roster-blank", column=self.page.label(lacking[0]), value="")
            else:
                out[code] = row
        return out

    def _above(self, code: str, row: GridRow) -> str | None:
        """The code of the parent a row gives, or else has."""
        if row.parent is not None:
            return self.alias.get(row.parent, row.parent)
        grid = self.known.get(code)
        return self.codes.get(grid.parent_id) if grid else None

    def _loops(self, rows: dict[str, GridRow]) -> list[tuple[str, list[str]]]:
        """(code, its loop) for every row that is its own ancestor."""
        above = {code: self._above(code, row) for code, row in rows.items()}
        out = []
        for code in rows:
            seen, step = [code], above[code]
            while step in above and step not in seen and len(seen) < DEEPEST:
                seen.append(step)
                step = above[step]
            if step == code:
                out.append((code, [*seen, code]))
        return out

    def _level(self, code: str, row: GridRow) -> int:
        level = self.levels.get(code) or row.level
        assert level is not None
        return level

    def _place(self, code: str, row: GridRow, pending: Mapping[str, GridRow]) -> None:
        """Judge a row whose parents have been judged."""
        level, above, grid = self._level(code, row), self._above(code, row), self.known.get(code)
        if grid is not None and row.level not in (None, grid.level):
            return self._refuse(code, row.row, "roster-level-fixed", value=code, level=str(grid.level))
        if level == COMMUNITY:
            if above is not None:
                return self._refuse(code, row.row, "roster-root-parent", value=above)
            if self._root not in (None, code):
                return self._refuse(code, row.row, "roster-second-root", value=code, root=str(self._root))
            self._root = code
        elif (wrong := self._wrong_parent(level, str(above), pending)) is not None:
            key, facts = wrong
            return self._refuse(code, row.row, key, value=str(above), level=str(level), **facts)
        self._act(code, level, above, row)
        return None

    def _wrong_parent(
        self, level: int, above: str, pending: Mapping[str, GridRow]
    ) -> tuple[str, dict[str, str]] | None:
        if above not in self.levels and above in self.bad:
            return "roster-parent-bad", {"first": str(self.bad[above])}
        if above not in self.levels and above not in pending:
            near = self._guess(above, [*self.levels, *pending])
            return ("roster-bad-parent-near", {"near": near}) if near else ("roster-bad-parent", {})
        parent_level = self._level(above, pending[above]) if above in pending else self.levels[above]
        if parent_level != level - 1:
            return "roster-bad-level", {"parent_level": str(parent_level), "right": str(parent_level + 1)}
        return None

    def _act(self, code: str, level: int, above: str | None, row: GridRow) -> None:
        grid = self.known.get(code)
        values = {name: value for name in FIELDS if (value := getattr(row, name)) is not None}
        if grid is None:
            self.levels[code] = level
            self.acts.append(GridAct(code, level, above, None, values))
            self.page.say("create", row.row, "roster-grid-new", value=code, name=str(row.name), level=str(level))
            return
        changed = {name: value for name, value in values.items() if getattr(grid, name) != value}
        changes = list(self._changes(grid, changed))
        before = self.codes.get(grid.parent_id)
        if above != before:
            changes.append(f"{self.page.label('parent')} {before} → {above}")
        if not changes:
            self.unchanged += 1
            return
        self.acts.append(GridAct(code, level, above, grid, changed))
        self.page.say("update", row.row, "roster-grid-update", value=code, name=grid.name, changes=changes)

    def _changes(self, grid: Grid, changed: Mapping[str, Any]) -> Iterable[str]:
        for name, value in changed.items():
            yield f"{self.page.label(name)} {getattr(grid, name)} → {value}"
