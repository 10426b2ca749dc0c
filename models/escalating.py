"""Escalation: who hears of what is still open, one message a person and day for all of it.

Whose post is vacant, and who cannot be reached, is passed over: the next of the chain hears of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, update
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.asking import task_facts
from models.clock import at_local
from models.digests import HOUR, MOST_LINES, MOST_SHORT, capped
from models.duties import OPEN, Duty, Task, escalation_times
from models.following import reachable
from models.grid import BUILDING, COMMUNITY, GRID, STATION, Grid, upwards
from models.leases import alone
from models.outbox import Message, post
from models.people import Person
from models.posts import BUILDING_HEAD, COORDINATOR, GRID_HEAD, Post, acting

PURPOSE = "escalation"
STANDS = timedelta(days=2)
CHUNK = 500
_OFFICE = ((STATION, COORDINATOR), (COMMUNITY, COORDINATOR))
CHAINS: Mapping[str, Sequence[tuple[int, str]]] = {
    "building_head": ((BUILDING, BUILDING_HEAD), (GRID, GRID_HEAD), *_OFFICE),
    "grid_head": ((GRID, GRID_HEAD), *_OFFICE),
    "station": ((STATION, GRID_HEAD), *_OFFICE),
    "coordinator": _OFFICE,
}
"""Whom an escalation may be to, and who hears of it: the first of these above the task where the role is held."""


@dataclass(frozen=True, slots=True)
class Left:
    """A task that is still open, where, and who was to do it (None: the post is vacant)."""

    id: int
    path: str
    place: str
    person_id: int | None
    name: str | None
    duty: Duty
    period: str
    due_at: datetime
    to: str
    behind: int


def escalate_due(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell those above of what is still open, as each duty says; how many people are told.

    Each step of a task counts once, whoever else tries; of several that a standstill left behind the last is taken.
    Whoever was told today hears of more tomorrow.
    """
    if not _rounds(session, now, zone):
        return 0
    alone(session, "escalations")
    left = [one for about in _rounds(session, now, zone) for one in _left(session, *about)]
    told_today = set(
        session.execute(sql(col(Message.person_id)).where(_said(now, zone), col(Message.purpose) == PURPOSE)).scalars()
    )
    who = _recipients(session, left)
    wanted = [one for one in left if who.get(one.id) not in told_today]
    claimed = _claim(session, wanted)
    by_person: dict[int, list[Left]] = {}
    for one in wanted:
        recipient = who.get(one.id)
        if one.id in claimed and recipient is not None:
            by_person.setdefault(recipient, []).append(one)
    return sum(_tell(session, person_id, ones, now, zone) for person_id, ones in sorted(by_person.items()))


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime]:
    """When somebody above is to hear of something next; what is left over from today, tomorrow at HOUR."""
    moments = []
    for duty, opens_at, due_at, until, _, before in _open_rounds(session, now):
        times = [moment for moment, _ in escalation_times(duty.escalate, opens_at, due_at, until, zone)]
        moments += times
        if sum(moment <= now for moment in times) > before:
            moments.append(at_local(now.astimezone(zone).date() + timedelta(days=1), HOUR, 0, zone))
    return moments


def _open_rounds(session: Session, now: datetime) -> list[tuple[Duty, datetime, datetime, datetime, str, int]]:
    duties = {duty.key: duty for duty in session.execute(sql(Duty)).scalars() if duty.escalate}
    if not duties:
        return []
    what = (col(Task.duty_key), col(Task.opens_at), col(Task.due_at), col(Task.accept_until), col(Task.period))
    rows = session.execute(
        sql(*what, func.min(col(Task.escalated)))
        .where(col(Task.state) == OPEN, col(Task.accept_until) >= now, col(Task.duty_key).in_(duties))
        .group_by(*what)
        .order_by(col(Task.due_at), col(Task.duty_key))
    ).all()
    return [(duties[row[0]], *row[1:]) for row in rows]


def _rounds(session: Session, now: datetime, zone: ZoneInfo) -> list[tuple[Duty, ColumnElement[bool], str, int]]:
    """(duty, which tasks, to whom, how many steps are behind) of what has a step that nobody has taken."""
    found: list[tuple[Duty, ColumnElement[bool], str, int]] = []
    for duty, opens_at, due_at, until, period, before in _open_rounds(session, now):
        times = escalation_times(duty.escalate, opens_at, due_at, until, zone)
        behind = sum(moment <= now for moment, _ in times)
        if behind > before:
            which = (col(Task.duty_key) == duty.key) & (col(Task.period) == period) & (col(Task.opens_at) == opens_at)
            which = which & (col(Task.due_at) == due_at) & (col(Task.escalated) < behind)
            found.append((duty, which & (col(Task.state) == OPEN), times[behind - 1][1], behind))
    return found


def _left(session: Session, duty: Duty, which: ColumnElement[bool], to: str, behind: int) -> list[Left]:
    rows = session.execute(
        sql(
            col(Task.id), col(Grid.path), col(Grid.name), col(Task.person_id), col(Person.name), col(Task.period),
            col(Task.due_at),
        )
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .outerjoin(Person, col(Person.id) == col(Task.person_id))
        .where(which)
        .order_by(col(Grid.path))
    ).all()  # fmt: skip
    return [
        Left(id_, path, place, person_id, name, duty, period, due_at, to, behind)
        for id_, path, place, person_id, name, period, due_at in rows
    ]


def _recipients(session: Session, left: Iterable[Left]) -> dict[int, int]:
    """{task: who hears of it}; nobody is told of their own, and where nobody can be told the task is left out."""
    left = list(left)
    roles = {role for one in left for _, role in CHAINS[one.to]}
    rows = session.execute(
        sql(col(Grid.path), col(Grid.level), col(Post.role), col(Post.person_id))
        .join(Post, col(Post.grid_id) == col(Grid.id))
        .join(Person, col(Person.id) == col(Post.person_id))
        .where(acting(col(Post.role)), col(Post.role).in_(roles), reachable())
        .order_by(col(Post.id).desc())
    ).all()
    held = {(path, level, role): person_id for path, level, role, person_id in rows}
    found = {}
    for one in left:
        above = list(upwards(one.path))
        chain = (held.get((path, level, role)) for level, role in CHAINS[one.to] for path in above)
        recipient = next((who for who in chain if who is not None and who != one.person_id), None)
        if recipient is not None:
            found[one.id] = recipient
    return found


def _claim(session: Session, wanted: Sequence[Left]) -> set[int]:
    claimed: set[int] = set()
    for behind in sorted({one.behind for one in wanted}):
        ids = [one.id for one in wanted if one.behind == behind]
        for start in range(0, len(ids), CHUNK):
            mine = col(Task.id).in_(ids[start : start + CHUNK]) & (col(Task.escalated) < behind)
            taking = update(Task).where(mine, col(Task.state) == OPEN).values(escalated=behind).returning(col(Task.id))
            claimed |= set(session.execute(taking, execution_options={"synchronize_session": False}).scalars())
    return claimed


def _tell(session: Session, person_id: int, left: Sequence[Left], now: datetime, zone: ZoneInfo) -> int:
    lines = [
        [
            "escalation-line" if one.name else "escalation-line-vacant",
            {"place": one.place, "name": one.name or "", **task_facts(one.duty, one.period, one.due_at, zone)},
        ]
        for one in left
    ]
    facts: dict[str, Any] = {
        "count": len(left), "tasks": [one.id for one in left], "lines_said": capped(lines, MOST_LINES),
        "brief_said": capped(lines, MOST_SHORT),
    }  # fmt: skip
    day = now.astimezone(zone).date().isoformat()
    return int(post(
        session, person_id, "escalation", facts, purpose=PURPOSE, subject=f"day:{day}", now=now,
        expires_at=now + STANDS, care=True,
    ))  # fmt: skip


def _said(now: datetime, zone: ZoneInfo) -> ColumnElement[bool]:
    return col(Message.subject) == f"day:{now.astimezone(zone).date().isoformat()}"
