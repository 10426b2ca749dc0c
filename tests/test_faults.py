"""The fault table says what the tests show, and no more."""

import pytest

from tests.faults import FAULTS, rows


def test_a_row_holds_when_all_its_tests_passed() -> None:
    """One failure, or no test at all, and the row does not hold; the order is the table's."""
    table = rows([("429", "a", True), ("403", "b", True), ("403", "b", False), ("403", "c", True)])
    held = {fault: holds for fault, holds, _ in table}
    assert [fault for fault, _, _ in table] == list(FAULTS) and len(set(FAULTS)) == 26
    assert held == dict.fromkeys(FAULTS, False) | {"429": True}


def test_every_fault_has_a_test(sources: str) -> None:
    """No row of the table is without a test that injects it."""
    assert [fault for fault in FAULTS if f'fault("{fault}")' not in sources] == []


@pytest.fixture
def sources(request: pytest.FixtureRequest) -> str:
    """What the test files say."""
    return "".join(file.read_text(encoding="utf-8") for file in request.path.parent.glob("test_*.py"))
