"""Steps that follow a due date, each so long after it, and the last of them again and again until it is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Steps:
    """`told` are (time after it was due, who hears of it) in order; `again` is how long after the last it is repeated.

    Steps count from 1, and never end: those after the last of `told` are the last.
    """

    told: tuple[tuple[timedelta, str], ...]
    again: timedelta

    def __post_init__(self) -> None:
        if not self.told or list(self.told) != sorted(self.told, key=lambda step: step[0]) or not self.again:
            raise ValueError("steps are taken in the order of their days, and repeated after some")

    def after(self, step: int) -> timedelta:
        """How long after it was due that step comes."""
        beyond = max(step - len(self.told), 0)
        return self.told[min(step, len(self.told)) - 1][0] + beyond * self.again

    def to(self, step: int) -> str:
        """Who hears of that step."""
        return self.told[min(step, len(self.told)) - 1][1]

    def come(self, due_at: datetime, now: datetime) -> int:
        """How many steps have come by now."""
        late = now - due_at
        if late >= self.told[-1][0]:
            return len(self.told) + (late - self.told[-1][0]) // self.again
        return sum(late >= after for after, _ in self.told)

    def behind(self, rows: Iterable[tuple[int, datetime, int]], now: datetime) -> Mapping[int, list[int]]:
        """{step: those for which it is the last that has come and was not taken} of (which, due, steps taken)."""
        found: dict[int, list[int]] = {}
        for which, due_at, taken in rows:
            step = self.come(due_at, now)
            if step > taken:
                found.setdefault(step, []).append(which)
        return found

    def next_after(self, rows: Iterable[tuple[datetime, int]], now: datetime) -> datetime | None:
        """When a step comes next of (due, steps taken); None without any. What has come already is not looked at."""
        moments = (due_at + self.after(max(self.come(due_at, now), taken) + 1) for due_at, taken in rows)
        return min(moments, default=None)
