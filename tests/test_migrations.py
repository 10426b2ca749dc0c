"""The migrations: what they make is what the models say, they lose nothing, and the ledger's triggers hold."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DatabaseError

from models.db import Database, make_engine
from models.errors import SettingsError
from models.migrate import _with_config, migrate, migrating, newest, pending
from models.tables import TABLES

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
ENTRY = {
    "seq": 1, "at": NOW, "year": 2026, "person_id": 1, "grid_id": 1, "rule": "inspection", "rule_version": "1",
    "raw": 1, "points": 5, "source": "task:1", "hash": "0" * 64,
}  # fmt: skip


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    """An engine on a database without tables."""
    engine = make_engine(empty_url)
    yield engine
    engine.dispose()


@pytest.fixture
def booked(db: Database) -> Engine:
    """A database whose ledger has one line."""
    with db.engine.begin() as connection:
        person = {"id": 1, "name": "王芳", "party_member": False, "language": "zh-CN", "created_at": NOW}
        grid = {"id": 1, "code": "HT", "name": "汉唐", "level": 1, "path": "/HT/", "households": 0, "residents": 0}
        for table, row in (("person", person), ("grid", grid), ("entry", ENTRY)):
            connection.execute(TABLES.tables[table].insert(), row)
    return db.engine


def checks(engine: Engine) -> dict[str, list[tuple[Any, Any]]]:
    """The CHECK constraints of every table of ours."""
    found = inspect(engine)
    return {
        table: sorted((check["name"], check["sqltext"]) for check in found.get_check_constraints(table))
        for table in TABLES.tables
    }


def test_tables_are_what_the_models_say(db: Database) -> None:
    """A migrated database and the models differ in nothing that Alembic can compare."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, TABLES) == []


def test_checks_are_what_the_models_say(empty: Engine) -> None:
    """CHECK constraints, which Alembic does not compare, are those of tables made from the models."""
    TABLES.create_all(empty)
    wanted = checks(empty)
    TABLES.drop_all(empty)
    migrate(empty)
    assert checks(empty) == wanted
    assert wanted["person"]


def test_pending(empty: Engine) -> None:
    """An empty database lacks every migration, a migrated one none, and migrating again changes nothing."""
    assert pending(empty)[0] == "0001" and pending(empty)[-1] == newest()
    migrate(empty)
    assert pending(empty) == []
    migrate(empty)
    with empty.connect() as connection:
        assert connection.exec_driver_sql("SELECT id, seq, hash FROM ledger_head").fetchall() == [(1, 0, "0" * 64)]


def test_newer_database_is_refused(db: Database) -> None:
    """A database at a migration this version does not know is left alone, with a sentence that says why."""
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for refused in (migrate, pending):
        with pytest.raises(SettingsError, match="newer version"):
            refused(db.engine)


def test_many_processes_at_once(empty_url: str) -> None:
    """Four processes that start on an empty database at the same moment all find it migrated."""
    code = "import sys; from models.migrate import migrate; sys.stdin.read(); migrate(sys.argv[1])"
    command = [sys.executable, "-c", code, empty_url]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    for process in started:
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    errors = [process.communicate(timeout=120)[1] for process in started]
    assert [process.returncode for process in started] == [0] * 4, errors
    engine = make_engine(empty_url)
    assert pending(engine) == []
    engine.dispose()


def test_new_sqlite_file_is_private(tmp_path: Path) -> None:
    """A new SQLite file, in a folder that did not exist, can be read by its owner only."""
    path = tmp_path / "var" / "new.db"
    migrate(f"sqlite:///{path}")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def family(engine: Engine) -> None:
    """A parent and a child that goes with it."""
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql(
            "CREATE TABLE child (id INTEGER PRIMARY KEY, up INTEGER REFERENCES parent (id) ON DELETE CASCADE)"
        )
        connection.exec_driver_sql("INSERT INTO parent VALUES (1)")
        connection.exec_driver_sql("INSERT INTO child VALUES (1, 1)")


def test_rebuilding_a_parent_keeps_its_children(tmp_path: Path) -> None:
    """On SQLite a table is rebuilt by dropping it; rows that cascade from it stay, and keys hold again afterwards."""
    engine = make_engine(f"sqlite:///{tmp_path / 'family.db'}")
    family(engine)
    with migrating(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE made (id INTEGER PRIMARY KEY, name TEXT)")
        connection.exec_driver_sql("INSERT INTO made (id) SELECT id FROM parent")
        connection.exec_driver_sql("DROP TABLE parent")
        connection.exec_driver_sql("ALTER TABLE made RENAME TO parent")
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM child").scalar() == 1
        connection.exec_driver_sql("DELETE FROM parent")
        assert connection.exec_driver_sql("SELECT count(*) FROM child").scalar() == 0
    engine.dispose()


def test_orphans_undo_the_migration(tmp_path: Path) -> None:
    """A migration on SQLite that leaves a row without its parent is refused and undone."""
    engine = make_engine(f"sqlite:///{tmp_path / 'family.db'}")
    family(engine)
    with pytest.raises(SettingsError, match="child"), migrating(engine) as connection:
        connection.exec_driver_sql("DELETE FROM parent")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM parent").scalar() == 1
    engine.dispose()


def up_to(engine: Engine, revision: str) -> None:
    """Migrate as far as that."""

    def upgrade(config: Config) -> None:
        with migrating(engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)

    _with_config(upgrade)


def write(engine: Engine, rows: list[tuple[str, dict[str, Any]]]) -> None:
    """Write (table, row) after (table, row)."""
    with engine.begin() as connection:
        for table, row in rows:
            connection.execute(TABLES.tables[table].insert(), row)


def test_whom_no_notice_reached_is_not_named_on_a_list_that_is_open(empty: Engine) -> None:
    """0012: of an open list a name stays with whoever the question reached, or who said yes; a closed one stays."""
    up_to(empty, "0011")
    made = {"rules_version": "x", "content": {}, "digest": "x", "made_at": NOW, "posted_until": NOW}
    message = {"purpose": "award-notice", "subject": "year:2026", "state": "sent", "key": "award-notice", "facts": {},
               "language": "zh-CN", "created_at": NOW, "not_before": NOW, "expires_at": NOW}  # fmt: skip
    added: list[tuple[str, dict[str, Any]]] = [
        *(("person", {"id": one, "name": "x", "party_member": False, "language": "zh-CN", "created_at": NOW})
          for one in (1, 2, 3)),
        ("award_list", made | {"year": 2026, "state": "posted"}),
        ("award_list", made | {"year": 2025, "state": "closed", "closed_seq": 0}),
        *(("award_voice", {"year": year, "person_id": one, "told_at": NOW, "named": True})
          for year, one in ((2026, 1), (2026, 2), (2026, 3), (2025, 1))),
        ("message", message | {"id": 1, "person_id": 2}),
        ("audit", {"at": NOW, "actor_id": 3, "act": "awards.name", "subject": "2026", "facts": {}}),
    ]  # fmt: skip
    write(empty, added)
    migrate(empty)
    with empty.connect() as connection:
        told = connection.exec_driver_sql(
            "SELECT year, person_id, told_at IS NOT NULL FROM award_voice ORDER BY year, person_id"
        )
        assert [tuple(row) for row in told] == [(2025, 1, True), (2026, 1, False), (2026, 2, True), (2026, 3, True)]
        assert connection.exec_driver_sql("SELECT tree FROM award_list WHERE year = 2025").scalar() is not None


def test_what_a_page_left_as_an_address_goes_and_a_newcomer_keeps_theirs(empty: Engine) -> None:
    """0011: an address on no channel is gone; of those who wait a stranger has the phone they asked by."""

    up_to(empty, "0010")
    person = {"party_member": False, "language": "zh-CN", "created_at": NOW}
    grid = {"id": 1, "code": "HT", "name": "汉唐", "level": 1, "path": "/HT/", "households": 0, "residents": 0}
    address = {"preferred": True, "created_at": NOW, "state": "active"}
    asked = {"grid_id": 1, "volunteer": False, "office": False, "state": "waiting", "asked_at": NOW}
    added: list[tuple[str, dict[str, Any]]] = [
        ("grid", grid), ("person", {"id": 1, "name": "李姨", "consent_at": NOW, **person}),
        ("person", {"id": 2, "name": "赵叔", **person}),
        ("address", address | {"id": 1, "person_id": 1, "channel": "sms", "value": "+8613900000001"}),
        ("address", address | {"id": 2, "person_id": 1, "channel": "web", "value": "1"}),
        ("address", address | {"id": 3, "person_id": 1, "channel": "telegram", "value": "7777", "state": "pending"}),
        ("address", address | {"id": 4, "person_id": 2, "channel": "telegram", "value": "3001", "state": "pending"}),
        ("newcomer", asked | {"id": 1, "person_id": 1}), ("newcomer", asked | {"id": 2, "person_id": 2}),
    ]  # fmt: skip
    write(empty, added)
    migrate(empty)
    with empty.connect() as connection:
        assert connection.exec_driver_sql("SELECT id FROM address ORDER BY id").scalars().all() == [1, 3, 4]
        kept = connection.exec_driver_sql("SELECT person_id, address_id FROM newcomer ORDER BY id")
        assert [tuple(row) for row in kept] == [(1, None), (2, 4)]


BY_ROWS = ("UPDATE entry SET points = 500", "DELETE FROM entry")
ROUND_ROWS = {
    "sqlite": ("INSERT OR REPLACE INTO entry SELECT * FROM entry", "REPLACE INTO entry SELECT * FROM entry"),
    "postgresql": ("TRUNCATE entry", "TRUNCATE person CASCADE"),
}


def test_ledger_refuses(booked: Engine) -> None:
    """No statement changes or removes a line of the ledger, not even those that go round triggers on rows."""
    for statement in BY_ROWS + ROUND_ROWS[booked.dialect.name]:
        with pytest.raises(DatabaseError, match="append-only"), booked.begin() as connection:
            connection.exec_driver_sql(statement)
    with booked.connect() as connection:
        assert connection.exec_driver_sql("SELECT seq, points FROM entry").fetchall() == [(1, 5)]
