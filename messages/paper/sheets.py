"""Which spreadsheets a coordinator can have, a row each: what it is called, its columns, and where its rows come from.

Another sheet is another line of SHEETS with a function that gives its rows. Rows are those of the asker's grids.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from messages.account import account_numbers
from messages.catalogue import has, say
from messages.paper.refusals import TooManyRows
from messages.paper.winning import listed, percent_of
from messages.render import period_name, readable
from messages.report import decimal
from models.approval import covers
from models.audit_lists import Sought, acts
from models.broadcasts import CONFIRMED, TEXT, Broadcast
from models.calendar import period_bounds
from models.case_rules import category_of
from models.cases import Case
from models.duties import Duty, Task
from models.grid import Grid, within
from models.ledger import Entry
from models.people import ACTIVE, SMS, Address, Person
from models.point_rules import shipped
from models.posts import Post
from models.standing import ranking
from models.vacancies import ROLE_OF_LEVEL, vacancies
from models.wishes import Wish

MOST_ROWS = 60_000
YEAR, PERIOD, NOW = "year", "period", ""
Cell = str | int | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet is to hold: a period ("2026", "2026-11"; "" for now), the subtrees, the reader's words."""

    period: str
    paths: Sequence[str]
    zone: ZoneInfo
    language: str

    def said(self, key: str) -> str:
        """A word of the catalogue."""
        return say(key, self.language)

    def day(self, moment: datetime | None) -> str:
        """A moment as a local date and time that sorts; "" for none."""
        return f"{moment.astimezone(self.zone):%Y-%m-%d %H:%M}" if moment else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: what people call it, whether it is of a year, of a period or of now, its columns and its rows."""

    words: tuple[str, ...]
    per: str
    columns: tuple[str, ...]
    rows: Callable[[Session, Asked], Iterator[Row]]


def sheet_facts(
    session: Session, about: Mapping[str, Any], language: str, now: datetime, zone: ZoneInfo
) -> dict[str, Any]:
    """What stands in the sheet `about["sheet"]` of `about["period"]`, in `about["paths"]`. Raises TooManyRows."""
    key, asked = str(about["sheet"]), Asked(str(about["period"]), about["paths"], zone, language)
    sheet, rows = SHEETS[key], []
    for row in sheet.rows(session, asked):
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
    period = period_name(asked.period, language) if asked.period else now.astimezone(zone).date().isoformat()
    title = say("paper-sheet-title", language, {"name": say(f"paper-sheet-{key}", language), "period": period})
    head = [say(f"paper-column-{name}", language) for name in sheet.columns]
    return {"title": title, "file": f"{title}.xlsx", "head": head, "rows": rows}


def _ranking(session: Session, asked: Asked) -> Iterator[Row]:
    """Every stairwell, building and grid of the asker's by points per stairwell, the larger ones first."""
    for level in (3, 4, 5):
        name = asked.said({3: "level-grid", 4: "level-building", 5: "level-unit"}[level])
        for place in ranking(session, int(asked.period), level, paths=asked.paths):
            yield name, place.place, place.code, place.name, place.points, place.units, decimal(place.tenths)


def _points(session: Session, asked: Asked) -> Iterator[Row]:
    """The ledger's lines that were booked in the period, in their order."""
    start, end = period_bounds(asked.period, asked.zone)
    rules = shipped().rules
    query = (
        sql(Entry, col(Person.name), col(Grid.code), col(Grid.name))
        .join(Person, col(Person.id) == col(Entry.person_id))
        .join(Grid, col(Grid.id) == col(Entry.grid_id))
        .where(col(Entry.at) >= start, col(Entry.at) < end, within(list(asked.paths)))
        .order_by(col(Entry.seq))
    )
    for entry, name, code, grid in session.execute(query):
        rule = rules[entry.rule].name[asked.language] if entry.rule in rules else entry.rule
        yield (entry.seq, asked.day(entry.at), name, code, grid, rule, entry.raw, entry.points, entry.reverses,
               entry.reason or "")  # fmt: skip


def _awards(session: Session, asked: Asked) -> Iterator[Row]:
    """The winners of a year's award list, with its state and its digest in every line. Raises NoList."""
    given = listed(session, int(asked.period), asked.zone, asked.language)
    state = asked.said(f"paper-state-{given.stored.state}")
    for award in given.awards:
        for one in award.winners:
            yield (award.name, given.grids.get(one.area, one.area), one.place, given.people.get(one.person_id or 0, ""),
                   one.grid, given.grids.get(one.grid, one.grid), percent_of(one.score, asked.language), state,
                   given.digest)  # fmt: skip


def _people(session: Session, asked: Asked) -> Iterator[Row]:
    """Whoever holds a post in the asker's grids, a line a post, with the phone number the roster gave."""
    phone = (col(Address.person_id) == col(Person.id)) & (col(Address.channel) == SMS) & (col(Address.state) == ACTIVE)
    query = (
        sql(col(Grid.code), col(Grid.name), col(Post.role), col(Post.deputy), col(Person.name),
            col(Person.party_member), col(Address.value), col(Post.from_on))
        .join(Post, col(Post.grid_id) == col(Grid.id))
        .join(Person, col(Person.id) == col(Post.person_id))
        .outerjoin(Address, phone)
        .where(col(Post.to_on).is_(None), within(list(asked.paths)))
        .order_by(col(Grid.path), col(Post.id), col(Address.id))
    )  # fmt: skip
    for code, grid, role, deputy, name, member, number, since in session.execute(query):
        what = asked.said(f"role-{role.replace('_', '-')}")
        what = say("paper-deputy", asked.language, {"role": what}) if deputy else what
        yield code, grid, what, name, asked.said("paper-yes") if member else "", number or "", since.isoformat()


def _tasks(session: Session, asked: Asked) -> Iterator[Row]:
    """The tasks that opened in the period and how each ended."""
    start, end = period_bounds(asked.period, asked.zone)
    names = {duty.key: duty.name for duty in session.execute(sql(Duty)).scalars()}
    query = (
        sql(Task, col(Grid.code), col(Grid.name), col(Person.name))
        .join(Grid, col(Grid.id) == col(Task.grid_id))
        .outerjoin(Person, col(Person.id) == col(Task.person_id))
        .where(col(Task.opens_at) >= start, col(Task.opens_at) < end, within(list(asked.paths)))
        .order_by(col(Task.duty_key), col(Task.period), col(Grid.path), col(Task.id))
    )
    for task, code, grid, name in session.execute(query):
        duty = names[task.duty_key].get(asked.language, task.duty_key)
        yield (duty, period_name(task.period, asked.language), code, grid, name or "",
               asked.said(f"paper-task-{task.state}"), asked.day(task.due_at), asked.day(task.done_at))  # fmt: skip


def _account(session: Session, asked: Asked) -> Iterator[Row]:
    """Every figure of the account, whole and by part, a line a number."""
    for key, told in account_numbers(session, asked.period, asked.zone, asked.paths).items():
        parts: dict[str, dict[str, int]] = {"": {n: v for n, v in told.items() if n != "parts"}, **told["parts"]}
        for part, values in parts.items():
            for name, value in values.items():
                measure = "count" if name == "rows" else name.replace("_", "-")
                yield asked.said(f"account-name-{key}"), part, asked.said(f"account-number-{measure}"), value


def _audit(session: Session, asked: Asked) -> Iterator[Row]:
    """Who did what in the period, newest first."""
    start, end = period_bounds(asked.period, asked.zone)
    for one in acts(session, asked.paths, Sought(start=start, end=end), MOST_ROWS + 1):
        key = f"act-{one.act.replace('.', '-')}"
        words = asked.said(key) if has(key, asked.language) else one.act
        yield asked.day(one.at), one.actor, words, one.subject


def _cases(session: Session, asked: Asked) -> Iterator[Row]:
    """The findings and reports of the period, without what was written about them."""
    start, end = period_bounds(asked.period, asked.zone)
    query = (
        sql(Case, col(Grid.code), col(Grid.name), col(Person.name))
        .join(Grid, col(Grid.id) == col(Case.grid_id))
        .outerjoin(Person, col(Person.id) == col(Case.owner_id))
        .where(col(Case.made_at) >= start, col(Case.made_at) < end, within(list(asked.paths)))
        .order_by(col(Case.id))
    )
    for case, code, grid, name in session.execute(query):
        category = category_of(case.category).name.get(asked.language, case.category)
        yield (case.id, code, grid, category, asked.said(f"case-state-{case.state}"), name or "",
               asked.day(case.made_at), asked.day(case.due_at), asked.day(case.closed_at))  # fmt: skip


def _wishes(session: Session, asked: Asked) -> Iterator[Row]:
    """The wishes that were published in the period, in their published words; never whose they are."""
    start, end = period_bounds(asked.period, asked.zone)
    query = (
        sql(Wish, col(Grid.code), col(Grid.name), col(Person.name))
        .join(Grid, col(Grid.id) == col(Wish.grid_id))
        .outerjoin(Person, col(Person.id) == col(Wish.claimer_id))
        .where(col(Wish.published_at) >= start, col(Wish.published_at) < end, within(list(asked.paths)))
        .order_by(col(Wish.id))
    )
    for wish, code, grid, name in session.execute(query):
        yield (wish.id, code, grid, wish.public, asked.said(f"page-queues-wish-{wish.state}"), name or "",
               asked.day(wish.published_at), asked.day(wish.fulfilled_at), asked.day(wish.confirmed_at))  # fmt: skip


def _broadcasts(session: Session, asked: Asked) -> Iterator[Row]:
    """The messages to many of the period that went to the asker's people only."""
    start, end = period_bounds(asked.period, asked.zone)
    second = aliased(Person)
    query = (
        sql(Broadcast, col(Person.name), second.name)  # type: ignore[call-overload]
        .join(Person, col(Person.id) == col(Broadcast.actor_id))
        .outerjoin(second, second.id == col(Broadcast.seconded_by))
        .where(col(Broadcast.confirmed_at) >= start, col(Broadcast.confirmed_at) < end)
        .order_by(col(Broadcast.id))
    )
    for about, author, agreed in session.execute(query):
        if covers(list(asked.paths), about):
            yield (about.id, asked.day(about.confirmed_at), author, agreed or "",
                   say(about.key, asked.language, readable(about.said, asked.language)) if about.kind == TEXT
                   else asked.said("delivery-consent"), about.recipients, about.unreachable,
                   asked.said(f"page-queues-broadcast-{_SENT.get(about.state, about.state)}"))  # fmt: skip


_SENT = {CONFIRMED: "gone"}


def _vacancies(session: Session, asked: Asked) -> Iterator[Row]:
    """The empty posts of heads in the asker's grids, since when, and who stands in."""
    for gap in vacancies(session, list(asked.paths)):
        role = asked.said(f"role-{ROLE_OF_LEVEL[gap.level].replace('_', '-')}")
        yield gap.code, gap.name, role, gap.since.isoformat() if gap.since else "", gap.deputy or ""


SHEETS: dict[str, Sheet] = {
    "vacancies": Sheet(("空缺", "vacancies"), NOW, ("code", "grid", "role", "empty", "cover"), _vacancies),
    "ranking": Sheet(("排名", "ranking", "rank"), YEAR,
                     ("level", "place", "code", "grid", "points", "units", "mean"), _ranking),
    "points": Sheet(("积分", "台账", "points", "ledger"), PERIOD,
                    ("entry", "time", "name", "code", "grid", "rule", "raw", "points", "reverses", "reason"), _points),
    "awards": Sheet(("评选", "获奖", "奖项", "awards"), YEAR,
                    ("award", "area", "place", "name", "code", "grid", "score", "state", "digest"), _awards),
    "people": Sheet(("人员", "名册", "people", "roster"), NOW,
                    ("code", "grid", "role", "name", "member", "phone", "since"), _people),
    "tasks": Sheet(("任务", "tasks"), PERIOD,
                   ("duty", "period", "code", "grid", "name", "state", "due", "done"), _tasks),
    "account": Sheet(("总账", "account"), PERIOD, ("figure", "part", "measure", "value"), _account),
    "audit": Sheet(("操作记录", "audit"), PERIOD, ("time", "name", "act", "subject"), _audit),
    "cases": Sheet(("工单", "隐患", "cases"), PERIOD,
                   ("number", "code", "grid", "category", "state", "owner", "reported", "due", "closed"), _cases),
    "wishes": Sheet(("心愿", "微心愿", "wishes"), PERIOD,
                    ("number", "code", "grid", "wish", "state", "claimer", "published", "fulfilled", "confirmed"),
                    _wishes),
    "broadcasts": Sheet(("群发", "broadcasts"), PERIOD,
                        ("number", "time", "author", "second", "text", "recipients", "unreachable", "state"),
                        _broadcasts),
}  # fmt: skip
