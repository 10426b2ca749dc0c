"""How acts become points, as data with versions: raw × points under the version that applies on the day.

The first version is the file this program ships (models/data/points.toml). A coordinator proposes another, a second
person agrees (models/proposals.py), and it applies from a day to come: what is booked keeps the version it was booked
under, so that every total can be explained and recomputed for ever.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import JSON
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.db import UtcTime, affect, insert_new
from models.errors import StairwellError

MOST_POINTS = 1000
"""More than that for one act is a slip of the finger."""
BONUS, BONUS_MOST = "bonus", 200
"""The rule of points given by hand; how many at once."""
_CACHED = "point rules"
_kept: WeakKeyDictionary[Any, dict[date, dict[str, Any]]] = WeakKeyDictionary()
"""By database: the rules of one day."""


class UnknownRule(StairwellError):
    """There is no point rule of that key; `lines` lists those there are."""

    key = "error-rule-unknown"


class BadPoints(StairwellError):
    """Points are a whole number from 0 to MOST_POINTS."""

    key = "error-rule-points"


class RuleTooSoon(StairwellError):
    """A rule applies from a day to come, `date` at the earliest: nobody's points change behind them, and versions
    apply in the order they are made."""

    key = "error-rule-too-soon"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the rules. `most` caps raw."""

    key: str
    version: str
    points: int
    name: dict[str, str]
    most: int | None = None


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every rule as it applies from a day on, until the next version's day."""

    version: str
    applies_from: date
    rules: dict[str, Rule]


class RuleVersion(SQLModel, table=True):
    """A version of the point rules: {key: {"points": n, "most": n or None}}, all of them.

    `proposed_by` and `agreed_by` are None for what the program shipped.
    """

    __tablename__ = "rule_version"
    version: str = Field(primary_key=True, max_length=16)
    applies_from: date
    rules: dict[str, dict[str, int | None]] = Field(sa_type=JSON)
    proposed_by: int | None = Field(default=None, foreign_key="person.id")
    agreed_by: int | None = Field(default=None, foreign_key="person.id")
    made_at: datetime = Field(sa_type=UtcTime)


@cache
def shipped() -> RuleBook:
    """The rule file as shipped (models/data/points.toml)."""
    data = tomllib.loads((files("models") / "data" / "points.toml").read_text("utf-8"))
    version: str = data["version"]
    lines = {
        key: Rule(key, version, line["points"], line["name"], line.get("most")) for key, line in data["rules"].items()
    }
    return RuleBook(version, data["applies_from"], lines)


@cache
def vouched() -> frozenset[str]:
    """The rules that rest on somebody's word, not on what the program saw itself (`vouched` in the rule file)."""
    data = tomllib.loads((files("models") / "data" / "points.toml").read_text("utf-8"))
    return frozenset(key for key, line in data["rules"].items() if line.get("vouched"))


def load_shipped_rules(session: Session, now: datetime) -> int:
    """Keep the shipped version as the first one, in a database that has none: a later program may ship another."""
    if session.execute(sql(col(RuleVersion.version)).limit(1)).first() is not None:
        return 0
    book = shipped()
    row = {"version": book.version, "applies_from": book.applies_from, "rules": _content(book), "made_at": now}
    return affect(session, insert_new(session, RuleVersion).values(row))


def rule_books(session: Session) -> list[RuleBook]:
    """Every version in the order in which they apply; read once a transaction."""
    known: list[RuleBook] | None = session.info.get(_CACHED)
    if known is None:
        columns = sql(col(RuleVersion.version), col(RuleVersion.applies_from), col(RuleVersion.rules))
        order = columns.order_by(col(RuleVersion.applies_from), col(RuleVersion.made_at))
        known = [_book_of(*row) for row in session.execute(order)] or [shipped()]
        session.info[_CACHED] = known
    return known


def rules_on(session: Session, day: date) -> RuleBook:
    """The rules that apply on a local day; before the first version's day, the first version's."""
    books = rule_books(session)
    return next((book for book in reversed(books) if book.applies_from <= day), books[0])


def rules_today(session: Session, today: date) -> dict[str, Rule]:
    """The rules that apply on the current local day, kept by the process: a version made today begins tomorrow."""
    kept = _kept.setdefault(session.get_bind(), {})
    rules = kept.get(today)
    if rules is None:
        rules = rules_on(session, today).rules
        kept.clear()
        kept[today] = rules
    return rules


def rules_of(session: Session, version: str) -> RuleBook | None:
    """The rules of a version; None for one that never was."""
    return next((book for book in [*rule_books(session), shipped()] if book.version == version), None)


def changed(
    session: Session, key: str, points: int, most: int | None, applies_from: date, today: date
) -> dict[str, Any]:
    """The content of a proposal that changes one rule from a day on. Raises UnknownRule, BadPoints, RuleTooSoon."""
    base = rules_on(session, applies_from)
    if key not in base.rules:
        raise UnknownRule(said=key[:20])
    if not 0 <= points <= MOST_POINTS or (most is not None and not 1 <= most <= MOST_POINTS):
        raise BadPoints(most=MOST_POINTS)
    first = max(today + timedelta(days=1), rule_books(session)[-1].applies_from)
    if applies_from < first:
        raise RuleTooSoon(date=first.isoformat())
    return {"key": key, "points": points, "most": most, "applies_from": applies_from.isoformat()}


def apply(
    session: Session, content: dict[str, Any], proposed_by: int, agreed_by: int, now: datetime, today: date
) -> RuleBook:
    """Make the version that was agreed to. It starts from what applies on its day by now. Raises as `changed` does."""
    applies_from = date.fromisoformat(content["applies_from"])
    changed(session, content["key"], content["points"], content["most"], applies_from, today)
    load_shipped_rules(session, now)
    session.info.pop(_CACHED, None)
    rules = _content(rules_on(session, applies_from))
    rules[content["key"]] = {"points": content["points"], "most": content["most"]}
    row = RuleVersion(
        version=_next_version(session, applies_from.year), applies_from=applies_from, rules=rules,
        proposed_by=proposed_by, agreed_by=agreed_by, made_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.info.pop(_CACHED, None)
    return _book_of(row.version, applies_from, rules)


def _next_version(session: Session, year: int) -> str:
    taken = [book.version for book in rule_books(session)]
    numbers = [int(number) for named, _, number in (one.partition(".") for one in taken) if named == str(year)]
    return f"{year}.{max(numbers, default=0) + 1}"


def _content(book: RuleBook) -> dict[str, dict[str, int | None]]:
    return {key: {"points": rule.points, "most": rule.most} for key, rule in book.rules.items()}


def _book_of(version: str, applies_from: date, lines: dict[str, dict[str, int | None]]) -> RuleBook:
    """A stored version; rules that came with a later program apply as shipped."""
    rules = {}
    for key, rule in shipped().rules.items():
        line = lines.get(key, {"points": rule.points, "most": rule.most})
        rules[key] = Rule(key, version, int(line["points"] or 0), rule.name, line["most"])
    return RuleBook(version, applies_from, rules)
