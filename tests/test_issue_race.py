"""Several schedulers at once, and one that dies half-way: every task and message once, nothing half done."""

import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select
from sqlmodel import Session, col

from models import crypt
from models.db import Database
from models.duties import Task
from models.outbox import Message
from models.prompts import Prompt
from scheduler.issuing import issue_due
from scheduler.tick import tell_when_issued, tick
from tests.conftest import KEY
from tests.neighbourhood import ZONE, count, inspection, local, messages, prepare, settle, tasks

UNITS = 497
ISSUED, REMINDED = local(2026, 11, 2, 9), local(2026, 11, 9, 9)


def tick_in_process(url: str, start: Any, moments: list[datetime], out: Any) -> None:
    """A scheduler of its own: an own process, own connections; waits for the others, then ticks at each moment."""
    crypt.use_key(KEY)
    db = Database(url)
    done = []
    for now in moments:
        start.wait()
        result = db.run_now(tick, now, ZoneInfo("Asia/Shanghai"))
        done.append((result["issued"], result["reminded"]))
    db.engine.dispose()
    out.put(done)


async def ready(db: Database) -> None:
    """497 stairwells, the inspection scheduled."""
    await db.run(settle, UNITS, local(2026, 11, 1))
    await db.run(prepare, local(2026, 11, 1), ZONE)


def issue_and_tell(session: Session, key: str, now: datetime, zone: ZoneInfo) -> int:
    """Issue what is due of a duty and tell of it, in one transaction, as a tick does in two; how many tasks came."""
    came = issue_due(session, key, now, zone)
    tell_when_issued(session, now, zone)
    return came


def once_each(session: Session) -> None:
    """One task, one question, one message a unit; each message carries its own task's question."""
    assert count(session, Task) == count(session, Prompt) == len(messages(session, "duty:")) == UNITS
    by_task = {f"task:{task.id}": task for task in tasks(session, "2026-11")}
    prompts = {prompt.id: prompt.subject_id for prompt in session.execute(select(Prompt)).scalars()}
    for message in messages(session, "duty:"):
        task = by_task.pop(message.subject)
        assert message.prompt_id is not None
        assert (message.person_id, prompts[message.prompt_id]) == (task.person_id, task.id)
    assert inspection(session).next_at == local(2026, 12, 1, 9)


@pytest.mark.fault("two schedulers")
async def test_three_processes_tick_at_once(db: Database, db_url: str) -> None:
    """Three schedulers in processes of their own tick at the same instant: 497 tasks, 497 messages, 497 reminders."""
    await ready(db)
    moments = [ISSUED, REMINDED]
    context = multiprocessing.get_context("spawn")
    start, out = context.Barrier(3), context.Queue()
    workers = [context.Process(target=tick_in_process, args=(db_url, start, moments, out)) for _ in range(3)]
    for worker in workers:
        worker.start()
    results = [out.get(timeout=120) for _ in workers]
    for worker in workers:
        worker.join()
    assert {worker.exitcode for worker in workers} == {0}
    for place, expected in enumerate([(UNITS, 0), (0, UNITS)]):
        sums = [sum(result[place][field] for result in results) for field in range(2)]
        assert tuple(sums) == expected
    await db.run(once_each)
    assert len(await db.run(messages, "remind:")) == UNITS


async def test_threads_of_two_databases(db: Database, db_url: str) -> None:
    """Eight threads over two Database objects that issue one duty at the same instant: exactly one does."""
    await ready(db)
    other = Database(db_url)
    barrier = threading.Barrier(8)

    def go(place: int) -> int:
        barrier.wait()
        return (db, other)[place % 2].run_now(issue_and_tell, "inspection", ISSUED, ZONE)

    with ThreadPoolExecutor(8) as pool:
        came = sorted(pool.map(go, range(8)))
    await other.close()
    assert came == [0] * 7 + [UNITS]
    await db.run(once_each)


async def test_rolled_back_half_way(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler that dies between tasks and messages leaves nothing, not even the claim; the next one does it all."""
    await ready(db)

    def die(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr("models.asking._messages", die)
        with pytest.raises(ConnectionError):
            await db.run(issue_and_tell, "inspection", ISSUED, ZONE)
    assert await db.run(count, Task) == await db.run(count, Prompt) == await db.run(count, Message) == 0
    assert await db.run(lambda session: inspection(session).next_at) == ISSUED
    assert await db.run(issue_and_tell, "inspection", ISSUED, ZONE) == UNITS
    await db.run(once_each)


def issue_and_hang(url: str, ready_to_die: Any) -> None:
    """Issue inside a transaction that never ends: the parent kills this process with it open."""
    crypt.use_key(KEY)

    def hang(session: Session) -> None:
        assert issue_and_tell(session, "inspection", ISSUED, ZONE) == UNITS
        ready_to_die.set()
        threading.Event().wait()

    Database(url).run_now(hang)


async def test_killed_before_the_commit(db: Database, db_url: str) -> None:
    """A scheduler killed with SIGKILL after it wrote everything and before its commit leaves nothing half done."""
    await ready(db)
    context = multiprocessing.get_context("spawn")
    written = context.Event()
    victim = context.Process(target=issue_and_hang, args=(db_url, written))
    victim.start()
    assert written.wait(timeout=60)
    victim.kill()
    victim.join()
    assert await db.run(issue_and_tell, "inspection", ISSUED, ZONE) == UNITS
    await db.run(once_each)


async def test_issuing_is_set_based(db: Database) -> None:
    """A month is issued and told by a fixed number of statements, however many units there are."""
    await ready(db)
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda c, cur, statement, *rest: statements.append(statement))
    await db.run(issue_and_tell, "inspection", ISSUED, ZONE)
    assert len(statements) <= 20
    assert await db.run(count, Message, col(Message.purpose).startswith("duty:")) == UNITS
