"""What the measurements share: programs started and stopped, a Telegram to talk to, waiting, a line a figure."""

import json
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

PATIENCE_SECONDS = 60
ROOT = Path(__file__).parent.parent
_environment = os.environ | {"PYTHONPATH": str(ROOT)}
_environment.pop("PYTHONDONTWRITEBYTECODE", None)
for _name in [name for name in _environment if name.startswith("STAIRWELL_")]:
    del _environment[_name]


def compile_into(folder: Path) -> None:
    """Keep the programs' byte code in a folder: start-up is then that of an installed program, and nothing stays."""
    _environment["PYTHONPYCACHEPREFIX"] = str(folder)


def line(what: str, above: float, below: float, unit: str, *, ratio: float | None = None) -> None:
    """Print a figure: what ÷ what: value ÷ value = ratio."""
    ratio = above / below if ratio is None else ratio
    print(f"{what}: {above:.4g}{unit} ÷ {below:.4g}{unit} = {ratio:.{4 if 0 < ratio < 0.1 else 2}f}", flush=True)


@contextmanager
def running(*arguments: str, settings: Mapping[str, str] | None = None, **more: Any) -> Iterator[subprocess.Popen[str]]:
    """A Python program, killed at the end. `settings` are added to its environment."""
    process = subprocess.Popen(
        [sys.executable, *arguments], env=_environment | dict(settings or {}), text=True, cwd=ROOT, **more
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def telegram(*options: str) -> Iterator[tuple[str, str]]:
    """A fake Telegram in a process of its own: (base URL for bots, base URL for us)."""
    port = free_port()
    control = f"http://127.0.0.1:{port}"
    with running("-m", "bench.telegram", str(port), *options):
        wait(lambda: answers(f"{control}/_stats"))
        yield f"{control}/bot", control


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def rate(updates: list[dict[str, Any]], *program: str, then: Callable[[str], tuple[str, ...]]) -> float:
    """Answers a second of `python -m program API …` fed with these updates over HTTP."""
    with telegram() as (api, control):
        post(f"{control}/_load", updates)
        with running(*program, *then(api), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            wait(lambda: get(f"{control}/_stats")["answered"] >= len(updates), process)
        stats = get(f"{control}/_stats")
    return float(stats["answered"] / stats["seconds"])


def wait(
    ready: Callable[[], bool],
    process: subprocess.Popen[str] | None = None,
    seconds: float = PATIENCE_SECONDS,
    every: float = 0.05,
) -> None:
    """Until something is ready. Raises TimeoutError, also as soon as the process it depends on has ended."""
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until or (process is not None and process.poll() is not None):
            raise TimeoutError("the program under measurement did not finish")
        time.sleep(every)


def answers(url: str) -> bool:
    """Whether a server is there."""
    try:
        get(url)
    except OSError:
        return False
    return True


def get(url: str) -> dict[str, Any]:
    """A JSON answer."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def post(url: str, body: Any) -> None:
    """Send JSON."""
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=30).close()


async def visit(client: httpx.AsyncClient, path: str) -> None:
    """Fetch a page. Raises AssertionError where it is not there."""
    answer = await client.get(path)
    if answer.status_code != httpx.codes.OK:
        raise AssertionError(f"{path} answers {answer.status_code}")


async def in_turns(rounds: int, *ways: Callable[[], Awaitable[object]]) -> list[float]:
    """The median of seconds of each, the first time apart. They take turns, so that a busy machine is busy for all."""
    times: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds + 1):
        for way, taken in zip(ways, times, strict=True):
            began = time.perf_counter()
            await way()
            taken.append(time.perf_counter() - began)
    return [statistics.median(taken[1:]) for taken in times]
