"""Birthdays, solar or lunar, of people who agreed to a greeting: kept as month and day only, and encrypted.

The year of birth is nobody's business here: it is read when somebody types it, and not kept. Nor is any date kept in
the clear: the day of the next greeting is ciphertext too, looked for by equality.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, delete, update
from sqlalchemy import select as sql
from sqlmodel import Field, Session, SQLModel, col, select

from models.crypt import Encrypted
from models.db import UtcTime, affect
from models.errors import StairwellError
from models.grid import UNIT, Grid
from models.lunar import LAST_YEAR, comes_round, lunar_of
from models.outbox import CANCELLED, QUEUED, Message
from models.people import Person
from models.posts import UNIT_HEAD, Post, holder

ASKED, AGREED, REFUSED = STATES = ("asked", "agreed", "refused")
SOLAR, LUNAR, LEAP = "solar", "lunar", "leap"
GREETING, EVE = "birthday", "birthday-eve"
"""Purposes of the greeting, and of the word to the unit head the day before."""
PLAN_AGAIN = timedelta(days=7)
BATCH = 500
_DIGITS = {mark: place for place, mark in enumerate("一二三四五六七八九", 1)}
_MONTHS = {"正": 1, "冬": 11, "腊": 12, "十": 10, "十一": 11, "十二": 12} | _DIGITS
_SOLAR = re.compile(r"(?:(\d{4})[-./年])?(\d{1,2})[-./月](\d{1,2})[日号]?", re.ASCII)
_NUMBER = "[初十廿卅一二三四五六七八九]{1,3}"
_LUNAR = re.compile(
    r"(?:(?:\d{4}|[〇零一二三四五六七八九]{4})[-./年])?(闰|leap)?"
    rf"(\d{{1,2}}|[正冬腊]|{_NUMBER})[-./月](\d{{1,2}}|{_NUMBER})日?", re.ASCII
)  # fmt: skip
_LUNAR_WORD = re.compile(r"农历|阴历|旧历|lunar")
_ONLY_LUNAR = re.compile(r"[正冬腊闰]|月[初廿]")
_SOLAR_WORD = re.compile(r"公历|阳历|新历|solar")


class BadBirthday(StairwellError):
    """What was written is no day of a year, or not clearly one."""

    key = "error-birthday"


class RefusedBefore(StairwellError):
    """That person said no to a greeting, and is not asked again."""

    key = "error-birthday-refused"


@dataclass(frozen=True, slots=True)
class Day:
    """A birthday without its year, of the solar or the lunar calendar; `leap` for one in a leap month."""

    calendar: str
    month: int
    day: int

    @property
    def stored(self) -> str:
        """As it is kept: "lunar-08-15"."""
        return f"{self.calendar}-{self.month:02}-{self.day:02}"


class Birthday(SQLModel, table=True):
    """When somebody's birthday is and what they agreed to.

    `day` and `next_on` (the local day of the next greeting, ISO) are encrypted; `planned_on` is the day `next_on` was
    worked out, so that one which a standstill went past is planned anew. `tell_head` says that the unit head may know
    the day before. `entered_by` is who wrote it down: the person, or a helper whom the person answered.
    """

    __table_args__ = (CheckConstraint(f"state IN {STATES!r}", name="birthday_state"),)
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    day: str = Field(sa_type=Encrypted)
    next_on: str = Field(sa_type=Encrypted, index=True)
    planned_on: date = Field(index=True)
    state: str = Field(max_length=8)
    tell_head: bool = False
    entered_by: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=UtcTime)


def read_birthday(text: str) -> Day:
    """The day in "1948-03-05", "3月5日", "农历八月十五", "农历 闰四月初八", "lunar 8-15", "lunar leap 4-8".

    Numbers alone are solar; "八月十五" alone may be either and is neither. Raises BadBirthday for what is none, or no
    day of any year.
    """
    said = re.sub(r"\s+", "", text.casefold())
    lunar, said = bool(_LUNAR_WORD.search(said) or _ONLY_LUNAR.search(said)), _LUNAR_WORD.sub("", said)
    said = _SOLAR_WORD.sub("", said) if not lunar else said
    found = _lunar(said) if lunar else _solar(said)
    if found is None:
        raise BadBirthday
    return found


def _solar(said: str) -> Day | None:
    match = _SOLAR.fullmatch(said)
    if match is None:
        return None
    try:
        date(int(match[1] or 2000), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return Day(SOLAR, int(match[2]), int(match[3]))


def _lunar(said: str) -> Day | None:
    match = _LUNAR.fullmatch(said)
    if match is None:
        return None
    month = int(match[2]) if match[2].isascii() else _MONTHS.get(match[2], 0)
    day = int(match[3]) if match[3].isascii() else _lunar_day(match[3])
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    return Day(LEAP if match[1] else LUNAR, month, day)


def _lunar_day(said: str) -> int:
    """初八 is 8, 十五 15, 二十 and 廿 20, 廿三 and 二十三 23, 三十 30; 0 for anything else."""
    said = said.replace("廿", "二十").replace("卅", "三十").removeprefix("初")
    tens, mark, ones = said.partition("十")
    if not mark:
        return _DIGITS.get(said, 0)
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return 0
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def parse(stored: str) -> Day:
    """A day as it is kept."""
    calendar, month, day = stored.split("-")
    return Day(calendar, int(month), int(day))


def kept_in(day: Day, year: int) -> date:
    """The day on which a birthday is kept in a year: of its own calendar, so that each year has exactly one.

    29 February is kept on the 28th where there is none; for the lunar rule see models/lunar.py.
    """
    if day.calendar == SOLAR:
        short = day.month == 2 and day.day == 29 and not _has_29(year)
        return date(year, day.month, 28 if short else day.day)
    return comes_round(year, day.month, day.day, leap=day.calendar == LEAP)


def year_at(day: Day, on: date) -> int:
    """The year, of the birthday's own calendar, in which a Gregorian day lies."""
    return on.year if day.calendar == SOLAR else lunar_of(on).year


def next_kept(day: Day, after: date) -> date:
    """The first day after `after` on which the birthday is kept. Raises BadBirthday at the end of the lunar tables."""
    year = year_at(day, after)
    for one in range(year, min(year + 2, LAST_YEAR) + 1):
        if (kept := kept_in(day, one)) > after:
            return kept
    raise BadBirthday


def _has_29(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def enter(
    session: Session, person_id: int, day: Day, *, by_id: int, today: date, now: datetime, state: str = AGREED
) -> Birthday:
    """Write a birthday down, in the place of one that was known. Raises RefusedBefore for one whom others entered.

    The first greeting is on the first such day from today on. Whoever enters their own agrees by doing so.
    """
    known = session.get(Birthday, person_id, populate_existing=True)
    if known is not None and known.state == REFUSED and by_id != person_id:
        raise RefusedBefore
    drop_greetings(session, person_id)
    next_on = next_kept(day, today - timedelta(days=1)).isoformat()
    if known is None:
        known = Birthday(
            person_id=person_id,
            day=day.stored,
            next_on=next_on,
            planned_on=today,
            state=state,
            entered_by=by_id,
            at=now,
        )
    known.day, known.next_on, known.planned_on, known.state = day.stored, next_on, today, state
    known.entered_by, known.at = by_id, now
    session.add(known)
    session.flush()
    return known


def answer(session: Session, person_id: int, *, agreed: bool) -> bool:
    """The person's answer to a helper's entry, once; False when there is nothing (any more) to answer.

    A no keeps nothing but that no: the day itself is overwritten.
    """
    mine = (col(Birthday.person_id) == person_id) & (col(Birthday.state) == ASKED)
    values: dict[str, object] = {"state": AGREED} if agreed else {"state": REFUSED, "day": "", "next_on": ""}
    return bool(affect(session, update(Birthday).where(mine).values(**values)))


def let_head_know(session: Session, person_id: int, *, agreed: bool) -> bool:
    """Whether the unit head may be told the day before; False for somebody without a birthday here."""
    mine = (col(Birthday.person_id) == person_id) & (col(Birthday.state) == AGREED)
    return bool(affect(session, update(Birthday).where(mine).values(tell_head=agreed)))


def forget(session: Session, person_id: int) -> bool:
    """Delete a birthday and what is queued about it; False when there was none."""
    drop_greetings(session, person_id)
    return bool(affect(session, delete(Birthday).where(col(Birthday.person_id) == person_id)))


def drop_greetings(session: Session, person_id: int) -> None:
    """Cancel what is queued about somebody's birthday, to them and to their unit head."""
    theirs = (col(Message.person_id) == person_id) & (col(Message.purpose) == GREETING)
    to_head = (col(Message.purpose) == EVE) & col(Message.subject).startswith(f"{EVE}:{person_id}:")
    affect(session, update(Message).where(col(Message.state) == QUEUED, theirs | to_head).values(state=CANCELLED))


def on(session: Session, day: date) -> list[tuple[Birthday, Person]]:
    """The birthdays of people who agreed that are kept on a local day, by person."""
    rows = session.execute(
        select(Birthday, Person).join(Person, col(Person.id) == col(Birthday.person_id))
        .where(Birthday.next_on == day.isoformat(), Birthday.state == AGREED).order_by(col(Birthday.person_id))
    )  # fmt: skip
    return [(birthday, person) for birthday, person in rows]


def any_agreed(session: Session) -> bool:
    """Whether anybody is to be greeted at all."""
    return (
        session.execute(sql(col(Birthday.person_id)).where(col(Birthday.state) == AGREED).limit(1)).first() is not None
    )


def plan_anew(session: Session, today: date) -> int:
    """Work out the next greeting of birthdays not looked at for a while, BATCH at most; how many of them moved.

    That is what brings back one whose day a standstill went past: it is not greeted late, but again the next year.
    """
    stale = (col(Birthday.planned_on) <= today - PLAN_AGAIN) & (col(Birthday.state) != REFUSED)
    moved = 0
    for one in session.exec(select(Birthday).where(stale).order_by(col(Birthday.planned_on)).limit(BATCH)).all():
        moved += plan(session, one, today - timedelta(days=1), today)
    return moved


def plan(session: Session, birthday: Birthday, after: date, today: date) -> bool:
    """Set the next greeting to the first day after `after`; True when that changed it."""
    next_on = next_kept(parse(birthday.day), after).isoformat()
    changed = next_on != birthday.next_on
    birthday.next_on, birthday.planned_on = next_on, today
    session.add(birthday)
    return changed


def unit_of(session: Session, person_id: int) -> tuple[Grid, int] | None:
    """The stairwell somebody belongs to by a post, with its head's id; None without one, or where they head it."""
    grids: Sequence[Grid] = session.exec(
        select(Grid).join(Post, col(Post.grid_id) == col(Grid.id))
        .where(Post.person_id == person_id, col(Post.to_on).is_(None), Grid.level == UNIT).order_by(col(Post.id))
    ).all()  # fmt: skip
    for grid in grids:
        assert grid.id is not None
        held = holder(session, grid.id, UNIT_HEAD)
        if held is not None and held.person_id != person_id:
            return grid, held.person_id
    return None
