"""The events somebody organises, or leads where they are held: coming, on, or closed lately, and what may be done."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy import select as sql
from sqlmodel import col

from bot.commands.event_lines import FOLLOW, ORGANISE
from bot.web.office.pages import ROWS, Page, View
from models import rolls
from models.events import ANNOUNCED, CLOSED, CONTEST, Event, event_facts

LATELY = timedelta(days=30)
"""So long after its end its hours may still be put right here, and a contest published."""


def events(view: View) -> Mapping[str, Any]:
    """Each event with its figures, the next first, those that are closed last."""
    lately = (col(Event.state) == CLOSED) & (col(Event.ends_at) > view.now - LATELY)
    query = sql(Event).where(_led(view), (col(Event.state) == ANNOUNCED) | lately)
    query = query.order_by(col(Event.state), col(Event.starts_at), col(Event.id)).limit(ROWS + 1).offset(view.skip)
    found = list(view.session.execute(query).scalars())
    return {"events": [_event(view, one) for one in found[:ROWS]], "more": len(found) > ROWS, "page": view.page}


def _led(view: View) -> ColumnElement[bool]:
    """Whom chat lets run it: whoever organises it, or follows the grids it is for."""
    condition: ColumnElement[bool] = col(Event.organiser_id) == view.person_id
    for path in view.paths(FOLLOW):
        condition |= col(Event.path).startswith(path, autoescape=True)
    return condition


def _event(view: View, event: Event) -> dict[str, Any]:
    places = "event-places-open" if event.capacity is None else "event-places"
    state = "closed" if event.state == CLOSED else "over" if event.ends_at <= view.now else ""
    return {
        "title": event.title, "about": view.say("event-line", **event_facts(event, view.zone)),
        "kind": view.say(f"event-kind-{event.kind}"), "acts": _acts(view, event),
        "places": view.say(places, taken=event.taken, capacity=event.capacity),
        "state": view.say(f"event-is-{state}") if state else "",
    }  # fmt: skip


def _acts(view: View, event: Event) -> list[dict[str, Any]]:
    """What may be said of it now, by its number as in chat; of what is asked for beside it, what stands there."""
    open_, begun, over = event.state == ANNOUNCED, event.starts_at <= view.now, event.ends_at <= view.now
    contest, on = event.kind == CONTEST, rolls.open_for(event, view.now)
    table = (
        ("invite", "发邀请", "invitation", None, open_ and not over),
        ("code", "签到码", "code", None, open_ and on and not contest),
        ("roll", "点名", "roll", None, open_ and on and not contest),
        ("people", "名单", "people", None, True),
        ("places", "名额", "places", str(event.capacity or ""), open_ and not over),
        ("hours", "工时", "hours", "", begun and not contest),
        ("judge", "评委", "judge", "", contest and open_),
        ("publish", "公布", "publish", None, contest and over),
        ("close", "结束活动", "close event", None, open_ and begun),
        ("cancel", "取消活动", "cancel event", None, open_ and not over),
    )
    return [
        {"words": f"{zh if view.language == 'zh-CN' else en} {event.number}", "label": view.say(f"page-events-{key}"),
         "hint": "" if typed is None else view.say(f"page-events-{key}-hint"), "value": typed or ""}
        for key, zh, en, typed, fits in table if fits
    ]  # fmt: skip


PAGES = (Page("/office/events", ORGANISE, "page-events", "events.html", events, menu="people"),)
