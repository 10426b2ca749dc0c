"""The board on a screen in a hallway: one slide after another, each readable from across the room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from messages.catalogue import say

SECONDS = 15
"""How long a slide is seen."""
PEOPLE, TALLIES, EVENTS, WISHES, WINNERS = 2, 3, 3, 3, 4
"""What fits on one slide of each kind at its longest, in type of 32 px and more on 1080 lines."""
SHORT_PEOPLE, SHORT_NAME, SHORT_STORY = 4, 6, 36
SHORT_WISHES, SHORT_WISH = 5, 32
"""How many fit where all are short, and what is short: characters of a name, a story, a wish."""


@dataclass(frozen=True, slots=True)
class Slide:
    """What is seen at once: a heading, a line beneath it ("" for none), and its rows; `kind` names its form,
    and " short" after it that each row is short."""

    kind: str
    title: str
    note: str = ""
    rows: Sequence[Any] = ()


def slides(facts: dict[str, Any], language: str) -> list[Slide]:
    """The slides of a board (`board_facts.screen_board`): what is empty has none, how to join is always the last."""

    def told(key: str, **more: Any) -> str:
        return say(key, language, more)

    shown = [*_honours(facts, told), *_awards(facts, told)]
    month = told("page-board-month", period=facts["period"])
    vacant = told("page-board-vacant", vacant=facts["vacant"], covered=facts["covered"]) if facts["vacant"] else ""
    shown += _cut("month", month, vacant, facts["tallies"], TALLIES)
    for key, places in (("page-screen-grids", facts["places"]), ("page-screen-units", facts["units"])):
        shown += [Slide("standing", told(key), told("page-board-average"), places)] if places else []
    shown += _cut("events", told("page-board-events"), "", facts["events"], EVENTS)
    figures = told("page-wishes-figures", fulfilled=facts["fulfilled"], claimed=facts["claimed"])
    shown += _fitted("wishes", told("page-wishes-title"), figures, facts["wishes"], SHORT_WISHES, WISHES, _short_wish)
    return [*shown, Slide("join", told("page-screen-join"), told("page-screen-join-note"))]


def _honours(facts: dict[str, Any], told: Any) -> list[Slide]:
    shown: list[Slide] = []
    for kind in facts["honours"]:
        heading = f"{told('page-board-honours', year=facts['honour_year'])} · {kind['name']}"
        shown += _fitted("honours", heading, "", kind["people"], SHORT_PEOPLE, PEOPLE, _short_person)
    return shown


def _awards(facts: dict[str, Any], told: Any) -> list[Slide]:
    shown = []
    for one in facts["awards"]:
        lines = [line for _, lines in one.areas for line in lines][:WINNERS]
        title = f"{facts['award_year']} · {told('page-awards-section', name=one.name, count=str(one.count))}"
        shown += [Slide("awards", title, facts["posting"], lines)] if lines else []
    return shown


def _cut(kind: str, title: str, note: str, rows: Sequence[Any], most: int) -> list[Slide]:
    return [Slide(kind, title, note, rows[start : start + most]) for start in range(0, len(rows), most)]


def _fitted(
    kind: str, title: str, note: str, rows: Sequence[Any], many: int, few: int, short: Callable[[Any], bool]
) -> list[Slide]:
    """Slides of `many` rows where these are all short, else of `few`."""
    shown, start = [], 0
    while start < len(rows):
        next_ = rows[start : start + many]
        size = many if all(map(short, next_)) else few
        shown.append(Slide(f"{kind} short" if size == many else kind, title, note, rows[start : start + size]))
        start += size
    return shown


def _short_wish(wish: str) -> bool:
    return len(wish) <= SHORT_WISH


def _short_person(person: dict[str, str]) -> bool:
    return len(person["name"]) <= SHORT_NAME and len(person["story"]) <= SHORT_STORY
