"""From when to when somebody is away, as people say it."""

from datetime import date

import pytest

from bot.spans import read_span

TODAY = date(2026, 11, 24)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("said", "first", "back", "rest"),
    [
        ("12月1日到12月10日", (2026, 12, 1), (2026, 12, 11), ""),
        ("12.1-12.10", (2026, 12, 1), (2026, 12, 11), ""),
        ("12/28 至 1/3 回老家", (2026, 12, 28), (2027, 1, 4), "回老家"),
        ("2026-12-01~2026-12-10", (2026, 12, 1), (2026, 12, 11), ""),
        ("25日到30日", (2026, 11, 25), (2026, 12, 1), ""),
        ("3号到5号", (2026, 12, 3), (2026, 12, 6), ""),
        ("5天", (2026, 11, 24), (2026, 11, 29), ""),
        ("五天 看孙子", (2026, 11, 24), (2026, 11, 29), "看孙子"),
        ("十二天", (2026, 11, 24), (2026, 12, 6), ""),
        ("两周", (2026, 11, 24), (2026, 12, 8), ""),
        ("一个月", (2026, 11, 24), (2026, 12, 24), ""),
        ("半个月", (2026, 11, 24), (2026, 12, 9), ""),
        ("明天到周五", (2026, 11, 25), (2026, 11, 28), ""),
        ("明天到后天", (2026, 11, 25), (2026, 11, 27), ""),
        ("下周一 3天", (2026, 11, 30), (2026, 12, 3), ""),
        ("到月底", (2026, 11, 24), (2026, 12, 1), ""),
        ("到12月10日 由 李华 代", (2026, 11, 24), (2026, 12, 11), "由 李华 代"),
        ("12月1日", (2026, 12, 1), (2026, 12, 2), ""),
        ("1月5日起", (2027, 1, 5), (2027, 1, 6), "起"),
        ("1 Dec to 10 Dec", (2026, 12, 1), (2026, 12, 11), ""),
        ("Dec 1 - Dec 10", (2026, 12, 1), (2026, 12, 11), ""),
        ("until 10 Dec by Li Hua", (2026, 11, 24), (2026, 12, 11), "by Li Hua"),
        ("5 days", (2026, 11, 24), (2026, 11, 29), ""),
        ("2 weeks", (2026, 11, 24), (2026, 12, 8), ""),
        ("tomorrow", (2026, 11, 25), (2026, 11, 26), ""),
    ],
)
def test_days_are_read_as_they_are_said(said: str, first: tuple[int, int, int], back: tuple[int, int, int],
                                        rest: str) -> None:  # fmt: skip
    """Both ends count; a day without a year is the next such day; what is left over is kept."""
    span = read_span(said, TODAY)
    assert span is not None
    assert (span.from_on, span.to_on, span.rest) == (date(*first), date(*back), rest)


@pytest.mark.parametrize(
    "said", ["", "很久", "2月30日到3月2日", "12月1日到", "13月1日", "到", "0天", "by Li Hua", "abc 5"]
)
def test_what_names_no_days_is_not_guessed(said: str) -> None:
    """Neither words nor days that do not exist are read as anything."""
    assert read_span(said, TODAY) is None
