"""Nominations of model persons and deeds: who proposes whom for what, with which story, and may it be made public."""

import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, CheckConstraint, Column, delete, func, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col, select

from models.crypt import Encrypted
from models.db import BigId, UtcTime, affect, new_id
from models.errors import NotFound, StairwellError
from models.following import reachable
from models.grid import Grid
from models.lookup import Named
from models.people import Person
from models.posts import Post
from models.text import chinese_marks

DRAFT, SUBMITTED, RETURNED, APPROVED, REJECTED, DROPPED = STATES = (
    "draft", "submitted", "returned", "approved", "rejected", "dropped",
)  # fmt: skip
EDITABLE = (DRAFT, RETURNED)
ASKING, AGREED, REFUSED, WITHDRAWN = CONSENTS = ("asking", "agreed", "refused", "withdrawn")
NAME, WHO, CATEGORY, STORY, PHOTO, TOLD, CONFIRM = STEPS = (
    "name", "who", "category", "story", "photo", "told", "confirm",
)  # fmt: skip
NAME_LENGTH, STORY_LENGTH, STORY_LEAST, MOST_PHOTOS, MOST_NAMESAKES = 20, 1000, 8, 5, 5
MOST_A_QUARTER = 5
DRAFTS_STAND = timedelta(days=30)
"""A draft nobody has gone on with for so long is forgotten, story and all."""


class OwnNomination(StairwellError):
    """Nobody nominates themselves."""

    key = "error-own-nomination"


class DoesNotFit(StairwellError):
    """The category is for party members, or for the holders of a post, and the person is known to be none."""

    key = "error-nomination-fit"


class TooManyNominations(StairwellError):
    """That person has nominated often enough this quarter."""

    key = "error-nominations-many"


class Nomination(SQLModel, table=True):
    """A model person or deed that somebody proposes.

    `grid_id` is the grid it comes from, whose branch reviews it; `task_id` the quarter's task it answers, `checkin_id`
    the check-in that settled it. The nominee is a name, and a known person where the nominator said so. Name, story,
    photos (Telegram's file ids, a line each) and the reviewer's `remark` are encrypted. `step` is what is asked next
    while it is a draft or was returned. `round` counts submissions, so that a decision is about the words that were
    read. `quarter` is that of the first submission (`first_at`), "" for an honour that a coordinator gave without one.
    `consent` says whether name and story may be public; `asked` counts how often it was asked for, last at `asked_at`.
    """

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="nomination_state"),
        CheckConstraint(f"consent IN {CONSENTS!r}", name="nomination_consent"),
        CheckConstraint(f"step IN {STEPS!r}", name="nomination_step"),
    )
    id: int = Field(sa_column=Column(BigId, primary_key=True, autoincrement=False))
    by_id: int = Field(foreign_key="person.id", index=True)
    grid_id: int = Field(foreign_key="grid.id", index=True)
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    checkin_id: int | None = Field(default=None, sa_type=BigInteger)
    nominee_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    name: str = Field(default="", sa_type=Encrypted)
    category: str = Field(default="", max_length=24)
    story: str = Field(default="", sa_type=Encrypted)
    photos: str = Field(default="", sa_type=Encrypted)
    step: str = Field(default=NAME, max_length=12)
    state: str = Field(default=DRAFT, max_length=12, index=True)
    consent: str = Field(default=ASKING, max_length=12)
    asked: int = 0
    asked_at: datetime | None = Field(default=None, sa_type=UtcTime)
    round: int = 0
    remark: str | None = Field(default=None, sa_type=Encrypted)
    quarter: str = Field(default="", max_length=8)
    made_at: datetime = Field(sa_type=UtcTime)
    first_at: datetime | None = Field(default=None, sa_type=UtcTime)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcTime)
    decided_by: int | None = Field(default=None, foreign_key="person.id")

    @property
    def pictures(self) -> int:
        """How many photos there are."""
        return len(self.photos.splitlines())


@dataclass(frozen=True, slots=True)
class Category:
    """One honour of the data file; see there."""

    key: str
    name: dict[str, str]
    most: int = 0
    party: bool = False
    role: str = ""
    family: dict[str, str] = field(default_factory=dict)


@cache
def categories() -> dict[str, Category]:
    """The honours there are (models/data/honours.toml), by key, in their order."""
    data = tomllib.loads((files("models") / "data" / "honours.toml").read_text("utf-8"))
    return {key: Category(key, **fields) for key, fields in data.items()}


def quarter_of(now: datetime, zone: ZoneInfo) -> str:
    """The local quarter of an instant: "2026-Q4"."""
    local = now.astimezone(zone)
    return f"{local.year}-Q{(local.month + 2) // 3}"


def begin(session: Session, by_id: int, grid_id: int, task_id: int | None, now: datetime) -> Nomination:
    """A new draft; what that person had begun and not submitted is forgotten for it."""
    session.execute(delete(Nomination).where(col(Nomination.by_id) == by_id, col(Nomination.state) == DRAFT))
    made = Nomination(id=new_id(now), by_id=by_id, grid_id=grid_id, task_id=task_id, made_at=now)
    session.add(made)
    session.flush()
    return made


def begun(session: Session, by_id: int) -> Nomination | None:
    """What that person is at: the newest draft, or one that was returned to them; None when there is none."""
    mine = (col(Nomination.by_id) == by_id) & col(Nomination.state).in_(EDITABLE)
    return session.exec(select(Nomination).where(mine).order_by(col(Nomination.id).desc()).limit(1)).first()


def mine(session: Session, nomination_id: int, by_id: int | None) -> Nomination:
    """The nomination, if it is that person's. Raises NotFound."""
    found = session.get(Nomination, nomination_id, populate_existing=True)
    if found is None or found.by_id != by_id:
        raise NotFound(what="")
    return found


def namesakes(session: Session, said: str) -> list[Named]:
    """The known people who are called exactly so, MOST_NAMESAKES at most, by number. Near names are none."""
    rows = session.execute(
        sql(col(Person.id), col(Person.name)).where(col(Person.name) == said).order_by(col(Person.id))
        .limit(MOST_NAMESAKES)
    ).all()  # fmt: skip
    ids = [number for number, _ in rows]
    held = session.execute(
        sql(col(Post.person_id), col(Grid.name)).join(Grid, col(Grid.id) == col(Post.grid_id))
        .where(col(Post.person_id).in_(ids), col(Post.to_on).is_(None)).order_by(col(Post.id))
    ).all()  # fmt: skip
    return [Named(number, name, tuple(grid for who, grid in held if who == number)) for number, name in rows]


def can_hear(session: Session, person_id: int | None) -> bool:
    """Whether that person agreed to be written to and can be."""
    if person_id is None:
        return False
    return session.exec(select(Person.id).where(Person.id == person_id, reachable())).first() is not None


def set_nominee(session: Session, about: Nomination, name: str, person_id: int | None) -> None:
    """Who is nominated: a name, and the known person where the nominator has said it is them. Raises OwnNomination."""
    if person_id is not None and person_id == about.by_id:
        raise OwnNomination
    about.name, about.nominee_id, about.step = name, person_id, CATEGORY
    session.add(about)


def set_category(session: Session, about: Nomination, key: str) -> None:
    """What for. Raises DoesNotFit when the person is known not to fit; of a mere name the reviewers decide."""
    kind = categories()[key]
    if about.nominee_id is not None and not fits(session, kind, about.nominee_id):
        raise DoesNotFit(name=about.name)
    about.category, about.step = key, STORY
    session.add(about)


def fits(session: Session, kind: Category, person_id: int) -> bool:
    """Whether a known person may be given that honour: a party member, or who holds the post, where it asks for it."""
    if kind.party and not session.get_one(Person, person_id).party_member:
        return False
    held = (col(Post.person_id) == person_id) & (col(Post.role) == kind.role) & col(Post.to_on).is_(None)
    return not kind.role or session.execute(sql(col(Post.id)).where(held).limit(1)).first() is not None


def add_story(session: Session, about: Nomination, text: str, photo: str = "") -> bool:
    """More of the story, or a photo; False when there was no room for all of it."""
    story = "\n".join(filter(None, (about.story, chinese_marks(text.strip()))))
    photos = [*about.photos.splitlines(), *([photo] if photo else [])]
    about.story, about.photos = story[:STORY_LENGTH], "\n".join(photos[:MOST_PHOTOS])
    session.add(about)
    return len(story) <= STORY_LENGTH and len(photos) <= MOST_PHOTOS


def submit(session: Session, about: Nomination, now: datetime, zone: ZoneInfo) -> bool:
    """Hand it in, once; False when it was before. Raises TooManyNominations.

    Words that were changed since the nominee agreed are agreed to anew; a no stays a no.
    """
    quarter = about.quarter or quarter_of(now, zone)
    if not about.quarter and _made(session, about.by_id, quarter) >= MOST_A_QUARTER:
        raise TooManyNominations(most=MOST_A_QUARTER)
    ready = (col(Nomination.id) == about.id) & col(Nomination.state).in_(EDITABLE)
    values = {"state": SUBMITTED, "submitted_at": now, "quarter": quarter, "round": about.round + 1}
    values["first_at"] = about.first_at or now
    if about.round and about.consent == AGREED and can_hear(session, about.nominee_id):
        values |= {"consent": ASKING, "asked": 0}
    return _moved(session, about, ready & (col(Nomination.step) == CONFIRM), values)


def take_back(session: Session, about: Nomination) -> bool:
    """The nominator drops it before it is decided; False when it is too late for that."""
    still = (col(Nomination.id) == about.id) & col(Nomination.state).in_((*EDITABLE, SUBMITTED))
    return _moved(session, about, still, {"state": DROPPED, "story": "", "photos": ""})


def answer_consent(session: Session, about: Nomination, consent: str, *, by_nominee: bool) -> bool:
    """Whether it may be public; False when that cannot be said any more, or not by the nominator.

    A no outlasts the nominator's word: only the nominee's own yes comes after it.
    """
    open_ = (col(Nomination.id) == about.id) & col(Nomination.state).not_in((DROPPED, REJECTED))
    if not by_nominee:
        open_ = open_ & col(Nomination.consent).in_((ASKING, AGREED))
    return _moved(session, about, open_, {"consent": consent})


def asked_now(session: Session, about: Nomination, now: datetime) -> None:
    """Note that consent has been asked for once more."""
    about.asked, about.asked_at = about.asked + 1, now
    session.add(about)


def forget_drafts(session: Session, now: datetime) -> int:
    """Delete drafts begun DRAFTS_STAND ago; how many."""
    old = (col(Nomination.state) == DRAFT) & (col(Nomination.made_at) < now - DRAFTS_STAND)
    return affect(session, delete(Nomination).where(old))


def _made(session: Session, by_id: int, quarter: str) -> int:
    """How many nominations of that quarter somebody has handed in and not dropped."""
    theirs = (col(Nomination.by_id) == by_id) & (col(Nomination.quarter) == quarter)
    counted = sql(func.count()).select_from(Nomination).where(theirs, col(Nomination.state) != DROPPED)
    return int(session.execute(counted).scalar_one())


def _moved(session: Session, about: Nomination, which: object, values: dict[str, object]) -> bool:
    """One conditional change of its row; the object at hand is read anew."""
    done = affect(session, update(Nomination).where(which).values(**values))  # type: ignore[arg-type]
    session.refresh(about)
    return bool(done)
