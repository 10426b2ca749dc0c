"""The program under the rig: the real way in, clock and delivery over real HTTP, with a place where it dies.

Forked from a process that has everything imported, so that a restart costs milliseconds.
"""

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import uvicorn
from starlette.applications import Starlette

from bot.channels.polling import Poller
from bot.commands import ALL
from bot.context import Community
from bot.dispatch import Dispatch
from bot.loop import run_loop
from bot.web.webhooks import Webhooks, Worker
from messages.channels.telegram import TelegramChannel
from messages.delivery import Delivery
from messages.forms import Outcome, Outgoing
from messages.pacing import Pace, paced
from models import crypt
from models.clock import MovableClock
from models.db import Database
from models.people import TELEGRAM
from models.processes import process_name
from scheduler.clockwork import Clockwork
from scheduler.tick import prepare
from tests.conftest import KEY
from tests.rig.failpoints import AFTER, BEFORE, Failpoint, kind_of

ZONE = ZoneInfo("Asia/Shanghai")
TOKEN, SECRET = "123456:the-rig", "the-rigs-secret"
SENDS_A_SECOND, TICK_SECONDS = 300.0, 0.5
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.rig.program"])


@dataclass(frozen=True, slots=True)
class Life:
    """One run of the program: its clock starts at `now`; it dies the `nth` time it is at that boundary.

    `port` is where it takes webhooks, 0 when it polls. `rate` is how many messages it claims at a time. `shift` adds
    seconds to the clock while it runs. What it prints goes into the file `log`.
    """

    url: str
    api: str
    now: datetime
    log: str
    port: int = 0
    rate: float = 30.0
    what: str = ""
    moment: str = ""
    nth: int = 1
    shift: Any = None


def start(life: Life) -> Any:
    """Begin it as a process of its own."""
    process = _context.Process(target=live, args=(life,), daemon=True)
    process.start()
    return process


def new_shift() -> Any:
    """A shared number of seconds, 0 at first, to give to a Life."""
    return _context.Value("d", 0.0)


def live(life: Life) -> None:
    """Run until killed."""
    log = os.open(life.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    failpoint = Failpoint(life.what, life.moment, life.nth)
    failpoint.watch_commits()
    run_loop(_serve(life, failpoint))


class Watched(TelegramChannel):
    """The real channel; before and after each sending is a boundary."""

    def __init__(self, life: Life, failpoint: Failpoint) -> None:
        super().__init__(TOKEN, life.api)
        self.rate, self._failpoint = life.rate, failpoint

    async def send(self, message: Outgoing) -> Outcome:
        """Send it, if the process lives that long."""
        kind = kind_of(message.text)
        self._failpoint.reached(kind, f"{BEFORE} send")
        outcome = await super().send(message)
        self._failpoint.reached(kind, f"{AFTER} send")
        return outcome


def _pace(rate: float, per_chat: Callable[[str], float]) -> Pace:
    """As paced, only faster: what is claimed at a time stays a second's worth at the channel's own rate."""
    return paced(SENDS_A_SECOND, lambda chat: SENDS_A_SECOND)


def _real(life: Life) -> Callable[[], datetime]:
    return lambda: datetime.now(UTC) + timedelta(seconds=life.shift.value if life.shift else 0)


async def _serve(life: Life, failpoint: Failpoint) -> None:
    crypt.use_key(KEY)
    db, channel = Database(life.url), Watched(life, failpoint)
    clock = MovableClock(life.now, running=True, real=_real(life))
    community = Community(ZONE, "rig_bot")
    dispatch = Dispatch(db, community, ALL)
    delivery = Delivery(db, {TELEGRAM: channel}, clock, ZONE, pace=_pace)
    clockwork = Clockwork(db, clock, ZONE, delivery.wake, every=TICK_SECONDS)
    await db.run(prepare, clock.now(), ZONE)
    await clockwork.start()
    async with asyncio.TaskGroup() as group:
        group.create_task(delivery.run())
        if not life.port:
            group.create_task(Poller(db, dispatch, channel, clock, process_name(), delivery.wake).run())
            return
        worker = Worker(dispatch, {TELEGRAM: channel}, clock, delivery.wake)
        webhooks = Webhooks(db, {TELEGRAM: channel}, clock, worker, SECRET, "")
        site = uvicorn.Config(Starlette(routes=webhooks.routes()), port=life.port, lifespan="off", log_config=None)
        group.create_task(worker.run())
        group.create_task(uvicorn.Server(site).serve())
