"""The fault table: `@pytest.mark.fault("429")` on the tests that inject a fault; `make faults` prints what held.

A row holds when every test that carries its mark passed, and there is one.
"""

from collections import defaultdict
from collections.abc import Generator, Iterable
from typing import Any

import pytest

FAULTS = (
    "429", "429 storm", "500/502", "timeout-then-delivered", "refused", "slow loris", "truncated JSON", "403",
    "migrated", "database locked 30 s", "disk full", "PostgreSQL restarted", "PostgreSQL down 5 min", "clock ±1 h",
    "clock +1 day", "process stopped 10 min", "down over a month's end", "down 25 h", "duplicate webhooks ×10",
    "out-of-order updates", "two pollers", "two schedulers", "poison update", "job exception",
    "event loop blocked 5 s", "memory limit",
)  # fmt: skip
MARK = "fault"


def rows(results: Iterable[tuple[str, str, bool]]) -> list[tuple[str, bool, list[str]]]:
    """(fault, whether it held, its tests) in the table's order, from (fault, test, whether it passed)."""
    tests: dict[str, dict[str, bool]] = defaultdict(dict)
    for fault, test, passed in results:
        tests[fault][test] = tests[fault].get(test, True) and passed
    return [(fault, bool(tests[fault]) and all(tests[fault].values()), list(tests[fault])) for fault in FAULTS]


def pytest_itemcollected(item: pytest.Item) -> None:
    """A mark that names no fault of the table is an error; the name travels with the test's report."""
    for mark in item.iter_markers(MARK):
        for fault in mark.args:
            if fault not in FAULTS:
                raise pytest.UsageError(f"{item.nodeid}: there is no fault {fault!r}")
            item.user_properties.append((MARK, fault))


@pytest.hookimpl(wrapper=True)
def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> Generator[None, object, object]:
    """After a run of the faults alone, the table."""
    if config.option.markexpr == MARK:
        _print(terminalreporter)
    return (yield)


def _print(terminal: Any) -> None:
    reports = [(report, outcome == "passed") for outcome in ("passed", "failed", "error", "skipped", "xfailed")
               for report in terminal.stats.get(outcome, [])]  # fmt: skip
    found = [
        (str(fault), report.nodeid.split("[")[0].rpartition("::")[2], passed)
        for report, passed in reports
        for name, fault in report.user_properties
        if name == MARK
    ]
    table = rows(found)
    terminal.section("faults survived")
    for fault, held, tests in table:
        terminal.write_line(f"{'yes' if held else 'NO':<4}{fault:<26}{', '.join(tests) or 'no test shows it'}")
    terminal.write_line(f"faults survived: {sum(held for _, held, _ in table)}/{len(FAULTS)}")
