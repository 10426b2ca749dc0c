"""A public site to look at: its pages, what a board is filled with, and what a browser finds of a page."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import httpx
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page
from sqlmodel import Session, select
from starlette.applications import Starlette

from bot.web.events import EventPages
from bot.web.everything import HELD
from bot.web.help import HelpPages
from bot.web.server import Site, build_site
from models.awards import POSTED, AwardList, make_award_list
from models.events import VOLUNTEERING, Event
from models.grid import Grid, community
from models.honours import give_directly
from models.nominations import AGREED, ASKING
from models.people import Person
from models.wishes import PUBLISHED, Wish
from tests.conftest import ZONE
from tests.talk import Talk

LONG = "三年来每天给楼上行动不便的老人送饭，风雨无阻；冬天带着邻居扫雪，夏天张罗着修好了楼道的灯。" * 8


def app_of(talk: Talk, hold: timedelta = timedelta(0)) -> Starlette:
    """The public site."""
    about = (talk.db, talk.clock, talk.community)

    async def pulse() -> dict[str, float | None]:
        return {}

    pages = [route for made in HELD for route in made(*about, hold).routes()]
    return build_site([*Site(*about, pulse).routes(), *EventPages(*about).routes(), *pages, *HelpPages().routes()])


def words(page: httpx.Response) -> str:
    """What a page says, without what keeps its numbers together."""
    return re.sub(r'<span class="unbroken">(.*?)</span>', r"\1", page.text)


@asynccontextmanager
async def visitor(talk: Talk, hold: timedelta = timedelta(0)) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who looks at the site without a browser."""
    transport = httpx.ASGITransport(app=app_of(talk, hold))
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
        yield client


def event(session: Session, now: datetime, title: str, **more: Any) -> None:
    """Something that comes tomorrow."""
    root, whoever = community(session), session.exec(select(Person)).first()
    assert root.id is not None and whoever is not None and whoever.id is not None
    start = now + timedelta(days=1)
    given: dict[str, Any] = {
        "kind": VOLUNTEERING,
        "state": "announced",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
    }
    session.add(
        Event(title=title, grid_id=root.id, path=root.path, organiser_id=whoever.id, created_at=now, **(given | more))
    )


def wish(session: Session, now: datetime, words: str) -> None:
    """A wish that everybody may claim."""
    root, whoever = community(session), session.exec(select(Person)).first()
    assert root.id is not None and whoever is not None and whoever.id is not None
    session.add(
        Wish(wisher_id=whoever.id, by_id=whoever.id, grid_id=root.id, words=words, public=words, state=PUBLISHED,
             area=root.path, made_at=now, published_at=now, opened_at=now, expires_at=now + timedelta(days=30))
    )  # fmt: skip


def honour(session: Session, now: datetime, name: str, story: str, *, consent: str = AGREED, year: int = 2026) -> None:
    """An honour given."""
    root, whoever = community(session), session.exec(select(Person)).first()
    assert root.id is not None and whoever is not None and whoever.id is not None
    give_directly(
        session, name, None, "good_neighbour", story, year=year, grid_id=root.id, given_by=whoever.id, consent=consent,
        now=now,
    )  # fmt: skip


def posted(session: Session, now: datetime, days: float) -> None:
    """The year's list is posted, for so many days more."""
    make_award_list(session, now.year, now, ZONE)
    stored = session.exec(select(AwardList)).one()
    stored.state, stored.posted_at, stored.posted_until = POSTED, now, now + timedelta(days=days)
    session.add(stored)


def everything(session: Session, now: datetime) -> None:
    """As much of everything as a board ever has, and each as long as it may be."""
    for number in range(14):
        honour(session, now, f"阿卜杜热合曼·买买提{number}", LONG[:1000])
        wish(session, now, "想有人教孩子写毛笔字，周末下午都有空，纸笔自己准备，谢谢好心的邻居们，都来吧"[:40])
    for number in range(7):
        event(
            session,
            now,
            f"楼道大扫除暨邻里互助集市和老人义诊{number}",
            place="长城苑小区中心花园东侧小广场旁边的凉亭底下",
            capacity=20,
        )
    honour(session, now, "不愿公布", "……", consent=ASKING)
    posted(session, now, 3)
    for grid in session.exec(select(Grid)):
        grid.name = grid.name + "西段（含临街商铺及地下室）扩建部分以及新并入的平房片区"
        session.add(grid)


def elsewhere(tab: Page, base: str) -> list[str]:
    """Filled with whatever the page complains of, and with what it asks of anybody but its own site."""
    wrong: list[str] = []
    tab.on("console", lambda message: wrong.append(message.text))
    tab.on("request", lambda asked: None if asked.url.startswith((base, "data:")) else wrong.append(asked.url))
    return wrong


async def serious(tab: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds, best practices included."""
    results = await Axe().run(tab)
    return [(one["id"], [node["html"] for node in one["nodes"]][:2]) for one in results.response["violations"]]
