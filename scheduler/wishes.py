"""Wishes and time: offered ever wider, claims reminded of and handed back, what nobody claims, answers or reads."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, update
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.clock import at_local
from models.db import UtcTime, affect
from models.grid import Grid
from models.outbox import Message, post
from models.telling import tell_coordinators
from models.wish_claims import offered_anew
from models.wish_history import RAN_OUT, ends
from models.wish_offers import reach
from models.wish_review import WaitingWish, waiting_wishes
from models.wish_telling import OF_CLAIM, ask_done, asks_left, close, tell, tell_open_again
from models.wishes import (
    ASKING,
    CLAIMED,
    EXPIRED,
    FULFILLED,
    PUBLISHED,
    RETURNED,
    WITHDRAWN,
    Wish,
    move,
    terms,
)

READ, UNREAD = "wish-read", "wish-unread"
HOUR = 9
STANDS = timedelta(days=3)
BATCH = 200


def widen(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Offer wishes to more neighbours whose time in a smaller circle is over; how many."""
    ready = (col(Wish.state) == PUBLISHED) & (col(Wish.widen_at) <= now)
    rows = session.execute(
        sql(col(Wish.id), col(Wish.area), col(Grid.path)).join(Grid, col(Grid.id) == col(Wish.grid_id))
        .where(ready).order_by(col(Wish.id)).limit(BATCH)
    ).all()  # fmt: skip
    changed = 0
    for number, area, path in rows:
        wider = reach(path, now, area)
        values = {"widen_at": None} if wider is None else {"area": wider[0], "widen_at": wider[1]}
        this = (col(Wish.id) == number) & (col(Wish.area) == area) & ready
        changed += affect(session, update(Wish).where(this).values(values))
    return changed


def mind_claims(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Remind claimers before their time is over, and offer again what they did not come to; how many wishes."""
    count = 0
    for wish in _found(session, _soon(now)):
        if move(session, wish, _soon(now), {"reminded": True}):
            assert wish.claim_until is not None
            until = wish.claim_until.astimezone(zone).date().isoformat()
            tell(session, wish, wish.claimer_id, "wish-claim-reminder", now, "wish_claimed", {"until_day": until})
            count += 1
    over = (col(Wish.state) == CLAIMED) & (col(Wish.claim_until) <= now)
    for wish in _found(session, over):
        claimer = wish.claimer_id
        if move(session, wish, over, offered_anew(wish, now)):
            ends(session, wish, RAN_OUT, now)
            close(session, wish, OF_CLAIM, now)
            tell(session, wish, claimer, "wish-claim-lapsed", now)
            tell_open_again(session, wish, now)
            count += 1
    return count


def end_wishes(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """End what nobody claimed in its time, and what nobody said was theirs or said anew; how many."""
    count = 0
    unclaimed = (col(Wish.state) == PUBLISHED) & (col(Wish.expires_at) <= now)
    for wish in _found(session, unclaimed):
        if move(session, wish, unclaimed, {"state": EXPIRED, "ended_at": now, "widen_at": None}):
            whose = wish.wisher_id if wish.wisher_id is not None else wish.by_id
            tell(session, wish, whose, "wish-expired-note", now, "wish_expired")
            count += 1
    for state, since, patience in _left(now):
        left = (col(Wish.state) == state) & (since <= now - patience)
        for wish in _found(session, left):
            if move(session, wish, left, {"state": WITHDRAWN, "ended_at": now, "words": "", "public": ""}):
                close(session, wish, ("wish_true", "wish_again"), now)
                tell(session, wish, wish.by_id, "wish-lapsed-note", now)
                count += 1
    return count


def ask_if_done(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Ask the next one whether a wish is done that nobody has confirmed in time; how many wishes. Never a guess."""
    due = (col(Wish.state) == FULFILLED) & (
        col(Wish.asked_at).is_(None) | (col(Wish.asked_at) <= now - terms().confirm)
    )
    return sum(asks_left(session, wish) and ask_done(session, wish, now) for wish in _found(session, due))


def ask_readers(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell who reads wishes of those that wait: of new ones once a day, of older ones every `read_days`; how many
    messages. Of what has nobody to read it the coordinators hear once a week."""
    waiting = waiting_wishes(session, now)
    if not waiting or now < at_local(_today(now, zone), HOUR, 0, zone):
        return 0
    counts: dict[int, list[WaitingWish]] = {}
    for one in waiting:
        for person_id in one.readers:
            counts.setdefault(person_id, []).append(one)
    last = _last_told(session, counts)
    day, said = _today(now, zone).isoformat(), 0
    for person_id, theirs in sorted(counts.items()):
        told = last.get(person_id)
        if told is None or told <= now - terms().read or any(one.submitted_at > told for one in theirs):
            said += post(
                session, person_id, "wish-read-ask", {"count": len(theirs)}, purpose=READ, subject=f"day:{day}",
                now=now, expires_at=now + STANDS,
            )  # fmt: skip
    unread = sum(not one.readers for one in waiting)
    if unread:
        week = _today(now, zone).isocalendar()
        said += tell_coordinators(
            session, "wish-unread-note", {"count": unread}, purpose=UNREAD, subject=f"week:{week.year}-W{week.week:02}",
            now=now, expires_at=now + STANDS,
        )  # fmt: skip
    return said


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime | None]:
    """When those sweeps have something to do next."""
    t, claimed = terms(), col(Wish.state) == CLAIMED
    asked = (col(Wish.state) == FULFILLED) & (col(Wish.asked_at) > now - t.confirm)
    times: list[datetime | None] = [
        _first(session, col(Wish.widen_at), col(Wish.state) == PUBLISHED),
        _first(session, col(Wish.expires_at), col(Wish.state) == PUBLISHED),
        _first(session, col(Wish.claim_until), claimed),
        _plus(_first(session, col(Wish.claim_until), claimed & ~col(Wish.reminded)), -t.remind),
        _plus(_first(session, col(Wish.asked_at), asked), t.confirm),
        *(_plus(_first(session, since, col(Wish.state) == state), patience) for state, since, patience in _left(now)),
    ]
    if waiting_wishes(session, now):
        today = at_local(_today(now, zone), HOUR, 0, zone)
        times += [today, at_local(_today(now, zone) + timedelta(days=1), HOUR, 0, zone)]
    return times


def _soon(now: datetime) -> ColumnElement[bool]:
    soon = (col(Wish.claim_until) <= now + terms().remind) & (col(Wish.claim_until) > now)
    return (col(Wish.state) == CLAIMED) & ~col(Wish.reminded) & soon


def _left(now: datetime) -> list[tuple[str, Any, timedelta]]:
    return [(ASKING, col(Wish.made_at), terms().attest), (RETURNED, col(Wish.returned_at), terms().stands)]


def _found(session: Session, which: ColumnElement[bool]) -> Iterable[Wish]:
    return session.exec(select(Wish).where(which).order_by(col(Wish.id)).limit(BATCH)).all()


def _last_told(session: Session, people: Iterable[int]) -> dict[int, datetime]:
    rows = session.execute(
        sql(col(Message.person_id), func.max(col(Message.created_at), type_=UtcTime()))
        .where(col(Message.purpose) == READ, col(Message.person_id).in_(people)).group_by(col(Message.person_id))
    )  # fmt: skip
    return {person_id: at for person_id, at in rows}


def _first(session: Session, what: Any, which: ColumnElement[bool]) -> datetime | None:
    found: datetime | None = session.execute(sql(func.min(what, type_=UtcTime())).where(which)).scalar_one()
    return found


def _plus(moment: datetime | None, more: timedelta) -> datetime | None:
    return None if moment is None else moment + more


def _today(now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date()
