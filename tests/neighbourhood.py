"""A neighbourhood for the scheduler's tests: one community, a coordinator, units with heads who can be reached."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from models.db import Database
from models.duties import Duty, Task, load_shipped_duties
from models.grid import Grid
from models.outbox import Message
from models.people import SMS, TELEGRAM, Address, Person
from models.posts import COORDINATOR, UNIT_HEAD, Post, appoint
from scheduler.issuing import schedule

ZONE = ZoneInfo("Asia/Shanghai")
UNITS = 5


def local(*parts: int) -> datetime:
    """A local moment: year, month, day, hour, minute …"""
    return datetime(*parts, tzinfo=ZONE)  # type: ignore[arg-type,misc]


def add_person(session: Session, now: datetime, address: str | None = None, *, consent: bool = True) -> int:
    """Somebody, with an address when one is given; their id."""
    person = Person(name="某人", created_at=now, consent_at=now if consent else None)
    session.add(person)
    session.flush()
    assert person.id is not None
    if address:
        channel = SMS if address.startswith("+") else TELEGRAM
        session.add(Address(person_id=person.id, channel=channel, value=address, preferred=True, created_at=now))
        session.flush()
    return person.id


def add_unit(session: Session, number: int, person_id: int | None, now: datetime) -> Grid:
    """A stairwell, and its head when one is given."""
    unit = Grid(code=f"U{number:04}", name=f"{number}单元", level=5, path=f"/C/U{number:04}/")
    session.add(unit)
    session.flush()
    if person_id is not None:
        appoint(session, unit, UNIT_HEAD, person_id, date(2026, 1, 1), now)
    return unit


def settle(session: Session, units: int, now: datetime) -> int:
    """The community with its coordinator and `units` headed stairwells; the coordinator's id."""
    root = Grid(code="C", name="社区", level=1, path="/C/")
    session.add(root)
    session.flush()
    boss = add_person(session, now, "1")
    appoint(session, root, COORDINATOR, boss, date(2026, 1, 1), now)
    people = [Person(name="某人", created_at=now, consent_at=now) for _ in range(units)]
    grids = [Grid(code=f"U{n:04}", name=f"{n}单元", level=5, path=f"/C/U{n:04}/") for n in range(units)]
    session.add_all([*people, *grids])
    session.flush()
    for number, (person, grid) in enumerate(zip(people, grids, strict=True)):
        assert person.id is not None and grid.id is not None
        session.add(Address(person_id=person.id, channel=TELEGRAM, value=str(1000 + number), created_at=now))
        session.add(
            Post(grid_id=grid.id, person_id=person.id, role=UNIT_HEAD, from_on=date(2026, 1, 1), created_at=now)
        )
    session.flush()
    return boss


def count(session: Session, table: Any, *where: Any) -> int:
    """How many rows of a table fit."""
    return int(session.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


def tasks(session: Session, period: str, **fields: Any) -> list[Task]:
    """The tasks of a period whose fields are these, by id."""
    query = select(Task).where(col(Task.period) == period).order_by(col(Task.id)).filter_by(**fields)
    return list(session.execute(query.execution_options(populate_existing=True)).scalars())


def messages(session: Session, purpose: str, person_id: int | None = None) -> list[Message]:
    """The messages whose purpose begins so, to one person where one is named, by id."""
    query = select(Message).where(col(Message.purpose).startswith(purpose)).order_by(col(Message.id))
    if person_id is not None:
        query = query.where(col(Message.person_id) == person_id)
    return list(session.execute(query.execution_options(populate_existing=True)).scalars())


def inspection(session: Session) -> Duty:
    """The shipped duty, as it stands."""
    return session.get_one(Duty, "inspection", populate_existing=True)


def prepare(session: Session, now: datetime, zone: ZoneInfo) -> None:
    """Ready to tick, as `scheduler.tick.prepare` makes it, with the inspection as the one duty that is active."""
    load_shipped_duties(session)
    session.execute(update(Duty).where(col(Duty.key) != "inspection").values(active=False))
    schedule(session, now, zone)


async def begin(db: Database, now: datetime, units: int = UNITS) -> int:
    """A neighbourhood whose duties are scheduled; the coordinator's id."""
    boss = await db.run(settle, units, now)
    await db.run(prepare, now, ZONE)
    return boss


async def change_duty(db: Database, **values: Any) -> None:
    """What a coordinator may edit."""
    await db.run(lambda session: session.execute(update(Duty).values(**values)))
