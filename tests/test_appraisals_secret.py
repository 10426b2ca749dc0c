"""The ballot is secret: nothing that is kept, even decrypted with the key, depends on who of a group chose what."""

import json
import logging
import os
import re
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, select
from structlog.testing import capture_logs

from bot.backup import backup
from bot.settings import Settings
from models import ballots
from models.ballots import Ballot
from models.clock import MovableClock
from models.db import Database
from models.inbox import NEW, store
from models.people import SMS, TELEGRAM
from models.tables import TABLES
from tests import postgres
from tests.appraising import OPENS, closed, opened, residents, stage, sweep
from tests.conftest import KEY
from tests.talk import Talk

BEST, POOR = "满意", "不满意"
ALIKE = re.compile(r"\b[0-9a-f]{32}\b|\d{12,}|#\d+")
RANDOM = ("id", "token", "provider_id", "prompt_id", "subject_id", "edits")
"""Columns that are random or numbered by time; what they point to is compared by itself."""


@pytest.fixture
def two_urls(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[str]]:
    """Two fresh databases of one kind."""
    if kind == "sqlite":
        for name in ("one", "two"):
            shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / f"{name}.db")
        yield [f"sqlite:///{tmp_path / name}.db" for name in ("one", "two")]
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with ExitStack() as stack:
        yield [stack.enter_context(server.fresh()) for _ in range(2)]


def dump(session: Session) -> dict[str, Counter[str]]:
    """Every row of every table, decrypted, without what is random; ballots are opened."""
    found: dict[str, Counter[str]] = {}
    for name, table in TABLES.tables.items():
        rows = [dict(row) for row in session.execute(table.select()).mappings()]
        for row in rows:
            if name == Ballot.__tablename__:
                cipher = ballots._cipher(row["appraisal_id"])
                row["sealed"] = ballots._unpacked(ballots._opened(cipher, row["sealed"]))
            for column in RANDOM:
                row.pop(column, None)
        found[name] = Counter(ALIKE.sub("#", json.dumps(row, ensure_ascii=False, default=str)) for row in rows)
    return found


async def vote_on_every_way(talk: Talk, first: str, second: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One chooses `first`, the other `second`, by SMS and by button, with all the mistakes people and machines make."""
    [sms, rich, broken, hooked, lost, *more] = await residents(talk, 8, sms=1)
    await opened(talk)
    digits, buttons = {BEST: "1", POOR: "4"}, {BEST: "😊", POOR: "🙁"}
    await talk.says(sms, f"我觉得{first}呢")
    await talk.says(sms, digits[first])
    await talk.says(sms, digits[first])
    await talk.says(sms, first)
    await talk.says(sms, f"就是{first}嘛")
    await talk.presses(rich, buttons[second])
    await talk.says(rich, second)
    await talk.says(rich, f"我选了{second}")
    await talk.says(rich, f"测评 {second}")
    with monkeypatch.context() as breaking:
        breaking.setattr(ballots, "cast", lambda *given: 1 / 0)
        await talk.presses(broken, buttons[first])
        await talk.says(broken, first)
        payloads = [("9001", _press(talk, hooked, second)), ("9002", _words(talk, lost, "poison", second))]
        await talk.db.run(store, TELEGRAM, payloads, talk.clock.now(), NEW)
        await talk.dispatch.take_waiting(TELEGRAM, talk.channels[TELEGRAM].parse, talk.clock.now())
    for one in (broken, hooked, lost, *more):
        await talk.presses(one, buttons[BEST])


def _press(talk: Talk, name: str, choice: str) -> str:
    data = next(data for label, data in talk.buttons(name) if label.endswith(choice))
    token, _, place = data.partition(".")
    return json.dumps({"update_id": 9001, "sender": talk.addresses[name][1], "press": [token, int(place)]})


def _words(talk: Talk, name: str, said: str, note: str) -> str:
    """A payload that cannot be read, with a choice somewhere in it."""
    return json.dumps({"update_id": 9002, "sender": talk.addresses[name][1], "text": said, "note": note})


async def test_nothing_that_is_kept_depends_on_who_chose_what(
    two_urls: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Two worlds in which two neighbours chose the other's answer are alike in every table, before and after the end.

    Messages, replies, the inbox with its dead letters, the loop guard, questions, audit: all decrypted.
    """
    worlds: list[Any] = []
    caplog.set_level(logging.DEBUG)
    for url, (first, second) in zip(two_urls, ((BEST, POOR), (POOR, BEST)), strict=True):
        db = Database(url)
        talk = await stage(db, MovableClock(OPENS.replace(day=1)))
        with capture_logs() as logs:
            await vote_on_every_way(talk, first, second, monkeypatch)
            await sweep(talk)
        during = await db.run(dump)
        await closed(talk)
        worlds.append((during, await db.run(dump), [ALIKE.sub("#", str(one)) for one in logs]))
        await db.close()
    one, other = worlds
    assert one[0]["ballot"] == {'{"appraisal_id": 1, "sealed": [1, "resident", "best"]}': 7} | {
        '{"appraisal_id": 1, "sealed": [1, "resident", "poor"]}': 1
    }
    for moment in (0, 1):
        for table in TABLES.tables:
            assert one[moment][table] == other[moment][table], table
    assert one[2] == other[2] and not any(BEST in line for line in one[2])
    assert BEST not in caplog.text
    assert sum(one[1]["ballot"].values()) == 0 and any("dead" in row for row in one[0]["inbox"])


async def test_a_ballot_has_no_order_and_no_two_are_alike(talk: Talk) -> None:
    """Numbers are random, like votes are unlike, and after mixing no row shares its transaction with its voter's."""
    names = await residents(talk, 6)
    await opened(talk)
    for name in names:
        await talk.presses(name, "😊")

    def seen(session: Session) -> tuple[list[int], set[bytes], list[Any]]:
        found = session.exec(select(Ballot)).all()
        xmin: list[Any] = []
        if session.get_bind().dialect.name == "postgresql":
            xmin = [set(session.execute(text(f"SELECT xmin::text FROM {t}")).scalars()) for t in ("ballot", "voting")]
        return [one.id for one in found], {bytes(one.sealed) for one in found}, xmin

    before, sealed, _ = await talk.db.run(seen)
    await sweep(talk)
    after, anew, xmin = await talk.db.run(seen)
    assert len(sealed | anew) == 12 and len({len(one) for one in sealed | anew}) == 1
    assert not set(before) & set(after)
    if xmin:
        assert len(xmin[0]) == 1 and not xmin[0] & xmin[1]
    await sweep(talk)
    assert (await talk.db.run(seen))[1] == anew
    if talk.db.sqlite:
        await closed(talk)
        path = Path(talk.db.engine.url.database or "")
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        kept = path.read_bytes()
        assert not any(one in kept for one in anew)


def _backed_up(url: str, path: Path) -> bytes:
    """What a backup holds; PostgreSQL's is compressed."""
    backup(Settings.model_validate({"database_url": url, "key": KEY}), path)
    if url.startswith("sqlite"):
        return path.read_bytes()
    return subprocess.run([postgres.BIN / "pg_restore", "--file=-", path], check=True, capture_output=True).stdout


async def test_the_backup_has_neither_words_nor_key(
    db_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """A backup made while votes come in names no choice, and has no key with which to open a ballot."""
    db = Database(db_url)
    talk = await stage(db, MovableClock(OPENS.replace(day=1)))
    [name, *_] = await residents(talk, 5, sms=5)
    await opened(talk)
    await talk.says(name, "我很不满意")
    await talk.says(name, POOR)
    await db.close()
    monkeypatch.setenv("PATH", str(postgres.BIN), prepend=os.pathsep)
    kept = _backed_up(db_url, tmp_path / "backup.file")
    for word in (POOR, '"poor"', "'poor'", KEY):
        assert word.encode() not in kept
    assert SMS.encode() in kept
