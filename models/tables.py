"""Every table, imported, so that `SQLModel.metadata` is complete for migrations and tests."""

from sqlmodel import SQLModel

from models import (
    anchors,
    audit,
    awards,
    broadcasts,
    budget,
    checkins,
    duties,
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
    point_rules,
    posts,
    prompts,
    proposals,
    workdays,
)

TABLES = SQLModel.metadata
__all__ = [
    "TABLES", "anchors",
    "audit", "awards", "broadcasts", "budget", "checkins", "duties", "grid", "groups", "heartbeats",
    "imports", "inbox", "joining", "knocks", "leases", "ledger", "loops", "outbox", "pausing", "people", "point_rules",
    "posts", "prompts", "proposals", "workdays",
]  # fmt: skip
