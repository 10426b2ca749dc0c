"""What can be reported of a stairwell and how a case of it goes: the figures of data/case_categories.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from models.clock import at_local
from models.grid import BUILDING, COMMUNITY, STATION
from models.steps import Steps

OTHER = "other"
NEXT_LEVEL: Mapping[int, int] = {BUILDING: STATION, STATION: COMMUNITY}
"""Whom a case is handed up to, by the level of its owner."""
TOLD_HOUR = 9
"""The local hour at which an owner hears of what is not urgent."""
OWNER, TO_STATION, TO_COMMUNITY = STEPS = ("owner", "station", "community")


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of case; see the data file."""

    key: str
    name: dict[str, str]
    short: dict[str, str]
    level: int
    days: int
    words: tuple[str, ...]
    urgent: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """The figures that hold for every category; `escalate` says who hears of what is late."""

    due_hour: int
    confirm: timedelta
    check: timedelta
    answer: timedelta
    recurring_times: int
    recurring_within: timedelta
    escalate: Steps


@cache
def categories() -> dict[str, Category]:
    """The categories by key, in their order."""
    return {
        key: Category(key, **{**fields, "words": tuple(fields["words"])})
        for key, fields in _data().items()
        if key != "rules"
    }


@cache
def rules() -> Rules:
    """The figures for all. A step to somebody nobody knows is a mistake in the data and raises ValueError."""
    said = _data()["rules"]
    steps = tuple((timedelta(days=step["after_days"]), step["to"]) for step in said["escalate"])
    if any(to not in STEPS for _, to in steps):
        raise ValueError("a case is escalated to owner, station or community")
    return Rules(
        said["due_hour"], timedelta(days=said["confirm_days"]), timedelta(days=said["check_days"]),
        timedelta(days=said["answer_days"]), said["recurring"]["times"],
        timedelta(days=said["recurring"]["within_days"]), Steps(steps, timedelta(days=said["again_days"])),
    )  # fmt: skip


def category_of(key: str) -> Category:
    """The category of that key; a key the data does not know any more counts as "other"."""
    return categories().get(key, categories()[OTHER])


def read_category(text: str) -> str | None:
    """The category whose longest word occurs in a report; None when none does, or two are equally long."""
    folded = text.casefold()
    found = sorted(
        ((len(word), kind.key) for kind in categories().values() for word in kind.words if word in folded), reverse=True
    )
    if not found or len({key for length, key in found if length == found[0][0]}) > 1:
        return None
    return found[0][1]


def due(key: str, now: datetime, zone: ZoneInfo) -> datetime:
    """When a case of that category is due if it begins to count now."""
    day = now.astimezone(zone).date() + timedelta(days=category_of(key).days)
    return at_local(day, rules().due_hour, 0, zone)


def told_at(key: str, since: datetime, zone: ZoneInfo) -> datetime:
    """When the owner is to hear of an inspection's finding that can be undone until `since`."""
    if category_of(key).urgent:
        return since
    today = since.astimezone(zone).date()
    morning = at_local(today, TOLD_HOUR, 0, zone)
    return morning if since <= morning else at_local(today + timedelta(days=1), TOLD_HOUR, 0, zone)


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("models") / "data" / "case_categories.toml").read_text("utf-8"))
