"""The pure rules that hold messages back: hours by the clock on the wall, and caps of the day."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.budget import forecast
from models.guards import Cap, Hours, allowed, beyond_cap, day_starts, first_allowed, guards, month_of
from models.people import SMS, TELEGRAM

SHANGHAI, BERLIN, HOWE, APIA = (
    ZoneInfo(name) for name in ("Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia")
)
MINUTES = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))
HOURS = st.tuples(MINUTES, MINUTES).filter(lambda two: two[0] < two[1]).map(lambda two: Hours(*two))
NEAR_CHANGES = st.one_of(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    st.datetimes(datetime(2026, 3, 28), datetime(2026, 3, 30)),
    st.datetimes(datetime(2026, 10, 24), datetime(2026, 10, 26)),
    st.datetimes(datetime(2026, 4, 4), datetime(2026, 4, 6)),
    st.datetimes(datetime(2011, 12, 28), datetime(2011, 12, 31)),
).map(lambda moment: moment.replace(tzinfo=UTC))


@given(NEAR_CHANGES, HOURS, st.sampled_from([SHANGHAI, BERLIN, HOWE, APIA]))
def test_the_first_allowed_instant_is_allowed_and_none_before_it_is(
    moment: datetime, hours: Hours, zone: ZoneInfo
) -> None:
    """Whatever the hours, the zone and the clock changes near by: allowed, not earlier than asked, and the earliest."""
    found = first_allowed(moment, hours, zone)
    assert allowed(found, hours, zone) and found >= moment
    before, probe = found - timedelta(microseconds=1), moment
    assert before < moment or not allowed(before, hours, zone)
    while probe < found:
        assert not allowed(probe, hours, zone)
        probe += timedelta(seconds=37)


def test_hours_that_a_clock_change_skips_begin_with_the_change() -> None:
    """02:30 does not exist in Berlin on 29 March 2026: what waits for it goes at 03:00, when the clock has jumped."""
    hours = Hours(time(2, 30), time(4))
    midnight = datetime(2026, 3, 29, tzinfo=BERLIN)
    assert first_allowed(midnight.astimezone(UTC), hours, BERLIN) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_hours_that_a_clock_change_repeats_count_twice() -> None:
    """01:30 to 02:30 comes in two parts when the clock goes back from 3 to 2 in Berlin; in between nothing leaves."""
    hours = Hours(time(2, 30), time(2, 45))
    second = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)  # 02:00 for the second time
    assert allowed(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), hours, BERLIN)
    assert first_allowed(second, hours, BERLIN) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("channel", "at", "free"),
    [
        (SMS, time(8, 29), False), (SMS, time(8, 30), True), (SMS, time(19, 29), True), (SMS, time(19, 30), False),
        (TELEGRAM, time(7, 29), False), (TELEGRAM, time(7, 30), True), (TELEGRAM, time(21, 29), True),
        (TELEGRAM, time(21, 30), False),
    ],
)  # fmt: skip
def test_the_shipped_hours(channel: str, at: time, free: bool) -> None:
    """Elders' SMS between 08:30 and 19:30, everything else between 07:30 and 21:30."""
    moment = datetime.combine(date(2026, 11, 2), at, SHANGHAI)
    assert allowed(moment, guards().hours_of(channel), SHANGHAI) is free


def test_hours_over_midnight_are_refused() -> None:
    """Hours that end before they begin are a mistake in the file, not a night shift."""
    with pytest.raises(ValueError, match="same day"):
        Hours(time(20), time(8))


KEYS = st.sampled_from(["a", "b", "c", "often"])
PERSON = st.integers(1, 3)


@given(
    st.lists(st.lists(st.tuples(PERSON, KEYS), max_size=12), max_size=12),
    st.integers(0, 4), st.integers(0, 8),
)  # fmt: skip
def test_caps_are_never_exceeded_and_never_spare(batches: list[list[tuple[int, str]]], same: int, most: int) -> None:
    """Batch after batch, nobody gets more than the cap, and nothing is refused while both caps have room."""
    cap, had = Cap(same, most, {"often": 6}), Counter[tuple[int, str]]()
    for batch in batches:
        wanted = [(number, person, key) for number, (person, key) in enumerate(batch)]
        over = beyond_cap(wanted, had, cap)
        for number, person, key in wanted:
            total = sum(count for (who, _), count in had.items() if who == person)
            full = had[person, key] >= cap.of(key) or total >= most
            assert (number in over) == full
            if number not in over:
                had[person, key] += 1
        assert all(count <= cap.of(key) for (_, key), count in had.items())
        for who in (1, 2, 3):
            assert sum(count for (person, _), count in had.items() if person == who) <= most


def test_the_shipped_cap() -> None:
    """Three of a kind, twelve in all; inspections come one for each stairwell."""
    cap = guards().cap
    assert (cap.of("broadcast-text"), cap.of("inspection-due"), cap.all) == (3, 12, 12)


def test_days_and_months_are_local() -> None:
    """Half past midnight on 1 December in Shanghai is still November in UTC, but not there."""
    moment = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    assert day_starts(moment, SHANGHAI) == datetime(2026, 11, 30, 16, tzinfo=UTC)
    assert month_of(moment, SHANGHAI) == (
        datetime(2026, 11, 30, 16, tzinfo=UTC), datetime(2026, 12, 31, 16, tzinfo=UTC),
    )  # fmt: skip


def test_a_forecast_goes_on_as_the_month_began() -> None:
    """Ten of thirty days cost 30: the month will cost 90; its first hour does not make it look like a fortune."""
    at = datetime(2026, 11, 11, tzinfo=SHANGHAI).astimezone(UTC)
    assert forecast(Decimal("30"), at, SHANGHAI) == Decimal("90.00")
    first_hour = datetime(2026, 11, 1, 1, tzinfo=SHANGHAI).astimezone(UTC)
    assert forecast(Decimal("3"), first_hour, SHANGHAI) == Decimal("93.00")
    last = datetime(2026, 11, 30, 23, 59, tzinfo=SHANGHAI).astimezone(UTC)
    assert Decimal("50") <= forecast(Decimal("50"), last, SHANGHAI) < Decimal("50.01")
