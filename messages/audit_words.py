"""What the audit notes, in words: in chat, on its page and in its spreadsheet alike."""

from messages.catalogue import has, say
from models.audit_lists import Done

IDS = ("grid", "ids", "digest")
"""Facts that only the program can tell anything by."""
MOST_DIGITS = 10
"""An id longer than that is random, and no page or command takes it."""


def nobody_key(one: Done) -> str:
    """The key of the words for whoever did it, where no name stands."""
    return "page-audit-withheld" if one.withheld else "page-audit-program"


def key_of(act: str) -> str:
    """The key of the words for an act."""
    return f"act-{act.replace('.', '-')}"


def what(act: str, language: str) -> str:
    """An act in words; one that has none by its own name."""
    key = key_of(act)
    return say(key, language) if has(key, language) else act


def about(subject: str, language: str) -> str:
    """What an act was about in words: "工单 23" for "case:23"; of an id that nobody would type, only its kind."""
    kind, _, number = subject.partition(":")
    key = f"audit-of-{kind}"
    if not has(key, language):
        return subject
    named = say(key, language)
    return f"{named} {number}" if 0 < len(number) <= MOST_DIGITS else named


def fact(name: str, value: object, language: str) -> str:
    """A number or a word that an act noted, under its name; "" for what was none, not so, or no word for people."""
    if name in IDS or value in (None, "", [], False, 0):
        return ""
    key = f"audit-fact-{name}"
    named = say(key, language) if has(key, language) else name
    said = about(value, language) if isinstance(value, str) else value
    return named if value is True else f"{named} {said}"
