"""From the claim to the thanks: exactly one neighbour claims, says that it is done, and the wisher says that it is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, literal, update
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.db import UtcTime, affect
from models.errors import NotFound, StairwellError
from models.ledger import book
from models.text import chinese_marks, in_full
from models.wish_history import BACK, DONE, WishClaim, begins, ends
from models.wish_offers import not_own
from models.wishes import CLAIMED, CONFIRMED, FULFILLED, PUBLISHED, Wish, WishOver, home_of, move, terms

RULE = "wish.fulfilled"
NOTE_LENGTH, MOST_PHOTOS = 300, 5


class WishTaken(StairwellError):
    """A neighbour was quicker."""

    key = "error-wish-taken"


class OwnWish(StairwellError):
    """Nobody claims what they wish, or have entered for somebody."""

    key = "error-wish-own"


class TooManyClaims(StairwellError):
    """That person has `most` wishes to fulfil already."""

    key = "error-wish-claims"


class TooManyInAWeek(StairwellError):
    """That person has claimed `most` wishes within a week, and handed most of them back."""

    key = "error-wish-week"


def claim(session: Session, wish_id: int, person_id: int, sight: ColumnElement[bool], now: datetime) -> Wish:
    """Take a wish on, if it is free and within `sight`; of any number who try at once exactly one does.

    Raises NotFound, OwnWish, TooManyClaims, TooManyInAWeek, WishTaken, WishOver.
    """
    this = col(Wish.id) == wish_id
    free = (col(Wish.state) == PUBLISHED) & (col(Wish.expires_at) > now)
    other = aliased(Wish)
    has = sql(func.count()).where(other.claimer_id == person_id, other.state == CLAIMED)  # type: ignore[arg-type]
    values = {
        "state": CLAIMED, "claimer_id": person_id, "taken_at": now, "claim_until": now + terms().claim,
        "claimed_at": func.coalesce(col(Wish.claimed_at), literal(now, UtcTime)), "reminded": False, "widen_at": None,
    }  # fmt: skip
    able = has.select_from(other).scalar_subquery() < terms().claims_most
    begun = (col(WishClaim.person_id) == person_id) & (col(WishClaim.at) > now - timedelta(days=7))
    able &= sql(func.count()).select_from(WishClaim).where(begun).scalar_subquery() < terms().weekly_most
    done = affect(session, update(Wish).where(this, free, sight, not_own(person_id), able).values(values))
    wish = session.get(Wish, wish_id, populate_existing=True)
    if wish is None or not (done or session.execute(sql(col(Wish.id)).where(this, sight)).first()):
        raise NotFound(what="")
    if done:
        begins(session, wish_id, person_id, now)
        return wish
    if person_id in (wish.wisher_id, wish.by_id):
        raise OwnWish
    if wish.state == PUBLISHED and wish.expires_at is not None and wish.expires_at > now:
        held = session.execute(sql(func.count()).where(col(Wish.claimer_id) == person_id, col(Wish.state) == CLAIMED))
        if held.scalar_one() < terms().claims_most:
            raise TooManyInAWeek(most=terms().weekly_most)
        raise TooManyClaims(most=terms().claims_most)
    raise WishTaken if wish.state in (CLAIMED, FULFILLED, CONFIRMED) else WishOver


def claimed_wish(session: Session, wish_id: int, person_id: int) -> Wish:
    """The wish, if that person has it. Raises NotFound."""
    wish = session.get(Wish, wish_id, populate_existing=True)
    if wish is None or wish.claimer_id != person_id:
        raise NotFound(what="")
    return wish


def hand_back(session: Session, wish: Wish, person_id: int, now: datetime) -> bool:
    """The claimer gives it back, and it is offered again where it was; False when they do not have it any more."""
    mine = (col(Wish.state) == CLAIMED) & (col(Wish.claimer_id) == person_id)
    if not move(session, wish, mine, offered_anew(wish, now)):
        return False
    ends(session, wish, BACK, now)
    return True


def offered_anew(wish: Wish, now: datetime) -> dict[str, object]:
    """The values of a wish that can be claimed again, for a week at least."""
    least = now + terms().again
    return {
        "state": PUBLISHED, "claimer_id": None, "taken_at": None, "claim_until": None, "opened_at": now,
        "widen_at": now, "expires_at": max(wish.expires_at or least, least),
    }  # fmt: skip


def fulfil(session: Session, wish: Wish, person_id: int, note: str, photo: str, now: datetime) -> bool:
    """The claimer says that it is done, with words or a photo; False when they have it no more. Raises TooLong."""
    mine = (col(Wish.state) == CLAIMED) & (col(Wish.claimer_id) == person_id)
    photos = [*wish.photos.splitlines(), *([photo] if photo else [])][-MOST_PHOTOS:]
    values = {
        "state": FULFILLED, "fulfilled_at": now, "note": chinese_marks(in_full(note, NOTE_LENGTH)),
        "photos": "\n".join(photos), "asked": 0, "asked_at": None, "checker_id": None,
    }  # fmt: skip
    return move(session, wish, mine, values)


def not_yet(session: Session, wish: Wish, now: datetime) -> bool:
    """It is not done: the claimer has it again, for as long as at first; False when that was not the question."""
    again = {
        "state": CLAIMED, "fulfilled_at": None, "claim_until": now + terms().claim, "reminded": False,
        "asked": 0, "asked_at": None, "checker_id": None,
    }  # fmt: skip
    return move(session, wish, col(Wish.state) == FULFILLED, again)


def confirm(session: Session, wish: Wish, by_id: int, now: datetime, zone: ZoneInfo) -> bool:
    """It is fulfilled, says the wisher or who was asked for them: the claimer's points are booked, once.

    False when it was said before, or by the claimer, or nobody says it is done. The wisher's own words are forgotten;
    what was published stays. The points count where the claimer belongs, and name nobody else: a ledger that told the
    wisher's stairwell would tell more than they agreed to.
    """
    ready = (col(Wish.state) == FULFILLED) & (col(Wish.claimer_id) != by_id)
    values = {"state": CONFIRMED, "confirmed_at": now, "confirmed_by": by_id, "words": ""}
    if not move(session, wish, ready, values):
        return False
    ends(session, wish, DONE, now)
    assert wish.claimer_id is not None
    home = home_of(session, wish.claimer_id).id
    assert home is not None
    book(
        session, RULE, 1, person_id=wish.claimer_id, grid_id=home, source=f"wish:{wish.number}", now=now, zone=zone,
        actor_id=None,
    )  # fmt: skip
    return True


def may_say(wish: Wish, person_id: int | None) -> bool:
    """Whether that person was asked if it is done: the wisher, or who was asked in their place."""
    return person_id is not None and person_id in (wish.wisher_id, wish.checker_id)
