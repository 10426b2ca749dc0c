"""Residents whom a helper enters, by name and phone, at a stairwell: one question is all that is sent before a yes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from models.db import write_queued
from models.errors import StairwellError
from models.grid import Grid
from models.outbox import post
from models.people import ACTIVE, PENDING, SMS, STOPPED, UNREACHABLE, Address, Person, address_of
from models.posts import RESIDENT, Post, appoint
from models.prompts import ask
from models.routing import CONSENT_PURPOSE
from models.shared_phones import PhoneShare, share

QUESTION = "elder_join"
STANDS = timedelta(days=14)


class PhoneClosed(StairwellError):
    """Whoever has that phone said stop, or so many share it that there is no digit left."""

    key = "error-phone-closed"


@dataclass(frozen=True, slots=True)
class Entered:
    """Who was entered: whether others share the phone, and whether they have agreed before."""

    person_id: int
    shared: bool
    agreed: bool


def enter(session: Session, name: str, phone: str, grid: Grid, by_id: int, now: datetime, today: date) -> Entered:
    """Enter a resident by a phone in E.164. Raises PhoneClosed.

    A phone that is somebody else's becomes a shared one. The same name at the same phone is the same person, who
    stays a resident of where they are: nobody is moved by being entered elsewhere.
    """
    address = address_of(session, SMS, phone)
    if address is not None and address.state not in (ACTIVE, UNREACHABLE):
        raise PhoneClosed
    person = _of_phone(session, address, name)
    if person is None:
        person = Person(name=name, created_at=now)
        session.add(person)
        session.flush()
        assert person.id is not None
        if address is None:
            address = Address(person_id=person.id, channel=SMS, value=phone, preferred=True, created_at=now)
            session.add(address)
            session.flush()
        elif not share(session, address, person.id, now):
            raise PhoneClosed
    assert person.id is not None and address is not None
    if not _lives_somewhere(session, person.id):
        appoint(session, grid, RESIDENT, person.id, today, now)
    return Entered(person.id, _is_shared(session, address), person.consent_at is not None)


def _lives_somewhere(session: Session, person_id: int) -> bool:
    running = (col(Post.person_id) == person_id) & (col(Post.role) == RESIDENT) & col(Post.to_on).is_(None)
    return session.exec(select(Post).where(running)).first() is not None


def _of_phone(session: Session, address: Address | None, name: str) -> Person | None:
    if address is None:
        return None
    sharing = select(PhoneShare.person_id).where(PhoneShare.address_id == address.id)
    those = (col(Person.id) == address.person_id) | col(Person.id).in_(sharing)
    return session.exec(select(Person).where(those, Person.name == name).order_by(col(Person.id))).first()


def _is_shared(session: Session, address: Address) -> bool:
    return session.exec(select(PhoneShare).where(PhoneShare.address_id == address.id)).first() is not None


def invite(session: Session, person_id: int, by: str, by_id: int, now: datetime, today: date) -> bool:
    """Ask them whether they may be written to, once a month at most; False when they were asked this month already."""
    prompt_id = ask(session, person_id, QUESTION, person_id, now, now + STANDS, {"by": by_id})
    write_queued(session)  # the message names the question
    name = session.get_one(Person, person_id).name
    return post(
        session, person_id, "elder-invitation", {"name": name, "by": by}, purpose=CONSENT_PURPOSE,
        subject=f"consent:{today:%Y-%m}", now=now, expires_at=now + STANDS, prompt_id=prompt_id,
    )  # fmt: skip


def refused(session: Session, person_id: int) -> None:
    """They do not wish to be written to: a phone that is theirs alone is not written to any more."""
    for address in session.exec(select(Address).where(Address.person_id == person_id, Address.state != PENDING)):
        if not _is_shared(session, address):
            address.state = STOPPED
            session.add(address)
