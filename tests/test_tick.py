"""Time passes: what falls due is issued once, catches up after a standstill, closes, and ends in a year's awards."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from messages.render import render
from models.anchors import Anchor, fits
from models.awards import AwardList
from models.checkins import check_in, report_of
from models.db import Database
from models.duties import Duty, Task
from models.grid import Grid
from models.outbox import ALERT, QUEUED, UNREACHED, Message
from models.people import Person
from models.posts import UNIT_HEAD, appoint
from models.prompts import Prompt
from models.rhythms import Occurrence
from models.workdays import enter_days
from scheduler.issuing import to_issue
from scheduler.tick import run_once
from tests.neighbourhood import (
    UNITS,
    ZONE,
    add_person,
    add_unit,
    begin,
    change_duty,
    count,
    inspection,
    local,
    messages,
    prepare,
    settle,
    tasks,
)

ISSUED = local(2026, 11, 2, 9)


async def test_inspection_is_issued_once(db: Database) -> None:
    """On the first workday at nine every unit head has one task, one open question, one message with it; once only."""
    await begin(db, local(2026, 10, 31, 20))
    assert (await run_once(db, local(2026, 11, 2, 8, 59), ZONE)).done["missed"] == 0
    assert await db.run(count, Task) == 0
    result = await run_once(db, ISSUED, ZONE)
    assert (result["issued"], result.failed) == (UNITS, ())
    assert not (await run_once(db, ISSUED + timedelta(seconds=20), ZONE)).changed

    def check(session: Session) -> None:
        for task in tasks(session, "2026-11"):
            assert (task.opens_at, task.state, task.reminded) == (ISSUED, "open", 0)
            assert task.due_at == local(2026, 11, 30, 23, 59, 59)
            assert task.accept_until == local(2026, 12, 10, 23, 59, 59)
        said = messages(session, "duty:inspection")
        assert [m.person_id for m in said] == [t.person_id for t in tasks(session, "2026-11")]
        assert {(m.key, m.facts["period"], m.facts["due"], m.state) for m in said} == {
            ("inspection-due", "2026-11", "2026-11-30", QUEUED)
        }
        asked = [session.get_one(Prompt, m.prompt_id) for m in said]
        assert [(p.person_id, p.subject_id) for p in asked] == [(t.person_id, t.id) for t in tasks(session, "2026-11")]
        assert inspection(session).next_at == local(2026, 12, 1, 9)

    await db.run(check)


async def test_start_in_mid_month(db: Database) -> None:
    """A community that starts in the middle of a month has that month's inspection; in its last days, the next."""
    await begin(db, local(2026, 11, 20, 12))
    assert await db.run(lambda session: inspection(session).next_at) == ISSUED
    assert (await run_once(db, local(2026, 11, 20, 12), ZONE))["issued"] == UNITS
    await change_duty(db, next_at=None, last_at=None)
    await db.run(prepare, local(2026, 11, 28), ZONE)
    assert await db.run(lambda session: inspection(session).next_at) == local(2026, 12, 1, 9)


async def test_roster_after_the_day_of_issue(db: Database) -> None:
    """A roster that comes in after the day of issue still gets the month; a new head of a vacant unit is asked too."""
    await db.run(prepare, local(2026, 11, 20, 12), ZONE)
    assert (await run_once(db, local(2026, 11, 20, 12), ZONE))["issued"] == 0
    await db.run(settle, UNITS, local(2026, 11, 21))
    await db.run(lambda session: add_unit(session, 900, None, local(2026, 11, 21)) and None)
    assert (await run_once(db, local(2026, 11, 21, 1), ZONE))["topped_up"] == UNITS + 1

    def find_head(session: Session) -> int:
        vacant = tasks(session, "2026-11", person_id=None)
        assert len(vacant) == 1
        assert len(messages(session, "duty:")) == UNITS
        now = local(2026, 11, 22)
        person_id = add_person(session, now, "77")
        appoint(session, session.get_one(Grid, vacant[0].grid_id), UNIT_HEAD, person_id, now.date(), now)
        return person_id

    head = await db.run(find_head)
    result = await run_once(db, local(2026, 11, 22, 9), ZONE)
    assert (result["moved"], result["topped_up"], result["reminded"]) == (1, 0, 0)
    assert await db.run(lambda session: len(messages(session, "duty:", person_id=head))) == 1
    assert not (await run_once(db, local(2026, 11, 22, 10), ZONE)).changed


async def test_replaced_head(db: Database) -> None:
    """When a roster names another head, the open task, its question and its message go over; the old head has peace."""
    await begin(db, local(2026, 11, 1))
    await run_once(db, ISSUED, ZONE)

    def replace(session: Session) -> tuple[int, int]:
        task = tasks(session, "2026-11")[0]
        assert task.person_id is not None
        new = add_person(session, ISSUED, "78")
        appoint(session, session.get_one(Grid, task.grid_id), UNIT_HEAD, new, date(2026, 11, 3), ISSUED)
        return task.person_id, new

    old, new = await db.run(replace)
    now = local(2026, 11, 3, 9)
    result = await run_once(db, now, ZONE)
    assert (result["moved"], result["cancelled"]) == (1, 1)

    def check(session: Session) -> None:
        assert tasks(session, "2026-11")[0].person_id == new
        assert [m.state for m in messages(session, "duty:", person_id=old)] == ["cancelled"]
        assert [m.state for m in messages(session, "duty:", person_id=new)] == [QUEUED]
        assert count(session, Prompt, col(Prompt.person_id) == old, col(Prompt.answered_at) == now) == 1
        assert count(session, Prompt, col(Prompt.person_id) == new, col(Prompt.answered_at).is_(None)) == 1

    await db.run(check)


@pytest.mark.fault("down over a month's end")
@pytest.mark.parametrize(
    ("catch_up", "periods"),
    [("latest", ["2026-09"]), ("all", ["2026-07", "2026-08", "2026-09"]), ("skip", [])],
)
async def test_catching_up(db: Database, catch_up: str, periods: list[str]) -> None:
    """After three months at a standstill a duty issues the newest, each, or none, and goes on from there."""
    await begin(db, local(2026, 6, 30))
    window = {"due": "month_end", "late_days": 90}
    await change_duty(db, catch_up=catch_up, window=window)
    result = await run_once(db, local(2026, 9, 20, 12), ZONE)
    assert result["issued"] == UNITS * len(periods)

    def check(session: Session) -> None:
        assert [p for p in ("2026-07", "2026-08", "2026-09") if tasks(session, p)] == periods
        assert inspection(session).next_at == local(2026, 10, 8, 9)

    await db.run(check)
    assert not (await run_once(db, local(2026, 9, 20, 13), ZONE)).changed


def test_nothing_is_issued_that_nobody_can_report() -> None:
    """An occurrence whose time for reporting ended during the standstill is left out: it would be missed at once."""
    duty = Duty(
        key="x", name={}, rhythm={}, audience=UNIT_HEAD, message_key="x", catch_up="all",
        window={"due": "month_end", "late_days": 10},
    )  # fmt: skip
    fell = (local(2026, 8, 3, 9), local(2026, 9, 1, 9), local(2026, 10, 8, 9))
    _, september, october = occurrences = tuple(Occurrence(at, at.date()) for at in fell)
    assert to_issue(duty, occurrences, local(2026, 10, 11), ZONE) == [october]
    assert to_issue(duty, occurrences, local(2026, 10, 10), ZONE) == [september, october]


@pytest.mark.fault("down over a month's end")
async def test_late_catch_up_says_so(db: Database) -> None:
    """What is issued after its due day asks for a late report and stands until that is no longer accepted."""
    await begin(db, local(2026, 10, 30))
    await change_duty(db, next_at=local(2026, 10, 8, 9))
    await run_once(db, local(2026, 11, 2, 8), ZONE)

    def check(session: Session) -> None:
        said = messages(session, "duty:")
        assert {(m.key, m.expires_at) for m in said} == {("inspection-late", local(2026, 11, 10, 23, 59, 59))}

    await db.run(check)


async def test_missed(db: Database) -> None:
    """Open tasks are missed the moment after late reports end, not before; what was reported stays as it is."""
    await begin(db, local(2026, 11, 1))
    await run_once(db, ISSUED, ZONE)
    await db.run(report_first, local(2026, 12, 10, 23))
    assert (await run_once(db, local(2026, 12, 10, 23, 59, 59), ZONE))["missed"] == 0
    assert (await run_once(db, local(2026, 12, 11, 0, 0, 0), ZONE))["missed"] == UNITS - 1
    states = await db.run(lambda session: [task.state for task in tasks(session, "2026-11")])
    assert states == ["done"] + ["missed"] * (UNITS - 1)


def report_first(session: Session, now: datetime, period: str = "2026-11") -> None:
    """The first head of a period reports that all is well."""
    task = tasks(session, period)[0]
    assert task.person_id is not None
    [made] = check_in(session, [report_of(task, task.person_id, "telegram", now, ZONE)], now, ZONE)
    assert made


async def test_year_closes_once(db: Database) -> None:
    """When the last late reports of December can no longer be undone, the award list is made, once, and announced with
    the ledger's head, so that what is cut off the ledger later shows."""
    boss = await begin(db, local(2026, 12, 1, 8))
    await run_once(db, local(2026, 12, 1, 9), ZONE)
    await db.run(report_first, local(2026, 12, 20), "2026-12")
    await run_once(db, local(2027, 1, 11, 0, 10), ZONE)
    assert await db.run(count, AwardList) == 0
    assert (await run_once(db, local(2027, 1, 11, 0, 30), ZONE))["years"] == 1
    assert (await run_once(db, local(2027, 1, 12), ZONE))["years"] == 0

    def check(session: Session) -> None:
        assert session.get_one(AwardList, 2026).state == "provisional"
        [news] = messages(session, "awards")
        assert (news.person_id, news.facts["year"]) == (boss, 2026)
        number, _, start = news.facts["head"].partition(":")
        [anchor] = session.execute(select(Anchor)).scalars()
        assert (anchor.why, anchor.seq, str(anchor.seq)) == ("awards:2026", 1, number)
        assert anchor.hash.startswith(start) and len(start) == 16 and fits(session, 1, start)

    await db.run(check)


async def test_unpublished_year_alarms(db: Database) -> None:
    """December is issued; January, whose workdays nobody knows, is not guessed: coordinators are told, once; when the
    days are entered it goes on by itself."""
    boss = await begin(db, local(2026, 12, 1, 8))
    assert (await run_once(db, local(2026, 12, 1, 9), ZONE))["issued"] == UNITS
    for day in (2, 3, 20):
        assert not (await run_once(db, local(2026, 12, day), ZONE)).failed

    def check(session: Session) -> None:
        assert inspection(session).next_at is None
        [alarm] = messages(session, "calendar")
        assert (alarm.person_id, alarm.priority, alarm.facts) == (boss, ALERT, {"year": 2027})

    await db.run(check)
    await db.run(enter_days, {date(2027, 1, day): (False, "元旦") for day in (1, 2, 3)}, local(2026, 12, 21))
    assert (await run_once(db, local(2026, 12, 21), ZONE))["scheduled"] == 1
    assert await db.run(lambda session: inspection(session).next_at) == local(2027, 1, 4, 9)


async def test_whoever_joins_later_is_reached(db: Database) -> None:
    """A message that reached nobody is queued again once its head agrees and has an address, and not for ever."""
    await begin(db, local(2026, 11, 1), 2)
    await run_once(db, ISSUED, ZONE)

    def unreached(session: Session) -> int:
        about = update(Message).where(col(Message.purpose).startswith("duty:"))
        session.execute(about.values(state=UNREACHED, channel="sms", to="+8613900000000", error="no consent"))
        first, second = tasks(session, "2026-11")
        for task in (first, second):
            person = session.get_one(Person, task.person_id)
            person.consent_at = None
        second.state = "done"
        assert first.person_id is not None
        return first.person_id

    head = await db.run(unreached)
    assert (await run_once(db, local(2026, 11, 10), ZONE))["requeued"] == 0

    def joins(session: Session) -> None:
        session.execute(update(Person).values(consent_at=local(2026, 11, 11)))

    await db.run(joins)
    assert (await run_once(db, local(2026, 11, 11), ZONE))["requeued"] == 1
    [again_queued] = await db.run(lambda session: messages(session, "duty:", head))
    assert (again_queued.state, again_queued.channel, again_queued.to) == (QUEUED, None, None)
    again = 0
    for minute in range(10):
        await db.run(lambda session: session.execute(update(Message).values(state=UNREACHED)))
        again += (await run_once(db, local(2026, 11, 11, 1, minute), ZONE))["requeued"]
    assert again == 2
    await db.run(lambda session: session.execute(update(Message).values(attempts=0)))
    assert (await run_once(db, local(2026, 12, 1, 0), ZONE))["requeued"] == 0


@pytest.mark.fault("job exception")
async def test_one_faulty_duty_stops_nothing(db: Database) -> None:
    """A duty that cannot be issued is reported and leaves no half of it; the others, and other sweeps, go on."""
    await begin(db, local(2026, 11, 1))

    def add_faulty(session: Session) -> None:
        session.add(
            Duty(
                key="broken", name={"en": "x"}, rhythm={"day": "1"}, audience=UNIT_HEAD, message_key="x",
                window={"due": "whenever"}, next_at=local(2026, 11, 1, 9),
            )
        )  # fmt: skip

    await db.run(add_faulty)
    result = await run_once(db, ISSUED, ZONE)
    assert result.failed == ("issued",)
    assert result["issued"] == UNITS

    def check(session: Session) -> None:
        assert session.get_one(Duty, "broken").next_at == local(2026, 11, 1, 9)
        assert count(session, Task) == UNITS

    await db.run(check)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("form", ["rich", "short"])
def test_what_coordinators_read(language: str, form: str) -> None:
    """The two messages of the scheduler can be said in every language and form, with the year in them."""
    for key in ("calendar-unpublished", "awards-provisional"):
        facts = {"year": 2027, "head": f"12:{'a' * 64}"}
        text = render(to="1", form=form, language=language, key=key, facts=facts).text
        assert "2027" in text and "2,027" not in text
        assert form == "rich" or language == "en" or len(text) <= 70
