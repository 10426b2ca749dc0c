"""The care check-in: who is asked now, and what follows a question that nobody has answered."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.care_asking import ask_due, follow_up
from models.care_asking import next_moments as care_moments

__all__ = ["care_moments", "look_after"]


def look_after(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Ask whose hour has come, then take the steps that are due; how many of both."""
    return ask_due(session, now, zone) + follow_up(session, now, zone)
