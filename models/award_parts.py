"""What counts for awards: each part says, by grid and person, what was kept of what there was to keep."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, case, cast, func, literal
from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.appraisals import appraisal_scores
from models.award_tree import Tree, places_of, tree_now
from models.calendar import period_bounds
from models.checkins import CheckIn
from models.duties import DONE, MISSED, OPEN, Task
from models.events import CLOSED, VOLUNTEERING, Event
from models.ledger import Entry
from models.posts import Post
from models.reviews import review_scores
from models.rolls import CAME, Attendance

FULL = 10_000
"""A score of 100 %, in hundredths of a percent."""
REVIEWED = 100
"""The most one review gives."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one person kept at one grid, `got` of `of`, in any unit. Nobody (None) held a post that was vacant."""

    grid_id: int
    person_id: int | None
    got: int
    of: int


@dataclass(frozen=True, slots=True)
class Kept:
    """The inspections of one unit that count for one person (None: nobody held the post and nobody did it)."""

    grid_id: int
    person_id: int | None
    issued: int
    counted: int
    on_time: int
    open: int
    earned: int


@dataclass(frozen=True, slots=True)
class Served:
    """A post somebody held in the year: its role, the code of its grid, the months (1–12) it was held in."""

    role: str
    code: str
    months: frozenset[int]


class Records:
    """What the records of a year say, each thing read once. `until` leaves out what was booked after that entry.

    A list that is closed is computed again as of its close, on the `tree` it was closed with: what is corrected or
    built later is another year's affair.
    """

    def __init__(
        self, session: Session, year: int, zone: ZoneInfo, rules: Mapping[str, Any], until: int | None = None,
        tree: Tree | None = None,
    ) -> None:  # fmt: skip
        self.session, self.year, self.rules, self._until = session, year, rules, until
        self.places = places_of(tree_now(session) if tree is None else tree)
        self.start, self.end = period_bounds(str(year), zone)
        self._read: dict[str, list[Share]] = {}

    def shares(self, part: str) -> list[Share]:
        """What one part says; `own` is what `work` says of grids that are no stairwells."""
        if part not in self._read:
            self._read[part] = PARTS[part](self)
        return self._read[part]

    def booked(self) -> ColumnElement[bool]:
        """A condition on Entry: booked by then, and not taken back by then."""
        reversal = aliased(Entry)
        back = sql(col(reversal.seq)).where(col(reversal.reverses) == col(Entry.seq))
        if self._until is None:
            return ~back.correlate(Entry).exists()
        gone = back.where(col(reversal.seq) <= self._until).correlate(Entry).exists()
        return (col(Entry.seq) <= self._until) & ~gone

    @cached_property
    def inspections(self) -> list[Kept]:
        """What each person kept at each unit: a task is whose who did it, else whose it was."""
        earned = (
            sql(func.coalesce(func.sum(col(Entry.points)), 0))
            .where(col(Entry.rule).in_(self.rules["counts"]), self.booked())
            .where(col(Entry.source) == literal("checkin:") + cast(col(CheckIn.id), String))
            .correlate(CheckIn)
            .scalar_subquery()
        )
        in_time = (col(Task.state) == DONE) & (col(Task.done_at) <= col(Task.due_at))
        task = (
            sql(
                col(Task.grid_id), _whose(), case((col(Task.state).in_([DONE, MISSED]), 1), else_=0).label("counted"),
                case((in_time, 1), else_=0).label("on_time"), case((col(Task.state) == OPEN, 1), else_=0).label("open"),
                earned.label("earned"),
            )
            .outerjoin(CheckIn, _live())
            .where(col(Task.duty_key) == self.rules["duty"], self._of_year())
            .subquery("task")
        )  # fmt: skip
        sums = [func.sum(task.c[name]) for name in ("counted", "on_time", "open", "earned")]
        query = sql(task.c.grid_id, task.c.person_id, func.count(), *sums).group_by(task.c.grid_id, task.c.person_id)
        return [Kept(grid, person, *map(int, counts)) for grid, person, *counts in self.session.execute(query)]

    def other_duties(self) -> list[Share]:
        """What each person did of the other duties they were asked for; done late is done."""
        done = func.sum(case((col(Task.state) == DONE, 1), else_=0))
        whose = _whose()
        query = (
            sql(col(Task.grid_id), whose, done, func.count())
            .outerjoin(CheckIn, _live())
            .where(col(Task.duty_key) != self.rules["duty"], col(Task.state).in_([DONE, MISSED]), self._of_year())
            .group_by(col(Task.grid_id), whose)
        )
        return [Share(grid, person, int(got), int(of)) for grid, person, got, of in self.session.execute(query)]

    @cached_property
    def service(self) -> dict[int, tuple[int, int]]:
        """{person: (half hours, events)} at volunteer events that began in the year, each event once.

        The half hours are those the ledger has. Whoever held an event has its points instead and no entry for hours:
        theirs are those of the roll of the closed event.
        """
        times: dict[int, dict[int, int]] = defaultdict(dict)
        events = self._events()
        booked = sql(col(Entry.person_id), col(Entry.source), col(Entry.raw)).where(
            col(Entry.rule) == self.rules["hours"], col(Entry.year).in_((self.year, self.year + 1)),
            col(Entry.reverses).is_(None), self.booked(),
        )  # fmt: skip
        for person_id, source, raw in self.session.execute(booked):
            number = source.split(":")[1] if source.startswith("event:") else ""
            if number.isdigit() and int(number) in events:
                times[person_id][int(number)] = int(raw)
        held = (
            sql(col(Attendance.person_id), col(Attendance.event_id), col(Attendance.half_hours))
            .join(
                Event, (col(Event.id) == col(Attendance.event_id)) & (col(Event.organiser_id) == Attendance.person_id)
            )
            .where(col(Attendance.state) == CAME, col(Attendance.half_hours) > 0)
        )
        for person_id, event_id, half_hours in self.session.execute(held):
            if event_id in events:
                times[person_id][event_id] = int(half_hours)
        return {person: (sum(one.values()), len(one)) for person, one in times.items()}

    @cached_property
    def served(self) -> dict[int, list[Served]]:
        """{person: the posts they held in the year}; a post that runs is taken to run to the year's end."""
        first, last = date(self.year, 1, 1), date(self.year + 1, 1, 1)
        rows = self.session.execute(
            sql(col(Post.person_id), col(Post.role), col(Post.grid_id), col(Post.from_on), col(Post.to_on)).where(
                col(Post.from_on) < last, col(Post.to_on).is_(None) | (col(Post.to_on) > first)
            )
        )
        held: dict[int, list[Served]] = defaultdict(list)
        for person_id, role, grid_id, from_on, to_on in rows:
            if to_on is None or to_on > from_on:
                begin = from_on.month if from_on >= first else 1
                end = 12 if to_on is None or to_on >= last else to_on.month - (to_on.day == 1)
                held[person_id].append(Served(role, self.places[grid_id].code, frozenset(range(begin, end + 1))))
        return held

    def months(self, person_id: int, roles: Iterable[str]) -> int:
        """In how many months of the year somebody held one of these roles on at least one day."""
        held = [one.months for one in self.served.get(person_id, []) if one.role in roles]
        return len(frozenset().union(*held))

    def _events(self) -> set[int]:
        closed = (col(Event.kind) == VOLUNTEERING) & (col(Event.state) == CLOSED)
        when = (col(Event.starts_at) >= self.start) & (col(Event.starts_at) < self.end)
        return set(self.session.execute(sql(col(Event.id)).where(closed, when)).scalars())

    def _of_year(self) -> ColumnElement[bool]:
        begun: tuple[datetime, datetime] = (self.start, self.end)
        return (col(Task.opens_at) >= begun[0]) & (col(Task.opens_at) < begun[1])


def _whose() -> Any:
    return func.coalesce(col(CheckIn.person_id), col(Task.person_id)).label("person_id")


def _live() -> ColumnElement[bool]:
    return (col(CheckIn.task_id) == col(Task.id)) & (col(CheckIn.state) == DONE) & col(CheckIn.undone_at).is_(None)


def _inspections(records: Records) -> list[Share]:
    each = records.rules["to_earn"]
    return [Share(row.grid_id, row.person_id, row.earned, row.counted * each) for row in records.inspections]


def _review(records: Records) -> list[Share]:
    scores = review_scores(records.session, records.year).items()
    return [Share(grid, person, total, REVIEWED * quarters) for (grid, person), (total, quarters) in scores]


def _appraisal(records: Records) -> list[Share]:
    scores = appraisal_scores(records.session, records.year).items()
    return [Share(grid, person, score, FULL) for (grid, person), score in scores]


def _service(place: int, cap: str) -> Callable[[Records], list[Share]]:
    """Half hours or events. They are a person's, wherever they were spent, so the grid is left out (0)."""

    def of(records: Records) -> list[Share]:
        return [Share(0, person, one[place], records.rules[cap]) for person, one in records.service.items()]

    return of


PARTS: dict[str, Callable[[Records], list[Share]]] = {
    "inspections": _inspections,
    "work": Records.other_duties,
    "own": Records.other_duties,
    "review": _review,
    "appraisal": _appraisal,
    "hours": _service(0, "hours_cap"),
    "events": _service(1, "events_cap"),
}
"""What can count, by the name it has in the rules (models/award_rules.PARTS). Another part is one function more."""
