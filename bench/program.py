"""The program as it runs, without pacing: Telegram's limits would hide what the code costs.

    python -m bench.program API_BASE DATABASE_URL
"""

import asyncio
import gc
import sys

import uvloop

from bot.channels.polling import Poller
from bot.compose import ZONE, compose
from bot.context import Community
from messages.channels.telegram import TelegramChannel
from models import crypt
from models.clock import MovableClock
from models.db import Database
from models.people import TELEGRAM
from bench.setting import KEY, NOW


async def serve(api: str, url: str) -> None:
    """Poll and deliver until killed."""
    crypt.use_key(KEY)
    db, channel = Database(url), TelegramChannel("1:bench", api)
    clock = MovableClock(NOW, running=True)
    app = compose(db, clock, {TELEGRAM: channel}, Community(ZONE), in_real_time=False)
    poller = Poller(db, app.dispatch, channel, clock, "bench", app.delivery.wake)
    gc.collect()
    gc.freeze()
    await asyncio.gather(app.delivery.run(), poller.run())


if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1], sys.argv[2]))
