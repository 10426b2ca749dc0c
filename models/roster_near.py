"""What looks alike and may be the same: codes misread, names misheard. A near match is only ever asked about."""

import os
import re
from collections.abc import Callable
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

CLOSE_NAME = 60
CLOSE_CODE = 75
CLOSE_PLACE = 83
_MISREAD = str.maketrans("OoQIil|", "0001111")
_RUN = re.compile(r"[0-9OoQIil|]+")


@lru_cache(maxsize=50_000)
def skeleton(code: str) -> str:
    """What is left of a code when O and 0, l and 1, capitals, kinds of hyphen and leading zeros make no difference.

    Letters are taken for digits only beside a digit, alone between hyphens, or last in a part that has digits (B3UI).
    """
    parts = re.split(r"[-_.·—–~#]+", code)
    return "-".join(_RUN.sub(_digits, part) for part in parts).casefold()


def _digits(run: re.Match[str]) -> str:
    text = run[0]
    last = run.end() == len(run.string) and any(mark.isdigit() for mark in run.string)
    if not any(mark.isdigit() for mark in text) and text != run.string and not last:
        return text
    plain = text.translate(_MISREAD)
    return plain.lstrip("0") or "0"


def near_code(code: str, codes: list[str]) -> str | None:
    """The code that may have been meant by one that does not exist: a suggestion for a line, never a choice."""
    folded = skeleton(code)
    for known in codes:
        if skeleton(known) == folded:
            return known
    found = process.extractOne(code, codes, scorer=fuzz.ratio, score_cutoff=CLOSE_CODE)
    return found[0] if found else None


def near_name(one: str, other: str) -> bool:
    """Whether two different names of people may be one, misspelt: 王芳 and 王方, 张建国 and 张健国."""
    if fuzz.ratio(one.casefold(), other.casefold()) >= CLOSE_NAME:
        return True
    return len(one) == len(other) and _sounds()(one) == _sounds()(other)


@cache
def _sounds() -> Callable[[str], list[str]]:
    """The sound of each character of a name, loaded when names are first compared.

    Its table of phrases alone takes 45 MiB and an eighth of a second; names need the characters only.
    """
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin

    return lazy_pinyin


def near_place(one: str, other: str) -> bool:
    """Whether two names of places may be one: the same numbers in them, and nearly the same words."""
    if re.findall(r"[0-9]+", one) != re.findall(r"[0-9]+", other):
        return False
    return fuzz.ratio(one.casefold(), other.casefold()) >= CLOSE_PLACE
