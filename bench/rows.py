"""What the database does in sets, on both databases: a month issued, messages claimed and settled."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text, update
from sqlmodel import Session

from bench import setting
from bench.tools import line
from models import crypt
from models.db import Database
from models.digests import tell_new
from models.duties import Duty, issue
from models.outbox import QUEUED, SENT, Message
from models.people import TELEGRAM
from models.sending import Settled, claim, settle
from tests import postgres

HEADS, MESSAGES, BATCH, ROUNDS = 497, 2000, 100, 3
ISSUED = ("task", "prompt", "message")
UrlOf = Callable[[str], str]


def sqlite(folder: Path) -> None:
    """On SQLite."""
    _measure("SQLite", in_folder(folder))


def postgresql(folder: Path) -> None:
    """On PostgreSQL, with its default durability off as in the tests: it is Python and SQL that are measured."""
    with on_server() as url_of:
        _measure("PostgreSQL", url_of)


def in_folder(folder: Path) -> UrlOf:
    """URLs of SQLite files in a folder, by name."""
    return lambda name: f"sqlite:///{folder / name}.db"


@contextmanager
def on_server() -> Iterator[UrlOf]:
    """URLs of databases of a PostgreSQL server that is gone afterwards, each made when it is named."""
    with postgres.server(f"bench-{postgres.run_id()}", "bench") as server:

        def fresh(name: str) -> str:
            server.create(name)
            return server.url(name)

        yield fresh


def _measure(database: str, url_of: UrlOf) -> None:
    issued, copied, sent, touched = [], [], [], []
    for turn in range(ROUNDS + 1):
        db = community(url_of(f"issue{turn}"), HEADS, issued=False)
        issued.append(timed(db, _issue))
        copied.append(timed(db, _copy))
        db.engine.dispose()
    for turn in range(ROUNDS + 1):
        db = community(url_of(f"send{turn}"), MESSAGES, issued=True)
        db.run_now(_queue)
        sent.append(sum(timed(db, _claim_and_settle) for _ in range(MESSAGES // BATCH)) / MESSAGES * 1e6)
        touched.append(timed(db, _touch) / MESSAGES * 1e6)
        db.engine.dispose()
    middle = [statistics.median(times[1:]) for times in (issued, copied, sent, touched)]
    line(
        f"{database}: issue {HEADS} tasks, questions and messages ÷ plain INSERT … SELECT of the same rows",
        middle[0] * 1e3, middle[1] * 1e3, " ms",
    )  # fmt: skip
    line(f"{database}: claim and settle a message ÷ plain UPDATE of a row", middle[2], middle[3], " µs")


def community(url: str, heads: int, *, issued: bool) -> Database:
    """A database of so many heads, their inspection issued and sent or not."""
    setting.make(url, heads, issued=issued)
    crypt.use_key(setting.KEY)
    db = Database(url)
    db.run_now(lambda session: session.execute(text("ANALYZE")))  # as PostgreSQL does by itself within a minute
    return db


def timed(db: Database, rule: Callable[[Session], object]) -> float:
    """Seconds that a rule takes in a transaction of its own."""
    began = time.perf_counter()
    db.run_now(rule)
    return time.perf_counter() - began


def _issue(session: Session) -> None:
    came = issue(session, session.get_one(Duty, "inspection"), setting.NOW, setting.NOW, setting.ZONE)
    told = tell_new(session, setting.NOW, setting.ZONE)
    if (came, told) != (HEADS, HEADS):
        raise AssertionError(f"{came} tasks came, {told} were told")


def _copy(session: Session) -> None:
    """The same rows again, into tables without keys, indexes and encryption to do: the least it can cost."""
    for table in ISSUED:
        session.execute(text(f"CREATE TEMPORARY TABLE plain_{table} AS SELECT * FROM {table}"))


def _queue(session: Session) -> None:
    session.connection().execute(update(Message).values(state=QUEUED, channel=TELEGRAM, not_before=setting.NOW))
    session.execute(
        text('UPDATE message SET "to" = (SELECT value FROM address a WHERE a.person_id = message.person_id)')
    )


def _claim_and_settle(session: Session) -> None:
    claims, _ = claim(session, TELEGRAM, BATCH, setting.NOW + timedelta(seconds=1), setting.ZONE, [TELEGRAM])
    if len(claims) != BATCH:
        raise AssertionError(f"{len(claims)} of {BATCH} were claimed")
    settle(session, [Settled(one.id, one.attempt, SENT, str(one.id)) for one in claims], [TELEGRAM], setting.NOW)


def _touch(session: Session) -> None:
    """One row after another by its key, in one transaction."""
    ids = session.execute(text("SELECT id FROM message")).scalars().all()
    session.execute(text("UPDATE message SET attempts = attempts + 1 WHERE id = :id"), [{"id": one} for one in ids])
