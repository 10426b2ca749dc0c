"""Who hears of what is still open: the next above, once a day, in one message, and no longer once it is answered."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from messages.render import render
from models.db import Database
from models.duties import DONE, Task, escalation_times
from models.escalating import escalate_due
from models.outbox import CANCELLED, QUEUED, SENT, Message
from models.people import Address
from models.posts import Post
from scheduler.issuing import schedule
from scheduler.tick import next_moment, run_once
from tests.neighbourhood import ZONE, local, messages
from tests.races import overlapping
from tests.rhythm import all_tasks, duty, only, tree

BEGUN, ISSUED = local(2026, 11, 1), local(2026, 11, 2, 9)
STEPS = [{"after_due_days": 2, "to": "building_head"}, {"after_due_days": 5, "to": "station"}]
BUILDING, STATION = local(2026, 12, 2, 9), local(2026, 12, 5, 9)


async def begin(db: Database, *more: Any, steps: Any = STEPS) -> dict[str, int]:
    """The tree, a duty with those steps (and more duties), issued and sent; everybody by the code of their grid."""
    people = await db.run(tree, BEGUN)
    await only(db, duty("a", {"day": "2"}, escalate=steps), *more)
    await db.run(schedule, BEGUN, ZONE)
    await run_once(db, ISSUED, ZONE)
    await db.run(lambda session: session.execute(update(Message).values(state=SENT)))
    return people


def escalations(session: Session) -> list[tuple[int | None, int]]:
    """(who heard, of how many), oldest first."""
    return [(m.person_id, m.facts["count"]) for m in messages(session, "escalation")]


def answered(session: Session, *places: int) -> None:
    """The tasks at those places are done."""
    for place in places:
        task = all_tasks(session)[place]
        task.state, task.done_at = DONE, ISSUED
        session.add(task)


async def test_first_the_building_head_then_the_station(db: Database) -> None:
    """Two days after the due day each building head hears of their open units in one message, after five the station of
    all; each step once."""
    people = await begin(db)
    assert (await run_once(db, BUILDING - timedelta(seconds=1), ZONE))["escalated"] == 0
    assert (await run_once(db, BUILDING, ZONE))["escalated"] == 2
    assert (await run_once(db, BUILDING + timedelta(hours=1), ZONE))["escalated"] == 0
    assert await db.run(escalations) == [(people["B1"], 2), (people["B2"], 1)]
    assert (await run_once(db, STATION, ZONE))["escalated"] == 1
    assert (await db.run(escalations))[2:] == [(people["S1"], 3)]
    assert [task.escalated for task in await db.run(all_tasks)] == [2, 2, 2, 0, 0, 0]


async def test_it_names_places_and_heads(db: Database) -> None:
    """What is told says which units, who heads them, and of which duty; a vacant one is said to be so."""
    people = await begin(db)

    def vacate(session: Session) -> None:
        session.execute(update(Task).where(col(Task.person_id) == people["U1"]).values(person_id=None))

    await db.run(vacate)
    await db.run(
        lambda s: s.execute(update(Post).where(col(Post.person_id) == people["U1"]).values(to_on=BEGUN.date()))
    )
    await run_once(db, BUILDING, ZONE)
    first = (await db.run(messages, "escalation"))[0]
    said = {form: render(to="1", form=form, language="zh-CN", key=first.key, facts=first.facts).text
            for form in ("rich", "short")}  # fmt: skip
    assert "U1处（没有负责人）：a事（2026年11月），11月30日前" in said["rich"]
    assert "U2处 U2长：a事" in said["rich"]
    assert "U1处空缺" in said["short"] and "U2处U2长" in said["short"]


async def test_only_what_is_open_counts(db: Database) -> None:
    """A building whose units have all answered is left in peace."""
    people = await begin(db)
    await db.run(answered, 2)
    assert (await run_once(db, BUILDING, ZONE))["escalated"] == 1
    assert await db.run(escalations) == [(people["B1"], 2)]


async def test_an_answer_cancels_it(db: Database) -> None:
    """Still queued, it is cancelled once all it names is settled, not before."""
    await begin(db)
    await run_once(db, BUILDING, ZONE)
    await db.run(answered, 0)
    assert (await run_once(db, BUILDING + timedelta(minutes=1), ZONE))["cancelled"] == 0
    await db.run(answered, 1)
    assert (await run_once(db, BUILDING + timedelta(minutes=2), ZONE))["cancelled"] == 1
    assert [m.state for m in await db.run(messages, "escalation")] == [CANCELLED, QUEUED]


async def test_a_vacant_post_is_passed_over(db: Database) -> None:
    """Without a building head who can be reached the grid head hears, then the coordinator; the station's step too."""
    people = await begin(db)

    def leave(session: Session) -> None:
        gone = [people[code] for code in ("B1", "G1", "S1")]
        session.execute(update(Post).where(col(Post.person_id).in_(gone[:1])).values(to_on=BEGUN.date()))
        session.execute(update(Address).where(col(Address.person_id).in_(gone[1:])).values(state="stopped"))

    await db.run(leave)
    await run_once(db, BUILDING, ZONE)
    assert sorted(await db.run(escalations)) == sorted([(people["C"], 2), (people["B2"], 1)])
    await run_once(db, STATION, ZONE)
    assert (await db.run(escalations))[2:] == [(people["C"], 3)]


async def test_after_a_standstill_the_last_step(db: Database) -> None:
    """Of two steps that a standstill left behind only the later is taken."""
    people = await begin(db)
    await run_once(db, STATION + timedelta(hours=2), ZONE)
    assert await db.run(escalations) == [(people["S1"], 3)]
    assert (await run_once(db, STATION + timedelta(days=1), ZONE))["escalated"] == 0


async def test_two_duties_are_one_message_a_day(db: Database) -> None:
    """What two duties have open goes to a building head in one message; what comes later that day, the next day."""
    steps = STEPS[:1]
    await begin(db, duty("b", {"day": "2"}, escalate=steps), duty("c", {"day": "2", "hour": 11}, escalate=steps))
    await run_once(db, ISSUED + timedelta(hours=2), ZONE)
    await run_once(db, BUILDING, ZONE)
    assert sorted(count for _, count in await db.run(escalations)) == [2, 4]
    assert (await run_once(db, BUILDING + timedelta(hours=2), ZONE))["escalated"] == 0
    await db.run(lambda session: session.execute(update(Message).values(state=SENT)))
    tomorrow = BUILDING + timedelta(days=1)
    assert await db.read(next_moment, BUILDING + timedelta(hours=2), ZONE) == tomorrow
    assert (await run_once(db, tomorrow, ZONE))["escalated"] == 2


async def test_two_processes_tell_once(db: Database) -> None:
    """Of two that come to the same step at once one tells."""
    await begin(db)
    both = overlapping(db, lambda s: escalate_due(s, BUILDING, ZONE), lambda s: escalate_due(s, BUILDING, ZONE))
    assert both == (2, 0)
    assert len(await db.run(escalations)) == 2


async def test_before_the_due_day(db: Database) -> None:
    """A step may come before the due day; who came after it is not told of by it."""
    await begin(db, steps=[{"before_due_days": 5, "to": "grid_head"}])
    assert (await run_once(db, local(2026, 11, 25, 9), ZONE))["escalated"] == 1


def test_escalation_times() -> None:
    """At the hour of opening, in order, and none after what is accepted."""
    due, until = local(2026, 11, 30, 23, 59, 59), local(2026, 12, 4, 23, 59, 59)
    rules = [*reversed(STEPS), {"before_due_days": 1, "to": "grid_head"}]
    times = escalation_times(rules, ISSUED, due, until, ZONE)
    assert times == [(local(2026, 11, 29, 9), "grid_head"), (BUILDING, "building_head")]
