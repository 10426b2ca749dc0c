"""Reminders: to those who have not answered, never to those who have; once; and answering is one digit away."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session, col

from messages.render import render
from models.checkins import cannot, check_in, excuse, report_of, undo
from models.db import Database
from models.duties import Task, reminder_times
from models.following import remind, rounds
from models.outbox import CANCELLED, EXPIRED, QUEUED, Message
from models.people import STOPPED, Address
from models.prompts import Prompt
from scheduler.tick import next_moment, run_once
from tests.neighbourhood import ZONE, change_duty, local, messages, prepare, settle, tasks
from tests.talk import Talk

FIRST, SECOND = local(2026, 11, 9, 9), local(2026, 11, 27, 9)


async def issued(db: Database, units: int = 4) -> None:
    """November's inspection is out, its messages are sent."""
    await db.run(settle, units, local(2026, 11, 1))
    await db.run(prepare, local(2026, 11, 1), ZONE)
    await run_once(db, local(2026, 11, 2, 9), ZONE)
    await sent(db)


async def sent(db: Database) -> None:
    """Whatever was queued has left."""
    await db.run(lambda session: session.execute(update(Message).values(state="sent")))


def answer(session: Session, place: int, how: str, now: datetime) -> int | None:
    """The head at that place settles their task: done, impossible or excused; the check-in's id."""
    task = tasks(session, "2026-11")[place]
    assert task.person_id is not None
    if how == "done":
        [made] = check_in(session, [report_of(task, task.person_id, "sms", now, ZONE)], now, ZONE)
        assert made
        return made[0]
    if how == "impossible":
        return cannot(session, task, task.person_id, "外出", channel="sms", now=now, zone=ZONE)
    assert excuse(session, task, "住院")
    return None


async def test_only_those_who_have_not_answered(db: Database) -> None:
    """After a week, at nine, whoever has not answered is reminded; done, not possible and excused are left in peace."""
    await issued(db)
    for place, how in enumerate(("done", "impossible", "excused")):
        await db.run(answer, place, how, local(2026, 11, 5))
    assert (await run_once(db, FIRST - timedelta(seconds=1), ZONE))["reminded"] == 0
    assert (await run_once(db, FIRST, ZONE))["reminded"] == 1
    assert (await run_once(db, FIRST + timedelta(seconds=20), ZONE))["reminded"] == 0

    def check(session: Session) -> None:
        last = tasks(session, "2026-11")[3]
        [said] = messages(session, "remind:")
        assert (said.person_id, said.subject, said.key) == (last.person_id, f"task:{last.id}", "inspection-reminder")
        assert (said.facts["period"], said.facts["due"]) == ("2026-11", "2026-11-30")
        prompt = session.get_one(Prompt, said.prompt_id)
        assert (prompt.subject_id, prompt.asked_at, prompt.answered_at) == (last.id, FIRST, None)
        assert prompt.expires_at == last.accept_until
        rendered = render(
            to="1", form="short", language="zh-CN", key=said.key, facts={"grid": "1单元", **said.facts},
            question=prompt.question, token=prompt.token,
        )  # fmt: skip
        assert "11月30日" in rendered.text and "1全部正常" in rendered.text

    await db.run(check)


async def test_each_reminder_once_and_none_after_due(db: Database) -> None:
    """Of the two reminders of a month each comes once; after the due day, while late reports are taken, none."""
    await issued(db)
    counts = []
    for now in (FIRST, FIRST + timedelta(days=1), SECOND, local(2026, 11, 30, 23, 59), local(2026, 12, 5, 9)):
        counts.append((await run_once(db, now, ZONE))["reminded"])
        await sent(db)
    assert counts == [4, 0, 4, 0, 0]
    reminded = await db.run(lambda session: {task.reminded for task in tasks(session, "2026-11")})
    assert reminded == {2}


async def test_read_is_not_done(db: Database) -> None:
    """Who only said that they read it is still reminded."""
    await issued(db, 1)
    await db.run(lambda session: session.execute(update(Task).values(read_at=local(2026, 11, 3))))
    assert (await run_once(db, FIRST, ZONE))["reminded"] == 1


async def test_after_a_standstill_one_reminder(db: Database) -> None:
    """When both reminder times passed during a standstill one reminder is sent; after the due time none."""
    await issued(db)
    assert (await run_once(db, local(2026, 11, 28), ZONE))["reminded"] == 4
    assert len(await db.run(messages, "remind:")) == 4


async def test_standstill_beyond_due(db: Database) -> None:
    """After a standstill over the due time nobody is reminded of what they can only do late."""
    await issued(db)
    assert (await run_once(db, local(2026, 12, 1, 8), ZONE))["reminded"] == 0


async def test_answered_before_it_left(db: Database) -> None:
    """A reminder still waiting to be sent is cancelled when its task is answered meanwhile."""
    await issued(db)
    await run_once(db, FIRST, ZONE)
    await db.run(answer, 0, "done", FIRST + timedelta(seconds=5))
    assert (await run_once(db, FIRST + timedelta(seconds=20), ZONE))["cancelled"] == 1
    states = [message.state for message in await db.run(messages, "remind:")]
    assert states == [CANCELLED, QUEUED, QUEUED, QUEUED]


async def test_undo_brings_no_old_reminder(db: Database) -> None:
    """Who answered before the reminder and takes it back afterwards is not reminded that very moment, but next time."""
    await issued(db, 1)
    checkin = await db.run(answer, 0, "done", FIRST - timedelta(minutes=10))
    assert (await run_once(db, FIRST, ZONE))["reminded"] == 0
    assert checkin is not None

    def take_back(session: Session) -> None:
        [task] = tasks(session, "2026-11")
        assert task.person_id is not None
        assert undo(session, checkin, task.person_id, FIRST + timedelta(minutes=5))

    await db.run(take_back)
    assert (await run_once(db, FIRST + timedelta(minutes=6), ZONE))["reminded"] == 0
    assert (await run_once(db, SECOND, ZONE))["reminded"] == 1


async def test_by_hand_and_by_rule_once_a_day(db: Database) -> None:
    """Whom a coordinator reminded by hand that morning is not reminded by the rule at nine as well."""
    await issued(db)

    def by_hand(session: Session) -> int:
        which = rounds(session, ["/"], FIRST - timedelta(hours=1))
        return remind(session, which, ["/C/U0000/", "/C/U0001/"], FIRST - timedelta(hours=1), ZONE).sent

    assert await db.run(by_hand) == 2
    assert (await run_once(db, FIRST, ZONE))["reminded"] == 2


async def test_unreachable_heads_get_no_reminder(db: Database) -> None:
    """A reminder to somebody who said STOP is not even written."""
    await issued(db, 2)

    def stop(session: Session) -> None:
        first = tasks(session, "2026-11")[0].person_id
        session.execute(update(Address).where(col(Address.person_id) == first).values(state=STOPPED))

    await db.run(stop)
    assert (await run_once(db, FIRST, ZONE))["reminded"] == 1


async def test_started_late(db: Database) -> None:
    """A month that began late for a community has no reminders from before it began."""
    await db.run(settle, 2, local(2026, 11, 20))
    await db.run(prepare, local(2026, 11, 20), ZONE)
    result = await run_once(db, local(2026, 11, 20), ZONE)
    assert (result["issued"], result["reminded"]) == (2, 0)
    assert await db.read(next_moment, local(2026, 11, 20), ZONE) == SECOND


async def test_reminders_expire(db: Database) -> None:
    """A reminder stands for a day, and never beyond the due time; the first message stands until that time."""
    await issued(db, 1)
    await run_once(db, FIRST, ZONE)
    await change_duty(db, remind=[{"before_due_days": 0}])
    await db.run(lambda session: session.execute(update(Task).values(reminded=0)))
    await run_once(db, local(2026, 11, 30, 9), ZONE)
    due = local(2026, 11, 30, 23, 59, 59)
    expiries = [message.expires_at for message in await db.run(messages, "remind:")]
    assert expiries == [FIRST + timedelta(hours=24), due]
    assert [message.expires_at for message in await db.run(messages, "duty:")] == [due]
    assert EXPIRED not in {message.state for message in await db.run(messages, "")}


async def test_a_digit_answers_the_reminder(talk: Talk) -> None:
    """From the first message to the reminder and the answer, by the real delivery and dispatch: 李姨 replies 1, is
    thanked, and is not reminded again; 王芳, who said nothing, is."""

    async def at(now: datetime) -> int:
        talk.clock.move_to(now)
        reminded = (await run_once(talk.db, now, ZONE))["reminded"]
        await talk.delivery.drain()
        return reminded

    await talk.db.run(prepare, talk.clock.now(), ZONE)
    assert await at(local(2026, 11, 2, 9)) == 0
    assert "11月30日" in talk.last("李姨")
    assert await at(FIRST) == 2
    assert talk.last("李姨").startswith("提醒")
    talk.clock.advance(timedelta(minutes=3))
    assert "谢谢" in await talk.says("李姨", "1")
    assert await at(SECOND) == 1
    assert "谢谢" in talk.last("李姨")
    assert talk.last("王芳").startswith("小提醒")


async def test_a_reminder_that_is_queued_is_not_sent_after_the_answer(talk: Talk) -> None:
    """Between the tick that queues reminders and their sending 李姨 answers: hers is dropped at the last look."""
    await talk.db.run(prepare, talk.clock.now(), ZONE)
    await run_once(talk.db, talk.clock.now(), ZONE)
    await talk.delivery.drain()
    talk.clock.move_to(FIRST)
    assert (await run_once(talk.db, FIRST, ZONE))["reminded"] == 2
    await talk.says("李姨", "1")
    assert [message.text.startswith("提醒") for message in talk.sent("李姨")] == [False, False]
    assert talk.last("王芳").startswith("小提醒")


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([{"after_days": 7}, {"before_due_days": 3}], [FIRST, SECOND]),
        ([{"before_due_days": 3}, {"after_days": 7}, {"after_days": 25}], [FIRST, SECOND]),
        ([{"after_days": 0}, {"before_due_days": 28}, {"after_days": 40}], []),
        ([{"before_due_days": 0}], [local(2026, 11, 30, 9)]),
        ([], []),
    ],
)
def test_reminder_times(rules: list[dict[str, int]], expected: list[datetime]) -> None:
    """Times of reminding: at the hour of opening, in order, each day once, after the opening, up to the due time."""
    assert reminder_times(rules, local(2026, 11, 2, 9), local(2026, 11, 30, 23, 59, 59), ZONE) == expected
