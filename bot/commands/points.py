"""Points and standing: my entries and how each was earned, the ranking, the report of a period."""

import re
from datetime import date
from typing import Any

from bot.commands.case_reports import read_report
from bot.commands.lines import fitting
from bot.context import Ctx, Reply
from bot.intents import ShowPoints, ShowRank, ShowRankChart, ShowReport
from bot.routes import Route
from messages.catalogue import say
from messages.render import readable
from messages.report import decimal, figures, report_text, scope_names
from models.calendar import BadPeriod
from models.errors import StairwellError
from models.grid import BUILDING, COMMUNITY, GRID, UNIT
from models.permissions import paths_for
from models.point_rules import shipped
from models.standing import Line, Place, balance, newest_lines, ranking, vouched_points

NEWEST = 10
TOP, TOP_SHORT = 10, 3
NAME_SHORT = 12
LEVELS = {
    "单元": UNIT, "楼道": UNIT, "unit": UNIT, "units": UNIT, "楼栋": BUILDING, "楼": BUILDING, "building": BUILDING,
    "buildings": BUILDING, "网格": GRID, "grid": GRID, "grids": GRID,
}  # fmt: skip
LEVEL_NAMES = {UNIT: "level-unit", BUILDING: "level-building", GRID: "level-grid"}
CHART_WORDS = ("图", "图表", "chart", "picture")
UNREADABLE = -1
"""In an intent's number: something was said that is no such number. The handler answers what to say."""
_YEAR = re.compile(r"(2\d{3})年?")
_MONTH = re.compile(r"(?:(2\d{3})[-./年]?)?(1[0-2]|0?[1-9])(月?)")
_QUARTER = re.compile(r"(?:(2\d{3})[-./年]?)?(?:(q)|第?)([1-4一二三四])(季度?)?")
_QUARTERS = "一二三四"


class BadYear(StairwellError):
    """What stands after "points" or "awards" is no year."""

    key = "error-year"


class BadRank(StairwellError):
    """What stands after "rank" is neither a level nor a year."""

    key = "error-rank"


def show_points(ctx: Ctx, intent: ShowPoints) -> Reply:
    """My entries of a year, newest first, raw × rule = points; what is older as one sum. Raises BadYear."""
    year, language = _year(ctx, intent.year), ctx.actor.language
    total, count = balance(ctx.session, ctx.person_id, year)
    shown = newest_lines(ctx.session, ctx.person_id, year, NEWEST)
    if not shown:
        return Reply("points-none", {"year": year})
    lines = [_entry(ctx, line) for line in shown]
    if count > len(shown):
        rest = {"count": count - len(shown), "points": total - sum(line.points for line in shown)}
        lines.append(say("points-rest", language, readable(rest, language)))
    if vouched := vouched_points(ctx.session, ctx.person_id, year):
        facts = {"points": total - vouched, "vouched": vouched}
        lines.append(say("points-vouched", language, readable(facts, language)))
    newest = _entry(ctx, shown[0], short=True)
    return Reply("points", {"year": year, "sum": total, "lines": lines, "newest": newest})


def show_rank(ctx: Ctx, intent: ShowRank) -> Reply:
    """The first ten of a level, and where the asker's own grid stands; grids only, no person. Raises BadRank."""
    if intent.level not in LEVEL_NAMES or intent.year == UNREADABLE:
        raise BadRank
    year = _year(ctx, intent.year)
    own = own_paths(ctx)
    places = ranking(ctx.session, year, intent.level, top=TOP, own=own)
    if not places or places[0].points <= 0:
        return Reply("rank-none", {"year": year})
    mine = next((place for place in places if place.path in own), None)
    lines = [_place(ctx, place, intent.level, mine) for place in places[:TOP]]
    if mine is not None and mine not in places[:TOP]:
        lines += ["…", _mine(ctx, mine, intent.level)]
    best = [_place(ctx, place, intent.level, short=True) for place in places[:TOP_SHORT]]
    return Reply("rank", {
        "year": year, "kind_key": LEVEL_NAMES[intent.level], "lines": lines, "top": best,
        "mine": _mine(ctx, mine, intent.level, short=True) if mine else "",
    })  # fmt: skip


def show_report(ctx: Ctx, intent: ShowReport) -> Reply:
    """The account of a period, for the grids the asker answers for. Raises BadPeriod."""
    period = read_period(intent.period, ctx.now.astimezone(ctx.zone).date())
    language, paths = ctx.actor.language, paths_for(ctx.actor, "report.see")
    numbers = figures(ctx.session, period, ctx.zone, paths)
    if not numbers.issued and not numbers.points and not numbers.honoured:
        return Reply("report-empty", {"period": period, "grid": scope_names(ctx.session, paths, language)})
    highest = min((post.level for post in ctx.actor.posts if post.path in paths), default=COMMUNITY)
    level = min(max(highest + 1, GRID), UNIT)
    text = fitting(
        lambda most: report_text(
            ctx.session, period, ctx.zone, language, paths=paths, level=level, most=most
        ).splitlines()
    )
    return Reply("report", {
        "text": "\n".join(text), "period": period, "issued": numbers.issued, "done": numbers.done,
        "share": numbers.share, "found": numbers.found, "points": numbers.points,
    })  # fmt: skip


def parse_year(rest: str) -> int:
    """The year somebody typed; 0 for nothing or "this year", UNREADABLE for anything else."""
    rest = rest.strip().casefold()
    match = _YEAR.fullmatch(rest)
    return int(match[1]) if match else 0 if rest in ("", "今年", "this year") else UNREADABLE


def parse_rank(rest: str) -> ShowRank:
    """A level, a year and a word for a picture, in any order and each optional; any other word makes it UNREADABLE."""
    level, year, kind = UNIT, 0, ShowRank
    for word in rest.casefold().replace("this year", "今年").split():
        if word in LEVELS:
            level = LEVELS[word]
        elif word in CHART_WORDS:
            kind = ShowRankChart
        elif (read := parse_year(word)) != UNREADABLE:
            year = read
        else:
            return ShowRank(UNREADABLE, UNREADABLE)
    return kind(level, year)


def read_period(text: str, today: date) -> str:
    """The period somebody means: "2026-11", "2026.11", "11月", "Q4", "第四季度", "2026", "上月", "" for this month.

    A month or quarter without a year is the last one that has begun. Raises BadPeriod for anything else.
    """
    said = "".join(text.casefold().split())
    if not said or said in _NAMED:
        back = _NAMED.get(said, "month")
        months = today.year * 12 + today.month - 1 - (back == "last month")
        if back.endswith("year"):
            return str(today.year - (back == "last year"))
        return f"{months // 12}-{months % 12 + 1:02}"
    if match := _YEAR.fullmatch(said):
        return match[1]
    if (match := _MONTH.fullmatch(said)) and (match[1] or match[3]):
        month = int(match[2])
        return f"{match[1] or today.year - (month > today.month)}-{month:02}"
    if (match := _QUARTER.fullmatch(said)) and (match[2] or match[4]):
        quarter = _QUARTERS.find(match[3]) + 1 or int(match[3])
        return f"{match[1] or today.year - (quarter > (today.month + 2) // 3)}-Q{quarter}"
    raise BadPeriod(said=text[:20])


_NAMED = {
    "本月": "month", "这个月": "month", "thismonth": "month", "上月": "last month", "上个月": "last month",
    "lastmonth": "last month", "今年": "year", "本年": "year", "thisyear": "year", "去年": "last year",
    "lastyear": "last year",
}  # fmt: skip


def _year(ctx: Ctx, year: int) -> int:
    if year == UNREADABLE:
        raise BadYear
    return year or ctx.now.astimezone(ctx.zone).year


def _entry(ctx: Ctx, line: Line, *, short: bool = False) -> str:
    language, rule = ctx.actor.language, shipped().rules.get(line.rule)
    facts: dict[str, Any] = {
        "entry": line.seq, "day": line.at.astimezone(ctx.zone).date().isoformat(), "points": line.points,
        "rule": rule.name[language] if rule else line.rule, "raw": line.raw,
        "each": line.points // line.raw if line.raw else 0,
    }  # fmt: skip
    if line.reverses is None:
        return say("points-line", language, readable(facts, language), short=short)
    facts |= {"of": line.reverses, "reason": line.reason or say("reason-none", language)}
    if line.reason == "undo":
        facts["reason"] = say("reason-undo", language)
    return say("points-line-reversal", language, readable(facts, language), short=short)


def own_paths(ctx: Ctx) -> set[str]:
    """The paths of the grids the asker holds a post at, and of every grid these lie in."""
    own = set()
    for post in ctx.actor.posts:
        steps = post.path.strip("/").split("/")
        own |= {"/" + "/".join(steps[: end + 1]) + "/" for end in range(len(steps))}
    return own


def _place(ctx: Ctx, place: Place, level: int, mine: Place | None = None, *, short: bool = False) -> str:
    language = ctx.actor.language
    facts = {
        "place": place.place, "name": _clip(place.name) if short else place.name, "points": decimal(place.tenths)
    }  # fmt: skip
    line = say("rank-line" if level == UNIT else "rank-line-mean", language, readable(facts, language), short=short)
    return say("rank-line-own", language, {"line": line}) if place is mine else line


def _mine(ctx: Ctx, mine: Place, level: int, *, short: bool = False) -> str:
    facts = {"name": mine.name, "place": mine.place, "of": mine.of, "points": decimal(mine.tenths)}
    key = "rank-mine" if level == UNIT else "rank-mine-mean"
    return say(key, ctx.actor.language, readable(facts, ctx.actor.language), short=short)


def _clip(name: str) -> str:
    """A name short enough for an SMS; its end is kept, which is where building and unit stand."""
    return name if len(name) <= NAME_SHORT else "…" + name[1 - NAME_SHORT :]


ROUTES = (
    Route(ShowPoints, show_points, "points.see", ("/points", "积分", "我的积分", "points"),
          lambda rest: ShowPoints(parse_year(rest))),
    Route(ShowRank, show_rank, "standing.see", ("/rank", "排名", "榜", "rank"), parse_rank),
    Route(ShowReport, show_report, "report.see", ("/report", "报告", "report"), read_report),
)  # fmt: skip
