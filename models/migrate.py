"""Bring a database to the tables of this version: Alembic, run from code, safe when several processes start at once."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from models.db import make_engine
from models.errors import SettingsError

R = TypeVar("R")
_LOCK = 0x57A1_23E1
"""PostgreSQL's advisory lock of "somebody migrates"; any number does that nobody else uses."""


def migrate(target: str | Engine) -> None:
    """Apply every migration that is missing, in one transaction: all of them or none.

    `target` is a SQLAlchemy URL or an engine of `make_engine`. Whoever comes second waits, then finds nothing to do.
    Raises SettingsError when the database belongs to a newer version, or when rows would be left without their parent.
    """
    if isinstance(target, Engine):
        _migrate(target)
        return
    engine = make_engine(target, threads=1)
    try:
        _migrate(engine)
    finally:
        engine.dispose()


def pending(engine: Engine) -> list[str]:
    """The migrations this database still lacks, oldest first; SettingsError when it belongs to a newer version."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    scripts = _with_config(ScriptDirectory.from_config)
    _refuse_newer(scripts, current)
    missing = [step.revision for step in scripts.iterate_revisions("heads", current or "base")]
    return missing[::-1]


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """One transaction in which tables may be rebuilt, for one process at a time; whoever comes second waits.

    On SQLite foreign keys are off inside it (a batch ALTER drops and renames the table: with them on, CASCADE would
    empty its children) and checked before it commits: SettingsError, and nothing changed, when a row lost its parent.
    """
    sqlite = engine.dialect.name == "sqlite"
    if sqlite:
        _make_file(engine)
    with engine.connect() as connection:
        if sqlite:
            _pragma(connection, "foreign_keys=OFF")
        try:
            with connection.begin():
                if not sqlite:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                yield connection
                if sqlite:
                    _check_foreign_keys(connection)
        finally:
            if sqlite:
                _pragma(connection, "foreign_keys=ON")


def _migrate(engine: Engine) -> None:
    if _is_there(engine):
        with engine.connect() as connection:
            if MigrationContext.configure(connection).get_current_revision() == newest():
                return  # as at nearly every start: nothing to load

    def upgrade(config: Config) -> None:
        scripts = ScriptDirectory.from_config(config)
        with migrating(engine) as connection:
            _refuse_newer(scripts, MigrationContext.configure(connection).get_current_revision())
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    _with_config(upgrade)


def _with_config(call: Callable[[Config], R]) -> R:
    """Call with a configuration that finds the migrations wherever the package is installed."""
    with as_file(files("models") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        return call(config)


def propose(message: str) -> None:
    """Write a new migration from what the tables of the code have and a database migrated so far has not.

    For developers, run as `make migration`: read what was written, correct it, format it.
    """
    with TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/scratch.db", threads=1)

        def write(config: Config) -> None:
            steps = len(list(ScriptDirectory.from_config(config).walk_revisions()))
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            with engine.connect() as connection:
                config.attributes["connection"] = connection
                command.revision(config, message, autogenerate=True, rev_id=f"{steps + 1:04}")

        try:
            _migrate(engine)
            _with_config(write)
        finally:
            engine.dispose()


def newest() -> str:
    """The newest migration this version has: they are numbered (`0001_first.py`), see `propose`."""
    names = (entry.name for entry in (files("models") / "migrations" / "versions").iterdir())
    return max(name.partition("_")[0] for name in names if name[0].isdigit())


def refuse_newer(revision: str) -> None:
    """SettingsError when this version does not know that migration."""
    _refuse_newer(_with_config(ScriptDirectory.from_config), revision)


def _refuse_newer(scripts: ScriptDirectory, current: str | None) -> None:
    known = {step.revision for step in scripts.walk_revisions()}
    if current is not None and current not in known:
        raise SettingsError(
            why=f"the database is at migration {current}, which this version does not know: it was made by a newer "
            "version of Stairwell. Install that version, or restore a backup of this one."
        )


def _make_file(engine: Engine) -> None:
    """A new SQLite file can be read by its owner only: it will hold names."""
    name = engine.url.database
    if name and name != ":memory:" and not Path(name).exists():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch(mode=0o600)


def _is_there(engine: Engine) -> bool:
    """Whether the database can be asked without making it."""
    return engine.dialect.name != "sqlite" or Path(engine.url.database or "").exists()


def _pragma(connection: Connection, setting: str) -> None:
    """Outside any transaction, where alone it has an effect, hence on the driver's own connection."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA {setting}")


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise SettingsError(why=f"after migrating, rows of {tables} lack the rows they point to; nothing was changed")


if __name__ == "__main__":
    propose(sys.argv[1])
