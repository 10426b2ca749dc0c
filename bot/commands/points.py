"""Points and standing: my entries and how each was earned, the ranking, the award list, the report of a period."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from bot.commands.case_reports import read_report
from bot.context import Ctx, Reply
from bot.intents import ShowAwards, ShowPoints, ShowRank, ShowReport
from bot.routes import Route
from messages.catalogue import say
from messages.render import readable
from messages.report import award_lines, decimal, figures, report_text, scope_names
from models.awards import award_content, award_list, award_rules
from models.calendar import BadPeriod
from models.errors import StairwellError
from models.grid import BUILDING, COMMUNITY, GRID, UNIT
from models.permissions import paths_for
from models.point_rules import shipped
from models.posts import GRID_HEAD
from models.standing import Line, Place, balance, newest_lines, ranking

NEWEST = 10
TOP, TOP_SHORT = 10, 3
NAME_SHORT = 12
CHAT = 2400
"""Characters of a list in a chat message: the catalogue takes 2,500 for one fact, Telegram 4,096 for all."""
LEVELS = {
    "单元": UNIT, "楼道": UNIT, "unit": UNIT, "units": UNIT, "楼栋": BUILDING, "楼": BUILDING, "building": BUILDING,
    "buildings": BUILDING, "网格": GRID, "grid": GRID, "grids": GRID,
}  # fmt: skip
LEVEL_NAMES = {UNIT: "level-unit", BUILDING: "level-building", GRID: "level-grid"}
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
    newest = _entry(ctx, shown[0], short=True)
    return Reply("points", {"year": year, "sum": total, "lines": lines, "newest": newest})


def show_rank(ctx: Ctx, intent: ShowRank) -> Reply:
    """The first ten of a level, and where the asker's own grid stands; grids only, no person. Raises BadRank."""
    if intent.level not in LEVEL_NAMES or intent.year == UNREADABLE:
        raise BadRank
    year = _year(ctx, intent.year)
    own = _own_paths(ctx)
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


def show_awards(ctx: Ctx, intent: ShowAwards) -> Reply:
    """The award list of a year; before the close, how it stands so far, without names. Raises BadYear."""
    if intent.year == UNREADABLE:
        raise BadYear
    language, stored = ctx.actor.language, award_list(ctx.session, intent.year)
    if stored is None:
        return _awards_so_far(ctx, _year(ctx, intent.year))
    lines = _fitting(lambda most: award_lines(ctx.session, stored.content, language, names=True, most=most))
    mine = say("award-mine", language) if _won(ctx, stored.content) else ""
    state = f"award-state-{stored.state}"
    return Reply("awards", {
        "year": stored.year, "state_key": state, "state_short": say(state, language, short=True),
        "digest": stored.digest[:12],
        "lines": [*lines, mine] if mine else lines, "mine": mine, "counts": _counts(stored.content, language),
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
    text = _fitting(
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
    """A level and a year in any order, each of them optional; a word that is neither makes it UNREADABLE."""
    level, year = UNIT, 0
    for word in rest.casefold().replace("this year", "今年").split():
        if word in LEVELS:
            level = LEVELS[word]
        elif (read := parse_year(word)) != UNREADABLE:
            year = read
        else:
            return ShowRank(UNREADABLE, UNREADABLE)
    return ShowRank(level, year)


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


def _fitting(lines_of: Callable[[int], list[str]]) -> list[str]:
    """The longest of ever shorter versions of a list (`most` of its kind) that a chat message holds.

    Should the shortest still be too long, its end is cut off where "…" stands.
    """
    lines: list[str] = []
    for most in (100, 60, 40, 25, 15, 8, 4, 2):
        lines = lines_of(most)
        if sum(len(line) + 1 for line in lines) <= CHAT:
            return lines
    while sum(len(line) + 1 for line in lines) > CHAT:
        lines.pop()
    return [*lines, "…"]


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


def _own_paths(ctx: Ctx) -> set[str]:
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


def _awards_so_far(ctx: Ctx, year: int) -> Reply:
    language, content = ctx.actor.language, award_content(ctx.session, year, ctx.zone)
    if not content["inspections"]:
        return Reply("awards-none", {"year": year})
    lines = award_lines(ctx.session, content, language, names=False, most=NEWEST)
    return Reply("awards-so-far", {"year": year, "lines": lines, "counts": _counts(content, language)})


def _counts(content: dict[str, Any], language: str) -> list[str]:
    """ "Stairwell Steward 46", an award each."""
    kinds = award_rules()["awards"]
    return [
        say("award-heading", language, {
            "name": kinds[award["key"]]["name"][language], "count": str(sum(one["won"] for one in award["ranking"])),
        }, short=True)
        for award in content["awards"]
    ]  # fmt: skip


def _won(ctx: Ctx, content: dict[str, Any]) -> bool:
    """Whether the asker is on the list: as a person, or as head of a grid that is."""
    kinds, heads = award_rules()["awards"], {post.grid_code for post in ctx.actor.posts if post.role == GRID_HEAD}
    return any(
        one["won"] and (one["id"] == ctx.actor.id if kinds[award["key"]]["rated"] == "person" else one["grid"] in heads)
        for award in content["awards"]
        for one in award["ranking"]
    )


ROUTES = (
    Route(ShowPoints, show_points, "points.see", ("/points", "积分", "我的积分", "points"),
          lambda rest: ShowPoints(parse_year(rest))),
    Route(ShowRank, show_rank, "standing.see", ("/rank", "排名", "榜", "rank"), parse_rank),
    Route(ShowAwards, show_awards, "standing.see", ("/awards", "奖项", "评选", "awards"),
          lambda rest: ShowAwards(parse_year(rest))),
    Route(ShowReport, show_report, "report.see", ("/report", "报告", "report"), read_report),
)  # fmt: skip
