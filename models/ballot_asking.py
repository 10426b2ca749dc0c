"""Asking voters: the question at the opening, a reminder half-way, in sets; each at most one message of a kind."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.appraisals import Appraisal, Candidate, Voting
from models.ballots import QUESTION, QUESTION_MORE, SPEAKS_FOR, Asked
from models.db import insert_for, insert_new, new_id
from models.following import reachable
from models.grid import Grid
from models.outbox import Message, message_row
from models.people import Person
from models.prompts import Prompt, new_token

OPENING, REMINDER = "ballot", "ballot-reminder"
"""Purposes of the messages."""
BATCH = 500


def ask_all(session: Session, appraisal: Appraisal, purpose: str, now: datetime, zone: ZoneInfo) -> int:
    """Ask everybody who has still to vote and can be reached about the first head on their list; how many are asked.

    Of one purpose each gets one message, whoever asks again; it waits for the hours in which messages may arrive.
    """
    waiting = _waiting(session, appraisal, purpose)
    if not waiting:
        return 0
    ids = _prompts(session, appraisal, waiting, now)
    day = appraisal.closes_at.astimezone(zone).date().isoformat()
    rows = []
    for person_id, about in waiting.items():
        key = f"{purpose}-ask" + ("-more" if about.left > 1 else "")
        facts = {"name": about.name, "grid": about.grid, "day": day, "left": about.left}
        rows.append(
            message_row(
                now, purpose, subject_of(appraisal), key, facts, appraisal.closes_at, person_id=person_id,
                prompt_id=ids[person_id],
            )
        )  # fmt: skip
    session.connection().execute(insert_new(session, Message), rows)
    return len(rows)


def subject_of(appraisal: Appraisal) -> str:
    """What messages and audit call an appraisal."""
    return f"appraisal:{appraisal.year}"


def _waiting(session: Session, appraisal: Appraisal, purpose: str) -> dict[int, Asked]:
    """{voter: the first line of theirs that is not cast} of those who can be reached and have no such message yet."""
    said = exists().where(
        col(Message.person_id) == col(Voting.voter_id), col(Message.purpose) == purpose,
        col(Message.subject) == subject_of(appraisal),
    )  # fmt: skip
    can = sql(col(Person.id)).where(reachable())
    lines = session.execute(
        sql(col(Voting.voter_id), col(Voting.id), col(Voting.candidate_id))
        .where(col(Voting.appraisal_id) == appraisal.id, ~col(Voting.cast), col(Voting.voter_id).in_(can), ~said)
        .order_by(col(Voting.id))
    ).all()
    names = {one: (name, grid) for one, name, grid in session.execute(
        sql(col(Candidate.id), col(Person.name), col(Grid.name))
        .join(Person, col(Person.id) == col(Candidate.person_id)).join(Grid, col(Grid.id) == col(Candidate.grid_id))
        .where(col(Candidate.appraisal_id) == appraisal.id)
    )}  # fmt: skip
    first: dict[int, Asked] = {}
    for voter_id, line_id, candidate_id in reversed(lines):
        left = first[voter_id].left + 1 if voter_id in first else 1
        first[voter_id] = Asked(line_id, *names[candidate_id], left)
    return first


def _prompts(
    session: Session, appraisal: Appraisal, waiting: Mapping[int, Asked], now: datetime
) -> dict[int, int]:  # fmt: skip
    """Ask those questions, or ask them anew; {person: prompt}."""
    base = new_id(now, len(waiting))
    until = appraisal.closes_at + SPEAKS_FOR
    prompts: Sequence[dict[str, Any]] = [
        {"id": base + place, "token": new_token(), "person_id": person_id, "question": about.question,
         "subject_id": about.id, "data": {}, "asked_at": now, "expires_at": until, "answered_at": None}
        for place, (person_id, about) in enumerate(waiting.items())
    ]  # fmt: skip
    anew = {"asked_at": now, "expires_at": until, "answered_at": None}
    session.connection().execute(
        insert_for(session)(Prompt).on_conflict_do_update(
            index_elements=["question", "subject_id", "person_id"], set_=anew
        ),
        prompts,
    )
    lines = [about.id for about in waiting.values()]
    rows: dict[tuple[str, int], int] = {}
    for start in range(0, len(lines), BATCH):
        found = session.execute(
            sql(col(Prompt.question), col(Prompt.subject_id), col(Prompt.id)).where(
                col(Prompt.question).in_((QUESTION, QUESTION_MORE)),
                col(Prompt.subject_id).in_(lines[start : start + BATCH]),
            )
        )
        rows |= {(question, line): prompt_id for question, line, prompt_id in found}
    return {person_id: rows[about.question, about.id] for person_id, about in waiting.items()}
