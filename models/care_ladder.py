"""The steps after an unanswered check-in, and who is told at each: once more, the door, the office until it is settled.

What goes to the door and to the office takes the alert lane; it is not said at night. No message names a reason, a
state of health or a need: it says that somebody has not answered, or asks to be contacted, and no more.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.care import figures
from models.care_checks import (
    AGAIN,
    ASK,
    ASKED,
    CALLED,
    DOOR,
    DOOR_PURPOSE,
    DOOR_QUESTION,
    HANDS,
    MET,
    MISSED,
    OFFICE,
    QUESTION,
    UNREACHED,
    UNREAD,
    CareCheck,
    but_hands,
    fresh,
    move,
    row_of,
    settle,
)
from models.care_office import next_reminder
from models.care_people import Watchers, watchers
from models.db import affect, insert_new, new_id, write_queued
from models.guards import first_allowed, guards
from models.outbox import ALERT, post
from models.people import SMS, Person
from models.prompts import ask
from models.telling import tell_coordinators

STANDS, NEWS_STANDS = timedelta(hours=36), timedelta(days=2)
_DOOR_KEYS = {CALLED: "care-call-ask", UNREAD: "care-unread-ask", UNREACHED: "care-unreached-ask"}


def step_at(check: CareCheck, zone: ZoneInfo) -> datetime | None:
    """When the next step of a check is taken: when it is due, but not at night. None when nothing is planned."""
    if check.next_at is None:
        return None
    hours = guards().hours_of(SMS if check.state in (ASKED, AGAIN) else "office")
    return first_allowed(check.next_at, hours, zone)


def step(session: Session, check: CareCheck, now: datetime, zone: ZoneInfo) -> bool:
    """Take the next step of an open check, whoever else tries; True for the one who did.

    What the office has is told of together with the rest that it has (`care_office`), which `care_asking` sees to.
    """
    at = step_at(check, zone)
    if at is None or at > now:
        return False
    if check.state == ASKED:
        return _once_more(session, check, now)
    if check.state == AGAIN:
        return to_door(session, check, check.why, now, zone)
    return check.state == DOOR and to_office(session, check, now, zone)


def _once_more(session: Session, check: CareCheck, now: datetime) -> bool:
    if not move(session, check, state=AGAIN, next_at=now + figures().knock_after):
        return False
    prompt_id = ask(session, check.person_id, QUESTION, check.id, now, now + STANDS)
    write_queued(session)  # the message names the question
    name = session.get_one(Person, check.person_id).name
    return post(
        session, check.person_id, "care-ask-again", {"name": name}, purpose=ASK, subject=_subject(check), now=now,
        expires_at=now + figures().knock_after, prompt_id=prompt_id, care=True,
    )  # fmt: skip


def to_door(session: Session, check: CareCheck, why: str, now: datetime, zone: ZoneInfo) -> bool:
    """Send the nearest watcher to the door; who asked to be contacted is told to the office at the same time."""
    seen = watchers(session, check.person_id, now.astimezone(zone).date())
    if not seen.heads:
        return to_office(session, check, now, zone, why=why)
    if not move(session, check, state=DOOR, why=why, next_at=now + figures().report_within):
        return False
    told = [seen.heads[0], *(seen.office[:1] if why == CALLED else ())]
    _ask_door(session, check, _DOOR_KEYS.get(why, "care-door-ask"), told, seen, now)
    return True


def to_office(session: Session, check: CareCheck, now: datetime, zone: ZoneInfo, **values: Any) -> bool:
    """Ask the coordinators, once; what stays open is `care_office.remind_office`'s. True for the one who did."""
    again = next_reminder(check, now, zone, values.get("why", ""), values.get("reported", ""))
    if not move(session, check, state=OFFICE, next_at=again, **values):
        return False
    seen = watchers(session, check.person_id, now.astimezone(zone).date())
    key = "care-office-hands" if check.reported == HANDS else "care-office-ask"
    _ask_door(session, check, key, seen.office, seen, now)
    return True


def call(session: Session, person_id: int, now: datetime, zone: ZoneInfo) -> tuple[CareCheck, list[str]]:
    """Somebody asks to be contacted: head and office are told at once. (their check, the names of who was told).

    Without a check of today one is made, so that this, too, stays open until somebody says how it is. Whoever called
    already today calls again: it is told again.
    """
    today = now.astimezone(zone).date()
    check = _of_today(session, person_id, today, now)
    seen = watchers(session, person_id, today)
    told = list(dict.fromkeys([*seen.heads[:1], *seen.office[:1]]))
    state = DOOR if seen.heads else OFFICE
    anew = {"state": state, "why": CALLED, "ended_at": None, "ended_by": None, "reported": None}
    while not move(session, check, next_at=now + figures().report_within, **anew):
        pass  # somebody else took a step of it: it is as it is now, and this call is heard all the same
    _ask_door(session, check, "care-call-ask", told, seen, now)
    return check, [session.get_one(Person, one).name for one in told]


def _of_today(session: Session, person_id: int, today: date, now: datetime) -> CareCheck:
    row = row_of(new_id(now), person_id, today, now)
    affect(session, insert_new(session, CareCheck).values(row))
    mine = select(CareCheck).where(CareCheck.person_id == person_id, CareCheck.day == today)
    return session.exec(mine.execution_options(populate_existing=True)).one()


def unread(session: Session, check: CareCheck, now: datetime, zone: ZoneInfo) -> bool:
    """Their replies could not be read: somebody asks them in person. False where somebody is sent already."""
    return check.state in (ASKED, AGAIN) and to_door(session, check, UNREAD, now, zone)


def report(session: Session, check_id: int, by_id: int, found: str, now: datetime, zone: ZoneInfo) -> str:
    """What somebody who was sent there says: met, missed, hands. What came of it: met, office, kept, or "" (too late).

    All is well ends it, and whatever else is open about that person, but where a hand is needed: they were seen.
    Anything else goes to the office, or stays there: only "met" ends what the office has.
    """
    check = fresh(session, check_id)
    if check is None or check.state not in (DOOR, OFFICE):
        return ""
    if found == MET:
        ended = settle(session, check.person_id, MET, by_id, now, (col(CareCheck.id) == check_id) | but_hands())
        tell_ended(session, ended, now, zone, but=by_id, key="care-met-note")
        return MET if ended else ""
    seen = watchers(session, check.person_id, now.astimezone(zone).date())
    if by_id in seen.office and check.state == OFFICE:
        reported = HANDS if HANDS in (found, check.reported) else MISSED
        return "kept" if move(session, check, reported=reported) else ""
    return OFFICE if to_office(session, check, now, zone, reported=found) else ""


def tell_ended(
    session: Session, ended: Iterable[tuple[CareCheck, str]], now: datetime, zone: ZoneInfo, *, key: str,
    but: int | None = None,
) -> None:  # fmt: skip
    """Tell those who were sent to one's door, or had it in the office (what it was before), that it is settled."""
    said = {but}
    for check, before in ended:
        seen = watchers(session, check.person_id, now.astimezone(zone).date())
        facts = {"name": session.get_one(Person, check.person_id).name}
        office = seen.office if before == OFFICE else seen.office[:1] if check.why == CALLED else ()
        heads = seen.heads[:1] if before in (DOOR, OFFICE) else ()
        for who in dict.fromkeys((*heads, *office)):
            if who not in said:  # once each, however many days it was open
                said.add(who)
                post(
                    session, who, key, facts, purpose="care-ended", subject=_subject(check), now=now,
                    expires_at=now + NEWS_STANDS, care=True,
                )  # fmt: skip


def tell_head(session: Session, person_id: int, key: str, facts: dict[str, Any], now: datetime, zone: ZoneInfo) -> bool:
    """Tell the nearest watcher something about somebody's check-in; False when there is nobody."""
    first = watchers(session, person_id, now.astimezone(zone).date()).first
    if first is None:
        return False
    name = session.get_one(Person, person_id).name
    return post(
        session, first, key, {"name": name, **facts}, purpose="care-note", subject=f"{person_id}:{new_id(now)}",
        now=now, expires_at=now + NEWS_STANDS,
    )  # fmt: skip


def _ask_door(
    session: Session, check: CareCheck, key: str, told: Iterable[int], seen: Watchers, now: datetime
) -> None:  # fmt: skip
    people = list(told)
    if not people:
        _tell_anybody(session, check, seen, now)
        return
    facts = {"name": session.get_one(Person, check.person_id).name, "grid": seen.place or "–"}
    prompts = {one: ask(session, one, DOOR_QUESTION, check.id, now, now + STANDS) for one in people}
    write_queued(session)  # the messages name the questions
    for one, prompt_id in prompts.items():
        post(
            session, one, key, facts, purpose=DOOR_PURPOSE, subject=_subject(check), now=now, expires_at=now + STANDS,
            prompt_id=prompt_id, priority=ALERT,
        )  # fmt: skip


def _tell_anybody(session: Session, check: CareCheck, seen: Watchers, now: datetime) -> None:
    """Nobody who could be asked can be reached: every coordinator is told, so that it waits for whoever comes first."""
    facts = {"name": session.get_one(Person, check.person_id).name, "grid": seen.place or "–"}
    tell_coordinators(
        session, "care-office-ask", facts, purpose=DOOR_PURPOSE, subject=_subject(check), now=now,
        expires_at=now + STANDS, priority=ALERT,
    )  # fmt: skip


def _subject(check: CareCheck) -> str:
    return f"check:{check.id}:{check.step}"
