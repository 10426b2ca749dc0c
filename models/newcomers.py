"""Newcomers: who scanned a stairwell's notice board and says that they live there, until somebody there knows them.

Their own yes makes them nobody yet: their address waits, and they may do what a guest may. A head who knows them, or a
coordinator, makes them a resident of that stairwell and never more. Who is not known, takes it back or waits too long
is forgotten.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Column, ColumnElement, Index, delete, func, text, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col, select

from models.contacts import looking_after
from models.db import BigId, UtcTime, affect, new_id, write_queued
from models.errors import StairwellError
from models.following import close_prompts, reachable
from models.grid import Grid, within
from models.guards import first_allowed, guards
from models.outbox import REPLY, message_row, post, post_reply
from models.people import ACTIVE, PENDING, Address, Person
from models.posts import COORDINATOR, RESIDENT, Post, appoint
from models.prompts import ask_new
from models.routing import REPLY_PURPOSE
from models.telling import tell_coordinators

WAITING, AGREED, REFUSED, WITHDRAWN, LAPSED = "waiting", "agreed", "refused", "withdrawn", "lapsed"
QUESTION, WAIT_QUESTION = "newcomer", "board_wait"
MOST_A_DAY = 8
"""So many people can ask at one stairwell within a day; no stairwell of the model community has more households in a
day's move, and a code that is passed around costs its head no more than that."""
OFFICE_AFTER = timedelta(days=3)
"""A head has so long; then the coordinators are asked as well."""
STANDS = timedelta(days=14)
NEWS_STANDS = timedelta(days=7)


class TooManyNewcomers(StairwellError):
    """MOST_A_DAY have asked at the stairwell `grid` since yesterday."""

    key = "error-board-busy"


class Newcomer(SQLModel, table=True):
    """One who asks to be a resident of a stairwell: waiting → agreed, refused, withdrawn or lapsed, once.

    `volunteer`: they would like to volunteer as well. `office` says that the coordinators were asked. `address_id` is
    the address that waits with them, which alone becomes theirs or is forgotten; None for who was known before.
    """

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'agreed', 'refused', 'withdrawn', 'lapsed')", name="newcomer_state"),
        Index("newcomer_one_waiting", "person_id", unique=True, sqlite_where=text("state = 'waiting'"),
              postgresql_where=text("state = 'waiting'")),
    )  # fmt: skip
    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    grid_id: int = Field(foreign_key="grid.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    address_id: int | None = Field(default=None, foreign_key="address.id", ondelete="SET NULL", index=True)
    volunteer: bool = False
    office: bool = False
    state: str = Field(default=WAITING, max_length=12)
    asked_at: datetime = Field(sa_type=UtcTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcTime)
    settled_by: int | None = Field(default=None, foreign_key="person.id")


def room(session: Session, grid: Grid, now: datetime) -> None:
    """Nothing, where one more may ask at a stairwell now. Raises TooManyNewcomers."""
    since = (col(Newcomer.grid_id) == grid.id) & (col(Newcomer.asked_at) > now - timedelta(days=1))
    asked = session.execute(sql(func.count()).select_from(Newcomer).where(since)).scalar_one()
    if asked >= MOST_A_DAY:
        raise TooManyNewcomers(grid=grid.name)


def arrive(
    session: Session, grid: Grid, person_id: int, volunteer: bool, now: datetime, zone: ZoneInfo,
    address_id: int | None = None,
) -> Newcomer:  # fmt: skip
    """Somebody asks at a stairwell, and whoever knows its people best is asked about them; once however often.

    `address_id` is the pending address they ask by, None for who is known already. Who waits at another stairwell has
    taken that back. Raises TooManyNewcomers.
    """
    session.flush()
    session.execute(sql(col(Grid.id)).where(col(Grid.id) == grid.id).with_for_update(key_share=True))
    mine = select(Newcomer).where(Newcomer.person_id == person_id, Newcomer.state == WAITING)
    before = session.exec(mine.execution_options(populate_existing=True)).first()
    if before is not None and before.grid_id == grid.id:
        return before
    room(session, grid, now)
    if before is not None:
        _settle(session, before.id, WITHDRAWN, person_id, now)
    assert grid.id is not None
    made = Newcomer(
        id=new_id(now), grid_id=grid.id, person_id=person_id, address_id=address_id, volunteer=volunteer, asked_at=now
    )
    session.add(made)
    session.flush()
    heads, office = _who_knows(session, grid, person_id, now, zone)
    made.office = not heads
    for one in heads or office:
        _ask_about(session, made, grid, one, now)
    session.flush()
    return made


def agree(session: Session, newcomer_id: int, by_id: int, now: datetime, zone: ZoneInfo) -> Newcomer | None:
    """They are a neighbour: now they are a resident, and hear of it. None when it was settled before."""
    if not _settle(session, newcomer_id, AGREED, by_id, now):
        return None
    one = session.get_one(Newcomer, newcomer_id, populate_existing=True)
    person, grid = session.get_one(Person, one.person_id), session.get_one(Grid, one.grid_id)
    person.consent_at = person.consent_at or one.asked_at  # said with the request itself
    session.add(person)
    affect(session, update(Address).where(_waits(one)).values(state=ACTIVE, preferred=True))
    appoint(session, grid, RESIDENT, one.person_id, now.astimezone(zone).date(), now)
    facts = {"name": person.name, "grid": grid.name}
    post(session, one.person_id, "board-welcome", facts, purpose="newcomer-agreed", subject=f"newcomer:{one.id}",
         now=now, expires_at=now + NEWS_STANDS, grid_id=grid.id)  # fmt: skip
    if one.volunteer:
        facts |= {"number": f"#{one.person_id}", "code": grid.code}
        tell_coordinators(session, "newcomer-volunteer-note", facts, purpose="newcomer-volunteer",
                          subject=f"newcomer:{one.id}", now=now, expires_at=now + NEWS_STANDS)  # fmt: skip
    return one


def refuse(session: Session, newcomer_id: int, by_id: int, now: datetime, zone: ZoneInfo) -> Newcomer | None:
    """Nobody here knows them: they are told whom to see, and forgotten. None when it was settled before."""
    return _end(session, newcomer_id, REFUSED, by_id, "board-turned-down", now, zone)


def withdraw(session: Session, newcomer_id: int, person_id: int, now: datetime) -> bool:
    """They take it back; False when it was settled before, or is not theirs."""
    one = session.get(Newcomer, newcomer_id)
    if one is None or one.person_id != person_id or not _settle(session, newcomer_id, WITHDRAWN, person_id, now):
        return False
    _forget(session, one)
    return True


def leave(session: Session, person_id: int, by_id: int, now: datetime) -> None:
    """They are there no more, says `by_id`: whoever was asked about them is asked no more, and no yes counts now."""
    mine = select(Newcomer.id).where(Newcomer.person_id == person_id, Newcomer.state == WAITING)
    for newcomer_id in session.exec(mine).all():
        _settle(session, newcomer_id, WITHDRAWN, by_id, now)


def waiting(session: Session, paths: list[str]) -> list[tuple[Newcomer, str, str]]:
    """[(newcomer, their name, the stairwell's name)] of those who wait in these subtrees, the oldest first."""
    rows = session.execute(
        sql(Newcomer, col(Person.name), col(Grid.name))
        .join(Person, col(Person.id) == col(Newcomer.person_id))
        .join(Grid, col(Grid.id) == col(Newcomer.grid_id))
        .where(within(paths), col(Newcomer.state) == WAITING)
        .order_by(col(Newcomer.asked_at), col(Newcomer.id))
    )
    return [(one, name, grid) for one, name, grid in rows]


def mind(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Ask the coordinators about whom no head has answered, and end what waited too long; how many of both."""
    late = select(Newcomer).where(Newcomer.state == WAITING, Newcomer.asked_at <= now - OFFICE_AFTER)
    moved = 0
    for one in session.exec(late.order_by(col(Newcomer.id))).all():
        if one.asked_at <= now - STANDS:
            moved += _end(session, one.id, LAPSED, None, "board-lapsed", now, zone) is not None
        elif not one.office and _to_office(session, one, now, zone):
            moved += 1
    return moved


def next_moments(session: Session) -> list[datetime]:
    """When somebody who waits is asked about elsewhere, or forgotten."""
    rows = session.execute(
        sql(col(Newcomer.office), func.min(col(Newcomer.asked_at), type_=UtcTime()))
        .where(col(Newcomer.state) == WAITING)
        .group_by(col(Newcomer.office))
    )
    return [asked_at + (STANDS if office else OFFICE_AFTER) for office, asked_at in rows]


def _to_office(session: Session, one: Newcomer, now: datetime, zone: ZoneInfo) -> bool:
    mine = (col(Newcomer.id) == one.id) & (col(Newcomer.state) == WAITING) & ~col(Newcomer.office)
    if not affect(session, update(Newcomer).where(mine).values(office=True)):
        return False
    grid = session.get_one(Grid, one.grid_id)
    for person_id in _who_knows(session, grid, one.person_id, now, zone)[1]:
        _ask_about(session, one, grid, person_id, now)
    return True


def _who_knows(
    session: Session, grid: Grid, but: int, now: datetime, zone: ZoneInfo
) -> tuple[list[int], list[int]]:  # fmt: skip
    """([the nearest head who can be reached], [the coordinators who can]) of a stairwell."""
    found = looking_after(session, grid, now.astimezone(zone).date())
    ids = [one.person_id for one in found if one.person_id != but]
    able = set(session.execute(sql(col(Person.id)).where(col(Person.id).in_(ids), reachable())).scalars())
    heads = [one.person_id for one in found if one.role != COORDINATOR and one.person_id in able]
    office = [one.person_id for one in found if one.role == COORDINATOR and one.person_id in able]
    return heads[:1], list(dict.fromkeys(office))


def _ask_about(session: Session, one: Newcomer, grid: Grid, helper_id: int, now: datetime) -> None:
    until = one.asked_at + STANDS
    prompt_id = ask_new(session, helper_id, QUESTION, one.id, now, until)
    write_queued(session)  # the message names the question
    facts: dict[str, Any] = {"name": session.get_one(Person, one.person_id).name, "grid": grid.name}
    facts["volunteer"] = "yes" if one.volunteer else "no"
    post(session, helper_id, "newcomer-ask", facts, purpose="newcomer-ask", subject=f"newcomer:{one.id}", now=now,
         expires_at=until, prompt_id=prompt_id, grid_id=grid.id)  # fmt: skip


def _settle(session: Session, newcomer_id: int, state: str, by_id: int | None, now: datetime) -> bool:
    """End the waiting, for exactly one caller; nobody is asked about it any more."""
    mine = (col(Newcomer.id) == newcomer_id) & (col(Newcomer.state) == WAITING)
    done = affect(session, update(Newcomer).where(mine).values(state=state, settled_at=now, settled_by=by_id))
    if done:
        for question in (QUESTION, WAIT_QUESTION):
            close_prompts(session, question, newcomer_id, now)
    return bool(done)


def _end(
    session: Session, newcomer_id: int, state: str, by_id: int | None, key: str, now: datetime, zone: ZoneInfo
) -> Newcomer | None:
    if not _settle(session, newcomer_id, state, by_id, now):
        return None
    one = session.get_one(Newcomer, newcomer_id, populate_existing=True)
    grid, person = session.get_one(Grid, one.grid_id), session.get_one(Person, one.person_id)
    facts = {"grid": grid.name}
    for address in session.exec(select(Address).where(_waits(one))).all():
        leaves = first_allowed(now, guards().hours_of(address.channel), zone)
        row = message_row(now, REPLY_PURPOSE, f"newcomer:{one.id}", key, facts, leaves + NEWS_STANDS,
                          channel=address.channel, to=address.value, priority=REPLY, language=person.language,
                          not_before=leaves)  # fmt: skip
        post_reply(session, row)
    if person.consent_at is not None:
        post(session, one.person_id, key, facts, purpose=f"newcomer-{state}", subject=f"newcomer:{one.id}", now=now,
             expires_at=now + NEWS_STANDS)  # fmt: skip
    _forget(session, one)
    return one


def _waits(one: Newcomer) -> ColumnElement[bool]:
    """The address they asked by, while it waits for them: no other of that person's, which may be anybody's."""
    mine = (col(Address.id) == one.address_id) & (col(Address.person_id) == one.person_id)
    return mine & (col(Address.state) == PENDING)


def _forget(session: Session, one: Newcomer) -> None:
    """Nothing is kept of somebody who only ever asked: neither their address nor their name."""
    person_id = one.person_id
    affect(session, delete(Address).where(_waits(one)))
    known = sql(col(Address.id)).where(col(Address.person_id) == person_id)
    posts = sql(col(Post.id)).where(col(Post.person_id) == person_id)
    strange = (col(Person.id) == person_id) & col(Person.consent_at).is_(None) & ~known.exists() & ~posts.exists()
    for person in session.exec(select(Person).where(strange)).all():
        person.name = ""  # through the session, so that the words it is found by go, too
        session.add(person)
