"""Registers: what is so from a day on, nothing overwritten, and the figures of a day."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func
from sqlalchemy import select as sql
from sqlmodel import Session

from models.db import Database
from models.registers import (
    AREA,
    SHOP,
    BadCommittee,
    Compound,
    Organisation,
    committees_on,
    compounds_on,
    end,
    fact_on,
    organisations_on,
    put_committee,
    put_compound,
    put_fact,
    put_organisation,
)
from tests.year import build, grid_id

SPRING, SUMMER, WINTER = date(2026, 3, 1), date(2026, 7, 1), date(2026, 12, 31)


@pytest.fixture
def stage(db: Database) -> Database:
    """Two compounds in different grids, one of them with a property company and a committee of five."""

    def fill(session: Session) -> None:
        build(session)
        first = put_compound(session, "XQ1", "长城苑", grid_id(session, "G1"), "安居物业", SPRING)
        put_compound(session, "XQ2", "汉唐苑", grid_id(session, "G3"), "", SPRING)
        put_committee(session, first, 5, 2, SPRING)

    db.run_now(fill)
    return db


def test_a_day_has_its_figures(stage: Database) -> None:
    """What changed in summer is so from then on; before it, what was so before; before all, nothing."""

    def change(session: Session) -> list[Any]:
        put_compound(session, "XQ2", "汉唐苑", grid_id(session, "G3"), "安居物业", SUMMER)
        return [compounds_on(session, day) for day in (date(2026, 2, 28), SPRING, date(2026, 6, 30), SUMMER, WINTER)]

    assert stage.run_now(change) == [(0, 0), (2, 1), (2, 1), (2, 2), (2, 2)]


def test_the_same_again_changes_nothing(stage: Database) -> None:
    """Entering what is entered already keeps its row, and makes none."""

    def again(session: Session) -> tuple[int, int, int]:
        first = put_compound(session, "XQ1", "长城苑", grid_id(session, "G1"), "安居物业", SUMMER)
        second = put_compound(session, "XQ1", "长城苑", grid_id(session, "G1"), "安居物业", WINTER)
        return first, second, session.execute(sql(func.count()).select_from(Compound)).scalar_one()

    first, second, rows = stage.run_now(again)
    assert (first, rows) == (second, 2)


def test_a_slip_put_right_on_the_same_day(stage: Database) -> None:
    """Two entries of one day leave the later one, and nothing of the first in any day's figures."""

    def slip(session: Session) -> tuple[int | None, int | None]:
        put_fact(session, AREA, 5000, SPRING)
        put_fact(session, AREA, 500, SPRING)
        return fact_on(session, AREA, SPRING), fact_on(session, AREA, date(2026, 2, 1))

    assert stage.run_now(slip) == (500, None)


def test_a_committee_goes_with_its_compound(stage: Database) -> None:
    """A compound that changes its company, or even its grid, keeps its committee, also looking back."""

    def move(session: Session) -> list[Any]:
        after = put_compound(session, "XQ1", "长城苑", grid_id(session, "G3"), "", SUMMER)
        here, there = ["/C/S1/"], ["/C/S2/"]
        found = [committees_on(session, day, paths) for day in (SPRING, SUMMER) for paths in (here, there)]
        put_committee(session, after, 7, 3, WINTER)
        return [*found, committees_on(session, WINTER), committees_on(session, SPRING)]

    assert stage.run_now(move) == [(5, 2), (0, 0), (0, 0), (5, 2), (7, 3), (5, 2)]


@pytest.mark.parametrize(("seats", "members"), [(0, 0), (5, 6), (5, -1)])
def test_a_committee_that_cannot_be(stage: Database, seats: int, members: int) -> None:
    """More members than seats, or no seat, is refused."""
    with pytest.raises(BadCommittee):
        stage.run_now(lambda session: put_committee(session, 1, seats, members, SPRING))


def test_organisations_by_kind_and_place(stage: Database) -> None:
    """Organisations and shops are counted by kind within subtrees; one that closed is counted until the day before."""

    def fill(session: Session) -> list[Any]:
        put_organisation(session, "DW1", "第一小学", "organisation", grid_id(session, "G1"), SPRING)
        put_organisation(session, "SH1", "便民超市", SHOP, grid_id(session, "G1"), SPRING)
        put_organisation(session, "SH2", "老张面馆", SHOP, grid_id(session, "G3"), SPRING)
        assert end(session, Organisation, SUMMER, code="SH2")
        assert not end(session, Organisation, SUMMER, code="SH2")
        return [organisations_on(session, SPRING), organisations_on(session, SUMMER),
                organisations_on(session, SPRING, ["/C/S2/"])]  # fmt: skip

    assert stage.run_now(fill) == [
        {"organisation": 1, "shop": 2}, {"organisation": 1, "shop": 1}, {"organisation": 0, "shop": 1},
    ]  # fmt: skip
