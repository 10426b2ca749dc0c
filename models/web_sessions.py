"""Signing in to the pages: one-time links, and the sessions that follow from them. Only keyed hashes are stored."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.crypt import derive_key
from models.db import UtcTime, affect, insert_new
from models.errors import StairwellError

LINK_STANDS = timedelta(minutes=10)
"""How long a link can be used, once."""
SESSION_LASTS = timedelta(hours=12)
"""A working day: after it everybody signs in again, whatever they do."""
IDLE = timedelta(hours=1)
"""A session nobody used for so long is over: the computer may be somebody else's by now."""
NOTED_EVERY = timedelta(minutes=1)
"""How exactly it is known when a session was last used: so that not every page writes."""
KEPT = timedelta(days=30)
"""What is over is forgotten after this."""


class LinkOver(StairwellError):
    """A sign-in link that is unknown, was used or is too old: the three look the same."""

    key = "error-sign-in-over"


class SignIn(SQLModel, table=True):
    """A way in that can be used once: a link that was given out, or a Mini App's start that has been seen."""

    __tablename__ = "sign_in"
    digest: str = Field(primary_key=True, max_length=64)
    person_id: int = Field(foreign_key="person.id", index=True)
    expires_at: datetime = Field(sa_type=UtcTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcTime)


class WebSession(SQLModel, table=True):
    """Somebody signed in on one browser, from `created_at` until it is over."""

    __tablename__ = "web_session"
    digest: str = Field(primary_key=True, max_length=64)
    person_id: int = Field(foreign_key="person.id", index=True)
    created_at: datetime = Field(sa_type=UtcTime)
    seen_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


def give_link(session: Session, person_id: int, now: datetime) -> str:
    """A new token for a sign-in link, good for LINK_STANDS and once; those given before are good no more."""
    affect(session, delete(SignIn).where(col(SignIn.expires_at) < now - KEPT))
    unused = (col(SignIn.person_id) == person_id) & col(SignIn.used_at).is_(None)
    affect(session, update(SignIn).where(unused).values(used_at=now))
    token = secrets.token_urlsafe(32)
    session.add(SignIn(digest=_digest(token), person_id=person_id, expires_at=now + LINK_STANDS))
    session.flush()
    return token


def use_link(session: Session, token: str, now: datetime) -> tuple[int, str]:
    """(who it is, the token of their new session); of several at once one wins. Raises LinkOver."""
    digest = _digest(token)
    good = (col(SignIn.digest) == digest) & col(SignIn.used_at).is_(None) & (col(SignIn.expires_at) > now)
    if not affect(session, update(SignIn).where(good).values(used_at=now)):
        raise LinkOver
    person_id = session.execute(select(SignIn.person_id).where(SignIn.digest == digest)).scalar_one()
    return person_id, begin(session, person_id, now)


def use_once(session: Session, proof: str, person_id: int, expires_at: datetime, now: datetime) -> None:
    """Use up what somebody else vouched for with, each proof once. Raises LinkOver."""
    row = {"digest": _digest(proof), "person_id": person_id, "expires_at": expires_at, "used_at": now}
    if expires_at <= now or not affect(session, insert_new(session, SignIn).values(row)):
        raise LinkOver


def begin(session: Session, person_id: int, now: datetime) -> str:
    """The token of a new session of a person."""
    affect(session, delete(WebSession).where(col(WebSession.created_at) < now - KEPT))
    token = secrets.token_urlsafe(32)
    session.add(WebSession(digest=_digest(token), person_id=person_id, created_at=now, seen_at=now))
    session.flush()
    return token


def holder(session: Session, token: str, now: datetime) -> tuple[int, bool] | None:
    """(whose session it is, whether its use is to be noted); None when it is over or never was."""
    found = session.get(WebSession, _digest(token))
    if found is None or found.ended_at is not None:
        return None
    if now >= found.created_at + SESSION_LASTS or now >= found.seen_at + IDLE:
        return None
    return found.person_id, now >= found.seen_at + NOTED_EVERY


def note_use(session: Session, token: str, now: datetime) -> None:
    """A running session was used at `now`."""
    mine = (col(WebSession.digest) == _digest(token)) & (col(WebSession.seen_at) < now)
    affect(session, update(WebSession).where(mine).values(seen_at=now))


def end(session: Session, token: str, now: datetime) -> None:
    """Sign one browser out."""
    mine = (col(WebSession.digest) == _digest(token)) & col(WebSession.ended_at).is_(None)
    affect(session, update(WebSession).where(mine).values(ended_at=now))


def end_all(session: Session, person_id: int, now: datetime) -> int:
    """Sign a person out everywhere, and let no link given out before be used; how many browsers were signed in."""
    unused = (col(SignIn.person_id) == person_id) & col(SignIn.used_at).is_(None)
    affect(session, update(SignIn).where(unused).values(used_at=now))
    running = (
        (col(WebSession.person_id) == person_id) & col(WebSession.ended_at).is_(None)
        & (col(WebSession.created_at) > now - SESSION_LASTS) & (col(WebSession.seen_at) > now - IDLE)
    )  # fmt: skip
    return affect(session, update(WebSession).where(running).values(ended_at=now))


def form_key(token: str) -> str:
    """What a form of this session must carry, so that no other site's form can act for it (CSRF)."""
    return hmac.new(derive_key("form"), token.encode(), hashlib.sha256).hexdigest()


def _digest(token: str) -> str:
    return hmac.new(derive_key("sign-in"), token.encode(), hashlib.sha256).hexdigest()
