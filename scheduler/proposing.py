"""What nobody agreed to in time lapses, and whoever proposed it hears so."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models import proposals
from models.following import close_prompts
from models.outbox import post

NEWS_STANDS = timedelta(days=7)


def lapse_proposals(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Let proposals lapse that waited for models.proposals.STANDS; how many."""
    over = proposals.lapse(session, now)
    for proposal in over:
        assert proposal.id is not None
        for question in ("proposal", "proposed"):
            close_prompts(session, question, proposal.id, now)
        facts = {"day": proposal.made_at.astimezone(zone).date().isoformat(), "days": proposals.STANDS.days}
        post(
            session, proposal.actor_id, "proposal-lapsed-note", facts, purpose="proposal-note",
            subject=f"proposal:{proposal.id}", now=now, expires_at=now + NEWS_STANDS,
        )  # fmt: skip
    return len(over)
