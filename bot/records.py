"""What the doctor finds in the records: whether the ledger is what was written, and what waits for a person."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlmodel import Session, col

from messages.stops import paused_facts
from models.inbox import DEAD, Inbox
from models.ledger import LedgerHead
from models.outbox import FAILED, UNCERTAIN, UNREACHED, Message
from models.pausing import paused
from models.verify import verify, verify_awards


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
    waiting = {
        "dead-letters": _count(session, Inbox, col(Inbox.state) == DEAD),
        "uncertain": _count(session, Message, col(Message.state) == UNCERTAIN),
        "unreached": _count(session, Message, col(Message.state).in_((FAILED, UNREACHED))),
    }
    found += [("warn", key, {"count": str(number)}) for key, number in waiting.items() if number]
    if stop := paused(session):
        found.append(("warn", "paused", paused_facts(stop, zone)))
    return found


def _count(session: Session, table: Any, condition: Any) -> int:
    return int(session.execute(select(func.count()).select_from(table).where(condition)).scalar_one())
