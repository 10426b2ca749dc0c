"""Objections 异议 to a posted award list: anybody may make one, each is answered, who insists is answered by another.

What was objected is encrypted, and who did is shown to coordinators only. A list with an objection that waits is not
closed (models/award_posting.py).
"""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, func, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col, select

from models.audit import record
from models.awards import CLOSED, POSTED, AwardList, locked
from models.crypt import Encrypted
from models.db import UtcTime, affect
from models.errors import NotFound, StairwellError

OPEN, ANSWERED, INSISTED, SETTLED = STATES = ("open", "answered", "insisted", "settled")
WAITING = (OPEN, INSISTED)
MOST, TEXT_LENGTH = 5, 300
"""Objections one person may make to one list; characters of one."""


class NoPosting(StairwellError):
    """No list is posted for objections at the moment."""

    key = "error-no-posting"


class TooManyObjections(StairwellError):
    """Somebody has made `most` objections to this list already."""

    key = "error-objections-many"


class OwnObjection(StairwellError):
    """Nobody answers their own objection."""

    key = "error-own-objection"


class AnotherMustAnswer(StairwellError):
    """The objector insists, so it takes somebody else than who answered first."""

    key = "error-another-must-answer"


class ObjectionSettled(StairwellError):
    """It was answered or settled meanwhile."""

    key = "error-objection-settled"


class Objection(SQLModel, table=True):
    """What somebody objects to the list of a year; `id` is the number people name it by.

    open → answered → settled, or insisted → settled by the second answer, which another coordinator gives.
    """

    __tablename__ = "award_objection"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="award_objection_state"),
        CheckConstraint("second_by IS NULL OR second_by <> answered_by", name="award_objection_second"),
    )
    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(foreign_key="award_list.year", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    text: str = Field(sa_type=Encrypted)
    state: str = Field(default=OPEN, max_length=10)
    made_at: datetime = Field(sa_type=UtcTime)
    answer: str | None = Field(default=None, sa_type=Encrypted)
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)
    second: str | None = Field(default=None, sa_type=Encrypted)
    second_by: int | None = Field(default=None, foreign_key="person.id")
    second_at: datetime | None = Field(default=None, sa_type=UtcTime)

    @property
    def number(self) -> int:
        """What people call it by; only of one that was kept."""
        assert self.id is not None
        return self.id


def open_list(session: Session, now: datetime) -> AwardList | None:
    """The newest list that is posted and whose window is open."""
    posted = select(AwardList).where(AwardList.state == POSTED, col(AwardList.posted_until) > now)
    return session.exec(posted.order_by(col(AwardList.year).desc()).limit(1)).first()


def make_objection(session: Session, person_id: int, text: str, now: datetime) -> Objection:
    """Object to the list that is posted. Raises NoPosting, and TooManyObjections.

    The list's row is held meanwhile: a close that comes at the same moment waits, and then sees the objection.
    """
    listed = open_list(session, now)
    held = locked(session, listed.year) if listed else None
    if held is None or held.state != POSTED or held.posted_until is None or held.posted_until <= now:
        raise NoPosting
    mine = (col(Objection.year) == held.year) & (col(Objection.person_id) == person_id)
    if session.execute(sql(func.count()).select_from(Objection).where(mine)).scalar_one() >= MOST:
        raise TooManyObjections(most=MOST)
    made = Objection(year=held.year, person_id=person_id, text=text[:TEXT_LENGTH], made_at=now)
    session.add(made)
    session.flush()
    record(session, now, person_id, "objection.make", f"objection:{made.id}", year=held.year)
    return made


def objection(session: Session, number: int) -> Objection:
    """The objection with that number. Raises NotFound."""
    found = session.get(Objection, number, populate_existing=True) if 0 < number < 2**31 else None
    if found is None:
        raise NotFound(what="")
    return found


def answer(session: Session, number: int, text: str, actor_id: int, now: datetime) -> Objection:
    """Answer an objection; of several who do so at once one counts.

    Raises OwnObjection, AnotherMustAnswer where the objector insists, ObjectionSettled and NotFound.
    """
    about = objection(session, number)
    if about.person_id == actor_id:
        raise OwnObjection
    if about.state == INSISTED and about.answered_by == actor_id:
        raise AnotherMustAnswer
    this = col(Objection.id) == number
    text = text[:TEXT_LENGTH]
    first = {"state": ANSWERED, "answer": text, "answered_by": actor_id, "answered_at": now}
    last = {"state": SETTLED, "second": text, "second_by": actor_id, "second_at": now}
    again = about.state == INSISTED
    expected = this & (col(Objection.state) == (INSISTED if again else OPEN))
    if again:
        expected &= col(Objection.answered_by) != actor_id
    if not affect(session, update(Objection).where(expected).values(**(last if again else first))):
        raise ObjectionSettled
    session.refresh(about)
    record(session, now, actor_id, "objection.answer", f"objection:{number}", year=about.year, second=again)
    return about


def take_answer(session: Session, number: int, person_id: int, *, accepted: bool, now: datetime) -> Objection:
    """The objector accepts the answer, or insists. Raises ObjectionSettled, and NotFound for anybody else's."""
    about = objection(session, number)
    if about.person_id != person_id:
        raise NotFound(what="")
    held = locked(session, about.year)
    this = (col(Objection.id) == number) & (col(Objection.state) == ANSWERED)
    fresh = {"state": SETTLED if accepted else INSISTED}
    if held is None or held.state == CLOSED or not affect(session, update(Objection).where(this).values(**fresh)):
        raise ObjectionSettled
    session.refresh(about)
    record(session, now, person_id, "objection.accept" if accepted else "objection.insist", f"objection:{number}")
    return about


def objections(session: Session, year: int) -> list[Objection]:
    """All objections to the list of a year, in their order."""
    return list(session.exec(select(Objection).where(Objection.year == year).order_by(col(Objection.id))))


def counts(session: Session, year: int) -> tuple[int, int]:
    """(objections made to the list of a year, how many of them have been answered): all that is public of them."""
    answered = func.count(col(Objection.answered_at))
    made, done = session.execute(sql(func.count(), answered).where(col(Objection.year) == year)).one()
    return int(made), int(done)


def holding_up(session: Session, year: int, answer_days: int, now: datetime) -> int:
    """How many keep the list from being closed: no answer, none of a second person, or just answered.

    Whoever got an answer has `answer_days` to say that they insist; silence after that is taken as heard.
    """
    fresh = (col(Objection.state) == ANSWERED) & (col(Objection.answered_at) > now - timedelta(days=answer_days))
    waits = (col(Objection.year) == year) & (col(Objection.state).in_(WAITING) | fresh)
    return int(session.execute(sql(func.count()).select_from(Objection).where(waits)).scalar_one())
