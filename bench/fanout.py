"""A broadcast to everybody against a Telegram that enforces its limits, and what a second worker adds."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from bench import setting
from bench.resting import cpu_seconds
from bench.tools import PATIENCE_SECONDS, get, line, post, running, telegram, wait
from models import crypt
from models.db import Database, UtcTime, table_of
from models.outbox import ALERT, QUEUED, SENT, Message
from models.outbox import post as say
from models.people import TELEGRAM, Address
from tests import postgres

HEADS, RESIDENTS = 497, 23_877
ALLOWED = 30.0
ALERT_LIMIT_SECONDS = 2.0
SENDERS, MESSAGES, ROUNDS = 10, 20_000, 3
CORES = os.cpu_count() or 1


def heads(folder: Path) -> None:
    """497 messages at Telegram's rate."""
    _fanout(folder, HEADS)


def residents(folder: Path) -> None:
    """23,877 messages at Telegram's rate: it takes thirteen minutes."""
    _fanout(folder, RESIDENTS)


def workers(folder: Path) -> None:
    """Messages a second of ten senders on PostgreSQL, unpaced: two worker processes ÷ one.

    How many cores are busy while one works says whether a second one can have any.
    """
    with postgres.server(f"bench-{postgres.run_id()}", "bench") as server:
        drained: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
        for turn in range(ROUNDS):
            for count, found in drained.items():
                server.create(f"workers{turn}{count}")
                found.append(_drained(server.url(f"workers{turn}{count}"), count))
    (below, one), (above, two) = (sorted(found)[ROUNDS // 2] for found in drained.values())
    line(f"{SENDERS} senders on PostgreSQL: two workers ÷ one", above, below, " messages/s")
    for count, busy in (("one works", one), ("two work", two)) if sys.platform == "linux" else ():
        line(f"{SENDERS} senders on PostgreSQL: cores busy while {count} ÷ cores there are", busy, CORES, "")


def _fanout(folder: Path, people: int) -> None:
    url = f"sqlite:///{folder / 'fanout.db'}"
    setting.make(url, people)
    _on(url, _queue, [TELEGRAM])
    with telegram("--limits") as (api, control):
        post(f"{control}/_load", [])
        with running("-m", "bench.program", api, url, "--paced", stderr=subprocess.DEVNULL) as process:
            wait(lambda: bool(get(f"{control}/_stats")["answered"] > people // 4), process, seconds=people)
            began, cpu = time.monotonic(), cpu_seconds(process.pid)
            _on(url, _alert)
            asked = time.monotonic()
            wait(lambda: bool(get(f"{control}/_stats")["answered"] > people), process, seconds=people)
            share = (cpu_seconds(process.pid) - cpu) / (time.monotonic() - began)
        stats = get(f"{control}/_stats")
    rate = (stats["answered"] - 1) / stats["seconds"]
    line(f"broadcast to {people}: achieved ÷ allowed rate", rate, ALLOWED, "/s", ratio=rate / ALLOWED)
    line(f"broadcast to {people}: most in one second ÷ 31", stats["crowded"], 31, "")
    line(f"broadcast to {people}: refused with 429 ÷ sent", stats["refused"], stats["answered"], "")
    line(f"broadcast to {people}: an alert from another process in between ÷ 2 s", stats["alert_at"] - asked,
         ALERT_LIMIT_SECONDS, " s")  # fmt: skip
    line(f"broadcast to {people}: CPU ÷ time", share, 1, " s", ratio=share)


def _drained(url: str, count: int) -> tuple[float, float]:
    """(messages a second, cores busy meanwhile, the server's and everything else's included)."""
    setting.make(url, MESSAGES)
    _on(url, _queue, [f"bot{number}" for number in range(SENDERS)])
    with ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(running("-m", "bench.senders", url, str(SENDERS), stderr=subprocess.DEVNULL))
        wait(lambda: _on(url, _left) < MESSAGES, every=0.2)
        began, idle = time.monotonic(), _idle_seconds()
        # Looked at seldom: the look is work for the server, too.
        wait(lambda: _on(url, _left) == 0, seconds=5 * PATIENCE_SECONDS, every=1.0)
        busy = CORES - (_idle_seconds() - idle) / (time.monotonic() - began)
    first, last = _on(url, _span)
    return MESSAGES / float((last - first).total_seconds()), busy


def _idle_seconds() -> float:
    """How long the machine's cores have had nothing to do, together, since it started; 0 where only Linux tells."""
    if sys.platform != "linux":
        return 0.0
    return int(Path("/proc/stat").read_text().split()[4]) / os.sysconf("SC_CLK_TCK")


def _left(session: Session) -> int:
    return session.execute(select(func.count()).select_from(Message).where(col(Message.state) != SENT)).scalar_one()


def _span(session: Session) -> Any:
    times = select(func.min(col(Message.sent_at), type_=UtcTime()), func.max(col(Message.sent_at), type_=UtcTime()))
    return session.execute(times).one()


def _on(url: str, rule: Callable[..., Any], *args: Any) -> Any:
    crypt.use_key(setting.KEY)
    db = Database(url)
    try:
        return db.run_now(rule, *args)
    finally:
        db.engine.dispose()


def _queue(session: Session, channels: list[str]) -> None:
    """Queue the month's messages again, each for the channel its number falls to."""
    message, address = table_of(Message), table_of(Address)
    ids = session.execute(message.select().with_only_columns(message.c.id, message.c.person_id)).all()
    for place, channel in enumerate(channels):
        people = [person for number, (_, person) in enumerate(ids) if number % len(channels) == place]
        for at in range(0, len(people), 1000):
            mine = people[at : at + 1000]
            session.execute(update(address).where(address.c.person_id.in_(mine)).values(channel=channel))
            session.execute(
                update(message).where(message.c.person_id.in_(mine)).values(
                    state=QUEUED, channel=channel, not_before=setting.NOW, expires_at=setting.NOW + timedelta(days=1),
                    to=address.select().with_only_columns(address.c.value)
                    .where(address.c.person_id == message.c.person_id).scalar_subquery(),
                )
            )  # fmt: skip


def _alert(session: Session) -> None:
    chat = session.execute(table_of(Address).select().limit(1)).one()
    say(
        session, chat.person_id, "broadcast-text", {"text": "ALERT"}, purpose="alert", subject="bench", priority=ALERT,
        now=setting.NOW, expires_at=setting.NOW + timedelta(days=1),
    )  # fmt: skip
