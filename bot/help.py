"""What can be said, in chapters: help.toml, from which help in chat, by SMS and the pages under /help are made."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.wordlist import one_number
from messages.catalogue import say
from messages.segments import segments
from models.people import LANGUAGES
from models.permissions import PERMISSIONS, Scope
from models.posts import (
    BUILDING_HEAD,
    COORDINATOR,
    GRID_HEAD,
    PARTNER,
    RESIDENT,
    REVIEWER,
    UNIT_HEAD,
    VOLUNTEER,
)
from models.text import clean

PAGES = (COORDINATOR, REVIEWER, GRID_HEAD, BUILDING_HEAD, UNIT_HEAD, PARTNER, VOLUNTEER, RESIDENT)
"""The roles that have a page; somebody who is several of these is led to the first."""
MOST_SEGMENTS = 2
"""What a help by SMS may cost."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter; `words` is what it may be asked for by beside its name."""

    key: str
    words: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """What it is called."""
        return say(f"help-chapter-{self.key}", language)

    def about(self, language: str) -> str:
        """What is in it, in a few words."""
        return say(f"help-about-{self.key}", language)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to say, as whole messages by language, for whoever may do `act` and is one of `only` if that is set.

    `menu` is its name in Telegram's list of commands, "" where it is not in it.
    """

    key: str
    chapter: str
    act: str
    said: dict[str, tuple[str, ...]]
    only: frozenset[str] = frozenset()
    menu: str = ""

    def does(self, language: str) -> str:
        """What it is good for."""
        return say(f"help-do-{self.key}", language)

    def words(self, language: str) -> str:
        """All that can be said, side by side."""
        return " / ".join(self.said[language])

    def line(self, language: str) -> str:
        """What to say and what it is good for."""
        return say("help-line", language, {"words": self.words(language), "does": self.does(language)})

    def concerns(self, roles: Collection[str]) -> bool:
        """Whether somebody with these roles may say it, and is told of it."""
        able = {role for role, scope in PERMISSIONS[self.act].items() if scope is not Scope.NONE}
        return bool(able & (self.only or able) & set(roles))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the real thing in a chapter of the pages of some roles; its file is named after it."""

    name: str
    chapter: str
    roles: frozenset[str]

    def caption(self, language: str) -> str:
        """What is to be seen."""
        return say(f"help-picture-{self.name}", language)

    def path(self, language: str) -> str:
        """Its address on the site: a picture for each language."""
        return f"/static/help/{language}/{self.name}.png"


@dataclass(frozen=True, slots=True)
class Book:
    """The whole table, each list in the order of the file."""

    chapters: tuple[Chapter, ...]
    entries: tuple[Entry, ...]
    pictures: tuple[Picture, ...]
    short: tuple[tuple[str, tuple[str, ...]], ...]
    """(a role, the keys of what it is told by SMS), the first that fits."""


@cache
def book() -> Book:
    """The table as it is shipped."""
    data = tomllib.loads((files("bot") / "help.toml").read_text("utf-8"))
    return Book(
        tuple(Chapter(one["key"], tuple(one["words"])) for one in data["chapter"]),
        tuple(
            Entry(e["key"], e["chapter"], e["act"], {"zh-CN": tuple(e["zh"]), "en": tuple(e["en"])},
                  frozenset(e.get("only", ())), e.get("menu", ""))
            for e in data["entry"]
        ),
        tuple(Picture(one["name"], one["chapter"], frozenset(one["roles"])) for one in data["picture"]),
        tuple((one["for"], tuple(one["say"])) for one in data["short"]),
    )  # fmt: skip


def entries_for(roles: Collection[str], chapter: Chapter) -> list[Entry]:
    """What somebody with these roles can say in a chapter."""
    return [entry for entry in book().entries if entry.chapter == chapter.key and entry.concerns(roles)]


def pictures_for(role: str, chapter: Chapter) -> list[Picture]:
    """The pictures of a chapter on the page of a role."""
    return [one for one in book().pictures if one.chapter == chapter.key and role in one.roles]


def chapters_for(roles: Collection[str]) -> list[Chapter]:
    """The chapters in which somebody with these roles can say anything; their numbers are their places, from 1."""
    return [chapter for chapter in book().chapters if entries_for(roles, chapter)]


def find(said: str, roles: Collection[str]) -> Chapter | None:
    """The chapter somebody names: by its number, its name, or anything that can be said in it; None for no such one."""
    wanted, mine = _compared(said), chapters_for(roles)
    number = int(wanted) if wanted.isascii() and wanted.isdigit() else one_number(wanted)
    if number is not None:
        return mine[number - 1] if 0 < number <= len(mine) else None
    for words in (_names, _aliases):
        if named := [chapter for chapter in mine if wanted in words(chapter)]:
            return named[0]
    told = [(text, chapter) for chapter in reversed(mine) for text in _said(chapter, frozenset(roles))]
    heads = {_compared(text.split()[0]): chapter for text, chapter in told}
    return (heads | {_compared(text): chapter for text, chapter in told}).get(wanted)


def page_of(roles: Collection[str], language: str) -> str:
    """The path of the page that says the same with pictures, for somebody with these roles."""
    role = next(one for one in PAGES if one in roles)
    return f"/help/{role.replace('_', '-')}{'?lang=en' if language == 'en' else ''}"


def example(roles: Collection[str]) -> Chapter:
    """A chapter to name where it is said how to ask for one: everybody has wishes."""
    return next(one for one in chapters_for(roles) if one.key == "wishes")


def lines(roles: Collection[str], language: str) -> list[str]:
    """The chapters with their numbers, a line each."""
    numbered = enumerate(chapters_for(roles), 1)
    facts = [{"number": str(n), "name": one.name(language), "about": one.about(language)} for n, one in numbered]
    return [say("help-chapter-line", language, one) for one in facts]


def shortly(roles: Collection[str], language: str) -> str:
    """The few things that matter most to somebody with these roles, for an SMS."""
    keys = next(keys for role, keys in book().short if role in roles)
    return _quoted([entry for key in keys for entry in book().entries if entry.key == key], language)


def short_chapter(roles: Collection[str], chapter: Chapter, language: str) -> str:
    """As many entries of a chapter as two segments hold; what had to be left out is marked by an ellipsis."""
    told: list[str] = []
    for entry in entries_for(roles, chapter):
        facts = {"words": "/".join(entry.said[language]), "does": entry.does(language)}
        more = [*told, say("help-line", language, facts, short=True)]
        if told and segments(_short_text(chapter, [*more, "..."], language)) > MOST_SEGMENTS:
            return say("help-between", language).join([*told, "..."])
        told = more
    return say("help-between", language).join(told)


def _short_text(chapter: Chapter, told: list[str], language: str) -> str:
    facts = {"name": chapter.name(language), "lines": "", "short": say("help-between", language).join(told)}
    return say("help-chapter", language, facts, short=True)


def _quoted(entries: list[Entry], language: str) -> str:
    return "".join(say("help-quoted", language, {"words": entry.said[language][0]}) for entry in entries).strip()


def _compared(text: str) -> str:
    """Lower case, without spaces, quotes and final marks."""
    return "".join(clean(text).casefold().split()).strip("“”\"'。.!?,:;/")


@cache
def _names(chapter: Chapter) -> frozenset[str]:
    """What a chapter is called, whatever the reader's language."""
    return frozenset(_compared(chapter.name(language)) for language in LANGUAGES)


def _aliases(chapter: Chapter) -> frozenset[str]:
    """What else it may be asked for by."""
    return frozenset(map(_compared, (chapter.key, *chapter.words)))


@cache
def _said(chapter: Chapter, roles: frozenset[str]) -> tuple[str, ...]:
    """All that these roles can say in it, in every language."""
    entries = entries_for(roles, chapter)
    return tuple(text for entry in entries for language in LANGUAGES for text in entry.said[language])
