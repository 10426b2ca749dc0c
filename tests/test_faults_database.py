"""Faults of the database under the running program: nobody's words are lost, nobody is told twice."""

import asyncio
import sqlite3
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col

from bot.channels.polling import Poller
from messages.forms import Outcome, Outgoing
from models.checkins import CheckIn
from models.db import Database
from models.inbox import HANDLED, Inbox
from models.ledger import Entry
from models.outbox import SENT, Message
from models.people import TELEGRAM
from tests.office import SENT_OK, Post, until
from tests.talk import Talk
from tests.test_polling import Source

HEADS = 12


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between tries are short; how many there are stays as it is."""
    for name in ("bot.channels.polling.STAND_BY_SECONDS", "messages.lane.TICK_SECONDS"):
        monkeypatch.setattr(name, 0.01)
    monkeypatch.setattr("bot.dispatch.DATABASE_PAUSES", (0.01,) * 4)


async def heads(talk: Talk, number: int = HEADS) -> list[dict[str, Any]]:
    """Unit heads with an inspection that was sent; the update by which each of them reports."""
    for n in range(1, number + 1):
        await talk.grid(f"B9U{n}", f"9号楼{n}单元", 5, "B3")
        await talk.person(f"单元长{n}", TELEGRAM, str(2000 + n), "unit_head", f"B9U{n}")
    await talk.issue_inspection()
    return [{"update_id": n, "sender": str(2000 + n), "text": "1"} for n in range(1, number + 1)]


def _count(session: Session, table: Any, *where: Any) -> int:
    return int(session.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


async def booked_once(talk: Talk, number: int) -> None:
    """Every report is handled, booked and answered once, and nothing is a dead letter."""
    read = talk.db.read
    assert await read(_count, Inbox) == await read(_count, Inbox, col(Inbox.state) == HANDLED) == number
    assert await read(_count, CheckIn) == await read(_count, Entry) == number
    assert await read(_count, Message, col(Message.purpose) == "reply") == number


async def come_to(db: Database, *wanted: str) -> None:
    """Return when the messages are in these states and no other."""

    def states(session: Session) -> set[str]:
        return set(session.execute(select(col(Message.state))).scalars().all())

    async with asyncio.timeout(10):
        while await db.read(states) != set(wanted):  # noqa: ASYNC110 - a row has no event
            await asyncio.sleep(0.005)


class Lock:
    """Somebody else's hold on a SQLite file, which ends after `refusals` statements were refused because of it."""

    def __init__(self, db: Database, refusals: int) -> None:
        self._db, self._left = db, refusals
        self._other: sqlite3.Connection | None = None
        # SQLite waits for the lock itself, 30 s; here not at all, so that each refusal stands for 30 s.
        event.listen(db.engine, "checkout", lambda raw, record, proxy: raw.execute("PRAGMA busy_timeout=0"))
        event.listen(db.engine, "handle_error", self._refused)

    def take(self) -> None:
        """From now on nobody else can write."""
        self._other = sqlite3.connect(str(self._db.engine.url.database), check_same_thread=False, isolation_level=None)
        self._other.execute("BEGIN IMMEDIATE")

    def _refused(self, context: Any) -> None:
        if self._other is not None and "locked" in str(context.original_exception):
            self._left -= 1
            if not self._left:
                self._other.rollback()
                self._other.close()
                self._other = None

    @property
    def free(self) -> bool:
        """Whether it ended."""
        return self._other is None


@pytest.mark.fault("database locked 30 s")
@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("refusals", [1, 4, 6])
async def test_reports_while_the_database_is_locked(talk: Talk, refusals: int) -> None:
    """However often 30 s of waiting for the lock were in vain, each report is booked once and none is given up."""
    source = Source(await heads(talk))
    lock = Lock(talk.db, refusals)
    lock.take()
    done = await Poller(talk.db, talk.dispatch, source, talk.clock, "me", lambda: None).once()
    assert lock.free and (done.taken, done.dead) == (HEADS, 0)
    await talk.delivery.drain()
    await booked_once(talk, HEADS)


@pytest.mark.fault("database locked 30 s")
@pytest.mark.parametrize("kind", ["sqlite"])
async def test_outcomes_while_the_database_is_locked(office: Post) -> None:
    """What left while nobody could write is recorded when that is possible again, and is not sent a second time."""
    lock = Lock(office.db, 5)

    def locks(message: Outgoing) -> Outcome:
        lock.take()
        return SENT_OK

    office.telegram.script = locks
    await office.say(await office.person("1001"))
    running = asyncio.create_task(office.delivery.run())
    await until(lambda: bool(office.telegram.sent) and lock.free)
    await come_to(office.db, SENT)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert len(office.telegram.sent) == 1


@pytest.mark.fault("disk full")
@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_full_disk(talk: Talk) -> None:
    """While there is no room nothing is acknowledged and nothing half written; afterwards all is booked once."""
    source = Source(await heads(talk, 80))
    full = [True]

    def limit(raw: Any, record: Any, proxy: Any) -> None:
        raw.execute(f"PRAGMA max_page_count={1 if full[0] else 1_000_000}")  # 1: as large as it is, no larger

    event.listen(talk.db.engine, "checkout", limit)
    poller = Poller(talk.db, talk.dispatch, source, talk.clock, "me", lambda: None)
    with pytest.raises(OperationalError, match="full"):
        await poller.once()
    assert poller.offset == 0
    full[0] = False
    await poller.once()
    await talk.delivery.drain()
    await booked_once(talk, 80)
