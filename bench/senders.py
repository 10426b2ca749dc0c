"""One worker of several: delivers for ten senders that share the work with the other workers, unpaced.

python -m bench.senders DATABASE_URL SENDERS
"""

import asyncio
import gc
import sys

from bench.setting import KEY, NOW, ZONE
from bot.loop import run_loop
from messages.channels.telegram import TelegramChannel
from messages.delivery import Delivery
from messages.forms import Outcome, Outgoing
from models import crypt
from models.clock import MovableClock
from models.db import Database


class Sink(TelegramChannel):
    """A bot with a channel name of its own, whose provider takes everything at once: the worker is what is measured."""

    def __init__(self, name: str) -> None:
        super().__init__("1:bench", "http://127.0.0.1:9/bot")
        self.name = name

    async def send(self, message: Outgoing) -> Outcome:
        """Taken."""
        await asyncio.sleep(0)
        return Outcome("sent", message.to)


async def serve(url: str, senders: int) -> None:
    """Deliver until killed."""
    crypt.use_key(KEY)
    channels = {f"bot{number}": Sink(f"bot{number}") for number in range(senders)}
    gc.collect()
    gc.freeze()
    await Delivery(Database(url), channels, MovableClock(NOW, running=True), ZONE).run()


if __name__ == "__main__":
    run_loop(serve(sys.argv[1], int(sys.argv[2])))
