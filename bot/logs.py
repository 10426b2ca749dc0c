"""Logs: one event a line on standard error, in JSON where nobody watches, without anything personal.

Callers log events and numbers, never names, phone numbers or tokens. What slips through is struck out here, and the
libraries that log whole addresses (a Telegram address holds the bot's token) are kept quiet.
"""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog

STRUCK = "…"
QUIET = (
    "httpx", "httpcore", "aiohttp", "urllib3", "twilio", "telegram", "apscheduler", "asyncio", "alembic", "uvicorn",
)  # fmt: skip
_PERSONAL = re.compile(r"(?:.*_)?(?:token|secret|password|phone|address|text|note|person|sender|recipient|url)")
"""Names of fields whose text is struck out whatever it looks like."""
_SECRETS = re.compile(
    r"\d{6,}:[A-Za-z0-9_-]{20,}"  # a bot token
    r"|://[^/\s@]+@"  # who logs in, in a URL
    r"|\b(?:AC|SK|SM|MM)[0-9a-fA-F]{32}\b"  # Twilio's names
    r"|\b[0-9a-fA-F]{32,}\b"  # hashes, secrets
    r"|[A-Za-z0-9_-]{43}="  # a key
    r"|(?<![\d-])(?!\d{4}-\d\d-\d\d(?!\d))\+?\d(?:[ -]?\d){6,}"  # phone numbers, chat ids: long and numeric, no date
)
_OURS = {"timestamp", "level", "where", "exc_info"}


def set_up_logs(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Configure structlog and the standard library's logging, which both go the same way. `stream`: standard error."""
    stream = stream or sys.stderr
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        _without_text,
        redact,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    end: structlog.types.Processor
    if stream.isatty():
        end = structlog.dev.ConsoleRenderer(colors=False)
    else:
        end = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*shared, end],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[_plain, end]))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def redact(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Strike out what looks personal or secret, by the name of a field or by the look of its text."""
    for name, value in event.items():
        if name in _OURS or value is None or isinstance(value, bool):
            continue
        if name != "event" and isinstance(value, str) and _PERSONAL.fullmatch(name):
            event[name] = STRUCK
        else:
            event[name] = _struck(value)
    return event


def _without_text(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception's type and place instead of its text, which may quote what somebody wrote."""
    raised = event.pop("exc_info", None)
    if raised is True:
        raised = sys.exc_info()
    error = raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        event.setdefault("error", type(error).__name__)
        event["where"] = [
            f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
    return event


def _struck(value: Any) -> Any:
    """The value without its secrets; numbers stay numbers unless they are long enough to be somebody's."""
    if isinstance(value, float):
        return value
    text = value if isinstance(value, str) else str(value)
    cleaned = _SECRETS.sub(STRUCK, text)
    return value if isinstance(value, int) and cleaned == text else cleaned


def _plain(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return structlog.stdlib.ProcessorFormatter.remove_processors_meta(logger, method, event)
