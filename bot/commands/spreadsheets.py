"""Spreadsheets by chat and from the pages: which there are for somebody, and making one.

Which there are at all is one table (messages/paper/sheets.py).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.commands.lines import line
from bot.commands.points import UNREADABLE, BadYear, parse_year, read_period
from bot.commands.recalling import kinds_of
from bot.context import Ctx, Reply
from bot.intents import Intent
from bot.routes import Route
from messages.account import figure_named
from messages.paper.sheet_asked import NOW, QUARTER, YEAR, Sheet
from messages.paper.sheets import SHEETS, sheet_named, sheet_title, sheet_words
from models import proposals
from models.audit import record
from models.calendar import BadPeriod
from models.grid import both
from models.lookup import everywhere
from models.permissions import Actor, Scope, paths_for, scope_of
from models.reviews import quarter_before

MAKE = "sheet.make"
APPROVALS, BEHIND = "approvals", "behind"
MOST_PROPOSALS = 1000


@dataclass(frozen=True)
class MakeSheet(Intent):
    """A spreadsheet: which one, and of when, as typed."""

    which: str = ""
    when: str = ""


def sheet_paths(session: Session, actor: Actor, sheet: Sheet) -> list[str] | None:
    """Where the rows of a sheet may lie for somebody; None for whoever may have none of that kind.

    Never beyond where they see the same on its page, nor beyond where they may make sheets.
    """
    if Scope.NONE in (scope_of(actor, MAKE), scope_of(actor, sheet.act)):
        return None
    paths = both(paths_for(actor, MAKE), paths_for(actor, sheet.scope or sheet.act))
    if sheet.whole and not everywhere(session, paths):
        return None
    return paths if paths or sheet.own else None


def usual_period(per: str, now: datetime, zone: ZoneInfo) -> str:
    """What a sheet is of when nobody says: this year, this month, the quarter that ended last; "" for now."""
    if per == QUARTER:
        return quarter_before(now, zone)
    return "" if per == NOW else f"{now.astimezone(zone):{'%Y' if per == YEAR else '%Y-%m'}}"


def make_sheet(ctx: Ctx, intent: MakeSheet) -> Reply:
    """A spreadsheet of the asker's grids; that it was made is noted. Raises BadYear, BadPeriod.

    One they may not have is answered like one there is not: with those there are for them.
    """
    key, language = sheet_named(intent.which), ctx.actor.language
    sheet = SHEETS[key] if key else None
    paths = sheet_paths(ctx.session, ctx.actor, sheet) if sheet else None
    more, when = _more(ctx, key, intent.when)
    if key is None or sheet is None or paths is None or more is None:
        return Reply("paper-sheet-usage", {"lines": _usage(ctx)}, edit=False)
    period = _period(ctx, sheet.per, when)
    record(ctx.session, ctx.now, ctx.person_id, "sheet.make", key, period=period)
    about = {"kind": "sheet", "sheet": key, "period": period, "paths": paths, "person": ctx.person_id, "more": more}
    return Reply(sheet.note, {"name": sheet_title(key, language, period, more), "paper": about}, edit=False)


def parse_sheet(rest: str) -> MakeSheet:
    """The first word says which sheet, the rest of when it is to be."""
    which, _, when = rest.strip().partition(" ")
    return MakeSheet(which, when.strip())


def _usage(ctx: Ctx) -> list[str]:
    """What the asker could say: of those that are of now, of a period …, the names and an example."""
    language, kinds = ctx.actor.language, dict[str, list[str]]()
    for key, sheet in SHEETS.items():
        if sheet_paths(ctx.session, ctx.actor, sheet) is not None:
            kinds.setdefault("behind" if key == BEHIND else sheet.per or "now", []).append(key)
    lines = []
    for kind, keys in kinds.items():
        when = usual_period(SHEETS[keys[0]].per, ctx.now, ctx.zone)
        named = "积分" if language == "zh-CN" else "points"
        example = sheet_words(keys[0], language, f"{named} {when}" if kind == "behind" else when)
        names = [sheet_words(key, language).partition(" ")[2] for key in keys]
        lines.append(line(ctx, f"paper-sheet-usage-{kind}", names=names, example=example))
    return lines


def _more(ctx: Ctx, key: str | None, said: str) -> tuple[dict[str, Any] | None, str]:
    """(what else a sheet needs to know, the rest of what was said); None where that is not said."""
    if key == APPROVALS:
        kinds = kinds_of(ctx)
        found = proposals.waiting(ctx.session, ctx.now, most=MOST_PROPOSALS)
        return {"words": {str(about.id): kinds[about.kind].worded(ctx, about.content, ctx.actor.language)
                          for about, _ in found if about.kind in kinds}}, said  # fmt: skip
    if key != BEHIND:
        return {}, said
    words = said.split()
    for end in range(len(words), 0, -1):
        figure = figure_named(" ".join(words[:end]), ctx.actor.language)
        if figure is not None:
            return {"figure": figure.key}, " ".join(words[end:])
    return None, said


def _period(ctx: Ctx, per: str, said: str) -> str:
    if per == NOW:
        return ""
    if not said:
        return usual_period(per, ctx.now, ctx.zone)
    if per == YEAR:
        year = parse_year(said)
        if year == UNREADABLE:
            raise BadYear
        return str(year) if year else usual_period(per, ctx.now, ctx.zone)
    period = read_period(said, ctx.now.astimezone(ctx.zone).date())
    if per == QUARTER and "-Q" not in period:
        raise BadPeriod(said=said[:20])
    return period


ROUTES = (Route(MakeSheet, make_sheet, MAKE, ("/sheet", "表格", "sheet"), parse_sheet),)
