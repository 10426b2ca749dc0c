"""The calendar: workdays by the State Council's notices, occurrences that never skip or double, due times."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from sqlmodel import Session

from models.audit import Audit
from models.calendar import BadPeriod, due_of, is_workday, next_occurrence, period_bounds, period_of
from models.db import Database
from models.errors import YearNotPublished
from models.workdays import enter_days, overrides
from tests.neighbourhood import count, local

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
FIRST_WORKDAY = {"day": "1", "hour": 9, "minute": 0, "shift": "next_workday"}
HALF_PAST_TWO = {"hour": 2, "minute": 30}
YEARS = range(2020, 2027)


def first_workdays() -> list[date]:
    """The first workday of every month of YEARS, found the plain way: day by day from the first."""
    found = []
    for year in YEARS:
        for month in range(1, 13):
            days = (date(year, month, day) for day in range(1, 32))
            found.append(next(day for day in days if chinese_calendar.is_workday(day)))
    return found


def chain(rhythm: Mapping[str, object], after: datetime, until: datetime, zone: ZoneInfo) -> list[datetime]:
    """Every occurrence after `after` up to the first at or after `until`, each asked for from the one before."""
    found = []
    while after < until:
        found.append(after := next_occurrence(rhythm, after, zone))
    return found


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 1), False), (date(2026, 1, 2), False), (date(2026, 1, 4), True), (date(2026, 2, 14), True),
        (date(2026, 2, 16), False), (date(2026, 2, 28), True), (date(2026, 5, 9), True), (date(2026, 9, 20), True),
        (date(2026, 10, 7), False), (date(2026, 10, 8), True), (date(2026, 10, 10), True), (date(2026, 10, 11), False),
    ],
)  # fmt: skip
def test_workdays_of_the_notice_for_2026(day: date, works: bool) -> None:
    """Holidays on weekdays are free and make-up workdays on weekends are worked, as the notice for 2026 says."""
    assert is_workday(day) is works


def test_first_workday_of_every_month() -> None:
    """The inspection falls on the first workday of each month of seven years, at nine, none skipped or doubled."""
    found = chain(FIRST_WORKDAY, local(2019, 12, 31), local(2026, 12, 1), SHANGHAI)
    assert [moment.astimezone(SHANGHAI).date() for moment in found] == first_workdays()
    assert {moment.astimezone(SHANGHAI).hour for moment in found} == {9}


@given(st.datetimes(datetime(2020, 1, 1), datetime(2026, 11, 30)))
def test_first_workday_from_any_moment(naive: datetime) -> None:
    """From any moment the next occurrence is the earliest first workday after it."""
    after = naive.replace(tzinfo=SHANGHAI)
    expected = next(at for day in first_workdays() if (at := local(day.year, day.month, day.day, 9)) > after)
    assert next_occurrence(FIRST_WORKDAY, after, SHANGHAI) == expected


RHYTHMS = st.fixed_dictionaries(
    {"shift": st.sampled_from(["none", "next_workday", "previous_workday"])},
    optional={
        "day": st.sampled_from(["1", "15", "last", "1,15", "31", "*"]),
        "day_of_week": st.sampled_from(["mon", "wed", "sat,sun"]),
        "month": st.sampled_from(["*", "1,4,7,10"]),
        "hour": st.integers(0, 23),
        "minute": st.sampled_from([0, 30]),
    },
)


@given(RHYTHMS, st.datetimes(datetime(2020, 3, 1), datetime(2025, 6, 1)), st.sampled_from([SHANGHAI, BERLIN]))
def test_chain_is_increasing_and_complete(rhythm: dict[str, object], naive: datetime, zone: ZoneInfo) -> None:
    """Occurrences strictly increase, and asking from any moment between two gives the later: none is skipped."""
    try:
        first = next_occurrence(rhythm, naive.replace(tzinfo=zone), zone)
        second = next_occurrence(rhythm, first, zone)
    except YearNotPublished:  # a rare rhythm may have its next day years ahead; that refusal has a test of its own
        reject()
    assert naive.replace(tzinfo=zone) < first < second
    for moment in (first + timedelta(microseconds=1), first + (second - first) / 2, second - timedelta(seconds=1)):
        assert next_occurrence(rhythm, moment, zone) == second


def test_repeated_hour_fires_once() -> None:
    """Half past two in Berlin, which the clocks repeat in October 2026, fires once that night: the first time."""
    found = chain(HALF_PAST_TWO, datetime(2026, 10, 23, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC), BERLIN)
    assert [moment.isoformat() for moment in found] == [
        "2026-10-23T00:30:00+00:00", "2026-10-24T00:30:00+00:00", "2026-10-25T00:30:00+00:00",
        "2026-10-26T01:30:00+00:00",
    ]  # fmt: skip


def test_skipped_hour_fires_once() -> None:
    """Half past two in Berlin, which the clocks skip in March 2026, fires once that night all the same."""
    found = chain(HALF_PAST_TWO, datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 3, 30, tzinfo=UTC), BERLIN)
    assert [moment.isoformat() for moment in found] == [
        "2026-03-28T01:30:00+00:00", "2026-03-29T01:30:00+00:00", "2026-03-30T00:30:00+00:00",
    ]  # fmt: skip


def test_moment_inside_the_skipped_hour() -> None:
    """Asked just before a time that the clocks skip, the answer is still that night's occurrence."""
    just_after_the_jump = datetime(2026, 3, 29, 1, 10, tzinfo=UTC)
    found = next_occurrence(HALF_PAST_TWO, just_after_the_jump, BERLIN)
    assert found == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_last_day_never_skips_a_month() -> None:
    """The last day of the month comes every month, February included."""
    found = chain({"day": "last"}, local(2026, 1, 1), local(2026, 12, 31), SHANGHAI)
    lengths = [monthrange(2026, month)[1] for month in range(1, 13)]
    assert [moment.astimezone(SHANGHAI).day for moment in found] == lengths


def test_every_minute_needs_no_search() -> None:
    """A dense rhythm is found at once, however far back a shift would look."""
    assert next_occurrence({"hour": "*", "minute": "*"}, local(2026, 11, 2, 9), SHANGHAI) == local(2026, 11, 2, 9, 1)


def test_unpublished_year_raises() -> None:
    """What would need the workdays of a year that is not published raises and names it."""
    with pytest.raises(YearNotPublished) as raised:
        next_occurrence(FIRST_WORKDAY, local(2098, 12, 1), SHANGHAI)
    assert raised.value.facts["year"] == 2098


def test_rhythm_without_occurrence() -> None:
    """A day that never comes is an error, not an endless search."""
    with pytest.raises(ValueError, match="no further occurrence"):
        next_occurrence({"year": 2020}, local(2026, 1, 1), SHANGHAI)


async def test_entered_days_override(db: Database) -> None:
    """Entered days win over the library; a year it does not know counts once its 1 January is entered; audited."""

    def enter(session: Session) -> None:
        enter_days(session, {date(2026, 11, 2): (False, "停电"), date(2098, 1, 2): (False, "元旦")}, local(2026, 11, 1))

    await db.run(enter)
    days = await db.run(overrides)
    assert next_occurrence(FIRST_WORKDAY, local(2026, 10, 31), SHANGHAI, days) == local(2026, 11, 3, 9)
    with pytest.raises(YearNotPublished):
        is_workday(date(2098, 1, 3), days)

    entered = {date(2098, 1, 1): (False, "元旦"), date(2026, 11, 2): (True, "来电")}
    await db.run(enter_days, entered, local(2026, 11, 1))
    days = await db.run(overrides)
    assert [is_workday(date(2098, 1, day), days) for day in (1, 2, 3, 4)] == [False, False, True, False]
    assert is_workday(date(2026, 11, 2), days)
    assert await db.run(count, Audit) == 2
    assert await db.run(enter_days, {}, local(2026, 11, 1)) == 0


def test_due_and_late() -> None:
    """Due is the last second of the month, late entries are taken for ten days more, both in local time."""
    due, until = due_of(local(2026, 11, 2, 9), {"due": "month_end", "late_days": 10}, SHANGHAI)
    assert (due, until) == (local(2026, 11, 30, 23, 59, 59), local(2026, 12, 10, 23, 59, 59))
    due, until = due_of(local(2026, 2, 27, 9), {"due": 3}, SHANGHAI)
    assert due == until == local(2026, 3, 2, 23, 59, 59)


def test_periods() -> None:
    """A period is a month, a quarter or a year of local time; anything else is refused."""
    assert period_of(datetime(2026, 10, 31, 16, 30, tzinfo=UTC), SHANGHAI) == "2026-11"
    assert period_bounds("2026-Q4", SHANGHAI) == (local(2026, 10, 1), local(2027, 1, 1))
    assert period_bounds("2026", SHANGHAI) == (local(2026, 1, 1), local(2027, 1, 1))
    assert period_bounds("2026-12", SHANGHAI) == (local(2026, 12, 1), local(2027, 1, 1))
    for wrong in ("2026-13", "2026-Q5", "26", "", "２０２６"):
        with pytest.raises(BadPeriod):
            period_bounds(wrong, SHANGHAI)
