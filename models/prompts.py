"""The open question of a person; what each kind of question offers is in questions.py.

A prompt row binds an opaque token to one person, one question and one subject; what a button carries is the token
and the number of the choice, so it cannot be forged, and what it does is decided and permitted when it is pressed.
"""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, UniqueConstraint, bindparam, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key
from sqlmodel import Field, Session, SQLModel, col, select

from models.db import BigId, UtcTime, at_end, later, new_id


class Prompt(SQLModel, table=True):
    """A question asked of a person about a subject (a task, a check-in, an import …), until answered or expired."""

    __table_args__ = (UniqueConstraint("question", "subject_id", "person_id", name="prompt_once"),)
    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    token: str = Field(unique=True, max_length=32)
    person_id: int = Field(foreign_key="person.id", index=True)
    question: str = Field(max_length=32)
    subject_id: int = Field(sa_type=BigInteger)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    asked_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)


def new_token() -> str:
    """16 random bytes in hexadecimal."""
    return secrets.token_hex(16)


def ask_new(
    session: Session,
    person_id: int,
    question: str,
    subject_id: int,
    now: datetime,
    expires_at: datetime,
    data: dict[str, Any] | None = None,
) -> int:
    """Queue a question whose subject is new, so it cannot have been asked before; its prompt id."""
    prompt_id = new_id(now)
    row = {
        "id": prompt_id, "token": new_token(), "person_id": person_id, "question": question,
        "subject_id": subject_id, "data": data or {}, "asked_at": now, "expires_at": expires_at, "answered_at": None,
    }  # fmt: skip
    later(session, Prompt, row)
    return prompt_id


def ask(
    session: Session,
    person_id: int,
    question: str,
    subject_id: int,
    now: datetime,
    expires_at: datetime,
    data: dict[str, Any] | None = None,
) -> int:
    """Ask, or ask again: the same question about the same subject opens anew and becomes the newest; its prompt id."""
    known = session.exec(
        select(Prompt).where(
            Prompt.question == question, Prompt.subject_id == subject_id, Prompt.person_id == person_id
        )
    ).first()
    if known is None:
        return ask_new(session, person_id, question, subject_id, now, expires_at, data)
    known.asked_at, known.expires_at, known.answered_at = now, expires_at, None
    known.data = data if data is not None else known.data
    session.add(known)
    session.flush()
    return known.id


def newest(session: Session, question: str, person_id: int, now: datetime) -> Prompt | None:
    """What they were asked last of that kind and have not answered, while it stands."""
    open_ = (col(Prompt.answered_at).is_(None)) & (col(Prompt.expires_at) > now)
    theirs = (col(Prompt.person_id) == person_id) & (col(Prompt.question) == question)
    latest = col(Prompt.asked_at).desc(), col(Prompt.id).desc()
    return session.exec(select(Prompt).where(theirs, open_).order_by(*latest).limit(1)).first()


def answered(session: Session, prompt_id: int, now: datetime) -> None:
    """Close a question; closed together with the others of the transaction, in one statement."""
    session.info.setdefault("answered", []).append(prompt_id)
    at_end(session, "answered", lambda s: _close(s, now))


def settle(session: Session, prompt_id: int, now: datetime) -> bool:
    """Close a question at once; True for exactly one caller, so that what the answer does is done once."""
    done = session.execute(
        update(Prompt)
        .where(col(Prompt.id) == prompt_id, col(Prompt.answered_at).is_(None), col(Prompt.expires_at) > now)
        .values(answered_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def _close(session: Session, now: datetime) -> None:
    closing = session.info.pop("answered", [])
    session.connection().execute(_CLOSE, {"ids": closing, "at": now})
    for prompt_id in closing:  # what the session has loaded keeps in step
        known = session.identity_map.get(identity_key(Prompt, prompt_id))
        if known is not None:
            set_committed_value(known, "answered_at", now)


_CLOSE = update(Prompt).where(col(Prompt.id).in_(bindparam("ids", expanding=True))).values(answered_at=bindparam("at"))
