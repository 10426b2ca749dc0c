"""Delivery on both databases, over a channel that does as it is told."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from messages.flights import backoff
from messages.forms import Outcome, Outgoing
from models.outbox import (
    ALERT,
    BROADCAST,
    CANCELLED,
    DELIVERED,
    EXPIRED,
    FAILED,
    QUEUED,
    SENDING,
    SENT,
    UNCERTAIN,
    UNREACHED,
)
from models.people import ACTIVE, SMS, STOPPED, TELEGRAM, UNREACHABLE, Address, Person
from models.receipts import take_status
from models.sending import CLAIMED, Claim, Settled, claim, recover, settle
from tests.office import HOUR, SENT_OK, Post, until
from tests.races import overlapping


async def test_a_message_takes_the_preferred_address(office: Post) -> None:
    """It is sent once, in the channel's form, and the row knows where to and under which id."""
    who = await office.person("1001", "+8613900000001")
    await office.say(who, "停水")
    assert await office.delivery.drain() == 1
    assert await office.delivery.drain() == 0
    row = await office.only()
    assert (row.state, row.channel, row.to, row.provider_id) == (SENT, TELEGRAM, "1001", "telegram-1")
    assert row.sent_at == office.clock.now() and row.attempts == 1 and row.claimed_until is None
    assert [("停水" in message.text, message.to) for message in office.telegram.sent] == [(True, "1001")]


async def test_alerts_before_replies_before_the_rest(office: Post) -> None:
    """Whatever the order of queueing, the urgent leaves first."""
    who = [await office.person(str(chat)) for chat in range(1, 4)]
    await office.say(who[0], "公告", priority=BROADCAST)
    await office.answer("2", "回答", person_id=who[1])
    await office.say(who[2], "警报", priority=ALERT)
    await office.delivery.drain()
    # Alerts that come with a person need an address first, so all three are due in the same claim.
    assert [message.to for message in office.telegram.sent] == ["3", "2", "1"]


async def test_messages_to_one_chat_stay_in_order(office: Post) -> None:
    """Twenty replies to one chat arrive as they were given, while other chats go beside them."""
    for number in range(20):
        await office.answer("7", f"{number:02}")
        await office.answer(str(100 + number), f"x{number}")
    await office.delivery.drain()
    own = [message.text[-2:] for message in office.telegram.sent if message.to == "7"]
    assert own == [f"{number:02}" for number in range(20)]
    assert 1 < office.telegram.most_at_once <= 32


async def test_not_before_its_time_and_not_after_its_end(office: Post) -> None:
    """A message for later waits; one that expired is not sent any more."""
    who = await office.person("1001")
    now = office.clock.now()
    await office.say(who, "明天", not_before=now + HOUR, expires_at=now + 2 * HOUR)
    assert await office.delivery.drain() == 0
    office.clock.advance(HOUR)
    assert await office.delivery.drain() == 1
    await office.say(who, "过期", expires_at=office.clock.now())
    assert await office.delivery.drain() == 0
    assert [row.state for row in await office.rows()] == [SENT, EXPIRED]


@pytest.mark.parametrize(
    ("ways", "consent", "state", "reason"),
    [
        (["1001"], False, ACTIVE, "no consent"), ([], True, ACTIVE, "no address"), (["1001"], True, STOPPED, "stopped"),
        (["1001"], True, UNREACHABLE, "unreachable"), (["1001"], True, "pending", "no address"),
    ],
)  # fmt: skip
async def test_nobody_is_written_to_against_their_will(
    office: Post, ways: list[str], consent: bool, state: str, reason: str
) -> None:
    """Without consent, or without an address that works and was not stopped, the row says why nothing left."""
    who = await office.person(*ways, consent=consent, state=state)
    await office.say(who)
    assert await office.delivery.drain() == 0
    row = await office.only()
    assert (row.state, row.error, office.telegram.sent) == (UNREACHED, reason, [])


async def test_consent_may_be_asked_and_whoever_wrote_is_answered(office: Post) -> None:
    """The question for consent goes without it, a reply even to an address that said stop."""
    who = await office.person("+8613900000001", consent=False)
    await office.say(who, "可以吗", purpose="consent")
    await office.person("1001", state=STOPPED)
    await office.answer("1001", "已退订")
    assert await office.delivery.drain() == 2
    assert {row.state for row in await office.rows()} == {SENT}


async def test_consent_is_looked_at_again_when_it_leaves(office: Post) -> None:
    """What changed between the choice of the address and the sending counts: withdrawn consent, a stopped address."""
    first, second = await office.person("1001"), await office.person("1002", "+8613900000002")
    later = office.clock.now() + HOUR
    await office.say(first, "甲", not_before=later, channel=TELEGRAM, to="1001", expires_at=later + HOUR)
    await office.say(second, "乙", not_before=later, channel=TELEGRAM, to="1002", expires_at=later + HOUR)

    def change(session: Session) -> None:
        session.get_one(Person, first).consent_at = None
        session.exec(select(Address).where(Address.value == "1002")).one().state = STOPPED

    await office.db.run(change)
    office.clock.advance(HOUR)
    await office.delivery.drain()
    one, two = await office.rows()
    assert (one.state, one.error) == (UNREACHED, "no consent")
    assert (two.state, two.channel, two.to) == (SENT, SMS, "+8613900000002")


async def test_permanent_failure_marks_the_address_and_falls_back(office: Post) -> None:
    """A blocked chat is unreachable from then on, and the message reaches the person by SMS."""
    who = await office.person("1001", "+8613900000001")
    office.telegram.script = lambda message: Outcome("permanent", reason="blocked")
    await office.say(who, "停水")
    await office.delivery.drain()
    row = await office.only()
    assert (row.state, row.channel, row.error) == (SENT, SMS, None)
    assert await office.ways() == {"1001": (UNREACHABLE, "blocked"), "+8613900000001": (ACTIVE, None)}
    await office.say(who, "来水")
    await office.delivery.drain()
    assert (len(office.telegram.sent), len(office.sms.sent)) == (1, 2)


async def test_permanent_failure_without_another_address(office: Post) -> None:
    """Somebody must be told in person: unreached, with the reason; STOP at the gateway is mirrored."""
    who = await office.person("+8613900000001")
    office.sms.script = lambda message: Outcome("permanent", reason="stopped")
    await office.say(who)
    await office.delivery.drain()
    row = await office.only()
    assert (row.state, row.error) == (UNREACHED, "stopped")
    assert await office.ways() == {"+8613900000001": (STOPPED, "stopped")}


async def test_a_reply_goes_nowhere_else(office: Post) -> None:
    """An answer belongs to the chat that asked: when that is gone, it fails."""
    who = await office.person("1001", "+8613900000001")
    office.telegram.script = lambda message: Outcome("permanent", reason="blocked")
    await office.answer("1001", person_id=who)
    await office.delivery.drain()
    assert (await office.only()).state == FAILED and office.sms.sent == []


async def test_a_rejected_message_spares_the_address(office: Post) -> None:
    """When it is the message that is refused, another channel is tried and the address stays good."""
    who = await office.person("1001", "+8613900000001")
    office.telegram.script = lambda message: Outcome("rejected", reason="400")
    await office.say(who)
    await office.delivery.drain()
    assert (await office.only()).channel == SMS
    assert (await office.ways())["1001"] == (ACTIVE, None)


async def test_two_channels_that_reject_do_not_play_ping_pong(office: Post) -> None:
    """A message both channels refuse ends as failed after a bounded number of tries."""
    who = await office.person("1001", "+8613900000001")
    office.telegram.script = office.sms.script = lambda message: Outcome("rejected", reason="400")
    await office.say(who)
    await office.delivery.drain()
    assert (await office.only()).state == FAILED
    assert len(office.telegram.sent) + len(office.sms.sent) == 8


async def test_retries_are_spaced_and_bounded(office: Post) -> None:
    """Eight tries over ten minutes, each later than the last, then failed."""
    who = await office.person("1001")
    office.telegram.script = lambda message: Outcome("retry", reason="500")
    await office.say(who, expires_at=office.clock.now() + 10 * HOUR)
    gaps = []
    while (row := await office.only()).state == QUEUED:
        gaps.append(row.not_before - office.clock.now())
        office.clock.move_to(max(row.not_before, office.clock.now()) + timedelta(minutes=1))
        await office.delivery.drain()
    assert (row.state, row.error, len(office.telegram.sent)) == (FAILED, "500", 8)
    assert [gap.total_seconds() for gap in gaps] == [0, 5, 10, 20, 40, 80, 160, 320]


def test_backoff_has_a_cap() -> None:
    """The wait doubles from 5 s and stays at 10 minutes."""
    assert [backoff(n).total_seconds() for n in (1, 2, 3, 50)] == [5, 10, 20, 600]


async def test_retry_after_stops_the_lane_and_nothing_else(office: Post) -> None:
    """After a 429 nothing leaves by that channel until its time is over; SMS goes on; no attempt is lost."""
    chats = [await office.person(str(chat)) for chat in range(1, 4)]
    elder = await office.person("+8613900000001")
    office.telegram.script = lambda message: Outcome("retry", reason="429", wait=30)
    await office.say(chats[0], "一")
    await office.delivery.drain()
    office.telegram.script = lambda message: SENT_OK
    await office.say(chats[1], "二")
    await office.say(elder, "三")
    await office.delivery.drain()
    assert (len(office.telegram.sent), len(office.sms.sent)) == (1, 1)
    office.clock.advance(timedelta(seconds=29))
    assert await office.delivery.drain() == 0
    office.clock.advance(timedelta(seconds=1))
    assert await office.delivery.drain() == 2
    assert {(row.state, row.attempts) for row in await office.rows()} == {(SENT, 1)}


async def test_an_outage_costs_no_message(office: Post) -> None:
    """While nothing gets through, one message at a time tries, tries are not counted, and all arrive afterwards."""
    for chat in range(1, 41):
        await office.say(await office.person(str(chat)), expires_at=office.clock.now() + 24 * HOUR)
    office.telegram.script = lambda message: Outcome("retry", reason="502")
    await office.delivery.drain()
    first = len(office.telegram.sent)
    for _ in range(60):
        office.clock.advance(timedelta(minutes=1))
        await office.delivery.drain()
    assert len(office.telegram.sent) - first <= 60
    office.telegram.script = lambda message: SENT_OK
    for _ in range(20):
        office.clock.advance(timedelta(minutes=1))
        await office.delivery.drain()
    assert {row.state for row in await office.rows()} == {SENT}


async def test_uncertain_is_not_sent_again(office: Post) -> None:
    """A sending that may have arrived is listed for a person, and stays."""
    who = await office.person("1001", "+8613900000001")
    office.telegram.script = lambda message: Outcome("uncertain", reason="timed out")
    await office.say(who)
    await office.delivery.drain()
    office.clock.advance(HOUR / 2)
    await office.delivery.drain()
    row = await office.only()
    assert (row.state, row.error, len(office.telegram.sent), office.sms.sent) == (UNCERTAIN, "timed out", 1, [])


async def test_one_bad_row_does_not_stop_the_others(office: Post) -> None:
    """A key the catalogue does not know, and a channel that raises, cost one message each."""
    who = [await office.person(str(chat)) for chat in (1, 2, 3)]

    def script(message: Outgoing) -> Outcome:
        if message.to == "2":
            raise RuntimeError
        return SENT_OK

    office.telegram.script = script
    await office.say(who[0], "甲", key="no-such-key")
    await office.say(who[1], "乙")
    await office.say(who[2], "丙")
    await office.delivery.drain()
    states = [(row.state, row.error) for row in await office.rows()]
    assert states == [(FAILED, "CatalogueError"), (UNCERTAIN, "RuntimeError"), (SENT, None)]


async def test_a_cancelled_message_stays(office: Post) -> None:
    """What was taken back before it left does not leave."""
    await office.say(await office.person("1001"), state=CANCELLED)
    assert await office.delivery.drain() == 0
    assert (await office.only()).state == CANCELLED


async def test_two_deliveries_send_each_message_once(office: Post) -> None:
    """Two at once on one database: 300 messages, 300 sendings, each by one of them."""
    who = [await office.person(str(chat)) for chat in range(1, 31)]
    for number in range(10):
        for person in who:
            await office.say(person, subject=f"{person}-{number}")
    sent = await asyncio.gather(office.delivery.drain(), office.another().drain(), office.another().drain())
    while await office.delivery.drain():
        pass
    assert len(office.telegram.sent) == 300 >= sum(sent)
    assert [row.state for row in await office.rows()] == [SENT] * 300


async def test_what_a_crash_left(office: Post) -> None:
    """Claims that ran out: replies and alerts go once more, the rest is uncertain; a second crash ends there too."""
    who = await office.person("1001")
    await office.say(who, "公告", channel=TELEGRAM, to="1001")
    await office.answer("1001", "回答", person_id=who)
    await office.say(who, "警报", channel=TELEGRAM, to="1001", priority=ALERT)

    async def claim_and_crash() -> None:
        await office.db.run(claim, TELEGRAM, 100, office.clock.now())

    await claim_and_crash()
    assert {row.state for row in await office.rows()} == {SENDING}
    assert await office.db.run(recover, office.clock.now()) == (0, 0)
    office.clock.advance(CLAIMED + timedelta(seconds=1))
    assert await office.db.run(recover, office.clock.now()) == (2, 1)
    assert [row.state for row in await office.rows()] == [UNCERTAIN, QUEUED, QUEUED]
    await claim_and_crash()
    office.clock.advance(CLAIMED + timedelta(seconds=1))
    await office.delivery.drain()
    assert {row.state for row in await office.rows()} == {UNCERTAIN} and office.telegram.sent == []


async def test_a_late_outcome_changes_nothing(office: Post) -> None:
    """A process that slept past its claim cannot overwrite what happened since."""
    await office.answer("1001")
    now = office.clock.now()
    (stale,), _ = await office.db.run(claim, TELEGRAM, 1, now)
    await office.db.run(recover, now + CLAIMED + HOUR / 60)
    await office.delivery.drain()
    from_sleep = [failed(stale)]
    await office.db.run(settle, from_sleep, [TELEGRAM, SMS], now)
    row = await office.only()
    assert (row.state, row.attempts, row.error) == (SENT, 2, None)


def failed(one: Claim) -> Settled:
    """The outcome of a claim that failed for good."""
    return Settled(one.id, one.attempt, FAILED, error="blocked", gone=True, elsewhere=True)


async def test_delivery_receipts_go_forward_only(office: Post) -> None:
    """Delivered is the end; what comes afterwards, twice or for an unknown message changes nothing."""
    who = await office.person("+8613900000001")
    await office.say(who)
    await office.delivery.drain()
    now = office.clock.now()
    assert not await office.db.run(take_status, "sms-1", "sent", "", now)
    assert await office.db.run(take_status, "sms-1", "delivered", "", now)
    assert not await office.db.run(take_status, "sms-1", "undelivered", "30005", now)
    assert not await office.db.run(take_status, "SM-unknown", "delivered", "", now)
    assert (await office.only()).state == DELIVERED
    assert await office.ways() == {"+8613900000001": (ACTIVE, None)}


async def test_a_receipt_that_overtakes_the_record(office: Post) -> None:
    """A final status may come before we have written down that the message was sent: it is kept until then."""
    who = await office.person("+8613900000001")
    await office.say(who)
    await office.db.run(take_status, "sms-1", "delivered", "", office.clock.now())
    await office.delivery.drain()
    assert (await office.only()).state == DELIVERED


@pytest.mark.parametrize(("code", "state"), [("30006", UNREACHABLE), ("30003", ACTIVE)])
async def test_undelivered_falls_back(office: Post, code: str, state: str) -> None:
    """An SMS that was not delivered goes to Telegram; the number is marked only when the number is at fault."""
    who = await office.person("+8613900000001", "1001")
    await office.say(who, "停水")
    await office.delivery.drain()
    assert await office.db.run(take_status, "sms-1", "undelivered", code, office.clock.now())
    await office.delivery.drain()
    row = await office.only()
    assert (row.state, row.channel, row.to) == (SENT, TELEGRAM, "1001")
    assert (await office.ways())["+8613900000001"][0] == state


async def test_a_failure_told_twice_at_once_falls_back_once(office: Post) -> None:
    """A provider that repeats a status before the first is committed brings about nothing more."""
    await office.say(await office.person("+8613900000001", "1001"))
    await office.delivery.drain()

    def told(session: Session) -> bool:
        return take_status(session, "sms-1", "undelivered", "30005", office.clock.now())

    assert await asyncio.to_thread(overlapping, office.db, told, told) == (True, False)


async def test_undelivered_with_nowhere_else_to_go(office: Post) -> None:
    """A number that is off fails the message with a word for it."""
    await office.say(await office.person("+8613900000001"))
    await office.delivery.drain()
    await office.db.run(take_status, "sms-1", "undelivered", "30003", office.clock.now())
    row = await office.only()
    assert (row.state, row.error) == (FAILED, "handset off")


async def test_run_sends_what_it_is_woken_for_and_ends_cleanly(office: Post) -> None:
    """While it runs a wake-up is enough; cancelled in the middle of a sending, it still records it."""
    await office.person("1001")
    running = asyncio.create_task(office.delivery.run())
    await office.answer("1001", "一")
    office.delivery.wake()
    await until(lambda: len(office.telegram.sent) == 1)
    office.telegram.gate = asyncio.Event()
    await office.answer("1001", "二")
    await office.answer("1001", "三")
    office.delivery.wake()
    await until(lambda: office.telegram._now == 1)
    running.cancel()
    await until(lambda: office.delivery._lanes["telegram"]._flights.closing)
    office.telegram.gate.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert [(row.state, row.attempts) for row in await office.rows()] == [(SENT, 1), (SENT, 1), (QUEUED, 0)]


async def test_the_end_does_not_wait_for_a_silent_provider(office: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that does not finish leaving is given up when the program stops, to be sent once more; what had not
    begun is given back."""
    monkeypatch.setattr("messages.flights.LEAVING_SECONDS", 0.01)
    office.telegram.gate = asyncio.Event()
    running = asyncio.create_task(office.delivery.run())
    await office.person("1001")
    await office.answer("1001", "一")
    await office.answer("1001", "二")
    office.delivery.wake()
    await until(lambda: office.telegram._now == 1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    rows = [(row.state, row.error, row.attempts) for row in await office.rows()]
    assert rows == [(QUEUED, "stopped", 1), (QUEUED, None, 0)]


async def test_run_finds_what_nobody_woke_it_for(office: Post) -> None:
    """A row from another process is found by looking."""
    who = await office.person("1001")
    running = asyncio.create_task(office.delivery.run())
    await office.say(who)
    await until(lambda: bool(office.telegram.sent))
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (await office.only()).state == SENT
