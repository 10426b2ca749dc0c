"""Several duties at once, for the tests of digests and escalation: written as rows, as a coordinator would."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import Session, col

from models.db import Database
from models.duties import Duty, Task
from models.grid import Grid
from models.outbox import Message
from models.people import Person
from models.posts import BUILDING_HEAD, COORDINATOR, GRID_HEAD, UNIT_HEAD, appoint
from tests.neighbourhood import add_person, local

FIELDS: dict[str, Any] = {
    "per": "month", "audience": UNIT_HEAD, "ask": "report", "message_key": "practice-due",
    "window": {"due": "month_end", "late_days": 10}, "remind": [], "catch_up": "latest", "points": {},
}  # fmt: skip


def duty(key: str, rhythm: dict[str, Any], **fields: Any) -> Duty:
    """A duty that asks a report of the unit heads every month, but for what is said otherwise."""
    return Duty(key=key, name={"zh-CN": f"{key}事", "en": f"{key} thing"}, rhythm=rhythm, **FIELDS | fields)


async def only(db: Database, *duties: Duty) -> None:
    """These are the duties there are; none was ever issued."""

    def write(session: Session) -> None:
        session.execute(delete(Duty))
        session.add_all([Duty(**one.model_dump()) for one in duties])

    await db.run(write)


def tree(session: Session, now: datetime) -> dict[str, int]:
    """C ─ S1 ─ G1 ─ B1 ─ U1 U2, B2 ─ U3: everybody who holds a post, by the code of the grid ("C", "S1" …); all headed.

    The community has a coordinator, the rest a head who can be reached.
    """
    known: dict[str, Grid] = {}
    people: dict[str, int] = {}
    shape = [("C", "", 1), ("S1", "C", 2), ("G1", "S1", 3), ("B1", "G1", 4), ("B2", "G1", 4), ("U1", "B1", 5),
             ("U2", "B1", 5), ("U3", "B2", 5)]  # fmt: skip
    roles = {1: COORDINATOR, 2: GRID_HEAD, 3: GRID_HEAD, 4: BUILDING_HEAD, 5: UNIT_HEAD}
    for number, (code, parent, level) in enumerate(shape):
        above = known.get(parent)
        grid = Grid(
            code=code, name=f"{code}处", level=level, parent_id=above.id if above else None,
            path=f"{above.path if above else '/'}{code}/",
        )  # fmt: skip
        session.add(grid)
        session.flush()
        known[code] = grid
        people[code] = add_person(session, now, str(500 + number))
        session.get_one(Person, people[code]).name = f"{code}长"
        appoint(session, grid, roles[level], people[code], local(2026, 1, 1).date(), now)
    return people


def told(session: Session, *purposes: str) -> list[Message]:
    """The messages that told somebody of tasks, oldest first."""
    rows = session.execute(select(Message).order_by(col(Message.created_at), col(Message.id))).scalars()
    return [one for one in rows if one.purpose.startswith(purposes or ("duty:", "digest", "remind:"))]


def all_tasks(session: Session) -> list[Task]:
    """Every task, by id."""
    query = select(Task).order_by(col(Task.id)).execution_options(populate_existing=True)
    return list(session.execute(query).scalars())
