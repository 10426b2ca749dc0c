"""Words and numerals as people type them: what a short answer is compared with."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from messages.catalogue import has, say
from models.people import LANGUAGES
from models.text import clean

NUMERALS = {
    "一": 1, "壹": 1, "二": 2, "两": 2, "贰": 2, "三": 3, "叁": 3, "四": 4, "肆": 4, "五": 5, "伍": 5,
    "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9, "零": 0, "〇": 0,
}  # fmt: skip
_MARKS = re.compile(r"[\s.,:;!?~()\[\]{}'\"“”‘’、。《》【】…·^_\-]+")
_SIGN = re.compile(r"^\W+")
"""The picture before the words on a button."""
PARTICLES = "了啦吧呀啊哦哈呢嘛"


def plain(text: str) -> str:
    """A short answer stripped to what is compared: lower case, no spaces, marks or final particles."""
    bare = _MARKS.sub("", text.casefold())
    for end in range(len(bare), 0, -1):
        if bare[:end] in _all_words():
            return bare[:end]
        if bare[end - 1] not in PARTICLES:
            break
    return bare


def one_number(text: str) -> int | None:
    """The single number 0–9 a text consists of, in any script people type (1 １ ① 一 壹); None for anything else."""
    text = text.removeprefix("选").removeprefix("回")
    if len(text) == 1 and text.isascii() and text.isdigit():
        return int(text)
    return NUMERALS.get(text)


def many_numbers(text: str) -> list[int] | None:
    """The different numbers 1–8 of an answer like "1 4", "1,4", "14", "一、四", in order; None if it says more."""
    digits = [NUMERALS.get(mark, mark) for mark in _MARKS.sub("", text).replace("和", "").replace("号", "")]
    found = [int(digit) for digit in digits if str(digit).isascii() and str(digit).isdigit()]
    if not found or len(found) != len(digits) or not all(1 <= number <= 8 for number in found):
        return None
    return sorted(set(found))


@cache
def words(meaning: str) -> frozenset[str]:
    """The words of a meaning, compared forms."""
    return frozenset(_MARKS.sub("", word.casefold()) for word in _word_list()[meaning])


@cache
def labels(key: str) -> frozenset[str]:
    """What stands on a button, or behind its number in an SMS, in every language: people type that, too."""
    forms = [(language, short) for language in LANGUAGES for short in (False, True)] if has(key) else []
    return frozenset(plain(_SIGN.sub("", clean(say(key, language, short=short)))) for language, short in forms)


def squeezed(text: str) -> str:
    """A text without spaces and marks."""
    return _MARKS.sub("", text)


@cache
def _word_list() -> Mapping[str, list[str]]:
    return tomllib.loads((files("bot") / "words.toml").read_text("utf-8"))


@cache
def _all_words() -> frozenset[str]:
    return frozenset().union(*(words(meaning) for meaning in _word_list()))
