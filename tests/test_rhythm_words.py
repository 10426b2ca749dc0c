"""What people say for when something comes round: read, shown, and read back as the same."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.rhythm_words import NoSuchDay, RhythmUnclear, read_rhythm
from messages.catalogue import say
from messages.render import readable
from models.people import LANGUAGES
from models.rhythms import BadRhythm, describe, upcoming

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
AT_NINE: dict[str, Any] = {"hour": 9, "minute": 0}
NEXT = {"shift": "next_workday"}
EXAMPLES: list[tuple[str, dict[str, Any]]] = [
    ("每天 8:30", {"hour": 8, "minute": 30}),
    ("每周一 9:00", {"day_of_week": "mon", **AT_NINE}),
    ("每周一9:00", {"day_of_week": "mon", **AT_NINE}),
    ("每周三 10点半", {"day_of_week": "wed", "hour": 10, "minute": 30}),
    ("每星期天下午3点", {"day_of_week": "sun", "hour": 15, "minute": 0}),
    ("每周一、三、五", {"day_of_week": "mon,wed,fri", **AT_NINE}),
    ("每周一和周四 晚上七点", {"day_of_week": "mon,thu", "hour": 19, "minute": 0}),
    ("周一到周五 8点", {"day_of_week": "mon,tue,wed,thu,fri", "hour": 8, "minute": 0}),
    ("每周六 中午1点", {"day_of_week": "sat", "hour": 13, "minute": 0}),
    ("每周六 下午12点", {"day_of_week": "sat", "hour": 12, "minute": 0}),
    ("every saturday 12am", {"day_of_week": "sat", "hour": 0, "minute": 0}),
    ("每月1日", {"day": "1", **AT_NINE}),
    ("每月1号,遇节假日顺延", {"day": "1", **AT_NINE, **NEXT}),
    ("每月1、15日 10:00", {"day": "1,15", "hour": 10, "minute": 0}),
    ("每个月十五号", {"day": "15", **AT_NINE}),
    ("每月最后一天", {"day": "last", **AT_NINE}),
    ("每月底", {"day": "last", **AT_NINE}),
    ("每月第一个工作日", {"kind": "workday", "nth": 1, "of": "month", **AT_NINE}),
    ("每月最后一个工作日 16:00", {"kind": "workday", "nth": -1, "of": "month", "hour": 16, "minute": 0}),
    ("每月最后一个周五", {"day": "last fri", **AT_NINE}),
    ("每月第二个星期二", {"day": "2nd tue", **AT_NINE}),
    ("每季度第一个工作日", {"kind": "workday", "nth": 1, "of": "quarter", **AT_NINE}),
    ("每季度第一天", {"month": "1,4,7,10", "day": "1", **AT_NINE}),
    ("每季度最后一个周五", {"month": "3,6,9,12", "day": "last fri", **AT_NINE}),
    ("每季度第二个月15日", {"month": "2,5,8,11", "day": "15", **AT_NINE}),
    ("每年3月5日", {"month": "3", "day": "5", **AT_NINE}),
    ("每年3、9月第一个周一", {"month": "3,9", "day": "1st mon", **AT_NINE}),
    ("农历八月十五", {"kind": "lunar", "month": 8, "day": 15, **AT_NINE}),
    ("每年农历腊月初八 8点", {"kind": "lunar", "month": 12, "day": 8, "hour": 8, "minute": 0}),
    ("农历闰六月廿一", {"kind": "lunar", "month": 6, "day": 21, "leap": True, **AT_NINE}),
    ("农历正月三十", {"kind": "lunar", "month": 1, "day": 30, **AT_NINE}),
    ("清明", {"kind": "solar_term", "term": "qingming", **AT_NINE}),
    ("每年冬至", {"kind": "solar_term", "term": "dongzhi", **AT_NINE}),
    ("中秋节", {"kind": "lunar", "month": 8, "day": 15, **AT_NINE}),
    ("每年除夕 中午12点", {"kind": "lunar", "month": 12, "day": 30, "hour": 12, "minute": 0}),
    ("国庆节,提前", {"month": "10", "day": "1", **AT_NINE, "shift": "previous_workday"}),
    ("每个法定节假日", {"kind": "holidays", **AT_NINE}),
    ("每逢节假日 8:30", {"kind": "holidays", "hour": 8, "minute": 30}),
    ("weekly mon 9:00", {"day_of_week": "mon", **AT_NINE}),
    ("every Wednesday at 10:30", {"day_of_week": "wed", "hour": 10, "minute": 30}),
    ("Mondays and Thursdays at 3pm", {"day_of_week": "mon,thu", "hour": 15, "minute": 0}),
    ("daily 8:00", {"hour": 8, "minute": 0}),
    ("monthly on the 1st, or the next workday", {"day": "1", **AT_NINE, **NEXT}),
    ("the last Friday of every month", {"day": "last fri", **AT_NINE}),
    ("every quarter on the last friday", {"month": "3,6,9,12", "day": "last fri", **AT_NINE}),
    ("first workday of the quarter", {"kind": "workday", "nth": 1, "of": "quarter", **AT_NINE}),
    ("every public holiday", {"kind": "holidays", **AT_NINE}),
    ("lunar 8/15", {"kind": "lunar", "month": 8, "day": 15, **AT_NINE}),
    ("Qingming at 8:00", {"kind": "solar_term", "term": "qingming", "hour": 8, "minute": 0}),
    ("every year on Mid-Autumn Festival", {"kind": "lunar", "month": 8, "day": 15, **AT_NINE}),
]
"""What is said, and the rhythm it is."""
UNCLEAR = (
    "", "每季度", "每月", "每周", "下周", "有空的时候", "每月第六个周一", "每月1日 9:00 10:00", "每周一 25:00",
    "每季度15日", "每周三三", "每两周", "每周一 9:75", "工作日", "每月周五", "monthly", "every month", "mont",
    "sometimes", "every 2 weeks", "每周五到周一", "农历", "八月十五前后", "第一个工作日", "每周一 晚上12点",
    "每周一 上午15点",
)  # fmt: skip


@pytest.mark.parametrize(("said", "rhythm"), EXAMPLES, ids=[said for said, _ in EXAMPLES])
def test_words_say_a_rhythm(said: str, rhythm: dict[str, Any]) -> None:
    """Each example is read as meant, and comes round."""
    assert read_rhythm(said) == rhythm
    assert upcoming(rhythm, NOW, ZONE, count=2)


@pytest.mark.parametrize("said", UNCLEAR)
def test_unclear_words_are_asked_again(said: str) -> None:
    """Nothing is guessed: a week without a day, a quarter without one, two times of day, no such hour."""
    with pytest.raises(RhythmUnclear):
        read_rhythm(said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("said", "rhythm"), EXAMPLES, ids=[said for said, _ in EXAMPLES])
def test_what_is_shown_can_be_said_again(said: str, rhythm: dict[str, Any], language: str) -> None:
    """The program's own words for a rhythm are read back as the rhythm that comes on the same days."""
    key, facts = describe(rhythm)
    again = read_rhythm(say(key, language, readable(facts, language)))
    assert [one.at for one in upcoming(again, NOW, ZONE)] == [one.at for one in upcoming(rhythm, NOW, ZONE)]
    assert describe(again) == (key, facts)


def test_what_is_not_said_stays() -> None:
    """Time of day and the move to a workday are those of before, unless they are said; a workday moves nowhere."""
    before = {"hour": 14, "minute": 15, "shift": "next_workday"}
    assert read_rhythm("每周一", **before) == {"day_of_week": "mon", **before}  # type: ignore[arg-type]
    assert "shift" not in read_rhythm("每周一 8:00 不顺延", **before)  # type: ignore[arg-type]
    assert "shift" not in read_rhythm("每月第一个工作日", **before)  # type: ignore[arg-type]


@pytest.mark.parametrize("said", ["每月31日", "每月30号", "每年2月29日", "每年4月31日", "monthly 29"])
def test_a_day_that_some_months_have_not_got_is_refused(said: str) -> None:
    """It would be left out in those months without a word."""
    with pytest.raises(NoSuchDay):
        read_rhythm(said)


@pytest.mark.parametrize("said", ["每月40日", "农历十三月初一", "每年13月1日"])
def test_days_that_never_come_are_refused(said: str) -> None:
    """What no calendar has is told by the rhythm itself."""
    with pytest.raises(BadRhythm):
        read_rhythm(said)
