"""Which awards there are, as data with versions: the rules of a year are those of the newest version for it.

The first version is the file this program ships (models/data/awards.toml). A coordinator proposes another, a second
person agrees (models/proposals.py), and it applies from a year on whose list is not made yet: a list keeps the version
it was made by, so that it can be recomputed for ever.
"""

import json
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import JSON
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.db import UtcTime, affect, insert_new
from models.errors import StairwellError
from models.grid import BUILDING, COMMUNITY, GRID, STATION, UNIT

PERSON = "person"
PARTS = ("inspections", "work", "own", "review", "appraisal", "hours", "events")
"""What can count; models/award_parts.py counts it."""
OF_GRIDS, OF_PEOPLE = ("own",), ("hours", "events")
MINIMA = {"issued": 400, "months": 12, "events": 400, "percent": 100, "rated_percent": 100}
"""What can be asked for at least, and up to how much."""
QUOTA = {"percent": 100, "at_least": 1000, "at_most": 1000}
NAME_LENGTH, MOST_AWARDS = 20, 12


class UnknownAward(StairwellError):
    """There is no award called `said`; `lines` lists those there are."""

    key = "error-award-unknown"


class BadAwardRule(StairwellError):
    """The change does not make a rule that can be applied; `why_key` says what is wrong."""

    key = "error-award-rule"


class AwardYearMade(StairwellError):
    """The list of `year` is made, so its rules stand; the next year's can be changed."""

    key = "error-award-year-made"


class AwardRulesVersion(SQLModel, table=True):
    """A version of the award rules: all of them, from `year` on. `digest` is nothing secret: lists name it.

    `proposed_by` and `agreed_by` are None for what the program shipped.
    """

    __tablename__ = "award_rules"
    version: str = Field(primary_key=True, max_length=16)
    year: int
    rules: dict[str, Any] = Field(sa_type=JSON)
    proposed_by: int | None = Field(default=None, foreign_key="person.id")
    agreed_by: int | None = Field(default=None, foreign_key="person.id")
    made_at: datetime = Field(sa_type=UtcTime)


@cache
def award_rules() -> dict[str, Any]:
    """The award rule file as shipped (models/data/awards.toml)."""
    return tomllib.loads((files("models") / "data" / "awards.toml").read_text("utf-8"))


def load_shipped_award_rules(session: Session, now: datetime) -> int:
    """Keep what this program ships as a version of the database: a later program may ship another."""
    rules = award_rules()
    row = {"version": rules["version"], "year": rules["year"], "rules": rules, "made_at": now}
    return affect(session, insert_new(session, AwardRulesVersion).values(row))


def rules_of(session: Session, version: str) -> dict[str, Any] | None:
    """The rules of a version; None for one that never was."""
    kept = sql(col(AwardRulesVersion.rules)).where(col(AwardRulesVersion.version) == version)
    found: dict[str, Any] | None = session.execute(kept).scalar_one_or_none()
    return found or (award_rules() if version == award_rules()["version"] else None)


def newest_rules(session: Session, year: int) -> dict[str, Any]:
    """The newest rules made for a year or one before it; of a year before the first version, the first version's."""
    versions = sql(col(AwardRulesVersion.rules), col(AwardRulesVersion.year)).order_by(
        col(AwardRulesVersion.year), col(AwardRulesVersion.made_at), col(AwardRulesVersion.version)
    )
    found = session.execute(versions).all()
    fitting = [rules for rules, since in found if since <= year]
    return fitting[-1] if fitting else found[0][0] if found else award_rules()


def award_names(rules: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """{award key: its name by language}."""
    return {key: rule["name"] for key, rule in rules["awards"].items()}


def find_award(rules: Mapping[str, Any], said: str, language: str) -> str:
    """The key of the award of that key or name, exactly. Raises UnknownAward."""
    bare = said.replace(" ", "").casefold()
    for key, rule in rules["awards"].items():
        if bare in (key, *(name.replace(" ", "").casefold() for name in rule["name"].values())):
            return str(key)
    names = [name.get(language) or name["zh-CN"] for name in award_names(rules).values()]
    raise UnknownAward(said=said[:20], lines=names)


def changed(rules: Mapping[str, Any], award: str, change: Mapping[str, Any]) -> dict[str, Any]:
    """The rules with one award changed, added or stopped; the version stays. Raises BadAwardRule, UnknownAward.

    `change` is {"stop": True}, {"new": a whole rule}, or what is to be another: {"parts": {part: weight, 0 drops it}},
    {"min": {name: least}}, {"quota": {name: number}}.
    """
    fresh: dict[str, Any] = deepcopy(dict(rules))
    awards = fresh["awards"]
    if "new" in change:
        if len(awards) >= MOST_AWARDS or award in awards:
            raise BadAwardRule(why_key="award-wrong-many")
        awards[award] = deepcopy(change["new"])
    elif award not in awards:
        raise UnknownAward(said=award[:20], lines=[])
    elif "stop" in change:
        if len(awards) == 1:
            raise BadAwardRule(why_key="award-wrong-last")
        del awards[award]
        return fresh
    for kind in ("parts", "min", "quota"):
        awards[award][kind] = {**awards[award].get(kind, {}), **change.get(kind, {})}
    awards[award]["parts"] = {part: weight for part, weight in awards[award]["parts"].items() if weight}
    _check(awards[award])
    return fresh


def _check(rule: Mapping[str, Any]) -> None:
    """Whether a rule can be applied. Raises BadAwardRule."""
    parts, person = rule["parts"], rule["rated"] == PERSON
    if not parts or any(part not in PARTS or not 1 <= weight <= 100 for part, weight in parts.items()):
        raise BadAwardRule(why_key="award-wrong-weight")
    if set(parts) & set(OF_GRIDS if person else OF_PEOPLE):
        raise BadAwardRule(why_key="award-wrong-part")
    if not person and rule["rated"] not in (STATION, GRID, BUILDING, UNIT):
        raise BadAwardRule(why_key="award-wrong-level")
    quota, least = rule["quota"], rule["min"]
    if quota.get("level") not in (COMMUNITY, STATION, GRID, BUILDING):
        raise BadAwardRule(why_key="award-wrong-level")
    if any(not 0 <= quota.get(name, 0) <= most for name, most in QUOTA.items()):
        raise BadAwardRule(why_key="award-wrong-quota")
    if 0 < quota.get("at_most", 0) < quota.get("at_least", 0) or not (quota.get("percent") or quota.get("at_least")):
        raise BadAwardRule(why_key="award-wrong-quota")
    if any(name not in MINIMA or not 0 <= number <= MINIMA[name] for name, number in least.items()):
        raise BadAwardRule(why_key="award-wrong-least")


def keep_version(
    session: Session, award: str, change: Mapping[str, Any], year: int, proposed_by: int, agreed_by: int, now: datetime
) -> AwardRulesVersion:
    """Make the version that was agreed to, from what applies to that year by now. Raises as `changed` does.

    Whoever calls it has made sure that the year's list is not made; one that is made meanwhile keeps its own version.
    """
    load_shipped_award_rules(session, now)
    rules = changed(newest_rules(session, year), award, change)
    taken = session.execute(sql(col(AwardRulesVersion.version))).scalars().all()
    numbers = [int(number) for named, _, number in (one.partition(".") for one in taken) if named == str(year)]
    rules |= {"version": f"{year}.{max(numbers, default=0) + 1}", "year": year}
    row = AwardRulesVersion(
        version=rules["version"], year=year, rules=json.loads(json.dumps(rules)), proposed_by=proposed_by,
        agreed_by=agreed_by, made_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row
