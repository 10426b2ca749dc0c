"""Service procedures: what a resident may apply for, what is needed, who acts on each step and in how many days."""

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from models.case_owners import TURNS
from models.clock import at_local
from models.errors import StairwellError
from models.steps import Steps

DUE_HOUR = 18
TURN, COMMUNITY_OFFICE = ("turn", "community")


class NoSuchProcedure(StairwellError):
    """Nothing on the list is called so."""

    key = "error-procedure"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who acts (models.case_owners.TURNS), how many calendar days, its name by language.

    `other_than` are the places (from 1) of earlier steps; who did one of them does not do this one.
    """

    who: str
    days: int
    name: dict[str, str]
    other_than: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure; see the data file. `place` is its number in the list."""

    key: str
    place: int
    name: dict[str, str]
    short: dict[str, str]
    words: tuple[str, ...]
    needs: dict[str, list[str]]
    steps: tuple[Step, ...]
    sensitive: bool = False

    def due(self, step: int, now: datetime, zone: ZoneInfo) -> datetime:
        """When a step that begins now is due: at DUE_HOUR of the local day so many days on."""
        day = now.astimezone(zone).date() + timedelta(days=self.steps[step].days)
        return at_local(day, DUE_HOUR, 0, zone)


@cache
def procedures() -> dict[str, Procedure]:
    """The procedures by key, in their order.

    A step for somebody nobody knows, or for another than did a step that is not before it, raises ValueError.
    """
    found = {}
    entries = [(key, fields) for key, fields in _data().items() if key != "rules"]
    for place, (key, fields) in enumerate(entries, 1):
        steps = tuple(Step(**step | {"other_than": tuple(step.get("other_than", ()))}) for step in fields["steps"])
        if not steps or any(step.who not in TURNS for step in steps):
            raise ValueError(f"{key} has a step for nobody")
        if any(not 0 < other < place for place, step in enumerate(steps, 1) for other in step.other_than):
            raise ValueError(f"{key} has a step that is other than a later one")
        found[key] = Procedure(key, place, **{**fields, "words": tuple(fields["words"]), "steps": steps})
    return found


def kept(key: str, step: int) -> Procedure:
    """The procedure of a case at that step, whatever became of it in the data: no case stands still for a change there.

    One that is there no more, and steps that are not, are the community's to settle.
    """
    rules, known = _data()["rules"], procedures().get(key)
    if known is None:
        known = Procedure(key, 0, rules["gone"], rules["gone"], (), {}, (), sensitive=True)
    missing = step + 1 - len(known.steps)
    return known if missing <= 0 else replace(known, steps=known.steps + (Step(**rules["settle"]),) * missing)


@cache
def late_steps() -> Steps:
    """How long after a step was due who hears of it."""
    said = _data()["rules"]
    told = tuple((timedelta(days=one["after_days"]), one["to"]) for one in said["late"])
    return Steps(told, timedelta(days=said["again_days"]))


def named(said: str) -> Procedure | None:
    """The procedure somebody means by its number in the list, its name, or a word for it; None when none fits."""
    folded = said.strip().casefold()
    for kind in procedures().values():
        called = {folded_name.casefold() for folded_name in (*kind.name.values(), *kind.short.values(), *kind.words)}
        if folded in called or folded == str(kind.place):
            return kind
    return None


def kind_of(said: str) -> Procedure:
    """The same; raises NoSuchProcedure where none fits."""
    kind = named(said)
    if kind is None:
        raise NoSuchProcedure
    return kind


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("models") / "data" / "procedures.toml").read_text("utf-8"))
