"""The rules of an appraisal by themselves: the roll, what is kept, how a score is made, how words are read."""

from collections import Counter
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.appraisal_words import read_plan, read_slips
from messages.list_words import appraisal_score
from models.appraisals import BRANCH, CHOICES, GROUPS, OF_HEADS, RESIDENTS, SCORE_MOST, score, terms
from models.ballot_roll import Held, roll
from models.ballots import kept
from models.posts import BUILDING_HEAD, GRID_HEAD, RESIDENT, REVIEWER, UNIT_HEAD, VOLUNTEER

ZONE = ZoneInfo("Asia/Shanghai")
UNITS = [
    f"/C/S/G{grid}/B{grid}{building}/U{grid}{building}{unit}/" for grid in "12" for building in "12" for unit in "123"
]
PLACES = {UNIT_HEAD: (5,), BUILDING_HEAD: (4,), GRID_HEAD: (3,), REVIEWER: (1, 2, 3), RESIDENT: (5,), VOLUNTEER: (3, 5)}


@st.composite
def communities(draw: st.DrawFn) -> tuple[list[Held], dict[str, int]]:
    """Posts of up to thirty people anywhere in two grids, and who heads which stairwell."""
    heads = {path: draw(st.integers(1, 30)) for path in UNITS if draw(st.booleans())}
    posts = [Held(person, UNIT_HEAD, 0, 5, path) for path, person in heads.items()]
    for _ in range(draw(st.integers(0, 40))):
        role = draw(st.sampled_from([role for role in PLACES if role != UNIT_HEAD]))
        level = draw(st.sampled_from(PLACES[role]))
        path = "/" + "/".join(draw(st.sampled_from(UNITS)).strip("/").split("/")[:level]) + "/"
        posts.append(Held(draw(st.integers(1, 30)), role, 0, level, path))
    return posts, heads


@given(communities())
def test_everybody_votes_in_one_group_once_and_never_about_themselves(made: tuple[list[Held], dict[str, int]]) -> None:
    """One number and one group a voter, each pair of voter and stairwell once, in a group of one's own post."""
    posts, heads = made
    lines = roll(posts, heads)
    assert len({(voter, path) for _, voter, _, path in lines}) == len(lines)
    assert len({voter for _, voter, _, _ in lines}) == len(
        {(voter, number, group) for number, voter, group, _ in lines}
    )
    assert all(heads[path] != voter for _, voter, _, path in lines)
    assert sorted({number for number, *_ in lines}) == list(range(1, len({number for number, *_ in lines}) + 1))
    for _, voter, group, path in lines:
        roles = {post.role for post in posts if post.person_id == voter}
        assert {BRANCH: {REVIEWER}, OF_HEADS: {UNIT_HEAD, BUILDING_HEAD, GRID_HEAD}, RESIDENTS: {RESIDENT, VOLUNTEER}}[
            group
        ] & roles
        if group == RESIDENTS:
            assert any(post.path.startswith(path) for post in posts if post.person_id == voter)
        else:
            assert any(path.startswith("/".join(post.path.split("/")[:4])) for post in posts if post.person_id == voter)


def test_heads_vote_in_their_building_or_where_it_is_too_small_in_their_grid() -> None:
    """Six heads in a building are a circle of their own; a building of one stairwell votes with the grid."""
    big = [f"/C/S/G/B1/U{unit}/" for unit in range(6)]
    heads = {path: number for number, path in enumerate([*big, "/C/S/G/B2/U9/"], 1)}
    posts = [Held(person, UNIT_HEAD, 0, 5, path) for path, person in heads.items()]
    about = Counter(voter for _, voter, group, _ in roll(posts, heads) if group == OF_HEADS)
    assert about == {1: 5, 2: 5, 3: 5, 4: 5, 5: 5, 6: 5, 7: 6}


def test_the_nearest_branch_votes() -> None:
    """Where a grid has a branch the general branch does not vote about its heads; where it has none it does."""
    heads = {"/C/S/G1/B/U1/": 1, "/C/S/G2/B/U2/": 2}
    posts = [Held(8, REVIEWER, 0, 3, "/C/S/G1/"), Held(9, REVIEWER, 0, 1, "/C/")]
    assert [(voter, path) for _, voter, _, path in roll(posts, heads)] == [(8, "/C/S/G1/B/U1/"), (9, "/C/S/G2/B/U2/")]


VOTES = st.dictionaries(
    st.tuples(st.integers(1, 3), st.sampled_from(GROUPS), st.sampled_from(CHOICES)), st.integers(1, 9)
)  # fmt: skip


@given(VOTES)
def test_nothing_is_kept_of_fewer_than_five(votes: dict[tuple[int, str, str], int]) -> None:
    """A group of five or more is kept as it is, a smaller one not at all."""
    rows = kept(votes, terms().minimum)
    groups: Counter[tuple[object, object]] = Counter()
    for row in rows:
        number = row["votes"]
        assert isinstance(number, int)
        groups[row["candidate_id"], row["group"]] += number
    all_of: Counter[tuple[int, str]] = Counter()
    for (candidate, group, _), number in votes.items():
        all_of[candidate, group] += number
    assert groups == {key: number for key, number in all_of.items() if number >= 5}


COUNTS = st.dictionaries(
    st.sampled_from(GROUPS), st.dictionaries(st.sampled_from(CHOICES), st.integers(1, 50), min_size=1)
)


@given(COUNTS, st.integers(2, 9))
def test_a_score_is_a_share_and_the_same_for_large_and_small(counts: dict[str, dict[str, int]], times: int) -> None:
    """Between 0 and 10,000; so many times the same votes give the same; a group that is missing weighs nothing."""
    found = score(counts, terms().weights)
    assert found is None if not counts else found is not None and 0 <= found <= SCORE_MOST
    many = {group: {choice: votes * times for choice, votes in given.items()} for group, given in counts.items()}
    assert score(many, terms().weights) == found
    if len(counts) == 1:
        [(group, given)] = counts.items()
        values = terms().values
        exact = sum(values[choice] * votes for choice, votes in given.items()) * 100 // sum(given.values())
        assert found == exact, group


def test_scores_by_hand() -> None:
    """40:30:30 of 100, 80 and 60 is 82; without the branch it is (40×100 + 30×80) ÷ 70, rounded down."""
    five = {RESIDENTS: {"best": 5}, OF_HEADS: {"good": 5}, BRANCH: {"fair": 5}}
    assert score(five, terms().weights) == 8200 and appraisal_score(8200) == "82.00"
    del five[BRANCH]
    assert score(five, terms().weights) == 9142 and appraisal_score(9142) == "91.42"
    assert score({RESIDENTS: {"poor": 7}}, terms().weights) == 0 and appraisal_score(10_000) == "100.00"


TODAY = date(2026, 12, 2)


@pytest.mark.parametrize(
    "said",
    [
        "2026 12月10日 9:00 至 12月20日 18:00", "2026年 12月10日 至 12月20日", "2026 12.10-12.20",
        "2026 2026-12-10 9:00 to 2026-12-20 18:00", "2026 12月10日9点到12月20日18点",
    ],
)  # fmt: skip
def test_a_plan_is_read_as_people_write_it(said: str) -> None:
    """With and without times, years and spaces."""
    plan = read_plan(said, TODAY, ZONE)
    assert plan is not None and plan.year == 2026 and plan.weights is None and plan.level is None
    assert plan.opens_at == datetime(2026, 12, 10, 1, tzinfo=UTC) and plan.closes_at == datetime(
        2026, 12, 20, 10, tzinfo=UTC
    )


def test_weights_and_level_are_read_and_what_is_unclear_is_not_guessed() -> None:
    """A year's turn is crossed; one day alone, a day that does not exist, or no year are no plan."""
    plan = read_plan("2026 12月25日 至 1月5日 权重 50 30 20 楼栋长", TODAY, ZONE)
    assert plan is not None and plan.closes_at.year == 2027 and plan.level == 4
    assert plan.weights == {RESIDENTS: 50, OF_HEADS: 30, BRANCH: 20}
    for said in (
        "",
        "2026",
        "2026 12月10日",
        "12月10日 至 12月20日",
        "2026 2月30日 至 3月5日",
        "2026 12月10日 至 25点",
    ):
        assert read_plan(said, TODAY, ZONE) is None, said


def test_slips_are_read_or_asked_for_again() -> None:
    """Numbers beside one another or as spans, answers in their order; anything else is asked for again."""
    read = read_slips("B3U1 居民 号 1、3 5-7 票 3 1 1 0")
    assert read is not None and read.numbers == [1, 3, 5, 6, 7] and read.group == RESIDENTS
    assert read.votes == {"best": 3, "good": 1, "fair": 1, "poor": 0} and read.grid == "B3U1"
    english = read_slips("B3U1 heads no 10 11 12 13 14 votes 5 0 0 0")
    assert english is not None and english.group == OF_HEADS and english.numbers == [10, 11, 12, 13, 14]
    for said in ("", "B3U1", "B3U1 号 1 2 票 1 1", "B3U1 号 a b 票 1 1 1 1", "B3U1 号 5-1 票 1 1 1 1"):
        assert read_slips(said) is None, said
