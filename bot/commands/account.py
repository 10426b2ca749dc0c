"""The community's account by chat: every figure of a period, and the rows behind any of them."""

import re

from bot.commands.lines import capped, line, listed
from bot.commands.points import read_period
from bot.context import Ctx, Reply
from bot.intents import Worded
from bot.routes import Route
from messages.account import account_lines, figure_named, keys, trace_lines
from models.permissions import paths_for

ACT = "report.see"
CHAT = 2400
_TRACE = re.compile(r"(?P<period>.*?)\s*(?:依据|明细|trace|behind)\s*(?P<name>.*)", re.IGNORECASE)


class ShowAccount(Worded):
    """What does the period come to? Or: which rows is this figure counted from?"""


def show_account(ctx: Ctx, intent: ShowAccount) -> Reply:
    """The account of a period for the grids the asker answers for, or the rows behind a figure. Raises BadPeriod."""
    match = _TRACE.fullmatch(intent.text.strip())
    said = match["period"] if match else intent.text
    period = read_period(said or "今年", ctx.now.astimezone(ctx.zone).date())
    language, paths = ctx.actor.language, paths_for(ctx.actor, ACT)
    if match:
        return _trace(ctx, period, match["name"].strip())
    lines = account_lines(ctx.session, period, ctx.zone, language, paths)
    while sum(len(one) + 1 for one in lines) > CHAT and any(one.startswith("  ") for one in lines):
        last = max(place for place, one in enumerate(lines) if one.startswith("  "))
        del lines[last]  # parts go before figures do; the web page and the command line have them all
    return Reply("account", {"text": "\n".join(lines), "period": period})


def _trace(ctx: Ctx, period: str, said: str) -> Reply:
    figure = figure_named(said, ctx.actor.language)
    if figure is None:
        return Reply("account-names", {"names": listed(ctx, keys(ctx.actor.language))})
    paths = paths_for(ctx.actor, ACT)
    rows = trace_lines(ctx.session, figure, period, ctx.zone, paths)
    name = line(ctx, f"account-name-{figure.key}")
    return Reply("account-trace", {"period": period, "name": name, "count": len(rows), "lines": capped(ctx, rows)})


ROUTES = (Route(ShowAccount, show_account, ACT, ("/account", "总账", "account"), ShowAccount),)
