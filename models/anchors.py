"""The ledger's head, published: number and hash of its last entry at a close, kept here and read by people elsewhere.

Whoever cuts entries off the end of the ledger and fits everything else to it makes a chain that holds in itself; what
was published before then no longer fits. Kept in the database it convicts whoever forgot it there; on paper, on the
board or in somebody's messages, everybody.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.db import UtcTime, write_queued
from models.ledger import ZERO_HASH, Entry, LedgerHead

SHOWN = 16
"""So many characters of a hash are enough to tell it from any other, and can be read out."""


class Anchor(SQLModel, table=True):
    """The ledger's last entry at a moment: `seq` 0 for an empty ledger. `why` names the close, "awards:2026"."""

    id: int | None = Field(default=None, primary_key=True)
    seq: int = Field(sa_type=BigInteger)
    hash: str = Field(max_length=64)
    why: str = Field(max_length=60)
    at: datetime = Field(sa_type=UtcTime)


def publish_head(session: Session, why: str, now: datetime) -> Anchor:
    """Write down the ledger's head as it is now, with what this transaction has booked; to be shown to people."""
    write_queued(session)
    seq, last = session.execute(sql(col(LedgerHead.seq), col(LedgerHead.hash))).one()
    anchor = Anchor(seq=seq, hash=last, why=why[:60], at=now)
    session.add(anchor)
    session.flush()
    return anchor


def written(seq: int, last: str) -> str:
    """A head as people write it down, and as `stairwell verify --head` takes it: "5886:3fa1c2d4…"."""
    return f"{seq}:{last[:SHOWN]}"


def fits(session: Session, seq: int, start: str) -> bool:
    """Whether entry `seq` has a hash that begins with `start`, as somebody has it on paper; 0 is the empty ledger."""
    if seq == 0:
        return ZERO_HASH.startswith(start)
    found = session.execute(sql(col(Entry.hash)).where(col(Entry.seq) == seq)).scalar_one_or_none()
    return found is not None and found.startswith(start)


def newest(session: Session, most: int) -> list[Anchor]:
    """The heads that were published last, newest first."""
    return list(session.execute(sql(Anchor).order_by(col(Anchor.id).desc()).limit(most)).scalars())


def broken_anchors(session: Session) -> Iterator[int]:
    """The entry numbers of published heads that the ledger no longer has as they were published."""
    for anchor in session.execute(sql(Anchor).order_by(col(Anchor.id))).scalars():
        if not fits(session, anchor.seq, anchor.hash):
            yield anchor.seq
