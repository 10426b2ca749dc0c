"""The yearly ranking with the roll-up over all five levels, against the best plain SQL for the same figures.

The entries are written by INSERT … SELECT with hashes of the right length that chain nothing, and the totals, which the
ledger keeps in the transaction of each entry, are summed up after them: what is measured reads both and checks neither.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from bench.rows import UrlOf, in_folder, on_server
from bench.setting import KEY
from bench.tools import line
from models import crypt
from models.db import Database
from models.grid import LEVELS, Grid
from models.migrate import migrate
from models.standing import ranking

SIZES, EACH, ROUNDS, YEAR = (100_000, 1_000_000), 10, 7, 2026
"""Entries; entries of one person; how often each is measured."""
SHAPE = (1, 6, 29, 175, 497)
"""Grids by level, as in the model community."""
_PEOPLE = """
INSERT INTO person (id, name, party_member, language, created_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people})
SELECT i, 'x', FALSE, 'zh-CN', '2026-01-01 00:00:00' FROM n
"""
_ENTRIES = """
INSERT INTO entry (seq, at, year, person_id, grid_id, rule, rule_version, raw, points, source, hash)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {entries})
SELECT i, '2026-06-01 00:00:00', {year}, (i % {people}) + 1, {first} + (i % {people}) % {units}, 'practice.done',
  '2026.1', 1, 1 + i % 7, 'bench:' || i, '{hash}'
FROM n
"""
_TOTALS = """
INSERT INTO total (year, grid_id, person_id, points, entries)
SELECT year, grid_id, person_id, SUM(points), COUNT(*) FROM entry GROUP BY year, grid_id, person_id
"""
_PLAIN = """
WITH up AS (
  SELECT u.id AS unit, {top}.id AS top
  FROM grid u JOIN grid b ON b.id = u.parent_id JOIN grid g ON g.id = b.parent_id JOIN grid s ON s.id = g.parent_id
  JOIN grid c ON c.id = s.parent_id WHERE u.level = 5
), summed AS (
  SELECT grid_id, SUM(points) AS points FROM total WHERE year = {year} GROUP BY grid_id
), rolled AS (
  SELECT up.top, COALESCE(SUM(summed.points), 0) AS points, COUNT(*) AS units
  FROM up LEFT JOIN summed ON summed.grid_id = up.unit GROUP BY up.top
)
SELECT RANK() OVER (ORDER BY 1.0 * points / rolled.units DESC), COUNT(*) OVER (), grid.id, code, name, path, points,
  rolled.units
FROM rolled JOIN grid ON grid.id = rolled.top ORDER BY 1.0 * points / rolled.units DESC, code
"""
"""A join a level and one window: the five levels written out, which `models.standing.ranking` does not take for
granted."""


def sqlite(folder: Path) -> None:
    """On SQLite."""
    _measure("SQLite", in_folder(folder))


def postgresql(folder: Path) -> None:
    """On PostgreSQL, with its default durability off as in the tests."""
    with on_server() as url_of:
        _measure("PostgreSQL", url_of)


def _measure(database: str, url_of: UrlOf) -> None:
    ours = {}
    for entries in SIZES:
        db = _filled(url_of(f"ranking{entries}"), entries)
        found, plain = _timed(db, _rank), _timed(db, _by_hand)
        ours[entries] = found
        what = f"{database}: ranking of all five levels, {sum(SHAPE)} grids, {entries // EACH:,} totals of {entries:,}"
        line(f"{what} entries ÷ plain SQL", found * 1e3, plain * 1e3, " ms")
        db.engine.dispose()
    small, large = SIZES
    line(
        f"{database}: ranking over {large:,} entries ÷ over {small:,}, {large // small} times the records",
        ours[large] * 1e3, ours[small] * 1e3, " ms",
    )  # fmt: skip


def _filled(url: str, entries: int) -> Database:
    """A community of the model's shape whose people, EACH entries each, are spread over its stairwells."""
    crypt.use_key(KEY)
    migrate(url)
    db = Database(url, durable=False)
    db.run_now(_fill, entries)
    db.run_now(lambda session: session.execute(text("ANALYZE")))  # as PostgreSQL does by itself within a minute
    db.run_now(_alike)
    return db


def _fill(session: Session, entries: int) -> None:
    above: list[Grid] = []
    for level, many in zip(LEVELS, SHAPE, strict=True):
        here = []
        for number in range(many):
            over = above[number % len(above)] if above else None
            code = f"L{level}N{number:04}"
            grid = Grid(code=code, name=code, level=level, parent_id=over.id if over else None,
                        path=f"{over.path if over else '/'}{code}/")  # fmt: skip
            session.add(grid)
            here.append(grid)
        session.flush()
        above = here
    more: dict[str, Any] = {
        "people": entries // EACH, "entries": entries, "first": min(grid.id or 0 for grid in above), "year": YEAR,
        "units": SHAPE[-1], "hash": "0" * 64,
    }  # fmt: skip
    for statement in (_PEOPLE, _ENTRIES, _TOTALS):
        session.execute(text(statement.format(**more)))


def _alike(session: Session) -> None:
    """Both ways must find the same lines."""
    places = [ranking(session, YEAR, level) for level in LEVELS]
    ours = [[tuple(getattr(one, name) for name in one.__dataclass_fields__) for one in level] for level in places]
    if ours != _by_hand(session):
        raise AssertionError("the plain SQL finds another ranking")


def _rank(session: Session) -> object:
    return [ranking(session, YEAR, level) for level in LEVELS]


def _by_hand(session: Session) -> list[list[tuple[Any, ...]]]:
    tops = dict(zip(LEVELS, "csgbu", strict=True))
    return [
        [tuple(row) for row in session.execute(text(_PLAIN.format(top=tops[level], year=YEAR)))] for level in LEVELS
    ]


def _timed(db: Database, rule: Callable[[Session], object]) -> float:
    """The median of seconds, the first time apart."""
    times = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        db.run_now(rule)
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])
