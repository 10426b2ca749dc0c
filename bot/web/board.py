"""What the public board shows: figures and grids, and of people only those on the honours wall who agreed."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from messages.award_lines import award_lines
from messages.render import period_name
from messages.report import decimal
from models.awards import PROVISIONAL, award_list
from models.calendar import period_bounds, period_of
from models.coverage import duties_between, tally
from models.duties import Duty
from models.grid import GRID
from models.honours import unnamed, wall
from models.nominations import categories
from models.posts import UNIT_HEAD
from models.standing import ranking
from models.vacancies import counts

TOP = 10


def public_board(session: Session, now: datetime, zone: ZoneInfo, language: str) -> dict[str, Any]:
    """The facts of the board at `now`: this month's coverage, the year's first ten grids, the posted award list."""
    period, year = period_of(now, zone), now.astimezone(zone).year
    start, end = period_bounds(period, zone)
    asked = [session.get_one(Duty, key) for key in duties_between(session, start, end)]
    # What stairwells are asked; what offices and partners do among themselves is not for the hallway.
    tallies = [(duty.name, tally(session, duty.key, start, end)) for duty in asked
               if duty.ask and duty.audience == UNIT_HEAD]  # fmt: skip
    places = [place for place in ranking(session, year, GRID, top=TOP) if place.points > 0]
    stored = award_list(session)
    if stored is not None and stored.state == PROVISIONAL:
        stored = None  # what is still being checked is nobody's news
    vacant, covered = counts(session, now.astimezone(zone).date())
    return {
        "period": period_name(period, language),
        "tallies": [
            {
                "duty": name.get(language, name["zh-CN"]),
                "issued": str(t.issued),
                "done": str(t.done),
                "share": decimal(t.permille),
                "permille": t.permille,
            }
            for name, t in tallies
        ],
        "places": [{"place": place.place, "name": place.name, "points": decimal(place.tenths)} for place in places],
        "vacant": str(vacant) if vacant else "",
        "covered": str(covered),
        "award_year": str(stored.year) if stored else "",
        "awards": award_lines(session, stored.content, language, names=False) if stored else [],
        **honours_shown(session, language),
    }


def honours_shown(session: Session, language: str) -> dict[str, Any]:
    """The newest year of the honours wall, by category: who agreed, with their story; of the others the number."""
    shown = wall(session)
    year = shown[0].year if shown else 0
    kinds: dict[str, list[dict[str, str]]] = {}
    for one in shown:
        if one.year == year:
            kinds.setdefault(one.category, []).append({"name": one.name, "story": one.story})
    return {
        "honour_year": str(year) if year else "",
        "honours": [{"name": categories()[key].name[language], "people": people} for key, people in kinds.items()],
        "unnamed": str(unnamed(session, year)) if year and unnamed(session, year) else "",
    }
