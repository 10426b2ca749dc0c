"""A month of the whole model community through the real code: nothing lost, nothing doubled, the same seed the same."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from bot.compose import ZONE
from bot.demo.rehearsal import Rehearsed, rehearse
from models.db import Database
from models.ledger import Entry
from models.migrate import migrate


def booked(session: Session) -> list[tuple[Any, ...]]:
    """The ledger without what a process numbers for itself."""
    columns = (Entry.seq, Entry.at, Entry.person_id, Entry.grid_id, Entry.rule, Entry.raw, Entry.points)
    return [tuple(row) for row in session.execute(select(*map(col, columns)).order_by(col(Entry.seq)))]


async def play(
    path: Path, months: int = 1, stop: tuple[datetime, datetime] | None = None
) -> tuple[Rehearsed, list[tuple[Any, ...]]]:
    """The first months of a year, and the ledger they leave."""
    migrate(f"sqlite:///{path}")
    done = await rehearse(Database(f"sqlite:///{path}", durable=False), 2026, months, 7, lambda line: None, stop)
    left = Database(f"sqlite:///{path}")
    entries = left.run_now(booked)
    await left.close()
    return done, entries


def dates(account: list[str]) -> dict[str, list[str]]:
    """{duty: the days it fell due on, marked "!" where the program was stopped for as long as it stood}."""
    found: dict[str, list[str]] = {}
    for line in account:
        if line.startswith("■ "):
            days = found.setdefault(line.removeprefix("■ ").partition("：")[0], [])
        else:
            days.append(line.strip()[5:10] + ("!" if "停" in line.rpartition(" · ")[2] else ""))
    return found


JANUARY = {
    "节日问候": ["01-01"], "儿童活动": ["01-03"], "楼道检索": ["01-04"], "一级网格十项清单": ["01-04"],
    "志愿活动": ["01-04"], "长者日": ["01-05"], "每周服务提示": ["01-05", "01-12", "01-19", "01-26"],
    "周三下访": ["01-07", "01-14", "01-21", "01-28"], "干部结对": ["01-12"], "联席会议": [], "推荐先进典型": [],
    "业委会会议": [],
}  # fmt: skip
"""When each duty falls due in January 2026: the 1st to the 3rd are days off, and Sunday the 4th is worked for them."""
ISSUED = {
    "节日问候": 497, "儿童活动": 1, "楼道检索": 497, "一级网格十项清单": 2, "志愿活动": 497, "长者日": 1,
    "每周服务提示": 4 * 497, "周三下访": 4 * 29, "干部结对": 29, "联席会议": 0, "推荐先进典型": 0, "业委会会议": 0,
}  # fmt: skip
"""What each comes to: once for everybody it is for, at each of its dates."""


async def test_a_month_keeps_every_promise_and_repeats_itself(tmp_path: Path) -> None:
    """Each duty on its dates for all of them, each invariant holds, and the same seed books the same entries again.

    Again as far as the twelfth: then the second program is stopped for the rest of its month.
    """
    first, entries = await play(tmp_path / "first.db")
    assert first.broken == []
    assert dates(first.duties) == JANUARY
    for line in (line for line in first.duties if line.startswith("■ ")):
        name, _, said = line.removeprefix("■ ").partition("：")
        assert said.startswith(f"{len(JANUARY[name])}次，发出{ISSUED[name]}，告知{ISSUED[name]}"), line
    assert first.checkins > 400
    stop = datetime(2026, 1, 12, tzinfo=ZONE).astimezone(UTC)
    _, again = await play(tmp_path / "second.db", stop=(stop, datetime(2026, 2, 12, tzinfo=ZONE).astimezone(UTC)))
    before = [entry for entry in entries if entry[1] < stop]
    assert len(before) > 100 and before == [entry for entry in again if entry[1] < stop]


async def test_stopped_over_the_end_of_a_month(tmp_path: Path) -> None:
    """Stopped from 27 January to 5 February: what still can be done is asked once, late; none missing, none doubled."""
    stop = (datetime(2026, 1, 27, tzinfo=ZONE).astimezone(UTC), datetime(2026, 2, 6, tzinfo=ZONE).astimezone(UTC))
    done, _ = await play(tmp_path / "stopped.db", 2, stop)
    assert done.broken == []
    found = dates(done.duties)
    assert found["周三下访"] == ["01-07", "01-14", "01-21", "01-28!", "02-04", "02-11", "02-24", "02-25"]
    assert found["楼道检索"] == ["01-04", "02-02"] and found["长者日"] == ["01-05", "02-05"]
    slept = {day for days in found.values() for day in days if day.endswith("!")}
    assert slept == {"01-28!"}
    for name, issued in (("楼道检索", 2 * 497), ("每周服务提示", 8 * 497), ("周三下访", 7 * 29), ("干部结对", 2 * 29)):
        [line] = [line for line in done.duties if line.startswith(f"■ {name}：")]
        assert f"次，发出{issued}，告知{issued}" in line
