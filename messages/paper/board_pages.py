"""The boards' pages: the squares that are scanned become drawings, then Typst sets them. Only the child loads this."""

import hashlib
import io
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import segno

from messages.paper.typesetting import typeset

_WIDE, _DIGIT = re.compile("[\u4e00-\u9fff]"), re.compile("[0-9A-Z]")
MASK = 3
"""One of the eight patterns a square may be laid under; every reader reads each, and choosing the best takes five times
as long."""


def board_pages(facts: Mapping[str, Any]) -> bytes:
    """All boards as one PDF, a page each. Raises MissingGlyph."""
    return typeset("boards", drawn(facts), tagged=False)


def drawn(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same facts with a drawing beside each link, and of each board its shape."""
    pages = [
        one | {"doors": [door | {"drawn": square(door["link"])} for door in one["doors"]], "shape": shape(one)}
        for one in facts["boards"]
    ]
    return {**facts, "boards": pages}


def shape(one: Mapping[str, Any]) -> str:
    """What is the same for boards that are equally tall, whatever they say.

    A text that surely fits on its line is as good as any other; of one that may not, characters of the same width stand
    for each other: ideographs, and digits and capitals.
    """
    cards = [(_line(card["role"], 6), _line(card["name"], 4), _line(card["phone"], 12), card["member"], card["vacant"])
             for card in (one["main"], *one["below"])]  # fmt: skip
    said = (_line(one["name"], 12), cards, _line(one["inspection"], 14), len(one["doors"]), _line(one["ways"], 16),
            [_line(text, 16) for text in one["texts"]])  # fmt: skip
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _line(text: str, most: int) -> str:
    """ "0" for nothing, "1" for a text of so many characters at most, else the text as wide as it is."""
    return str(min(1, len(text))) if len(text) <= most else _DIGIT.sub("0", _WIDE.sub("楼", text))


@cache
def square(link: str) -> str:
    """A QR code as SVG that stays readable with 15 % of it worn off (level M), with the quiet edge it needs."""
    drawing = io.BytesIO()
    segno.make(link, error="m", micro=False, mask=MASK).save(drawing, kind="svg", border=4, xmldecl=False)
    return drawing.getvalue().decode()
