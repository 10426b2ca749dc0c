"""What the `stairwell` command does; each function is one command, its docstring the help."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App as Cli
from cyclopts import Parameter
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot import backup as backups
from bot import doctor as doctors
from bot.compose import ZONE, make_clock, open_database
from bot.logs import set_up_logs
from bot.loop import run_loop
from bot.proof import proof
from bot.serve import Role, serve
from bot.settings import Settings, load
from bot.sheets import read_workbook
from bot.terminal import spoken
from messages.account import account_lines, account_numbers, figure_named, keys, trace_lines
from messages.catalogue import say
from messages.render import readable
from messages.report import report_text
from messages.stops import paused_facts
from models import crypt, day_sheets, pausing, roster
from models import migrate as migrations
from models.audit import record
from models.errors import StairwellError
from models.grid import community, grid_by_code
from models.joining import make_code
from models.people import Person
from models.posts import COORDINATOR, appoint

TRY_AGAIN = 75
"""EX_TEMPFAIL: nothing is wrong with the program, and a supervisor that starts it again does the right thing."""


def guarded(app: Cli) -> int:
    """Run the command line; what is refused is one sentence on standard error and exit code 1.

    A database that does not answer is exit code TRY_AGAIN.
    """
    set_up_logs()
    try:
        app()
    except StairwellError as error:
        print(_sentence(error), file=sys.stderr)
        return 1
    except (OperationalError, ExceptionGroup) as error:
        if (why := _database_away(error)) is None:
            raise
        print(say("error-database-away", spoken(), {"why": why}), file=sys.stderr)
        return TRY_AGAIN
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has enough of it (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return 0


def run(*, role: Role = "all") -> None:
    """Run the bot: Telegram (and SMS where it is set up), the scheduler and the web pages, until stopped.

    Parameters
    ----------
    role:
        do only a part of it, on PostgreSQL, in any number of processes: web (pages and webhooks), worker (handles
        messages and sends), scheduler (what falls due)
    """
    settings = load()
    run_loop(serve(settings, lambda: print(_running(settings, role), flush=True), role))


async def import_(file: Path, *, yes: bool = False) -> None:
    """Import a roster or a calendar (.xlsx or .csv): says what would change and what is wrong, then asks.

    Parameters
    ----------
    file:
        the roster, with the sheets 网格 and 人员; or days off and make-up workdays: 日期, 上班/放假, 名称
    yes:
        apply without asking
    """
    settings = load()
    db, clock = open_database(settings), make_clock(settings)
    try:
        data = await asyncio.to_thread(file.read_bytes)
    except OSError:
        raise SystemExit(say("import-no-file", spoken(), {"file": file.name})) from None
    sheets = await read_workbook(data, file.name)
    if sheets.kind == "calendar" and sheets.other is not None:
        days = await db.run(day_sheets.plan, sheets.other, clock.now(), ZONE)
        if await _agreed(days.lines, days.changes, yes=yes):
            _print(*await db.run(day_sheets.apply, days, clock.now(), None))
    else:
        plan = await db.run(roster.plan, sheets, clock.now())
        if await _agreed(roster.lines(plan), plan.changes, yes=yes):
            _print(*roster.summary_line(await db.run(roster.apply, plan, clock.now(), None)))
    await db.close()


async def report(period: str, *, trace: str = "", as_json: Annotated[bool, Parameter(name="--json")] = False) -> None:
    """Print the account of a month (2026-11), a quarter (2026-Q4) or a year (2026): every figure, then duty by duty.

    Parameters
    ----------
    trace:
        the name of a figure, as it stands in brackets: print the rows it is counted from
    as_json:
        print the figures as JSON
    """
    db, language = open_database(load()), spoken()
    try:
        if as_json:
            print(json.dumps(await db.read(account_numbers, period, ZONE), ensure_ascii=False, indent=1))
        elif trace:
            figure = figure_named(trace, language)
            if figure is None:
                names = readable({"names": keys(language)}, language)
                print(say("account-names", language, names), file=sys.stderr)
                sys.exit(1)
            print("\n".join(await db.read(trace_lines, figure, period, ZONE)))
        else:
            print("\n".join(await db.read(account_lines, period, ZONE, language)), end="\n\n")
            print(await db.read(report_text, period, ZONE, language))
    finally:
        await db.close()


async def verify(*, head: tuple[str, ...] = ()) -> None:
    """Recompute the whole ledger and every award list, and say what does not fit; exit code 1 when something does not.

    Parameters
    ----------
    head:
        a published head, NUMBER:HASH, that the ledger must still contain; may be given more than once
    """
    db = open_database(load())
    lines, fits = await db.read(proof, ZONE, head, spoken())
    await db.close()
    print("\n".join(lines))
    if not fits:
        sys.exit(1)


async def pause(*, reason: str = "", off: bool = False) -> None:
    """Stop all sending but answers, at once and in every process; nothing is lost. The coordinators are told.

    Parameters
    ----------
    reason:
        why, for the coordinators
    off:
        let messages go again
    """
    settings = load()
    db, clock = open_database(settings), make_clock(settings)
    key, facts = await db.run(_resume if off else _pause, clock.now(), reason)
    print(say(key, spoken(), readable(facts, spoken())))
    await db.close()


async def backup(file: Path) -> None:
    """Write a consistent copy of the database to a file, also while the bot runs. The key is not in it."""
    print(await asyncio.to_thread(backups.backup, load(), file))


async def restore(file: Path, *, replace: bool = False) -> None:
    """Bring a backup back.

    Parameters
    ----------
    file:
        what `stairwell backup` wrote
    replace:
        also over a database that is not empty; what is in it is lost
    """
    if not await asyncio.to_thread(file.is_file):
        raise SystemExit(say("import-no-file", spoken(), {"file": file.name}))
    print(await asyncio.to_thread(backups.restore, load(), file, replace=replace))


async def doctor() -> None:
    """Say what is configured, reachable and wrong, and what to do about it; exit code 1 when something is wrong."""
    failed = False
    for finding in await doctors.diagnose(load()):
        print(finding.line(spoken()))
        failed = failed or finding.failed
    if failed:
        sys.exit(1)


def migrate() -> None:
    """Bring the database up to this version's tables. `run` does so by itself."""
    settings = load()
    crypt.use_key(settings.root_key())
    migrations.migrate(settings.sqlalchemy_url)
    print(say("migrated", spoken()))


async def admin_add(name: str, grid: str = "") -> None:
    """Make somebody a coordinator and print their joining code (24 hours, once).

    Parameters
    ----------
    name:
        the person's name
    grid:
        code of the grid they coordinate; the community where it is left out
    """
    settings = load()
    db, clock = open_database(settings), make_clock(settings)
    code = await db.run(_add_admin, name, grid, clock.now())
    print(say("admin-code", spoken(), {"name": name, "code": code}))
    await db.close()


def _add_admin(session: Any, name: str, grid_code: str, now: datetime) -> str:
    """A coordinator's post for a new person, and the code that links their phone to it."""
    grid = grid_by_code(session, grid_code) if grid_code else community(session)
    person = Person(name=name, created_at=now)
    session.add(person)
    session.flush()
    assert person.id is not None and grid.id is not None
    appoint(session, grid, COORDINATOR, person.id, now.astimezone(ZONE).date(), now)
    code, _ = make_code(session, grid_id=grid.id, person_id=person.id, made_by=None, now=now)
    record(session, now, None, "admin.add", f"person:{person.id}", grid=grid.code)
    return code


def _pause(session: Session, now: datetime, reason: str) -> tuple[str, dict[str, Any]]:
    if pausing.pause(session, now, None, "", reason):
        return "sending-paused", {}
    stop = pausing.paused(session)
    return "sending-paused-before", paused_facts(stop, ZONE) if stop else {}


def _resume(session: Session, now: datetime, reason: str) -> tuple[str, dict[str, Any]]:
    left = pausing.resume(session, now, None, "")
    if left is None:
        return "sending-not-paused", {}
    return "sending-resumed", {"waiting": left.waiting, "expired": left.expired}


def _running(settings: Settings, role: Role) -> str:
    """That it runs, and where; that nobody can be reached yet, where no channel is set up."""
    if role in ("worker", "scheduler"):
        return say("running-role", spoken(), {"role": role})
    reached = settings.telegram_token or settings.twilio_sid or settings.aliyun_key_id
    return say("running" if reached else "running-alone", spoken(), {"listen": settings.listen})


async def _agreed(said: Sequence[tuple[str, Mapping[str, Any]]], changes: int, *, yes: bool) -> bool:
    """Say what an import would change; whether it is to be applied."""
    for key, facts in said:
        _print(key, facts)
    if changes and not yes and not await asyncio.to_thread(_confirmed, say("import-confirm", spoken())):
        print(say("import-left", spoken()))
        return False
    return changes > 0


def _print(key: str, facts: Mapping[str, Any]) -> None:
    print(say(key, spoken(), readable(facts, spoken())))


def _confirmed(question: str) -> bool:
    """Whether somebody says yes; nobody there to answer is a no."""
    try:
        return input(question).strip().casefold() in ("y", "yes", "是", "1")
    except EOFError:
        print()
        return False


def _database_away(error: BaseException) -> str | None:
    """The driver's first line on why it could not work, where that is what ended the program; it quotes no values."""
    if isinstance(error, BaseExceptionGroup):
        found = [_database_away(one) for one in error.exceptions]
        return next((why for why in found if why is not None), None)
    return str(error.orig).partition("\n")[0] if isinstance(error, OperationalError) else None


def _sentence(error: StairwellError) -> str:
    return str(error) if error.key == "error-settings" else say(error.key, spoken(), readable(error.facts, spoken()))
