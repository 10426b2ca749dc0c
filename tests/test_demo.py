"""`make demo` in a real browser: four phones, a clock, the real adapters underneath."""

from collections.abc import AsyncIterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from bot.demo.commands import DEMO_START
from bot.demo.page import DemoPage
from bot.demo.stage import Stage
from models.db import Database
from models.migrate import migrate
from tests.browser import browser, served

expect.set_options(timeout=90_000)


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """The demo, opened on its first morning; any request to elsewhere or error of a script fails the test."""
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    migrate(url)
    stage = Stage(Database(url, durable=False), DEMO_START.astimezone(UTC))
    await stage.set()
    await stage.cast()
    await stage.move_to(DEMO_START.astimezone(UTC) + timedelta(minutes=6))
    async with served(DemoPage(stage).app()) as base, browser() as opened:
        stage.app.community.site = base
        tab = await opened.new_page(viewport={"width": 1400, "height": 1000})
        wrong: list[str] = []
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("request", lambda asked: None if asked.url.startswith((base, "data:")) else wrong.append(asked.url))
        await tab.goto(base)
        yield tab
        assert wrong == []
    await stage.app.close()


async def test_the_four_phones_live_through_an_inspection(page: Page) -> None:
    """One message lists the head's asks, a press opens the inspection; the elder sends digits, the clock moves on."""
    head, elder, coordinator = (page.locator(f"#{key}") for key in ("head", "elder", "coordinator"))
    await expect(head.locator(".theirs")).to_contain_text(["楼道检索"])  # one bubble, and nothing else
    await expect(elder.locator(".theirs")).to_contain_text(["楼道检索"])
    await head.get_by_role("button", name="1", exact=True).click()
    await head.get_by_role("button", name="全部正常").click()
    await expect(head).to_contain_text("+10分")
    await elder.get_by_role("button", name="1", exact=True).click()
    await expect(elder.locator(".theirs").last).to_contain_text("全部正常")
    await elder.get_by_label("替").fill("收到")
    await elder.get_by_role("button", name="发送").click()
    await expect(elder).to_contain_text("还没算完成")
    await elder.get_by_role("button", name="1", exact=True).click()
    await expect(elder).to_contain_text("已记")
    await coordinator.get_by_role("button", name="未报").click()
    await expect(coordinator.locator(".theirs").last).not_to_be_empty()
    await page.get_by_role("button", name="+1周").click()
    await expect(page.locator("#day")).to_contain_text("11月9日")
    await head.get_by_role("button", name="积分").click()
    await expect(head.locator(".theirs").last).to_contain_text("10")


async def test_two_coordinators_send_to_everybody(page: Page) -> None:
    """To 497 people the second one has to agree; after the two minutes everybody has it, and its fate can be seen."""
    head, boss, colleague = (page.locator(f"#{key}") for key in ("head", "coordinator", "colleague"))
    await boss.get_by_role("button", name="群发").click()
    await boss.get_by_role("button", name="确认发送").click()
    await expect(boss.locator(".theirs").last).to_contain_text("497")
    await colleague.get_by_role("button", name="同意发送").click()
    await expect(boss.locator(".theirs").last).to_contain_text("2分钟")
    await page.get_by_role("button", name="+1小时").click()
    await expect(head).to_contain_text("【社区通知】明天上午停水")
    await boss.get_by_role("button", name="送达", exact=True).click()
    await expect(boss.locator(".theirs").last).to_contain_text("497")


async def test_the_coordinator_opens_the_office_from_the_phone(page: Page) -> None:
    """The link in the phone's message can be pressed; it opens the office, whose picture shows all 497 stairwells."""
    phone = page.locator("#coordinator")
    await phone.get_by_role("button", name="网页").click()
    async with page.expect_popup() as opening:
        await phone.locator('a[href*="/in/"]').click()
    office = await opening.value
    await office.get_by_role("button", name="登录").click()
    await office.get_by_role("link", name="网格一览").first.click()
    await expect(office.locator("main")).to_contain_text("共497个单元")


async def test_the_page_reads_well_and_is_accessible(page: Page) -> None:
    """No serious finding of axe-core at desktop and phone size, and nothing is wider than a phone."""
    for width in (1400, 390):
        await page.set_viewport_size({"width": width, "height": 900})
        results = await Axe().run(page)
        serious = [v for v in results.response["violations"] if v["impact"] in ("serious", "critical")]
        assert [(v["id"], [node["html"] for node in v["nodes"]][:2]) for v in serious] == []
        assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


async def test_the_public_board_shows_figures_and_no_person(page: Page) -> None:
    """The board has coverage and standing, and names nobody."""
    names = await page.locator(".phone h2 small").all_inner_texts()
    await page.get_by_role("button", name="+1周").click()
    await expect(page.locator("#day")).to_contain_text("11月9日")
    await page.goto(page.url.rstrip("/") + "/board")
    await expect(page.locator("h1")).to_contain_text("楼道公示")
    await expect(page.locator("body")).to_contain_text("应报497个单元")
    body = await page.locator("body").inner_text()
    assert not any(name.split(" · ")[0] in body for name in names)
