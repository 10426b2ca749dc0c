"""Small random spot checks: of a hundred inspections two are looked at by the next head above, who says what they saw.

Which ones nobody can foresee or choose: a keyed hash of stairwell and period decides. What comes of a check is told to
the coordinators and changes no points; to correct any takes two people (models/proposals.py).
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, Column, exists, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.awards import award_rules
from models.checkins import UNDO_MINUTES, CheckIn, Finding
from models.crypt import derive_key
from models.db import BigId, UtcTime, affect, insert_new
from models.duties import DONE, Task
from models.errors import StairwellError
from models.grid import Grid
from models.knockers import chains

ASKED, SEEN_TRUE, SEEN_OTHERWISE, NOT_SEEN, LAPSED = STATES = ("asked", "true", "otherwise", "unseen", "lapsed")
PERCENT = 2
STANDS = timedelta(days=7)
LOOK_BACK = timedelta(days=2)
"""An inspection is chosen within so long after it was reported; a longer standstill chooses none afterwards."""
BETWEEN = timedelta(days=7)
"""Nobody is asked to check more than once in so long."""
_ID_SHIFT = 21
"""Ids grow with time: milliseconds, shifted by so many bits (`models.db.new_id`)."""


class SpotSettled(StairwellError):
    """It was answered, or is over its time."""

    key = "error-already-settled"


class SpotCheck(SQLModel, table=True):
    """A check-in that somebody is asked to look at: asked → true, otherwise, unseen; or lapsed."""

    __tablename__ = "spot_check"
    __table_args__ = (CheckConstraint(f"state IN {STATES!r}", name="spot_check_state"),)
    id: int | None = Field(default=None, primary_key=True)
    checkin_id: int = Field(sa_column=Column(BigId, unique=True, nullable=False))
    checker_id: int = Field(foreign_key="person.id", index=True)
    state: str = Field(default=ASKED, max_length=10)
    asked_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime, index=True)
    settled_at: datetime | None = Field(default=None, sa_type=UtcTime)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a checker is to look at: the stairwell, for which period, reported when and by whom, what was found."""

    grid: str
    period: str
    at: datetime
    by_id: int
    items: tuple[str, ...]


def chosen(place: str, period: str) -> bool:
    """Whether a stairwell's inspection of a period is to be checked: foreseen by nobody without the key."""
    drawn = hmac.digest(derive_key("spot checks"), f"{place}:{period}".encode(), "sha256")
    return int.from_bytes(drawn[:4], "big") % 100 < PERCENT


def choose(session: Session, now: datetime) -> list[SpotCheck]:
    """Make the checks of what was lately reported and can no longer be undone; those that are new.

    The nearest head above who did not report it is asked, else a coordinator; who was asked lately, or where there is
    nobody, none is.
    """
    settled = now - timedelta(minutes=UNDO_MINUTES)
    rows = session.execute(
        sql(col(CheckIn.id), col(CheckIn.person_id), col(Task.grid_id), col(Task.person_id), col(Task.period),
            col(Grid.code))
        .join(Task, col(Task.id) == col(CheckIn.task_id))
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .where(col(CheckIn.id) >= _first_id(now - LOOK_BACK), col(CheckIn.id) < _first_id(settled))
        .where(col(CheckIn.state) == DONE, col(CheckIn.undone_at).is_(None))
        .where(col(Task.duty_key) == award_rules()["duty"])
        .where(~exists().where(col(SpotCheck.checkin_id) == col(CheckIn.id)))
        .order_by(col(Grid.code), col(CheckIn.id))
    ).all()  # fmt: skip
    made = []
    for checkin_id, person_id, grid_id, asked_id, period, code in rows:
        if chosen(code, period):
            chain = chains(session, {person_id: grid_id})[person_id]
            able = [one for one in (*chain.heads, *chain.coordinators) if one not in (person_id, asked_id)]
            spot = _ask(session, checkin_id, able[0], now) if able else None
            made += [spot] if spot else []
    return made


def answer(session: Session, spot_id: int, by_id: int, state: str, now: datetime) -> SpotCheck:
    """What the checker saw (SEEN_TRUE, SEEN_OTHERWISE) or that they did not look (NOT_SEEN). Raises SpotSettled."""
    this = (col(SpotCheck.id) == spot_id) & (col(SpotCheck.state) == ASKED) & (col(SpotCheck.checker_id) == by_id)
    fresh = update(SpotCheck).where(this, col(SpotCheck.expires_at) > now).values(state=state, settled_at=now)
    if not affect(session, fresh):
        raise SpotSettled
    return session.get_one(SpotCheck, spot_id, populate_existing=True)


def lapse(session: Session, now: datetime) -> int:
    """What nobody looked at in time ends without a result; how many."""
    over = (col(SpotCheck.state) == ASKED) & (col(SpotCheck.expires_at) <= now)
    return affect(session, update(SpotCheck).where(over).values(state=LAPSED, settled_at=now))


def seen(session: Session, spot: SpotCheck) -> Seen:
    """What a check is about."""
    grid, period, at, by_id = session.execute(
        sql(col(Grid.name), col(Task.period), col(CheckIn.at), col(CheckIn.person_id))
        .select_from(CheckIn)
        .join(Task, col(Task.id) == col(CheckIn.task_id))
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .where(col(CheckIn.id) == spot.checkin_id)
    ).one()
    found = sql(col(Finding.item)).where(col(Finding.checkin_id) == spot.checkin_id, ~col(Finding.withdrawn))
    items = session.execute(found.order_by(col(Finding.id))).scalars().all()
    return Seen(grid, period, at, by_id, tuple(items))


def next_moment(session: Session) -> datetime | None:
    """When the first one that waits lapses; None when none does."""
    waiting = sql(col(SpotCheck.expires_at)).where(col(SpotCheck.state) == ASKED)
    return session.execute(waiting.order_by(col(SpotCheck.expires_at)).limit(1)).scalar_one_or_none()


def _ask(session: Session, checkin_id: int, checker_id: int, now: datetime) -> SpotCheck | None:
    lately = sql(col(SpotCheck.id)).where(
        col(SpotCheck.checker_id) == checker_id, col(SpotCheck.asked_at) > now - BETWEEN
    )
    if session.execute(lately.limit(1)).first() is not None:
        return None
    row = {
        "checkin_id": checkin_id, "checker_id": checker_id, "state": ASKED, "asked_at": now, "expires_at": now + STANDS
    }  # fmt: skip
    if not affect(session, insert_new(session, SpotCheck).values(row)):
        return None
    spot: SpotCheck = session.execute(sql(SpotCheck).where(col(SpotCheck.checkin_id) == checkin_id)).scalar_one()
    return spot


def _first_id(moment: datetime) -> int:
    return int(moment.timestamp() * 1000) << _ID_SHIFT
