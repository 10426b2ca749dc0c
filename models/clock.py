"""The one clock. Rules never ask it: they are handed `now`."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from models.errors import NaiveTime


class Clock(Protocol):
    """Tells the present moment as an aware UTC datetime."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class MovableClock:
    """A clock for demo, rehearsal and tests: starts at a moment, moves only forward, by hand or by itself.

    With `running` it also advances with real time from where it was set.
    """

    def __init__(self, start: datetime, *, running: bool = False, real: Callable[[], datetime] | None = None) -> None:
        self._base = as_utc(start)
        self._real = (real or SystemClock().now) if running else None
        self._since = self._real() if self._real else None

    def now(self) -> datetime:
        """The clock's own present, aware, in UTC."""
        if self._real is None or self._since is None:
            return self._base
        return self._base + (self._real() - self._since)

    def move_to(self, moment: datetime) -> None:
        """Set the clock to `moment` (aware); a moment that has passed is refused with ValueError."""
        moment = as_utc(moment)
        if moment < self.now():
            raise ValueError("the clock only moves forward")
        self._base = moment
        self._since = self._real() if self._real else None

    def advance(self, by: timedelta) -> None:
        """Move forward by a duration that is not negative."""
        self.move_to(self.now() + by)


def as_utc(moment: datetime) -> datetime:
    """The same instant in UTC; a datetime without a zone raises NaiveTime."""
    if moment.tzinfo is None:
        raise NaiveTime
    return moment.astimezone(UTC)


def at_local(day: date, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall-clock time on a local day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)
