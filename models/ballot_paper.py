"""Paper slips: two people enter each batch, each for themselves; the same twice is booked, else both count again.

A batch says who on the roll handed a slip in (by their number) and how many slips gave which answer, of at least
`minimum` slips, so that no entry says what somebody chose. While it waits for the second person it is ciphertext;
afterwards its content is gone.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint, delete, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.appraisals import CHOICES, Appraisal, Candidate, NoAppraisal, Voting, terms
from models.audit import record
from models.ballot_asking import subject_of
from models.ballots import drop_in, still_open
from models.crypt import EncryptedJson
from models.db import UtcTime, affect, insert_new
from models.errors import StairwellError

WAITING, BOOKED, AGAIN = "waiting", "booked", "again"


class TooFewSlips(StairwellError):
    """Fewer slips at a time than may be counted: they wait with others."""

    key = "error-paper-few"


class SlipsDoNotFit(StairwellError):
    """Not as many answers as numbers."""

    key = "error-paper-sum"


class NotOnRoll(StairwellError):
    """These numbers are not on the roll of that group for that head."""

    key = "error-paper-number"


class VotedAlready(StairwellError):
    """Those with these numbers have voted already: their slips do not count, so the batch is put together anew."""

    key = "error-paper-voted"


class OwnSlips(StairwellError):
    """Nobody counts the slips about themselves."""

    key = "error-paper-own"


class PaperEntry(SQLModel, table=True):
    """A batch of slips as one person entered it. Of one head and group one waits at a time."""

    __tablename__ = "paper_entry"
    __table_args__ = (
        UniqueConstraint("candidate_id", "group", name="paper_entry_once"),
        CheckConstraint("slips > 0", name="paper_entry_slips"),
    )
    id: int | None = Field(default=None, primary_key=True)
    candidate_id: int = Field(foreign_key="candidate.id")
    group: str = Field(max_length=8)
    actor_id: int = Field(foreign_key="person.id")
    slips: int
    content: dict[str, Any] = Field(sa_type=EncryptedJson)
    at: datetime = Field(sa_type=UtcTime)


def enter(
    session: Session, appraisal: Appraisal, about: Candidate, group: str, numbers: list[int],
    votes: Mapping[str, int], actor_id: int, received_at: datetime, now: datetime,
) -> tuple[str, int | None]:  # fmt: skip
    """Enter a batch: (WAITING, BOOKED or AGAIN, who entered it before). Booked is it by the second person's like entry.

    Whoever enters again before that replaces their own. Where the two differ neither counts, and neither is shown the
    other's. Raises NoAppraisal once it is over, TooFewSlips, SlipsDoNotFit, NotOnRoll, VotedAlready, OwnSlips.
    """
    assert appraisal.id is not None and about.id is not None
    if not still_open(session, appraisal.id, received_at):
        raise NoAppraisal
    if actor_id == about.person_id:
        raise OwnSlips
    lines = _lines(session, about.id, group, numbers, votes)
    content = {"numbers": sorted(numbers), "votes": {choice: votes[choice] for choice in CHOICES}}
    row = {
        "candidate_id": about.id, "group": group, "actor_id": actor_id, "slips": len(numbers), "content": content,
        "at": now,
    }  # fmt: skip
    if affect(session, insert_new(session, PaperEntry).values(row)):
        return WAITING, None
    mine = (col(PaperEntry.candidate_id) == about.id) & (col(PaperEntry.group) == group)
    if affect(session, update(PaperEntry).where(mine, col(PaperEntry.actor_id) == actor_id).values(row)):
        return WAITING, None
    # Taken out by exactly one second person, whoever else enters at this moment.
    taken = session.execute(delete(PaperEntry).where(mine).returning(col(PaperEntry.content), col(PaperEntry.actor_id)))
    found = taken.first()
    if found is None:
        return AGAIN, None
    if found[0] != content:
        record(session, now, actor_id, "paper.differs", subject_of(appraisal), slips=len(numbers), other=found[1])
        return AGAIN, found[1]
    _book(session, appraisal.id, lines, votes)
    record(session, now, actor_id, "paper.booked", subject_of(appraisal), slips=len(numbers), other=found[1])
    return BOOKED, found[1]


def forget(session: Session, appraisal_id: int) -> int:
    """At the end: what waits for a second person is not counted, and is forgotten; how many slips."""
    theirs = col(PaperEntry.candidate_id).in_(sql(col(Candidate.id)).where(col(Candidate.appraisal_id) == appraisal_id))
    gone = session.execute(delete(PaperEntry).where(theirs).returning(col(PaperEntry.slips)))
    return sum(gone.scalars().all())


def _lines(
    session: Session, candidate_id: int, group: str, numbers: list[int], votes: Mapping[str, int]
) -> list[Voting]:  # fmt: skip
    """The lines of the roll with these numbers, none of them cast."""
    least = terms().minimum
    if len(numbers) < least:
        raise TooFewSlips(least=least)
    if len(set(numbers)) != len(numbers) or sum(votes.values()) != len(numbers):
        raise SlipsDoNotFit(numbers=len(set(numbers)), slips=sum(votes.values()))
    mine = (col(Voting.candidate_id) == candidate_id) & (col(Voting.group) == group) & col(Voting.number).in_(numbers)
    rows = session.execute(sql(Voting).where(mine).execution_options(populate_existing=True)).scalars().all()
    if missing := sorted(set(numbers) - {line.number for line in rows}):
        raise NotOnRoll(numbers=[str(number) for number in missing])
    if voted := sorted(line.number for line in rows if line.cast):
        raise VotedAlready(numbers=[str(number) for number in voted])
    return list(rows)


def _book(session: Session, appraisal_id: int, lines: list[Voting], votes: Mapping[str, int]) -> None:
    """Mark all lines, or none: whoever voted by phone meanwhile makes the batch invalid. Raises VotedAlready."""
    still = col(Voting.id).in_([line.id for line in lines]) & ~col(Voting.cast)
    marked = set(session.execute(update(Voting).where(still).values(cast=True).returning(col(Voting.id))).scalars())
    if late := sorted(line.number for line in lines if line.id not in marked):
        raise VotedAlready(numbers=[str(number) for number in late])
    about, group = lines[0].candidate_id, lines[0].group
    drop_in(session, appraisal_id, [(about, group, choice) for choice in CHOICES for _ in range(votes[choice])])
