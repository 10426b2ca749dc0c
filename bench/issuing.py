"""A month issued for a city: tasks, questions and messages in sets, against the least it can cost."""

import statistics
from functools import partial
from pathlib import Path

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table, UniqueConstraint, text
from sqlmodel import Session, SQLModel

from bench import setting
from bench.rows import ISSUED, UrlOf, community, in_folder, on_server, timed
from bench.tools import line
from models.digests import tell_new
from models.duties import Duty, issue

UNITS, ROUNDS = 200_000, 3


def sqlite(folder: Path) -> None:
    """On SQLite."""
    _measure("SQLite", in_folder(folder))


def postgresql(folder: Path) -> None:
    """On PostgreSQL, with its default durability off as in the tests."""
    with on_server() as url_of:
        _measure("PostgreSQL", url_of)


def _measure(database: str, url_of: UrlOf) -> None:
    issued, told, tasks, all_ = [], [], [], []
    for turn in range(ROUNDS):
        db = community(url_of(f"city{turn}"), UNITS, issued=False)
        issued.append(timed(db, _issue))
        told.append(timed(db, _tell))
        db.run_now(_twins)
        plain = [timed(db, partial(_insert, name)) for name in ISSUED]
        tasks.append(plain[0])
        all_.append(sum(plain))
        db.engine.dispose()
    middle = [statistics.median(times) for times in (issued, told, tasks, all_)]
    what = f"{database}: issue {UNITS:,} tasks"
    line(f"{what} ÷ plain INSERT … SELECT of the same rows", middle[0], middle[2], " s")
    line(f"{what}, ask and tell ÷ the same of tasks, questions and messages", middle[0] + middle[1], middle[3], " s")


def _issue(session: Session) -> None:
    came = issue(session, session.get_one(Duty, "inspection"), setting.NOW, setting.NOW, setting.ZONE)
    if came != UNITS:
        raise AssertionError(f"{came} tasks came")


def _tell(session: Session) -> None:
    if (told := tell_new(session, setting.NOW, setting.ZONE)) != UNITS:
        raise AssertionError(f"{told} were told")


def _twins(session: Session) -> None:
    """Empty tables with the same columns, keys, references and indexes."""
    for name in ISSUED:
        table, metadata = SQLModel.metadata.tables[name], MetaData()
        columns = [
            Column(
                c.name, c.type, *(ForeignKey(key.column) for key in c.foreign_keys), primary_key=c.primary_key,
                nullable=c.nullable,
            )
            for c in table.columns
        ]  # fmt: skip
        twin = Table(f"plain_{name}", metadata, *columns)
        for index in table.indexes:
            Index(f"plain_{index.name}", *[twin.c[c.name] for c in index.columns], unique=index.unique)
        for key in table.constraints:
            if isinstance(key, UniqueConstraint):
                Index(f"plain_{name}_{key.name}", *[twin.c[c.name] for c in key.columns], unique=True)
        metadata.create_all(session.connection())


def _insert(name: str, session: Session) -> None:
    """The rows, ready as they are, into a table with the same keys, references and indexes."""
    names = ", ".join(f'"{column.name}"' for column in SQLModel.metadata.tables[name].columns)
    session.execute(text(f"INSERT INTO plain_{name} ({names}) SELECT {names} FROM {name}"))
