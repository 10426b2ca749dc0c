"""Public posting 公示 of an award list: the window for objections, making it anew, the close.

Every step holds the list's row and is a conditional UPDATE: of two who do the same at once one counts, and a closed
list is never touched again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlalchemy import update
from sqlmodel import Session, col

from models import appraisals, reviews
from models.anchors import Anchor, publish_head
from models.audit import record
from models.award_naming import asked_last, settle_reached, tell_candidates
from models.award_rules import award_rules, rules_of
from models.award_tree import tree_now
from models.awards import (
    CLOSED,
    POSTED,
    PROVISIONAL,
    AwardList,
    award_content,
    digest_of,
    holds,
    locked,
    recomputed,
    winners_of,
)
from models.clock import at_local
from models.days import Overrides, is_workday
from models.db import affect, write_queued
from models.errors import StairwellError
from models.ledger import LedgerHead
from models.objections import holding_up
from models.workdays import overrides

MOST_DAYS = 60


class AwardsNotMade(StairwellError):
    """There is no list of `year` yet."""

    key = "error-awards-not-made"


class AwardsClosed(StairwellError):
    """The list of `year` is closed and never changes again."""

    key = "error-awards-closed"


class AlreadyPosted(StairwellError):
    """The list is posted, until `date`."""

    key = "error-awards-posted"


class NotPosted(StairwellError):
    """The list is not posted, so it cannot be closed."""

    key = "error-awards-not-posted"


class NoticeFirst(StairwellError):
    """Those on the list were told too lately to say how they want to be named: posting is possible from `date` on."""

    key = "error-awards-notice"


class AwardsChanged(StairwellError):
    """The records give another list by now: it is to be made anew first."""

    key = "error-awards-changed"


class WindowOpen(StairwellError):
    """Objections are accepted until `date`."""

    key = "error-awards-window"


class AwardsWait(StairwellError):
    """A review or the appraisal of that year is not over, and what comes of it counts."""

    key = "error-awards-wait"


class ObjectionsWait(StairwellError):
    """`count` objections are not answered, or were answered so lately that the objector may still insist."""

    key = "error-awards-objections"


@dataclass(frozen=True, slots=True)
class Change:
    """What making a list anew has changed: (award, person or None, grid code) of those who won now, and no more."""

    gained: tuple[tuple[str, int | None, str], ...]
    lost: tuple[tuple[str, int | None, str], ...]


def posting_rules(session: Session, stored: AwardList) -> Mapping[str, int]:
    """The figures of the posting: days, workdays, notice_days, answer_days."""
    figures: dict[str, int] = (rules_of(session, stored.rules_version) or award_rules())["posting"]
    return figures


def window_end(today: date, days: int, workdays: int, entered: Overrides, zone: ZoneInfo) -> datetime:
    """The end of the day that is `days` after today and by which so many workdays have passed, whichever is later.

    Raises YearNotPublished where the workdays of that time are not known.
    """
    day, worked = today, 0
    while (day - today).days < days or worked < workdays:
        day += timedelta(days=1)
        worked += is_workday(day, entered)
    return at_local(day + timedelta(days=1), 0, 0, zone)


def post_list(session: Session, year: int, days: int, actor_id: int, now: datetime, zone: ZoneInfo) -> AwardList:
    """Post the list of a year for objections, for `days` days (0: as the rules say), never less than the workdays.

    Raises AwardsNotMade, AwardsClosed, AlreadyPosted, NoticeFirst, AwardsChanged, YearNotPublished.
    """
    stored = _of(session, year)
    if stored.state == POSTED:
        assert stored.posted_until is not None
        raise AlreadyPosted(date=_day(stored.posted_until, zone))
    rules = posting_rules(session, stored)
    notice, asked = timedelta(days=rules["notice_days"]), asked_last(session, year)
    if asked is not None and asked + notice > now:
        raise NoticeFirst(date=(asked + notice).astimezone(zone).date().isoformat())
    if not holds(session, stored, zone):
        raise AwardsChanged(year=year)
    until = window_end(
        now.astimezone(zone).date(), min(days, MOST_DAYS) or rules["days"], rules["workdays"], overrides(session), zone
    )
    this = (col(AwardList.year) == year) & (col(AwardList.state) == PROVISIONAL)
    fresh = {"state": POSTED, "round": stored.round + 1, "posted_at": now, "posted_until": until}
    if not affect(session, update(AwardList).where(this, col(AwardList.digest) == stored.digest).values(**fresh)):
        raise AlreadyPosted(date=_day(until, zone))
    session.refresh(stored)
    settle_reached(session, year)
    record(session, now, actor_id, "awards.post", str(year), digest=stored.digest, round=stored.round)
    return stored


def remake(
    session: Session, year: int, actor_id: int, now: datetime, zone: ZoneInfo
) -> tuple[AwardList, Change | None]:
    """Make the list of a year anew from the records; (the list, what changed). None changed: it stays as it was.

    One that changed is provisional again, whoever is new on it is asked, and it needs a new window. Raises
    AwardsNotMade and AwardsClosed.
    """
    write_queued(session)
    stored = _of(session, year)
    fresh = recomputed(session, year, now, zone)
    if fresh["digest"] == stored.digest == digest_of(stored.content):
        return stored, None
    before = _won(session, stored)
    fresh |= {"state": PROVISIONAL, "posted_at": None, "posted_until": None}
    open_ = (col(AwardList.year) == year) & (col(AwardList.state) != CLOSED)
    if not affect(session, update(AwardList).where(open_).values(**fresh)):
        raise AwardsClosed(year=year)
    session.refresh(stored)
    record(session, now, actor_id, "awards.remake", str(year), digest=stored.digest)
    tell_candidates(session, stored, now)
    after = _won(session, stored)
    return stored, Change(_beyond(after, before), _beyond(before, after))


def closable(session: Session, year: int, now: datetime, zone: ZoneInfo) -> AwardList:
    """The list of a year, if it could be closed now. Raises what `close_list` does."""
    stored = _of(session, year)
    if stored.state != POSTED or stored.posted_until is None:
        raise NotPosted(year=year)
    if stored.posted_until > now:
        raise WindowOpen(date=_day(stored.posted_until, zone))
    waiting = holding_up(session, year, posting_rules(session, stored)["answer_days"], now)
    if waiting:
        raise ObjectionsWait(count=waiting)
    if reviews.any_open(session, year) or appraisals.under_way(session, year):
        raise AwardsWait(year=year)
    if not holds(session, stored, zone):
        raise AwardsChanged(year=year)
    return stored


def close_list(session: Session, year: int, digest: str, now: datetime, zone: ZoneInfo) -> tuple[AwardList, Anchor]:
    """Close the list that has this digest, for ever, and publish the ledger's head; (the list, the head).

    It is computed again in this transaction, with the ledger held, and must come out alike. Whoever calls it has made
    sure that two people want it. Raises AwardsNotMade, AwardsClosed, NotPosted, WindowOpen, ObjectionsWait,
    AwardsWait and AwardsChanged.
    """
    write_queued(session)
    stored = _of(session, year)
    session.execute(sql(col(LedgerHead.seq)).with_for_update()).all()
    closable(session, year, now, zone)
    tree = tree_now(session)
    if digest_of(award_content(session, year, zone, tree=tree)) != digest:
        raise AwardsChanged(year=year)
    head = publish_head(session, f"awards-close:{year}", now)
    this = (col(AwardList.year) == year) & (col(AwardList.state) == POSTED) & (col(AwardList.digest) == digest)
    fresh = {"state": CLOSED, "closed_at": now, "closed_seq": head.seq, "tree": tree}
    if not affect(session, update(AwardList).where(this).values(**fresh)):
        raise AwardsChanged(year=year)
    session.refresh(stored)
    return stored, head


def rebuilt(session: Session, year: int, zone: ZoneInfo) -> tuple[dict[str, Any], bool]:
    """(the list of a year computed from the records, whether that is what is stored). Of a closed one as of its close.

    Where nothing is stored there is nothing it could differ from.
    """
    stored = session.get(AwardList, year)
    content = award_content(session, year, zone, *((stored.closed_seq, stored.tree) if stored else ()))
    return content, stored is None or digest_of(content) == stored.digest == digest_of(stored.content)


def _of(session: Session, year: int) -> AwardList:
    """The list of a year, held, that is not closed. Raises AwardsNotMade and AwardsClosed."""
    stored = locked(session, year)
    if stored is None:
        raise AwardsNotMade(year=year)
    if stored.state == CLOSED:
        raise AwardsClosed(year=year)
    return stored


def _won(session: Session, stored: AwardList) -> list[tuple[str, int | None, str]]:
    return [(one.award, one.person_id, one.grid) for one in winners_of(session, stored)]


def _beyond(
    these: list[tuple[str, int | None, str]], those: list[tuple[str, int | None, str]]
) -> tuple[tuple[str, int | None, str], ...]:
    return tuple(one for one in these if one not in those)


def _day(until: datetime, zone: ZoneInfo) -> str:
    """The last local day of a window."""
    return (until - timedelta(seconds=1)).astimezone(zone).date().isoformat()
