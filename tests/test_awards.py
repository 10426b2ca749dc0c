"""The award list: fair to those who began late or were excused, deterministic, recomputed byte for byte."""

import json
from typing import Any

import pytest
from sqlalchemy import select as sql
from sqlalchemy import update
from sqlmodel import Session, col

from models import awards
from models.audit import Audit
from models.award_rules import changed
from models.awards import CLOSED, AwardList, award_content, award_list, award_rules, canonical, digest_of
from models.awards import make_award_list as make
from models.db import Database
from models.duties import Task
from models.ledger import Entry, reverse
from models.people import Person
from models.point_rules import shipped
from models.verify import Fault, verify_awards
from tests.year import ZONE, at, build, close, excused, grid_id, issue_months, not_possible, report

MONTHS = (3, 4, 5, 6)
JANUARY = at(1, 12, year=2027)


@pytest.fixture
def stage(db: Database) -> Database:
    """The small community, four months of inspections issued, none reported."""

    def fill(session: Session) -> None:
        build(session)
        issue_months(session, *MONTHS)

    db.run_now(fill)
    return db


def reports(session: Session, units: tuple[int, ...], months: tuple[int, ...] = MONTHS, day: int = 5) -> None:
    """Report the inspections of these units in these months."""
    for unit in units:
        for month in months:
            report(session, unit, month, day)


def ranking(session: Session, key: str) -> dict[int | str, dict[str, Any]]:
    """The lines of one award: stewards by person, grids by code."""
    content = award_content(session, 2026, ZONE)
    lines = next(award["ranking"] for award in content["awards"] if award["key"] == key)
    return {line["grid"] if key == "quality_grid" else line["id"]: line for line in lines}


def test_rule_file_fits_the_ledger() -> None:
    """What counts are rules of the ledger, and what there is to earn is what an inspection on time earns."""
    file = award_rules()
    assert set(file["counts"]) <= set(shipped().rules)
    assert file["to_earn"] == shipped().rules["inspection.on_time"].points
    assert file["hours"] in shipped().rules
    assert all({"zh-CN", "en"} == set(award["name"]) for award in file["awards"].values())
    for key in file["awards"]:
        assert changed(file, key, {"quota": {}}) == file


def test_score_is_earned_of_what_there_was_to_earn(stage: Database) -> None:
    """On time earns all, late six tenths, missed nothing."""

    def rule(session: Session) -> list[int]:
        reports(session, (1,))
        reports(session, (2,), day=35)
        reports(session, (3,), MONTHS[:2])
        close(session)
        lines = ranking(session, "steward")
        return [lines[unit]["score"] for unit in (1, 2, 3, 4)]

    assert stage.run_now(rule) == [10000, 6000, 5000, 0]


def test_fair_to_absence_and_late_beginners(stage: Database) -> None:
    """Excused, not possible and not yet asked count neither for nor against; findings do not matter."""

    def rule(session: Session) -> dict[int | str, dict[str, Any]]:
        reports(session, (1,))
        excused(session, 2, 3)
        not_possible(session, 2, 4)
        reports(session, (2,), (5, 6))
        session.execute(
            update(Task).where(col(Task.grid_id) == grid_id(session, "U3"), col(Task.period) == "2026-03")
            .values(person_id=None)
        )  # fmt: skip
        for month in (4, 5, 6):
            report(session, 3, month, items=("lighting", "litter"))
        close(session)
        return ranking(session, "steward")

    lines = stage.run_now(rule)
    assert [lines[unit]["score"] for unit in (1, 2, 3)] == [10000] * 3
    assert [(lines[u]["issued"], lines[u]["counted"]) for u in (1, 2, 3)] == [(4, 4), (4, 2), (3, 3)]
    assert [lines[unit]["place"] for unit in (1, 2, 3)] == [1, 3, 2]


def test_too_few_to_be_rated(stage: Database) -> None:
    """Whoever was asked fewer than three times, or was never to earn anything, is not rated."""

    def rule(session: Session) -> set[int | str]:
        session.execute(
            update(Task).where(col(Task.grid_id) == grid_id(session, "U1"), col(Task.period) < "2026-05")
            .values(person_id=None)
        )  # fmt: skip
        reports(session, (1,), (5, 6))
        for month in MONTHS:
            excused(session, 2, month)
        close(session)
        return set(ranking(session, "steward"))

    assert stage.run_now(rule) == {3, 4, 5, 6}


def test_whoever_did_it(stage: Database) -> None:
    """An inspection done in somebody's stead counts for who did it, at home where they were asked most."""

    def rule(session: Session) -> dict[int | str, dict[str, Any]]:
        reports(session, (4,))
        report(session, 5, 3, person=4)
        reports(session, (5,), (4, 5, 6))
        close(session)
        return ranking(session, "steward")

    lines = stage.run_now(rule)
    assert (lines[4]["issued"], lines[4]["earned"], lines[4]["grid"]) == (5, 50, "U4")
    assert (lines[5]["issued"], lines[5]["score"]) == (3, 10000)


def test_a_corrected_entry_does_not_count(stage: Database) -> None:
    """Points that were taken back are not earned, in the score as in the total."""

    def rule(session: Session) -> tuple[int, int]:
        reports(session, (1,))
        close(session)
        before = ranking(session, "steward")[1]["score"]
        reverse(session, session.get_one(Entry, 1), now=JANUARY, actor_id=2, reason="没有去")
        session.flush()
        awards.make_award_list(session, 2026, JANUARY, ZONE)
        return before, ranking(session, "steward")[1]["score"]

    assert stage.run_now(rule) == (10000, 7500)


def test_quotas_and_ties(stage: Database) -> None:
    """Each station gives at least one; equals go by more on time, then by code; too low wins nothing."""

    def rule(session: Session) -> list[tuple[str, int, str]]:
        reports(session, (1, 2, 3, 4))
        reports(session, (5, 6), (3,))
        close(session)
        content = award_content(session, 2026, ZONE)
        return [(award["key"], line["place"], line["grid"]) for award in content["awards"] for line in award["ranking"]
                if line["won"]]  # fmt: skip

    assert stage.run_now(rule) == [("steward", 1, "U1"), ("quality_grid", 1, "G1")]


def test_grids_by_the_mean_of_stairwells(stage: Database) -> None:
    """A grid's score is the mean of its rated stairwells; with less than half of them rated it is not."""

    def rule(session: Session) -> tuple[Any, Any]:
        reports(session, (1, 4))
        reports(session, (2,), MONTHS[:2])
        for month in MONTHS:
            excused(session, 3, month)
        close(session)
        before = ranking(session, "quality_grid")
        session.execute(update(Task).where(col(Task.grid_id) == grid_id(session, "U2")).values(state="excused"))
        return before, ranking(session, "quality_grid")

    before, after = stage.run_now(rule)
    assert {code: line["score"] for code, line in before.items()} == {"G1": 7500, "G2": 10000, "G3": 0}
    assert set(after) == {"G2", "G3"}


def test_a_vacant_stairwell_is_not_held_against_a_grid(stage: Database) -> None:
    """Inspections that nobody was there to do lower no score."""

    def rule(session: Session) -> int:
        reports(session, (5,))
        session.execute(update(Task).where(col(Task.grid_id) == grid_id(session, "U6")).values(person_id=None))
        close(session)
        return int(ranking(session, "quality_grid")["G3"]["score"])

    assert stage.run_now(rule) == 10000


def test_only_this_year(stage: Database) -> None:
    """A year without inspections has an empty list, whatever other years hold."""
    stage.run_now(reports, (1,))
    content = stage.run_now(award_content, 2025, ZONE)
    assert content["inspections"] == 0
    assert [award["ranking"] for award in content["awards"]] == [[], [], []]


def test_byte_for_byte(stage: Database) -> None:
    """The stored list is what its digest says, is computed again from the records to the byte, and names nobody."""

    def rule(session: Session) -> tuple[AwardList, dict[str, Any]]:
        reports(session, (1, 2, 5))
        close(session)
        stored = make(session, 2026, JANUARY, ZONE)
        session.execute(update(Person).values(name="改名"))
        return stored, award_content(session, 2026, ZONE)

    stored, again = stage.run_now(rule)
    reread = stage.run_now(award_list, 2026)
    assert reread is not None
    assert canonical(reread.content) == canonical(again) == canonical(json.loads(canonical(stored.content)))
    assert reread.digest == digest_of(again)
    assert not any(name in canonical(again).decode() for name in ("赵1", "钱2", "孙3"))
    assert stage.run_now(lambda session: list(verify_awards(session, ZONE))) == []


def test_making_it_again(stage: Database) -> None:
    """With the same records nothing changes; with others a provisional list is replaced, a closed one never."""

    def acts(session: Session) -> int:
        return len(session.execute(sql(Audit).where(col(Audit.act) == "awards.make")).all())

    stage.run_now(reports, (1,))
    first = stage.run_now(make, 2026, JANUARY, ZONE)
    again = stage.run_now(make, 2026, at(1, 13, year=2027), ZONE)
    assert (again.digest, again.made_at, stage.run_now(acts)) == (first.digest, first.made_at, 1)
    stage.run_now(reports, (2,))
    second = stage.run_now(make, 2026, at(1, 14, year=2027), ZONE)
    assert second.digest != first.digest
    assert stage.run_now(acts) == 2
    stage.run_now(lambda session: session.execute(
        update(AwardList).values(state=CLOSED, posted_until=JANUARY, closed_seq=8)
    ))  # fmt: skip
    stage.run_now(reports, (3,))
    assert stage.run_now(make, 2026, at(1, 15, year=2027), ZONE).digest == second.digest
    assert stage.run_now(acts) == 2


def test_newest_list(stage: Database) -> None:
    """Without a year the newest list is meant; a year without one has none."""
    assert stage.run_now(award_list) is None
    for year in (2025, 2026):
        stage.run_now(make, year, JANUARY, ZONE)
    newest = stage.run_now(award_list)
    assert newest is not None
    assert newest.year == 2026
    assert stage.run_now(award_list, 2024) is None


@pytest.mark.parametrize(
    "how",
    [
        lambda stored: stored.content["awards"][0]["ranking"][0].update(score=1),
        lambda stored: setattr(stored, "digest", "0" * 64),
    ],
)
def test_a_changed_list_is_found(stage: Database, how: Any) -> None:
    """A list whose content or digest was changed by hand shows."""

    def rule(session: Session) -> list[Fault]:
        reports(session, (1,))
        stored = make(session, 2026, JANUARY, ZONE)
        content = json.loads(canonical(stored.content))
        changed = AwardList(**{**stored.model_dump(), "content": content})
        how(changed)
        session.execute(update(AwardList).values(content=changed.content, digest=changed.digest))
        session.expire_all()
        return list(verify_awards(session, ZONE))

    assert stage.run_now(rule) == [Fault("award", 2026)]


def test_open_tasks_are_said(stage: Database) -> None:
    """The list says how many inspections are still open; they count neither way."""

    def rule(session: Session) -> tuple[int, int]:
        reports(session, (1,), MONTHS[:3])
        return award_content(session, 2026, ZONE)["open_tasks"], ranking(session, "steward")[1]["score"]

    assert stage.run_now(rule) == (21, 10000)
