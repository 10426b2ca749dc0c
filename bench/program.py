"""The program as it runs. Unless `--paced` without pacing: Telegram's limits would hide what the code costs.

python -m bench.program API_BASE DATABASE_URL [--paced]
"""

import asyncio
import sys

from bench.setting import KEY, NOW, ZONE
from bot.channels.polling import Poller
from bot.commands import ALL
from bot.context import Community
from bot.dispatch import Dispatch
from bot.loop import run_loop, settle_down
from messages.channels.telegram import TelegramChannel
from messages.delivery import Delivery
from messages.pacing import paced
from models import crypt
from models.clock import MovableClock
from models.db import Database
from models.people import TELEGRAM


async def serve(api: str, url: str, *, pace: bool) -> None:
    """Poll and deliver until killed."""
    crypt.use_key(KEY)
    db, channel = Database(url), TelegramChannel("1:bench", api)
    clock = MovableClock(NOW, running=True)
    delivery = Delivery(db, {TELEGRAM: channel}, clock, ZONE, pace=paced if pace else None)
    poller = Poller(db, Dispatch(db, Community(ZONE), ALL), channel, clock, "bench", delivery.wake)
    settle_down()
    await asyncio.gather(delivery.run(), poller.run())


if __name__ == "__main__":
    run_loop(serve(sys.argv[1], sys.argv[2], pace="--paced" in sys.argv))
