"""Inviting by chat: joining links for heads and volunteers, and the consent question by SMS."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from models.audit import Audit
from models.duties import Task
from models.grid import Grid
from models.joining import JoinCode
from models.outbox import Message
from models.people import SMS, TELEGRAM, Address, Person
from models.posts import appoint
from tests.talk import Talk, rows


async def issued(talk: Talk) -> None:
    """The inspection of November is out, and sent."""
    await talk.issue_inspection()


async def test_a_head_gets_a_personal_link_that_works(talk: Talk) -> None:
    """The link names the bot and a code for a day; the head opens it, agrees, and is in."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await talk.person("赵刚", SMS, "+8613900000003", "unit_head", "B3U3", consent=False)
    answer = await talk.says("陈静", "邀请 B3U3")
    found = re.search(r"https://t\.me/loudao_bot\?start=(\w{10})", answer)
    assert found and f"https://bot.example.org/join/{found[1]}" in answer and f"加入 {found[1]}" in answer
    assert "赵刚" in answer and "11月3日 09:00前有效" in answer
    talk.stranger("新手机", TELEGRAM, "2001")
    await talk.says("新手机", f"/start {found[1]}")
    await talk.presses("新手机", "同意")
    (person,) = await rows(talk, select(Person).where(Person.name == "赵刚"))
    assert person.consent_at is not None
    assert await rows(talk, select(Address).where(Address.person_id == person.id, Address.channel == TELEGRAM))


async def test_volunteers_get_a_link_for_all(talk: Talk) -> None:
    """A grid's code belongs to nobody in particular and lives for a year."""
    assert "志愿者的加入链接" in await talk.says("陈静", "邀请 HT0101 志愿者")
    (code,) = await rows(talk, select(JoinCode))
    assert (code.role, code.person_id, (code.expires_at - code.created_at).days) == ("volunteer", None, 365)


async def test_a_vacant_unit_needs_an_appointment_first(talk: Talk) -> None:
    """There is nobody to invite, and the next step is named."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    assert "任命 B3U3" in await talk.says("陈静", "邀请 B3U3")
    assert not await rows(talk, select(JoinCode))


@pytest.mark.parametrize("said", ["邀请", "/invite", "invite"])
async def test_an_invitation_needs_a_grid(talk: Talk, said: str) -> None:
    """Without one, three examples."""
    assert "邀请 HT0101 志愿者" in await talk.says("陈静", said)


async def test_an_sms_asks_for_consent_and_the_answer_counts(talk: Talk) -> None:
    """The only SMS before consent; 1 agrees; it is not repeated within the month."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await talk.person("赵刚", SMS, "+8613900000003", "unit_head", "B3U3", consent=False)
    assert "征求同意" in await talk.says("陈静", "邀请 B3U3 短信")
    assert "赵刚您好" in talk.last("赵刚") and "1同意" in talk.last("赵刚")
    assert "要征求同意的负责人" in await talk.says("陈静", "邀请 B3U3 短信")
    await talk.says("赵刚", "1")
    (person,) = await rows(talk, select(Person).where(Person.name == "赵刚"))
    assert person.consent_at is not None


async def test_a_digit_before_consent_answers_the_consent_and_reports_nothing(talk: Talk) -> None:
    """An inspection issued after the consent SMS, and never delivered, is not what the 1 is about."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await talk.person("赵刚", SMS, "+8613900000003", "unit_head", "B3U3", consent=False)
    await talk.says("陈静", "邀请 B3U3 短信")
    talk.clock.advance(timedelta(minutes=5))
    await issued(talk)
    assert "已登记" in await talk.says("赵刚", "1")
    assert not await rows(talk, select(Task).where(Task.state != "open"))


async def test_a_refusal_by_sms_is_kept(talk: Talk) -> None:
    """2 refuses; even next month that phone is not asked again."""
    await talk.grid("B3U3", "长城苑3号楼3单元", 5, "B3")
    await talk.person("赵刚", SMS, "+8613900000003", "unit_head", "B3U3", consent=False)
    await talk.says("陈静", "邀请 B3U3 短信")
    await talk.says("赵刚", "2")
    talk.clock.move_to(talk.clock.now().replace(month=12))
    assert "要征求同意的负责人" in await talk.says("陈静", "邀请 B3U3 短信")
    assert "不会再给您发" in talk.last("赵刚")


async def test_the_heads_of_a_grid_are_asked_after_a_preview(talk: Talk) -> None:
    """Number, segments and cost are shown; who agreed already is left out; the confirm sends once."""
    for number in (3, 4):
        await talk.grid(f"B3U{number}", f"长城苑3号楼{number}单元", 5, "B3")
        await talk.person(f"赵{number}", SMS, f"+861390000000{number}", "unit_head", f"B3U{number}", consent=False)
    answer = await talk.says("陈静", "邀请 HT0101 短信")
    assert "2位负责人" in answer and "共2段，约¥0.60" in answer
    assert talk.last("赵3") == ""
    await talk.presses("陈静", "确认发送")
    talk.clock.advance(timedelta(minutes=2))
    await talk.delivery.drain()
    assert "赵3您好" in talk.last("赵3") and "赵4您好" in talk.last("赵4")
    assert "征求" not in talk.last("李姨") and "同意" not in talk.last("王芳")
    await talk.presses("陈静", "确认发送")
    assert len(await rows(talk, select(Message).where(Message.purpose == "consent"))) == 2


async def test_the_codes_are_not_in_the_audit(talk: Talk) -> None:
    """The audit says that a link was made, never which."""
    answer = await talk.says("陈静", "邀请 B3U1")
    found = re.search(r"start=(\w{10})", answer)
    assert found
    (audit,) = await rows(talk, select(Audit).where(Audit.act == "invite"))
    assert found[1] not in f"{audit.subject}{audit.facts}"


async def test_a_station_invites_nobody_who_holds_a_post_beyond_it(talk: Talk) -> None:
    """A link makes its bearer that person everywhere: it would carry a station's coordinator past the station."""
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT01")
    assert "的加入链接" in await talk.says("何平", "邀请 B3U1")
    (head,) = await rows(talk, select(Person).where(Person.name == "王芳"))

    def give(session: Any) -> None:
        root = session.exec(select(Grid).where(Grid.code == "HT")).one()
        appoint(session, root, "coordinator", head.id, talk.clock.now().date(), talk.clock.now())

    await talk.db.run(give)
    assert "辖区以外" in await talk.says("何平", "邀请 B3U1")
    assert "的加入链接" in await talk.says("陈静", "邀请 B3U1")
    assert len(await rows(talk, select(JoinCode))) == 2
