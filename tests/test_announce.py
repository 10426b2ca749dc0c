"""A message to many by chat: previewed, confirmed once, and sent to exactly those it was for."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.commands.roles import take_audience
from messages.segments import segments
from models import approval
from models.broadcasts import CONFIRMED, DRAFT, Broadcast
from models.errors import NotFound
from models.grid import Grid, grid_by_code
from models.outbox import Message
from models.people import SMS, STOPPED, TELEGRAM, Address, Person, set_address_state
from models.posts import Post, appoint
from tests.talk import Talk, rows

TEXT = "明天8:00到18:00停水，请提前备水。"


async def two_minutes(talk: Talk) -> None:
    """The time to call it off passes, and it leaves."""
    talk.clock.advance(approval.LEAVES_AFTER)
    await talk.delivery.drain()


async def sent(talk: Talk) -> list[Any]:
    """The messages of broadcasts."""
    return await rows(talk, select(Message).where(Message.purpose == "broadcast"))


async def test_the_preview_shows_words_people_segments_and_cost(talk: Talk) -> None:
    """Nobody is surprised: the exact words, both channels, segments each and in all, and the price, before anything."""
    answer = await talk.says("陈静", f"群发 单元长: {TEXT}")
    assert "发给：单元长，共2人" in answer
    assert "Telegram：1人" in answer
    assert "短信：1人，每条1段，共1段，约¥0.30" in answer
    assert "【社区通知】明天8:00到18:00停水，请提前备水。" in answer
    assert not await sent(talk)


async def test_an_unknown_audience_is_told_what_audiences_there_are(talk: Talk) -> None:
    """A word that is neither a role nor a grid gets the list; a wrong grid after a role is named back."""
    assert "对象可以是" in await talk.says("陈静", f"群发 火星人：{TEXT}")
    assert "没有找到网格“XYZ”" in await talk.says("陈静", f"群发 单元长 XYZ：{TEXT}")


async def test_what_is_confirmed_is_sent_word_for_word_once(talk: Talk) -> None:
    """Both channels get the words that were shown; a second press is told that it was done."""
    await talk.says("陈静", f"群发 单元长: {TEXT}")
    assert "2分钟后发出，共2人" in await talk.presses("陈静", "确认发送")
    await two_minutes(talk)
    expected = "【社区通知】明天8:00到18:00停水，请提前备水。"
    assert (talk.last("王芳"), talk.last("李姨")) == (expected, expected)
    assert "没有再办第二次" in await talk.presses("陈静", "确认发送")
    assert len(await sent(talk)) == 2
    (about,) = await rows(talk, select(Broadcast))
    assert (about.state, about.recipients, about.unreachable) == (CONFIRMED, 2, 0)


async def test_a_word_confirms_and_a_word_cancels(talk: Talk) -> None:
    """发送 confirms; 取消 drops it, and an old button cannot revive it."""
    await talk.says("陈静", f"群发 单元长: {TEXT}")
    assert "已取消" in await talk.says("陈静", "取消")
    assert "没有再办第二次" in await talk.presses("陈静", "确认发送")
    assert not await sent(talk)
    await talk.says("陈静", f"群发 单元长: {TEXT}")
    assert "分钟后发出" in await talk.says("陈静", "发送")
    assert len(await sent(talk)) == 2


async def test_a_coordinator_without_internet_does_the_same_by_sms(talk: Talk) -> None:
    """The preview fits an SMS and is confirmed with a digit."""
    await talk.person("何平", SMS, "+8613900000040", "coordinator", "HT")
    answer = await talk.says("何平", f"群发 单元长: {TEXT}")
    assert "共2人，短信1段约¥0.30" in answer and "1发送 2取消" in answer
    assert segments(answer) <= 2
    assert "分钟后发出" in await talk.says("何平", "1")
    assert len(await sent(talk)) == 2


async def test_who_did_not_agree_or_stopped_is_counted_and_not_written_to(talk: Talk) -> None:
    """Consent and working addresses are looked at in the preview, and again at the confirm."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await talk.person("赵刚", SMS, "+8613900000003", "unit_head", "B3U3", consent=False)
    assert "收不到：1人" in await talk.says("陈静", f"群发 单元长: {TEXT}")
    await talk.db.run(set_address_state, SMS, "+8613900000001", STOPPED)
    assert "共1人；另有2人收不到" in await talk.presses("陈静", "确认发送")
    await two_minutes(talk)
    assert talk.last("李姨") == talk.last("赵刚") == ""


async def test_an_audience_is_roles_and_a_grid(talk: Talk) -> None:
    """Volunteers of one grid are not those of another, and not its heads."""
    await talk.grid("HT0102", "瓜州路网格", 3, "HT01")
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "HT0102")
    await talk.person("周强", TELEGRAM, "1021", "volunteer", "HT0101")
    answer = await talk.says("陈静", f"群发 志愿者 HT0102: {TEXT}")
    assert "发给：志愿者 · HT0102 瓜州路网格，共1人" in answer
    await talk.presses("陈静", "确认发送")
    await two_minutes(talk)
    assert talk.last("孙梅") and not talk.last("周强") and not talk.last("王芳")


async def test_everybody_is_counted_once(talk: Talk) -> None:
    """Somebody with two posts gets one message."""
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "B3U1")

    def also(session: Session) -> None:
        person = session.exec(select(Person).where(Person.name == "孙梅")).one()
        assert person.id is not None
        appoint(session, grid_by_code(session, "B3U2"), "volunteer", person.id, date(2026, 1, 1), talk.clock.now())

    await talk.db.run(also)
    assert "共4人" in await talk.says("陈静", f"群发 全体: {TEXT}")
    await talk.presses("陈静", "确认发送")
    assert len(await sent(talk)) == 4


async def test_a_long_text_by_sms_costs_more(talk: Talk) -> None:
    """Segments and price follow the length; the estimate counts what will really be sent."""
    answer = await talk.says("陈静", "群发 单元长: " + "请大家注意防火防盗" * 10)
    assert "每条2段，共2段，约¥0.60" in answer


async def test_a_web_address_in_an_sms_is_warned_about(talk: Talk) -> None:
    """Carriers block such SMS; the author learns it before, and only where an SMS is among them."""
    assert "网址" in await talk.says("陈静", "群发 单元长: 请看 https://example.org")
    assert "网址" not in await talk.says("陈静", "群发 单元长 B3U1: 请看 https://example.org")


async def test_the_draft_can_be_confirmed_for_a_day(talk: Talk) -> None:
    """After twenty-four hours the button is dead."""
    await talk.says("陈静", f"群发 单元长: {TEXT}")
    talk.clock.advance(timedelta(hours=25))
    assert "分钟后发出" not in await talk.presses("陈静", "确认发送")
    assert not await sent(talk)


async def test_only_the_author_confirms_and_only_once_at_the_same_moment(talk: Talk) -> None:
    """Of eight confirms at once one wins; another coordinator's is refused like a draft that does not exist."""
    await talk.says("陈静", f"群发 单元长: {TEXT}")
    (about,) = await rows(talk, select(Broadcast))
    other = await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT")

    async def press(actor: int) -> bool:
        try:
            await talk.db.run(approval.confirm, about.id, actor, ["/HT/"], talk.clock.now(), talk.zone)
        except NotFound:
            return False
        return True

    assert not await press(other)
    won = await asyncio.gather(*(press(about.actor_id) for _ in range(8)))
    assert sum(won) == 1
    assert len(await sent(talk)) == 2


async def test_a_station_reaches_only_its_own(talk: Talk) -> None:
    """A station's coordinator writes to the station's people, and cannot name another's grid."""
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT02")
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "HT02")
    assert "没有找到" in await talk.says("何平", f"群发 单元长 HT0101: {TEXT}")
    assert "共2人" in await talk.says("何平", f"群发 全体: {TEXT}")
    await talk.presses("何平", "确认发送")
    await two_minutes(talk)
    assert talk.last("孙梅") and not talk.last("王芳") and not talk.last("陈静").startswith("【")


async def test_nobody_to_write_to_is_said_and_nothing_is_asked(talk: Talk) -> None:
    """An empty audience gets a plain answer without a button."""
    assert "没有能收到的人" in await talk.says("陈静", f"群发 合作单位: {TEXT}")
    assert talk.labels("陈静") == []
    assert not await rows(talk, select(Broadcast).where(Broadcast.state == DRAFT))


@pytest.mark.parametrize("said", ["群发", "群发 单元长", "群发 明天停水", "群发 单元长:", "群发 : 明天停水"])
async def test_without_audience_or_words_an_example_is_given(talk: Talk, said: str) -> None:
    """What cannot be read gets a line with an example; nothing is kept."""
    assert "例如：\n群发 单元长" in await talk.says("陈静", said)


async def test_a_text_too_long_is_refused_with_its_length(talk: Talk) -> None:
    """More than five hundred characters are not sent to hundreds of phones."""
    assert "501个字" in await talk.says("陈静", "群发 单元长: " + "水" * 501)


async def test_a_unit_head_cannot_write_to_many(talk: Talk) -> None:
    """Only coordinators may."""
    assert "不在您的职责内" in await talk.says("王芳", f"群发 全体: {TEXT}")


async def test_the_draft_is_encrypted_at_rest(talk: Talk) -> None:
    """The words of a draft are not readable in the database."""
    await talk.says("陈静", "群发 单元长: 秘密的安排")
    stored = await talk.db.run(
        lambda session: session.connection().exec_driver_sql("SELECT text FROM broadcast").scalar_one()
    )
    assert "秘密".encode() not in bytes(stored)
    (about,) = await rows(talk, select(Broadcast))
    assert about.text == "秘密的安排"


async def test_an_english_recipient_gets_an_english_frame(talk: Talk) -> None:
    """The frame is in the recipient's language, the words are the author's."""
    await talk.person("Ann", TELEGRAM, "1030", "volunteer", "B3U1", language="en")
    await talk.says("陈静", "群发 志愿者: No water tomorrow")
    await talk.presses("陈静", "确认发送")
    await two_minutes(talk)
    assert talk.last("Ann") == "[Community notice] No water tomorrow"


@pytest.mark.parametrize(
    ("head", "roles", "rest"),
    [
        ("单元长 HT03", ("unit_head",), "HT03"),
        ("HT03 单元长", ("unit_head",), "HT03"),
        ("HT03的单元长和志愿者", ("volunteer", "unit_head"), "HT03"),
        ("单元长、楼栋长", ("unit_head", "building_head"), ""),
        ("全体", (), ""),
        ("unit heads HT03", ("unit_head",), "HT03"),
        ("all heads", ("unit_head", "building_head", "grid_head"), ""),
        ("partnership house", None, "partnership house"),
        ("HT03", None, "HT03"),
    ],
)
def test_audiences_are_read_as_people_write_them(head: str, roles: tuple[str, ...] | None, rest: str) -> None:
    """Roles before or after the grid, joined or alone, in both languages; what is no role is left for the grid."""
    got, left = take_audience(head)
    assert (None if got is None else set(got), left) == (None if roles is None else set(roles), rest)


async def test_five_hundred_recipients_are_queued_in_one_go(talk: Talk) -> None:
    """A community's heads get one row each, from one statement."""

    def many(session: Session) -> int:
        now = talk.clock.now()
        for number in range(500):
            grid = Grid(code=f"U{number}", name=f"{number}单元", level=5, path=f"/HT/HT01/HT0101/B3/U{number}/")
            person = Person(name=f"甲{number}", consent_at=now, created_at=now)
            session.add_all([grid, person])
            session.flush()
            session.add(Address(person_id=person.id or 0, channel=TELEGRAM, value=f"9{number}", created_at=now))
            session.add(Post(grid_id=grid.id or 0, person_id=person.id or 0, role="unit_head",
                             from_on=date(2026, 1, 1), created_at=now))  # fmt: skip
        return 500

    await talk.db.run(many)
    assert "共502人" in await talk.says("陈静", f"群发 单元长: {TEXT}")
    prompt_token = talk.channels[TELEGRAM].sent["1009"][-1].buttons[0][1].partition(".")[0]
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT")
    assert "502人" in await talk.says("陈静", press=[prompt_token, 0], message_id="1")
    await talk.presses("何平", "同意发送")
    found = await sent(talk)
    assert len(found) == len({message.id for message in found}) == 502
