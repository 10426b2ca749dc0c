"""The way in: each message once, a bad one never takes others with it, one winner of a race."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from bot.commands import ALL
from bot.context import Ctx, Reply
from bot.dispatch import Dispatch
from bot.intents import Intent, WhoAmI
from bot.routes import Route
from models.checkins import CheckIn
from models.db import Database
from models.errors import NotFound
from models.inbox import DEAD, NEW, Inbox, store
from models.outbox import Message
from models.people import TELEGRAM
from models.prompts import Prompt, answered, ask
from tests.races import overlapping
from tests.talk import Talk


def text(update_id: int, sender: str, words: str) -> tuple[str, dict[str, Any]]:
    """One incoming text for the fake channel."""
    return str(update_id), {"update_id": update_id, "sender": sender, "text": words}


async def take(talk: Talk, *payloads: tuple[str, dict[str, Any]], dispatch: Dispatch | None = None) -> Any:
    """Hand a batch of Telegram payloads to dispatch."""
    parse = talk.channels[TELEGRAM].parse
    return await (dispatch or talk.dispatch).take(TELEGRAM, parse, payloads, talk.clock.now())


def inbox_states(session: Session) -> dict[str, int]:
    """{state: rows} of the inbox."""
    rows = session.execute(select(col(Inbox.state), func.count()).group_by(col(Inbox.state))).all()
    return {str(state): int(number) for state, number in rows}


async def test_the_same_update_is_handled_once_however_often_it_comes(talk: Talk) -> None:
    """Ten deliveries of one update, in one batch or apart, give one reply."""
    await take(talk, *[text(5, "1001", "帮助")] * 10)
    for _ in range(10):
        await take(talk, text(5, "1001", "帮助"))
    await talk.delivery.drain()
    assert len(talk.sent("王芳")) == 1


@pytest.mark.fault("out-of-order updates")
async def test_ids_may_start_again_lower(talk: Talk) -> None:
    """Update ids are a set, not a high-water mark: a lower one is as new as any."""
    await take(talk, text(900, "1001", "帮助"))
    await take(talk, text(3, "1001", "我是谁"))
    await talk.delivery.drain()
    assert len(talk.sent("王芳")) == 2


@pytest.mark.fault("poison update")
async def test_one_poison_update_among_a_hundred(talk: Talk) -> None:
    """Ninety-nine are answered, one is a dead letter with its payload kept, encrypted."""
    people = [f"50{number:02}" for number in range(99)]
    batch = [text(number, sender, "你好") for number, sender in enumerate(people)]
    batch.insert(50, text(999, "6000", "poison"))
    done = await take(talk, *batch)
    assert done.dead == 1
    assert await talk.db.read(inbox_states) == {"handled": 99, "dead": 1}
    dead = await talk.db.read(lambda s: s.execute(select(Inbox).where(col(Inbox.state) == DEAD)).scalars().one())
    assert dead.error == "ValueError" and "6000" in (dead.payload or "")
    raw = await talk.db.read(lambda s: s.connection().exec_driver_sql("SELECT payload FROM inbox").scalars().all())
    assert all(b"6000" not in bytes(value) for value in raw if value is not None)


async def test_a_handler_that_breaks_tells_its_sender_and_nobody_else_notices(talk: Talk) -> None:
    """An error inside a handler rolls the batch back, replays the others, and the sender gets a kind word."""

    def breaks(ctx: Ctx, intent: Intent) -> Reply:
        ctx.session.connection().exec_driver_sql("UPDATE person SET name = 'half done'")
        raise RuntimeError

    routes = [Route(WhoAmI, breaks, "self.manage", ("我是谁",)), *(r for r in ALL if r.intent is not WhoAmI)]
    dispatch = Dispatch(talk.db, talk.community, routes)
    done = await take(talk, text(1, "1001", "我是谁"), text(2, "1009", "帮助"), dispatch=dispatch)
    await talk.delivery.drain()
    assert done.dead == 1
    assert "没能处理好" in talk.last("王芳")
    assert "1 任务" in talk.last("陈静")
    names = await talk.db.read(lambda s: s.connection().exec_driver_sql("SELECT name FROM person").scalars().all())
    assert "half done" not in names


async def test_somebody_who_writes_twice_in_one_batch_is_heard_in_order(talk: Talk) -> None:
    """The second message of a person sees what the first one changed."""
    await talk.issue_inspection()
    token = talk.buttons("王芳")[0][1].partition(".")[0]
    press = {"update_id": 1, "sender": "1001", "press": [token, 0], "message_id": "1"}
    await take(talk, ("1", press), text(2, "1001", "0"), text(3, "1001", "撤销"))
    await talk.delivery.drain()
    assert [("已记录" in m.text, "已撤销" in m.text) for m in talk.sent("王芳")[1:3]] == [(True, False), (False, True)]


async def test_who_is_refused_closes_no_question_through_the_next_speaker(talk: Talk) -> None:
    """A handler that closes its question and is then refused leaves it open, whoever else is heard in the batch."""

    def refuses(ctx: Ctx, intent: Intent) -> Reply:
        assert ctx.prompt is not None
        answered(ctx.session, ctx.prompt.id, ctx.now)
        if ctx.actor.name == "王芳":
            raise NotFound(what="")
        return Reply("cancelled")

    routes = [Route(WhoAmI, refuses, "self.manage", ("我是谁",)), *(r for r in ALL if r.intent is not WhoAmI)]
    ids = {}
    for name, number in (("王芳", 1), ("陈静", 3)):
        ids[name] = await talk.db.run(
            ask, number, "second", 7, talk.clock.now(), talk.clock.now() + timedelta(hours=1)
        )  # fmt: skip
    dispatch = Dispatch(talk.db, talk.community, routes)
    await take(talk, text(1, "1001", "我是谁"), text(2, "1009", "我是谁"), dispatch=dispatch)
    closed = await talk.db.read(
        lambda s: {p.id: p.answered_at is not None for p in s.execute(select(Prompt)).scalars()}
    )
    assert closed == {ids["王芳"]: False, ids["陈静"]: True}


async def test_eight_presses_at_once_have_one_winner(talk: Talk) -> None:
    """Of eight simultaneous reports on one stairwell one is booked and seven get a kind answer."""
    await talk.issue_inspection()

    token = talk.buttons("王芳")[0][1].partition(".")[0]
    presses = [(str(n), {"update_id": n, "sender": "1001", "press": [token, 0], "message_id": "1"}) for n in range(8)]
    await asyncio.gather(*(take(talk, press) for press in presses[:4]), take(talk, *presses[4:]))
    await talk.delivery.drain()
    answers = [message.text for message in talk.sent("王芳")[1:]]
    assert sum("+10分" in answer for answer in answers) == 1
    assert sum("已经有人报过" in answer for answer in answers) == 7
    assert await talk.db.read(lambda s: s.execute(select(func.count()).select_from(CheckIn)).scalar_one()) == 1


async def test_what_a_webhook_kept_is_handled_afterwards_once(talk: Talk) -> None:
    """Rows of the inbox wait for the worker, survive a restart, and a poison one does not stop the rest."""
    payloads = [('1', '{"update_id": 1, "sender": "1001", "text": "帮助"}'),
                ('2', '{"update_id": 2, "sender": "1009", "text": "poison"}'),
                ('3', '{"update_id": 3, "sender": "1009", "text": "我是谁"}')]  # fmt: skip
    for _ in range(2):
        await talk.db.run(store, TELEGRAM, payloads, talk.clock.now())
    parse = talk.channels[TELEGRAM].parse
    done = await talk.dispatch.take_waiting(TELEGRAM, parse, talk.clock.now())
    again = await talk.dispatch.take_waiting(TELEGRAM, parse, talk.clock.now())
    await talk.delivery.drain()
    assert (done.taken, done.dead, again.taken) == (3, 1, 0)
    assert len(talk.sent("王芳")) == 1 and len(talk.sent("陈静")) == 1
    assert NEW not in await talk.db.read(inbox_states)


async def test_a_reply_is_committed_with_what_it_answers(talk: Talk) -> None:
    """When take returns, the change and the queued reply are both in the database, before anything is sent."""
    await talk.issue_inspection()
    token = talk.buttons("王芳")[0][1].partition(".")[0]
    await take(talk, ("1", {"update_id": 1, "sender": "1001", "press": [token, 0], "message_id": "1"}))
    queued = await talk.db.read(
        lambda s: s.execute(select(Message).where(col(Message.state) == "queued")).scalars().all()
    )
    assert [message.key for message in queued] == ["recorded-clear"]


async def test_a_group_chat_is_not_answered(talk: Talk) -> None:
    """What is said in a group is nobody's command."""
    await take(talk, ("1", {"update_id": 1, "sender": "1001", "text": "帮助", "private": False}))
    await talk.delivery.drain()
    assert talk.sent("王芳") == []


async def test_one_of_two_who_store_the_same_update_at_once_is_given_it(db: Database) -> None:
    """A provider that repeats itself at the same moment, to two processes, is heard by one of them."""
    now = datetime(2026, 11, 2, tzinfo=UTC)
    items = [("7", "{}"), ("8", "{}")]
    first, second = overlapping(
        db, lambda s: store(s, TELEGRAM, items, now), lambda s: store(s, TELEGRAM, [*items, ("9", "{}")], now)
    )
    assert (list(first), list(second)) == (["7", "8"], ["9"])
    kept = await db.read(lambda s: s.execute(select(col(Inbox.id)).order_by(col(Inbox.provider_id))).scalars().all())
    assert kept == [*first.values(), *second.values()]


async def test_what_breaks_once_is_not_dead(talk: Talk) -> None:
    """A race lost to a unique key is over at the second try: nobody has to say it again."""
    broken: list[str] = []

    def breaks_once(ctx: Ctx, intent: Intent) -> Reply:
        if not broken:
            broken.append("once")
            raise IntegrityError("INSERT", None, ValueError())
        return Reply("you-are-welcome")

    routes = [Route(WhoAmI, breaks_once, "self.manage", ("我是谁",)), *(r for r in ALL if r.intent is not WhoAmI)]
    done = await take(talk, text(1, "1001", "我是谁"), dispatch=Dispatch(talk.db, talk.community, routes))
    await talk.delivery.drain()
    assert (done.taken, done.dead, len(talk.sent("王芳"))) == (1, 0, 1)


async def test_whose_webhook_message_breaks_is_told(talk: Talk) -> None:
    """By webhook, too, the sender of a dead letter hears of it; what cannot even be read is only kept."""

    def breaks(ctx: Ctx, intent: Intent) -> Reply:
        raise RuntimeError

    routes = [Route(WhoAmI, breaks, "self.manage", ("我是谁",)), *(r for r in ALL if r.intent is not WhoAmI)]
    payloads = [("1", '{"update_id": 1, "sender": "1001", "text": "我是谁"}'), ("2", "no JSON")]
    await talk.db.run(store, TELEGRAM, payloads, talk.clock.now())
    dispatch = Dispatch(talk.db, talk.community, routes)
    done = await dispatch.take_waiting(TELEGRAM, talk.channels[TELEGRAM].parse, talk.clock.now())
    await talk.delivery.drain()
    assert done.dead == 2 and "没能处理好" in talk.last("王芳")
    assert await talk.db.read(inbox_states) == {"dead": 2}
