"""What somebody is asked and has not answered: open questions that wait for a decision, in the words they came in.

A question is shown where the message that asked it was theirs; what was asked of them elsewhere is not here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.grid import Grid
from models.outbox import Message
from models.prompts import Prompt

DECISIONS = (
    "second", "proposal", "knock", "care_door", "spot", "photo", "help", "stand_in", "case", "case_check",
    "case_solved", "application", "nomination_review", "nomination_public", "nomination_again", "wish_read",
    "wish_true", "wish_again", "wish_expired", "wish_claimed", "wish_confirm", "wish_check", "award_named",
    "objection_answer", "event_close", "event_invite", "event_place", "event_absent", "birthday_head",
    "phone_consent", "report", "event", "inspection", "items", "nomination", "tasks", "digest", "newcomer", "apply_for",
    "care_agree", "care_left", "import", "import_days",
)  # fmt: skip
"""The questions somebody waits for an answer to; not what only offers an undo, and never a ballot."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question: its token, what it is about, since when, until when, and the sentence (key, facts) it came in.

    `grid` is the name of the grid that sentence was about, "" for none.
    """

    token: str
    question: str
    subject_id: int
    asked_at: datetime
    expires_at: datetime
    key: str
    facts: dict[str, Any]
    grid: str


def open_questions(session: Session, person_id: int, now: datetime, *, skip: int = 0, most: int) -> list[Asked]:
    """Somebody's open questions, the newest first."""
    newest = (
        sql(col(Message.prompt_id), func.max(col(Message.id)).label("id"))
        .where(col(Message.person_id) == person_id, col(Message.prompt_id).is_not(None))
        .group_by(col(Message.prompt_id))
        .subquery()
    )
    rows = session.execute(
        sql(Prompt, col(Message.key), col(Message.facts), func.coalesce(col(Grid.name), ""))
        .join(newest, newest.c.prompt_id == col(Prompt.id))
        .join(Message, col(Message.id) == newest.c.id)
        .outerjoin(Grid, col(Grid.id) == col(Message.grid_id))
        .where(_open(person_id, now))
        .order_by(col(Prompt.asked_at).desc(), col(Prompt.id).desc())
        .limit(most)
        .offset(skip)
    ).all()
    return [
        Asked(prompt.token, prompt.question, prompt.subject_id, prompt.asked_at, prompt.expires_at, key, facts, grid)
        for prompt, key, facts, grid in rows
    ]


def count_open(session: Session, person_id: int, now: datetime) -> int:
    """How many questions wait for somebody's answer."""
    told = sql(col(Message.id)).where(col(Message.person_id) == person_id, col(Message.prompt_id) == col(Prompt.id))
    counted = sql(func.count()).select_from(Prompt).where(_open(person_id, now), told.exists())
    return int(session.execute(counted).scalar_one())


def question_about(session: Session, person_id: int, question: str, subject_id: int, now: datetime) -> Prompt | None:
    """Somebody's open question of that kind about that subject."""
    this = (col(Prompt.question) == question) & (col(Prompt.subject_id) == subject_id)
    return session.execute(
        sql(Prompt).where(this, col(Prompt.person_id) == person_id, *_still(now))
    ).scalar_one_or_none()


def _open(person_id: int, now: datetime) -> ColumnElement[bool]:
    still = col(Prompt.person_id) == person_id, col(Prompt.question).in_(DECISIONS), *_still(now)
    condition = still[0]
    for one in still[1:]:
        condition = condition & one
    return condition


def _still(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(Prompt.answered_at).is_(None), col(Prompt.expires_at) > now
