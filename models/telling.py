"""Telling the coordinators: what the program cannot settle by itself, a person hears of."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.outbox import Message, post
from models.posts import COORDINATOR, Post

GUARD = "guard:"
"""What the purpose of a guard's own notices begins with: neither cap nor budget holds them back."""
GUARD_STANDS = timedelta(days=2)


def tell_coordinators(session: Session, key: str, facts: Mapping[str, Any], **how: Any) -> int:
    """Post a message to everybody who is coordinator; how many had not got it before. `how` is what `post` takes.

    Whoever's id is `but` (who did it, and has their answer) is left out.
    """
    but = how.pop("but", None)
    running = (col(Post.role) == COORDINATOR) & col(Post.to_on).is_(None)
    people = session.execute(sql(col(Post.person_id)).where(running).distinct().order_by(col(Post.person_id))).scalars()
    return sum(post(session, one, key, facts, **how) for one in people.all() if one != but)


def warn(session: Session, about: str, subject: str, key: str, facts: Mapping[str, Any], now: datetime) -> int:
    """Tell the coordinators what a guard has done, once for each subject; how many are told now."""
    purpose = GUARD + about
    said = exists().where(col(Message.purpose) == purpose, col(Message.subject) == subject)
    if session.execute(sql(said)).scalar_one():
        return 0
    return tell_coordinators(
        session, key, facts, purpose=purpose, subject=subject, now=now, expires_at=now + GUARD_STANDS
    )
