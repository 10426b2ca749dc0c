"""Findings and reports as cases: the list with its filters, and one of them whole, with what can be done about it."""

from collections.abc import Mapping
from typing import Any

from bot.web.office.pages import ROWS, Page, View
from bot.web.office.photos import pictures
from bot.web.office.spoken import day, moment, number
from models import case_lists, case_search, cases, photos
from models.audit import record
from models.case_owners import may_own
from models.case_rules import categories, category_of
from models.case_search import VIEWS, WORK, Found
from models.cases import AT_WORK, MERGES, PHOTO, WORDS, Case
from models.grid import Grid
from models.lookup import find_grid
from models.people import Person

SEE, TO_WORK = "case.see", "case.work"


def show_list(view: View) -> Mapping[str, Any]:
    """The cases of where they may see them, filtered by state, category and grid."""
    which = view.arg("which") if view.arg("which") in VIEWS else WORK
    kind, place = view.arg("category"), view.arg("grid")
    paths = view.paths(SEE)
    inside = [find_grid(view.session, place, paths).path] if place else paths
    found = case_search.search(
        view.session, inside, view.now, which=which, category=kind if kind in categories() else "",
        skip=view.skip, most=ROWS + 1,
    )  # fmt: skip
    kinds = [("", view.say("page-queues-all"))]
    kinds += [(key, _category(view, key)) for key in categories()]
    return {
        "rows": [_row(view, one) for one in found[:ROWS]], "more": len(found) > ROWS, "page": view.page,
        "fields": [
            ("which", view.say("page-queues-state"), which,
             [(one, view.say(f"page-queues-cases-{one}")) for one in VIEWS]),
            ("category", view.say("page-queues-category"), kind, kinds),
            ("grid", view.say("page-queues-grid-said"), place, None),
        ],
        "heads": [(view.say(f"page-queues-{name}"), False)
                  for name in ("number", "grid", "category", "state", "owner", "due")],
    }  # fmt: skip


def _row(view: View, one: Found) -> list[Any]:
    about = one.case
    late = about.state in AT_WORK and about.due_at < view.now
    due = view.say("page-queues-due-late", day=_iso(view, about)) if late else day(view, about.due_at)
    return [
        {"text": f"#{about.id}", "href": f"/office/case/{about.id}"},
        {"text": one.place, "href": f"/office/grid/{one.code}"},
        _category(view, about.category), view.say(f"case-state-{about.state}"), one.owner or "–",
        {"text": due, "kind": "bad" if late else ""},
    ]  # fmt: skip


def show_case(view: View) -> Mapping[str, Any]:
    """One case whole. The view of one that concerns somebody closely is written into the audit, as in chat."""
    about, grid = cases.find(view.session, number(view), view.paths(SEE))
    said = case_lists.notes(view.session, about)
    words, _ = case_lists.words_of(view.session, about, said)
    if category_of(about.category).quiet:
        record(view.session, view.now, view.person_id, "case.view", f"case:{about.id}")
    owner = view.session.get(Person, about.owner_id) if about.owner_id else None
    late = about.state in AT_WORK and about.due_at < view.now
    return {
        "heading": view.say("page-queues-case", number=about.id, category=_category(view, about.category)),
        "about": about, "grid": grid, "words": words, "late": late,
        "photos": _photos(view, about, grid, said),
        "state": view.say(f"case-state-{about.state}"), "level": view.say(f"case-level-{about.level}"),
        "owner": owner.name if owner else "", "due": day(view, about.due_at), "made": moment(view, about.made_at),
        "reporter": view.session.get_one(Person, about.reporter_id).name,
        "merged": case_search.merged_into(view.session, about.id or 0), "past": _past(view, said),
        "same": _same(view, about), "mine": _may_work(view, about, grid),
        "taken": about.owner_id == view.person_id,
    }  # fmt: skip


def _photos(view: View, about: Case, grid: Grid, said: list[tuple[cases.CaseNote, str]]) -> list[dict[str, str]]:
    number, key = about.id or 0, "page-photo-case"
    found, added = photos.of_finding(view.session, about), photos.of_case(about, said)
    return [
        *pictures(view, "finding", found, key, number=number, grid=grid.name),
        *pictures(view, "case", added, key, number=number, grid=grid.name),
    ]


def _past(view: View, said: list[tuple[cases.CaseNote, str]]) -> list[list[Any]]:
    acts = [(note, name) for note, name in said if note.act not in (WORDS, PHOTO)]
    return [
        [moment(view, note.at), name, view.say(f"page-queues-did-{note.act}"),
         {"text": note.text, "href": f"/office/case/{note.text[1:]}"} if note.act == MERGES else note.text or "–"]
        for note, name in acts
    ]  # fmt: skip


def _same(view: View, about: Case) -> int:
    """The number of an older case of that kind at that grid, which may be the same thing; 0 without one."""
    same = cases.same_open(view.session, about) if about.state in AT_WORK else None
    return same.id or 0 if same else 0


def _may_work(view: View, about: Case, grid: Grid) -> bool:
    return about.state in AT_WORK and may_own(view.actor, grid.path, about.level)


def waiting(view: View) -> int:
    """How many cases wait for owners of their level or are late, where they work on any."""
    paths = view.paths(TO_WORK)
    levels = [post.level for post in view.actor.posts if post.path in paths]
    return case_search.waiting(view.session, paths, min(levels), view.now) if levels else 0


def _category(view: View, key: str) -> str:
    return category_of(key).name[view.language]


def _iso(view: View, about: Case) -> str:
    return str(about.due_at.astimezone(view.zone).date().isoformat())


PAGES = (
    Page("/office/cases", SEE, "page-queues-cases", "cases.html", show_list, "now", waiting, sheets=("cases",)),
    Page("/office/case/{number}", SEE, "page-queues-cases", "case.html", show_case, notes=True),
)
