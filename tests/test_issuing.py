"""What an occurrence is for, and what a standstill leaves: periods of any length, moved days, rules of catching up."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from models.db import Database
from models.duties import EXCUSED, OPEN, Duty
from models.posts import BUILDING_HEAD, COORDINATOR, GRID_HEAD, Post
from models.prompts import Prompt
from models.workdays import enter_days
from scheduler.issuing import LEFT, occurrence_at, schedule
from scheduler.tick import run_once
from tests.neighbourhood import ZONE, local, settle
from tests.rhythm import all_tasks, duty, only, tree


async def plan(db: Database, *duties: Duty, units: int = 1, month: int = 1) -> None:
    """Headed stairwells, and these duties planned from the first of that month of 2026."""
    await db.run(settle, units, local(2026, month, 1))
    await only(db, *duties)
    await db.run(schedule, local(2026, month, 1), ZONE)


async def issued(db: Database) -> dict[str, list[str]]:
    """{duty: the periods of its tasks}."""
    found: dict[str, list[str]] = {}
    for task in await db.run(all_tasks):
        found.setdefault(task.duty_key, []).append(task.period)
    return found


@pytest.mark.parametrize(
    ("rhythm", "per", "window", "day", "period"),
    [
        # Saturday 31 January moves to Monday 2 February and is still January's.
        ({"day": "31", "shift": "next_workday"}, "month", {"due": "month_end"}, date(2026, 2, 2), "2026-01"),
        ({"day_of_week": "sat", "shift": "next_workday"}, "week", {"due": "week_end"}, date(2026, 1, 4), "2026-W01"),
        (
            {"kind": "workday", "nth": 1, "of": "quarter"},
            "quarter",
            {"due": "quarter_end"},
            date(2026, 4, 1),
            "2026-Q2",
        ),
        ({"day_of_week": "wed"}, "day", {"due": 0}, date(2026, 1, 7), "2026-01-07"),
    ],
)
async def test_the_period_is_that_of_the_planned_day(
    db: Database, rhythm: dict[str, Any], per: str, window: dict[str, Any], day: date, period: str
) -> None:
    """A task is for the day, week, month or quarter its day was planned in, wherever that day moved to."""
    await plan(db, duty("a", rhythm, per=per, window=window))
    at = local(day.year, day.month, day.day, 9)
    await db.run(lambda session: session.execute(update(Duty).values(next_at=at, last_at=None)))
    assert (await run_once(db, at, ZONE))["issued"] == 1
    [task] = await db.run(all_tasks)
    assert (task.period, task.opens_at) == (period, at)
    assert task.due_at >= at


async def test_ten_days_over_a_month_s_end(db: Database) -> None:
    """Down from 26 November to 6 December: of each duty what its rule says, nothing doubled, nothing forgotten."""
    daily, weekly = {"hour": 9}, {"day_of_week": "mon"}
    await plan(
        db, duty("latest", {"day": "1"}), duty("each", weekly, per="week", catch_up="all", window={"due": 9}),
        duty("never", daily, per="day", window={"due": 0}, catch_up="skip"),
        duty("over", daily, per="day", window={"due": 0, "late_days": 2}, catch_up="all"), month=11,
    )  # fmt: skip
    for day in range(2, 26):
        await run_once(db, local(2026, 11, day, 9), ZONE)
    before = Counter({key: len(periods) for key, periods in (await issued(db)).items()})
    for _ in range(2):
        await run_once(db, local(2026, 12, 6, 20), ZONE)
    after = await issued(db)
    assert {key: len(periods) - before[key] for key, periods in after.items()} == {
        "latest": 1, "each": 1, "over": 3, "never": 0
    }  # fmt: skip
    assert after["latest"][-1] == "2026-12" and after["each"][-1] == "2026-W49"
    assert after["over"][-3:] == ["2026-12-04", "2026-12-05", "2026-12-06"]
    assert all(len(set(periods)) == len(periods) for periods in after.values())


async def test_levels_choose_the_grids(db: Database) -> None:
    """A duty of grid heads may be for the third level alone; of building heads it is for every building."""
    people = await db.run(tree, local(2026, 11, 1))
    await only(
        db, duty("g", {"day": "2"}, audience=GRID_HEAD, levels=[3]), duty("b", {"day": "2"}, audience=BUILDING_HEAD)
    )
    await db.run(schedule, local(2026, 11, 1), ZONE)
    await run_once(db, local(2026, 11, 2, 9), ZONE)
    owners = {(task.duty_key, task.person_id) for task in await db.run(all_tasks)}
    assert owners == {("g", people["G1"]), ("b", people["B1"]), ("b", people["B2"])}


async def test_a_calendar_entered_later_doubles_nothing(db: Database) -> None:
    """When the day a running occurrence moved to is entered as free afterwards, nobody is asked a second time."""
    await plan(db, duty("a", {"day": "31", "shift": "next_workday"}))
    at = local(2026, 2, 2, 9)
    await db.run(lambda session: session.execute(update(Duty).values(next_at=at, last_at=None)))
    await run_once(db, at, ZONE)
    await db.run(enter_days, {date(2026, 2, 2): (False, "雪天")}, at)
    assert (await run_once(db, at + timedelta(hours=1), ZONE))["topped_up"] == 0
    assert len(await db.run(all_tasks)) == 1


def test_occurrence_at() -> None:
    """What was planned is found again from the instant; an instant the rhythm does not know stands for itself."""
    rhythm = {"day": "31", "shift": "next_workday"}
    assert occurrence_at(rhythm, local(2026, 2, 2, 9), ZONE, {}).planned == date(2026, 1, 31)
    assert occurrence_at(rhythm, local(2026, 2, 3, 9), ZONE, {}).planned == date(2026, 2, 3)


async def test_one_that_asks_nothing_starts_at_once(db: Database) -> None:
    """A new community hears the running week's words, even two days before its end; it is asked nothing so soon."""
    say = duty("say", {"day_of_week": "mon"}, per="week", ask="", window={"due": "week_end"})
    await db.run(settle, 1, local(2026, 11, 6))
    await only(db, say, duty("ask", {"day_of_week": "mon"}, per="week", window={"due": "week_end"}))
    await db.run(schedule, local(2026, 11, 6), ZONE)

    def planned(session: Session) -> dict[str, Any]:
        return {one.key: one.next_at for one in session.exec(select(Duty)).all()}

    assert await db.run(planned) == {"say": local(2026, 11, 2, 9), "ask": local(2026, 11, 9, 9)}


async def test_what_was_somebodys_own_is_excused_when_they_leave_the_post(db: Database) -> None:
    """A coordinator who goes is asked no more and has missed nothing; a head's task stays with the stairwell."""
    await plan(db, duty("a", {"day": "5"}, audience=COORDINATOR), duty("b", {"day": "5"}))
    await run_once(db, local(2026, 1, 5, 9), ZONE)
    await db.run(lambda session: session.execute(update(Post).values(to_on=date(2026, 1, 6))))
    done = await run_once(db, local(2026, 1, 6, 9), ZONE)
    states = {task.duty_key: (task.state, task.reason) for task in await db.run(all_tasks)}
    assert done["released"] == 1 and states == {"a": (EXCUSED, LEFT), "b": (OPEN, None)}
    open_questions = select(Prompt.question).where(col(Prompt.answered_at).is_(None), Prompt.question == "report")
    assert len(await db.run(lambda session: list(session.exec(open_questions)))) == 1
    assert (await run_once(db, local(2026, 1, 7, 9), ZONE))["released"] == 0
