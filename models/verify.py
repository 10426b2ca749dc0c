"""Is the ledger what was written? The chain, the totals and the reports it rests on, recomputed from the rows.

What it cannot find by itself: a database that was put back to an earlier state as a whole. That takes a head published
elsewhere (models/anchors.py), such as the one on an award list.
"""

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import String, bindparam, cast, exists, func, literal
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.anchors import broken_anchors
from models.awards import AwardList, holds
from models.checkins import CheckIn, Finding
from models.crypt import derive_key
from models.db import write_queued
from models.duties import DONE, Duty, Task
from models.ledger import ZERO_HASH, Entry, LedgerHead, Total, line_hash
from models.point_rules import rules_of

FaultKind = Literal["gap", "hash", "head", "reversal", "total", "rule", "unbooked", "unsettled", "award", "anchor"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not fit, and where.

    gap: an entry is missing before number `at`. hash: entry `at` was changed. head: the last entry, `at`, is not the
    one the head names: entries were cut off or added. reversal: `at` is not the opposite of what it takes back.
    total: the sum kept for person `at` is wrong. rule: entry `at` is not raw × points of its rule version.
    unbooked: check-in `at` lacks an entry. unsettled: check-in `at` was taken back, its entries were not. award: the
    list of year `at` cannot be recomputed. anchor: entry `at` is not the one whose hash was published.
    """

    kind: FaultKind
    at: int


def verify(session: Session) -> list[Fault]:
    """Every fault of the ledger, its totals and the check-ins it rests on; [] when all is as it was written."""
    write_queued(session)
    checks = (verify_chain, verify_reversals, verify_totals, verify_rules, verify_checkins, verify_anchors)
    return [fault for check in checks for fault in check(session)]


def verify_chain(session: Session) -> Iterator[Fault]:
    """Walk the entries in order: numbered from 1 without a gap, each hash right, the last one the head's.

    After a fault the walk goes on from what is stored, so that one change is one fault.
    """
    table = Entry.__table__  # type: ignore[attr-defined]
    rows = session.execute(sql(table).order_by(table.c.seq).execution_options(yield_per=1000)).mappings()
    expected, previous = yield from _walk(rows, 1, ZERO_HASH)
    yield from _against_head(session, expected - 1, previous)


def verify_head(session: Session) -> Iterator[Fault]:
    """The last entry is the one the head names; the entries before it are for `verify_stretch`."""
    newest = sql(col(Entry.seq), col(Entry.hash)).order_by(col(Entry.seq).desc()).limit(1)
    yield from _against_head(session, *(session.execute(newest).one_or_none() or (0, ZERO_HASH)))


def _against_head(session: Session, seq: int, last: str) -> Iterator[Fault]:
    head = session.execute(sql(col(LedgerHead.seq), col(LedgerHead.hash))).one_or_none()
    if head is None or tuple(head) != (seq, last):
        yield Fault("head", seq)


def _walk(rows: Iterable[Any], expected: int, previous: str) -> Generator[Fault, None, tuple[int, str]]:
    """Follow the chain over rows from number `expected` on; (the number that would come next, the last hash)."""
    key = derive_key("ledger")
    for stored in rows:
        row: dict[str, Any] = dict(stored)
        last = row.pop("hash")
        if row["seq"] != expected:
            yield Fault("gap", row["seq"])
        elif line_hash(key, previous, row) != last:
            yield Fault("hash", row["seq"])
        previous, expected = last, row["seq"] + 1
    return expected, previous


def verify_stretch(session: Session, first: int, most: int) -> tuple[list[Fault], int]:
    """The same for `most` entries from `first` on, as what stands before them says; (faults, where to go on).

    0 where nothing is left. A large ledger is checked stretch by stretch, so that it can be seen how far it is.
    """
    table = Entry.__table__  # type: ignore[attr-defined]
    before = session.execute(sql(col(Entry.hash)).where(col(Entry.seq) == first - 1)).scalar_one_or_none()
    rows = session.execute(sql(table).where(table.c.seq >= first).order_by(table.c.seq).limit(most)).mappings().all()
    start = first if before is not None or first == 1 else 0  # what stands before is missing: that is a gap
    faults = list(_walk(rows, start, before or ZERO_HASH))
    return faults, rows[-1]["seq"] + 1 if len(rows) == most else 0


def verify_reversals(session: Session) -> Iterator[Fault]:
    """Each reversal is the exact opposite of an entry before it that is no reversal itself."""
    for seq in session.execute(_wrong_reversals()).scalars():
        yield Fault("reversal", seq)


def verify_totals(session: Session) -> Iterator[Fault]:
    """The kept sums are the sums of the entries, no more and no fewer."""
    kept = sql(col(Total.year), col(Total.grid_id), col(Total.person_id), col(Total.points), col(Total.entries))
    entry = (col(Entry.year), col(Entry.grid_id), col(Entry.person_id))
    summed = sql(*entry, func.sum(col(Entry.points)), func.count(col(Entry.seq))).group_by(*entry)
    differing = {tuple(row) for row in session.execute(kept)} ^ {
        (*slot, int(points), int(count)) for *slot, points, count in session.execute(summed)
    }
    for person_id in sorted({row[2] for row in differing}):
        yield Fault("total", person_id)


def verify_rules(session: Session) -> Iterator[Fault]:
    """Each entry is raw × the points of its rule, in the version it names; a reversal is its entry's opposite."""
    columns = (col(Entry.seq), col(Entry.rule), col(Entry.rule_version), col(Entry.raw), col(Entry.points))
    booked = sql(*columns).where(col(Entry.reverses).is_(None)).order_by(columns[0])
    for seq, key, version, raw, points in session.execute(booked.execution_options(yield_per=1000)):
        book = rules_of(session, version)
        rule = book.rules.get(key) if book else None
        if rule is None or points != raw * rule.points:
            yield Fault("rule", seq)


def verify_checkins(session: Session) -> Iterator[Fault]:
    """Each check-in that stands is booked, with its findings, by its duty's rules; each taken back is reversed.

    This finds entries cut off the end together with their head and totals, while the check-ins are still there.
    """
    unbooked: set[int] = set()
    asked: dict[tuple[str, str], list[str]] = defaultdict(list)  # several duties earn by the same rule
    for key, points in session.execute(sql(col(Duty.key), col(Duty.points))):
        for kind, rule in points.items():
            asked[kind, rule].append(key)
    for (kind, rule), keys in asked.items():
        unbooked |= set(session.execute(_unbooked(kind), {"rule": rule, "keys": keys}).scalars())
    for checkin_id in sorted(unbooked):
        yield Fault("unbooked", checkin_id)
    for checkin_id in session.execute(_unsettled()).scalars():
        yield Fault("unsettled", checkin_id)


def verify_anchors(session: Session) -> Iterator[Fault]:
    """Each head that was published is still an entry of the ledger."""
    for seq in broken_anchors(session):
        yield Fault("anchor", seq)


_SOURCE = literal("checkin:") + cast(col(CheckIn.id), String)
"""What the entries of a check-in name as their source."""


@cache
def _wrong_reversals() -> Any:
    """Reversals that are not the opposite of what they take back, by number."""
    original = aliased(Entry)
    wrong = (
        (col(original.points) + col(Entry.points) != 0) | (col(original.raw) + col(Entry.raw) != 0)
        | (col(original.person_id) != col(Entry.person_id)) | (col(original.grid_id) != col(Entry.grid_id))
        | (col(original.year) != col(Entry.year)) | (col(original.seq) >= col(Entry.seq))
        | col(original.reverses).is_not(None)
    )  # fmt: skip
    query = sql(col(Entry.seq)).join(original, col(original.seq) == col(Entry.reverses))
    return query.where(wrong).order_by(col(Entry.seq))


@cache
def _unbooked(kind: str) -> Any:
    """Standing check-ins of the duties `keys` that should have earned by `rule` and did not."""
    found = exists().where(col(Finding.checkin_id) == col(CheckIn.id), ~col(Finding.withdrawn))
    due = {"on_time": ~col(CheckIn.late), "late": col(CheckIn.late), "finding": found}[kind]
    of_those = col(Task.duty_key).in_(bindparam("keys", expanding=True))
    stands = (col(CheckIn.state) == DONE) & col(CheckIn.undone_at).is_(None) & of_those
    booked = exists().where(col(Entry.source) == _SOURCE, col(Entry.rule) == bindparam("rule"))
    return sql(col(CheckIn.id)).join(Task, col(Task.id) == col(CheckIn.task_id)).where(stands, due, ~booked)


@cache
def _unsettled() -> Any:
    """Check-ins that were taken back while an entry of theirs still stands, by number."""
    reversal = aliased(Entry)
    return (
        sql(col(CheckIn.id))
        .join(Entry, col(Entry.source) == _SOURCE)
        .outerjoin(reversal, col(reversal.reverses) == col(Entry.seq))
        .where(col(CheckIn.undone_at).is_not(None), col(reversal.seq).is_(None))
        .distinct()
        .order_by(col(CheckIn.id))
    )


def verify_awards(session: Session, zone: ZoneInfo) -> Iterator[Fault]:
    """Each award list is what its digest says, and what the records give when it is computed again."""
    for stored in session.execute(sql(AwardList).order_by(col(AwardList.year))).scalars():
        if not holds(session, stored, zone):
            yield Fault("award", stored.year)
