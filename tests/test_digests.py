"""The burden budget: what is newly asked comes as one digest a week; nothing is told twice, nothing is forgotten."""

import multiprocessing
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, update
from sqlmodel import Session, SQLModel, col, select

from messages.report import figures, report_text
from models import crypt, digests
from models.checkins import check_in, report_of
from models.db import Database, write_queued
from models.digests import SOON, Slot, monday_of, tell_new, week_name
from models.duties import DONE, OPEN, TOLD, Duty, Task
from models.grid import Grid
from models.outbox import CANCELLED, QUEUED, SENT, UNREACHED, Message
from models.people import Address, Person
from models.posts import COORDINATOR, UNIT_HEAD, VOLUNTEER, Post, appoint
from models.prompts import Prompt
from scheduler.issuing import schedule
from scheduler.tick import next_moment, run_once, tick
from tests.conftest import KEY
from tests.neighbourhood import ZONE, add_person, count, local, messages, settle
from tests.rhythm import all_tasks, duty, only, told

BEGUN = local(2026, 11, 1)
MONDAY = local(2026, 11, 2, 9)
DAY = timedelta(days=1)
FIRST = {"day": "2"}


async def begin(db: Database, *duties: Duty, units: int = 2, now: datetime = BEGUN) -> None:
    """Headed stairwells, and these duties planned."""
    await db.run(settle, units, now)
    await only(db, *duties)
    await db.run(schedule, now, ZONE)


async def sent(db: Database) -> None:
    """Whatever was queued has left."""
    await db.run(lambda session: session.execute(update(Message).values(state=SENT)))


async def test_one_ask_alone_is_the_duty_s_own_message(db: Database) -> None:
    """With one new ask nothing changes: the duty's own words, its question, one message a head."""
    await begin(db, duty("a", FIRST))
    assert (await run_once(db, MONDAY, ZONE))["digests"] == 2

    def check(session: Session) -> None:
        said = told(session)
        assert {(m.purpose, m.key) for m in said} == {("duty:a", "practice-due")}
        assert [session.get_one(Prompt, m.prompt_id).question for m in said] == ["report", "report"]
        assert {task.asked_at for task in all_tasks(session)} == {MONDAY}

    await db.run(check)


async def test_several_asks_are_one_message(db: Database) -> None:
    """Three duties fall due at once: each head gets one message that lists them by due day, and no question of each."""
    week = {"due": "week_end"}
    await begin(db, duty("a", FIRST), duty("b", FIRST, per="week", window=week), duty("c", FIRST))
    result = await run_once(db, MONDAY, ZONE)
    assert (result["issued"], result["digests"]) == (6, 6)
    assert not (await run_once(db, MONDAY + timedelta(seconds=20), ZONE)).changed

    def check(session: Session) -> None:
        said = told(session)
        assert [(m.purpose, m.key, m.facts["count"]) for m in said] == [("digest", "digest", 3)] * 2
        for message in said:
            prompt = session.get_one(Prompt, message.prompt_id)
            listed = [session.get_one(Task, task_id) for task_id in prompt.data["tasks"]]
            assert [task.duty_key for task in listed] == ["b", "a", "c"]
            assert {task.person_id for task in listed} == {message.person_id}
        assert count(session, Prompt) == 2

    await db.run(check)


async def test_what_comes_later_in_the_week_waits(db: Database) -> None:
    """After the week's digest a new ask waits for Monday nine, unless it is due before the Wednesday after."""
    late = duty("late", {"day": "4"})
    soon = duty("soon", {"day": "5"}, per="day", window={"due": 4, "late_days": 1})
    await begin(db, duty("a", FIRST), late, soon)
    counts = []
    for now in (MONDAY, MONDAY + 2 * DAY, MONDAY + 3 * DAY, MONDAY + 6 * DAY, MONDAY + 7 * DAY - timedelta(seconds=1),
                MONDAY + 7 * DAY):  # fmt: skip
        counts.append((await run_once(db, now, ZONE))["digests"])
    assert counts == [2, 0, 2, 0, 0, 2]
    assert [m.purpose for m in await db.run(told)] == ["duty:a"] * 2 + ["duty:soon"] * 2 + ["duty:late"] * 2


async def test_the_next_moment_knows_of_digests(db: Database) -> None:
    """A rehearsal that jumps from moment to moment meets the digest."""
    await begin(db, duty("a", FIRST), duty("late", {"day": "4"}))
    await run_once(db, MONDAY, ZONE)
    await run_once(db, MONDAY + 2 * DAY, ZONE)
    await sent(db)
    assert await db.read(next_moment, MONDAY + 2 * DAY, ZONE) == MONDAY + 7 * DAY


async def test_a_time_of_one_s_own(db: Database) -> None:
    """Who chose Friday at 15 hears on Friday of what came up to then; urgent duties wait for nobody."""
    await begin(db, duty("a", FIRST), duty("late", {"day": "4"}), duty("fire", FIRST, urgent=True))
    await db.run(lambda session: session.execute(update(Person).values(digest_day=4, digest_hour=15)))
    friday = local(2026, 11, 6, 15)
    counts = []
    for now in (MONDAY, MONDAY + 2 * DAY, friday - timedelta(seconds=1), friday, friday + 3 * DAY):
        counts.append((await run_once(db, now, ZONE))["digests"])
    assert counts == [2, 0, 0, 4, 0]
    assert [m.purpose for m in await db.run(told)] == ["duty:fire"] * 2 + ["digest"] * 2


async def test_urgent_does_not_use_up_the_week(db: Database) -> None:
    """An urgent ask on Monday leaves the week's digest to what comes on Wednesday."""
    await begin(db, duty("fire", FIRST, urgent=True), duty("late", {"day": "4"}))
    assert (await run_once(db, MONDAY, ZONE))["digests"] == 2
    assert (await run_once(db, MONDAY + 2 * DAY, ZONE))["digests"] == 2


async def test_of_two_stairwells_each_is_asked(db: Database) -> None:
    """Who heads two stairwells gets the one duty for each, as ever; with another it is one list with the places."""
    await begin(db, duty("a", FIRST), units=1)

    def second(session: Session) -> int:
        grid = Grid(code="V", name="V单元", level=5, path="/C/V/")
        session.add(grid)
        session.flush()
        who = session.exec(select(Post.person_id).where(Post.role == UNIT_HEAD)).one()
        appoint(session, grid, UNIT_HEAD, who, MONDAY.date(), MONDAY)
        return who

    await db.run(second)
    await run_once(db, MONDAY, ZONE)
    assert [m.purpose for m in await db.run(told)] == ["duty:a"] * 2
    await only_again(db, duty("a", FIRST), duty("b", FIRST))
    await run_once(db, MONDAY, ZONE)
    [listed] = await db.run(told, "digest")
    assert [line[0] for line in listed.facts["lines_said"]] == ["digest-line-at"] * 4


async def only_again(db: Database, *duties: Duty) -> None:
    """Everything anew with these duties."""

    def forget(session: Session) -> None:
        for table in (Message, Prompt, Task):
            session.execute(delete(table))
        session.execute(update(Person).values(digest_week=None))

    await db.run(forget)
    await only(db, *duties)
    await db.run(schedule, BEGUN, ZONE)


async def test_five_hundred_digests_take_few_statements(db: Database) -> None:
    """497 heads with one ask, and 497 with two, are told in a fixed number of statements.

    Counted beyond those of a tick that finds nothing to do: every sweep looks once or twice, however many there are.
    """
    await begin(db, duty("a", FIRST), units=497)
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda c, cur, statement, *rest: statements.append(statement))

    async def ticked() -> int:
        statements.clear()
        await run_once(db, MONDAY, ZONE)
        return len(statements)

    one, idle = await ticked(), await ticked()
    await only_again(db, duty("a", FIRST), duty("b", FIRST))
    two = await ticked()
    assert one - idle < 30 and two - idle < 40
    assert len(await db.run(told, "digest")) == 497


# --- what is only said ---
async def test_what_asks_nothing_is_told_from_the_start(db: Database) -> None:
    """A weekly message is said at once, beside the digest; its tasks are told, never open, and nobody is reminded."""
    say = duty("words", {"day_of_week": "mon"}, per="week", ask="", window={"due": "week_end"})
    await begin(db, say, duty("a", FIRST))
    await run_once(db, MONDAY, ZONE)

    def check(session: Session) -> None:
        said = messages(session, "duty:words")
        assert [(m.key, m.prompt_id, m.facts["period"]) for m in said] == [("practice-due", None, "2026-W45")] * 2
        states = {task.duty_key: task.state for task in all_tasks(session)}
        assert states == {"words": TOLD, "a": OPEN}
        assert len(messages(session, "duty:a")) == 2

    await db.run(check)
    await sent(db)
    account = await db.read(report_text, "2026-11", ZONE, "zh-CN")
    assert "words事：发给2个岗位，送出2条" in account and "a事：" in account
    assert (await db.read(figures, "2026-11", ZONE)).issued == 2
    assert not (await run_once(db, MONDAY + DAY, ZONE)).changed
    assert (await run_once(db, MONDAY + 7 * DAY, ZONE))["issued"] == 2


async def test_each_volunteer_and_coordinator_has_a_task(db: Database) -> None:
    """Where several people hold a role at one grid each is asked; a grid without a volunteer is no vacancy."""
    await begin(db, duty("v", FIRST, audience=VOLUNTEER), duty("c", FIRST, audience=COORDINATOR, levels=[1]))

    def more(session: Session) -> None:
        unit = session.exec(select(Grid).where(Grid.level == 5).limit(1)).one()
        for number in range(3):
            appoint(session, unit, VOLUNTEER, add_person(session, MONDAY, f"9{number}"), MONDAY.date(), MONDAY)
        root = session.exec(select(Grid).where(Grid.level == 1)).one()
        appoint(session, root, COORDINATOR, add_person(session, MONDAY, "99"), MONDAY.date(), MONDAY)

    await db.run(more)
    assert (await run_once(db, MONDAY, ZONE))["issued"] == 5
    assert not (await run_once(db, MONDAY + timedelta(minutes=1), ZONE)).changed
    tasks = await db.run(all_tasks)
    assert sorted(task.duty_key for task in tasks) == ["c", "c", "v", "v", "v"]
    assert all(task.person_id == task.seat for task in tasks)


async def test_a_deputy_is_asked_where_nobody_heads(db: Database) -> None:
    """A vacant stairwell's deputy gets the task; so does the deputy when the head goes, with their next digest."""
    await begin(db, duty("a", FIRST))

    def deputies(session: Session) -> tuple[int, int]:
        first, second = session.exec(select(Post).where(Post.role == UNIT_HEAD).order_by(col(Post.id))).all()
        ids = []
        for post in (first, second):
            person_id = add_person(session, MONDAY, f"8{post.id}")
            session.add(Post(grid_id=post.grid_id, person_id=person_id, role=UNIT_HEAD, deputy=True,
                             from_on=MONDAY.date(), created_at=MONDAY))  # fmt: skip
            ids.append(person_id)
        first.to_on = MONDAY.date()
        return ids[0], ids[1]

    one, two = await db.run(deputies)
    await run_once(db, MONDAY, ZONE)
    owners = [task.person_id for task in await db.run(all_tasks)]
    assert one in owners and two not in owners

    def leave(session: Session) -> None:
        session.execute(update(Post).where(~col(Post.deputy), col(Post.role) == UNIT_HEAD).values(to_on=MONDAY.date()))

    await db.run(leave)
    result = await run_once(db, MONDAY + DAY, ZONE)
    assert (result["moved"], result["cancelled"], result["digests"]) == (1, 1, 1)
    assert [m.purpose for m in await db.run(messages, "duty:", two)] == ["duty:a"]


# --- reached late, settled early ---
async def test_a_digest_reaches_who_joins_later(db: Database) -> None:
    """A digest that found no way goes out when there is one, as long as something in it is open."""
    await begin(db, duty("a", FIRST), duty("b", FIRST), units=1)

    def lose(session: Session) -> None:
        session.execute(update(Message).where(col(Message.purpose) == "digest").values(state=UNREACHED))
        session.execute(update(Address).values(state="unreachable"))

    await run_once(db, MONDAY, ZONE)
    await db.run(lose)
    assert (await run_once(db, MONDAY + DAY, ZONE))["requeued"] == 0
    await db.run(lambda session: session.execute(update(Address).values(state="active")))
    assert (await run_once(db, MONDAY + 2 * DAY, ZONE))["requeued"] == 1
    assert [m.state for m in await db.run(told, "digest")] == [QUEUED]


async def test_a_digest_is_cancelled_when_all_is_settled(db: Database) -> None:
    """Still queued, it goes on while one thing in it is open, and no longer."""
    await begin(db, duty("a", FIRST), duty("b", FIRST), units=1)
    await run_once(db, MONDAY, ZONE)

    def settle_one(session: Session) -> None:
        task = next(task for task in all_tasks(session) if task.state == OPEN)
        assert task.person_id is not None
        task.state, task.done_at = DONE, MONDAY
        session.add(task)

    await db.run(settle_one)
    assert (await run_once(db, MONDAY + timedelta(minutes=1), ZONE))["cancelled"] == 0
    await db.run(settle_one)
    assert (await run_once(db, MONDAY + timedelta(minutes=2), ZONE))["cancelled"] == 1
    assert [m.state for m in await db.run(told, "digest")] == [CANCELLED]


async def test_reminders_of_one_day_are_one_message(db: Database) -> None:
    """Two duties whose reminders fall on one day remind in one numbered message; answering one leaves the other."""
    after = [{"after_days": 7}]
    await begin(db, duty("a", FIRST, remind=after), duty("b", FIRST, remind=after), units=2)
    await run_once(db, MONDAY, ZONE)
    await sent(db)

    def answer(session: Session) -> None:
        session.execute(update(Duty).values(points={"on_time": "practice.done", "late": "practice.late"}))
        task = all_tasks(session)[0]
        assert task.person_id is not None
        assert check_in(session, [report_of(task, task.person_id, "sms", MONDAY + DAY, ZONE)], MONDAY + DAY, ZONE)[0]
        write_queued(session)

    await db.run(answer)
    assert (await run_once(db, MONDAY + 7 * DAY, ZONE))["reminded"] == 2
    said = await db.run(told, "remind:")
    assert sorted(m.key for m in said) == ["digest-reminder", "report-reminder"]
    assert (await run_once(db, MONDAY + 7 * DAY + timedelta(hours=1), ZONE))["reminded"] == 0


async def test_no_reminder_on_the_day_of_a_digest(db: Database) -> None:
    """A reminder that falls on the day of a new ask comes the day after, at the same hour."""
    await begin(db, duty("a", FIRST, remind=[{"after_days": 7}]), duty("b", {"day": "9"}), units=1)
    await run_once(db, MONDAY, ZONE)
    await sent(db)
    next_week = MONDAY + 7 * DAY
    result = await run_once(db, next_week, ZONE)
    assert (result["digests"], result["reminded"]) == (1, 0)
    await sent(db)
    assert await db.read(next_moment, next_week, ZONE) == next_week + DAY
    assert (await run_once(db, next_week + DAY, ZONE))["reminded"] == 1


# --- several processes ---
def tick_in_process(url: str, start: Any, moments: list[datetime], out: Any) -> None:
    """A scheduler of its own: waits for the others, then ticks at each moment."""
    crypt.use_key(KEY)
    db = Database(url)
    done = []
    for now in moments:
        start.wait()
        done.append(db.run_now(tick, now, ZoneInfo("Asia/Shanghai"))["digests"])
    db.engine.dispose()
    out.put(done)


@pytest.mark.fault("two schedulers")
async def test_three_processes_tell_once(db: Database, db_url: str) -> None:
    """Three schedulers at the same instants: every head one digest of two asks, then one of the third."""
    await begin(db, duty("a", FIRST), duty("b", FIRST), duty("c", {"day": "9"}), units=60)
    context = multiprocessing.get_context("spawn")
    start, out = context.Barrier(3), context.Queue()
    moments = [MONDAY, MONDAY + 7 * DAY]
    workers = [context.Process(target=tick_in_process, args=(db_url, start, moments, out)) for _ in range(3)]
    for worker in workers:
        worker.start()
    results = [out.get(timeout=120) for _ in workers]
    for worker in workers:
        worker.join()
    assert [sum(result[place] for result in results) for place in range(2)] == [120, 60]
    said = await db.run(told)
    per_person: dict[int | None, list[str]] = defaultdict(list)
    for message in said:
        per_person[message.person_id].append(message.purpose)
    assert set(map(tuple, per_person.values())) == {("digest", "duty:c")}


# --- over random weeks ---
RHYTHMS = st.one_of(
    st.builds(
        lambda d, h: {"day_of_week": d, "hour": h}, st.sampled_from(["mon", "wed", "thu", "sun"]), st.integers(8, 20)
    ),
    st.builds(lambda d, h: {"day": str(d), "hour": h}, st.integers(1, 28), st.integers(8, 20)),
)
WINDOWS = st.sampled_from(
    [{"due": 0}, {"due": 3}, {"due": 9}, {"due": "month_end", "late_days": 5}, {"due": "week_end"}]
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asks=st.lists(st.tuples(RHYTHMS, WINDOWS, st.booleans()), min_size=1, max_size=4),
    slots=st.lists(st.tuples(st.none() | st.integers(0, 6), st.none() | st.integers(9, 19)), min_size=2, max_size=2),
    stop=st.integers(0, 12),
)
async def test_one_digest_a_week_and_everything_told_once(
    db: Database, asks: list[tuple[dict[str, Any], dict[str, Any], bool]], slots: list[tuple[Any, Any]], stop: int
) -> None:
    """Over six weeks of random duties and digest times, with a standstill: apart from urgent ones and those due soon
    nobody is told twice in an ISO week, and every task that was open past its digest was told exactly once."""
    await db.run(forget_all)
    duties = [
        duty(f"d{n}", rhythm, per="day", window=window, urgent=urgent and n > 0, catch_up="all")
        for n, (rhythm, window, urgent) in enumerate(asks)
    ]
    begun = BEGUN
    await begin(db, *duties)

    def choose(session: Session) -> None:
        heads = session.exec(select(Post.person_id).where(Post.role == UNIT_HEAD).order_by(col(Post.person_id))).all()
        for person_id, (day, hour) in zip(heads, slots, strict=True):
            person = session.get_one(Person, person_id)
            person.digest_day, person.digest_hour = day, hour
            session.add(person)

    await db.run(choose)
    now: datetime | None = begun
    while now is not None and now < begun + timedelta(weeks=6):
        await db.run(tick, now, ZONE)
        await sent(db)
        now = await db.read(next_moment, now, ZONE)
        if now is not None and begun + timedelta(days=20) < now < begun + timedelta(days=20 + stop):
            now = begun + timedelta(days=20 + stop)
    await db.run(check_weeks, begun + timedelta(weeks=6))


def forget_all(session: Session) -> None:
    """An empty database, but for its tables."""
    for table in reversed(SQLModel.metadata.sorted_tables):
        if table.name in {
            "message",
            "prompt",
            "task",
            "duty",
            "post",
            "address",
            "name_word",
            "person",
            "grid",
            "audit",
        }:
            session.execute(table.delete())


def check_weeks(session: Session, end: datetime) -> None:
    """What the property says."""
    urgent = set(session.exec(select(Duty.key).where(col(Duty.urgent))).all())
    weeks: dict[tuple[int, str], set[int | None]] = defaultdict(set)
    listed = [id_ for m in told(session) for id_ in m.facts.get("tasks", [])]
    listed += [int(m.subject.removeprefix("task:")) for m in told(session) if m.subject.startswith("task:")]
    # What fell due and was over while the program was stopped was never asked.
    assert len(listed) == len(set(listed)) and bool(listed) == bool(session.exec(select(Task).limit(1)).first())
    for task in all_tasks(session):
        if task.person_id is None:
            continue
        assert (task.asked_at is not None) == (task.id in listed)
        person = session.get_one(Person, task.person_id)
        slot = Slot(person.digest_day, person.digest_hour)
        upcoming = [slot.moment(monday_of(task.opens_at, ZONE) + timedelta(weeks=n), ZONE) for n in range(2)]
        if task.asked_at is None:
            # It waits for a digest that has not come yet, or the standstill outlasted it.
            assert task.accept_until < end or max(upcoming) >= end
            continue
        monday = monday_of(task.asked_at, ZONE)
        following = slot.moment(monday + timedelta(weeks=1), ZONE)
        this = slot.moment(monday, ZONE)
        soon = task.due_at < (this if task.asked_at < this else following) + SOON or task.due_at < following + SOON
        if task.duty_key not in urgent and not soon:
            weeks[task.person_id, week_name(monday)].add(task.telling)
    assert all(len(tellings) == 1 for tellings in weeks.values())


async def test_nothing_pending_is_one_look(db: Database) -> None:
    """When nobody waits for anything the sweep asks the database once."""
    await begin(db)
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda c, cur, statement, *rest: statements.append(statement))
    assert await db.run(tell_new, MONDAY, ZONE) == 0
    assert len([one for one in statements if "SELECT" in one]) == 1
    assert digests.week_name(monday_of(MONDAY, ZONE)) == "2026-W45"
