"""Writing what a roster changes: the tree level by level, then people, their phones and their posts."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.duties import OPEN, Task
from models.grid import LEVELS, Grid
from models.handover import hand_over
from models.people import ACTIVE, SMS, UNREACHABLE, Address, Person, forget_pending
from models.posts import HEADS, Post, appoint
from models.roster_acts import ADD, SWAP, PersonAct
from models.roster_grids import Grids
from models.roster_people_known import Known


def write_grids(session: Session, grids: Grids) -> dict[str, Grid]:
    """Make and change grids, from the root down, and every path that changes with them; the whole tree by code."""
    tree = dict(grids.known)
    above = {code: grids.codes.get(grid.parent_id) for code, grid in tree.items()}
    for act in grids.acts:
        above[act.code] = act.parent
        grid = act.existing or Grid(code=act.code, name=act.code, level=act.level)
        tree[act.code] = grid
        for name, value in act.changed.items():
            setattr(grid, name, value)
    for level in LEVELS:
        for code, grid in tree.items():
            if grid.level != level:
                continue
            parent = tree[up] if (up := above[code]) is not None else None
            path = f"{parent.path if parent else '/'}{code}/"
            parent_id = parent.id if parent else None
            if (grid.path, grid.parent_id) != (path, parent_id):
                grid.path, grid.parent_id = path, parent_id
            session.add(grid)
        session.flush()
    return tree


def write_people(
    session: Session, acts: list[PersonAct], known: Known, tree: dict[str, Grid], now: datetime, zone: ZoneInfo
) -> None:
    """Make and change people and their phones, then give them their posts from the local today on.

    Somebody new at a free place is one row, hundreds of them at the first import; where there is a predecessor, an open
    task or a deputy's post to take over, the post is handed over. No consent is recorded and no address is preferred:
    whoever is in a roster has not been asked yet.
    """
    people = [(act, _person(act, now)) for act in acts]
    session.add_all(person for _, person in people)
    session.flush()
    for act, person in people:
        _phone(session, act, person, now)
    session.flush()
    today = now.astimezone(zone).date()
    busy = set(session.execute(sql(col(Task.grid_id)).where(col(Task.state) == OPEN).distinct()).scalars())
    for act, person in people:
        for code, role in act.posts:
            grid = tree[code]
            if role in HEADS and (act.person is not None or known.head(code, role) is not None or grid.id in busy):
                hand_over(session, grid, role, _id(person), now, zone)
            elif act.person is not None:
                appoint(session, grid, role, _id(person), today, now)
            else:
                session.add(Post(grid_id=_id(grid), person_id=_id(person), role=role, from_on=today, created_at=now))
    session.flush()


def _person(act: PersonAct, now: datetime) -> Person:
    person = act.person or Person(name=act.name, created_at=now)
    for name, value in act.fields.items():
        setattr(person, name, value)
    return person


def _phone(session: Session, act: PersonAct, person: Person, now: datetime) -> None:
    """Add the number, or put it in the place of the old one; whoever said STOP stays stopped under the new one."""
    if act.phone_act in (ADD, SWAP):
        forget_pending(session, SMS, str(act.phone))
    if act.phone_act == ADD:
        session.add(Address(person_id=_id(person), channel=SMS, value=str(act.phone), created_at=now))
    elif act.phone_act == SWAP and act.old is not None:
        act.old.value = str(act.phone)
        if act.old.state == UNREACHABLE:
            act.old.state, act.old.reason = ACTIVE, None
        session.add(act.old)


def _id(row: Grid | Person) -> int:
    assert row.id is not None
    return row.id
