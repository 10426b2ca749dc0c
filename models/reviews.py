"""The quarterly review 季度评议: each branch scores how its heads kept their promises.

A quarter is a round (models/data/review.toml): opened some days after its end, due two weeks later, closed a week
after that. Who is reviewed is settled when it opens; what has no score when it closes has none for good.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Select, UniqueConstraint, func, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.calendar import period_bounds, period_of
from models.clock import at_local
from models.crypt import Encrypted
from models.db import UtcTime, affect, insert_new
from models.errors import NotFound, StairwellError
from models.grid import Grid, within
from models.posts import COORDINATOR, GRID_HEAD, HEADS, REVIEWER, Post

OPEN, CLOSED = "open", "closed"
TURNS = (REVIEWER, GRID_HEAD, COORDINATOR)
"""Who reviews: the branch's reviewers nearest above; where there are none, the grid head; then the coordinators."""
MOST_SCORE = 100


class ReviewClosed(StairwellError):
    """The quarter's review is closed: nothing in it changes any more."""

    key = "error-review-closed"


class BadScore(StairwellError):
    """A score is a whole number from 0 to 100, or one of the four words."""

    key = "error-review-score"


class ReviewRound(SQLModel, table=True):
    """One quarter's review ("2026-Q3"): when it opened, is due, and closes for good."""

    __tablename__ = "review_round"
    __table_args__ = (CheckConstraint("state IN ('open', 'closed')", name="review_round_state"),)
    period: str = Field(primary_key=True, max_length=8)
    state: str = Field(default=OPEN, max_length=8)
    opens_at: datetime = Field(sa_type=UtcTime)
    due_at: datetime = Field(sa_type=UtcTime)
    closes_at: datetime = Field(sa_type=UtcTime, index=True)
    reminded: int = 0


class Review(SQLModel, table=True):
    """What a branch says of one head of one grid in one quarter. `score` is None until somebody gave one.

    `comment` is the branch's words, `answer` the head's own to it, once; `told` says that the head has been told.
    """

    __table_args__ = (
        UniqueConstraint("period", "grid_id", "person_id", name="review_once"),
        CheckConstraint("score >= 0 AND score <= 100", name="review_score"),
    )
    id: int | None = Field(default=None, primary_key=True)
    period: str = Field(foreign_key="review_round.period", max_length=8)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str = Field(max_length=16)
    score: int | None = None
    comment: str | None = Field(default=None, sa_type=Encrypted)
    by_id: int | None = Field(default=None, foreign_key="person.id")
    scored_at: datetime | None = Field(default=None, sa_type=UtcTime)
    told: bool = False
    answer: str | None = Field(default=None, sa_type=Encrypted)
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A review that is to be made, and whose turn it is."""

    id: int
    path: str
    person_id: int
    score: int | None
    reviewers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a grid of level 3 is: its heads, and how many of them have a score."""

    grid: str
    heads: int
    scored: int


@cache
def review_rules() -> dict[str, Any]:
    """The review's dates and words as shipped (models/data/review.toml)."""
    return tomllib.loads((files("models") / "data" / "review.toml").read_text("utf-8"))


def moments(period: str, zone: ZoneInfo) -> tuple[datetime, datetime, datetime]:
    """(opens, due, closes) of a quarter's review, in UTC. Raises BadPeriod."""
    rules = review_rules()
    first = period_bounds(period, zone)[1].astimezone(zone).date()
    opens_on = first + timedelta(days=rules["opens_days"] - 1)
    due_on, closes_on = (opens_on + timedelta(days=rules[name]) for name in ("due_days", "closes_days"))
    opens_at = at_local(opens_on, rules["opens_hour"], 0, zone)
    return opens_at, at_local(due_on, 23, 59, zone), at_local(closes_on, 23, 59, zone)


def quarter_before(now: datetime, zone: ZoneInfo) -> str:
    """The quarter that ended last: "2026-Q3" on any day of October to December 2026."""
    today = now.astimezone(zone).date()
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return period_of(first - timedelta(days=1), "quarter")


def open_round(session: Session, now: datetime, zone: ZoneInfo) -> ReviewRound | None:
    """Open the review of the quarter that ended last, once its day has come; None where there is nothing to open.

    Everybody who heads a grid now, not as a deputy, and began long enough before the quarter's end is in it.
    """
    period = quarter_before(now, zone)
    opens_at, due_at, closes_at = moments(period, zone)
    if not opens_at <= now <= closes_at:
        return None
    fresh = {"period": period, "state": OPEN, "opens_at": opens_at, "due_at": due_at, "closes_at": closes_at,
             "reminded": 0}  # fmt: skip
    if not affect(session, insert_new(session, ReviewRound).values(fresh)):
        return None
    end = period_bounds(period, zone)[1].astimezone(zone).date()
    heads = session.execute(
        sql(col(Post.grid_id), col(Post.person_id), col(Post.role))
        .where(col(Post.role).in_(HEADS), ~col(Post.deputy), col(Post.to_on).is_(None))
        .where(col(Post.from_on) <= end - timedelta(days=review_rules()["served_days"]))
        .order_by(col(Post.id))
    ).all()
    rows = [
        {"period": period, "grid_id": grid, "person_id": who, "role": role, "told": False} for grid, who, role in heads
    ]
    for start in range(0, len(rows), 500):
        affect(session, insert_new(session, Review).values(rows[start : start + 500]))
    return session.get_one(ReviewRound, period)


def open_rounds(session: Session) -> list[ReviewRound]:
    """The reviews that are open, oldest first."""
    found = sql(ReviewRound).where(col(ReviewRound.state) == OPEN).order_by(col(ReviewRound.period))
    return list(session.execute(found).scalars())


def any_held(session: Session, year: int) -> bool:
    """Whether there was, or is, a review of a quarter of that year."""
    held = sql(col(ReviewRound.period)).where(col(ReviewRound.period).startswith(f"{year}-"))
    return session.execute(held.limit(1)).first() is not None


def any_open(session: Session, year: int) -> bool:
    """Whether the review of a quarter of that year is open."""
    return any(one.period.startswith(f"{year}-") for one in open_rounds(session))


def close_round(session: Session, now: datetime) -> ReviewRound | None:
    """Close one whose instant has passed, once, whoever else tries; None where there is none."""
    over = (col(ReviewRound.state) == OPEN) & (col(ReviewRound.closes_at) < now)
    period = session.execute(sql(col(ReviewRound.period)).where(over).limit(1)).scalar_one_or_none()
    this = update(ReviewRound).where(col(ReviewRound.period) == period, over).values(state=CLOSED)
    if period is None or not affect(session, this):
        return None
    return session.get_one(ReviewRound, period, populate_existing=True)


def waiting(session: Session, period: str, paths: Sequence[str] = ("/",)) -> list[Waiting]:
    """Every review of a quarter within these subtrees, by the code of the grid, with whose turn it is.

    Nobody reviews themselves: where nobody else is left of a kind, the next kind's turn has come.
    """
    rows = session.execute(
        sql(col(Review.id), col(Grid.path), col(Review.person_id), col(Review.score), col(Review.role))
        .join(Grid, col(Grid.id) == col(Review.grid_id))
        .where(col(Review.period) == period, within(list(paths)))
        .order_by(col(Grid.path), col(Review.id))
    ).all()
    posts = _reviewers(session) if rows else []
    return [Waiting(id_, path, who, score, _turn(posts, path, who, role)) for id_, path, who, score, role in rows]


def queue(session: Session, period: str, person_id: int, paths: Sequence[str]) -> list[Waiting]:
    """All that person has to review in a quarter, scored or not."""
    return [one for one in waiting(session, period, paths) if person_id in one.reviewers]


def to_review(session: Session, review_id: int, person_id: int, paths: Sequence[str]) -> Review:
    """One that this person may score, as a reviewer whose turn it is. Raises NotFound, ReviewClosed."""
    about = session.get(Review, review_id, populate_existing=True)
    if about is None or all(one.id != review_id for one in queue(session, about.period, person_id, paths)):
        raise NotFound(what="")
    if session.get_one(ReviewRound, about.period, populate_existing=True).state != OPEN:
        raise ReviewClosed
    return about


def score(session: Session, about: Review, points: int, by_id: int, now: datetime) -> None:
    """Give a score, or another one while the review is open. Raises BadScore, ReviewClosed."""
    if not 0 <= points <= MOST_SCORE:
        raise BadScore
    _write(session, about, now, score=points, by_id=by_id, scored_at=now)


def score_unscored(session: Session, review_id: int, points: int, by_id: int, now: datetime) -> bool:
    """Give a score where there is none yet; False where a colleague was quicker, or the review is closed."""
    this = (col(Review.id) == review_id) & col(Review.score).is_(None) & col(Review.period).in_(_open_at(now))
    return bool(affect(session, update(Review).where(this).values(score=points, by_id=by_id, scored_at=now)))


def comment(session: Session, about: Review, text: str, now: datetime) -> None:
    """Words to the score, or other words. Raises ReviewClosed."""
    _write(session, about, now, comment=text)


def answer(session: Session, review_id: int, person_id: int, text: str, now: datetime) -> Review | None:
    """The head's own words to a review of theirs, once; None when it is not theirs or was answered."""
    mine = (col(Review.id) == review_id) & (col(Review.person_id) == person_id) & col(Review.score).is_not(None)
    done = update(Review).where(mine, col(Review.answered_at).is_(None)).values(answer=text, answered_at=now)
    return session.get_one(Review, review_id, populate_existing=True) if affect(session, done) else None


def of_person(session: Session, person_id: int, most: int = 8) -> list[Review]:
    """The scored reviews of somebody in closed quarters, newest first."""
    found = (
        sql(Review)
        .join(ReviewRound, col(ReviewRound.period) == col(Review.period))
        .where(col(Review.person_id) == person_id, col(Review.score).is_not(None), col(ReviewRound.state) == CLOSED)
        .order_by(col(Review.period).desc(), col(Review.id))
        .limit(most)
    )
    return list(session.execute(found).scalars())


def progress(session: Session, period: str, paths: Sequence[str] = ("/",)) -> list[Progress]:
    """By grid of level 3 in these subtrees, how many heads have a score; those of no such grid under their own name."""
    names = {
        path: name for path, name in session.execute(sql(col(Grid.path), col(Grid.name)).where(col(Grid.level) == 3))
    }
    counts: dict[str, list[int]] = {}
    for one in waiting(session, period, paths):
        steps = one.path.strip("/").split("/")
        grid = next(
            (names[p] for p in ("/" + "/".join(steps[:n]) + "/" for n in range(len(steps), 0, -1)) if p in names), ""
        )
        entry = counts.setdefault(grid, [0, 0])
        entry[0] += 1
        entry[1] += one.score is not None
    return [Progress(grid, heads, scored) for grid, (heads, scored) in counts.items()]


def review_scores(session: Session, year: int) -> dict[tuple[int, int], tuple[int, int]]:
    """{(grid, person): (sum of their scores 0–100, how many)} of the closed reviews of a year's quarters."""
    rows = session.execute(
        sql(col(Review.grid_id), col(Review.person_id), func.sum(col(Review.score)), func.count())
        .join(ReviewRound, col(ReviewRound.period) == col(Review.period))
        .where(col(ReviewRound.state) == CLOSED, col(Review.score).is_not(None))
        .where(col(Review.period).startswith(f"{year}-"))
        .group_by(col(Review.grid_id), col(Review.person_id))
    )
    return {(grid, who): (int(total), int(count)) for grid, who, total, count in rows}


def last_score(session: Session, about: Review) -> int | None:
    """The same head's score of the quarter before, at the same grid."""
    before = (col(Review.person_id) == about.person_id) & (col(Review.grid_id) == about.grid_id)
    found = sql(col(Review.score)).where(before, col(Review.period) < about.period, col(Review.score).is_not(None))
    return session.execute(found.order_by(col(Review.period).desc()).limit(1)).scalar_one_or_none()


def _write(session: Session, about: Review, now: datetime, **values: Any) -> None:
    this = (col(Review.id) == about.id) & col(Review.period).in_(_open_at(now))
    if not affect(session, update(Review).where(this).values(**values)):
        raise ReviewClosed
    session.refresh(about)


def _open_at(now: datetime) -> Select[Any]:
    return sql(col(ReviewRound.period)).where(col(ReviewRound.state) == OPEN, col(ReviewRound.closes_at) >= now)


def _reviewers(session: Session) -> list[tuple[int, str, str]]:
    """(person, role, path) of every running post whose holder may have to review."""
    rows = session.execute(
        sql(col(Post.person_id), col(Post.role), col(Grid.path))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(col(Post.role).in_(TURNS), col(Post.to_on).is_(None), ~col(Post.deputy))
    )
    return [(who, role, path) for who, role, path in rows]


def _turn(posts: Iterable[tuple[int, str, str]], path: str, head: int, role: str) -> frozenset[int]:
    """The nearest above of the first kind that has anybody but the head; of a grid head, above their grid."""
    for turn in TURNS:
        above = [
            (len(mine), who) for who, its, mine in posts
            if its == turn and path.startswith(mine) and who != head and (role != GRID_HEAD or mine != path)
        ]  # fmt: skip
        if above:
            nearest = max(length for length, _ in above)
            return frozenset(who for length, who in above if length == nearest)
    return frozenset()
