"""What a page of the office is: data and one function that gathers its facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.context import Community
from messages.catalogue import say
from messages.render import readable
from models.permissions import Actor, paths_for

ROWS = 50
"""Lines of a list on one page."""
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class View:
    """One look at a page: the transaction, the time, who looks, and what the address says (`args`)."""

    session: Session
    now: datetime
    community: Community
    actor: Actor
    args: Mapping[str, str]

    @property
    def zone(self) -> ZoneInfo:
        """The community's time zone."""
        return self.community.zone

    @property
    def language(self) -> str:
        """The language of whoever looks."""
        return self.actor.language

    @property
    def person_id(self) -> int:
        """Who looks; nobody unknown ever does."""
        assert self.actor.id is not None
        return self.actor.id

    def say(self, key: str, **facts: Any) -> str:
        """A sentence of the catalogue in their language, its facts made readable."""
        return say(key, self.language, readable(facts, self.language))

    def paths(self, act: str) -> list[str]:
        """Where they may do an act, for a query (`models.grid.within`)."""
        return paths_for(self.actor, act)

    def arg(self, name: str) -> str:
        """What the address or a search form says under a name, trimmed and cut; "" for nothing."""
        return self.args.get(name, "").strip()[:100]

    @property
    def page(self) -> int:
        """Which page of a list is wanted, from 1."""
        said = self.args.get("page", "")
        return min(max(int(said), 1), MOST_PAGES) if said.isascii() and said.isdigit() and len(said) < 9 else 1

    @property
    def skip(self) -> int:
        """How many lines stand before this page of a list: the OFFSET of its query, whose LIMIT is ROWS + 1."""
        return (self.page - 1) * ROWS


Gather = Callable[[View], Mapping[str, Any] | None]
"""The facts a page's template shows; None for what does not exist or may not be seen."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the office.

    `act` is the permission it needs; who lacks it finds nothing there. `title` is a key of the catalogue, `menu` the
    group of the menu it stands in, "" for one that others lead to. `waiting` counts what waits there for whoever
    looks; the start page lists those. One that `notes` who looked gathers in a transaction that may write. `sheets` are
    the spreadsheets (messages/paper/sheets.py) of what it lists.
    """

    path: str
    act: str
    title: str
    template: str
    gather: Gather
    menu: str = ""
    waiting: Callable[[View], int] | None = None
    notes: bool = False
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """Who is signed in on this browser, and the session's token."""

    actor: Actor
    token: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed (`more`) on the form with these fixed `words`, or as an answer to the question `to`."""

    more: str
    words: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What an act came to, shown above the page it was done on: words, and what may be answered to them.

    What was `typed` for nothing stands in its form again. `again` are the fields of a form that may have come to
    nothing, to be sent once more as it was.
    """

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    question: str = ""
    wrong: bool = False
    typed: Typed | None = None
    again: Mapping[str, str] = field(default_factory=dict)


MENUS = ("now", "people", "words", "records", "set")
"""The groups of the menu, in order; their titles are `page-menu-…`."""
