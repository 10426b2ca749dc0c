"""All that is served of one community: what everybody may see, the way in, and the office behind it."""

from datetime import timedelta

from starlette.routing import BaseRoute

from bot.compose import App
from bot.web.account import AccountPage
from bot.web.awards import AwardPages
from bot.web.board import BoardPages
from bot.web.events import EventPages
from bot.web.help import HelpPages
from bot.web.office.door import Door
from bot.web.office.frame import Office
from bot.web.office.photos import PhotoPages
from bot.web.server import Pulse, Site
from bot.web.wishes import WishPage

HELD = (BoardPages, AwardPages, WishPage, AccountPage)
"""Public pages at addresses everybody knows: what they say may be a little old."""


def page_routes(app: App, pulse: Pulse, *, token: str = "", hold: timedelta = timedelta(0)) -> list[BaseRoute]:
    """The routes of every page of this community.

    `token` is the bot's, which checks Mini Apps ("" for none); `hold` is how old what a public page says may be.
    """
    about = (app.db, app.clock, app.community)
    office = Office(app.db, app.clock, app.dispatch, app.press.make, app.delivery.wake)
    return [
        *Site(*about, pulse).routes(),
        *EventPages(*about).routes(),
        *(route for made in HELD for route in made(*about, hold).routes()),
        *HelpPages().routes(),
        *Door(*about, token).routes(),
        *office.routes(),
        *PhotoPages(app.db, app.clock, office.signed, app.channels).routes(),
    ]
