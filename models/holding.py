"""What the guards say of messages that were about to leave: those that must wait, go elsewhere, or end here."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, or_, update
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.budget import NO_BUDGET, affordable
from models.guards import UNCAPPED, beyond_cap, day_starts, first_allowed, guards, month_of
from models.outbox import BROADCAST, CANCELLED, SENDING, UNCERTAIN, Message
from models.people import SMS, Person
from models.routing import choose, end, take_way, ways
from models.telling import GUARD, warn

QUIET, CAP = "quiet hours", "cap"
_HAD = (
    sql(col(Message.person_id), col(Message.key), func.count())
    .where(
        col(Message.person_id).in_(bindparam("people", expanding=True)),
        col(Message.priority) >= BROADCAST,
        ~col(Message.purpose).startswith(GUARD),
        ~col(Message.purpose).startswith(UNCAPPED),
        or_(
            col(Message.sent_at) >= bindparam("today"),
            col(Message.state) == SENDING,
            (col(Message.state) == UNCERTAIN) & (col(Message.not_before) >= bindparam("today")),
        ),
    )
    .group_by(col(Message.person_id), col(Message.key))
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A message that nothing else holds back."""

    id: int
    purpose: str
    key: str
    priority: int
    person_id: int | None


def hold(
    session: Session, lane: str, candidates: Sequence[Candidate], now: datetime, zone: ZoneInfo, lanes: Collection[str]
) -> set[int]:
    """Those that may not leave by `lane` now; each has been told when or where to go on, or has ended.

    Alerts and answers always may. In quiet hours the rest waits for their end. An SMS there is no money for takes
    another address on one of `lanes`, or waits for the next month or a higher budget. What is beyond a person's cap of
    the day is cancelled, but for check-ins (UNCAPPED). The guards' own notices to coordinators only keep quiet hours.
    """
    held_back = [one for one in candidates if one.priority >= BROADCAST]
    if not held_back:
        return set()
    opens = first_allowed(now, guards().hours_of(lane), zone)
    if opens > now:
        _wait(session, [one.id for one in held_back], opens, QUIET)
        return {one.id for one in held_back}
    ours = [one for one in held_back if not one.purpose.startswith(GUARD)]
    held = _unaffordable(session, ours, now, zone, lanes) if lane == SMS else set()
    capped = [one for one in ours if one.id not in held and not one.purpose.startswith(UNCAPPED)]
    return held | _too_many(session, capped, now, zone)


def _unaffordable(
    session: Session, candidates: Sequence[Candidate], now: datetime, zone: ZoneInfo, lanes: Collection[str]
) -> set[int]:
    left = affordable(session, now, zone)
    over = [] if left is None else candidates[left:]
    if not over:
        return set()
    known = ways(session, {one.person_id for one in over if one.person_id is not None})
    waiting = []
    for one in over:
        way = choose([way for way in known.get(one.person_id or 0, []) if way[0] != SMS], lanes)
        if isinstance(way, str):
            waiting.append(one.id)
        else:
            take_way(session, one.id, way)
    _wait(session, waiting, month_of(now, zone)[1], NO_BUDGET)
    return {one.id for one in over}


def _too_many(session: Session, candidates: Sequence[Candidate], now: datetime, zone: ZoneInfo) -> set[int]:
    wanted = [(one.id, one.person_id, one.key) for one in candidates if one.person_id is not None]
    if not wanted:
        return set()
    had = _had_today(session, {person for _, person, _ in wanted}, now, zone)
    count = Counter(person for _, person, _ in wanted)
    for (person, _), number in had.items():
        count[person] += number
    if crowded := {person for person, number in count.items() if number > 1}:
        # Another channel's lane may be at the same person: it waits here, and then sees what was taken.
        mine = sql(col(Person.id)).where(col(Person.id).in_(crowded)).order_by(col(Person.id))
        session.connection().execute(mine.with_for_update(key_share=True)).all()
        had |= _had_today(session, crowded, now, zone)
    over = beyond_cap(wanted, had, guards().cap)
    if over:
        end(session, over.keys(), CANCELLED, CAP)
        _tell_of_cap(session, *next(iter(over.values())), now, zone)
    return set(over)


def _had_today(
    session: Session, people: Iterable[int], now: datetime, zone: ZoneInfo
) -> dict[tuple[int, str], int]:  # fmt: skip
    """What was handed over for each (person, key) on this local day, or may have been, or is leaving now."""
    rows = session.connection().execute(_HAD, {"people": list(people), "today": day_starts(now, zone)})
    return {(person, key): count for person, key, count in rows if person is not None}


def _tell_of_cap(session: Session, person_id: int, key: str, now: datetime, zone: ZoneInfo) -> None:
    day = now.astimezone(zone).date().isoformat()
    cap, name = guards().cap, session.get_one(Person, person_id).name
    facts = {"name": name, "day": day, "same": cap.of(key), "all": cap.all}
    warn(session, "cap", day, "cap-note", facts, now)


def _wait(session: Session, ids: Collection[int], until: datetime, why: str) -> None:
    if ids:
        waiting = update(Message).where(col(Message.id).in_(ids))
        session.connection().execute(waiting.values(not_before=until, error=why))
