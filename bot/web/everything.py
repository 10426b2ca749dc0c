"""All that is served of one community: what everybody may see, the way in, and the office behind it."""

from starlette.routing import BaseRoute

from bot.compose import App
from bot.web.account import AccountPage
from bot.web.awards import AwardPages
from bot.web.events import EventPages
from bot.web.office.door import Door
from bot.web.office.frame import Office
from bot.web.server import Pulse, Site
from bot.web.wishes import WishPage

PUBLIC = (EventPages, AwardPages, WishPage, AccountPage)


def page_routes(app: App, pulse: Pulse, token: str = "") -> list[BaseRoute]:
    """The routes of every page of this community; `token` is the bot's, which checks Mini Apps ("" for none)."""
    about = (app.db, app.clock, app.community)
    return [
        *Site(*about, pulse).routes(),
        *(route for made in PUBLIC for route in made(*about).routes()),
        *Door(*about, token).routes(),
        *Office(app.db, app.clock, app.dispatch, app.press.make, app.delivery.wake).routes(),
    ]
