"""How a stop of all sending is told, in chat, on the command line and by the doctor."""

from zoneinfo import ZoneInfo

from models.pausing import Paused

CONSOLE = "stairwell pause"
NOTHING_SAID = "–"


def paused_facts(stop: Paused, zone: ZoneInfo) -> dict[str, str]:
    """{name, day, time, reason} of it, by the community's clock."""
    since = stop.since.astimezone(zone)
    return {
        "name": stop.by or CONSOLE, "day": since.date().isoformat(), "time": f"{since:%H:%M}",
        "reason": stop.reason or NOTHING_SAID,
    }  # fmt: skip
