"""What can be said, one subject a file; each exports ROUTES. `ALL` is the whole table."""

from bot.commands import announce, basics, calendar, follow, groups, inspection, join, office, points, roster
from bot.routes import Route

ALL: tuple[Route, ...] = (
    *basics.ROUTES, *join.ROUTES, *inspection.ROUTES, *points.ROUTES, *follow.ROUTES, *announce.ROUTES,
    *office.ROUTES, *calendar.ROUTES, *roster.ROUTES, *groups.ROUTES,
)  # fmt: skip
