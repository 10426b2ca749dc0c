"""What holds messages back, in a coordinator's hands: stop and resume all sending, the SMS budget, the rules."""

import re
from decimal import Decimal

from bot.commands.lines import line
from bot.context import Ctx, Reply
from bot.intents import PauseSending, ResumeSending, SetBudget, SetPrice, ShowBudget, ShowRules
from bot.routes import Route
from messages.stops import paused_facts
from models import budget
from models.errors import StairwellError
from models.guards import OTHER, guards
from models.lookup import everywhere
from models.pausing import REASON_LENGTH, pause, paused, resume
from models.people import SMS
from models.permissions import paths_for
from models.prices import shown

ACT = "sending.guard"
MOST = Decimal(10_000_000)
_AMOUNT = re.compile(r"[¥￥]?\s*(\d{1,8}(?:\.\d{1,2})?)\s*(?:元|CNY)?", re.ASCII | re.IGNORECASE)
_PRICE = re.compile(r"[¥￥]?\s*(\d{1,4}(?:\.\d{1,4})?)\s*(?:(元)|([A-Z]{3}))?", re.ASCII | re.IGNORECASE)
SHIPPED = ("默认", "default")
NO_LIMIT = ("不限", "没有", "取消", "none", "off", "unlimited")


class BudgetCommunityOnly(StairwellError):
    """The bill is one for all, so it takes a coordinator of the whole community."""

    key = "error-budget-community-only"


def pause_sending(ctx: Ctx, intent: PauseSending) -> Reply:
    """Stop everything but answers, at once. Any coordinator may: it is the emergency brake."""
    reason = " ".join(intent.text.split())[:REASON_LENGTH]
    if pause(ctx.session, ctx.now, ctx.actor.id, ctx.actor.name, reason):
        return Reply("sending-paused")
    before = paused(ctx.session)
    return Reply("sending-paused-before", paused_facts(before, ctx.zone) if before else {})


def resume_sending(ctx: Ctx, intent: ResumeSending) -> Reply:
    """Let everything go again that waited and is not past its time."""
    left = resume(ctx.session, ctx.now, ctx.actor.id, ctx.actor.name)
    if left is None:
        return Reply("sending-not-paused")
    return Reply("sending-resumed", {"waiting": left.waiting, "expired": left.expired})


def show_budget(ctx: Ctx, intent: ShowBudget) -> Reply:
    """This month's SMS: spent, budget, and where it leads."""
    return Reply("budget", _budget_facts(ctx))


def set_budget(ctx: Ctx, intent: SetBudget) -> Reply:
    """Set what SMS may cost in a month. Raises BudgetCommunityOnly."""
    said = intent.text.strip()
    if not said:
        return show_budget(ctx, ShowBudget())
    if not everywhere(ctx.session, paths_for(ctx.actor, ACT)):
        raise BudgetCommunityOnly
    amount = None
    if said.casefold() not in NO_LIMIT:
        match = _AMOUNT.fullmatch(said)
        if match is None or Decimal(match[1]) > MOST:
            return Reply("usage-budget")
        amount = Decimal(match[1])
    budget.set_monthly(ctx.session, amount, ctx.now, ctx.actor.id)
    return Reply("budget-set", _budget_facts(ctx))


def set_price(ctx: Ctx, intent: SetPrice) -> Reply:
    """Set what a segment of an SMS costs, in its currency, or go back to the price list. Raises BudgetCommunityOnly."""
    said = intent.text.strip()
    if not said:
        return show_budget(ctx, ShowBudget())
    if not everywhere(ctx.session, paths_for(ctx.actor, ACT)):
        raise BudgetCommunityOnly
    amount, currency = None, ""
    if said.casefold() not in SHIPPED:
        match = _PRICE.fullmatch(said)
        if match is None:
            return Reply("usage-price")
        amount, currency = Decimal(match[1]), "CNY" if match[2] else (match[3] or "").upper()
    budget.reprice(ctx.session, amount, currency, ctx.now, ctx.actor.id)
    return Reply("price-set", _budget_facts(ctx))


def _budget_facts(ctx: Ctx) -> dict[str, object]:
    month = budget.account(ctx.session, ctx.now, ctx.zone)
    facts: dict[str, object] = {"currency": month.currency, "segments": month.segments, "spent": f"{month.spent:.2f}"}
    facts |= {
        "price": shown(month.price),
        "period": f"{ctx.now.astimezone(ctx.zone):%Y-%m}",
        "forecast": f"{month.forecast:.2f}",
    }
    if month.budget is None:
        return facts | {"limit": line(ctx, "budget-none")}
    sum_of = {"currency": month.currency, "budget": f"{month.budget:.2f}", "percent": month.percent}
    return facts | {"limit": line(ctx, "budget-limit", **sum_of)}


def show_rules(ctx: Ctx, intent: ShowRules) -> Reply:
    """The rules that hold messages back, and whether sending is stopped."""
    rules, now_paused = guards(), paused(ctx.session)
    short, other = rules.hours[SMS], rules.hours[OTHER]
    state = (
        line(ctx, "rules-paused", **paused_facts(now_paused, ctx.zone)) if now_paused else line(ctx, "rules-running")
    )
    return Reply(
        "rules",
        {
            "state": state, "sms": f"{short.start:%H:%M}–{short.end:%H:%M}",
            "other": f"{other.start:%H:%M}–{other.end:%H:%M}", "same": rules.cap.same, "all": rules.cap.all,
            "times": rules.loop_times, "minutes": int(rules.loop_within.total_seconds() / 60),
            "percent": rules.warn_percent, "limit": _budget_facts(ctx)["limit"],
        },
    )  # fmt: skip


ROUTES = (
    Route(PauseSending, pause_sending, ACT, ("/pause", "暂停发送", "pause sending"), PauseSending),
    Route(ResumeSending, resume_sending, ACT, ("/unpause", "恢复发送", "resume sending", "unpause"), whole=True),
    Route(ShowBudget, show_budget, ACT, ("/budget", "预算", "budget"), whole=True),
    Route(SetBudget, set_budget, ACT, ("/smsbudget", "短信预算", "smsbudget", "sms budget"), SetBudget),
    Route(SetPrice, set_price, ACT, ("/smsprice", "短信单价", "smsprice", "sms price"), SetPrice),
    Route(ShowRules, show_rules, ACT, ("/rules", "发送规则", "rules"), whole=True),
)
