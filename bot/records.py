"""What the doctor finds in the records: is the ledger what was written, what waits for a person, who works."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlmodel import Session, col

from messages.stops import paused_facts
from models.heartbeats import SCHEDULER, WORKER, ages
from models.inbox import DEAD, Inbox
from models.ledger import LedgerHead
from models.outbox import FAILED, UNCERTAIN, UNREACHED, Message
from models.pausing import paused
from models.verify import verify, verify_awards

SILENT_SECONDS = 90
"""A process that has missed four heartbeats and a little is not there."""


def examine(session: Session, zone: ZoneInfo) -> list[tuple[str, str, dict[str, Any]]]:
    """[(level "ok", "warn" or "fail", key of the sentence, facts)], the ledger first. The key must be in use."""
    faults = [*verify(session), *verify_awards(session, zone)]
    found: list[tuple[str, str, dict[str, Any]]] = []
    if faults:
        first = faults[0]
        found.append(("fail", "ledger-broken", {"count": len(faults), "kind": first.kind, "at": str(first.at)}))
    else:
        entries = session.execute(select(col(LedgerHead.seq))).scalar_one()
        found.append(("ok", "ledger-ok", {"count": str(entries)}))
    return found + what_waits(session, zone)


def what_waits(session: Session, zone: ZoneInfo) -> list[tuple[str, str, dict[str, Any]]]:
    """Like `examine`, without the ledger: what went wrong and waits for a person, and a stop of all sending."""
    found: list[tuple[str, str, dict[str, Any]]] = []
    waiting = {
        "dead-letters": _count(session, Inbox, col(Inbox.state) == DEAD),
        "uncertain": _count(session, Message, col(Message.state) == UNCERTAIN),
        "unreached": _count(session, Message, col(Message.state).in_((FAILED, UNREACHED))),
    }
    found += [("warn", key, {"count": str(number)}) for key, number in waiting.items() if number]
    if stop := paused(session):
        found.append(("warn", "paused", paused_facts(stop, zone)))
    return found


def who_works(session: Session, now: datetime) -> list[tuple[str, str, dict[str, Any]]]:
    """Like `examine`: whether somebody ticks and somebody handles messages, where these can be several processes.

    Nobody at all is nothing wrong: the program is stopped.
    """
    there = {role for role, age in ages(session, now).items() if age is not None and age < SILENT_SECONDS}
    if not there:
        return [("ok", "roles-none", {})]
    missing = [role for role in (SCHEDULER, WORKER) if role not in there]
    return [("fail", f"role-missing-{role}", {}) for role in missing] or [("ok", "roles-ok", {})]


def _count(session: Session, table: Any, condition: Any) -> int:
    return int(session.execute(select(func.count()).select_from(table).where(condition)).scalar_one())
