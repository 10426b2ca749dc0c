"""How a claimer reaches whoever wishes, as far as that was agreed to; and who is asked in the wisher's place."""

from dataclasses import dataclass

from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.grid import Grid
from models.knockers import chains
from models.nominations import can_hear
from models.people import ACTIVE, SMS, Address, Person
from models.posts import COORDINATOR, HEADS, Post
from models.wish_words import wisher_name
from models.wishes import HEAD, NAME, PHONE, Wish

NOBODY = 0
"""Stands for a wisher the community has no record of."""


@dataclass(frozen=True, slots=True)
class Contact:
    """What the claimer is told. `how` is one of SHARES; by `head`, `name` and `phone` are those of who passes it on.

    `phone` is "" where none is known or it may not be told; `helper_id` is who passes it on.
    """

    how: str
    name: str = ""
    grid: str = ""
    phone: str = ""
    helper_id: int | None = None


def contact(session: Session, wish: Wish) -> Contact:
    """How to reach the wisher: as they said, or by way of a neighbour where they cannot be written to.

    A head's phone may be told, for it stands on the notice board; that of any other helper not.
    """
    if wish.share != HEAD and wish.wisher_id is not None and can_hear(session, wish.wisher_id):
        phone = _phone(session, wish.wisher_id) if wish.share == PHONE else ""
        grid = session.get_one(Grid, wish.grid_id).name
        return Contact(PHONE if phone else NAME, wisher_name(session, wish), grid, phone)
    helper = next(iter(helpers(session, wish)), None)
    if helper is None:
        return Contact(HEAD)
    held = (col(Post.person_id) == helper) & col(Post.to_on).is_(None) & col(Post.role).in_((*HEADS, COORDINATOR))
    listed = session.execute(sql(col(Post.id)).where(held).limit(1)).first() is not None
    phone = _phone(session, helper) if listed else ""
    return Contact(HEAD, session.get_one(Person, helper).name, "", phone, helper)


def helpers(session: Session, wish: Wish) -> list[int]:
    """Who can ask or pass on in the wisher's place, nearest first, never the claimer: who entered it for them, the
    heads of their stairwell, building and grid, the coordinators."""
    whose = wish.wisher_id or NOBODY
    chain = chains(session, {whose: wish.grid_id})[whose]
    first = [wish.by_id] if wish.by_id != wish.wisher_id and can_hear(session, wish.by_id) else []
    found = dict.fromkeys((*first, *chain.heads, *chain.coordinators))
    return [who for who in found if who not in (wish.claimer_id, wish.wisher_id)]


def listener(session: Session, wish: Wish) -> int:
    """Who hears what becomes of it: the wisher, or who entered it where they cannot be written to."""
    return wish.wisher_id if wish.wisher_id is not None and can_hear(session, wish.wisher_id) else wish.by_id


def _phone(session: Session, person_id: int) -> str:
    theirs = (col(Address.person_id) == person_id) & (col(Address.channel) == SMS) & (col(Address.state) == ACTIVE)
    found = session.execute(
        sql(col(Address.value)).where(theirs).order_by(col(Address.preferred).desc(), col(Address.id)).limit(1)
    ).scalar()
    return "" if found is None else str(found).removeprefix("+86")
