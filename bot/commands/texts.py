"""The pools of texts: how long they last, what is in them, what was sent; approve, withdraw, plan."""

import re
from collections.abc import Mapping

from bot.commands.lines import capped, line, listed
from bot.commands.text_entry import AddText, pool_said, purpose_of, shown, use_line
from bot.context import Ctx, Reply
from bot.intents import Intent, Worded
from bot.routes import Route
from models import text_office as office
from models.errors import StairwellError
from models.festivals import coming
from models.lookup import everywhere
from models.people import LANGUAGES
from models.permissions import paths_for
from models.text_office import ACT, APPROVE, Stock
from models.texts import APPROVED, DRAFT, USED, PoolText
from models.wording import GREETING, POOLS, WEEKLY

MOST_LISTED, MOST_USES, MOST_STORY, MOST_AT_ONCE = 40, 12, 20, 60
SHOWN = 28
"""Letters of a text in a list."""
_NUMBERS = re.compile(r"#?(\d{1,7})(?:\s*[-~到至]\s*#?(\d{1,7}))?", re.ASCII)


class ShowTexts(Worded):
    """How are the pools doing?"""


class ListTexts(Worded):
    """What is in a pool, or which drafts wait? Or the whole of one text, by its number."""


class ApproveTexts(Worded):
    """These drafts are good (numbers, as typed)."""


class WithdrawText(Worded):
    """This text is not to be used any more."""


class PlanText(Worded):
    """This text is for that week or that holiday."""


class TextHistory(Worded):
    """What was sent when; or what was done with one text, by its number."""


class TextNumbers(StairwellError):
    """No number of a text was named, or too many (`most`)."""

    key = "error-text-numbers"


class ApproveCommunityOnly(StairwellError):
    """Texts go to the whole community, so a coordinator of the whole community lets them go."""

    key = "error-text-community-only"


VERBS: Mapping[type[Worded], tuple[str, ...]] = {
    AddText: ("添加", "新增", "写", "add", "new"),
    ListTexts: ("列表", "看", "查看", "草稿", "list", "show", "drafts"),
    ApproveTexts: ("批准", "同意", "通过", "approve"),
    WithdrawText: ("撤下", "撤回", "停用", "withdraw"),
    PlanText: ("安排", "定", "plan"),
    TextHistory: ("记录", "历史", "history"),
}
DRAFTS = ("草稿", "drafts")


def read_texts(rest: str) -> Intent:
    """What follows 文案 or /texts: one of VERBS and what it is about; anything else shows the pools."""
    verb, _, words = rest.partition(" ")
    verb = verb.casefold()
    for kind, spoken in VERBS.items():
        if verb in spoken:
            return kind(verb if verb in DRAFTS else words.strip())
    return ShowTexts(rest)


def show_texts(ctx: Ctx, intent: ShowTexts) -> Reply:
    """Each pool: how many are left, until when, which drafts wait, which holiday comes next."""
    today = ctx.now.astimezone(ctx.zone).date()
    weekly, greeting = (office.stock(ctx.session, pool, today) for pool in (WEEKLY, GREETING))
    lines = [
        line(ctx, "texts-line-weekly", count=weekly.unused, until=_until(ctx, weekly)),
        line(ctx, "texts-line-greeting", count=greeting.unused),
    ]
    if greeting.bare:
        lines.append(line(ctx, "texts-bare", names=[_occasion(ctx, name) for name in greeting.bare]))
    lines += [
        line(ctx, "texts-next", name=_occasion(ctx, name), day=day.isoformat()) for day, name in coming(today, 366)[:1]
    ]
    if drafts := sorted(weekly.drafts + greeting.drafts):
        numbers = [f"#{number}" for number in drafts[:MOST_LISTED]]
        lines.append(line(ctx, "texts-drafts", count=len(drafts), numbers=numbers))
    return Reply("texts", {"lines": lines, "count": weekly.unused, "until": _until(ctx, weekly), "drafts": len(drafts)})


def list_texts(ctx: Ctx, intent: ListTexts) -> Reply:
    """The texts of a pool that can be used, the drafts of both, or all of one text."""
    if intent.text in DRAFTS:
        found = [office.listed(ctx.session, pool, (DRAFT,), MOST_LISTED) for pool in POOLS]
        rows = [text for texts, _ in found for text in texts]
        return _listing(ctx, line(ctx, "texts-label-drafts"), rows, sum(count for _, count in found))
    if intent.text.lstrip("#").isdigit():
        return _whole(ctx, office.find(ctx.session, read_numbers(intent.text)[0]))
    pool = pool_said(intent.text) if intent.text else WEEKLY
    if pool is None:
        return Reply("usage-texts")
    states = (APPROVED, USED) if pool == GREETING else (APPROVED,)
    rows, count = office.listed(ctx.session, pool, states, MOST_LISTED)
    return _listing(ctx, line(ctx, f"text-pool-{pool}"), rows, count)


def approve_texts(ctx: Ctx, intent: ApproveTexts) -> Reply:
    """Let drafts be used. Raises ApproveCommunityOnly, TextNumbers."""
    _require_everywhere(ctx)
    done = office.approve(ctx.session, read_numbers(intent.text), ctx.person_id, ctx.now)
    lines = [line(ctx, "texts-approved", count=len(done.approved), numbers=_hashed(done.approved))]
    if not done.approved:
        lines = []
    if done.own:
        names = [one.name for one in office.seconds(ctx.session, ctx.person_id)]
        lines.append(line(ctx, "texts-own", numbers=_hashed(done.own), names=names))
    if done.left:
        lines.append(line(ctx, "texts-no-draft", numbers=_hashed(done.left)))
    return Reply("texts-decided", {"lines": lines})


def withdraw_text(ctx: Ctx, intent: WithdrawText) -> Reply:
    """Take texts out of use; a station's coordinator only their own drafts. Raises TextNumbers, TextNotFound."""
    numbers = read_numbers(intent.text)
    may_all = everywhere(ctx.session, paths_for(ctx.actor, APPROVE))
    for number in numbers:
        office.withdraw(ctx.session, number, ctx.person_id, ctx.now, may_all=may_all)
    return Reply("texts-withdrawn", {"numbers": listed(ctx, _hashed(numbers))})


def plan_text(ctx: Ctx, intent: PlanText) -> Reply:
    """Keep a text for a week, a day or a holiday, or for none. Raises TextNumbers, TextNotFound, BadPlan."""
    _require_everywhere(ctx)
    said, _, when = intent.text.partition(" ")
    number, when = read_numbers(said)[0], when.strip()
    if not when:
        return Reply("usage-text-plan")
    pool = office.find(ctx.session, number).pool
    name, period = purpose_of(pool, when, ctx.now.astimezone(ctx.zone).date())
    text = office.plan(ctx.session, number, name, period, ctx.person_id, ctx.now)
    key = "text-planned" if name or period else "text-planned-any"
    more = line(ctx, "text-still-draft") if text.state == DRAFT else ""
    return Reply(key, {"number": number, "use": use_line(ctx.actor.language, pool, name, period), "more": more})


def text_history(ctx: Ctx, intent: TextHistory) -> Reply:
    """Which text each period got, or what was done with one text. Raises TextNotFound."""
    if intent.text:
        return _story(ctx, read_numbers(intent.text)[0])
    lines = []
    for pool in POOLS:
        for use, text in office.uses(ctx.session, pool, MOST_USES):
            key = "texts-use-none" if text is None else "texts-use-again" if use.again else "texts-use"
            facts = {"number": text.id, "text": _short(text, ctx.actor.language)} if text else {}
            lines.append(line(ctx, key, use=use_line(ctx.actor.language, pool, "", use.period), **facts))
    if not lines:
        return Reply("texts-no-history")
    return Reply("texts-history", {"lines": capped(ctx, lines), "count": len(lines), "first": lines[0]})


def read_numbers(said: str) -> list[int]:
    """The numbers of "12 14-20、#22", each once, MOST_AT_ONCE at most. Raises TextNumbers."""
    out: list[int] = []
    for first, last in _NUMBERS.findall(said):
        low, high = int(first), int(last or first)
        if not low <= high < low + MOST_AT_ONCE:
            raise TextNumbers(most=MOST_AT_ONCE)
        out += [number for number in range(low, high + 1) if number not in out]
    if not out or len(out) > MOST_AT_ONCE or _NUMBERS.sub("", said).strip(" ,、，;；#和"):
        raise TextNumbers(most=MOST_AT_ONCE)
    return out


def _listing(ctx: Ctx, label: str, rows: list[PoolText], count: int) -> Reply:
    if not rows:
        return Reply("texts-list-none", {"label": label})
    language = ctx.actor.language
    lines = [
        line(
            ctx, "texts-list-line", number=text.id, text=_short(text, language),
            use=use_line(language, text.pool, text.for_name, text.period),
        )
        for text in rows
    ]  # fmt: skip
    if count > len(rows):
        lines.append(line(ctx, "lines-more", more=count - len(rows)))
    return Reply("texts-list", {"label": label, "count": count, "lines": lines, "first": lines[0]})


def _whole(ctx: Ctx, text: PoolText) -> Reply:
    lines, much = shown(ctx.session, text.body, ctx.actor.language)
    use = use_line(ctx.actor.language, text.pool, text.for_name, text.period)
    state = line(ctx, f"text-state-{text.state}", when=text.used_for)
    return Reply("text-whole", {"number": text.id, "use": use, "state": state, "lines": lines, "segments": much})


def _story(ctx: Ctx, number: int) -> Reply:
    rows = office.story(ctx.session, number, MOST_STORY)
    if not rows:
        raise office.TextNotFound(what=number)
    lines = []
    for act, name in rows:
        key = act.act.replace(".", "-")
        when = str(act.facts.get("period") or "")
        for_name = str(act.facts.get("occasion") or "")
        lines.append(
            line(
                ctx, f"{key}-line", day=act.at.astimezone(ctx.zone).date().isoformat(),
                name=name or line(ctx, "text-by-program"), when=_occasion(ctx, for_name) if for_name else when or "–",
            )
        )  # fmt: skip
    return Reply("text-story", {"number": number, "lines": lines, "count": len(lines), "first": lines[-1]})


def _until(ctx: Ctx, stock: Stock) -> str:
    if not stock.weeks:
        return line(ctx, "texts-until-none")
    return line(ctx, "texts-until", when=stock.until, weeks=stock.weeks)


def _occasion(ctx: Ctx, name: str) -> str:
    return line(ctx, f"occasion-{name.replace('_', '-')}")


def _short(text: PoolText, language: str) -> str:
    words = text.body.get(language) or text.body[LANGUAGES[0]]
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def _hashed(numbers: list[int]) -> list[str]:
    return [f"#{number}" for number in numbers]


def _require_everywhere(ctx: Ctx) -> None:
    if not everywhere(ctx.session, paths_for(ctx.actor, APPROVE)):
        raise ApproveCommunityOnly


ROUTES = (
    Route(ShowTexts, show_texts, ACT, ("/texts", "/text", "文案", "texts"), read_texts),
    Route(ListTexts, list_texts, ACT),
    Route(ApproveTexts, approve_texts, APPROVE),
    Route(WithdrawText, withdraw_text, ACT),
    Route(PlanText, plan_text, APPROVE),
    Route(TextHistory, text_history, ACT),
)
