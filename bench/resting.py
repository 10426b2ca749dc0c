"""The program at rest: how long `stairwell run` takes to ask for updates, what it then holds, what it uses idle."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench import setting
from bench.tools import PATIENCE_SECONDS, free_port, get, line, post, running, telegram, wait

LIBRARIES = (
    "aiohttp", "alembic.command", "apscheduler.executors.asyncio", "apscheduler.schedulers.asyncio",
    "apscheduler.triggers.cron", "apscheduler.triggers.interval", "chinese_calendar",
    "cryptography.hazmat.primitives.ciphers.aead", "cryptography.hazmat.primitives.kdf.hkdf", "cyclopts",
    "fluent.runtime", "jinja2", "phonenumbers", "prometheus_client", "pydantic_settings", "rapidfuzz.process", "segno",
    "smsutil", "sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.sqlite", "sqlite3", "sqlmodel",
    "starlette.applications", "starlette.staticfiles", "structlog", "telegram", "uvicorn", "uvicorn.lifespan.off",
    "uvicorn.protocols.http.auto", "uvloop",
)  # fmt: skip
"""What `stairwell run` loads with Telegram on; no spreadsheets, no Twilio, no PostgreSQL driver."""
OWN = ("bot.__main__",)
"""The program's own modules, which import those libraries."""
ROUNDS = 5
REST_SECONDS = 10


def program(folder: Path) -> None:
    """Start-up and idle memory of the running program ÷ those of its imports alone; CPU of a core, idle."""
    url = f"sqlite:///{folder / 'resting.db'}"
    setting.make(url, 497)
    bare, own, ours, idle = [], [], [], 0.0
    for turn in range(ROUNDS + 1):
        bare.append(_imported(LIBRARIES))
        own.append(_imported(LIBRARIES + OWN))
        seconds, size, idle = _program(url, REST_SECONDS if turn == ROUNDS else 2)
        ours.append((seconds, size))
    seconds, size = _middle(ours)
    for name, (bare_seconds, bare_size) in (("its imports", _middle(own)), ("its libraries' imports", _middle(bare))):
        line(f"start-up (first poll, 497 heads) ÷ {name}, bare", seconds, bare_seconds, " s")
        line(f"idle memory of `stairwell run` ÷ {name}, bare", size, bare_size, " MiB")
    line("CPU while nothing happens ÷ time", idle, REST_SECONDS, " s", ratio=idle / REST_SECONDS)


def _middle(found: list[tuple[float, float]]) -> tuple[float, float]:
    """The medians, without the first, which compiled."""
    return statistics.median(one[0] for one in found[1:]), statistics.median(one[1] for one in found[1:])


def _imported(modules: tuple[str, ...]) -> tuple[float, float]:
    """(seconds, MiB) of a Python that imports these and does nothing."""
    code = f"import {', '.join(modules)}, time; print(time.monotonic(), flush=True); input()"
    began = time.monotonic()
    with running("-c", code, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        return float(process.stdout.readline()) - began, _mebibytes(process.pid)


def _program(url: str, rest: float) -> tuple[float, float, float]:
    """(seconds to the first poll, MiB after a rest, CPU seconds during that rest)."""
    with telegram() as (api, control):
        settings = {
            "STAIRWELL_DATABASE_URL": url, "STAIRWELL_KEY": setting.KEY, "STAIRWELL_TELEGRAM_TOKEN": "1:bench",
            "STAIRWELL_TELEGRAM_API": api, "STAIRWELL_NOW": setting.NOW.isoformat(),
            "STAIRWELL_LISTEN": f"127.0.0.1:{free_port()}",
        }  # fmt: skip
        post(f"{control}/_load", [])
        began = time.monotonic()
        with running("-m", "bot", "run", settings=settings, stderr=subprocess.DEVNULL) as process:
            wait(lambda: get(f"{control}/_stats")["polled_at"] > 0, process)
            seconds = get(f"{control}/_stats")["polled_at"] - began
            time.sleep(3)  # the start's own garbage is collected after two seconds
            before = cpu_seconds(process.pid)
            time.sleep(rest)
            found = seconds, _mebibytes(process.pid), cpu_seconds(process.pid) - before
            process.terminate()  # so that it gives back the lease that says who polls
            process.wait(PATIENCE_SECONDS)
            return found


def _mebibytes(pid: int) -> float:
    """Resident memory."""
    if sys.platform == "linux":
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    return int(subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=True).stdout) / 1024


def cpu_seconds(pid: int) -> float:
    """CPU used so far; where there is no /proc, to the hundredth that ps shows."""
    if sys.platform == "linux":
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    shown = subprocess.run(["ps", "-o", "time=", "-p", str(pid)], capture_output=True, check=True, text=True).stdout
    seconds = 0.0
    for part in shown.strip().split(":"):
        seconds = seconds * 60 + float(part)
    return seconds
