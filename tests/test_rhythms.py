"""Rhythms: every kind on its days, what moves and why, and that nothing is skipped, doubled or guessed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from messages.catalogue import say
from messages.render import period_name, readable
from models.calendar import BadPeriod, due_of, next_occurrence, period_bounds, period_of
from models.days import EnteredDays, is_workday
from models.errors import YearNotPublished
from models.lunar import TERMS, festival_of, lunar_of, term_of
from models.people import LANGUAGES
from models.rhythms import MOST, BadRhythm, Occurrence, Rhythm, Why, check, describe, next_after, reason, upcoming
from tests.neighbourhood import local

SHANGHAI, BERLIN, SYDNEY = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Sydney")
SHIFTS = st.sampled_from(["none", "next_workday", "previous_workday"])
AT: dict[str, Any] = {"hour": st.integers(0, 23), "minute": st.integers(0, 59)}
RHYTHMS = st.one_of(
    st.fixed_dictionaries(
        {"shift": SHIFTS, "day": st.sampled_from(["1", "15", "last", "31", "last fri", "1st mon", "*"])} | AT
    ),
    st.fixed_dictionaries({"day_of_week": st.sampled_from(["wed", "sat,sun", "mon-fri"]), "shift": SHIFTS} | AT),
    st.fixed_dictionaries({"kind": st.just("holidays"), "shift": SHIFTS} | AT),
    st.fixed_dictionaries(
        {"kind": st.just("lunar"), "month": st.integers(1, 12), "day": st.integers(1, 30), "leap": st.booleans()}
        | {"shift": SHIFTS} | AT
    ),
    st.fixed_dictionaries({"kind": st.just("solar_term"), "term": st.sampled_from(TERMS), "shift": SHIFTS} | AT),
    st.fixed_dictionaries(
        {"kind": st.just("workday"), "nth": st.sampled_from([1, -1])}
        | {"of": st.sampled_from(["week", "month", "quarter"])} | AT
    ),
)  # fmt: skip
MOMENTS = st.datetimes(datetime(2020, 3, 1), datetime(2025, 6, 1))
ZONES = st.sampled_from([SHANGHAI, BERLIN, SYDNEY])


def days(rhythm: Rhythm, after: datetime, count: int, overrides: EnteredDays | None = None) -> list[str]:
    """The next local days as text."""
    found = upcoming(rhythm, after, SHANGHAI, overrides, count)
    return [one.at.astimezone(SHANGHAI).date().isoformat() for one in found]


def said(why: Why | None, language: str = "zh-CN") -> str:
    """A reason in words; "" for none."""
    if why is None:
        return ""
    key, facts = reason(why)
    return say(key, language, readable(facts, language))


@given(RHYTHMS, MOMENTS, ZONES)
def test_every_rhythm_goes_on_and_never_stands_still(rhythm: dict[str, Any], naive: datetime, zone: ZoneInfo) -> None:
    """Strictly later each time, at its wall-clock time, on a workday where it shifts; a reason just where it moved."""
    check(rhythm)
    after = naive.replace(tzinfo=zone)
    found = upcoming(rhythm, after, zone, None, 6)
    if len(found) < 6:  # the next one takes a year that is not published
        with pytest.raises(YearNotPublished):
            next_after(rhythm, found[-1].at if found else after, zone)
    if not found:
        return
    assert found[0] == next_after(rhythm, after, zone) and found[0].at == next_occurrence(rhythm, after, zone)
    for before, one in zip([after, *(one.at for one in found)], found, strict=False):
        assert before < one.at
        wall = one.at.astimezone(zone)
        skipped = wall.replace(tzinfo=None) - datetime.combine(wall.date(), datetime.min.time())
        assert skipped - timedelta(hours=rhythm["hour"], minutes=rhythm["minute"]) in (timedelta(0), timedelta(hours=1))
        if rhythm.get("shift", "none") != "none" or rhythm.get("kind") == "workday":
            assert is_workday(wall.date())
        assert (one.why is None) is (one.planned == wall.date())
        assert one.why is None or (one.why.planned, one.why.moved) == (one.planned, wall.date())


@given(RHYTHMS, MOMENTS, st.floats(0, 0.999))
def test_nothing_lies_between_two_occurrences(rhythm: dict[str, Any], naive: datetime, share: float) -> None:
    """Asked at any moment between two occurrences, the next is the later one, planned day and reason alike."""
    try:
        first = next_after(rhythm, naive.replace(tzinfo=SHANGHAI), SHANGHAI)
        second = next_after(rhythm, first.at, SHANGHAI)
    except YearNotPublished:  # that refusal has a test of its own
        reject()
    assert next_after(rhythm, first.at + (second.at - first.at) * share, SHANGHAI) == second


@given(st.integers(1, 12), st.integers(1, 30), st.sampled_from(TERMS), MOMENTS)
def test_lunar_days_and_terms_are_what_they_say(month: int, day: int, term: str, naive: datetime) -> None:
    """A lunar rhythm falls on that lunar day (the 29th for the 30th of a short month), a term's on the term."""
    after = naive.replace(tzinfo=SHANGHAI)
    for one in upcoming({"kind": "lunar", "month": month, "day": day}, after, SHANGHAI, None, 4):
        lunar = lunar_of(one.planned)
        assert (lunar.month, lunar.leap) == (month, False) and lunar.day in (day, min(day, 29))
        assert one.name == ("new_years_eve" if (month, day) == (12, 30) else festival_of(one.planned) or "") or (
            (month, day, one.name) == (12, 29, "")
        )
    for one in upcoming({"kind": "solar_term", "term": term}, after, SHANGHAI, None, 4):
        assert one.name == term_of(one.planned) == term


def test_the_first_workday_says_why_it_is_not_the_first() -> None:
    """October 2025 begins with eight days off: "因国庆节放假调休，延至10月9日（原定10月1日）"."""
    rhythm = {"kind": "workday", "nth": 1, "of": "month"}
    found = upcoming(rhythm, local(2025, 9, 20), SHANGHAI, None, 4)
    assert [one.at for one in found] == [
        local(*day, 9) for day in ((2025, 10, 9), (2025, 11, 3), (2025, 12, 1), (2026, 1, 4))
    ]
    assert said(found[0].why) == "因国庆节放假调休，延至10月9日（原定10月1日）"
    assert said(found[0].why, "en") == "put off to 9 October for National Day (planned for 1 October)"
    assert [said(one.why) for one in found[1:3]] == ["", ""]
    assert said(found[3].why) == "因元旦放假调休，延至1月4日（原定1月1日）"


def test_last_workdays_and_make_up_days() -> None:
    """The last workday of a week may be a make-up Sunday; a week without workdays is passed over."""
    assert days({"kind": "workday", "nth": -1, "of": "week"}, local(2025, 9, 22), 3) == [
        "2025-09-28",
        "2025-09-30",
        "2025-10-11",
    ]
    assert days({"kind": "workday", "nth": -1, "of": "quarter"}, local(2026, 1, 1), 4) == [
        "2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31",
    ]  # fmt: skip
    assert days({"kind": "workday", "nth": 1, "of": "quarter"}, local(2025, 12, 1), 3) == [
        "2026-01-04",
        "2026-04-01",
        "2026-07-01",
    ]
    weekly = days({"kind": "workday", "nth": 1, "of": "week"}, local(2026, 2, 7), 4)
    assert weekly == ["2026-02-09", "2026-02-24", "2026-03-02", "2026-03-09"]


def test_statutory_holidays() -> None:
    """The first day of each, by name; a 中秋 within 国庆 is one of its own and 国庆 does not begin anew after it."""
    found = upcoming({"kind": "holidays", "hour": 8}, local(2025, 9, 1), SHANGHAI, None, 9)
    assert [(one.planned.isoformat(), one.name) for one in found] == [
        ("2025-10-01", "national_day"), ("2025-10-06", "mid_autumn"), ("2026-01-01", "new_years_day"),
        ("2026-02-15", "spring_festival"), ("2026-04-04", "qingming"), ("2026-05-01", "labour_day"),
        ("2026-06-19", "dragon_boat"), ("2026-09-25", "mid_autumn"), ("2026-10-01", "national_day"),
    ]  # fmt: skip
    assert {one.at.astimezone(SHANGHAI).hour for one in found} == {8}
    assert days({"kind": "holidays", "shift": "previous_workday"}, local(2026, 1, 5), 2) == ["2026-02-14", "2026-04-03"]


def test_holidays_that_were_entered() -> None:
    """Of a year that coordinators entered, the statutory ones by their names, other days off not."""
    entered = EnteredDays({
        date(2098, 1, 1): (False, "元旦"), date(2098, 1, 2): (False, "元旦"), date(2098, 3, 4): (False, "停电"),
        date(2098, 5, 1): (False, "劳动节"), date(2098, 5, 2): (False, "劳动节"),
    })  # fmt: skip
    found = upcoming({"kind": "holidays"}, local(2098, 1, 1, 8), SHANGHAI, entered, 9)
    assert [(one.planned, one.name) for one in found] == [
        (date(2098, 1, 1), "new_years_day"), (date(2098, 5, 1), "labour_day"),
    ]  # fmt: skip
    with pytest.raises(YearNotPublished) as raised:
        next_after({"kind": "holidays"}, found[-1].at, SHANGHAI, entered)
    assert raised.value.facts["year"] == 2099


@pytest.mark.parametrize("rhythm", [
    {"day": "1", "shift": "next_workday"}, {"kind": "holidays"}, {"kind": "workday", "nth": -1, "of": "month"},
    {"kind": "lunar", "month": 8, "day": 15, "shift": "previous_workday"},
    {"kind": "solar_term", "term": "dongzhi", "shift": "next_workday"},
])  # fmt: skip
def test_a_year_that_is_not_published_is_never_guessed(rhythm: Rhythm) -> None:
    """What needs its workdays raises and names it; a preview ends before it; what needs none goes on."""
    with pytest.raises(YearNotPublished):
        next_after(rhythm, local(2098, 2, 1), SHANGHAI)
    known = upcoming(rhythm, local(2026, 8, 1), SHANGHAI, None, 20)
    assert 0 < len(known) < 20 and known[-1].at < local(2027, 1, 1)
    with pytest.raises(YearNotPublished) as raised:
        next_after(rhythm, known[-1].at, SHANGHAI)
    assert raised.value.facts["year"] == 2027
    free = {key: value for key, value in rhythm.items() if key != "shift"}
    if free.get("kind") not in ("holidays", "workday"):
        assert len(upcoming(free, local(2098, 2, 1), SHANGHAI, None, 2)) == 2


def test_days_that_meet_are_one_occurrence_planned_for_that_day() -> None:
    """Saturday and Sunday that move to a Monday which is asked anyway are that Monday's, without a reason."""
    found = upcoming({"shift": "next_workday"}, local(2026, 11, 6, 12), SHANGHAI, None, 2)
    assert [(one.planned, one.why) for one in found] == [(date(2026, 11, 9), None), (date(2026, 11, 10), None)]
    (moved,) = upcoming({"day_of_week": "sat,sun", "shift": "next_workday"}, local(2026, 11, 6), SHANGHAI, None, 1)
    assert moved == Occurrence(local(2026, 11, 9, 9), date(2026, 11, 7), "", moved.why)
    assert said(moved.why) == "因周末，延至11月9日（原定11月7日）"


def test_reasons_in_words() -> None:
    """A weekend before a holiday, a day brought forward, a day a coordinator named, one that nobody named."""
    (one,) = upcoming({"day": "26", "month": "9", "shift": "next_workday"}, local(2026, 9, 1), SHANGHAI, None, 1)
    assert said(one.why) == "因中秋放假调休，延至9月28日（原定9月26日）"
    (one,) = upcoming({"day": "31", "month": "1", "shift": "previous_workday"}, local(2026, 1, 5), SHANGHAI, None, 1)
    assert said(one.why) == "因周末，提前到1月30日（原定1月31日）"
    entered = EnteredDays({date(2026, 11, 2): (False, "停电"), date(2026, 11, 3): (False, "")})
    (one,) = upcoming({"day": "1", "shift": "next_workday"}, local(2026, 10, 20), SHANGHAI, entered, 1)
    assert said(one.why) == "因周末和停电放假调休，延至11月4日（原定11月1日）"
    (one,) = upcoming({"day": "3", "shift": "next_workday"}, local(2026, 11, 1), SHANGHAI, entered, 1)
    assert said(one.why) == "因当天休息，延至11月4日（原定11月3日）"


@pytest.mark.parametrize(("rhythm", "chinese", "english"), [
    ({"kind": "workday", "nth": 1, "of": "month"}, "每月第一个工作日 9:00",
     "on the first workday of every month at 9:00"),
    ({"day": "1", "shift": "next_workday"}, "每月1日 9:00，遇休息日顺延到下一个工作日",
     "on day 1 of every month at 9:00, or the next workday"),
    ({"day": "last fri", "hour": 14, "minute": 5}, "每月最后一个周五 14:05",
     "on the last Friday of every month at 14:05"),
    ({"day": "1,15", "month": "1,4,7,10"}, "每年1、4、7、10月1、15日 9:00",
     "on day 1, 15 of the months 1, 4, 7, 10 at 9:00"),
    ({"day": "last", "month": "*/3"}, "每年1、4、7、10月最后一天 9:00",
     "on the last day of the months 1, 4, 7, 10 at 9:00"),
    ({"day_of_week": "wed"}, "每周三 9:00", "every Wednesday at 9:00"),
    ({}, "每天 9:00", "every day at 9:00"),
    ({"kind": "holidays", "hour": 8}, "每个法定节假日第一天 8:00", "on the first day of each public holiday at 8:00"),
    ({"kind": "lunar", "month": 9, "day": 9}, "每年重阳 9:00", "every year on Double Ninth at 9:00"),
    ({"kind": "lunar", "month": 6, "day": 3, "leap": True}, "每年农历闰6月3日 9:00",
     "every year on day 3 of the leap month 6 at 9:00"),
    ({"kind": "solar_term", "term": "dongzhi"}, "每年冬至（节气） 9:00",
     "every year on the solar term Winter Solstice at 9:00"),
    ({"week": 2}, "按规则（week=2）", "by the rule (week=2)"),
    ({"hour": "9,15"}, "按规则（hour=9,15）", "by the rule (hour=9,15)"),
])  # fmt: skip
def test_a_rhythm_in_words(rhythm: Rhythm, chinese: str, english: str) -> None:
    """What coordinators read is what they would say; what has no words is shown as its fields."""
    key, facts = describe(rhythm)
    assert [say(key, language, readable(facts, language)) for language in LANGUAGES] == [chinese, english]


@given(RHYTHMS)
def test_every_rhythm_has_words(rhythm: dict[str, Any]) -> None:
    """Whatever a coordinator may write can be said in both languages."""
    key, facts = describe(rhythm)
    assert all(say(key, language, readable(facts, language)) for language in LANGUAGES)


@pytest.mark.parametrize(("rhythm", "what"), [
    ({"kind": "moon"}, "kind"), ({"kind": ""}, "kind"), ({"kind": ["lunar"]}, "kind"), ({"year": 2026}, "year"),
    ({"second": 1}, "second"), ({"hour": 24}, "hour"), ({"hour": "9"}, "hour"), ({"minute": -1}, "minute"),
    ({"minute": True}, "minute"), ({"shift": "tomorrow"}, "shift"), ({"day": "32"}, "day"), ({"day": "someday"}, "day"),
    ({"day_of_week": 1}, "day_of_week"), ({"day_of_week": "wednesday"}, "day_of_week"), ({"day": None}, "day"),
    ({"month": "2", "day": "30"}, "day"), ({"day": "1" * 41}, "day"), ({"kind": "lunar", "month": 8}, "day"),
    ({"kind": "lunar", "month": 13, "day": 1}, "month"), ({"kind": "lunar", "month": 1, "day": 31}, "day"),
    ({"kind": "lunar", "month": 1, "day": 1, "leap": 1}, "leap"), ({"kind": "solar_term", "term": "清明"}, "term"),
    ({"kind": "workday", "nth": 2, "of": "month"}, "nth"), ({"kind": "workday", "nth": 1, "of": "year"}, "of"),
    ({"kind": "workday", "nth": 1, "of": "month", "shift": "next_workday"}, "shift"),
    ({"kind": "holidays", "day": "1"}, "day"),
])  # fmt: skip
def test_rhythms_that_say_nothing_are_refused(rhythm: dict[str, Any], what: str) -> None:
    """The field that is wrong is named, kindly and in both languages."""
    with pytest.raises(BadRhythm) as refused:
        check(rhythm)
    assert refused.value.facts["what"] == what
    assert all(what in say(BadRhythm.key, language, refused.value.facts) for language in LANGUAGES)


def test_a_rhythm_that_ends() -> None:
    """The lunar tables end with 2100: a preview is short, then refused; and a preview has a bound."""
    laba = {"kind": "lunar", "month": 12, "day": 8}
    assert len(upcoming(laba, local(2099, 6, 1), SHANGHAI, None, 5)) == 2
    with pytest.raises(ValueError, match="no further occurrence"):
        upcoming(laba, local(2101, 6, 1), SHANGHAI, None, 5)
    assert len(upcoming({}, local(2026, 1, 1), SHANGHAI, None, 500)) == MOST


@given(st.dates(date(2020, 1, 1), date(2050, 12, 31)))
def test_periods_hold_their_day(day: date) -> None:
    """The period of a day, by its name, begins on or before it and ends after it; the next one begins where it ends."""
    noon = datetime.combine(day, datetime.min.time(), SHANGHAI) + timedelta(hours=12)
    for per in ("day", "week", "month", "quarter"):
        name = period_of(day, per)
        start, end = period_bounds(name, SHANGHAI)
        assert start <= noon < end
        assert period_bounds(period_of(end.astimezone(SHANGHAI).date(), per), SHANGHAI)[0] == end
        assert all(period_name(name, language) for language in LANGUAGES)
    assert period_of(noon.astimezone(UTC), SHANGHAI) == period_of(day, "month")


def test_names_of_periods() -> None:
    """As they are stored and as people read them; the ISO week of 1 January 2027 is the last of 2026."""
    day = date(2027, 1, 1)
    assert [period_of(day, per) for per in ("day", "week", "month", "quarter")] == [
        "2027-01-01",
        "2026-W53",
        "2027-01",
        "2027-Q1",
    ]
    assert (period_name("2026-W53", "zh-CN"), period_name("2026-W53", "en")) == ("2026年第53周", "week 53 of 2026")
    assert (period_name("2026-10-01", "zh-CN"), period_name("2026-10-01", "en")) == ("2026年10月1日", "1 October 2026")
    with pytest.raises(ValueError, match="no period"):
        period_of(day, "year")
    for wrong in ("2026-W54", "2026-W00", "2026-02-30", "2026-13-01", "2026-W5"):
        with pytest.raises(BadPeriod):
            period_bounds(wrong, SHANGHAI)


@pytest.mark.parametrize(("due", "at", "planned", "last"), [
    ("week_end", (2026, 11, 24), None, (2026, 11, 29)), ("week_end", (2026, 11, 29), None, (2026, 11, 29)),
    ("quarter_end", (2026, 11, 24), None, (2026, 12, 31)), ("quarter_end", (2026, 1, 1), None, (2026, 3, 31)),
    ("month_end", (2026, 2, 1), None, (2026, 2, 28)), (3, (2026, 2, 27), None, (2026, 3, 2)),
    ("month_end", (2026, 9, 30), date(2026, 10, 1), (2026, 10, 31)),  # brought forward: its month is still October
    ("week_end", (2026, 11, 9), date(2026, 11, 7), (2026, 11, 9)),  # put off past its week: due the day it comes
])  # fmt: skip
def test_due(due: object, at: tuple[int, ...], planned: date | None, last: tuple[int, ...]) -> None:
    """The end of the planned day's week, month or quarter, or so many days later, and never before it comes."""
    found = due_of(local(*at, 9), {"due": due, "late_days": 2}, SHANGHAI, planned)
    end = local(*last, 23, 59, 59)
    assert found == (end, end + timedelta(days=2))
