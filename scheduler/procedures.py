"""Applications that wait: whoever's turn it is hears so, and of what is late; then the community's coordinators."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Update, update
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models import procedure_helping
from models.case_owners import TURNS, ladders
from models.case_rules import TOLD_HOUR
from models.clock import at_local
from models.db import new_id
from models.grid import Grid
from models.leases import alone
from models.outbox import Message, post
from models.people import Person
from models.procedure_cases import OPEN, Application, turns
from models.procedures import TURN, late_steps
from models.telling import tell_coordinators

NEW, LATE, NOBODY = "step-new", "step-late", "step-nobody"
STANDS = timedelta(days=2)
BATCH = 500
SHOWN = 6
JUST_AFTER = timedelta(seconds=1)
Found = Sequence[tuple[Application, str]]


def tell_workers(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell everybody whose turn a step newly is, one message a person, without a name; how many applications.

    At most BATCH of them. Where it is nobody's turn the coordinators hear of that once a week, of all in one message,
    and who is appointed then hears of the step.
    """
    today = now.astimezone(zone).date()
    whose: dict[int, list[int]] = {}
    stuck: list[int] = []
    for number, people in _fresh_turns(session, today):
        if people:
            whose[number] = people
        else:
            stuck.append(number)
        if len(whose) == BATCH:
            stuck.clear()  # the next round sees them all
            break
    claim = update(Application).where(col(Application.id).in_(whose), _fresh()).values(told_at=now)
    claimed = {about.id for about, _ in _claimed(session, claim)} if whose else set()
    for person_id, numbers in _by_person({one: people for one, people in whose.items() if one in claimed}).items():
        post(
            session, person_id, "steps-new", _counted(numbers) | {"example": numbers[0]}, purpose=NEW,
            subject=f"tell:{new_id(now)}", now=now, expires_at=now + STANDS, care=True,
        )  # fmt: skip
    return len(claimed) + _tell_of_nobody(session, stuck, today, now)


def _fresh() -> ColumnElement[bool]:
    return (col(Application.state) == OPEN) & col(Application.told_at).is_(None)


def _fresh_turns(session: Session, today: date) -> Iterator[tuple[int, list[int]]]:
    """(application, everybody whose turn it is) for all that nobody was told of, the oldest first, BATCH at a time.

    What is nobody's turn may stay for long: what came after it is not kept back by it.
    """
    after = 0
    while True:
        following = sql(col(Application.id)).where(_fresh(), col(Application.id) > after)
        ids = session.execute(following.order_by(col(Application.id)).limit(BATCH)).scalars().all()
        if not ids:
            return
        yield from sorted(turns(session, _load(session, ids), today).items())
        after = ids[-1] or 0


def _counted(numbers: Sequence[int]) -> dict[str, Any]:
    return {"count": len(numbers), "numbers": [str(one) for one in numbers[:SHOWN]]}


def _tell_of_nobody(session: Session, stuck: Sequence[int], today: date, now: datetime) -> int:
    """A step nobody may do (who holds the post did one that another must do) needs somebody appointed."""
    if not stuck:
        return 0
    year, week, _ = today.isocalendar()
    return tell_coordinators(
        session, "steps-nobody", _counted(stuck), purpose=NOBODY, subject=f"week:{year}-W{week:02}", now=now,
        expires_at=now + STANDS, care=True,
    )  # fmt: skip


def lapse_asked(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """What was asked in somebody's place and not answered in its time is over; its helper hears so. How many."""
    over = procedure_helping.lapse(session, now)
    for about in over:
        assert about.helper_id is not None
        facts = {"number": about.id, "person": session.get_one(Person, about.applicant_id).name}
        post(
            session, about.helper_id, "helped-note-lapsed", facts, purpose="helped-note",
            subject=f"application:{about.id}:lapsed", now=now, expires_at=now + STANDS,
        )  # fmt: skip
    return len(over)


def remind_workers(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell who is to hear that a step is late, one message a person and day, the last again weekly; how many people."""
    if not _behind(session, now):
        return 0
    alone(session, "application-escalations")
    today = now.astimezone(zone).date()
    told = set(session.execute(
        sql(col(Message.person_id)).where(col(Message.purpose) == LATE, col(Message.subject) == f"day:{today}")
    ).scalars())  # fmt: skip
    late: dict[int, list[int]] = {}
    for step, ids in _behind(session, now).items():
        who = _hears(session, _load(session, ids), late_steps().to(step), today)
        wanted = [number for number in ids if not told & set(who.get(number, ()))]
        mine = col(Application.id).in_(wanted) & (col(Application.escalated) < step) & (col(Application.state) == OPEN)
        claimed = _claimed(session, update(Application).where(mine).values(escalated=step))
        for about, _ in claimed:
            for person_id in who.get(about.id or 0, ()):
                late.setdefault(person_id, []).append(about.id or 0)
    for person_id, numbers in sorted(late.items()):
        facts = _counted(sorted(numbers)) | {"example": numbers[0]}
        post(
            session, person_id, "steps-late", facts, purpose=LATE, subject=f"day:{today}", now=now,
            expires_at=now + STANDS, care=True,
        )  # fmt: skip
    return len(late)


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime | None]:
    """When those sweeps have something to do next."""
    moments: list[datetime | None] = [procedure_helping.lapses_at(session)]
    late = session.execute(
        sql(col(Application.due_at), col(Application.escalated)).where(col(Application.state) == OPEN).distinct()
    )
    moments.append(late_steps().next_after([(due_at, taken) for due_at, taken in late], now))
    today = now.astimezone(zone).date()
    morning = at_local(today + timedelta(days=1), TOLD_HOUR, 0, zone)
    telling: datetime | None = None
    for _, people in _fresh_turns(session, today):
        telling = now + JUST_AFTER if people else morning  # what is nobody's turn is looked at again then
        if people:
            break
    moments.append(telling)
    if _behind(session, now):
        moments.append(morning)
    return moments


def _behind(session: Session, now: datetime) -> Mapping[int, list[int]]:
    """{step: the applications for which it is the last that has come and was not taken}."""
    late = (col(Application.due_at) <= now - late_steps().after(1)) & (col(Application.state) == OPEN)
    query = sql(col(Application.id), col(Application.due_at), col(Application.escalated)).where(late)
    rows = session.execute(query.order_by(col(Application.id)))
    found = late_steps().behind([(id_ or 0, due_at, taken) for id_, due_at, taken in rows], now)
    return {step: ids[:BATCH] for step, ids in found.items()}


def _hears(session: Session, found: Found, to: str, today: date) -> dict[int, list[int]]:
    if to == TURN:
        return turns(session, found, today)
    office = ladders(session, {about.id or 0: (path, TURNS[to]) for about, path in found}, today)
    return {
        number: [one for people in steps for one in people if one != applicant]
        for (number, steps), applicant in zip(office.items(), [about.applicant_id for about, _ in found], strict=True)
    }


def _claimed(session: Session, claim: Update) -> list[tuple[Application, str]]:
    taken = claim.returning(col(Application.id))
    return _load(session, session.execute(taken, execution_options={"synchronize_session": False}).scalars().all())


def _load(session: Session, ids: Sequence[int]) -> list[tuple[Application, str]]:
    query = select(Application, Grid.path).join(Grid, col(Grid.id) == col(Application.grid_id))
    which = query.where(col(Application.id).in_(ids)).order_by(col(Application.due_at), col(Application.id))
    rows = session.exec(which.execution_options(populate_existing=True)).all()
    return [(about, path) for about, path in rows]


def _by_person(whose: dict[int, list[int]]) -> dict[int, list[int]]:
    mine: dict[int, list[int]] = {}
    for number, people in whose.items():
        for person_id in people:
            mine.setdefault(person_id, []).append(number)
    return dict(sorted(mine.items()))
