"""How the wishes of some grids are: how many wait for what, and which nobody has confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.grid import Grid, within
from models.wishes import FULFILLED, UNDER_WAY, Wish, terms

MOST = 10


@dataclass(frozen=True, slots=True)
class WishProgress:
    """Wishes under way by state, and the numbers of those whose wisher has not said for long whether it is done."""

    counts: dict[str, int] = field(default_factory=dict)
    unconfirmed: list[int] = field(default_factory=list)


def progress(session: Session, paths: Sequence[str], now: datetime) -> WishProgress:
    """The wishes from these subtrees; of the unconfirmed the ten oldest."""
    mine = within(list(paths))
    counted = session.execute(
        sql(col(Wish.state), func.count()).join(Grid, col(Grid.id) == col(Wish.grid_id))
        .where(mine, col(Wish.state).in_(UNDER_WAY)).group_by(col(Wish.state))
    ).all()  # fmt: skip
    by_state = {state: int(count) for state, count in counted}
    late = session.execute(
        sql(col(Wish.id)).join(Grid, col(Grid.id) == col(Wish.grid_id))
        .where(mine, col(Wish.state) == FULFILLED, col(Wish.fulfilled_at) <= now - terms().confirm)
        .order_by(col(Wish.fulfilled_at), col(Wish.id)).limit(MOST)
    ).scalars()  # fmt: skip
    return WishProgress({state: by_state.get(state, 0) for state in UNDER_WAY}, [int(number or 0) for number in late])
