"""The grid as a picture: every stairwell as a square with its state, by station, grid and building."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import col, select

from bot.web.office.links import SEE_GRID, grid_href
from bot.web.office.pages import Page, View
from messages.render import period_name
from models.awards import award_rules
from models.calendar import period_bounds, period_of
from models.duties import Duty
from models.errors import NotFound
from models.grid import BUILDING, GRID, STATION, Grid, upwards
from models.permissions import Scope, scope_of
from models.posts import UNIT_HEAD
from models.unit_states import DONE, LATE, NONE, STATES, UnitState, periods, places, unit_states

MARKS = ("vacant", "deputy", "finding")
FOLLOW = "task.follow"
_DIGITS = re.compile(r"(\d+)")


def asked_of_units(view: View) -> list[Duty]:
    """The duties a stairwell's head is asked, in the order of their keys; the one that counts for awards first."""
    found = view.session.exec(select(Duty).where(Duty.audience == UNIT_HEAD, Duty.ask != "").order_by(col(Duty.key)))
    first: str = award_rules()["duty"]
    return sorted(found, key=lambda duty: duty.key != first)


def chosen(view: View, duties: Sequence[Duty]) -> tuple[Duty, str, list[str]]:
    """(the duty looked at, its period, the periods to choose from, newest first). Raises NotFound and BadPeriod."""
    named = view.arg("duty")
    duty = next((one for one in duties if one.key == named or not named), None)
    if duty is None:
        raise NotFound(what=named[:20])
    known = periods(view.session, duty.key)
    wanted = view.arg("period").upper()
    if wanted:
        period_bounds(wanted, view.zone)
        return duty, wanted, known if wanted in known else [wanted, *known]
    today = view.now.astimezone(view.zone).date()
    return duty, known[0] if known else _running(duty, today), known or [_running(duty, today)]


def _running(duty: Duty, today: date) -> str:
    return period_of(today, duty.per)


def named(view: View, duty: Duty) -> str:
    """What a duty is called in the language of whoever looks."""
    return duty.name.get(view.language) or duty.name.get("zh-CN", duty.key)


def switches(view: View, duties: Sequence[Duty], duty: Duty, period: str, known: Sequence[str]) -> list[Any]:
    """The fields of the form that chooses duty and period."""
    return [
        ("duty", view.say("page-grid-duty"), duty.key, [(one.key, named(view, one)) for one in duties]),
        ("period", view.say("page-grid-period"), period, [(one, period_name(one, view.language)) for one in known]),
    ]


class Words:
    """The words and signs of the picture, each looked up once."""

    def __init__(self, view: View) -> None:
        self.title = {state: view.say(f"page-grid-state-{state}") for state in (*STATES, *MARKS)}
        self.sign = {state: view.say(f"page-grid-sign-{state}") for state in (*STATES, *MARKS)}
        self.between = view.say("page-grid-between")

    def square(self, unit: UnitState, above: str) -> dict[str, Any]:
        """A square: what it shows, what it says to whoever hears it, where it leads, how it looks."""
        marks = marks_of(unit)
        return {
            "short": short_name(unit.name, above, unit.code), "href": grid_href(unit.code),
            "sign": self.sign[unit.state], "marks": "".join(self.sign[mark] for mark in marks),
            "label": f"{unit.name}{self.between[0]}" + self.between[1].join(
                self.title[one] for one in (unit.state, *marks)
            ),
            "kinds": " ".join(f"s-{one}" for one in (unit.state, *marks)),
        }  # fmt: skip

    def legend(self, units: Sequence[UnitState]) -> list[dict[str, Any]]:
        """Each state and mark there is, with how many; the common ones also where there are none."""
        counts = dict.fromkeys((*STATES, *MARKS), 0)
        for unit in units:
            for one in (unit.state, *marks_of(unit)):
                counts[one] += 1
        return [
            {"kind": f"s-{one}", "sign": self.sign[one], "title": self.title[one], "count": count}
            for one, count in counts.items()
        ]


def marks_of(unit: UnitState) -> list[str]:
    """What there is to know of a stairwell beside its state."""
    empty = [("deputy" if unit.deputy else "vacant")] if unit.vacant or unit.deputy else []
    return [*empty, *(["finding"] if unit.finding else [])]


def short_name(name: str, above: str, code: str) -> str:
    """ "1" for 长城苑3号楼1单元 in 长城苑3号楼: what tells a stairwell from the others of its building."""
    rest = name.removeprefix(above).strip()
    found = re.search(r"\d+|[A-Za-z]+|[一二三四五六七八九十]+", rest) or re.search(r"\d+$", code)
    return found[0][:4] if found else rest[:3]


def in_order(path: str) -> list[tuple[bool, int, str]]:
    """A key that sorts paths as people count: B2 before B10."""
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in _DIGITS.split(path)]


def ancestor(path: str, level: int, known: Mapping[str, Grid]) -> Grid | None:
    """The grid of that level that a path lies in, or is."""
    return next((known[one] for one in upwards(path) if one in known and known[one].level == level), None)


def picture(view: View) -> Mapping[str, Any]:
    """All stairwells in scope. Raises NotFound and BadPeriod for what the address asks."""
    duties, paths = asked_of_units(view), view.paths(SEE_GRID)
    duty, period, known_periods = chosen(view, duties)
    units = unit_states(view.session, duty.key, period, paths, view.now)
    known, words = places(view.session, paths), Words(view)
    done, issued = done_of(units), sum(unit.state != NONE for unit in units)
    heading = view.say("page-grid-heading", duty=named(view, duty), period=period)
    counts = {"units": len(units), "issued": issued, "done": done, "percent": percent(done, issued)}
    return {
        "heading": heading, "fields": switches(view, duties, duty, period, known_periods),
        "summary": view.say("page-grid-summary", **counts),
        "legend": words.legend(units), "stations": _stations(units, known, words),
        "remind": scope_of(view.actor, FOLLOW) is not Scope.NONE and done < issued,
        "sheet_when": month_of(view, period), "duty_words": named(view, duty),
        "duty_href": f"/office/duty/{duty.key}?period={period}",
    }  # fmt: skip


def month_of(view: View, period: str) -> str:
    """The month a period begins in: its tasks opened then."""
    return f"{period_bounds(period, view.zone)[0].astimezone(view.zone):%Y-%m}"


def done_of(units: Iterable[UnitState]) -> int:
    """How many were done, in time or late."""
    return sum(unit.state in (DONE, LATE) for unit in units)


def percent(part: int, whole: int) -> str:
    """A share in whole percent, "–" of nothing."""
    return f"{(part * 200 + whole) // (2 * whole)}%" if whole else "–"


def _stations(units: Sequence[UnitState], known: Mapping[str, Grid], words: Words) -> list[dict[str, Any]]:
    """[{name, href, grids: [{name, href, share, houses: [{name, href, units}]}]}] in the order people count."""
    stations: dict[str, dict[str, Any]] = {}
    for unit in sorted(units, key=lambda one: in_order(one.path)):
        station, grid, building = (ancestor(unit.path, level, known) for level in (STATION, GRID, BUILDING))
        top = stations.setdefault(station.path if station else "", {**_place(station), "grids": {}})
        middle = top["grids"].setdefault(grid.path if grid else "", {**_place(grid), "houses": {}, "all": []})
        house = middle["houses"].setdefault(building.path if building else "", {**_place(building), "units": []})
        house["units"].append(words.square(unit, building.name if building else ""))
        middle["all"].append(unit)
    for top in stations.values():
        for middle in top["grids"].values():
            issued = sum(unit.state != NONE for unit in middle["all"])
            middle["share"] = f"{done_of(middle['all'])}/{issued}" if issued else ""
            middle["houses"] = list(middle["houses"].values())
        top["grids"] = list(top["grids"].values())
    return list(stations.values())


def _place(grid: Grid | None) -> dict[str, str]:
    return {"name": grid.name, "href": grid_href(grid.code)} if grid else {"name": "", "href": ""}


PAGES = (Page("/office/grid", SEE_GRID, "page-grid-title", "grid.html", picture, menu="people", sheets=("tasks",)),)
