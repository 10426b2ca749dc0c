"""The duties: when each comes next, why a day moved, whom it asks; how a period stands, and who has not reported."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.commands.duty_lines import audience_words, card, coming, next_words, points_words, rhythm_words, window_words
from bot.commands.lines import worded
from bot.web.office.grid import month_of, named, percent
from bot.web.office.links import grid_cell
from bot.web.office.pages import ROWS, Page, View
from messages.render import period_name
from models import following
from models.calendar import period_bounds
from models.duties import Duty
from models.duty_edits import all_duties, dates
from models.following import Missing, Round
from models.grid import GRID
from models.lookup import everywhere
from models.permissions import may
from models.rhythms import reason
from models.text_office import ACT as TEXTS
from models.unit_states import PlaceTally, periods, tallies

SEE, EDIT, FOLLOW = "duty.see", "duty.edit", "task.follow"


def duties(view: View) -> Mapping[str, Any]:
    """Every duty, those that are on first, each with its next date and, folded, the twelve that come."""
    return {
        "duties": [_line(view, duty) for duty in all_duties(view.session)], "edit": _may_edit(view),
    }  # fmt: skip


def _line(view: View, duty: Duty) -> dict[str, Any]:
    return {
        "name": named(view, duty), "href": f"/office/duty/{duty.key}", "on": duty.active,
        "rhythm": rhythm_words(view, duty), "next": next_words(view, duty), "why": _why(view, duty),
        "audience": audience_words(view, duty), "window": window_words(view, duty),
        "points": points_words(view, duty) if duty.points else "", "dates": coming(view, duty),
    }  # fmt: skip


def _why(view: View, duty: Duty) -> str:
    """Why its next date is not the one planned; "" where it is."""
    found = dates(view.session, duty.rhythm, view.now, view.zone, 1)
    if not found or found[0].why is None:
        return ""
    key, facts = reason(found[0].why)
    return worded(view.language, key, **facts)


def _may_edit(view: View) -> bool:
    """Whether they may change duties: a coordinator of the whole community."""
    return may(view.actor, EDIT) and everywhere(view.session, view.paths(EDIT))


def duty(view: View) -> Mapping[str, Any] | None:
    """One duty in full, and how one period of it stands in scope. Raises BadPeriod."""
    found = view.session.get(Duty, view.arg("key"))
    if found is None:
        return None
    facts: dict[str, Any] = {
        "heading": named(view, found), "lines": card(view, found), "edits": _edits(view, found),
        "state": view.say("duty-state-on" if found.active else "duty-state-off"),
        "pool": found.texts if view.paths(TEXTS) else "",
    }  # fmt: skip
    if not found.ask:
        return facts | {"period": "", "tells": True}
    known = periods(view.session, found.key)
    wanted = view.arg("period").upper()
    if wanted:
        period_bounds(wanted, view.zone)
    if not known and not wanted:
        return facts | {"period": ""}
    period = wanted or known[0]
    choices = known if period in known else [period, *known]
    return facts | _stands(view, found, period, choices)


def _edits(view: View, duty: Duty) -> list[dict[str, str]]:
    """What of it can be changed, each said as in chat; the preview with its yes comes as the answer."""
    if not _may_edit(view):
        return []
    chinese = view.language == "zh-CN"
    start = "职责" if chinese else "duty"
    fields = {
        "rhythm": ("时间", "when"), "window": ("截止", "due"), "remind": ("提醒", "remind"),
        "escalate": ("上报", "escalate"), "audience": ("对象", "who"), "name": ("名称", "name"),
    }  # fmt: skip
    if duty.ask == "items":
        fields["items"] = ("清单", "list")
    edits = [
        {"words": f"{start} {duty.key} {zh if chinese else en}", "label": view.say("page-duty-change"),
         "hint": view.say(f"page-duty-hint-{field}")}
        for field, (zh, en) in fields.items()
    ]  # fmt: skip
    word, key = (("停用", "off"), "off") if duty.active else (("启用", "on"), "on")
    switch = f"{start} {duty.key} {word[0] if chinese else word[1]}"
    return [*edits, {"words": switch, "label": view.say(f"page-duty-switch-{key}"), "hint": ""}]


def _stands(view: View, duty: Duty, period: str, choices: Sequence[str]) -> dict[str, Any]:
    paths = view.paths(FOLLOW)
    grids = tallies(view.session, duty.key, period, paths, view.now, GRID)
    which = Round(duty.key, dict(duty.name), duty.audience, period, view.now, view.now)
    left = following.missing(view.session, which, paths, ROWS + 1, view.skip)
    done, issued = sum(one.done + one.late for one in grids), sum(one.issued for one in grids)
    said, offered = named(view, duty), [(one, period_name(one, view.language)) for one in choices]
    return {
        "period": period_name(period, view.language), "sheet_when": month_of(view, period),
        "fields": [("period", view.say("page-grid-period"), period, offered)],
        "summary": view.say("page-duty-summary", issued=issued, done=done, percent=percent(done, issued)),
        "grids": [_tally(one) for one in grids], "missing": [_missing(view, one) for one in left[:ROWS]],
        "more": len(left) > ROWS, "page": view.page,
        "remind": (f"提醒 {said}" if view.language == "zh-CN" else f"remind {said}") if left else "",
    }  # fmt: skip


def _tally(one: PlaceTally) -> list[Any]:
    done = one.done + one.late
    return [
        grid_cell(one.code, one.name), str(one.issued), str(done), percent(done, one.issued), str(one.late),
        str(one.open), {"text": str(one.overdue), "kind": "bad" if one.overdue else ""}, str(one.excused),
        str(one.impossible),
    ]  # fmt: skip


def _missing(view: View, one: Missing) -> list[Any]:
    heard = "unreachable" if not one.reachable else "read" if one.read else "waiting"
    state = "vacant" if one.person is None else heard
    return [grid_cell(one.code, one.name), one.person or "–", view.say(f"page-duty-{state}")]


PAGES = (
    Page("/office/duties", SEE, "page-duties-title", "duties.html", duties, menu="people", sheets=("duties",)),
    Page("/office/duty/{key}", SEE, "page-duty-title", "duty.html", duty, sheets=("tasks",)),
)
