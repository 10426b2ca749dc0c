"""Moderation: a wish is read before others see it, worded so that it does not say whose it is, or returned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.errors import NotFound, StairwellError
from models.grid import Grid, within
from models.posts import COORDINATOR, GRID_HEAD, Post
from models.text import chinese_marks
from models.wish_offers import reach
from models.wish_words import revealing
from models.wishes import PUBLISHED, RETURNED, SUBMITTED, WORDS_LEAST, BadWish, Wish, move, terms

TURNS = (GRID_HEAD, COORDINATOR)
"""Who reads it: the nearest grid heads; where there are none, or only the wisher, the nearest coordinators. Once it has
waited for `read_days`, both."""
MOST = 500


class WishDecided(StairwellError):
    """Somebody else has decided it, or it was withdrawn or said anew meanwhile."""

    key = "error-wish-decided"


class WishReveals(StairwellError):
    """The words would tell whose wish it is, or what burdens them: `pieces` are to be left out."""

    key = "error-wish-reveals"


@dataclass(frozen=True, slots=True)
class WaitingWish:
    """A wish that waits to be read, and whose turn that is."""

    id: int
    submitted_at: datetime
    readers: frozenset[int]


def waiting_wishes(session: Session, now: datetime, paths: Sequence[str] = ("/",)) -> list[WaitingWish]:
    """What waits within these subtrees, oldest first, MOST at most. Nobody reads what they wish or entered."""
    rows = session.execute(
        sql(col(Wish.id), col(Wish.wisher_id), col(Wish.by_id), col(Wish.submitted_at), col(Grid.path))
        .join(Grid, col(Grid.id) == col(Wish.grid_id))
        .where(col(Wish.state) == SUBMITTED, within(list(paths)))
        .order_by(col(Wish.submitted_at), col(Wish.id)).limit(MOST)
    ).all()  # fmt: skip
    posts = _posts(session) if rows else []
    return [
        WaitingWish(number, at, _turn(posts, path, {wisher, by}, _late(at, now)))
        for number, wisher, by, at, path in rows
    ]


def to_read(session: Session, wish_id: int, person_id: int, paths: Sequence[str], now: datetime) -> Wish:
    """The wish, if it is that person's turn to read it, whatever its state. Raises NotFound."""
    found = session.execute(
        select(Wish, Grid.path).join(Grid, col(Grid.id) == col(Wish.grid_id))
        .where(Wish.id == wish_id, within(list(paths))).execution_options(populate_existing=True)
    ).first()  # fmt: skip
    if found is None:
        raise NotFound(what="")
    wish, path = found
    assert isinstance(wish, Wish)
    late = _late(wish.submitted_at or now, now)
    if person_id not in _turn(_posts(session), path, {wish.wisher_id, wish.by_id}, late):
        raise NotFound(what="")
    return wish


def wording(wish: Wish) -> str:
    """What would be published: the moderator's words where there are any, else the wisher's."""
    return wish.public or wish.words


def word(session: Session, wish: Wish, text: str, seen: int) -> None:
    """Keep the moderator's wording of the submission number `seen`. Raises BadWish, WishReveals, WishDecided."""
    text = _fit(session, wish, text)
    if not move(session, wish, _this(seen), {"public": text}):
        raise WishDecided


def publish(session: Session, wish: Wish, seen: int, by_id: int, now: datetime) -> None:
    """Let it be read, first in its own stairwell. Raises BadWish, WishReveals, WishDecided."""
    text = _fit(session, wish, wording(wish))
    first = reach(session.get_one(Grid, wish.grid_id).path, now)
    assert first is not None
    values = {
        "state": PUBLISHED, "public": text, "decided_by": by_id, "published_at": now, "opened_at": now,
        "expires_at": now + terms().stands, "area": first[0], "widen_at": first[1], "remark": None,
    }  # fmt: skip
    if not move(session, wish, _this(seen), values):
        raise WishDecided


def give_back(session: Session, wish: Wish, seen: int, remark: str, by_id: int, now: datetime) -> None:
    """Return it with a kind word that says what would help. Raises WishDecided."""
    values = {"state": RETURNED, "returned_at": now, "remark": remark, "decided_by": by_id, "public": ""}
    if not move(session, wish, _this(seen), values):
        raise WishDecided


def _fit(session: Session, wish: Wish, text: str) -> str:
    text = chinese_marks(" ".join(text.split()))
    if not WORDS_LEAST <= len(text) <= terms().public_most:
        raise BadWish(most=terms().public_most)
    if pieces := revealing(session, wish, text):
        raise WishReveals(pieces=pieces)
    return text


def _this(seen: int) -> ColumnElement[bool]:
    return (col(Wish.state) == SUBMITTED) & (col(Wish.round) == seen)


def _posts(session: Session) -> list[tuple[int, str, str]]:
    rows = session.execute(
        sql(col(Post.person_id), col(Post.role), col(Grid.path))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(col(Post.role).in_(TURNS), col(Post.to_on).is_(None))
    )
    return [(person_id, role, path) for person_id, role, path in rows]


def _late(submitted_at: datetime, now: datetime) -> bool:
    return submitted_at <= now - terms().read


def _turn(posts: Sequence[tuple[int, str, str]], path: str, without: set[int | None], late: bool) -> frozenset[int]:
    """Of the first kind that has anybody, those at the lowest grid; of every kind when it has waited too long."""
    found: frozenset[int] = frozenset()
    for turn in TURNS:
        able = [(mine, who) for who, role, mine in posts if role == turn and path.startswith(mine)]
        able = [(mine, who) for mine, who in able if who not in without]
        nearest = max((len(mine) for mine, _ in able), default=0)
        found |= {who for mine, who in able if len(mine) == nearest}
        if found and not late:
            break
    return found
