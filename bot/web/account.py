"""The public page of the community's account: every figure of a period, counted from records; no person is named."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.context import Community
from bot.web.held import Held
from bot.web.server import language_of, not_found, public_page
from messages.account import account_lines
from messages.catalogue import say
from models.account import first_record
from models.calendar import BadPeriod, period_bounds
from models.clock import Clock
from models.db import Database

MONTH = len("2026-11")
"""Longer is the name of a week or a day."""


class AccountPage:
    """`/report` for this year, `/report/2026`, `/report/2026-Q3`, `/report/2026-11`; nothing before the first of the
    records, nothing that has not begun, and no single days: each account is a look at all of them."""

    def __init__(self, db: Database, clock: Clock, community: Community, hold: timedelta = timedelta(0)) -> None:
        self._db, self._clock, self._community, self._held = db, clock, community, Held(clock, hold)

    def routes(self) -> list[BaseRoute]:
        """The account of this year, and of any period."""
        return [Route("/report", self.show), Route("/report/{period}", self.show)]

    async def show(self, request: Request) -> Response:
        """The account of a period; `?lang=en` in English. What is no period is not found."""
        language = language_of(request)
        zone = self._community.zone
        period = request.path_params.get("period") or str(self._clock.now().astimezone(zone).year)
        if not await self._has(period):
            return not_found(request)
        title, *lines = await self._held.get(
            (period, language), lambda: self._db.read(account_lines, period, zone, language)
        )
        chapters = {
            say(f"account-chapter-{one}", language) for one in ("community", "heads", "work", "together", "honour")
        }
        return public_page(
            request, "account.html", title=title.strip("【】"),
            lines=[("chapter" if one in chapters else "part" if one.startswith("  ") else "figure", one.strip())
                   for one in lines],
        )  # fmt: skip

    async def _has(self, period: str) -> bool:
        """Whether there can be anything to tell of that period."""
        now, zone = self._clock.now(), self._community.zone
        if len(period) > MONTH:
            return False
        try:
            start, end = period_bounds(period, zone)
        except BadPeriod:
            return False
        return start <= now and end > await self._held.get("first", lambda: self._db.read(first_record, now))
