"""Whatever happens in whatever order: one head, one deputy, nobody covers too much, and tasks are with who is there."""

import random
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from models.cover import Away, come_back, current, set_away
from models.db import Database
from models.deputies import AGREED, ASKED, MOST_COVERED, Cover
from models.duties import OPEN, Task, load_shipped_duties
from models.grid import Grid
from models.people import TELEGRAM, Address, Person
from models.posts import BUILDING_HEAD, UNIT_HEAD, Post, appoint
from models.standing_in import accept, decline
from scheduler.tick import tick
from tests.neighbourhood import ZONE, local

DAYS = 60
BUILDINGS, UNITS = 4, 4


def settle(session: Session, now: datetime) -> list[int]:
    """Four buildings of four stairwells, two of them without heads; the ids of all the people."""
    load_shipped_duties(session)
    path, above, people = "/", None, []
    for level, code in enumerate(("C", "S", "G"), 1):
        path += f"{code}/"
        node = Grid(code=code, name=code, level=level, path=path, parent_id=above)
        session.add(node)
        session.flush()
        above = node.id
    for building in range(BUILDINGS):
        place = Grid(code=f"B{building}", name=f"{building}号楼", level=4, path=f"{path}B{building}/", parent_id=above)
        session.add(place)
        session.flush()
        people.append(settled(session, place, BUILDING_HEAD, now))
        for unit in range(UNITS):
            code = f"B{building}U{unit}"
            stair = Grid(code=code, name=code, level=5, path=f"{place.path}{code}/", parent_id=place.id)
            session.add(stair)
            session.flush()
            if (building, unit) not in ((0, 0), (1, 2)):
                people.append(settled(session, stair, UNIT_HEAD, now))
    return people


def settled(session: Session, grid: Grid, role: str, now: datetime) -> int:
    """Somebody who can be reached and holds that post."""
    person = Person(name=f"甲{grid.code}", consent_at=now, created_at=now)
    session.add(person)
    session.flush()
    assert person.id is not None
    session.add(Address(person_id=person.id, channel=TELEGRAM, value=f"9{person.id}", created_at=now))
    appoint(session, grid, role, person.id, date(2026, 1, 1), now)
    return person.id


def something(session: Session, chance: random.Random, people: list[int], now: datetime, today: date) -> None:
    """One thing that may happen on a day."""
    person, what = chance.choice(people), chance.random()
    if what < 0.35:
        start = today + timedelta(days=chance.randrange(10))
        set_away(session, person, start, start + timedelta(days=chance.randrange(1, 15)), None, now, today)
    elif what < 0.45:
        away = current(session, person, today)
        if away is not None:
            come_back(session, away, now, today)
    elif what < 0.52:
        held = (col(Post.person_id) == person) & (col(Post.role) == UNIT_HEAD) & ~col(Post.deputy)
        session.execute(update(Post).where(held, col(Post.to_on).is_(None)).values(to_on=today))
    elif what < 0.6:
        stair = chance.choice(session.exec(select(Grid).where(Grid.level == 5).order_by(col(Grid.id))).all())
        appoint(session, stair, UNIT_HEAD, person, today, now)
    else:
        asked = session.exec(select(Cover).where(Cover.state == ASKED).order_by(col(Cover.id))).all()
        if asked:
            cover = chance.choice(asked)
            assert cover.candidate_id is not None
            (accept if chance.random() < 0.7 else decline)(session, cover.id, cover.candidate_id, now, ZONE)


def check(session: Session, now: datetime, today: date) -> Counter[str]:
    """What must hold after each tick; and how much of it there was to hold."""
    posts = session.exec(select(Post).where(Post.role == UNIT_HEAD).order_by(col(Post.from_on), col(Post.id))).all()
    gone = {a.person_id for a in session.exec(select(Away).where(Away.from_on <= today, Away.to_on > today)).all()}
    terms: dict[tuple[int, bool], list[Post]] = defaultdict(list)
    for one in posts:
        terms[one.grid_id, one.deputy].append(one)
    for held in terms.values():
        for earlier, later in pairwise(held):
            assert earlier.to_on is not None and earlier.to_on <= later.from_on
    running = {key: held[-1] for key, held in terms.items() if held[-1].to_on is None}
    load = Counter(one.person_id for (_, deputy), one in running.items() if deputy)
    coming = session.exec(select(Cover).where(Cover.state == AGREED, col(Cover.post_id).is_(None))).all()
    load.update(cover.candidate_id for cover in coming if cover.candidate_id is not None)
    assert max(load.values(), default=0) <= MOST_COVERED
    for (grid_id, deputy), one in running.items():
        head = running.get((grid_id, False))
        assert not deputy or head is None or head.person_id in gone  # nobody stands in for somebody who is there
        assert not deputy or one.person_id not in gone
    for task in session.exec(select(Task).where(Task.state == OPEN, Task.accept_until >= now)).all():
        here = [one.person_id for key, one in running.items() if key[0] == task.grid_id and one.person_id not in gone]
        assert not here or task.person_id in here
    asked = Counter(c.candidate_id for c in session.exec(select(Cover).where(Cover.state == ASKED)).all())
    assert max(asked.values(), default=0) <= 1
    return Counter(deputies=sum(load.values()), away=len(gone), asked=len(asked))


@pytest.mark.parametrize("seed", range(3))
async def test_sixty_days_of_coming_and_going(db: Database, seed: int) -> None:
    """Random absences, returns, resignations, appointments and answers, with a tick each day."""
    chance, now = random.Random(seed), local(2026, 3, 1, 9)
    people = await db.run(settle, now)
    met: Counter[str] = Counter()
    for day in range(DAYS):
        now += timedelta(days=1) if day else timedelta(0)
        today = now.astimezone(ZONE).date()
        for _ in range(chance.randrange(4)):
            await db.run(something, chance, people, now, today)
        await db.run(tick, now, ZONE)
        met += await db.run(check, now, today)
    assert min(met["deputies"], met["away"], met["asked"]) > DAYS / 4  # there was something to look at
