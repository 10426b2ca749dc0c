"""What is said on a page where chat goes by the phone it came from: joining, stopping, a sign-in link, answers."""

import re
import secrets
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.audit import Audit
from models.db import Database
from models.grid import grid_by_code
from models.import_files import WEB
from models.joining import make_code
from models.people import (
    ACTIVE,
    BY_GATEWAY,
    SMS,
    STOPPED,
    TELEGRAM,
    Address,
    Person,
    link_address,
    resume_person,
    stop_person,
)
from models.prompts import Prompt
from tests.office_pages import LINK, OfficePages, office_of
from tests.talk import Talk, rows


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[OfficePages]:
    """The pages of the small community."""
    async with office_of(talk) as pages:
        yield pages


def heard(page: str) -> str:
    """The answer above a page."""
    found = re.search(r'<section class="answer.*?<p>(.*?)</p>', page, re.DOTALL)
    return found[1] if found else ""


async def states(talk: Talk, person_id: int) -> list[tuple[str, str, str | None]]:
    """(channel, state, reason) of somebody's addresses."""
    found = await rows(talk, select(Address).where(Address.person_id == person_id).order_by(col(Address.id)))
    return [(one.channel, one.state, one.reason) for one in found]


async def acts(talk: Talk) -> list[tuple[str, str]]:
    """(act, subject) of all that is noted, in its order."""
    return [(one.act, one.subject) for one in await rows(talk, select(Audit).order_by(col(Audit.id)))]


async def test_a_joining_code_on_a_page_links_nothing(office: OfficePages) -> None:
    """One's own is a greeting, another's says where to send it, and so does a yes; the list of people opens."""
    talk = office.talk
    before = [(one.id, one.preferred) for one in await rows(talk, select(Address).order_by(col(Address.id)))]

    def make(session: Session) -> tuple[list[str], str]:
        place = grid_by_code(session, "B3U1")
        assert place.id is not None
        now, codes = talk.clock.now(), []
        for name in ("王芳", "李姨"):
            person = session.exec(select(Person).where(Person.name == name)).one()
            codes.append(make_code(session, grid_id=place.id, person_id=person.id, made_by=None, now=now)[0])
        wang = session.exec(select(Person).where(Person.name == "王芳")).one().id or 0
        session.add(Prompt(id=7, token="a" * 32, person_id=wang, question="join", subject_id=1, asked_at=now,
                           expires_at=now.replace(year=2027)))  # fmt: skip
        return codes, f"{'a' * 32}.0"

    (own, other), press = await talk.db.run(make)
    assert heard((await office.acts_words("王芳", f"加入 {own}")).text).startswith("王芳您好")
    assert "用要登记的那部手机" in heard((await office.acts_words("王芳", f"加入 {other}")).text)
    assert "用要登记的那部手机" in heard((await office.acts_words("王芳", press=press)).text)
    after = await rows(talk, select(Address).order_by(col(Address.id)))
    assert [(one.id, one.preferred) for one in after] == before
    assert "王芳" in await office.look("陈静", "/office/people")


async def test_no_address_is_on_anything_but_a_channel(talk: Talk) -> None:
    """The database itself refuses one that nothing can be sent to."""
    with pytest.raises(IntegrityError):
        await talk.db.run(link_address, 1, WEB, "1", talk.clock.now())


STEPS: list[tuple[str, str, str]] = [
    ("stop web, resume telegram", ACTIVE, ACTIVE),
    ("stop web, resume sms", ACTIVE, ACTIVE),
    ("stop web, resume web", ACTIVE, ACTIVE),
    ("stop telegram, resume web", ACTIVE, ACTIVE),
    ("stop telegram, resume telegram", ACTIVE, ACTIVE),
    ("stop telegram, resume sms", STOPPED, ACTIVE),
    ("stop telegram, stop web, resume sms", STOPPED, ACTIVE),
    ("stop web, stop telegram, resume sms", STOPPED, ACTIVE),
    ("stop telegram, stop sms, resume telegram", ACTIVE, STOPPED),
    ("gate sms, resume web", ACTIVE, STOPPED),
    ("gate sms, stop web, resume web", ACTIVE, STOPPED),
    ("stop web, gate sms, resume telegram", ACTIVE, STOPPED),
    ("gate sms, resume sms", ACTIVE, ACTIVE),
]
"""(what is said where, how Telegram stands then, how SMS does). `gate`: the gateway itself heard it, and stopped."""


async def test_who_goes_on_hears_where_they_said_so(db: Database, talk: Talk) -> None:
    """On a page it is for all, whichever phone says it next; what was stopped for itself or by its gateway stays."""

    def play(session: Session, number: int, steps: str) -> list[str]:
        person = Person(name="周敏", created_at=talk.clock.now())
        session.add(person)
        session.flush()
        who = person.id or 0
        values = {TELEGRAM: f"5{number:03}", SMS: f"+86139000005{number:02}", WEB: str(who)}
        for channel in (TELEGRAM, SMS):
            session.add(Address(person_id=who, channel=channel, value=values[channel], created_at=talk.clock.now()))
        session.flush()
        for step in steps.split(", "):
            what, channel = step.split()
            if what == "resume":
                assert resume_person(session, who, channel, values[channel]), steps
            else:
                stop_person(session, who, channel, values[channel], by_gateway=what == "gate")
                all_stopped = select(Address).where(Address.person_id == who, Address.state != STOPPED)
                assert session.exec(all_stopped).first() is None, steps
        session.expire_all()
        return [one.state for one in session.exec(select(Address).where(Address.person_id == who).order_by("id"))]

    for number, (steps, *wanted) in enumerate(STEPS):
        assert await db.run(play, number, steps) == wanted, steps


async def test_stopping_on_a_page_and_going_on_from_anywhere(office: OfficePages) -> None:
    """Both are noted; what the page answers is so: a phone its gateway stopped is brought back from that phone."""
    talk = office.talk
    [wang] = await rows(talk, select(Person.id).where(Person.name == "王芳"))
    await talk.db.run(
        lambda s: s.add(Address(person_id=wang, channel=SMS, value="+8613900000077", created_at=talk.clock.now()))
    )
    both = [(TELEGRAM, ACTIVE, None), (SMS, ACTIVE, None)]
    assert "已退订" in heard((await office.acts_words("王芳", "退订")).text)
    assert [state for _, state, _ in await states(talk, wang)] == [STOPPED, STOPPED]
    assert "欢迎回来" in await talk.says("王芳", "恢复")
    assert await states(talk, wang) == both
    await talk.says("王芳", "退订")
    assert "欢迎回来" in heard((await office.acts_words("王芳", "恢复")).text)
    assert await states(talk, wang) == both
    noted = [one for one in await acts(talk) if one[0] in ("stop", "resume")]
    assert noted == [("stop", WEB), ("resume", TELEGRAM), ("stop", TELEGRAM), ("resume", WEB)]
    await talk.db.run(
        lambda s: s.execute(
            update(Address).where(col(Address.person_id) == wang).values(state=STOPPED, reason=BY_GATEWAY)
        )
    )
    assert "网页上恢复不了" in heard((await office.acts_words("王芳", "恢复")).text)
    assert [state for _, state, _ in await states(talk, wang)] == [STOPPED, STOPPED]


async def test_a_page_gives_no_way_into_the_pages(office: OfficePages) -> None:
    """Or a session would renew itself for ever; signing out everywhere is still said there."""
    answer = await office.acts_words("陈静", "网页")
    assert "在 Telegram 里" in heard(answer.text) and LINK.search(heard(answer.text)) is None
    assert "已退出登录" in heard((await office.acts_words("陈静", "网页 退出")).text)
    assert (await (await office.sign_in("陈静")).get("/office")).status_code == 303


async def test_words_for_a_question_that_is_over_are_nothing_else(office: OfficePages) -> None:
    """Answered by its button meanwhile, or no question of theirs: nothing is noted, and no command is read in them."""
    asked = (await office.acts_words("陈静", "群发 单元长: 明天停水")).text
    press = re.findall(r'name="press" value="([^"]*)"', asked)[-1]
    mark = asked.partition('name="form" value="')[2].partition('"')[0]
    await office.acts_words("陈静", press=press)
    client, noted = await office.sign_in("陈静"), await acts(office.talk)
    for token, answer in ((press.partition(".")[0], "已经答过了"), ("f" * 32, "已经过期")):
        data = {"form": mark, "id": secrets.token_hex(12), "back": "/office", "more": "退订", "to": token}
        assert answer in heard((await client.post("/office/do", data=data)).text)
    assert await acts(office.talk) == noted
