"""The rules that hold a message back when it would leave: pure ones, and the figures they go by (data/guards.toml)."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

OTHER = "other"
UNCAPPED = "care"
"""What the purposes of messages begin with that no cap holds back: who was sent to five doors hears of all five.

They are bounded by what they are about: one question a person and day."""
MINUTE = timedelta(minutes=1)
FURTHEST = timedelta(days=3)
"""Hours of every day come within a day; a clock change, or a day that a zone skips, makes it longer."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When messages may arrive, by the local clock: from `start` (included) until `end` (excluded), on one day."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if not self.start < self.end:
            raise ValueError("the hours begin before they end, on the same day")


@dataclass(frozen=True, slots=True)
class Cap:
    """The most messages one person gets on one local day: of one key (`more` has the exceptions), and in all."""

    same: int
    all: int
    more: Mapping[str, int]

    def of(self, key: str) -> int:
        """The most of that key."""
        return self.more.get(key, self.same)


@dataclass(frozen=True, slots=True)
class Guards:
    """All figures of data/guards.toml."""

    hours: Mapping[str, Hours]
    cap: Cap
    loop_times: int
    loop_within: timedelta
    warn_percent: int
    sms_monthly: Decimal | None

    def hours_of(self, channel: str) -> Hours:
        """When messages may arrive over that channel."""
        return self.hours.get(channel, self.hours[OTHER])


@cache
def guards() -> Guards:
    """The figures this community goes by. Raises ValueError or KeyError when the file makes no sense."""
    data = tomllib.loads((files("models") / "data" / "guards.toml").read_text("utf-8"))
    cap, loop, budget = data["cap"], data["loop"], data["sms_budget"]
    monthly = budget.get("monthly")
    return Guards(
        hours={name: Hours(span["from"], span["until"]) for name, span in data["hours"].items()},
        cap=Cap(int(cap["same"]), int(cap["all"]), dict(cap.get("more", {}))),
        loop_times=int(loop["times"]), loop_within=timedelta(minutes=loop["minutes"]),
        warn_percent=int(budget["warn_percent"]), sms_monthly=None if monthly is None else Decimal(monthly),
    )  # fmt: skip


def allowed(moment: datetime, hours: Hours, zone: ZoneInfo) -> bool:
    """Whether a message may arrive at that instant (aware), by the clock on the wall in `zone`."""
    return hours.start <= moment.astimezone(zone).time() < hours.end


def first_allowed(moment: datetime, hours: Hours, zone: ZoneInfo) -> datetime:
    """The earliest instant at or after `moment` at which a message may arrive, to the minute, in the zone of `moment`.

    It is the clock on the wall that counts: hours that a clock change skips begin with the change, and in hours it
    repeats both times count.
    """
    if allowed(moment, hours, zone):
        return moment
    last = moment + FURTHEST
    moment = moment.replace(second=0, microsecond=0)
    while moment < last:  # minute by minute: wherever the clock jumps to, this steps over nothing
        moment += MINUTE
        if allowed(moment, hours, zone):
            return moment
    raise ValueError("these hours never come in this zone")


def day_starts(moment: datetime, zone: ZoneInfo) -> datetime:
    """The first instant of the local day of `moment`."""
    return moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(moment.tzinfo)


def month_of(moment: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first instant of the local month of `moment`, and that of the next one."""
    first = moment.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return first.astimezone(moment.tzinfo), following.astimezone(moment.tzinfo)


def beyond_cap(
    wanted: Iterable[tuple[int, int, str]], had: Mapping[tuple[int, str], int], cap: Cap
) -> dict[int, tuple[int, str]]:
    """{message: (person, key)} of those that would be too many, taken in order.

    `wanted` are (message, person, key), `had` what each (person, key) got today already.
    """
    same = dict(had)
    total: dict[int, int] = {}
    for (person, _), count in had.items():
        total[person] = total.get(person, 0) + count
    over = {}
    for message, person, key in wanted:
        if same.get((person, key), 0) >= cap.of(key) or total.get(person, 0) >= cap.all:
            over[message] = (person, key)
            continue
        same[person, key] = same.get((person, key), 0) + 1
        total[person] = total.get(person, 0) + 1
    return over
