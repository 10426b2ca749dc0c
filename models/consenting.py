"""Asking whether a nomination may be made public: the nominee where they can be reached, else who nominated them."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, update
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.db import UtcTime, affect, write_queued
from models.following import close_prompts
from models.nominations import APPROVED, ASKING, SUBMITTED, Nomination, asked_now, can_hear, categories
from models.outbox import CANCELLED, QUEUED, Message, post
from models.people import Person
from models.prompts import ask

STANDS = timedelta(days=14)
ANSWERABLE = timedelta(days=60)
"""How long after it was asked the question can still be answered."""
AGAIN, MOST_TIMES = timedelta(days=7), 3
"""How long after a question it is asked again, and how often it is asked in all."""
PUBLIC, TOLD = "nomination_public", "nomination_told"
PURPOSE = "nomination-consent"
WORDS = 20
"""Characters of the story an SMS quotes."""
BATCH = 200


def ask_nominee(session: Session, about: Nomination, by: str, now: datetime) -> bool:
    """Tell a nominee who can be reached what they are nominated for, and ask; False when there is nobody to ask.

    `by` is who nominates (or honours) them. Whoever has answered is not asked again.
    """
    if about.consent != ASKING or about.nominee_id is None or not can_hear(session, about.nominee_id):
        return False
    person = session.get_one(Person, about.nominee_id)
    words = " ".join(about.story.split())
    facts: dict[str, object] = {
        "by": by, "category": categories()[about.category].name[person.language], "story": about.story or "–",
        "words": words if len(words) <= WORDS else words[: WORDS - 1] + "…",
    }  # fmt: skip
    key = "nomination-public-ask" if about.quarter else "honour-public-ask"
    return _ask(session, about, about.nominee_id, PUBLIC, key, facts, now)


def ask_nominator(session: Session, about: Nomination, now: datetime) -> bool:
    """Remind the nominator to ask somebody whom only they can ask; False when that person can be asked directly."""
    if about.consent != ASKING or can_hear(session, about.nominee_id):
        return False
    return _ask(session, about, about.by_id, TOLD, "nomination-told-ask", {"name": about.name}, now)


def call_back(session: Session, about: Nomination, now: datetime) -> None:
    """Nobody is asked about it any more."""
    waiting = (col(Message.state) == QUEUED) & (col(Message.purpose) == PURPOSE)
    theirs = col(Message.subject).startswith(f"nomination:{about.id}:")
    affect(session, update(Message).where(waiting, theirs).values(state=CANCELLED))
    for question in (PUBLIC, TOLD):
        close_prompts(session, question, about.id, now)


def unanswered(session: Session, now: datetime) -> list[Nomination]:
    """What was handed in or given, may not be public yet, and was last asked about AGAIN ago, oldest first.

    Each is asked about MOST_TIMES in all. Where the nominator said that they have not asked yet, that counts from when
    the nomination was begun.
    """
    due = func.coalesce(col(Nomination.asked_at), col(Nomination.made_at), type_=UtcTime()) <= now - AGAIN
    return list(session.exec(select(Nomination).where(_open(), due).order_by(col(Nomination.id)).limit(BATCH)).all())


def next_at(session: Session) -> datetime | None:
    """When consent is to be asked for again next; None when there is nothing to ask."""
    last = func.min(func.coalesce(col(Nomination.asked_at), col(Nomination.made_at)), type_=UtcTime())
    oldest = session.execute(sql(last).where(_open())).scalar_one()
    return None if oldest is None else oldest + AGAIN


def _open() -> ColumnElement[bool]:
    standing = col(Nomination.state).in_((SUBMITTED, APPROVED))
    return standing & (col(Nomination.consent) == ASKING) & (col(Nomination.asked) < MOST_TIMES)


def _ask(
    session: Session, about: Nomination, person_id: int, question: str, key: str, facts: dict[str, object],
    now: datetime,
) -> bool:  # fmt: skip
    prompt_id = ask(session, person_id, question, about.id, now, now + ANSWERABLE)
    write_queued(session)  # the message names the question
    posted = post(
        session, person_id, key, facts, purpose=PURPOSE, subject=f"nomination:{about.id}:{about.round}.{about.asked}",
        now=now, expires_at=now + STANDS, prompt_id=prompt_id, language=session.get_one(Person, person_id).language,
    )  # fmt: skip
    if posted:
        asked_now(session, about, now)
    return posted
