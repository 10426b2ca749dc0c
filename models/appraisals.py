"""The democratic appraisal (民主测评): who is appraised, from when to when, by whom, and what came of it.

The roll of voters is frozen when it opens (ballot_roll.py); the ballots themselves, which know no voter, are in
ballots.py. What is kept afterwards are counts of at least `minimum` votes; docs/appraisal.md says what is secret, and
against whom.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import CheckConstraint, Column, UniqueConstraint, delete, func
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col, select

from models.db import BigId, UtcTime, affect, insert_new
from models.errors import StairwellError
from models.grid import BUILDING, GRID, UNIT, Grid, within
from models.people import Person
from models.posts import BUILDING_HEAD, GRID_HEAD, UNIT_HEAD

PLANNED, OPEN, CLOSED = "planned", "open", "closed"
RESIDENTS, OF_HEADS, BRANCH = GROUPS = ("resident", "head", "branch")
CHOICES = ("best", "good", "fair", "poor")
"""The answers, in the order of their digits."""
ROLE_APPRAISED = {UNIT: UNIT_HEAD, BUILDING: BUILDING_HEAD, GRID: GRID_HEAD}
SCORE_MOST = 10_000
SHORTEST, LONGEST = timedelta(days=1), timedelta(days=60)


class BadAppraisal(StairwellError):
    """It would end before it begins, in the past, too soon or too late; or its weights are not 100 in all."""

    key = "error-appraisal-times"


class AppraisalExists(StairwellError):
    """There is one for that year already."""

    key = "error-appraisal-exists"


class AppraisalTooLate(StairwellError):
    """The award list of that year is closed: nothing more can count for it."""

    key = "error-appraisal-too-late"


class NoAppraisal(StairwellError):
    """There is none like that: not for that year, not open, or not for that grid."""

    key = "error-appraisal-none"


class AppraisalBegun(StairwellError):
    """It has begun: its roll is frozen and it cannot be called off any more."""

    key = "error-appraisal-begun"


@dataclass(frozen=True, slots=True)
class Terms:
    """What data/appraisal.toml says: the level, the smallest count, weights by group, values by answer."""

    level: int
    minimum: int
    weights: Mapping[str, int]
    values: Mapping[str, int]


class Appraisal(SQLModel, table=True):
    """One year's appraisal. Its level and weights are what two people agreed on; for `mixed` see ballots.mix."""

    __table_args__ = (
        CheckConstraint("state IN ('planned', 'open', 'closed')", name="appraisal_state"),
        CheckConstraint("closes_at > opens_at", name="appraisal_times"),
    )
    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(unique=True)
    level: int
    resident: int
    head: int
    branch: int
    opens_at: datetime = Field(sa_type=UtcTime)
    closes_at: datetime = Field(sa_type=UtcTime)
    state: str = Field(default=PLANNED, max_length=8)
    proposed_by: int = Field(foreign_key="person.id")
    agreed_by: int = Field(foreign_key="person.id")
    mixed: int = 0
    reminded: bool = False
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)

    @property
    def weights(self) -> dict[str, int]:
        """Percent by group."""
        return {RESIDENTS: self.resident, OF_HEADS: self.head, BRANCH: self.branch}


class Candidate(SQLModel, table=True):
    """Somebody who is appraised as head of a grid: whoever held the post when the roll was frozen."""

    __table_args__ = (UniqueConstraint("appraisal_id", "grid_id", name="candidate_once"),)
    id: int | None = Field(default=None, primary_key=True)
    appraisal_id: int = Field(foreign_key="appraisal.id")
    grid_id: int = Field(foreign_key="grid.id")
    person_id: int = Field(foreign_key="person.id")


class Voting(SQLModel, table=True):
    """A line of the roll: this voter may appraise this candidate, once. `cast` is all that is known of whether.

    `number` is the voter's on the printed roll; a voter is in one `group` only. When and how they voted stands nowhere.
    """

    __table_args__ = (
        UniqueConstraint("appraisal_id", "voter_id", "candidate_id", name="voting_once"),
        CheckConstraint(f'"group" IN {GROUPS!r}', name="voting_group"),
    )
    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    appraisal_id: int = Field(foreign_key="appraisal.id")
    number: int
    voter_id: int = Field(foreign_key="person.id", index=True)
    group: str = Field(max_length=8)
    candidate_id: int = Field(foreign_key="candidate.id", index=True)
    cast: bool = False


class Outcome(SQLModel, table=True):
    """How many of a group gave a candidate that answer; only of groups of at least `minimum` votes, once it is over."""

    candidate_id: int = Field(foreign_key="candidate.id", primary_key=True)
    group: str = Field(primary_key=True, max_length=8)
    choice: str = Field(primary_key=True, max_length=8)
    votes: int


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many people voted, of how many on the roll: all that anybody can see while it is open."""

    voted: int
    voters: int


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it for one head: `score` of 0 to SCORE_MOST, None where every group had too few votes.

    `counts` are the groups that count, by answer; `few` those that had votes, but too few to be counted.
    """

    grid_id: int
    person_id: int
    name: str
    grid: str
    score: int | None
    counts: Mapping[str, Mapping[str, int]]
    few: tuple[str, ...]


@cache
def terms() -> Terms:
    """What this community goes by. Raises KeyError or ValueError when the file makes no sense."""
    data = tomllib.loads((files("models") / "data" / "appraisal.toml").read_text("utf-8"))
    found = Terms(data["level"], data["minimum"], data["weights"], data["values"])
    weighed = sum(found.weights.values()) == 100 and set(found.weights) == set(GROUPS)
    if not (weighed and found.level in ROLE_APPRAISED and tuple(found.values) == CHOICES):
        raise ValueError("data/appraisal.toml: weights of 100 in all, a level that has heads, four values in order")
    return found


def check(content: Mapping[str, Any], now: datetime) -> None:
    """Whether an appraisal can be set up like that (ISO instants, weights by group). Raises BadAppraisal."""
    opens, closes = datetime.fromisoformat(content["opens_at"]), datetime.fromisoformat(content["closes_at"])
    weights = content["weights"]
    fitting = sum(weights.values()) == 100 and min(weights.values()) >= 0
    if not (SHORTEST <= closes - opens <= LONGEST and closes > now + SHORTEST and fitting):
        raise BadAppraisal(shortest=SHORTEST.days, longest=LONGEST.days)


def set_up(
    session: Session, content: Mapping[str, Any], proposed_by: int, agreed_by: int, now: datetime
) -> Appraisal:  # fmt: skip
    """Make the appraisal two people have agreed on. Raises BadAppraisal, and AppraisalExists for a second of a year."""
    check(content, now)
    opens, closes = datetime.fromisoformat(content["opens_at"]), datetime.fromisoformat(content["closes_at"])
    row = {
        "year": content["year"], "level": content["level"], **content["weights"], "opens_at": opens,
        "closes_at": closes, "state": PLANNED, "proposed_by": proposed_by, "agreed_by": agreed_by, "mixed": 0,
        "reminded": False,
    }  # fmt: skip
    if not affect(session, insert_new(session, Appraisal).values(row)):
        raise AppraisalExists(year=content["year"])
    return of_year(session, content["year"])


def call_off(session: Session, year: int) -> None:
    """Take back one that has not begun. Raises NoAppraisal, and AppraisalBegun."""
    appraisal = of_year(session, year)
    planned = (col(Appraisal.id) == appraisal.id) & (col(Appraisal.state) == PLANNED)
    if not affect(session, delete(Appraisal).where(planned)):
        raise AppraisalBegun(year=year)


def of_year(session: Session, year: int) -> Appraisal:
    """The appraisal of that year, as it is now. Raises NoAppraisal."""
    found = session.exec(select(Appraisal).where(Appraisal.year == year).execution_options(populate_existing=True))
    if (appraisal := found.first()) is None:
        raise NoAppraisal
    return appraisal


def of_any(session: Session, year: int) -> bool:
    """Whether there is an appraisal of that year, whatever its state."""
    return session.exec(select(Appraisal.id).where(Appraisal.year == year)).first() is not None


def newest(session: Session, states: Sequence[str] = (PLANNED, OPEN, CLOSED)) -> Appraisal | None:
    """The one of the latest year among those in these states."""
    known = select(Appraisal).where(col(Appraisal.state).in_(states)).order_by(col(Appraisal.year).desc())
    return session.exec(known.limit(1).execution_options(populate_existing=True)).first()


def turnout(session: Session, appraisal_id: int) -> Turnout:
    """How many voted, of how many, in the whole appraisal; nothing finer is told to anybody while it is open."""
    people = func.count(func.distinct(col(Voting.voter_id)))
    mine = col(Voting.appraisal_id) == appraisal_id
    voters = session.execute(sql(people).where(mine)).scalar_one()
    return Turnout(session.execute(sql(people).where(mine, col(Voting.cast))).scalar_one(), voters)


def candidate_at(session: Session, appraisal_id: int, grid_id: int) -> Candidate:
    """Who is appraised as the head of that grid. Raises NoAppraisal."""
    mine = (col(Candidate.appraisal_id) == appraisal_id) & (col(Candidate.grid_id) == grid_id)
    found = session.exec(select(Candidate).where(mine)).one_or_none()
    if found is None:
        raise NoAppraisal
    return found


def results(session: Session, appraisal: Appraisal, paths: Sequence[str], person_id: int | None = None) -> list[Result]:
    """What came of a closed one for the heads within these subtrees, and for that person; in the order of the tree.

    Raises NoAppraisal while it is not closed: there are no interim counts.
    """
    if appraisal.state != CLOSED:
        raise NoAppraisal
    seen = within(list(paths)) | (col(Candidate.person_id) == person_id)
    rows = session.execute(
        sql(col(Candidate.id), col(Candidate.grid_id), col(Candidate.person_id), col(Person.name), col(Grid.name))
        .join(Person, col(Person.id) == col(Candidate.person_id))
        .join(Grid, col(Grid.id) == col(Candidate.grid_id))
        .where(col(Candidate.appraisal_id) == appraisal.id, seen)
        .order_by(col(Grid.path))
    ).all()
    counted, voted = _counts(session, appraisal), _voted(session, appraisal)
    return [
        Result(
            grid_id, head_id, name, grid, score(counts := counted.get(one, {}), appraisal.weights), counts,
            tuple(group for group in GROUPS if group in voted.get(one, ()) and group not in counts),
        )
        for one, grid_id, head_id, name, grid in rows
    ]  # fmt: skip


def appraisal_scores(session: Session, year: int) -> dict[tuple[int, int], int]:
    """{(grid, its head): 0 to SCORE_MOST} of a year's closed appraisal; whoever had too few votes is not in it."""
    appraisal = newest_of(session, year)
    if appraisal is None:
        return {}
    found = results(session, appraisal, ("/",))
    return {(one.grid_id, one.person_id): one.score for one in found if one.score is not None}


def newest_of(session: Session, year: int) -> Appraisal | None:
    """That year's closed appraisal."""
    known = select(Appraisal).where(Appraisal.year == year, Appraisal.state == CLOSED)
    return session.exec(known.execution_options(populate_existing=True)).first()


def score(counts: Mapping[str, Mapping[str, int]], weights: Mapping[str, int]) -> int | None:
    """The weighted score of 0 to SCORE_MOST, rounded down, exactly; the groups that are not counted weigh nothing.

    None where nothing is counted.
    """
    values = terms().values
    total, weight = Fraction(0), 0
    for group, given in counts.items():
        worth = sum(values[choice] * votes for choice, votes in given.items())
        total += Fraction(worth * weights[group] * SCORE_MOST, 100 * sum(given.values()))
        weight += weights[group]
    return int(total / weight) if weight else None


def _counts(session: Session, appraisal: Appraisal) -> dict[int, dict[str, dict[str, int]]]:
    """{candidate: {group: {answer: votes}}}."""
    rows = session.execute(
        sql(Outcome).join(Candidate, col(Candidate.id) == col(Outcome.candidate_id))
        .where(col(Candidate.appraisal_id) == appraisal.id)
    ).scalars()  # fmt: skip
    found: dict[int, dict[str, dict[str, int]]] = {}
    for one in rows:
        found.setdefault(one.candidate_id, {}).setdefault(one.group, {})[one.choice] = one.votes
    return found


def _voted(session: Session, appraisal: Appraisal) -> dict[int, set[str]]:
    """{candidate: the groups of which anybody voted}."""
    rows = session.execute(
        sql(col(Voting.candidate_id), col(Voting.group)).distinct()
        .where(col(Voting.appraisal_id) == appraisal.id, col(Voting.cast))
    )  # fmt: skip
    found: dict[int, set[str]] = {}
    for candidate_id, group in rows:
        found.setdefault(candidate_id, set()).add(group)
    return found


def under_way(session: Session, year: int) -> bool:
    """Whether an appraisal of that year is planned or open."""
    waiting = (col(Appraisal.year) == year) & (col(Appraisal.state) != CLOSED)
    return session.execute(sql(col(Appraisal.id)).where(waiting).limit(1)).first() is not None
