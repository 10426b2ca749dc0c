"""The one page that whoever begins at a stairwell needs: what it is, who is there, what is open, what was found.

No phone numbers (nobody has agreed to have theirs passed on), no notes, nothing that could be about somebody's health.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from messages.catalogue import say
from messages.render import readable
from models.checkins import CheckIn, Finding
from models.cover import current
from models.duties import DONE, OPEN, Duty, Task
from models.grid import Grid
from models.people import Person
from models.posts import BUILDING_HEAD, UNIT_HEAD, holder
from models.questions import CHECKLIST

KEY = "handover"
INSPECTION = "inspection"
FINDINGS_STAND = timedelta(days=92)
"""What was found longer ago than three months is not handed over any more."""
MOST_OPEN = 8


def handover_facts(session: Session, grid: Grid, language: str, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """The facts of the message KEY about a stairwell, in somebody's language.

    What was found stands until a later inspection does not name it any more.
    """
    open_lines = _open(session, grid, language, zone)
    building = _name_of(session, grid.parent_id, BUILDING_HEAD) or _word(language, "handover-nobody")
    last, items = _last(session, grid, language, now, zone)
    lines = [
        _word(language, "handover-place", place=_place(session, grid)),
        _word(language, "handover-size", households=grid.households, residents=grid.residents),
        _head(session, grid, language, now, zone),
        _word(language, "handover-building", name=building),
        *([_word(language, "handover-open"), *open_lines] if open_lines else [_word(language, "handover-open-none")]),
        _word(language, "handover-last", last=last),
        _word(language, "handover-found", items=items),
    ]
    return {
        "grid": grid.name, "lines": lines, "households": grid.households, "building": building,
        "open": len(open_lines), "last": last, "items": items,
    }  # fmt: skip


def _word(language: str, key: str, **facts: object) -> str:
    return say(key, language, readable(facts, language))


def _place(session: Session, grid: Grid) -> str:
    codes = grid.path.strip("/").split("/")
    above = ["/" + "/".join(codes[:end]) + "/" for end in range(1, len(codes) + 1)]
    names = session.execute(sql(col(Grid.name)).where(col(Grid.path).in_(above)).order_by(col(Grid.level))).scalars()
    return " · ".join(names)


def _name_of(session: Session, grid_id: int | None, role: str) -> str | None:
    held = holder(session, grid_id, role) if grid_id is not None else None
    return session.get_one(Person, held.person_id).name if held else None


def _head(session: Session, grid: Grid, language: str, now: datetime, zone: ZoneInfo) -> str:
    held, today = holder(session, grid.id or 0, UNIT_HEAD), now.astimezone(zone).date()
    if held is None:
        return _word(language, "handover-head-vacant")
    name, away = session.get_one(Person, held.person_id).name, current(session, held.person_id, today)
    if away is None or away.from_on > today:
        return _word(language, "handover-head", name=name)
    last = away.to_on - timedelta(days=1)
    return _word(language, "handover-head-away", name=name, until_day=last.isoformat())


def _open(session: Session, grid: Grid, language: str, zone: ZoneInfo) -> list[str]:
    rows = session.execute(
        sql(col(Duty.name), col(Duty.key), col(Task.due_at))
        .join(Duty, col(Duty.key) == col(Task.duty_key))
        .where(col(Task.grid_id) == grid.id, col(Task.state) == OPEN, col(Duty.ask) != "")
        .order_by(col(Task.due_at), col(Task.id))
        .limit(MOST_OPEN)
    ).all()
    return [
        _word(language, "handover-task", what=name.get(language, key), due=due_at.astimezone(zone).date().isoformat())
        for name, key, due_at in rows
    ]


def _last(session: Session, grid: Grid, language: str, now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """(the day of the last inspection, what it found and may still be there), in words."""
    none = _word(language, "handover-none")
    checkin = session.exec(
        select(CheckIn)
        .join(Task, col(Task.id) == col(CheckIn.task_id))
        .join(Duty, col(Duty.key) == col(Task.duty_key))
        .where(Task.grid_id == grid.id, Duty.ask == INSPECTION, CheckIn.state == DONE, col(CheckIn.undone_at).is_(None))
        .order_by(col(CheckIn.at).desc())
        .limit(1)
    ).first()
    if checkin is None:
        return none, none
    day = str(readable({"day": checkin.done_on.isoformat()}, language)["day"])
    stands = (
        (col(Finding.checkin_id) == checkin.id) & ~col(Finding.withdrawn) & (col(Finding.at) > now - FINDINGS_STAND)
    )
    found = set(session.execute(sql(col(Finding.item)).where(stands)).scalars())
    keys = [f"item-{item.replace('_', '-')}" for item in CHECKLIST if item in found]
    return day, str(readable({"items_keys": keys}, language)["items"]) if keys else none
