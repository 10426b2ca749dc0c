"""What every test may ask for: a fresh database of either kind, a clock that stands still, the community's zone."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from sqlalchemy import URL, Dialect, Engine, create_engine, event

from models import crypt
from models.clock import MovableClock
from models.db import Database
from models.duties import load_shipped_duties
from models.migrate import migrate
from models.people import SMS, TELEGRAM
from models.texts import load_shipped_texts
from models.workdays import WorkdayOverride
from tests import postgres
from tests.office import Post
from tests.talk import Talk

pytest_plugins = ["tests.faults", "tests.aliyun_server", "tests.wecom_server", "tests.wish_street"]
ZONE = ZoneInfo("Asia/Shanghai")
settings.register_profile("suite", deadline=None)  # a busy machine is no failure
settings.load_profile("suite")
KEY = "c3RhaXJ3ZWxsLXRlc3Qta2V5LTMyLWJ5dGVzLWxvbmc="


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest come first, so that no worker is left alone with them at the end."""
    items.sort(key=lambda item: item.path.name != "test_rehearsal.py")


@pytest.fixture(autouse=True, scope="session")
def _key() -> None:
    crypt.use_key(KEY)


@pytest.fixture(autouse=True, scope="session")
def _statements_prepared_once() -> Iterator[None]:
    """Every engine of a run shares what SQLAlchemy has made of a statement: that costs more than the rest of a test."""
    connected: dict[str, Dialect] = {}
    prepared: dict[Any, Any] = {}

    def sharing(url: str | URL, **options: Any) -> Engine:
        engine = create_engine(url, **options)
        own, name = engine.dialect, engine.dialect.name
        engine.dialect = connected.get(name, own)  # one that knows its server
        event.listen(engine, "connect", lambda *_: connected.setdefault(name, own))
        engine._compiled_cache = prepared
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("models.db.create_engine", sharing)
        yield


@pytest.fixture
def zone() -> ZoneInfo:
    """The model community's time zone."""
    return ZONE


@pytest.fixture
def clock() -> MovableClock:
    """Monday 2 November 2026, 09:00 in the community, until moved."""
    return MovableClock(datetime(2026, 11, 2, 9, tzinfo=ZONE))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server(worker_id: str) -> Iterator[postgres.Server]:
    """The PostgreSQL server of this run; it starts when the first test asks for it."""
    with postgres.server(postgres.run_id(), worker_id) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database; a test that takes it, or a database, runs once on each."""
    assert isinstance(request.param, str)
    return request.param


@pytest.fixture
def db_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The SQLAlchemy URL of a fresh, migrated database."""
    if kind == "sqlite":
        path = tmp_path / "test.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.fresh() as url:
        yield url


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Like `db_url`, of a database without any table."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.fresh(migrated=False) as url:
        yield url


@pytest.fixture
async def db(db_url: str) -> AsyncIterator[Database]:
    """A fresh, migrated database, closed afterwards; a test that takes it runs once on each kind."""
    database = Database(db_url, durable=False)
    yield database
    await database.close()


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests never see the settings of the machine they run on, and its terminal speaks Chinese."""
    for name in [name for name in os.environ if name.upper().startswith("STAIRWELL_")]:
        monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
async def talk(db: Database, clock: MovableClock, zone: ZoneInfo) -> Talk:
    """A small community of two units, with a head on Telegram (王芳), one on SMS (李姨) and a coordinator (陈静).

    The workdays of 2027 are entered, so that nobody is asked for them in the midst of something else.
    """
    stage = Talk(db, clock, zone)
    await db.run(load_shipped_duties)
    await db.run(load_shipped_texts, clock.now())
    await db.run(lambda session: session.add(WorkdayOverride(day=date(2027, 1, 1), workday=False, name="元旦")))
    await stage.grid("HT", "汉唐街北社区", 1)
    await stage.grid("HT01", "第一服务站", 2, "HT")
    await stage.grid("HT0101", "长城苑网格", 3, "HT01")
    await stage.grid("B3", "长城苑3号楼", 4, "HT0101")
    await stage.grid("B3U1", "长城苑3号楼1单元", 5, "B3")
    await stage.grid("B3U2", "长城苑3号楼2单元", 5, "B3")
    await stage.person("王芳", TELEGRAM, "1001", "unit_head", "B3U1")
    await stage.person("李姨", SMS, "+8613900000001", "unit_head", "B3U2")
    await stage.person("陈静", TELEGRAM, "1009", "coordinator", "HT")
    return stage


@pytest.fixture
def office(db: Database, clock: MovableClock, zone: ZoneInfo) -> Post:
    """A post office that nobody uses yet."""
    return Post(db, clock, zone)
