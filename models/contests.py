"""Contests: works sent in online between two dates, one a person and number, judged 1–10 by named people.

The result is the mean of a work's scores, to a hundredth; works with the same mean share a place. Judges do not see who
a work is by, and nobody scores their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, UniqueConstraint, func
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col, select

from models.crypt import Encrypted
from models.db import UtcTime, affect, insert_for, insert_new, write_queued
from models.errors import StairwellError
from models.events import ANNOUNCED, CONTEST, Event, EventOver, close_now, event_facts, ways
from models.outbox import post
from models.people import Person
from models.prompts import ask
from models.signups import held
from models.text import TooLong

TEXT, PHOTO, VOICE = KINDS = ("text", "photo", "voice")
LEAST, MOST = 1, 10
WORDS_LENGTH = 2000
MOST_JUDGES = 20


class NoContest(StairwellError):
    """That event takes no works."""

    key = "error-contest-none"


class NotYetOpen(StairwellError):
    """Works are taken from a later day."""

    key = "error-contest-early"


class StillOpen(StairwellError):
    """Works are still being taken, so nothing is judged or published."""

    key = "error-contest-open"


class NotJudged(StairwellError):
    """Some works have no score yet, so there is no result."""

    key = "error-contest-unjudged"


class Work(SQLModel, table=True):
    """What one person sent in: words, or the channel's id of a photo or voice message. `number` counts from 1."""

    __tablename__ = "contest_work"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id", name="contest_work_once"),
        UniqueConstraint("event_id", "number", name="contest_work_number"),
        CheckConstraint(f"kind IN {KINDS!r}", name="contest_work_kind"),
    )
    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    number: int
    kind: str = Field(max_length=8)
    body: str = Field(sa_type=Encrypted)
    words: str = Field(default="", sa_type=Encrypted)
    channel: str = Field(max_length=16)
    at: datetime = Field(sa_type=UtcTime)


class Judge(SQLModel, table=True):
    """Somebody who may score the works of a contest."""

    __tablename__ = "contest_judge"
    event_id: int = Field(primary_key=True, foreign_key="event.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id")


class Score(SQLModel, table=True):
    """What one judge gave one work, 1–10; the last word counts until the result is published."""

    __tablename__ = "contest_score"
    __table_args__ = (CheckConstraint(f"points BETWEEN {LEAST} AND {MOST}", name="contest_score_points"),)
    work_id: int = Field(primary_key=True, foreign_key="contest_work.id")
    judge_id: int = Field(primary_key=True, foreign_key="person.id")
    points: int
    at: datetime = Field(sa_type=UtcTime)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A work in the result: its place, its mean in hundredths, how many scored it, whether others share the place."""

    place: int
    number: int
    person_id: int
    name: str
    hundredths: int
    scores: int
    tied: bool


def hand_in(
    session: Session, event_id: int, person_id: int, kind: str, body: str, words: str, channel: str, now: datetime
) -> tuple[int, bool]:
    """Take a work, or another in its place: (its number, whether it is the first). Raises NoContest …, TooLong."""
    event = contest(session, event_id, now)
    if len(words) > WORDS_LENGTH:
        raise TooLong(most=WORDS_LENGTH)
    row = {"kind": kind, "body": body, "words": words, "channel": channel, "at": now}
    mine = (col(Work.event_id) == event_id) & (col(Work.person_id) == person_id)
    known = session.exec(select(Work).where(mine)).first()
    if known is not None:
        for name, value in row.items():
            setattr(known, name, value)
        session.add(known)
        session.flush()
        return known.number, False
    here = sql(func.coalesce(func.max(col(Work.number)), 0)).where(col(Work.event_id) == event.id)
    number = int(session.execute(here).scalar_one()) + 1  # the event's row is held, so nobody counts at the same time
    session.add(Work(event_id=event_id, person_id=person_id, number=number, **row))  # type: ignore[arg-type]
    session.flush()
    return number, True


def contest(session: Session, event_id: int, now: datetime) -> Event:
    """The contest, its row held, while it takes works. Raises EventNotFound, EventOver, NoContest, NotYetOpen."""
    event = held(session, event_id, now)
    if event.kind != CONTEST:
        raise NoContest(title=event.title)
    if now < event.starts_at:
        raise NotYetOpen(title=event.title)
    return event


def add_judge(session: Session, event: Event, person_id: int) -> bool:
    """Let somebody score; False when they may already, or there are MOST_JUDGES."""
    if event.kind != CONTEST:
        raise NoContest(title=event.title)
    if len(judges(session, event.number)) >= MOST_JUDGES:
        return False
    row = {"event_id": event.id, "person_id": person_id}
    return bool(affect(session, insert_new(session, Judge).values(row)))


def judges(session: Session, event_id: int) -> list[int]:
    """Who may score, by number."""
    here = sql(col(Judge.person_id)).where(col(Judge.event_id) == event_id)
    return list(session.execute(here.order_by(col(Judge.person_id))).scalars())


def works(session: Session, event_id: int) -> list[Work]:
    """What was sent in, by number."""
    return list(session.exec(select(Work).where(Work.event_id == event_id).order_by(col(Work.number))))


def judged_by(session: Session, judge_id: int) -> list[Event]:
    """The contests somebody judges whose works are in and whose result is not out, the earliest first."""
    mine = sql(col(Judge.event_id)).where(col(Judge.person_id) == judge_id)
    here = select(Event).where(col(Event.id).in_(mine), Event.state == ANNOUNCED)
    return list(session.exec(here.order_by(col(Event.ends_at), col(Event.id))))


def to_judge(session: Session, event_id: int, judge_id: int) -> list[Work]:
    """The works a judge has not scored, by number; their own never."""
    scored = sql(col(Score.work_id)).where(col(Score.judge_id) == judge_id)
    mine = (col(Work.event_id) == event_id) & (col(Work.person_id) != judge_id) & col(Work.id).not_in(scored)
    return list(session.exec(select(Work).where(mine).order_by(col(Work.number))))


def score(session: Session, event: Event, judge_id: int, number: int, points: int, now: datetime) -> bool:
    """Give a work points; False for a work that is not there, is the judge's own, or points out of bounds.

    Raises StillOpen while works are taken, EventOver once the result is published.
    """
    if event.kind != CONTEST:
        raise NoContest(title=event.title)
    if now < event.ends_at:
        raise StillOpen(title=event.title)
    if event.state != ANNOUNCED:
        raise EventOver(title=event.title)
    found = session.exec(select(Work).where(Work.event_id == event.id, Work.number == number)).first()
    if found is None or found.person_id == judge_id or not LEAST <= points <= MOST:
        return False
    insert = insert_for(session)(Score).values(work_id=found.id, judge_id=judge_id, points=points, at=now)
    again = {"points": insert.excluded.points, "at": insert.excluded.at}
    affect(session, insert.on_conflict_do_update(index_elements=["work_id", "judge_id"], set_=again))
    return True


def result(session: Session, event_id: int) -> list[Ranked]:
    """The works from the best mean down; a work without a score has none and comes last with place 0."""
    rows = session.execute(
        sql(
            col(Work.number), col(Work.person_id), col(Person.name), func.sum(col(Score.points)),
            func.count(col(Score.points)),
        )
        .join(Person, col(Person.id) == col(Work.person_id))
        .outerjoin(Score, col(Score.work_id) == col(Work.id))
        .where(col(Work.event_id) == event_id)
        .group_by(col(Work.number), col(Work.person_id), col(Person.name))
    ).all()  # fmt: skip
    return ranked([(number, person, name, int(total or 0), int(count)) for number, person, name, total, count in rows])


def ranked(rows: Sequence[tuple[int, int, str, int, int]]) -> list[Ranked]:
    """(number, person, name, sum, count) of each work as places: equal means share one, and the next is left out."""
    means = {row[0]: (row[3] * 200 + row[4]) // (2 * row[4]) if row[4] else 0 for row in rows}
    ordered = sorted(rows, key=lambda row: (-means[row[0]], row[0]))
    values = [means[row[0]] for row in ordered if row[4]]
    return [
        Ranked(
            place=values.index(means[number]) + 1 if count else 0, number=number, person_id=person, name=name,
            hundredths=means[number], scores=count, tied=bool(count) and values.count(means[number]) > 1,
        )
        for number, person, name, _, count in ordered
    ]  # fmt: skip


def publish(session: Session, event: Event, now: datetime, zone: ZoneInfo) -> list[Ranked] | None:
    """Close the contest, once, and tell everybody who took part their place and the first three; None when it was.

    Raises StillOpen, and NotJudged while a judge's score is missing.
    """
    if event.kind != CONTEST:
        raise NoContest(title=event.title)
    if now < event.ends_at:
        raise StillOpen(title=event.title)
    left = sum(len(to_judge(session, event.number, judge)) for judge in judges(session, event.number))
    places = result(session, event.number)
    if left or any(not one.scores for one in places):
        raise NotJudged(title=event.title, left=left)
    if not close_now(session, event, now):
        return None
    best = [one for one in places if one.place <= 3]
    facts = event_facts(event, zone) | {"winners": [f"{one.place}. {one.name}" for one in best[:10]]}
    for one in places:
        post(
            session, one.person_id, "contest-result", facts | {"own": one.place, "mean": mean_text(one.hundredths)},
            purpose="contest-result", subject=f"event:{event.id}", now=now, expires_at=now + ways().answer,
        )  # fmt: skip
    return places


def ask_judge(session: Session, event: Event, judge_id: int, now: datetime, zone: ZoneInfo) -> bool:
    """Tell a judge that the works wait; False when that was said before."""
    prompt_id = ask(session, judge_id, "contest_score", event.number, now, now + ways().answer)
    write_queued(session)
    facts = event_facts(event, zone) | {"count": len(to_judge(session, event.number, judge_id))}
    return post(
        session, judge_id, "contest-judge-ask", facts, purpose="contest-judge", subject=f"event:{event.id}", now=now,
        expires_at=now + ways().answer, prompt_id=prompt_id,
    )  # fmt: skip


def mean_text(hundredths: int) -> str:
    """A mean as people write it: 850 is "8.5", 867 is "8.67"."""
    return f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")
