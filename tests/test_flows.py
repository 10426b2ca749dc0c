"""Every flow residents live with, as a conversation, over Telegram and over SMS."""

import pytest

from models import spot_checks
from models.people import SMS
from tests.flow_scripts import HEAD, POINTS, TABLE, Play, Script, plays, scripts, table
from tests.talk import Talk

FIRST = {script.point: script.name for script in reversed(scripts())}
PLAYS = [
    pytest.param(script, channel, kind, id=f"{script.point}-{script.name}-{channel}")
    for script, channel in plays()
    for kind in ["postgresql" if channel == SMS and FIRST[script.point] == script.name else "sqlite"]
]
"""Each conversation once on each channel; on PostgreSQL one of each point: what can differ there has tests on both."""


@pytest.mark.parametrize(("script", "channel", "kind"), PLAYS, indirect=["kind"])
async def test_a_flow(talk: Talk, script: Script, channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written down is what happens, line by line; no SMS to an elder has a link or more than two segments."""
    if "@ draw all" in script.lines:
        monkeypatch.setattr(spot_checks, "PERCENT", 100)
    await Play(talk, script, channel).play()


def test_the_table_is_true_and_leaves_no_point_out() -> None:
    """docs/flows.md lists the scripts there are; every point has some."""
    assert TABLE.read_text("utf-8") == HEAD + table(), "python -m tests.flow_scripts"
    assert {script.point for script in scripts()} == set(POINTS)
