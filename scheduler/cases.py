"""What time brings about for cases: owners hear of new ones, those above of late ones, checkers of unconfirmed ones."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, update
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.case_owners import checkers, owners
from models.case_rules import OWNER, TO_STATION, TOLD_HOUR, rules
from models.case_telling import ask_checker, facts_of
from models.cases import AT_WORK, OPEN, SOLVED, Case, reporters, same_open
from models.clock import at_local
from models.db import UtcTime, affect, new_id, write_queued
from models.digests import MOST_LINES, MOST_SHORT, capped
from models.grid import COMMUNITY, STATION, Grid
from models.leases import alone
from models.outbox import Message, post
from models.prompts import ask

NEW, LATE = "case-new", "case-late"
STANDS = timedelta(days=2)
ASK_STANDS = timedelta(days=14)
BATCH = 500
WEEK = timedelta(weeks=1)
Found = Sequence[tuple[Case, Grid]]


def tell_owners(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell owners of what is new to them, one message for all that is due to be told; how many cases.

    Where nobody can be told it is tried again the next morning: a case counts as told when somebody was.
    """
    due = sql(col(Case.id)).where(_untold(), col(Case.tell_at) <= now).order_by(col(Case.id)).limit(BATCH)
    found = _load(session, session.execute(due).scalars().all())
    if not found:
        return 0
    today = now.astimezone(zone).date()
    who = owners(session, {_id(about): (grid.path, about.level) for about, grid in found}, today)
    morning = at_local(today + timedelta(days=1), TOLD_HOUR, 0, zone)
    _claim(session, [_id(about) for about, _ in found if _id(about) not in who], {"tell_at": morning})
    claimed = _claim(session, [_id(about) for about, _ in found if _id(about) in who], {"told_at": now})
    mine: dict[int, list[tuple[Case, Grid]]] = {}
    for about, grid in found:
        # Whoever reported what they own themselves knows of it.
        if _id(about) in claimed and (who[_id(about)] != about.reporter_id or about.reopened):
            mine.setdefault(who[_id(about)], []).append((about, grid))
    for person_id, ones in sorted(mine.items()):
        _tell_new(session, person_id, ones, now)
    return len(claimed)


def _claim(session: Session, ids: Sequence[int], values: dict[str, datetime]) -> set[int]:
    claim = update(Case).where(col(Case.id).in_(ids), _untold()).values(values).returning(col(Case.id))
    return set(session.execute(claim, execution_options={"synchronize_session": False}).scalars())


def escalate_cases(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell owner, station, community of what is late, as the rules say; one message a person and day; how many people.

    A step counts once, whoever ticks; of several that a standstill left behind the last is taken. Whoever was told
    today hears of more tomorrow. The last step comes again and again until the case is solved.
    """
    if not _behind(session, now):
        return 0
    alone(session, "case-escalations")
    today, said = now.astimezone(zone).date(), 0
    told = set(session.execute(
        sql(col(Message.person_id)).where(col(Message.purpose) == LATE, col(Message.subject) == f"day:{today}")
    ).scalars())  # fmt: skip
    by_person: dict[int, list[tuple[Case, Grid]]] = {}
    for step, ids in _behind(session, now).items():
        found = _load(session, ids)
        who = _above(session, found, rules().escalate.to(step), today)
        wanted = [_id(about) for about, _ in found if who.get(_id(about)) not in told]
        mine = col(Case.id).in_(wanted) & (col(Case.escalated) < step) & col(Case.state).in_(AT_WORK)
        claim = update(Case).where(mine).values(escalated=step).returning(col(Case.id))
        claimed = set(session.execute(claim, execution_options={"synchronize_session": False}).scalars())
        for about, grid in found:
            recipient = who.get(_id(about))
            if _id(about) in claimed and recipient is not None:
                by_person.setdefault(recipient, []).append((about, grid))
    for person_id, ones in sorted(by_person.items()):
        said += _tell_late(session, person_id, ones, now, zone)
    return said


def ask_checkers(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Where the reporter is silent, ask the next who can look whether it is solved; how many are asked.

    Nobody's silence ends it: when all were asked, they are asked again, once a week.
    """
    asked = 0
    due = sql(col(Case.id)).where(col(Case.state) == SOLVED, col(Case.check_at) <= now)
    for case_id in session.execute(due.order_by(col(Case.id)).limit(BATCH)).scalars().all():
        [(about, grid)] = _load(session, [case_id])
        people = checkers(session, about, grid.path, reporters(session, case_id), now.astimezone(zone).date())
        wait = rules().check if about.checks + 1 < len(people) else WEEK
        mine = (col(Case.id) == case_id) & (col(Case.state) == SOLVED) & (col(Case.check_at) <= now)
        turn = update(Case).where(mine, col(Case.checks) == about.checks)
        if affect(session, turn.values(checks=about.checks + 1, check_at=now + wait)) and people:
            session.refresh(about)
            ask_checker(session, about, grid, people[(about.checks - 1) % len(people)], now)
            asked += 1
    return asked


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime | None]:
    """When those sweeps have something to do next."""
    telling = session.execute(sql(func.min(col(Case.tell_at), type_=UtcTime())).where(_untold())).scalar_one()
    checking = sql(func.min(col(Case.check_at), type_=UtcTime())).where(col(Case.state) == SOLVED)
    moments = [telling, session.execute(checking).scalar_one()]
    late = session.execute(sql(col(Case.due_at), col(Case.escalated)).where(col(Case.state).in_(AT_WORK)).distinct())
    moments.append(rules().escalate.next_after([(due_at, taken) for due_at, taken in late], now))
    if _behind(session, now):
        moments.append(at_local(now.astimezone(zone).date() + timedelta(days=1), TOLD_HOUR, 0, zone))
    return moments


def _untold() -> ColumnElement[bool]:
    return (col(Case.state) == OPEN) & col(Case.told_at).is_(None)


def _behind(session: Session, now: datetime) -> Mapping[int, list[int]]:
    """{step: the cases for which it is the last that has come and was not taken}."""
    late = (col(Case.due_at) <= now - rules().escalate.after(1)) & col(Case.state).in_(AT_WORK)
    rows = session.execute(sql(col(Case.id), col(Case.due_at), col(Case.escalated)).where(late).order_by(col(Case.id)))
    found = rules().escalate.behind([(id_ or 0, due_at, taken) for id_, due_at, taken in rows], now)
    return {step: ids[:BATCH] for step, ids in found.items()}


def _above(session: Session, found: Found, to: str, today: date) -> Mapping[int, int]:
    if to == OWNER:
        held = {_id(about): (grid.path, about.level) for about, grid in found}
        taken = {_id(about): about.owner_id for about, _ in found if about.owner_id is not None}
        return owners(session, held, today) | taken
    level = STATION if to == TO_STATION else COMMUNITY
    return owners(session, {_id(about): (grid.path, min(about.level, level)) for about, grid in found}, today)


def _tell_new(session: Session, person_id: int, ones: Found, now: datetime) -> None:
    if len(ones) == 1:
        about, grid = ones[0]
        prompt_id = ask(session, person_id, "case", _id(about), now, now + ASK_STANDS)
        write_queued(session)
        key, facts = _line(session, about, grid, NEW)
        post(
            session, person_id, key, facts, purpose=NEW, subject=f"case:{about.id}:{new_id(now)}",
            now=now, expires_at=now + STANDS, prompt_id=prompt_id, care=True,
        )  # fmt: skip
        return
    lines = [list(_line(session, about, grid, "case-line")) for about, grid in ones]
    facts = {
        "count": len(ones), "lines_said": capped(lines, MOST_LINES), "brief_said": capped(lines, MOST_SHORT),
        "example": ones[0][0].id,
    }  # fmt: skip
    post(
        session, person_id, "cases-new", facts, purpose=NEW, subject=f"tell:{new_id(now)}", now=now,
        expires_at=now + STANDS, care=True,
    )  # fmt: skip


def _line(session: Session, about: Case, grid: Grid, key: str) -> tuple[str, dict[str, object]]:
    facts = facts_of(about, grid)
    if about.reopened:
        return f"{key}-again", facts
    other = same_open(session, about)
    return (key, facts) if other is None else (f"{key}-same", facts | {"other": other.id})


def _tell_late(session: Session, person_id: int, ones: Found, now: datetime, zone: ZoneInfo) -> int:
    lines = [
        ["case-line-late", facts_of(about, grid) | {"due": about.due_at.astimezone(zone).date().isoformat()}]
        for about, grid in ones
    ]
    facts = {"count": len(ones), "lines_said": capped(lines, MOST_LINES), "brief_said": capped(lines, MOST_SHORT),
             "example": ones[0][0].id}  # fmt: skip
    day = now.astimezone(zone).date().isoformat()
    return int(post(
        session, person_id, "cases-late", facts, purpose=LATE, subject=f"day:{day}", now=now, expires_at=now + STANDS,
        care=True,
    ))  # fmt: skip


def _load(session: Session, ids: Sequence[int]) -> list[tuple[Case, Grid]]:
    query = select(Case, Grid).join(Grid, col(Grid.id) == col(Case.grid_id)).where(col(Case.id).in_(ids))
    rows = session.exec(query.order_by(col(Case.due_at), col(Case.id)).execution_options(populate_existing=True)).all()
    return [(about, grid) for about, grid in rows]


def _id(about: Case) -> int:
    assert about.id is not None
    return about.id
