"""What the public board shows: figures and grids, and of people only those on the honours wall who agreed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot.web.wishes import waiting_for_all
from messages.award_lines import award_sections
from messages.catalogue import say
from messages.render import period_name, readable
from messages.report import decimal
from models.award_naming import named_publicly
from models.awards import CLOSED, PROVISIONAL, award_list
from models.calendar import period_bounds, period_of
from models.coverage import Tally, tally_of
from models.duties import Duty, Task
from models.errors import NoCommunity
from models.events import Event, event_facts, public_events
from models.grid import GRID, LEVELS, UNIT, community
from models.honours import Shown, unnamed, wall
from models.nominations import categories
from models.posts import UNIT_HEAD
from models.standing import ranking
from models.vacancies import counts
from models.wish_words import NAME_OUT, PHONE

TOP, EVENTS, WISHES, WINNERS = 10, 6, 8, 3
HONOURS, SCREEN_HONOURS = 3, 6
"""People of each category on the board, and on a screen."""
STORY = 70
"""Characters of a story on the board; all of it is on the honours page."""
RANKED = LEVELS[1:]
"""The levels a standing makes sense at."""


def public_board(
    session: Session, now: datetime, zone: ZoneInfo, language: str, level: int = GRID, honours: int = HONOURS
) -> dict[str, Any]:
    """The facts of the board at `now`, the standing at a level of RANKED and so many honours a category, in a language.
    """  # fmt: skip
    today = now.astimezone(zone).date()
    vacant, covered = counts(session, today)
    found = waiting_for_all(session, now, zone, WISHES + 1)
    return {
        "community": community_name(session),
        "today": told("page-board-today", language, date=today.isoformat(), weekday_key=f"page-day-{today.weekday()}"),
        "period": period_name(period_of(now, zone), language),
        "tallies": coverage_shown(session, period_of(now, zone), zone, language),
        "level": level,
        "levels": [(one, say(f"page-level-{one}", language)) for one in RANKED],
        "places": places_shown(session, today.year, level),
        "vacant": str(vacant) if vacant else "",
        "covered": str(covered),
        "wishes": found.wishes[:WISHES],
        "more_wishes": len(found.wishes) > WISHES or found.nearby > 0,
        "fulfilled": str(found.year.fulfilled),
        "claimed": str(found.year.claimed),
        "events": [event_shown(event, zone, language) for event in public_events(session, now, EVENTS)],
        **awards_shown(session, now, zone, language),
        **honours_shown(session, language, most=honours, story=STORY),
    }


def screen_board(session: Session, now: datetime, zone: ZoneInfo, language: str) -> dict[str, Any]:
    """The facts of the board on a screen: more honours, and beside the grids the first units (`units`)."""
    year = now.astimezone(zone).year
    board = public_board(session, now, zone, language, honours=SCREEN_HONOURS)
    return board | {"units": places_shown(session, year, UNIT)}


def places_shown(session: Session, year: int, level: int) -> list[dict[str, Any]]:
    """The first of a level in a year's standing, those without points apart."""
    places = [place for place in ranking(session, year, level, top=TOP) if place.points > 0]
    return [{"place": place.place, "name": place.name, "points": decimal(place.tenths)} for place in places]


def told(key: str, language: str, **facts: Any) -> str:
    """A sentence with facts as people read them."""
    return say(key, language, readable(facts, language))


def community_name(session: Session) -> str:
    """What the community is called, "" before the first roster."""
    try:
        return community(session).name
    except NoCommunity:
        return ""


def coverage_shown(session: Session, period: str, zone: ZoneInfo, language: str) -> list[dict[str, Any]]:
    """How far the stairwells have come with what a period asks of them, a duty each.

    What offices and partners do among themselves is not for the hallway.
    """
    start, end = period_bounds(period, zone)
    asked = {duty.key: duty.name for duty in session.exec(select(Duty).where(Duty.audience == UNIT_HEAD)) if duty.ask}
    opened = (col(Task.opens_at) >= start) & (col(Task.opens_at) < end) & col(Task.duty_key).in_(asked)
    return [_line(asked[key], one, language) for key, one in tally_of(session, opened)]


def _line(name: dict[str, str], tally: Tally, language: str) -> dict[str, Any]:
    return {
        "duty": name.get(language, name["zh-CN"]), "issued": str(tally.issued), "done": str(tally.done),
        "share": decimal(tally.permille), "permille": tally.permille,
    }  # fmt: skip


def event_shown(event: Event, zone: ZoneInfo, language: str) -> dict[str, str]:
    """An event as everybody may see it: what, when, where, and whether there are places. No phone number is in it."""
    facts = event_facts(event, zone)
    day = event.starts_at.astimezone(zone).date()
    left = None if event.capacity is None else event.capacity - event.taken
    return {
        "title": PHONE.sub(NAME_OUT, event.title), "place": PHONE.sub(NAME_OUT, event.place),
        "when": told("page-board-event-when", language, day=day.isoformat(), time=facts["time"],
                     weekday_key=f"page-day-{day.weekday()}"),
        "free": say("page-board-event-full", language) if left == 0
        else told("page-board-event-left", language, count=left) if left is not None else "",
    }  # fmt: skip


def awards_shown(session: Session, now: datetime, zone: ZoneInfo, language: str) -> dict[str, Any]:
    """The newest list that is posted or closed: the first of each award, and how long it can be objected to."""
    stored = award_list(session)
    if stored is None or stored.state == PROVISIONAL:  # what is still being checked is nobody's news
        return {"award_year": "", "awards": [], "posting": ""}
    return {
        "award_year": str(stored.year),
        "awards": award_sections(
            session, stored.content, language, names=named_publicly(session, stored.year), most=WINNERS
        ),
        "posting": "" if stored.state == CLOSED else _posting(stored.year, stored.posted_until, now, zone, language),
    }


def _posting(year: int, until: datetime | None, now: datetime, zone: ZoneInfo, language: str) -> str:
    """How many days the window is still open."""
    if until is None or until <= now:
        return told("page-board-posting-over", language, year=year)
    last = _local_day(until - timedelta(seconds=1), zone)
    left = (last - _local_day(now, zone)).days
    key = "page-board-posting" if left else "page-board-posting-last"
    return told(key, language, year=year, count=left, day=last.isoformat())


def _local_day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def honours_shown(
    session: Session, language: str, year: int | None = None, *, most: int | None = None, story: int | None = None
) -> dict[str, Any]:
    """A year of the honours wall (None: the newest), by category: who agreed, with their story; of others the number.

    With `most` no more people of a category than that, with `story` no more characters of each story.
    """
    shown = wall(session, year)
    year = year or (shown[0].year if shown else 0)
    of_year = [one for one in shown if one.year == year]
    rest = unnamed(session, year) if year else 0
    return {
        "honour_year": str(year) if year else "",
        "honours": by_category(of_year, language, most, story),
        "unnamed": str(rest) if rest else "",
    }


def by_category(
    people: Sequence[Shown], language: str, most: int | None = None, story: int | None = None
) -> list[dict[str, Any]]:
    """Those shown under the names of what they were given, in the categories' order."""
    kinds: dict[str, list[dict[str, str]]] = {}
    for one in people:
        kinds.setdefault(one.category, []).append({"name": one.name, "story": shortened(one.story, story)})
    return [{"name": categories()[key].name[language], "people": people[:most]} for key, people in kinds.items()]


def shortened(text: str, most: int | None) -> str:
    """A text of so many characters at most, ended by "…" where something is left out."""
    return text if most is None or len(text) <= most else text[: most - 1].rstrip() + "…"
