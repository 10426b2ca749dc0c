"""The one question that may be sent before consent, may we write to you: by SMS, once a month at most."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, literal
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.audit import Audit
from models.db import insert_for, insert_new, new_id
from models.grid import Grid, within
from models.outbox import Message, message_row
from models.people import ACTIVE, SMS, Address, Person
from models.posts import HEADS, Post
from models.prompts import Prompt, new_token

CONSENT = "consent"
CONSENT_STANDS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Invited:
    """One head who would be asked for consent by SMS."""

    person_id: int
    name: str
    language: str
    grid_id: int
    grid: str


def invited(session: Session, path: str, paths: list[str], today: date, person_id: int | None = None) -> list[Invited]:
    """The heads in a subtree who have a phone, have not agreed yet and were not asked this month, each once.

    Whoever stopped it, which at a shared phone leaves the phone working for the others, is not asked again.
    """
    asked = exists().where(
        col(Message.person_id) == col(Person.id), col(Message.purpose) == CONSENT,
        col(Message.subject) == _month(today),
    )  # fmt: skip
    phone = exists().where(
        col(Address.person_id) == col(Person.id), col(Address.channel) == SMS, col(Address.state) == ACTIVE
    )
    said = col(Audit.act).in_(("consent", "resume", "stop"))
    last = sql(func.max(col(Audit.id))).where(col(Audit.actor_id) == col(Person.id), said).correlate(Person)
    stopped = exists().where(col(Audit.id) == last.scalar_subquery(), col(Audit.act) == "stop")
    rows = session.execute(
        sql(col(Person.id), col(Person.name), col(Person.language), col(Grid.id), col(Grid.name))
        .join(Post, col(Post.person_id) == col(Person.id))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(
            within([path]), within(paths), col(Post.role).in_(HEADS), running(today),
            col(Person.consent_at).is_(None), phone, ~asked, ~stopped,
            col(Person.id) == person_id if person_id is not None else literal(True),
        )
        .order_by(col(Grid.path), col(Post.id))
    ).all()  # fmt: skip
    once: dict[int, Invited] = {}
    for row in rows:
        once.setdefault(row[0], Invited(*row))
    return list(once.values())


def ask_consent(
    session: Session, who: list[Invited], now: datetime, today: date, not_before: datetime | None = None
) -> tuple[int, int]:
    """Ask those people by SMS whether they may be written to, at most once a month each.

    Returns the first and the last id of the messages. Nothing leaves before `not_before` (None: now).
    """
    first_id = new_id(now, len(who) + 1)
    if not who:
        return first_id, first_id
    expires_at = now + CONSENT_STANDS
    base = new_id(now, len(who))
    prompts: list[dict[str, Any]] = [
        {"id": base + place, "token": new_token(), "person_id": one.person_id, "question": CONSENT,
         "subject_id": one.person_id, "data": {}, "asked_at": now, "expires_at": expires_at, "answered_at": None}
        for place, one in enumerate(who)
    ]  # fmt: skip
    anew = {"asked_at": now, "expires_at": expires_at, "answered_at": None}
    session.connection().execute(
        insert_for(session)(Prompt).on_conflict_do_update(
            index_elements=["question", "subject_id", "person_id"], set_=anew
        ),
        prompts,
    )
    asked = session.execute(
        sql(col(Prompt.person_id), col(Prompt.id))
        .where(col(Prompt.question) == CONSENT, col(Prompt.person_id).in_([one.person_id for one in who]))
    ).all()  # fmt: skip
    ids = {person_id: prompt_id for person_id, prompt_id in asked}
    rows = [
        message_row(
            now, CONSENT, _month(today), "consent-invitation", {"name": one.name, "grid": one.grid}, expires_at,
            person_id=one.person_id, grid_id=one.grid_id, prompt_id=ids[one.person_id], id=first_id + place,
            not_before=not_before or now,
        )
        for place, one in enumerate(who, 1)
    ]  # fmt: skip
    session.connection().execute(insert_new(session, Message), rows)
    session.expire_all()
    return first_id, first_id + len(who)


def running(today: date) -> ColumnElement[bool]:
    """A condition on Post: it is held that day."""
    return (col(Post.from_on) <= today) & (col(Post.to_on).is_(None) | (col(Post.to_on) > today))


def _month(today: date) -> str:
    return f"consent:{today:%Y-%m}"
