"""Cases as they are listed: what is at work within somebody's subtrees, and the history of one grid."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.case_rules import rules
from models.cases import AT_WORK, MERGED, PHOTO, SOLVED, WITHDRAWN, WORDS, Case, CaseNote
from models.checkins import Detail
from models.grid import Grid, within
from models.people import Person

MOST = 200
HISTORY = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Listed:
    """A case in a list, its place, and who works on it ("" for nobody yet)."""

    case: Case
    place: str
    owner: str


@dataclass(frozen=True, slots=True)
class Past:
    """What a grid had of one category in a year: how many, how many still are, whether it is recurring."""

    category: str
    count: int
    open: int
    recurring: bool


def at_work(session: Session, paths: Collection[str], level: int) -> list[Listed]:
    """What is not solved within these subtrees, MOST at most: those of that owner's level first, then by due date."""
    own = (col(Case.level) == level).desc()
    return _listed(session, within(list(paths)) & col(Case.state).in_(AT_WORK), own, col(Case.due_at))


def of_reporter(session: Session, person_id: int, since: datetime) -> list[Listed]:
    """What somebody has reported since then and not taken back, newest first."""
    mine = (col(Case.reporter_id) == person_id) & (col(Case.made_at) >= since) & (col(Case.state) != WITHDRAWN)
    return _listed(session, mine, col(Case.id).desc())


def of_grid(session: Session, grid: Grid) -> list[Listed]:
    """What is not over at a grid and below it, oldest first."""
    return _listed(session, within([grid.path]) & col(Case.state).in_((*AT_WORK, SOLVED)), col(Case.id))


def history(session: Session, grid: Grid, now: datetime) -> list[Past]:
    """What a grid and those below it had in a year, by category, most frequent first; merged ones count once.

    Recurring is what one and the same grid had so often within the days of the rules.
    """
    recent = now - rules().recurring_within
    rows = session.execute(
        sql(col(Case.category), col(Case.grid_id), col(Case.state), col(Case.made_at))
        .join(Grid, col(Grid.id) == col(Case.grid_id))
        .where(within([grid.path]), col(Case.state).not_in((MERGED, WITHDRAWN)), col(Case.made_at) > now - HISTORY)
    ).all()
    counts: dict[str, list[int]] = {}
    often: dict[tuple[str, int], int] = {}
    for category, grid_id, state, made_at in rows:
        count = counts.setdefault(category, [0, 0])
        count[0] += 1
        count[1] += state in AT_WORK
        often[category, grid_id] = often.get((category, grid_id), 0) + (made_at > recent)
    recurring = {category for (category, _), times in often.items() if times >= rules().recurring_times}
    past = [Past(category, every, still, category in recurring) for category, (every, still) in counts.items()]
    return sorted(past, key=lambda one: (-one.count, one.category))


def notes(session: Session, about: Case) -> list[tuple[CaseNote, str]]:
    """Everything that was done or said about a case and those merged into it, oldest first, with who did."""
    merged = sql(col(Case.id)).where(col(Case.merged_into) == about.id)
    which = (col(CaseNote.case_id) == about.id) | col(CaseNote.case_id).in_(merged)
    query = sql(CaseNote, col(Person.name)).join(Person, col(Person.id) == col(CaseNote.person_id)).where(which)
    return [(row[0], row[1]) for row in session.execute(query.order_by(col(CaseNote.id))).all()]


def words_of(session: Session, about: Case, said: Sequence[tuple[CaseNote, str]]) -> tuple[list[str], list[str]]:
    """(what its reporters wrote, the photos there are): the report, what was added, the inspection's details."""
    details: Sequence[Detail] = []
    if about.checkin_id is not None:
        details = session.exec(
            select(Detail).where(Detail.checkin_id == about.checkin_id).order_by(col(Detail.id))
        ).all()
    words = [about.text] if about.text else []
    words += [one.body for one in details if one.kind == "text"] + [one.text for one, _ in said if one.act == WORDS]
    photos = [one.body for one in details if one.kind == "photo"] + [one.text for one, _ in said if one.act == PHOTO]
    return words, photos


def _listed(session: Session, which: ColumnElement[bool], *order: Any) -> list[Listed]:
    rows = session.execute(
        sql(Case, col(Grid.name), func.coalesce(col(Person.name), ""))
        .join(Grid, col(Grid.id) == col(Case.grid_id))
        .outerjoin(Person, col(Person.id) == col(Case.owner_id))
        .where(which)
        .order_by(*order, col(Case.id))
        .limit(MOST)
    ).all()
    return [Listed(*row) for row in rows]
