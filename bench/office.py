"""Every page of the office at the model community's size and a million entries ÷ what its `gather` asks, alone.

The pages come from bot.web.office.ALL, so that a new one is measured without a line here; one whose address names a row
needs a line in ROWS_OF, others are said to be left out. In the page's time are the way there and back, the session, the
permission and the template; below FLOOR_MS its questions are too small to compare with and count as that.
"""

import asyncio
import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
from sqlalchemy import func, text
from sqlalchemy import select as sql
from sqlmodel import Session, col

from bench.rows import UrlOf, in_folder, on_server
from bench.setting import KEY, ZONE
from bench.tools import in_turns, line, visit
from bot.commands import ALL as ROUTES
from bot.context import Community
from bot.demo.model_year import load_year
from bot.dispatch import Dispatch
from bot.identify import known
from bot.web.office import ALL
from bot.web.office.door import COOKIE
from bot.web.office.frame import Office
from bot.web.office.pages import Page, View
from bot.web.server import build_site
from messages.paper.press import Press
from models import crypt, web_sessions
from models.broadcasts import CONFIRMED, Broadcast, draft, queue
from models.cases import Case
from models.clock import MovableClock
from models.db import Database
from models.events import Event
from models.grid import COMMUNITY, UNIT, Grid
from models.ledger import Entry
from models.migrate import migrate
from models.posts import COORDINATOR, UNIT_HEAD, Post
from models.procedure_cases import Application, apply
from models.procedures import procedures
from models.reviews import Review
from models.wishes import Wish

PEOPLE, ENTRIES, ACTS, YEAR, ROUNDS, FLOOR_MS, MOST = 23_877, 1_000_000, 200_000, 2026, 7, 10.0, 3.0
NOW = datetime(YEAR, 12, 28, 10, tzinfo=ZONE)
ASKED = (
    "/office/ledger?rule=bonus", "/office/ledger?rests=vouched", "/office/ledger?rests=seen&from=2026-03&to=2026-03",
    "/office/ledger?grid={code}", "/office/ledger?person=%23{person}", "/office/ledger?state=taken-back",
    "/office/ledger?before={entry}", "/office/audit?act=remind", "/office/audit?from=2026-03&to=2026-03",
    "/office/report?period=2026-11", "/office/standing?level=3", "/office/people?q=wang",
)  # fmt: skip
"""Pages with filters, as far as there is such a page."""
_PEOPLE = """
INSERT INTO person (id, name, party_member, language, created_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people})
SELECT {person} + i, 'x' || i, FALSE, 'zh-CN', '2026-01-01 00:00:00' FROM n
"""
_ENTRIES = """
INSERT INTO entry (seq, at, year, person_id, grid_id, rule, rule_version, raw, points, source, hash)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {entries})
SELECT {seq} + i, {at}, {year}, {person} + 1 + i % {people}, {first} + (i % {people}) % {units},
  CASE WHEN i % 1000 = 0 THEN 'bonus' ELSE 'practice.done' END, '2026.1', 1, 1 + i % 7, 'bench:' || i, '{hash}'
FROM n
"""
_TOTALS = """
INSERT INTO total (year, grid_id, person_id, points, entries)
SELECT year, grid_id, person_id, SUM(points), COUNT(*) FROM entry WHERE source LIKE 'bench:%'
GROUP BY year, grid_id, person_id
"""
_AUDIT = """
INSERT INTO audit (at, actor_id, act, subject, facts)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {acts})
SELECT {at}, {person} + 1 + i % {people}, CASE WHEN i % 500 = 0 THEN 'remind' ELSE 'case.view' END,
  'case:' || (i % 900), '{{}}' FROM n
"""
_AT = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', '2026-01-01', '+' || (i * 31536000 / {count}) || ' seconds')",
    "postgresql": "timestamptz '2026-01-01' + i::bigint * 31536000 / {count} * interval '1 second'",
}
"""An instant of the year for row i of so many, by dialect."""


def sqlite(folder: Path) -> None:
    """On SQLite."""
    _measure("SQLite", in_folder(folder))


def postgresql(folder: Path) -> None:
    """On PostgreSQL, with its default durability off as in the tests."""
    with on_server() as url_of:
        _measure("PostgreSQL", url_of)


def _measure(database: str, url_of: UrlOf) -> None:
    db = _filled(url_of("office"))
    slow = asyncio.run(_all(database, db))
    db.engine.dispose()
    if slow:
        raise AssertionError("; ".join(slow))


async def _all(database: str, db: Database) -> list[str]:
    """Every page measured and printed, for a coordinator of the community; those that take longer than they may."""
    who, token = await db.run(_sign_in)
    rows, slow = await db.read(_rows), []
    clock, community = MovableClock(NOW), Community(ZONE, bot_name="bench_bot", public_url="http://bench")
    office = Office(db, clock, Dispatch(db, community, ROUTES), Press(db, clock, ZONE).make)
    transport = httpx.ASGITransport(app=build_site(office.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="http://bench", cookies={COOKIE: token}) as client:
        for path, page, args in _visits(rows):
            seen, bare = await in_turns(
                ROUNDS, partial(visit, client, path), partial(db.read, _gathered, page, who, community, args)
            )
            bare = max(bare, FLOOR_MS / 1e3)
            line(f"{database}: {path} ÷ its queries, at most {MOST:g}", seen * 1e3, bare * 1e3, " ms")
            if seen > bare * MOST:
                slow.append(f"{path} takes {seen / bare:.2f} times its queries")
    return slow


def _visits(rows: Mapping[str, str]) -> list[tuple[str, Page, dict[str, str]]]:
    """(address, page, what the address says) of every page that has a row to show, then of those that are asked."""
    found = []
    for page in ALL:
        args = {name: rows.get(f"{page.path.split('/')[2]}:{name}", "") for name in re.findall(r"{(\w+)", page.path)}
        if all(args.values()):
            found.append((re.sub(r"{(\w+)[^}]*}", lambda match, args=args: args[match[1]], page.path), page, args))
        else:
            print(f"{page.path}: left out, nothing here to show on it", flush=True)
    pages = {page.path: page for page in ALL}
    for asked in ASKED:
        path, _, query = asked.format_map(rows).partition("?")
        if path in pages:
            found.append((f"{path}?{query}", pages[path], dict(parse_qsl(query))))
    return found


def _gathered(session: Session, page: Page, who: int, community: Community, args: dict[str, str]) -> object:
    actor = known(session, who, NOW.date())
    assert actor is not None
    facts = page.gather(View(session, NOW, community, actor, args))
    if facts is None:
        raise AssertionError(f"{page.path} shows nothing")
    return facts


def _sign_in(session: Session) -> tuple[int, str]:
    """A coordinator of the whole community, and a session of theirs."""
    held = sql(col(Post.person_id)).join(Grid, col(Grid.id) == col(Post.grid_id))
    query = held.where(col(Post.role) == COORDINATOR, col(Grid.level) == COMMUNITY)
    who = session.execute(query.limit(1)).scalar_one_or_none() or _coordinator(session)
    return who, web_sessions.begin(session, who, NOW)


def _coordinator(session: Session) -> int:
    """The community's first head coordinates it from now on."""
    root = session.execute(sql(Grid).where(col(Grid.level) == COMMUNITY)).scalar_one()
    who = int(session.execute(sql(func.min(col(Post.person_id)))).scalar_one())
    session.add(Post(grid_id=root.id or 0, person_id=who, role=COORDINATOR, from_on=NOW.date(), created_at=NOW))
    session.flush()
    return who


def _rows(session: Session) -> dict[str, str]:
    """{"page:what its address names": one that there is, in words for an address}."""

    def one(column: Any, condition: Any = True) -> str:
        found = session.execute(sql(column).where(condition).limit(1)).scalar_one_or_none()
        return "" if found is None else str(found)

    head = one(col(Post.person_id), (col(Post.role) == UNIT_HEAD) & col(Post.to_on).is_(None))
    entry, code = str(session.execute(sql(func.max(col(Entry.seq)))).scalar_one() // 2), one(col(Grid.code),
        col(Grid.level) == UNIT)  # fmt: skip
    return {
        "entry:seq": entry, "grid:code": code, "person:id": head, "case:number": one(col(Case.id)),
        "case:n": one(col(Case.id)), "wish:number": one(col(Wish.id)), "duty:key": "inspection",
        "review:id": one(col(Review.id)), "report:figure": "points", "broadcast:number": one(col(Broadcast.id)),
        "event:number": one(col(Event.id)),
        "application:number": one(col(Application.id)),
        "code": code, "person": head, "entry": entry,
    }  # fmt: skip


def _filled(url: str) -> Database:
    """The model community's year, and as many residents, entries and acts as it would have had in some."""
    crypt.use_key(KEY)
    migrate(url)
    db = Database(url, durable=False)
    asyncio.run(load_year(db, YEAR, ZONE))
    db.run_now(_more)
    db.run_now(_asked_and_written)
    db.run_now(lambda session: session.execute(text("ANALYZE")))  # as PostgreSQL does by itself within a minute
    return db


def _asked_and_written(session: Session) -> None:
    """An application of every kind that has no secret, and a message to everybody."""
    heads = sql(Post).where(col(Post.role) == UNIT_HEAD, col(Post.to_on).is_(None))
    head = session.execute(heads.limit(1)).scalar_one()
    for kind in (kind for kind in procedures().values() if not kind.sensitive):
        apply(session, kind, head.person_id, head.grid_id, NOW, ZONE)
    path = session.execute(sql(col(Grid.path)).where(col(Grid.level) == COMMUNITY)).scalar_one()
    about = Broadcast(actor_id=head.person_id, path=path, paths=[path], text="x", created_at=NOW, confirmed_at=NOW)
    about.state = CONFIRMED
    draft(session, about)
    queue(session, about, NOW, NOW, NOW.date())


def _more(session: Session) -> None:
    units = session.execute(sql(col(Grid.id)).where(col(Grid.level) == UNIT).order_by(col(Grid.id))).scalars().all()
    last = {name: session.execute(text(f"SELECT MAX({key}) FROM {name}")).scalar_one()
            for name, key in (("person", "id"), ("entry", "seq"))}  # fmt: skip
    at = _AT[session.get_bind().dialect.name]
    more: dict[str, Any] = {
        "people": PEOPLE, "entries": ENTRIES, "acts": ACTS, "person": last["person"], "seq": last["entry"],
        "first": units[0], "units": len(units), "year": YEAR, "hash": "0" * 64,
    }  # fmt: skip
    for statement, count in ((_PEOPLE, PEOPLE), (_ENTRIES, ENTRIES), (_TOTALS, ENTRIES), (_AUDIT, ACTS)):
        session.execute(text(statement.format(**more, at=at.format(count=count)).replace("::", "\\:\\:")))
