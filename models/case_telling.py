"""What reporters, owners and checkers of cases are told. Of a quiet category nothing is said but the number."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from models.case_rules import category_of, rules
from models.cases import Case, CaseNote, reporters
from models.db import write_queued
from models.grid import Grid
from models.outbox import post
from models.prompts import ask

NEWS_STANDS = timedelta(days=3)
SMS_SAID = 80
"""Characters of somebody's words that a short message has room for."""
SOLVED_ASK, CHECK_ASK = "case_solved", "case_check"


def brief(words: str) -> str:
    """Somebody's words, as much of them as a short message has room for."""
    return words if len(words) <= SMS_SAID else words[: SMS_SAID - 1] + "…"


def facts_of(about: Case, grid: Grid) -> dict[str, Any]:
    """What a sentence about a case may use: number, grid, category (by language)."""
    return {"number": about.id, "grid": grid.name, "category": category_of(about.category).name}


def tell_reporters(
    session: Session, about: Case, grid: Grid, said: CaseNote, key: str, words: str, now: datetime,
    but: Collection[int] = (),
) -> int:  # fmt: skip
    """Tell everybody who reported it of one act; how many. `key` has a sibling "-quiet" that carries no words."""
    quiet = category_of(about.category).quiet
    facts = facts_of(about, grid) | ({} if quiet else {"words": words, "brief": brief(words)})
    return sum(
        post(
            session, person_id, f"{key}-quiet" if quiet else key, facts, purpose="case-note", subject=f"note:{said.id}",
            now=now, expires_at=now + NEWS_STANDS,
        )
        for person_id in reporters(session, about.id)
        if person_id not in but
    )  # fmt: skip


def ask_whether_solved(
    session: Session, about: Case, grid: Grid, people: Collection[int], words: str, now: datetime
) -> None:  # fmt: skip
    """Ask its reporters "1 fixed 2 not yet"; the answer counts for a long time, so that a late "not yet" is heard."""
    quiet = category_of(about.category).quiet
    facts = facts_of(about, grid) | ({} if quiet else {"words": words})
    key = "case-solved-ask-quiet" if quiet else "case-solved-ask"
    for person_id in people:
        _ask(session, person_id, SOLVED_ASK, about, key, facts, now)


def ask_checker(session: Session, about: Case, grid: Grid, person_id: int, now: datetime) -> None:
    """Ask somebody else to look, since the reporter is silent."""
    quiet = category_of(about.category).quiet
    _ask(session, person_id, CHECK_ASK, about, f"case-check-ask{'-quiet' if quiet else ''}", facts_of(about, grid), now)


def _ask(
    session: Session, person_id: int, question: str, about: Case, key: str, facts: Mapping[str, Any], now: datetime
) -> None:  # fmt: skip
    assert about.id is not None
    prompt_id = ask(session, person_id, question, about.id, now, now + rules().answer)
    write_queued(session)  # the message names the question
    post(
        session, person_id, key, facts, purpose=question, subject=f"case:{about.id}:{about.reopened}:{about.checks}",
        now=now, expires_at=now + rules().check, prompt_id=prompt_id, care=True,
    )  # fmt: skip
