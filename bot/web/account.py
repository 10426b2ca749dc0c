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
from models.calendar import BadPeriod
from models.clock import Clock
from models.db import Database


class AccountPage:
    """`/report` for this year, `/report/2026`, `/report/2026-Q3`, `/report/2026-11`."""

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
        try:
            title, *lines = await self._held.get(
                (period, language), lambda: self._db.read(account_lines, period, zone, language)
            )
        except BadPeriod:
            return not_found(request)
        chapters = {
            say(f"account-chapter-{one}", language) for one in ("community", "heads", "work", "together", "honour")
        }
        return public_page(
            request, "account.html", title=title.strip("【】"),
            lines=[("chapter" if one in chapters else "part" if one.startswith("  ") else "figure", one.strip())
                   for one in lines],
        )  # fmt: skip
