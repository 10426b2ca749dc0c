"""What can be said, one subject a file; each exports ROUTES. `ALL` is the whole table."""

from bot.commands import (
    announce,
    answering,
    approve,
    basics,
    calendar,
    contests,
    delivery,
    digest,
    duties,
    event_end,
    event_new,
    event_roll,
    events,
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
    trainings,
)
from bot.routes import Route

ALL: tuple[Route, ...] = (
    *basics.ROUTES, *join.ROUTES, *inspection.ROUTES, *points.ROUTES, *follow.ROUTES, *announce.ROUTES,
    *approve.ROUTES, *delivery.ROUTES, *knocking.ROUTES, *office.ROUTES, *calendar.ROUTES, *guarding.ROUTES,
    *roster.ROUTES, *groups.ROUTES,
    *events.ROUTES, *event_new.ROUTES, *event_roll.ROUTES, *event_end.ROUTES, *contests.ROUTES, *trainings.ROUTES,
    *answering.ROUTES, *practices.ROUTES, *duties.ROUTES,
    *roster.ROUTES, *groups.ROUTES, *digest.ROUTES,
    *answering.ROUTES, *practices.ROUTES,
)  # fmt: skip
