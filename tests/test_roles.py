"""Roles: web, worker and scheduler as processes of their own on one PostgreSQL, and what ends them."""

import asyncio
import json
import signal
import threading
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col

from bot import serve as serving
from bot.serve import Role, serve
from bot.settings import Settings
from models.checkins import CheckIn
from models.duties import Duty
from models.errors import SettingsError
from models.inbox import NEW, Inbox, store
from models.leases import ALONE_IDLE, alone
from models.people import TELEGRAM
from tests import postgres
from tests.conftest import KEY
from tests.loopback import Telegram, free_port, until
from tests.talk import Talk
from tests.test_process import running

SECRET = "a-long-random-word"
HEAD = 1001
PARTS: tuple[Role, ...] = tuple(role for role in get_args(Role) if role != "all")
on_postgresql = pytest.mark.parametrize("kind", ["postgresql"])


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """A Telegram that answers."""
    async with Telegram(free_port()).up() as server:
        yield server


def _post(url: str, update: dict[str, Any]) -> int:
    """What Telegram does with an update."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(url, json.dumps(update).encode(), headers)) as answer:
        return int(answer.status)


def _health(listen: str) -> dict[str, Any]:
    """What a web process says of all of them; {} while it does not answer yet."""
    try:
        with urllib.request.urlopen(f"http://{listen}/health") as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as unwell:
        return dict(json.load(unwell))
    except OSError:
        return {}


async def _until_health(listen: str, *missing: str) -> None:
    """Return when that is what is missing."""
    async with asyncio.timeout(60):
        while (await asyncio.to_thread(_health, listen)).get("missing") != list(missing):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


def _count(session: Session, table: Any, *where: Any) -> int:
    return int(session.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


@on_postgresql
async def test_three_roles_together(talk: Talk, db_url: str, telegram: Telegram, tmp_path: Path) -> None:
    """What a webhook brings is kept by the web alone, and handled once there is a worker; what the scheduler finds due
    the worker sends; health says who is missing. Each ends in good order.
    """
    # Several new asks would come as one list, whose "1" opens the first of them.
    others = update(Duty).where(col(Duty.key) != "inspection").values(active=False)
    await talk.db.run(lambda session: session.execute(others))
    port = free_port()
    public = f"http://127.0.0.1:{port}"
    settings = {"STAIRWELL_PUBLIC_URL": public, "STAIRWELL_WEBHOOK_SECRET": SECRET}
    with ExitStack() as stack:
        web = stack.enter_context(
            running(tmp_path, db_url, telegram, "web", STAIRWELL_LISTEN=f"127.0.0.1:{port}", **settings)
        )
        await until(lambda: bool(telegram.webhook))
        await _until_health(f"127.0.0.1:{port}", "scheduler", "worker")
        telegram.says(HEAD, "帮助")
        assert await asyncio.to_thread(_post, telegram.webhook, telegram.updates[0]) == 200
        assert await talk.db.read(_count, Inbox, col(Inbox.state) == NEW) == 1 and not telegram.sent
        worker = stack.enter_context(running(tmp_path, db_url, telegram, "worker", **settings))
        await until(lambda: telegram.sent[str(HEAD)] == 1)
        scheduler = stack.enter_context(running(tmp_path, db_url, telegram, "scheduler", **settings))
        await until(lambda: telegram.sent[str(HEAD)] == 2)  # the month's inspection has fallen due
        telegram.updates[0]["update_id"] += 1
        telegram.updates[0]["message"]["text"] = "1"
        assert await asyncio.to_thread(_post, telegram.webhook, telegram.updates[0]) == 200
        await until(lambda: telegram.sent[str(HEAD)] == 3)
        assert await talk.db.read(_count, CheckIn) == 1
        await _until_health(f"127.0.0.1:{port}")
        assert telegram.offsets == []  # nobody polls where there is a webhook
        for program in (web, worker, scheduler):
            assert await program.ends(signal.SIGTERM) == 0
            assert "Traceback" not in program.log


@on_postgresql
async def test_a_second_worker_takes_over(talk: Talk, db_url: str, telegram: Telegram, tmp_path: Path) -> None:
    """Two workers poll with one token: the second waits, and when the first is killed it goes on."""
    with running(tmp_path, db_url, telegram, "worker") as first:
        await until(lambda: len(telegram.offsets) > 1)
        with running(tmp_path, db_url, telegram, "worker") as second:
            await until(lambda: "standing by" in second.log)
            telegram.says(HEAD, "帮助")
            await until(lambda: telegram.sent[str(HEAD)] == 1)
            assert second.process.poll() is None
            first.kill()
            telegram.updates.clear()
            telegram.says(HEAD, "积分")
            telegram.updates[0]["update_id"] += 1
            await until(lambda: telegram.sent[str(HEAD)] == 2)
            assert await second.ends(signal.SIGTERM) == 0
            assert "Traceback" not in second.log


@pytest.mark.parametrize("role", PARTS)
async def test_sqlite_is_for_one_process(role: Role, tmp_path: Path) -> None:
    """Any role but all is refused with what to do, before anything is made."""
    settings = Settings.model_validate({"database_url": f"sqlite:///{tmp_path / 'a.db'}"})
    with pytest.raises(SettingsError, match=f"--role {role} needs PostgreSQL"):
        await serve(settings, role=role)
    assert list(tmp_path.iterdir()) == []


async def test_the_refusal_is_a_sentence(telegram: Telegram, tmp_path: Path) -> None:
    """As the command says it."""
    with running(tmp_path, f"sqlite:///{tmp_path / 'a.db'}", telegram, "worker") as program:
        assert await program.ends() == 1
        assert "postgresql://" in program.log and "Traceback" not in program.log


@pytest.mark.parametrize("role", get_args(Role))
async def test_a_database_that_stays_away_ends_every_role(
    role: Role, postgres_server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also the one that asks it for little; the command makes exit code 75 of it, for a supervisor to start again."""
    monkeypatch.setattr(serving, "BEAT_SECONDS", 0.01)
    monkeypatch.setattr(serving, "AWAY_SECONDS", 0.001)
    name = f"away_{role}_{postgres_server.worker}"
    postgres_server.create(name, postgres_server.template)
    settings = Settings.model_validate(
        {"database_url": postgres_server.url(name), "key": KEY, "listen": f"127.0.0.1:{free_port()}"}
    )
    ended = asyncio.create_task(serve(settings, lambda: postgres_server.drop(name), role))
    async with asyncio.timeout(60):
        with pytest.raises((OperationalError, ExceptionGroup)):
            await ended


@on_postgresql
async def test_workers_handle_a_channel_one_after_another(talk: Talk) -> None:
    """While one worker handles what came in, another waits, so that nobody's second word overtakes their first."""
    update = json.dumps({"update_id": 1, "sender": "1001", "text": "帮助"})
    await talk.db.run(store, TELEGRAM, [("1", update)], talk.clock.now())
    holding, done = threading.Event(), threading.Event()

    def hold(session: Session) -> None:
        alone(session, f"inbox:{TELEGRAM}")
        assert session.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one() == ALONE_IDLE
        holding.set()
        done.wait(60)

    first = asyncio.create_task(talk.db.run(hold))
    await asyncio.to_thread(holding.wait, 60)
    channel = talk.channels[TELEGRAM]
    second = asyncio.create_task(talk.dispatch.take_waiting(TELEGRAM, channel.parse, talk.clock.now()))
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    await until(lambda: talk.db.run_now(lambda session: session.execute(waiting).scalar_one()) == 1)
    assert not second.done()
    done.set()
    await first
    assert (await second).taken == 1
