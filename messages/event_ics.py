"""An event as a calendar file (iCalendar, RFC 5545), to be taken into one's own calendar."""

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from models.event_codes import page_token
from models.events import CANCELLED, Event

CALENDAR_PAGE = "calendar"


def calendar_path(event: Event) -> str:
    """The path of its calendar file on the site, which nobody guesses."""
    return f"/events/{page_token(event, CALENDAR_PAGE)}.ics"


def event_ics(event: Event) -> bytes:
    """The event as one VEVENT in UTC; one that was called off says so, and takes the place of the one before."""
    entry = CalendarEvent()
    entry.add("uid", f"event-{page_token(event, 'uid')}@stairwell")
    entry.add("dtstamp", event.closed_at or event.created_at)
    entry.add("dtstart", event.starts_at)
    entry.add("dtend", event.ends_at)
    entry.add("summary", event.title)
    off = event.state == CANCELLED
    entry.add("status", "CANCELLED" if off else "CONFIRMED")
    entry.add("sequence", 1 if off else 0)
    if event.place:
        entry.add("location", event.place)
    if event.spot:
        latitude, longitude = map(float, event.spot.split(","))
        entry.add("geo", (latitude, longitude))
    calendar = Calendar()
    calendar.add("prodid", "-//Stairwell//events//EN")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    body: bytes = calendar.to_ical()
    return body
