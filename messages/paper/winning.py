"""Who is on an award list, as paper needs it: with names, and with what anybody checks the list by."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlmodel import Session, col

from messages.award_lines import name_of, nameable, rules_in
from messages.catalogue import say
from messages.paper.refusals import NoList, NoListYet
from models.anchors import Anchor, written
from models.award_naming import named_publicly
from models.award_rules import PERSON
from models.awards import PROVISIONAL, AwardList, award_list
from models.grid import Grid
from models.people import Person

DIGEST_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Winner:
    """One line of an award: its place in its area, the person (None where a grid is honoured) and the grid's code."""

    award: str
    area: str
    place: int
    person_id: int | None
    grid: str
    score: int


@dataclass(frozen=True, slots=True)
class Award:
    """An award in one language: its name, whether people are rated, whether in each area, and who won it."""

    name: str
    personal: bool
    by_area: bool
    winners: tuple[Winner, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A stored list with the names it needs. `day` is the local day it was closed or, before, made; `public` are those
    of its people who may be named where others look."""

    stored: AwardList
    day: date
    awards: tuple[Award, ...]
    people: dict[int, str]
    grids: dict[str, str]
    head: str
    public: frozenset[int]

    @property
    def digest(self) -> str:
        """As much of the list's digest as tells it from any other."""
        return self.stored.digest[:DIGEST_SHOWN]


def listed(session: Session, year: int, zone: ZoneInfo, language: str) -> Listed:
    """The list of a year, 0 meaning the newest there is. Raises NoList."""
    stored = award_list(session, year)
    if stored is None:
        raise NoList(year=year) if year else NoListYet
    rules = rules_in(session, stored.content)
    awards = tuple(_award(one, rules[one["key"]], language) for one in stored.content["awards"])
    ids = {winner.person_id for award in awards for winner in award.winners}
    people = session.execute(sql(col(Person.id), col(Person.name)).where(col(Person.id).in_(ids - {None})))
    grids = session.execute(sql(col(Grid.code), col(Grid.name)))
    at, head = _closed(session, stored)
    return Listed(
        stored, at.astimezone(zone).date(), awards, {id_: name for id_, name in people if id_ is not None},
        {code: name for code, name in grids}, head, _public(session, stored),
    )  # fmt: skip


def _public(session: Session, stored: AwardList) -> frozenset[int]:
    """Before it is posted the list is the office's to work with; after that it hangs where everybody looks."""
    if stored.state == PROVISIONAL:
        return nameable(session, stored.content)
    return named_publicly(session, stored.year)


def _award(content: dict[str, Any], rule: dict[str, Any], language: str) -> Award:
    personal = rule["rated"] == PERSON
    won = [one for one in content["ranking"] if one["won"]]
    winners = tuple(
        Winner(content["key"], one["area"], one["place"], one["id"] if personal else None, one["grid"], one["score"])
        for one in won
    )
    return Award(name_of(rule, language), personal, rule["quota"]["level"] > 1, winners)


def _closed(session: Session, stored: AwardList) -> tuple[datetime, str]:
    """When the list was closed, and the ledger's head that its close published; before, when it was made and ""."""
    query = sql(Anchor).where(col(Anchor.why) == f"awards-close:{stored.year}").order_by(col(Anchor.id).desc()).limit(1)
    anchor = session.execute(query).scalars().first()
    return stored.closed_at or stored.made_at, "" if anchor is None else written(anchor.seq, anchor.hash)


def percent_of(score: int, language: str) -> str:
    """A score as people read it, "95.53 %" without trailing zeros."""
    return say("paper-percent", language, {"score": f"{score // 100}.{score % 100:02}".rstrip("0").rstrip(".")})
