"""The yearly ranking with the roll-up over all five levels, against the best plain SQL for the same figures.

The entries are written by INSERT … SELECT with hashes of the right length that chain nothing, and the totals, which the
ledger keeps in the transaction of each entry, are their sums: what is measured reads both and checks neither.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from bench.rows import UrlOf, in_folder, on_server
from bench.tools import line
from models import crypt
from models.db import Database
from models.grid import LEVELS
from models.migrate import migrate
from models.standing import ranking
from bench.setting import KEY

SIZES, ROUNDS, YEAR = (100_000, 1_000_000), 5, 2026
STATIONS, GRIDS, BUILDINGS, UNITS = 6, 29, 175, 497
"""Of the model community: 708 grids with the community itself."""
_COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
_PLAIN = """
WITH up AS (
  SELECT u.id AS unit, CASE :level WHEN 5 THEN u.id WHEN 4 THEN b.id WHEN 3 THEN g.id WHEN 2 THEN s.id ELSE c.id END AS top
  FROM grid u JOIN grid b ON b.id = u.parent_id JOIN grid g ON g.id = b.parent_id JOIN grid s ON s.id = g.parent_id
  JOIN grid c ON c.id = s.parent_id WHERE u.level = 5
), summed AS (SELECT grid_id, SUM(points) AS points FROM total WHERE year = :year GROUP BY grid_id),
rolled AS (
  SELECT up.top, COALESCE(SUM(summed.points), 0) AS points, COUNT(*) AS units
  FROM up LEFT JOIN summed ON summed.grid_id = up.unit GROUP BY up.top
)
SELECT RANK() OVER (ORDER BY 1.0 * points / units DESC), COUNT(*) OVER (), id, code, name, path, points, units
FROM rolled JOIN grid ON grid.id = rolled.top ORDER BY 1.0 * points / units DESC, code
"""
"""The community's shape written out, which `models.standing.ranking` does not know: a join a level, one window."""
