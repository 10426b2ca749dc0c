"""Asking: the question and the message about tasks to whoever is to do them, in sets, however many they are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, BigInteger, ColumnElement, String, case, cast, exists, func, literal, update
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.crypt import EncryptedJson
from models.db import UtcTime, affect, insert_for, insert_new, new_id, random_token
from models.duties import OPEN, TOLD, Duty, Task
from models.outbox import BROADCAST, QUEUED, Message
from models.prompts import Prompt

DUTY = "duty:"
"""What the purpose of the message that first tells of a task begins with."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says: its purpose (once for each, task and person), its key, its facts, how long it stands.

    `again` is the purpose where the first one was used for that task and person before, "" where once is enough.
    """

    purpose: str
    key: str
    facts: Mapping[str, Any]
    expires_at: datetime
    again: str = ""


def task_facts(duty: Duty, period: str, due_at: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """What every message about a task may name: the period, the due day, the duty by language."""
    return {"period": period, "due": due_at.astimezone(zone).date().isoformat(), "duty": dict(duty.name)}


def again_purpose(duty: Duty, now: datetime) -> str:
    """The purpose of telling somebody anew of a task they were told of before: it came back to them."""
    return f"{DUTY}{duty.key}:{now:%y%m%d%H%M%S}"


def tell(session: Session, duty: Duty, which: ColumnElement[bool], words: Words, now: datetime) -> int:
    """Write to whoever holds the tasks that `which` picks, and open the duty's question to them as the newest.

    Of a duty that asks, only what is open. Two statements, however many; how many messages came.
    """
    whom = which & (col(Task.state) == (OPEN if duty.ask else TOLD)) & col(Task.person_id).is_not(None)
    most = session.execute(sql(func.count()).select_from(Task).where(whom)).scalar_one()
    if not most:
        return 0
    if duty.ask:
        affect(session, _questions(session, duty, whom, most, now))
    if words.again and not _said_before(session, words.purpose):
        words = replace(words, again="")
    return affect(session, _messages(session, duty, whom, most, now, words))


def _said_before(session: Session, purpose: str) -> bool:
    """Whether anybody was ever told for that purpose.

    Where nobody was, looking for each task's own message is left out: PostgreSQL would look through a table that it
    takes to be empty once for each row it writes to it.
    """
    return session.execute(sql(col(Message.id)).where(col(Message.purpose) == purpose).limit(1)).first() is not None


def announce(
    session: Session, duty: Duty, period: str, facts: Mapping[str, Any], expires_at: datetime, now: datetime
) -> int:
    """Say what a duty that asks nothing has to say to everybody who has not heard it; how many are told.

    Whoever claims the tasks first says it, whoever else tries at once.
    """
    mine = (col(Task.duty_key) == duty.key) & (col(Task.period) == period) & unheard()
    telling = new_id(now)
    if not affect(session, update(Task).where(mine).values(asked_at=now, telling=telling)):
        return 0
    words = Words(DUTY + duty.key, duty.message_key, facts, expires_at)
    return tell(session, duty, col(Task.telling) == telling, words, now)


def unheard() -> ColumnElement[bool]:
    """A condition on Task: it asks nothing, and whoever holds it was not told yet."""
    return (col(Task.state) == TOLD) & col(Task.asked_at).is_(None) & col(Task.person_id).is_not(None)


def _questions(session: Session, duty: Duty, whom: ColumnElement[bool], most: int, now: datetime) -> Any:
    rows = sql(
        literal(new_id(now, most + 1), BigInteger) + func.row_number().over(order_by=col(Task.id)), random_token(),
        col(Task.person_id), literal(duty.ask), col(Task.id), literal({}, JSON), _at(now), col(Task.accept_until),
    ).where(whom)  # fmt: skip
    names = ("id", "token", "person_id", "question", "subject_id", "data", "asked_at", "expires_at")
    insert = insert_for(session)(Prompt).from_select(names, rows)
    return insert.on_conflict_do_update(
        index_elements=["question", "subject_id", "person_id"],
        set_={"asked_at": insert.excluded.asked_at, "expires_at": insert.excluded.expires_at, "answered_at": None},
    )


def _messages(
    session: Session, duty: Duty, whom: ColumnElement[bool], most: int, now: datetime, words: Words
) -> Any:  # fmt: skip
    prompt = (col(Prompt.question) == duty.ask) & (col(Prompt.subject_id) == col(Task.id))
    prompt = prompt & (col(Prompt.person_id) == col(Task.person_id))
    rows = (
        sql(
            literal(new_id(now, most + 1), BigInteger) + func.row_number().over(order_by=col(Task.id)),
            _purpose(words), _subject(), col(Task.person_id), col(Task.grid_id), literal(words.key),
            literal(dict(words.facts), EncryptedJson), col(Prompt.id) if duty.ask else literal(None, BigInteger),
            literal(BROADCAST), literal(QUEUED), literal(0), _at(now), _at(words.expires_at), _at(now), literal(True),
        )
        .select_from(Task)
        .where(whom)
    )  # fmt: skip
    names = (
        "id", "purpose", "subject", "person_id", "grid_id", "key", "facts", "prompt_id", "priority", "state",
        "attempts", "not_before", "expires_at", "created_at", "care",
    )  # fmt: skip
    return insert_new(session, Message).from_select(names, rows.outerjoin(Prompt, prompt) if duty.ask else rows)


def _purpose(words: Words) -> ColumnElement[str]:
    if not words.again:
        return literal(words.purpose)
    said = exists().where(
        col(Message.purpose) == words.purpose, col(Message.subject) == _subject(),
        col(Message.person_id) == col(Task.person_id),
    )  # fmt: skip
    return case((said, literal(words.again)), else_=literal(words.purpose))


def _subject() -> ColumnElement[str]:
    return literal("task:") + cast(col(Task.id), String)


def _at(moment: datetime) -> Any:
    return literal(moment, UtcTime)
