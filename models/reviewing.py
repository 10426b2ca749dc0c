"""The review of nominations: whose turn it is, one decision for each submission, and figures."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, update
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.db import affect
from models.errors import NotFound, StairwellError
from models.grid import Grid, within
from models.nominations import APPROVED, REJECTED, RETURNED, SUBMITTED, Nomination
from models.people import Person
from models.posts import COORDINATOR, GRID_HEAD, REVIEWER, Post

DECISIONS = (APPROVED, RETURNED, REJECTED)
TURNS = (REVIEWER, GRID_HEAD, COORDINATOR)
"""Who reviews: the grid branch's reviewers; where there is none, the grid heads; then the coordinators."""
REMIND_FOR = timedelta(weeks=8)
"""What waits longer than this is not reminded of any more."""
OVERDUE = timedelta(weeks=3)
"""What waits longer than this, the coordinators hear of."""
MOST = 2000


class AlreadyDecided(StairwellError):
    """Somebody else has decided it, or it was dropped or changed meanwhile."""

    key = "error-already-decided"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A nomination that waits, and the people whose turn it is to review it."""

    id: int
    path: str
    submitted_at: datetime
    reviewers: frozenset[int]


@dataclass(frozen=True, slots=True)
class NominationTally:
    """Nominations handed in during a period, by what became of them so far."""

    made: int = 0
    approved: int = 0
    returned: int = 0
    rejected: int = 0

    @property
    def waiting(self) -> int:
        """How many are not decided yet."""
        return self.made - self.approved - self.returned - self.rejected


def waiting(session: Session, paths: Sequence[str] = ("/",)) -> list[Waiting]:
    """What waits for a review within these subtrees, oldest first, MOST at most.

    Nobody reviews what they nominated, nor a nomination of themselves: where nobody else is left of a kind, the next
    kind's turn has come.
    """
    rows = session.execute(
        sql(
            col(Nomination.id), col(Nomination.by_id), col(Nomination.nominee_id), col(Nomination.submitted_at),
            col(Grid.path),
        )
        .join(Grid, col(Grid.id) == col(Nomination.grid_id))
        .where(col(Nomination.state) == SUBMITTED, within(list(paths)))
        .order_by(col(Nomination.submitted_at), col(Nomination.id))
        .limit(MOST)
    ).all()  # fmt: skip
    posts = _posts(session) if rows else []
    return [
        Waiting(number, path, at, _turn(posts, path, {by_id, nominee_id}))
        for number, by_id, nominee_id, at, path in rows
    ]


def queue(session: Session, person_id: int, paths: Sequence[str]) -> list[int]:
    """The ids of what waits for that person within these subtrees, oldest first."""
    return [one.id for one in waiting(session, paths) if person_id in one.reviewers]


def shown(session: Session, ids: Collection[int]) -> list[tuple[Nomination, str, Grid]]:
    """(nomination, who made it, the grid it comes from) of these, oldest first."""
    rows = session.execute(
        select(Nomination, Person.name, Grid)
        .join(Person, col(Person.id) == col(Nomination.by_id))
        .join(Grid, col(Grid.id) == col(Nomination.grid_id))
        .where(col(Nomination.id).in_(ids))
        .order_by(col(Nomination.submitted_at), col(Nomination.id))
    ).all()
    return [(about, by, grid) for about, by, grid in rows]


def to_review(session: Session, nomination_id: int, person_id: int, paths: Sequence[str]) -> Nomination:
    """A nomination that this person may see as a reviewer, whatever its state. Raises NotFound."""
    found = session.execute(
        select(Nomination, Grid.path).join(Grid, col(Grid.id) == col(Nomination.grid_id))
        .where(Nomination.id == nomination_id, within(list(paths)))
        .execution_options(populate_existing=True)
    ).first()  # fmt: skip
    if found is None:
        raise NotFound(what="")
    about, path = found
    if person_id not in _turn(_posts(session), path, {about.by_id, about.nominee_id}):
        raise NotFound(what="")
    assert isinstance(about, Nomination)
    return about


def decide(
    session: Session, about: Nomination, decision: str, remark: str, seen: int, by_id: int, now: datetime
) -> None:
    """Approve, return or reject the submission number `seen`; one decision counts. Raises AlreadyDecided."""
    this = (col(Nomination.id) == about.id) & (col(Nomination.state) == SUBMITTED) & (col(Nomination.round) == seen)
    values = {"state": decision, "remark": remark or None, "decided_at": now, "decided_by": by_id}
    if decision == RETURNED:
        values |= {"step": "story"}
    done = affect(session, update(Nomination).where(this).values(**values))
    session.refresh(about)
    if not done:
        raise AlreadyDecided


def nominations_between(
    session: Session, start: datetime, end: datetime, paths: Sequence[str] = ("/",)
) -> NominationTally:
    """Nominations first handed in within [start, end) and not dropped, counted from their rows, by state.

    The instant is that of the quarter they were made in: one that was returned and improved is still one.
    """
    states = [func.coalesce(func.sum(case((col(Nomination.state) == state, 1), else_=0)), 0) for state in DECISIONS]
    counted = (
        sql(func.count(), *states)
        .select_from(Nomination).join(Grid, col(Grid.id) == col(Nomination.grid_id))
        .where(
            col(Nomination.quarter) != "", col(Nomination.state) != "dropped", within(list(paths)),
            col(Nomination.first_at) >= start, col(Nomination.first_at) < end,
        )
    )  # fmt: skip
    made, approved, returned, rejected = session.execute(counted).one()
    return NominationTally(int(made), int(approved), int(returned), int(rejected))


def _posts(session: Session) -> list[tuple[int, str, str]]:
    """(person, role, path) of every running post whose holder may have to review."""
    rows = session.execute(
        sql(col(Post.person_id), col(Post.role), col(Grid.path))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(col(Post.role).in_(TURNS), col(Post.to_on).is_(None))
    )
    return [(person_id, role, path) for person_id, role, path in rows]


def _turn(posts: Sequence[tuple[int, str, str]], path: str, without: set[int | None]) -> frozenset[int]:
    for turn in TURNS:
        able = {who for who, role, mine in posts if role == turn and path.startswith(mine) and who not in without}
        if able:
            return frozenset(able)
    return frozenset()
