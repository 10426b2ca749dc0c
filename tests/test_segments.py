"""What an SMS costs."""

from decimal import Decimal

import pytest

from messages.segments import cost, segments


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
