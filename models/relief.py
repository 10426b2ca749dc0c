"""Deputies begin when their time comes, and end when they are not needed any more."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlalchemy import update
from sqlmodel import Session, col, select

from models.cover import is_away
from models.db import affect
from models.deputies import AGREED, ASKED, DROPPED, OPEN, OVER, SILENT, Cover, Need, needs
from models.posts import UNIT_HEAD, Post, holder
from models.standing_in import PATIENCE, begin, end_ask, hold, thank


def pass_silent(session: Session, now: datetime) -> int:
    """Wait no longer for whoever has not answered within PATIENCE; how many. Their yes may still come."""
    late = update(Cover).where(col(Cover.state) == ASKED, col(Cover.asked_at) <= now - PATIENCE)
    return affect(session, late.values(state=SILENT, ended_at=now))


def settle_open(session: Session, now: datetime, zone: ZoneInfo, grids: Sequence[int] | None = None) -> int:
    """Begin what was agreed, drop what is not needed, end deputies whose head is back; how many changed.

    A deputy who goes away themselves ends too: the next is asked then. `grids` looks at these stairwells alone.
    """
    today = now.astimezone(zone).date()
    open_ones = select(Cover).where(col(Cover.state).in_(OPEN)).order_by(col(Cover.grid_id))
    if grids is not None:
        open_ones = open_ones.where(col(Cover.grid_id).in_(grids))
    found = session.exec(open_ones).all()
    wanted = {need.grid_id: need for need in needs(session, today)} if found else {}
    changed = 0
    for cover in found:
        changed += _settle(session, cover, wanted.get(cover.grid_id), today, now)
    return changed


def _settle(session: Session, cover: Cover, need: Need | None, today: date, now: datetime) -> bool:
    hold(session, cover.grid_id)
    session.refresh(cover)
    if cover.state not in OPEN:
        return False
    if cover.post_id is not None:
        return _settle_post(session, cover, today, now)
    gone = cover.candidate_id is not None and bool(
        session.execute(sql(is_away(cover.candidate_id, today))).scalar_one()
    )
    if need is None or gone:
        end_ask(session, cover, DROPPED, now)
        if cover.candidate_id is not None and not gone:
            thank(session, cover, "stand-in-dropped", now)
        return True
    if cover.state == AGREED and need.runs(today):
        begin(session, cover, today, now)
        return True
    return False


def _settle_post(session: Session, cover: Cover, today: date, now: datetime) -> bool:
    assert cover.post_id is not None and cover.candidate_id is not None
    held = session.get_one(Post, cover.post_id, populate_existing=True)
    if held.to_on is None:
        head = holder(session, cover.grid_id, UNIT_HEAD)
        back = head is not None and not session.execute(sql(is_away(head.person_id, today))).scalar_one()
        if not back and not session.execute(sql(is_away(held.person_id, today))).scalar_one():
            return False
        held.to_on = max(today, held.from_on)
        session.add(held)
    cover.state, cover.ended_at = OVER, now
    session.add(cover)
    session.flush()
    became_head = holder(session, cover.grid_id, UNIT_HEAD)
    if became_head is None or became_head.person_id != cover.candidate_id:
        thank(session, cover, "stand-in-over", now)
    return True
