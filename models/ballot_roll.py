"""The roll of an appraisal, frozen at its opening: who votes, in which group, about whom.

Residents and volunteers known at a stairwell appraise its head. Heads appraise the other heads of their building, or of
their grid where the building has too few heads for their votes to be counted. A branch appraises every head of its
grid. A person votes in one group only: branch before head before resident. Nobody appraises themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.appraisals import BRANCH, OF_HEADS, RESIDENTS, ROLE_APPRAISED, Appraisal, Candidate, Voting, terms
from models.db import new_id, table_of
from models.grid import BUILDING, GRID, UNIT, Grid
from models.people import Person
from models.posts import HEADS, RESIDENT, REVIEWER, VOLUNTEER, Post

ORDER = (BRANCH, OF_HEADS, RESIDENTS)


@dataclass(frozen=True, slots=True)
class RollLine:
    """A line of the printed roll."""

    number: int
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Held:
    """A post that runs when the roll is made."""

    person_id: int
    role: str
    grid_id: int
    level: int
    path: str


def freeze(session: Session, appraisal: Appraisal, today: date, now: datetime) -> int:
    """Write down candidates and roll as they are today; how many lines. Called once, in the opening transaction."""
    posts = _running(session, today)
    heads = sorted(
        (post for post in posts if post.role == ROLE_APPRAISED[appraisal.level] and post.level == appraisal.level),
        key=lambda post: post.path,
    )
    candidates = {
        one.path: (_add(session, appraisal, one), one.person_id) for one in heads
    }  # one head a grid, so the path names the candidate
    lines = roll(posts, {path: person_id for path, (_, person_id) in candidates.items()})
    first = new_id(now, len(lines) + 1)
    rows = [
        {"id": first + place, "appraisal_id": appraisal.id, "number": number, "voter_id": voter, "group": group,
         "candidate_id": candidates[path][0], "cast": False}
        for place, (number, voter, group, path) in enumerate(lines)
    ]  # fmt: skip
    if rows:
        session.connection().execute(insert(table_of(Voting)), rows)
    return len(rows)


def roll_lines(session: Session, candidate_id: int) -> list[RollLine]:
    """The roll of those who may appraise one head, by number, as it is printed: no word of who has voted."""
    rows = session.execute(
        sql(col(Voting.number), col(Person.name), col(Voting.group))
        .join(Person, col(Person.id) == col(Voting.voter_id))
        .where(col(Voting.candidate_id) == candidate_id)
        .order_by(col(Voting.number))
    )
    return [RollLine(*row) for row in rows]


def roll(posts: Iterable[Held], heads: dict[str, int]) -> list[tuple[int, int, str, str]]:
    """(number, voter, group, path of the head's grid) for `heads` {path: person}, in the order of numbers and paths.

    Voters are numbered from 1 in the order of the first stairwell they vote about, so that a printed list is in order.
    """
    by_group = {BRANCH: _of_branches, OF_HEADS: _of_heads, RESIDENTS: _of_residents}
    known = list(posts)
    chosen: dict[int, tuple[str, list[str]]] = {}
    for group in ORDER:
        for voter, paths in by_group[group](known, heads).items():
            theirs = sorted(path for path in paths if heads[path] != voter)
            if theirs:
                chosen.setdefault(voter, (group, theirs))
    ordered = sorted(chosen.items(), key=lambda item: (item[1][1][0], ORDER.index(item[1][0]), item[0]))
    return [
        (number, voter, group, path)
        for number, (voter, (group, paths)) in enumerate(ordered, 1)
        for path in paths
    ]  # fmt: skip


def _of_residents(posts: list[Held], heads: dict[str, int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for post in posts:
        if post.role in (RESIDENT, VOLUNTEER) and post.level == UNIT:
            found.setdefault(post.person_id, set()).update(path for path in heads if post.path.startswith(path))
    return found


def _of_heads(posts: list[Held], heads: dict[str, int]) -> dict[int, set[str]]:
    """Where a building's heads are too few to be counted they would be asked for nothing: the grid's are asked then."""
    ours = [post for post in posts if post.role in HEADS and post.level >= GRID]
    people: dict[str, set[int]] = {}
    for post in ours:
        for level in (GRID, BUILDING):
            people.setdefault(_above(post.path, level), set()).add(post.person_id)
    found: dict[int, set[str]] = {}
    for post in ours:
        circle = _above(post.path, BUILDING)
        if post.level < BUILDING or len(people[circle]) <= terms().minimum:
            circle = _above(post.path, GRID)
        found.setdefault(post.person_id, set()).update(path for path in heads if path.startswith(circle))
    return found


def _of_branches(posts: list[Held], heads: dict[str, int]) -> dict[int, set[str]]:
    """The reviewers nearest above a head: the grid branch's; where there is none the station's, or the community's."""
    reviewers = [post for post in posts if post.role == REVIEWER]
    found: dict[int, set[str]] = {}
    for path in heads:
        above = [post for post in reviewers if path.startswith(post.path)]
        nearest = max((len(post.path) for post in above), default=0)
        for post in above:
            if len(post.path) == nearest:
                found.setdefault(post.person_id, set()).add(path)
    return found


def _above(path: str, level: int) -> str:
    """The path of the grid of that level that a path lies in."""
    return "/" + "/".join(path.strip("/").split("/")[:level]) + "/"


def _add(session: Session, appraisal: Appraisal, head: Held) -> int:
    assert appraisal.id is not None
    row = Candidate(appraisal_id=appraisal.id, grid_id=head.grid_id, person_id=head.person_id)
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def _running(session: Session, today: date) -> list[Held]:
    """Every post that is held today; of heads the heads themselves, for a deputy stands in for the work only."""
    rows = session.execute(
        sql(col(Post.person_id), col(Post.role), col(Grid.id), col(Grid.level), col(Grid.path))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(
            col(Post.from_on) <= today, col(Post.to_on).is_(None) | (col(Post.to_on) > today), ~col(Post.deputy)
        )
        .order_by(col(Post.id))
    )  # fmt: skip
    return [Held(*row) for row in rows]
