"""An application that somebody asks for in another's place: nothing is open before that person's own yes.

Whether they have one of that procedure already is nobody's business: whoever asks gets the same answer either way.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Update, exists, func, update
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.audit import record
from models.db import UtcTime, affect, insert_new
from models.errors import StairwellError
from models.following import close_prompts
from models.procedure_cases import ASKING, DECLINED, LAPSED, OPEN, AlreadyApplied, Application
from models.procedures import Procedure
from models.wishes import home_of

QUESTION = "apply_for"
STANDS = timedelta(days=7)
"""So long the person's word is waited for."""
REST = timedelta(days=30)
"""So long after a no the same helper does not ask for the same once more."""


class AskedBefore(StairwellError):
    """The helper has asked that person for it, and waits for their word, or had a no of late."""

    key = "error-apply-for-asked"


class AskOver(StairwellError):
    """It was answered before, taken back, or is over its time."""

    key = "error-apply-for-over"


def ask_for(session: Session, kind: Procedure, applicant_id: int, helper_id: int, now: datetime) -> Application:
    """Keep what a helper asks for in somebody's place; it waits for that person's yes. Raises AskedBefore."""
    same = (
        (col(Application.applicant_id) == applicant_id) & (col(Application.procedure) == kind.key)
        & (col(Application.helper_id) == helper_id)
    )  # fmt: skip
    refused = (col(Application.state) == DECLINED) & (col(Application.ended_at) > now - REST)
    if session.execute(sql(col(Application.id)).where(same, refused).limit(1)).first():
        raise AskedBefore
    row = {
        "procedure": kind.key, "applicant_id": applicant_id, "grid_id": home_of(session, applicant_id).id, "step": 0,
        "helper_id": helper_id, "state": ASKING, "made_at": now, "due_at": now + STANDS, "escalated": 0,
    }  # fmt: skip
    if not affect(session, insert_new(session, Application).values(row)):
        raise AskedBefore
    about: Application = session.execute(sql(Application).where(same, col(Application.state) == ASKING)).scalar_one()
    record(session, now, helper_id, "application.ask", f"application:{about.id}")
    return about


def agree(session: Session, about: Application, now: datetime, zone: ZoneInfo) -> None:
    """The person's yes: it is open, and the first step's days begin.

    Raises AskOver, and AlreadyApplied with the number of theirs where one of that procedure is open: then this one is
    over.
    """
    other = aliased(Application)
    theirs = (
        (col(other.applicant_id) == about.applicant_id) & (col(other.procedure) == about.procedure)
        & (col(other.state) == OPEN)
    )  # fmt: skip
    opened = {"state": OPEN, "made_at": now, "due_at": about.kind.due(0, now, zone), "told_at": None}
    if affect(session, _asking(about, now).where(~exists().where(theirs)).values(opened)):
        session.refresh(about)
        record(session, now, about.applicant_id, "application.open", f"application:{about.id}", helper=about.helper_id)
        return
    if affect(session, _asking(about, now).values(state=LAPSED, ended_at=now)):
        raise AlreadyApplied(number=session.execute(sql(col(other.id)).where(theirs)).scalar_one())
    raise AskOver


def decline(session: Session, about: Application, now: datetime) -> None:
    """The person's no: it never was an application. Raises AskOver."""
    _end(session, about, DECLINED, now)


def take_back(session: Session, about: Application, now: datetime) -> None:
    """The helper takes back what they asked for while nobody has answered. Raises AskOver."""
    _end(session, about, LAPSED, now)


def lapse(session: Session, now: datetime) -> list[Application]:
    """What nobody answered in its time is over; those."""
    over = (col(Application.state) == ASKING) & (col(Application.due_at) <= now)
    ended = update(Application).where(over).values(state=LAPSED, ended_at=now).returning(col(Application.id))
    ids = session.execute(ended, execution_options={"synchronize_session": False}).scalars().all()
    return [session.get_one(Application, one, populate_existing=True) for one in sorted(ids)]


def lapses_at(session: Session) -> datetime | None:
    """When the first one that waits is over; None when none waits."""
    waiting = sql(func.min(col(Application.due_at), type_=UtcTime())).where(col(Application.state) == ASKING)
    first: datetime | None = session.execute(waiting).scalar_one()
    return first


def of_helper(session: Session, helper_id: int) -> list[Application]:
    """What somebody has asked for in another's place and that is not over, newest first."""
    mine = select(Application).where(Application.helper_id == helper_id, col(Application.state).in_((ASKING, OPEN)))
    return list(session.exec(mine.order_by(col(Application.id).desc()).limit(10)).all())


def _end(session: Session, about: Application, state: str, now: datetime) -> None:
    if not affect(session, _asking(about, now).values(state=state, ended_at=now)):
        raise AskOver
    assert about.id is not None
    close_prompts(session, QUESTION, about.id, now)
    session.refresh(about)


def _asking(about: Application, now: datetime) -> Update:
    return update(Application).where(
        col(Application.id) == about.id, col(Application.state) == ASKING, col(Application.due_at) > now
    )
