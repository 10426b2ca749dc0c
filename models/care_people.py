"""Who looks after somebody: the head who is there today, or stands in, nearest first; then the office."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.following import reachable
from models.grid import COMMUNITY, GRID, Grid, upwards
from models.people import Person
from models.posts import COORDINATOR, HEADS, Post, acting


@dataclass(frozen=True, slots=True)
class Watchers:
    """Whom to ask about one person, nearest first, each reachable; and where the person lives, as far as is known."""

    heads: tuple[int, ...]
    office: tuple[int, ...]
    place: str
    grid_id: int | None

    @property
    def first(self) -> int | None:
        """Who is asked first; None where there is nobody."""
        return next(iter((*self.heads, *self.office)), None)


def watchers(session: Session, person_id: int, today: date) -> Watchers:
    """The watchers of somebody on a local day.

    From the stairwell of their post upwards: the unit head, or who stands in while the head is away; the building head;
    the grid head; then the coordinators of the station and of the community. Nobody watches over themselves.
    """
    home = session.execute(
        sql(col(Grid.id), col(Grid.path), col(Grid.name))
        .join(Post, col(Post.grid_id) == col(Grid.id))
        .where(col(Post.person_id) == person_id, col(Post.to_on).is_(None))
        .order_by(col(Grid.level).desc(), col(Post.id))
    ).first()
    above = list(upwards(home.path)) if home else []
    rows = session.execute(
        sql(col(Post.person_id), col(Post.role))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .join(Person, col(Person.id) == col(Post.person_id))
        .where(
            or_(col(Grid.path).in_(above), col(Grid.level) == COMMUNITY),
            or_(col(Grid.level) >= GRID, col(Post.role) == COORDINATOR), col(Post.role).in_((*HEADS, COORDINATOR)),
            acting(col(Post.role), today), reachable(), col(Person.id) != person_id,
        )
        .order_by(col(Grid.level).desc(), col(Post.deputy), col(Post.id))
    ).all()  # fmt: skip
    heads = dict.fromkeys(who for who, role in rows if role in HEADS)
    office = dict.fromkeys(who for who, role in rows if role == COORDINATOR and who not in heads)
    return Watchers(tuple(heads), tuple(office), home.name if home else "", home.id if home else None)
