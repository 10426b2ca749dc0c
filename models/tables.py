"""Every table, imported, so that `SQLModel.metadata` is complete for migrations and tests."""

from sqlmodel import SQLModel

from models import (
    audit,
    awards,
    broadcasts,
    budget,
    checkins,
    contests,
    duties,
    event_thanks,
    events,
    grid,
    groups,
    heartbeats,
    imports,
    inbox,
    joining,
    knocks,
    leases,
    ledger,
    loops,
    outbox,
    pausing,
    people,
    posts,
    prompts,
    rolls,
    signups,
    workdays,
)

TABLES = SQLModel.metadata
__all__ = [
    "TABLES", "audit", "awards", "broadcasts", "budget", "checkins", "contests", "duties", "event_thanks", "events",
    "grid", "groups", "heartbeats", "imports", "inbox", "joining", "knocks", "leases", "ledger", "loops", "outbox",
    "pausing", "people", "posts", "prompts", "rolls", "signups", "workdays",
]  # fmt: skip
