"""The ledger of points: its entries, why each was booked, whether all of it still is what was written, the standing."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from sqlalchemy import select as sql
from sqlmodel import Session, col

from bot.web.office import asked
from bot.web.office.asked import link
from bot.web.office.pages import ROWS, Page, View
from messages.report import decimal
from models.anchors import newest, written
from models.errors import StairwellError
from models.grid import BUILDING, GRID, STATION, UNIT, Grid
from models.ledger import Entry, LedgerHead
from models.ledger_lists import RESTS_ON, STATES, Booked, Wanted, entries, entry_of
from models.lookup import everywhere, find_grid
from models.people import Person
from models.point_rules import Rule, rules_of, shipped, vouched
from models.standing import balance, ranking, vouched_points
from models.verify import verify_stretch
from models.why import ground

SEE, CORRECT = "points.see", "points.correct"
LEVELS = {"5": UNIT, "4": BUILDING, "3": GRID, "2": STATION}
CHART_WORDS = {UNIT: "单元", BUILDING: "楼栋", GRID: "网格"}
KINDS = frozenset({"wish", "case", "application"})
"""Sources that have a page of their own."""


def ledger(view: View) -> Mapping[str, Any]:
    """Entries newest first, of whom one may see them: one's own, and those one may correct."""
    paths, when, wrong = view.paths(CORRECT), asked.when(view), ""
    grid, wrong = _grid(view, paths)
    wrong = wrong or (view.say("page-records-no-time", said=when.wrong) if when.wrong else "")
    wanted = Wanted(
        people=asked.people(view) if paths else None, grid=grid, rule=asked.one_of(view, "rule", list(shipped().rules)),
        state=asked.one_of(view, "state", STATES), rests_on=asked.one_of(view, "rests", RESTS_ON), start=when.start,
        end=when.end, before=asked.number(view, "before"),
    )  # fmt: skip
    found = [] if wrong else entries(view.session, paths, view.person_id, wanted, ROWS + 1)
    return {
        "fields": _fields(view, bool(paths)), "rows": [_row(view, one, bool(paths)) for one in found[:ROWS]],
        "heads": _heads(view, bool(paths)), "older": found[ROWS - 1].seq if len(found) > ROWS else 0,
        "wrong": wrong, "sums": _sums(view, paths, wanted), "head": _head(view.session) if paths else "",
        "may_check": bool(paths) and everywhere(view.session, paths),
        "sheet_when": f"{when.start.astimezone(view.zone):%Y-%m}" if when.start else "",
    }  # fmt: skip


def entry(view: View) -> Mapping[str, Any] | None:
    """One entry, all that it rests on, and whether its place in the chain fits."""
    number, paths = asked.number(view, "seq"), view.paths(CORRECT)
    found = entry_of(view.session, paths, view.person_id, number)
    if found is None:
        return None
    rests_on, book = ground(view.session, found), rules_of(view.session, found.rule_version) or shipped()
    person = view.session.get_one(Person, found.person_id)
    grid = view.session.get_one(Grid, found.grid_id)
    rule = book.rules.get(found.rule)
    lines: list[tuple[str, Any]] = [
        ("when", asked.local(view, found.at)),
        ("person", link(person.name, f"/office/person/{person.id}") if paths else person.name),
        ("grid", link(f"{grid.code} {grid.name}", f"/office/grid/{grid.code}")),
        ("rule-head", view.say("page-records-rule", name=_rule(view, found.rule), version=found.rule_version,
                          date=book.applies_from.isoformat(), points=rule.points if rule else 0)),
        ("sum-head", view.say("page-records-sum", raw=found.raw, each=_each(found), points=found.points)),
        ("kind", view.say(f"page-records-rests-{'vouched' if found.rule in vouched() else 'seen'}")),
        ("source", _source(found.source)), ("actor", rests_on.by or view.say("page-records-program")),
    ]  # fmt: skip
    if rests_on.duty is not None and rests_on.done_on is not None:
        lines.append(("report", view.say(
            "why-report-late" if rests_on.late else "why-report", duty=rests_on.duty, period=rests_on.period,
            grid=rests_on.grid, day=rests_on.done_on.isoformat(), name=rests_on.by or "",
        )))  # fmt: skip
    if found.reason:
        lines.append(("reason", view.say("reason-undo") if found.reason == "undo" else found.reason))
    if found.reverses is not None:
        lines.append(("reverses", link(f"#{found.reverses}", f"/office/entry/{found.reverses}")))
    if rests_on.reversed_by is not None:
        lines.append(("reversed", link(f"#{rests_on.reversed_by}", f"/office/entry/{rests_on.reversed_by}")))
    fits = not verify_stretch(view.session, found.seq, 1)[0]
    lines.append(("chain", view.say("page-records-chain-fits" if fits else "page-records-chain-broken")))
    return {
        "heading": view.say("page-records-entry-title", entry=found.seq), "number": found.seq, "hash": found.hash,
        "lines": [(view.say(f"page-records-{key}"), value) for key, value in lines],
        "may_reverse": bool(paths) and found.reverses is None and rests_on.reversed_by is None
        and found.person_id != view.person_id,
    }  # fmt: skip


def standing(view: View) -> Mapping[str, Any]:
    """The ranking of a level in a year, page by page, one's own grids marked."""
    level = LEVELS.get(view.arg("level"), UNIT)
    year = asked.year(view)
    own = {path for post in view.actor.posts for path in _above(post.path)}
    places = ranking(view.session, year, level, top=view.skip + ROWS + 1)[view.skip :]
    heads = [("place", True), ("grid", False), ("mean" if level != UNIT else "points", True)]
    heads += [("points", True), ("units", True)] if level != UNIT else []
    rows = []
    for one in places[:ROWS]:
        name = f"{one.code} {one.name}"
        name = view.say("rank-line-own", line=name) if one.path in own else name
        row: list[Any] = [one.place, link(name, f"/office/grid/{one.code}"), decimal(one.tenths)]
        rows.append(row + ([one.points, one.units] if level != UNIT else []))
    levels = [(key, view.say(f"page-records-level-{key}")) for key in LEVELS]
    return {
        "fields": [("level", view.say("page-records-level"), str(level), levels),
                   ("year", view.say("page-records-year"), str(year), asked.years(view))],
        "heads": [(view.say(f"page-records-{name}"), number) for name, number in heads], "rows": rows,
        "more": len(places) > ROWS, "page": view.page, "year": year, "chart": CHART_WORDS.get(level, ""),
        "sheet_when": str(year),
    }  # fmt: skip


def _grid(view: View, paths: list[str]) -> tuple[Grid | None, str]:
    """The grid that is asked for; what is wrong with its name."""
    said = view.arg("grid") if paths else ""
    try:
        return (find_grid(view.session, said, paths) if said else None), ""
    except StairwellError as refusal:
        return None, view.say(refusal.key, **refusal.facts)


def _fields(view: View, others: bool) -> list[tuple[str, str, str, Any]]:
    """The filters; whoever sees only their own entries is asked neither for a person nor for a grid."""
    anything = [("", view.say("page-records-any"))]
    rules = [(key, rule.name[view.language]) for key, rule in shipped().rules.items()]
    fields: list[tuple[str, Any]] = [
        ("person", None), ("grid", None), ("rule", [*anything, *rules]),
        ("rests", [*anything, *asked.labelled(view, "page-records-rests-", RESTS_ON)]),
        ("state", [*anything, *asked.labelled(view, "page-records-state-", STATES)]), ("from", None), ("to", None),
    ]  # fmt: skip
    return [
        (name, view.say(f"page-records-field-{name}"), view.arg(name), choices)
        for name, choices in fields
        if others or name not in ("person", "grid")
    ]


def _heads(view: View, others: bool) -> list[tuple[str, bool]]:
    names = [("entry-number", False), ("when", False), *([("person", False)] if others else []), ("grid", False),
             ("rule-head", False), ("sum-head", True), ("note", False)]  # fmt: skip
    return [(view.say(f"page-records-{name}"), number) for name, number in names]


def _row(view: View, one: Booked, others: bool) -> list[Any]:
    notes = [view.say("page-records-reverses-it", entry=one.reverses)] if one.reverses else []
    notes += [view.say("page-records-taken-back", entry=one.reversed_by)] if one.reversed_by else []
    notes += [view.say("page-records-rests-vouched")] if one.rule in vouched() else []
    if one.reason:
        notes.append(view.say("reason-undo") if one.reason == "undo" else one.reason)
    return [
        link(f"#{one.seq}", f"/office/entry/{one.seq}"), asked.local(view, one.at),
        *([link(one.person, f"/office/person/{one.person_id}")] if others else []),
        link(one.grid, f"/office/grid/{one.code}"), _rule(view, one.rule),
        view.say("page-records-sum", raw=one.raw, each=_each(one), points=one.points), "，".join(notes),
    ]  # fmt: skip


def _each(one: Booked | Entry) -> int:
    return one.points // one.raw if one.raw else 0


def _rule(view: View, key: str) -> str:
    rule: Rule | None = shipped().rules.get(key)
    return rule.name[view.language] if rule else key


def _source(source: str) -> Any:
    kind, _, number = source.partition(":")
    return link(source, f"/office/{kind}/{quote(number)}") if kind in KINDS else source


def _sums(view: View, paths: list[str], wanted: Wanted) -> str:
    """The points of the one person that is asked for, or of whoever looks, in the year that is asked for."""
    if wanted.people is None:
        who = None if paths else view.person_id
    else:
        who = wanted.people[0] if len(wanted.people) == 1 else None
    if who is None or (who != view.person_id and not everywhere(view.session, paths)):
        return ""
    year = (wanted.start or view.now).astimezone(view.zone).year
    total, count = balance(view.session, who, year)
    word = vouched_points(view.session, who, year)
    return view.say("page-records-balance", year=year, points=total, count=count, vouched=word)


def _head(session: Session) -> str:
    """The ledger's last entry as people write it down."""
    return written(*session.execute(sql(col(LedgerHead.seq), col(LedgerHead.hash))).one())


def _above(path: str) -> set[str]:
    steps = path.strip("/").split("/")
    return {"/" + "/".join(steps[: end + 1]) + "/" for end in range(len(steps))}


def published(view: View) -> list[list[Any]]:
    """The heads that were published, newest first: (when, what for, the head)."""
    return [[asked.local(view, one.at), one.why, written(one.seq, one.hash)] for one in newest(view.session, ROWS)]


PAGES = (
    Page("/office/ledger", SEE, "page-records-ledger", "ledger.html", ledger, menu="records", sheets=("points",)),
    Page("/office/entry/{seq:number}", SEE, "page-records-entry", "ledger_entry.html", entry),
    Page("/office/standing", "standing.see", "page-records-standing", "standing.html", standing, menu="records",
         sheets=("ranking",)),
)  # fmt: skip
