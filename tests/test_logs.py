"""The logs: one JSON line an event, and nothing personal or secret in any of them."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import set_up_logs

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """Where the logs go; everything is as before afterwards."""
    root, levels = logging.getLogger(), {}
    handlers, level = root.handlers[:], root.level
    for name in list(logging.root.manager.loggerDict):
        levels[name] = logging.getLogger(name).level
    stream = io.StringIO()
    set_up_logs(stream)
    yield stream
    structlog.reset_defaults()
    logging.basicConfig(handlers=handlers, level=level, force=True)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def lines(out: io.StringIO) -> list[dict[str, object]]:
    """What was logged, parsed."""
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_event(out: io.StringIO) -> None:
    """An event keeps its numbers, its period and its dates."""
    structlog.get_logger().info("issued", count=497, period="2026-11", day="2026-11-02", took=1.5)
    (line,) = lines(out)
    assert line["event"] == "issued" and line["level"] == "info"
    assert (line["count"], line["period"], line["day"], line["took"]) == (497, "2026-11", "2026-11-02", 1.5)


@pytest.mark.parametrize(
    "secret",
    [
        TOKEN, "13800138000", "+86 138-0013-8000", "AC" + "0a" * 16, "0f" * 32,
        "postgresql://ann:pass-word@db/north", "c3RhaXJ3ZWxsLXRlc3Qta2V5LTMyLWJ5dGVzLWxvbmc=",
    ],
)  # fmt: skip
def test_struck_out(out: io.StringIO, secret: str) -> None:
    """Tokens, phone numbers, keys and passwords are struck out wherever they turn up, also from other libraries."""
    structlog.get_logger().warning(f"called {secret} twice", what=secret, several=[secret])
    logging.getLogger("library").warning("calling %s now", secret)
    core = secret.removeprefix("postgresql://").removesuffix("@db/north")
    assert len(lines(out)) == 2
    assert core not in out.getvalue()


def test_struck_by_name(out: io.StringIO) -> None:
    """A field whose name says that it is personal is struck out whatever it holds; a long number too."""
    structlog.get_logger().info("said", text="您好", phone="110", chat=5_000_000_001)
    (line,) = lines(out)
    assert (line["text"], line["phone"], line["chat"]) == ("…", "…", "…")


def test_exception_without_its_text(out: io.StringIO) -> None:
    """Of an exception the type and the place are logged, not the text, which may quote somebody."""
    try:
        raise ValueError("王芳 lives at 13-2")
    except ValueError:
        structlog.get_logger().exception("failed")
        logging.getLogger("library").exception("failed too")
    for line in lines(out):
        assert line["error"] == "ValueError"
        assert "test_exception_without_its_text" in str(line["where"])
    assert "王芳" not in out.getvalue()


@pytest.mark.parametrize("library", ["httpx", "aiohttp.access", "telegram.ext", "twilio.http_client"])
def test_quiet_libraries(out: io.StringIO, library: str) -> None:
    """Libraries that log whole addresses say nothing below a warning."""
    logging.getLogger(library).info("POST /bot%s/getMe", TOKEN)
    assert out.getvalue() == ""
