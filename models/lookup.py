"""What somebody named, looked up within what they may see: exactly one, or a question back, never a guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import phonenumbers
from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, true
from sqlalchemy import select as sql
from sqlmodel import Session, col, select

from models.errors import GridNotFound, PersonNotFound, StairwellError
from models.grid import Grid, community, within
from models.people import PENDING, SMS, Address, Person
from models.posts import Post
from models.roster_near import near_name

REGION = "CN"
CLOSE = 70
"""From which similarity (0–100) something is offered as what may have been meant."""
OFFERS = 5
_NUMBER = re.compile(r"#[0-9]{1,9}")


class GridUnclear(StairwellError):
    """No grid, or more than one, is called that; `lines` lists those that may have been meant."""

    key = "error-grid-unclear"


class PersonUnclear(StairwellError):
    """Nobody, or more than one person, is called that; `lines` lists who may have been meant, with their number."""

    key = "error-person-unclear"


@dataclass(frozen=True, slots=True)
class Named:
    """A person as they are listed: number, name, and where they hold a post."""

    id: int
    name: str
    grids: tuple[str, ...]

    @property
    def line(self) -> str:
        """ "#12 张三 3号楼1单元", as it can be typed back."""
        return " ".join((f"#{self.id}", self.name, *self.grids[:2]))


def find_grid(session: Session, said: str, paths: list[str]) -> Grid:
    """The grid with that code or, if only one is called so, that name, within `paths`.

    Raises GridUnclear with what may have been meant, GridNotFound when nothing comes near.
    """
    said = said.strip()
    seen = session.exec(select(Grid).where(within(paths)).order_by(col(Grid.path))).all()
    folded = said.casefold()
    for grid in seen:
        if grid.code.casefold() == folded:
            return grid
    called = [grid for grid in seen if grid.name.casefold() == folded]
    if len(called) == 1:
        return called[0]
    near = called or _near(folded, seen)
    if not near:
        raise GridNotFound(what=said[:20])
    raise GridUnclear(said=said[:20], lines=[f"{grid.code} {grid.name}" for grid in near[:OFFERS]])


def _near(folded: str, seen: Sequence[Grid]) -> list[Grid]:
    inside = [grid for grid in seen if folded and folded in grid.name.casefold()]
    if inside:
        return inside
    words = {(number, kind): word.casefold() for number, grid in enumerate(seen)
             for kind, word in (("code", grid.code), ("name", grid.name))}  # fmt: skip
    found = process.extract(folded, words, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=OFFERS * 2)
    return [seen[number] for number in dict.fromkeys(key[0] for _, _, key in found)]


def find_person(session: Session, said: str, paths: list[str]) -> Named:
    """The person with that number ("#12"), phone or, if only one is called so, name, of those with a post in `paths`.

    Whoever may act on the whole community finds people without a post too. Raises PersonUnclear with who may have been
    meant, PersonNotFound when nobody comes near.
    """
    said = said.strip()
    if _NUMBER.fullmatch(said):
        return _one(_people(session, paths, col(Person.id) == int(said[1:])), said)
    phone = read_phone(said)
    if phone is not None:
        theirs = (col(Address.channel) == SMS) & (col(Address.value) == phone) & (col(Address.state) != PENDING)
        owner = sql(col(Address.person_id)).where(theirs)
        return _one(_people(session, paths, col(Person.id).in_(owner)), said)
    called = _people(session, paths, col(Person.name) == said)
    if len(called) == 1:
        return called[0]
    near = called or _near_people(session, said, paths)
    if not near:
        raise PersonNotFound(what=said[:20])
    raise PersonUnclear(said=said[:20], lines=[person.line for person in near[:OFFERS]])


def people_said(session: Session, said: str) -> list[int]:
    """The ids of everybody of that number ("#12"), phone or very name, to ask a list of records about; [] for nobody.

    What of theirs may be seen is for that list to say: nobody learns from this that somebody is there.
    """
    said = said.strip()
    if _NUMBER.fullmatch(said):
        return [int(said[1:])]
    phone = read_phone(said)
    if phone is None:
        return list(session.execute(sql(col(Person.id)).where(col(Person.name) == said).limit(OFFERS * 10)).scalars())
    theirs = (col(Address.channel) == SMS) & (col(Address.value) == phone) & (col(Address.state) != PENDING)
    return list(session.execute(sql(col(Address.person_id)).where(theirs)).scalars())


def read_phone(said: str) -> str | None:
    """A phone number as E.164, Chinese unless it has a country code; None for what is none."""
    if sum(mark.isascii() and mark.isdigit() for mark in said) < 7:
        return None
    try:
        number = phonenumbers.parse(said, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _one(found: list[Named], said: str) -> Named:
    if not found:
        raise PersonNotFound(what=said[:20])
    return found[0]


def _near_people(session: Session, said: str, paths: list[str]) -> list[Named]:
    return [person for person in _people(session, paths, true()) if near_name(said, person.name)]


def _people(session: Session, paths: list[str], which: ColumnElement[bool]) -> list[Named]:
    """People with the grids they hold a post at, in the order of their numbers."""
    rows = session.execute(
        sql(col(Person.id), col(Person.name), col(Grid.name))
        .outerjoin(Post, (col(Post.person_id) == col(Person.id)) & col(Post.to_on).is_(None))
        .outerjoin(Grid, (col(Grid.id) == col(Post.grid_id)) & within(paths))
        .where(which, _visible(session, paths))
        .order_by(col(Person.id), col(Post.id))
    ).all()
    grids: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for number, name, grid in rows:
        names[number] = name
        grids.setdefault(number, []).extend([grid] if grid else [])
    return [Named(number, name, tuple(grids[number])) for number, name in names.items()]


def _visible(session: Session, paths: list[str]) -> ColumnElement[bool]:
    if everywhere(session, paths):
        return true()
    held = sql(col(Post.person_id)).join(Grid, col(Grid.id) == col(Post.grid_id)).where(within(paths))
    return col(Person.id).in_(held)


def holds_elsewhere(session: Session, person_id: int, paths: list[str]) -> bool:
    """Whether that person holds a running post outside those subtrees."""
    running = (col(Post.person_id) == person_id) & col(Post.to_on).is_(None)
    outside = sql(col(Post.id)).join(Grid, col(Grid.id) == col(Post.grid_id)).where(running, ~within(paths)).limit(1)
    return session.execute(outside).first() is not None


def everywhere(session: Session, paths: list[str]) -> bool:
    """Whether those subtrees cover the whole community."""
    root = community(session).path
    return any(root.startswith(path) for path in paths)
