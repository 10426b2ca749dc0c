"""An event in one message: what people write is read, what is missing is named, nothing is guessed."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.event_roll import read_roll
from bot.event_form import Form, fill_in, read_course, read_form

TODAY = date(2026, 11, 2)
"""A Monday."""


@pytest.mark.parametrize(
    "text",
    [
        "楼道大扫除 12月5日 9:00-11:00 小广场 20人",
        "楼道大扫除 / 12月5日 9:00-11:00 / 小广场 / 20人",
        "楼道大扫除 12-5 9点到11点 小广场 名额20",
        "标题:楼道大扫除\n2026-12-05 上午9:00~11:00\n地点:小广场\n名额:20人",
        "楼道大扫除 20人 12月5日 上午9点至11点 小广场",
    ],
)
def test_the_same_event_written_in_many_ways(text: str) -> None:
    """Order, separators, labels and ways of writing a day or a time make no difference."""
    form = read_form(text, TODAY, "volunteer")
    assert (form.title, form.place, form.places) == ("楼道大扫除", "小广场", 20)
    assert (form.day, form.start, form.end) == (date(2026, 12, 5), time(9), time(11))
    assert form.missing() == "" and form.unclear == ""


def test_english_and_details() -> None:
    """English words, an audience, a partner and coordinates are taken out of the title and place."""
    form = read_form(
        "training Fire safety / 5 December 14:00-15:30 / Room 2 / 30 people / audience unit heads HT0101 / "
        "with: Red Cross / 39.73210,98.49310", TODAY,
    )  # fmt: skip
    assert (form.kind, form.title, form.place, form.places) == ("training", "Fire safety", "Room 2", 30)
    assert (form.audience, form.partner, form.spot) == ("unit heads HT0101", "Red Cross", "39.73210,98.49310")
    assert (form.start, form.end, form.missing()) == (time(14), time(15, 30), "course")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("12月5日 9:00-11:00", "title"),
        ("大扫除 9:00-11:00 广场", "day"),
        ("大扫除 12月5日 广场", "time"),
        ("大扫除 12月5日 9:00 广场", "time"),
        ("大扫除 12月5日 11:00-9:00 广场", "time"),
        ("大扫除 12月5日 9:00-11:00", "place"),
        ("大扫除 12月5日 12月6日 9:00-11:00 广场", "day"),
        ("大扫除 广场 12月5日 9:00-11:00", "place"),
        ("大扫除 2月30日 9:00-11:00 广场", "day"),
        ("大扫除 周一 9:00-11:00 广场", "day"),
        ("培训 消防 12月5日 9:00-11:00 会议室", "course"),
    ],
)
def test_what_is_missing_or_unclear_is_named(text: str, missing: str) -> None:
    """No day, half a time, two days, a day that does not exist, a weekday that is today: all are asked for."""
    assert read_form(text, TODAY, "volunteer").missing() == missing


def test_a_third_group_of_words_is_unclear() -> None:
    """Title and place are two; what else was written is shown back, not dropped."""
    assert read_form("大扫除 / 12月5日 9:00-11:00 / 广场 / 自带工具", TODAY, "volunteer").unclear == "自带工具"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("今天", TODAY), ("明天", date(2026, 11, 3)), ("后天", date(2026, 11, 4)), ("周六", date(2026, 11, 7)),
        ("下周一", date(2026, 11, 9)), ("下周日", date(2026, 11, 15)), ("1月3日", date(2027, 1, 3)),
        ("11月2日", TODAY), ("Saturday", date(2026, 11, 7)), ("3 Jan", date(2027, 1, 3)),
    ],
)  # fmt: skip
def test_days_as_people_say_them(said: str, day: date) -> None:
    """A day without a year is the next one; this week's weekday is the coming one."""
    assert read_form(f"大扫除 {said} 9:00-11:00 广场", TODAY, "volunteer").day == day


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("下午2点-4点", time(14), time(16)), ("下午2点半到4点", time(14, 30), time(16)),
        ("晚上7:00-8:30", time(19), time(20, 30)), ("上午9点-下午1点", time(9), time(13)),
        ("14:00 to 16:00", time(14), time(16)), ("中午12点-1点", time(12), None),
    ],
)  # fmt: skip
def test_times_as_people_say_them(said: str, start: time, end: time | None) -> None:
    """The half of the day named first counts for both, unless another is named; noon to one is not guessed to pass."""
    form = read_form(f"大扫除 12月5日 {said} 广场", TODAY, "volunteer")
    assert form.start == start
    assert form.end == end if end else form.end in (time(1), time(13))


def test_answers_fill_in_what_was_asked_and_nothing_else() -> None:
    """Each answer goes into its own field; an answer that does not say it leaves the form as it was."""
    form = read_form("大扫除", TODAY, "volunteer")
    assert fill_in(form, "day", "随便", TODAY) == form
    form = fill_in(form, "day", "12月5日", TODAY)
    form = fill_in(form, "time", "9:00-11:00", TODAY)
    form = fill_in(form, "place", "小广场 东侧", TODAY)
    assert form.missing() == "" and form.place == "小广场 东侧"
    assert Form.from_json(dict(form.to_json())) == form  # type: ignore[arg-type]
    course = Form(kind="training")
    assert (
        fill_in(course, "course", "5", TODAY).course
        == fill_in(course, "course", "矛盾调解", TODAY).course
        == "mediation"
    )
    assert fill_in(course, "course", "9", TODAY).course == "" == read_course("调解和卫生")


def test_what_is_too_long_to_show_is_asked_for() -> None:
    """A title of more than thirty characters would not fit an invitation by SMS."""
    assert read_form("扫" * 31 + " 12月5日 9:00-11:00 广场", TODAY, "volunteer").missing() == "title"


@given(st.text(max_size=60))
def test_any_text_gives_a_form_that_survives_being_kept(text: str) -> None:
    """Whatever is typed never breaks the reader, and the form is the same after it was kept."""
    form = read_form(text, TODAY, "volunteer")
    assert form.day is None or form.day >= TODAY - timedelta(days=366 * 2100)
    assert Form.from_json(dict(form.to_json())) == Form(**{**_fields(form), "unclear": ""})  # type: ignore[arg-type]


def _fields(form: Form) -> dict[str, object]:
    return {name: getattr(form, name) for name in Form.__dataclass_fields__}


@pytest.mark.parametrize(
    ("said", "came", "numbers"),
    [
        ("1 3 5 到", True, [1, 3, 5]), ("1、3、5", True, [1, 3, 5]), ("全到", True, [1, 2, 3, 4, 5]),
        ("2 没到", False, [2]), ("2号没来", False, [2]), ("三", True, [3]), ("6", True, []), ("1 王芳", True, []),
        ("all", True, [1, 2, 3, 4, 5]), ("4 absent", False, [4]), ("", True, []), ("0", True, []),
    ],
)  # fmt: skip
def test_a_roll_is_read_by_its_numbers_only(said: str, came: bool, numbers: list[int]) -> None:
    """Numbers of the list, with or without a word for here or not; anything else is none of it."""
    got = read_roll(said, 5)
    assert got[1] == numbers and (not numbers or got[0] is came)
