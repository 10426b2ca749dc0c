"""One tick: everything that time alone brings about, each sweep a transaction of its own.

Any number of processes may tick at once and as often as they like: every sweep is a conditional statement on rows, so
what one has done the others find done.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import func
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models import digests, escalating, newcomers
from models.awards import award_list
from models.budget import warn_of_budget
from models.db import Database
from models.duties import OPEN, Duty, Task, due_again, reminder_times
from models.loops import forget_heard
from models.outbox import QUEUED, Message
from models.proposals import lapses_at
from scheduler import (
    appraisals,
    attesting,
    cases,
    events,
    greetings,
    nominating,
    procedures,
    reminders,
    reviews,
    wish_offers,
    wishes,
)  # fmt: skip
from scheduler.almanac import ask_for_year, next_ask
from scheduler.care import care_moments, look_after
from scheduler.closing import close_missed, close_year, tell_window_over, window_over_at, year_settled_at
from scheduler.cover import ask_neighbours, excuse_absent, hand_over_pages, settle, welcome_back
from scheduler.cover import next_moments as cover_moments
from scheduler.issuing import due_duties, follow_posts, issue_due, prepare, release, schedule, top_up
from scheduler.knocking import knock, lapse, next_moments
from scheduler.proposing import lapse_proposals
from scheduler.reminders import cancel_answered, remind_due, requeue_reachable
from scheduler.texts import watch_texts

__all__ = ["SWEEPS", "TickResult", "next_moment", "prepare", "run_once", "tick"]
log = structlog.get_logger()
Sweep = Callable[[Session, datetime, ZoneInfo], int]
HOLD = timedelta(minutes=5)
JUST_AFTER = timedelta(seconds=1)
"""What is accepted until an instant is closed after it."""


def issue_all_due(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Issue every duty that has fallen due; how many tasks came."""
    return sum(issue_due(session, key, now, zone) for key in due_duties(session, now))


def tell_when_issued(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell of what is newly asked; how many tasks. What another process is issuing this moment belongs to it.

    A duty that cannot be issued holds it up for HOLD at the most.
    """
    issuing = sql(col(Duty.key)).where(col(Duty.active), col(Duty.next_at) <= now, col(Duty.next_at) > now - HOLD)
    return 0 if session.execute(issuing.limit(1)).first() else digests.tell_new(session, now, zone)


SWEEPS: dict[str, Sweep] = {
    "scheduled": schedule,
    "issued": issue_all_due,
    "covered": settle,
    "welcomed": welcome_back,
    "moved": follow_posts,
    "released": release,
    "topped_up": top_up,
    "handed_over": hand_over_pages,
    "nominated": nominating.settle_made,
    "digests": tell_when_issued,
    "requeued": requeue_reachable,
    "cancelled": cancel_answered,
    "reminded": remind_due,
    "escalated": escalating.escalate_due,
    "stand_in_asked": ask_neighbours,
    "excused": excuse_absent,
    "missed": close_missed,
    "review_rounds": reviews.review_round,
    "reviewed": reviews.tell_heads,
    "years": close_year,
    "awards_over": tell_window_over,
    "budget": warn_of_budget,
    "forgotten": forget_heard,
    "lapsed": lapse,
    "knocked": knock,
    "events_reminded": events.remind_of_events,
    "events_unplaced": events.end_waiting,
    "events_asked": events.ask_organisers,
    "events_closed": events.close_events,
    "asked_for_year": ask_for_year,
    "texts": watch_texts,
    "reviews": nominating.remind_reviewers,
    "consents": nominating.ask_consent,
    "greeted": greetings.greet,
    "proposals": lapse_proposals,
    "helps": attesting.lapse_helps,
    "spot_checks": attesting.spot_check,
    "wishes_widened": wishes.widen,
    "wishes_offered": wish_offers.offer,
    "wishes_claimed": wishes.mind_claims,
    "wishes_ended": wishes.end_wishes,
    "wishes_asked": wishes.ask_if_done,
    "wishes_read": wishes.ask_readers,
    "appraisals": appraisals.run_appraisals,
    "cases_told": cases.tell_owners,
    "cases_late": cases.escalate_cases,
    "cases_checked": cases.ask_checkers,
    "steps_told": procedures.tell_workers,
    "steps_late": procedures.remind_workers,
    "steps_lapsed": procedures.lapse_asked,
    "care": look_after,
    "newcomers": newcomers.mind,
}
"""In this order: what a sweep does, and the sweep. Each says how many rows it was about."""


@dataclass(frozen=True, slots=True)
class TickResult:
    """What a tick did, by sweep, and the sweeps that failed."""

    done: dict[str, int] = field(default_factory=dict)
    failed: tuple[str, ...] = ()

    def __getitem__(self, sweep: str) -> int:
        """How many rows that sweep was about."""
        return self.done.get(sweep, 0)

    @property
    def changed(self) -> bool:
        """Whether anything happened that may have left messages to send."""
        return any(self.done.values())


def tick(session: Session, now: datetime, zone: ZoneInfo) -> TickResult:
    """Every sweep in the transaction at hand, in order; an error of one is the error of all."""
    return TickResult({name: sweep(session, now, zone) for name, sweep in SWEEPS.items()})


async def run_once(db: Database, now: datetime, zone: ZoneInfo) -> TickResult:
    """Every sweep in a transaction of its own; one that fails is logged by type and does not stop the others.

    Duties are issued one by one, so that a faulty one does not hold up the rest.
    """
    done: dict[str, int] = {}
    failed: list[str] = []

    async def attempt(name: str, sweep: Sweep) -> None:
        try:
            done[name] = done.get(name, 0) + await db.run(sweep, now, zone)
        except Exception as error:  # the next sweep, and the next tick, must go on whatever happened here
            log.error("sweep failed", sweep=name, error=type(error).__name__)
            failed.append(name)

    for name, sweep in SWEEPS.items():
        if sweep is issue_all_due:
            for key in await db.read(due_duties, now):
                await attempt(name, partial(_issue_one, key))
        else:
            await attempt(name, sweep)
    return TickResult(done, tuple(failed))


def _issue_one(key: str, session: Session, now: datetime, zone: ZoneInfo) -> int:
    return issue_due(session, key, now, zone)


def next_moment(session: Session, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The earliest instant after `now` at which a tick or a send has something to do; None when nothing is planned.

    What is due already belongs to the tick of now. With it a rehearsed year jumps from instant to instant.
    """
    moments = [
        due_again(session, now),
        session.execute(
            sql(func.min(col(Message.not_before))).where(col(Message.state) == QUEUED, col(Message.not_before) > now)
        ).scalar_one(),
        *_of_open_tasks(session, now, zone),
        *_of_years(session, now, zone),
        *next_moments(session, now, zone),
        *nominating.next_moments(session, now, zone),
        *greetings.next_moments(session, now, zone),
        *events.next_moments(session, now, zone),
        *digests.next_moments(session, now, zone),
        *reminders.next_moments(session, now, zone),
        *escalating.next_moments(session, now, zone),
        next_ask(session, now, zone),
        *cover_moments(session, now, zone),
        lapses_at(session),
        *attesting.next_moments(session, now, zone),
        *reviews.next_moments(session, now, zone),
        *wishes.next_moments(session, now, zone),
        *wish_offers.next_moments(session, now, zone),
        window_over_at(session, now),
        *appraisals.next_moments(session, now),
        *cases.next_moments(session, now, zone),
        *procedures.next_moments(session, now, zone),
        *care_moments(session, now, zone),
        *newcomers.next_moments(session),
    ]
    return min((moment for moment in moments if moment is not None and moment > now), default=None)


def _of_open_tasks(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime]:
    times = (col(Task.duty_key), col(Task.opens_at), col(Task.due_at), col(Task.accept_until))
    rounds = session.execute(sql(*times).where(col(Task.state) == OPEN).distinct()).all()
    moments = []
    for key, opens_at, due_at, accept_until in rounds:
        rules = session.get_one(Duty, key).remind
        moments += [*reminder_times(rules, opens_at, due_at, zone), accept_until + JUST_AFTER]
    return moments


def _of_years(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime | None]:
    this = now.astimezone(zone).year
    settled = [year_settled_at(session, year, zone) for year in (this - 1, this) if award_list(session, year) is None]
    return [moment + JUST_AFTER for moment in settled if moment is not None]
