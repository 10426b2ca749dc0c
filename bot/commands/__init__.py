"""What can be said, one subject a file; each exports ROUTES. `ALL` is the whole table."""

from bot.commands import (
    announce,
    answering,
    approve,
    basics,
    birthdays,
    calendar,
    cover,
    delivery,
    digest,
    duties,
    follow,
    groups,
    guarding,
    honours,
    inspection,
    join,
    knocking,
    nominating,
    office,
    points,
    practices,
    reviewing,
    roster,
    text_entry,
    texts,
    submitting,
)
from bot.routes import Route

ALL: tuple[Route, ...] = (
    *basics.ROUTES, *join.ROUTES, *inspection.ROUTES, *points.ROUTES, *follow.ROUTES, *announce.ROUTES,
    *approve.ROUTES, *delivery.ROUTES, *knocking.ROUTES, *office.ROUTES, *calendar.ROUTES, *guarding.ROUTES,
    *roster.ROUTES, *groups.ROUTES, *digest.ROUTES,
    *answering.ROUTES, *practices.ROUTES,
    *texts.ROUTES, *text_entry.ROUTES,
    *cover.ROUTES,
    *answering.ROUTES, *practices.ROUTES, *duties.ROUTES,
    *nominating.ROUTES, *submitting.ROUTES, *reviewing.ROUTES, *honours.ROUTES, *birthdays.ROUTES,
)  # fmt: skip
