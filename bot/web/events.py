"""What events have on the web, at addresses nobody guesses: a calendar file, and the screen at the door."""

from dataclasses import dataclass
from datetime import datetime

import segno
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.commands.event_roll import DOOR_PAGE
from bot.context import Community
from bot.web.server import public_page
from messages.event_ics import CALENDAR_PAGE, event_ics
from models import rolls
from models.clock import Clock
from models.db import Database
from models.event_codes import code_at, code_changes_at, page_fits, qr_payload
from models.events import DRAFT, Event

REFRESH_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Door:
    """What the screen at the door shows; `code` is "" while nobody can check in."""

    title: str
    code: str
    until: datetime
    payload: str
    came: int


class EventPages:
    """The calendar file of an event, for whoever signed up, and its door, for the organiser's screen."""

    def __init__(self, db: Database, clock: Clock, community: Community) -> None:
        self._db, self._clock, self._community = db, clock, community

    def routes(self) -> list[BaseRoute]:
        """`/events/{token}.ics`, `/events/{token}/door`."""
        return [Route("/events/{token}.ics", self.calendar), Route("/events/{token}/door", self.door)]

    async def calendar(self, request: Request) -> Response:
        """The event as iCalendar; a token that does not fit finds nothing."""
        body = await self._db.read(calendar_of, request.path_params["token"])
        if body is None:
            return _nothing()
        headers = {"Content-Disposition": 'attachment; filename="event.ics"', "Cache-Control": "no-store"}
        return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)

    async def door(self, request: Request) -> Response:
        """The code of the moment in large digits, a QR that opens the bot, and how many are there; it renews itself."""
        found = await self._db.read(door_of, request.path_params["token"], self._clock.now())
        if found is None:
            return _nothing()
        link = f"https://t.me/{self._community.bot_name}?start={found.payload}" if self._community.bot_name else ""
        picture = segno.make(link, error="m").svg_data_uri(scale=8, border=2) if link and found.code else ""
        shown = public_page(
            request, "event_door.html", title=found.title, code=found.code, picture=picture,
            came=str(found.came), refresh=REFRESH_SECONDS,
            until=f"{found.until.astimezone(self._community.zone):%H:%M}",
        )  # fmt: skip
        shown.headers["Cache-Control"] = "no-store"
        return shown


def calendar_of(session: Session, token: str) -> bytes | None:
    """The calendar file a token opens."""
    event = _event(session, CALENDAR_PAGE, token)
    return None if event is None else event_ics(event)


def door_of(session: Session, token: str, now: datetime) -> Door | None:
    """What the door of the event shows that a token opens."""
    event = _event(session, DOOR_PAGE, token)
    if event is None:
        return None
    code = code_at(event, now) if rolls.open_for(event, now) else ""
    came = rolls.came_count(session, event.number)
    return Door(event.title, code, code_changes_at(now), qr_payload(event, now), came)


def _event(session: Session, about: str, token: str) -> Event | None:
    number = token.partition("-")[0]
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        return None
    event = session.get(Event, int(number))
    return event if event is not None and event.state != DRAFT and page_fits(event, about, token) else None


def _nothing() -> Response:
    return Response("404", status_code=404, media_type="text/plain")
