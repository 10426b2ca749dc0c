"""When messages may leave: the schedule by itself, and who gets its places."""

import asyncio
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
        await pace.turn(name, priority)
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
    await pace.turn("first", BROADCAST)
    gone = asyncio.create_task(pace.turn("gone", ALERT))
    waiting = asyncio.create_task(pace.turn("waiting", BROADCAST))
    await asyncio.sleep(0)
    gone.cancel()
    async with asyncio.timeout(10):
        await waiting


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
