"""The account of a period as plain text, for terminal and chat: coverage, findings, points, standing, awards.

Every figure is counted from rows (models/coverage.py, models/standing.py, models/awards.py); nothing is kept for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlmodel import Session, col

from messages.award_lines import award_lines, nameable, state_said
from messages.catalogue import say
from messages.event_report import event_lines
from messages.render import readable
from messages.report_honours import honour_lines, honoured_between
from models.awards import AwardList, award_list
from models.calendar import period_bounds
from models.coverage import EVERYWHERE, GridTally, duties_between, findings, households, said, tally, tally_by_grid
from models.db import write_queued
from models.duties import Duty
from models.grid import BUILDING, COMMUNITY, GRID, UNIT, Grid, within
from models.standing import Place, booked_between, ranking, ranking_between

TOP = 5
MANY = 1_000_000
LEVEL_KEYS = {GRID: "report-by-grid", BUILDING: "report-by-building", UNIT: "report-by-unit"}


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a period over all duties that ask something, for a message of one line."""

    issued: int = 0
    done: int = 0
    found: int = 0
    points: int = 0
    honoured: int = 0
    """Nominations made and honours given."""

    @property
    def share(self) -> str:
        """Done of issued in percent, one decimal."""
        return decimal((self.done * 2000 + self.issued) // (2 * self.issued) if self.issued else 0)


def report_text(
    session: Session,
    period: str,
    zone: ZoneInfo,
    language: str,
    *,
    paths: Sequence[str] = EVERYWHERE,
    level: int = GRID,
    most: int = MANY,
) -> str:
    """The account of a month, quarter or year ("2026-11", "2026-Q4", "2026"), for the grids in these subtrees.

    Coverage is listed for the grids of `level`, `most` of them at most (those with the lowest). A period without tasks
    and points says so. Raises BadPeriod.
    """  # fmt: skip
    start, end = period_bounds(period, zone)
    write_queued(session)
    about = scope_names(session, paths, language)
    lines = [_say("report-title", language, period=period, grid=about)]
    found = False
    for key in duties_between(session, start, end, paths):
        lines += _duty_lines(session, key, start, end, language, paths, level, most)
        found = found or "finding" in session.get_one(Duty, key).points
    if found:
        lines.append(_findings_line(session, start, end, language, paths))
    lines += event_lines(session, start, end, zone, language, paths)
    points, entries = booked_between(session, start, end, paths)
    honoured = honour_lines(session, period, start, end, language, paths)
    if len(lines) == 1 and not entries and not honoured:
        return _say("report-empty", language, period=period, grid=about)
    lines.append(_say("report-points", language, points=points, entries=entries))
    lines += honoured
    lines += _standing_lines(session, period, start, end, language, paths)
    if len(period) == 4 and _whole(session, paths):
        lines += _award_part(session, int(period), zone, language, most)
    return "\n".join(lines)


def figures(session: Session, period: str, zone: ZoneInfo, paths: Sequence[str] = EVERYWHERE) -> Figures:
    """The same period in four numbers. Raises BadPeriod."""
    start, end = period_bounds(period, zone)
    write_queued(session)
    tallies = [tally(session, key, start, end, paths) for key in duties_between(session, start, end, paths)]
    return Figures(
        sum(one.issued - one.told for one in tallies),
        sum(one.done for one in tallies),
        sum(count for _, count in findings(session, start, end, paths)),
        booked_between(session, start, end, paths)[0],
        honoured_between(session, period, start, end, paths),
    )


def decimal(tenths: int) -> str:
    """Tenths as people write them: 865 is "86.5", 860 is "86"."""
    whole, rest = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def _duty_lines(
    session: Session, key: str, start: datetime, end: datetime, language: str, paths: Sequence[str], level: int,
    most: int,
) -> list[str]:  # fmt: skip
    counts = tally(session, key, start, end, paths)
    if not counts.asks:
        name, sent = session.get_one(Duty, key).name, said(session, key, start, end, paths)
        return [_say("report-told", language, name=name.get(language, key), count=counts.told, sent=sent)]
    reached, asked = households(session, key, start, end, paths)
    name = session.get_one(Duty, key).name
    facts = {field: getattr(counts, field) for field in ("issued", "on_time", "late", "impossible", "excused", "missed",
                                                         "open", "done")}  # fmt: skip
    lines = [
        _say("report-duty", language, name=name.get(language, key), share=decimal(counts.permille), reached=reached,
             asked=asked, **facts),
        _say(LEVEL_KEYS[level], language),
    ]  # fmt: skip
    rows = tally_by_grid(session, key, start, end, level, paths)
    for row in _lowest(rows, most):
        lines.append(
            _say("report-grid", language, name=row.name, share=decimal(row.tally.permille), done=row.tally.done,
                 issued=row.tally.issued)
        )  # fmt: skip
    if len(rows) > most:
        lines.append(_say("report-grid-rest", language, count=len(rows) - most))
    return lines


def _lowest(rows: list[GridTally], most: int) -> list[GridTally]:
    """All rows; where they are too many, those with the lowest coverage, still in the order of their codes."""
    kept = sorted(rows, key=lambda row: (row.tally.permille, row.code))[:most]
    return sorted(kept, key=lambda row: row.code)


def _findings_line(session: Session, start: datetime, end: datetime, language: str, paths: Sequence[str]) -> str:
    found = findings(session, start, end, paths)
    if not found:
        return _say("report-findings-none", language)
    items = [
        _say("report-item", language, name=say(f"item-{item.replace('_', '-')}", language), count=count)
        for item, count in found
    ]
    return _say("report-findings", language, count=sum(count for _, count in found), items=items)


def _standing_lines(
    session: Session, period: str, start: datetime, end: datetime, language: str, paths: Sequence[str]
) -> list[str]:
    """The best units; of a year, as it is ranked for awards, and the best grids too."""
    if len(period) > 4:
        units, grids = ranking_between(session, start, end, top=TOP, paths=paths), []
    else:
        units = _with_points(ranking(session, int(period), UNIT, top=TOP, paths=paths))
        grids = _with_points(ranking(session, int(period), GRID, top=TOP, paths=paths))
    lines = []
    for key, places in (("report-top-units", units), ("report-top-grids", grids)):
        if places:
            lines.append(_say(key, language))
            lines += [
                _say("rank-line", language, place=one.place, name=one.name, points=decimal(one.tenths))
                for one in places
            ]
    return lines


def _with_points(places: list[Place]) -> list[Place]:
    return [place for place in places if place.points > 0]


def _award_part(session: Session, year: int, zone: ZoneInfo, language: str, most: int) -> list[str]:
    stored: AwardList | None = award_list(session, year)
    if stored is None:
        return [_say("report-awards-open", language, year=year)]
    state = state_said(stored, zone, language)
    heading = _say("report-awards", language, year=year, state=state, digest=stored.digest[:12])
    return [
        heading,
        *award_lines(session, stored.content, language, names=nameable(session, stored.content), most=most),
    ]


def scope_names(session: Session, paths: Sequence[str], language: str) -> str:
    """What the account is about: the community, or the grids of these subtrees."""
    which = col(Grid.level) == COMMUNITY if tuple(paths) == EVERYWHERE else col(Grid.path).in_(list(paths))
    names = session.execute(sql(col(Grid.name)).where(which).order_by(col(Grid.path))).scalars().all()
    return str(readable({"names": list(names)}, language)["names"])


def _whole(session: Session, paths: Sequence[str]) -> bool:
    """Whether these subtrees hold the whole community, whose award list is its own affair."""
    root = sql(col(Grid.id)).where(col(Grid.level) == COMMUNITY, within(list(paths)))
    return session.execute(root).first() is not None


def _say(key: str, language: str, **facts: Any) -> str:
    return say(key, language, readable(facts, language))
