"""Events and contests as those who hold them see them: the list, and of one its photos and the works sent in."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.web.office.pages import ROWS, Page, View
from bot.web.office.photos import pictures
from bot.web.office.spoken import day, moment, number
from models import contests, event_lists, rolls
from models.contests import Work
from models.event_lists import Held
from models.events import ANNOUNCED, CLOSED, CONTEST, DRAFT, Event
from models.grid import Grid
from models.people import Person
from models.photos import Taken, leads

ACT, FOLLOW = "event.organise", "event.follow"
LATELY = timedelta(days=30)
"""So long after its end its hours may still be put right here, and a contest published."""


def show_list(view: View) -> Mapping[str, Any]:
    """The events of where they follow them, and their own."""
    found = event_lists.held(view.session, view.person_id, view.paths(FOLLOW), skip=view.skip, most=ROWS + 1)
    return {
        "rows": [_row(view, one) for one in found[:ROWS]], "more": len(found) > ROWS, "page": view.page,
        "heads": [(view.say(f"page-events-{name}"), name in ("photos", "works"))
                  for name in ("number", "title", "kind", "when", "grid", "state", "photos", "works")],
    }  # fmt: skip


def _row(view: View, one: Held) -> list[Any]:
    event = one.event
    return [
        {"text": f"#{event.id}", "href": f"/office/event/{event.id}"}, event.title,
        view.say(f"event-kind-{event.kind}"), moment(view, event.starts_at), one.grid,
        view.say(f"page-events-is-{event.state}"), one.photos or "", one.works or "",
    ]  # fmt: skip


def show_event(view: View) -> Mapping[str, Any] | None:
    """One event: when and where, its photos, and the works of a contest without whose they are, as judges see them."""
    event = view.session.get(Event, number(view))
    if event is None or event.state == DRAFT or not leads(view.actor, event):
        return None
    about = event.number
    return {
        "heading": f"#{about} {event.title}", "place": event.place, "kind": view.say(f"event-kind-{event.kind}"),
        "grid": view.session.get_one(Grid, event.grid_id),
        "organiser": view.session.get_one(Person, event.organiser_id).name,
        "when": f"{moment(view, event.starts_at)} – {moment(view, event.ends_at)}",
        "state": view.say(f"page-events-is-{event.state}"), "acts": _acts(view, event), "places": _places(view, event),
        "photos": _photos(view, event),
        "contest": event.kind == CONTEST,
        "works": [_work(view, event, one) for one in contests.works(view.session, about)],
    }  # fmt: skip


def _places(view: View, event: Event) -> str:
    places = "event-places-open" if event.capacity is None else "event-places"
    return view.say(places, taken=event.taken, capacity=event.capacity)


def _acts(view: View, event: Event) -> list[dict[str, Any]]:
    """What may be said of it now, by its number as in chat; of what is asked for beside it, what stands there."""
    open_, begun, over = event.state == ANNOUNCED, event.starts_at <= view.now, event.ends_at <= view.now
    contest, on = event.kind == CONTEST, rolls.open_for(event, view.now)
    late = event.state == CLOSED and event.ends_at > view.now - LATELY
    table = (
        ("invite", "发邀请", "invitation", None, open_ and not over),
        ("code", "签到码", "code", None, open_ and on and not contest),
        ("roll", "点名", "roll", None, open_ and on and not contest),
        ("people", "名单", "people", None, open_ or late),
        ("places", "名额", "places", str(event.capacity or ""), open_ and not over),
        ("hours", "工时", "hours", "", (open_ or late) and begun and not contest),
        ("judge", "评委", "judge", "", contest and open_),
        ("publish", "公布", "publish", None, contest and over and (open_ or late)),
        ("close", "结束活动", "close event", None, open_ and begun),
        ("cancel", "取消活动", "cancel event", None, open_ and not over),
    )
    return [
        {"words": f"{zh if view.language == 'zh-CN' else en} {event.number}", "label": view.say(f"page-events-{key}"),
         "hint": "" if typed is None else view.say(f"page-events-{key}-hint"), "value": typed or ""}
        for key, zh, en, typed, fits in table if fits
    ]  # fmt: skip


def _photos(view: View, event: Event) -> list[dict[str, Any]]:
    """Each photo with the words that were sent with it."""
    return [
        {"caption": one.caption,
         "photos": pictures(view, "event", [Taken(event.number, one.place, "", one.at)], "page-photo-event",
                            title=event.title)}
        for one in event_lists.photos_of(view.session, event.number)
    ]  # fmt: skip


def _work(view: View, event: Event, one: Work) -> list[Any]:
    taken = [Taken(event.number, one.number, "", one.at)] if one.kind == contests.PHOTO else []
    shown = pictures(view, "work", taken, "page-photo-work", title=event.title, number=one.number)
    return [
        str(one.number), view.say(f"page-events-work-{one.kind}"),
        {"text": one.body if one.kind == contests.TEXT else one.words, "photos": shown}, day(view, one.at),
    ]  # fmt: skip


PAGES = (
    Page("/office/events", ACT, "page-events", "events.html", show_list, "people", sheets=("events",)),
    Page("/office/event/{number}", ACT, "page-events", "event.html", show_event),
)
