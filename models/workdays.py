"""Workdays that a coordinator enters: days that differ from what the calendar library knows, or does not know yet."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.audit import record
from models.days import EnteredDays
from models.db import affect, insert_for


class WorkdayOverride(SQLModel, table=True):
    """One local day that is, or is not, a workday, whatever the library says; `name` is what people call it."""

    __tablename__ = "workday_override"
    day: date = Field(primary_key=True)
    workday: bool
    name: str = Field(default="", max_length=40)


def overrides(session: Session) -> EnteredDays:
    """Every day that was entered, with its name, for the functions of models.days, rhythms and calendar."""
    return EnteredDays({row.day: (row.workday, row.name) for row in session.exec(select(WorkdayOverride)).all()})


def enter_days(
    session: Session, days: Mapping[date, tuple[bool, str]], now: datetime, actor_id: int | None = None
) -> int:
    """Enter days as (workday, name); a day entered before is replaced. How many there were; the audit keeps them.

    A year the library does not know counts as entered once its 1 January is.
    """
    if not days:
        return 0
    rows = [{"day": day, "workday": workday, "name": name[:40]} for day, (workday, name) in sorted(days.items())]
    insert = insert_for(session)(WorkdayOverride).values(rows)
    new = {"workday": insert.excluded.workday, "name": insert.excluded.name}
    entered = affect(session, insert.on_conflict_do_update(index_elements=[col(WorkdayOverride.day)], set_=new))
    record(session, now, actor_id, "workdays.enter", rows[0]["day"].isoformat(), days=len(rows))  # type: ignore[attr-defined]
    return entered
