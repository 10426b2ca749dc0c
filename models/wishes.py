"""Micro-wishes 微心愿: somebody wishes, a neighbour claims it, fulfils it, and whoever wished says that it is so.

Who reads a wish before it is published is in wish_review.py, whom it is offered to in wish_offers.py, claiming to
confirming in wish_claims.py, what is said of it in wish_telling.py. How long each step takes is data/wishes.toml.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, Index, case, func, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col, select

from models.crypt import Encrypted
from models.db import UtcTime, affect
from models.errors import NotFound, StairwellError
from models.grid import Grid, community, within
from models.posts import Post
from models.text import chinese_marks

ASKING, SUBMITTED, RETURNED, PUBLISHED, CLAIMED, FULFILLED, CONFIRMED, WITHDRAWN, EXPIRED, REFUSED = STATES = (
    "asking", "submitted", "returned", "published", "claimed", "fulfilled", "confirmed", "withdrawn", "expired",
    "refused",
)  # fmt: skip
UNDER_WAY = (ASKING, SUBMITTED, RETURNED, PUBLISHED, CLAIMED, FULFILLED)
PHONE, NAME, HEAD = SHARES = ("phone", "name", "head")
WORDS_LEAST = 2


class TooManyWishes(StairwellError):
    """That person has `most` wishes under way."""

    key = "error-wishes-many"


class BadWish(StairwellError):
    """A wish says something, in `most` characters at most."""

    key = "error-wish-words"


class WishOver(StairwellError):
    """That is not possible with the wish any more: it has gone on, or has ended."""

    key = "error-wish-over"


class Wish(SQLModel, table=True):
    """One wish. Its number is what people name it by; it says nothing of whose it is.

    `wisher_id` is who wishes; None for somebody the community has no record of, who then has a `name`. `by_id` entered
    it: the wisher, or a neighbour for them. `grid_id` is the stairwell it comes from. `words` are as they were said and
    seen by who moderates only; `public` is what moderation lets everybody read; `note` and `photos` (Telegram's file
    ids, a line each) are the claimer's account, `remark` why it was returned. `share` is what the wisher lets the
    claimer know: name and phone, the name, or nothing, the head passing it on. `round` counts submissions, so that a
    decision is about the words that were read. `area` is the subtree it is offered to, until `widen_at`; `opened_at`
    is since when it can be claimed. `claimed_at` is the first claim, `taken_at` the one of who has it now. `asked`
    counts whom the question whether it is fulfilled went to, last at `asked_at`; `checker_id` is who was asked in the
    wisher's place. `fulfilled_at` is the claimer's word, `confirmed_at` the wisher's, or of who was asked for them.
    """

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="wish_state"),
        CheckConstraint(f"share IN {SHARES!r}", name="wish_share"),
        CheckConstraint("wisher_id IS NOT NULL OR name <> ''", name="wish_whose"),
        Index("wish_offered", "state", "area"),
    )
    id: int | None = Field(default=None, primary_key=True)
    wisher_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    name: str = Field(default="", sa_type=Encrypted)
    by_id: int = Field(foreign_key="person.id", index=True)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    words: str = Field(default="", sa_type=Encrypted)
    public: str = Field(default="", sa_type=Encrypted)
    share: str = Field(default=HEAD, max_length=8)
    state: str = Field(default=SUBMITTED, max_length=12)
    round: int = 1
    remark: str | None = Field(default=None, sa_type=Encrypted)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    area: str = Field(default="", max_length=200)
    widen_at: datetime | None = Field(default=None, sa_type=UtcTime)
    opened_at: datetime | None = Field(default=None, sa_type=UtcTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcTime)
    claimer_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    taken_at: datetime | None = Field(default=None, sa_type=UtcTime)
    claim_until: datetime | None = Field(default=None, sa_type=UtcTime)
    reminded: bool = False
    note: str = Field(default="", sa_type=Encrypted)
    photos: str = Field(default="", sa_type=Encrypted)
    asked: int = 0
    asked_at: datetime | None = Field(default=None, sa_type=UtcTime)
    checker_id: int | None = Field(default=None, foreign_key="person.id")
    confirmed_by: int | None = Field(default=None, foreign_key="person.id")
    made_at: datetime = Field(sa_type=UtcTime)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    returned_at: datetime | None = Field(default=None, sa_type=UtcTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcTime)
    claimed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    fulfilled_at: datetime | None = Field(default=None, sa_type=UtcTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)

    @property
    def number(self) -> int:
        """Its number, once it is kept."""
        assert self.id is not None
        return self.id


@dataclass(frozen=True, slots=True)
class Stage:
    """Until so many days later it is offered up to that level; the last one has no end."""

    level: int
    days: int


@dataclass(frozen=True, slots=True)
class Terms:
    """The figures of data/wishes.toml; see there."""

    words_most: int
    public_most: int
    open_most: int
    claims_most: int
    weekly_most: int
    attest: timedelta
    read: timedelta
    stands: timedelta
    claim: timedelta
    remind: timedelta
    again: timedelta
    confirm: timedelta
    offer: tuple[Stage, ...]
    private: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WishTally:
    """Wishes of a period: made, claimed for the first time, confirmed as fulfilled; `open` is at its end."""

    asked: int = 0
    claimed: int = 0
    fulfilled: int = 0
    open: int = 0


@cache
def terms() -> Terms:
    """The figures this community goes by. Raises KeyError when the file makes no sense."""
    data = tomllib.loads((files("models") / "data" / "wishes.toml").read_text("utf-8"))
    figures: dict[str, Any] = {}
    for name, value in data.items():
        if name.endswith("_days"):
            figures[name.removesuffix("_days")] = timedelta(days=value)
        elif name.endswith("_most"):
            figures[name] = int(value)
    return Terms(
        **figures,
        offer=tuple(Stage(one["level"], one["days"]) for one in data["offer"]),
        private=tuple(word.casefold() for word in data["private"]["words"]),
    )  # fmt: skip


def home_of(session: Session, person_id: int) -> Grid:
    """Where somebody belongs: the lowest grid of their running posts, else the community."""
    held = (col(Post.person_id) == person_id) & col(Post.to_on).is_(None)
    lowest = select(Grid).join(Post, col(Post.grid_id) == col(Grid.id)).where(held)
    found = session.exec(lowest.order_by(col(Grid.level).desc(), col(Post.id)).limit(1)).first()
    return found or community(session)


def read_words(said: str) -> str:
    """A wish as it was said, in one line. Raises BadWish."""
    words = chinese_marks(" ".join(said.split()))
    if not WORDS_LEAST <= len(words) <= terms().words_most:
        raise BadWish(most=terms().words_most)
    return words


def make(
    session: Session,
    words: str,
    *,
    by_id: int,
    grid_id: int,
    now: datetime,
    wisher_id: int | None = None,
    name: str = "",
    attest: bool = False,
) -> Wish:
    """Keep a wish: the speaker's own, or (`wisher_id`, or a `name` nobody has a record of) one for somebody else.

    With `attest` that somebody is to say first that it is theirs. Raises BadWish, TooManyWishes.
    """
    words = read_words(words)
    whose = wisher_id if wisher_id is not None or name else by_id
    if whose is not None and _under_way(session, whose) >= terms().open_most:
        raise TooManyWishes(most=terms().open_most)
    wish = Wish(
        wisher_id=whose, name="" if whose is not None else name, by_id=by_id, grid_id=grid_id, words=words,
        state=ASKING if attest else SUBMITTED, made_at=now, submitted_at=None if attest else now,
    )  # fmt: skip
    session.add(wish)
    session.flush()
    return wish


def attest(session: Session, wish: Wish, now: datetime, *, true: bool) -> bool:
    """The wisher says whether a wish that was entered for them is theirs; False when that is over."""
    values: dict[str, object] = {"state": SUBMITTED, "submitted_at": now}
    if not true:
        values = {"state": REFUSED, "ended_at": now, "words": ""}
    return move(session, wish, col(Wish.state) == ASKING, values)


def share(session: Session, wish: Wish, what: str) -> bool:
    """What a claimer may know of the wisher; False when somebody has claimed it already, or it has ended."""
    return move(session, wish, col(Wish.state).in_((ASKING, SUBMITTED, RETURNED, PUBLISHED)), {"share": what})


def reword(session: Session, wish: Wish, words: str, now: datetime) -> bool:
    """Say a returned wish anew; False when it is not one. Raises BadWish."""
    values = {
        "state": SUBMITTED, "words": read_words(words), "public": "", "round": wish.round + 1, "submitted_at": now,
    }  # fmt: skip
    return move(session, wish, col(Wish.state) == RETURNED, values)


def withdraw(session: Session, wish: Wish, now: datetime) -> bool:
    """The wisher does not wish it any more; False when it had ended. Its words are forgotten."""
    gone = {"state": WITHDRAWN, "ended_at": now, "words": "", "public": "", "note": "", "photos": ""}
    return move(session, wish, col(Wish.state).in_(UNDER_WAY), gone)


def renew(session: Session, wish: Wish, now: datetime) -> bool:
    """Publish a wish again that nobody claimed in its time; False when it is not one."""
    anew = {"state": PUBLISHED, "ended_at": None, "opened_at": now, "expires_at": now + terms().stands}
    return move(session, wish, col(Wish.state) == EXPIRED, anew)


def own_wish(session: Session, wish_id: int, person_id: int | None) -> Wish:
    """The wish, if it is that person's, or was entered by them. Raises NotFound."""
    found = session.get(Wish, wish_id, populate_existing=True)
    if found is None or person_id is None or person_id not in (found.wisher_id, found.by_id):
        raise NotFound(what="")
    return found


def wishes_of(session: Session, person_id: int) -> Sequence[Wish]:
    """What somebody wished, entered or has claimed and what is under way, or nobody claimed in its time; by number."""
    theirs = (col(Wish.wisher_id) == person_id) | (col(Wish.by_id) == person_id) | (col(Wish.claimer_id) == person_id)
    living = col(Wish.state).in_((*UNDER_WAY, EXPIRED))
    return session.exec(select(Wish).where(theirs, living).order_by(col(Wish.id))).all()


def wish_figures(session: Session, start: datetime, end: datetime, paths: Sequence[str] = ("/",)) -> WishTally:
    """Wishes of [start, end) from these subtrees, counted from the instants of their rows.

    `asked`: made in it, and the wisher's own or attested. `claimed`: claimed for the first time in it, whatever came
    of that. `fulfilled`: confirmed in it by the wisher or whoever was asked for them. `open`: published before its end
    and by then neither confirmed nor ended.
    """

    def within_period(at: Any) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = at.is_not(None) & (at >= start) & (at < end)
        return condition

    still = _not_before(col(Wish.confirmed_at), end) & _not_before(col(Wish.ended_at), end)
    conditions = (
        within_period(col(Wish.made_at)) & col(Wish.submitted_at).is_not(None),
        within_period(col(Wish.claimed_at)),
        within_period(col(Wish.confirmed_at)),
        col(Wish.published_at).is_not(None) & (col(Wish.published_at) < end) & still,
    )
    counted = sql(*(func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in conditions))
    row = session.execute(
        counted.select_from(Wish).join(Grid, col(Grid.id) == col(Wish.grid_id)).where(within(list(paths)))
    ).one()
    return WishTally(*(int(number) for number in row))


def move(session: Session, wish: Wish, ready: ColumnElement[bool], values: Mapping[str, object]) -> bool:
    """One conditional change of a wish's row; the object at hand is read anew. False when it was not `ready`."""
    done = affect(session, update(Wish).where(col(Wish.id) == wish.id, ready).values(**values))
    session.refresh(wish)
    return bool(done)


def _not_before(at: Any, end: datetime) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = at.is_(None) | (at >= end)
    return condition


def _under_way(session: Session, person_id: int) -> int:
    theirs = (col(Wish.wisher_id) == person_id) & col(Wish.state).in_(UNDER_WAY)
    return int(session.execute(sql(func.count()).select_from(Wish).where(theirs)).scalar_one())
