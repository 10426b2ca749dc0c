"""Doors to knock at, check-ins and how they stand, spot checks and photos that look like earlier ones."""

from collections.abc import Mapping
from typing import Any

from bot.web.office.links import grid_cell
from bot.web.office.pages import ROWS, Page, View
from bot.web.office.photos import pictures
from bot.web.office.spoken import day, moment
from messages.list_words import care_time
from messages.render import period_name
from models import door_lists
from models.care_checks import DOOR, OFFICE
from models.door_lists import Alike, Door, Looked, Spot
from models.photos import EARLIER, THIS, Taken

KNOCK, SEE, CARE, CORRECT = "knock.answer", "delivery.see", "care.arrange", "points.correct"
MOST_SPOTS = 30


def knocks(view: View) -> Mapping[str, Any]:
    """Who is still to be told in person: whom the one who looks is asked to see first, then those of their grids."""
    today = view.now.astimezone(view.zone).date()
    found = door_lists.doors(
        view.session, view.person_id, view.paths(SEE), today, skip=view.skip, most=ROWS + 1
    )  # fmt: skip
    return {
        "rows": [_door(view, one) for one in found[:ROWS]], "more": len(found) > ROWS, "page": view.page,
        "mine": door_lists.doors_of(view.session, view.person_id),
        "heads": [(view.say(f"page-queues-{name}"), False)
                  for name in ("person", "place", "about", "knocker", "since")],
    }  # fmt: skip


def _door(view: View, one: Door) -> list[Any]:
    who = view.say("page-queues-you") if one.knocker_id == view.person_id else one.knocker
    return [
        one.name, one.place or "–", {"text": view.say(f"knock-about-{one.about}"), "kind": "bad" if one.alert else ""},
        who or view.say("page-queues-nobody"), moment(view, one.asked_at) or view.say("page-queues-not-asked-yet"),
    ]  # fmt: skip


def knocks_waiting(view: View) -> int:
    """How many people the one who looks is asked to see."""
    return door_lists.doors_of(view.session, view.person_id)


def care(view: View) -> Mapping[str, Any]:
    """Who has a check-in in their grids, as the chat lists them, those whose answer is missing first."""
    found = door_lists.looked_after(view.session, view.paths(CARE), skip=view.skip, most=ROWS + 1)
    return {
        "rows": [_looked(view, one) for one in found[:ROWS]], "more": len(found) > ROWS, "page": view.page,
        "heads": [(view.say(f"page-queues-{name}"), False) for name in ("person", "grid", "when-asked", "state")],
    }  # fmt: skip


def _looked(view: View, one: Looked) -> list[Any]:
    kind = "bad" if one.stage in (DOOR, OFFICE) else "late" if one.stage == "waiting" else ""
    return [
        one.name, grid_cell(one.code, one.place) if one.code else "–", care_time(one.care, view.language),
        {"text": view.say(f"care-state-{one.stage}"), "kind": kind},
    ]  # fmt: skip


def care_waiting(view: View) -> int:
    """How many people of their grids have not answered and somebody has to see about."""
    return door_lists.without_answer(view.session, view.paths(CARE))


def checks(view: View) -> Mapping[str, Any]:
    """The newest spot checks, and the photos that look like earlier ones with what was said of them."""
    paths = view.paths(CORRECT)
    found = door_lists.alike(view.session, paths, skip=view.skip, most=ROWS + 1)
    spots = door_lists.spots(view.session, paths, most=MOST_SPOTS) if view.page == 1 else []
    return {
        "spots": [_spot(view, one) for one in spots], "photos": [_alike(view, one) for one in found[:ROWS]],
        "more": len(found) > ROWS, "page": view.page,
        "spot_heads": [(view.say(f"page-queues-{name}"), False)
                       for name in ("grid", "period", "checker", "result", "when")],
        "photo_heads": [(view.say(f"page-queues-{name}"), False)
                        for name in ("person", "side-by-side", "grid", "when", "like", "said")],
    }  # fmt: skip


def _spot(view: View, one: Spot) -> list[Any]:
    kind = "late" if one.state == "otherwise" else ""
    return [
        {"text": one.place, "href": f"/office/grid/{one.code}"}, period_name(one.period, view.language), one.checker,
        {"text": view.say(f"page-queues-spot-{one.state}"), "kind": kind}, day(view, one.settled_at or one.asked_at),
    ]  # fmt: skip


def _alike(view: View, one: Alike) -> list[Any]:
    return [
        one.name, {"text": "", "photos": _both(view, one)}, {"text": one.place, "href": f"/office/grid/{one.code}"},
        day(view, one.at), f"{one.before} · {day(view, one.before_at)}",
        view.say(f"page-queues-photo-{one.said or 'open'}"),
    ]  # fmt: skip


def _both(view: View, one: Alike) -> list[dict[str, str]]:
    """The photo and the earlier one it looks like, side by side."""
    this = Taken(one.detail_id, THIS, one.name, one.at)
    earlier = Taken(one.detail_id, EARLIER, "", one.before_at)
    return [
        *pictures(view, "alike", [this], "page-photo-alike", grid=one.place),
        *pictures(view, "alike", [earlier], "page-photo-earlier", grid=one.before),
    ]


PAGES = (
    Page("/office/care", CARE, "page-queues-care", "care.html", care, "now", care_waiting, sheets=("care",)),
    Page("/office/knocks", KNOCK, "page-queues-knocks", "knocks.html", knocks, "now", knocks_waiting,
         sheets=("knocks",)),
    Page("/office/checks", CORRECT, "page-queues-checks", "checks.html", checks, "now", sheets=("spots", "photos")),
)  # fmt: skip
