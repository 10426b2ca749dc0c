"""Cases: what an inspection found or a resident reported, until somebody other than who solved it says that it is.

A case has an owner by level (the building, the station, the community), not by name: who holds the post owns it, and it
goes over with the post. Every change is one conditional UPDATE, so of two who act at once the first counts. A case ends
by a person's word only: the reporter's, or a checker's; never by silence, and never by the word of who solved it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, CheckConstraint, ColumnElement, Index, case, func, or_, update
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, select

from models.case_rules import NEXT_LEVEL, category_of, due, rules, told_at
from models.crypt import Encrypted
from models.db import UtcTime, affect, later
from models.errors import NotFound, StairwellError
from models.grid import Grid
from models.text import in_full

OPEN, TAKEN, SOLVED, CLOSED, MERGED, WITHDRAWN = STATES = ("open", "taken", "solved", "closed", "merged", "withdrawn")
AT_WORK = (OPEN, TAKEN)
TOOK, PROGRESS, PASSED, SOLVES, REOPENED, CONFIRMED, CHECKED, MERGES, WORDS, PHOTO = ACTS = (
    "taken", "progress", "passed", "solved", "reopened", "confirmed", "checked", "merged", "words", "photo",
)  # fmt: skip
UNDO = timedelta(minutes=30)
"""How long a report can be taken back; so long a finding of an inspection can be undone, too."""
WORDS_LENGTH = 1000


class CaseMoved(StairwellError):
    """Somebody was quicker: the case is not in the state any more that the act is for."""

    key = "error-case-moved"


class OwnSolution(StairwellError):
    """Whoever solved a case cannot be the one who confirms it."""

    key = "error-case-own"


class NobodyAbove(StairwellError):
    """The community owns it already: there is nobody to hand it up to."""

    key = "error-case-top"


class Case(SQLModel, table=True):
    """One thing that is wrong somewhere, and where it stands. Its number is its id.

    `level` is its owner's; `owner_id` who has taken it. `checkin_id` is the inspection that found it, None for a
    report. The owner is to be told at `tell_at`, was at `told_at`. `escalated` counts steps since it is due. `check_at`
    is when somebody else than the reporter is asked whether it is solved, `checks` how often that was done.
    `merged_into` is the case that stands for it. `text` is the reporter's words, encrypted.
    """

    __tablename__ = "case_file"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="case_state"),
        CheckConstraint("(state = 'closed') = (closed_by IS NOT NULL)", name="case_closed_by_somebody"),
        CheckConstraint("closed_by IS NULL OR closed_by <> solved_by", name="case_closed_by_another"),
        CheckConstraint("(state = 'merged') = (merged_into IS NOT NULL)", name="case_merged"),
        Index("case_of_finding", "checkin_id", "category", unique=True),
        Index("case_at", "grid_id", "category", "state"),
        Index("case_waiting", "state", "due_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    grid_id: int = Field(foreign_key="grid.id")
    category: str = Field(max_length=16)
    level: int
    state: str = Field(default=OPEN, max_length=12)
    reporter_id: int = Field(foreign_key="person.id", index=True)
    checkin_id: int | None = Field(default=None, foreign_key="checkin.id", sa_type=BigInteger)
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    text: str = Field(default="", sa_type=Encrypted)
    made_at: datetime = Field(sa_type=UtcTime)
    due_at: datetime = Field(sa_type=UtcTime)
    tell_at: datetime = Field(sa_type=UtcTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcTime)
    escalated: int = 0
    reopened: int = 0
    solved_at: datetime | None = Field(default=None, sa_type=UtcTime)
    solved_by: int | None = Field(default=None, foreign_key="person.id")
    check_at: datetime | None = Field(default=None, sa_type=UtcTime)
    checks: int = 0
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    closed_by: int | None = Field(default=None, foreign_key="person.id")
    merged_into: int | None = Field(default=None, foreign_key="case_file.id", index=True)


class CaseNote(SQLModel, table=True):
    """One act on a case, or words or a photo (the channel's file id) about it; who, when; encrypted."""

    __tablename__ = "case_note"
    __table_args__ = (CheckConstraint(f"act IN {ACTS!r}", name="case_note_act"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_file.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    act: str = Field(max_length=12)
    text: str = Field(default="", sa_type=Encrypted)
    at: datetime = Field(sa_type=UtcTime)


# --- made, and taken back ---
def queue_finding(
    session: Session, checkin_id: int, grid_id: int, item: str, reporter_id: int, now: datetime, zone: ZoneInfo
) -> None:  # fmt: skip
    """The case of an inspection's finding, written with its check-in: a row in the wave's one statement, no query.

    Its owner hears of it when it can no longer be undone.
    """
    later(session, Case, _row(grid_id, item, reporter_id, now, zone, told_at(item, now + UNDO, zone), checkin_id))


def report(
    session: Session, grid_id: int, category: str, reporter_id: int, text: str, now: datetime, zone: ZoneInfo,
    wait: timedelta = timedelta(),
) -> Case:  # fmt: skip
    """What a resident reports; the owner hears of it after `wait`, which lets the reporter say more precisely."""
    made = Case(**_row(grid_id, category, reporter_id, now, zone, now + wait, None), text=in_full(text, WORDS_LENGTH))
    session.add(made)
    session.flush()
    return made


def _row(
    grid_id: int, category: str, reporter_id: int, now: datetime, zone: ZoneInfo, tell_at: datetime,
    checkin_id: int | None,
) -> dict[str, Any]:  # fmt: skip
    return {
        "grid_id": grid_id, "category": category, "level": category_of(category).level, "state": OPEN,
        "reporter_id": reporter_id, "checkin_id": checkin_id, "made_at": now, "due_at": due(category, now, zone),
        "tell_at": tell_at, "escalated": 0, "reopened": 0, "checks": 0,
    } | ({"text": ""} if checkin_id is not None else {})  # fmt: skip


def undo_findings(session: Session, checkin_id: int, now: datetime) -> None:
    """The check-in was taken back: its cases with it; what another had been merged into stands for itself again."""
    found = col(Case.checkin_id) == checkin_id
    withdrawn = update(Case).where(found, col(Case.state).in_((*AT_WORK, MERGED)))
    affect(session, withdrawn.values(state=WITHDRAWN, merged_into=None))
    _set_free(session, found, now)


def withdraw(session: Session, case_id: int, reporter_id: int, now: datetime) -> bool:
    """Its reporter takes it back within UNDO while nobody works on it; False when it is too late for that."""
    mine = (col(Case.id) == case_id) & (col(Case.reporter_id) == reporter_id) & col(Case.checkin_id).is_(None)
    still = mine & (col(Case.made_at) >= now - UNDO) & col(Case.state).in_((OPEN, MERGED))
    if not affect(session, update(Case).where(still).values(state=WITHDRAWN, merged_into=None)):
        return False
    _set_free(session, mine, now)
    return True


def _set_free(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    gone = sql(col(Case.id)).where(which, col(Case.state) == WITHDRAWN).scalar_subquery()
    freed = update(Case).where(col(Case.merged_into).in_(gone))
    affect(session, freed.values(state=OPEN, merged_into=None, told_at=None, tell_at=now))


# --- found ---
def find(session: Session, case_id: int, paths: Collection[str]) -> tuple[Case, Grid]:
    """The case and its grid, if it lies within those subtrees; NotFound as if it did not exist."""
    about = session.get(Case, case_id, populate_existing=True)
    grid = session.get(Grid, about.grid_id) if about else None
    if about is None or grid is None or not any(grid.path.startswith(path) for path in paths):
        raise NotFound(what="")
    return about, grid


def same_open(session: Session, about: Case) -> Case | None:
    """The oldest other case of that category at that grid that is at work, older than this one; None without one."""
    like = (col(Case.grid_id) == about.grid_id) & (col(Case.category) == about.category) & (col(Case.id) != about.id)
    older = col(Case.id) < about.id if about.id is not None else col(Case.id).is_not(None)
    query = select(Case).where(like, older, col(Case.state).in_(AT_WORK)).order_by(col(Case.id)).limit(1)
    return session.exec(query).first()


def reporters(session: Session, case_id: int | None) -> list[int]:
    """Everybody who reported it, also those whose own case was merged into it, once each, in order."""
    theirs = or_(col(Case.id) == case_id, col(Case.merged_into) == case_id)
    found = session.execute(sql(col(Case.reporter_id)).where(theirs).order_by(col(Case.id))).scalars()
    return list(dict.fromkeys(found))


def note(session: Session, about: Case, person_id: int, act: str, text: str, now: datetime) -> CaseNote:
    """Write down who did or said what about it."""
    assert about.id is not None
    made = CaseNote(case_id=about.id, person_id=person_id, act=act, text=in_full(text, WORDS_LENGTH), at=now)
    session.add(made)
    session.flush()
    return made


# --- worked on ---
def recategorise(session: Session, about: Case, category: str, now: datetime, zone: ZoneInfo) -> None:
    """The reporter says what it is; its owner and due date follow. Raises CaseMoved once somebody has taken it."""
    values = {"category": category, "level": category_of(category).level, "due_at": due(category, about.made_at, zone)}
    _moved(session, about, (OPEN,), values | {"tell_at": now, "told_at": None})


def tell_now(session: Session, about: Case, now: datetime) -> None:
    """Let the owner hear of it with the next sweep, if they have not."""
    mine = (col(Case.id) == about.id) & col(Case.told_at).is_(None) & (col(Case.tell_at) > now)
    affect(session, update(Case).where(mine).values(tell_at=now))
    session.refresh(about)


def take(session: Session, about: Case, person_id: int, now: datetime) -> None:
    """That person works on it from now on. Raises CaseMoved when somebody else does, or it is over."""
    _moved(session, about, (OPEN,), {"state": TAKEN, "owner_id": person_id, "told_at": now})
    note(session, about, person_id, TOOK, "", now)


def pass_up(session: Session, about: Case, person_id: int, words: str, now: datetime, zone: ZoneInfo) -> None:
    """Hand it to the level above, with its days anew. Raises NobodyAbove and CaseMoved."""
    above = NEXT_LEVEL.get(about.level)
    if above is None:
        raise NobodyAbove
    values = {"level": above, "state": OPEN, "owner_id": None, "tell_at": now, "told_at": None, "escalated": 0}
    values["due_at"] = max(about.due_at, due(about.category, now, zone))
    _moved(session, about, AT_WORK, values, col(Case.level) == about.level)
    note(session, about, person_id, PASSED, words, now)


def solve(session: Session, about: Case, person_id: int, words: str, now: datetime) -> list[int]:
    """It is said to be solved: (whom to ask whether it is). Where nobody but the solver reported it, a checker is next.

    Raises CaseMoved when somebody was quicker.
    """
    asked = [one for one in reporters(session, about.id) if one != person_id]
    check_at = now + rules().confirm if asked else now
    values = {"state": SOLVED, "solved_at": now, "solved_by": person_id, "check_at": check_at, "checks": 0}
    _moved(session, about, AT_WORK, values | {"told_at": now})
    note(session, about, person_id, SOLVES, words, now)
    return asked


def confirm(session: Session, about: Case, person_id: int, now: datetime, *, checker: bool = False) -> None:
    """The reporter, or a checker, says it is solved: closed. Raises OwnSolution, and CaseMoved when it is not asked."""
    if about.solved_by == person_id:
        raise OwnSolution
    values = {"state": CLOSED, "closed_at": now, "closed_by": person_id, "check_at": None}
    _moved(session, about, (SOLVED,), values, col(Case.solved_by) != person_id)
    note(session, about, person_id, CHECKED if checker else CONFIRMED, "", now)


def reopen(session: Session, about: Case, person_id: int, now: datetime, zone: ZoneInfo) -> None:
    """It is not solved, says a reporter or a checker, also after it was closed: its owner has its days anew."""
    values = {
        "state": OPEN, "owner_id": None, "tell_at": now, "told_at": None, "escalated": 0, "solved_by": None,
        "solved_at": None, "check_at": None, "closed_at": None, "closed_by": None, "reopened": about.reopened + 1,
        "due_at": due(about.category, now, zone),
    }  # fmt: skip
    _moved(session, about, (SOLVED, CLOSED), values)
    note(session, about, person_id, REOPENED, "", now)


def merge(session: Session, about: Case, main: Case, person_id: int, now: datetime) -> None:
    """The two are one thing: `main` stands for both, and all who reported either hear of it.

    Only of one grid, while both are at work. Raises CaseMoved when one of them is not any more; of two merges the other
    way round at the same moment one counts.
    """
    if about.grid_id != main.grid_id or about.id == main.id:
        raise CaseMoved
    both = sorted(one.id for one in (about, main) if one.id is not None)
    for case_id in both:  # held in one order, so that two who merge them wait for one another
        held = update(Case).where(col(Case.id) == case_id, col(Case.state).in_(AT_WORK))
        if not affect(session, held.values(escalated=col(Case.escalated))):
            raise CaseMoved
    under = or_(col(Case.id) == about.id, col(Case.merged_into) == about.id)
    affect(session, update(Case).where(under).values(state=MERGED, merged_into=main.id))
    session.refresh(about)
    note(session, about, person_id, MERGES, f"#{main.id}", now)


def _moved(
    session: Session, about: Case, states: Collection[str], values: dict[str, Any],
    only: ColumnElement[bool] | None = None,
) -> None:  # fmt: skip
    """One conditional change of its row; the object at hand is read anew."""
    which = (col(Case.id) == about.id) & col(Case.state).in_(states)
    done = affect(session, update(Case).where(which if only is None else which & only).values(**values))
    session.refresh(about)
    if not done:
        raise CaseMoved


# --- counted ---
def findings_solved(
    session: Session, grid_ids: Collection[int], start: datetime, end: datetime
) -> dict[int, tuple[int, int]]:  # fmt: skip
    """{grid: (reported, solved)}: inspection findings of [start, end) that stand, and those confirmed as solved by now.

    What was merged counts as solved when the case that stands for it is. A grid without any has (0, 0).
    """
    counts = {grid_id: (0, 0) for grid_id in grid_ids}
    if not counts:
        return counts
    main: Any = aliased(Case)
    closed = or_(col(Case.state) == CLOSED, main.state == CLOSED)
    rows = session.execute(
        sql(col(Case.grid_id), func.count(), func.sum(case((closed, 1), else_=0)))
        .outerjoin(main, main.id == col(Case.merged_into))
        .where(
            col(Case.grid_id).in_(counts), col(Case.checkin_id).is_not(None), col(Case.state) != WITHDRAWN,
            col(Case.made_at) >= start, col(Case.made_at) < end,
        )
        .group_by(col(Case.grid_id))
    ).all()  # fmt: skip
    return counts | {grid_id: (int(reported), int(solved)) for grid_id, reported, solved in rows}
