"""Duties fall due: which occurrence is next, what a standstill left behind, and who still has to be asked."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, true, update
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.asking import announce, task_facts, unheard
from models.calendar import Overrides, due_of
from models.db import affect
from models.duties import EXCUSED, OPEN, TOLD, Duty, Task, claim_occurrence, issue, load_shipped_duties, period_at
from models.errors import YearNotPublished
from models.outbox import ALERT
from models.people import fill_searched
from models.point_rules import load_shipped_rules
from models.posts import HEADS, Post, acting
from models.prompts import Prompt
from models.rhythms import Occurrence, next_after
from models.telling import tell_coordinators
from models.texts import load_shipped_texts, text_for
from models.workdays import overrides

CATCH_UP_MOST = 60
"""Of the occurrences a standstill missed, at most so many are issued, the newest."""
SKIP_AFTER = timedelta(hours=1)
"""An occurrence later than this counts as missed for a duty that skips what it missed."""
LOOK_BACK = timedelta(days=100)
"""The occurrence that is running now began no longer ago: a quarter's, moved by a holiday."""
FAIR_NOTICE = timedelta(days=3)
"""A new community is not asked for what is due sooner than this."""
ALARM_STANDS = timedelta(days=30)
LEFT = "left"
"""The reason of a task that was excused because its person left the post."""


@dataclass(frozen=True, slots=True)
class Fallen:
    """The occurrences up to now, oldest first; the one after them, or the year whose calendar it would need."""

    occurrences: tuple[Occurrence, ...]
    next_at: datetime | None
    unknown_year: int | None = None


def fallen_due(rhythm: Mapping[str, Any], next_at: datetime, now: datetime, zone: ZoneInfo, days: Overrides) -> Fallen:
    """What fell due from `next_at` up to `now` (the newest CATCH_UP_MOST), and what comes next. Pure."""
    found: deque[Occurrence] = deque(maxlen=CATCH_UP_MOST)
    occurrence = occurrence_at(rhythm, next_at, zone, days)
    while occurrence.at <= now:
        found.append(occurrence)
        try:
            occurrence = next_after(rhythm, occurrence.at, zone, days)
        except YearNotPublished as unknown:
            return Fallen(tuple(found), None, int(str(unknown.facts["year"])))
    return Fallen(tuple(found), occurrence.at)


def occurrence_at(rhythm: Mapping[str, Any], at: datetime, zone: ZoneInfo, days: Overrides) -> Occurrence:
    """What the rhythm says of its occurrence at that instant: the day it was planned for, and what day that is.

    Where the calendar was changed since, so that it would be at another instant, it was planned for the day it is on.
    """
    try:
        found = next_after(rhythm, at - timedelta(seconds=1), zone, days)
    except (YearNotPublished, ValueError):
        found = None
    return found if found is not None and found.at == at else Occurrence(at, at.astimezone(zone).date())


def to_issue(duty: Duty, occurrences: tuple[Occurrence, ...], now: datetime, zone: ZoneInfo) -> list[Occurrence]:
    """Those of the occurrences that are issued now, by the duty's rule of catching up.

    None whose time for reporting is over: nobody is to be marked as having missed what they were never asked.
    """
    wanted = occurrences if duty.catch_up == "all" else occurrences[-1:]
    if duty.catch_up == "skip":
        wanted = tuple(one for one in wanted if now - one.at <= SKIP_AFTER)
    return [one for one in wanted if _due(duty, one, zone)[1] >= now]


def _due(duty: Duty, occurrence: Occurrence, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return due_of(occurrence.at, duty.window, zone, occurrence.planned)


def due_duties(session: Session, now: datetime) -> list[str]:
    """The keys of the duties that have fallen due."""
    query = sql(col(Duty.key)).where(col(Duty.active), col(Duty.next_at) <= now).order_by(col(Duty.key))
    return list(session.execute(query).scalars())


def issue_due(session: Session, key: str, now: datetime, zone: ZoneInfo) -> int:
    """Issue what has fallen due of one duty and move it on, both or neither; how many tasks came.

    Of any number of processes that try at once, one does.
    """
    duty = session.get(Duty, key)
    if duty is None or duty.next_at is None or duty.next_at > now:
        return 0
    fallen = fallen_due(duty.rhythm, duty.next_at, now, zone, overrides(session))
    wanted = to_issue(duty, fallen.occurrences, now, zone)
    if not claim_occurrence(session, duty, fallen.next_at, wanted[-1].at if wanted else duty.last_at):
        return 0
    if fallen.unknown_year is not None:
        alarm_unknown_year(session, fallen.unknown_year, now)
    return sum(_issue(session, duty, occurrence, now, zone) for occurrence in wanted)


def _issue(session: Session, duty: Duty, occurrence: Occurrence, now: datetime, zone: ZoneInfo) -> int:
    """The tasks of one occurrence; of a duty that asks nothing what it says, where there are words for it."""
    came = issue(session, duty, occurrence.at, now, zone, occurrence.planned)
    due_at, _ = _due(duty, occurrence, zone)
    period = period_at(duty, occurrence.at, zone, occurrence.planned)
    if duty.ask or now > due_at or not _anyone_unheard(session, duty, period):
        return came
    facts = task_facts(duty, period, due_at, zone)
    if duty.texts:
        text = text_for(session, duty.texts, occurrence.name, period, now)
        if text is None:
            return came
        facts["text"] = text
    announce(session, duty, period, facts, due_at, now)
    return came


def _anyone_unheard(session: Session, duty: Duty, period: str) -> bool:
    theirs = sql(col(Task.id)).where(col(Task.duty_key) == duty.key, col(Task.period) == period, unheard())
    return session.execute(theirs.limit(1)).first() is not None


def prepare(session: Session, now: datetime, zone: ZoneInfo) -> None:
    """Make a database ready to tick: what we ship is there, and each duty knows when it is next due."""
    load_shipped_duties(session)
    load_shipped_texts(session, now)
    load_shipped_rules(session, now)
    fill_searched(session)
    schedule(session, now, zone)


def schedule(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Give every active duty that has none its next occurrence; how many got one.

    A duty that was issued before goes on from there. A new one starts with the occurrence that is running, unless it
    asks something and is due within FAIR_NOTICE: a community that starts mid-month has its first month. Where the
    calendar of the year is not published, the coordinators are told, once a year, and the next tick looks again.
    """
    duties = session.exec(select(Duty).where(col(Duty.active), col(Duty.next_at).is_(None))).all()
    days = overrides(session) if duties else {}
    scheduled = 0
    for duty in duties:
        try:
            next_at = _resume(duty, now, zone, days)
        except YearNotPublished as unknown:
            alarm_unknown_year(session, int(str(unknown.facts["year"])), now)
            continue
        waiting = update(Duty).where(col(Duty.key) == duty.key, col(Duty.next_at).is_(None))
        scheduled += affect(session, waiting.values(next_at=next_at))
    return scheduled


def _resume(duty: Duty, now: datetime, zone: ZoneInfo, days: Overrides) -> datetime:
    if duty.last_at is not None:
        return next_after(duty.rhythm, duty.last_at, zone, days).at
    notice = FAIR_NOTICE if duty.ask else timedelta()
    occurrence = next_after(duty.rhythm, now - LOOK_BACK, zone, days)
    while _due(duty, occurrence, zone)[0] < now + notice:
        occurrence = next_after(duty.rhythm, occurrence.at, zone, days)
    return occurrence.at


def alarm_unknown_year(session: Session, year: int, now: datetime) -> int:
    """Tell every coordinator, once, that the workdays of a year are not known; how many were told."""
    return tell_coordinators(
        session, "calendar-unpublished", {"year": year}, purpose="calendar", subject=f"year:{year}", now=now,
        expires_at=now + ALARM_STANDS, priority=ALERT,
    )  # fmt: skip


def top_up(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Ask those who have come since the running occurrences were issued; how many tasks came.

    New grids get their task, heads who were found for a vacant one get its message: a community whose roster comes in
    after the day of issue starts that month, not the next.
    """
    came = 0
    days: Overrides | None = None
    for duty in session.exec(select(Duty).where(col(Duty.active), col(Duty.last_at).is_not(None))).all():
        assert duty.last_at is not None
        days = overrides(session) if days is None else days
        occurrence = occurrence_at(duty.rhythm, duty.last_at, zone, days)
        if _due(duty, occurrence, zone)[0] >= now and _same_period(session, duty, occurrence, zone):
            came += _issue(session, duty, occurrence, now, zone)
    return came


def _same_period(session: Session, duty: Duty, occurrence: Occurrence, zone: ZoneInfo) -> bool:
    """Whether what was issued then is for the period it would be for now: a calendar changed since doubles nothing."""
    issued = sql(col(Task.period)).where(col(Task.duty_key) == duty.key, col(Task.opens_at) == occurrence.at)
    before = session.execute(issued.limit(1)).scalar()
    return before is None or before == period_at(duty, occurrence.at, zone, occurrence.planned)


def follow_posts(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Heads' tasks go to whoever stands for their grid now: the head, else the deputy; how many moved.

    A grid without either keeps the name it was issued to. The one before is no longer asked; whoever it is now hears of
    it with their next digest.
    """
    running = (
        sql(col(Post.person_id))
        .join(Duty, col(Duty.audience) == col(Post.role))
        .where(col(Post.grid_id) == col(Task.grid_id), col(Duty.key) == col(Task.duty_key))
        .where(acting(col(Duty.audience), now.astimezone(zone).date()), col(Post.role).in_(HEADS))
        .correlate(Task)
    )
    head = running.order_by(col(Post.id)).limit(1).scalar_subquery()
    theirs = running.where(col(Post.person_id) == col(Task.person_id)).exists()
    # What was said to one head is not said again to the next; who was found for a vacant grid hears it.
    follows = (col(Task.state) == OPEN) | ((col(Task.state) == TOLD) & col(Task.asked_at).is_(None))
    moved = session.execute(
        update(Task)
        .where(follows, col(Task.accept_until) >= now)
        .where(~theirs, running.exists())
        .values(person_id=head, read_at=None, asked_at=None)
        .returning(col(Task.id), col(Task.person_id))
        .execution_options(synchronize_session=False)
    ).all()
    for task_id, person_id in moved:
        _close_questions(session, task_id, col(Prompt.person_id) != person_id, now)
    return len(moved)


def release(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Excuse what is open of people who no longer hold the post they were asked for; how many tasks.

    A head's task goes over with the post (`follow_posts`); a volunteer's, partner's or coordinator's was theirs alone.
    """
    role = sql(col(Duty.audience)).where(col(Duty.key) == col(Task.duty_key)).correlate(Task).scalar_subquery()
    holds = exists().where(
        col(Post.grid_id) == col(Task.grid_id), col(Post.person_id) == col(Task.person_id), col(Post.role) == role,
        col(Post.to_on).is_(None),
    )  # fmt: skip
    gone = session.execute(
        update(Task)
        .where(col(Task.state) == OPEN, col(Task.seat) != 0, ~holds)
        .values(state=EXCUSED, reason=LEFT)
        .returning(col(Task.id))
        .execution_options(synchronize_session=False)
    ).scalars()
    ids = gone.all()
    for task_id in ids:
        _close_questions(session, task_id, true(), now)
    return len(ids)


def _close_questions(session: Session, task_id: int | None, whose: ColumnElement[bool], now: datetime) -> None:
    asks = sql(col(Duty.ask)).join(Task, col(Task.duty_key) == col(Duty.key)).where(col(Task.id) == task_id)
    about = (col(Prompt.subject_id) == task_id) & col(Prompt.question).in_(asks) & whose
    affect(session, update(Prompt).where(about, col(Prompt.answered_at).is_(None)).values(answered_at=now))
