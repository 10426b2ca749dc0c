"""What an SMS costs."""

from decimal import Decimal

import pytest

from messages.segments import cost, segments
from tests.sms_table import TABLE, head, table, table_rows


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2),
        ("楼" * 70, 1), ("楼" * 71, 2), ("楼" * 134, 2), ("楼" * 135, 3), ("😀" * 35, 1), ("😀" * 36, 2),
        ("a" * 70 + "ç", 2), ("a" * 70 + "`", 2), ("a" * 70 + "’", 2), ("\ud800" + "a" * 160, 1),
    ],
)  # fmt: skip
def test_segments(text: str, count: int) -> None:
    """70 then 67 UTF-16 units as soon as one character is outside GSM-7, else 160 then 153."""
    assert segments(text) == count


def test_cost() -> None:
    """Segments times recipients times price, without rounding."""
    assert cost("楼" * 71, 497, Decimal("0.045")) == Decimal("44.730")


def test_what_residents_get_is_two_segments_at_most_and_the_page_says_so() -> None:
    """docs/sms.md is true to the catalogue; of its texts, as long as they get, over nine in ten are one segment."""
    rows = table_rows()
    assert not [row for row in rows if row.segments > 2 or "http" in row.text]
    assert sum(row.segments == 1 for row in rows) > 0.9 * len(rows)
    assert TABLE.read_text("utf-8") == head() + table(), "python -m tests.sms_table"
