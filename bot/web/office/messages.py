"""Messages: those to many with their fate, the one being written, and what is in doubt or could not be handled."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.commands.approve import whom
from bot.commands.delivery import reason_key
from bot.commands.guarding import show_budget, show_rules
from bot.intents import ShowBudget, ShowRules
from bot.web.office.pages import ROWS, Page, View
from bot.web.office.spoken import ctx_of, moment, number, words_of
from messages.list_words import about_key
from models import dead_letters, reached
from models.broadcasts import AWAITING, CONSENT, Broadcast
from models.groups import groups_by_grid
from models.lookup import everywhere
from models.pausing import paused
from models.people import Person
from models.reached import Doubt, Reach

SEE, SETTLE, WRITE, GUARD, GROUP = (
    "delivery.see", "delivery.settle", "message.post", "sending.guard", "group.manage",
)  # fmt: skip
REFRESH_SECONDS = 5
BRIEF = 30
FATES = ("waiting", "sent", "delivered", "uncertain", "expired", "cancelled")
"""What became of those a message could be sent to, in the order of a list; the rest is said by reason."""


# --- messages to many ---
def broadcasts(view: View) -> Mapping[str, Any]:
    """Every message to many one may see, newest first; a form for another; the budget; whether sending is stopped."""
    found, more = reached.listed(view.session, view.person_id, view.paths(SEE), skip=view.skip, most=ROWS)
    ctx = ctx_of(view)
    stop = paused(view.session)
    return {
        "rows": [_listed(view, about) for about in found], "more": more, "page": view.page,
        "heads": [(view.say(f"page-queues-{name}"), name == "recipients")
                  for name in ("number", "when", "text", "audience", "recipients", "author", "state")],
        "budget": words_of(view, show_budget(ctx, ShowBudget())), "rules": words_of(view, show_rules(ctx, ShowRules())),
        "stopped": stop is not None, "stop": moment(view, stop.since) if stop else "", "by": stop.by if stop else "",
    }  # fmt: skip


def _listed(view: View, about: Broadcast) -> list[Any]:
    state = reached.stage(about, view.now)
    text = _text(view, about)
    kind = {"cancelled": "late", "awaiting": "late"}.get(state, "")
    return [
        {"text": f"#{about.id}", "href": f"/office/broadcast/{about.id}"},
        moment(view, about.confirmed_at or about.created_at), text if len(text) <= BRIEF else f"{text[:BRIEF]}…",
        whom(ctx_of(view), about, view.language), str(about.recipients),
        view.session.get_one(Person, about.actor_id).name,
        {"text": view.say(f"page-queues-broadcast-{state}"), "kind": kind},
    ]  # fmt: skip


def _text(view: View, about: Broadcast) -> str:
    if about.kind == CONSENT:
        return view.say("delivery-consent")
    return " ".join(view.say(about.key, **about.said).split())


def broadcast(view: View) -> Mapping[str, Any]:
    """One message to many and what became of it, counted from its rows; while it is leaving the page looks again."""
    about = reached.broadcast_by_number(view.session, number(view), view.person_id, view.paths(SEE))
    state = reached.stage(about, view.now)
    reach = reached.reach(view.session, about) if state != AWAITING else None
    second = view.session.get(Person, about.seconded_by) if about.seconded_by else None
    running = state == "gone" and reach is not None and reach.waiting > 0
    own = view.person_id == about.actor_id or (view.person_id == about.seconded_by and state != AWAITING)
    facts = {
        "heading": view.say("page-queues-broadcast", number=about.id), "about": about, "state": state,
        "state_words": view.say(f"page-queues-broadcast-{state}"), "text": _text(view, about),
        "audience": whom(ctx_of(view), about, view.language), "second": second.name if second else "",
        "author": view.session.get_one(Person, about.actor_id).name, "made": moment(view, about.confirmed_at),
        "leaves": moment(view, about.leaves_at), "own": own and state in (AWAITING, "soon"),
        "decide": state == AWAITING and view.person_id != about.actor_id, "running": running,
        "rows": _fate(view, reach) if reach else [],
    }  # fmt: skip
    if reach is not None:
        facts |= {"total": _total(reach), "through": _total(reach) - reach.waiting}
    return facts | ({"refresh": f"{REFRESH_SECONDS}; url=/office/broadcast/{about.id}"} if running else {})


def _total(reach: Reach) -> int:
    return reach.lost + sum(int(getattr(reach, name)) for name in FATES)


def _fate(view: View, reach: Reach) -> list[list[Any]]:
    """[what became of them, of how many, kept apart by reason or name] of what there is."""
    counts: list[tuple[str, int, str]] = [(name, getattr(reach, name), "") for name in FATES]
    said: dict[str, int] = {}
    for why, count in reach.failed.items():
        words = view.say(reason_key(why))
        said[words] = said.get(words, 0) + count
    counts += [("failed", count, words) for words, count in said.items()]
    counts += [("knocking", count, name) for name, count in reach.knocking.items()]
    counts += [(name, getattr(reach, name), "") for name in ("told", "nobody", "unplanned")]
    kinds = {"failed": "bad", "uncertain": "late", "nobody": "late", "delivered": "good", "told": "good"}
    return [
        [{"text": view.say(f"page-queues-fate-{name}"), "kind": kinds.get(name, "")}, str(count), detail]
        for name, count, detail in counts if count
    ]  # fmt: skip


def groups(view: View) -> Mapping[str, Any]:
    """The group chats a robot speaks in, by grid."""
    found = groups_by_grid(view.session, view.paths(GROUP), skip=view.skip, most=ROWS + 1)
    return {
        "rows": [[{"text": name, "href": f"/office/grid/{code}"}, code, str(count)]
                 for code, name, count in found[:ROWS]],
        "more": len(found) > ROWS, "page": view.page,
        "heads": [(view.say("page-queues-grid"), False), (view.say("page-queues-code"), False),
                  (view.say("page-queues-groups-count"), True)],
    }  # fmt: skip


# --- in doubt, or not handled ---
def uncertain(view: View) -> Mapping[str, Any]:
    """What may or may not have arrived, oldest first: each can be sent once more, or left."""
    found = reached.doubts(
        view.session, view.paths(SETTLE), view.now, _today(view), skip=view.skip, most=ROWS + 1
    )  # fmt: skip
    return {
        "rows": [_doubt(view, one) for one in found[:ROWS]], "more": len(found) > ROWS, "page": view.page,
    }  # fmt: skip


def _doubt(view: View, one: Doubt) -> dict[str, Any]:
    about = view.say(f"knock-about-{about_key(one.purpose)}")
    return {"id": one.id, "name": one.name, "about": about, "at": moment(view, one.created_at)}


def uncertain_waiting(view: View) -> int:
    """How many there are."""
    return reached.doubts_in_all(view.session, view.paths(SETTLE), view.now, _today(view))


def letters(view: View) -> Mapping[str, Any] | None:
    """What could not be handled, without a word of it; for who sees to the whole community."""
    if not everywhere(view.session, view.paths(SETTLE)):
        return None
    found = dead_letters.dead_letters(view.session, skip=view.skip, most=ROWS + 1)
    return {
        "rows": [{"id": one.id, "at": moment(view, one.at), "way": view.say(f"way-{one.channel}"), "name": one.name,
                  "kept": one.kept, "error": one.error} for one in found[:ROWS]],
        "more": len(found) > ROWS, "page": view.page,
    }  # fmt: skip


def letters_waiting(view: View) -> int:
    """How many there are, for who sees to the whole community."""
    return dead_letters.count_dead(view.session) if everywhere(view.session, view.paths(SETTLE)) else 0


def _today(view: View) -> date:
    return view.now.astimezone(view.zone).date()


PAGES = (
    Page("/office/broadcasts", SEE, "page-queues-broadcasts", "broadcasts.html", broadcasts, "words",
         sheets=("broadcasts",)),
    Page("/office/broadcast/{number}", SEE, "page-queues-broadcasts", "broadcast.html", broadcast),
    Page("/office/groups", GROUP, "page-queues-groups", "groups.html", groups, "words", sheets=("groups",)),
    Page("/office/uncertain", SETTLE, "page-queues-uncertain", "uncertain.html", uncertain, "words", uncertain_waiting,
         sheets=("uncertain",)),
    Page("/office/letters", SETTLE, "page-queues-letters", "letters.html", letters, "words", letters_waiting,
         sheets=("letters",)),
)  # fmt: skip
