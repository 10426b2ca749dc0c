"""The community's account in words: every figure of models/account_table.py, and the rows behind it."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from messages.award_lines import award_counts, state_said
from messages.catalogue import say
from messages.render import period_name, readable
from messages.report import scope_names
from models.account import EVERYWHERE, Counted, Figure, counted, span_of, traced
from models.account_table import FIGURES, UNRECORDED
from models.awards import award_list
from models.case_rules import categories as case_categories
from models.db import write_queued
from models.duties import Duty
from models.events import COURSES
from models.nominations import categories

PERCENT = {"compounds": ("managed", "compounds"), "committees": ("members", "seats")}
"""Figures of which a share is told, in percent: what of what."""


def account_lines(
    session: Session, period: str, zone: ZoneInfo, language: str, paths: Sequence[str] = EVERYWHERE
) -> list[str]:
    """The account of a period, a line each figure that has rows, with its parts beneath; the chapters as headings.

    Each line ends with the key by which the rows behind it are asked for. Raises BadPeriod.
    """
    lines = [_say("account-title", language, period=period, grid=scope_names(session, paths, language))]
    for chapter, figures in account_chapters(session, period, zone, language, paths).items():
        lines += [_say(f"account-chapter-{chapter}", language), *(line for told in figures.values() for line in told)]
    return [*lines, *(_say(f"account-unrecorded-{key}", language) for key in UNRECORDED)]


def account_chapters(
    session: Session, period: str, zone: ZoneInfo, language: str, paths: Sequence[str] = EVERYWHERE
) -> dict[str, dict[str, list[str]]]:
    """{chapter: {key of a figure that has rows: its line, and those of its parts, indented}}. Raises BadPeriod.

    The awards of a year have no rows to trace, and stand under the key "".
    """
    write_queued(session)
    span, found = span_of(period, zone, paths), {}
    for chapter, figures in FIGURES.items():
        told = {
            figure.key: lines
            for figure in figures
            if (lines := _figure_lines(session, counted(session, figure, span), language))
        }
        if chapter == "honour" and span.year is not None and tuple(paths) == EVERYWHERE:
            told[""] = _award_lines(session, span.year, zone, language)
        if any(told.values()):
            found[chapter] = {key: lines for key, lines in told.items() if lines}
    return found


def account_numbers(
    session: Session, period: str, zone: ZoneInfo, paths: Sequence[str] = EVERYWHERE
) -> dict[str, dict[str, Any]]:
    """The same as numbers: {key: {"rows": n, each value: n, "parts": {part: {…}}}}. Raises BadPeriod."""
    write_queued(session)
    span = span_of(period, zone, paths)
    found = (counted(session, figure, span) for figures in FIGURES.values() for figure in figures)
    return {one.figure.key: {"rows": one.rows, **one.values, "parts": one.parts} for one in found}


def trace_lines(
    session: Session, figure: Figure, period: str, zone: ZoneInfo, paths: Sequence[str] = EVERYWHERE
) -> list[str]:
    """Every row behind a figure: the part it belongs to, its name, what it adds. Raises BadPeriod."""
    write_queued(session)
    rows = traced(session, figure, span_of(period, zone, paths))
    return [" ".join(filter(None, (row.part, row.name, *(f"{name}={value}" for name, value in row.values.items()))))
            for row in rows]  # fmt: skip


def figure_named(said: str, language: str) -> Figure | None:
    """The figure somebody means by its key, or by its name in their language; None for no such figure."""
    for figures in FIGURES.values():
        for figure in figures:
            if said.casefold() in (figure.key, say(f"account-name-{figure.key}", language).casefold()):
                return figure
    return None


def keys(language: str) -> list[str]:
    """The names by which the figures' rows are asked for, in the order of the account."""
    return [say(f"account-name-{figure.key}", language) for figures in FIGURES.values() for figure in figures]


def share(part: int, whole: int) -> str:
    """A share in percent with one decimal, rounded down as the model's account does: 8 of 29 is "27.5"."""
    tenths = part * 1000 // whole if whole else 0
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else f"{tenths // 10}"


def _figure_lines(session: Session, found: Counted, language: str) -> list[str]:
    if not found.rows:
        return []
    key = found.figure.key
    lines = [_say(f"account-{key}", language, **_facts(key, found.values))]
    for part, values in found.parts.items():
        name = part_name(session, key, part, language)
        lines.append("  " + _say(f"account-{key}-part", language, part=name, **_facts(key, values)))
    return lines


def _facts(key: str, values: dict[str, int]) -> dict[str, Any]:
    """The numbers as they are told: shares, hours for half hours, square kilometres for hectares."""
    facts: dict[str, Any] = dict(values)
    if key in PERCENT:
        of, whole = PERCENT[key]
        facts["share"] = share(values[of], values[whole])
    if "half_hours" in values:
        facts["hours"] = f"{values['half_hours'] / 2:g}"
    if "hectares" in values:
        facts["km2"] = f"{values['hectares'] / 100:g}"
    return facts


def part_name(session: Session, key: str, part: str, language: str) -> str:
    """A part of a figure as people call it."""
    if key == "grids":
        return say(f"account-level-{part}", language)
    if key in ("heads", "training-heads"):
        return say(f"training-level-{part}", language)
    if key in ("five-ones", "practices"):
        return str(session.get_one(Duty, part).name.get(language, part))
    if key == "findings":
        return say(f"item-{part.replace('_', '-')}", language)
    if key == "trainings":
        return say(f"course-{part}", language) if part in COURSES else part
    if key in ("honours", "nominations"):
        return categories()[part].name[language] if part in categories() else part
    if key == "cases":
        return case_categories()[part].name[language] if part in case_categories() else part
    if key == "reviews":
        return period_name(part, language)
    if key in ("organisations", "channels"):
        return say(f"account-{key}-{part}", language)
    return part


def _award_lines(session: Session, year: int, zone: ZoneInfo, language: str) -> list[str]:
    stored = award_list(session, year)
    if stored is None:
        return []
    state = state_said(stored, zone, language)
    return [
        _say("account-awards", language, year=year, state=state, items=award_counts(session, stored.content, language))
    ]


def _say(key: str, language: str, **facts: Any) -> str:
    return say(key, language, readable(facts, language))
