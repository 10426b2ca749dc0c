"""The program as a process, and the lease by which one of several polls."""

import asyncio
import os
import signal
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.channels import polling
from bot.channels.polling import Poller
from bot.context import Community
from bot.demo.fakes import FakeTelegram
from bot.dispatch import Dispatch
from messages.channels.telegram import TelegramChannel
from models.clock import MovableClock
from models.db import Database
from models.leases import LEASE, hold

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


class Channel(TelegramChannel):
    """Telegram that never had a webhook. As over a network, others get their turn while it is asked."""

    async def get_updates(self, offset: int, timeout: int, limit: int = 100) -> list[dict[str, Any]]:
        """Updates from `offset` on."""
        await asyncio.sleep(0)
        return await super().get_updates(offset, timeout, limit)

    async def delete_webhook(self) -> None:
        """Nothing to delete."""


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
async def test_signal_ends_it_in_good_order(tmp_path: Path, sign: signal.Signals) -> None:
    """What a supervisor or Ctrl+C sends lets the program finish what is in hand and end with 0."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {key: value for key, value in os.environ.items() if not key.startswith("STAIRWELL_")}
    environment |= {"PYTHONPATH": str(ROOT), "STAIRWELL_LISTEN": f"127.0.0.1:{port}"}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", cwd=tmp_path, env=environment)
    try:
        await _until_it_answers(port)
        process.send_signal(sign)
        async with asyncio.timeout(30):
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _until_it_answers(port: int) -> None:
    """The port is open before the program is ready, so that it takes an answer to know."""
    async with asyncio.timeout(60):
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.write(b"GET /health HTTP/1.0\r\n\r\n")
            assert b"HTTP/1.1" in await reader.readline()
            writer.close()
            return


async def test_poller_stands_by_until_the_lease_runs_out(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that died holding the lease is followed by the next one, which waits and then polls."""
    monkeypatch.setattr(polling, "STAND_BY_SECONDS", 0.001)
    clock, telegram = MovableClock(NOW), FakeTelegram()
    channel = Channel("1:demo", "http://127.0.0.1/bot", request=telegram)
    await db.run(hold, "poll:telegram", "the dead one", clock.now())
    woken = asyncio.Event()
    community = Community(ZoneInfo("Asia/Shanghai"))
    poller = Poller(db, Dispatch(db, community, []), channel, clock, "the next one", woken.set)
    telegram.says(1, "somebody", "hello")
    task = asyncio.create_task(poller.run())
    await asyncio.sleep(0.05)
    assert not woken.is_set() and not task.done()
    clock.advance(LEASE + timedelta(seconds=1))
    async with asyncio.timeout(30):
        await woken.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
