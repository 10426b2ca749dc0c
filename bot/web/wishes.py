"""The public page of small wishes: what is wished and still waits, never whose or from where."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlalchemy import select as sql
from sqlmodel import Session, col
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.context import Community
from bot.web.held import Held
from bot.web.server import public_page
from models.calendar import period_bounds
from models.clock import Clock
from models.db import Database
from models.errors import NoCommunity
from models.grid import community
from models.wishes import PUBLISHED, Wish, WishTally, wish_figures

MOST = 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """The wishes everybody may claim, how many more are offered to neighbours nearby, and the year's figures."""

    wishes: tuple[str, ...]
    nearby: int
    year: WishTally


class WishPage:
    """`/wishes`, in either language, `hold` old at most."""

    def __init__(self, db: Database, clock: Clock, about: Community, hold: timedelta = timedelta(0)) -> None:
        self._db, self._clock, self._community, self._held = db, clock, about, Held(clock, hold)

    def routes(self) -> list[BaseRoute]:
        """`/wishes`."""
        return [Route("/wishes", self.show)]

    async def show(self, request: Request) -> Response:
        """What waits for anybody; what is still offered to the nearest neighbours is counted only."""
        now, zone = self._clock.now(), self._community.zone
        found = await self._held.get("wishes", lambda: self._db.read(waiting_for_all, now, zone))
        return public_page(
            request, "wishes.html", wishes=found.wishes,
            nearby=str(found.nearby) if found.nearby else "", claimed=str(found.year.claimed),
            fulfilled=str(found.year.fulfilled),
        )  # fmt: skip


def waiting_for_all(session: Session, now: datetime, zone: ZoneInfo, most: int = MOST) -> Waiting:
    """The oldest `most` wishes that reach the whole community at `now`, and this local year's figures."""
    try:
        root = community(session).path
    except NoCommunity:
        return Waiting((), 0, WishTally())
    open_ = (col(Wish.state) == PUBLISHED) & (col(Wish.expires_at) > now)
    oldest = sql(col(Wish.public)).where(open_, col(Wish.area) == root).order_by(col(Wish.opened_at), col(Wish.id))
    rows = session.execute(oldest.limit(most)).scalars()
    nearby = session.execute(sql(func.count()).select_from(Wish).where(open_, col(Wish.area) != root)).scalar_one()
    year = wish_figures(session, *period_bounds(str(now.astimezone(zone).year), zone))
    return Waiting(tuple(rows), int(nearby), year)
