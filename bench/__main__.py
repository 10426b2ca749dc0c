"""`python -m bench`: every figure on a line of its own, ending in its ratio."""

import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from bench import setting
from models import crypt
from models.checkins import CheckIn
from models.db import Database
from models.inbox import Inbox
from models.ledger import Entry
from models.outbox import Message

UPDATES = 3000
ROUNDS = 3
PATIENCE_SECONDS = 120


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        durable_checkin(Path(folder))
        race(Path(folder))
        kills(Path(folder))
        start_up(Path(folder))


def durable_checkin(folder: Path) -> None:
    """Check-ins a second (message in → durable commit → answer out) ÷ echoes a second of bare PTB, in turns."""
    typed, pressed, echoes = [], [], []
    for turn in range(ROUNDS):
        texts = [_text(n) for n in range(1, UPDATES + 1)]
        echoes.append(_rate(lambda api: [sys.executable, "-m", "bench.echo", api], texts))
        for rates, kind in ((typed, _text), (pressed, None)):
            url = f"sqlite:///{folder / f'{turn}{len(rates)}{bool(kind)}.db'}"
            setting.make(url, UPDATES)
            tokens = setting.tokens(url)
            updates = [kind(n) if kind else _press(n, tokens[n]) for n in range(1, UPDATES + 1)]
            rates.append(_rate(lambda api, u=url: [sys.executable, "-m", "bench.program", api, u], updates))
            booked = _count(url, Entry)
            assert booked == UPDATES, f"{booked} of {UPDATES} check-ins were booked"
    for name, rates in (("typed", typed), ("button, two calls each", pressed)):
        ratio = statistics.median(a / b for a, b in zip(rates, echoes, strict=True))
        print(
            f"durable check-in ({name}) ÷ bare PTB echo: {statistics.median(rates):.0f}/s ÷ "
            f"{statistics.median(echoes):.0f}/s = {ratio:.2f}", flush=True,
        )  # fmt: skip


def race(folder: Path) -> None:
    """Eight presses at once of one button each of 100 heads: winners ÷ heads."""
    url = f"sqlite:///{folder / 'race.db'}"
    setting.make(url, 100)
    tokens = setting.tokens(url)
    updates = [_press(n, tokens[n]) | {"update_id": n * 10 + k} for n in range(1, 101) for k in range(8)]
    _rate(lambda api: [sys.executable, "-m", "bench.program", api, url], updates)
    won, replies = _count(url, CheckIn), _count(url, Message, col(Message.purpose) == "reply")
    print(
        f"eight simultaneous presses ({replies} answers to 800): winners ÷ tasks = {won}/100 = {won / 100:.2f}",
        flush=True,
    )


def kills(folder: Path, times: int = 20) -> None:
    """kill -9 again and again while 2,000 check-ins come in; lost ÷ sent, doubled ÷ sent."""
    heads, url = 2000, f"sqlite:///{folder / 'kills.db'}"
    setting.make(url, heads)
    with _telegram() as (api, control):
        _post(f"{control}/_load", [_text(n) for n in range(1, heads + 1)])
        for turn in range(times + 1):
            process = subprocess.Popen([sys.executable, "-m", "bench.program", api, url])
            until = time.monotonic() + PATIENCE_SECONDS
            target = heads * (turn + 1) // (times + 1)
            while time.monotonic() < until and _count(url, CheckIn) < target:
                time.sleep(0.01)
            if turn == times:
                _wait(lambda: _get(f"{control}/_stats")["waiting"] == 0)
            process.send_signal(signal.SIGKILL)
            process.wait()
    booked, handled = _count(url, Entry), _count(url, Inbox)
    for what, number in (("lost", heads - min(handled, booked)), ("doubled", max(0, booked - heads))):
        print(f"kill -9 × {times} during {heads} check-ins: {what} ÷ sent = {number}/{heads} = {number / heads:.2f}")


def start_up(folder: Path) -> None:
    """Start-up time and idle memory of the program ÷ those of importing its libraries alone."""
    bare = (
        "import telegram, aiohttp, sqlmodel, starlette, uvicorn, apscheduler.schedulers.asyncio, jinja2, "
        "fluent.runtime, alembic, cyclopts, pydantic_settings, openpyxl, chinese_calendar, phonenumbers, structlog"
    )
    program = "import bench.program, bot.cli"
    figures = {name: _import_cost(code) for name, code in (("bare", bare), ("program", program))}
    for place, (what, unit) in enumerate((("start-up", "s"), ("idle memory", "MiB"))):
        a, b = figures["program"][place], figures["bare"][place]
        print(f"{what} ÷ bare imports: {a:.2f} {unit} ÷ {b:.2f} {unit} = {a / b:.2f}", flush=True)


def _import_cost(code: str) -> tuple[float, float]:
    """(median seconds, median MiB) of a fresh interpreter that runs `code`."""
    tail = ";import resource,sys;print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    seconds, sizes = [], []
    for _ in range(7):
        began = time.perf_counter()
        out = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, check=True, text=True)
        seconds.append(time.perf_counter() - began)
        sizes.append(int(out.stdout) / (1024 if sys.platform != "darwin" else 1024 * 1024))
    return statistics.median(seconds[1:]), statistics.median(sizes[1:])


def _rate(command: Callable[[str], list[str]], updates: list[dict[str, Any]]) -> float:
    """Answers a second of a program fed with these updates over HTTP."""
    with _telegram() as (api, control):
        _post(f"{control}/_load", updates)
        process = subprocess.Popen(command(api), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(lambda: _get(f"{control}/_stats")["answered"] >= len(updates))
        finally:
            process.kill()
            process.wait()
        stats = _get(f"{control}/_stats")
    return float(stats["answered"] / stats["seconds"])


@contextmanager
def _telegram() -> Iterator[tuple[str, str]]:
    """A fake Telegram in a process of its own: (base URL for bots, base URL for us)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "bench.telegram", str(port)])
    control = f"http://127.0.0.1:{port}"
    try:
        _wait(lambda: _answers(f"{control}/_stats"))
        yield f"{control}/bot", control
    finally:
        process.kill()
        process.wait()


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
    number = db.run_now(lambda s: s.execute(select(func.count()).select_from(table).where(*where)).scalar_one())
    db.engine.dispose()
    return int(number)


def _wait(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        if time.monotonic() > until:
            raise TimeoutError("the program under measurement did not finish")
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        _get(url)
    except OSError:
        return False
    return True


def _get(url: str) -> dict[str, Any]:
    with urllib.request.urlopen(url, timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def _post(url: str, body: Any) -> None:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=30).close()


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).parent.parent))
    main()
