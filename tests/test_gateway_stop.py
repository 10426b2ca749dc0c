"""Who said STOP to the SMS gateway itself: nothing is tried at their phone, until they bring themselves back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from messages.forms import Inbound, Outcome, Outgoing
from models.knocks import Knock
from models.outbox import CANCELLED, FAILED, UNREACHED, Message
from models.people import ACTIVE, SMS, STOPPED, Address, Person
from scheduler.tick import tick
from tests.talk import FakeChannel, Talk

ELDER = "+8613900000001"


class Gateway(FakeChannel):
    """A number that keeps its own list of who said STOP, as Twilio's does, and counts what it refused."""

    stopped: set[str]
    refused: list[str]

    def parse(self, payload: dict[str, Any]) -> Inbound | None:
        """Hears STOP and START itself; only of the former, and only with `told`, it says so."""
        inbound = super().parse({key: value for key, value in payload.items() if key != "told"})
        assert inbound is not None
        if inbound.text.casefold() == "stop":
            self.stopped.add(inbound.sender)
            return replace(inbound, text="stop", silent=True)
        if inbound.text.casefold() in ("start", "yes", "unstop"):
            self.stopped.discard(inbound.sender)
            return replace(inbound, text="start") if payload.get("told") else inbound
        return inbound

    async def send(self, message: Outgoing) -> Outcome:
        """Refuses whoever said STOP (21610)."""
        if message.to in self.stopped:
            self.refused.append(message.to)
            return Outcome("permanent", reason="stopped")
        return await super().send(message)


@pytest.fixture
def gateway(talk: Talk) -> Gateway:
    """The stage's SMS, kept by such a gateway."""
    made = Gateway(SMS, talk.channels[SMS].form)
    made.stopped, made.refused = set(), []
    talk.channels[SMS] = made
    talk.delivery = type(talk.delivery)(talk.db, talk.channels, talk.clock, talk.zone, pace=None)
    return made


async def address(talk: Talk) -> tuple[str, str | None]:
    """(state, reason) of the elder's phone."""
    read: Callable[[Session], Address] = lambda s: s.exec(select(Address).where(Address.value == ELDER)).one()  # noqa: E731
    found = await talk.db.read(read)
    return found.state, found.reason


async def replies(talk: Talk) -> list[tuple[str, str | None]]:
    """(state, error) of every answer, oldest first."""
    asked = select(Message.state, Message.error).where(Message.purpose == "reply").order_by(col(Message.id))
    return await talk.db.read(lambda session: [(state, error) for state, error in session.exec(asked)])


async def test_an_answer_to_a_stopped_phone_is_held_and_not_tried(talk: Talk, gateway: Gateway) -> None:
    """They write on after STOP: what they say counts, the answer is held with its reason, the gateway hears nothing."""
    assert await talk.says("李姨", "STOP") == ""
    assert await address(talk) == (STOPPED, STOPPED)
    assert await talk.says("李姨", "我是谁") == ""
    assert gateway.refused == []
    assert await replies(talk) == [(UNREACHED, STOPPED)]


@pytest.mark.parametrize(("word", "told"), [("START", False), ("START", True), ("YES", False), ("YES", True)])
async def test_the_gateway_s_own_word_brings_them_back(talk: Talk, gateway: Gateway, word: str, told: bool) -> None:
    """Whether the gateway says that it was an opt-in or not; it is answered, and so is what comes next."""
    await talk.says("李姨", "stop")
    await talk.says("李姨", "我是谁")
    assert "欢迎回来" in await talk.says("李姨", word, told=told)
    assert await address(talk) == (ACTIVE, None)
    assert "李姨" in await talk.says("李姨", "我是谁")
    assert gateway.refused == [] and (await replies(talk))[0][0] == CANCELLED


async def test_a_word_the_gateway_does_not_know_is_tried_once(talk: Talk, gateway: Gateway) -> None:
    """恢复 brings them back here; a gateway that is still shut says so once, and from then on nothing is tried."""
    await talk.says("李姨", "STOP")
    assert await talk.says("李姨", "恢复") == ""
    assert gateway.refused == [ELDER] and await address(talk) == (STOPPED, STOPPED)
    await talk.says("李姨", "我是谁")
    assert gateway.refused == [ELDER] and await replies(talk) == [(FAILED, STOPPED), (UNREACHED, STOPPED)]
    gateway.stopped.clear()  # the community's own number was taught the word
    assert "欢迎回来" in await talk.says("李姨", "恢复")


async def test_a_stop_that_only_a_refusal_told_is_mirrored(talk: Talk, gateway: Gateway) -> None:
    """21610 without a STOP we heard of, also for somebody who had said 退订 to us before: one try, then silence."""
    await talk.says("李姨", "退订")
    assert await address(talk) == (STOPPED, None)
    gateway.stopped.add(ELDER)
    await talk.says("李姨", "我是谁")
    assert gateway.refused == [ELDER] and await address(talk) == (STOPPED, STOPPED)
    await talk.says("李姨", "我是谁")
    assert gateway.refused == [ELDER]


async def test_our_own_stop_leaves_answers_alone(talk: Talk, gateway: Gateway) -> None:
    """退订 said to us is no business of the gateway's: whoever writes is still answered."""
    assert "已退订" in await talk.says("李姨", "退订")
    assert "李姨" in await talk.says("李姨", "我是谁")


async def test_yes_from_anybody_else_answers_the_question(talk: Talk, gateway: Gateway) -> None:
    """Only a phone that the gateway stopped says START by YES."""
    assert "欢迎回来" not in await talk.says("李姨", "YES")


async def test_whoever_writes_unheard_gets_a_knock_and_none_once_they_are_back(talk: Talk, gateway: Gateway) -> None:
    """The unit has nobody else, so the coordinator hears why it is silent; after START the knock is let go."""
    await talk.says("李姨", "STOP")
    await talk.says("李姨", "我是谁")
    for minutes in (0, 30):
        talk.clock.advance(timedelta(minutes=minutes))
        await talk.db.run(tick, talk.clock.now(), talk.zone)
    await talk.delivery.drain()
    assert "李姨（长城苑3号楼2单元）：发来短信却收不到回复" in talk.last("陈静")
    await talk.says("李姨", "START")
    await talk.db.run(tick, talk.clock.now(), talk.zone)
    states = await talk.db.read(lambda s: list(s.exec(select(Knock.state).where(Knock.about == "answer"))))
    assert states == ["dropped"]


async def test_a_pending_phone_is_closed_and_opened_too(talk: Talk, gateway: Gateway) -> None:
    """A phone that has opened a joining link, not said yes yet, and says STOP stays pending, and gets no answer."""
    talk.stranger("小赵", SMS, "+8613900000077")

    def pending(session: Session) -> None:
        now = talk.clock.now()
        person = Person(name="小赵", created_at=now)
        session.add(person)
        session.flush()
        assert person.id is not None
        session.add(Address(person_id=person.id, channel=SMS, value="+8613900000077", state="pending", created_at=now))

    await talk.db.run(pending)
    await talk.says("小赵", "STOP")
    assert await talk.says("小赵", "帮助") == "" and gateway.refused == []
    assert await talk.says("小赵", "YES") != ""
    assert await talk.says("小赵", "帮助") != ""
