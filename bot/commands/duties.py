"""Duties, looked at and changed by chat: a coordinator sees what a change makes of the next dates, then confirms it."""

from typing import Any

from bot.commands.duty_lines import card, date_words, next_words, rhythm_words
from bot.commands.lines import capped, line
from bot.commands.settling import settle_question
from bot.context import Ask, Ctx, Reply
from bot.duty_words import FIELDS, AudienceUnclear, read_change, read_name
from bot.intents import About, Intent, Worded
from bot.rhythm_words import read_rhythm
from bot.routes import Route
from models.db import new_id
from models.duties import Duty
from models.duty_edits import (
    DutyChanged,
    add,
    all_duties,
    apply,
    before,
    dates,
    named_at_start,
    period_kind,
    with_changes,
)
from models.errors import NotFound, StairwellError
from models.lookup import everywhere
from models.permissions import may, paths_for

SEE, EDIT = "duty.see", "duty.edit"
NEW_WORDS = ("新增", "新建", "new", "add")
LATE_DAYS = 5
_DUE = {"week": "week_end", "month": "month_end", "quarter": "quarter_end", "day": 3}
"""Until when a new duty is due, by what it is for, until a coordinator says otherwise."""


class DutyCommunityOnly(StairwellError):
    """Duties are the same for everybody, so it takes a coordinator of the whole community."""

    key = "error-duty-community-only"


class NotAnItemList(StairwellError):
    """Only a duty that asks for a list has points to write down."""

    key = "error-duty-no-list"


class ShowDuties(Intent):
    """Which duties are there?"""


class OneDuty(Worded):
    """One duty in full, or a change of it, or a new one."""


class ConfirmDuty(About):
    """Apply the change that was shown."""


def show_duties(ctx: Ctx, intent: ShowDuties) -> Reply:
    """Every duty with its rhythm and its next date, those that are off last."""
    lines = [
        line(ctx, "duties-line" if duty.active else "duties-line-off", duty=duty.name, code=duty.key,
             rhythm=rhythm_words(ctx, duty), next=next_words(ctx, duty))
        for duty in all_duties(ctx.session)
    ]  # fmt: skip
    names = [duty.name.get(ctx.actor.language, duty.key) for duty in all_duties(ctx.session) if duty.active]
    return Reply("duties", {"lines": capped(ctx, lines), "names": names})


def one_duty(ctx: Ctx, intent: OneDuty) -> Reply:
    """Show a duty, or what a change would make of it, with the question. Raises what reading the words raises."""
    head, _, rest = intent.text.partition(" ")
    if head.casefold() in NEW_WORDS:
        return _new(ctx, rest.strip())
    duty, rest = named_at_start(ctx.session, intent.text)
    if not rest:
        facts = {"duty": duty.name, "code": duty.key, "rhythm": rhythm_words(ctx, duty), "next": next_words(ctx, duty)}
        state = "duty-state-on" if duty.active else "duty-state-off"
        return Reply("duty-show", facts | {"state_key": state, "lines": card(ctx, duty)})
    _may_edit(ctx)
    return _change(ctx, duty, rest)


def _may_edit(ctx: Ctx) -> None:
    """Raise NotFound, as for anything that is not theirs, or DutyCommunityOnly."""
    if not may(ctx.actor, EDIT):
        raise NotFound(what="")
    if not everywhere(ctx.session, paths_for(ctx.actor, EDIT)):
        raise DutyCommunityOnly


def _change(ctx: Ctx, duty: Duty, text: str) -> Reply:
    word = next((word for word in sorted(FIELDS, key=len, reverse=True) if _begins(text, word)), None)
    if word is None:
        return Reply("usage-duty", {"code": duty.key, "said": text[:20]})
    field, said = FIELDS[word], text[len(word) :].strip(" :：,，")
    if field == "items" and duty.ask != "items":
        raise NotAnItemList
    values = read_change(duty, field, said)
    if "rhythm" in values:
        values["per"] = period_kind(values["rhythm"], ctx.now, ctx.zone)
    values = {name: value for name, value in values.items() if getattr(duty, name) != value}
    if not values:
        return Reply("duty-same", {"duty": duty.name, "code": duty.key})
    return _preview(ctx, duty, values)


def _begins(text: str, word: str) -> bool:
    after = text[len(word) : len(word) + 1]
    return text.casefold().startswith(word) and (not word.isascii() or not after.isalnum())


def _preview(ctx: Ctx, duty: Duty, values: dict[str, Any]) -> Reply:
    changed = with_changes(duty, values)
    data = {"key": duty.key, "values": values, "was": before(duty, values)}
    return _asked(ctx, "duty-preview-off" if not changed.active else "duty-preview", changed, data)


def _asked(ctx: Ctx, key: str, duty: Duty, data: dict[str, Any]) -> Reply:
    first = dates(ctx.session, duty.rhythm, ctx.now, ctx.zone, 1)
    facts = {
        "duty": duty.name, "rhythm": rhythm_words(ctx, duty), "lines": card(ctx, duty),
        "next": date_words(ctx, first[0]) if first else line(ctx, "duty-next-unknown"),
    }  # fmt: skip
    return Reply(key, facts, Ask("duty", new_id(ctx.now), data, new=True))


def _new(ctx: Ctx, text: str) -> Reply:
    """A new duty, of which only name, audience and rhythm must be said: "名称;对象;时间"."""
    _may_edit(ctx)
    parts = [part.strip() for part in text.replace("；", ";").split(";")]
    if len(parts) != 3 or not all(parts):
        return Reply("usage-duty-new")
    name, rhythm = read_name(parts[0]), read_rhythm(parts[2])
    if any(set(name.values()) & set(duty.name.values()) for duty in all_duties(ctx.session)):
        return Reply("duty-name-taken", {"duty": name})
    blank = _blank(name, rhythm, period_kind(rhythm, ctx.now, ctx.zone))
    who = read_change(blank, "audience", parts[1])
    if not who:
        raise AudienceUnclear(said=parts[1][:20])
    duty = with_changes(blank, who)
    return _asked(ctx, "duty-preview-new", duty, {"new": duty.model_dump(mode="json")})


def _blank(name: dict[str, str], rhythm: dict[str, Any], per: str) -> Duty:
    return Duty(
        key="", name=name, rhythm=rhythm, per=per, audience="", ask="report", message_key="practice-due",
        window={"due": _DUE[per], "late_days": LATE_DAYS}, remind=[], escalate=[], points={
            "on_time": "practice.done", "late": "practice.late",
        },
    )  # fmt: skip


def confirm_duty(ctx: Ctx, intent: ConfirmDuty) -> Reply:
    """Apply what was shown, once; if somebody else changed the duty meanwhile it is shown anew, nothing is applied."""
    _may_edit(ctx)
    data = settle_question(ctx, "duty").data
    if "new" in data:
        fresh = Duty(**{name: value for name, value in data["new"].items() if value is not None})
        duty = add(ctx.session, fresh, ctx.now, ctx.zone, ctx.person_id)
        return Reply("duty-added", {"duty": duty.name, "code": duty.key, "next": next_words(ctx, duty)})
    try:
        duty = apply(ctx.session, data["key"], data["values"], data["was"], ctx.now, ctx.zone, ctx.person_id)
    except DutyChanged:
        found, _ = named_at_start(ctx.session, data["key"])
        return _preview(ctx, found, data["values"])
    if not duty.active:
        return Reply("duty-off", {"duty": duty.name, "code": duty.key})
    return Reply("duty-changed", {"duty": duty.name, "code": duty.key, "next": next_words(ctx, duty)})


def _parse(rest: str) -> Intent:
    return OneDuty(rest) if rest else ShowDuties()


ROUTES = (
    Route(ShowDuties, show_duties, SEE, ("/duties", "/duty", "职责", "duties", "duty"), _parse),
    Route(OneDuty, one_duty, SEE),
    Route(ConfirmDuty, confirm_duty, EDIT),
)
