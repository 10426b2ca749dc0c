"""Any history of a case: what always holds, whoever does what in whichever order."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from models import cases
from models.case_rules import due, rules
from models.cases import AT_WORK, CLOSED, MERGED, SOLVED, Case
from models.db import Database
from models.errors import StairwellError
from models.grid import BUILDING, COMMUNITY, STATION
from scheduler.cases import ask_checkers, escalate_cases, tell_owners
from tests.neighbourhood import ZONE, add_person, add_unit, local, settle

START = local(2026, 11, 2, 9)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(("take", "pass", "solve", "confirm", "check", "reopen", "merge", "withdraw", "wait")),
        st.integers(0, 2), st.integers(0, 1),
    ),
    max_size=14,
)  # fmt: skip


@pytest.fixture
async def stage(db: Database) -> Database:
    """A community with a coordinator and one headed unit."""

    def build(session: Session) -> None:
        settle(session, 1, START)

    await db.run(build)
    return db


def play(session: Session, number: int, person: int, act: str, numbers: list[int], now: datetime) -> None:
    """One act of one person on one of two cases; what is refused changes nothing."""
    about = session.get_one(Case, number)
    other = session.get_one(Case, next(one for one in numbers if one != number))
    rule: dict[str, Any] = {
        "take": lambda: cases.take(session, about, person, now),
        "pass": lambda: cases.pass_up(session, about, person, "太难", now, ZONE),
        "solve": lambda: cases.solve(session, about, person, "好了", now),
        "confirm": lambda: cases.confirm(session, about, person, now),
        "check": lambda: cases.confirm(session, about, person, now, checker=True),
        "reopen": lambda: cases.reopen(session, about, person, now, ZONE),
        "merge": lambda: cases.merge(session, about, other, person, now),
        "withdraw": lambda: cases.withdraw(session, number, person, now),
    }
    with session.begin_nested() as savepoint:
        try:
            rule[act]()
        except StairwellError:
            savepoint.rollback()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_a_case_is_closed_by_the_word_of_somebody_who_did_not_solve_it(stage: Database, acts: list[Any]) -> None:
    """Time alone closes nothing; a closed case has one who said so and is not its solver; merged ones have a main."""
    with Session(stage.engine) as session:
        people = [add_person(session, START, f"{100 + n}") for n in range(3)]
        unit = add_unit(session, 900, None, START)
        assert unit.id is not None
        numbers = [cases.report(session, unit.id, "lighting", one, "灯", START, ZONE).id or 0 for one in people[:2]]
        now = START
        for act, person, which in acts:
            before = {one.id: one.state for one in session.execute(select(Case)).scalars()}
            if act == "wait":
                now += timedelta(days=5)
                for sweep in (tell_owners, escalate_cases, ask_checkers):
                    sweep(session, now, ZONE)
                session.expire_all()
                assert {one.id: one.state for one in session.execute(select(Case)).scalars()} == before
            else:
                play(session, numbers[which], people[person], act, numbers, now)
            session.expire_all()
            for about in session.execute(select(Case).where(col(Case.id).in_(numbers))).scalars():
                assert (about.closed_by is not None) == (about.state == CLOSED)
                assert about.state not in (SOLVED, CLOSED) or about.solved_by not in (None, about.closed_by)
                assert (about.check_at is not None) == (about.state == SOLVED)
                main = session.get(Case, about.merged_into) if about.merged_into else None
                assert (about.state == MERGED) == (main is not None and main.state != MERGED)
                assert about.level in (BUILDING, STATION, COMMUNITY) and about.due_at >= due("lighting", START, ZONE)
        session.rollback()


def test_the_database_itself_refuses_a_solver_s_own_word(stage: Database) -> None:
    """Even a rule that forgot it could not close a case by nobody's word, or by its solver's."""
    with Session(stage.engine) as session:
        person = add_person(session, START, "100")
        unit = add_unit(session, 900, None, START)
        about = cases.report(session, unit.id or 0, "lighting", person, "灯", START, ZONE)
        for closed_by in (None, person):
            with pytest.raises(IntegrityError), session.begin_nested():
                about.state, about.solved_by, about.closed_by = CLOSED, person, closed_by
                session.add(about)
                session.flush()
            session.expire(about)
        assert about.state in AT_WORK and rules().confirm > timedelta()
        session.rollback()
