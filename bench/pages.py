"""Every public page at 23,877 people and a million entries ÷ the bare queries it needs, each made anew for each visit.

A page is a line of PAGES: where it is, what it asks the records for, and how often its own time (rendering, and the way
there and back) may be that of its queries. Below FLOOR_MS a query is too small to compare with; it then counts as that.
In the served program facts are held for a minute besides (`bot/web/held.py`); here they are not.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select as sql
from sqlalchemy import text, update
from sqlmodel import Session, col, select

from bench.rows import UrlOf, in_folder, on_server
from bench.setting import KEY, ZONE
from bench.tools import in_turns, line, visit
from bot.context import Community
from bot.demo.model_year import load_year
from bot.web.account import AccountPage
from bot.web.awards import AwardPages
from bot.web.board import BoardPages
from bot.web.server import build_site
from bot.web.wishes import WishPage, waiting_for_all
from models import crypt
from models.account import counted, span_of
from models.account_table import FIGURES
from models.awards import POSTED, AwardList, award_list
from models.calendar import period_bounds
from models.clock import MovableClock
from models.coverage import tally_of
from models.db import Database
from models.duties import Task
from models.events import ANNOUNCED, Event, public_events
from models.grid import GRID, UNIT, Grid, community
from models.honours import wall, years
from models.migrate import migrate
from models.objections import counts as objected
from models.standing import ranking
from models.vacancies import counts as vacant
from models.wishes import PUBLISHED, Wish

PEOPLE, ENTRIES, YEAR, ROUNDS, FLOOR_MS = 23_877, 1_000_000, 2026, 9, 5.0
NOW = datetime(YEAR, 12, 28, 10, tzinfo=ZONE)
WAITING, COMING = 60, 6
_PEOPLE = """
INSERT INTO person (id, name, party_member, language, created_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people})
SELECT {person} + i, 'x', FALSE, 'zh-CN', '2026-01-01 00:00:00' FROM n
"""
_ENTRIES = """
INSERT INTO entry (seq, at, year, person_id, grid_id, rule, rule_version, raw, points, source, hash)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {entries})
SELECT {seq} + i, '2026-06-01 00:00:00', {year}, {person} + 1 + i % {people}, {first} + (i % {people}) % {units},
  'practice.done', '2026.1', 1, 1 + i % 7, 'bench:' || i, '{hash}'
FROM n
"""
_TOTALS = """
INSERT INTO total (year, grid_id, person_id, points, entries)
SELECT year, grid_id, person_id, SUM(points), COUNT(*) FROM entry WHERE source LIKE 'bench:%'
GROUP BY year, grid_id, person_id
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, what it asks the records for, and at most how many times as long as that it may take."""

    path: str
    facts: Callable[[Session], object]
    most: float


def _board(level: int) -> Callable[[Session], object]:
    start, end = period_bounds(f"{YEAR}-12", ZONE)

    def facts(session: Session) -> object:
        month = (col(Task.opens_at) >= start) & (col(Task.opens_at) < end)
        return (
            ranking(session, YEAR, level, top=10), tally_of(session, month), vacant(session, NOW.date()),
            waiting_for_all(session, NOW, ZONE, 9), public_events(session, NOW, COMING), award_list(session),
            wall(session),
        )  # fmt: skip

    return facts


def _account(session: Session) -> object:
    span = span_of(str(YEAR), ZONE)
    return [counted(session, figure, span) for figures in FIGURES.values() for figure in figures]


PAGES = (
    Page("/board", _board(GRID), 1.5),
    Page("/board?level=5&lang=en", _board(UNIT), 1.5),
    Page("/screen", lambda session: (_board(GRID)(session), ranking(session, YEAR, UNIT, top=10)), 1.5),
    Page("/honours", lambda session: (years(session), wall(session)), 3),
    Page("/wishes", lambda session: waiting_for_all(session, NOW, ZONE), 3),
    Page("/awards", lambda session: (award_list(session), objected(session, YEAR)), 3),
    Page("/report", _account, 1.5),
)


def sqlite(folder: Path) -> None:
    """On SQLite."""
    _measure("SQLite", in_folder(folder))


def postgresql(folder: Path) -> None:
    """On PostgreSQL, with its default durability off as in the tests."""
    with on_server() as url_of:
        _measure("PostgreSQL", url_of)


def _measure(database: str, url_of: UrlOf) -> None:
    db = _filled(url_of("pages"))
    slow = asyncio.run(_all(database, db))
    db.engine.dispose()
    if slow:
        raise AssertionError("; ".join(slow))


async def _all(database: str, db: Database) -> list[str]:
    """Every page measured and printed; those that take longer than they may."""
    about = (db, MovableClock(NOW), Community(ZONE, bot_name="bench_bot", public_url="http://bench"))
    routes = [route for made in (BoardPages, WishPage, AwardPages, AccountPage) for route in made(*about).routes()]
    transport, slow = httpx.ASGITransport(app=build_site(routes)), []
    async with httpx.AsyncClient(transport=transport, base_url="http://bench") as client:
        for page in PAGES:
            seen, bare = await in_turns(ROUNDS, partial(visit, client, page.path), partial(db.read, page.facts))
            bare = max(bare, FLOOR_MS / 1e3)
            line(f"{database}: {page.path} ÷ its bare queries, at most {page.most}", seen * 1e3, bare * 1e3, " ms")
            if seen > bare * page.most:
                slow.append(f"{page.path} takes {seen / bare:.2f} times its bare queries")
    return slow


def _filled(url: str) -> Database:
    """The model community's year, and as many residents and entries as it would have had."""
    crypt.use_key(KEY)
    migrate(url)
    db = Database(url, durable=False)
    asyncio.run(load_year(db, YEAR, ZONE))
    db.run_now(_residents)
    db.run_now(_public)
    db.run_now(lambda session: session.execute(text("ANALYZE")))  # as PostgreSQL does by itself within a minute
    return db


def _residents(session: Session) -> None:
    units = session.execute(sql(col(Grid.id)).where(col(Grid.level) == UNIT).order_by(col(Grid.id))).scalars().all()
    last = {name: session.execute(text(f"SELECT MAX({key}) FROM {name}")).scalar_one()
            for name, key in (("person", "id"), ("entry", "seq"))}  # fmt: skip
    more: dict[str, Any] = {
        "people": PEOPLE, "entries": ENTRIES, "person": last["person"], "seq": last["entry"], "first": units[0],
        "units": len(units), "year": YEAR, "hash": "0" * 64,
    }  # fmt: skip
    for statement in (_PEOPLE, _ENTRIES, _TOTALS):
        session.execute(text(statement.format(**more)))


def _public(session: Session) -> None:
    """Wishes that wait, events that come, the list posted."""
    root = community(session)
    some = session.exec(select(Wish)).first()
    assert some is not None and root.id is not None
    for number in range(WAITING):
        session.add(
            Wish(wisher_id=some.by_id, by_id=some.by_id, grid_id=some.grid_id, words=f"心愿{number}",
                 public=f"想要一件小东西{number}", state=PUBLISHED, area=root.path, made_at=NOW, opened_at=NOW,
                 published_at=NOW, expires_at=NOW + timedelta(days=30))
        )  # fmt: skip
    for number in range(COMING):
        session.add(
            Event(kind="volunteer", title=f"活动{number}", place="广场", grid_id=root.id, path=root.path,
                  organiser_id=some.by_id, state=ANNOUNCED, created_at=NOW, starts_at=NOW + timedelta(days=number + 1),
                  ends_at=NOW + timedelta(days=number + 1, hours=2))
        )  # fmt: skip
    session.flush()
    posted = {"state": POSTED, "posted_at": NOW, "posted_until": NOW + timedelta(days=5)}
    session.execute(update(AwardList).values(**posted))
