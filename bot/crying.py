"""A cry for help, heard whatever else somebody was asked last, or when nobody asked; and that they are away, alike.

Whoever has a check-in is called for by the words of its question (`call`), though another one is the newest or none is
open. Where those words may be meant for what was asked, or for a command, only the few that are a cry count, and they
are an answer as well. A digit never is one. Anybody else is told the emergency numbers.
"""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from bot.context import Ctx
from bot.grammar import Blank, Doubtful, build
from bot.intents import Intent
from bot.replies import CALLING, read, words_of
from bot.reply_clauses import listed, normal
from models.care import AGREED, ASKED, Care
from models.care_checks import CareCheck
from models.people import SMS
from models.permissions import Scope, scope_of
from models.posts import RESIDENT
from models.questions import QUESTIONS
from models.shared_phones import behind

OF_OTHERS = frozenset({"care_door", "care_which", "care_left", "care_long", "knock", "spot"})
"""Questions that are answered with news of somebody else."""
KEPT = frozenset({"case_tell", "case_more", "case_reported", "case_words", "findings", "checked_in", "reason",
                  "application_words", "event_absent"})  # fmt: skip
"""Questions that are open to any words, and keep those of a cry, too: whose place and time it may tell."""
HEARS_ITSELF = frozenset({"CareContact", "CallMe", "CareMore", "CareDays", "AskWho"})
AWAY, BACK = "SayAway", "ComeBack"
_CALLED_OFF = re.compile("取消|不外出|off|cancel")
_CALLED = re.compile(rf"^\W*(?:110|119|120)\W*$|{CALLING}(?:110|119|120)")
"""An emergency number that is called, or all there is: not 120块 or 119室."""


def hear(ctx: Ctx, intent: Intent) -> tuple[Intent, bool]:
    """(what a message is handled as, whether its speaker is called for as well), given what it was read as."""
    asked = ctx.prompt.question if ctx.prompt is not None else ""
    typed = ctx.inbound.press is None and bool(ctx.inbound.text) and not isinstance(intent, Blank)
    if not typed or asked in OF_OTHERS or type(intent).__name__ in HEARS_ITSELF:
        return intent, False
    if isinstance(intent, Doubtful):
        return _unread(ctx, intent), False
    if type(intent).__name__ in (AWAY, BACK):
        return _away(ctx, intent), False
    if not _is_cry(ctx.inbound.text, sure=True):
        return intent, False
    if not _cared(ctx):  # of a list that words are no answer to, they can hear at least whom to call
        lost = asked and type(intent).__name__ == QUESTIONS[asked].open_intent and QUESTIONS[asked].picks
        return (build("Emergency", 0) if lost else intent), False
    free = asked and type(intent).__name__ == QUESTIONS[asked].open_intent
    if (free and asked not in KEPT) or type(intent).__name__ == "Help":
        return build("CallMe", 0), False
    # Whoever holds a post writes of others in reports and notices.
    return intent, bool(free) or all(held.role == RESIDENT for held in ctx.actor.posts)


def _unread(ctx: Ctx, intent: Intent) -> Intent:
    """Words that are neither a command nor an answer: a call, that they are away, or nothing that is known."""
    reading = read(ctx.inbound.text, QUESTIONS["care"])
    says = reading.choice.says if reading.choice is not None and reading.rule != "number" else ""
    if says == "contact" and (_several(ctx) or _cared(ctx)):
        return build("AskWho", 0, ctx.inbound.text) if _several(ctx) else build("CallMe", 0)
    if says == "contact" and _is_cry(ctx.inbound.text, sure=False):
        return build("Emergency", 0)
    return _gone(ctx) if says == "gone" and _cared(ctx, (AGREED,)) else intent


def _several(ctx: Ctx) -> bool:
    """Whether somebody else behind the same phone may be the one who calls: then it is for all of them."""
    if ctx.inbound.channel != SMS or ctx.named:
        return False
    those = behind(ctx.session, SMS, [ctx.inbound.sender], ctx.now).get(ctx.inbound.sender)
    return those is not None and those.turn != ctx.actor.id


def _away(ctx: Ctx, intent: Intent) -> Intent:
    """A resident who is asked how they are needs no stand-in: it is said of the check-in."""
    if scope_of(ctx.actor, "away.set") is not Scope.NONE or not _cared(ctx, (AGREED,)):
        return intent
    back = type(intent).__name__ == BACK or _CALLED_OFF.search(ctx.inbound.text)
    return build("CareBack", _newest(ctx)) if back else _gone(ctx)


def _gone(ctx: Ctx) -> Intent:
    return build("CareGone", _newest(ctx), ctx.inbound.text)


def _newest(ctx: Ctx) -> int:
    """Their newest check; 0 before the first one."""
    mine = select(col(CareCheck.id)).where(col(CareCheck.person_id) == ctx.actor.id)
    return int(ctx.session.execute(mine.order_by(col(CareCheck.day).desc()).limit(1)).scalar() or 0)


def _cared(ctx: Ctx, states: Sequence[str] = (ASKED, AGREED)) -> bool:
    known = ctx.session.get(Care, ctx.actor.id) if ctx.actor.id is not None else None
    return known is not None and known.state in states


def _is_cry(text: str, *, sure: bool) -> bool:
    """Whether a call in a text is one of the few words that are a cry; `sure`: a number alone tells nothing."""
    low = normal(text)
    marks = listed("cries")["marks"]
    if not (any(mark in low for mark in marks) or any(mark.isdigit() for mark in low)):
        return False
    reading = read(text, QUESTIONS["care"])
    if reading.choice is None or reading.choice.says != "contact":
        return False
    if reading.rule == "emergency number":
        return not sure or _CALLED.search(low) is not None
    if reading.rule == "a figure":
        return True
    said = (*reading.found, *words_of(text, QUESTIONS["care"], "contact"))
    return reading.rule != "number" and any(mark in found for mark in marks for found in said)
