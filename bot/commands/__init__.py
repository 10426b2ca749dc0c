"""What can be said, one subject a file; each exports ROUTES. `ALL` is the whole table."""

from bot.commands import (
    announce,
    basics,
    calendar,
    follow,
    groups,
    guarding,
    inspection,
    join,
    office,
    points,
    roster,
)  # fmt: skip
from bot.routes import Route

ALL: tuple[Route, ...] = (
    *basics.ROUTES, *join.ROUTES, *inspection.ROUTES, *points.ROUTES, *follow.ROUTES, *announce.ROUTES,
    *office.ROUTES, *calendar.ROUTES, *guarding.ROUTES, *roster.ROUTES, *groups.ROUTES,
)  # fmt: skip
