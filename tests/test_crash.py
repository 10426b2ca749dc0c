"""The crash rig's short form: every boundary once on SQLite, a few on PostgreSQL (`make crash` is the long one)."""

from collections import Counter
from pathlib import Path

import pytest

from tests.rig.__main__ import BOUNDARIES, tell
from tests.rig.checks import Verdict
from tests.rig.failpoints import kind_of, unmarked
from tests.rig.story import Death

HEADS, CLAIMED_AT_A_TIME = 24, 4.0
CHAPTER_OF = {
    "asked": ("fan-out commit", "alarm send", "digest commit", "delivery commit", "duty send"),
    "reported": ("check-in commit", "reply send"),
    "drafted": ("ingest commit",),
    "confirmed": ("broadcast commit",),
    "announced": ("broadcast send",),
    "closed": ("missed commit", "award close commit", "award send"),
}
"""Where the short form dies, chapter by chapter, in this order; each before and after."""
SHORT = {
    chapter: [
        Death(what, f"{moment} {where}")
        for what, _, where in (boundary.rpartition(" ") for boundary in boundaries)
        for moment in ("before", "after")
    ]
    for chapter, boundaries in CHAPTER_OF.items()
}
FEW = {
    "asked": [Death("fan-out", "before commit"), Death("digest", "before commit"), Death("duty", "after send")],
    "reported": [Death("check-in", "after commit"), Death("reply", "after send")],
    "confirmed": [Death("broadcast", "after commit")],
    "closed": [Death("award close", "before commit")],
}


@pytest.mark.parametrize(("kind", "plan"), [("sqlite", SHORT), ("postgresql", FEW)])
async def test_killed_at_every_boundary(db_url: str, tmp_path: Path, plan: dict[str, list[Death]]) -> None:
    """Nothing is lost, no effect comes twice, and twice leaves at most what was in flight, and no broadcast."""
    row = await tell(db_url, tmp_path, lambda chapter: plan.get(chapter, []), heads=HEADS, rate=CLAIMED_AT_A_TIME)
    assert row.kills == sum(len(deaths) for deaths in plan.values()), "a boundary was never come to"
    assert row.good, str(row)


async def test_killed_between_webhook_and_answer(db_url: str, tmp_path: Path) -> None:
    """What a webhook has kept is worked on once, whether the program died before it was kept or before it was said."""
    kept = [Death("ingest", "before commit"), Death("ingest", "after commit")]
    row = await tell(
        db_url, tmp_path, lambda chapter: kept if chapter == "reported" else [], heads=HEADS, by_webhook=True
    )
    assert row.kills == 2 and row.good, str(row)


def test_the_short_form_leaves_no_boundary_out() -> None:
    """What `make crash` kills at is what the short form kills at."""
    assert Counter((one.what, one.moment) for deaths in SHORT.values() for one in deaths) == Counter(BOUNDARIES)


@pytest.mark.parametrize(
    ("verdict", "in_flight", "good"),
    [
        (Verdict(), 0, True), (Verdict(lost=1), 9, False), (Verdict(doubled=1), 9, False),
        (Verdict(rest_twice=1), 9, False), (Verdict(care_twice=3), 3, True), (Verdict(care_twice=4), 3, False),
        (Verdict(listed=5), 0, True),
    ],
)  # fmt: skip
def test_what_is_promised(verdict: Verdict, in_flight: int, good: bool) -> None:
    """Any loss, any doubled effect, any other message twice breaks it; care messages may be doubled as in flight."""
    assert verdict.holds(in_flight) is good


def test_a_message_marked_as_sent_again_is_the_same_message() -> None:
    """The mark 重发 hides no doubled send."""
    said = "【社区通知】周六上午清理楼道"
    assert [unmarked(text) for text in (f"【重发】{said}", f"（重发）{said}", f"重发：{said}", said)] == [said] * 4
    assert kind_of(f"【重发】{said}") == "broadcast"
