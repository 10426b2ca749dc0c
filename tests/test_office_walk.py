"""Every page of the office as every role: who may open it, in a real browser, by the keyboard alone, read by axe."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page as Tab
from starlette.routing import compile_path

from bot.web.office import ALL
from bot.web.office.pages import MENUS, Page
from models.permissions import Actor, Held, Scope, scope_of
from tests.browser import browser
from tests.office_pages import OfficePages, office_of
from tests.talk import Talk

STAFF = {
    "王芳": "unit_head", "陈静": "coordinator", "孙楼长": "building_head", "吴格长": "grid_head", "郑评议": "reviewer",
    "何志愿": "volunteer", "颐康中心": "partner", "老李": "resident",
}  # fmt: skip
PLACES = {"building_head": "B3", "grid_head": "HT0101", "reviewer": "HT0101", "volunteer": "HT0101", "partner": "HT"}
SIZES = ((390, 844), (1366, 900))
ON_ONE = pytest.mark.parametrize("kind", ["sqlite"])
"""What a browser shows does not depend on the database."""
NOTHING_THERE = {"/office/review/{id:number}", "/office/event/{number}"}
"""Pages of a thing of which this community has none; test_office_records.py and test_office_photos.py look at them."""
PLAIN = [page for page in ALL if "{" not in page.path]


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[OfficePages]:
    """The small community with somebody of every role, an inspection under way, a case, a wish, a message."""
    for number, (name, role) in enumerate(STAFF.items()):
        if name not in talk.addresses:
            place = PLACES.get(role, "")
            await talk.person(name, "telegram", str(2000 + number), role if place else "", place)
    await talk.issue_inspection()
    for name, words in (
        ("李姨", "1"), ("王芳", "报修 楼道灯坏了"), ("王芳", "心愿 想要一个放大镜"), ("王芳", "办事 高龄津贴 申请"),
        ("陈静", "群发 单元长: 明天上午停水"),
    ):  # fmt: skip
        await talk.says(name, words)
    await talk.presses("陈静", "确认")
    async with office_of(talk) as pages:
        yield pages


def test_every_page_stands_in_the_table_once() -> None:
    """Paths are unique, and the groups of the menu exist."""
    paths = [page.path for page in ALL]
    assert len(paths) == len(set(paths))
    assert all(page.menu in (*MENUS, "") for page in ALL)


@pytest.mark.parametrize("name", STAFF)
async def test_a_page_opens_for_whom_the_table_says(office: OfficePages, name: str) -> None:
    """What a role may see opens; what it may not looks like nothing, whoever knows the address."""
    for page in PLAIN:
        answer = await (await office.sign_in(name)).get(page.path)
        assert answer.status_code == (200 if _may(STAFF[name], page) else 404), page.path
        assert "no-store" in answer.headers["cache-control"]


@ON_ONE
async def test_every_page_is_readable_by_everybody(office: OfficePages) -> None:
    """No serious finding of axe-core (WCAG 2 AA and more), nothing wider than the screen, nothing from elsewhere."""
    async with browser() as opened:
        for width, height in SIZES:
            context = await opened.new_context(viewport={"width": width, "height": height})
            tab = await context.new_page()
            wrong = _watched(tab, office.base)
            await office.opens("陈静", tab)
            links: set[str] = set()
            for page in PLAIN:
                links |= await _looked_at(tab, office.base, page.path)
            others = {page.path: _one_of(page, links) for page in ALL if page not in PLAIN}
            for path in filter(None, others.values()):
                await _looked_at(tab, office.base, path)
            assert {path for path, found in others.items() if not found} <= NOTHING_THERE
            assert not {page.path for page in PLAIN if not page.menu} - links
            assert wrong == []
            await context.close()


@ON_ONE
@pytest.mark.parametrize("name", STAFF)
async def test_every_role_sees_its_pages_on_a_phone_and_a_desk(office: OfficePages, name: str) -> None:
    """What stands in the menu of a role opens in a browser at both sizes, fits, and brings no error."""
    async with browser() as opened:
        for width, height in SIZES:
            context = await opened.new_context(viewport={"width": width, "height": height})
            tab = await context.new_page()
            wrong = _watched(tab, office.base)
            await office.opens(name, tab)
            menu = await tab.evaluate("[...document.querySelectorAll('nav .group a')].map(a => a.pathname)")
            assert set(menu) == {page.path for page in PLAIN if page.menu and _may(STAFF[name], page)}
            for path in menu:
                await tab.goto(office.base + path)
                assert await tab.locator("h1").inner_text() not in ("", "这里没有页面"), path
                assert await tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
            assert wrong == []
            await context.close()


@ON_ONE
async def test_the_pages_work_by_the_keyboard_alone(office: OfficePages) -> None:
    """Signing in, skipping the menu, opening a page of the menu and signing out need no mouse; the focus is seen."""
    async with browser() as opened:
        tab = await opened.new_page(viewport={"width": 1366, "height": 900})
        await tab.goto(await office.link("陈静"))
        await tab.keyboard.press("Tab")
        await tab.keyboard.press("Enter")
        await tab.wait_for_url("**/office")
        await tab.keyboard.press("Tab")
        await tab.keyboard.press("Enter")
        assert await tab.evaluate("document.activeElement.id") == "main"
        await tab.goto(f"{office.base}/office")
        reached = await _tabbed(tab)
        assert [page.path for page in PLAIN if page.menu and page.path not in reached] == []
        out = tab.locator("form.out button")
        await out.focus()
        assert await out.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
        await tab.keyboard.press("Enter")
        await tab.wait_for_url("**/in")


def _may(role: str, page: Page) -> bool:
    held = () if role == "resident" else (Held(role, 1, "/HT/", 1, "HT", ""),)
    return scope_of(Actor(1, "", "zh-CN", True, held), page.act) is not Scope.NONE


def _watched(tab: Tab, base: str) -> list[str]:
    """What goes wrong in a tab from now on: errors, and requests to elsewhere."""
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    tab.on("request", lambda asked: None if asked.url.startswith((base, "data:")) else wrong.append(asked.url))
    return wrong


async def _looked_at(tab: Tab, base: str, path: str) -> set[str]:
    """Where a page leads, after it was found readable."""
    await tab.goto(base + path)
    assert await _faults(tab) == [], path
    assert await tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    hrefs = "[...document.querySelectorAll('main a')].map(a => a.pathname)"
    return set(await tab.evaluate(hrefs))


def _one_of(page: Page, links: set[str]) -> str:
    """An address among these that is this page's; "" where there is none."""
    fits = compile_path(page.path)[0]
    plain = {one.path for one in PLAIN}
    return next((link for link in sorted(links - plain) if fits.match(link)), "")


async def _faults(tab: Tab) -> list[Any]:
    found = await Axe().run(tab)
    serious = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
    return [(one["id"], [node["html"] for node in one["nodes"]][:2]) for one in serious]


async def _tabbed(tab: Tab) -> set[str]:
    """The addresses of what the tabulator key reaches."""
    reached: set[str] = set()
    for _ in range(200):
        await tab.keyboard.press("Tab")
        found = await tab.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName")
        if found == "BODY":
            break
        reached.add(found)
    return reached
