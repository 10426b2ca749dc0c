"""What must hold of wishes, cases and check-ins after any year on the stage: a person's word ends each, once."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.care_checks import MET, WELL, CareCheck
from models.cases import CHECKED, CLOSED, CONFIRMED, Case, CaseNote
from models.ledger import Entry
from models.wish_claims import RULE
from models.wish_history import WishClaim
from models.wishes import CLAIMED, FULFILLED, Wish
from models.wishes import CONFIRMED as WISH_CONFIRMED


def broken_between_neighbours(session: Session) -> Iterator[str]:
    """Each promise that does not hold, with how often, in words."""
    for name, count in (
        ("wishes were had by two at once", _twice(session)),
        ("wishes are had by somebody who did not claim them", _unclaimed(session)),
        ("wishes are confirmed by nobody, or by who claimed them", _count(session, Wish, _own_word())),
        ("fulfilled wishes are not booked once", _not_booked_once(session)),
        ("cases are closed without another's word", _count(session, Case, _wordless())),
        ("check-ins are well without anybody having said so", _count(session, CareCheck, _unsaid())),
    ):
        if count:
            yield f"{count} {name}"


def lived(session: Session) -> dict[str, int]:
    """How much there was of it: what a rehearsal that checks these promises must not be without."""
    return {
        "claims": _count(session, WishClaim),
        "wishes fulfilled": _count(session, Wish, col(Wish.state) == WISH_CONFIRMED),
        "cases closed": _count(session, Case, col(Case.state) == CLOSED),
        "check-ins answered": _count(session, CareCheck, col(CareCheck.state) == WELL),
        "doors knocked at": _count(session, CareCheck, col(CareCheck.state) == MET),
    }


def _twice(session: Session) -> int:
    other = aliased(WishClaim)
    both = (col(other.wish_id) == col(WishClaim.wish_id)) & (col(other.id) > col(WishClaim.id))
    overlap = or_(col(WishClaim.ended_at).is_(None), col(WishClaim.ended_at) > col(other.at))
    return int(session.execute(select(func.count()).select_from(WishClaim).join(other, both & overlap)).scalar_one())


def _unclaimed(session: Session) -> int:
    theirs = (
        (col(WishClaim.wish_id) == col(Wish.id)) & (col(WishClaim.person_id) == col(Wish.claimer_id))
        & col(WishClaim.ended_at).is_(None)
    )  # fmt: skip
    return _count(session, Wish, col(Wish.state).in_((CLAIMED, FULFILLED)) & ~exists().where(theirs))


def _own_word() -> ColumnElement[bool]:
    by = or_(col(Wish.confirmed_by).is_(None), col(Wish.confirmed_by) == col(Wish.claimer_id))
    return (col(Wish.state) == WISH_CONFIRMED) & by


def _not_booked_once(session: Session) -> int:
    done = session.execute(select(col(Wish.id)).where(col(Wish.state) == WISH_CONFIRMED)).scalars()
    booked = session.execute(select(col(Entry.source)).where(col(Entry.rule) == RULE)).scalars().all()
    wanted = sorted(f"wish:{number}" for number in done)
    return 0 if wanted == sorted(booked) else len(set(wanted) ^ set(booked)) or 1


def _wordless() -> ColumnElement[bool]:
    word = (
        (col(CaseNote.case_id) == col(Case.id)) & (col(CaseNote.person_id) == col(Case.closed_by))
        & col(CaseNote.act).in_((CONFIRMED, CHECKED))
    )  # fmt: skip
    return (col(Case.state) == CLOSED) & (or_(col(Case.closed_by) == col(Case.solved_by), ~exists().where(word)))


def _unsaid() -> ColumnElement[bool]:
    return col(CareCheck.state).in_((WELL, MET)) & col(CareCheck.ended_by).is_(None)


def _count(session: Session, table: Any, *where: ColumnElement[bool]) -> int:
    return int(session.execute(select(func.count()).select_from(table).where(*where)).scalar_one())
