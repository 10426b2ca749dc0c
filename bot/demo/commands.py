"""`stairwell demo` and `stairwell rehearse`. Loaded when one of them is asked for: the bot itself needs none of it."""

import base64
import hashlib
import socket
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn

from bot.compose import ZONE, open_database
from bot.demo.model_year import load_year
from bot.demo.page import DemoPage
from bot.demo.rehearsal import rehearse as play
from bot.demo.stage import Stage
from bot.loop import run_loop
from bot.settings import load
from bot.terminal import spoken
from messages.catalogue import say
from models import crypt
from models.db import Database
from models.errors import SettingsError
from models.migrate import migrate

DEMO_START = datetime(2026, 11, 2, 8, 55, tzinfo=ZONE)
"""Five minutes before the inspection of November 2026 is sent (2 November is its first workday)."""


def demo(port: int = 8000) -> None:
    """Open a whole model community in the browser, without an account or a token.

    Parameters
    ----------
    port:
        where on 127.0.0.1 the page is served
    """
    try:
        door = socket.create_server(("127.0.0.1", port))  # taken before the stage is set, which takes a while
    except (OSError, OverflowError):
        raise SettingsError(why=f"port {port} cannot be used; choose another: stairwell demo --port 8001") from None
    with door, tempfile.TemporaryDirectory() as folder:
        run_loop(_demo(Path(folder), door))


async def _demo(folder: Path, door: socket.socket) -> None:
    stage = Stage(scratch(folder), DEMO_START.astimezone(UTC))
    print("Setting the stage: 708 grids, 497 unit heads …", flush=True)
    await stage.set()
    await stage.cast()
    await stage.move_to(DEMO_START.replace(hour=9, minute=1).astimezone(UTC))
    stage.app.community.site = f"http://127.0.0.1:{door.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(DemoPage(stage).app(), log_level="warning"))
    print(f"The demo is at {stage.app.community.site}/  (Ctrl+C ends it)", flush=True)
    await server.serve(sockets=[door])
    await stage.app.close()


def rehearse(year: int = 2026, *, months: int = 12, seed: int = 2026, stop: str = "") -> None:
    """Play a year of the model community in minutes and check every invariant; exit code 1 when one does not hold.

    Parameters
    ----------
    year:
        the year to play
    months:
        how many of its months
    seed:
        of names and habits; the same seed gives the same year
    stop:
        stop the program for some days of it, FIRST..LAST, for example 2026-10-27..2026-11-05
    """
    stopped = _days(stop) if stop else None
    with tempfile.TemporaryDirectory() as folder:
        done = run_loop(play(scratch(Path(folder), seed), year, months, seed, print, stopped))
    print("\n" + "\n".join(done.duties))
    print(f"\n{done.report}\n")
    simulated = done.months * 30.44 * 86400
    print(
        f"{done.tasks} tasks, {done.checkins} check-ins, {done.messages} messages in {done.seconds:.0f} s: "
        f"simulated ÷ real time = {simulated / done.seconds:,.0f}"
    )
    for name in done.broken:
        print(f"BROKEN: {name}")
    print("every invariant holds" if not done.broken else f"{len(done.broken)} invariants broken")
    if done.broken:
        sys.exit(1)


def model(year: int = 2026, *, seed: int = 2026) -> None:
    """Load a year of the model community into the configured, empty database: then `stairwell report YEAR` tells it.

    Parameters
    ----------
    year:
        the year the records are of
    seed:
        of names and habits; the same seed gives the same year
    """
    db = open_database(load())
    run_loop(_load(db, year, seed))


async def _load(db: Database, year: int, seed: int) -> None:
    try:
        await load_year(db, year, ZONE, seed=seed)
    finally:
        await db.close()
    print(say("model-loaded", spoken(), {"year": str(year)}))


def _days(said: str) -> tuple[datetime, datetime]:
    """Midnight of the first day and the end of the last, of "2026-10-27..2026-11-05". Raises SettingsError."""
    first, _, last = said.partition("..")
    try:
        begin, end = (datetime.fromisoformat(day).replace(tzinfo=ZONE) for day in (first, last))
    except ValueError:
        begin = end = datetime.max.replace(tzinfo=UTC)
    if not begin < end:
        raise SettingsError(why="--stop is written FIRST..LAST, for example --stop 2026-10-27..2026-11-05")
    return begin.astimezone(UTC), (end + timedelta(days=1)).astimezone(UTC)


def scratch(folder: Path, seed: int | None = None) -> Database:
    """A new database of its own, with a key that is thrown away with it; with a seed the key is drawn from it."""
    drawn = hashlib.sha256(f"rehearsal {seed}".encode()).digest()
    crypt.use_key(crypt.new_key() if seed is None else base64.urlsafe_b64encode(drawn).decode())
    url = f"sqlite:///{folder / 'stage.db'}"
    migrate(url)
    return Database(url, durable=False)
