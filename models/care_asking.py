"""The question itself, for everybody whose hour has come, in sets; and who is not asked, and what is done instead."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, update
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models import care
from models.care import AGREED, Care, figures
from models.care_checks import AGAIN, ASK, OFFICE, OPEN, QUESTION, UNREACHED, CareCheck, row_of, steps_due
from models.care_ladder import STANDS, step, step_at, tell_head
from models.care_office import remind_office
from models.clock import at_local
from models.db import UtcTime, affect, insert_new, later, new_id, write_queued
from models.outbox import Message, message_row
from models.people import ACTIVE, STOPPED, Person
from models.prompts import ask_new
from models.routing import ways

BATCH = 500
LATE = timedelta(hours=3)
"""So long after the last hour nobody is asked any more that day: a standstill is made good tomorrow."""


def ask_due(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Ask everybody whose hour has come, BATCH at most; how many. Each once a local day, whoever else ticks.

    After a standstill that lasted too long for today they are asked tomorrow, whatever their weekday.

    A pause that is over ends with the question, and the head hears of it. Whoever said stop is asked no more, which the
    head hears of as well; whom no message reaches is not asked: somebody goes to the door at once.
    """
    wanted = care.due(session, now)[:BATCH]
    today = now.astimezone(zone).date()
    late = now > at_local(today, figures().last_hour, 0, zone) + LATE
    taken = _take(session, wanted, now, zone, late=late)
    if late or not taken:
        return 0
    people = {one.id: one for one in session.exec(select(Person).where(col(Person.id).in_(taken)))}
    known = ways(session, taken)
    rows, first = [], new_id(now, len(taken))
    for place, person_id in enumerate(taken):
        states = {state for _, _, state in known.get(person_id, [])}
        if ACTIVE not in states and STOPPED in states:
            _stopped(session, person_id, now, zone)
            continue
        unreached: dict[str, Any] = {"state": AGAIN, "why": UNREACHED, "next_at": now}
        reached = ACTIVE in states and people[person_id].consent_at is not None
        rows.append(row_of(first + place, person_id, today, now, **({} if reached else unreached)))
    back = {one.person_id for one in wanted if one.person_id in taken and one.away_to is not None}
    for person_id in back:
        tell_head(session, person_id, "care-back-note", {}, now, zone)
    _ask(session, rows, {row["person_id"]: people[row["person_id"]].name for row in rows}, back, now)
    return len(taken)


def _take(session: Session, wanted: Sequence[Care], now: datetime, zone: ZoneInfo, *, late: bool) -> list[int]:
    """Those of them that this process asks: their next question is moved on by one statement for each hour.

    Where it is too `late` to ask them today it is moved to tomorrow, and a pause ends when they are asked then.
    """
    rhythms: dict[tuple[int | None, int, datetime | None], list[int]] = {}
    for one in wanted:
        rhythms.setdefault((one.weekday, one.hour, one.next_at), []).append(one.person_id)
    taken: list[int] = []
    for (weekday, hour, at), people in rhythms.items():
        mine = col(Care.person_id).in_(people) & (col(Care.next_at) == at) & (col(Care.state) == AGREED)
        values: dict[str, Any] = {"next_at": care.next_time(care.DAILY if late else weekday, hour, now, zone)}
        moving = update(Care).where(mine).values(values if late else values | {"away_to": None})
        on = {"synchronize_session": False}
        taken += session.execute(moving.returning(col(Care.person_id)), execution_options=on).scalars()
    return sorted(taken)


def _ask(
    session: Session, rows: list[dict[str, Any]], names: dict[int, str], back: set[int], now: datetime
) -> None:  # fmt: skip
    if not rows:
        return
    affect(session, insert_new(session, CareCheck).values(rows))
    # Who has called for a neighbour today already is not asked as well.
    made = set(
        session.execute(sql(col(CareCheck.id)).where(col(CareCheck.id).in_([row["id"] for row in rows]))).scalars()
    )
    for row in rows:
        if row["id"] not in made or row["state"] == AGAIN:
            continue
        person_id = row["person_id"]
        prompt_id = ask_new(session, person_id, QUESTION, row["id"], now, now + STANDS)
        later(session, Message, message_row(
            now, ASK, f"check:{row['id']}:0", "care-ask-back" if person_id in back else "care-ask",
            {"name": names[person_id]}, now + figures().again_after, person_id=person_id, prompt_id=prompt_id,
            care=True,
        ))  # fmt: skip
    write_queued(session)


def _stopped(session: Session, person_id: int, now: datetime, zone: ZoneInfo) -> None:
    if care.end(session, person_id, now):
        tell_head(session, person_id, "care-stopped-note", {}, now, zone)


def follow_up(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Take every step that has come; how many."""
    due = [check for check in steps_due(session, now) if (at := step_at(check, zone)) is not None and at <= now]
    left = [check for check in due if check.state == OFFICE]
    return sum(step(session, check, now, zone) for check in due) + remind_office(session, left, now, zone)


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime | None]:
    """When somebody is asked next, and when the next step after a question is taken."""
    first = sql(func.min(col(Care.next_at), type_=UtcTime())).where(col(Care.state) == AGREED)
    waiting = session.exec(select(CareCheck).where(col(CareCheck.state).in_(OPEN))).all()
    return [session.execute(first).scalar_one(), *(step_at(check, zone) for check in waiting)]
