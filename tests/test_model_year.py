"""A year of the model community as records: the account reproduces its public figures; others give others."""

import asyncio
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from bot.demo.model_year import MODEL, Cast, NotEmpty, Numbers, Play, fill_registers, load_year
from messages.account import account_lines, account_numbers, share
from models.db import Database
from models.migrate import migrate
from models.verify import verify
from tests.year import ZONE, build


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The model year, loaded once."""
    url = f"sqlite:///{tmp_path_factory.mktemp('model') / 'year.db'}"
    migrate(url)
    db = Database(url, durable=False)
    asyncio.run(load_year(db, 2026, ZONE))
    yield db
    db.engine.dispose()


def test_the_public_figures_come_out_exactly(year: Database) -> None:
    """Every figure of the community's public account, counted from the records."""
    numbers: dict[str, Any] = year.run_now(account_numbers, "2026", ZONE)
    grids = {level: part["grids"] for level, part in numbers["grids"]["parts"].items()}
    assert grids == {"1": 1, "2": 6, "3": 29, "4": 175, "5": 497} and numbers["grids"]["grids"] == 708
    assert (numbers["homes"]["households"], numbers["homes"]["residents"]) == (8574, 23877)
    heads = numbers["stairwell-heads"]
    assert (heads["people"], heads["members"]) == (497, 179)
    assert (numbers["trainings"]["events"], numbers["trainings"]["people"]) == (8, 486)
    assert numbers["training-heads"]["parts"]["5"] == {"heads": 497, "attended": 486}
    assert (numbers["wishes"]["claimed"], numbers["wishes"]["fulfilled"]) == (128, 120)
    assert (numbers["volunteer-events"]["events"], numbers["partners"]["events"]) == (15, 20)
    honours = {category: part["count"] for category, part in numbers["honours"]["parts"].items()}
    assert honours == {"pioneer": 8, "model": 6}
    compounds, committees = numbers["compounds"], numbers["committees"]
    assert (compounds["compounds"], compounds["managed"]) == (29, 8)
    assert share(compounds["managed"], compounds["compounds"]) == "27.5"
    assert share(committees["members"], committees["seats"]) == "46"
    kinds = {kind: part["count"] for kind, part in numbers["organisations"]["parts"].items()}
    assert kinds == {"organisation": 20, "shop": 337} and numbers["area"]["hectares"] == 500


def test_the_five_ones_and_the_reviews_are_all_there(year: Database) -> None:
    """497 × (52 weeks + 7 holidays + 12 inspections + 4 events + 4 nominations), and four reviews of everybody."""
    numbers: dict[str, Any] = year.run_now(account_numbers, "2026", ZONE)
    issued = {duty: part["issued"] for duty, part in numbers["five-ones"]["parts"].items()}
    assert issued["weekly_service"] == 497 * 52 and issued["inspection"] == 497 * 12
    assert issued["volunteer_event"] == issued["nomination"] == 497 * 4
    reviews = numbers["reviews"]
    assert len(reviews["parts"]) == 4 and reviews["heads"] == reviews["scored"] > 0


def test_its_ledger_and_award_list_hold(year: Database) -> None:
    """Records made this way are no worse than any: the whole chain is recomputed without a fault."""
    assert year.run_now(verify) == []


def test_the_account_says_it_in_words(year: Database) -> None:
    """What a reader of the community's account looks for."""
    told = "\n".join(year.run_now(account_lines, "2026", ZONE, "zh-CN"))
    for words in ("五级网格：708个", "497人，党员179人", "占27.5%", "占46%", "培训8场，参加486人", "认领128个",
                  "实现120个", "志愿活动15场", "活动20场", "党员先锋8个", "五好模范6个", "面积5平方公里"):  # fmt: skip
        assert words in told


async def test_it_goes_into_an_empty_database_only(year: Database) -> None:
    """What is there already is not mixed with it."""
    with pytest.raises(NotEmpty):
        await load_year(year, 2026, ZONE)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.data())
def test_another_community_is_other_data(compounds: int, data: st.DataObject) -> None:
    """Any numbers go through the same code and come out of the account as they went in."""
    committees, seats = data.draw(st.integers(1, compounds)), data.draw(st.integers(1, 9))
    numbers = Numbers(
        compounds=compounds, managed=data.draw(st.integers(0, compounds)), committees=committees, seats=seats,
        members=data.draw(st.integers(0, committees * seats)), organisations=data.draw(st.integers(0, 9)),
        shops=data.draw(st.integers(0, 9)), hectares=data.draw(st.integers(1, 9999)), trainings=0, trained=0,
        volunteer_events=0, partner_activities=0, pioneers=0, models=0, claimed=0, fulfilled=0,
    )  # fmt: skip
    db = _small()

    def check(session: Session) -> None:
        fill_registers(session, Play(Cast(1, 1, (), (), ()), numbers, 2026, ZONE, random.Random(1)))
        found = account_numbers(session, "2026", ZONE)
        assert (found["compounds"]["compounds"], found["compounds"]["managed"]) == (compounds, numbers.managed)
        assert (found["committees"]["seats"], found["committees"]["members"]) == (committees * seats, numbers.members)
        assert found["organisations"]["count"] == numbers.organisations + numbers.shops
        assert found["area"]["hectares"] == numbers.hectares
        session.rollback()

    with Session(db.engine) as session:
        check(session)


_kept: list[Database] = []


def _small() -> Database:
    """The small community, made once; what a test adds is rolled back."""
    if not _kept:
        url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'small.db'}"
        migrate(url)
        _kept.append(Database(url, durable=False))
        _kept[0].run_now(build)
    return _kept[0]


def test_the_model_is_the_public_account() -> None:
    """The numbers themselves, so that a slip of the finger in the data is seen."""
    assert (MODEL.trained, MODEL.claimed, MODEL.fulfilled, MODEL.shops) == (486, 128, 120, 337)
