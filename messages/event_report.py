"""Events in the account of a period: one line a kind that was held, and whom the trainings reached."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from messages.catalogue import say
from messages.render import readable
from models import event_figures
from models.event_closing import hours_text
from models.events import PARTNER_DAY, TRAINING


def event_lines(
    session: Session, start: datetime, end: datetime, zone: ZoneInfo, language: str, paths: Sequence[str]
) -> list[str]:
    """What was held in [start, end) in these subtrees, each figure counted from rows (models/event_figures.py).

    Who headed what is taken as of the period's last local day. Nothing held gives no line.
    """
    held = {one.kind: one for one in event_figures.held_between(session, start, end, paths)}
    lines = []
    for kind, one in held.items():
        facts: dict[str, Any] = {
            "events": one.events, "attendances": one.attendances, "people": one.people,
            "hours": hours_text(one.half_hours),
        }  # fmt: skip
        if kind == PARTNER_DAY:
            facts["partners"] = _partners(session, start, end, language, paths)
        lines.append(_say(f"report-event-{kind}", language, **facts))
    if contests := event_figures.contests_between(session, start, end, paths):
        lines.append(_say("report-event-contest", language, events=contests[0], works=contests[1]))
    if TRAINING in held:
        last = (end - timedelta(seconds=1)).astimezone(zone).date()
        parts = [
            _say("training-part", language, level_key=f"training-level-{row.level}", attended=row.attended,
                 heads=row.heads)
            for row in event_figures.coverage(session, start, end, last, paths) if not row.course
        ]  # fmt: skip
        lines += [_say("report-training-heads", language, parts=parts)] if parts else []
    return lines


def _partners(session: Session, start: datetime, end: datetime, language: str, paths: Sequence[str]) -> list[str]:
    return [
        _say("report-partner", language, name=one.partner or say("report-partner-unnamed", language), events=one.events)
        for one in event_figures.partners_between(session, start, end, paths)
    ]


def _say(key: str, language: str, **facts: Any) -> str:
    return say(key, language, readable(facts, language))
