"""Roster files sent by chat: the row is the truth, so a file is neither lost nor applied twice, whatever crashes."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, update
from sqlmodel import Field, Session, SQLModel, col, select

from models import import_files
from models.crypt import Encrypted
from models.db import UtcTime, affect
from models.import_files import WEB

RECEIVED, READY, APPLIED, FAILED, CANCELLED = "received", "ready", "applied", "failed", "cancelled"
STANDS = timedelta(hours=24)
"""How long a checked file can be confirmed; what was read from it is forgotten afterwards."""
CLAIMED = timedelta(minutes=3)
MOST_ATTEMPTS = 3


class ImportRun(SQLModel, table=True):
    """One file on its way: received → ready (checked, waiting for the confirm) → applied; or failed, or cancelled.

    `plan` is what was read from it, as JSON, while it waits. `claimed_until` keeps two workers apart.
    """

    __tablename__ = "import_run"
    __table_args__ = (
        CheckConstraint("state IN ('received', 'ready', 'applied', 'failed', 'cancelled')", name="import_run_state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    actor_id: int = Field(foreign_key="person.id", index=True)
    channel: str = Field(max_length=16)
    file_id: str = Field(sa_type=Encrypted)
    file_name: str = Field(max_length=120)
    file_size: int = 0
    plan: str | None = Field(default=None, sa_type=Encrypted)
    state: str = Field(default=RECEIVED, max_length=10, index=True)
    attempts: int = 0
    claimed_until: datetime | None = Field(default=None, sa_type=UtcTime)
    created_at: datetime = Field(sa_type=UtcTime)


def receive(
    session: Session, actor_id: int, channel: str, file_id: str, file_name: str, file_size: int, now: datetime
) -> ImportRun:
    """Keep that a file was sent; one of the same sender that still waits for its confirm is overtaken."""
    affect(
        session,
        update(ImportRun)
        .where(col(ImportRun.actor_id) == actor_id, col(ImportRun.state) == READY)
        .values(state=CANCELLED, plan=None),
    )
    run = ImportRun(
        actor_id=actor_id, channel=channel, file_id=file_id, file_name=file_name[:120], file_size=file_size,
        created_at=now,
    )  # fmt: skip
    session.add(run)
    session.flush()
    return run


def claim(session: Session, now: datetime) -> ImportRun | None:
    """The oldest file to check, for CLAIMED this caller's alone; None when there is none.

    A worker that dies gives it up by silence. What waited too long for its confirm is forgotten here, and a file that
    came by a page and was never taken up.
    """
    import_files.forget_before(session, now - STANDS)
    affect(
        session,
        update(ImportRun)
        .where(col(ImportRun.state) == READY, col(ImportRun.created_at) < now - STANDS)
        .values(state=CANCELLED, plan=None),
    )
    free = col(ImportRun.claimed_until).is_(None) | (col(ImportRun.claimed_until) < now)
    waiting = session.exec(
        select(ImportRun.id).where(ImportRun.state == RECEIVED, free).order_by(col(ImportRun.id)).limit(1)
    ).first()
    if waiting is None:
        return None
    done = affect(
        session,
        update(ImportRun)
        .where(col(ImportRun.id) == waiting, col(ImportRun.state) == RECEIVED, free)
        .values(claimed_until=now + CLAIMED, attempts=col(ImportRun.attempts) + 1),
    )
    if not done:
        return None
    return session.get(ImportRun, waiting, populate_existing=True)


def settle(session: Session, run_id: int, before: str, after: str, plan: str | None = None) -> bool:
    """Move a run from one state to the next; True for exactly one caller. The plan is kept only while it waits."""
    done = affect(
        session,
        update(ImportRun)
        .where(col(ImportRun.id) == run_id, col(ImportRun.state) == before)
        .values(state=after, plan=plan, claimed_until=None),
    )
    if done and before == RECEIVED:
        _forget_file(session, run_id)
    return bool(done)


def forget_untaken(session: Session, number: int) -> None:
    """Forget a file that came by a page, unless an import is of it."""
    mine = (ImportRun.channel == WEB), (ImportRun.file_id == str(number))
    if session.exec(select(ImportRun.id).where(*mine)).first() is None:
        import_files.forget(session, number)


def runs_of(session: Session, actor_id: int, most: int) -> list[ImportRun]:
    """The newest imports of somebody."""
    mine = select(ImportRun).where(ImportRun.actor_id == actor_id).order_by(col(ImportRun.id).desc()).limit(most)
    return list(session.exec(mine))


def _forget_file(session: Session, run_id: int) -> None:
    run = session.get_one(ImportRun, run_id)
    if run.channel == WEB:
        import_files.forget(session, int(run.file_id))


def give_back(session: Session, run_id: int, until: datetime) -> None:
    """Let a run that could not be worked on be tried again after `until`."""
    affect(
        session,
        update(ImportRun)
        .where(col(ImportRun.id) == run_id, col(ImportRun.state) == RECEIVED)
        .values(claimed_until=until),
    )
