"""The small forms of the office: each says a command that chat knows, to whoever may say it."""

import html
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.commands import ALL
from bot.commands.text_entry import read_entry
from bot.grammar import Grammar
from bot.web.office import ALL as PAGES
from bot.web.office.offered import LINES
from bot.web.office.pages import View
from bot.web.office.texts import _typed
from messages.forms import Inbound
from models.ballots import Ballot
from models.events import Event
from models.permissions import Actor
from models.texts import DRAFT, PoolText
from tests.appraising import opened, residents
from tests.office_pages import OfficePages, office_of
from tests.public_site import event
from tests.talk import Talk, rows

TYPED = {
    "apply-for": ("高龄津贴 替 王伯", "old-age allowance for Wang"),
    "wish-for": ("李秀兰 想要一个放大镜", "Li Xiulan: a magnifying glass"),
}


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[OfficePages]:
    """The pages of the small community."""
    async with office_of(talk) as pages:
        yield pages


def test_each_offered_line_is_a_command_of_the_chat() -> None:
    """In both languages, with the permission it is offered by, and on a page there is."""
    grammar, acts = Grammar(ALL), {route.intent: route.act for route in ALL}
    assert set(LINES) <= {page.path for page in PAGES}
    for line in (one for lines in LINES.values() for one in lines):
        for language, words in enumerate((line.zh, line.en)):
            typed = TYPED.get(line.key, ("某某 1",) * 2)[language] if line.asks else ""
            intent = grammar.read(Inbound("web", "1", "1", text=f"{words} {typed}".strip()), None)
            assert acts[type(intent)] == line.act, (line.key, words, intent)


async def test_lines_are_offered_to_who_may_say_them(office: OfficePages) -> None:
    """A coordinator enters a resident on the page of people; where nothing may be said nothing is offered."""
    answer = await office.acts("陈静", "/office/people", "登记住户", "王桂花 13900000077 B3U1")
    assert "王桂花" in answer.text
    wrong = await office.acts("陈静", "/office/people", "登记住户", "王桂花")
    assert 'value="王桂花"' in wrong.text
    assert "看发送规则" in await office.look("陈静", "/office/settings")
    seen = await office.look("王芳", "/office/rules")
    assert "改公约" in await office.look("陈静", "/office/rules") and "改公约" not in seen


async def test_slips_are_entered_by_two_on_the_page(office: OfficePages) -> None:
    """The form stands there while people vote, for who may enter slips; the second like entry books them."""
    talk = office.talk
    await residents(talk, 7)
    assert "录入纸票" not in await office.look("陈静", "/office/ballots")
    await opened(talk)
    await office.forget()
    assert "录入纸票" not in await office.look("王芳", "/office/ballots")
    batch = "B3U1 居民 号 2 3 4 5 6 票 3 1 0 1"
    assert "请另一位同事" in (await office.acts("陈静", "/office/ballots", "录入", batch)).text
    few = await office.acts("周敏", "/office/ballots", "录入", "B3U1 居民 号 2 3 票 1 1 0 0")
    assert "一次至少" in few.text and 'value="B3U1 居民 号 2 3 票 1 1 0 0"' in few.text
    assert "请另一位同事" in (await office.acts("陈静", "/office/ballots", "录入", batch)).text
    assert not await rows(talk, select(Ballot))
    done = await office.acts("周敏", "/office/ballots", "录入", batch)
    assert "两次一样" in done.text and batch not in done.text
    assert len(await rows(talk, select(Ballot))) == 5


async def test_a_text_is_changed_by_a_new_draft(office: OfficePages) -> None:
    """Its words stand in the form, and what is sent goes the way of every text: a draft that another approves."""
    await office.talk.person("赵刚", "telegram", "1050", "coordinator", "HT")
    await office.talk.db.run(_add, "防火门要常闭。")
    page = await office.look("陈静", "/office/texts")
    (edit,) = re.findall(r'href="([^"]+)#new"', page)[:1]
    page = await office.look("陈静", f"/office/texts{html.unescape(edit)}")
    assert "通用 防火门要常闭。</textarea>" in page
    path = f"/office/texts{html.unescape(edit)}"
    asked = await office.acts("陈静", path, "添加", "通用 防火门要随手关。")
    press = asked.text.partition('name="press" value="')[2].partition('"')[0]
    await office.acts_words("陈静", press=press, back=path)
    found = await rows(office.talk, select(PoolText).where(PoolText.state == DRAFT))
    assert [one.body for one in found] == [{"zh-CN": "防火门要随手关。"}]


def _add(session: Session, words: str) -> None:
    moment = session.exec(select(Event.created_at)).first()
    assert moment is None
    text = session.exec(select(PoolText)).first()
    assert text is not None
    session.add(PoolText(pool="weekly", body={"zh-CN": words}, state="approved", created_at=text.created_at))


async def test_every_text_can_be_typed_as_it_stands_in_its_form(talk: Talk) -> None:
    """What the form is filled with is read as that very text again, in both languages of the pages."""

    def check(session: Session) -> int:
        texts = session.exec(select(PoolText)).all()
        for language in ("zh-CN", "en"):
            actor: Any = Actor(1, "陈静", language, True)
            view = View(session, talk.clock.now(), talk.community, actor, {})
            for text in texts:
                entry = read_entry(session, f"{text.pool} {_typed(view, text)}", talk.clock.now().date())
                assert (entry.body, entry.for_name) == (text.body, text.for_name), text.key
        return len(texts)

    assert await talk.db.run(check) > 50


async def test_events_are_run_from_their_page(office: OfficePages) -> None:
    """Whoever organises one, or leads where it is held, finds what may be said of it now; nobody else finds it."""
    talk, now = office.talk, office.talk.clock.now()
    await talk.person("孙梅", "telegram", "1020", "building_head", "B3")

    def two(session: Session) -> None:
        event(session, now, "楼道大扫除", capacity=20)
        event(session, now, "义诊", starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))

    await talk.db.run(two)
    at = {one.title: f"/office/event/{one.id}" for one in await rows(talk, select(Event))}
    page = await office.look("陈静", at["义诊"])
    assert "签到码" in page and "结束活动" in page and "取消活动" in page
    changed = await office.acts("陈静", at["楼道大扫除"], "改名额", "30")
    assert changed.status_code == 200
    [sweep] = await rows(talk, select(Event).where(Event.title == "楼道大扫除"))
    assert sweep.capacity == 30
    assert "签到码" not in await office.look("陈静", at["楼道大扫除"])
    asked = await office.acts("陈静", "/office/events", "办活动", "邻里集市 12月5日 9:00-11:00 小广场 20人")
    assert "邻里集市" in asked.text and 'name="press"' in asked.text
    assert "义诊" not in await office.look("孙梅", "/office/events")
