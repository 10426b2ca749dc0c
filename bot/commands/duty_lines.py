"""A duty in words: when, for whom, until when, who is reminded and who hears of it, and the dates that come."""

from datetime import datetime
from typing import Any

from bot.commands.lines import joined, line, worded
from bot.context import Looks
from bot.rhythm_parts import WEEKDAYS
from models.duties import Duty
from models.duty_edits import dates, unknown_year
from models.point_rules import rules_on
from models.rhythms import Occurrence, describe, name_key, reason

DATES = 12
"""So many dates are shown, in full and before a change is confirmed."""


def card(ctx: Looks, duty: Duty) -> list[str]:
    """Everything a coordinator can change about a duty, a line each, then its next dates."""
    lines = [
        line(ctx, "duty-line-rhythm", rhythm=rhythm_words(ctx, duty)),
        line(ctx, "duty-line-audience", audience=audience_words(ctx, duty)),
        line(ctx, "duty-line-window", window=window_words(ctx, duty)),
        line(ctx, "duty-line-remind", rules=_rules(ctx, [_reminder(ctx, rule) for rule in duty.remind])),
        line(ctx, "duty-line-escalate", rules=_rules(ctx, [_above(ctx, rule) for rule in duty.escalate])),
    ]
    if duty.points:
        lines.append(line(ctx, "duty-line-points", points=points_words(ctx, duty)))
    if duty.texts:
        lines.append(line(ctx, "duty-line-texts", pool=duty.texts))
    if duty.items:
        points = [f"{number}{_in(ctx, point)}" for number, point in enumerate(duty.items, 1)]
        lines.append(line(ctx, "duty-line-items", points=points))
    return [*lines, *coming(ctx, duty)]


def coming(ctx: Looks, duty: Duty) -> list[str]:
    """The next dates of a duty, each with why it moved; where they end because a year is not published, that."""
    found = dates(ctx.session, duty.rhythm, ctx.now, ctx.zone, DATES)
    lines = [line(ctx, "duty-line-dates")] if found else []
    lines += [f"{number}. {date_words(ctx, one)}" for number, one in enumerate(found, 1)]
    if len(found) < DATES:
        year = unknown_year(ctx.session, duty.rhythm, found[-1].at if found else ctx.now, ctx.zone)
        lines += [line(ctx, "duty-dates-unknown", year=year)] if year else []
    return lines


def date_words(ctx: Looks, one: Occurrence) -> str:
    """A date with its year, day of the week, time, what day it is, and why it is not the one planned."""
    said = one.at.astimezone(ctx.zone)
    words = line(ctx, "duty-date", period=said.date().isoformat(), time=f"{said:%H:%M}", **_weekday(said))
    known = name_key(one.name)
    if one.name:
        words += line(ctx, "duty-date-name", **({"name_key": known} if known else {"name": one.name}))
    if one.why is not None:
        key, facts = reason(one.why)
        words += line(ctx, "duty-date-why", why=worded(ctx.actor.language, key, **facts))
    return words


def next_words(ctx: Looks, duty: Duty) -> str:
    """The next date in short, or that the calendar it needs is not published."""
    if duty.next_at is None:
        return line(ctx, "duty-next-unknown")
    said = duty.next_at.astimezone(ctx.zone)
    return line(ctx, "duty-date", period=said.date().isoformat(), time=f"{said:%H:%M}", **_weekday(said))


def rhythm_words(ctx: Looks, duty: Duty) -> str:
    """When it comes round, in words that can be said again to change it."""
    key, facts = describe(duty.rhythm)
    return line(ctx, key, **facts)


def _weekday(moment: datetime) -> dict[str, str]:
    return {"weekday_key": f"weekday-{WEEKDAYS[moment.weekday()]}"}


def audience_words(ctx: Looks, duty: Duty) -> str:
    """Whom it asks."""
    role = line(ctx, f"role-{duty.audience.replace('_', '-')}")
    if not duty.levels:
        return role
    return line(ctx, "duty-audience-levels", role=role, levels=[str(level) for level in duty.levels])


def window_words(ctx: Looks, duty: Duty) -> str:
    """Until when it counts as on time, and how long it is accepted late."""
    due, late = duty.window["due"], int(duty.window.get("late_days", 0))
    if isinstance(due, str):
        words = line(ctx, f"duty-due-{due.replace('_', '-')}")
    else:
        words = line(ctx, "duty-due-days", days=due) if due else line(ctx, "duty-due-same-day")
    return words + (line(ctx, "duty-late-days", days=late) if late and duty.ask else "")


def _rules(ctx: Looks, words: list[str]) -> str:
    return joined(ctx.actor.language, words) if words else line(ctx, "duty-rules-none")


def _reminder(ctx: Looks, rule: dict[str, int]) -> str:
    [(kind, days)] = rule.items()
    return line(ctx, "duty-remind-after" if kind == "after_days" else "duty-remind-before", days=days)


def _above(ctx: Looks, rule: dict[str, Any]) -> str:
    to = line(ctx, f"duty-to-{str(rule['to']).replace('_', '-')}")
    if "before_due_days" in rule:
        return line(ctx, "duty-escalate-before", days=rule["before_due_days"], to=to)
    return line(ctx, "duty-escalate-after", days=rule["after_due_days"], to=to)


def points_words(ctx: Looks, duty: Duty) -> str:
    """What each way of doing it earns, as the rules of today say."""
    rules = rules_on(ctx.session, ctx.now.astimezone(ctx.zone).date()).rules
    named = [(rules[rule].name, rules[rule].points) for rule in dict.fromkeys(duty.points.values())]
    return joined(ctx.actor.language, [f"{_in(ctx, name)} +{points}" for name, points in named])


def _in(ctx: Looks, words: dict[str, str]) -> str:
    return words.get(ctx.actor.language) or words.get("zh-CN", "")
