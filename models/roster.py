"""The roster: a dry run that says row by row what would change and what is wrong, and the import itself.

    sheets = await read_workbook(data, file_name)              # bot/sheets.py
    plan = await db.run(roster.plan, sheets, now)
    for key, facts in roster.lines(plan): …                    # say(key, language, readable(facts, language))
    summary = await db.run(roster.apply, plan, now, actor_id)

A plan keeps the cleaned rows; `apply` judges them again against the database as it is then. A question (a near match)
is answered by `answers` ({"people:12": "same"}) or in the sheet's column 核对; unanswered, its row is left out.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlmodel import Session

from models.audit import record
from models.roster_apply import write_grids, write_people
from models.roster_grids import Grids
from models.roster_people import People
from models.roster_people_known import Known
from models.roster_rows import (
    CHANGES,
    GRID,
    PEOPLE,
    Fact,
    GridRow,
    Line,
    Page,
    PersonRow,
    Sheets,
    clean_grids,
    clean_people,
)

ZONE = ZoneInfo("Asia/Shanghai")
CHAT_LINES = 20
_LOCK = 0x57A1_0517
"""PostgreSQL's advisory lock of "somebody imports a roster"; any number does that nobody else uses."""
_ORDER = {"error": 0, "question": 1, "note": 2, "replace": 3, "update": 4, "appoint": 5, "create": 6}


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import does, in numbers. `changes` counts what changes: 0 when everything was so already."""

    grids_new: int = 0
    grids_updated: int = 0
    people_new: int = 0
    people_updated: int = 0
    appointed: int = 0
    replaced: int = 0
    changes: int = 0
    unchanged: int = 0
    errors: int = 0
    questions: int = 0


class Plan(BaseModel):
    """What an import would do. It names people and phones: keep it encrypted, show it to whoever sent the file only."""

    titles: dict[str, str] = {}
    columns: dict[str, dict[str, str]] = {}
    grids: list[GridRow] = []
    people: list[PersonRow] = []
    failed: dict[str, int] = {}
    refused: list[Line] = []
    ignored: list[str] = []
    lines: list[Line] = []
    summary: Summary = Summary()

    @property
    def changes(self) -> int:
        """How many rows would change something; 0: there is nothing to confirm."""
        return self.summary.changes

    @property
    def errors(self) -> int:
        """How many rows are wrong."""
        return self.summary.errors

    @property
    def questions(self) -> list[Line]:
        """The rows that wait for an answer; `ref` is how an answer names them."""
        return [line for line in self.lines if line.kind == "question"]

    def to_json(self) -> str:
        """The plan as text, to be kept until it is confirmed."""
        return self.model_dump_json()

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """The plan that `to_json` wrote."""
        return cls.model_validate_json(text)


def plan(session: Session, sheets: Sheets, now: datetime, answers: Mapping[str, str] | None = None) -> Plan:
    """What importing these sheets at `now` would change, and what is wrong with them; nothing is written."""
    made = Plan(ignored=sheets.ignored)
    pages = []
    for name, sheet in ((GRID, sheets.grid), (PEOPLE, sheets.people)):
        page = Page(name, sheet.title if sheet else "", sheet.columns if sheet else {})
        made.titles[name], made.columns[name] = page.title, page.columns
        pages.append(page)
    made.grids = clean_grids(sheets.grid, pages[0]) if sheets.grid else []
    made.people = clean_people(sheets.people, pages[1]) if sheets.people else []
    made.failed = pages[0].failed
    made.refused = pages[0].lines + pages[1].lines
    grids, people = _resolve(session, made, answers or {})
    made.lines = _all_lines(made, grids, people)
    made.summary = _summary(made.lines, grids, people)
    return made


def apply(
    session: Session,
    plan: Plan,
    now: datetime,
    actor_id: int | None,
    answers: Mapping[str, str] | None = None,
    zone: ZoneInfo = ZONE,
) -> Summary:
    """Import every good row of a plan, judged against the database as it is now; one row in the audit.

    Posts run from the local day of `now`. `actor_id` is None for the command line. Importing again changes nothing.
    """  # fmt: skip
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    grids, people = _resolve(session, plan, answers or {})
    tree = write_grids(session, grids)
    acts = [act for act in people.acts.values() if act.changes or act.posts]
    write_people(session, acts, people.known, tree, now, zone)
    summary = _summary(_all_lines(plan, grids, people), grids, people)
    if summary.changes:
        record(session, now, actor_id, "roster.import", "roster", **asdict(summary))
    return summary


def lines(plan: Plan) -> list[tuple[str, dict[str, Fact]]]:
    """All there is to say about a plan, as (key, facts): the sum first, then what needs somebody's eyes, by row."""
    head = ("roster-plan", _words(plan.summary))
    ignored = [("roster-ignored", {"value": title}) for title in plan.ignored]
    said = [(line.key, line.facts) for line in plan.lines]
    return [head, *[(key, dict[str, Fact](facts)) for key, facts in ignored], *said]


def chat_lines(plan: Plan, most: int = CHAT_LINES) -> list[tuple[str, dict[str, Fact]]]:
    """`lines`, cut for a chat: the sum, `most` others, and how many more there are."""
    every = lines(plan)
    if len(every) - 1 <= most:
        return every
    return [*every[: most + 1], ("roster-more", {"more": str(len(every) - 1 - most)})]


def summary_line(summary: Summary) -> tuple[str, dict[str, Fact]]:
    """What an import did, as (key, facts)."""
    return "roster-done" if summary.changes else "roster-done-nothing", _words(summary)


def _resolve(session: Session, plan: Plan, answers: Mapping[str, str]) -> tuple[Grids, People]:
    page = Page(GRID, plan.titles.get(GRID, ""), plan.columns.get(GRID, {}))
    page.failed = plan.failed
    grids = Grids(session, page, answers)
    grids.resolve(plan.grids)
    page = Page(PEOPLE, plan.titles.get(PEOPLE, ""), plan.columns.get(PEOPLE, {}))
    people = People(Known(session), grids, page, answers)
    people.resolve(plan.people)
    return grids, people


def _all_lines(plan: Plan, grids: Grids, people: People) -> list[Line]:
    every = [*plan.refused, *grids.page.lines, *people.page.lines]
    return sorted(every, key=lambda line: (_ORDER[line.kind], line.sheet, line.row))


def _summary(lines: list[Line], grids: Grids, people: People) -> Summary:
    kinds = Counter(line.kind for line in lines)
    of_grids = Counter(line.kind for line in lines if line.sheet == GRID)
    posts = sum(len(act.posts) for act in people.acts.values())
    return Summary(
        grids_new=of_grids["create"], grids_updated=of_grids["update"],
        people_new=sum(act.person is None for act in people.acts.values()),
        people_updated=sum(act.person is not None and act.changes for act in people.acts.values()),
        appointed=posts - kinds["replace"], replaced=kinds["replace"],
        changes=sum(line.kind in CHANGES for line in lines), unchanged=grids.unchanged + people.unchanged,
        errors=kinds["error"], questions=kinds["question"],
    )  # fmt: skip


def _words(summary: Summary) -> dict[str, Fact]:
    return {name: str(value) for name, value in asdict(summary).items()}
