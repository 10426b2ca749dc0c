"""The pages of records: the ledger, reviews, appraisals, awards, settings, audit, the account."""

import re
from collections.abc import AsyncIterator

import pytest
from sqlmodel import Session

from models.ledger import book
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
    """王芳 reports an inspection in time: one entry."""
    await office.talk.issue_inspection()
    await office.talk.says("王芳", "打卡")
    assert "分" in await office.talk.presses("王芳", "全部正常")


async def points(office: OfficePages, person_id: int, count: int) -> None:
    """So many entries on somebody's word."""
    talk = office.talk

    def add(session: Session) -> None:
        for number in range(count):
            book(
                session, BONUS, 1, person_id=person_id, grid_id=5, source=f"test:{number}", now=talk.clock.now(),
                zone=talk.zone, actor_id=None, reason="扫雪",
            )  # fmt: skip

    await talk.db.run(add)


def main(page: str) -> str:
    """What stands in the page itself, without menu and frame."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main")[2]))


async def test_pages(office: OfficePages) -> None:
    """Draft."""
    await inspected(office)
    for path in (
        "settings",
        "health",
        "rules",
        "calendar",
        "calendar?year=2030",
        "honours",
        "texts",
        "registers",
        "report/five-ones",
    ):
        print(path, main(await office.look("陈静", "/office/" + path))[:1500], "\n")
