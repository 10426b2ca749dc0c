"""An award list in lines for people: a heading for each award, then who won, area by area."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlmodel import Session, col

from messages.catalogue import DEFAULT, say
from messages.render import readable
from models.award_naming import named_publicly, unnamed
from models.award_rules import PERSON, award_rules, rules_of
from models.awards import POSTED, PROVISIONAL, AwardList
from models.grid import COMMUNITY, Grid
from models.people import Person

MANY = 1_000_000


@dataclass(frozen=True, slots=True)
class Section:
    """The winners of one award: its name, how many there are, a line each by area ("" where the quota has none), and
    how many are not listed."""

    name: str
    count: int
    areas: list[tuple[str, list[str]]]
    more: int


def award_sections(
    session: Session, content: dict[str, Any], language: str, *, names: bool | Collection[int], most: int = MANY
) -> list[Section]:
    """The winners of an award list, `most` of each award; people by name where `names` allows it (all, none, or these
    ids), else by their grid only."""
    grids = {code: name for code, name in session.execute(sql(col(Grid.code), col(Grid.name)))}
    rules, sections = rules_in(session, content), []
    for award in content["awards"]:
        rule = rules[award["key"]]
        won = [one for one in award["ranking"] if one["won"]]
        people = _names(session, [one["id"] for one in won], names) if rule["rated"] == PERSON else {}
        divided = rule["quota"]["level"] != COMMUNITY
        areas: list[tuple[str, list[str]]] = []
        for area, those in groupby(won[:most], itemgetter("area")):
            lines = [_line(one, people, grids, language) for one in those]
            areas.append((grids.get(area, area) if divided else "", lines))
        sections.append(Section(name_of(rule, language), len(won), areas, max(len(won) - most, 0)))
    return sections


def _line(one: dict[str, Any], people: dict[int, str], grids: dict[str, str], language: str) -> str:
    who = " ".join(filter(None, (people.get(one["id"]), grids.get(one["grid"], one["grid"]))))
    return _say("award-line", language, place=one["place"], who=who, score=percent(one["score"]))


def award_lines(
    session: Session, content: dict[str, Any], language: str, *, names: bool | Collection[int], most: int = MANY
) -> list[str]:
    """`award_sections` in lines, as chat says them."""
    told = []
    for one in award_sections(session, content, language, names=names, most=most):
        told.append(_say("award-heading", language, name=one.name, count=one.count))
        for area, lines in one.areas:
            told += [_say("award-area", language, name=area)] if area else []
            told += lines
        if one.more:
            told.append(_say("award-more", language, count=one.more))
        if not one.count:
            told.append(_say("award-nobody", language))
    return told


def award_counts(session: Session, content: dict[str, Any], language: str) -> list[str]:
    """ "Stairwell Steward 46", an award each."""
    rules = rules_in(session, content)
    return [
        say("award-heading", language, {
            "name": name_of(rules[award["key"]], language), "count": str(sum(one["won"] for one in award["ranking"])),
        }, short=True)
        for award in content["awards"]
    ]  # fmt: skip


def state_said(stored: AwardList, zone: ZoneInfo, language: str) -> str:
    """How far a list is, in a word or two; of one that is posted until which local day."""
    last = (stored.posted_until or stored.made_at) - timedelta(seconds=1)
    facts = {"day": last.astimezone(zone).date().isoformat()} if stored.state == POSTED else {}
    return say(f"award-state-{stored.state}", language, readable(facts, language), short=True)


def rules_in(session: Session, content: dict[str, Any]) -> dict[str, Any]:
    """{award key: its rule} by which a list was computed."""
    rules: dict[str, Any] = (rules_of(session, content["rules"]) or award_rules())["awards"]
    return {award["key"]: rules.get(award["key"], _GONE) for award in content["awards"]}


_GONE = {"name": {DEFAULT: "–"}, "rated": 0, "quota": {"level": COMMUNITY}}
"""For a list whose rules are not known any more."""


def name_of(rule: dict[str, Any], language: str) -> str:
    """The name of an award in a language, or in Chinese."""
    names: dict[str, str] = rule["name"]
    return names.get(language) or names[DEFAULT]


def nameable(session: Session, content: dict[str, Any]) -> frozenset[int]:
    """Who of the winners may be named to the office, which works with the list: everybody who did not say no."""
    rules = rules_in(session, content)
    won = {
        one["id"] for award in content["awards"] if rules[award["key"]]["rated"] == PERSON
        for one in award["ranking"] if one["won"]
    }  # fmt: skip
    return frozenset(won) - unnamed(session, content["year"])


def named_to(session: Session, stored: AwardList, person_id: int, *, office: bool) -> frozenset[int]:
    """Whom somebody finds named on a list: the office as `nameable`, others themselves and, once it is posted, who may
    be named publicly."""
    names = nameable(session, stored.content)
    if office:
        return names
    others = frozenset() if stored.state == PROVISIONAL else named_publicly(session, stored.year)
    return names & (others | {person_id})


def percent(score: int) -> str:
    """Hundredths of a percent as a percentage without trailing zeros: 9553 is "95.53", 10000 is "100"."""
    return f"{score // 100}.{score % 100:02}".rstrip("0").rstrip(".")


def _names(session: Session, ids: Sequence[int], names: bool | Collection[int]) -> dict[int, str]:
    if not names:
        return {}
    wanted = list(ids) if names is True else [one for one in ids if one in names]
    rows = session.execute(sql(col(Person.id), col(Person.name)).where(col(Person.id).in_(wanted)))
    return {person_id: name for person_id, name in rows if person_id is not None}


def _say(key: str, language: str, **facts: Any) -> str:
    return say(key, language, readable(facts, language))
