"""The public page of the year's awards: the list while it is posted and after its close, and how it is computed."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.commands.award_rules import describe
from bot.context import Community
from bot.web.held import Held
from bot.web.server import language_of, not_found, public_page
from messages.award_lines import Section, award_sections, rules_in
from messages.catalogue import say
from messages.render import readable
from models.award_naming import named_publicly
from models.awards import CLOSED, PROVISIONAL, AwardList, award_list, list_years
from models.clock import Clock
from models.db import Database
from models.objections import counts


class AwardPages:
    """The award list for everybody, `hold` old at most: names only of who was asked and did not say no."""

    def __init__(self, db: Database, clock: Clock, community: Community, hold: timedelta = timedelta(0)) -> None:
        self._db, self._community, self._held = db, community, Held(clock, hold)

    def routes(self) -> list[BaseRoute]:
        """`/awards`, and `/awards/{year}`."""
        return [Route("/awards", self.show), Route("/awards/{year:year}", self.show)]

    async def show(self, request: Request) -> Response:
        """The newest list, or that of a year; `?lang=en` in English. A year without one is not found."""
        language = language_of(request)
        year, zone = request.path_params.get("year", 0), self._community.zone
        if year and year not in await self._held.get("years", lambda: self._db.read(list_years)):
            return not_found(request)
        facts = await self._held.get((language, year), lambda: self._db.read(posting, year, zone, language))
        shown = facts or {"title": say("page-nav-awards", language), "status": say("page-awards-none", language)}
        return public_page(request, "awards.html", **shown)


def posting(session: Session, year: int, zone: ZoneInfo, language: str) -> dict[str, Any] | None:
    """What the page shows of a list, 0 meaning the newest; of one that is not posted yet only that it will be."""
    stored = award_list(session, year)
    if stored is None:
        return None

    def told(key: str, **facts: Any) -> str:
        return say(key, language, readable(facts, language))

    facts = {"title": told("page-awards-title", year=stored.year)}
    if stored.state == PROVISIONAL:
        return facts | {"status": told("page-awards-provisional", year=stored.year)}
    made, answered = counts(session, stored.year)
    rules = rules_in(session, stored.content).values()
    return facts | {
        "status": told(f"page-awards-{stored.state}", **_days(stored, zone)),
        "sections": public_sections(session, stored, language),
        "objections": told("page-awards-objections", count=made, answered=answered) if made else "",
        "rules": [describe(rule, language) for rule in rules if "parts" in rule],
        "check": told("page-awards-check", digest=stored.digest),
    }  # fmt: skip


def public_sections(session: Session, stored: AwardList, language: str) -> list[Section]:
    """The winners as everybody may see them; [] before the list is posted."""
    if stored.state == PROVISIONAL:
        return []
    return award_sections(session, stored.content, language, names=named_publicly(session, stored.year))


def _days(stored: AwardList, zone: ZoneInfo) -> dict[str, str]:
    """The days of the window, or the day of the close, as ISO dates."""

    def on(moment: datetime | None) -> str:
        return (moment or stored.made_at).astimezone(zone).date().isoformat()

    if stored.state == CLOSED:
        return {"day": on(stored.closed_at)}
    last = stored.posted_until - timedelta(seconds=1) if stored.posted_until else None
    return {"planned": on(stored.posted_at), "day": on(last)}
