"""Reports booked together: each is answered as if it had come alone."""

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from models.checkins import check_in, claim, report_of
from models.duties import DONE, EXCUSED, Task
from models.people import SMS
from models.verify import verify
from tests.talk import Talk


async def test_of_two_reports_on_one_task_in_one_go_the_first_counts(talk: Talk) -> None:
    """Two people report one stairwell in the same moment: one is booked, the other told so; the ledger holds."""
    await talk.issue_inspection()

    def both(session: Session) -> list[bool]:
        first, other = session.execute(select(Task).order_by(col(Task.id))).scalars().all()
        now = talk.clock.now()
        assert first.person_id and other.person_id
        who = [(first, first.person_id), (first, other.person_id), (other, other.person_id)]
        reports = [report_of(task, person, SMS, now, talk.zone) for task, person in who]
        return [made is not None for made in check_in(session, reports, now, talk.zone)]

    assert await talk.db.run(both) == [True, False, True]
    assert await talk.db.read(verify) == []


async def test_one_claim_takes_only_what_is_open_and_in_time(talk: Talk) -> None:
    """Of several tasks claimed in one statement, the excused one and, later on, all of them are left alone."""
    await talk.issue_inspection()

    def settle(session: Session) -> tuple[set[int], set[int], list[int]]:
        first, other = session.execute(select(Task).order_by(col(Task.id))).scalars().all()
        other.state = EXCUSED
        session.flush()
        ids = [first.id or 0, other.id or 0]
        late = claim(session, ids, DONE, first.accept_until + timedelta(seconds=1))
        return late, claim(session, ids, DONE, talk.clock.now()), ids

    late, won, ids = await talk.db.run(settle)
    assert late == set() and won == {ids[0]}


async def test_a_refusal_in_a_wave_is_one_person_s_alone(talk: Talk) -> None:
    """In one batch a head who was excused meanwhile gets a kind answer, and the other's report is booked."""
    await talk.issue_inspection()

    def excuse(session: Session) -> None:
        session.execute(select(Task).where(col(Task.person_id) == 2)).scalar_one().state = EXCUSED

    await talk.db.run(excuse)
    assert "已记" in await talk.says("王芳", "1")
    assert "免报" in await talk.says("李姨", "1")
