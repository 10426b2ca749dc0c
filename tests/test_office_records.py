"""The pages of records: the ledger, reviews, appraisals, awards, settings, audit, the account."""

import re
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from models.ledger import TRIGGERS, book
from models.point_rules import BONUS
from tests.office_pages import OfficePages, office_of
from tests.talk import Talk, second


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[OfficePages]:
    """The pages of the small community, with a second coordinator (周敏) and a station's (刘洋)."""
    await second(talk)
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.person("刘洋", "telegram", "1030", "coordinator", "HT02")
    async with office_of(talk) as pages:
        yield pages


async def inspected(office: OfficePages) -> None:
    """王芳 reports an inspection in time, with a finding: two entries."""
    await office.talk.issue_inspection()
    await office.talk.says("王芳", "打卡")
    assert "分" in await office.talk.presses("王芳", "全部正常")


async def points(office: OfficePages, person_id: int, count: int) -> None:
    """So many entries on somebody's word."""
    talk = office.talk

    def add(session) -> None:  # type: ignore[no-untyped-def]
        for number in range(count):
            book(
                session, BONUS, 1, person_id=person_id, grid_id=5, source=f"test:{number}", now=talk.clock.now(),
                zone=talk.zone, actor_id=None, reason="扫雪",
            )  # fmt: skip

    await talk.db.run(add)


async def test_the_ledger_page(office: OfficePages) -> None:
    await inspected(office)
    page = await office.look("陈静", "/office/ledger")
    assert "按时完成楼道检索" in page and "王芳" in page
    page = await office.look("陈静", "/office/entry/1")
    assert "没有被改动过" in page
    print(page)
    print(await office.look("陈静", "/office/ledger/check?step=chain"))
    print(await office.look("陈静", "/office/standing"))
    await points(office, 1, 120)
    page = await office.look("陈静", "/office/ledger?rests=vouched")
    assert "更早的" in page
    nxt = re.search(r'href="(\?[^"]*before=\d+)"', page)
    page = await office.look("陈静", "/office/ledger" + nxt[1].replace("&amp;", "&"))
    print(page)
    for q in ("state=reversals", "state=taken-back", "grid=B3U1", "grid=HT01", "grid=xx", "rests=seen", "from=2026-11", "from=什么", "person=%2312"):
        print(q, len(await office.look("陈静", "/office/ledger?" + q)))
    await office.look("刘洋", "/office/ledger")
