"""The ledger: what it books, that it books once, that a reversal leaves no trace, that tampering is found."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select as sql
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from models import ledger
from models.checkins import undo
from models.db import Database, write_queued
from models.ledger import AlreadyReversed, Entry, LedgerHead, Total, book, reverse
from models.verify import Fault, verify
from tests.year import ZONE, at, build, grid_id, issue_months, report

RULES = {"inspection.on_time": 10, "inspection.late": 6, "finding.reported": 2}


MARCH = at(3, 1)


def add(
    session: Session, source: str, *, rule: str = "inspection.on_time", raw: int = 1, person: int = 1,
    now: datetime = MARCH,
) -> int:  # fmt: skip
    """Book for the head of a unit."""
    grid = grid_id(session, f"U{person}")
    return book(session, rule, raw, person_id=person, grid_id=grid, source=source, now=now, zone=ZONE, actor_id=person)


def entry(session: Session, seq: int) -> Entry:
    """An entry by its number."""
    write_queued(session)
    return session.get_one(Entry, seq)


def totals(session: Session) -> dict[tuple[int, int], int]:
    """{(year, person): points}."""
    write_queued(session)
    rows = session.execute(sql(col(Total.year), col(Total.person_id), col(Total.points)))
    return {(year, person): points for year, person, points in rows}


@pytest.fixture
def stage(db: Database) -> Database:
    """The small community."""
    db.run_now(build)
    return db


def test_books_raw_times_rule(stage: Database) -> None:
    """An entry says raw × rule = points; a rule's cap limits raw."""

    def rule(session: Session) -> list[tuple[int, int]]:
        assert add(session, "a") == 10
        assert add(session, "a", rule="finding.reported", raw=2) == 4
        assert add(session, "b", rule="finding.reported", raw=8) == 6
        return [(line.raw, line.points) for line in (entry(session, seq) for seq in (1, 2, 3))]

    assert stage.run_now(rule) == [(1, 10), (2, 4), (3, 6)]
    assert stage.run_now(verify) == []


def test_year_is_local(stage: Database) -> None:
    """Half past midnight on 1 January in the community is the new year, whatever UTC says."""

    def rule(session: Session) -> dict[tuple[int, int], int]:
        add(session, "old", now=datetime(2026, 12, 31, 15, 59, tzinfo=UTC))
        add(session, "new", now=datetime(2026, 12, 31, 16, 30, tzinfo=UTC))
        return totals(session)

    assert stage.run_now(rule) == {(2026, 1): 10, (2027, 1): 10}


def test_any_zone_hashes_alike(stage: Database) -> None:
    """An entry booked at a moment given in another zone can be verified from what is stored."""
    stage.run_now(add, "a", now=MARCH)
    assert stage.run_now(verify) == []
    assert stage.run_now(entry, 1).at == MARCH


def test_never_twice(stage: Database) -> None:
    """The same rule, source and person twice is refused, in one transaction or in two, and nothing of it stays."""
    stage.run_now(add, "a")
    with pytest.raises(IntegrityError):
        stage.run_now(add, "a")

    def twice(session: Session) -> None:
        add(session, "b")
        add(session, "b")

    with pytest.raises(IntegrityError):
        stage.run_now(twice)
    assert stage.run_now(totals) == {(2026, 1): 10}
    assert stage.run_now(verify) == []


def test_reversal(stage: Database) -> None:
    """A reversal names its entry, empties the total in the original's year, and is possible once."""

    def rule(session: Session) -> None:
        add(session, "a")
        assert reverse(session, entry(session, 1), now=at(2, 1, year=2027), actor_id=2, reason="记错了") == -10
        assert totals(session) == {(2026, 1): 0}
        for seq in (1, 2):
            with pytest.raises(AlreadyReversed):
                reverse(session, entry(session, seq), now=at(2, 1, year=2027), actor_id=2, reason="再来")

    stage.run_now(rule)
    line = stage.run_now(entry, 2)
    assert (line.reverses, line.points, line.year, line.reason, line.actor_id) == (1, -10, 2026, "记错了", 2)
    assert stage.run_now(verify) == []


async def test_two_who_reverse_at_once(stage: Database) -> None:
    """Of several who reverse the same entry at the same moment one does, the others hear that it was done."""
    stage.run_now(add, "a")

    def rule(session: Session) -> int:
        return reverse(session, session.get_one(Entry, 1), now=at(4, 1), actor_id=2, reason="x")

    done = await asyncio.gather(*(stage.run(rule) for _ in range(6)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["AlreadyReversed"] * 5 + ["int"]
    assert stage.run_now(verify) == []


async def test_many_at_once_make_one_chain(stage: Database) -> None:
    """Transactions that book at the same moment queue up at the chain's end: no gap, no fork, no lost point."""
    await asyncio.gather(*(stage.run(add, f"s{n}", person=n % 6 + 1) for n in range(30)))
    assert stage.run_now(verify) == []
    assert stage.run_now(totals) == {(2026, person): 50 for person in range(1, 7)}


def test_a_refused_act_leaves_no_gap(stage: Database) -> None:
    """What a handler had booked before it refused is dropped with its place in the chain."""

    def rule(session: Session) -> None:
        add(session, "a")
        write_queued(session)
        with session.begin_nested() as savepoint:
            add(session, "refused")
            session.info.pop("later")
            session.info.pop("at_end")
            savepoint.rollback()
        add(session, "b")

    stage.run_now(rule)
    assert stage.run_now(verify) == []
    assert stage.run_now(totals) == {(2026, 1): 20}
    assert stage.run_now(entry, 2).source == "b"


def test_undo_leaves_no_trace(stage: Database) -> None:
    """A check-in that is taken back takes its points and its findings' points back."""

    def rule(session: Session) -> None:
        issue_months(session, 3)
        checkin = report(session, 1, 3, items=("lighting", "litter"))
        assert totals(session) == {(2026, 1): 14}
        undo(session, checkin, 1, at(3, 5))

    stage.run_now(rule)
    assert stage.run_now(totals) == {(2026, 1): 0}
    assert stage.run_now(verify) == []


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("book"), st.integers(1, 6), st.sampled_from(sorted(RULES)), st.integers(1, 9)),
        st.tuples(st.just("reverse"), st.integers(0, 40)),
        st.tuples(st.just("refuse"), st.integers(1, 6)),
        st.tuples(st.just("write")),
    ),
    max_size=40,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_any_history(stage: Database, acts: list[tuple[Any, ...]]) -> None:
    """After any history of bookings, reversals and refusals the totals are those of what was not reversed."""
    with Session(stage.engine) as session:
        kept = play(session, acts)
        expected: dict[tuple[int, int], int] = {}
        for person, points in kept.values():
            expected[2026, person] = expected.get((2026, person), 0) + points
        assert {slot: points for slot, points in totals(session).items() if points} == expected
        assert verify(session) == []
        session.rollback()


def play(session: Session, acts: list[tuple[Any, ...]]) -> dict[int, tuple[int, int]]:
    """Do the acts; {entry: (person, points)} of what was booked and not reversed."""
    kept: dict[int, tuple[int, int]] = {}
    seq = 0
    for number, act in enumerate(acts):
        if act[0] == "write":
            write_queued(session)
        elif act[0] == "book":
            seq += 1
            points = add(session, f"s{number}", person=act[1], rule=act[2], raw=act[3])
            assert points == RULES[act[2]] * (min(act[3], 3) if act[2] == "finding.reported" else act[3])
            kept[seq] = (act[1], points)
        elif act[0] == "refuse":
            write_queued(session)
            with session.begin_nested() as savepoint:
                add(session, "refused", person=act[1])
                session.info.pop("later")
                session.info.pop("at_end")
                savepoint.rollback()
        elif 0 < act[1] <= seq:
            if act[1] in kept:
                reverse(session, entry(session, act[1]), now=at(5, 1), actor_id=2, reason="x")
                del kept[act[1]]
                seq += 1
            else:
                with pytest.raises(AlreadyReversed):
                    reverse(session, entry(session, act[1]), now=at(5, 1), actor_id=2, reason="x")
    return kept


UNLOCK = {
    "sqlite": ("DROP TRIGGER entry_no_update", "DROP TRIGGER entry_no_delete"),
    "postgresql": ("DROP TRIGGER entry_no_change ON entry",),
}
HEAD_OF = "UPDATE ledger_head SET seq = {0}, hash = (SELECT hash FROM entry WHERE seq = {0})"
TAMPERINGS = {
    "points raised": ("UPDATE entry SET points = 500 WHERE seq = 2",),
    "points raised, total fitted": (
        "UPDATE entry SET points = 500 WHERE seq = 2", "UPDATE total SET points = 500 WHERE person_id = 2",
    ),
    "reason rewritten": ("UPDATE entry SET reason = 'y' WHERE seq = 5",),
    "another person": ("UPDATE entry SET person_id = 3 WHERE seq = 2",),
    "time moved": ("UPDATE entry SET at = '2026-01-01 00:00:00' WHERE seq = 3",),
    "one removed": ("DELETE FROM entry WHERE seq = 2",),
    "first removed": ("DELETE FROM entry WHERE seq = 1",),
    "last removed": ("DELETE FROM entry WHERE seq = 8",),
    "last removed, head fitted": ("DELETE FROM entry WHERE seq = 8", HEAD_OF.format(7)),
    "finding removed, head and total fitted": (
        "DELETE FROM entry WHERE seq = 8", HEAD_OF.format(7),
        "UPDATE total SET points = 10, entries = 1 WHERE person_id = 6",
    ),
    "last three removed, head and totals fitted": (
        "DELETE FROM entry WHERE seq >= 6", HEAD_OF.format(5), "DELETE FROM total WHERE person_id >= 5",
    ),
    "reversal removed, with all that came after it": (
        "DELETE FROM entry WHERE seq >= 5", HEAD_OF.format(4), "DELETE FROM total WHERE person_id >= 5",
        "UPDATE total SET points = 10, entries = 1 WHERE person_id = 4", "DELETE FROM finding",
        "DELETE FROM case_file", "DELETE FROM checkin WHERE person_id >= 5",
    ),
    "total raised": ("UPDATE total SET points = points + 1 WHERE person_id = 1",),
    "total removed": ("DELETE FROM total WHERE person_id = 1",),
    "head set back": (HEAD_OF.format(3),),
    "head removed": ("DELETE FROM ledger_head",),
    "check-in invented": (
        "INSERT INTO checkin (id, task_id, person_id, state, channel, at, done_on, late) "
        "SELECT id - 1, task_id, person_id, state, channel, at, done_on, late FROM checkin WHERE person_id = 1",
    ),
    "entry invented": (
        "INSERT INTO entry SELECT 9, at, year, person_id, grid_id, rule, rule_version, raw, points, 'invented', "
        "actor_id, NULL, reason, hash FROM entry WHERE seq = 7",
    ),
}  # fmt: skip
FOUND = {
    "points raised, total fitted": [("hash", 2)],
    "reason rewritten": [("hash", 5)],
    "one removed": [("gap", 3)],
    "last removed, head fitted": [("total", 6)],
    "total raised": [("total", 1)],
    "head set back": [("head", 8)],
}
"""What exactly is found of some of them; a list that is contained in what is found."""


@pytest.mark.parametrize("how", TAMPERINGS)
def test_tampering_is_found(stage: Database, how: str) -> None:
    """Whatever is changed in the ledger, its totals or its head, with or without the rest fitted to it, shows."""

    def history(session: Session) -> None:
        issue_months(session, 3)
        for unit in (1, 2, 3):
            report(session, unit, 3)
        undo(session, report(session, 4, 3), 4, at(3, 5))
        report(session, 5, 3)
        report(session, 6, 3, items=("lighting",))

    stage.run_now(history)
    assert stage.run_now(verify) == []
    with stage.engine.begin() as connection:
        for statement in (*UNLOCK[stage.engine.dialect.name], *TAMPERINGS[how]):
            connection.exec_driver_sql(statement)
    found = [(fault.kind, fault.at) for fault in stage.run_now(verify)]
    assert found
    assert set(FOUND.get(how, [])) <= set(found)


@pytest.mark.parametrize("wrong", [{"points": -5}, {"raw": 0}, {"year": 2027}, {"person_id": 2}])
def test_a_reversal_that_is_no_opposite_is_found(stage: Database, wrong: dict[str, int]) -> None:
    """A reversal that takes back something else than its entry shows, though it stands in the chain like any other."""

    def rule(session: Session) -> None:
        add(session, "a")
        add(session, "b", person=2)
        first = entry(session, 1)
        row = {name: getattr(first, name) for name in Entry.model_fields if name not in ("seq", "hash")}
        ledger._append(session, row | {"source": "reversal:1", "reverses": 1, "points": -10, "raw": -1} | wrong)

    stage.run_now(rule)
    assert stage.run_now(verify) == [Fault("reversal", 3)]


def test_head_follows_the_last_entry(stage: Database) -> None:
    """After each commit the head names the last entry and its hash."""
    stage.run_now(add, "a")
    stage.run_now(add, "b")
    head = stage.run_now(lambda session: session.get_one(LedgerHead, 1))
    assert (head.seq, head.hash) == (2, stage.run_now(entry, 2).hash)
