"""`python -m bench [NAME …]`: every figure on a line of its own, ending in its ratio. Names pick some of them."""

import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

from bench import boards, checkins, fanout, issuing, office, pages, ranking, resting, rows, tools

FIGURES: dict[str, Callable[[Path], None]] = {
    "checkin": checkins.durable,
    "race": checkins.race,
    "kills": checkins.kills,
    "resting": resting.program,
    "rows": rows.sqlite,
    "rows-postgresql": rows.postgresql,
    "issuing": issuing.sqlite,
    "issuing-postgresql": issuing.postgresql,
    "ranking": ranking.sqlite,
    "ranking-postgresql": ranking.postgresql,
    "pages": pages.sqlite,
    "pages-postgresql": pages.postgresql,
    "office": office.sqlite,
    "office-postgresql": office.postgresql,
    "boards": boards.sqlite,
    "workers": fanout.workers,
    "fanout": fanout.heads,
    "fanout-all": fanout.residents,
}


def main(names: list[str]) -> int:
    """Measure and print; one that cannot be measured says so and does not stop the others. The exit code."""
    if unknown := set(names) - FIGURES.keys():
        print(f"no such figure: {', '.join(sorted(unknown))}; there are {', '.join(FIGURES)}", file=sys.stderr)
        return 2
    failed = 0
    with tempfile.TemporaryDirectory(prefix="stairwell-bench-") as folder:
        tools.compile_into(Path(folder) / "compiled")
        for name in names or FIGURES:
            place = Path(folder) / name
            place.mkdir()
            try:
                FIGURES[name](place)
            except Exception:
                failed += 1
                traceback.print_exc()
                print(f"{name}: could not be measured", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
