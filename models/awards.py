"""Year-end awards: a list that anyone can recompute from the ledger, the tasks and the rules, byte for byte.

The content names people and grids by id and code only, so that a corrected name changes nothing. Scores are whole
hundredths of a percent, rounded down, so that what looks equal is equal. How a list is posted, disputed and closed is
in award_posting.py, what counts in award_parts.py, who is rated how in award_rating.py.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, BigInteger, CheckConstraint
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col, select

from models.audit import record
from models.award_parts import FULL, Records
from models.award_rating import ranked
from models.award_rules import PERSON, award_rules, load_shipped_award_rules, newest_rules, rules_of
from models.award_tree import Tree
from models.db import UtcTime, affect, insert_new, write_queued

__all__ = [
    "CLOSED", "FULL", "POSTED", "PROVISIONAL", "AwardList", "Winner", "award_content", "award_list", "award_rules",
    "canonical", "digest_of", "holds", "make_award_list", "recomputed", "rules_for", "winners",
]  # fmt: skip
PROVISIONAL, POSTED, CLOSED = STATES = ("provisional", "posted", "closed")


class AwardList(SQLModel, table=True):
    """The award list of a year. `content` is what `award_content` gave when it was made, `digest` its SHA-256.

    A provisional list may be made again; a posted one stands for objections until `posted_until`, is the posting
    number `round`, and becomes provisional when it is made anew; a closed one never changes. `closed_seq` is the
    ledger's last entry at the close: what was booked later does not count for it, and `tree` the grids it was computed
    on: what is built later changes nothing.
    """

    __tablename__ = "award_list"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="award_list_state"),
        CheckConstraint("state = 'provisional' OR posted_until IS NOT NULL", name="award_list_posted"),
        CheckConstraint("state <> 'closed' OR closed_seq IS NOT NULL", name="award_list_closed"),
    )
    year: int = Field(primary_key=True)
    state: str = Field(default=PROVISIONAL, max_length=12)
    rules_version: str = Field(max_length=16)
    content: dict[str, Any] = Field(sa_type=JSON)
    digest: str = Field(max_length=64)
    made_at: datetime = Field(sa_type=UtcTime)
    round: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    posted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    posted_until: datetime | None = Field(default=None, sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    closed_seq: int | None = Field(default=None, sa_type=BigInteger)
    tree: list[list[Any]] | None = Field(default=None, sa_type=JSON)


@dataclass(frozen=True, slots=True)
class Winner:
    """Who or what won an award of a closed list: `person_id` is None for an award to a grid, `grid` a code.

    `score` is in hundredths of a percent, `place` counts within the area of the quota.
    """

    award: str
    place: int
    person_id: int | None
    grid: str
    score: int


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one way a content is written: JSON with sorted keys, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical content, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def rules_for(session: Session, year: int) -> dict[str, Any]:
    """The rules a year's list is computed by: those it was made by, and before it is made the newest for that year."""
    version = session.execute(sql(col(AwardList.rules_version)).where(col(AwardList.year) == year)).scalar_one_or_none()
    return (rules_of(session, version) if version else None) or newest_rules(session, year)


def award_content(
    session: Session, year: int, zone: ZoneInfo, until: int | None = None, tree: Tree | None = None
) -> dict[str, Any]:
    """The award list of a year as the records have it now: each award's whole ranking, by area, winners marked `won`.

    With `until` the ledger is taken as it was at that entry, and with `tree` the grids as they were. Tasks that are
    still open count neither way; `open_tasks` says how many inspections those are. Reads only.
    """
    rules = rules_for(session, year)
    records = Records(session, year, zone, rules, until, tree)
    rows = records.inspections
    return {
        "year": year, "rules": rules["version"], "rules_digest": digest_of(rules),
        "awards": [{"key": key, "ranking": ranked(records, rule)} for key, rule in rules["awards"].items()],
        "open_tasks": sum(row.open for row in rows), "inspections": sum(row.issued for row in rows),
        "points": sum(row.earned for row in rows),
    }  # fmt: skip


def make_award_list(session: Session, year: int, now: datetime, zone: ZoneInfo) -> AwardList:
    """Make the provisional list of a year, or make it anew; a posted or closed one is returned as it is.

    Doing it again with the same records changes nothing. A change is noted in the audit. Make it when no task of the
    year is open any more, so that it stays as it is.
    """
    write_queued(session)
    load_shipped_award_rules(session, now)
    fresh = recomputed(session, year, now, zone)
    made = affect(session, insert_new(session, AwardList).values(year=year, state=PROVISIONAL, **fresh))
    stored = locked(session, year)
    assert stored is not None
    if not made:
        if stored.state != PROVISIONAL or stored.digest == fresh["digest"]:
            return stored
        stored.sqlmodel_update(fresh)
        session.add(stored)
    record(session, now, None, "awards.make", str(year), digest=stored.digest)
    session.flush()
    return stored


def recomputed(session: Session, year: int, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """The columns of a list made now."""
    content = award_content(session, year, zone)
    return {"rules_version": content["rules"], "content": content, "digest": digest_of(content), "made_at": now}


def award_list(session: Session, year: int = 0) -> AwardList | None:
    """The list of a year, 0 meaning the newest there is; None when there is none."""
    query = select(AwardList).order_by(col(AwardList.year).desc()).limit(1)
    return session.exec(query.where(AwardList.year == year) if year else query).first()


def list_years(session: Session) -> list[int]:
    """The years that have a list."""
    return list(session.execute(sql(col(AwardList.year)).order_by(col(AwardList.year).desc())).scalars())


def locked(session: Session, year: int) -> AwardList | None:
    """The list of a year, fresh, and held until the transaction ends: what it allows is decided one after another."""
    row = select(AwardList).where(AwardList.year == year).with_for_update().execution_options(populate_existing=True)
    return session.exec(row).first()


def holds(session: Session, stored: AwardList, zone: ZoneInfo) -> bool:
    """Whether a stored list is what its digest says and what the records give when it is computed again."""
    again = digest_of(award_content(session, stored.year, zone, stored.closed_seq, stored.tree))
    return digest_of(stored.content) == stored.digest == again


def winners(session: Session, year: int) -> list[Winner]:
    """Who won, award by award in the order of the rules, area by area, best first; [] while the list is not closed."""
    stored = award_list(session, year) if year else None
    return winners_of(session, stored) if stored is not None and stored.state == CLOSED else []


def winners_of(session: Session, stored: AwardList) -> list[Winner]:
    """The same of a list in whatever state."""
    rules = (rules_of(session, stored.rules_version) or award_rules())["awards"]
    return [
        Winner(award["key"], one["place"], one["id"] if rules[award["key"]]["rated"] == PERSON else None, one["grid"],
               one["score"])
        for award in stored.content["awards"] if award["key"] in rules
        for one in award["ranking"] if one["won"]
    ]  # fmt: skip
