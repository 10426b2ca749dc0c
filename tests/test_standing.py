"""Standing: balances, lines, rankings by unit, building and grid, and that roll-ups add up."""

import random
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import Session, col

from models.db import Database, write_queued
from models.grid import BUILDING, COMMUNITY, GRID, STATION, UNIT, Grid
from models.ledger import Entry, book, reverse
from models.standing import Place, balance, booked_between, newest_lines, ranking, ranking_between
from tests.year import ZONE, at, build, grid_id


def give(session: Session, points: dict[str, int], *, month: int = 3, year: int = 2026, source: str = "s") -> None:
    """Book so many inspections (10 points each) for the head of each unit."""
    for code, raw in points.items():
        book(session, "inspection.on_time", raw, person_id=int(code[1]), grid_id=grid_id(session, code), source=source,
             now=at(month, 5, year=year), zone=ZONE, actor_id=None)  # fmt: skip
    write_queued(session)


@pytest.fixture
def stage(db: Database) -> Database:
    """The small community, with points: 30 20 20 in 1号楼, 25 in 2号楼, 0 and 10 in 3号楼 (×10)."""

    def fill(session: Session) -> None:
        build(session)
        give(session, {"U1": 3, "U2": 2, "U3": 2, "U4": 2, "U6": 1})

    db.run_now(fill)
    return db


def short(places: list[Place]) -> list[tuple[int, str, int]]:
    """(place, code, points) of each line."""
    return [(place.place, place.code, place.points) for place in places]


def test_units(stage: Database) -> None:
    """All units are ranked, equal ones share a place in the order of their codes, those without points are last."""
    assert short(stage.run_now(ranking, 2026)) == [
        (1, "U1", 30), (2, "U2", 20), (2, "U3", 20), (2, "U4", 20), (5, "U6", 10), (6, "U5", 0)
    ]  # fmt: skip


def test_buildings_and_grids_by_the_mean(stage: Database) -> None:
    """A building with one stairwell can be before one with three; the mean is rounded half up to tenths."""
    found = stage.run_now(ranking, 2026, BUILDING)
    assert short(found) == [(1, "B1", 70), (2, "B2", 20), (3, "B3", 10)]
    assert [(place.tenths, place.units, place.of) for place in found] == [(233, 3, 3), (200, 1, 3), (50, 2, 3)]
    stage.run_now(give, {"U4": 1}, source="more")
    assert [place.code for place in stage.run_now(ranking, 2026, GRID)] == ["G2", "G1", "G3"]


def test_top_and_own(stage: Database) -> None:
    """The first so many come, and one's own grid wherever it stands; in other subtrees nothing is ranked."""
    places = stage.run_now(ranking, 2026, top=2, own=["/C/S2/G3/B3/U5/", "/C/S2/"])
    assert [place.code for place in places] == ["U1", "U2", "U5"]
    assert short(stage.run_now(ranking, 2026, paths=["/C/S2/"])) == [(1, "U6", 10), (2, "U5", 0)]


def test_years_are_apart(stage: Database) -> None:
    """Points of another year do not count, and a year without any ranks everybody first."""
    stage.run_now(give, {"U5": 9}, year=2027)
    assert stage.run_now(ranking, 2026)[-1].points == 0
    assert short(stage.run_now(ranking, 2027, top=1)) == [(1, "U5", 90)]
    assert {place.place for place in stage.run_now(ranking, 2025)} == {1}


def test_balance_and_lines(stage: Database) -> None:
    """A balance is the year's sum with reversals in it; lines come newest first, a reversal with what it takes back."""

    def rule(session: Session) -> tuple[Any, ...]:
        give(session, {"U1": 1}, source="t")
        reverse(session, session.get_one(Entry, 1), now=at(4, 1), actor_id=2, reason="重复")
        write_queued(session)
        return balance(session, 1, 2026), newest_lines(session, 1, 2026, 2), balance(session, 5, 2026)

    mine, lines, nothing = stage.run_now(rule)
    assert (mine, nothing) == ((10, 3), (0, 0))
    assert [(line.points, line.reverses, line.reason) for line in lines] == [(-30, 1, "重复"), (10, None, None)]


def test_between(stage: Database) -> None:
    """What a month booked is counted by when it was booked; units without points in it are not listed."""
    stage.run_now(give, {"U5": 1, "U1": 1}, month=4, source="april")
    april = (at(4, 1, 0), at(5, 1, 0))
    assert stage.run_now(booked_between, *april) == (20, 2)
    assert stage.run_now(booked_between, *april, ["/C/S2/"]) == (10, 1)
    assert stage.run_now(booked_between, *april, []) == (0, 0)
    assert short(stage.run_now(lambda s: ranking_between(s, *april, top=5))) == [(1, "U1", 10), (1, "U5", 10)]


@pytest.mark.parametrize("seed", range(5))
def test_rollups_add_up(stage: Database, seed: int) -> None:
    """Whatever was booked, every level has the same sum, and each grid that of its units, counted by hand."""
    dice = random.Random(seed)
    for number in range(20):
        stage.run_now(give, {f"U{dice.randint(1, 6)}": dice.randint(1, 9)}, source=f"r{number}")
    units = {place.path: place.points for place in stage.run_now(ranking, 2026)}
    for level in (COMMUNITY, STATION, GRID, BUILDING, UNIT):
        places = stage.run_now(ranking, 2026, level)
        assert sum(place.points for place in places) == sum(units.values())
        for place in places:
            beneath = [points for path, points in units.items() if path.startswith(place.path)]
            assert (place.points, place.units) == (sum(beneath), len(beneath))
        means = [place.points / place.units for place in places]
        assert means == sorted(means, reverse=True)


def test_a_grid_without_units(stage: Database) -> None:
    """A building that has no stairwell yet is ranked with what it has, not divided by nothing."""

    def rule(session: Session) -> list[Place]:
        above = session.get_one(Grid, grid_id(session, "G3"))
        session.add(Grid(code="B9", name="9号楼", level=4, parent_id=above.id, path=above.path + "B9/"))
        session.execute(update(Grid).where(col(Grid.code) == "B3").values(name="三号楼"))
        session.flush()
        return ranking(session, 2026, BUILDING)

    last = stage.run_now(rule)[-1]
    assert (last.code, last.points, last.units, last.tenths) == ("B9", 0, 1, 0)
