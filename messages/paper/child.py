"""The process that makes one file: reads {"maker", "facts"} as JSON from standard input, writes the file's bytes.

Typst, matplotlib and the fonts are loaded here and nowhere else, so that the program stays as small as it was and a
file that takes too much ends this process only. It sees no database, no key and no network address.
"""

import contextlib
import json
import resource
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from models.errors import StairwellError

REFUSED = 3
"""The exit code that says: standard output is {"facts"} of a MissingGlyph, not a file."""
SECONDS, BYTES = 40, 4 << 30
"""Processor seconds and address space it may take."""
MAKERS = {
    "boards": ("messages.paper.board_pages", "board_pages", ()),
    "certificates": ("messages.paper.typesetting", "typeset", ("certificates",)),
    "list": ("messages.paper.typesetting", "typeset", ("list",)),
    "rank": ("messages.charts", "rank_chart", ()),
    "trend": ("messages.charts", "trend_chart", ()),
    "workbook": ("messages.sheets_out", "workbook", ()),
}
"""{maker: (module, function, what it is told before the facts)}."""


def make(maker: str, facts: Mapping[str, Any]) -> bytes:
    """The file, made in this very process. Raises MissingGlyph."""
    module, name, before = MAKERS[maker]
    function: Callable[..., bytes] = getattr(import_module(module), name)
    return function(*before, facts)


def main() -> None:
    """Make the one file that standard input asks for."""
    for what, most in ((resource.RLIMIT_AS, BYTES), (resource.RLIMIT_CPU, SECONDS)):
        with contextlib.suppress(ValueError, OSError):  # a system that does not know a limit goes without it
            resource.setrlimit(what, (most, most))
    asked = json.load(sys.stdin)
    try:
        made = make(asked["maker"], asked["facts"])
    except StairwellError as refusal:
        made = json.dumps(refusal.facts).encode()
        sys.stdout.buffer.write(made)
        sys.exit(REFUSED)
    sys.stdout.buffer.write(made)
