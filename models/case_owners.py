"""Whose case it is: who holds the posts above a grid, nearest first, many grids in one query.

A vacant post, and whoever no message reaches, is passed over: the next of the ladder is the one to turn to.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.cases import Case
from models.following import reachable
from models.grid import BUILDING, COMMUNITY, GRID, STATION, UNIT, Grid, upwards
from models.people import Person
from models.permissions import Actor, Held
from models.posts import BUILDING_HEAD, COORDINATOR, GRID_HEAD, REVIEWER, UNIT_HEAD, Post, acting

Step = tuple[int, str]
OWNERS: Sequence[Step] = (
    (BUILDING, BUILDING_HEAD), (GRID, GRID_HEAD), (STATION, COORDINATOR), (STATION, GRID_HEAD),
    (COMMUNITY, COORDINATOR), (COMMUNITY, GRID_HEAD),
)  # fmt: skip
"""Who owns a case, from the building up; a case of the station begins there, one of the community at its end."""
CHECKERS: Sequence[Step] = ((UNIT, UNIT_HEAD), *OWNERS)
"""Who may be asked whether it is solved when the reporter is silent."""
STATION_WORKER: Sequence[Step] = ((STATION, COORDINATOR), (COMMUNITY, COORDINATOR))
TURNS: Mapping[str, Sequence[Step]] = {
    "station": STATION_WORKER,
    "reviewer": ((GRID, REVIEWER), (STATION, REVIEWER), (COMMUNITY, COORDINATOR)),
    "branch": ((COMMUNITY, REVIEWER), (COMMUNITY, COORDINATOR)),
    "community": ((COMMUNITY, COORDINATOR),),
}
"""Who acts on a step of a service procedure: whoever holds the first of these that anybody holds."""
WORKS = frozenset({BUILDING_HEAD, GRID_HEAD, COORDINATOR})


def ladder_of(level: int) -> Sequence[Step]:
    """The ladder of a case whose owner is at that level."""
    return [step for step in OWNERS if step[0] <= level]


def ladders(
    session: Session, wanted: Mapping[int, tuple[str, Sequence[Step]]], today: date
) -> dict[int, list[list[int]]]:  # fmt: skip
    """{key: who holds each step of its ladder that anybody reachable holds, nearest first} for {key: (path, ladder)}.

    A step may be held by several (a station's coordinators); within it the longest appointed comes first.
    """
    paths = {above for path, _ in wanted.values() for above in upwards(path)}
    roles = {role for _, ladder in wanted.values() for _, role in ladder}
    rows = session.execute(
        sql(col(Grid.path), col(Grid.level), col(Post.role), col(Post.person_id))
        .join(Post, col(Post.grid_id) == col(Grid.id))
        .join(Person, col(Person.id) == col(Post.person_id))
        .where(col(Grid.path).in_(paths), acting(col(Post.role), today), col(Post.role).in_(roles), reachable())
        .order_by(col(Post.id))
    ).all()
    held: dict[tuple[str, int, str], list[int]] = {}
    for path, level, role, person_id in rows:
        held.setdefault((path, level, role), []).append(person_id)
    return {
        key: [
            people for level, role in ladder for above in upwards(path)
            if (people := list(dict.fromkeys(held.get((above, level, role), ()))))
        ]
        for key, (path, ladder) in wanted.items()
    }  # fmt: skip


def owners(session: Session, wanted: Mapping[int, tuple[str, int]], today: date) -> dict[int, int]:
    """{case: who is to hear of it} for {case: (path, level)}; where there is nobody it is left out."""
    asked = {key: (path, ladder_of(level)) for key, (path, level) in wanted.items()}
    return {key: steps[0][0] for key, steps in ladders(session, asked, today).items() if steps}


def checkers(session: Session, about: Case, path: str, asked: Collection[int], today: date) -> list[int]:
    """Who may say whether it is solved: neither who solved it nor who was asked as its reporter, nearest first."""
    [steps] = ladders(session, {0: (path, CHECKERS)}, today).values()
    every = dict.fromkeys(person_id for people in steps for person_id in people)
    return [one for one in every if one != about.solved_by and one not in asked]


def may_own(actor: Actor, path: str, level: int) -> bool:
    """Whether somebody may work on a case of that grid and owner's level: a post there, at that level or above."""
    return any(_owns(post, path, level) for post in actor.posts)


def _owns(post: Held, path: str, level: int) -> bool:
    return post.role in WORKS and path.startswith(post.path) and post.level <= level
