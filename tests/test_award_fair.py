"""The arithmetic of the awards: fair, deterministic, and the same list from the same records anywhere."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import MetaData, create_engine, insert
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models import award_parts
from models.award_parts import FULL, Records
from models.award_rating import quota_of, weighted
from models.award_rules import PARTS as NAMED
from models.award_rules import award_rules
from models.awards import award_content, canonical, make_award_list
from models.db import Database, write_queued
from models.duties import Duty, issue
from models.events import CLOSED, VOLUNTEERING, Event
from models.grid import Grid
from models.ledger import Entry, book, reverse
from models.migrate import migrate
from models.people import Person
from models.posts import UNIT_HEAD, VOLUNTEER, Post
from models.verify import verify_awards
from tests.test_ledger_many import play
from tests.year import ZONE, at, build, close, grid_id, issue_months, report

JANUARY = at(1, 12, year=2027)
shares = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: [min(pair), max(pair)])
PARTS = st.dictionaries(st.sampled_from(["inspections", "work", "review", "appraisal"]), shares)
WEIGHTS = {"inspections": 50, "work": 20, "review": 20, "appraisal": 10}


@given(PARTS, st.integers(1, 40))
def test_a_score_does_not_know_how_much_there_was_to_do(parts: dict[str, list[int]], times: int) -> None:
    """So many times the same work, kept as well, scores the same; between nothing and all of it."""
    more = {part: [got * times, of * times] for part, (got, of) in parts.items()}
    assert weighted(parts, WEIGHTS) == weighted(more, WEIGHTS)
    assert 0 <= weighted(parts, WEIGHTS) <= FULL


@given(PARTS)
def test_what_there_are_no_records_of_falls_out(parts: dict[str, list[int]]) -> None:
    """A part without records is as if it did not count; kept in full, whatever there is, is a full score."""
    there = {part: share for part, share in parts.items() if share[1]}
    assert weighted(parts, WEIGHTS) == weighted(there, {part: WEIGHTS[part] for part in there})
    full = {part: [of, of] for part, (_, of) in there.items()}
    assert weighted(full, WEIGHTS) == (FULL if full else 0)


@given(PARTS, st.sampled_from(sorted(WEIGHTS)))
def test_doing_more_never_lowers_a_score(parts: dict[str, list[int]], part: str) -> None:
    """One more of what was asked, kept, scores at least as much."""
    got, of = parts.get(part, [0, 0])
    if got < of:
        assert weighted(parts | {part: [got + 1, of]}, WEIGHTS) >= weighted(parts, WEIGHTS)


@given(st.integers(0, 2000), st.integers(0, 100), st.integers(0, 20), st.integers(0, 50))
def test_a_quota_keeps_its_bounds(rated: int, percent: int, least: int, above: int) -> None:
    """At least and at most so many; without an upper bound the percentage alone decides."""
    bounded = quota_of({"percent": percent, "at_least": least, "at_most": least + above}, rated)
    assert least <= bounded <= max(least, least + above) or not least + above
    assert quota_of({"percent": percent, "at_least": least, "at_most": 0}, rated) == max(least, rated * percent // 100)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The small community with two months' inspections, on a file of its own."""
    path: Path = tmp_path_factory.mktemp("awards") / "fair.db"
    migrate(f"sqlite:///{path}")
    db = Database(f"sqlite:///{path}", durable=False)
    db.run_now(build)
    db.run_now(issue_months, 3, 4, 5)
    yield db
    db.engine.dispose()


def rolled_back(stage: Database) -> Session:
    """A session whose changes are not kept."""
    return Session(stage.engine)


def lines(session: Session, key: str) -> dict[str, dict[str, Any]]:
    """{grid code: line} of one award."""
    content = award_content(session, 2026, ZONE)
    return {one["grid"]: one for award in content["awards"] if award["key"] == key for one in award["ranking"]}


def test_any_history_gives_the_same_list_in_another_database(stage: Database, tmp_path: Path) -> None:
    """Dumped and loaded elsewhere, the rows give the same bytes; an entry that was reversed leaves no trace in it."""
    for seed in range(12):
        url = f"sqlite:///{tmp_path / f'{seed}.db'}"
        migrate(url)
        with rolled_back(stage) as session:
            play(session, random.Random(seed))
            close(session)
            before = canonical(award_content(session, 2026, ZONE))
            book(session, "event.hours", 4, person_id=3, grid_id=grid_id(session, "U3"), source="event:1", now=at(6, 1),
                 zone=ZONE, actor_id=None)  # fmt: skip
            write_queued(session)
            last = session.execute(sql(Entry).order_by(col(Entry.seq).desc()).limit(1)).scalar_one()
            reverse(session, last, now=at(6, 2), actor_id=1, reason="记错")
            write_queued(session)
            assert canonical(award_content(session, 2026, ZONE)) == before, seed
            copy_rows(session, url)
            session.rollback()
        other = Database(url, durable=False)
        assert canonical(other.run_now(award_content, 2026, ZONE)) == before, seed
        other.engine.dispose()


def copy_rows(session: Session, url: str) -> None:
    """All rows, in no order of ours, into another database."""
    tables = MetaData()
    tables.reflect(session.connection())
    target = create_engine(url)
    with target.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in tables.sorted_tables:
            rows = [dict(row) for row in session.execute(sql(table)).mappings()]
            random.Random(1).shuffle(rows)
            if table.name == "alembic_version" or not rows:
                continue
            connection.execute(table.delete())
            connection.execute(insert(table), rows)
    target.dispose()


def test_more_stairwells_of_the_same_kind_change_nothing(stage: Database) -> None:
    """A grid twice as large, kept alike, has the same score; so has its neighbour."""
    with rolled_back(stage) as session:
        for unit, months in ((1, (3, 4, 5)), (2, (3,)), (4, (3, 4))):
            for month in months:
                report(session, unit, month)
        above = session.execute(sql(Grid).where(col(Grid.code) == "B1")).scalar_one()
        kept: dict[int, tuple[int, ...]] = {1: (3, 4, 5), 2: (3,), 3: ()}
        close(session)
        before = {code: one["score"] for code, one in lines(session, "quality_grid").items()}
        for unit in kept:
            twin = 100 + unit
            session.add(
                Grid(code=f"U{twin}", name=f"{twin}", level=5, parent_id=above.id, path=f"{above.path}U{twin}/")
            )
            session.add(Person(id=twin, name=f"{twin}", created_at=at(1, 1)))
            session.flush()
            session.add(Post(grid_id=grid_id(session, f"U{twin}"), person_id=twin, role=UNIT_HEAD,
                             from_on=date(2026, 1, 1), created_at=at(1, 1)))  # fmt: skip
        session.flush()
        issue_months(session, 3, 4, 5)
        for unit, done in kept.items():
            for month in done:
                report(session, 100 + unit, month)
        close(session)
        assert {code: one["score"] for code, one in lines(session, "quality_grid").items()} == before
        session.rollback()


def test_other_duties_reviews_and_appraisals_count_by_their_weights(stage: Database) -> None:
    """50·inspections + 20·work + 20·review + 10·appraisal, of what there is; months below three are not rated."""
    with rolled_back(stage) as session:
        for month in (3, 4, 5):
            report(session, 1, month)
        duty = session.get_one(Duty, "volunteer_event")
        issue(session, duty, at(4, 1, 9), at(4, 1, 9), ZONE)
        close(session)
        unit = grid_id(session, "U1")
        short = session.execute(sql(Post).where(col(Post.person_id) == 2)).scalar_one()
        short.to_on = date(2026, 3, 1)
        session.flush()
        assert lines(session, "steward")["U1"]["score"] == (50 * FULL + 20 * 0) // 70
        assert "U2" not in lines(session, "steward") and lines(session, "steward")["U3"]["months"] == 12
        with patch.object(award_parts, "review_scores", lambda *_: {(unit, 1): (180, 2)}), \
             patch.object(award_parts, "appraisal_scores", lambda *_: {(unit, 1): 8000}):  # fmt: skip
            assert lines(session, "steward")["U1"]["score"] == (50 * FULL + 20 * 9000 + 10 * 8000) // 100
        session.rollback()


def event(session: Session, number: int, starts: datetime, organiser: int) -> None:
    """A volunteer event of two hours that was closed."""
    session.add(Event(
        id=number, kind=VOLUNTEERING, title="清雪", starts_at=starts, ends_at=starts + timedelta(hours=2), path="/C/",
        grid_id=grid_id(session, "C"), organiser_id=organiser, state=CLOSED, created_at=starts, closed_at=starts,
    ))  # fmt: skip
    session.flush()


def test_pioneers_by_hours_and_events(stage: Database) -> None:
    """Hours in the ledger count unless taken back; who began in July can reach the same; one event is too few."""
    with rolled_back(stage) as session:
        for number, name, begun in (
            (50, "早", date(2026, 1, 1)),
            (51, "晚", date(2026, 7, 1)),
            (52, "一", date(2026, 1, 1)),
        ):
            session.add(Person(id=number, name=name, created_at=at(1, 1)))
            session.flush()
            session.add(Post(grid_id=grid_id(session, "G1"), person_id=number, role=VOLUNTEER, from_on=begun,
                             created_at=at(1, 1)))  # fmt: skip
        for number in range(1, 5):
            event(session, number, at(8, number), 1)
        came = {50: (1, 2, 3, 4), 51: (3, 4), 52: (1,)}
        for person, numbers in came.items():
            for number in numbers:
                book(session, "event.hours", 4, person_id=person, grid_id=grid_id(session, "G1"),
                     source=f"event:{number}", now=at(8, number, 20), zone=ZONE, actor_id=1)  # fmt: skip
        write_queued(session)
        ranking = {one["id"]: one for award in award_content(session, 2026, ZONE)["awards"] if award["key"] == "pioneer"
                   for one in award["ranking"]}  # fmt: skip
        assert ranking.keys() == {50, 51} and ranking[50]["score"] == ranking[51]["score"]
        assert (ranking[50]["parts"], ranking[51]["parts"]) == (
            {"hours": [16, 80], "events": [4, 12]}, {"hours": [8, 40], "events": [2, 6]})  # fmt: skip
        assert [ranking[one]["won"] for one in (50, 51)] == [True, False]
        last = session.execute(sql(Entry).where(col(Entry.person_id) == 51)).scalars().first()
        assert last is not None
        reverse(session, last, now=at(9, 1), actor_id=1, reason="记错")
        write_queued(session)
        records = Records(session, 2026, ZONE, award_rules())
        assert records.service[51] == (4, 1)
        session.rollback()


def test_every_part_of_the_rules_is_counted() -> None:
    """What the rules may name and what can be counted are the same."""
    assert set(NAMED) == set(award_parts.PARTS)


def test_the_close_of_the_year_is_what_counts(db: Database, zone: ZoneInfo) -> None:
    """With the ledger as of an entry, what is corrected after it changes nothing."""

    def rule(session: Session) -> tuple[bytes, bytes, bytes]:
        build(session)
        issue_months(session, 3, 4, 5)
        for month in (3, 4, 5):
            report(session, 1, month)
        close(session)
        before = canonical(award_content(session, 2026, zone))
        reverse(session, session.get_one(Entry, 1), now=JANUARY, actor_id=2, reason="没有去")
        write_queued(session)
        return before, canonical(award_content(session, 2026, zone, 3)), canonical(award_content(session, 2026, zone))

    before, as_of, now = db.run_now(rule)
    assert before == as_of != now
    db.run_now(make_award_list, 2026, JANUARY, zone)
    assert db.run_now(lambda session: list(verify_awards(session, zone))) == []
