"""What a rehearsed year came to, duty by duty: every date with its reason, how the tasks ended, what must hold of them.

The dates are worked out again from the rhythms and the calendar, apart from what was issued, and compared with it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import case, func
from sqlalchemy import select as sql
from sqlmodel import Session, col

from messages.catalogue import say
from messages.render import period_name, readable
from models.calendar import due_of
from models.coverage import Tally, tally
from models.digests import monday_of
from models.duties import TOLD, Duty, Task, period_at
from models.outbox import Message
from models.rhythms import Occurrence, name_key, reason, upcoming
from models.workdays import overrides

Stop = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Date:
    """One occurrence: what it is for, and whether the program was stopped for as long as anything could be done."""

    occurrence: Occurrence
    period: str
    slept_through: bool


@dataclass(frozen=True, slots=True)
class Account:
    """A duty's year. `told` tasks ask nothing; `sent` is how many of all were told to somebody, `seats` how many each
    occurrence is for."""

    duty: Duty
    dates: tuple[Date, ...]
    issued: int
    sent: int
    told: int
    counts: Tally
    seats: int


def accounts(session: Session, start: datetime, end: datetime, zone: ZoneInfo, stops: Sequence[Stop]) -> list[Account]:
    """Every active duty's account of [start, end), by the hour of its first date."""
    days = overrides(session)
    out = []
    for duty in session.execute(sql(Duty).where(col(Duty.active))).scalars():
        found = upcoming(duty.rhythm, start - timedelta(seconds=1), zone, days, 60)
        dates = tuple(_date(duty, one, zone, stops) for one in found if one.at < end)
        mine = (col(Task.duty_key) == duty.key) & (col(Task.opens_at) >= start) & (col(Task.opens_at) < end)
        counted = sql(
            func.count(), func.count(col(Task.asked_at)),
            func.coalesce(func.sum(case((col(Task.state) == TOLD, 1), else_=0)), 0),
            func.count(func.distinct(col(Task.grid_id) * 1_000_000 + col(Task.seat))),
        )  # fmt: skip
        issued, sent, told, seats = (int(value) for value in session.execute(counted.where(mine)).one())
        out.append(Account(duty, dates, issued, sent, told, tally(session, duty.key, start, end), seats))
    return sorted(out, key=lambda one: (one.dates[0].occurrence.at if one.dates else end, one.duty.key))


def _date(duty: Duty, occurrence: Occurrence, zone: ZoneInfo, stops: Sequence[Stop]) -> Date:
    _, until = due_of(occurrence.at, duty.window, zone, occurrence.planned)
    slept = any(begin <= occurrence.at and until < end for begin, end in stops)
    return Date(occurrence, period_at(duty, occurrence.at, zone, occurrence.planned), slept)


def lines(found: Sequence[Account], zone: ZoneInfo, language: str) -> list[str]:
    """The accounts as they are printed: a duty's figures on one line, and each of its dates with its reason."""
    out = []
    for one in found:
        counts = one.counts
        facts = {
            "duty": one.duty.name[language], "dates": len(one.dates), "issued": one.issued, "sent": one.sent,
            "on_time": counts.on_time, "late": counts.late, "impossible": counts.impossible, "excused": counts.excused,
            "missed": counts.missed, "open": counts.open,
        }  # fmt: skip
        out.append(_say("rehearsed-duty" if one.duty.ask else "rehearsed-told", language, facts))
        out += [f"  {_date_line(date, zone, language)}" for date in one.dates]
    return out


def _date_line(date: Date, zone: ZoneInfo, language: str) -> str:
    at, name = date.occurrence.at.astimezone(zone), date.occurrence.name
    said = [f"{at:%Y-%m-%d %H:%M}", period_name(date.period, language)]
    if name:
        said.append(say(name_key(name), language) if name_key(name) else name)
    if date.occurrence.why is not None:
        key, facts = reason(date.occurrence.why)
        said.append(_say(key, language, facts))
    if date.slept_through:
        said.append(say("rehearsed-slept", language))
    return " · ".join(said)


def broken(session: Session, found: Sequence[Account], zone: ZoneInfo, stops: Sequence[Stop]) -> Iterator[str]:
    """What does not hold of the tasks, in words: each occurrence once for each seat, none missing, at its instant."""
    for one in found:
        rows = session.execute(
            sql(col(Task.period), col(Task.opens_at), func.count(), func.count(func.distinct(col(Task.grid_id))))
            .where(col(Task.duty_key) == one.duty.key)
            .group_by(col(Task.period), col(Task.opens_at))
        ).all()
        issued = {(period, at): count for period, at, count, _ in rows}
        wanted = {(date.period, date.occurrence.at) for date in one.dates if not date.slept_through}
        asleep = {(date.period, date.occurrence.at) for date in one.dates if date.slept_through}
        for period, at in sorted(wanted - set(issued)):
            yield f"{one.duty.key} of {period} ({at:%Y-%m-%d}) was not issued"
        for period, at in sorted(issued.keys() & asleep):
            yield f"{one.duty.key} of {period} ({at:%Y-%m-%d}) was issued too late to be done"
        for slot in sorted(wanted & set(issued)):
            if issued[slot] != one.seats:
                yield f"{one.duty.key} of {slot[0]}: {issued[slot]} tasks for {one.seats} seats"
    yield from _crowded(session, zone)


def _crowded(session: Session, zone: ZoneInfo) -> Iterator[str]:
    """Who was asked new things more than once in a week, other than what could not wait."""
    asking = sql(col(Duty.key)).where(col(Duty.ask) != "", ~col(Duty.urgent))
    told = session.execute(
        sql(col(Task.person_id), col(Task.asked_at), func.min(col(Task.due_at)))
        .where(col(Task.duty_key).in_(asking), col(Task.asked_at).is_not(None))
        .group_by(col(Task.person_id), col(Task.asked_at))
    ).all()
    week = timedelta(days=7)
    weeks = Counter(
        (person, monday_of(at, zone)) for person, at, due in told if due.replace(tzinfo=at.tzinfo) >= at + week
    )
    for (person, monday), count in sorted(weeks.items()):
        if count > 1:
            yield f"person {person} was asked {count} times in the week of {monday}"


def undelivered(session: Session) -> int:
    """Messages of duties that were neither delivered nor called off nor over their time."""
    lost = col(Message.state).in_(("failed", "uncertain", "unreached"))
    about = col(Message.purpose).startswith("duty:") | (col(Message.purpose) == "digest")
    return int(session.execute(sql(func.count()).select_from(Message).where(lost, about)).scalar_one())


def _say(key: str, language: str, facts: dict[str, object]) -> str:
    return say(key, language, readable(facts, language))
