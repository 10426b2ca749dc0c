"""One code on two databases: engines, transactions, and the few column types they share.

Rules are plain functions of a `Session`; `Database.run` gives each call one transaction on a thread of its own.
A thread cannot be cancelled half-way, so no `wait_for` ever leaves a transaction open, and SQLite gets by with one
writer, which is also the fastest way to use it.
"""

import asyncio
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    Table,
    UpdateBase,
    create_engine,
    event,
    insert,
    make_url,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import String, TypeDecorator
from sqlmodel import Session, SQLModel

from models.clock import as_utc

PATIENCE = {
    "connect_timeout": "10", "tcp_user_timeout": "30000", "keepalives_idle": "15", "keepalives_interval": "5",
    "keepalives_count": "3", "options": "-cidle_in_transaction_session_timeout=300000",
}  # fmt: skip
"""libpq's: a PostgreSQL whose machine vanished is an error within half a minute, not after hours, and a process that is
stopped in the middle of a transaction holds its locks for five minutes at most. A URL may differ."""
P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T", bound=SQLModel)

SQLModel.model_config["defer_build"] = True  # pydantic validates no table, so that it need not prepare to at start

BigId = BigInteger().with_variant(Integer, "sqlite")
_counter = [secrets.randbits(21)]
_counter_lock = threading.Lock()


class UtcTime(TypeDecorator[datetime]):
    """An instant: aware UTC in Python, timestamptz on PostgreSQL, UTC text on SQLite. Naive datetimes are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """To UTC. SQLite's text is made here and remembered: a batch writes the same few instants again and again."""
        convert = _to_text if dialect.name == "sqlite" else as_utc
        return lambda value: None if value is None else convert(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Back as aware UTC."""
        convert = _from_text if dialect.name == "sqlite" else as_utc
        return lambda value: None if value is None else convert(value)


@lru_cache(4096)
def _to_text(moment: datetime) -> str:
    return as_utc(moment).replace(tzinfo=None).isoformat(" ", "microseconds")


@lru_cache(4096)
def _from_text(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class random_token(FunctionElement[str]):
    """32 random hexadecimal digits, made by the database, for set-based inserts."""

    type = String()
    inherit_cache = True


def table_of(model: type[SQLModel]) -> Table:
    """The Core table behind a table class."""
    table = model.__table__  # type: ignore[attr-defined]
    assert isinstance(table, Table)
    return table


def insert_new(session: Session, table: Any) -> Any:
    """An INSERT into a table class that leaves rows alone whose unique key is already there."""
    return insert_for(session)(table).on_conflict_do_nothing()


def held(session: Session, table: type[T], key: Any) -> T | None:
    """The row of a primary key, None without one: like `Session.get`, without its price where the session has it.

    For hot paths that ask for the same few rows again and again.
    """
    found = session.identity_map.get((table, (key,), None))
    return session.get(table, key) if found is None else found


def affect(session: Session, statement: UpdateBase) -> int:
    """Execute an INSERT, UPDATE or DELETE; how many rows it touched. What the session has pending is written first."""
    session.flush()
    return session.connection().execute(statement, execution_options={"preserve_rowcount": True}).rowcount


def insert_for(session: Session) -> Any:
    """The INSERT construct of this session's database, which knows ON CONFLICT."""
    return sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert


@compiles(random_token, "sqlite")
def _token_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return "lower(hex(randomblob(16)))"


@compiles(random_token, "postgresql")
def _token_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    return "replace(gen_random_uuid()::text, '-', '')"


def new_id(now: datetime, block: int = 1) -> int:
    """The first of `block` consecutive ids that nobody else gets: milliseconds of `now`, then a counter.

    62 bits that grow with time; the counter starts at random in each process. Rows of one transaction can so be
    numbered before they are written, and written in one go.
    """
    with _counter_lock:
        first = _counter[0]
        _counter[0] = (first + block) & 0x1FFFFF
    return (int(now.timestamp() * 1000) << 21) + first


def later(session: Session, table: type[SQLModel], row: Mapping[str, Any]) -> None:
    """Queue a row for `table` (a table class), to be written with its likes in one statement by `write_queued`.

    Every row of one table names the same columns. The row cannot be read before it is written.
    """
    session.info.setdefault("later", {}).setdefault(table_of(table), []).append(row)


def at_end(session: Session, key: str, call: Callable[[Session], None]) -> None:
    """Have `call(session)` run once, by the next `write_queued`, however often it is asked for under that key."""
    session.info.setdefault("at_end", {})[key] = call


def ending(session: Session, key: str) -> Callable[[Session], None] | None:
    """The call `at_end` has waiting under that key, if there is one."""
    waiting: dict[str, Callable[[Session], None]] = session.info.get("at_end", {})
    return waiting.get(key)


def write_queued(session: Session) -> None:
    """Write what `later` has queued, a table after those it refers to, then make the calls of `at_end`.

    `Database.run` does so before it commits; a rule that reads what may still be queued calls it first.
    """
    queued: dict[Table, list[Mapping[str, Any]]] = session.info.pop("later", {})
    for table, rows in sorted(queued.items(), key=lambda item: _table_order()[item[0]]):
        _insert(session.connection(), table, rows)
    for call in session.info.pop("at_end", {}).values():
        call(session)


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows with the driver's own executemany: SQLAlchemy prepares each row's parameters at thrice the price."""
    text, names, converters, positional = _insert_statement(table, connection.dialect, tuple(rows[0]))
    values = [[convert(row[name]) if convert else row[name] for name, convert in converters] for row in rows]
    connection.exec_driver_sql(
        text, [tuple(one) for one in values] if positional else [dict(zip(names, one, strict=True)) for one in values]
    )


@lru_cache(256)
def _insert_statement(table: Table, dialect: Dialect, columns: tuple[str, ...]) -> Any:
    """(SQL, parameter names, [(name, how its type converts it)], whether parameters go by place), built once."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    assert isinstance(compiled, SQLCompiler)
    names = tuple(compiled.positiontup or columns)
    converters = [(name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names]
    return str(compiled), names, converters, compiled.positional


@cache
def _table_order() -> dict[Table, int]:
    return {table: place for place, table in enumerate(SQLModel.metadata.sorted_tables)}


class Database:
    """The engine and the threads that use it.

    `url` is a SQLAlchemy URL: `sqlite:///file.db` or `postgresql+psycopg://…`. Only a database that is thrown away
    afterwards (demo, rehearsal) may be anything but `durable`: SQLite then waits for no disk.
    """

    def __init__(self, url: str, *, threads: int = 4, durable: bool = True) -> None:
        self.engine = make_engine(url, threads)
        if not durable and self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _forget_durability)
        self._reading = self.engine.execution_options(read_only=True)
        self.sqlite = self.engine.dialect.name == "sqlite"
        self._writers = ThreadPoolExecutor(1 if self.sqlite else threads, "db-write")
        self._readers = ThreadPoolExecutor(threads, "db-read") if self.sqlite else self._writers

    async def run(self, rule: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call `rule(session, …)` in one transaction: committed when it returns, rolled back when it raises."""
        return await self._on(self._writers, lambda: self.run_now(rule, *args, **kwargs))

    async def read(self, rule: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Like `run`, for a rule that only reads; on SQLite it never waits for the writer."""
        return await self._on(self._readers, lambda: self._in_session(rule, True, *args, **kwargs))

    def run_now(self, rule: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """`run`, in the calling thread."""
        return self._in_session(rule, False, *args, **kwargs)

    async def close(self) -> None:
        """Wait for what is running, then close every connection."""
        for pool in {self._writers, self._readers}:
            await asyncio.to_thread(pool.shutdown)
        self.engine.dispose()

    async def _on(self, pool: ThreadPoolExecutor, call: Callable[[], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(pool, call)

    def _in_session(
        self, rule: Callable[Concatenate[Session, P], R], read_only: bool, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        engine = self._reading if read_only else self.engine
        with Session(engine, expire_on_commit=False) as session, session.begin():
            result = rule(session, *args, **kwargs)
            session.flush()  # what that writes may queue something itself
            write_queued(session)
            return result


def make_engine(url: str, threads: int = 4) -> Engine:
    """An engine with this project's settings for its database.

    SQLite: WAL, synchronous FULL (a power cut loses nothing committed), foreign keys, recursive triggers (so that
    REPLACE cannot go round the ledger's), BEGIN IMMEDIATE. PostgreSQL: its defaults, and PATIENCE. What is bound
    to a statement stands in no exception text: it may be somebody's name.
    """
    if not url.startswith("sqlite"):
        given = make_url(url)
        patient = given.set(query={**PATIENCE, **given.query})
        return create_engine(patient, pool_size=threads, max_overflow=2, pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(
        url, poolclass=QueuePool, pool_size=threads + 1, max_overflow=2, hide_parameters=True,
        connect_args={"check_same_thread": False},
    )  # fmt: skip
    event.listen(engine, "connect", _open_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _open_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _forget_durability(connection: Any, record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _begin_sqlite(connection: Any) -> None:
    read_only = connection.get_execution_options().get("read_only")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
