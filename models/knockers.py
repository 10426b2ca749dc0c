"""Who knocks on whose door: the head nearest to where somebody lives or serves, then the coordinator responsible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.following import reachable
from models.grid import COMMUNITY, GRID, Grid, upwards
from models.people import Person
from models.posts import COORDINATOR, HEADS, Post


@dataclass(frozen=True, slots=True)
class Chain:
    """Whom to ask for one person, nearest first: heads, then coordinators; and where the person is."""

    heads: tuple[int, ...]
    coordinators: tuple[int, ...]
    place: str

    @property
    def first(self) -> int | None:
        """Who is asked first; None when nobody can be."""
        return next(iter((*self.heads, *self.coordinators)), None)


def chains(session: Session, people: Mapping[int, int | None]) -> dict[int, Chain]:
    """The chain of each person ({id: the grid a message was about, used where they hold no post}).

    From the grid of their post upwards: its unit head, or the deputy; the building head; the grid head; then the
    coordinators of the station and of the community. Nobody knocks on their own door, nor without consent and a working
    address: who cannot be reached cannot be asked.
    """
    places = _places(session, people)
    above = {path for own in places.values() for path, _ in own for path in upwards(path)}
    rows = session.execute(
        sql(col(Grid.path), col(Grid.level), col(Post.role), col(Post.person_id))
        .join(Post, col(Post.grid_id) == col(Grid.id))
        .join(Person, col(Person.id) == col(Post.person_id))
        .where(
            col(Grid.path).in_(above) | (col(Grid.level) == COMMUNITY), col(Post.to_on).is_(None),
            col(Post.role).in_((*HEADS, COORDINATOR)), reachable(),
        )
        .order_by(col(Grid.level).desc(), col(Post.deputy), col(Post.id))
    ).all()  # fmt: skip
    held: dict[str, list[tuple[int, str, int]]] = {}
    top: list[int] = []
    for path, level, role, person_id in rows:
        held.setdefault(path, []).append((level, role, person_id))
        top += [person_id] if level == COMMUNITY and role == COORDINATOR else []
    return {person_id: _chain(person_id, places.get(person_id, []), held, top) for person_id in people}


def _chain(
    person_id: int,
    places: Sequence[tuple[str, str]],
    held: Mapping[str, Sequence[tuple[int, str, int]]],
    top: Sequence[int],
) -> Chain:
    near = [post for path, _ in places for above in upwards(path) for post in held.get(above, ())]
    heads = dict.fromkeys(who for level, role, who in near if role in HEADS and level >= GRID and who != person_id)
    office = dict.fromkeys(who for _, role, who in near if role == COORDINATOR and who != person_id)
    office |= dict.fromkeys(who for who in top if who != person_id)
    return Chain(tuple(heads), tuple(who for who in office if who not in heads), places[0][1] if places else "")


def _places(session: Session, people: Mapping[int, int | None]) -> dict[int, list[tuple[str, str]]]:
    """Each person's [(path, name)] of the grids of their running posts, the deepest first; else of the message."""
    rows = session.execute(
        sql(col(Post.person_id), col(Grid.path), col(Grid.name))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(col(Post.person_id).in_(people), col(Post.to_on).is_(None))
        .order_by(col(Grid.level).desc(), col(Post.id))
    ).all()
    found: dict[int, list[tuple[str, str]]] = {}
    for person_id, path, name in rows:
        found.setdefault(person_id, []).append((path, name))
    about = {grid_id for person_id, grid_id in people.items() if grid_id is not None and person_id not in found}
    if about:
        known = session.execute(sql(col(Grid.id), col(Grid.path), col(Grid.name)).where(col(Grid.id).in_(about))).all()
        named = {id_: (path, name) for id_, path, name in known}
        for person_id, grid_id in people.items():
            if person_id not in found and grid_id is not None:
                found[person_id] = [named[grid_id]]
    return found
