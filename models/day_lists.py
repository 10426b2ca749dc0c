"""The days of a year on which it matters that they are free or worked, as the office lists them."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select as sql
from sqlmodel import Session, col

from models.almanac import HOLIDAY, MAKE_UP, kind_of
from models.days import holiday_of, made_up_for
from models.workdays import WorkdayOverride, overrides


@dataclass(frozen=True, slots=True)
class Marked:
    """A day: its kind (models.almanac), the holiday it is free or worked for, whether a coordinator entered it."""

    day: date
    kind: str
    holiday: str
    by_hand: bool


def marked_days(session: Session, year: int) -> list[Marked]:
    """Holidays, make-up workdays, and whatever was entered, in order."""
    known = overrides(session)
    entered = sql(col(WorkdayOverride.day)).where(
        col(WorkdayOverride.day) >= date(year, 1, 1), col(WorkdayOverride.day) <= date(year, 12, 31)
    )
    by_hand = set(session.execute(entered).scalars())
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    kinds = {day: kind_of(day, known) for day in days if day.year == year}
    return [
        Marked(day, kind, made_up_for(day, known) if kind == MAKE_UP else holiday_of(day, known), day in by_hand)
        for day, kind in kinds.items()
        if kind in (HOLIDAY, MAKE_UP) or day in by_hand
    ]
