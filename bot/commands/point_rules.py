"""The rules of points: what they are, why somebody has the points they have; changing them takes two."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from bot.commands.lines import line, worded
from bot.commands.points import UNREADABLE, BadYear, parse_year
from bot.context import Ctx, Reply
from bot.intents import Intent, Worded
from bot.proposing import Kind, submit
from bot.routes import Route
from models import point_rules
from models.errors import EntryNotFound, StairwellError
from models.grid import Grid, within
from models.ledger import Entry
from models.lookup import everywhere
from models.permissions import paths_for
from models.point_rules import BONUS, Rule, rules_of, rules_on, shipped
from models.proposals import Proposal
from models.why import ground, sums

_CHANGE = re.compile(
    r"(.+?)\s+(\d{1,4})分?(?:\s*(?:最多|max)\s*(\d{1,4}))?\s*(?:自|从|from)\s*(\d{4})-(\d{1,2})-(\d{1,2})起?", re.ASCII
)


class ShowPointRules(Intent):
    """What earns how many points?"""


class ChangeRule(Worded):
    """From a day on, that shall earn so many points."""


class Why(Worded):
    """Why have I got these points? A year, or the number of an entry."""


class RulesCommunityOnly(StairwellError):
    """The rules are the same for everybody, so it takes a coordinator of the whole community."""

    key = "error-rules-community-only"


# --- looking ---
def show_rules(ctx: Ctx, intent: ShowPointRules) -> Reply:
    """Every rule as it applies today, and what is agreed for a day to come."""
    today = _today(ctx)
    now, later = rules_on(ctx.session, today), point_rules.rule_books(ctx.session)[-1]
    lines = [_rule_line(ctx.actor.language, rule) for rule in now.rules.values() if rule.key != BONUS]
    if later.applies_from > today:
        new = [
            _rule_line(ctx.actor.language, rule) for key, rule in later.rules.items() if _differs(rule, now.rules[key])
        ]
        lines += [line(ctx, "rule-later", date=later.applies_from.isoformat(), version=later.version), *new]
    return Reply("point-rules", {"version": now.version, "date": now.applies_from.isoformat(), "lines": lines})


def why(ctx: Ctx, intent: Why) -> Reply:
    """My points of a year by rule: entries, raw × points = sum; or one entry with what it rests on."""
    said = intent.text.strip().removeprefix("#")
    if said.isascii() and said.isdigit() and not (len(said) == 4 and said.startswith("2")):
        return _why_entry(ctx, int(said))
    if (year := parse_year(said)) == UNREADABLE:
        raise BadYear
    year = year or _today(ctx).year
    found = sums(ctx.session, ctx.person_id, year)
    if not found:
        return Reply("points-none", {"year": year})
    lines = [
        line(
            ctx, "why-line", rule=_name(one.rule, ctx.actor.language), version=one.version, entries=one.entries,
            raw=one.raw, each=one.points // one.raw if one.raw else 0, points=one.points,
        )
        for one in found
    ]  # fmt: skip
    return Reply("why", {"year": year, "lines": lines, "sum": sum(one.points for one in found)})


def _why_entry(ctx: Ctx, number: int) -> Reply:
    """One's own entry, or one of those whose points the asker may correct; any other does not exist."""
    theirs = col(Entry.person_id) == ctx.actor.id
    if paths := paths_for(ctx.actor, "points.correct"):
        theirs |= col(Entry.grid_id).in_(select(col(Grid.id)).where(within(paths)))
    entry = ctx.session.exec(select(Entry).where(Entry.seq == number, theirs)).first()
    if entry is None:
        raise EntryNotFound(what=str(number))
    language, rests_on, rules = (
        ctx.actor.language,
        ground(ctx.session, entry),
        rules_of(ctx.session, entry.rule_version),
    )
    facts: dict[str, Any] = {
        "entry": entry.seq, "rule": _name(entry.rule, language), "raw": entry.raw, "points": entry.points,
        "each": entry.points // entry.raw if entry.raw else 0, "version": entry.rule_version, "grid": rests_on.grid,
        "date": (rules or shipped()).applies_from.isoformat(), "name": rests_on.by or "",
        "day": entry.at.astimezone(ctx.zone).date().isoformat(),
    }  # fmt: skip
    lines = []
    if rests_on.duty is not None and rests_on.done_on is not None:
        about = rests_on.duty.get(language) or rests_on.duty["zh-CN"]
        lines.append(
            line(ctx, "why-report-late" if rests_on.late else "why-report", duty=about, period=rests_on.period,
                 grid=rests_on.grid, day=rests_on.done_on.isoformat(), name=rests_on.by or "")
        )  # fmt: skip
    if entry.reverses is not None:
        lines.append(line(ctx, "why-reverses", entry=entry.reverses))
    if entry.reason and entry.reason != "undo":
        lines.append(line(ctx, "why-reason", reason=entry.reason))
    if rests_on.reversed_by is not None:
        lines.append(line(ctx, "why-reversed", entry=rests_on.reversed_by))
    return Reply("why-entry", facts | {"lines": lines})


# --- changing ---
def change_rule(ctx: Ctx, intent: ChangeRule) -> Reply:
    """Propose that a rule gives other points from a day on. Raises UnknownRule, BadPoints, RuleTooSoon."""
    community_only(ctx, "rules.change")
    match = _CHANGE.fullmatch(intent.text.strip())
    key = _key_of(match[1]) if match else None
    if match is None or key is None:
        names = [_name(rule, ctx.actor.language) for rule in shipped().rules if rule != BONUS]
        return Reply("usage-rule-change", {"lines": names, "day": _today(ctx).replace(month=12, day=31).isoformat()})
    try:
        applies_from = date(int(match[4]), int(match[5]), int(match[6]))
    except ValueError:
        raise point_rules.RuleTooSoon(date=(_today(ctx) + timedelta(days=1)).isoformat()) from None
    before = rules_on(ctx.session, applies_from).rules[key]
    most = int(match[3]) if match[3] else before.most
    content = point_rules.changed(ctx.session, key, int(match[2]), most, applies_from, _today(ctx))
    return submit(ctx, "rule", KINDS["rule"], key, content | {"before": before.points})


def _rule_agreed(ctx: Ctx, proposal: Proposal) -> Mapping[str, object]:
    book = point_rules.apply(ctx.session, proposal.content, proposal.actor_id, ctx.person_id, ctx.now, _today(ctx))
    return {"version": book.version, "rule": proposal.content["key"], "points": proposal.content["points"]}


def _rule_words(ctx: Ctx, content: Mapping[str, Any], language: str) -> str:
    return worded(
        language, "rule-proposal", rule=_name(content["key"], language), before=content["before"],
        points=content["points"], date=content["applies_from"],
    )  # fmt: skip


def _rule_line(language: str, rule: Rule) -> str:
    key = "rule-line" if rule.most is None else "rule-line-most"
    return worded(language, key, name=rule.name[language], points=rule.points, most=rule.most or 0)


def _differs(one: Rule, other: Rule) -> bool:
    return (one.points, one.most) != (other.points, other.most)


def _name(key: str, language: str) -> str:
    rule = shipped().rules.get(key)
    return rule.name[language] if rule else key


def _key_of(said: str) -> str | None:
    """The rule of that key or name, exactly."""
    bare = said.replace(" ", "").casefold()
    for key, rule in shipped().rules.items():
        if key != BONUS and bare in (key, *(name.replace(" ", "").casefold() for name in rule.name.values())):
            return key
    return None


def community_only(ctx: Ctx, act: str) -> None:
    """Raise RulesCommunityOnly for whoever may not do it all over the community."""
    if not everywhere(ctx.session, paths_for(ctx.actor, act)):
        raise RulesCommunityOnly


def _today(ctx: Ctx) -> date:
    return ctx.now.astimezone(ctx.zone).date()


KINDS = {
    "rule": Kind("rules.change", _rule_words, _rule_agreed),
}
ROUTES = (
    Route(ShowPointRules, show_rules, "standing.see", ("/pointrules", "积分规则", "point rules", "pointrules"),
          whole=True),
    Route(Why, why, "points.see", ("/why", "为什么", "why"), Why),
    Route(ChangeRule, change_rule, "rules.change", ("/rulechange", "改规则", "rulechange"), ChangeRule),
)  # fmt: skip
