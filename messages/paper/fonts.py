"""The fonts that go with the program, and whether they have every character of what is to be printed.

A renderer draws a box for what a font lacks and says nothing; so every text is looked through before it is set.
"""

import io
import lzma
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

from messages.paper.refusals import MissingGlyph

FOLDER = Path(__file__).parent / "fonts"
MAIN, RARE = FOLDER / "main.otf", FOLDER / "rare.ttf.xz"
FAMILY, RARE_FAMILY = "Noto Serif CJK SC", "Stairwell Rare Mincho"
_UNSEEN = ("Cc", "Cf", "Zl", "Zp")
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""Variation selectors: they draw nothing themselves, and without them the usual form of the character is drawn."""


def marks_of(data: Any) -> dict[str, str]:
    """{each character that is drawn of the texts in some JSON: the first text it stands in}; keys are no texts."""
    found: dict[str, str] = {}
    for text in _texts(data):
        for mark in set(text).difference(found):
            found[mark] = text
    return {mark: text for mark, text in found.items() if _is_drawn(mark)}


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    inner = data.values() if isinstance(data, Mapping) else data if isinstance(data, list | tuple) else ()
    for part in inner:
        yield from _texts(part)


@contextmanager
def fonts_for(data: Any) -> Iterator[list[Path]]:
    """The font files that have every character of the texts in `data`, for as long as they are needed.

    Usually that is MAIN alone; of the rare font what is needed is put beside it. Raises MissingGlyph.
    """
    marks = marks_of(data)
    lacking = {ord(mark) for mark in marks} - _main_has()
    if not lacking:
        yield [MAIN]
        return
    font = TTFont(io.BytesIO(lzma.decompress(RARE.read_bytes())), lazy=True)
    known = font.getBestCmap()
    unknown = [mark for mark in marks if ord(mark) in lacking and ord(mark) not in known]
    if unknown:
        raise MissingGlyph(mark=unknown[0], words=marks[unknown[0]][:40], marks="".join(sorted(unknown)))
    cut = subset.Subsetter(subset.Options(layout_features=[], name_IDs=["*"], notdef_outline=True))
    cut.populate(unicodes=lacking)
    cut.subset(font)
    with tempfile.TemporaryDirectory(prefix="stairwell-") as folder:
        path = Path(folder) / "rare.ttf"
        font.save(path)
        yield [MAIN, path]


@cache
def _main_has() -> frozenset[int]:
    with TTFont(MAIN, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _is_drawn(mark: str) -> bool:
    if mark == " " or unicodedata.category(mark) in _UNSEEN:
        return False
    return not any(ord(mark) in selectors for selectors in _SELECTORS)
