"""Ballots: cast once, sealed, mixed, counted, gone. A ballot knows neither voter nor order nor time.

A line of the roll is marked by one conditional UPDATE in the transaction that stores the ballot. The ballot's number is
random, and what it says is ciphertext with a random part inside, so that no two are alike. A database keeps traces of
which rows were written together; so all ballots are soon written anew, in a random order (`mix`).
"""

import secrets
import struct
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from sqlalchemy import Column, delete, exists, func, insert, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col, select

from models.appraisals import CHOICES, CLOSED, GROUPS, OPEN, Appraisal, Candidate, Outcome, Voting, terms
from models.crypt import KEY_HINT, derive_key
from models.db import BigId, affect, table_of
from models.errors import NotFound, SettingsError
from models.grid import Grid
from models.inbox import NEW, Inbox
from models.people import Person
from models.prompts import Prompt

QUESTION, QUESTION_MORE = "ballot", "ballot_more"
"""The question about the last head of a voter's list, and about one that others follow."""
COUNT_AFTER = timedelta(minutes=2)
"""Counting begins so long after the end: what was received in time and is being handled is in by then."""
WAIT_AT_MOST = timedelta(hours=1)
"""What was received in time and is still not handled then is no longer waited for."""
SPEAKS_FOR = timedelta(days=2)
"""So long after the end an answer is still taken for one that comes too late."""
_LAYOUT = struct.Struct(">QBB")
_NONCE = 16


class Ballot(SQLModel, table=True):
    """One vote, sealed. Its number is random: neither it nor anything else in the row says whose it is, or when."""

    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    appraisal_id: int = Field(foreign_key="appraisal.id")
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of the roll that is still to be voted on, as it is asked about; `left` counts it and those after it."""

    id: int
    name: str
    grid: str
    left: int

    @property
    def question(self) -> str:
        """Which question it is asked with."""
        return QUESTION_MORE if self.left > 1 else QUESTION


def still_open(session: Session, appraisal_id: int, received_at: datetime) -> bool:
    """Whether a vote received at that instant counts; it then stays open until this transaction is over.

    What counts is when the message was received, not when it is handled.
    """
    this = sql(col(Appraisal.state), col(Appraisal.closes_at)).where(col(Appraisal.id) == appraisal_id)
    state, closes_at = session.execute(this.with_for_update(read=True)).one()
    return bool(state == OPEN and received_at < closes_at)


def cast(session: Session, line: Voting, choice: str) -> bool:
    """Cast one vote; False, and nothing done, when it was cast before. `still_open` was asked in this transaction."""
    mine = (col(Voting.id) == line.id) & ~col(Voting.cast)
    if not affect(session, update(Voting).where(mine).values(cast=True)):
        return False
    drop_in(session, line.appraisal_id, [(line.candidate_id, line.group, choice)])
    return True


def drop_in(session: Session, appraisal_id: int, votes: Sequence[tuple[int, str, str]]) -> None:
    """Seal votes (candidate, group, answer) and put them into the urn."""
    cipher = _cipher(appraisal_id)
    session.connection().execute(
        insert(table_of(Ballot)), [_row(appraisal_id, cipher, _packed(*vote)) for vote in votes]
    )


def line_of(session: Session, line_id: int, voter_id: int) -> Voting:
    """That line of the roll, if it is the voter's. Raises NotFound."""
    mine = (col(Voting.id) == line_id) & (col(Voting.voter_id) == voter_id)
    found = session.exec(select(Voting).where(mine).execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound(what="")
    return found


def to_cast(session: Session, appraisal_id: int, voter_id: int) -> list[Voting]:
    """What a voter has still to vote on, in order."""
    mine = (col(Voting.appraisal_id) == appraisal_id) & (col(Voting.voter_id) == voter_id) & ~col(Voting.cast)
    return list(session.execute(sql(Voting).where(mine).order_by(col(Voting.id))).scalars())


def next_asked(session: Session, appraisal_id: int, voter_id: int) -> Asked | None:
    """What a voter is to be asked next; None when all is voted on, or they are not on the roll."""
    left = to_cast(session, appraisal_id, voter_id)
    return describe(session, left[0], len(left)) if left else None


def describe(session: Session, line: Voting, left: int) -> Asked:
    """A line of the roll with the names it is asked with."""
    name, grid = session.execute(
        sql(col(Person.name), col(Grid.name)).select_from(Candidate)
        .join(Person, col(Person.id) == col(Candidate.person_id)).join(Grid, col(Grid.id) == col(Candidate.grid_id))
        .where(col(Candidate.id) == line.candidate_id)
    ).one()  # fmt: skip
    return Asked(line.id, name, grid, left)


def asked(session: Session, people: Collection[int], now: datetime) -> set[int]:
    """Those of these people who are asked in an appraisal that is on, or was until just now: what they say is not kept.

    Also whoever has voted already: the same word may come twice, and would say what the ballot does not.
    """
    if not people:
        return set()
    theirs = col(Prompt.person_id).in_(people) & col(Prompt.question).in_((QUESTION, QUESTION_MORE))
    rows = session.execute(sql(col(Prompt.person_id)).where(theirs, col(Prompt.expires_at) > now).distinct())
    return set(rows.scalars())


def anybody_asked(session: Session, now: datetime) -> bool:
    """Whether an appraisal is on, or was until just now."""
    live = col(Prompt.question).in_((QUESTION, QUESTION_MORE)) & (col(Prompt.expires_at) > now)
    return session.execute(sql(col(Prompt.id)).where(live).limit(1)).first() is not None


def received_at(session: Session, inbox_id: int) -> datetime:
    """When that message was received."""
    return session.exec(select(Inbox.received_at).where(Inbox.id == inbox_id)).one()


def mix(session: Session, appraisal_id: int) -> int:
    """Write all ballots anew under new numbers, in a random order, sealed anew, if any came since; how many.

    Afterwards nothing that a database notes beside its rows (PostgreSQL's xmin and ctid, the order on a page) tells
    which were written together with which line of the roll.
    """
    voted = session.execute(
        sql(func.count()).select_from(Voting).where(col(Voting.appraisal_id) == appraisal_id, col(Voting.cast))
    ).scalar_one()
    due = (col(Appraisal.id) == appraisal_id) & (col(Appraisal.state) == OPEN) & (col(Appraisal.mixed) != voted)
    if not affect(session, update(Appraisal).where(due).values(mixed=voted)):
        return 0
    cipher = _cipher(appraisal_id)
    rows = [_row(appraisal_id, cipher, _opened(cipher, sealed)) for sealed in _take_all(session, appraisal_id)]
    secrets.SystemRandom().shuffle(rows)
    if rows:
        session.connection().execute(insert(table_of(Ballot)), rows)
    return len(rows)


def unhandled(session: Session, before: datetime) -> bool:
    """Whether a message received before that instant still waits to be handled."""
    waits = exists().where(col(Inbox.state) == NEW, col(Inbox.received_at) < before)
    return bool(session.execute(sql(waits)).scalar_one())


def count(session: Session, appraisal_id: int, now: datetime) -> bool:
    """Close an open appraisal: open and count its ballots, keep what may be kept, and let the ballots go.

    True for exactly one caller. Of a group of fewer than `minimum` votes for somebody nothing is kept.
    """
    this = (col(Appraisal.id) == appraisal_id) & (col(Appraisal.state) == OPEN)
    if not affect(session, update(Appraisal).where(this).values(state=CLOSED, closed_at=now)):
        return False
    cipher = _cipher(appraisal_id)
    votes = Counter(_unpacked(_opened(cipher, sealed)) for sealed in _take_all(session, appraisal_id))
    rows = kept(votes, terms().minimum)
    if rows:
        session.connection().execute(insert(table_of(Outcome)), rows)
    return True


def kept(votes: Mapping[tuple[int, str, str], int], minimum: int) -> list[dict[str, object]]:
    """The rows of Outcome of votes counted by (candidate, group, answer): groups of fewer than `minimum` left out."""
    groups: Counter[tuple[int, str]] = Counter()
    for (candidate_id, group, _), number in votes.items():
        groups[candidate_id, group] += number
    return [
        {"candidate_id": candidate_id, "group": group, "choice": choice, "votes": number}
        for (candidate_id, group, choice), number in sorted(votes.items())
        if groups[candidate_id, group] >= minimum
    ]


def _take_all(session: Session, appraisal_id: int) -> list[bytes]:
    """Every ballot of an appraisal, taken out; SQLite then writes zeros over where they lay."""
    mine = col(Ballot.appraisal_id) == appraisal_id
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete=ON")
    taken = delete(Ballot).where(mine).returning(col(Ballot.sealed))
    return list(session.connection().execute(taken).scalars())


def _packed(candidate_id: int, group: str, choice: str) -> bytes:
    return _LAYOUT.pack(candidate_id, GROUPS.index(group), CHOICES.index(choice))


def _unpacked(vote: bytes) -> tuple[int, str, str]:
    candidate_id, group, choice = _LAYOUT.unpack(vote)
    return candidate_id, GROUPS[group], CHOICES[choice]


def _row(appraisal_id: int, cipher: AESSIV, vote: bytes) -> dict[str, object]:
    sealed = cipher.encrypt(secrets.token_bytes(_NONCE) + vote, None)
    return {"id": secrets.randbits(62), "appraisal_id": appraisal_id, "sealed": sealed}


def _opened(cipher: AESSIV, sealed: bytes) -> bytes:
    try:
        return cipher.decrypt(bytes(sealed), None)[_NONCE:]
    except InvalidTag as error:
        raise SettingsError(why=f"a ballot cannot be opened with this key; {KEY_HINT}") from error


def _cipher(appraisal_id: int) -> AESSIV:
    """The key of one appraisal's ballots, derived from the root, which is neither in the database nor in a backup."""
    return AESSIV(derive_key(f"ballot:{appraisal_id}", 64))
