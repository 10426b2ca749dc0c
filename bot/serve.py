"""What `stairwell run` runs: the work of one role or of all, until a signal, an error, or the database's end."""

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Literal, TypeVar, cast

import structlog
import uvicorn
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette

from bot.channels.polling import Poller
from bot.compose import ZONE, App, bot_name, compose, make_channels, make_clock, open_database
from bot.context import Community
from bot.imports import work_imports
from bot.loop import settle_down
from bot.menu import list_commands
from bot.photos import work_photos
from bot.settings import Settings
from bot.web.everything import page_routes
from bot.web.held import HOLD
from bot.web.server import Pulse, build_site
from messages.catalogue import DEFAULT, say
from messages.channels.aliyun import AliyunChannel
from messages.channels.telegram import ChannelDown, TelegramChannel
from models.errors import SettingsError
from models.heartbeats import ROLES, SCHEDULER, WEB, WORKER, ages, beat
from models.people import SMS, TELEGRAM
from models.processes import process_name

log = structlog.get_logger()
Role = Literal["all", "web", "worker", "scheduler"]
BEAT_SECONDS, AWAY_SECONDS = 20.0, 1.0
DATABASE_TRIES = 30
IMPORT_EVERY_SECONDS = 2.0
MAX_PAUSE_SECONDS = 30.0
LEARN_PAUSES = tuple(5.0 * 2**tries for tries in range(10))
"""Seconds between the tries to learn what the SMS gateway adds to a text: an hour and a half in all."""
SHUTDOWN_SECONDS = 5
SETTLED_AFTER_SECONDS = 2.0
R = TypeVar("R")


async def serve(settings: Settings, started: Callable[[], None] = lambda: None, role: Role = "all") -> None:
    """Do the work of a role until SIGINT or SIGTERM, then finish what is in hand.

    `web` answers HTTP and keeps what webhooks bring; `worker` handles that, polls Telegram where there is no webhook,
    checks rosters and sends; `scheduler` ticks. `started` is called once everything runs. Raises AnotherPoller,
    SettingsError, and OperationalError, alone or in a group, when the database stays away.
    """
    roles = _roles(settings, role)
    door = _door(settings) if WEB in roles else None
    db, clock = open_database(settings), make_clock(settings)
    channels = {} if roles == (SCHEDULER,) else make_channels(settings)
    public = settings.public_url or ""
    site = public or f"http://{settings.listen}"
    community = Community(ZONE, await bot_name(channels), public, site, settings.twilio_from or "")
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    app = compose(db, clock, channels, community, secret=secret)
    if SCHEDULER in roles:
        await app.begin()
    loops = _loops(app, settings, roles, door, secret)
    if SCHEDULER in roles:
        await app.clockwork.start()
    asyncio.get_running_loop().call_later(SETTLED_AFTER_SECONDS, settle_down)  # not while anybody waits for the start
    started()
    try:
        await _until_one_ends(loops)
    finally:
        await app.clockwork.stop()
        await app.close()
        if door is not None:
            door.close()


def _roles(settings: Settings, role: Role) -> tuple[str, ...]:
    """The roles this process has. Raises SettingsError where the database is not for several processes."""
    if role == "all":
        return ROLES
    if settings.sqlite_path is not None:
        raise SettingsError(
            why=f"--role {role} needs PostgreSQL. On SQLite one process does everything, and needs no other beside "
            "it: leave --role out, or set STAIRWELL_DATABASE_URL to postgresql://…"
        )
    return (role,)


def _loops(
    app: App, settings: Settings, roles: tuple[str, ...], door: socket.socket | None, secret: str
) -> list[Coroutine[Any, Any, Any]]:
    """All that runs side by side in these roles, apart from the clockwork, which has a scheduler of its own."""
    name, loops = process_name(), list[Coroutine[Any, Any, Any]]()
    if WORKER in roles:
        loops += [app.delivery.run(), app.worker.run(), _imports(app), _learning(app), _listing(app)]
    if door is not None:
        token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
        pages = page_routes(app, _pulse(app, roles), token=token, hold=HOLD)
        loops.append(_server(build_site([*pages, *app.webhooks.routes()])).serve(sockets=[door]))
    else:
        loops.append(_until_signal())
    if TELEGRAM in app.channels:
        loops.append(_telegram_in(app, settings.public_url or "", secret, roles, name))
    if not app.db.sqlite:
        loops.append(_beating(app, roles, name))
    return loops


async def _telegram_in(app: App, public_url: str, secret: str, roles: tuple[str, ...], name: str) -> None:
    """Bring Telegram's updates in for ever: by webhook where the machine can be reached, else by polling."""
    telegram = cast(TelegramChannel, app.channels[TELEGRAM])
    if not app.community.bot_name:
        app.community.bot_name = str((await _once_it_is_up(telegram.me)).get("username", ""))
    if public_url and WEB in roles:
        await _once_it_is_up(lambda: telegram.set_webhook(f"{public_url.rstrip('/')}/telegram", secret))
        if public_url.startswith("https:"):  # Telegram opens no other
            await _once_it_is_up(lambda: telegram.set_app(say("page-app-button", DEFAULT), f"{public_url}/app"))
    elif not public_url and WORKER in roles:
        # A worker is one of several, of which one polls and the others wait to take over. Whoever starts the whole
        # program a second time has made a mistake, and learns it at once.
        stand_by = WEB not in roles
        poller = Poller(app.db, app.dispatch, telegram, app.clock, name, app.delivery.wake, stand_by=stand_by)
        await poller.run()
    await asyncio.Event().wait()


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


async def _beating(app: App, roles: tuple[str, ...], name: str) -> None:
    """Note every BEAT_SECONDS when this process last did its work; OperationalError when the database stays away.

    It is also how a process that has little to ask of the database finds out that there is none.
    """
    since = {WEB: lambda: 0.0, WORKER: app.worker.age, SCHEDULER: app.clockwork.age}
    failures = 0
    while True:
        now = app.clock.now()
        try:
            await app.db.run(beat, name, {role: now - timedelta(seconds=since[role]()) for role in roles}, now)
            failures = 0
        except OperationalError as error:
            failures += 1
            if failures >= DATABASE_TRIES:
                raise
            log.warning("database away", error=type(error).__name__)
        await asyncio.sleep(AWAY_SECONDS if failures else BEAT_SECONDS)


def _pulse(app: App, roles: tuple[str, ...]) -> Pulse:
    """Who did what when: of this process where it ticks itself, else of whoever shares the database."""

    async def shared() -> dict[str, float | None]:
        return await app.db.read(ages, app.clock.now(), (SCHEDULER, WORKER))

    return app.pulse if SCHEDULER in roles else shared


async def _until_one_ends(loops: list[Coroutine[Any, Any, Any]]) -> None:
    """Run the loops side by side; when one ends (on a signal, or by an error) the others are cancelled."""
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(ended, Exception):  # the first one is raised below, but others may have gone wrong with it
                log.error("ended by an error", error=type(ended).__name__)
    for task in done:
        task.result()


async def _imports(app: App) -> None:
    while True:
        try:
            found = await work_imports(app.db, app.sources, app.clock, app.zone)
            found += await work_photos(app.db, app.channels, app.clock, app.zone)
        except OperationalError as error:
            log.warning("database away", error=type(error).__name__)
            found = 0
        if found:
            app.delivery.wake()
        else:
            await asyncio.sleep(IMPORT_EVERY_SECONDS)


async def _learning(app: App) -> None:
    """Learn what the SMS gateway adds to a text, for the segments shown before a message to many; then do nothing."""
    gateway = app.channels.get(SMS)
    if isinstance(gateway, AliyunChannel):
        for pause in LEARN_PAUSES:
            if await gateway.learn():
                break
            await asyncio.sleep(pause)
        else:
            log.warning("templates not learned: previews count the signature and what is put in, not their own words")
    await asyncio.Event().wait()


async def _listing(app: App) -> None:
    """Have Telegram list the commands; then do nothing."""
    telegram = app.channels.get(TELEGRAM)
    if isinstance(telegram, TelegramChannel):
        await list_commands(telegram)
    await asyncio.Event().wait()


async def _until_signal() -> None:
    """Return on SIGINT or SIGTERM, where no web server listens to them."""
    loop, signalled = asyncio.get_running_loop(), asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, signalled.set)
    try:
        await signalled.wait()
    finally:
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(sign)


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


def _server(site: Starlette) -> uvicorn.Server:
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
