"""Micro-wishes as who reads them sees them: what waits to be read, and how each one under way stands."""

from collections.abc import Mapping
from typing import Any

from bot.commands.wish_review import ACT
from bot.web.office.pages import ROWS, Page, View
from bot.web.office.photos import in_order, pictures
from bot.web.office.spoken import day
from models import wish_lists
from models.wish_lists import STATES, Listed
from models.wish_review import wording
from models.wish_words import revealing
from models.wishes import CLAIMED, EXPIRED, FULFILLED, PUBLISHED, terms


def show(view: View) -> Mapping[str, Any]:
    """The wishes whose turn it is, with the words as they would be published; then those under way, by state."""
    paths, state = view.paths(ACT), view.arg("state")
    numbers = wish_lists.to_read(view.session, view.person_id, paths, view.now) if view.page == 1 else []
    found = wish_lists.under_way(view.session, paths, state=state, skip=view.skip, most=ROWS + 1)
    return {
        "to_read": [
            {"number": wish.number, "words": wording(wish), "grid": grid, "since": day(view, wish.submitted_at),
             "pieces": revealing(view.session, wish, wording(wish))}
            for wish, grid in wish_lists.by_number(view.session, numbers[:ROWS])
        ],
        "rows": [_row(view, one) for one in found[:ROWS]], "more": len(found) > ROWS, "page": view.page,
        "fields": [("state", view.say("page-queues-state"), state,
                    [("", view.say("page-queues-wishes-under-way")),
                     *((one, view.say(f"page-queues-wish-{one}")) for one in STATES)])],
        "heads": [(view.say(f"page-queues-{name}"), False)
                  for name in ("number", "wish", "grid", "state", "claimer", "until-when")],
    }  # fmt: skip


def _row(view: View, one: Listed) -> list[Any]:
    """What is not published yet is read by whose turn it is alone."""
    wish, late = one.wish, _late(view, one)
    public = wish.public if wish.state in (PUBLISHED, CLAIMED, FULFILLED, EXPIRED) else ""
    return [
        f"#{wish.id}", {"text": public or "–", "photos": _photos(view, one)},
        {"text": one.place, "href": f"/office/grid/{one.code}"},
        view.say(f"page-queues-wish-{wish.state}"), one.claimer or "–",
        {"text": view.say("page-queues-late-mark", when=_until(view, one)) if late else _until(view, one) or "–",
         "kind": "bad" if late else ""},
    ]  # fmt: skip


def _photos(view: View, one: Listed) -> list[dict[str, str]]:
    """What the claimer showed of it."""
    wish = one.wish
    if wish.fulfilled_at is None:
        return []
    taken = in_order(wish.number, len(wish.photos.splitlines()), one.claimer, wish.fulfilled_at)
    return pictures(view, "wish", taken, "page-photo-wish", number=wish.number, grid=one.place)


def _until(view: View, one: Listed) -> str:
    """Until when it is offered, or the claimer has it, or its wisher was to say that it is done."""
    wish = one.wish
    if wish.state == FULFILLED:
        return day(view, wish.fulfilled_at + terms().confirm) if wish.fulfilled_at else ""
    return day(view, wish.claim_until if wish.state == CLAIMED else wish.expires_at)


def _late(view: View, one: Listed) -> bool:
    wish = one.wish
    if wish.state == FULFILLED:
        return wish.fulfilled_at is not None and wish.fulfilled_at + terms().confirm < view.now
    until = wish.claim_until if wish.state == CLAIMED else None
    return until is not None and until < view.now


def waiting(view: View) -> int:
    """How many wishes wait to be read by whoever looks."""
    return len(wish_lists.to_read(view.session, view.person_id, view.paths(ACT), view.now))


PAGES = (Page("/office/wishes", ACT, "page-queues-wishes", "wishes.html", show, "now", waiting, sheets=("wishes",)),)
