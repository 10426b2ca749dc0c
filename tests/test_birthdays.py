"""Birthday greetings: only with a yes, once a year, on the right day of either calendar, nothing of it in clear."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from bot.commands.birthdays import spoken
from models.audit import Audit
from models.birthdays import (
    LEAP,
    LUNAR,
    SOLAR,
    BadBirthday,
    Birthday,
    Day,
    kept_in,
    next_kept,
    parse,
    read_birthday,
    year_at,
)
from models.lunar import lunar_of
from models.outbox import CANCELLED, Message
from models.people import SMS, TELEGRAM
from scheduler.greetings import greet, next_moments
from tests.talk import Talk

DAYS = st.one_of(
    st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: Day(SOLAR, day.month, day.day)),
    st.builds(Day, st.sampled_from([LUNAR, LEAP]), st.integers(1, 12), st.integers(1, 30)),
)


# --- which day ---
@given(DAYS, st.integers(1990, 2090))
@settings(deadline=None)
def test_each_year_has_exactly_one_birthday(day: Day, year: int) -> None:
    """In each year of its calendar a birthday is kept once, inside that year, and the next years follow in order."""
    kept = [kept_in(day, one) for one in range(year, year + 4)]
    assert [year_at(day, one) for one in kept] == list(range(year, year + 4))
    assert kept == sorted(set(kept))


@given(DAYS, st.dates(date(1990, 1, 1), date(2090, 12, 31)))
@settings(deadline=None)
def test_the_next_birthday_is_the_first_after_the_day(day: Day, after: date) -> None:
    """It comes within 13 months, and following it from year to year misses none and doubles none."""
    first = next_kept(day, after)
    assert after < first <= after + timedelta(days=385 + 30)
    second = next_kept(day, first)
    assert year_at(day, second) == year_at(day, first) + 1


@given(st.integers(1, 12), st.integers(1, 30), st.integers(1990, 2090), st.booleans())
@settings(deadline=None)
def test_a_lunar_birthday_has_its_own_month_and_day(month: int, number: int, year: int, leap: bool) -> None:
    """Month and day are as told; only day 30 may be the 29th, and only a leap birthday falls into a leap month."""
    found = lunar_of(kept_in(Day(LEAP if leap else LUNAR, month, number), year))
    assert (found.year, found.month) == (year, month)
    assert found.day == number or (number, found.day) == (30, 29)
    assert leap or not found.leap


def test_known_days() -> None:
    """Days one can look up: Mid-Autumn 2026, the leap month of 2020, the last of February, a short twelfth month."""
    assert kept_in(Day(LUNAR, 8, 15), 2026) == date(2026, 9, 25)
    assert kept_in(Day(LEAP, 4, 8), 2020) == date(2020, 5, 30)
    assert kept_in(Day(LUNAR, 4, 8), 2020) == date(2020, 4, 30)
    assert kept_in(Day(LEAP, 4, 8), 2026) == kept_in(Day(LUNAR, 4, 8), 2026) == date(2026, 5, 24)
    assert [kept_in(Day(SOLAR, 2, 29), year) for year in (2027, 2028)] == [date(2027, 2, 28), date(2028, 2, 29)]
    assert kept_in(Day(LUNAR, 12, 30), 2025) == date(2026, 2, 16)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("1948-03-05", Day(SOLAR, 3, 5)), ("3月5日", Day(SOLAR, 3, 5)), ("1948年3月5日", Day(SOLAR, 3, 5)),
        ("公历 3.5", Day(SOLAR, 3, 5)), ("2-29", Day(SOLAR, 2, 29)), ("农历八月十五", Day(LUNAR, 8, 15)),
        ("农历 1948年八月十五", Day(LUNAR, 8, 15)), ("阴历一九四八年八月十五", Day(LUNAR, 8, 15)),
        ("农历 8-15", Day(LUNAR, 8, 15)), ("腊月廿三", Day(LUNAR, 12, 23)), ("正月初一", Day(LUNAR, 1, 1)),
        ("农历十一月三十", Day(LUNAR, 11, 30)), ("农历闰四月初八", Day(LEAP, 4, 8)), ("闰四月初八", Day(LEAP, 4, 8)),
        ("lunar 8-15", Day(LUNAR, 8, 15)), ("lunar leap 4-8", Day(LEAP, 4, 8)), ("农历冬月二十", Day(LUNAR, 11, 20)),
    ],
)  # fmt: skip
def test_a_birthday_as_people_write_it(said: str, day: Day) -> None:
    """Both calendars, digits and characters, with and without a year; what is stored has no year."""
    assert read_birthday(said) == day and parse(day.stored) == day
    assert "1948" not in day.stored


@pytest.mark.parametrize(
    "said", ["八月十五", "2-30", "13-1", "0-5", "农历13-1", "农历八月三十一", "农历八月", "1948", "春天", "³-5"]
)
def test_an_unclear_birthday_is_never_guessed(said: str) -> None:
    """八月十五 may be either calendar; the others are no day at all."""
    with pytest.raises(BadBirthday):
        read_birthday(said)


@given(st.integers(1, 12), st.integers(1, 30), st.sampled_from([LUNAR, LEAP]))
def test_what_is_said_of_a_lunar_day_reads_back(month: int, number: int, calendar: str) -> None:
    """The sentence shown for a day is one that can be typed, in both languages."""
    day = Day(calendar, month, number)
    assert read_birthday(spoken(day, "zh-CN")) == read_birthday(spoken(day, "en")) == day


# --- conversations ---
async def greeted(talk: Talk) -> int:
    """One look at the birthdays, and the sending."""
    said = await talk.db.run(greet, talk.clock.now(), talk.zone)
    await talk.delivery.drain()
    return said


async def rows(talk: Talk, query: Any) -> list[Any]:
    """What a query of one entity finds."""
    return await talk.db.read(lambda s: list(s.execute(query).scalars()))


def local(talk: Talk, *parts: int) -> datetime:
    """A local moment."""
    return datetime(*parts, tzinfo=talk.zone)  # type: ignore[arg-type,misc]


async def elder(talk: Talk, *, language: str = "zh-CN", consent: bool = True) -> None:
    """赵奶奶, a resident of 3号楼1单元 whose head is 王芳, with SMS only."""
    await talk.person("赵奶奶", SMS, "+8613900000041", "resident", "B3U1", language=language, consent=consent)


async def test_ones_own_birthday_is_greeted_once_a_year(talk: Talk) -> None:
    """Told on the 2nd, greeted on the 5th at nine and not before, again a year later, and once each time."""
    await elder(talk)
    assert "记下了：11月5日" in await talk.says("赵奶奶", "生日 1948-11-05") and "回1可以 2不用" in talk.last("赵奶奶")
    assert "谁也不告诉" in await talk.says("赵奶奶", "2")
    before = len(talk.sent("赵奶奶"))
    talk.clock.move_to(local(talk, 2026, 11, 4, 9))
    assert await greeted(talk) == 0
    talk.clock.move_to(local(talk, 2026, 11, 5, 8, 59))
    assert await greeted(talk) == 0
    assert local(talk, 2026, 11, 5, 9) in await talk.db.read(next_moments, talk.clock.now(), talk.zone)
    talk.clock.advance(timedelta(minutes=1))
    assert await greeted(talk) == 1 and await greeted(talk) == 0
    assert "赵奶奶" in talk.last("赵奶奶") and len(talk.sent("赵奶奶")) == before + 1 and len(talk.last("赵奶奶")) <= 70
    assert "生日" not in "".join(message.text for message in talk.sent("王芳"))
    first = talk.last("赵奶奶")
    talk.clock.move_to(local(talk, 2027, 11, 5, 12))
    assert await greeted(talk) == 1 and talk.last("赵奶奶") != first


async def test_the_unit_head_hears_the_day_before_if_the_person_likes(talk: Talk) -> None:
    """Name and nothing else: no day of birth, no age."""
    await elder(talk)
    await talk.says("赵奶奶", "生日 农历 1948年 九月廿八")  # 6 November 2026
    assert "前一天会告诉" in await talk.says("赵奶奶", "1")
    talk.clock.move_to(local(talk, 2026, 11, 5, 9))
    assert await greeted(talk) == 1 and await greeted(talk) == 0
    assert talk.last("王芳").startswith("明天是赵奶奶的生日") and "岁" not in talk.last("王芳")
    talk.clock.move_to(local(talk, 2026, 11, 6, 9))
    assert await greeted(talk) == 1


async def test_a_helper_enters_and_the_elder_decides(talk: Talk) -> None:
    """Nothing is greeted before the yes; after it the day is kept as the helper wrote it."""
    await elder(talk)
    assert "同意后才会发" in await talk.says("王芳", "登记生日 赵奶奶 11-05")
    assert "王芳想请社区" in talk.last("赵奶奶") and "回1同意 2不用" in talk.last("赵奶奶")
    assert "还在等回复" in await talk.says("王芳", "登记生日 赵奶奶 11-05")
    talk.clock.move_to(local(talk, 2026, 11, 5, 9))
    assert await greeted(talk) == 0
    assert "记下了：11月5日" in await talk.says("赵奶奶", "1")
    assert await greeted(talk) == 1
    assert "已经登记好" in await talk.says("王芳", "登记生日 赵奶奶 11-06")


async def test_a_no_is_kept_and_the_day_is_not(talk: Talk) -> None:
    """2 forgets the day; nobody asks again; the person may still enter it themselves."""
    await elder(talk)
    await talk.says("王芳", "登记生日 赵奶奶 11-05")
    assert "也不再问" in await talk.says("赵奶奶", "2")
    (kept,) = await rows(talk, select(Birthday))
    assert (kept.state, kept.day, kept.next_on) == ("refused", "", "")
    heard = len(talk.sent("赵奶奶"))
    assert "不再问了" in await talk.says("王芳", "登记生日 赵奶奶 11-05")
    assert len(talk.sent("赵奶奶")) == heard
    assert "还没有记" in await talk.says("赵奶奶", "生日") or "没有记您的生日" in talk.last("赵奶奶")
    assert "记下了" in await talk.says("赵奶奶", "生日 11月5日")


async def test_delete_leaves_nothing_and_stops_what_is_queued(talk: Talk) -> None:
    """生日 删除 removes the row and cancels the greeting and the word to the head that wait."""
    await elder(talk)
    await talk.says("赵奶奶", "生日 11-05")
    await talk.says("赵奶奶", "1")
    talk.clock.move_to(local(talk, 2026, 11, 4, 9))
    await talk.db.run(greet, talk.clock.now(), talk.zone)
    assert "已删除" in await talk.says("赵奶奶", "生日 删除")
    assert await rows(talk, select(Birthday)) == []
    (word,) = await rows(talk, select(Message).where(col(Message.purpose) == "birthday-eve"))
    assert word.state == CANCELLED
    talk.clock.move_to(local(talk, 2026, 11, 5, 9))
    assert await greeted(talk) == 0


async def test_whoever_cannot_be_asked_is_not_entered(talk: Talk) -> None:
    """Without consent to messages nobody can say yes, so nothing is written down."""
    await elder(talk, consent=False)
    assert "收不到消息" in await talk.says("王芳", "登记生日 赵奶奶 11-05")
    assert await rows(talk, select(Birthday)) == [] and talk.last("赵奶奶") == ""


async def test_a_helper_reaches_only_the_own_stairwell(talk: Talk) -> None:
    """李姨 heads the next stairwell and does not find her; a volunteer may not enter at all."""
    await elder(talk)
    assert "没有找到" in await talk.says("李姨", "登记生日 赵奶奶 11-05")
    await talk.person("小周", TELEGRAM, "3010", "volunteer", "B3U1")
    assert "不在您的职责内" in await talk.says("小周", "登记生日 赵奶奶 11-05")
    assert "例如：登记生日" in await talk.says("王芳", "登记生日 赵奶奶")
    assert await rows(talk, select(Birthday)) == []


async def test_after_a_standstill_over_the_day_it_comes_again_the_next_year(talk: Talk) -> None:
    """A greeting that could not go on its day is not sent late; the year after it is."""
    await elder(talk)
    await talk.says("赵奶奶", "生日 11-05")
    talk.clock.move_to(local(talk, 2026, 11, 12, 10))
    assert await greeted(talk) == 1  # planned anew, nothing said
    assert "生日快乐" not in talk.last("赵奶奶") and await greeted(talk) == 0
    talk.clock.move_to(local(talk, 2027, 11, 5, 10))
    await greeted(talk)
    assert len(await rows(talk, select(Message).where(col(Message.purpose) == "birthday"))) == 1


async def test_nothing_of_a_birthday_stands_in_clear(talk: Talk) -> None:
    """Neither day nor next date nor year is readable in the rows, and the audit names none."""
    await elder(talk)
    await talk.says("赵奶奶", "生日 1948-11-05")
    raw = await talk.db.read(lambda s: s.connection().exec_driver_sql("SELECT day, next_on FROM birthday").one())
    assert all(b"11-05" not in bytes(value) and b"2026" not in bytes(value) for value in raw)
    audits = await rows(talk, select(Audit))
    assert [one.act for one in audits] == ["birthday"] and "11" not in str([one.facts for one in audits])
    (kept,) = await rows(talk, select(Birthday))
    assert "1948" not in kept.day + kept.next_on


async def test_changing_it_and_asking_what_is_known(talk: Talk) -> None:
    """生日 alone shows it without a year; a new day takes the place of the old one; nonsense changes nothing."""
    assert "没有记" in await talk.says("王芳", "生日")
    await talk.says("王芳", "生日 1950-01-02")
    assert "1月2日" in await talk.says("王芳", "生日") and "1950" not in talk.last("王芳")
    assert "没看明白" in await talk.says("王芳", "生日 八月十五")
    await talk.says("王芳", "生日 农历闰八月十五")
    assert "农历闰八月十五" in await talk.says("王芳", "生日")
    assert len(await rows(talk, select(Birthday))) == 1


async def test_a_changed_day_brings_no_second_greeting_that_year(talk: Talk) -> None:
    """Whoever was greeted and moves the day to next week is greeted again the year after."""
    await elder(talk)
    await talk.says("赵奶奶", "生日 11-05")
    for day in (5, 12):
        talk.clock.move_to(local(talk, 2026, 11, day, 9))
        await talk.says("赵奶奶", "生日 11-12")
        if day == 5:
            await talk.says("赵奶奶", "生日 11-05")
        await greeted(talk)
        await talk.says("赵奶奶", "生日 11-12")
    assert len(await rows(talk, select(Message).where(col(Message.purpose) == "birthday"))) == 1
    talk.clock.move_to(local(talk, 2027, 11, 12, 9))
    await greeted(talk)
    assert len(await rows(talk, select(Message).where(col(Message.purpose) == "birthday"))) == 2


async def test_the_english_forms_work(talk: Talk) -> None:
    """An English elder is asked, greeted and forgotten in English."""
    await elder(talk, language="en")
    await talk.says("王芳", "登记生日 赵奶奶 农历九月廿八")
    assert "lunar 9-28" in talk.last("赵奶奶") and "Welcome?" in talk.last("赵奶奶")
    assert "unit head" in await talk.says("赵奶奶", "yes")
    assert "day before" in await talk.says("赵奶奶", "1")
    talk.clock.move_to(local(talk, 2026, 11, 6, 9))
    assert await greeted(talk) == 1 and "赵奶奶" in talk.last("赵奶奶")
    assert "Deleted" in await talk.says("赵奶奶", "birthday delete")
