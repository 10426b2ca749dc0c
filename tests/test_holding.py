"""The guards at the moment a message leaves: quiet hours, caps, the SMS budget and the stop, on both databases."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from messages.flights import MAX_PAUSE
from messages.forms import Outcome
from models.budget import NO_BUDGET, account, segments_used, set_monthly, warn_of_budget
from models.db import table_of
from models.grid import Grid
from models.holding import CAP, QUIET
from models.outbox import ALERT, CANCELLED, EXPIRED, QUEUED, REPLY, SENT, UNCERTAIN, Message, message_row
from models.pausing import pause, resume
from models.people import SMS, TELEGRAM
from models.posts import COORDINATOR, appoint
from models.sending import claim, due
from tests.office import HOUR, Post
from tests.races import overlapping

DAY = timedelta(days=1)
ELDER, OTHER = "+8613900000001", "+8613900000002"


def at(office: Post, hour: int, minute: int = 0, day: int = 2) -> datetime:
    """A moment of November 2026 in the community."""
    return datetime(2026, 11, day, hour, minute, tzinfo=office.zone)


async def coordinator(office: Post, *ways: str) -> int:
    """Somebody who hears what the guards do."""
    who = await office.person(*ways)

    def post(session: Session) -> None:
        root = Grid(code="C", name="社区", level=1, path="/C/")
        session.add(root)
        session.flush()
        appoint(session, root, COORDINATOR, who, at(office, 0).date(), office.clock.now())

    await office.db.run(post)
    return who


async def states(office: Post) -> list[tuple[str, str | None]]:
    """(state, error) of every message, oldest first."""
    return [(row.state, row.error) for row in await office.rows()]


async def test_at_night_everything_but_alerts_and_answers_waits_for_the_morning(office: Post) -> None:
    """Elders' messages leave at 08:30, others at 07:30; an alert and an answer leave at once."""
    young, elder = await office.person("1001"), await office.person(ELDER)
    office.clock.move_to(at(office, 22))
    for who in (young, elder):
        await office.say(who, "公告", expires_at=office.clock.now() + DAY)
    await office.say(elder, "警报", priority=ALERT)
    await office.answer("1001", "回答", person_id=young)
    assert await office.delivery.drain() == 2
    waiting = [row for row in await office.rows() if row.state == QUEUED]
    assert [(row.not_before, row.error) for row in waiting] == [
        (at(office, 7, 30, 3), QUIET), (at(office, 8, 30, 3), QUIET),
    ]  # fmt: skip
    assert not await office.db.read(due, [TELEGRAM, SMS], office.clock.now())  # it is not looked at all night
    office.clock.move_to(at(office, 7, 29, 3))
    assert await office.delivery.drain() == 0
    office.clock.move_to(at(office, 7, 30, 3))
    assert await office.delivery.drain() == 1
    office.clock.move_to(at(office, 8, 30, 3))
    assert await office.delivery.drain() == 1
    assert await states(office) == [(SENT, None)] * 4


async def test_what_is_stale_in_the_morning_is_not_sent(office: Post) -> None:
    """A message for the evening that could not leave before the night ends as expired, and says what held it."""
    elder = await office.person(ELDER)
    office.clock.move_to(at(office, 19, 30))
    await office.say(elder, "今晚停水", expires_at=office.clock.now() + 2 * HOUR)
    await office.delivery.drain()
    office.clock.move_to(at(office, 8, 30, 3))
    assert await office.delivery.drain() == 0
    assert await states(office) == [(EXPIRED, QUIET)] and office.sms.sent == []


async def test_consent_is_asked_by_day(office: Post) -> None:
    """Not even the question for consent wakes an elder."""
    elder = await office.person(ELDER, consent=False)
    office.clock.move_to(at(office, 20))
    await office.say(elder, "可以吗", purpose="consent", expires_at=office.clock.now() + DAY)
    assert await office.delivery.drain() == 0
    office.clock.move_to(at(office, 9, 0, 3))
    assert await office.delivery.drain() == 1


async def test_a_stuck_schedule_sends_nobody_two_thousand_messages(office: Post) -> None:
    """2,000 of one kind to one person: three arrive, the rest is cancelled, and a coordinator hears it once, in a line.

    The next day has a cap of its own.
    """
    await coordinator(office, "9")
    who = await office.person("1001", ELDER)

    now = office.clock.now()

    def stuck(session: Session) -> None:
        rows = [
            message_row(now, "test", str(number), "broadcast-text", {"text": "又来"}, now + HOUR, person_id=who)
            for number in range(2000)
        ]
        session.connection().execute(table_of(Message).insert(), rows)

    await office.db.run(stuck)
    while await office.delivery.drain():
        pass
    mine = [row for row in await office.rows() if row.person_id == who]
    assert Counter((row.state, row.error) for row in mine) == {(SENT, None): 3, (CANCELLED, CAP): 1997}
    assert len(office.telegram.sent) == 4 and office.sms.sent == []
    (told,) = [message.text for message in office.telegram.sent if message.to == "9"]
    assert "王芳" in told and "\n" not in told
    office.clock.advance(DAY)
    await office.say(who, "次日")
    assert await office.delivery.drain() == 1


async def test_twelve_in_all_on_one_day_but_answers_and_alerts_do_not_count(office: Post) -> None:
    """Of five kinds, three each, twelve arrive; answers and alerts arrive beside them and after them."""
    who = await office.person("1001")
    for number in range(3):
        await office.answer("1001", f"答{number}", person_id=who)
        await office.say(who, f"警报{number}", priority=ALERT)
    for key in ("broadcast-text", "cancelled", "you-are-welcome", "nothing-to-cancel", "migrated"):
        for number in range(3):
            await office.say(who, f"{key}{number}", key=key)
    await office.delivery.drain()
    kinds = Counter((row.priority, row.state) for row in await office.rows() if row.key != "migrated")
    assert kinds == {(REPLY, SENT): 3, (ALERT, SENT): 3, (2, SENT): 12}
    assert {row.error for row in await office.rows() if row.key == "migrated"} == {CAP}
    await office.answer("1001", "还答", person_id=who)
    await office.say(who, "再警报", priority=ALERT)
    assert await office.delivery.drain() == 2


async def test_what_may_have_arrived_counts_for_the_cap(office: Post) -> None:
    """A message of unknown fate may be the third one."""
    who = await office.person("1001")
    office.telegram.script = lambda message: Outcome("uncertain", reason="timeout")
    for number in range(3):
        await office.say(who, str(number))
    await office.delivery.drain()
    office.clock.advance(HOUR / 2)  # the lane rests after so many failures
    await office.say(who, "第四条")
    await office.delivery.drain()
    assert [state for state, _ in await states(office)] == [UNCERTAIN] * 3 + [CANCELLED]


@pytest.mark.parametrize("seed", range(4))
async def test_caps_hold_over_random_days_and_several_lanes(office: Post, seed: int) -> None:
    """Two channels, three deliveries at once, failures and falling back: nobody gets more than a day's cap."""
    draw = random.Random(seed)
    who = [await office.person(f"{chat}", f"+86139000000{chat}") for chat in (11, 12)]
    office.telegram.script = lambda message: draw.choice(
        [Outcome("sent", "t"), Outcome("rejected", reason="no"), Outcome("uncertain", reason="?")]
    )
    deliveries = [office.delivery, office.another(), office.another()]
    for day in range(3):
        office.clock.move_to(at(office, 10, 0, 3 + day))
        for number in range(30):
            way = draw.choice([{}, {"channel": SMS, "to": f"+86139000000{11 + number % 2}"}])
            await office.say(
                who[number % 2], f"{day}-{number}", key=draw.choice(["cancelled", "you-are-welcome"]), **way
            )
        await asyncio.gather(*(one.drain() for one in deliveries))
        while await office.delivery.drain():
            pass
        while any(row.state == QUEUED for row in await office.rows()):  # a lane rests when three in a row failed
            office.clock.advance(MAX_PAUSE)
            await office.delivery.drain()
    rows = [row for row in await office.rows() if row.state in (SENT, UNCERTAIN)]
    days = Counter((row.person_id, row.key, row.not_before.date()) for row in rows)
    assert days and max(days.values()) <= 3
    assert not [row for row in await office.rows() if row.state in (QUEUED, EXPIRED)]


async def test_segments_are_on_the_row_and_in_the_account(office: Post) -> None:
    """A long SMS is two segments, Telegram none, an undecided SMS counts; a month later the account begins anew."""
    elder, other, young = await office.person(ELDER), await office.person(OTHER), await office.person("1001")
    await office.say(elder, "水" * 80, subject="elder")
    await office.say(young, "水" * 80, subject="young")
    await office.delivery.drain()
    office.sms.script = lambda message: Outcome("uncertain", reason="timeout")
    await office.say(other, "短")
    await office.delivery.drain()
    assert [row.segments for row in await office.rows()] == [2, 0, 1]
    now = office.clock.now()
    month = await office.db.read(account, now, office.zone)
    assert (month.segments, month.spent, month.budget) == (3, Decimal("0.90"), None)
    assert await office.db.read(segments_used, now + 30 * DAY, office.zone) == 0


async def test_without_money_only_alerts_and_answers_go_by_sms(office: Post) -> None:
    """The budget of two segments sends two; then the rest takes Telegram where there is one, or waits for next month.

    Coordinators are told at 80 % and at the end, once each; a higher budget lets what waits go.
    """
    boss = await coordinator(office, "9")
    elders = [await office.person(f"+861390000000{n}") for n in range(4)]
    both = await office.person("+8613900000009", "1009")
    now = office.clock.now()
    await office.db.run(set_monthly, Decimal("0.60"), now, boss)
    later = now + 40 * DAY
    for who in elders:
        await office.say(who, "公告", subject=str(who), expires_at=later)
    await office.say(both, "公告", subject="both", expires_at=later)
    await office.delivery.drain()
    assert [row.state for row in await office.rows()] == [SENT, SENT, QUEUED, QUEUED, SENT]
    waiting = [(row.not_before, row.error) for row in await office.rows() if row.state == QUEUED]
    assert waiting == [(at(office, 0).replace(month=12, day=1), NO_BUDGET)] * 2
    assert [message.to for message in office.telegram.sent] == ["1009"]
    await office.say(elders[3], "警报", priority=ALERT)
    assert await office.delivery.drain() == 1
    assert await office.db.run(warn_of_budget, now, office.zone) == 1
    assert await office.db.run(warn_of_budget, now, office.zone) == 0
    await office.delivery.drain()
    assert "预算" in office.telegram.sent[-1].text and office.telegram.sent[-1].to == "9"
    await office.db.run(set_monthly, Decimal("1.20"), now, boss)
    await office.delivery.drain()
    assert [row.state for row in await office.rows()].count(QUEUED) == 1  # three segments were spent, one was left
    assert (await office.db.read(account, now, office.zone)).percent == 100


async def test_coordinators_hear_at_eighty_percent(office: Post) -> None:
    """Four of five segments: the warning comes before the stop, and names what is spent."""
    await coordinator(office, "9")
    now = office.clock.now()
    await office.db.run(set_monthly, Decimal("1.50"), now, None)
    for number in range(4):
        assert await office.db.run(warn_of_budget, now, office.zone) == 0
        await office.say(await office.person(f"+861390000000{number}"), "公告", subject=str(number))
        await office.delivery.drain()
    assert await office.db.run(warn_of_budget, now, office.zone) == 1
    await office.delivery.drain()
    assert "80%" in office.telegram.sent[-1].text


async def test_what_waits_for_money_goes_next_month(office: Post) -> None:
    """One SMS a month: the second leaves on the first day of the next one, when the hours begin."""
    await office.db.run(set_monthly, Decimal("0.30"), office.clock.now(), None)
    for number in (1, 2):
        elder = await office.person(f"+861390000000{number}")
        await office.say(elder, "公告", subject=str(number), expires_at=office.clock.now() + 40 * DAY)
    assert await office.delivery.drain() == 1
    first = at(office, 0).replace(month=12, day=1)
    for hour, went in ((-1, 0), (0, 0), (8, 0), (8.5, 1), (9, 0)):
        office.clock.move_to(first + hour * HOUR)
        assert await office.delivery.drain() == went
    assert await office.db.read(segments_used, office.clock.now(), office.zone) == 1


async def test_a_budget_of_nothing_stops_sms_and_none_lets_it_go(office: Post) -> None:
    """0 means no SMS but alerts and answers; no budget means no limit."""
    elder = await office.person(ELDER)
    await office.db.run(set_monthly, Decimal("0"), office.clock.now(), None)
    await office.say(elder, "公告", expires_at=office.clock.now() + 40 * DAY)
    assert await office.delivery.drain() == 0
    await office.db.run(set_monthly, None, office.clock.now(), None)
    assert await office.delivery.drain() == 1


async def test_a_stop_keeps_everything_and_every_process_sees_it(office: Post) -> None:
    """While sending is stopped only answers leave, whoever delivers; afterwards all that is not stale goes."""
    young, elder = await office.person("1001"), await office.person(ELDER)
    now = office.clock.now()
    assert await office.db.run(pause, now, None, "", "发错了")
    assert not await office.db.run(pause, now, None, "", "又按了一次")
    for who in (young, elder):
        await office.say(who, "公告", subject=str(who), expires_at=now + DAY)
    await office.say(young, "警报", priority=ALERT)
    await office.say(young, "马上", expires_at=now + HOUR)
    await office.answer("1001", "回答", person_id=young)
    for delivery in (office.delivery, office.another()):
        await delivery.drain()
    assert [row.state for row in await office.rows()] == [QUEUED] * 4 + [SENT]
    assert not await office.db.read(due, [TELEGRAM, SMS], now)
    office.clock.advance(2 * HOUR)
    await office.delivery.drain()
    left = await office.db.run(resume, office.clock.now(), None, "")
    assert left is not None and (left.waiting, left.expired) == (2, 2)
    assert await office.db.run(resume, office.clock.now(), None, "") is None
    assert await office.delivery.drain() == 2
    assert [row.state for row in await office.rows()] == [SENT, SENT, EXPIRED, EXPIRED, SENT]
    assert await office.db.run(pause, office.clock.now(), None, "", "")  # and once more, for the same row


async def test_two_lanes_at_one_person_share_the_cap(office: Post) -> None:
    """Telegram's lane and the SMS lane claim at the same moment: three messages leave, not six."""
    who = await office.person("1001", ELDER)
    for number in range(6):
        way = {"channel": TELEGRAM, "to": "1001"} if number % 2 else {"channel": SMS, "to": ELDER}
        await office.say(who, str(number), **way)
    now = office.clock.now()

    def taking(lane: str) -> Callable[[Session], int]:
        return lambda session: len(claim(session, lane, 10, now, office.zone, [TELEGRAM, SMS])[0])

    both = await asyncio.to_thread(overlapping, office.db, taking(TELEGRAM), taking(SMS))
    assert both == (3, 0)


async def test_two_who_stop_at_the_same_moment_stop_once(office: Post) -> None:
    """One of them did it; the other one hears that it was done."""
    now = office.clock.now()

    def stop(session: Session) -> bool:
        return pause(session, now, None, "", "")

    assert await asyncio.to_thread(overlapping, office.db, stop, stop) == (True, False)
