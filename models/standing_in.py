"""Standing in, step by step: ask the next candidate, take the answer, begin, end when it is not needed any more."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlalchemy import update
from sqlmodel import Session, col, select

from models.cover import Away, is_away
from models.db import affect, new_id, write_queued
from models.deputies import (
    AGREED,
    ASKED,
    DECLINED,
    DROPPED,
    MOST_TRIES,
    NOBODY,
    OPEN,
    SILENT,
    Cover,
    Need,
    asked_before,
    can_stand_in,
    covering,
    needs,
    propose,
)
from models.deputies import MOST_COVERED as MOST
from models.errors import StairwellError
from models.following import close_prompts, reachable
from models.grid import Grid
from models.outbox import CANCELLED, QUEUED, UNREACHED, Message, post
from models.people import Person
from models.posts import BUILDING_HEAD, UNIT_HEAD, Post, holder
from models.prompts import ask_new
from models.telling import tell_coordinators

PATIENCE = timedelta(days=3)
"""For so long a candidate may think; then the next is asked."""
NEWS_STANDS = timedelta(days=7)
QUESTION = "stand_in"


class CannotStandIn(StairwellError):
    """Whom a head named is away, cannot be reached, covers enough already, or was asked before."""

    key = "error-cannot-stand-in"


def ask_next(session: Session, need: Need, now: datetime, zone: ZoneInfo) -> Cover | None:
    """Ask whoever is next for a stairwell; a row of "nobody" when there is none, and the office is told.

    None: somebody is asked already, or whoever could be is thinking about another stairwell. Whom the head named comes
    first.
    """
    today = now.astimezone(zone).date()
    hold(session, need.grid_id)
    if open_cover(session, need.grid_id) is not None:
        return None
    grid = session.get_one(Grid, need.grid_id)
    tried = asked_before(session, need, today)
    named = session.get_one(Away, need.away_id).named_id if need.away_id else None
    candidate = named if named is not None and named not in tried and able(session, need, named, today) else None
    if candidate is None and len(tried) < MOST_TRIES:
        candidate = next((one.person_id for one in propose(session, grid, today, need)), None)
        if candidate is None and propose(session, grid, today, need, thinking=True):
            return None
    cover = _ask(session, grid, need, candidate, now)
    if candidate is None:
        _tell_nobody(session, grid, need, today, now)
    return cover


def open_cover(session: Session, grid_id: int) -> Cover | None:
    """Who is asked about a stairwell, or has agreed, or stands in; None when nobody."""
    query = select(Cover).where(Cover.grid_id == grid_id, col(Cover.state).in_(OPEN))
    return session.exec(query.execution_options(populate_existing=True)).first()


def able(session: Session, need: Need, person_id: int, today: date) -> bool:
    """Whether that person could be asked to stand in there."""
    found = session.execute(sql(col(Person.id)).where(col(Person.id) == person_id, can_stand_in(need, today)))
    return person_id != need.head_id and found.first() is not None


def _ask(session: Session, grid: Grid, need: Need, candidate: int | None, now: datetime) -> Cover:
    assert grid.id is not None
    state = ASKED if candidate is not None else NOBODY
    cover = Cover(id=new_id(now), grid_id=grid.id, away_id=need.away_id, candidate_id=candidate, state=state,
                  asked_at=now)  # fmt: skip
    session.add(cover)
    session.flush()
    if candidate is None:
        return cover
    facts: dict[str, Any] = {"grid": grid.name}
    if need.away_id is not None and need.head_id is not None and need.since and need.until:
        last = need.until - timedelta(days=1)
        facts |= {"name": session.get_one(Person, need.head_id).name, "day": need.since.isoformat()}
        facts |= {"until_day": last.isoformat()}
    prompt_id = ask_new(session, candidate, QUESTION, cover.id, now, now + PATIENCE)
    write_queued(session)
    post(
        session, candidate, "stand-in-ask" if need.away_id is not None else "stand-in-ask-vacant", facts,
        purpose="stand-in", subject=f"cover:{cover.id}", now=now, expires_at=now + PATIENCE, prompt_id=prompt_id,
        grid_id=grid.id,
    )  # fmt: skip
    return cover


def name_deputy(session: Session, away: Away, grids: list[int], person_id: int, now: datetime, zone: ZoneInfo) -> int:
    """Ask whom a head named, in place of whoever is being asked; at how many stairwells. Who agreed before, stays.

    Raises CannotStandIn when there is a stairwell nobody has agreed to and they can be asked for none.
    """
    today = now.astimezone(zone).date()
    asked = open_ones = 0
    for grid_id in grids:
        hold(session, grid_id, person_id)
        before = open_cover(session, grid_id)
        if before is not None and (before.state == AGREED or before.candidate_id == person_id):
            continue
        open_ones += 1
        head = holder(session, grid_id, UNIT_HEAD)
        grid = session.get_one(Grid, grid_id)
        need = Need(grid_id, grid.path, away.id, head.person_id if head else None, away.from_on, away.to_on)
        # One who was named is asked of all the stairwells at once, unlike one the rule found.
        if person_id in asked_before(session, need, today) or not (asked or able(session, need, person_id, today)):
            continue
        if asked and _covers(session, person_id) >= MOST:
            continue
        if before is not None:
            end_ask(session, before, DROPPED, now)
        _ask(session, grid, need, person_id, now)
        asked += 1
    if open_ones and not asked:
        raise CannotStandIn
    if asked:
        away.named_id = person_id
        session.add(away)
    return asked


def accept(session: Session, cover_id: int, person_id: int, now: datetime, zone: ZoneInfo) -> Cover | None:
    """They stand in. None when it is not needed any more, somebody else was quicker, or they cover enough already.

    A late yes counts as long as nobody else has agreed: whoever is being asked by then is asked no more.
    """
    today = now.astimezone(zone).date()
    cover = _theirs(session, cover_id, person_id)
    if cover is None or cover.state not in (ASKED, SILENT):
        return None
    need = next(iter(needs(session, today, cover.grid_id)), None)
    other = open_cover(session, cover.grid_id)
    mine = 1 if cover.state == ASKED else 0
    late = other is not None and other.id != cover.id and other.state == AGREED
    if need is None or late or _covers(session, person_id) - mine >= MOST:
        end_ask(session, cover, DROPPED, now)
        return None
    if other is not None and other.id != cover.id:
        end_ask(session, other, DROPPED, now)
    end_ask(session, cover, AGREED, now)
    if need.runs(today):
        begin(session, cover, today, now)
    if need.head_id is not None:
        grid, name = session.get_one(Grid, cover.grid_id), session.get_one(Person, person_id).name
        post(session, need.head_id, "stand-in-found", {"grid": grid.name, "name": name}, purpose="stand-in-found",
             subject=f"cover:{cover.id}", now=now, expires_at=now + NEWS_STANDS, grid_id=grid.id)  # fmt: skip
    return cover


def decline(session: Session, cover_id: int, person_id: int, now: datetime, zone: ZoneInfo) -> bool:
    """They do not; the next is asked at once. False when it had been settled before."""
    cover = _theirs(session, cover_id, person_id)
    if cover is None or cover.state != ASKED:
        return False
    end_ask(session, cover, DECLINED, now)
    for need in needs(session, now.astimezone(zone).date(), cover.grid_id):
        ask_next(session, need, now, zone)
    return True


def begin(session: Session, cover: Cover, today: date, now: datetime) -> None:
    """Give them the deputy's post from that day on."""
    assert cover.candidate_id is not None
    made = Post(grid_id=cover.grid_id, person_id=cover.candidate_id, role=UNIT_HEAD, deputy=True, from_on=today,
                created_at=now)  # fmt: skip
    session.add(made)
    session.flush()
    cover.post_id = made.id
    session.add(cover)
    session.flush()


def thank(session: Session, cover: Cover, key: str, now: datetime) -> None:
    """Tell a deputy, or who would have been one, that it is over; once."""
    assert cover.candidate_id is not None
    grid = session.get_one(Grid, cover.grid_id)
    post(session, cover.candidate_id, key, {"grid": grid.name}, purpose="stand-in-over", subject=f"cover:{cover.id}",
         now=now, expires_at=now + NEWS_STANDS, grid_id=grid.id)  # fmt: skip


def _tell_nobody(session: Session, grid: Grid, need: Need, today: date, now: datetime) -> None:
    """A vacancy: the coordinators, once a day for all of them. An absence: the building head, or else they."""
    facts, stands = {"grid": grid.name}, now + NEWS_STANDS
    if need.head_id is None:
        tell_coordinators(session, "vacancy-nobody", facts, purpose="vacancy", subject=f"day:{today}", now=now,
                          expires_at=stands)  # fmt: skip
        return
    facts["name"] = session.get_one(Person, need.head_id).name
    subject = f"away:{need.away_id}:{need.grid_id}"
    building = holder(session, grid.parent_id, BUILDING_HEAD) if grid.parent_id is not None else None
    if building is not None and building.person_id != need.head_id and _can_hear(session, building.person_id, today):
        post(session, building.person_id, "stand-in-nobody", facts, purpose="vacancy", subject=subject, now=now,
             expires_at=stands, grid_id=grid.id)  # fmt: skip
        return
    tell_coordinators(session, "stand-in-nobody", facts, purpose="vacancy", subject=subject, now=now, expires_at=stands)


def _can_hear(session: Session, person_id: int, today: date) -> bool:
    here = (col(Person.id) == person_id) & reachable() & ~is_away(person_id, today)
    return session.execute(sql(col(Person.id)).where(here)).first() is not None


def end_ask(session: Session, cover: Cover, state: str, now: datetime) -> None:
    """Close a question with what came of it; what has not left of it does not leave."""
    cover.state, cover.ended_at = state, now
    session.add(cover)
    session.flush()
    close_prompts(session, QUESTION, cover.id, now)
    unsent = (col(Message.purpose) == "stand-in") & (col(Message.subject) == f"cover:{cover.id}")
    drop = update(Message).where(unsent, col(Message.state).in_((QUEUED, UNREACHED)))
    affect(session, drop.values(state=CANCELLED))


def _theirs(session: Session, cover_id: int, person_id: int) -> Cover | None:
    """That question, if it was put to them, with its stairwell and them held until the transaction ends."""
    cover = session.get(Cover, cover_id)
    if cover is None or cover.candidate_id != person_id:
        return None
    hold(session, cover.grid_id, person_id)
    session.refresh(cover)
    return cover


def _covers(session: Session, person_id: int) -> int:
    return int(session.execute(sql(covering()).select_from(Person).where(col(Person.id) == person_id)).scalar_one())


def hold(session: Session, grid_id: int, person_id: int | None = None) -> None:
    """Let nobody else decide about the stairwell, or about what that person covers, before this transaction ends."""
    session.flush()
    session.execute(sql(col(Grid.id)).where(col(Grid.id) == grid_id).with_for_update(key_share=True))
    if person_id is not None:
        session.execute(sql(col(Person.id)).where(col(Person.id) == person_id).with_for_update(key_share=True))
