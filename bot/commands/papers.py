"""Paper and pictures by chat: charts, certificates, the award list. By SMS: the same in words.

A reply names the file it brings in its fact `paper`; the file itself is made when the reply leaves.
"""

from bot.commands.points import UNREADABLE, BadYear, own_paths, parse_rank, parse_year, show_rank
from bot.context import Ctx, Reply
from bot.intents import ShowRankChart, Worded, Yearly
from bot.routes import Route
from messages.catalogue import say
from messages.paper.certificates import certificate_facts
from messages.paper.lists import award_list_facts
from messages.render import readable
from messages.report import decimal
from models.grid import UNIT, Grid, grid_by_code
from models.lookup import find_grid
from models.permissions import paths_for
from models.trends import Month, monthly, months_up_to, units_of

CERTIFICATE, PAPER, TREND = "certificate.own", "paper.make", "trend.see"
LAST_MONTHS = 3
ALL_WORDS = ("全部", "所有", "all")


class ShowTrend(Worded):
    """How did a grid go, month by month? Words name it; none is the speaker's own."""


class ShowCertificate(Yearly):
    """My own certificate of a year; 0 is the newest there is."""


class MakeCertificates(Yearly):
    """The certificates of everybody on the list of a year."""


class MakeAwardList(Yearly):
    """The award list of a year, to be printed."""


def show_rank_chart(ctx: Ctx, intent: ShowRankChart) -> Reply:
    """The ranking as a picture, the asker's own grid marked; by SMS in words. Raises BadRank."""
    said = show_rank(ctx, intent)
    if said.key != "rank":
        return said
    about = {"kind": "rank", "year": said.facts["year"], "level": intent.level, "own": sorted(own_paths(ctx))}
    return Reply("paper-rank", {**said.facts, "paper": about}, edit=False)


def show_trend(ctx: Ctx, intent: ShowTrend) -> Reply:
    """Points and coverage of a grid over twelve months as a picture; the last three in words."""
    paths = paths_for(ctx.actor, TREND)
    grid = find_grid(ctx.session, intent.text, paths) if intent.text.strip() else _own_grid(ctx, paths)
    months = months_up_to(ctx.now.astimezone(ctx.zone).date(), LAST_MONTHS)
    units = max(1, units_of(ctx.session, grid.path))
    counted = monthly(ctx.session, months, ctx.zone, grid.path)
    line = "paper-trend-line" if grid.level == UNIT else "paper-trend-line-mean"
    facts = {
        "name": grid.name, "lines": [_month(ctx, month, units, line) for month in counted],
        "short": [_month(ctx, month, units, "paper-trend-part") for month in counted],
    }  # fmt: skip
    return Reply("paper-trend", {**facts, "paper": {"kind": "trend", "grid": grid.code}}, edit=False)


def show_certificate(ctx: Ctx, intent: ShowCertificate) -> Reply:
    """One's own certificate as PDF, once the list is closed. Raises BadYear, NoList, NotClosed, NoCertificate."""
    about = {"kind": "certificate", "year": _year(intent), "person": ctx.person_id}
    facts = certificate_facts(ctx.session, about, ctx.actor.language, ctx.now, ctx.zone)
    awards = list(dict.fromkeys(page["award"] for page in facts["certificates"]))
    return Reply("paper-certificate", {"title": facts["title"], "awards": awards, "paper": about}, edit=False)


def make_certificates(ctx: Ctx, intent: MakeCertificates) -> Reply:
    """Everybody's certificates in one PDF. Raises BadYear, NoList, NotClosed, NoCertificate."""
    about = {"kind": "certificates", "year": _year(intent)}
    facts = certificate_facts(ctx.session, about, ctx.actor.language, ctx.now, ctx.zone)
    count = len(facts["certificates"])
    return Reply("paper-all-certificates", {"title": facts["title"], "count": count, "paper": about}, edit=False)


def make_award_list(ctx: Ctx, intent: MakeAwardList) -> Reply:
    """The award list as PDF, in whatever state it is. Raises BadYear, NoList."""
    about = {"kind": "award-list", "year": _year(intent)}
    facts = award_list_facts(ctx.session, about, ctx.actor.language, ctx.now, ctx.zone)
    return Reply("paper-award-list", {"title": facts["title"], "under": facts["under"], "paper": about}, edit=False)


def parse_certificate(rest: str) -> ShowCertificate | MakeCertificates:
    """A year, and perhaps a word for everybody's, in any order."""
    words = rest.casefold().split()
    year = parse_year(" ".join(word for word in words if word not in ALL_WORDS))
    return MakeCertificates(year) if any(word in ALL_WORDS for word in words) else ShowCertificate(year)


def _own_grid(ctx: Ctx, paths: list[str]) -> Grid:
    """The highest grid the asker answers for, of those the one with the lowest code."""
    posts = [post for post in ctx.actor.posts if post.path in paths]
    return grid_by_code(ctx.session, min(posts, key=lambda post: (post.level, post.grid_code)).grid_code)


def _month(ctx: Ctx, month: Month, units: int, key: str) -> str:
    language, share = ctx.actor.language, month.permille
    facts = readable({
        "period": month.period, "month": int(month.period[5:]), "done": month.done, "issued": month.issued,
        "share": "–" if share is None else f"{(share + 5) // 10}%",
        "points": decimal((month.points * 20 + units) // (2 * units)),
    }, language)  # fmt: skip
    return say(key, language, facts)


def _year(intent: Yearly) -> int:
    if intent.year == UNREADABLE:
        raise BadYear
    return intent.year


ROUTES = (
    Route(ShowRankChart, show_rank_chart, "standing.see", ("/rankchart", "排名图", "榜图"),
          lambda rest: parse_rank(f"图 {rest}")),
    Route(ShowTrend, show_trend, TREND, ("/trend", "趋势", "trend"), ShowTrend),
    Route(ShowCertificate, show_certificate, CERTIFICATE, ("/certificate", "证书", "我的证书", "certificate"),
          parse_certificate),
    Route(MakeCertificates, make_certificates, PAPER, ("/certificates", "全部证书", "certificates"),
          lambda rest: MakeCertificates(parse_year(rest))),
    Route(MakeAwardList, make_award_list, PAPER, ("/awardlist", "获奖名单", "award list"),
          lambda rest: MakeAwardList(parse_year(rest))),
)  # fmt: skip
