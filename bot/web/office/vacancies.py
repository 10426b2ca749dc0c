"""Empty posts, and heads who are away: since when, who stands in, and where to appoint somebody."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.commands.roles import role_key
from bot.web.office.links import grid_cell
from bot.web.office.pages import ROWS, Page, View
from models.permissions import Scope, scope_of
from models.vacancies import ROLE_OF_LEVEL, Gap, absences, counts, vacancies

SEE = "vacancy.see"


def gaps(view: View) -> Mapping[str, Any]:
    """Who is away first, then the empty posts, stairwells before what is larger."""
    paths, today = view.paths(SEE), view.now.astimezone(view.zone).date()
    away = absences(view.session, paths, today)
    empty = sorted(vacancies(view.session, paths), key=lambda gap: -gap.level)
    page = empty[view.skip : view.skip + ROWS]
    return {
        "away": [_away(view, gap) for gap in away], "empty": [_empty(view, gap) for gap in page],
        "summary": view.say("page-vacancies-summary", count=len(empty), away=len(away)),
        "more": len(empty) > view.skip + ROWS, "page": view.page,
        "appoint": scope_of(view.actor, "post.appoint") is not Scope.NONE,
    }  # fmt: skip


def _away(view: View, gap: Gap) -> list[Any]:
    last = (gap.until - timedelta(days=1)).isoformat() if gap.until else ""
    return [grid_cell(gap.code, gap.name), gap.head or "", gap.since.isoformat() if gap.since else "", last,
            _cover(view, gap)]  # fmt: skip


def _empty(view: View, gap: Gap) -> list[Any]:
    role = view.say(role_key(ROLE_OF_LEVEL[gap.level]))
    since = gap.since.isoformat() if gap.since else view.say("page-vacancies-ever")
    return [grid_cell(gap.code, gap.name), role, since, _cover(view, gap)]


def _cover(view: View, gap: Gap) -> Any:
    if gap.deputy:
        return view.say("vacancies-deputy", name=gap.deputy)
    if gap.asking:
        return view.say("vacancies-asking")
    return {"text": view.say("vacancies-nobody"), "kind": "bad"}


def waiting(view: View) -> int:
    """How many stairwells have no head who is there and nobody who stands in."""
    without, covered = counts(view.session, view.now.astimezone(view.zone).date(), view.paths(SEE))
    return without - covered


PAGES = (
    Page("/office/vacancies", SEE, "page-vacancies-title", "vacancies.html", gaps, menu="people", waiting=waiting,
         sheets=("vacancies", "away")),
)  # fmt: skip
