"""Somebody has left for good: moved away, or died. Nothing is asked of them, for them or about them any more.

Their posts end, and what they had goes on with others. No message goes to them; a phone they shared stays the others'.
What is known of them is kept: who comes back is entered anew, by the roster or by chat, and asked whether they agree.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, col, select

from models import birthdays, care, events, newcomers, signups, wish_claims, wishes
from models.birthdays import Birthday
from models.care_checks import AWAY, CareCheck, settle
from models.care_ladder import tell_ended
from models.case_owners import owners
from models.db import affect
from models.deputies import AGREED, DECLINED, DROPPED, OPEN, Cover
from models.events import CONTEST, Event
from models.grid import COMMUNITY, Grid
from models.handover import LastOfOffice, end_post, stays_in_office
from models.joining import JoinCode
from models.knocks import DROPPED as LET_GO
from models.knocks import WAITING, Knock
from models.leases import alone
from models.outbox import CANCELLED, QUEUED, UNREACHED, Message
from models.people import STOPPED, Address, Person
from models.posts import COORDINATOR, Post
from models.prompts import Prompt
from models.shared_phones import PhoneShare, PhoneTurn
from models.signups import GOING, SignUp
from models.standing_in import end_ask, thank
from models.web_sessions import end_all
from models.wish_history import GONE, ends
from models.wish_telling import OF_WISHER, close, tell_open_again, tell_withdrawn
from models.wishes import CLAIMED, FULFILLED, UNDER_WAY, Wish


@dataclass(frozen=True, slots=True)
class Departed:
    """What came of it: the posts that ended, with their grids; how many open tasks and cases others have now; the
    events that whoever said so organises from now on.
    """

    posts: tuple[tuple[Post, Grid], ...]
    tasks: int
    cases: int
    events: tuple[Event, ...]


def posts_of(session: Session, person_id: int) -> list[tuple[Post, Grid]]:
    """The running posts of somebody with their grids, the office first."""
    running = (col(Post.person_id) == person_id) & col(Post.to_on).is_(None)
    query = select(Post, Grid).join(Grid, col(Grid.id) == col(Post.grid_id)).where(running)
    return sorted(session.exec(query.order_by(col(Post.id))).all(), key=lambda row: row[0].role != COORDINATOR)


def next_up(session: Session, grid: Grid, today: date) -> int | None:
    """Who is to hear that a grid has no head: whoever holds the next post above it; None where there is nobody."""
    return owners(session, {0: (grid.path, max(grid.level - 1, COMMUNITY))}, today).get(0)


def organised(session: Session, person_id: int, now: datetime) -> list[Event]:
    """The announced events of somebody that go on without them, the next first; what is over closes by itself."""
    query = select(Event).where(_goes_on(person_id, now)).order_by(col(Event.starts_at), col(Event.id))
    return list(session.exec(query.execution_options(populate_existing=True)))


def _goes_on(person_id: int, now: datetime) -> ColumnElement[bool]:
    """A contest that is over waits for its result, which somebody has to publish."""
    lasts = (col(Event.ends_at) > now) | (col(Event.kind) == CONTEST)
    return (col(Event.organiser_id) == person_id) & (col(Event.state) == events.ANNOUNCED) & lasts


def gives_up_cover(session: Session, held: Post, now: datetime) -> None:
    """A deputy's post was ended by a word: they are thanked, and not asked about that stairwell again for a while."""
    theirs = select(Cover).where(Cover.post_id == held.id, Cover.state == AGREED)
    for cover in session.exec(theirs.execution_options(populate_existing=True)).all():
        end_ask(session, cover, DECLINED, now)
        thank(session, cover, "stand-in-over", now)


def depart(session: Session, person_id: int, by_id: int, now: datetime, zone: ZoneInfo) -> Departed:
    """Somebody is there no more, says `by_id`, whose the events they organise are now.

    Raises LastOfOffice, before anything was changed.
    """
    _office_stays(session, person_id, by_id)
    newcomers.leave(session, person_id, by_id, now)
    _leave_care(session, person_id, by_id, now, zone)
    _leave_covers(session, person_id, now)
    tasks = cases = 0
    ended = []
    for held, grid in posts_of(session, person_id):
        left = end_post(session, grid, held, by_id, now, zone)
        if left is not None:
            ended.append((held, grid))
            tasks, cases = tasks + left.tasks, cases + left.cases
    _leave_wishes(session, person_id, now)
    theirs = _leave_events(session, person_id, by_id, now, zone)
    _silence(session, person_id, now)
    _leave_phones(session, person_id)
    end_all(session, person_id, now)
    return Departed(tuple(ended), tasks, cases, theirs)


def _office_stays(session: Session, person_id: int, by_id: int) -> None:
    """Nothing, where somebody is in the office still when they have left. Raises LastOfOffice."""
    if by_id == person_id:
        raise LastOfOffice
    office = [held for held, _ in posts_of(session, person_id) if held.role == COORDINATOR]
    if office:
        alone(session, "coordinators")
        if not all(stays_in_office(session, held, by_id) for held in office):
            raise LastOfOffice


def _leave_care(session: Session, person_id: int, by_id: int, now: datetime, zone: ZoneInfo) -> None:
    """While it is known still where they lived: whoever is on the way to their door hears that they need not go."""
    care.end_for_good(session, person_id, now)
    ended = settle(session, person_id, AWAY, by_id, now)
    tell_ended(session, ended, now, zone, key="care-departed-note", but=by_id)
    checks = select(CareCheck.id).where(CareCheck.person_id == person_id)
    about = col(Prompt.question).in_(("care_long", "care_met"))
    asked = about & col(Prompt.subject_id).in_(checks)
    affect(session, update(Prompt).where(asked, col(Prompt.answered_at).is_(None)).values(answered_at=now))


def _leave_covers(session: Session, person_id: int, now: datetime) -> None:
    theirs = select(Cover).where(Cover.candidate_id == person_id, col(Cover.state).in_(OPEN))
    for cover in session.exec(theirs.execution_options(populate_existing=True)).all():
        end_ask(session, cover, DROPPED, now)


def _leave_wishes(session: Session, person_id: int, now: datetime) -> None:
    """What they had promised is offered again; what they wished is withdrawn, unless it is said to be done already."""
    theirs = (col(Wish.claimer_id) == person_id) & (col(Wish.state) == CLAIMED)
    for wish in session.exec(select(Wish).where(theirs).order_by(col(Wish.id))).all():
        if wish_claims.hand_back(session, wish, person_id, now):
            tell_open_again(session, wish, now)
    wished = (col(Wish.wisher_id) == person_id) & col(Wish.state).in_(UNDER_WAY) & (col(Wish.state) != FULFILLED)
    for wish in session.exec(select(Wish).where(wished).order_by(col(Wish.id))).all():
        if not wishes.withdraw(session, wish, now):
            continue
        ends(session, wish, GONE, now)
        close(session, wish, OF_WISHER, now)
        if wish.claimer_id is not None:
            tell_withdrawn(session, wish, now)


def _leave_events(
    session: Session, person_id: int, by_id: int, now: datetime, zone: ZoneInfo
) -> tuple[Event, ...]:  # fmt: skip
    """Their places go to whoever waits; what they organise, and that is given back, is whose word it is that they left.

    So that whoever comes there finds somebody, or hears that it does not take place.
    """
    coming = (col(Event.state) == events.ANNOUNCED) & (col(Event.ends_at) > now)
    theirs = (col(SignUp.person_id) == person_id) & col(SignUp.state).in_((GOING, signups.WAITING))
    query = select(SignUp.event_id).join(Event, col(Event.id) == col(SignUp.event_id)).where(theirs, coming)
    for event_id in session.exec(query.order_by(col(SignUp.event_id))).all():
        signups.withdraw(session, event_id, person_id, now, zone)
    found = organised(session, person_id, now)
    ids = [event.number for event in found]
    moving = update(Event).where(col(Event.id).in_(ids), _goes_on(person_id, now)).values(organiser_id=by_id)
    taken = moving.returning(col(Event.id)).execution_options(synchronize_session=False)
    mine = set(session.execute(taken).scalars())
    for event in found:
        session.refresh(event)
    return tuple(event for event in found if event.number in mine)


def _silence(session: Session, person_id: int, now: datetime) -> None:
    """Every question to them is closed, every message that waits is withdrawn; nobody is sent to their door for one."""
    birthday = session.get(Birthday, person_id, populate_existing=True)
    if birthday is not None and birthday.state != birthdays.REFUSED:
        birthdays.forget(session, person_id)
    asked = (col(Prompt.person_id) == person_id) & col(Prompt.answered_at).is_(None)
    affect(session, update(Prompt).where(asked).values(answered_at=now))
    waiting = (col(Message.person_id) == person_id) & col(Message.state).in_((QUEUED, UNREACHED))
    affect(session, update(Message).where(waiting).values(state=CANCELLED))
    doors = (col(Knock.person_id) == person_id) & col(Knock.state).in_(WAITING)
    affect(session, update(Knock).where(doors).values(state=LET_GO, ended_at=now))
    codes = (col(JoinCode.person_id) == person_id) & col(JoinCode.used_at).is_(None)
    affect(session, update(JoinCode).where(codes).values(used_at=now))
    affect(session, update(Person).where(col(Person.id) == person_id).values(consent_at=None))


def _leave_phones(session: Session, person_id: int) -> None:
    """Nothing reaches them. A phone that others share is theirs from now on; one that said stop has still said so."""
    affect(session, delete(PhoneTurn).where(col(PhoneTurn.person_id) == person_id))
    affect(session, delete(PhoneShare).where(col(PhoneShare.person_id) == person_id))
    for address in session.exec(select(Address).where(Address.person_id == person_id)).all():
        sharing = select(PhoneShare).where(PhoneShare.address_id == address.id)
        heir = session.exec(sharing.order_by(col(PhoneShare.made_at), col(PhoneShare.person_id))).first()
        if heir is not None:
            other = (col(Address.person_id) == heir.person_id) & col(Address.preferred)
            address.preferred = session.exec(select(Address.id).where(other)).first() is None
            address.person_id = heir.person_id
            session.add(address)
            session.delete(heir)
        elif address.state != STOPPED:
            session.delete(address)
    session.flush()
