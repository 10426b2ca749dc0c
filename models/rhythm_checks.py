"""Rhythms as people write them: is every field known and possible, and does the rhythm come at all?"""

from collections.abc import Callable
from datetime import UTC, datetime

from models.errors import StairwellError
from models.lunar import TERMS
from models.rhythm_days import FIELDS, KINDS, NEXT, NONE, PREVIOUS, Rhythm, trigger

_CERTAIN = datetime(2026, 1, 1, tzinfo=UTC)
"""Some moment: without a year field, whether cron fields ever come does not depend on it."""


class BadRhythm(StairwellError):
    """A rhythm that says nothing a calendar could follow; `what` is the field that is wrong."""

    key = "error-rhythm"


def check(rhythm: Rhythm) -> None:
    """Look at a rhythm that somebody wrote: every field known and possible, and it comes at all. Raises BadRhythm."""
    kind = rhythm.get("kind", "")
    if not isinstance(kind, str) or kind not in KINDS or (kind == "" and "kind" in rhythm):
        raise BadRhythm(what="kind")
    for name in rhythm:
        if name not in ("kind", "hour", "minute", "shift", *FIELDS[kind]):
            raise BadRhythm(what=str(name)[:20])
    _whole(rhythm, "hour", 0, 23)
    _whole(rhythm, "minute", 0, 59)
    if rhythm.get("shift", NONE) not in ((NONE,) if kind == "workday" else (NONE, NEXT, PREVIOUS)):
        raise BadRhythm(what="shift")
    _CHECKS[kind](rhythm)


def _whole(rhythm: Rhythm, name: str, least: int, most: int, *, needed: bool = False) -> None:
    value = rhythm.get(name)
    if value is None and name not in rhythm and not needed:
        return
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadRhythm(what=name)


def _check_cron(rhythm: Rhythm) -> None:
    for name in FIELDS[""]:
        value = rhythm.get(name, "*")
        if not isinstance(value, (str, int)) or isinstance(value, bool) or len(str(value)) > 40:
            raise BadRhythm(what=name)
    if any(mark.isdigit() for mark in str(rhythm.get("day_of_week", ""))):
        raise BadRhythm(what="day_of_week")  # 1 would be Tuesday here and Monday in crontab: names are safe
    try:
        comes = trigger(rhythm).get_next_fire_time(None, _CERTAIN)
    except ValueError as error:
        raise BadRhythm(what=", ".join(name for name in FIELDS[""] if name in rhythm)) from error
    if comes is None:
        raise BadRhythm(what="day")


def _check_lunar(rhythm: Rhythm) -> None:
    _whole(rhythm, "month", 1, 12, needed=True)
    _whole(rhythm, "day", 1, 30, needed=True)
    if not isinstance(rhythm.get("leap", False), bool):
        raise BadRhythm(what="leap")


def _check_term(rhythm: Rhythm) -> None:
    if rhythm.get("term") not in TERMS:
        raise BadRhythm(what="term")


def _check_workday(rhythm: Rhythm) -> None:
    if isinstance(rhythm.get("nth"), bool) or rhythm.get("nth") not in (1, -1):
        raise BadRhythm(what="nth")
    if rhythm.get("of") not in ("week", "month", "quarter"):
        raise BadRhythm(what="of")


_CHECKS: dict[str, Callable[[Rhythm], None]] = {
    "": _check_cron, "holidays": lambda rhythm: None, "lunar": _check_lunar, "solar_term": _check_term,
    "workday": _check_workday,
}  # fmt: skip
