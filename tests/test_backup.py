"""Backup and restore, on both databases: what comes back is what was there, and nothing is lost by a mistake."""

import os
import shutil
import sqlite3
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.backup import (
    BackupExists,
    KeyMissing,
    NotABackup,
    NotEmpty,
    NothingToBackUp,
    ToolFailed,
    ToolMissing,
    WrongKey,
    backup,
    restore,
)
from bot.settings import Settings
from models.crypt import new_key, use_key
from models.db import make_engine
from models.errors import SettingsError
from models.migrate import migrate
from models.people import SMS, Address, Person
from tests.conftest import KEY
from tests.postgres import BIN

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
PHONE = "+15005550100"


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """PostgreSQL's tools are those of the test server; the key is the tests' own again afterwards."""
    monkeypatch.setenv("PATH", str(BIN), prepend=os.pathsep)
    yield
    use_key(KEY)


def settings(url: str, key: str | None = KEY) -> Settings:
    """The settings of a database and its key."""
    return Settings.model_validate({"database_url": url, "key": key})


def add_person(url: str, name: str, phone: str = PHONE) -> None:
    """Somebody with a phone."""
    engine = make_engine(url)
    with Session(engine) as session, session.begin():
        person = Person(name=name, created_at=NOW)
        session.add(person)
        session.flush()
        assert person.id is not None
        session.add(Address(person_id=person.id, channel=SMS, value=phone, created_at=NOW))
    engine.dispose()


def people(url: str) -> list[tuple[str, str]]:
    """Everybody, with their phone."""
    engine = make_engine(url)
    with Session(engine) as session:
        rows = session.exec(select(Person.name, Address.value).join(Address).order_by(Person.name)).all()
    engine.dispose()
    return [(name, phone) for name, phone in rows]


def test_round_trip(db_url: str, empty_url: str, tmp_path: Path) -> None:
    """What is restored into an empty database is what was backed up, of either kind."""
    add_person(db_url, "王芳")
    said = backup(settings(db_url), tmp_path / "north.backup")
    assert "north.backup" in said
    add_person(db_url, "李强", "+15005550101")
    assert "1" in restore(settings(empty_url), tmp_path / "north.backup")
    assert people(empty_url) == [("王芳", PHONE)]
    migrate(empty_url)
    add_person(empty_url, "陈静", "+15005550102")


def test_ledger_is_still_append_only(db_url: str, tmp_path: Path) -> None:
    """The triggers come back with the tables; an empty, migrated database can be restored into."""
    backup(settings(db_url), tmp_path / "north.backup")
    restore(settings(db_url), tmp_path / "north.backup")
    engine = make_engine(db_url)
    kind = engine.dialect.name
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with engine.connect() as connection:
        assert [name for (name,) in connection.exec_driver_sql(names[kind]) if name.startswith("entry_no_")]
    engine.dispose()


def test_file_is_private_and_never_overwrites(db_url: str, tmp_path: Path) -> None:
    """A backup can be read by its owner only, holds no phone number and no key, and overwrites nothing."""
    add_person(db_url, "王芳")
    path = tmp_path / "north.backup"
    backup(settings(db_url), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    held = path.read_bytes()
    assert PHONE.encode() not in held and KEY.encode() not in held
    with pytest.raises(BackupExists):
        backup(settings(db_url), path)
    assert path.read_bytes() == held
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".stairwell")] == []


def test_people_are_not_overwritten(db_url: str, tmp_path: Path) -> None:
    """A database that knows people is left alone unless replacing it was asked for."""
    add_person(db_url, "王芳")
    backup(settings(db_url), tmp_path / "north.backup")
    add_person(db_url, "李强", "+15005550101")
    with pytest.raises(NotEmpty):
        restore(settings(db_url), tmp_path / "north.backup")
    assert len(people(db_url)) == 2
    restore(settings(db_url), tmp_path / "north.backup", replace=True)
    assert people(db_url) == [("王芳", PHONE)]


def test_wrong_key(db_url: str, tmp_path: Path) -> None:
    """A backup whose phone numbers the key cannot read is refused before anything is changed."""
    add_person(db_url, "王芳")
    backup(settings(db_url), tmp_path / "north.backup")
    with pytest.raises(WrongKey):
        restore(settings(db_url, new_key()), tmp_path / "north.backup", replace=True)
    use_key(KEY)
    assert people(db_url) == [("王芳", PHONE)]


def test_not_a_backup(db_url: str, tmp_path: Path) -> None:
    """A file that is something else, damaged, or not there is refused."""
    for name, content in (("text", b"hello"), ("half", b"SQLite format 3\0" + b"x" * 200), ("empty", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(NotABackup):
            restore(settings(db_url), tmp_path / name)
    with pytest.raises(NotABackup):
        restore(settings(db_url), tmp_path / "missing")


def test_newer_backup(db_url: str, tmp_path: Path) -> None:
    """A backup of a newer version is refused by name of its migration."""
    engine = make_engine(db_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    backup(settings(db_url), tmp_path / "north.backup")
    with pytest.raises(SettingsError, match="9999"):
        restore(settings(db_url), tmp_path / "north.backup")


def test_other_sqlite_file(tmp_path: Path) -> None:
    """Any other SQLite file is not a backup."""
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE a (b)")
    other.close()
    with pytest.raises(NotABackup):
        restore(settings(f"sqlite:///{tmp_path / 'north.db'}"), tmp_path / "other.db")


def test_nothing_to_back_up(tmp_path: Path) -> None:
    """Where there is no database there is no backup, and no empty file is left."""
    with pytest.raises(NothingToBackUp):
        backup(settings(f"sqlite:///{tmp_path / 'none.db'}"), tmp_path / "north.backup")
    assert list(tmp_path.iterdir()) == []


def test_restore_needs_the_key(sqlite_template: Path, tmp_path: Path) -> None:
    """Restoring never makes a new key, which could not read the backup."""
    with pytest.raises(KeyMissing):
        restore(settings(f"sqlite:///{tmp_path / 'new.db'}", None), sqlite_template)
    assert list(tmp_path.iterdir()) == []


def test_backup_while_writing(sqlite_template: Path, tmp_path: Path) -> None:
    """A backup taken while somebody writes is whole and opens by itself, without a write-ahead log beside it."""
    url = f"sqlite:///{tmp_path / 'north.db'}"
    shutil.copy(sqlite_template, tmp_path / "north.db")
    begun, stop = threading.Event(), threading.Event()

    def write() -> None:
        for number in range(5000):
            add_person(url, f"人{number}", f"+1500555{number:04}")
            begun.set()
            if stop.is_set():
                return

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait()
    backup(settings(url), tmp_path / "north.backup")
    stop.set()
    writer.join()
    copy = sqlite3.connect(f"file:{tmp_path / 'north.backup'}?mode=ro&immutable=1", uri=True)
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copy.execute("SELECT count(*) FROM person").fetchone()[0] >= 1
    assert (
        copy.execute("SELECT count(*) FROM person").fetchone()
        == copy.execute("SELECT count(*) FROM address").fetchone()
    )
    copy.close()


def test_postgresql_without_its_tools(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without pg_dump the sentence says what to install, and no empty file is left."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing):
        backup(settings("postgresql://127.0.0.1:1/none"), tmp_path / "north.backup")
    assert list(tmp_path.iterdir()) == []


def test_postgresql_out_of_reach(tmp_path: Path) -> None:
    """When pg_dump gives up, that is said, and no half file is left."""
    with pytest.raises(ToolFailed):
        backup(settings("postgresql://ann:pass-word@127.0.0.1:1/none"), tmp_path / "north.backup")
    assert list(tmp_path.iterdir()) == []
