"""What can be said, one subject a file; each exports ROUTES. `ALL` is the whole table."""

from bot.commands import basics, inspection, join
from bot.routes import Route

ALL: tuple[Route, ...] = (*basics.ROUTES, *join.ROUTES, *inspection.ROUTES)
