"""Text on its way in and out: one sanitiser at each door, so that nothing behind them need think of it."""

import re
import unicodedata

from models.errors import StairwellError

_NEWLINES = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_UNSENDABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters (categories Cc, but the line break) and lone surrogates (Cs)."""
_NARROWED = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?]")
_LINK = re.compile(r"https?://|www\.|\b[a-z0-9-]+\.(?:com|cn|net|org)\b", re.IGNORECASE)
_WIDER = 0xFEE0
"""How far the wide form of an ASCII mark is from it."""
_DROPPED = ("Cc", "Cf", "Cs")
"""Unicode categories that carry nothing people read: control, format (zero-width, direction marks), lone surrogates."""


def clean(text: str, limit: int = 4000) -> str:
    """What somebody wrote, as the rest of the program may take it: NFKC, visible characters, trimmed, `limit` at most.

    Line breaks stay, tabs become spaces. Cleaning twice changes nothing. The result can always be stored and sent as
    UTF-8. Raises TypeError for what is not text.
    """
    if not isinstance(text, str):
        raise TypeError("not text")
    if text.isprintable() and unicodedata.is_normalized("NFKC", text):
        return text.strip()[:limit].strip()
    return _visible(unicodedata.normalize("NFKC", _visible(text))).strip()[:limit].strip()


def chinese_marks(text: str) -> str:
    """Words that `clean` has narrowed, to be shown to others: after a Chinese character its marks are wide again."""
    return _NARROWED.sub(lambda mark: chr(ord(mark[0]) + _WIDER), text)


def has_link(text: str) -> bool:
    """Whether there is an address of the web in it, which carriers often block in an SMS."""
    return bool(_LINK.search(text))


def safe_out(text: str) -> str:
    """Text as it may leave: as it is, without what a provider or an encoder would refuse (control, surrogates)."""
    return _UNSENDABLE.sub("", text)


def _visible(text: str) -> str:
    text = _NEWLINES.sub("\n", text).replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _DROPPED)


class TooLong(StairwellError):
    """What was said is longer than `most` characters, and nothing of it may be lost."""

    key = "error-too-long"


def in_full(text: str, most: int) -> str:
    """What was said, on one line. Raises TooLong for more than `most` characters: nothing of it is cut off unasked."""
    said = " ".join(text.split())
    if len(said) > most:
        raise TooLong(most=most)
    return said
