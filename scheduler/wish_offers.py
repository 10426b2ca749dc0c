"""What is offered to volunteers: one message a week at most, with the wishes that have newly reached them."""

from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.db import later, new_id, write_queued
from models.digests import Slot, monday_of, week_name
from models.following import reachable
from models.grid import Grid, upwards
from models.leases import alone
from models.outbox import Message, message_row
from models.people import Person
from models.posts import VOLUNTEER, Post
from models.prompts import Prompt, ask_new
from models.wish_telling import OFFER, offer_facts
from models.wishes import PUBLISHED, Wish

PURPOSE = "wish-offer"
MOST = 3
"""How many wishes an offer lists: an SMS has room for so many."""
STANDS = timedelta(days=7)
LOOK_BACK = timedelta(days=90)


def offer(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Offer wishes to the volunteers they have reached; how many messages.

    Each hears once in an ISO week, not before the day and hour they chose for their digest, and only when there is one
    that they were not shown yet. Written in one go, one process at a time.
    """
    open_ = _open(session, now)
    if not open_:
        return 0
    alone(session, "wish offers")
    monday = monday_of(now, zone)
    week = f"week:{week_name(monday)}"
    told = set(session.execute(
        sql(col(Message.person_id)).where(col(Message.purpose) == PURPOSE, col(Message.subject) == week)
    ).scalars())  # fmt: skip
    before, said = _offered_before(session, now), 0
    for person_id, (slot, paths) in _volunteers(session).items():
        if person_id in told or now < slot.moment(monday, zone):
            continue
        theirs = _theirs(open_, person_id, paths, before[person_id])
        if any(wish.number not in before[person_id] for wish in theirs):
            _post(session, person_id, theirs, week, now)
            said += 1
    write_queued(session)
    return said


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime | None]:
    """When somebody may be offered something next: their moment of this week, or of the next."""
    if not _open(session, now):
        return []
    monday = monday_of(now, zone)
    slots = {slot for slot, _ in _volunteers(session).values()}
    return [slot.moment(week, zone) for slot in slots for week in (monday, monday + timedelta(days=7))]


def _open(session: Session, now: datetime) -> list[Wish]:
    ready: ColumnElement[bool] = (col(Wish.state) == PUBLISHED) & (col(Wish.expires_at) > now)
    return list(session.exec(select(Wish).where(ready).order_by(col(Wish.opened_at), col(Wish.id))).all())


def _volunteers(session: Session) -> dict[int, tuple[Slot, set[str]]]:
    """{person: (their digest time, the subtrees they belong to)} of the volunteers whom a message reaches."""
    rows = session.execute(
        sql(col(Person.id), col(Person.digest_day), col(Person.digest_hour), col(Grid.path))
        .join(Post, col(Post.person_id) == col(Person.id)).join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(col(Post.role) == VOLUNTEER, col(Post.to_on).is_(None), reachable()).order_by(col(Person.id))
    )  # fmt: skip
    found: dict[int, tuple[Slot, set[str]]] = {}
    for person_id, day, hour, path in rows:
        found.setdefault(person_id, (Slot(day, hour), set()))[1].update(upwards(path))
    return found


def _theirs(open_: list[Wish], person_id: int, paths: set[str], before: set[int]) -> list[Wish]:
    """What they were not shown yet first, then the nearest, then what has waited longest; MOST at most."""
    mine = [wish for wish in open_ if wish.area in paths and person_id not in (wish.wisher_id, wish.by_id)]
    return sorted(mine, key=lambda wish: (wish.number in before, -len(wish.area)))[:MOST]


def _offered_before(session: Session, now: datetime) -> dict[int, set[int]]:
    """{person: what they were shown of late, offered or in a list they asked for}."""
    asked = (col(Prompt.question) == OFFER) & (col(Prompt.asked_at) > now - LOOK_BACK)
    found: dict[int, set[int]] = defaultdict(set)
    for person_id, data in session.execute(sql(col(Prompt.person_id), col(Prompt.data)).where(asked)):
        found[person_id].update(data.get("tasks", []))
    return found


def _post(session: Session, person_id: int, wishes: list[Wish], week: str, now: datetime) -> None:
    data = {"tasks": [wish.number for wish in wishes]}
    prompt_id = ask_new(session, person_id, OFFER, new_id(now), now, now + STANDS, data)
    later(session, Message, message_row(
        now, PURPOSE, week, "wish-offer", offer_facts(wishes), now + STANDS, person_id=person_id, prompt_id=prompt_id,
    ))  # fmt: skip
