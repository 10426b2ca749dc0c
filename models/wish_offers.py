"""Whom a wish is offered to: the stairwell first, then building, grid, community; and who may see it when."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, false, or_
from sqlmodel import Session, col, select

from models.grid import community, upwards
from models.permissions import Actor, paths_for
from models.wishes import PUBLISHED, Wish, terms

LEAD = "wish.lead"


def stages(path: str) -> list[tuple[str, int]]:
    """[(subtree, days)]: where a wish from the grid with that path is offered, one after another.

    A path is "/community/station/grid/building/unit/", so its first codes are the grid of that level. Nothing is
    narrower than the wish's own grid.
    """
    codes = path.strip("/").split("/")
    found: dict[str, int] = {}
    for stage in terms().offer:
        found["/" + "/".join(codes[: stage.level]) + "/"] = stage.days
    return list(found.items())


def reach(path: str, now: datetime, after: str = "") -> tuple[str, datetime | None] | None:
    """(subtree, when it is widened or None): the first place, or the one `after` a subtree; None after the last.

    A subtree that is none of them is where the stairwell stood before it was moved: the wish begins anew.
    """
    steps = stages(path)
    areas = [area for area, _ in steps]
    place = areas.index(after) + 1 if after in areas else 0
    if place == len(steps):
        return None
    area, days = steps[place]
    return area, None if place + 1 == len(steps) else now + timedelta(days=days)


def sight(session: Session, actor: Actor) -> ColumnElement[bool]:
    """A condition on Wish: it is offered to that person where they live or serve, or comes from where they lead.

    Whoever holds no post belongs to the community.
    """
    mine = [post.path for post in actor.posts] or [community(session).path]
    offered: ColumnElement[bool] = col(Wish.area).in_({above for path in mine for above in upwards(path)})
    led = (col(Wish.area).startswith(path, autoescape=True) for path in paths_for(actor, LEAD))
    return offered | or_(false(), *led)


def offered_to(session: Session, actor: Actor, now: datetime) -> Sequence[Wish]:
    """What that person may claim now: the nearest first, then what has waited longest; nothing of their own."""
    open_ = (col(Wish.state) == PUBLISHED) & (col(Wish.expires_at) > now) & sight(session, actor)
    found = session.exec(select(Wish).where(open_, not_own(actor.id)).order_by(col(Wish.opened_at), col(Wish.id))).all()
    near = {above for post in actor.posts for above in upwards(post.path)}
    return sorted(found, key=lambda wish: -len(wish.area) if wish.area in near else 0)


def not_own(person_id: int | None) -> ColumnElement[bool]:
    """A condition on Wish: that person neither wishes it nor entered it for somebody."""
    return col(Wish.wisher_id).is_distinct_from(person_id) & (col(Wish.by_id) != person_id)
