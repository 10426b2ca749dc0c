"""Photos as pages show them: which one an address means, and only for whom the page that shows it opens.

A photo is the channel's own id of it. That id stays here: pages name a photo by the row it belongs to.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy import select as sql
from sqlmodel import Session, col

from models import cases, contests, reviewing
from models.case_rules import category_of
from models.cases import Case, CaseNote
from models.checkins import CheckIn, Detail
from models.duties import Task
from models.errors import NotFound
from models.event_thanks import EventPhoto
from models.events import DRAFT, Event
from models.grid import Grid, within
from models.nominations import SUBMITTED
from models.people import Person
from models.permissions import Actor, Scope, may, paths_for, scope_of
from models.photo_prints import PHOTOS_BY, PhotoPrint
from models.wish_lists import STATES
from models.wishes import Wish

MOST_ID, MOST_BIG_ID = 2**31 - 1, 2**63 - 1
MOST_OF_ONE = 12
"""Photos of one check-in that a page shows."""
THIS, EARLIER = 1, 2
"""Of two photos that look alike: the later one, and the one before it."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo: the channel that has it, its id there, and the case whose every view is noted (0 for none)."""

    channel: str
    file_id: str
    noted: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo in a list: what it belongs to and which one of that it is, as `find` takes both; by whom and when."""

    about: int
    place: int
    name: str
    at: datetime


Find = Callable[[Session, Actor, int, int], Photo | None]


def find(session: Session, actor: Actor, kind: str, about: int, place: int) -> Photo | None:
    """The photo number `place` of what `about` numbers, for somebody who may see the page it stands on.

    None for what they may not see, as for what does not exist.
    """
    if kind not in KINDS or not 0 < place <= MOST_ID:
        return None
    act, most, which = KINDS[kind]
    if not 0 < about <= most or scope_of(actor, act) is Scope.NONE:
        return None
    try:
        return which(session, actor, about, place)
    except NotFound:
        return None


def of_tasks(session: Session, task_ids: Collection[int]) -> dict[int, list[Taken]]:
    """{task: the photos of its check-in, oldest first}, MOST_OF_ONE of each at most; of what was undone none."""
    rows = session.execute(
        sql(col(CheckIn.task_id), col(CheckIn.id), col(Detail.id), col(Person.name), col(Detail.at))
        .join(CheckIn, col(CheckIn.id) == col(Detail.checkin_id))
        .join(Person, col(Person.id) == col(CheckIn.person_id))
        .where(col(CheckIn.task_id).in_(task_ids), col(CheckIn.undone_at).is_(None), col(Detail.kind) == "photo")
        .order_by(col(Detail.id))
    )
    found: dict[int, list[Taken]] = {}
    for task_id, *taken in rows:
        mine = found.setdefault(task_id, [])
        if len(mine) < MOST_OF_ONE:
            mine.append(Taken(*taken))
    return found


def of_finding(session: Session, about: Case) -> list[Taken]:
    """The photos of the inspection a case was found on, oldest first."""
    if about.checkin_id is None:
        return []
    rows = session.execute(
        sql(col(Detail.id), col(Person.name), col(Detail.at))
        .join(CheckIn, col(CheckIn.id) == col(Detail.checkin_id))
        .join(Person, col(Person.id) == col(CheckIn.person_id))
        .where(col(Detail.checkin_id) == about.checkin_id, col(Detail.kind) == "photo")
        .order_by(col(Detail.id))
    )
    return [Taken(about.id or 0, *row) for row in rows]


def of_case(about: Case, said: Collection[tuple[CaseNote, str]]) -> list[Taken]:
    """The photos among what was said about a case (`case_lists.notes`)."""
    return [
        Taken(about.id or 0, note.id or 0, name, note.at) for note, name in said if note.act == cases.PHOTO
    ]  # fmt: skip


def leads(actor: Actor, event: Event) -> bool:
    """Whether somebody may see an event as those who hold it do: it is theirs, or they lead the grids it is for."""
    return event.organiser_id == actor.id or may(actor, "event.follow", event.path)


def _checkin(session: Session, actor: Actor, about: int, place: int) -> Photo | None:
    found = (
        sql(col(Detail.body))
        .join(CheckIn, col(CheckIn.id) == col(Detail.checkin_id))
        .join(Task, col(Task.id) == col(CheckIn.task_id))
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .where(col(Detail.id) == place, col(CheckIn.id) == about, col(CheckIn.undone_at).is_(None))
    )
    return _detail(session, found.where(within(paths_for(actor, "handover.see"))))


def _finding(session: Session, actor: Actor, about: int, place: int) -> Photo | None:
    case, _ = cases.find(session, about, paths_for(actor, "case.see"))
    if case.checkin_id is None:
        return None
    found = sql(col(Detail.body)).where(col(Detail.id) == place, col(Detail.checkin_id) == case.checkin_id)
    return _detail(session, found, _noted(case))


def _case(session: Session, actor: Actor, about: int, place: int) -> Photo | None:
    """One of a case, or of those merged into it, which are of the same grid."""
    case, _ = cases.find(session, about, paths_for(actor, "case.see"))
    note = session.get(CaseNote, place)
    if note is None or note.act != cases.PHOTO:
        return None
    if note.case_id != case.id and session.get_one(Case, note.case_id).merged_into != case.id:
        return None
    return Photo(PHOTOS_BY, note.text, _noted(case))


def _noted(case: Case) -> int:
    return case.id or 0 if category_of(case.category).quiet else 0


def _wish(session: Session, actor: Actor, about: int, place: int) -> Photo | None:
    found = session.execute(
        sql(col(Wish.photos))
        .join(Grid, col(Grid.id) == col(Wish.grid_id))
        .where(col(Wish.id) == about, within(paths_for(actor, "wish.read")))
        .where(col(Wish.state).in_(STATES), col(Wish.fulfilled_at).is_not(None))
    ).scalar_one_or_none()
    return _line(found or "", place)


def _nomination(session: Session, actor: Actor, about: int, place: int) -> Photo | None:
    turn = reviewing.to_review(session, about, actor.id or 0, paths_for(actor, "nomination.review"))
    return _line(turn.photos, place) if turn.state == SUBMITTED else None


def _alike(session: Session, actor: Actor, about: int, place: int) -> Photo | None:
    """Both of two that look alike are for whoever sees the stairwell of the later one."""
    like = session.execute(
        sql(col(PhotoPrint.like_id))
        .join(Grid, col(Grid.id) == col(PhotoPrint.grid_id))
        .where(col(PhotoPrint.detail_id) == about, within(paths_for(actor, "points.correct")))
    ).scalar_one_or_none()
    if like is None or place not in (THIS, EARLIER):
        return None
    return _detail(session, sql(col(Detail.body)).where(col(Detail.id) == (about if place == THIS else like)))


def _event(session: Session, actor: Actor, about: int, place: int) -> Photo | None:
    if _led(session, actor, about) is None:
        return None
    found = session.execute(
        sql(col(EventPhoto.channel), col(EventPhoto.photo))
        .where(col(EventPhoto.event_id) == about, col(EventPhoto.place) == place)
    ).first()  # fmt: skip
    return Photo(*found) if found else None


def _work(session: Session, actor: Actor, about: int, place: int) -> Photo | None:
    if _led(session, actor, about) is None:
        return None
    work = next((one for one in contests.works(session, about) if one.number == place), None)
    return Photo(work.channel, work.body) if work is not None and work.kind == contests.PHOTO else None


def _led(session: Session, actor: Actor, number: int) -> Event | None:
    event = session.get(Event, number)
    return event if event is not None and event.state != DRAFT and leads(actor, event) else None


def _detail(session: Session, found: Select[Any], noted: int = 0) -> Photo | None:
    body = session.execute(found.where(col(Detail.kind) == "photo")).scalar_one_or_none()
    return Photo(PHOTOS_BY, body, noted) if body else None


def _line(photos: str, place: int) -> Photo | None:
    lines = photos.splitlines()
    return Photo(PHOTOS_BY, lines[place - 1]) if place <= len(lines) else None


KINDS: Mapping[str, tuple[str, int, Find]] = {
    "checkin": ("handover.see", MOST_BIG_ID, _checkin),
    "finding": ("case.see", MOST_ID, _finding),
    "case": ("case.see", MOST_ID, _case),
    "wish": ("wish.read", MOST_ID, _wish),
    "nomination": ("nomination.review", MOST_BIG_ID, _nomination),
    "alike": ("points.correct", MOST_ID, _alike),
    "event": ("event.organise", MOST_ID, _event),
    "work": ("event.organise", MOST_ID, _work),
}
"""(the act of the page that shows it, the largest number there can be, the rule that finds one)."""
