"""What coordinators do with the texts of a pool: write, approve, withdraw, plan, and see how long they last."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, update
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.approval import Second
from models.audit import Audit, record
from models.db import affect
from models.errors import NotFound, StairwellError
from models.following import reachable
from models.grid import COMMUNITY, Grid
from models.people import Person
from models.permissions import roles_with
from models.posts import Post
from models.texts import APPROVED, DRAFT, USED, WITHDRAWN, PoolText, TextUse
from models.wording import OCCASIONS, week_of

ACT, APPROVE = "text.edit", "text.approve"
MOST_WEEKS = 520
"""Weeks that are looked ahead at most when it is counted how long a pool lasts."""


class TextNotFound(NotFound):
    """There is no text of that number, or it was withdrawn."""

    key = "error-text-not-found"


class TextKnown(StairwellError):
    """The pool has those very words already, as number `number`."""

    key = "error-text-known"


class PeriodTaken(StairwellError):
    """The period `when` has taken its text already."""

    key = "error-text-period-taken"


@dataclass(frozen=True, slots=True)
class Entry:
    """A text as it was written: its pool, its words by language, the holiday or the period it is for, if any."""

    pool: str
    body: dict[str, str]
    for_name: str = ""
    period: str = ""

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, for a question to remember; `Entry(**data)` is it again."""
        return {"pool": self.pool, "body": self.body, "for_name": self.for_name, "period": self.period}


@dataclass(slots=True)
class Decided:
    """What became of the texts that somebody approved: approved; their own, which another must; neither."""

    approved: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stock:
    """What is left of a pool: approved texts never used, weeks they last from now and the last of them, drafts.

    `bare` are the holidays that have no greeting; a pool of greetings lasts no number of weeks.
    """

    unused: int
    weeks: int
    until: str
    drafts: list[int]
    bare: list[str]


def seconds(session: Session, author_id: int) -> list[Second]:
    """Everybody else who may approve: coordinators of the whole community a message can reach."""
    rows = session.execute(
        sql(col(Person.id), col(Person.name), col(Person.language))
        .join(Post, col(Post.person_id) == col(Person.id))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(
            col(Post.role).in_(roles_with(APPROVE)), col(Post.to_on).is_(None), col(Grid.level) == COMMUNITY,
            col(Person.id) != author_id, reachable(),
        )
        .distinct().order_by(col(Person.id))
    )  # fmt: skip
    return [Second(*row) for row in rows]


def known_as(session: Session, entry: Entry) -> int | None:
    """The number of a text of the pool that is for the same and says the same in Chinese, withdrawn ones apart."""
    same = (col(PoolText.pool) == entry.pool) & (col(PoolText.for_name) == entry.for_name)
    query = sql(col(PoolText.id), col(PoolText.body)).where(same, col(PoolText.state) != WITHDRAWN)
    return next((row.id for row in session.execute(query) if row.body["zh-CN"] == entry.body["zh-CN"]), None)


def draft(session: Session, entry: Entry, author_id: int, now: datetime, *, approved: bool = False) -> int:
    """Put a text into its pool as a draft, or, with `approved`, ready to be used; its number. Raises TextKnown."""
    if (known := known_as(session, entry)) is not None:
        raise TextKnown(number=known)
    text = PoolText(
        pool=entry.pool, body=entry.body, for_name=entry.for_name, period=entry.period,
        state=APPROVED if approved else DRAFT, author_id=author_id, approver_id=author_id if approved else None,
        created_at=now, approved_at=now if approved else None,
    )  # fmt: skip
    session.add(text)
    session.flush()
    assert text.id is not None
    record(session, now, author_id, "text.add", _subject(text.id), pool=entry.pool, approved=approved)
    return text.id


def approve(session: Session, numbers: Iterable[int], actor_id: int, now: datetime) -> Decided:
    """Approve these drafts, each once, whoever else does at the same moment.

    One's own are another coordinator's to approve, where there is one.
    """
    decided, others = Decided(), bool(seconds(session, actor_id))
    for number in numbers:
        draft_ = (col(PoolText.id) == number) & (col(PoolText.state) == DRAFT)
        mine = session.execute(sql(col(PoolText.author_id)).where(draft_)).scalar() == actor_id
        if mine and others:
            decided.own.append(number)
            continue
        done = update(PoolText).where(draft_).values(state=APPROVED, approver_id=actor_id, approved_at=now)
        if affect(session, done):
            decided.approved.append(number)
            record(session, now, actor_id, "text.approve", _subject(number), own=mine)
        else:
            decided.left.append(number)
    session.expire_all()
    return decided


def withdraw(session: Session, number: int, actor_id: int, now: datetime, *, may_all: bool) -> None:
    """Take a text out of use, for good; what was taken stays in the history. Raises TextNotFound.

    Whoever may not approve (`may_all`) can only take back their own drafts.
    """
    this = (col(PoolText.id) == number) & (col(PoolText.state) != WITHDRAWN)
    if not may_all:
        this &= (col(PoolText.author_id) == actor_id) & (col(PoolText.state) == DRAFT)
    if not affect(session, update(PoolText).where(this).values(state=WITHDRAWN)):
        raise TextNotFound(what=number)
    session.expire_all()
    record(session, now, actor_id, "text.withdraw", _subject(number))


def plan(session: Session, number: int, for_name: str, period: str, actor_id: int, now: datetime) -> PoolText:
    """Keep a text for a holiday or a period, or for neither; what was planned for that period before is free again.

    Raises TextNotFound, and PeriodTaken for a period that has its text.
    """
    text = find(session, number)
    if period:
        taken = sql(col(TextUse.text_id)).where(col(TextUse.pool) == text.pool, col(TextUse.period) == period)
        if session.execute(taken).scalar() is not None:
            raise PeriodTaken(when=period)
        others = (col(PoolText.pool) == text.pool) & (col(PoolText.period) == period)
        affect(session, update(PoolText).where(others, col(PoolText.id) != number).values(period=""))
    text.for_name, text.period = for_name, period
    session.add(text)
    record(session, now, actor_id, "text.plan", _subject(number), occasion=for_name, period=period)
    return text


def find(session: Session, number: int) -> PoolText:
    """The text of that number. Raises TextNotFound, also for one that was withdrawn."""
    text = session.get(PoolText, number)
    if text is None or text.state == WITHDRAWN:
        raise TextNotFound(what=number)
    return text


def listed(session: Session, pool: str, states: Collection[str], most: int) -> tuple[list[PoolText], int]:
    """The texts of a pool in these states in the order they are taken, `most` of them, and how many there are."""
    which = (col(PoolText.pool) == pool) & col(PoolText.state).in_(states)
    order = (col(PoolText.approved_at), col(PoolText.id))
    rows = session.exec(select(PoolText).where(which).order_by(*order).limit(most)).all()
    return list(rows), session.execute(sql(func.count()).select_from(PoolText).where(which)).scalar_one()


def uses(session: Session, pool: str, most: int) -> list[tuple[TextUse, PoolText | None]]:
    """Which text each period of a pool got, the newest first."""
    query = select(TextUse, PoolText).outerjoin(PoolText, col(PoolText.id) == col(TextUse.text_id))
    query = query.where(TextUse.pool == pool).order_by(col(TextUse.at).desc(), col(TextUse.period).desc())
    return list(session.exec(query.limit(most)).all())


def story(session: Session, number: int, most: int) -> list[tuple[Audit, str | None]]:
    """What was done with a text and by whom (None: by the program), oldest first; the newest `most`."""
    query = select(Audit, Person.name).outerjoin(Person, col(Person.id) == col(Audit.actor_id))
    query = query.where(Audit.subject == _subject(number)).order_by(col(Audit.id).desc()).limit(most)
    return list(reversed(session.exec(query).all()))


def stock(session: Session, pool: str, today: date) -> Stock:
    """What is left of a pool, and until when, if every week takes one, from this week on if it took none yet.

    What is planned, or fits only some months, counts where it fits.
    """
    unused = session.exec(
        select(PoolText).where(PoolText.pool == pool, PoolText.state == APPROVED)
        .order_by(col(PoolText.months) == 0, col(PoolText.approved_at), col(PoolText.id))
    ).all()  # fmt: skip
    this = (col(TextUse.pool) == pool) & (col(TextUse.period) == week_of(today)) & col(TextUse.text_id).is_not(None)
    began = session.execute(sql(func.count()).select_from(TextUse).where(this)).scalar_one()
    weeks, until = lasts([one for one in unused if not one.for_name], today + timedelta(days=7 * began))
    drafts = session.execute(
        sql(col(PoolText.id)).where(col(PoolText.pool) == pool, col(PoolText.state) == DRAFT).order_by(col(PoolText.id))
    ).scalars()  # fmt: skip
    have = sql(col(PoolText.for_name)).where(col(PoolText.pool) == pool, col(PoolText.state).in_((APPROVED, USED)))
    named = set(session.execute(have.distinct()).scalars())
    return Stock(len(unused), weeks, until, list(drafts), [name for name in OCCASIONS if name not in named])


def lasts(texts: Iterable[PoolText], start: date) -> tuple[int, str]:
    """(for how many weeks, from that of `start`, there is a text, the last of them or ""). Pure.

    `texts` come in the order they are taken in.
    """
    left, last = list(texts), ""
    for week in range(MOST_WEEKS):
        day = start + timedelta(days=7 * week)
        monday, period = day - timedelta(days=day.weekday()), week_of(day)
        fits = [one for one in left if one.period == period] or [
            one for one in left
            if (not one.period or one.period < period) and (not one.months or one.months >> (monday.month - 1) & 1)
        ]  # fmt: skip
        if not fits:
            return week, last
        left.remove(fits[0])
        last = period
    return MOST_WEEKS, last


def _subject(number: int) -> str:
    return f"text:{number}"
