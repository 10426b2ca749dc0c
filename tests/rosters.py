"""Rosters for tests: planned, imported, and what came of it looked up."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, SQLModel, col, func, select

from messages.catalogue import say
from messages.render import readable
from models import roster
from models.db import Database
from models.grid import Grid
from models.people import SMS, Address, Person
from models.posts import Post
from models.roster import Plan, Summary
from models.roster_rows import LABELS, RawRow, Sheet, Sheets
from tests.books import TREE, Rows

GRID_FIELDS = ("code", "name", "level", "parent", "households", "residents")
PEOPLE_FIELDS = ("name", "phone", "grid", "role", "party", "language", "note", "answer")
NOW = datetime(2026, 11, 2, 17, tzinfo=UTC)
"""Already 3 November in the community."""
WANG = ("王芳", "13900000001", "B3U1", "单元长", "是", "中文", "腿脚不便")
LI = ("李姨", "13900000002", "B3U2", "单元长", "否", "", "")


def as_read(title: str, fields: tuple[str, ...], rows: Rows) -> Sheet:
    """A sheet as it comes from the reader, with the header in its first row."""
    texts = (dict(zip(fields, map(str, row), strict=False)) for row in rows)
    raw = [RawRow(row=number, cells=cells) for number, cells in enumerate(texts, 2)]
    return Sheet(title=title, columns={field: LABELS[field] for field in fields}, rows=raw)


async def dry_run(db: Database, grids: Rows = TREE, people: Rows = (), **answers: str) -> Plan:
    """The plan of a file with these rows; every line of it is a sentence in both languages."""
    sheets = Sheets(grid=as_read("网格", GRID_FIELDS, grids), people=as_read("人员", PEOPLE_FIELDS, people))
    plan = await db.run(roster.plan, sheets, NOW, answers)
    for key, facts in roster.lines(plan):
        for language in ("zh-CN", "en"):
            assert say(key, language, readable(facts, language))
    return Plan.from_json(plan.to_json())


async def load(db: Database, grids: Rows = TREE, people: Rows = (), **answers: str) -> Summary:
    """Dry run and import."""
    return await db.run(roster.apply, await dry_run(db, grids, people), NOW, None, answers)


def said(plan: Plan) -> list[tuple[str, int]]:
    """(key, row) of what is wrong, asked or noted."""
    return [(line.key, line.row) for line in plan.lines if line.kind in ("error", "question", "note")]


async def count(db: Database, table: type[SQLModel], *where: Any) -> int:
    """How many rows there are."""

    def ask(session: Session) -> int:
        return session.exec(select(func.count()).select_from(table).where(*where)).one()

    return await db.read(ask)


async def people_of(db: Database, name: str) -> list[Person]:
    """Everybody of that name."""
    return await db.read(lambda session: list(session.exec(select(Person).where(Person.name == name))))


async def running(db: Database, code: str, role: str) -> list[str]:
    """Names of those who hold that post now."""

    def ask(session: Session) -> list[str]:
        query = select(Person.name).join(Post, col(Post.person_id) == col(Person.id)).join(Grid)
        return list(session.exec(query.where(Grid.code == code, Post.role == role, col(Post.to_on).is_(None))))

    return await db.read(ask)


async def phones_of(db: Database, name: str) -> list[str]:
    """Phone numbers of everybody of that name."""

    def ask(session: Session) -> Iterable[str]:
        query = select(Address.value).join(Person).where(Person.name == name, Address.channel == SMS)
        return sorted(session.exec(query))

    return list(await db.read(ask))
