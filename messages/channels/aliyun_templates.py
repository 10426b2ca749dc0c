"""Aliyun's registered templates: by which of them a message leaves, and what stands in their variables."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from messages.forms import Outgoing
from models.people import LANGUAGES
from models.text import safe_out

MOST_CHARACTERS = 35
"""What one variable of a template may hold. Templates of variables alone, or with two side by side, are refused."""
VARIABLES = "abcdef"
"""The names of a general template's variables, in order."""
_BRACKETS = re.compile(r"【([^【】]*)】")
_BREAK = re.compile(r"[，。；：！？、,;:!?\s]")
_DROPPED = "，。；、,; "


@dataclass(frozen=True, slots=True)
class Templates:
    """The registered templates: general ones by their number of variables, and those of single catalogue keys."""

    general: tuple[str, ...]
    special: Mapping[str, tuple[str, tuple[str, ...]]]

    @classmethod
    def read(cls, setting: str) -> "Templates":
        """From "SMS_1,SMS_2,key=SMS_3:name:name": the first has one variable, the second two …; `key` has its own."""
        general: list[str] = []
        special: dict[str, tuple[str, tuple[str, ...]]] = {}
        for item in setting.split(","):
            key, equals, rest = item.strip().rpartition("=")
            code, *names = rest.split(":")
            if equals:
                special[key] = (code, tuple(names))
            else:
                general.append(code)
        return cls(tuple(general), special)

    @property
    def codes(self) -> list[tuple[str, int]]:
        """(code, how many variables it must have) of every template."""
        of_keys = [(code, len(names)) for code, names in self.special.values()]
        return [(code, number) for number, code in enumerate(self.general, 1)] + of_keys

    def wordings(self, message: Outgoing) -> list[tuple[str, dict[str, str]]]:
        """The (template code, its variables) the message can leave by, the best first; none when it is too long."""
        found = []
        said = message.said
        own = self.special.get(said.key) if said and said.language == LANGUAGES[0] else None
        if said and own and all(len(said.facts.get(name, "")) in range(1, MOST_CHARACTERS + 1) for name in own[1]):
            found.append((own[0], {name: said.facts[name] for name in own[1]}))
        parts = pieces(message.text, len(self.general))
        if parts:
            found.append((self.general[len(parts) - 1], dict(zip(VARIABLES, parts, strict=False))))
        return found


def pieces(text: str, most: int) -> list[str]:
    """The text in as few pieces of MOST_CHARACTERS as can be, `most` at most, cut after a mark where there is one.

    Without 【】, which only the signature may have, and line breaks. [] when it does not fit, or is empty.
    """
    plain = " ".join(_BRACKETS.sub(r"\1：", safe_out(text)).split())
    for at_marks in (True, False):
        parts: list[str] = []
        rest = plain
        while rest:
            cut = _cut(rest) if at_marks else MOST_CHARACTERS
            parts.append(rest[:cut].rstrip(_DROPPED) if len(rest) > cut else rest)
            rest = rest[cut:].lstrip()
        if 0 < len(parts) <= most:
            return parts
    return []


def _cut(text: str) -> int:
    """Where to end a piece: after the last mark in its second half, else as late as possible."""
    if len(text) <= MOST_CHARACTERS:
        return len(text)
    marks = [mark.end() for mark in _BREAK.finditer(text[:MOST_CHARACTERS])]
    return max((end for end in marks if end > MOST_CHARACTERS // 2), default=MOST_CHARACTERS)
