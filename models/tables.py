"""Every table, imported, so that `SQLModel.metadata` is complete for migrations and tests."""

from sqlmodel import SQLModel

from models import (  # noqa: F401
    anchors,
    audit,
    awards,
    birthdays,
    broadcasts,
    budget,
    checkins,
    cover,
    deputies,
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
    point_rules,
    posts,
    prices,
    prompts,
    proposals,
    texts,
    workdays,
)

TABLES = SQLModel.metadata
