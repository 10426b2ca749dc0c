"""What people may write into a text, what is filled in for whoever gets it, and the days a text can be for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Lunar, Solar

from messages.catalogue import say
from messages.render import render
from models.festivals import coming, festivals
from models.wording import (
    GREETING,
    OCCASIONS,
    WEEKLY,
    BadPlan,
    UnknownVariable,
    fill,
    month_of,
    occasion_of,
    period_said,
    season,
    variables_of,
    week_of,
    with_variables,
)

TODAY = date(2026, 11, 2)
BRACED = st.text(st.sampled_from("{}<>$&姓名name社区 \\\"'") | st.characters(codec="utf-8"), max_size=60)


def sms(text: str, name: str, grid: str = "一单元", language: str = "zh-CN") -> str:
    """What one person gets."""
    facts = {"text": {"zh-CN": text, "community": "汉唐"}, "name": name, "grid": grid, "day": "2026-11-30"}
    return render(to="", form="short", language=language, key="duty-text", facts=facts).text


def test_variables_may_be_typed_in_chinese_with_blanks_and_in_any_case() -> None:
    """{ 姓名 }, {Name} and {名字} are one variable; braces round anything but a word stay as they are."""
    assert with_variables("{ 姓名 }{Name}{名字}{网格}{社区}{日期}") == "{name}{name}{name}{grid}{community}{date}"
    assert with_variables("{}{1}{a b}{ {") == "{}{1}{a b}{ {"


def test_an_unknown_variable_is_refused_and_all_there_are_are_named() -> None:
    """{电话} cannot be filled in: the refusal quotes it and lists what can."""
    with pytest.raises(UnknownVariable) as refused:
        with_variables("请打{电话}")
    assert refused.value.facts == {"said": "{电话}", "known": ["{name}", "{grid}", "{community}", "{date}"]}


@given(BRACED, BRACED, BRACED)
def test_whatever_is_written_can_be_filled_and_a_value_is_never_filled_in_turn(text: str, name: str, grid: str) -> None:
    """Any text with braces is filled without an error; what a name itself says in braces stays what it is."""
    values = {"name": name, "grid": grid, "community": "{name}", "date": "{grid}"}
    filled = fill(text, values)
    if not variables_of(text):
        assert filled == text
    assert fill("{community}{date}", values) == "{name}{grid}"
    parts = text.split("{name}")
    assert filled == name.join(fill(part, values) for part in parts)


@given(BRACED.filter(lambda text: not set(text) & set("甲乙丙丁")))
def test_any_text_that_is_taken_reaches_each_recipient_with_their_own_name_only(text: str) -> None:
    """Rendered for two people it differs by their names alone, no Fluent placeable is evaluated, nothing raises."""
    try:
        taken = with_variables(text)
    except UnknownVariable:
        return
    mine, theirs = sms(taken, "甲乙"), sms(taken, "丙丁")
    assert "甲乙" in mine and not set(mine) & set("丙丁") and not set(theirs) & set("甲乙")
    assert mine.replace("甲乙", "丙丁") == theirs


def test_markup_and_placeables_are_plain_words() -> None:
    """`<`, { $text } and Fluent functions in a text mean nothing."""
    text = '<b>{ $text }</b> { NUMBER(1) } {"x"} {'
    assert sms(text, "王芳") == "王芳您好！" + text


def test_a_text_that_names_its_reader_gets_no_second_greeting() -> None:
    """With {name} the text speaks for itself; without, it begins with the name; with nobody's name, with neither."""
    assert sms("{name}，{grid}的灯亮了吗？", "李姨") == "李姨，一单元的灯亮了吗？"
    assert sms("灯亮了吗？", "李姨") == "李姨您好！灯亮了吗？"
    assert sms("灯亮了吗？", "") == "灯亮了吗？"
    assert sms("{name}，您好", "") == "邻居，您好"


def test_a_text_without_english_is_chinese_also_for_who_reads_english() -> None:
    """All of it is Chinese then: greeting and date too."""
    assert sms("{date}，{community}", "王芳", language="en") == "王芳您好！11月30日，汉唐"


@pytest.mark.parametrize("said", ["春节", "spring_festival", "Spring Festival", "过年", "Chinese New Year", "春 节"])
def test_a_holiday_has_many_names(said: str) -> None:
    """What people call it and what a rhythm calls it are one day."""
    assert occasion_of(said) == "spring_festival"


def test_every_holiday_is_known_by_its_key_and_named_in_both_languages() -> None:
    """The keys are what rhythms name; each has a word in each language that means it."""
    for key in OCCASIONS:
        names = [say(f"occasion-{key.replace('_', '-')}", language) for language in ("zh-CN", "en")]
        assert {occasion_of(name) for name in [key, *names]} == {key}
    assert occasion_of("腊八") is None and occasion_of("") is None


@pytest.mark.parametrize(
    ("pool", "said", "period"),
    [
        (WEEKLY, "2026-W50", "2026-W50"), (WEEKLY, "w50", "2026-W50"), (WEEKLY, "第50周", "2026-W50"),
        (WEEKLY, "2026年第50周", "2026-W50"), (WEEKLY, "2026-12-10", "2026-W50"), (WEEKLY, "W3", "2027-W03"),
        (WEEKLY, "W45", "2026-W45"), (GREETING, "2027-10-01", "2027-10-01"), (WEEKLY, "2026-W53", "2026-W53"),
    ],
)  # fmt: skip
def test_a_period_is_read_as_people_write_it(pool: str, said: str, period: str) -> None:
    """A week by its number or one of its days, this week included; a greeting by its day."""
    assert period_said(pool, said, TODAY) == period


@pytest.mark.parametrize(
    ("pool", "said"),
    [
        (WEEKLY, "2026-W44"), (WEEKLY, "W54"), (WEEKLY, "下次"), (WEEKLY, "2026-02-30"), (GREETING, "2026-11-01"),
        (GREETING, "W50"), (GREETING, "2031-10-01"), (WEEKLY, "2025-W53"),
    ],
)  # fmt: skip
def test_a_period_that_is_past_too_far_or_no_period_is_refused(pool: str, said: str) -> None:
    """A plan for last week, for a day that does not exist, or in words nobody can read is not taken."""
    with pytest.raises(BadPlan):
        period_said(pool, said, TODAY)


def test_months_of_periods() -> None:
    """The month a period begins in; 0 where there is none."""
    said = {"2026-W48": 11, "2026-11": 11, "2026-Q4": 10, "2026-10-01": 10, "2026-W01": 12, "x": 0, "2026-13": 0}
    assert {period: month_of(period) for period in said} == said
    assert season([1, 12, 1]) == 0b1000_0000_0001 and season([]) == 0 and week_of(date(2027, 1, 1)) == "2026-W53"


@pytest.mark.parametrize("year", range(2020, 2051))
def test_festivals_are_where_another_library_puts_them(year: int) -> None:
    """All eight, of every year, against lunar-python."""
    days = festivals(year)
    assert set(days) == set(OCCASIONS) and list(days.values()) == sorted(days.values())
    for name, month, day in (
        ("spring_festival", 1, 1), ("dragon_boat", 5, 5), ("mid_autumn", 8, 15), ("double_ninth", 9, 9)
    ):  # fmt: skip
        assert Lunar.fromYmd(year, month, day).getSolar().toYmd() == days[name].isoformat()
    assert Solar.fromYmd(year, 4, days["qingming"].day).getLunar().getJieQi() == "清明"


def test_what_comes_runs_into_the_next_year() -> None:
    """From the middle of December New Year's Day is ahead; a day that is today counts."""
    assert coming(date(2026, 12, 15), 21) == [(date(2027, 1, 1), "new_year")]
    assert coming(date(2026, 10, 1), 0) == [(date(2026, 10, 1), "national_day")]
    assert coming(date(2026, 11, 2), 21) == [] and coming(TODAY + timedelta(days=365), 400)
