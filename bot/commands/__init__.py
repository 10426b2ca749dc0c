"""What can be said, one subject a file; each exports ROUTES. `ALL` is the whole table."""

from bot.commands import announce, basics, calendar, follow, guarding, inspection, join, office, points, roster
from bot.routes import Route

ALL: tuple[Route, ...] = (
    *basics.ROUTES, *join.ROUTES, *inspection.ROUTES, *points.ROUTES, *follow.ROUTES, *announce.ROUTES,
    *office.ROUTES, *calendar.ROUTES, *guarding.ROUTES, *roster.ROUTES,
)  # fmt: skip
