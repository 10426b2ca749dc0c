"""What stands in the charts: the ranking of a level, and how a grid went month by month."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from messages.catalogue import say
from messages.render import period_name, readable
from messages.report import decimal
from models.grid import BUILDING, GRID, UNIT, community, grid_by_code
from models.standing import Place, ranking
from models.trends import monthly, months_up_to, units_of

TOP = 10
MONTHS = 12
NAME_SHOWN = 16
"""Characters of a grid's name beside its bar; the end is kept, which is where building and unit stand."""
LEVEL_NAMES = {UNIT: "level-unit", BUILDING: "level-building", GRID: "level-grid"}


def rank_facts(
    session: Session, about: Mapping[str, Any], language: str, now: datetime, zone: ZoneInfo
) -> dict[str, Any]:
    """The first places of `level` in `year`, and those of the reader's `own` grids (paths) wherever they stand."""
    year, level, own = int(about["year"]), int(about["level"]), set(about["own"])
    places = ranking(session, year, level, top=TOP, own=sorted(own))
    facts = {"year": str(year), "level": say(LEVEL_NAMES[level], language), "of": str(places[0].of if places else 0),
             "community": community(session).name}  # fmt: skip
    title = say("paper-rank-title", language, facts)
    return {
        "lang": language[:2], "title": title, "file": f"{title}.png", "mark": say("paper-rank-mark", language),
        "under": say("paper-rank-under" if level == UNIT else "paper-rank-under-mean", language, facts),
        "rows": [_row(place, number >= TOP, place.path in own, language) for number, place in enumerate(places)],
    }  # fmt: skip


def trend_facts(
    session: Session, about: Mapping[str, Any], language: str, now: datetime, zone: ZoneInfo
) -> dict[str, Any]:
    """The last twelve months of the grid with code `grid`: points per stairwell, and coverage."""
    grid = grid_by_code(session, str(about["grid"]))
    months = monthly(session, months_up_to(now.astimezone(zone).date(), MONTHS), zone, grid.path)
    units = max(1, units_of(session, grid.path))
    tenths = [(month.points * 20 + units) // (2 * units) for month in months]
    shares = [None if month.permille is None else (month.permille + 5) // 10 for month in months]
    title = say("paper-trend-title", language, {"grid": grid.name})
    first, last = (period_name(months[end].period, language) for end in (0, -1))
    points = "paper-trend-points" if grid.level == UNIT else "paper-trend-points-mean"
    return {
        "lang": language[:2], "title": title, "file": f"{title}.png",
        "under": say("paper-trend-under", language, {"first": first, "last": last}),
        "months": [say("paper-month", language, {"month": str(int(month.period[5:]))}) for month in months],
        "panels": [
            {"name": say(points, language), "values": [value / 10 for value in tenths],
             "labels": [decimal(value) if value else "" for value in tenths]},
            {"name": say("paper-trend-coverage", language), "values": shares,
             "labels": ["" if value is None else str(value) for value in shares]},
        ],
    }  # fmt: skip


def _row(place: Place, apart: bool, own: bool, language: str) -> dict[str, Any]:
    facts = readable({"place": place.place, "points": decimal(place.tenths)}, language)
    name = place.name if len(place.name) <= NAME_SHOWN else "…" + place.name[1 - NAME_SHOWN :]
    label = say("paper-rank-label", language, facts)
    return {"name": name, "label": label, "value": max(0, place.tenths), "own": own, "apart": apart}
