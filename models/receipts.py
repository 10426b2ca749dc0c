"""Receipts: what a provider says later about a message it took. Forward only, each once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.inbox import HANDLED, Inbox, store
from models.outbox import DELIVERED, SENT, UNCERTAIN, Message
from models.people import STOPPED
from models.routing import end, fall_back

STATUS_BOX = "status"
"""The inbox channel of final statuses that came before the sending was recorded."""
FINAL_STATUSES = ("delivered", "undelivered", "failed")
STATUS_REASONS = {
    "30003": "handset off", "30004": "blocked", "30005": "unknown number", "30006": "landline", "30007": "filtered",
    "30008": "unknown error", "21610": STOPPED,
    "MOBILE_IN_BLACK": "blocked", "USER_REJECT": "blocked", "MOBILE_NOT_ON_SERVICE": "handset off or no such number",
    "INVALID_NUMBER": "handset off or no such number", "CONTENT_KEYWORD": "filtered",
}  # fmt: skip
"""What the error codes of Twilio (numbers) and Aliyun (words) say."""
GONE_CODES = ("30004", "30005", "30006", "21610", "MOBILE_IN_BLACK", "USER_REJECT")
"""The error codes of an SMS that say the number itself will not work; the others say that this message did not."""
_EARLY = sql(col(Inbox.provider_id), col(Inbox.payload)).where(
    col(Inbox.channel) == STATUS_BOX, col(Inbox.provider_id).in_(bindparam("ids", expanding=True))
)

_KEPT = (
    sql(col(Inbox.provider_id), col(Inbox.payload))
    .join(Message, col(Message.provider_id) == col(Inbox.provider_id))
    .where(
        col(Inbox.channel) == STATUS_BOX, col(Inbox.received_at) > bindparam("since"),
        col(Message.state).in_((SENT, UNCERTAIN)),
    )
    .order_by(col(Inbox.id))
)  # fmt: skip
KEPT_FOR = timedelta(hours=1)
"""How far back that is looked for, every minute."""


def take_status(session: Session, provider_id: str, status: str, code: str, now: datetime) -> bool:
    """What a provider says later about a message it took; True when that was news.

    Forward only: delivered is the end, and what failed falls back as a failed sending does. A final status that comes
    before the sending is recorded is kept until then.
    """
    if status not in FINAL_STATUSES:
        return False
    # Locked: of a status that comes twice at the same moment the second sees what the first did.
    found = session.connection().execute(
        sql(col(Message.id), col(Message.state)).where(col(Message.provider_id) == provider_id).with_for_update()
    ).first()  # fmt: skip
    if found is None:
        store(session, STATUS_BOX, [(provider_id[:64], f"{status} {code}")], now, HANDLED)
        return False
    if found.state not in (SENT, UNCERTAIN):
        return False
    if status == "delivered":
        end(session, [found.id], DELIVERED, None)
        return True
    reason = STATUS_REASONS.get(code, f"{status} {code}".strip())
    fall_back(session, found.id, reason[:80], None, now, gone=code in GONE_CODES)
    return True


def hear_kept(session: Session, now: datetime) -> int:
    """Take the statuses that came in the very moment in which their messages were recorded as sent; how many were news.

    Then neither side saw the other: the status was kept (`take_status`) after the record had looked for it.
    """
    kept = session.connection().execute(_KEPT, {"since": now - KEPT_FOR}).all()
    return sum(_take_kept(session, provider_id, payload, now) for provider_id, payload in kept)


def _take_kept(session: Session, provider_id: str, payload: str | None, now: datetime) -> bool:
    status, _, code = str(payload).partition(" ")
    return take_status(session, provider_id, status, code, now)


def hear_early(session: Session, provider_ids: Sequence[str], now: datetime) -> None:
    """Take the statuses that came before their messages were recorded as sent."""
    if not provider_ids:
        return
    kept = session.connection().execute(_EARLY, {"ids": list(provider_ids)}).all()
    for provider_id, payload in kept:
        _take_kept(session, provider_id, payload, now)
