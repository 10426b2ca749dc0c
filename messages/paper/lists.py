"""Lists on paper: the award list of a year, and the roll of a ballot."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from messages.catalogue import say
from messages.paper.child import make
from messages.paper.winning import Award, Listed, listed, percent_of
from messages.render import readable
from models.grid import community

LIST_WIDTHS, ROLL_WIDTHS = (0, 2, 3, 0), (0, 2, 3, 3)
"""How wide columns are against each other; 0 is as wide as what stands in it."""


def award_list_pdf(session: Session, year: int, language: str, *, zone: ZoneInfo) -> bytes:
    """The award list of a year as PDF, whatever its state, which it names. Raises NoList, MissingGlyph."""
    return make("list", award_list_facts(session, {"year": year}, language, datetime.now(zone), zone))


def award_list_facts(
    session: Session, about: Mapping[str, Any], language: str, now: datetime, zone: ZoneInfo
) -> dict[str, Any]:
    """What stands on the award list of `about["year"]`: by award and area, with how to check it. Raises NoList."""
    given = listed(session, int(about["year"]), zone, language)
    year, name = str(given.stored.year), community(session).name
    facts = readable({"date": given.day.isoformat()}, language)
    state = say(f"paper-state-{given.stored.state}", language)
    title = say("paper-list-title", language, {"community": name, "year": year})
    head = {"digest": given.stored.digest, "head": given.head, "year": year}
    return {
        "lang": language[:2], "title": title, "file": f"{title}.pdf",
        "under": say("paper-list-under", language, {"state": state, "date": say("paper-date", language, facts)}),
        "foot": say("paper-list-foot" if given.head else "paper-list-foot-no-head", language, head),
        "widths": LIST_WIDTHS, "parts": [_part(given, award, language) for award in given.awards],
    }  # fmt: skip


def roll_list_pdf(
    title: str, under: str, rows: Sequence[tuple[int, str, str]], language: str, *, foot: str = ""
) -> bytes:
    """The roll of a ballot as PDF: (roll number, name, stairwell) with room to sign. Raises MissingGlyph."""
    return make("list", roll_list_facts(title, under, rows, language, foot=foot))


def roll_list_facts(
    title: str, under: str, rows: Sequence[tuple[int, str, str]], language: str, *, foot: str = ""
) -> dict[str, Any]:
    """What stands on a roll; a subject that has one makes it a line of PAPERS by this.

    What is said round it comes from who asks, in the language; nothing is read from the database.
    """
    head = [say(f"paper-column-{name}", language) for name in ("number", "name", "stairwell", "signature")]
    cells = [[str(number), name, place, ""] for number, name, place in rows]
    part = {"title": "", "none": say("paper-nobody", language), "head": head, "rows": cells}
    return {
        "lang": language[:2], "title": title, "file": f"{title}.pdf", "under": under, "foot": foot,
        "widths": ROLL_WIDTHS, "parts": [part],
    }  # fmt: skip


def _part(given: Listed, award: Award, language: str) -> dict[str, Any]:
    columns = ("place", "name" if award.personal else "grid", "stairwell" if award.personal else "area", "score")
    rows = []
    for winner in award.winners:
        grid = given.grids.get(winner.grid, winner.grid)
        area = given.grids.get(winner.area, winner.area)
        name = given.people.get(winner.person_id or 0, "") if winner.person_id in given.public else ""
        first, second = (name, grid) if award.personal else (grid, area)
        if award.personal and award.by_area:
            second = say("paper-in-area", language, {"area": area, "grid": grid})
        rows.append([str(winner.place), first, second, percent_of(winner.score, language)])
    return {
        "title": say("paper-award-heading", language, {"name": award.name, "count": str(len(rows))}),
        "none": say("paper-nobody", language),
        "head": [say(f"paper-column-{name}", language) for name in columns], "rows": rows,
    }  # fmt: skip
