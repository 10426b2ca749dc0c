"""The composition root: the one place where every room is wired to the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

import structlog

from bot.commands import ALL
from bot.context import Community
from bot.dispatch import Dispatch
from bot.imports import work_imports
from bot.photos import work_photos
from bot.settings import Settings, is_real
from bot.uploads import Uploads
from bot.web.webhooks import Webhooks, Worker
from messages.channels.aliyun import AliyunChannel
from messages.channels.telegram import ChannelDown, TelegramChannel
from messages.channels.wecom import WecomChannel
from messages.delivery import Delivery
from messages.forms import Channel, Source
from messages.pacing import paced
from messages.paper.press import Press
from messages.segments import billed_by
from models import crypt
from models.clock import Clock, MovableClock, SystemClock
from models.db import Database
from models.errors import SettingsError
from models.groups import WECOM
from models.heartbeats import SCHEDULER
from models.import_files import WEB
from models.migrate import migrate
from models.people import SMS, TELEGRAM
from scheduler.clockwork import Clockwork
from scheduler.tick import next_moment, prepare

log = structlog.get_logger()
ZONE = ZoneInfo("Asia/Shanghai")
INBOX_SECONDS = 1.0
"""How often a worker looks at the inbox where another process may have filled it."""
PUT_BACK_SECONDS = 5.0
"""How often where only a coordinator's 放回 can have put something there unnoticed (bot/commands/dead_letters.py)."""


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
    press: Press

    @property
    def sources(self) -> dict[str, Source]:
        """Where sheets come from: the channels, and the pages."""
        return {**self.channels, WEB: Uploads(self.db)}

    async def begin(self) -> None:
        """Load the duties this version ships and plan their next dates."""
        await self.db.run(prepare, self.clock.now(), self.zone)

    async def next_moment(self) -> datetime | None:
        """When time alone brings something about next; None when nothing is planned."""
        return await self.db.read(next_moment, self.clock.now(), self.zone)

    async def settle(self) -> None:
        """Do all that can be done at this moment of the clock: ticks, inbox, imports, photos, sending."""
        await self.clockwork.tick_now()
        await self.worker.drain()
        while await work_imports(self.db, self.sources, self.clock, self.zone):
            pass
        while await work_photos(self.db, self.channels, self.clock, self.zone):
            pass
        await self.delivery.drain()

    async def answer(self) -> None:
        """Handle what the inbox holds and send what is queued: all there is to do while nothing falls due."""
        await self.worker.drain()
        await self.delivery.drain()

    async def pulse(self) -> dict[str, float | None]:
        """{role: seconds since this process did its work}, of what makes everything else happen: the clockwork."""
        return {SCHEDULER: self.clockwork.age()}

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
    """The channels that are configured. Twilio's library is imported only where it is used: it is slow to load.

    WeCom's robots need no setting, a coordinator registers them; a rehearsal never speaks to the real ones.
    """
    channels: dict[str, Channel] = {}
    if settings.telegram_token:
        channels[TELEGRAM] = TelegramChannel(settings.telegram_token.get_secret_value(), settings.telegram_api)
    if settings.twilio_sid and settings.twilio_token and settings.twilio_from:
        from messages.channels.twilio import TwilioChannel

        channels[SMS] = TwilioChannel(
            settings.twilio_sid, settings.twilio_token.get_secret_value(), settings.twilio_from,
            settings.twilio_api, settings.public_url or "",
        )  # fmt: skip
    if settings.aliyun_key_id and settings.aliyun_key_secret and settings.aliyun_sign and settings.aliyun_template:
        channels[SMS] = AliyunChannel(
            settings.aliyun_key_id, settings.aliyun_key_secret.get_secret_value(), settings.aliyun_sign,
            settings.aliyun_template, settings.aliyun_api,
        )  # fmt: skip
    if not (settings.now and is_real(settings.wecom_api)):
        channels[WECOM] = WecomChannel(settings.wecom_api)
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
    community.billed = partial(billed_by, channels.get(SMS))
    dispatch = Dispatch(db, community, ALL)
    press = Press(db, clock, community.zone)
    delivery = Delivery(db, channels, clock, community.zone, pace=paced if in_real_time else None, make=press.make)
    # On SQLite there is one process, and what fills the inbox wakes the worker itself; what is put back does not.
    every = PUT_BACK_SECONDS if db.sqlite else INBOX_SECONDS
    worker = Worker(dispatch, channels, clock, delivery.wake, every=every)
    clockwork = Clockwork(db, clock, community.zone, delivery.wake)
    webhooks = Webhooks(db, channels, clock, worker, secret, community.public_url)
    return App(db, clock, community.zone, community, channels, delivery, dispatch, worker, clockwork, webhooks, press)


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
