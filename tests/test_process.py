"""The program as a process: killed, stopped, started twice, and before a Telegram that is away."""

import asyncio
import signal
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select
from sqlmodel import Session, col

from bot.cli import TRY_AGAIN
from models.checkins import CheckIn
from models.inbox import HANDLED, Inbox
from models.ledger import Entry
from models.outbox import SENDING, Message
from models.people import TELEGRAM
from tests.loopback import TOKEN, Program, Telegram, free_port, until
from tests.talk import Talk

HEADS = 60
KILLS = 3
BATCH = HEADS // KILLS
WORDS = "1"


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """A Telegram that answers."""
    async with Telegram(free_port()).up() as server:
        yield server


@contextmanager
def running(folder: Path, database: str, telegram: Telegram, role: str = "", **more: str) -> Iterator[Program]:
    """The program, killed at the end if it still runs."""
    program = Program(folder, database, telegram, role, **more)
    try:
        yield program
    finally:
        program.kill()


async def _heads(talk: Talk, number: int) -> None:
    """Unit heads on Telegram, chats 2001 and on, each with an inspection that was sent."""
    for n in range(1, number + 1):
        await talk.grid(f"B9U{n}", f"9号楼{n}单元", 5, "B3")
        await talk.person(f"单元长{n}", TELEGRAM, str(2000 + n), "unit_head", f"B9U{n}")
    await talk.issue_inspection()


def _grows(telegram: Telegram, what: str) -> Callable[[], bool]:
    """Whether there is more of it than now."""

    def number() -> int:
        return telegram.sent.total() if what == "sent" else telegram.handed_out

    now = number()
    return lambda: number() > now


def _count(session: Session, table: Any, *where: Any) -> int:
    return int(session.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


async def test_kill_nine_loses_and_doubles_nothing(talk: Talk, db_url: str, telegram: Telegram, tmp_path: Path) -> None:
    """Killed amid check-ins again and again: each is handled and booked once, and twice leaves what was in flight."""
    await _heads(talk, HEADS)
    in_flight, logs = 0, ""
    for turn in range(KILLS):
        for n in range(turn * BATCH + 1, (turn + 1) * BATCH + 1):
            telegram.says(2000 + n, WORDS)
        with running(tmp_path, db_url, telegram) as program:
            # As soon as it has the batch, before or amid the commit; every other time while the answers leave.
            await until(_grows(telegram, "sent" if turn % 2 else "handed_out"))
            program.kill()
            logs += program.log
        in_flight += await talk.db.read(_count, Message, col(Message.state) == SENDING)
    with running(tmp_path, db_url, telegram) as program:
        await until(lambda: not telegram.updates)
        await until(lambda: talk.db.run_now(_count, CheckIn) == HEADS)
        assert await program.ends(signal.SIGTERM) == 0
        logs += program.log
    assert await talk.db.read(_count, Entry) == HEADS
    assert await talk.db.read(_count, Inbox, col(Inbox.state) == HANDLED) == HEADS == await talk.db.read(_count, Inbox)
    assert await talk.db.read(_count, Message, col(Message.purpose) == "reply") == HEADS
    assert telegram.sent.total() <= HEADS + in_flight
    assert "Traceback" not in logs and TOKEN not in logs and "单元长" not in logs and "人2" not in logs


@contextmanager
def _locked(url: str) -> Iterator[None]:
    """Nobody else may write to the inbox."""
    engine = create_engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("LOCK TABLE inbox IN EXCLUSIVE MODE")
        yield
        connection.rollback()
    engine.dispose()


async def test_polling_acknowledges_after_the_commit(
    talk: Talk, db_url: str, telegram: Telegram, tmp_path: Path
) -> None:
    """While the commit cannot be, Telegram is not asked on; killed then, the program gets the same words again."""
    await _heads(talk, 1)
    with running(tmp_path, db_url, telegram) as program:
        await until(lambda: len(telegram.offsets) > 1)
        with _locked(db_url):
            telegram.says(2001, WORDS)
            await until(lambda: telegram.handed_out > 0)
            asked = len(telegram.offsets)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.5):
                    await until(lambda: len(telegram.offsets) > asked)
            program.kill()
    assert set(telegram.offsets) == {0} and await talk.db.read(_count, CheckIn) == 0
    with running(tmp_path, db_url, telegram):
        await until(lambda: telegram.offsets[-1] == 1_002_002)
        assert await talk.db.read(_count, CheckIn) == 1


@pytest.mark.fault("two pollers")
@pytest.mark.parametrize("kind", ["postgresql"])
async def test_second_poller_ends_with_a_sentence(talk: Talk, db_url: str, telegram: Telegram, tmp_path: Path) -> None:
    """Of two processes on one database the second says why it ends, and the first works on."""
    await _heads(talk, 1)
    with running(tmp_path, db_url, telegram) as first:
        await until(lambda: len(telegram.offsets) > 1)
        with running(tmp_path, db_url, telegram) as second:
            assert await second.ends() == 1
            assert "另一个 Stairwell 进程" in second.log and "Traceback" not in second.log
        telegram.says(2001, WORDS)
        await until(lambda: telegram.sent["2001"] > 0)
        assert first.process.poll() is None


async def test_telegram_that_is_away_at_the_start(talk: Talk, db_url: str, tmp_path: Path) -> None:
    """The pages and the clock run without Telegram; when it comes, the bot learns its name and answers."""
    await _heads(talk, 1)
    telegram = Telegram(free_port())
    telegram.says(2001, WORDS)
    with running(tmp_path, db_url, telegram) as program:
        await until(lambda: '"reason"' in program.log)
        async with telegram.up():
            await until(lambda: telegram.sent["2001"] > 0)
            page = await asyncio.to_thread(_read, f"http://{program.listen}/join/ABCDEFGHJK")
            assert "https://t.me/loopback_bot?start=ABCDEFGHJK" in page
            assert await program.ends(signal.SIGTERM) == 0
        assert "Traceback" not in program.log and TOKEN not in program.log


def _read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize("wrong", ["token", "port", "database"])
async def test_what_cannot_start_says_why(wrong: str, telegram: Telegram, tmp_path: Path) -> None:
    """A refused token, a port in use, a database that is not there: a sentence, an exit code, nothing secret."""
    away = f"postgresql://u:pass-word@127.0.0.1:{free_port()}/x"
    given = {
        "token": ("STAIRWELL_TELEGRAM_TOKEN", "123456:another-token-of-nobody", "BotFather"),
        "port": ("STAIRWELL_LISTEN", f"127.0.0.1:{telegram.port}", "already"),
        "database": ("STAIRWELL_DATABASE_URL", away, "数据库没有应答"),
    }
    name, value, word = given[wrong]
    with running(tmp_path, f"sqlite:///{tmp_path / 'a.db'}", telegram, **{name: value}) as program:
        assert await program.ends() == (TRY_AGAIN if wrong == "database" else 1)
        assert word in program.log
        assert "Traceback" not in program.log and "another-token" not in program.log and "pass-word" not in program.log
