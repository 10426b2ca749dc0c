"""A small stage for what is between neighbours: two stairwells, their heads and the office, written in one go."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.clock import MovableClock
from models.db import Database
from models.grid import Grid
from models.people import SMS, TELEGRAM, Address, Person
from models.posts import appoint
from tests.talk import Talk

_GRIDS = (
    ("HT", "汉唐街北社区", 1), ("HT01", "第一服务站", 2), ("HT0101", "长城苑网格", 3), ("B3", "长城苑3号楼", 4),
    ("B3U1", "长城苑3号楼1单元", 5), ("B3U2", "长城苑3号楼2单元", 5),
)  # fmt: skip
_HEADS = (
    ("王芳", TELEGRAM, "1001", "unit_head", "B3U1"), ("李姨", SMS, "+8613900000001", "unit_head", "B3U2"),
    ("陈静", TELEGRAM, "1009", "coordinator", "HT"),
)  # fmt: skip


async def neighbours(db: Database, clock: MovableClock, zone: ZoneInfo) -> Talk:
    """The stage of tests/conftest.py's `talk` without duties and texts, in one transaction."""
    stage = Talk(db, clock, zone)
    stage.addresses = {name: (channel, address) for name, channel, address, _, _ in _HEADS}

    def enters(session: Session) -> None:
        grids: dict[str, Grid] = {}
        path, above = "/", None
        for code, name, level in _GRIDS:
            if level == 5:
                above, path = grids["B3"], grids["B3"].path
            path = f"{path}{code}/"
            grids[code] = Grid(code=code, name=name, level=level, parent_id=above.id if above else None, path=path)
            session.add(grids[code])
            session.flush()
            above = grids[code]
        for name, channel, address, role, grid in _HEADS:
            add_person(session, name, channel, address, role, grids[grid], clock)

    await db.run(enters)
    return stage


def add_person(
    session: Session, name: str, channel: str, address: str, role: str, grid: Any, clock: MovableClock
) -> int:  # fmt: skip
    """Somebody who has agreed, with an address and a post; their id."""
    now = clock.now()
    person = Person(name=name, created_at=now, consent_at=now)
    session.add(person)
    session.flush()
    assert person.id is not None
    session.add(Address(person_id=person.id, channel=channel, value=address, preferred=True, created_at=now))
    appoint(session, grid, role, person.id, date(2026, 1, 1), now)
    return person.id
