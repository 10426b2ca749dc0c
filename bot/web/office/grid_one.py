"""One grid of any level: who heads it, how what lies in it stands, what was asked and found there, what can be done."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from sqlmodel import col, select

from bot.commands.office import head_role
from bot.commands.roles import role_key
from bot.web.office.grid import (
    Words,
    ancestor,
    asked_of_units,
    chosen,
    done_of,
    in_order,
    marks_of,
    named,
    percent,
    switches,
)
from bot.web.office.links import SEE_GRID, grid_cell, person_cell
from bot.web.office.pages import ROWS, Page, View
from bot.web.office.photos import pictures
from bot.web.server import link
from messages.render import period_name
from messages.report import decimal
from models import case_lists, photos
from models.board_codes import codes_of
from models.case_rules import category_of
from models.grid import BUILDING, GRID, UNIT, Grid, upwards, within
from models.people_lists import absences_of
from models.permissions import may
from models.posts import COORDINATOR, HEADS, REVIEWER, Post
from models.trends import monthly, months_up_to
from models.unit_states import NONE, OVERDUE, UnitState, history, living, places, post_history, unit_states

MONTHS, POSTS, CASES = 12, 30, 20


def one(view: View) -> Mapping[str, Any] | None:
    """A grid in scope, by its code."""
    grid = view.session.exec(
        select(Grid).where(Grid.code == view.arg("code"), within(view.paths(SEE_GRID)))
    ).first()  # fmt: skip
    if grid is None or grid.id is None:
        return None
    posts = post_history(view.session, grid.id, _roles(grid), POSTS)
    facts: dict[str, Any] = {
        "heading": grid.name, "crumbs": _crumbs(view, grid), "about": _about(view, grid),
        "heads": [_post(view, grid, post, name) for post, name in posts],
        "gap": _gap(view, grid, posts), "away": _away(view, grid, posts),
        "cases": _cases(view, grid), "past": _past(view, grid), "points": _points(view, grid),
        "acts": _acts(view, grid), "screen": _screen(view, grid),
        "all_cases": f"/office/cases?grid={quote(grid.code)}" if may(view.actor, "case.see", grid.path) else "",
    }  # fmt: skip
    return facts | (_asked(view, grid) if grid.level == UNIT else _beneath(view, grid))


def _roles(grid: Grid) -> tuple[str, ...]:
    return (head_role(grid), *((COORDINATOR, REVIEWER) if grid.level <= GRID else ()))


def _today(view: View) -> date:
    return view.now.astimezone(view.zone).date()


def _crumbs(view: View, grid: Grid) -> list[Any]:
    """What it lies in, the largest first; only what is in scope can be opened."""
    above = list(upwards(grid.path))[:0:-1]
    known = {one.path: one for one in view.session.exec(select(Grid).where(col(Grid.path).in_(above)))}
    return [
        grid_cell(known[path].code, known[path].name) if may(view.actor, SEE_GRID, path) else known[path].name
        for path in above
        if path in known
    ]


def _about(view: View, grid: Grid) -> str:
    facts = {"level_key": f"page-grid-level-{grid.level}", "code": grid.code}
    households, residents = living(view.session, grid.path)
    return view.say("page-grid-about", households=households, residents=residents, **facts)


# --- who ---
def _post(view: View, grid: Grid, post: Post, name: str) -> list[Any]:
    role = view.say("page-grid-deputy-of" if post.deputy else "page-grid-as", role_key=role_key(post.role))
    last = view.say("page-grid-till-now") if post.to_on is None else post.to_on.isoformat()
    return [person_cell(view, post.person_id, name, grid.path), role, post.from_on.isoformat(), last]


def _gap(view: View, grid: Grid, posts: Sequence[tuple[Post, str]]) -> str:
    """That nobody heads it, and who stands in; "" where somebody does. A station or community need have no head."""
    running = [(post, name) for post, name in posts if post.to_on is None and post.role in HEADS]
    if grid.level < GRID or any(not post.deputy for post, _ in running):
        return ""
    ended = max(
        (post.to_on for post, _ in posts if post.role in HEADS and not post.deputy and post.to_on), default=None
    )
    key = "page-grid-vacant-since" if ended else "page-grid-vacant"
    said = view.say(key, **({"date": ended.isoformat()} if ended else {}))
    return said + (view.say("page-grid-stands-in", name=running[0][1]) if running else "")


def _away(view: View, grid: Grid, posts: Sequence[tuple[Post, str]]) -> list[list[Any]]:
    """When those who head it now were or will be away; the reason is nobody's business."""
    if not may(view.actor, "vacancy.see", grid.path):
        return []
    names = {post.person_id: name for post, name in posts if post.to_on is None and post.role in HEADS}
    found = absences_of(view.session, names)
    return [[names[away.person_id], away.from_on.isoformat(), away.to_on.isoformat()] for away in found]


# --- how it stands ---
def _beneath(view: View, grid: Grid) -> dict[str, Any]:
    """What lies in a larger grid: its buildings' squares, or a line for each grid below it."""
    duties = asked_of_units(view)
    duty, period, known_periods = chosen(view, duties)
    units = unit_states(view.session, duty.key, period, [grid.path], view.now)
    units.sort(key=lambda unit: in_order(unit.path))
    issued, done = sum(unit.state != NONE for unit in units), done_of(units)
    words = Words(view)
    facts: dict[str, Any] = {
        "fields": switches(view, duties, duty, period, known_periods),
        "summary": view.say(
            "page-grid-summary", units=len(units), issued=issued, done=done, percent=percent(done, issued)
        ),
        "beneath": view.say("page-grid-heading", duty=named(view, duty), period=period),
    }  # fmt: skip
    if grid.level == BUILDING:
        squares = [words.square(unit, grid.name) for unit in units]
        return facts | {"squares": squares, "legend": words.legend(units)}
    return facts | {"children": _children(view, grid, units), "child_heads": _child_heads(view)}


def _children(view: View, grid: Grid, units: Sequence[UnitState]) -> list[list[Any]]:
    known = places(view.session, [grid.path])
    rows = []
    for place in sorted(known.values(), key=lambda place: in_order(place.path)):
        if place.parent_id != grid.id:
            continue
        mine = [unit for unit in units if ancestor(unit.path, place.level, known) is place]
        issued, done = sum(unit.state != NONE for unit in mine), done_of(mine)
        rows.append([
            grid_cell(place.code, place.name), str(len(mine)), f"{done}/{issued}", percent(done, issued),
            str(sum(unit.state == OVERDUE for unit in mine)), str(sum(unit.vacant for unit in mine)),
            str(sum("finding" in marks_of(unit) for unit in mine)),
        ])  # fmt: skip
    return rows


def _child_heads(view: View) -> list[tuple[str, bool]]:
    names = ("grid", "units", "done", "percent", "overdue", "vacant", "findings")
    return [(view.say(f"page-grid-column-{name}"), name != "grid") for name in names]


def _asked(view: View, grid: Grid) -> dict[str, Any]:
    """What a stairwell was asked, newest first."""
    assert grid.id is not None
    found = history(view.session, grid.id, view.now, ROWS + 1, view.skip)
    taken = photos.of_tasks(view.session, [task.id for task, *_ in found[:ROWS] if task.id is not None])
    words = Words(view)
    rows = [
        [
            period_name(task.period, view.language),
            {"text": named(view, duty),
             "photos": pictures(view, "checkin", taken.get(task.id or 0, ()), "page-photo-checkin", grid=grid.name,
                                duty=named(view, duty))},
            {"text": f"{words.sign[state]} {words.title[state]}", "kind": _kind(state)},
            person_cell(view, task.person_id, name, grid.path) if name else "–",
            f"{task.due_at.astimezone(view.zone):%Y-%m-%d}",
            f"{task.done_at.astimezone(view.zone):%Y-%m-%d %H:%M}" if task.done_at else "",
        ]
        for task, duty, state, name in found[:ROWS]
    ]  # fmt: skip
    return {"tasks": rows, "more": len(found) > ROWS, "page": view.page}


def _kind(state: str) -> str:
    return {"done": "good", "late": "late", "overdue": "bad"}.get(state, "")


# --- what was found, what was earned ---
def _cases(view: View, grid: Grid) -> list[list[Any]]:
    """What is not over there, the oldest first, a few."""
    if not may(view.actor, "case.see", grid.path):
        return []
    return [
        [
            {"text": f"#{listed.case.id}", "href": f"/office/case/{listed.case.id}"}, listed.place,
            category_of(listed.case.category).name[view.language], view.say(f"case-state-{listed.case.state}"),
            f"{listed.case.due_at.astimezone(view.zone):%Y-%m-%d}", listed.owner or "–",
        ]
        for listed in case_lists.of_grid(view.session, grid)[:CASES]
    ]  # fmt: skip


def _past(view: View, grid: Grid) -> list[list[Any]]:
    """What was found there within a year, by kind; what keeps coming back is marked."""
    if grid.level < GRID or not may(view.actor, "case.see", grid.path):
        return []  # of so many cases the list of cases tells
    return [
        [
            category_of(past.category).name[view.language], str(past.count), str(past.open),
            {"text": view.say("page-grid-recurring"), "kind": "bad"} if past.recurring else "",
        ]
        for past in case_lists.history(view.session, grid, view.now)
    ]  # fmt: skip


def _points(view: View, grid: Grid) -> list[list[Any]]:
    """Points and coverage by month, newest first; of what is larger than a grid the chart tells (too many entries)."""
    if grid.level < GRID or not may(view.actor, "trend.see", grid.path):
        return []
    counted = monthly(view.session, months_up_to(_today(view), MONTHS), view.zone, grid.path)
    return [
        [
            period_name(month.period, view.language), str(month.points), f"{month.done}/{month.issued}",
            "–" if month.permille is None else f"{decimal(month.permille)}%",
        ]
        for month in reversed(counted)
    ]  # fmt: skip


# --- what can be done ---
def _screen(view: View, grid: Grid) -> str:
    """Where the screen in its hallway is, for whoever may print its notice board: the address has the board's code."""
    if grid.id is None or grid.level != UNIT or not may(view.actor, "board.make", grid.path):
        return ""
    return link("/screen", view.language, board=codes_of(view.session, [grid.id])[grid.id])


def _acts(view: View, grid: Grid) -> list[dict[str, str]]:
    """The commands of the chat that whoever looks may say about it; `hint` where something is typed beside them."""
    code, unit, chinese = grid.code, grid.level == UNIT, view.language == "zh-CN"
    role = view.say(role_key(head_role(grid)))
    table = (
        ("remind", "task.follow", "提醒 {code}", "remind {code}", "", True),
        ("excuse", "task.excuse", "免报 {code}", "excuse {code}", "page-grid-hint-reason", unit),
        ("handover", "handover.see", "交接 {code}", "handover {code}", "", unit),
        ("trend", "trend.see", "趋势 {code}", "trend {code}", "", True),
        ("board", "board.make", "公示牌 {code}", "boardpaper {code}", "", True),
        ("appoint", "post.appoint", "任命 {code} {role}", "appoint {code} {role}", "page-grid-hint-person", True),
        ("invite", "invite.make", "邀请 {code}", "invite {code}", "", True),
        ("invite-sms", "invite.make", "邀请 {code} 短信", "invite {code} sms", "", True),
        ("contacts", "handover.see", "通联单 {code}", "contacts {code}", "", unit),
    )
    return [
        {"words": (zh if chinese else en).format(code=code, role=role), "label": view.say(f"page-grid-act-{key}"),
         "hint": view.say(hint) if hint else ""}
        for key, act, zh, en, hint, fits in table
        if fits and may(view.actor, act, grid.path)
    ]  # fmt: skip


PAGES = (Page("/office/grid/{code}", SEE_GRID, "page-grid-one", "grid_one.html", one),)
