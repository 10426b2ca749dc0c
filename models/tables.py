"""Every table, imported, so that `SQLModel.metadata` is complete for migrations and tests."""

from sqlmodel import SQLModel

from models import (
    audit,
    awards,
    birthdays,
    broadcasts,
    budget,
    checkins,
    duties,
    grid,
    groups,
    heartbeats,
    honours,
    imports,
    inbox,
    joining,
    knocks,
    leases,
    ledger,
    loops,
    nominations,
    outbox,
    pausing,
    people,
    posts,
    prompts,
    texts,
    workdays,
)

TABLES = SQLModel.metadata
__all__ = [
    "TABLES", "audit", "awards", "birthdays", "broadcasts", "budget", "checkins", "duties", "grid", "groups",
    "heartbeats", "honours", "imports", "inbox", "joining", "knocks", "leases", "ledger", "loops", "nominations",
    "outbox", "pausing", "people", "posts", "prompts", "texts", "workdays",
]  # fmt: skip
