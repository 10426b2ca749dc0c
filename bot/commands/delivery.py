"""What became of a message to many, and the messages nobody can be sure about."""

from datetime import date, timedelta

from bot.commands.approve import leaving, whom
from bot.commands.lines import big_number, line, listed
from bot.commands.settling import settle_question
from bot.context import Ask, Ctx, Reply
from bot.grammar import many_numbers
from bot.intents import (
    Intent,
    LeaveThese,
    LeaveUncertain,
    PickUncertain,
    Resend,
    ResendThese,
    ShowDelivery,
    ShowUncertain,
)
from bot.routes import Route
from messages.catalogue import has
from messages.list_words import about_key
from models import reached
from models.audit import record
from models.broadcasts import AWAITING, CONFIRMED, CONSENT, Broadcast
from models.db import new_id
from models.errors import NotFound
from models.permissions import paths_for
from models.reached import Doubt, Reach

SEE, SETTLE = "delivery.see", "delivery.settle"
RESEND_WORDS, LEAVE_WORDS = ("重发", "再发", "resend"), ("留着", "不发", "leave")
NEWEST_WORDS = ("最新", "latest", "newest")
MOST, MOST_KNOCKERS, WORDS_SHOWN = 8, 6, 20
OPEN_FOR = timedelta(hours=1)


# --- what became of it ---
def show_delivery(ctx: Ctx, intent: ShowDelivery) -> Reply:
    """The newest messages to many by number; of the one that is named (or the only one), the figures."""
    said, paths = intent.text.strip().removeprefix("#").casefold(), paths_for(ctx.actor, SEE)
    if said.isascii() and said.isdigit() and len(said) <= 9:
        return _figures(ctx, reached.broadcast_by_number(ctx.session, int(said), ctx.person_id, paths))
    if said and said not in NEWEST_WORDS:
        return Reply("usage-delivery")
    found = reached.newest(ctx.session, ctx.person_id, paths, MOST)
    if not found:
        return Reply("delivery-none")
    if said or len(found) == 1:
        return _figures(ctx, found[0])
    return Reply("delivery-list", {"lines": [_listed(ctx, about) for about in found], "example": found[0].id})


def _listed(ctx: Ctx, about: Broadcast) -> str:
    return line(
        ctx, f"delivery-line-{_state(ctx, about)}", number=about.id, day=_day(ctx, about), what=_what(ctx, about),
        recipients=about.recipients,
    )  # fmt: skip


def _state(ctx: Ctx, about: Broadcast) -> str:
    if about.state != CONFIRMED:
        return about.state
    return "soon" if about.leaves_at is not None and about.leaves_at > ctx.now else "gone"


def _figures(ctx: Ctx, about: Broadcast) -> Reply:
    """How it stands, line by line; what can still be called off is offered again."""
    state = _state(ctx, about)
    lines = [line(ctx, f"delivery-state-{state}", recipients=about.recipients, **_leaves(ctx, about))]
    lines += _reach_lines(ctx, reached.reach(ctx.session, about)) if state != AWAITING else []
    mine = ctx.person_id == about.actor_id or (ctx.person_id == about.seconded_by and state != AWAITING)
    facts = {
        "number": about.id, "day": _day(ctx, about), "audience": whom(ctx, about, ctx.actor.language),
        "what": _what(ctx, about), "lines": lines,
    }  # fmt: skip
    return Reply("delivery", facts, leaving(about) if mine and state in (AWAITING, "soon") else None)


def _leaves(ctx: Ctx, about: Broadcast) -> dict[str, object]:
    at = (about.leaves_at or ctx.now).astimezone(ctx.zone)
    return {"until_day": at.date().isoformat(), "time": f"{at:%H:%M}"}


def _reach_lines(ctx: Ctx, reach: Reach) -> list[str]:
    """Only what there is; a figure of nought is left out, but for those who got it."""
    lines = [line(ctx, "delivery-sent", count=reach.sent + reach.delivered, delivered=reach.delivered)]
    for name in ("waiting", "uncertain", "expired", "cancelled"):
        if count := getattr(reach, name):
            lines.append(line(ctx, f"delivery-{name}", count=count))
    if not reach.lost:
        return lines
    reasons = [line(ctx, "delivery-reason", why=line(ctx, reason_key(why)), count=count)
               for why, count in _by_words(reach.failed).items()]  # fmt: skip
    lines.append(line(ctx, "delivery-failed", count=reach.lost, reasons=listed(ctx, reasons)))
    if reach.knocking:
        some = list(reach.knocking.items())
        names = [line(ctx, "delivery-knocker", name=name, count=count) for name, count in some[:MOST_KNOCKERS]]
        if some[MOST_KNOCKERS:]:
            names.append(line(ctx, "delivery-more-knockers", count=sum(count for _, count in some[MOST_KNOCKERS:])))
        lines.append(line(ctx, "delivery-knocking", count=sum(reach.knocking.values()), names=listed(ctx, names)))
    for name in ("told", "nobody", "unplanned"):
        if count := getattr(reach, name):
            lines.append(line(ctx, f"delivery-{name}", count=count))
    return lines


_REASONS = {
    "no consent": "no-consent", "no address": "no-address", "stopped": "stopped", "unreachable": "unreachable",
    "blocked": "blocked", "deactivated": "gone", "unknown number": "number", "invalid number": "number",
    "not a mobile number": "number", "landline": "number", "handset off": "off", "filtered": "filtered",
    "not started": "not-started",
}  # fmt: skip


def reason_key(why: str) -> str:
    """The catalogue key that says in words why a message failed."""
    key = f"delivery-why-{_REASONS.get(why, 'other')}"
    return key if has(key) else "delivery-why-other"


def _by_words(failed: dict[str, int]) -> dict[str, int]:
    """Reasons that are said alike are counted together; the word for each is one of them."""
    words: dict[str, str] = {}
    counts: dict[str, int] = {}
    for why, count in failed.items():
        same = words.setdefault(reason_key(why), why)
        counts[same] = counts.get(same, 0) + count
    return counts


def _what(ctx: Ctx, about: Broadcast) -> str:
    if about.kind == CONSENT:
        return line(ctx, "delivery-consent")
    text = " ".join(about.text.split())
    return text if len(text) <= WORDS_SHOWN else f"{text[:WORDS_SHOWN]}…"


def _day(ctx: Ctx, about: Broadcast) -> str:
    return (about.confirmed_at or about.created_at).astimezone(ctx.zone).date().isoformat()


# --- what nobody can be sure about ---
def show_uncertain(ctx: Ctx, intent: ShowUncertain) -> Reply:
    """What may have arrived, numbered; nothing is sent again unless somebody says so."""
    paths, today = paths_for(ctx.actor, SETTLE), _today(ctx)
    found = reached.doubts(ctx.session, paths, ctx.now, today)
    if not found:
        return Reply("uncertain-none")
    lines = [_doubt_line(ctx, number, one) for number, one in enumerate(found, 1)]
    more = reached.doubts_in_all(ctx.session, paths, ctx.now, today) - len(found)
    lines += [line(ctx, "lines-more", more=more)] if more > 0 else []
    ask = Ask("uncertain", new_id(ctx.now), {"ids": [one.id for one in found]}, OPEN_FOR, new=True)
    facts = {"lines": lines, "count": len(found) + max(more, 0), "short": lines[0]}
    return Reply("uncertain", facts, ask)


def _doubt_line(ctx: Ctx, number: int, one: Doubt) -> str:
    at = one.created_at.astimezone(ctx.zone)
    about = line(ctx, f"knock-about-{about_key(one.purpose)}")
    return line(ctx, "uncertain-line", number=number, name=one.name, about=about, day=at.date().isoformat(),
                time=f"{at:%H:%M}")  # fmt: skip


def pick_uncertain(ctx: Ctx, intent: PickUncertain) -> Reply:
    """These of the list: ask what is to become of them."""
    prompt = ctx.prompt
    ids = list(prompt.data.get("ids", [])) if prompt is not None and prompt.question == "uncertain" else []
    picked = many_numbers(intent.text)
    if not picked or not all(1 <= number <= len(ids) for number in picked):
        return Reply("uncertain-again", edit=False)
    ask = Ask("resend", new_id(ctx.now), {"ids": [ids[number - 1] for number in picked]}, OPEN_FOR, new=True)
    return Reply("uncertain-ask", {"numbers": [str(number) for number in picked]}, ask, edit=False)


def read_uncertain(rest: str) -> Intent:
    """The list; or, with 重发 or 留着 and numbers behind it, what is to become of those messages."""
    head, _, numbers = rest.strip().partition(" ")
    if head.casefold() in RESEND_WORDS:
        return ResendThese(numbers)
    return LeaveThese(numbers) if head.casefold() in LEAVE_WORDS else ShowUncertain()


def resend(ctx: Ctx, intent: Resend) -> Reply:
    """Send those once more."""
    return _resend(ctx, _picked(ctx))


def resend_these(ctx: Ctx, intent: ResendThese) -> Reply:
    """Send those once more, named by their messages' numbers."""
    return _resend(ctx, _named(intent.text))


def _resend(ctx: Ctx, ids: list[int]) -> Reply:
    done = reached.resend(ctx.session, ids, paths_for(ctx.actor, SETTLE), ctx.now, _today(ctx))
    record(ctx.session, ctx.now, ctx.actor.id, "resend", "message", ids=ids, done=done)
    return Reply("uncertain-resent" if done else "uncertain-gone", {"count": done})


def leave_uncertain(ctx: Ctx, intent: LeaveUncertain) -> Reply:
    """Leave those as they are; they are listed no more."""
    return _leave(ctx, _picked(ctx))


def leave_these(ctx: Ctx, intent: LeaveThese) -> Reply:
    """Leave those as they are, named by their messages' numbers."""
    return _leave(ctx, _named(intent.text))


def _leave(ctx: Ctx, ids: list[int]) -> Reply:
    done = reached.leave_alone(ctx.session, ids, paths_for(ctx.actor, SETTLE), ctx.now, _today(ctx))
    record(ctx.session, ctx.now, ctx.actor.id, "leave", "message", ids=ids, done=done)
    return Reply("uncertain-left" if done else "uncertain-gone", {"count": done})


def _named(said: str) -> list[int]:
    """Numbers of messages. Raises NotFound for none, and for what is no number."""
    numbers = [big_number(word) for word in said.split()]
    if not numbers or not all(numbers):
        raise NotFound(what="")
    return numbers


def _picked(ctx: Ctx) -> list[int]:
    ids = [int(one) for one in settle_question(ctx, "resend").data.get("ids", [])]
    if not ids:
        raise NotFound(what="")
    return ids


def _today(ctx: Ctx) -> date:
    return ctx.now.astimezone(ctx.zone).date()


ROUTES = (
    Route(ShowDelivery, show_delivery, SEE, ("/delivery", "送达", "delivery"), ShowDelivery),
    Route(ShowUncertain, show_uncertain, SEE, ("/uncertain", "待查", "uncertain"), read_uncertain),
    Route(ResendThese, resend_these, SETTLE),
    Route(LeaveThese, leave_these, SETTLE),
    Route(PickUncertain, pick_uncertain, SETTLE),
    Route(Resend, resend, SETTLE),
    Route(LeaveUncertain, leave_uncertain, SETTLE),
)
