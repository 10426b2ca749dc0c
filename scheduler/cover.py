"""Heads away and empty posts: neighbours are asked to stand in, begin, and end; who begins gets the page they need."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import String, cast, exists, func, literal, update
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from messages.handover import KEY, handover_facts
from models.absence import excuse_absent, meanwhile, own_units
from models.clock import at_local
from models.cover import Away, over_untold
from models.db import UtcTime, affect
from models.deputies import ASK_AHEAD, ASKED, Cover, needs, unasked
from models.duties import Task
from models.following import reachable
from models.grid import GRID, Grid
from models.outbox import Message, post
from models.people import Person
from models.posts import UNIT_HEAD, Post
from models.relief import pass_silent, settle_open
from models.standing_in import NEWS_STANDS, PATIENCE, ask_next

__all__ = ["ask_neighbours", "excuse_absent", "hand_over_pages", "next_moments", "settle", "welcome_back"]
MOST_A_DAY = 20
"""So many people are asked about vacancies on a local day, however many there are; absences come first, uncounted."""
MOST_A_TICK = 50
"""So many stairwells are looked at in one tick; the next goes on."""
MOST_PAGES = 50
PAGE_WITHIN = timedelta(days=30)
"""Who can be reached only so long after they began needs no page any more."""


def settle(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Pass on what nobody answered, begin and end deputies; how many changed."""
    return pass_silent(session, now) + settle_open(session, now, zone)


def ask_neighbours(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Ask whoever is next to stand in, after all else of this tick was asked: it is what the next digit answers."""
    changed = 0
    today = now.astimezone(zone).date()
    left, tries, stuck = MOST_A_DAY - asked_on(session, today, zone), MOST_A_TICK, set()
    for need in unasked(session, needs(session, today), now):
        if tries <= 0 or (need.away_id is None and left <= 0):
            break
        around = need.path.split("/")[: GRID + 1]
        if need.away_id is None and tuple(around) in stuck:
            continue
        tries -= 1
        cover = ask_next(session, need, now, zone)
        if cover is None:  # the neighbours of that grid are thinking: its other stairwells wait with it
            stuck.add(tuple(around))
            continue
        changed += 1
        if cover.state == ASKED and need.away_id is None:
            left -= 1
    return changed


def asked_on(session: Session, day: date, zone: ZoneInfo) -> int:
    """How many people were asked about vacancies on that local day so far."""
    vacant = col(Cover.away_id).is_(None) & col(Cover.candidate_id).is_not(None)
    since = col(Cover.asked_at) >= at_local(day, 0, 0, zone)
    return int(session.execute(sql(func.count(col(Cover.id))).where(vacant, since)).scalar_one())


def welcome_back(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell those whose absence has ended by itself what happened meanwhile, once; how many."""
    today, told = now.astimezone(zone).date(), 0
    for away in over_untold(session, today):
        mine = update(Away).where(col(Away.id) == away.id, col(Away.told_at).is_(None)).values(told_at=now)
        if not affect(session, mine) or not own_units(session, away.person_id):
            continue
        news = meanwhile(session, away.person_id, away.from_on, today + timedelta(days=1), zone)
        facts = {"names": list(news.deputies), "done": news.done, "open": news.open, "findings": news.findings}
        told += post(
            session, away.person_id, "away-over" if news.deputies else "away-over-alone", facts, purpose="away-over",
            subject=f"away:{away.id}", now=now, expires_at=now + NEWS_STANDS,
        )  # fmt: skip
    return told


def hand_over_pages(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Send the page to deputies and new unit heads who have not got it, however they were appointed; how many.

    A head gets it where there is something to take over: somebody was there before, or something was asked already. So
    a roster that founds a community sends none, though a duty of its quarter may have begun before the community did.
    """
    before = aliased(Post)
    first = aliased(Post)
    founded = sql(func.min(col(first.created_at))).scalar_subquery()
    told = exists().where(
        col(Message.purpose) == KEY, col(Message.subject) == literal("post:") + cast(col(Post.id), String),
        col(Message.person_id) == col(Post.person_id),
    )  # fmt: skip
    earlier = exists().where(
        col(before.grid_id) == col(Post.grid_id), col(before.role) == UNIT_HEAD, col(before.id) < col(Post.id)
    )
    asked = exists().where(
        col(Task.grid_id) == col(Post.grid_id), col(Task.opens_at) < col(Post.created_at), col(Task.opens_at) > founded
    )
    new = session.execute(
        sql(Post, Grid, col(Person.language))
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .join(Person, col(Person.id) == col(Post.person_id))
        .where(col(Post.role) == UNIT_HEAD, col(Post.to_on).is_(None), col(Post.created_at) > now - PAGE_WITHIN)
        .where(reachable(), ~told, col(Post.deputy) | earlier | asked)
        .order_by(col(Post.id))
        .limit(MOST_PAGES)
    ).all()
    return sum(
        post(
            session, held.person_id, KEY, handover_facts(session, grid, language, now, zone), purpose=KEY,
            subject=f"post:{held.id}", now=now, expires_at=now + NEWS_STANDS, grid_id=grid.id, language=language,
        )
        for held, grid, language in new
    )  # fmt: skip


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime | None]:
    """When those sweeps have something to do next."""
    today = now.astimezone(zone).date()
    spans = session.exec(select(Away).where(Away.to_on > today, Away.to_on > Away.from_on)).all()
    days = {day for away in spans for day in (away.from_on - ASK_AHEAD, away.from_on, away.to_on) if day > today}
    silent = session.execute(
        sql(func.min(col(Cover.asked_at), type_=UtcTime())).where(
            col(Cover.state) == ASKED, col(Cover.asked_at) > now - PATIENCE
        )
    ).scalar_one()
    if asked_on(session, today, zone) >= MOST_A_DAY:
        days.add(today + timedelta(days=1))
    first = at_local(min(days), 0, 0, zone) if days else None
    return [first, silent + PATIENCE if silent else None]
