"""Requests to knock that go to somebody else, are made by several processes at once, or begin anew."""

import asyncio
from datetime import date, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from models import knocks
from models.knocks import OPEN, PASSED, TOLD, Knock
from models.people import ACTIVE, SMS, TELEGRAM, UNREACHABLE, set_address_state
from models.posts import Post
from scheduler.knocking import _ask as ask_to_knock
from scheduler.knocking import knock
from scheduler.tick import tick
from tests.races import overlapping
from tests.talk import Talk, rows
from tests.test_knocks import BROADCAST_KNOCKS, alert, lost_broadcast, passes


async def test_a_knocker_who_lost_the_post_is_not_asked(talk: Talk) -> None:
    """Between the loss and the request the building head steps down: the next in the chain is asked instead."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await lost_broadcast(talk)
    await talk.db.run(lambda session: session.execute(
        update(Post).where(col(Post.role) == "building_head").values(to_on=date(2026, 11, 2))
    ))  # fmt: skip
    await passes(talk, minutes=1)
    await passes(talk, minutes=30)
    assert talk.last("赵刚") == "" and "李姨（长城苑3号楼2单元）" in talk.last("陈静")
    assert [one.state for one in await rows(talk, BROADCAST_KNOCKS)] == [OPEN]


async def test_a_knocker_who_was_asked_and_lost_the_post(talk: Talk) -> None:
    """Their answer counts no more, and is not waited for: the next in the chain is asked."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await lost_broadcast(talk)
    await passes(talk, minutes=30)
    assert "李姨" in talk.last("赵刚")
    await talk.db.run(lambda session: session.execute(
        update(Post).where(col(Post.role) == "building_head").values(to_on=date(2026, 11, 2))
    ))  # fmt: skip
    assert "不在您的职责内" in await talk.presses("赵刚", "已告知")
    await passes(talk, minutes=1)
    await passes(talk, minutes=30)
    assert "李姨（长城苑3号楼2单元）" in talk.last("陈静")
    await talk.presses("陈静", "已告知")
    assert [one.state for one in await rows(talk, BROADCAST_KNOCKS)] == [TOLD]


async def test_a_knocker_no_message_reaches_is_not_waited_for(talk: Talk) -> None:
    """Their own phone fails as well: two days of silence would be nobody's fault but ours."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await lost_broadcast(talk)
    await passes(talk, minutes=30)
    await talk.db.run(set_address_state, TELEGRAM, "1050", UNREACHABLE, "blocked")
    await passes(talk, minutes=1)
    await passes(talk, minutes=30)
    assert "李姨（长城苑3号楼2单元）" in talk.last("陈静")


async def alarm(talk: Talk) -> None:
    """An alert to 李姨, who cannot be reached."""
    await talk.db.run(set_address_state, SMS, "+8613900000001", UNREACHABLE, "unknown number")
    await alert(talk)
    await passes(talk)
    await passes(talk, minutes=2)


async def test_an_alert_s_knock_is_passed_on_after_two_hours(talk: Talk) -> None:
    """Not a minute earlier; the coordinator gets it as urgent; a late answer does not take it from them."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await alarm(talk)
    assert "急事" in talk.last("赵刚")
    await passes(talk, hours=1, minutes=59)
    assert "急事" not in talk.last("陈静")
    await passes(talk, minutes=1)
    await passes(talk, minutes=2)
    assert "急事" in talk.last("陈静") and "李姨" in talk.last("陈静")
    assert [one.state for one in await rows(talk, select(Knock).where(col(Knock.alert)))] == [PASSED]
    await talk.presses("赵刚", "已告知")
    assert [one.state for one in await rows(talk, select(Knock).where(col(Knock.alert)))] == [PASSED]


async def test_two_tickers_ask_a_knocker_once(talk: Talk) -> None:
    """Whoever comes to it while the other is at it finds nothing to ask."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await lost_broadcast(talk)
    talk.clock.advance(timedelta(minutes=30))
    now = talk.clock.now()
    first, second = await asyncio.to_thread(
        overlapping, talk.db, lambda s: knock(s, now, talk.zone), lambda s: knock(s, now, talk.zone)
    )
    assert first and not second
    await talk.delivery.drain()
    assert len([one for one in talk.sent("赵刚") if "敲敲门" in one.text]) == 1


async def test_two_tickers_make_each_knock_once(talk: Talk) -> None:
    """Both find the same lost message; one row comes of it."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await talk.db.run(set_address_state, SMS, "+8613900000001", UNREACHABLE, "unknown number")
    await talk.says("陈静", "群发 单元长: 明天停水")
    await talk.presses("陈静", "确认发送")
    talk.clock.advance(timedelta(minutes=2))
    await talk.delivery.drain()
    now = talk.clock.now()
    made = await asyncio.to_thread(overlapping, talk.db, lambda s: knocks.make(s, now), lambda s: knocks.make(s, now))
    assert made == (1, 0)


async def test_what_is_lost_again_is_knocked_for_again(talk: Talk) -> None:
    """The inspection's message was lost, went once more when the phone worked again, and was lost after all."""
    await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await talk.db.run(set_address_state, SMS, "+8613900000001", UNREACHABLE, "unknown number")
    await passes(talk)
    await passes(talk, minutes=1)
    about_duty = select(Knock.state).where(Knock.about == "duty")
    assert await rows(talk, about_duty) == [OPEN]
    await talk.db.run(set_address_state, SMS, "+8613900000001", ACTIVE)
    await talk.db.run(tick, talk.clock.now(), talk.zone)  # queued again, and the knock let go
    await talk.db.run(tick, talk.clock.now(), talk.zone)
    assert await rows(talk, about_duty) == ["dropped"]
    await talk.db.run(set_address_state, SMS, "+8613900000001", UNREACHABLE, "unknown number")
    await talk.delivery.drain()
    await passes(talk)
    assert await rows(talk, about_duty) == [OPEN]
    await passes(talk, minutes=30)
    assert "李姨" in talk.last("赵刚")


async def test_a_request_that_was_made_today_takes_nothing_with_it(talk: Talk) -> None:
    """Two tickers: this one chose the knocker before the other one's request of today was there. What is new waits."""
    building_head = await talk.person("赵刚", TELEGRAM, "1050", "building_head", "B3")
    await lost_broadcast(talk)
    await passes(talk, minutes=30)
    asked = talk.last("赵刚")

    def late(session: Session) -> None:
        session.execute(update(Knock).where(col(Knock.about) == "duty").values(asked_at=None, digest_id=None))
        assert ask_to_knock(session, building_head, talk.clock.now(), talk.zone) == 0

    await talk.db.run(late)
    waiting = await rows(talk, select(Knock).where(col(Knock.asked_at).is_(None)))
    assert [one.about for one in waiting] == ["duty"]
    assert "1已告知" in asked.replace(" ", "") or talk.labels("赵刚")
    await talk.presses("赵刚", "已告知")
    assert [one.state for one in await rows(talk, BROADCAST_KNOCKS)] == [TOLD]
