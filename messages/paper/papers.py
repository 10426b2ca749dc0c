"""Which files there are: a name, the form it takes, what stands in it, and which maker of the child makes it.

Another file is another line of PAPERS, with what it needs to say in `facts`: plain JSON, every sentence from the
catalogue.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlmodel import Session

from messages.forms import DOCUMENT, PICTURE
from messages.paper.boards import board_facts, lacking
from messages.paper.certificates import certificate_facts, tell_of_glyph
from messages.paper.lists import award_list_facts
from messages.paper.pictures import rank_facts, trend_facts
from messages.paper.sheets import sheet_facts

Facts = Callable[[Session, Mapping[str, Any], str, datetime, ZoneInfo], dict[str, Any]]
Tell = Callable[[Session, Mapping[str, Any], Mapping[str, Any], datetime], None]
Lacking = Callable[[Mapping[str, Any], str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of file.

    `facts(session, about, language, now, zone)` reads what stands in it, its name (`file`) included; it may refuse.
    Where a text has a character that no font has, one that is printed to be handed out is printed with a blank in its
    place, to be filled in `by_hand`, and whoever prints it is told. `tell` is for one who asks about themselves: they
    get none, and those who can help are told. One with a `refusal` is refused as a whole; `lacking(facts, marks)` are
    the facts of that, with every text of it that cannot be printed.
    """

    form: Literal["picture", "document"]
    maker: str
    facts: Facts
    by_hand: bool = False
    tell: Tell | None = None
    lacking: Lacking | None = None
    refusal: str = ""

    def name(self, facts: Mapping[str, Any]) -> str:
        """What the file is saved as."""
        return str(facts["file"])


PAPERS: dict[str, Paper] = {
    "certificate": Paper(DOCUMENT, "certificates", certificate_facts, tell=tell_of_glyph),
    "certificates": Paper(DOCUMENT, "certificates", certificate_facts, by_hand=True),
    "award-list": Paper(DOCUMENT, "list", award_list_facts, by_hand=True),
    "boards": Paper(DOCUMENT, "boards", board_facts, lacking=lacking, refusal="board-no-glyph"),
    "rank": Paper(PICTURE, "rank", rank_facts),
    "trend": Paper(PICTURE, "trend", trend_facts),
    "sheet": Paper(DOCUMENT, "workbook", sheet_facts),
}
