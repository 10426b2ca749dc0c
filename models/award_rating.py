"""Who is rated for an award, how the parts make one score, and who wins: a pure function of what the records say."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.award_parts import FULL, Records
from models.award_rules import OF_PEOPLE, PERSON
from models.award_tree import Place
from models.grid import COMMUNITY, UNIT

YEAR_MONTHS = 12


@dataclass(slots=True)
class Rated:
    """A person or a grid with what counts for it; `home` is the code of the grid it is rated at.

    `parts` is {part: [got, of]}; the counts beside it are of inspections. `half_hours` and `events` are a person's.
    """

    id: int
    home: str = ""
    issued: int = 0
    counted: int = 0
    on_time: int = 0
    earned: int = 0
    half_hours: int = 0
    events: int = 0
    months: int = 0
    parts: dict[str, list[int]] = field(default_factory=dict)
    score: int = 0

    def add(self, part: str, got: int, of: int) -> None:
        """Count in what was kept of one part."""
        mine = self.parts.setdefault(part, [0, 0])
        mine[0], mine[1] = mine[0] + got, mine[1] + of


def weighted(parts: Mapping[str, list[int]], weights: Mapping[str, int]) -> int:
    """The mean of the parts by their weights in hundredths of a percent, rounded down; parts without records fall out.

    0 where there are no records at all.
    """
    there = {part: weight for part, weight in weights.items() if parts.get(part, [0, 0])[1]}
    whole = sum(there.values())
    return sum(weight * (parts[part][0] * FULL // parts[part][1]) for part, weight in there.items()) // max(1, whole)


def ranked(records: Records, rule: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The ranking of one award, as the list has it: area by area, best first, the winners of each quota marked."""
    places = records.places
    rated = _people(records, rule, places) if rule["rated"] == PERSON else _grids(records, rule, places)
    above = {place.code: place.above for place in places.values()}
    areas: dict[str, list[Rated]] = defaultdict(list)
    for one in rated:
        one.score = weighted(one.parts, rule["parts"])
        areas[above.get(one.home, {}).get(rule["quota"]["level"], "")].append(one)
    lines = []
    for area, members in sorted(areas.items()):
        most = quota_of(rule["quota"], len(members))
        members.sort(key=lambda one: (-one.score, -one.on_time, -one.half_hours, one.home, one.id))
        for place, one in enumerate(members, 1):
            won = place <= most and one.score * 100 >= rule["min"].get("percent", 0) * FULL
            lines.append(_line(area, place, one, records.rules["to_earn"]) | {"won": won})
    return lines


def quota_of(quota: Mapping[str, int], rated: int) -> int:
    """How many of so many may win: the percentage, rounded down, at least and at most what the rule says."""
    many = max(quota.get("at_least", 0), rated * quota.get("percent", 0) // 100)
    return min(many, quota["at_most"]) if quota.get("at_most") else many


def _line(area: str, place: int, one: Rated, to_earn: int) -> dict[str, Any]:
    return {
        "area": area, "place": place, "id": one.id, "grid": one.home, "issued": one.issued, "counted": one.counted,
        "on_time": one.on_time, "earned": one.earned, "to_earn": one.counted * to_earn, "half_hours": one.half_hours,
        "events": one.events, "months": one.months, "parts": one.parts, "score": one.score,
    }  # fmt: skip


def _people(records: Records, rule: Mapping[str, Any], places: Mapping[int, Place]) -> list[Rated]:
    """Everyone of whom there are records and who fulfils the conditions, wherever they served."""
    rated: dict[int, Rated] = {}
    asked: dict[int, Counter[str]] = defaultdict(Counter)
    if "inspections" in rule["parts"]:
        for row in records.inspections:
            if row.person_id is not None:
                one = rated.setdefault(row.person_id, Rated(row.person_id))
                _count(one, row)
                asked[row.person_id][places[row.grid_id].code] += row.issued
    for part in rule["parts"]:
        for share in records.shares(part):
            if share.person_id is None or not share.of:
                continue
            one = rated.setdefault(share.person_id, Rated(share.person_id))
            if part not in OF_PEOPLE:
                one.add(part, share.got, share.of)
                if part == "work":
                    asked[share.person_id][places[share.grid_id].code] += share.of
    least, roles = rule["min"], set(rule["roles"])
    root = next(place.code for place in places.values() if place.level == COMMUNITY) if rated else ""
    for one in rated.values():
        one.months = records.months(one.id, roles)
        one.half_hours, one.events = records.service.get(one.id, (0, 0))
        for part, had in (("hours", one.half_hours), ("events", one.events)):
            if part in rule["parts"] and (had or one.parts):
                cap = max(1, -(-records.rules[f"{part}_cap"] * max(1, one.months) // YEAR_MONTHS))
                one.parts[part] = [min(had, cap), cap]
        one.home = _home(asked[one.id], [held.code for held in records.served.get(one.id, [])], root)
    return [
        one for one in rated.values()
        if one.parts and one.months and one.issued >= least.get("issued", 0) and one.months >= least.get("months", 0)
        and one.events >= least.get("events", 0)
    ]  # fmt: skip


def _home(asked: Counter[str], held: list[str], root: str) -> str:
    """Where somebody was asked most, else the lowest code of the grids they held a post at, else the community."""
    if asked:
        return min(asked, key=lambda code: (-asked[code], code))
    return min(held, default=root)


def _count(one: Rated, row: Any) -> None:
    one.issued += row.issued
    one.counted += row.counted
    one.on_time += row.on_time
    one.earned += row.earned


def _grids(records: Records, rule: Mapping[str, Any], places: Mapping[int, Place]) -> list[Rated]:
    """The grids of the rule's level, each part by the mean of its stairwells; those nobody looked after left out."""
    level = rule["rated"]
    rated = {place.code: Rated(grid_id, place.code) for grid_id, place in places.items() if place.level == level}
    size = Counter(place.above.get(level, "") for place in places.values() if place.level == UNIT)
    for row in records.inspections if "inspections" in rule["parts"] else ():
        code = places[row.grid_id].above.get(level, "")
        if row.person_id is not None and code in rated:
            _count(rated[code], row)
    seen: dict[str, set[int]] = defaultdict(set)
    for part in rule["parts"]:
        for grid_id, one in _by_grid(records, part).items():
            place = places[grid_id]
            code = place.above.get(level, "")
            if code not in rated or (place.level == UNIT) == (part == "own"):
                continue
            if part == "own":
                rated[code].add(part, *one.parts[part])
            else:
                seen[code].add(grid_id)
                rated[code].add(part, weighted(one.parts, {part: 1}), FULL)
    least = rule["min"].get("rated_percent", 0)
    return [
        one for code, one in rated.items() if seen[code] and len(seen[code]) * 100 >= least * size[code]
    ]  # fmt: skip


def _by_grid(records: Records, part: str) -> dict[int, Rated]:
    """What was kept of one part at each grid, of whoever held a post there together."""
    grids: dict[int, Rated] = {}
    for share in _of_somebody(records, part):
        grids.setdefault(share.grid_id, Rated(share.grid_id)).add(part, share.got, share.of)
    return grids


def _of_somebody(records: Records, part: str) -> Iterable[Any]:
    return (share for share in records.shares(part) if share.person_id is not None and share.of)
