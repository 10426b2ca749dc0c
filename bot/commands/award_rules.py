"""The rules of the awards in plain words, and changing them: one proposes, a second coordinator agrees."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from bot.award_words import read_change, read_new
from bot.commands.awards import community_only
from bot.commands.lines import joined, line, worded
from bot.context import Ctx, Reply
from bot.intents import Worded
from bot.proposing import Kind, submit
from bot.routes import Route
from models import award_rules
from models.award_rules import NAME_LENGTH, PERSON, AwardYearMade, BadAwardRule, find_award
from models.awards import award_list, rules_for
from models.grid import COMMUNITY
from models.proposals import Proposal

ACT = "rules.change"
_YEAR = re.compile(r"\s*(?:自|从|from)?\s*(2\d{3})\s*年?起?\s*$", re.ASCII | re.IGNORECASE)
_STOP, _NEW = {"停用", "取消", "stop"}, {"新增", "new"}
LEVEL_KEYS = {2: "award-level-station", 3: "level-grid", 4: "level-building",
              5: "level-unit"}  # fmt: skip


class AwardRules(Worded):
    """Which awards there are and how they are computed; with words behind it, what shall be another."""


class ChangeAwardRules(Worded):
    """What shall be another in the award rules."""


def show(ctx: Ctx, intent: AwardRules) -> Reply:
    """Each award of this year in plain words, and how to change one for who may."""
    rules = rules_for(ctx.session, _this_year(ctx))
    lines = [describe(rule, ctx.actor.language) for rule in rules["awards"].values()]
    short = joined(ctx.actor.language, [_name(rule, ctx.actor.language) for rule in rules["awards"].values()])
    return Reply("award-rules", {"version": rules["version"], "lines": lines, "names": short})


def change(ctx: Ctx, intent: ChangeAwardRules) -> Reply:
    """Propose a change for a year whose list is not made. Raises UnknownAward, BadAwardRule, AwardYearMade."""
    community_only(ctx, ACT)
    text, year = intent.text.strip(), _this_year(ctx)
    if match := _YEAR.search(text):
        text, year = text[: match.start()], int(match[1])
    _not_made(ctx, year)
    head, _, rest = text.partition(" ")
    rules = rules_for(ctx.session, year)
    if head.casefold() in _NEW:
        read = read_new(rest)
        if read is None or not len(read[0]) <= NAME_LENGTH:
            return Reply("usage-award-new")
        award = "own-" + hashlib.sha256(read[0].encode()).hexdigest()[:8]
        wanted: dict[str, Any] = {"new": read[1]}
    else:
        named, rest = _split(rules, text)
        award = find_award(rules, named, ctx.actor.language)
        wanted = {"stop": True} if rest.strip().casefold() in _STOP else read_change(rest) or {}
        if not wanted:
            return Reply("usage-award-rules", {"name": _name(rules["awards"][award], ctx.actor.language)})
    award_rules.changed(rules, award, wanted)
    content = {"year": year, "award": award, "change": wanted, "name": dict((rules["awards"].get(award)
               or wanted["new"])["name"])}  # fmt: skip
    return submit(ctx, "award-rules", KINDS["award-rules"], f"{year}:{award}", content)


def _split(rules: Mapping[str, Any], text: str) -> tuple[str, str]:
    """(name of an award, the rest): the longest name that the text begins with, else its first word."""
    names = [name for rule in rules["awards"].values() for name in rule["name"].values()]
    for name in sorted(names, key=len, reverse=True):
        if text.casefold().startswith(name.casefold()):
            return name, text[len(name) :]
    head, _, rest = text.partition(" ")
    return head, rest


def describe(rule: Mapping[str, Any], language: str) -> str:
    """One award in plain words: who is rated, by what, under which conditions, how many get it."""
    rated = "award-rated-person" if rule["rated"] == PERSON else LEVEL_KEYS[rule["rated"]]
    parts = [worded(language, "award-weight", part=_part(part, language), weight=weight)
             for part, weight in rule["parts"].items()]  # fmt: skip
    least = [_least(name, number, language) for name, number in rule["min"].items() if number]
    return worded(
        language, "award-rule", name=_name(rule, language), rated_key=rated, parts=joined(language, parts),
        least=joined(language, least) or "–", quota=_quota(rule["quota"], language),
    )  # fmt: skip


def _quota(quota: Mapping[str, int], language: str) -> str:
    words = []
    if quota.get("level") == COMMUNITY:
        words.append(worded(language, "award-quota-everywhere"))
    elif quota.get("level"):
        words.append(worded(language, "award-quota-level", level_key=LEVEL_KEYS[quota["level"]]))
    for name in ("percent", "at_least", "at_most"):
        if quota.get(name):
            words.append(worded(language, f"award-quota-{name.replace('_', '-')}", count=quota[name]))
    return joined(language, words)


def _least(name: str, number: int, language: str) -> str:
    return worded(language, f"award-min-{name.replace('_', '-')}", count=number)


def _part(part: str, language: str) -> str:
    return worded(language, f"award-part-{part}")


def _name(rule: Mapping[str, Any], language: str) -> str:
    names: Mapping[str, str] = rule["name"]
    return names.get(language) or names["zh-CN"]


def _words(ctx: Ctx, content: Mapping[str, Any], language: str) -> str:
    wanted = content["change"]
    if "new" in wanted:
        what = describe(wanted["new"], language)
    elif "stop" in wanted:
        what = worded(language, "award-change-stop")
    else:
        said = [worded(language, "award-weight", part=_part(part, language), weight=weight)
                for part, weight in wanted.get("parts", {}).items()]  # fmt: skip
        said += [_least(name, number, language) for name, number in wanted.get("min", {}).items()]
        said += [quota] if (quota := _quota(wanted.get("quota", {}), language)) else []
        what = joined(language, said)
    return worded(language, "award-rules-proposal", year=content["year"], name=_name(content, language), what=what)


def _agreed(ctx: Ctx, proposal: Proposal) -> Mapping[str, object]:
    """Make the version. Raises as `change` does, for what has changed meanwhile."""
    content = proposal.content
    _not_made(ctx, content["year"])
    version = award_rules.keep_version(
        ctx.session, content["award"], content["change"], content["year"], proposal.actor_id, ctx.person_id, ctx.now
    )
    return {"version": version.version, "award": content["award"], "year": content["year"]}


def _not_made(ctx: Ctx, year: int) -> None:
    """Whether the rules of a year can still be changed. Raises AwardYearMade, BadAwardRule for a year gone by."""
    if award_list(ctx.session, year) is not None:
        raise AwardYearMade(year=year)
    if not _this_year(ctx) - 1 <= year <= _this_year(ctx) + 5:
        raise BadAwardRule(why=line(ctx, "award-wrong-year"))


def _this_year(ctx: Ctx) -> int:
    return ctx.now.astimezone(ctx.zone).year


def parse(rest: str) -> Worded:
    """With words behind it, a change; else the rules."""
    return ChangeAwardRules(rest) if rest.strip() else AwardRules()


KINDS = {"award-rules": Kind(ACT, _words, _agreed)}
ROUTES = (
    Route(AwardRules, show, "standing.see", ("/awardrules", "评选规则", "awardrules", "award rules"), parse),
    Route(ChangeAwardRules, change, ACT),
)
