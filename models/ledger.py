"""The ledger of points: append-only, chained by HMAC, balances are sums.

An entry says raw × rule = points, under which rule version, for what source, by whom. A mistake is corrected by an
entry that reverses another by name. UPDATE, DELETE and TRUNCATE are refused by triggers (the first migration's).
"""

import hmac
import json
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, UniqueConstraint, bindparam, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.clock import as_utc
from models.crypt import derive_key
from models.db import BigId, UtcTime, at_end, ending, insert_for, later, table_of, write_queued
from models.errors import StairwellError
from models.point_rules import rules_today

ZERO_HASH = "0" * 64
_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


class AlreadyReversed(StairwellError):
    """That entry was reversed before; the ledger keeps one reversal for each."""

    key = "error-already-reversed"


class Entry(SQLModel, table=True):
    """One line of the ledger. `seq` counts from 1 without a gap; `hash` = HMAC(previous hash + this line)."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("source", "rule", "person_id", name="entry_once"),
        CheckConstraint("seq > 0", name="entry_seq"),
        Index("entry_rule_at", "rule", "at"),
    )
    seq: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_type=UtcTime, index=True)
    year: int
    person_id: int = Field(foreign_key="person.id", index=True)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    rule: str = Field(max_length=40)
    rule_version: str = Field(max_length=16)
    raw: int
    points: int
    source: str = Field(max_length=60)
    actor_id: int | None = Field(default=None, foreign_key="person.id")
    reverses: int | None = Field(default=None, foreign_key="entry.seq", unique=True, sa_type=BigInteger)
    reason: str | None = Field(default=None, max_length=200)
    hash: str = Field(max_length=64)


class LedgerHead(SQLModel, table=True):
    """The last line's number and hash: one row, locked while lines are added, so the chain never forks."""

    __tablename__ = "ledger_head"
    id: int = Field(default=1, primary_key=True)
    seq: int = Field(default=0, sa_type=BigInteger)
    hash: str = Field(default=ZERO_HASH, max_length=64)


class Total(SQLModel, table=True):
    """Points of one person at one grid in one year: a sum kept in the transaction of its entries, for rankings."""

    year: int = Field(primary_key=True)
    grid_id: int = Field(primary_key=True, foreign_key="grid.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    points: int = 0
    entries: int = 0


def book(
    session: Session,
    rule_key: str,
    raw: int,
    *,
    person_id: int,
    grid_id: int,
    source: str,
    now: datetime,
    zone: ZoneInfo,
    actor_id: int | None,
    reason: str | None = None,
) -> int:
    """Add raw × rule to a person's points, in this transaction; the points booked.

    The rule is that of the version that applies on the local day of `now`, and that day's year is the one it counts
    for. The same rule, source and person twice is refused by the unique key when the transaction is written.
    """  # fmt: skip
    rule = rules_today(session, now.astimezone(zone).date())[rule_key]
    raw = min(raw, rule.most) if rule.most is not None else raw
    points = raw * rule.points
    _append(session, {
        "at": now, "year": now.astimezone(zone).year, "person_id": person_id, "grid_id": grid_id, "rule": rule.key,
        "rule_version": rule.version, "raw": raw, "points": points, "source": source, "actor_id": actor_id,
        "reverses": None, "reason": reason,
    })  # fmt: skip
    return points


def reverse(session: Session, entry: Entry, *, now: datetime, actor_id: int | None, reason: str) -> int:
    """Take an entry back by one that names it, in the year of the original; the points it changes by.

    Raises AlreadyReversed; a reversal itself cannot be reversed.
    """
    write_queued(session)
    _chain(session)  # locks the head, so that of two who reverse at once the second sees the first
    refuse_reversed(session, entry)
    _append(session, {
        "at": now, "year": entry.year, "person_id": entry.person_id, "grid_id": entry.grid_id, "rule": entry.rule,
        "rule_version": entry.rule_version, "raw": -entry.raw, "points": -entry.points,
        "source": f"reversal:{entry.seq}", "actor_id": actor_id, "reverses": entry.seq, "reason": reason[:200],
    })  # fmt: skip
    return -entry.points


def refuse_reversed(session: Session, entry: Entry) -> None:
    """Raise AlreadyReversed if an entry has been taken back, or is itself what takes another back."""
    reversal = sql(col(Entry.seq)).where(col(Entry.reverses) == entry.seq)
    if entry.reverses is not None or session.execute(reversal).first():
        raise AlreadyReversed(entry=entry.seq)


def line_hash(key: bytes, previous: str, row: dict[str, Any]) -> str:
    """HMAC-SHA256 over the previous hash and the line as canonical JSON, times as UTC ISO 8601."""
    body = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
    return hmac.digest(key, (previous + _CANONICAL.encode(body)).encode(), "sha256").hex()


class _Chain:
    """The end of the chain while a transaction adds to it; called at its end, it writes head and totals.

    It lives among the session's end calls, so whatever drops the queued lines drops it with them.
    """

    __slots__ = ("hash", "key", "seq", "totals")

    def __init__(self, seq: int, last: str) -> None:
        self.seq, self.hash, self.key = seq, last, derive_key("ledger")
        self.totals: dict[tuple[int, int, int], list[int]] = {}

    def __call__(self, session: Session) -> None:
        if not self.totals:
            return
        connection = session.connection()
        connection.execute(_MOVE_HEAD, {"b_seq": self.seq, "b_hash": self.hash})
        connection.execute(_add_up(insert_for(session)), [
            {"year": year, "grid_id": grid_id, "person_id": person_id, "points": points, "entries": count}
            for (year, grid_id, person_id), (points, count) in self.totals.items()
        ])  # fmt: skip


_HEAD = sql(col(LedgerHead.seq), col(LedgerHead.hash)).with_for_update()
_MOVE_HEAD = update(LedgerHead).values(seq=bindparam("b_seq"), hash=bindparam("b_hash"))


@cache
def _add_up(insert: Any) -> Any:
    rows = insert(Total)
    sums = {name: table_of(Total).c[name] + rows.excluded[name] for name in ("points", "entries")}
    return rows.on_conflict_do_update(index_elements=["year", "grid_id", "person_id"], set_=sums)


def _chain(session: Session) -> _Chain:
    chain = ending(session, "ledger")
    if chain is None:
        chain = _Chain(*session.connection().execute(_HEAD).one())
        at_end(session, "ledger", chain)
    assert isinstance(chain, _Chain)
    return chain


def _append(session: Session, row: dict[str, Any]) -> None:
    chain = _chain(session)
    row = {"seq": chain.seq + 1, **row, "at": as_utc(row["at"])}
    chain.hash = row["hash"] = line_hash(chain.key, chain.hash, row)
    chain.seq = row["seq"]
    slot = chain.totals.setdefault((row["year"], row["grid_id"], row["person_id"]), [0, 0])
    slot[0] += row["points"]
    slot[1] += 1
    later(session, Entry, row)
