"""The rules of points with their versions, the year's workdays, the honours: read, and changed by the words of chat."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select as sql

from bot.commands.calendar import ACT as ENTER
from bot.commands.honours import GIVE
from bot.web.office import asked
from bot.web.office.pages import ROWS, Page, View
from messages.list_words import holiday_name
from models import honours, point_rules
from models.day_lists import marked_days
from models.days import published
from models.lookup import everywhere
from models.lunar import FIRST_YEAR, LAST_YEAR
from models.nominations import categories
from models.people import Person
from models.point_rules import BONUS, RuleVersion, rule_books, rules_on, vouched
from models.workdays import overrides

SEE, CHANGE, GIVE_POINTS, WALL = "standing.see", "rules.change", "points.correct", "honours.see"


def rules(view: View) -> Mapping[str, Any]:
    """What earns how much today and from a day to come; every version, what it changed and who agreed."""
    today = view.now.astimezone(view.zone).date()
    book = rules_on(view.session, today)
    whole = _whole(view, CHANGE)
    return {
        "heading": view.say("page-rules-of", version=book.version, date=book.applies_from.isoformat()),
        "heads": _heads(view, ("rule", False), ("points", True), ("most", True), ("rests", False)),
        "rows": [
            [rule.name[view.language], rule.points, rule.most or "–",
             view.say(f"page-records-rests-{'vouched' if rule.key in vouched() else 'seen'}")]
            for rule in book.rules.values() if rule.key != BONUS
        ],
        "versions": _versions(view),
        "versions_heads": _heads(view, *((name, False) for name in ("version", "from", "changes", "by", "agreed"))),
        "may": whole, "may_give": _whole(view, GIVE_POINTS), "first": (today + timedelta(days=1)).isoformat(),
        "most": point_rules.BONUS_MOST,
    }  # fmt: skip


def calendar(view: View) -> Mapping[str, Any]:
    """The days of a year on which it matters that they are free or worked, what was entered, and entering more."""
    year, known = asked.year(view), overrides(view.session)
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    this = view.now.astimezone(view.zone).year
    rows = [
        [one.day.isoformat(), view.say(f"page-rules-weekday-{one.day.weekday()}"),
         view.say(f"almanac-kind-{one.kind}"), holiday_name(one.holiday, view.language),
         view.say("page-rules-by-hand") if one.by_hand else ""]
        for one in marked_days(view.session, year)
    ]  # fmt: skip
    return {
        "heading": view.say("page-rules-calendar-of", year=year), "rows": rows,
        "known": published(year, known), "missing": view.say("doctor-calendar-missing", year=year),
        "fields": [("year", view.say("page-records-year"), str(year),
                    [(str(one), str(one)) for one in sorted({year, *range(this - 1, this + 3)})])],
        "heads": _heads(view, *((name, False) for name in ("day", "weekday", "kind", "holiday", "entered"))),
        "may": _whole(view, ENTER), "year": year, "sheet_when": str(year),
    }  # fmt: skip


def wall(view: View) -> Mapping[str, Any]:
    """The honours as anybody sees them, how many are unnamed, how many may still be given; giving and taking down."""
    year = asked.year(view)
    shown = honours.wall(view.session, year)
    named = categories()
    given = [
        [one.name[view.language], honours.given_in(view.session, year, key), one.most or "–"]
        for key, one in named.items()
    ]
    return {
        "heading": view.say("page-rules-honours-of", year=year),
        "fields": [("year", view.say("page-records-year"), str(year), asked.years(view))],
        "rows": [[one.number, named[one.category].name[view.language], one.name, one.story] for one in shown],
        "heads": _heads(view, *((name, name == "number") for name in ("number", "honour", "name", "story"))),
        "given": given, "given_heads": _heads(view, ("honour", False), ("given", True), ("meant", True)),
        "unnamed": view.say("page-rules-unnamed", count=count)
        if (count := honours.unnamed(view.session, year)) else "",
        "may": bool(view.paths(GIVE)), "sheet_when": str(year),
    }  # fmt: skip


def _versions(view: View) -> list[list[Any]]:
    """Each version, newest first: from when, what it changed against the one before, and who proposed and agreed."""
    books = rule_books(view.session)
    stored = {one.version: one for one in view.session.execute(sql(RuleVersion)).scalars()}
    rows = []
    for place, book in enumerate(books[: -ROWS - 1 : -1]):
        before = books[len(books) - place - 2] if place + 1 < len(books) else None
        row = stored.get(book.version)
        rows.append([
            book.version, book.applies_from.isoformat(), _changes(view, book, before),
            _name(view, row.proposed_by if row else None), _name(view, row.agreed_by if row else None),
        ])  # fmt: skip
    return rows


def _changes(view: View, book: point_rules.RuleBook, before: point_rules.RuleBook | None) -> str:
    if before is None:
        return view.say("page-rules-first")
    changed = [
        view.say("page-rules-changed", name=rule.name[view.language], before=before.rules[key].points,
                 points=rule.points)
        for key, rule in book.rules.items()
        if (rule.points, rule.most) != (before.rules[key].points, before.rules[key].most)
    ]  # fmt: skip
    return "，".join(changed)


def _name(view: View, person_id: int | None) -> str:
    return view.session.get_one(Person, person_id).name if person_id else view.say("page-records-program")


def _whole(view: View, act: str) -> bool:
    paths = view.paths(act)
    return bool(paths) and everywhere(view.session, paths)


def _heads(view: View, *names: tuple[str, bool]) -> list[tuple[str, bool]]:
    return [(view.say(f"page-rules-{name}"), number) for name, number in names]


PAGES = (
    Page("/office/rules", SEE, "page-rules", "rules.html", rules, menu="set", sheets=("rules",)),
    Page("/office/calendar", ENTER, "page-rules-calendar", "calendar.html", calendar, menu="set", sheets=("days",)),
    Page("/office/honours", WALL, "page-rules-honours", "honours.html", wall, menu="records", sheets=("honours",)),
)
