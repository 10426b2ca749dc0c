"""The boards' pages: the squares that are scanned become drawings, then Typst sets them. Only the child loads this."""

import hashlib
import io
import json
import re
from collections.abc import Mapping
from typing import Any

import segno

from messages.paper.typesetting import typeset

_WIDE, _DIGIT = re.compile("[\u4e00-\u9fff]"), re.compile("[0-9A-Z]")
MASK = 3
"""One of the eight patterns a square may be laid under; every reader reads each, and choosing the best takes five times
as long."""


def board_pages(facts: Mapping[str, Any]) -> bytes:
    """All boards as one PDF, a page each. Raises MissingGlyph."""
    return typeset("boards", drawn(facts))


def drawn(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same facts with a drawing beside each link, and of each board its shape."""
    pages = [
        one
        | {"doors": [door | {"drawn": square(door["link"])} for door in one["doors"]]}
        | {"shape": shape({key: one[key] for key in ("name", "main", "below", "ways", "texts", "inspection")})}
        for one in facts["boards"]
    ]
    return {**facts, "boards": pages}


def shape(texts: Mapping[str, Any]) -> str:
    """What is the same for boards that differ in characters of the same width only: ideographs, digits, capitals."""
    said = _WIDE.sub("楼", json.dumps(texts, ensure_ascii=False))
    return hashlib.sha256(_DIGIT.sub("0", said).encode()).hexdigest()[:16]


def square(link: str) -> str:
    """A QR code as SVG that stays readable with 15 % of it worn off (level M), with the quiet edge it needs."""
    drawing = io.BytesIO()
    segno.make(link, error="m", micro=False, mask=MASK).save(drawing, kind="svg", border=4, xmldecl=False)
    return drawing.getvalue().decode()
