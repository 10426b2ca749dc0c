"""Who is on an award list, as paper needs it: with names, and with what anybody checks the list by."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlmodel import Session, col

from messages.catalogue import DEFAULT, say
from messages.paper.refusals import NoList, NoListYet
from models.anchors import Anchor, written
from models.awards import AwardList, award_list, award_rules
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
    """A stored list with the names it needs. `day` is the local day it was closed or, before, made."""

    stored: AwardList
    day: date
    awards: tuple[Award, ...]
    people: dict[int, str]
    grids: dict[str, str]
    head: str

    @property
    def digest(self) -> str:
        """As much of the list's digest as tells it from any other."""
        return self.stored.digest[:DIGEST_SHOWN]


def listed(session: Session, year: int, zone: ZoneInfo, language: str) -> Listed:
    """The list of a year, 0 meaning the newest there is. Raises NoList."""
    stored = award_list(session, year)
    if stored is None:
        raise NoList(year=year) if year else NoListYet
    rules = award_rules()["awards"]
    awards = tuple(_award(one, rules[one["key"]], language) for one in stored.content["awards"])
    ids = {winner.person_id for award in awards for winner in award.winners}
    people = session.execute(sql(col(Person.id), col(Person.name)).where(col(Person.id).in_(ids - {None})))
    grids = session.execute(sql(col(Grid.code), col(Grid.name)))
    at, head = _closed(session, stored)
    return Listed(
        stored, at.astimezone(zone).date(), awards, {id_: name for id_, name in people if id_ is not None},
        {code: name for code, name in grids}, head,
    )  # fmt: skip


def _award(content: dict[str, Any], rule: dict[str, Any], language: str) -> Award:
    personal = rule["rated"] == "person"
    won = [one for one in content["ranking"] if one["won"]]
    winners = tuple(
        Winner(content["key"], one["area"], one["place"], one["id"] if personal else None, one["grid"], one["score"])
        for one in won
    )
    name = rule["name"].get(language) or rule["name"][DEFAULT]
    return Award(name, personal, rule["quota"]["level"] > 1, winners)


def _closed(session: Session, stored: AwardList) -> tuple[datetime, str]:
    """When the list's close published the ledger's head, and that head; before, when it was made and ""."""
    closes = (f"awards:{stored.year}", f"awards-close:{stored.year}")
    query = sql(Anchor).where(col(Anchor.why).in_(closes)).order_by(col(Anchor.id).desc()).limit(1)
    anchor = session.execute(query).scalars().first()
    return (anchor.at, written(anchor.seq, anchor.hash)) if anchor is not None else (stored.made_at, "")


def percent_of(score: int, language: str) -> str:
    """A score as people read it, "95.53 %" without trailing zeros."""
    return say("paper-percent", language, {"score": f"{score // 100}.{score % 100:02}".rstrip("0").rstrip(".")})
