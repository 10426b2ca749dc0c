"""Lanes: who may send, what goes again, and what follows a chat that moved."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from messages.delivery import LANE, Delivery
from messages.forms import Outcome, Outgoing
from models import processes
from models.db import Database
from models.leases import LEASE, Lease, release_all, share_out
from models.outbox import ALERT, BROADCAST, QUEUED, REPLY, SENT, UNCERTAIN
from models.people import TELEGRAM
from models.sending import CARE_TRIES, claim
from tests.office import HOUR, SENT_OK, Post, until

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
LANES = [f"{LANE}bot{number}" for number in range(10)]


def nobody_ended(name: str) -> bool:
    """All processes live."""
    return False


@pytest.mark.parametrize("more", [{"priority": ALERT}, {"priority": REPLY}, {"care": True}])
async def test_a_care_message_that_may_have_arrived_goes_again_and_says_so(office: Post, more: dict[str, Any]) -> None:
    """After a time-out an alert, an answer, what a duty asks is sent again, marked; in the end a person must look."""
    who = await office.person("1001")
    office.telegram.script = lambda message: Outcome("uncertain", reason="timed out")
    await office.say(who, "停水", **more)
    await office.delivery.drain()
    assert (await office.only()).state == QUEUED
    for _ in range(6):
        office.clock.advance(HOUR / 30)
        await office.delivery.drain()
    marks = [message.text.startswith("【重发】") for message in office.telegram.sent]
    assert marks == [False] + [True] * (CARE_TRIES - 1)
    assert (await office.only()).state == UNCERTAIN


async def test_what_a_dead_process_had_claimed_goes_at_once(office: Post) -> None:
    """Where the end of a process can be seen, the next one does not wait for its claims to run out."""
    await office.person("1001")
    await office.answer("1001", "答")
    await office.db.run(share_out, "dead", [f"{LANE}{TELEGRAM}", f"{LANE}sms"], office.clock.now(), nobody_ended)
    await office.db.run(claim, TELEGRAM, 10, office.clock.now(), office.zone, [TELEGRAM])
    before = processes.has_ended
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("messages.delivery.has_ended", lambda name: name == "dead" or before(name))
        running = asyncio.create_task(office.delivery.run())
        await until(lambda: bool(office.telegram.sent))
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert office.telegram.sent[0].text.startswith("【重发】")


async def test_an_edit_that_goes_again_is_not_marked(office: Post) -> None:
    """Taking the place of the same message twice shows nobody a double."""
    who = await office.person("1001")
    outcomes = iter([Outcome("uncertain", reason="timed out"), SENT_OK])
    office.telegram.script = lambda message: next(outcomes)
    await office.answer("1001", "已记", person_id=who, edits="77")
    await office.delivery.drain()
    office.clock.advance(HOUR / 30)
    await office.delivery.drain()
    assert [message.text for message in office.telegram.sent] == [office.telegram.sent[0].text] * 2
    assert (await office.only()).state == SENT


async def test_a_chat_that_moved_is_followed(office: Post) -> None:
    """A group that became a supergroup: this message and all that waits go to the new address, once each."""
    who = await office.person("-5")

    def script(message: Outgoing) -> Outcome:
        return Outcome("moved", "-1005", "migrated") if message.to == "-5" else SENT_OK

    office.telegram.script = script
    await office.say(who, "一")
    await office.say(who, "二", not_before=office.clock.now() + HOUR / 2, channel=TELEGRAM, to="-5")
    await office.delivery.drain()
    assert [message.to for message in office.telegram.sent] == ["-5", "-1005"]
    assert await office.ways() == {"-1005": ("active", None)}
    office.clock.advance(HOUR / 2)
    await office.delivery.drain()
    assert [message.to for message in office.telegram.sent] == ["-5", "-1005", "-1005"]
    assert {row.state for row in await office.rows()} == {SENT}


async def test_a_chat_that_keeps_moving_is_given_up(office: Post) -> None:
    """Two addresses that name each other end after a bounded number of tries."""
    who = await office.person("-5")
    office.telegram.script = lambda message: Outcome("moved", "-6" if message.to == "-5" else "-5", "migrated")
    await office.say(who)
    for _ in range(20):
        await office.delivery.drain()
    assert len(office.telegram.sent) <= 8 and (await office.only()).state not in (QUEUED, SENT)


async def test_only_what_is_urgent_is_claimed_when_asked_so(office: Post) -> None:
    """A lane that is full of a broadcast still takes alerts and replies, and those first."""
    who = await office.person("1001")
    for number, priority in enumerate((BROADCAST, REPLY, ALERT, BROADCAST)):
        await office.say(who, str(number), priority=priority, channel=TELEGRAM, to="1001")
    claims, _ = await office.db.run(claim, TELEGRAM, 10, office.clock.now(), office.zone, [TELEGRAM], REPLY)
    assert [one.priority for one in claims] == [ALERT, REPLY]


async def test_one_process_sends_and_the_next_takes_over(office: Post) -> None:
    """Of two processes one owns the lane, so that its pace holds; when it ends the other goes on."""
    first, second = office.delivery, office.another()
    running = asyncio.create_task(first.run())
    await office.person("1001")
    await office.answer("1001", "一")
    first.wake()
    await until(lambda: len(office.telegram.sent) == 1)
    standing_by = asyncio.create_task(second.run())
    await until(lambda: second._lanes[TELEGRAM].mine_until is not None)
    assert await owners(office) == {first._owner}
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await second._share()
    assert await owners(office) == {second._owner}
    await office.answer("1001", "二")
    second.wake()
    await until(lambda: len(office.telegram.sent) == 2)
    standing_by.cancel()
    await asyncio.gather(standing_by, return_exceptions=True)


async def test_what_a_lost_lane_has_claimed_nothing_more_of(office: Post) -> None:
    """A process whose leases could not be renewed claims nothing, until it has them again."""
    delivery: Delivery = office.delivery
    lane = delivery._lanes[TELEGRAM]
    lane.mine_until = 0.0
    await office.say(await office.person("1001"))
    assert await lane.drain() == 0 and not office.telegram.sent
    lane.mine_until = None
    assert await lane.drain() == 1


async def test_owners_get_equally_many(db: Database) -> None:
    """One process owns ten lanes; a second gets half of them, a third its third; none is owned twice or left over."""

    def share(session: Session, owner: str) -> set[str]:
        return share_out(session, owner, LANES, NOW, nobody_ended)[0]

    assert await db.run(share, "a") == set(LANES)
    assert await db.run(share, "b") == set()
    assert len(await db.run(share, "a")) == 5
    held = {owner: await db.run(share, owner) for owner in "ba"}
    assert [len(held[owner]) for owner in "ab"] == [5, 5] and held["a"] | held["b"] == set(LANES)
    for _ in range(3):
        held = {owner: await db.run(share, owner) for owner in "abc"}
    assert sorted(len(names) for names in held.values()) in ([2, 4, 4], [3, 3, 4])
    assert set().union(*held.values()) == set(LANES) and sum(map(len, held.values())) == 10


async def test_what_a_dead_process_held_is_free_at_once_or_after_its_lease(db: Database) -> None:
    """Where the end of a process can be seen its lanes are taken over at once, else when its leases run out."""

    def share(session: Session, owner: str, ended: bool, later: timedelta) -> int:
        mine, orphaned = share_out(session, owner, LANES, NOW + later, lambda name: ended and name == "a")
        assert orphaned == (mine if ended else set())
        return len(mine)

    assert await db.run(share, "a", False, timedelta()) == 10
    assert await db.run(share, "b", False, timedelta()) == 0
    assert await db.run(share, "b", True, timedelta()) == 10
    await db.run(release_all, "b", NOW)
    assert await db.run(share, "c", False, timedelta()) == 10
    assert await db.run(share, "d", False, LEASE + timedelta(seconds=1)) == 10


@pytest.fixture(scope="module")
def shares(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database for many histories."""
    path = tmp_path_factory.mktemp("shares") / "shares.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}", durable=False)
    yield database
    database.engine.dispose()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 30), st.booleans()), max_size=30))
def test_no_lane_has_two_owners(shares: Database, steps: list[tuple[str, int, bool]]) -> None:
    """Whatever processes come, go and fall silent, no lane is owned by two at one moment."""
    shares.run_now(lambda session: session.execute(delete(Lease)))
    now, believed = NOW, dict[str, dict[str, datetime]]()
    for owner, seconds, leaves in steps:
        now += timedelta(seconds=seconds)
        if leaves:
            shares.run_now(release_all, owner, now)
            believed.pop(owner, None)
            continue
        held, _ = shares.run_now(share_out, owner, LANES, now, nobody_ended)
        believed[owner] = {name: now + LEASE for name in held}
        others = [lanes for other, lanes in believed.items() if other != owner]
        assert not [name for name in held for lanes in others if lanes.get(name, now) > now]


async def owners(office: Post) -> set[str]:
    """Who owns lanes now."""
    lanes = select(Lease.owner).where(col(Lease.name).startswith(LANE), col(Lease.until) > office.clock.now())
    return set(await office.db.read(lambda session: session.exec(lanes).all()))


async def test_an_idle_lane_outlasts_a_moment_without_the_database(
    office: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most of the time there is nothing to send: a look that fails then is no reason to end the program."""
    monkeypatch.setattr("messages.lane.TICK_SECONDS", 0.01)
    read, looks = office.db.read, 0

    async def sometimes(rule: Any, *args: Any) -> Any:
        nonlocal looks
        looks += 1
        if looks <= 3:
            raise OperationalError("SELECT", {}, Exception("the server closed the connection"))
        return await read(rule, *args)

    monkeypatch.setattr(office.db, "read", sometimes)
    running = asyncio.create_task(office.delivery.run())
    await until(lambda: looks > 6 or running.done())
    alive = not running.done()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert alive
