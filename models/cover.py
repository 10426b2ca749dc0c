"""Who is away, from when to when."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, SQLColumnExpression, exists, update
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, select

from models.crypt import Encrypted
from models.db import UtcTime, affect
from models.errors import StairwellError

MOST_DAYS = 180
"""For so long, and so far ahead, somebody can say that they will be away; longer is a matter for the office."""


class BadAway(StairwellError):
    """The days are none, lie in the past, or reach further than MOST_DAYS."""

    key = "error-away-days"


class Away(SQLModel, table=True):
    """An absence: `from_on` is the first local day, `to_on` the first day they are back, as with posts.

    `reason` is what they said, if anything: encrypted, for it may name an illness, and shown to nobody. `named_id` is
    whom they wish to stand in, `told_at` when they were told what happened meanwhile. Coming back early shortens it,
    down to no day at all; nothing is deleted.
    """

    __table_args__ = (CheckConstraint("to_on >= from_on", name="away_dates"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    from_on: date
    to_on: date
    reason: str | None = Field(default=None, sa_type=Encrypted)
    named_id: int | None = Field(default=None, foreign_key="person.id")
    made_at: datetime = Field(sa_type=UtcTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcTime)


def is_away(person_id: SQLColumnExpression[int] | int, day: SQLColumnExpression[date] | date) -> ColumnElement[bool]:
    """A condition: that person (a column, or an id) is away on that local day (a column, or a date)."""
    one = _one()
    there = exists().where(col(one.person_id) == person_id, col(one.from_on) <= day, col(one.to_on) > day)
    return there.correlate_except(one)  # whoever asks may stand more than one query further out


@cache
def _one() -> Any:
    """Built once: a condition is part of most queries, and to name a table again costs more than to ask it."""
    return aliased(Away)


def set_away(
    session: Session, person_id: int, from_on: date, to_on: date, reason: str | None, now: datetime, today: date
) -> Away:
    """Note that somebody is away in [from_on, to_on). What it overlaps is changed by it, what began stays begun.

    Raises BadAway for days in the past, none at all, or too many.
    """  # fmt: skip
    latest = today + timedelta(days=MOST_DAYS)
    if not today <= from_on < to_on or from_on > latest or (to_on - from_on).days > MOST_DAYS:
        raise BadAway(most=MOST_DAYS)
    known = session.exec(
        select(Away)
        .where(Away.person_id == person_id, Away.to_on > today, Away.to_on > Away.from_on)
        .where(Away.from_on < to_on, Away.to_on >= from_on)
        .order_by(col(Away.from_on))
    ).all()
    if not known:
        away = Away(person_id=person_id, from_on=from_on, to_on=to_on, reason=reason, made_at=now)
    else:
        away, *others = known
        for other in others:  # one absence took the place of several
            other.to_on = other.from_on
            other.told_at = other.told_at or now
            session.add(other)
        away.from_on = min(away.from_on, from_on) if away.from_on <= today else from_on
        away.to_on, away.reason = to_on, reason or away.reason
    session.add(away)
    session.flush()
    return away


def current(session: Session, person_id: int, today: date) -> Away | None:
    """The absence that runs on that day, else the next one to come; None without any."""
    return session.exec(
        select(Away)
        .where(Away.person_id == person_id, Away.to_on > today, Away.to_on > Away.from_on)
        .order_by(col(Away.from_on))
        .limit(1)
    ).first()


def come_back(session: Session, away: Away, now: datetime, today: date) -> bool:
    """End an absence today, or call off one that has not begun; True for exactly one caller.

    It then counts as told: whoever ends it has the answer to that.
    """
    ends = max(today, away.from_on)
    mine = (col(Away.id) == away.id) & (col(Away.to_on) > ends)
    done = affect(session, update(Away).where(mine).values(to_on=ends, told_at=now))
    session.expire(away)
    return bool(done)


def over_untold(session: Session, today: date) -> list[Away]:
    """The absences that have ended by themselves and whose people were not yet told what happened meanwhile."""
    ended = (col(Away.to_on) <= today) & col(Away.told_at).is_(None)
    return list(session.exec(select(Away).where(ended).order_by(col(Away.id))))


def days_away(session: Session, person_id: int, first: date, last: date) -> int:
    """On how many of the days from `first` to `last`, both included, somebody was away."""
    spans = session.execute(
        sql(col(Away.from_on), col(Away.to_on)).where(
            col(Away.person_id) == person_id, col(Away.from_on) <= last, col(Away.to_on) > first
        )
    ).all()
    days = {
        from_on + timedelta(days=number)
        for from_on, to_on in spans
        for number in range((to_on - from_on).days)
    }  # fmt: skip
    return sum(first <= day <= last for day in days)
