"""The rehearsal: a seeded year of the model community through the real code, its invariants checked at its end."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.compose import ZONE
from bot.demo.account import Stop, accounts, lines
from bot.demo.account import broken as faults
from bot.demo.kept import broken_between_neighbours
from bot.demo.stage import Stage
from messages.report import report_text
from models.awards import award_list
from models.checkins import CheckIn
from models.db import Database
from models.duties import Task
from models.inbox import DEAD, Inbox
from models.ledger import Entry, Total
from models.outbox import FAILED, UNCERTAIN, Message
from models.verify import verify, verify_awards


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a rehearsal showed: `broken` names every invariant that did not hold, `report` is the account of the year,
    `duties` that of each duty with its dates."""

    months: int
    tasks: int
    checkins: int
    messages: int
    seconds: float
    broken: list[str]
    report: str
    duties: list[str]


async def rehearse(
    db: Database, year: int, months: int, seed: int, say: Callable[[str], None], stop: Stop | None = None
) -> Rehearsed:
    """Play `months` months of a year, then let its last late entries run out and its awards be made.

    The program is stopped from the first to the second instant of `stop`. The database must be new. The same seed gives
    the same year, down to each entry of the ledger.
    """
    began = time.monotonic()
    stage = Stage(db, datetime(year, 1, 1, 0, 0, tzinfo=ZONE).astimezone(UTC), seed)
    await stage.set()
    for month in range(1, months + 1):
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=ZONE).astimezone(UTC)
        if stop is not None and stage.clock.now() <= stop[0] < end:
            await stage.move_to(stop[0])
            await stage.stand_still(stop[1])
        await stage.move_to(max(end, stage.clock.now()))
        say(await db.read(month_line, f"{year}-{month:02}"))
    await stage.move_to(datetime(year + months // 12, months % 12 + 1, 12, 12, tzinfo=ZONE).astimezone(UTC))
    start, end = (datetime(year + n // 12, n % 12 + 1, 1, tzinfo=ZONE).astimezone(UTC) for n in (0, months))
    stops = [stop] if stop else []
    found = await db.read(accounts, start, end, ZONE, stops)
    broken = [*await db.read(check_invariants, months), *await db.read(lambda s: list(broken_between_neighbours(s)))]
    broken += await db.read(lambda s: list(faults(s, found, ZONE, stops)))
    counts = await db.read(count)
    report = await db.read(report_text, str(year), ZONE, "zh-CN")
    await stage.app.close()
    return Rehearsed(months, *counts, time.monotonic() - began, broken, report, lines(found, ZONE, "zh-CN"))


def month_line(session: Session, period: str) -> str:
    """How a month's inspections stand at its end: issued, and each state's count."""
    which = (col(Task.duty_key) == "inspection") & (col(Task.period) == period)
    states = session.execute(select(col(Task.state), func.count()).where(which).group_by(col(Task.state))).all()
    counts = {state: number for state, number in sorted(tuple(row) for row in states)}
    return f"{period}: {sum(counts.values())} " + " ".join(f"{state}={number}" for state, number in counts.items())


def count(session: Session) -> tuple[int, int, int]:
    """(tasks, check-ins that stand, messages)."""
    return (
        _count(session, Task),
        _count(session, CheckIn, col(CheckIn.undone_at).is_(None)),
        _count(session, Message),
    )


def check_invariants(session: Session, months: int) -> list[str]:
    """The promises that must hold after any year; what does not hold, in words."""
    settled = col(Task.state).in_(("done", "impossible"))
    year_is_over = months == 12
    checks = {
        "one check-in that stands for each settled task": _count(session, Task, settled)
        == _count(session, CheckIn, col(CheckIn.undone_at).is_(None)),
        "the ledger is what was written": not verify(session),
        "the award list is what the records give": not list(verify_awards(session, ZONE)),
        "totals are the sums of entries": _sum(session, Entry.points) == _sum(session, Total.points),
        "no dead letter": _count(session, Inbox, col(Inbox.state) == DEAD) == 0,
        "no message failed or uncertain": _count(session, Message, col(Message.state).in_((FAILED, UNCERTAIN))) == 0,
        "whoever missed something was told of it": _count(
            session, Task, col(Task.person_id).is_not(None), col(Task.asked_at).is_(None), col(Task.state) == "missed"
        )
        == 0,
        "the award list is made": (award_list(session) is not None) == year_is_over,
    }
    return [name for name, holds in checks.items() if not holds]


def _count(session: Session, table: Any, *where: Any) -> int:
    return int(session.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


def _sum(session: Session, column: Any) -> int:
    return int(session.execute(select(func.coalesce(func.sum(column), 0))).scalar_one())
