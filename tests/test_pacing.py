"""When messages may leave: the schedule by itself, and who gets its places."""

import asyncio
import random
from collections import defaultdict

from messages.channels.telegram import TelegramChannel
from messages.pacing import RealTime, Schedule
from models.outbox import ALERT, BROADCAST, REPLY


def test_thirty_a_second_without_a_burst() -> None:
    """Asked for as fast as can be, the schedule lets 30 a second leave, and never 32 in any second."""
    schedule, now = Schedule(30.0, lambda chat: 1.0), 1000.0
    left = []
    for _ in range(900):
        now += schedule.wait(now)
        left.append(now)
    assert 29.9 <= len(left) / (left[-1] - left[0]) <= 30.1
    assert most_in_a_second(left) <= 31


def test_small_delays_do_not_add_up() -> None:
    """A loop that is late by some milliseconds each time still reaches its rate; after a pause there is no burst."""
    schedule, now = Schedule(30.0, lambda chat: 1.0), 1000.0
    left = []
    for number in range(900):
        now += schedule.wait(now) + 0.004
        now += 5 if number == 450 else 0
        left.append(now)
    assert 450 / (left[449] - left[0] + 1 / 30) >= 29.5
    assert most_in_a_second(left) <= 31


def test_one_a_second_to_one_chat() -> None:
    """Each chat has its own turn, others do not wait for it, and chats that are long done are forgotten."""
    schedule = Schedule(30.0, lambda chat: 1.0)
    assert [schedule.chat_wait(10.0, "a") for _ in range(3)] == [0.0, 1.0, 2.0]
    assert schedule.chat_wait(10.0, "b") == 0.0
    assert schedule.chat_wait(20.0, "a") == 0.0
    for chat in range(10_000):
        schedule.chat_wait(30.0 + chat, str(chat))
    assert len(schedule._chats) < 5000


async def test_the_most_urgent_gets_the_next_place() -> None:
    """An alert and a reply that come while a broadcast waits go before all of it that has not left."""
    pace, left, begun = RealTime(Schedule(200.0, lambda chat: 1000.0)), list[str](), asyncio.Event()

    async def leave(name: str, priority: int) -> None:
        async with pace.turn(name, priority):
            left.append(name)
            if len(left) == 3:
                begun.set()

    async with asyncio.TaskGroup() as group:
        for number in range(20):
            group.create_task(leave(f"broadcast {number}", BROADCAST))
        await begun.wait()
        group.create_task(leave("reply", REPLY))
        group.create_task(leave("alert", ALERT))
    assert left.index("alert") < left.index("reply") < 7
    assert [name for name in left if name.startswith("broadcast")] == [f"broadcast {number}" for number in range(20)]


async def test_whoever_gives_up_waiting_costs_nobody_a_place() -> None:
    """A message that is cancelled while it waits lets the next one go in its place."""
    pace = RealTime(Schedule(200.0, lambda chat: 1000.0))

    async def leave(name: str, priority: int) -> None:
        async with pace.turn(name, priority):
            pass

    await leave("first", BROADCAST)
    gone = asyncio.create_task(leave("gone", ALERT))
    waiting = asyncio.create_task(leave("waiting", BROADCAST))
    await asyncio.sleep(0)
    gone.cancel()
    async with asyncio.timeout(10):
        await waiting
    assert gone.cancelled()


async def test_what_is_held_up_on_the_way_leaves_no_crowd_behind() -> None:
    """Arrivals bunch when answers are late; counted until a second after its answer, no second has more than 31."""
    schedule, arrived = Schedule(30.0, lambda chat: 1000.0), list[float]()
    pace, time, delays = RealTime(schedule), asyncio.get_running_loop().time, random.Random(3)

    async def send(number: int) -> None:
        async with pace.turn(str(number), BROADCAST):
            await asyncio.sleep(0.3 if 40 <= number < 60 else delays.uniform(0, 0.01))
            arrived.append(time())

    async with asyncio.TaskGroup() as group:
        for number in range(120):
            group.create_task(send(number))
    assert len(arrived) == 120
    assert most_in_a_second(sorted(arrived)) <= schedule.most == 31


async def test_as_many_as_are_on_their_way_hold_the_rest_back() -> None:
    """When nobody answers, 31 are under way and the next one waits for an answer, then for its second."""
    now = [1000.0]
    pace = RealTime(Schedule(30_000.0, lambda chat: 1e9), time=lambda: now[0])
    pace._schedule.most = 2
    turns = [pace.turn(str(number), BROADCAST) for number in range(3)]
    for turn in turns[:2]:
        await turn.__aenter__()
    third = asyncio.create_task(turns[2].__aenter__())
    await asyncio.sleep(0)
    assert pace._timer is None
    await turns[0].__aexit__(None, None, None)
    assert pace._timer is not None and pace._crowded(now[0]) == 1.0
    pace._timer.cancel()
    now[0] += 1.0
    pace._timer = None
    pace._take_place()
    async with asyncio.timeout(10):
        await third
    await turns[1].__aexit__(None, None, None)
    await turns[2].__aexit__(None, None, None)


def test_a_group_gets_twenty_a_minute() -> None:
    """Telegram lets a bot say twenty things a minute in a group, and one a second to a person."""
    channel = TelegramChannel("1:test", "http://127.0.0.1:9/bot")
    schedule = Schedule(30.0, channel.per_chat)
    assert [round(schedule.chat_wait(10.0, "-100") + 0.0, 3) for _ in range(3)] == [0.0, 3.0, 6.0]
    assert [schedule.chat_wait(10.0, "1001") for _ in range(2)] == [0.0, 1.0]


def most_in_a_second(left: list[float]) -> int:
    """The most moments that lie within one second."""
    counts: dict[int, int] = defaultdict(int)
    for place, start in enumerate(left):
        counts[place] = sum(1 for at in left[place : place + 40] if at < start + 1.0 - 1e-9)
    return max(counts.values())
