"""Year-end awards: a list that anyone can recompute from the ledger, the tasks and the rule file, byte for byte.

The content names people and grids by id and code only, so that a corrected name changes nothing. Scores are whole
hundredths of a percent, rounded down, so that what looks equal is equal.
"""

import hashlib
import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, String, case, cast, func, literal
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, select

from models.audit import record
from models.calendar import period_bounds
from models.checkins import CheckIn
from models.db import UtcTime, affect, insert_new, write_queued
from models.duties import DONE, MISSED, OPEN, Task
from models.grid import UNIT, Grid
from models.ledger import Entry

PROVISIONAL, CLOSED = "provisional", "closed"
FULL = 10_000
"""A score of 100 %, in hundredths of a percent."""


class AwardList(SQLModel, table=True):
    """The award list of a year. `content` is what `award_content` gave when it was made, `digest` its SHA-256.

    A provisional list may be made again; a closed one never changes.
    """

    __tablename__ = "award_list"
    __table_args__ = (CheckConstraint("state IN ('provisional', 'closed')", name="award_list_state"),)
    year: int = Field(primary_key=True)
    state: str = Field(default=PROVISIONAL, max_length=12)
    rules_version: str = Field(max_length=16)
    content: dict[str, Any] = Field(sa_type=JSON)
    digest: str = Field(max_length=64)
    made_at: datetime = Field(sa_type=UtcTime)


@dataclass(slots=True)
class Rated:
    """A person, stairwell or grid with what counts for it; `home` is the code of the grid it is rated at."""

    id: int
    home: str = ""
    issued: int = 0
    counted: int = 0
    on_time: int = 0
    earned: int = 0
    to_earn: int = 0
    score: int = 0
    eligible: bool = False

    def add(self, row: "Kept", to_earn: int) -> None:
        """Count in what was kept, at `to_earn` points for each inspection there was to earn for."""
        self.issued += row.issued
        self.counted += row.counted
        self.on_time += row.on_time
        self.earned += row.earned
        self.to_earn += row.counted * to_earn
        self.score = self.earned * FULL // self.to_earn if self.to_earn else 0


@dataclass(frozen=True, slots=True)
class Kept:
    """The inspections of one unit that count for one person (None: nobody held the post and nobody did it)."""

    grid_id: int
    person_id: int | None
    issued: int
    counted: int
    on_time: int
    open: int
    earned: int


Places = Mapping[int, tuple[str, int, Mapping[int, str]]]
"""{grid id: (its code, its level, {level: code of the grid of that level it lies in})}."""


@cache
def award_rules() -> dict[str, Any]:
    """The award rule file as shipped (models/data/awards.toml)."""
    return tomllib.loads((files("models") / "data" / "awards.toml").read_text("utf-8"))


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one way a content is written: JSON with sorted keys, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical content, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def award_content(session: Session, year: int, zone: ZoneInfo) -> dict[str, Any]:
    """The award list of a year as the records have it now: each award's whole ranking, by area, winners marked `won`.

    Tasks that are still open count neither way; `open_tasks` says how many those are. Reads only.
    """
    rules, places = award_rules(), _places(session)
    rows = _kept(session, rules, year, zone)
    awards = []
    for key, rule in rules["awards"].items():
        rate = _people if rule["rated"] == "person" else _grids
        awards.append({"key": key, "ranking": _rank(rate(rows, rule, rules["to_earn"], places), rule, places)})
    return {
        "year": year, "rules": rules["version"], "awards": awards, "open_tasks": sum(row.open for row in rows),
        "inspections": sum(row.issued for row in rows), "points": sum(row.earned for row in rows),
    }  # fmt: skip


def make_award_list(session: Session, year: int, now: datetime, zone: ZoneInfo) -> AwardList:
    """Make the provisional list of a year, or make it anew; a closed one is returned as it is.

    Doing it again with the same records changes nothing. A change is noted in the audit. Make it when no task of the
    year is open any more, so that it stays as it is.
    """
    write_queued(session)
    content = award_content(session, year, zone)
    fresh = {"rules_version": content["rules"], "content": content, "digest": digest_of(content), "made_at": now}
    made = affect(session, insert_new(session, AwardList).values(year=year, state=PROVISIONAL, **fresh))
    stored = session.exec(
        select(AwardList).where(AwardList.year == year).with_for_update().execution_options(populate_existing=True)
    ).one()
    if not made:
        if stored.state != PROVISIONAL or stored.digest == fresh["digest"]:
            return stored
        stored.sqlmodel_update(fresh)
        session.add(stored)
    record(session, now, None, "awards.make", str(year), digest=stored.digest)
    session.flush()
    return stored


def award_list(session: Session, year: int = 0) -> AwardList | None:
    """The list of a year, 0 meaning the newest there is; None when there is none."""
    query = select(AwardList).order_by(col(AwardList.year).desc()).limit(1)
    return session.exec(query.where(AwardList.year == year) if year else query).first()


def holds(session: Session, stored: AwardList, zone: ZoneInfo) -> bool:
    """Whether a stored list is what its digest says and what the records give when it is computed again."""
    again = digest_of(award_content(session, stored.year, zone))
    return digest_of(stored.content) == stored.digest == again


def _kept(session: Session, rules: Mapping[str, Any], year: int, zone: ZoneInfo) -> list[Kept]:
    """What each person kept at each unit: a task is whose who did it, else whose it was."""
    start, end = period_bounds(str(year), zone)
    reversal = aliased(Entry)
    earned = (
        sql(func.coalesce(func.sum(col(Entry.points)), 0))
        .outerjoin(reversal, col(reversal.reverses) == col(Entry.seq))
        .where(col(Entry.rule).in_(rules["counts"]), col(reversal.seq).is_(None))
        .where(col(Entry.source) == literal("checkin:") + cast(col(CheckIn.id), String))
        .correlate(CheckIn)
        .scalar_subquery()
    )
    live = (col(CheckIn.task_id) == col(Task.id)) & (col(CheckIn.state) == DONE) & col(CheckIn.undone_at).is_(None)
    in_time = (col(Task.state) == DONE) & (col(Task.done_at) <= col(Task.due_at))
    task = (
        sql(
            col(Task.grid_id), func.coalesce(col(CheckIn.person_id), col(Task.person_id)).label("person_id"),
            case((col(Task.state).in_([DONE, MISSED]), 1), else_=0).label("counted"),
            case((in_time, 1), else_=0).label("on_time"), case((col(Task.state) == OPEN, 1), else_=0).label("open"),
            earned.label("earned"),
        )
        .outerjoin(CheckIn, live)
        .where(col(Task.duty_key) == rules["duty"], col(Task.opens_at) >= start, col(Task.opens_at) < end)
        .subquery("task")
    )  # fmt: skip
    sums = [func.sum(task.c[name]) for name in ("counted", "on_time", "open", "earned")]
    query = sql(task.c.grid_id, task.c.person_id, func.count(), *sums).group_by(task.c.grid_id, task.c.person_id)
    return [Kept(grid_id, person_id, *map(int, counts)) for grid_id, person_id, *counts in session.execute(query)]


def _places(session: Session) -> Places:
    rows = session.execute(sql(col(Grid.id), col(Grid.code), col(Grid.level), col(Grid.path))).all()
    levels = {code: level for _, code, level, _ in rows}
    return {
        grid_id: (code, level, {levels[step]: step for step in path.strip("/").split("/") if step in levels})
        for grid_id, code, level, path in rows
    }


def _people(rows: Iterable[Kept], rule: Mapping[str, Any], to_earn: int, places: Places) -> list[Rated]:
    """Everyone who was asked, wherever they served; at home where they were asked most."""
    rated: dict[int, Rated] = {}
    at: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        if row.person_id is not None:
            rated.setdefault(row.person_id, Rated(row.person_id)).add(row, to_earn)
            at[row.person_id].append((-row.issued, places[row.grid_id][0]))
    for one in rated.values():
        one.home = min(at[one.id])[1]
        one.eligible = one.issued >= rule["min_issued"] and one.counted > 0
    return list(rated.values())


def _grids(rows: Iterable[Kept], rule: Mapping[str, Any], to_earn: int, places: Places) -> list[Rated]:
    """The grids of the rule's level, by the mean of their stairwells; one that nobody looked after is not rated."""
    units: dict[int, Rated] = {}
    rated = {code: Rated(grid_id, code) for grid_id, (code, level, _) in places.items() if level == rule["rated"]}
    scores: dict[str, list[int]] = defaultdict(list)
    size = Counter(above.get(rule["rated"]) for _, level, above in places.values() if level == UNIT)
    for row in rows:
        code = places[row.grid_id][2].get(rule["rated"])
        if row.person_id is not None and code is not None:
            units.setdefault(row.grid_id, Rated(row.grid_id, code)).add(row, to_earn)
            rated[code].add(row, to_earn)
    for unit in units.values():
        if unit.counted:
            scores[unit.home].append(unit.score)
    for one in rated.values():
        kept = scores[one.home]
        one.score = sum(kept) // len(kept) if kept else 0
        one.eligible = bool(kept) and len(kept) * 100 >= rule["min_rated_percent"] * size[one.home]
    return list(rated.values())


def _rank(rated: Iterable[Rated], rule: Mapping[str, Any], places: Places) -> list[dict[str, Any]]:
    """Those who can be given it, area by area, best first, with the winners of each area's quota marked."""
    above = {code: levels for code, _, levels in places.values()}
    areas: dict[str, list[Rated]] = defaultdict(list)
    for one in rated:
        if one.eligible:
            areas[above[one.home].get(rule["quota"]["level"], "")].append(one)
    out = []
    for area, members in sorted(areas.items()):
        quota = max(rule["quota"]["at_least"], len(members) * rule["quota"]["percent"] // 100)
        members.sort(key=lambda one: (-one.score, -one.on_time, one.home, one.id))
        for place, one in enumerate(members, 1):
            out.append({
                "area": area, "place": place, "id": one.id, "grid": one.home, "issued": one.issued,
                "counted": one.counted, "on_time": one.on_time, "earned": one.earned, "to_earn": one.to_earn,
                "score": one.score, "won": place <= quota and one.score * 100 >= rule["min_percent"] * FULL,
            })  # fmt: skip
    return out
