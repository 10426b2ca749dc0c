"""Help between neighbours 互助, told by the helper and attested by the other side: no points before somebody said yes.

Who was helped is asked, in words that say neither what for nor why; where no message reaches them, whoever knows them:
the nearest head, then the coordinator. Silence is no yes.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, UniqueConstraint, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col

from models.crypt import Encrypted
from models.db import UtcTime, affect, insert_new
from models.errors import StairwellError
from models.grid import community
from models.knockers import chains
from models.ledger import book
from models.nominations import can_hear
from models.posts import Post

ASKED, ATTESTED, DENIED, LAPSED, WITHDRAWN = STATES = ("asked", "attested", "denied", "lapsed", "withdrawn")
RULE = "help.vouched"
STANDS = timedelta(days=7)
"""So long somebody's word is waited for."""
BACK = timedelta(days=7)
"""Help that was given longer ago is not told of any more: nobody remembers."""
MOST_HALF_HOURS = 16


class HelpedOneself(StairwellError):
    """Nobody helps themselves."""

    key = "error-help-oneself"


class HelpKnown(StairwellError):
    """One help a day, helper and person."""

    key = "error-help-known"


class NobodyToAttest(StairwellError):
    """Neither the person nor anybody who knows them can be asked."""

    key = "error-help-nobody"


class HelpSettled(StairwellError):
    """Somebody was quicker, or it is over its time."""

    key = "error-already-settled"


class Help(SQLModel, table=True):
    """Help that somebody says they gave: asked → attested, denied, lapsed; or withdrawn by the helper.

    what       in the helper's words; nobody but coordinators sees them
    half_hours how long, as told
    asked_id   whose word is waited for: the helped person's, or that of somebody who knows them
    """

    __tablename__ = "help_given"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="help_given_state"),
        UniqueConstraint("helper_id", "helped_id", "done_on", name="help_given_once"),
    )
    id: int | None = Field(default=None, primary_key=True)
    helper_id: int = Field(foreign_key="person.id", index=True)
    helped_id: int = Field(foreign_key="person.id", index=True)
    grid_id: int = Field(foreign_key="grid.id")
    what: str = Field(sa_type=Encrypted)
    half_hours: int
    done_on: date
    state: str = Field(default=ASKED, max_length=10)
    asked_id: int = Field(foreign_key="person.id")
    made_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime, index=True)
    settled_at: datetime | None = Field(default=None, sa_type=UtcTime)


@dataclass(frozen=True, slots=True)
class Told:
    """What a helper tells: whom they helped, with what, how long, on which local day."""

    helped_id: int
    what: str
    half_hours: int
    done_on: date


def tell(session: Session, helper_id: int, told: Told, now: datetime) -> Help:
    """Keep what a helper tells, and whose word it waits for.

    Raises HelpedOneself, NobodyToAttest, and HelpKnown for a second help on one day. One that was withdrawn
    or lapsed may be told anew.
    """
    if told.helped_id == helper_id:
        raise HelpedOneself
    asked_id = _who_knows(session, told.helped_id, helper_id)
    fresh = {
        "grid_id": _home(session, told.helped_id), "what": told.what, "half_hours": told.half_hours, "state": ASKED,
        "asked_id": asked_id, "made_at": now, "expires_at": now + STANDS, "settled_at": None,
    }  # fmt: skip
    key = {"helper_id": helper_id, "helped_id": told.helped_id, "done_on": told.done_on}
    this = (
        (col(Help.helper_id) == helper_id) & (col(Help.helped_id) == told.helped_id)
        & (col(Help.done_on) == told.done_on)
    )  # fmt: skip
    if not affect(session, insert_new(session, Help).values(key | fresh)) and not affect(
        session, update(Help).where(this, col(Help.state).in_((WITHDRAWN, LAPSED))).values(fresh)
    ):
        raise HelpKnown
    given: Help = session.execute(sql(Help).where(this).execution_options(populate_existing=True)).scalar_one()
    return given


def attest(session: Session, help_id: int, by_id: int, yes: bool, now: datetime, zone: ZoneInfo) -> tuple[Help, int]:
    """The word of whoever was asked: (the help, points booked for the helper). Raises HelpSettled."""
    this = (col(Help.id) == help_id) & (col(Help.state) == ASKED) & (col(Help.asked_id) == by_id)
    fresh = {"state": ATTESTED if yes else DENIED, "settled_at": now}
    if not affect(session, update(Help).where(this, col(Help.expires_at) > now).values(fresh)):
        raise HelpSettled
    given = session.get_one(Help, help_id, populate_existing=True)
    if not yes:
        return given, 0
    points = book(
        session, RULE, given.half_hours, person_id=given.helper_id, grid_id=given.grid_id, source=f"help:{given.id}",
        now=now, zone=zone, actor_id=by_id,
    )  # fmt: skip
    return given, points


def withdraw(session: Session, help_id: int, helper_id: int, now: datetime) -> Help:
    """The helper takes it back while nobody has answered. Raises HelpSettled."""
    this = (col(Help.id) == help_id) & (col(Help.state) == ASKED) & (col(Help.helper_id) == helper_id)
    if not affect(session, update(Help).where(this).values(state=WITHDRAWN, settled_at=now)):
        raise HelpSettled
    return session.get_one(Help, help_id, populate_existing=True)


def lapse(session: Session, now: datetime) -> list[Help]:
    """What nobody answered in time counts for nobody; those."""
    over = (col(Help.state) == ASKED) & (col(Help.expires_at) <= now)
    ended = update(Help).where(over).values(state=LAPSED, settled_at=now).returning(col(Help.id))
    return [session.get_one(Help, one, populate_existing=True) for one in session.execute(ended).scalars().all()]


def lapses_at(session: Session) -> datetime | None:
    """When the first one that waits lapses; None when none does."""
    waiting = sql(col(Help.expires_at)).where(col(Help.state) == ASKED).order_by(col(Help.expires_at)).limit(1)
    return session.execute(waiting).scalar_one_or_none()


def _who_knows(session: Session, helped_id: int, helper_id: int) -> int:
    if can_hear(session, helped_id):
        return helped_id
    chain = chains(session, {helped_id: None})[helped_id]
    for one in (*chain.heads, *chain.coordinators):
        if one != helper_id:
            return one
    raise NobodyToAttest


def _home(session: Session, person_id: int) -> int:
    """The grid of their first running post, else the community's."""
    running = sql(col(Post.grid_id)).where(col(Post.person_id) == person_id, col(Post.to_on).is_(None))
    held = session.execute(running.order_by(col(Post.id)).limit(1)).scalar_one_or_none()
    return held if held is not None else community(session).id or 0
