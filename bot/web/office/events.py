"""Events and contests as those who hold them see them: the list, and of one its photos and the works sent in."""

from collections.abc import Mapping
from typing import Any

from bot.web.office.pages import ROWS, Page, View
from bot.web.office.photos import pictures
from bot.web.office.spoken import day, moment, number
from models import contests, event_lists
from models.contests import Work
from models.event_lists import Held
from models.events import CONTEST, DRAFT, Event
from models.grid import Grid
from models.people import Person
from models.photos import Taken, leads

ACT, FOLLOW = "event.organise", "event.follow"


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
        "state": view.say(f"page-events-is-{event.state}"), "photos": _photos(view, event),
        "contest": event.kind == CONTEST,
        "works": [_work(view, event, one) for one in contests.works(view.session, about)],
    }  # fmt: skip


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
