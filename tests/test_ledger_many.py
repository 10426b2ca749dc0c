"""Ten thousand random histories of points, and a thousand random tamperings: what must hold always does.

On SQLite only: the rules are the same functions on both databases (tests/test_ledger.py runs them on both), and what
is asked here is the arithmetic.
"""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, text
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.anchors import publish_head
from models.awards import award_content, digest_of
from models.checkins import CheckIn, undo
from models.db import Database, write_queued
from models.ledger import Entry, Total, reverse
from models.migrate import migrate
from models.verify import verify
from tests.test_ledger import UNLOCK, add, entry, totals
from tests.year import ZONE, at, build, close, issue_months, report, task_of

HISTORIES, TAMPERINGS, SHARDS = 10_000, 1_000, 10
MONTHS = (3, 4)
ITEMS = ("lighting", "litter", "strangers", "e_bike")
HAND_RULES = ("bonus", "event.hours", "nomination.made", "practice.done")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The small community with two months' inspections, on a file of its own."""
    path: Path = tmp_path_factory.mktemp("ledger") / "many.db"
    migrate(f"sqlite:///{path}")
    db = Database(f"sqlite:///{path}", durable=False)
    db.run_now(build)
    db.run_now(issue_months, *MONTHS)
    yield db
    db.engine.dispose()


def play(session: Session, draw: random.Random) -> Counter[int]:
    """A random history: reports in time, late and with findings, some taken back, points by hand, reversals.

    What it must leave: {person: points}, counted apart from the ledger.
    """
    expected: Counter[int] = Counter()
    reported: dict[tuple[int, int], tuple[int, int]] = {}
    hand: dict[int, tuple[int, int]] = {}
    for number in range(draw.randint(0, 14)):
        act, unit = draw.choice(("report", "report", "undo", "hand", "reverse")), draw.randint(1, 6)
        if act == "report" and (slot := (unit, draw.choice(MONTHS))) not in reported:
            late, found = (
                draw.random() < 0.3,
                draw.sample(("lighting", "litter", "strangers", "e_bike"), draw.randint(0, 4)),
            )
            checkin = report(session, *slot, day=35 if late else 5, items=tuple(found))
            points = (6 if late else 10) + 2 * min(3, len(found))
            reported[slot], expected[unit] = (checkin, points), expected[unit] + points
        elif act == "undo" and reported:
            slot = draw.choice(sorted(reported))
            checkin, points = reported.pop(slot)
            when = session.get_one(CheckIn, checkin).at
            assert undo(session, checkin, slot[0], when) is not None
            expected[slot[0]] -= points
        elif act == "hand":
            raw = draw.randint(1, 8)
            points = add(session, f"hand:{number}", rule=draw.choice(HAND_RULES), raw=raw, person=unit)
            write_queued(session)
            seq = session.execute(sql(func.max(col(Entry.seq)))).scalar_one()
            hand[seq], expected[unit] = (unit, points), expected[unit] + points
        elif act == "reverse" and hand:
            seq = draw.choice(sorted(hand))
            unit, points = hand.pop(seq)
            assert reverse(session, entry(session, seq), now=at(9, 1), actor_id=2, reason="记错了") == -points
            expected[unit] -= points
    return expected


@pytest.mark.parametrize("shard", range(SHARDS))
def test_any_history_adds_up(stage: Database, shard: int) -> None:
    """Sum = balance, the chain is whole, what was reversed is gone; of each fifth the award list comes alike again."""
    for seed in range(shard, HISTORIES, SHARDS):
        with Session(stage.engine) as session:
            expected = play(session, random.Random(seed))
            kept = {person: points for (_, person), points in totals(session).items() if points}
            assert kept == {person: points for person, points in expected.items() if points}, seed
            assert verify(session) == [], seed
            if seed // SHARDS % 5 == 0:
                close(session)
                content = award_content(session, 2026, ZONE)
                session.expunge_all()
                assert digest_of(award_content(session, 2026, ZONE)) == digest_of(content), seed
            session.rollback()


Change = tuple[str, str]
COLUMNS = {
    "entry": ("at", "year", "person_id", "grid_id", "rule", "rule_version", "raw", "points", "source", "actor_id",
              "reason", "hash"),
    "total": ("points", "entries", "person_id", "grid_id", "year"),
    "ledger_head": ("seq", "hash"),
}  # fmt: skip


def tamper(session: Session, draw: random.Random) -> str:
    """Change one thing at random, as somebody could who has the database but not the key; what it was."""
    _run(session, "PRAGMA defer_foreign_keys = ON")  # they are no obstacle to whoever opens the file by hand
    last = session.execute(sql(func.max(col(Entry.seq)))).scalar_one()
    how = draw.choice(("value", "value", "value", "remove", "cut", "cut fitted", "swap", "copy"))
    seq = draw.randint(1, last)
    if how == "value":
        return _change_a_value(session, draw)
    if how == "remove":
        _run(session, f"DELETE FROM entry WHERE seq = {seq}")
    elif how in ("cut", "cut fitted"):
        _run(session, f"DELETE FROM entry WHERE seq >= {seq}")
        if how == "cut fitted":
            _fit(session)
    elif how == "swap":
        other = seq % last + 1
        for before, after in ((seq, 1_000_000), (other, seq), (1_000_000, other)):
            _run(session, f"UPDATE entry SET seq = {after} WHERE seq = {before}")
    else:
        columns = "at, year, person_id, grid_id, rule, rule_version, raw, points"
        _run(session, f"INSERT INTO entry (seq, {columns}, source, hash) SELECT {last + 1}, {columns}, 'copy', hash "
                      f"FROM entry WHERE seq = {seq}")  # fmt: skip
        if draw.random() < 0.5:
            _fit(session)
    return f"{how} {seq} of {last}"


def _change_a_value(session: Session, draw: random.Random) -> str:
    table = draw.choice(sorted(COLUMNS))
    column = draw.choice(COLUMNS[table])
    rows = session.execute(text(f"SELECT rowid, {column} FROM {table} ORDER BY rowid")).all()
    rowid, value = draw.choice(rows)
    if isinstance(value, int):
        # Another person and another unit that exist; everything else by some units up or down.
        new: Any = value % 6 + 1 if column == "person_id" else value + draw.choice((-7, -1, 1, 13))
        if column == "grid_id":
            new = session.execute(text(f"SELECT id FROM grid WHERE id <> {value} ORDER BY id LIMIT 1")).scalar_one()
    elif column == "at":
        new = "2026-02-03 04:05:06.000000"
    else:
        new = f"{value or ''}x"[-64:] if column != "hash" else "0" * 64
    session.execute(text(f"UPDATE {table} SET {column} = :new WHERE rowid = {rowid}"), {"new": new})
    return f"{table}.{column} of row {rowid}: {value!r} to {new!r}"


def _fit(session: Session) -> None:
    """Fit head and totals to what is left, as a careful forger would."""
    _run(session, "UPDATE ledger_head SET seq = coalesce((SELECT max(seq) FROM entry), 0)")
    _run(session, "UPDATE ledger_head SET hash = coalesce((SELECT hash FROM entry WHERE seq = ledger_head.seq), hash)")
    _run(session, "DELETE FROM total")
    _run(session, "INSERT INTO total (year, grid_id, person_id, points, entries) SELECT year, grid_id, person_id, "
                  "sum(points), count(*) FROM entry GROUP BY year, grid_id, person_id")  # fmt: skip


def _run(session: Session, statement: str) -> None:
    session.execute(text(statement))


@pytest.mark.parametrize("shard", range(SHARDS))
def test_any_tampering_is_found(stage: Database, shard: int) -> None:
    """After a history whose head was published, whatever one thing is changed, `verify` finds it."""
    for seed in range(shard, TAMPERINGS, SHARDS):
        draw = random.Random(seed)
        with Session(stage.engine) as session:
            while not session.execute(sql(func.count()).select_from(Total)).scalar_one():
                play(session, draw)
                write_queued(session)
                if session.execute(sql(func.count()).select_from(Entry)).scalar_one() < 3:
                    session.rollback()
            publish_head(session, "close:test", at(12, 31))
            assert verify(session) == []
            for statement in UNLOCK["sqlite"]:
                _run(session, statement)
            what = tamper(session, draw)
            session.expire_all()
            assert verify(session) != [], f"seed {seed}: {what}"
            session.rollback()


def test_a_cut_that_everything_was_fitted_to_is_found_by_the_published_head(stage: Database) -> None:
    """Points by hand cut off the end, head and totals fitted, leave a chain that holds; the published head tells."""
    with Session(stage.engine) as session:
        add(session, "hand:1", rule="bonus", raw=5)
        add(session, "hand:2", rule="bonus", raw=8)
        publish_head(session, "close:test", at(12, 31))
        for statement in (*UNLOCK["sqlite"], "DELETE FROM entry WHERE seq = 2"):
            _run(session, statement)
        _fit(session)
        assert [(fault.kind, fault.at) for fault in verify(session)] == [("anchor", 2)]
        session.rollback()
    assert stage.run_now(task_of, 1, 3).state == "open"
