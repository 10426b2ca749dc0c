"""The composition root: the one place where every room is wired to the others."""

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

import structlog
import uvicorn
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette

from bot.channels.polling import Poller
from bot.commands import ALL
from bot.context import Community
from bot.dispatch import Dispatch
from bot.imports import work_imports
from bot.loop import settle_down
from bot.settings import Settings
from bot.web.server import Site, build_site
from bot.web.webhooks import Webhooks, Worker
from messages.channels.telegram import ChannelDown, TelegramChannel
from messages.delivery import Delivery
from messages.forms import Channel
from messages.pacing import paced
from models import crypt
from models.clock import Clock, MovableClock, SystemClock
from models.db import Database
from models.errors import SettingsError
from models.migrate import migrate
from models.people import SMS, TELEGRAM
from models.processes import process_name
from scheduler.clockwork import Clockwork
from scheduler.tick import next_moment, prepare

log = structlog.get_logger()
ZONE = ZoneInfo("Asia/Shanghai")
IMPORT_EVERY_SECONDS = 2.0
MAX_PAUSE_SECONDS = 30.0
SHUTDOWN_SECONDS = 5
SETTLED_AFTER_SECONDS = 2.0
R = TypeVar("R")


@dataclass(slots=True)
class App:
    """Everything that runs, wired."""

    db: Database
    clock: Clock
    zone: ZoneInfo
    community: Community
    channels: Mapping[str, Channel]
    delivery: Delivery
    dispatch: Dispatch
    worker: Worker
    clockwork: Clockwork
    webhooks: Webhooks

    async def begin(self) -> None:
        """Load the duties this version ships and plan their next dates."""
        await self.db.run(prepare, self.clock.now(), self.zone)

    async def next_moment(self) -> datetime | None:
        """When time alone brings something about next; None when nothing is planned."""
        return await self.db.read(next_moment, self.clock.now(), self.zone)

    async def settle(self) -> None:
        """Do all that can be done at this moment of the clock: ticks, inbox, imports, sending."""
        await self.clockwork.tick_now()
        await self.worker.drain()
        while await work_imports(self.db, self.channels, self.clock, self.zone):
            pass
        await self.delivery.drain()

    async def answer(self) -> None:
        """Handle what the inbox holds and send what is queued: all there is to do while nothing falls due."""
        await self.worker.drain()
        await self.delivery.drain()

    async def close(self) -> None:
        """Let go of connections and threads."""
        for channel in self.channels.values():
            await channel.close()
        await self.db.close()


def open_database(settings: Settings) -> Database:
    """The migrated database of these settings, with the key in use. Raises SettingsError."""
    crypt.use_key(settings.root_key())
    migrate(settings.sqlalchemy_url)
    return Database(settings.sqlalchemy_url)


def make_clock(settings: Settings) -> Clock:
    """The machine's clock, or, for a rehearsal, one that runs on from STAIRWELL_NOW."""
    return MovableClock(settings.now, running=True) if settings.now else SystemClock()


def make_channels(settings: Settings) -> dict[str, Channel]:
    """The channels that are configured. Twilio's library is imported only where SMS is on: it is slow to load."""
    channels: dict[str, Channel] = {}
    if settings.telegram_token:
        channels[TELEGRAM] = TelegramChannel(settings.telegram_token.get_secret_value(), settings.telegram_api)
    if settings.twilio_sid and settings.twilio_token and settings.twilio_from:
        from messages.channels.twilio import TwilioChannel

        channels[SMS] = TwilioChannel(
            settings.twilio_sid, settings.twilio_token.get_secret_value(), settings.twilio_from,
            settings.twilio_api, settings.public_url or "",
        )  # fmt: skip
    return channels


def compose(
    db: Database,
    clock: Clock,
    channels: Mapping[str, Channel],
    community: Community,
    *,
    secret: str = "",
    in_real_time: bool = True,
) -> App:
    """Wire the rooms over an open database. Without `in_real_time` nothing is paced: demo, rehearsal, tests."""
    dispatch = Dispatch(db, community, ALL)
    delivery = Delivery(db, channels, clock, community.zone, pace=paced if in_real_time else None)
    worker = Worker(dispatch, channels, clock, delivery.wake)
    clockwork = Clockwork(db, clock, community.zone, delivery.wake)
    webhooks = Webhooks(db, channels, clock, worker, secret, community.public_url)
    return App(db, clock, community.zone, community, channels, delivery, dispatch, worker, clockwork, webhooks)


async def bot_name(channels: Mapping[str, Channel]) -> str:
    """The bot's user name, which joining links need; "" when Telegram is off or out of reach.

    Raises SettingsError when Telegram refuses the token.
    """
    telegram = channels.get(TELEGRAM)
    if telegram is None:
        return ""
    try:
        me = await cast(TelegramChannel, telegram).me()
    except ChannelDown as down:
        if down.reason == "unauthorized":
            await telegram.close()
            raise SettingsError(
                why="Telegram refuses STAIRWELL_TELEGRAM_TOKEN; copy the whole line that BotFather gave, like "
                "123456:ABC-DEF (or STAIRWELL_TELEGRAM_API names a server that does not know this bot)."
            ) from None
        log.warning("telegram unreachable", reason=down.reason)
        return ""
    return str(me.get("username", ""))


async def serve(settings: Settings, started: Callable[[], None] = lambda: None) -> None:
    """Run everything until SIGINT or SIGTERM, then finish what is in hand. Raises AnotherPoller, SettingsError.

    `started` is called once everything runs.
    """
    door = _door(settings)
    db, clock = open_database(settings), make_clock(settings)
    channels = make_channels(settings)
    community = Community(ZONE, await bot_name(channels), settings.public_url or "")
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    app = compose(db, clock, channels, community, secret=secret)
    await app.begin()
    site = Site(db, clock, community, app.clockwork.age)
    server = _server(settings, build_site([*site.routes(), *app.webhooks.routes()]))
    loops = [app.delivery.run(), app.worker.run(), _imports(app), server.serve(sockets=[door])]
    if TELEGRAM in channels:
        loops.append(_telegram_in(app, cast(TelegramChannel, channels[TELEGRAM]), settings.public_url or "", secret))
    await app.clockwork.start()
    asyncio.get_running_loop().call_later(SETTLED_AFTER_SECONDS, settle_down)  # not while anybody waits for the start
    started()
    try:
        await _until_one_ends(loops)
    finally:
        await app.clockwork.stop()
        await app.close()


async def _telegram_in(app: App, telegram: TelegramChannel, public_url: str, secret: str) -> None:
    """Bring Telegram's updates in for ever: by webhook where the machine can be reached, else by polling."""
    if not app.community.bot_name:
        app.community.bot_name = str((await _once_it_is_up(telegram.me)).get("username", ""))
    if public_url:
        await _once_it_is_up(lambda: telegram.set_webhook(f"{public_url.rstrip('/')}/telegram", secret))
        await asyncio.Event().wait()
    await Poller(app.db, app.dispatch, telegram, app.clock, process_name(), app.delivery.wake).run()


async def _once_it_is_up(call: Callable[[], Awaitable[R]]) -> R:
    """The result of a call to Telegram, again and again while it is out of reach, MAX_PAUSE_SECONDS apart at most."""
    pause = 1.0
    while True:
        try:
            return await call()
        except ChannelDown as down:
            log.warning("telegram unreachable", reason=down.reason, pause=pause)
            await asyncio.sleep(max(down.wait, pause))
            pause = min(pause * 2, MAX_PAUSE_SECONDS)


async def _until_one_ends(loops: list[Coroutine[Any, Any, Any]]) -> None:
    """Run the loops side by side; when one ends (the web server on a signal, or an error) the others are cancelled."""
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _imports(app: App) -> None:
    while True:
        try:
            found = await work_imports(app.db, app.channels, app.clock, app.zone)
        except OperationalError as error:
            log.warning("database away", error=type(error).__name__)
            found = 0
        if found:
            app.delivery.wake()
        else:
            await asyncio.sleep(IMPORT_EVERY_SECONDS)


class _Server(uvicorn.Server):
    """Ends on a signal, and that is all: uvicorn's own then sends itself the signal again, which kills the rest."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """SIGINT and SIGTERM end the server; afterwards they mean what they meant before."""
        before = {sign: signal.signal(sign, self.handle_exit) for sign in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for sign, handler in before.items():
                signal.signal(sign, handler)


def _server(settings: Settings, site: Starlette) -> uvicorn.Server:
    # Without a configuration of its own, uvicorn's log goes the way of all others, where nothing personal gets through.
    return _Server(
        uvicorn.Config(
            site, lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=SHUTDOWN_SECONDS
        )
    )


def _door(settings: Settings) -> socket.socket:
    """The socket the web server listens at, taken before anything else begins. Raises SettingsError."""
    host, _, port = settings.listen.rpartition(":")
    host = host.strip("[]")
    try:
        return socket.create_server((host, int(port)), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        reason = (error.strerror or "").partition(" (")[0]
        raise SettingsError(
            why=f"STAIRWELL_LISTEN={settings.listen} cannot be listened at: {reason}. If Stairwell is running already, "
            "stop that one first; else choose another port."
        ) from None
