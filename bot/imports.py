"""The background job that checks rosters and calendars sent by chat. The row is the truth: a crash starts it again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlmodel import Session

from bot.register_rows import take_registers
from bot.sheets import read_workbook
from bot.text_sheet import take_texts
from messages.catalogue import say
from messages.forms import FileRef, Source
from messages.render import readable
from models import day_sheets, imports, roster
from models.clock import Clock
from models.db import Database, write_queued
from models.errors import StairwellError
from models.imports import APPLIED, CANCELLED, FAILED, MOST_ATTEMPTS, READY, RECEIVED, ImportRun
from models.outbox import REPLY, post
from models.people import Person
from models.prompts import ask
from models.roster_rows import Sheet, Sheets

log = structlog.get_logger()
Take = Callable[[Session, ImportRun, Sheet, datetime, ZoneInfo], tuple[str, Mapping[str, Any]]]
OTHERS: dict[str, Take] = {"texts": take_texts, "registers": take_registers}
"""Sheets that are no roster, by the kind the reader calls them: who takes one in and gives the answer to its sender."""
RETRY_AFTER = timedelta(minutes=1)


async def work_imports(db: Database, sources: Mapping[str, Source], clock: Clock, zone: ZoneInfo) -> int:
    """Check one waiting file and tell its sender what it would change; how many were handled (0: none waits).

    A file that cannot be had is tried MOST_ATTEMPTS times, a minute apart; a worker that dies leaves it to the next.
    """
    run = await db.run(imports.claim, clock.now())
    if run is None:
        return 0
    if run.attempts > MOST_ATTEMPTS:
        await db.run(_failed, run, "import-broken", {}, clock.now())
        return 1
    source = sources.get(run.channel)
    if source is None:
        await db.run(_failed, run, "import-unavailable", {}, clock.now())
        return 1
    try:
        data = await source.fetch(FileRef(run.file_id, run.file_name, run.file_size))
    except OSError as error:
        await _try_again(db, run, type(error).__name__, clock.now(), "import-unavailable")
        return 1
    try:
        sheets = await read_workbook(data, run.file_name)
        await db.run(_checked, run, sheets, clock.now(), zone)
    except StairwellError as refusal:
        await db.run(_failed, run, refusal.key, refusal.facts, clock.now())
    except Exception as error:
        # A file that trips us up must not end the job for all others; it is tried again, then given up with a word.
        await _try_again(db, run, type(error).__name__, clock.now(), "import-broken")
    return 1


async def _try_again(db: Database, run: ImportRun, error: str, now: datetime, key: str) -> None:
    log.warning("roster file not checked", attempt=run.attempts, error=error)
    if run.attempts >= MOST_ATTEMPTS:
        await db.run(_failed, run, key, {}, now)
        return
    assert run.id is not None
    await db.run(imports.give_back, run.id, now + RETRY_AFTER)


def _failed(session: Session, run: ImportRun, key: str, facts: Mapping[str, Any], now: datetime) -> None:
    """Nothing is applied, and the sender is told why."""
    assert run.id is not None
    if imports.settle(session, run.id, RECEIVED, FAILED):
        _tell(session, run, key, facts, now)


def _checked(session: Session, run: ImportRun, sheets: Sheets, now: datetime, zone: ZoneInfo) -> None:
    """Keep what was read until the confirm, and show what it would change: a roster, or days of the calendar.

    A sheet of OTHERS is taken in at once.
    """
    assert run.id is not None
    if sheets.other is None:
        plan = roster.plan(session, sheets, now)
        _show(session, run, plan.to_json() if plan.changes else None, roster.chat_lines(plan), now, "import")
    elif sheets.kind == "calendar":
        days = day_sheets.plan(session, sheets.other, now, zone)
        _show(session, run, days.to_json() if days.changes else None, days.lines, now, "import_days")
    elif imports.settle(session, run.id, RECEIVED, APPLIED):
        _tell(session, run, *OTHERS[sheets.kind](session, run, sheets.other, now, zone), now)


def _show(
    session: Session,
    run: ImportRun,
    plan: str | None,
    said: Sequence[tuple[str, Mapping[str, Any]]],
    now: datetime,
    question: str,
) -> None:
    """Say the lines of a plan and ask the question that confirms it; only say them where it changes nothing."""
    assert run.id is not None
    language = session.get_one(Person, run.actor_id).language
    lines = [say(key, language, readable(facts, language)) for key, facts in said]
    facts = {"file": run.file_name[:40], "lines": lines}
    key = question.replace("_", "-")
    if plan is None:
        if imports.settle(session, run.id, RECEIVED, CANCELLED):
            _tell(session, run, f"{key}-nothing", facts, now)
    elif imports.settle(session, run.id, RECEIVED, READY, plan):
        prompt_id = ask(session, run.actor_id, question, run.id, now, now + imports.STANDS)
        write_queued(session)
        _tell(session, run, f"{key}-checked", facts, now, prompt_id)


def _tell(
    session: Session, run: ImportRun, key: str, facts: Mapping[str, Any], now: datetime, prompt_id: int | None = None
) -> None:
    post(
        session, run.actor_id, key, facts, purpose="import", subject=f"import:{run.id}", now=now,
        expires_at=now + imports.STANDS, priority=REPLY, prompt_id=prompt_id,
    )  # fmt: skip
