"""The rules of micro-wishes: one claim of many, points once, words that give nobody away, figures from instants."""

import itertools
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, select, true
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, col

from models import wish_review, wishes
from models.db import Database, write_queued
from models.errors import NotFound
from models.grid import Grid
from models.ledger import Entry, LedgerHead
from models.people import Person
from models.posts import GRID_HEAD, RESIDENT, VOLUNTEER, Post
from models.tables import TABLES
from models.verify import verify
from models.wish_claims import OwnWish, TooManyClaims, WishTaken, claim, confirm, fulfil, hand_back, not_yet
from models.wish_offers import reach, stages
from models.wish_review import WishDecided
from models.wish_words import revealing, softened
from models.wishes import CLAIMED, PUBLISHED, Wish, WishTally, make, terms, wish_figures
from tests.races import overlapping

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
CROWD = 50
ELDER, READER, FIRST = 1, 2, 10


def settle(session: Session) -> None:
    """A stairwell with an elder, the grid head who reads, and fifty volunteers."""
    path, above = "/", None
    for level, code in enumerate(("HT", "HT01", "G1", "B1", "U1"), 1):
        path += f"{code}/"
        grid = Grid(code=code, name=f"汉唐{code}", level=level, parent_id=above, path=path)
        session.add(grid)
        session.flush()
        above = grid.id
    people = {ELDER: "赵秀兰", READER: "何军"} | {FIRST + n: f"志愿{n}" for n in range(CROWD)}
    session.add_all(Person(id=number, name=name, created_at=NOW) for number, name in people.items())
    session.flush()
    for number in people:
        role = {ELDER: RESIDENT, READER: GRID_HEAD}.get(number, VOLUNTEER)
        session.add(
            Post(
                grid_id=3 if role == GRID_HEAD else 5,
                person_id=number,
                role=role,
                from_on=date(2026, 1, 1),
                created_at=NOW,
            )
        )
    session.flush()


def publish(session: Session, words: str = "想要一个放大镜", now: datetime = NOW) -> int:
    """A published wish of the elder's; its number."""
    wish = make(session, words, by_id=ELDER, grid_id=5, now=now)
    wish_review.publish(session, wish, 1, READER, now)
    return wish.number


def attempt(session: Session, number: int, person_id: int) -> str:
    """Claim it; "claimed" or what is said instead."""
    try:
        claim(session, number, person_id, true(), NOW)
    except (WishTaken, NotFound) as refusal:
        return type(refusal).__name__
    return CLAIMED


async def test_fifty_claim_at_once_and_one_has_it(db: Database) -> None:
    """Whatever the order, one conditional UPDATE gives it to exactly one; the others hear that somebody was quicker."""
    await db.run(settle)
    number = await db.run(publish)
    with ThreadPoolExecutor(16) as pool:
        said = Counter(pool.map(lambda n: db.run_now(attempt, number, FIRST + n), range(CROWD)))
    assert said == {CLAIMED: 1, "WishTaken": CROWD - 1}


async def test_of_two_whose_claims_overlap_the_second_is_told(db: Database) -> None:
    """The second waits for the first to commit, and then finds it taken."""
    await db.run(settle)
    number = await db.run(publish)
    both = overlapping(db, lambda s: attempt(s, number, FIRST), lambda s: attempt(s, number, FIRST + 1))
    assert both == (CLAIMED, "WishTaken")


async def test_confirmed_by_two_at_once_books_points_once(db: Database) -> None:
    """The wisher and who was asked for them say it at the same moment: one confirmation, one entry, a whole chain."""
    await db.run(settle)

    def done(session: Session) -> int:
        number = publish(session)
        wish = claim(session, number, FIRST, true(), NOW)
        assert fulfil(session, wish, FIRST, "送到了", "", NOW)
        assert not confirm(session, wish, FIRST, NOW, ZONE), "nobody confirms what they did themselves"
        return number

    number = await db.run(done)

    def say(session: Session, by: int) -> bool:
        return confirm(session, session.get_one(Wish, number), by, NOW, ZONE)

    assert overlapping(db, lambda s: say(s, ELDER), lambda s: say(s, READER)) == (True, False)
    entries = await db.read(lambda s: s.execute(select(Entry)).scalars().all())
    assert [(one.person_id, one.points, one.actor_id) for one in entries] == [(FIRST, 5, None)]
    assert await db.read(verify) == []


async def test_a_claim_is_only_for_others_and_not_for_more_than_one_can_do(db: Database) -> None:
    """Neither the wisher nor who entered it claims it; three at a time; handing back frees one."""

    def story(session: Session) -> None:
        settle(session)
        numbers = []
        for person in range(4):
            wish = make(session, "想要人陪着下棋", by_id=FIRST + 10 + person, grid_id=5, now=NOW)
            wish_review.publish(session, wish, 1, READER, NOW)
            numbers.append(wish.number)
        with pytest.raises(OwnWish):
            claim(session, numbers[0], FIRST + 10, true(), NOW)
        for number in numbers[: terms().claims_most]:
            claim(session, number, FIRST, true(), NOW)
        with pytest.raises(TooManyClaims):
            claim(session, numbers[-1], FIRST, true(), NOW)
        assert hand_back(session, session.get_one(Wish, numbers[0]), FIRST, NOW)
        assert not hand_back(session, session.get_one(Wish, numbers[0]), FIRST, NOW)
        claim(session, numbers[-1], FIRST, true(), NOW)
        with pytest.raises(NotFound):
            claim(session, numbers[0], FIRST + 1, col(Wish.area) == "/XX/", NOW)

    await db.run(story)


async def test_a_decision_is_about_the_words_that_were_read(db: Database) -> None:
    """What was said anew meanwhile is read again before it is published."""

    def story(session: Session) -> None:
        settle(session)
        wish = make(session, "想要点啥", by_id=ELDER, grid_id=5, now=NOW)
        wish_review.give_back(session, wish, 1, "写清楚就好", READER, NOW)
        assert wishes.reword(session, wish, "想要一个放大镜", NOW)
        with pytest.raises(WishDecided):
            wish_review.publish(session, wish, 1, READER, NOW)
        wish_review.publish(session, wish, 2, READER, NOW)
        assert wish.state == PUBLISHED and wish.area == "/HT/HT01/G1/B1/U1/"

    await db.run(story)


GIVEN_AWAY = {
    "想要放大镜，电话139 0000 0041": "139 0000 0041",
    "送到5栋": "5栋",
    "三单元的灯坏了": "三单元",
    "住502室，想要灯泡": "502室",
    "赵秀兰想要放大镜": "赵秀兰",
    "我是低保户想要米": "低保",
    "a lamp for flat 12": "flat 12",
    "I am ill, please shop for me": "ill",
    "看 example.com": "www",
    "想要5号电池": "",
    "想要3本书，2支笔": "",
    "I still want a lamp": "",
    "想学用手机": "",
}
"""What somebody might wish, and the piece of it that must not be public; "" where there is none."""


async def test_what_gives_somebody_away_is_found(db: Database) -> None:
    """Phones, doors, names known in the building, links, words of hardship and health; and nothing else."""

    def look(session: Session) -> dict[str, str]:
        settle(session)
        wish = make(session, "想要放大镜", by_id=ELDER, grid_id=5, now=NOW)
        return {text: "、".join(revealing(session, wish, text)) for text in GIVEN_AWAY}

    assert await db.run(look) == GIVEN_AWAY


@given(st.lists(st.sampled_from(["想要", "灯泡", "低保", "独居", "看病", "3单元", "13900000041", "ill", " ", "lamp"])))
def test_words_said_back_carry_no_burden(pieces: list[str]) -> None:
    """Whatever somebody says, what is said back to them has none of the words that burden."""
    said = softened("".join(pieces)).casefold()
    assert not any(word in said for word in terms().private if not word.isascii())


@given(st.integers(1, 5), st.integers(0, 30))
def test_circles_only_widen_and_end_with_everybody(level: int, days: int) -> None:
    """From any level of grid each circle holds the one before it, and the last is the community."""
    path = "/" + "/".join(("HT", "HT01", "G1", "B1", "U1")[:level]) + "/"
    areas = [area for area, _ in stages(path)]
    assert areas[0].startswith(path[: len(areas[0])]) and areas[-1] == "/HT/"
    assert all(inner.startswith(outer) and inner != outer for inner, outer in itertools.pairwise(areas))
    now, area = NOW + timedelta(days=days), ""
    walked = []
    while (found := reach(path, now, area)) is not None:
        area = found[0]
        walked.append(area)
        assert (found[1] is None) == (area == "/HT/") and (found[1] is None or found[1] > now)
    assert walked == areas


STEP = st.sampled_from(["make", "publish", "claim", "back", "fulfil", "not_yet", "confirm", "withdraw", "day"])


@pytest.fixture(scope="module")
def memory() -> Iterator[Engine]:
    """A database in memory, for many short histories."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    TABLES.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add(LedgerHead())
    yield engine
    engine.dispose()


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, max_size=40))
def test_figures_are_those_of_what_happened(memory: Engine, steps: list[str]) -> None:
    """Whatever happens in whatever order: claimed is counted once a wish, fulfilled only when somebody said so, and
    the days of the period add up to the whole."""
    with Session(memory, expire_on_commit=False) as session:
        settle(session)
        now = NOW
        seen: dict[str, Any] = {"asked": 0, "claimed": set(), "fulfilled": set()}
        for step in steps:
            now += timedelta(days=1) if step == "day" else timedelta(minutes=1)
            _step(session, step, now, seen)
        start, days = NOW - timedelta(days=1), 45
        parts = [wish_figures(session, start + timedelta(days=n), start + timedelta(days=n + 1)) for n in range(days)]
        whole = wish_figures(session, start, start + timedelta(days=days))
        live = session.execute(select(Wish.id).where(col(Wish.state).in_(("published", "claimed", "fulfilled")))).all()  # type: ignore[call-overload]
        assert whole == WishTally(seen["asked"], len(seen["claimed"]), len(seen["fulfilled"]), len(live))
        for name in ("asked", "claimed", "fulfilled"):
            assert sum(getattr(part, name) for part in parts) == getattr(whole, name)
        assert wish_figures(session, start, start + timedelta(days=days), ["/XX/"]) == WishTally()
        write_queued(session)
        booked = session.execute(select(Entry.source)).all()  # type: ignore[call-overload]
        assert len(booked) == len(seen["fulfilled"])
        session.rollback()


def _step(session: Session, step: str, now: datetime, seen: dict[str, Any]) -> None:
    """One act, on the newest wish that is ready for it; nothing where none is."""
    ready = {
        "publish": "submitted", "claim": PUBLISHED, "back": CLAIMED, "fulfil": CLAIMED, "not_yet": "fulfilled",
        "confirm": "fulfilled", "withdraw": PUBLISHED,
    }  # fmt: skip
    if step == "make":
        make(session, "想要一个放大镜", by_id=FIRST + 10 + seen["asked"] % 30, grid_id=5, now=now)
        seen["asked"] += 1
        return
    at = ready.get(step)
    wish = session.execute(select(Wish).where(col(Wish.state) == at).order_by(col(Wish.id).desc()).limit(1)).scalar()
    if at is None or wish is None:
        return
    if step == "publish":
        wish_review.publish(session, wish, wish.round, READER, now)
    elif step == "claim":
        try:
            claim(session, wish.number, FIRST, true(), now)
        except TooManyClaims:
            return
        seen["claimed"].add(wish.number)
    elif step == "back":
        assert hand_back(session, wish, FIRST, now)
    elif step == "fulfil":
        assert fulfil(session, wish, FIRST, "送到了", "", now)
    elif step == "not_yet":
        assert not_yet(session, wish, now)
    elif step == "confirm":
        assert confirm(session, wish, wish.wisher_id or 0, now, ZONE)
        seen["fulfilled"].add(wish.number)
    else:
        assert wishes.withdraw(session, wish, now)
