"""What can be said, one subject a file; each exports ROUTES. `ALL` is the whole table."""

from bot.commands import (
    announce,
    answering,
    approve,
    basics,
    calendar,
    delivery,
    digest,
    duties,
    follow,
    groups,
    guarding,
    inspection,
    join,
    knocking,
    office,
    points,
    practices,
    roster,
    text_entry,
    texts,
)
from bot.routes import Route

ALL: tuple[Route, ...] = (
    *basics.ROUTES, *join.ROUTES, *inspection.ROUTES, *points.ROUTES, *follow.ROUTES, *announce.ROUTES,
    *approve.ROUTES, *delivery.ROUTES, *knocking.ROUTES, *office.ROUTES, *calendar.ROUTES, *guarding.ROUTES,
    *roster.ROUTES, *groups.ROUTES,
    *answering.ROUTES, *practices.ROUTES, *duties.ROUTES,
    *roster.ROUTES, *groups.ROUTES, *digest.ROUTES,
    *answering.ROUTES, *practices.ROUTES,
    *texts.ROUTES, *text_entry.ROUTES,
)  # fmt: skip
