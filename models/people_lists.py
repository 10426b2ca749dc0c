"""People as they are listed and looked at: found by name, sound, number, phone's end or grid, within a scope.

Whoever may see the whole community finds people without a post too; anybody else those with a post, running or ended,
in their subtrees, and of those no other post.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, false, func, true, union
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.calendar import period_bounds
from models.cover import Away
from models.duties import OPEN, Duty, Task
from models.events import DRAFT, Event
from models.following import reachable
from models.grid import Grid, within
from models.honours import Honour
from models.ledger import Entry
from models.lookup import everywhere
from models.name_words import NameWord, called
from models.nominations import Nomination
from models.outbox import QUEUED, UNREACHED, Message
from models.people import ACTIVE, PENDING, SMS, TAIL, Address, Person
from models.posts import Post
from models.rolls import CAME, Attendance
from models.shared_phones import PhoneShare
from models.signups import SignUp

NOW, ENDED = "now", "ended"
AGREED, SILENT, UNREACHABLE = "agreed", "silent", "unreachable"
MOST = 50
"""Lines of each list about one person."""
_NUMBER = re.compile(r"#([0-9]{1,9})")
_TAIL = re.compile(rf"[0-9]{{{TAIL}}}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a list is of; "" leaves a question open.

    `said` is a name or its beginning, its sound or initials, "#12", the last digits of a phone (`phones`: the subtrees
    in which the asker may find people by those), a grid's code or name. `when` is NOW or ENDED, `consent` one of
    AGREED, SILENT, UNREACHABLE.
    """

    said: str = ""
    role: str = ""
    when: str = ""
    party: bool = False
    channel: str = ""
    consent: str = ""
    phones: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A post as it is listed."""

    role: str
    deputy: bool
    code: str
    grid: str
    from_on: date
    to_on: date | None
    path: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody in a list: their posts in the asker's grids, and the channels of their addresses with their state, None
    where it is no longer the asker's to know."""

    id: int
    name: str
    party_member: bool
    consented: bool
    posts: tuple[Held, ...]
    ways: tuple[tuple[str, str], ...] | None


def people(session: Session, wanted: Wanted, paths: list[str], most: int, skip: int = 0) -> list[Listed]:
    """Those who are wanted in these subtrees, in the order of their numbers, `most` at most, after `skip`."""
    whole = everywhere(session, paths)
    query = select(Person.id, Person.name, Person.party_member, Person.consent_at).where(
        _said(session, wanted, paths), _holds(wanted, paths, whole=whole), *_about(session, wanted, paths)
    )
    rows = session.exec(query.order_by(col(Person.id)).limit(most).offset(skip)).all()
    ids = [row[0] for row in rows if row[0] is not None]
    posts, ways, here = posts_of(session, ids, paths), ways_of(session, ids), here_now(session, ids, paths)
    return [
        Listed(
            id_, name, party, consent is not None, tuple(posts.get(id_, ())),
            tuple(ways.get(id_, ())) if id_ in here else None,
        )
        for id_, name, party, consent in rows
        if id_ is not None
    ]  # fmt: skip


def person_in(session: Session, person_id: int, paths: list[str]) -> Person | None:
    """That person, if they may be seen by whoever acts on these subtrees."""
    return session.exec(
        select(Person).where(Person.id == person_id, _holds(Wanted(), paths, whole=everywhere(session, paths)))
    ).first()


def here_now(session: Session, ids: Collection[int], paths: Sequence[str]) -> frozenset[int]:
    """Those of these people who hold a post in these subtrees now; who acts for the whole community knows of everybody.

    Of whoever has left only the posts they held stay to be seen, not what they do elsewhere.
    """
    found = session.execute(sql(col(Person.id)).where(col(Person.id).in_(ids), _is_here(session, paths))).scalars()
    return frozenset(one for one in found if one is not None)


def _is_here(session: Session, paths: Sequence[str]) -> ColumnElement[bool]:
    if everywhere(session, list(paths)):
        return true()
    held = exists().where(col(Post.person_id) == col(Person.id), col(Post.to_on).is_(None))
    return held.where(col(Grid.id) == col(Post.grid_id), within(list(paths)))


def _holds(wanted: Wanted, paths: list[str], *, whole: bool) -> ColumnElement[bool]:
    """They hold, or held, a post as it is wanted in these subtrees."""
    if whole and not wanted.role and not wanted.when:
        return true()
    held = exists().where(col(Post.person_id) == col(Person.id), col(Grid.id) == col(Post.grid_id), within(paths))
    if wanted.role:
        held = held.where(col(Post.role) == wanted.role)
    if wanted.when:
        held = held.where(col(Post.to_on).is_(None) if wanted.when == NOW else col(Post.to_on).is_not(None))
    return held


def _said(session: Session, wanted: Wanted, paths: list[str]) -> ColumnElement[bool]:
    """What was typed fits them. A name and its sound are looked up by their index; nothing else reads every person."""
    said = wanted.said.strip()
    if not said:
        return true()
    if match := _NUMBER.fullmatch(said):
        return col(Person.id) == int(match[1])
    if wanted.phones and _TAIL.fullmatch(said):
        return col(Person.id).in_(_by_tail(said)) & _is_here(session, wanted.phones)
    found = []
    if (begun := called(said)) is not None:
        found.append(sql(col(NameWord.person_id)).where(begun))
    if places := _places(session, said, paths):
        found.append(sql(col(Post.person_id)).where(col(Post.grid_id).in_(places)))
    return col(Person.id).in_(union(*found)) if found else false()


def _by_tail(tail: str) -> Any:
    """Whose phone ends so, and who shares it."""
    theirs = (col(Address.channel) == SMS) & (col(Address.tail) == tail) & (col(Address.state) != PENDING)
    shared = sql(col(PhoneShare.person_id)).join(Address, col(Address.id) == col(PhoneShare.address_id)).where(theirs)
    return sql(col(Address.person_id)).where(theirs).union(shared)


def _places(session: Session, said: str, paths: list[str]) -> list[int]:
    """The grids in these subtrees that are called so: by their code, or by a part of their name that says where."""
    code, name = func.lower(col(Grid.code)), func.lower(col(Grid.name))
    fits = code == said.casefold()
    if len(said) > 1:
        fits = fits | name.contains(said.casefold(), autoescape=True)
    found = session.execute(sql(col(Grid.id)).where(fits, within(paths)).limit(200)).scalars()
    return [id_ for id_ in found if id_ is not None]


def _about(session: Session, wanted: Wanted, paths: list[str]) -> list[ColumnElement[bool]]:
    """What else is wanted of them. By their ways only those are found whose ways the asker may know."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.channel or wanted.consent:
        conditions.append(_is_here(session, paths))
    if wanted.party:
        conditions.append(col(Person.party_member).is_(True))
    if wanted.channel:
        has = exists().where(col(Address.person_id) == col(Person.id), col(Address.channel) == wanted.channel)
        conditions.append(has.where(col(Address.state) != PENDING))
    if wanted.consent == AGREED:
        conditions.append(col(Person.consent_at).is_not(None))
    if wanted.consent == SILENT:
        conditions.append(col(Person.consent_at).is_(None))
    if wanted.consent == UNREACHABLE:
        conditions.append(~reachable())
    return conditions


def posts_of(session: Session, ids: Collection[int], paths: list[str]) -> dict[int, list[Held]]:
    """{person: their posts in these subtrees, running ones first, then the newest}."""
    rows = session.execute(
        sql(
            col(Post.person_id), col(Post.role), col(Post.deputy), col(Grid.code), col(Grid.name), col(Post.from_on),
            col(Post.to_on), col(Grid.path),
        )
        .join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(col(Post.person_id).in_(ids), within(paths))
        .order_by(col(Post.to_on).is_not(None), col(Post.from_on).desc(), col(Post.id))
    ).all()  # fmt: skip
    held: dict[int, list[Held]] = {}
    for person_id, *values in rows:
        held.setdefault(person_id, []).append(Held(*values))
    return held


def phones_of(session: Session, ids: Collection[int]) -> dict[int, list[str]]:
    """{person: the phone numbers of theirs that work}; for whoever may have the roster."""
    works = (col(Address.channel) == SMS) & (col(Address.state) == ACTIVE) & col(Address.person_id).in_(ids)
    rows = session.execute(sql(col(Address.person_id), col(Address.value)).where(works).order_by(col(Address.id)))
    phones: dict[int, list[str]] = {}
    for person_id, value in rows:
        phones.setdefault(person_id, []).append(value)
    return phones


def ways_of(session: Session, ids: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """{person: (channel, state) of each address}, the preferred first; ("shared", state) by another's phone."""
    own = sql(col(Address.person_id), col(Address.channel), col(Address.state))
    own = own.where(col(Address.person_id).in_(ids)).order_by(col(Address.preferred).desc(), col(Address.id))
    shared = sql(col(PhoneShare.person_id), col(Address.state)).where(col(PhoneShare.person_id).in_(ids))
    shared = shared.join(Address, col(Address.id) == col(PhoneShare.address_id))
    ways: dict[int, list[tuple[str, str]]] = {}
    for person_id, channel, state in session.execute(own):
        ways.setdefault(person_id, []).append((channel, state))
    for person_id, state in session.execute(shared):
        ways.setdefault(person_id, []).append(("shared", state))
    return ways


# --- one person ---
def points_by_month(
    session: Session, person_id: int, months: Sequence[str], zone: ZoneInfo, paths: list[str]
) -> dict[str, tuple[int, int]]:  # fmt: skip
    """{month: (points, entries) booked in it for a person in these subtrees}; months without any are left out."""
    start, end = period_bounds(months[0], zone)[0], period_bounds(months[-1], zone)[1]
    rows = session.execute(
        sql(col(Entry.at), col(Entry.points))
        .join(Grid, col(Grid.id) == col(Entry.grid_id))
        .where(col(Entry.person_id) == person_id, col(Entry.at) >= start, col(Entry.at) < end, within(paths))
    ).all()
    counts: dict[str, tuple[int, int]] = {}
    for at, points in rows:
        month = f"{at.astimezone(zone):%Y-%m}"
        before = counts.get(month, (0, 0))
        counts[month] = (before[0] + points, before[1] + 1)
    return counts


def open_tasks(session: Session, person_id: int, paths: list[str]) -> list[tuple[Task, Duty, Grid]]:
    """What that person has still to report in these subtrees, what is due first first."""
    rows = session.execute(
        sql(Task, Duty, Grid)
        .join(Duty, col(Duty.key) == col(Task.duty_key))
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .where(col(Task.person_id) == person_id, col(Task.state) == OPEN, within(paths))
        .order_by(col(Task.due_at), col(Task.id))
        .limit(MOST)
    ).all()
    return [(task, duty, grid) for task, duty, grid in rows]


def events_of(session: Session, person_id: int, paths: list[str]) -> list[tuple[Event, str, bool]]:
    """(event, what became of the sign-up, whether they were there), newest first, of these subtrees."""
    came = exists().where(
        col(Attendance.event_id) == col(Event.id), col(Attendance.person_id) == person_id, col(Attendance.state) == CAME
    )
    rows = session.execute(
        sql(Event, col(SignUp.state), came)
        .join(SignUp, col(SignUp.event_id) == col(Event.id))
        .join(Grid, col(Grid.id) == col(Event.grid_id))
        .where(col(SignUp.person_id) == person_id, col(Event.state) != DRAFT, within(paths))
        .order_by(col(Event.starts_at).desc(), col(Event.id))
        .limit(MOST)
    ).all()
    return [(event, state, bool(there)) for event, state, there in rows]


def honours_of(session: Session, person_id: int, paths: list[str]) -> list[tuple[Honour, str]]:
    """(honour, what its bearer said to its being public), newest first, of nominations from these subtrees."""
    rows = session.execute(
        sql(Honour, col(Nomination.consent))
        .join(Nomination, col(Nomination.id) == col(Honour.nomination_id))
        .join(Grid, col(Grid.id) == col(Nomination.grid_id))
        .where(col(Nomination.nominee_id) == person_id, col(Honour.down_at).is_(None), within(paths))
        .order_by(col(Honour.id).desc())
        .limit(MOST)
    ).all()
    return [(honour, consent) for honour, consent in rows]


def absences_of(session: Session, person_ids: Collection[int]) -> list[Away]:
    """When those people were, are or will be away, newest first; one that was called off is none."""
    theirs = col(Away.person_id).in_(person_ids) & (col(Away.to_on) > col(Away.from_on))
    return list(session.exec(select(Away).where(theirs).order_by(col(Away.from_on).desc()).limit(MOST)))


def can_be_reached(session: Session, person_id: int) -> bool:
    """Whether they agreed to be written to and an address of theirs works."""
    return session.execute(sql(col(Person.id)).where(col(Person.id) == person_id, reachable())).first() is not None


def messages_waiting(session: Session, person_id: int, now: datetime) -> tuple[int, int]:
    """(messages to that person that are on their way, that wait for an address that works)."""
    mine = (col(Message.person_id) == person_id) & (col(Message.expires_at) > now)
    counts = [
        session.execute(sql(func.count(col(Message.id))).where(mine, col(Message.state) == state)).scalar_one()
        for state in (QUEUED, UNREACHED)
    ]
    return int(counts[0]), int(counts[1])
