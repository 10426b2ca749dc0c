"""Who could not be reached gets a knock on the door: made, asked of a neighbour, passed on.

And what no second person agreed to lapses.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from messages.catalogue import say
from messages.render import readable
from models import approval, knocks, passing
from models.db import write_queued
from models.knocks import ALERT_PATIENCE, KNOCK_PURPOSE, PATIENCE, Digest, Door
from models.outbox import ALERT, BROADCAST, post
from models.prompts import ask_new

MOST_DOORS, MOST_NAMES = 15, 3
"""How many people a request lists; how many names an SMS has room for."""
JUST_AFTER = timedelta(seconds=1)
NEWS_STANDS = timedelta(days=1)


def knock(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Make knocks, let go of needless ones, pass on what nobody answers or can, ask who is due; how many of all."""
    changed = knocks.make(session, now) + knocks.drop_needless(session, now)
    changed += passing.hand_on(session, now) + passing.pass_unanswered(session, now)
    return changed + sum(_ask(session, knocker, now, zone) for knocker in knocks.due_knockers(session, now, zone))


def lapse(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Call off what no second person agreed to in time, and tell its author; how many."""
    over = approval.lapse(session, now)
    for about in over:
        post(
            session, about.actor_id, "announce-lapsed-note", {"number": about.id}, purpose="announce-lapsed",
            subject=f"broadcast:{about.id}", now=now, expires_at=now + NEWS_STANDS,
        )  # fmt: skip
    return len(over)


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime | None]:
    """When those sweeps have something to do next."""
    lapses = approval.lapses_at(session)
    lost = now + JUST_AFTER if knocks.any_lost(session, now) else None
    return [knocks.next_moment(session, now, zone), lost, lapses + JUST_AFTER if lapses else None]


def _ask(session: Session, knocker_id: int, now: datetime, zone: ZoneInfo) -> int:
    """One request for all who are open for that knocker; 1, or 0 when another process was quicker.

    Where that one has just asked them today, what is new waits for tomorrow's request, and today's stands as it is.
    """
    with session.begin_nested() as savepoint:
        digest = knocks.take_digest(session, knocker_id, now)
        if digest is None:
            return 0
        if not _request(session, digest, now, zone):
            savepoint.rollback()
            return 0
    return 1


def _request(session: Session, digest: Digest, now: datetime, zone: ZoneInfo) -> bool:
    stands = ALERT_PATIENCE if digest.alert else PATIENCE
    # Whoever went there late is thanked, and told who is at it now, not that a button is old.
    prompt_id = ask_new(session, digest.knocker_id, "knock", digest.id, now, now + PATIENCE)
    write_queued(session)
    day = now.astimezone(zone).date().isoformat()
    return post(
        session, digest.knocker_id, "knock-ask-alert" if digest.alert else "knock-ask", _facts(digest), now=now,
        purpose=KNOCK_PURPOSE, subject=f"alert:{digest.id}" if digest.alert else f"day:{day}",
        expires_at=now + stands, prompt_id=prompt_id, language=digest.language,
        priority=ALERT if digest.alert else BROADCAST,
    )  # fmt: skip


def _facts(digest: Digest) -> dict[str, object]:
    doors, language = digest.doors, digest.language
    lines = [_line(door, language) for door in doors[:MOST_DOORS]]
    if len(doors) > MOST_DOORS:
        lines.append(say("knock-more", language, {"more": str(len(doors) - MOST_DOORS)}))
    names = [door.name for door in doors[:MOST_NAMES]]
    return {"count": len(doors), "lines": lines, "names": names, "example": doors[0].name}


def _line(door: Door, language: str) -> str:
    about = [say(f"knock-about-{one}", language) for one in door.about]
    return say("knock-door", language, readable({"name": door.name, "place": door.place, "about": about}, language))
