"""A month issued for a city: tasks, questions and messages in sets, against the least it can cost."""

import statistics
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from bench import setting
from bench.rows import ISSUED, community, timed
from bench.tools import line
from models.digests import tell_new
from models.duties import Duty, issue
from tests import postgres

UNITS, ROUNDS = 200_000, 3


def sqlite(folder: Path) -> None:
    """On SQLite."""
    _measure("SQLite", lambda name: f"sqlite:///{folder / name}.db")


def postgresql(folder: Path) -> None:
    """On PostgreSQL, with its default durability off as in the tests."""
    with postgres.server(f"bench-{postgres.run_id()}", "bench") as server:

        def fresh(name: str) -> str:
            server.create(name)
            return server.url(name)

        _measure("PostgreSQL", fresh)


def _measure(database: str, url_of: Callable[[str], str]) -> None:
    issued, tasks, told, copied = [], [], [], []
    for turn in range(ROUNDS):
        db = community(url_of(f"city{turn}"), UNITS, issued=False)
        issued.append(timed(db, _issue))
        tasks.append(timed(db, _copy_tasks))
        told.append(timed(db, _tell))
        copied.append(timed(db, _copy))
        db.engine.dispose()
    middle = [statistics.median(times) for times in (issued, tasks, told, copied)]
    what = f"{database}: issue {UNITS:,} tasks"
    line(f"{what} ÷ plain INSERT … SELECT of the same rows", middle[0], middle[1], " s")
    line(f"{what}, ask and tell ÷ the same of tasks, questions and messages", middle[0] + middle[2], middle[3], " s")


def _issue(session: Session) -> None:
    came = issue(session, session.get_one(Duty, "inspection"), setting.NOW, setting.NOW, setting.ZONE)
    if came != UNITS:
        raise AssertionError(f"{came} tasks came")


def _tell(session: Session) -> None:
    if (told := tell_new(session, setting.NOW, setting.ZONE)) != UNITS:
        raise AssertionError(f"{told} were told")


def _copy_tasks(session: Session) -> None:
    """The tasks again, ready as they are."""
    _plain(session, ("task",))


def _copy(session: Session) -> None:
    _plain(session, ISSUED)


def _plain(session: Session, names: tuple[str, ...]) -> None:
    """Into tables with nothing to keep: no key, no index, no encryption."""
    for name in names:
        session.execute(text(f"CREATE TEMPORARY TABLE plain_{name}_{len(names)} AS SELECT * FROM {name}"))
