"""PostgreSQL restarted, and away for minutes, under the running program: on a server of these tests' own."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.polling import Poller
from bot.cli import TRY_AGAIN
from messages.delivery import Delivery
from messages.forms import Outcome, Outgoing
from models.outbox import SENT, UNCERTAIN
from models.people import TELEGRAM
from tests import postgres
from tests.loopback import Telegram, free_port
from tests.loopback import until as loopback_until
from tests.office import Post, until
from tests.talk import FakeChannel, Talk
from tests.test_faults_database import HEADS, booked_once, come_to, heads, no_waiting
from tests.test_polling import Source
from tests.test_process import running

__all__ = ["no_waiting"]


@pytest.fixture(scope="module")
def own_server(worker_id: str) -> Iterator[postgres.Server]:
    """A server that may be stopped without anybody else noticing."""
    with postgres.server(f"{postgres.run_id()}-own-{worker_id}", f"own_{worker_id}") as server:
        yield server


@pytest.fixture
def db_url(own_server: postgres.Server) -> Iterator[str]:
    """A database on it."""
    with own_server.fresh() as url:
        yield url


class Restarts:
    """The pauses of dispatch; before the third try the server, which was stopped, is back."""

    def __init__(self, server: postgres.Server) -> None:
        self._server = server
        self.failed = 0

    def __iter__(self) -> Iterator[float]:
        for self.failed in (1, 2):
            yield 0.01
        self._server.start()
        yield 0.01


class Stopping(Source):
    """A Telegram that hands out a batch, and then the server stops before it can be worked on."""

    def __init__(self, updates: list[dict[str, Any]], server: postgres.Server) -> None:
        super().__init__(updates)
        self._server: postgres.Server | None = server

    async def get_updates(self, offset: int, timeout: int, limit: int = 100) -> list[dict[str, Any]]:
        """Updates from `offset` on."""
        server, self._server = self._server, None
        if server is not None:
            await asyncio.to_thread(server.stop)
        return await super().get_updates(offset, timeout, limit)


@pytest.mark.fault("PostgreSQL restarted")
async def test_reports_over_a_restart(talk: Talk, own_server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections that died are replaced, the batch is tried until the server is back, and all is booked once."""
    restarts = Restarts(own_server)
    monkeypatch.setattr("bot.dispatch.DATABASE_PAUSES", restarts)
    source = Stopping(await heads(talk), own_server)
    done = await Poller(talk.db, talk.dispatch, source, talk.clock, "me", lambda: None).once()
    assert restarts.failed == 2 and (done.taken, done.dead) == (HEADS, 0)
    await talk.delivery.drain()
    await booked_once(talk, HEADS)


@pytest.mark.fault("PostgreSQL restarted")
async def test_sending_over_a_restart(office: Post, own_server: postgres.Server) -> None:
    """What leaves while the server restarts is recorded afterwards and is not sent a second time."""
    restarted: list[bool] = []

    def restart(message: Outgoing) -> Outcome:
        if not restarted:
            own_server.stop()
            own_server.start()
            restarted.append(True)
        return Outcome("sent", message.to)

    office.telegram.script = restart
    for chat in range(1, 6):
        await office.say(await office.person(str(chat)))
    running = asyncio.create_task(office.delivery.run())
    await until(lambda: bool(restarted))
    await come_to(office.db, SENT)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert sorted(message.to for message in office.telegram.sent) == ["1", "2", "3", "4", "5"]


@pytest.mark.fault("PostgreSQL down 5 min")
async def test_five_minutes_without_the_server(talk: Talk, own_server: postgres.Server) -> None:
    """The program gives up after a bounded number of tries, for its supervisor to start it again; then all is there.

    What was heard is heard again and booked once. What was leaving when the server went has left once: its outcome
    could not be recorded, so that it is listed, and not sent a second time.
    """
    updates = await heads(talk)
    notices = FakeChannel(TELEGRAM, "rich")

    async def stops(message: Outgoing) -> Outcome:
        await asyncio.to_thread(own_server.stop)
        return await FakeChannel.send(notices, message)

    office = Post(talk.db, talk.clock, talk.zone)
    await office.say(await office.person("77"))
    notices.send = stops  # type: ignore[method-assign]
    delivery = Delivery(talk.db, {TELEGRAM: notices}, talk.clock, talk.zone)
    with pytest.raises((OperationalError, ExceptionGroup)):
        await delivery.run()
    source = Source(updates)
    with pytest.raises(OperationalError):
        await Poller(talk.db, talk.dispatch, source, talk.clock, "me", lambda: None).run()
    assert not source.offsets
    talk.clock.advance(timedelta(minutes=5))
    own_server.start()
    assert (await Poller(talk.db, talk.dispatch, source, talk.clock, "again", lambda: None).once()).dead == 0
    again = FakeChannel(TELEGRAM, "rich")
    await Delivery(talk.db, {TELEGRAM: again}, talk.clock, talk.zone).drain()
    assert len(notices.sent["77"]) == 1 and not again.sent["77"]
    assert sum(len(sent) for sent in again.sent.values()) == HEADS
    await come_to(talk.db, SENT, UNCERTAIN)


async def test_a_process_whose_postgresql_goes_away_ends_with_75(
    talk: Talk, db_url: str, own_server: postgres.Server, tmp_path: Path
) -> None:
    """The real program: it tries for its half minute, then ends with the code that has a supervisor start it again;
    started again beside a server that is back, it works, and its log names neither a person nor an address."""
    async with Telegram(free_port()).up() as telegram:
        with running(tmp_path, db_url, telegram, "worker") as program:
            await loopback_until(lambda: len(telegram.offsets) > 1)
            own_server.stop()
            try:
                assert await program.ends() == TRY_AGAIN == 75
            finally:
                own_server.start()
            assert "database away" in program.log and "Traceback" not in program.log and "王芳" not in program.log
        with running(tmp_path, db_url, telegram, "worker"):
            telegram.says(1001, "帮助")
            await loopback_until(lambda: telegram.sent["1001"] == 1)
