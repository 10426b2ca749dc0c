"""A coordinator enters the holidays of a year that is not known yet, and the tasks go on."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from bot.commands.calendar import BadDates, read_span
from models.duties import Duty
from models.outbox import Message
from models.people import TELEGRAM
from models.workdays import WorkdayOverride, enter_days
from scheduler.almanac import next_ask
from scheduler.tick import run_once
from tests.talk import Talk

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
async def _unknown(talk: Talk) -> None:
    """Nobody has entered 2027 here, and the inspection is the one duty, so that nothing else is asked or wanted."""
    await talk.db.run(lambda session: session.execute(delete(WorkdayOverride)))
    await talk.db.run(
        lambda session: session.execute(update(Duty).where(col(Duty.key) != "inspection").values(active=False))
    )


async def ticked(talk: Talk, *moment: int) -> list[str]:
    """The clock moves to a local moment and ticks twice; what the coordinator is sent then."""
    talk.clock.move_to(datetime(*moment, tzinfo=talk.zone))  # type: ignore[arg-type,misc]
    before = len(talk.sent("陈静"))
    await run_once(talk.db, talk.clock.now(), talk.zone)
    await run_once(talk.db, talk.clock.now(), talk.zone)
    await talk.delivery.drain()
    return [message.text for message in talk.sent("陈静")[before:]]


def asked(session: Session) -> list[str]:
    """What the messages about the calendar were about."""
    subjects = session.execute(select(col(Message.subject)).where(col(Message.purpose) == "calendar-wanted"))
    return sorted(subjects.scalars())


async def test_a_coordinator_enters_a_holiday_and_a_make_up_workday(talk: Talk) -> None:
    """Each day of the span is kept; the answer says whether the year can be used."""
    assert "还差1月1日" in await talk.says("陈静", "上班 2027-02-14 春节调休")
    assert "日历可以用了" in await talk.says("陈静", "放假 2027-01-01..2027-01-03 元旦")
    rows = await talk.db.read(lambda s: s.execute(select(col(WorkdayOverride.day), col(WorkdayOverride.workday))).all())
    assert {(day.isoformat(), workday) for day, workday in rows} == {
        ("2027-02-14", True), ("2027-01-01", False), ("2027-01-02", False), ("2027-01-03", False),
    }  # fmt: skip


async def test_once_entered_the_next_year_is_scheduled_by_itself(talk: Talk) -> None:
    """Past the last known year the coordinator is alarmed; with 1 January entered the first workday is issued."""
    await ticked(talk, 2027, 1, 1, 9)
    assert "2027" in talk.last("陈静")
    await talk.says("陈静", "放假 2027-01-01..2027-01-03 元旦")
    talk.clock.move_to(talk.clock.now().replace(day=4, hour=2))
    await run_once(talk.db, talk.clock.now(), talk.zone)
    await talk.delivery.drain()
    assert "2027年1月" in talk.last("李姨")


async def test_next_year_is_asked_for_once_a_month_until_it_is_entered(talk: Talk) -> None:
    """In November and December 2026, once each at nine; entered, there is silence, in January too."""
    (text,) = await ticked(talk, 2026, 11, 2, 9)
    assert "2027年的放假和调休安排" in text and "日期、上班/放假、名称" in text
    assert await ticked(talk, 2026, 11, 20, 9) == []
    assert await ticked(talk, 2026, 12, 1, 8, 59) == []
    assert len(await ticked(talk, 2026, 12, 1, 9)) == 1  # the inspection asks for it in the same tick: not twice
    await talk.db.run(enter_days, {date(2027, 1, 1): (False, "元旦")}, talk.clock.now())
    assert await ticked(talk, 2027, 1, 1, 9, 30) == []
    assert await ticked(talk, 2027, 9, 30, 23) == []
    assert await talk.db.read(next_ask, talk.clock.now(), talk.zone) == datetime(2027, 10, 1, 9, tzinfo=talk.zone)


async def test_three_months_ahead_and_bounded(talk: Talk) -> None:
    """From 1 October, not before, and monthly through the year itself; then it is left alone."""
    await talk.db.run(enter_days, {date(2027, 1, 1): (False, "元旦")}, talk.clock.now())
    assert await ticked(talk, 2027, 10, 1, 8, 59) == []
    (text,) = await ticked(talk, 2027, 10, 1, 9)
    assert "2028年" in text
    moment = datetime(2027, 10, 2, tzinfo=talk.zone)
    while moment.year < 2029:
        await ticked(talk, moment.year, moment.month, 2, 9)
        moment = (moment.replace(day=1) + timedelta(days=32)).replace(day=2)
    subjects = [subject for subject in await talk.db.read(asked) if subject.startswith("year:2028:")]
    assert subjects == sorted(set(subjects)) and 12 <= len(subjects) <= 15
    await ticked(talk, 2029, 1, 2, 9)
    assert [subject for subject in await talk.db.read(asked) if subject.startswith("year:2028:2029")] == []


async def test_only_coordinators_enter_days(talk: Talk) -> None:
    """A unit head cannot change the calendar."""
    assert "职责" in await talk.says("王芳", "放假 2027-01-01 元旦")


async def test_a_station_enters_no_days_for_the_community(talk: Talk) -> None:
    """Workdays are everybody's, so a station's coordinator is sent to the community's."""
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT01")
    assert "社区一级" in await talk.says("何平", "放假 2027-01-01 元旦")
    assert await talk.db.read(lambda s: s.execute(select(WorkdayOverride)).all()) == []


@pytest.mark.parametrize(("text", "span"), [
    ("2027-01-01", (date(2027, 1, 1), date(2027, 1, 1), "")),
    ("2027-1-1..2027-1-3 元旦", (date(2027, 1, 1), date(2027, 1, 3), "元旦")),
    ("2027-02-05 到 2027-02-11 春节", (date(2027, 2, 5), date(2027, 2, 11), "春节")),
])  # fmt: skip
def test_spans_as_people_write_them(text: str, span: tuple[date, date, str]) -> None:
    """One day or several, with or without a name."""
    assert read_span(text, TODAY) == span


@pytest.mark.parametrize("text", [
    "", "元旦", "2027-13-01", "2027-02-30", "2027-01-03..2027-01-01", "2027-01-01..2027-12-31", "1999-01-01",
    "2099-01-01",
])  # fmt: skip
def test_spans_that_cannot_be_meant(text: str) -> None:
    """No dates, impossible ones, too many or too far away are refused."""
    with pytest.raises(BadDates):
        read_span(text, TODAY)
