"""One question of a check-in and what came of it: answered, somebody at the door, the office; never "fine" by silence.

asked → again (asked once more) → door (a neighbour is sent) → office, and there until somebody says how it is. It ends
as well (their own word), met (somebody saw them), or away. Every step is one conditional UPDATE that counts `step`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ColumnElement, Index, UniqueConstraint, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.care import figures
from models.db import BigId, UtcTime, affect
from models.following import close_prompts
from models.outbox import CANCELLED, QUEUED, Message

ASKED, AGAIN, DOOR, OFFICE, WELL, MET, AWAY = STATES = ("asked", "again", "door", "office", "well", "met", "away")
OPEN = (ASKED, AGAIN, DOOR, OFFICE)
SILENT, CALLED, UNREAD, UNREACHED = REASONS = ("silent", "called", "unread", "unreached")
MISSED, HANDS = "missed", "hands"
QUESTION, DOOR_QUESTION = "care", "care_door"
ASK, DOOR_PURPOSE = "care", "care-door"


class CareCheck(SQLModel, table=True):
    """The check-in of one person on one local day.

    `why` says why somebody is sent to the door: silent, called (they asked to be contacted), unread (what they wrote
    could not be read), unreached (no message reaches them). `unclear` counts replies that could not be read, `reported`
    is what was last heard from the door (missed, hands: somebody to lend a hand is needed). `next_at` is the next step.
    """

    __tablename__ = "care_check"
    __table_args__ = (
        UniqueConstraint("person_id", "day", name="care_check_once"),
        CheckConstraint(f"state IN {STATES!r}", name="care_check_state"),
        CheckConstraint(f"why IN {REASONS!r}", name="care_check_why"),
        Index("care_check_in", "state"),
    )
    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    person_id: int = Field(foreign_key="person.id", index=True)
    day: date
    state: str = Field(default=ASKED, max_length=8)
    why: str = Field(default=SILENT, max_length=12)
    step: int = 0
    unclear: int = 0
    reported: str | None = Field(default=None, max_length=8)
    next_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    asked_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_by: int | None = Field(default=None, foreign_key="person.id")


def row_of(check_id: int, person_id: int, day: date, now: datetime, **more: Any) -> dict[str, Any]:
    """A complete row of `care_check`, asked now unless `more` says otherwise."""
    return {
        "id": check_id, "person_id": person_id, "day": day, "state": ASKED, "why": SILENT, "step": 0, "unclear": 0,
        "reported": None, "next_at": now + figures().again_after, "asked_at": now, "ended_at": None, "ended_by": None,
    } | more  # fmt: skip


def open_of(session: Session, person_id: int) -> list[CareCheck]:
    """The checks of somebody that nobody has answered or settled yet, the newest first."""
    mine = (col(CareCheck.person_id) == person_id) & col(CareCheck.state).in_(OPEN)
    query = select(CareCheck).where(mine).order_by(col(CareCheck.day).desc())
    return list(session.exec(query.execution_options(populate_existing=True)))


def fresh(session: Session, check_id: int) -> CareCheck | None:
    """A check as it is now."""
    return session.get(CareCheck, check_id, populate_existing=True)


def move(session: Session, check: CareCheck, **values: Any) -> bool:
    """Take a check one step on; True for exactly one caller, who then tells of it. `check` is brought up to date."""
    mine = (col(CareCheck.id) == check.id) & (col(CareCheck.step) == check.step) & (col(CareCheck.state) == check.state)
    done = affect(session, update(CareCheck).where(mine).values(step=CareCheck.step + 1, **values))
    session.refresh(check)
    return bool(done)


def but_hands() -> ColumnElement[bool]:
    """A condition on CareCheck: nobody at the door has said that a hand is needed, which only the office settles."""
    return col(CareCheck.reported).is_distinct_from(HANDS)


def settle(
    session: Session, person_id: int, state: str, by_id: int, now: datetime, which: ColumnElement[bool] | None = None
) -> list[tuple[CareCheck, str]]:
    """End all open checks of somebody (of those, `which`); those that this call ended, each with the state it was in.

    Nobody is asked about them any more, and what still waits to be sent about them is not sent.
    """
    before = {one.id: one.state for one in open_of(session, person_id)}
    mine = (col(CareCheck.person_id) == person_id) & col(CareCheck.state).in_(OPEN)
    ending = update(CareCheck).where(mine if which is None else mine & which).values(
        state=state, step=CareCheck.step + 1, next_at=None, ended_at=now, ended_by=by_id
    )  # fmt: skip
    ids = list(session.execute(ending.returning(col(CareCheck.id))).scalars())
    for check_id in ids:
        hush(session, check_id, now)
    found = [check for check_id in ids if (check := fresh(session, check_id)) is not None]
    return [(check, before.get(check.id, ASKED)) for check in found]


def hush(session: Session, check_id: int, now: datetime) -> None:
    """Close the questions about a check and withdraw what is queued about it."""
    close_prompts(session, QUESTION, check_id, now)
    close_prompts(session, DOOR_QUESTION, check_id, now)
    about = col(Message.subject).startswith(f"check:{check_id}:") & (col(Message.state) == QUEUED)
    affect(session, update(Message).where(about).values(state=CANCELLED))


def count_unclear(session: Session, check_id: int) -> int:
    """One more reply that could not be read; how many there were, 0 when the check is not open any more."""
    mine = (col(CareCheck.id) == check_id) & col(CareCheck.state).in_(OPEN)
    counting = update(CareCheck).where(mine).values(unclear=CareCheck.unclear + 1).returning(col(CareCheck.unclear))
    return session.execute(counting).scalar_one_or_none() or 0


def reopen(session: Session, check_id: int, person_id: int, now: datetime) -> CareCheck | None:
    """Their last answer was a slip: the check waits for an answer again; None when there is nothing to take back.

    It is open as one that was asked once more: should they say nothing now, somebody goes to the door.
    """
    check = fresh(session, check_id)
    if check is None or check.person_id != person_id or check.reported is not None:
        return None
    slip = check.state in (WELL, AWAY) or (check.state in (DOOR, OFFICE) and check.why == CALLED)
    if not slip:
        return None
    anew = {"state": AGAIN, "why": SILENT, "next_at": now + figures().knock_after, "ended_at": None, "ended_by": None}
    if not move(session, check, **anew):
        return None
    hush(session, check_id, now)
    return check


def steps_due(session: Session, now: datetime) -> Sequence[CareCheck]:
    """The open checks whose next step has come, the longest waiting first."""
    waiting = col(CareCheck.state).in_(OPEN) & (col(CareCheck.next_at) <= now)
    query = select(CareCheck).where(waiting).order_by(col(CareCheck.next_at), col(CareCheck.id))
    return session.exec(query.execution_options(populate_existing=True)).all()
