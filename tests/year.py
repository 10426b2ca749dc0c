"""A small community and its inspections of 2026, for the tests of points, standing, awards and the report.

C ─ S1 ─ G1 ─ B1 ─ U1 U2 U3        every unit has 10 × its number households
  │    └ G2 ─ B2 ─ U4              and a head, whose person id is the unit's number
  └ S2 ─ G3 ─ B3 ─ U5 U6
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.checkins import cannot, check_in, excuse, report_of
from models.db import write_queued
from models.duties import MISSED, OPEN, Duty, Task, issue, load_shipped_duties
from models.grid import Grid
from models.people import Person
from models.posts import UNIT_HEAD, Post

ZONE = ZoneInfo("Asia/Shanghai")
TREE = {
    "C": ("", 1), "S1": ("C", 2), "S2": ("C", 2), "G1": ("S1", 3), "G2": ("S1", 3), "G3": ("S2", 3), "B1": ("G1", 4),
    "B2": ("G2", 4), "B3": ("G3", 4), "U1": ("B1", 5), "U2": ("B1", 5), "U3": ("B1", 5), "U4": ("B2", 5),
    "U5": ("B3", 5), "U6": ("B3", 5),
}  # fmt: skip
NAMES = {1: "社区", 2: "服务站", 3: "网格", 4: "号楼", 5: "单元"}


def at(month: int, day: int, hour: int = 12, year: int = 2026) -> datetime:
    """A moment of the year, local."""
    return datetime(year, month, day, hour, tzinfo=ZONE)


def build(session: Session) -> None:
    """The community as drawn above, with the shipped duties."""
    grids: dict[str, Grid] = {}
    for code, (parent, level) in TREE.items():
        above = grids.get(parent)
        path = f"{above.path if above else '/'}{code}/"
        name = f"{code[1:] or '汉唐'}{NAMES[level]}"
        homes = 10 * int(code[1]) if level == 5 else 0
        grids[code] = Grid(
            code=code, name=name, level=level, parent_id=above.id if above else None, path=path, households=homes
        )
        session.add(grids[code])
        session.flush()
    for number in range(1, 7):
        session.add(Person(id=number, name=f"{'赵钱孙李周吴'[number - 1]}{number}", created_at=at(1, 1)))
        session.flush()
        session.add(
            Post(
                grid_id=grid_id(session, f"U{number}"), person_id=number, role=UNIT_HEAD, from_on=date(2026, 1, 1),
                created_at=at(1, 1),
            )
        )  # fmt: skip
    load_shipped_duties(session)


def grid_id(session: Session, code: str) -> int:
    """The id of a grid."""
    return int(session.execute(sql(col(Grid.id)).where(col(Grid.code) == code)).scalar_one())


def issue_months(session: Session, *months: int) -> None:
    """Issue the inspections of these months, each on the 2nd at 9:00."""
    duty = session.get_one(Duty, "inspection")
    for month in months:
        issue(session, duty, at(month, 2, 9), at(month, 2, 9), ZONE)


def task_of(session: Session, unit: int, month: int) -> Task:
    """A unit's inspection of a month."""
    return session.exec(
        select(Task).where(Task.grid_id == grid_id(session, f"U{unit}"), Task.period == f"2026-{month:02}")
    ).one()


def report(session: Session, unit: int, month: int, day: int = 5, items: tuple[str, ...] = (), person: int = 0) -> int:
    """A unit's inspection is reported on that day (after the month's end: late); the check-in's id."""
    when = at(month, 1) + timedelta(days=day - 1)
    task = task_of(session, unit, month)
    report = report_of(task, person or unit, "sms", when, ZONE, items=items, done_on=at(month, 3).date())
    [made] = check_in(session, [report], when, ZONE)
    assert made is not None
    write_queued(session)
    return made[0]


def not_possible(session: Session, unit: int, month: int) -> None:
    """A unit's inspection is reported as not possible."""
    cannot(session, task_of(session, unit, month), unit, "钥匙不在", channel="sms", now=at(month, 5), zone=ZONE)


def excused(session: Session, unit: int, month: int) -> None:
    """A unit's inspection is excused."""
    assert excuse(session, task_of(session, unit, month), "住院")


def close(session: Session) -> None:
    """Whatever is still open was missed."""
    for task in session.execute(sql(Task).where(col(Task.state) == OPEN)).scalars():
        task.state = MISSED
    session.flush()
