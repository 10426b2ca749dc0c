"""A report of the door taken back: nobody has seen them after all, and it is open as before."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.care import figures
from models.care_checks import CALLED, DOOR, MET, OFFICE, CareCheck, fresh, move
from models.care_ladder import NEWS_STANDS
from models.care_office import next_reminder
from models.care_people import watchers
from models.outbox import post
from models.people import Person
from models.posts import Post


def unmet(session: Session, check_id: int, by_id: int, now: datetime, zone: ZoneInfo) -> CareCheck | None:
    """Whoever said that somebody was seen takes it back; None when it is not theirs to take back (any more),
    or whoever was seen has moved away or died since.

    It is at the door again, and passes on to the office by itself; of somebody of the office it is with the office.
    Those who heard that all is well hear that it was a slip.
    """
    check = fresh(session, check_id)
    if check is None or check.state != MET or check.ended_by != by_id or _gone(session, check.person_id):
        return None
    seen = watchers(session, check.person_id, now.astimezone(zone).date())
    office = by_id in seen.office
    following = next_reminder(check, now, zone) if office else now + figures().report_within
    state = OFFICE if office else DOOR
    if not move(session, check, state=state, next_at=following, ended_at=None, ended_by=None):
        return None
    told = seen.office if office or check.reported else seen.office[:1] if check.why == CALLED else ()
    facts = {"name": session.get_one(Person, check.person_id).name}
    for who in dict.fromkeys((*seen.heads[:1], *told)):
        if who != by_id:
            post(
                session, who, "care-unmet-note", facts, purpose="care-ended", subject=f"check:{check.id}:{check.step}",
                now=now, expires_at=now + NEWS_STANDS, care=True,
            )  # fmt: skip
    return check


def _gone(session: Session, person_id: int) -> bool:
    """Whether they have left for good, which leaves neither a post nor consent (models/departing.py)."""
    running = select(Post.id).where(Post.person_id == person_id, col(Post.to_on).is_(None))
    consent = select(Person.consent_at).where(Person.id == person_id)
    return session.exec(consent).one() is None and session.exec(running).first() is None
