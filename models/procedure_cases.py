"""Applications: a resident's case of a service procedure, step by step, each by whoever's turn it is.

Which procedure somebody applied for may tell of hardship, so it is ciphertext like the words about it; who may see an
application of a sensitive one, and that every view is written down, is settled here.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Index, text, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col, select

from models.audit import record
from models.case_owners import TURNS, ladders
from models.crypt import Encrypted
from models.db import UtcTime, affect, insert_new
from models.errors import NotFound, StairwellError
from models.grid import COMMUNITY, Grid, within
from models.permissions import Actor, paths_for
from models.posts import COORDINATOR
from models.procedures import Procedure, kept
from models.text import in_full

ASKING, OPEN, GRANTED, REFUSED, WITHDRAWN, DECLINED, LAPSED = STATES = (
    "asking", "open", "granted", "refused", "withdrawn", "declined", "lapsed",
)  # fmt: skip
NEVER_OPENED = (ASKING, DECLINED, LAPSED)
"""What a helper asked for and the person has not, or not yet, said yes to: no application of anybody's."""
DID, ASKED, TURNED_DOWN, TOOK_BACK = ACTS = ("done", "asked", "refused", "withdrawn")
WORDS_LENGTH = 1000
MOST = 500
WORK = "procedure.work"


class AlreadyApplied(StairwellError):
    """The same person has an open application of that procedure; `number` is its."""

    key = "error-applied"


class StepTaken(StairwellError):
    """Somebody was quicker with that step, or the application is over."""

    key = "error-step-taken"


class AnotherMust(StairwellError):
    """The procedure wants this step done by somebody else than whoever did an earlier one; `steps` are those."""

    key = "error-step-another"


class Application(SQLModel, table=True):
    """A resident's case of a procedure. Its number is its id; `step` counts from 0.

    `helper_id` is who asked for it in the applicant's place: it is `asking`, until `due_at`, before it is open
    (models/procedure_helping.py), and the helper hears of its progress, not what is said in it.
    `due_at` is the current step's; whoever's turn it is was told at `told_at`; `escalated` counts who heard that it is
    late. Of one procedure a person has one open application at most (a partial unique index over the ciphertext).
    """

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="application_state"),
        Index(
            "application_once", "applicant_id", "procedure", unique=True, sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "application_asked_once", "applicant_id", "procedure", "helper_id", unique=True,
            sqlite_where=text("state = 'asking'"), postgresql_where=text("state = 'asking'"),
        ),
        Index("application_waiting", "state", "due_at"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    procedure: str = Field(sa_type=Encrypted)
    applicant_id: int = Field(foreign_key="person.id", index=True)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    helper_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    step: int = 0
    state: str = Field(default=OPEN, max_length=12)
    made_at: datetime = Field(sa_type=UtcTime)
    due_at: datetime = Field(sa_type=UtcTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcTime)
    escalated: int = 0
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)

    @property
    def kind(self) -> Procedure:
        """Its procedure, with the step it is at, also where the data has either no more."""
        return kept(self.procedure, self.step)


class ApplicationNote(SQLModel, table=True):
    """One act on an application: by whom, on which step, with which words (encrypted)."""

    __tablename__ = "application_note"
    __table_args__ = (CheckConstraint(f"act IN {ACTS!r}", name="application_note_act"),)
    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    step: int
    act: str = Field(max_length=12)
    text: str = Field(default="", sa_type=Encrypted)
    at: datetime = Field(sa_type=UtcTime)


def apply(
    session: Session, kind: Procedure, applicant_id: int, grid_id: int, now: datetime, zone: ZoneInfo
) -> Application:  # fmt: skip
    """Open one. Raises AlreadyApplied while the same person's of that procedure is open, whoever else tries."""
    row = {
        "procedure": kind.key, "applicant_id": applicant_id, "grid_id": grid_id, "step": 0, "state": OPEN,
        "made_at": now, "due_at": kind.due(0, now, zone), "escalated": 0,
    }  # fmt: skip
    made = affect(session, insert_new(session, Application).values(row))
    mine = (col(Application.applicant_id) == applicant_id) & (col(Application.procedure) == kind.key)
    about: Application = session.execute(sql(Application).where(mine, col(Application.state) == OPEN)).scalar_one()
    if not made:
        raise AlreadyApplied(number=about.id)
    record(session, now, applicant_id, "application.open", f"application:{about.id}")
    return about


def step_done(session: Session, about: Application, person_id: int, words: str, now: datetime, zone: ZoneInfo) -> None:
    """The current step is done: on to the next, or granted after the last. Raises StepTaken and AnotherMust."""
    following = about.step + 1
    if following < len(about.kind.steps):
        due_at = about.kind.due(following, now, zone)
        values: dict[str, Any] = {"step": following, "due_at": due_at, "told_at": None, "escalated": 0}
    else:
        values = {"state": GRANTED, "ended_at": now}
    _moved(session, about, person_id, DID, words, values, now)


def ask_more(session: Session, about: Application, person_id: int, words: str, now: datetime, zone: ZoneInfo) -> None:
    """Something is missing: the applicant is asked for it, and the step has its days anew.

    Raises StepTaken and AnotherMust.
    """
    values = {"due_at": about.kind.due(about.step, now, zone), "escalated": 0}
    _moved(session, about, person_id, ASKED, words, values, now)


def turn_down(session: Session, about: Application, person_id: int, words: str, now: datetime) -> None:
    """It cannot be granted, and why. Raises StepTaken and AnotherMust."""
    _moved(session, about, person_id, TURNED_DOWN, words, {"state": REFUSED, "ended_at": now}, now)


def withdraw(session: Session, about: Application, now: datetime) -> None:
    """The applicant takes it back while it is open. Raises StepTaken."""
    _moved(session, about, about.applicant_id, TOOK_BACK, "", {"state": WITHDRAWN, "ended_at": now}, now)


def _moved(
    session: Session, about: Application, person_id: int, act: str, words: str, values: Mapping[str, Any], now: datetime
) -> None:  # fmt: skip
    step, assured = about.step, about.id
    if act != TOOK_BACK and person_id in barred(session, [about])[assured or 0]:
        raise AnotherMust(steps=[str(place) for place in about.kind.steps[step].other_than])
    this = (col(Application.id) == assured) & (col(Application.state) == OPEN) & (col(Application.step) == step)
    if not affect(session, update(Application).where(this).values(**values)):
        raise StepTaken
    session.refresh(about)
    assert assured is not None
    said = ApplicationNote(
        application_id=assured, person_id=person_id, step=step, act=act, text=in_full(words, WORDS_LENGTH), at=now
    )
    session.add(said)
    session.flush()
    record(session, now, person_id, f"application.{act}", f"application:{assured}", step=step + 1)


# --- whose turn, and who may see ---
def turns(session: Session, abouts: Collection[tuple[Application, str]], today: date) -> dict[int, list[int]]:
    """{application: everybody whose turn its current step is} for (application, its grid's path).

    Nobody acts on their own application, nor on a step that wants somebody else than who did an earlier one: where
    nobody else holds the post, it is the next of the ladder's turn.
    """
    wanted = {about.id or 0: (path, TURNS[about.kind.steps[about.step].who]) for about, path in abouts}
    found = {}
    never = barred(session, [about for about, _ in abouts])
    for about, _ in abouts:
        never[about.id or 0].add(about.applicant_id)
    for key, steps in ladders(session, wanted, today).items():
        others = [[one for one in people if one not in never[key]] for people in steps]
        found[key] = next((people for people in others if people), [])
    return found


def barred(session: Session, abouts: Collection[Application]) -> dict[int, set[int]]:
    """{application: who may not do its current step, because they did one that another is to do} (`other_than`)."""
    apart = {about.id or 0: about.kind.steps[about.step].other_than for about in abouts}
    found: dict[int, set[int]] = {key: set() for key in apart}
    asked = [key for key, steps in apart.items() if steps]
    if asked:
        did = (col(ApplicationNote.act) == DID) & col(ApplicationNote.application_id).in_(asked)
        query = sql(col(ApplicationNote.application_id), col(ApplicationNote.step), col(ApplicationNote.person_id))
        for key, step, person_id in session.execute(query.where(did)):
            if step + 1 in apart[key]:
                found[key].add(person_id)
    return found


def queue(session: Session, actor: Actor, today: date) -> list[tuple[Application, Grid]]:
    """What waits for somebody, what is due first first, MOST at most."""
    return turn_of(session, actor.id, paths_for(actor, WORK), today)


def turn_of(
    session: Session, person_id: int | None, paths: list[str], today: date
) -> list[tuple[Application, Grid]]:  # fmt: skip
    """The same of these subtrees."""
    found = open_within(session, paths)
    whose = turns(session, [(about, grid.path) for about, grid in found], today)
    return [(about, grid) for about, grid in found if person_id in whose[about.id or 0]]


def open_within(session: Session, paths: list[str]) -> list[tuple[Application, Grid]]:
    """Every open application of these subtrees, what is due first first, MOST at most."""
    query = select(Application, Grid).join(Grid, col(Grid.id) == col(Application.grid_id))
    which = query.where(col(Application.state) == OPEN, within(paths))
    rows = session.exec(which.order_by(col(Application.due_at), col(Application.id)).limit(MOST)).all()
    return [(about, grid) for about, grid in rows]


def of_applicant(session: Session, person_id: int) -> list[Application]:
    """Somebody's own applications, newest first; what they said no to is none."""
    mine = select(Application).where(Application.applicant_id == person_id)
    theirs = mine.where(col(Application.state).not_in((DECLINED, LAPSED)))
    return list(session.exec(theirs.order_by(col(Application.id).desc()).limit(10)).all())


def view(session: Session, application_id: int, actor: Actor, now: datetime, today: date) -> tuple[Application, Grid]:
    """An application for a worker who may see it; NotFound for anybody else, as if it did not exist.

    A sensitive one: only whoever's turn it is and the community's coordinators, and the view is written into the audit.
    Others: also whoever works on procedures there.
    """
    about = session.get(Application, application_id, populate_existing=True)
    grid = session.get(Grid, about.grid_id) if about else None
    if about is None or grid is None or about.applicant_id == actor.id or about.state in NEVER_OPENED:
        raise NotFound(what="")
    mine = actor.id in turns(session, [(about, grid.path)], today)[application_id] and about.state == OPEN
    office = any(post.role == COORDINATOR and post.level == COMMUNITY for post in actor.posts)
    there = any(grid.path.startswith(path) for path in paths_for(actor, WORK))
    if not mine and not office and (about.kind.sensitive or not there):
        raise NotFound(what="")
    if about.kind.sensitive:
        record(session, now, actor.id, "application.view", f"application:{application_id}")
    return about, grid


def notes(session: Session, about: Application) -> list[ApplicationNote]:
    """What was done about an application, oldest first."""
    theirs = select(ApplicationNote).where(ApplicationNote.application_id == about.id)
    return list(session.exec(theirs.order_by(col(ApplicationNote.id))).all())
