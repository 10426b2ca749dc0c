"""Backup and restore: one file, consistent while the bot runs, without the key, never over something else.

SQLite is copied with its own backup API; PostgreSQL with its own tools, `pg_dump` and `pg_restore`.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from sqlalchemy import URL, Engine, func, inspect, make_url, select
from sqlmodel import Session

from bot.settings import Settings
from bot.terminal import spoken
from messages.catalogue import say
from models.crypt import derive_key, use_key
from models.db import make_engine
from models.errors import StairwellError
from models.keys import key_fits
from models.migrate import pending, refuse_newer
from models.people import Person

SAMPLES = 20
"""How many addresses of a PostgreSQL backup are tried before the key is said not to fit."""


class BackupExists(StairwellError):
    """The file to write is there already; a backup never overwrites."""

    key = "backup-exists"


class NothingToBackUp(StairwellError):
    """There is no database yet."""

    key = "backup-nothing"


class ToolMissing(StairwellError):
    """PostgreSQL's own tool is not installed here."""

    key = "backup-tool-missing"


class ToolFailed(StairwellError):
    """PostgreSQL's own tool gave up; what it said stands on standard error."""

    key = "backup-tool-failed"


class NotABackup(StairwellError):
    """The file is no backup of this kind of database, or it is damaged."""

    key = "restore-not-a-backup"


class NotEmpty(StairwellError):
    """The database already knows people; they would be lost."""

    key = "restore-not-empty"


class KeyMissing(StairwellError):
    """No key is set, and a new one could not read the backup."""

    key = "restore-key-missing"


class WrongKey(StairwellError):
    """The key in use is not the one of the backup."""

    key = "restore-wrong-key"


def backup(settings: Settings, path: Path) -> str:
    """Write the database to a new file at `path`, readable by its owner only; the sentence that says so.

    Raises BackupExists, NothingToBackUp, ToolMissing, ToolFailed. A failure leaves no file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError as error:
        raise BackupExists(file=path.name) from error
    done = False
    try:
        with _scratch(path.parent) as made:
            _copy(settings, made)
            os.replace(made, path)
        done = True
    finally:
        if not done:
            path.unlink()
    size = f"{path.stat().st_size / 1e6:.1f}"
    return say("backup-done", spoken(), {"file": str(path), "size": size})


def restore(settings: Settings, path: Path, *, replace: bool = False) -> str:
    """Bring the backup at `path` into the database; the sentence that says so.

    A database that already knows people is refused with NotEmpty unless `replace`. Nothing is changed before the file
    was found whole, of a version this program knows, and readable with the key: NotABackup, SettingsError, KeyMissing,
    WrongKey, ToolMissing, ToolFailed.
    """
    if not path.is_file():
        raise NotABackup(file=path.name)
    if settings.key is None and settings.key_path is not None and not settings.key_path.exists():
        raise KeyMissing(path=str(settings.key_path))
    use_key(settings.root_key())
    engine = make_engine(settings.sqlalchemy_url, threads=1)
    try:
        if settings.sqlite_path is not None:
            _restore_sqlite(settings.sqlite_path, path, engine, replace)
        else:
            _restore_postgresql(path, engine, replace)
        people = _people(engine)
    finally:
        engine.dispose()
    return say("restore-done", spoken(), {"file": str(path), "people": people})


def _copy(settings: Settings, target: Path) -> None:
    """A consistent copy, all in one file, whoever is writing meanwhile."""
    source = settings.sqlite_path
    if source is None:
        url = make_url(settings.sqlalchemy_url)
        _tool("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
        return
    if not source.exists():
        raise NothingToBackUp
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")


def _restore_sqlite(target: Path, path: Path, engine: Engine, replace: bool) -> None:
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            raise NotABackup(file=path.name)
    with _scratch(Path(tempfile.gettempdir())) as copy:
        shutil.copyfile(path, copy)
        with closing(sqlite3.connect(copy)) as database:
            try:
                whole = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            except sqlite3.DatabaseError as error:
                raise NotABackup(file=path.name) from error
        checked = make_engine(f"sqlite:///{copy}", threads=1)
        try:
            if not whole or not inspect(checked).has_table("alembic_version"):
                raise NotABackup(file=path.name)
            pending(checked)
            with Session(checked) as session:
                if not key_fits(session):
                    raise WrongKey
        finally:
            checked.dispose()
        if target.exists() and not replace and _people(engine):
            raise NotEmpty
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch(mode=0o600)
        engine.dispose()
        # Through the database, not by renaming files: a write-ahead log that lies about is dealt with.
        with closing(sqlite3.connect(copy)) as old, closing(sqlite3.connect(target, timeout=30)) as new:
            old.backup(new)


def _restore_postgresql(path: Path, engine: Engine, replace: bool) -> None:
    with path.open("rb") as file:
        if file.read(5) != b"PGDMP":
            raise NotABackup(file=path.name)
    if not replace and _people(engine):
        raise NotEmpty
    revision = re.search(rb"FROM stdin;\n(\S+)\n", _rows(path, "alembic_version"))
    if revision is None:
        raise NotABackup(file=path.name)
    refuse_newer(revision[1].decode())
    if not _dump_fits(path):
        raise WrongKey
    engine.dispose()
    _tool(
        "pg_restore", engine.url, "--no-owner", "--no-privileges", "--clean", "--if-exists", "--single-transaction",
        "--exit-on-error", str(path),
    )  # fmt: skip


def _people(engine: Engine) -> int:
    if not inspect(engine).has_table("person"):
        return 0
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(Person)).scalar_one()


def _dump_fits(path: Path) -> bool:
    """Whether the key in use reads an address of the dump; True when there is none."""
    cipher, tried = AESSIV(derive_key("fields", 64)), 0
    for value in re.findall(rb"\\\\x([0-9a-f]{32,})", _rows(path, "address"))[:SAMPLES]:
        try:
            cipher.decrypt(bytes.fromhex(value.decode()), None)
        except InvalidTag:
            tried += 1
        else:
            return True
    return tried == 0


def _rows(path: Path, table: str) -> bytes:
    """One table of a dump, as the lines of a COPY."""
    command = [_found("pg_restore"), "--data-only", f"--table={table}", "--file=-", str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise ToolFailed(tool="pg_restore")
    return done.stdout


def _tool(name: str, url: URL, *arguments: str) -> None:
    """Run one of PostgreSQL's tools. The password goes by the environment: a command line can be read by all."""
    address = url.set(drivername="postgresql", password=None).render_as_string()
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    done = subprocess.run([_found(name), f"--dbname={address}", *arguments], env=environment, check=False)
    if done.returncode:
        raise ToolFailed(tool=name)


def _found(tool: str) -> str:
    path = shutil.which(tool)
    if path is None:
        raise ToolMissing(tool=tool)
    return path


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A new file for its owner's eyes only, gone afterwards with what SQLite lays beside it."""
    handle, name = tempfile.mkstemp(prefix=".stairwell-", dir=folder)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(name + ending).unlink(missing_ok=True)
