"""What takes two people: one proposes, another of the same office agrees. Nobody agrees to their own proposal.

A proposal is a row with a kind, a subject and its content; what an agreed one does is the rule of its kind
(bot/commands/proposals.py has the table). A race of two who decide is settled by one conditional UPDATE.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, Index, text, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.audit import record
from models.crypt import EncryptedJson
from models.db import UtcTime, affect, insert_new
from models.errors import NotFound, StairwellError
from models.following import reachable
from models.grid import COMMUNITY, Grid
from models.people import Person
from models.permissions import roles_with
from models.posts import Post

PROPOSED, AGREED, REFUSED, WITHDRAWN, LAPSED = "proposed", "agreed", "refused", "withdrawn", "lapsed"
STATES = (PROPOSED, AGREED, REFUSED, WITHDRAWN, LAPSED)
STANDS = timedelta(days=7)
"""How long a proposal waits for the second person."""


class NobodyToAgree(StairwellError):
    """There is nobody else whom a message reaches who could agree; how to get somebody is in the sentence."""

    key = "error-nobody-to-agree"


class OwnProposal(StairwellError):
    """The proposer's own word is not a second person's."""

    key = "error-own-proposal"


class AlreadyProposed(StairwellError):
    """The same thing waits for a second person already."""

    key = "error-already-proposed"


class ProposalDecided(StairwellError):
    """Somebody was quicker, or it is over its time."""

    key = "error-already-settled"


class Proposal(SQLModel, table=True):
    """Something that waits for a second person. `content` is what its kind applies; encrypted: it may say why.

    Of one kind and subject at most one waits at a time (a partial unique index).
    """

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="proposal_state"),
        Index(
            "proposal_waiting", "kind", "subject", unique=True,
            sqlite_where=text("state = 'proposed'"), postgresql_where=text("state = 'proposed'"),
        ),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=24)
    subject: str = Field(max_length=60)
    content: dict[str, Any] = Field(sa_type=EncryptedJson)
    state: str = Field(default=PROPOSED, max_length=12)
    actor_id: int = Field(foreign_key="person.id")
    made_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime, index=True)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcTime)


@dataclass(frozen=True, slots=True)
class Second:
    """Somebody who may agree to what another has proposed."""

    person_id: int
    name: str
    language: str


def seconds(session: Session, act: str, actor_id: int) -> list[Second]:
    """Everybody but the proposer who holds a post over the whole community that may do `act`, and can be reached."""
    rows = session.execute(
        sql(col(Person.id), col(Person.name), col(Person.language))
        .join(Post, col(Post.person_id) == col(Person.id))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(col(Post.role).in_(roles_with(act)), col(Post.to_on).is_(None), col(Grid.level) == COMMUNITY)
        .where(col(Person.id) != actor_id, reachable())
        .distinct()
        .order_by(col(Person.id))
    ).all()
    return [Second(*row) for row in rows]


def propose(
    session: Session, kind: str, subject: str, content: Mapping[str, Any], *, act: str, actor_id: int, now: datetime
) -> tuple[Proposal, list[Second]]:
    """Put something before a second person: (the proposal, who is to be asked).

    Raises NobodyToAgree, and AlreadyProposed while the same waits.
    """
    asked = seconds(session, act, actor_id)
    if not asked:
        raise NobodyToAgree
    row = {
        "kind": kind, "subject": subject, "content": dict(content), "state": PROPOSED, "actor_id": actor_id,
        "made_at": now, "expires_at": now + STANDS,
    }  # fmt: skip
    if not affect(session, insert_new(session, Proposal).values(row)):
        raise AlreadyProposed
    waiting = (col(Proposal.kind) == kind) & (col(Proposal.subject) == subject) & (col(Proposal.state) == PROPOSED)
    proposal = session.execute(sql(Proposal).where(waiting)).scalar_one()
    record(session, now, actor_id, "proposal.make", _named(proposal), kind=kind, about=subject)
    return proposal, asked


def decide(session: Session, proposal_id: int, state: str, actor_id: int, now: datetime) -> Proposal:
    """AGREED or REFUSED, by somebody else than its proposer; once, whoever else decides at the same moment.

    Whoever calls it has made sure that the person may do what is proposed. Raises OwnProposal, ProposalDecided and
    NotFound.
    """
    proposal = session.get(Proposal, proposal_id)
    if proposal is None:
        raise NotFound(what="")
    if proposal.actor_id == actor_id:
        raise OwnProposal
    this = (col(Proposal.id) == proposal_id) & (col(Proposal.state) == PROPOSED) & (col(Proposal.expires_at) > now)
    done = update(Proposal).where(this).values(state=state, decided_by=actor_id, decided_at=now)
    if not affect(session, done):
        raise ProposalDecided
    session.refresh(proposal)
    record(session, now, actor_id, f"proposal.{state}", _named(proposal), kind=proposal.kind, about=proposal.subject)
    return proposal


def withdraw(session: Session, proposal_id: int, actor_id: int, now: datetime) -> Proposal:
    """Its proposer takes it back while it waits. Raises ProposalDecided, and NotFound for anybody else's."""
    proposal = session.get(Proposal, proposal_id)
    if proposal is None or proposal.actor_id != actor_id:
        raise NotFound(what="")
    this = (col(Proposal.id) == proposal_id) & (col(Proposal.state) == PROPOSED)
    if not affect(session, update(Proposal).where(this).values(state=WITHDRAWN, decided_at=now)):
        raise ProposalDecided
    session.refresh(proposal)
    record(session, now, actor_id, "proposal.withdraw", _named(proposal), kind=proposal.kind, about=proposal.subject)
    return proposal


def waiting(session: Session, now: datetime, skip: int = 0, most: int = 200) -> list[tuple[Proposal, str]]:
    """What waits for a second person, oldest first, with its proposer's name."""
    still = (col(Proposal.state) == PROPOSED) & (col(Proposal.expires_at) > now)
    rows = session.execute(
        sql(Proposal, col(Person.name)).join(Person, col(Person.id) == col(Proposal.actor_id))
        .where(still).order_by(col(Proposal.id)).limit(most).offset(skip)
    ).all()  # fmt: skip
    return [(row[0], row[1]) for row in rows]


def lapse(session: Session, now: datetime) -> list[Proposal]:
    """What nobody decided in time lapses; those proposals."""
    over = (col(Proposal.state) == PROPOSED) & (col(Proposal.expires_at) <= now)
    ids = session.execute(update(Proposal).where(over).values(state=LAPSED, decided_at=now).returning(col(Proposal.id)))
    return [session.get_one(Proposal, one, populate_existing=True) for one in ids.scalars().all()]


def lapses_at(session: Session) -> datetime | None:
    """When the first one that waits lapses; None when none waits."""
    waiting = sql(col(Proposal.expires_at)).where(col(Proposal.state) == PROPOSED)
    return session.execute(waiting.order_by(col(Proposal.expires_at)).limit(1)).scalar_one_or_none()


def _named(proposal: Proposal) -> str:
    return f"proposal:{proposal.id}"
