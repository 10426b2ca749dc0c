"""The pools are watched: coordinators hear of one that runs low, and of a holiday ahead that has no greeting."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists
from sqlalchemy import select as sql
from sqlmodel import Session, col

from messages.catalogue import say
from messages.render import readable
from models.duties import Duty
from models.festivals import coming
from models.outbox import Message, post
from models.people import Person
from models.posts import COORDINATOR, Post
from models.text_office import Stock, stock
from models.wording import GREETING, POOLS, WEEKLY, week_of

LOW_WEEKS = 4
"""Fewer weeks than this that have a new text, and the coordinators are told."""
HOLIDAY_DAYS = 21
PURPOSE = "texts-low"
STANDS = timedelta(days=7)


def watch_texts(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Tell the coordinators, once a week, of a pool in use that runs low and of holidays without a greeting; how many.

    A pool that no active duty takes from is nobody's worry.
    """
    today = now.astimezone(zone).date()
    subject = f"week:{week_of(today)}"
    told = exists().where(col(Message.purpose) == PURPOSE, col(Message.subject) == subject)
    used = sql(col(Duty.texts)).where(col(Duty.active), col(Duty.texts).in_(POOLS)).distinct()
    if session.execute(sql(told)).scalar_one() or not (pools := set(session.execute(used).scalars())):
        return 0
    stocks = {pool: stock(session, pool, today) for pool in pools}
    bare = [
        (day.isoformat(), name) for day, name in coming(today, HOLIDAY_DAYS)
        if GREETING in stocks and name in stocks[GREETING].bare
    ]  # fmt: skip
    if not bare and not _low(stocks.get(WEEKLY)):
        return 0
    running = (col(Post.role) == COORDINATOR) & col(Post.to_on).is_(None)
    people = sql(col(Person.id), col(Person.language)).where(
        col(Person.id).in_(sql(col(Post.person_id)).where(running))
    )
    return sum(
        post(
            session, person_id, "texts-low", {"lines": _lines(stocks.get(WEEKLY), bare, language)}, now=now,
            purpose=PURPOSE, subject=subject, expires_at=now + STANDS, language=language,
        )
        for person_id, language in session.execute(people.order_by(col(Person.id))).all()
    )  # fmt: skip


def _low(weekly: Stock | None) -> bool:
    return weekly is not None and weekly.weeks < LOW_WEEKS


def _lines(weekly: Stock | None, bare: list[tuple[str, str]], language: str) -> list[str]:
    lines = []
    if weekly is not None and _low(weekly):
        lines.append(say("texts-low-weekly", language, {"count": str(weekly.weeks)}))
    for day, name in bare:
        facts = {"day": day, "name": say(f"occasion-{name.replace('_', '-')}", language)}
        lines.append(say("texts-low-holiday", language, readable(facts, language)))
    return lines
