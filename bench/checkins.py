"""Check-ins over real HTTP on loopback: how many a second, one winner of eight, nothing lost by kill -9."""

import signal
import statistics
import time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from bench import setting
from bench.tools import PATIENCE_SECONDS, get, line, post, rate, running, telegram, wait
from models import crypt
from models.checkins import CheckIn
from models.db import Database
from models.inbox import Inbox
from models.ledger import Entry
from models.outbox import Message

UPDATES = 2500
ROUNDS = 3
YARDSTICKS = {
    "bare PTB echo": (),
    "PTB echo with sniffio importable, without which httpcore repeats a failed import in every request": ("--sniffio",),
}


def durable(folder: Path) -> None:
    """Check-ins a second (message in → durable commit → answer out) ÷ echoes a second of PTB, in turns."""
    ours: dict[str, list[float]] = {"typed": [], "button, two calls each": []}
    theirs: dict[str, list[float]] = {name: [] for name in YARDSTICKS}
    for turn in range(ROUNDS):
        texts = [_text(n) for n in range(1, UPDATES + 1)]
        for name, options in YARDSTICKS.items():
            theirs[name].append(rate(texts, "-m", "bench.echo", then=lambda api, o=options: (api, *o)))
        for name, rates in ours.items():
            url = f"sqlite:///{folder / f'{turn}{name[:5]}.db'}"
            setting.make(url, UPDATES)
            tokens = setting.tokens(url)
            updates = texts if name == "typed" else [_press(n, tokens[n]) for n in range(1, UPDATES + 1)]
            rates.append(rate(updates, "-m", "bench.program", then=lambda api, u=url: (api, u)))
            booked = _count(url, Entry)
            if booked != UPDATES:
                raise AssertionError(f"{booked} of {UPDATES} check-ins were booked")
    for yardstick, below in theirs.items():
        for name, above in ours.items():
            ratio = statistics.median(a / b for a, b in zip(above, below, strict=True))
            medians = statistics.median(above), statistics.median(below)
            line(f"durable check-in ({name}) ÷ {yardstick}", *medians, "/s", ratio=ratio)


def race(folder: Path) -> None:
    """Eight presses at once of one button each of 100 heads: winners ÷ heads."""
    url = f"sqlite:///{folder / 'race.db'}"
    setting.make(url, 100)
    tokens = setting.tokens(url)
    updates = [_press(n, tokens[n]) | {"update_id": n * 10 + k} for n in range(1, 101) for k in range(8)]
    rate(updates, "-m", "bench.program", then=lambda api: (api, url))
    replies = _count(url, Message, col(Message.purpose) == "reply")
    line(f"eight simultaneous presses ({replies} answers to 800): winners ÷ tasks", _count(url, CheckIn), 100, "")


def kills(folder: Path, times: int = 20) -> None:
    """kill -9 again and again while 2,000 check-ins come in; lost ÷ sent, doubled ÷ sent."""
    heads, url = 2000, f"sqlite:///{folder / 'kills.db'}"
    setting.make(url, heads)
    with telegram() as (api, control):
        post(f"{control}/_load", [_text(n) for n in range(1, heads + 1)])
        for turn in range(times + 1):
            target = heads * (turn + 1) // (times + 1)
            with running("-m", "bench.program", api, url) as process:
                if turn == times:
                    wait(lambda: bool(get(f"{control}/_stats")["waiting"] == 0), process)
                else:
                    _until(partial(_count, url, CheckIn), target)
                process.send_signal(signal.SIGKILL)
    booked, handled = _count(url, Entry), _count(url, Inbox)
    for what, number in (("lost", heads - min(handled, booked)), ("doubled", max(0, booked - heads))):
        line(f"kill -9 × {times} during {heads} check-ins: {what} ÷ sent", number, heads, "")


def _until(count: Any, target: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while count() < target:
        if time.monotonic() > until:
            raise TimeoutError("the program does not get on after a kill -9")
        time.sleep(0.01)


def _text(n: int) -> dict[str, Any]:
    user = {"id": n, "is_bot": False, "first_name": f"人{n}"}
    chat = {"id": n, "type": "private", "first_name": f"人{n}"}
    return {"update_id": n, "message": {"message_id": n, "date": 0, "from": user, "chat": chat, "text": "1"}}


def _press(n: int, token: str) -> dict[str, Any]:
    message = _text(n)["message"]
    query = {"id": str(n), "from": message["from"], "chat_instance": "1", "data": f"{token}.0", "message": message}
    return {"update_id": n, "callback_query": query}


def _count(url: str, table: Any, *where: Any) -> int:
    crypt.use_key(setting.KEY)
    db = Database(url)
    try:
        return int(db.run_now(lambda s: s.execute(select(func.count()).select_from(table).where(*where)).scalar_one()))
    finally:
        db.engine.dispose()
