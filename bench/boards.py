"""The notice boards of a whole community in one file, against as many empty pages with the same font."""

import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select as sql
from sqlmodel import Session, col

from bench.rows import in_folder
from bench.setting import KEY, ZONE
from bench.tools import ROOT, line
from bot.demo.community import model_roster, write_xlsx
from bot.sheets import read_workbook
from messages.paper.boards import SIZES, board_facts
from messages.paper.fonts import FOLDER
from models import crypt, roster
from models.contacts import PhoneConsent
from models.db import Database
from models.duties import Duty, issue, load_shipped_duties
from models.grid import community
from models.migrate import migrate
from models.people import Person
from models.workdays import WorkdayOverride

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
ROUNDS = 3
WAYS = {"bot": "hantang_loudao_bot", "number": "+8613900000000"}
CHILD = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from messages.paper.child import main; main()"


def sqlite(folder: Path) -> None:
    """Facts read, pages set and written by a process of their own, as when a coordinator asks for 公示牌 全部."""
    db = asyncio.run(_filled(in_folder(folder)("boards")))
    for size in SIZES:
        facts = _facts(db, size)
        count = len(facts["boards"])
        ours = _median(lambda size=size: _printed(_facts(db, size)))
        bare = _median(lambda size=size, count=count: _empty(folder, size, count))
        what = f"{count} notice boards, {size.upper()}, one PDF of {len(_printed(facts)) / 1e6:.1f} MB"
        line(f"{what} ÷ as many empty pages with the same font", ours, bare, " s")
    db.engine.dispose()


async def _filled(url: str) -> Database:
    """The model community by the real importer; every phone is public, November's inspections are under way."""
    crypt.use_key(KEY)
    migrate(url)
    db = Database(url, durable=False)
    plan = await db.run(roster.plan, await read_workbook(write_xlsx(model_roster(2026)), "roster.xlsx"), NOW)
    await db.run(roster.apply, plan, NOW, None)
    await db.run(_more)
    return db


def _more(session: Session) -> None:
    load_shipped_duties(session)
    session.add(WorkdayOverride(day=date(2027, 1, 1), workday=False, name="元旦"))
    for person_id in session.execute(sql(col(Person.id))).scalars():
        session.add(PhoneConsent(person_id=person_id, agreed=True, at=NOW))
    issue(session, session.get_one(Duty, "inspection"), NOW, NOW, ZONE)


def _facts(db: Database, size: str) -> dict[str, Any]:
    def read(session: Session) -> dict[str, Any]:
        about = {"paths": [community(session).path], "size": size, **WAYS}
        return board_facts(session, about, "zh-CN", NOW, ZONE)

    return db.run_now(read)


def _printed(facts: Mapping[str, Any]) -> bytes:
    asked = json.dumps({"maker": "boards", "facts": facts}).encode()
    return subprocess.run([sys.executable, "-I", "-c", CHILD], input=asked, capture_output=True, check=True).stdout


def _empty(folder: Path, size: str, count: int) -> bytes:
    """The least there is: pages with one character each, so that the font is loaded and cut as well."""
    page = folder / "empty.typ"
    pages = f"#for place in range({count}) {{ if place > 0 {{ pagebreak() }}; [楼] }}"
    page.write_text(f'#set page(paper: "{size}")\n#set text(font: "Noto Serif CJK SC")\n{pages}', "utf-8")
    code = (
        f"import typst, sys; sys.stdout.buffer.write(typst.compile({str(page)!r}, ignore_system_fonts=True, "
        f"font_paths=[{str(FOLDER)!r}]))"
    )
    return subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=True).stdout


def _median(make: Callable[[], object]) -> float:
    """The median of seconds, the first time apart."""
    times = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        make()
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])
