"""Birthday greetings at nine in the morning, and the word to the unit head the morning before."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models import birthdays
from models.birthdays import EVE, GREETING, BadBirthday, Birthday, parse, year_at
from models.clock import at_local
from models.outbox import post
from models.people import Person

HOUR = 9
VARIANTS = 4
"""So many greetings are in the catalogue; a person gets another one each year."""


def greet(session: Session, now: datetime, zone: ZoneInfo) -> int:
    """Greet whose birthday is kept today and tell the unit heads of tomorrow's, from nine on; how many messages.

    Each once a year of the birthday's own calendar, whoever else ticks and however often the day is changed. What could
    not leave on its day is not sent.
    """
    today = now.astimezone(zone).date()
    said = birthdays.plan_anew(session, today)
    if now < at_local(today, HOUR, 0, zone):
        return said
    ends = at_local(today + timedelta(days=1), 0, 0, zone)
    for birthday, person in birthdays.on(session, today + timedelta(days=1)):
        said += _tell_head(session, birthday, person, now, ends)
    for birthday, person in birthdays.on(session, today):
        year = year_at(parse(birthday.day), today)
        key = f"birthday-greeting-{(person_number(person) + year) % VARIANTS + 1}"
        said += post(
            session, birthday.person_id, key, {"name": person.name}, purpose=GREETING,
            subject=f"year:{year}", now=now, expires_at=ends,
        )  # fmt: skip
        try:
            birthdays.plan(session, birthday, today, today)
        except BadBirthday:  # the end of the lunar tables: nothing is planned any more
            birthdays.forget(session, birthday.person_id)
    return said


def _tell_head(session: Session, birthday: Birthday, person: Person, now: datetime, ends: datetime) -> bool:
    """Tell the head of the person's unit, if the person agreed to that and has one; no age, no word of health."""
    if not birthday.tell_head:
        return False
    found = birthdays.unit_of(session, birthday.person_id)
    if found is None:
        return False
    unit, head_id = found
    return post(
        session, head_id, "birthday-eve-note", {"name": person.name}, purpose=EVE,
        subject=f"{EVE}:{birthday.person_id}:{birthday.next_on[:4]}", now=now, expires_at=ends, grid_id=unit.id,
    )  # fmt: skip


def person_number(person: Person) -> int:
    """The person's id."""
    assert person.id is not None
    return person.id


def next_moments(session: Session, now: datetime, zone: ZoneInfo) -> list[datetime | None]:
    """The next nine o'clock, where anybody is to be greeted at all: which day it is is not told in the clear."""
    if not birthdays.any_agreed(session):
        return []
    today = now.astimezone(zone).date()
    return [at_local(today + timedelta(days=days), HOUR, 0, zone) for days in (0, 1)]
