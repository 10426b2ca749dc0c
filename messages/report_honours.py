"""The lines of the account about nominations and honours, counted from their rows."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from messages.catalogue import say
from messages.render import readable
from models.honours import honours_between
from models.nominations import categories
from models.reviewing import nominations_between


def honour_lines(
    session: Session, period: str, start: datetime, end: datetime, language: str, paths: Sequence[str]
) -> list[str]:
    """What was nominated in the period, by what became of it, and what was given, by honour; [] where nothing was.

    Nominations: rows of `nomination` first handed in within it (models.reviewing.nominations_between). Honours: rows of
    `honour` that stand (models.honours.honours_between), of a year those given for it, else those given within it.
    """
    lines, made = [], nominations_between(session, start, end, paths)
    if made.made:
        facts = {name: getattr(made, name) for name in ("made", "approved", "returned", "rejected", "waiting")}
        lines.append(say("report-nominations", language, readable(facts, language)))
    given = honours_between(session, start, end, int(period) if len(period) == 4 else None, paths)
    if given:
        items = [
            say("report-item", language, {"name": categories()[key].name[language], "count": str(count)})
            for key, count in given.items()
        ]
        lines.append(say("report-honours", language, readable({"items": items}, language)))
    return lines


def honoured_between(session: Session, period: str, start: datetime, end: datetime, paths: Sequence[str]) -> int:
    """How many nominations and honours those lines count; 0 where there are none."""
    given = honours_between(session, start, end, int(period) if len(period) == 4 else None, paths)
    return nominations_between(session, start, end, paths).made + sum(given.values())
