"""The doctor: finds what is wrong, says what to do about it in both languages, changes and betrays nothing."""

import shutil
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.doctor import FAIL, OK, WARN, Finding, diagnose
from bot.settings import Settings
from models.clock import SystemClock
from models.crypt import new_key, use_key
from models.db import Database
from models.leases import hold
from models.people import Person
from models.workdays import enter_days
from tests.conftest import KEY
from tests.talk import Talk

TOKEN, SID, SECRET = "123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp", "AC0123456789", "twilio-secret-word"


@dataclass
class World:
    """Telegram, Twilio and the program itself, as seen over the network."""

    server: TestServer
    me: int = 200
    hook: dict[str, Any] = field(default_factory=lambda: {"url": "", "pending_update_count": 3})
    account: dict[str, Any] = field(default_factory=lambda: {"status": "active", "type": "Full"})
    twilio: int = 200
    running: bool = False
    ahead: timedelta = timedelta(0)

    def settings(self, url: str, **more: Any) -> Settings:
        """Settings that lead here, with both channels on."""
        base = str(self.server.make_url("")).rstrip("/")
        given: dict[str, Any] = {
            "database_url": url, "key": KEY, "telegram_token": TOKEN, "telegram_api": f"{base}/bot",
            "twilio_sid": SID, "twilio_token": SECRET, "twilio_from": "+15005550006", "twilio_api": base,
            "public_url": base, "webhook_secret": "a" * 32, "listen": f"127.0.0.1:{unused_port()}",
        }  # fmt: skip
        return Settings.model_validate({name: value for name, value in (given | more).items() if value is not None})


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """A world where all is well, except that the program does not run."""
    app = web.Application()
    here = World(TestServer(app))

    async def date(request: web.Request, response: web.StreamResponse) -> None:
        response.headers["Date"] = f"{SystemClock().now() + here.ahead:%a, %d %b %Y %H:%M:%S GMT}"

    async def get_me(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": {"username": "loudao_bot"}}, status=here.me)

    async def get_webhook_info(request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": here.hook})

    async def account(request: web.Request) -> web.Response:
        return web.json_response(here.account, status=here.twilio)

    async def health(request: web.Request) -> web.Response:
        return web.json_response({"ok": True}, status=200 if here.running else 503)

    app.on_response_prepare.append(date)
    app.router.add_get(f"/bot{TOKEN}/getMe", get_me)
    app.router.add_get(f"/bot{TOKEN}/getWebhookInfo", get_webhook_info)
    app.router.add_get(f"/2010-04-01/Accounts/{SID}.json", account)
    app.router.add_get("/health", health)
    await here.server.start_server()
    yield here
    await here.server.close()


@pytest.fixture
def plain_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated SQLite database, where its kind does not matter."""
    shutil.copy(sqlite_template, tmp_path / "plain.db")
    return f"sqlite:///{tmp_path / 'plain.db'}"


def levels(findings: list[Finding]) -> dict[str, str]:
    """{key: level}; also checks that both languages can say each finding, without a secret."""
    for finding in findings:
        for text in (str(finding), finding.line("en")):
            assert text.startswith(finding.level)
            assert not any(secret in text for secret in (TOKEN, SECRET, KEY, "pass-word"))
    return {finding.key.removeprefix("doctor-"): finding.level for finding in findings}


async def test_all_is_well(world: World, db_url: str) -> None:
    """With everything set up and running, nothing is warned of; Telegram pushes to us."""
    world.running = True
    settings = world.settings(db_url)
    world.hook["url"] = f"{settings.public_url}/telegram"
    found = levels(await diagnose(settings))
    assert {level for key, level in found.items() if not key.startswith("calendar")} == {OK}
    assert {"database-ok", "key-ok", "telegram-ok", "telegram-webhook-ok", "twilio-ok", "public-ok", "clock-ok"} <= set(
        found
    )


async def test_fresh_machine(tmp_path: Path) -> None:
    """Before the first start nothing is wrong, what is not set up is said, and the doctor makes no file."""
    url = f"sqlite:///{tmp_path / 'var' / 'north.db'}"
    found = levels(
        await diagnose(Settings.model_validate({"database_url": url, "listen": f"127.0.0.1:{unused_port()}"}))
    )
    assert FAIL not in found.values()
    assert found["database-new"] == found["key-new"] == found["public-off"] == found["clock-unchecked"] == OK
    assert found["telegram-off"] == found["twilio-off"] == WARN
    assert list(tmp_path.iterdir()) == []


async def test_tables_missing(empty_url: str, world: World) -> None:
    """A database that was not migrated yet is a warning, with the way to do it."""
    if empty_url.startswith("sqlite"):
        Path(empty_url.removeprefix("sqlite:///")).touch()
    assert levels(await diagnose(world.settings(empty_url)))["database-pending"] == WARN


async def test_database_newer(db: Database, db_url: str, world: World) -> None:
    """A database of a newer version is wrong."""
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert levels(await diagnose(world.settings(db_url)))["database-newer"] == FAIL


@pytest.mark.parametrize("url", ["postgresql://ann:pass-word@127.0.0.1:1/north", "sqlite:////usr"])
async def test_database_out_of_reach(world: World, url: str) -> None:
    """A database that cannot be opened is wrong, and its password is not shown."""
    assert levels(await diagnose(world.settings(url)))["database-wrong"] == FAIL


async def test_wrong_key(db: Database, db_url: str, world: World) -> None:
    """A key that cannot read what is encrypted is wrong."""
    await db.run(lambda session: session.add(Person(name="王芳", note="腿脚不便", created_at=SystemClock().now())))
    found = levels(await diagnose(world.settings(db_url, key=new_key())))
    use_key(KEY)
    assert found["key-wrong"] == FAIL
    assert levels(await diagnose(world.settings(db_url)))["key-ok"] == OK


async def test_key_file(sqlite_template: Path, tmp_path: Path, world: World) -> None:
    """A key file that others can read is a warning; one that is gone while the database is there is wrong."""
    (tmp_path / "north.db").write_bytes(sqlite_template.read_bytes())
    settings = world.settings(f"sqlite:///{tmp_path / 'north.db'}", key=None)
    assert levels(await diagnose(settings))["key-unset"] == FAIL
    (tmp_path / "north.key").write_text(KEY)
    (tmp_path / "north.key").chmod(0o644)
    assert levels(await diagnose(settings))["key-open"] == WARN


async def test_telegram_refuses(world: World, plain_url: str) -> None:
    """A token that Telegram does not know is wrong."""
    world.me = 401
    assert levels(await diagnose(world.settings(plain_url)))["telegram-refused"] == FAIL


async def test_telegram_pushes_elsewhere(world: World, plain_url: str) -> None:
    """A webhook of somebody else's is a warning, whether we poll or have one of our own."""
    world.hook["url"] = "https://other.example.org/hook"
    for public in (None, "https://127.0.0.1:1"):
        assert levels(await diagnose(world.settings(plain_url, public_url=public)))["telegram-webhook-other"] == WARN


async def test_telegram_cannot_push(world: World, plain_url: str) -> None:
    """What Telegram says of its last push is passed on."""
    settings = world.settings(plain_url)
    world.hook |= {"url": f"{settings.public_url}/telegram", "last_error_message": "SSL error"}
    found = await diagnose(settings)
    assert levels(found)["telegram-webhook-error"] == WARN
    assert any("SSL error" in str(finding) for finding in found)


async def test_polling(world: World, db: Database, db_url: str) -> None:
    """When polling, it is said whether a process does so at the moment."""
    settings = world.settings(db_url, public_url=None)
    found = levels(await diagnose(settings))
    assert found["telegram-polling"] == found["lease-free"] == OK
    assert found["twilio-deaf"] == WARN
    await db.run(hold, "poll:telegram", "me", SystemClock().now())
    assert "lease-held" in levels(await diagnose(settings))


@pytest.mark.parametrize(
    ("status", "account", "key", "level"),
    [
        (200, {"status": "active", "type": "Trial"}, "twilio-trial", WARN),
        (200, {"status": "suspended", "type": "Full"}, "twilio-inactive", FAIL),
        (401, {}, "twilio-refused", FAIL),
        (404, {}, "twilio-unknown", WARN),
        (200, {}, "twilio-unreachable", FAIL),
    ],
)
async def test_twilio(world: World, plain_url: str, status: int, account: dict[str, str], key: str, level: str) -> None:
    """What Twilio says of the account is told: a trial, suspended, unknown, or not Twilio at all."""
    world.twilio, world.account = status, account
    assert levels(await diagnose(world.settings(plain_url)))[key] == level


async def test_servers_out_of_reach(world: World, plain_url: str) -> None:
    """Servers that cannot be reached are named, the token that goes with the address is not."""
    nobody = f"http://127.0.0.1:{unused_port()}"
    found = levels(await diagnose(world.settings(plain_url, telegram_api=f"{nobody}/bot", twilio_api=nobody)))
    assert found["telegram-unreachable"] == found["twilio-unreachable"] == FAIL
    assert found["public-wrong"] == WARN


async def test_port(world: World, plain_url: str) -> None:
    """The port is free, in use by ourselves, or taken by somebody else."""
    assert levels(await diagnose(world.settings(plain_url)))["listen-ok"] == OK
    ours = f"127.0.0.1:{world.server.port}"
    assert levels(await diagnose(world.settings(plain_url, listen=ours)))["listen-taken"] == FAIL
    world.running = True
    assert levels(await diagnose(world.settings(plain_url, listen=ours)))["listen-running"] == OK
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        assert levels(await diagnose(world.settings(plain_url, listen=taken)))["listen-taken"] == FAIL


async def test_clock(world: World, plain_url: str) -> None:
    """A clock far from the servers' is wrong; a rehearsal's is a warning."""
    world.ahead = timedelta(minutes=5)
    assert levels(await diagnose(world.settings(plain_url)))["clock-off"] == FAIL
    assert (
        levels(await diagnose(world.settings(plain_url, now=datetime(2026, 11, 2, 1, tzinfo=UTC))))["clock-moved"]
        == WARN
    )


async def test_calendar(world: World, db: Database, db_url: str) -> None:
    """A year whose workdays nobody has entered is wrong, from November on a warning a year ahead, until entered."""

    async def found(now: datetime) -> list[tuple[str, str, object]]:
        findings = await diagnose(world.settings(db_url, now=now))
        return [(f.level, f.key, f.facts["year"]) for f in findings if "calendar" in f.key]

    missing = "doctor-calendar-missing"
    assert await found(datetime(2090, 5, 1, tzinfo=UTC)) == [(FAIL, missing, "2090")]
    late = datetime(2090, 11, 1, tzinfo=UTC)
    assert await found(late) == [(FAIL, missing, "2090"), (WARN, missing, "2091")]
    await db.run(enter_days, {datetime(2090, 1, 1).date(): (False, "元旦")}, late)
    assert await found(late) == [(OK, "doctor-calendar-ok", "2090"), (WARN, missing, "2091")]


async def test_records(db: Database, db_url: str, world: World, talk: Talk) -> None:
    """A ledger that recomputes is said so; a changed line is a failure; dead letters are warned of."""
    await talk.issue_inspection()
    await talk.says("李姨", "1")
    await talk.says("王芳", "poison")
    found = levels(await diagnose(world.settings(db_url)))
    assert found["ledger-ok"] == OK and found["dead-letters"] == WARN
    await db.run(lambda session: session.connection().exec_driver_sql("UPDATE total SET points = points + 1"))
    assert levels(await diagnose(world.settings(db_url)))["ledger-broken"] == FAIL
