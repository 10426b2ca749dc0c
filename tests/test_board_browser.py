"""The public pages in a browser: on a phone and at a desk, without script or mouse, and on a hallway's screen."""

from collections.abc import AsyncIterator
from itertools import pairwise

import httpx
import pytest
from playwright.async_api import Browser, Route, expect
from sqlmodel import select

from bot.web.board_facts import SCREEN_HONOURS, screen_board
from bot.web.screen import EVENTS, PEOPLE, WISHES, slides
from models.board_codes import codes_of
from models.grid import Grid
from tests.browser import browser, served
from tests.conftest import ZONE
from tests.public_site import LONG, app_of, elsewhere, everything, serious, visitor
from tests.talk import Talk, rows

PAGES = ("/", "/?lang=en", "/honours", "/awards", "/wishes", "/report", "/join/ABCDEFGHJK")
SIZES = ((360, 740), (1280, 900))
MOST_BYTES = 100_000
LINKS = "[...document.links].filter(one => one.host === location.host).map(one => one.pathname + one.search)"
ONCE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
"""In a browser on one kind of database: what the pages are given is tested on both."""


@pytest.fixture
async def full(talk: Talk) -> Talk:
    """A small community whose board is full to the brim."""
    await talk.issue_inspection()
    for name in ("王芳", "李姨"):
        await talk.says(name, "1")
    await talk.db.run(everything, talk.clock.now())
    return talk


@pytest.fixture
async def base(full: Talk) -> AsyncIterator[str]:
    """Where its site is."""
    async with served(app_of(full)) as address:
        yield address


@pytest.fixture
async def opened() -> AsyncIterator[Browser]:
    """A browser."""
    async with browser() as started:
        yield started


@ONCE
async def test_every_page_reads_well_on_a_phone_and_a_desk(base: str, opened: Browser) -> None:
    """No finding of axe-core, headings in order, nothing wider than the screen, nothing from elsewhere, little to load;
    and every link leads somewhere."""
    links = set[str]()
    for width, height in SIZES:
        tab = await opened.new_page(viewport={"width": width, "height": height})
        wrong = elsewhere(tab, base)
        for path in PAGES:
            await tab.goto(base + path)
            assert await serious(tab) == [], (path, width)
            assert await tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
            levels = await tab.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(one => +one.tagName[1])")
            assert levels.count(1) == 1 and levels[0] == 1, path
            assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)
            loaded = "performance.getEntries().reduce((sum, one) => sum + (one.decodedBodySize || 0), 0)"
            assert await tab.evaluate(loaded) < MOST_BYTES, path
            links |= set(await tab.evaluate(LINKS))
        assert wrong == []
        await tab.close()
    async with httpx.AsyncClient(base_url=base) as client:
        for link in sorted(links):
            assert (await client.get(link)).status_code == 200, link


@ONCE
async def test_the_board_needs_no_script_and_no_mouse(base: str, opened: Browser) -> None:
    """Without scripts all of it is there; Tab first offers the way past the header, and where one is can be seen."""
    context = await opened.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    tab = await context.new_page()
    await tab.goto(base)
    for told in ("光荣榜", "积分排名", "近期活动", "微心愿", "评选名单"):
        assert await tab.get_by_role("heading", name=told).count() == 1, told
    await context.close()
    tab = await opened.new_page(viewport={"width": 1280, "height": 900})
    await tab.goto(base)
    await tab.keyboard.press("Tab")
    assert await tab.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    await tab.keyboard.press("Enter")
    assert (await tab.evaluate("location.hash")) == "#main"
    for _ in range(3):
        await tab.keyboard.press("Tab")
        assert await tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@ONCE
async def test_every_slide_fits_the_screen_of_a_hallway(full: Talk, base: str, opened: Browser) -> None:
    """At their longest, lying and standing, in both languages: nothing is cut off or scrolls, no type is smaller than
    32 px, and axe-core finds nothing; how to join a stairwell by the squares of its board included."""
    [unit] = await rows(full, select(Grid.id).where(Grid.code == "B3U1"))
    code = (await full.db.read(codes_of, [unit]))[unit]
    tab = await opened.new_page()
    for width, height, language in ((1920, 1080, "zh-CN"), (1920, 1080, "en"), (1080, 1920, "zh-CN")):
        await tab.set_viewport_size({"width": width, "height": height})
        kinds, number, count = list[str](), 0, 1
        while number < count:
            await tab.goto(f"{base}/screen?n={number}&lang={language}")
            kind, count, out, smallest = await tab.evaluate(LOOK)
            assert out == [] and smallest >= 32, (kind, number, width, language, out, smallest)
            if kind.split()[0] not in kinds and language == "zh-CN" and width > height:
                assert await serious(tab) == [], kind
            kinds, number = [*kinds, kind.split()[0]], number + 1
        assert list(dict.fromkeys(kinds)) == ["honours", "awards", "month", "standing", "events", "wishes", "join"]
        await tab.goto(f"{base}/screen?n={count - 1}&lang={language}&board={code}")
        assert await tab.locator(".doors img").count() == 2 and await serious(tab) == []
        kind, _, out, smallest = await tab.evaluate(LOOK)
        assert out == [] and smallest >= 32, (kind, width, language, out, smallest)


LOOK = """() => {
  const parts = [...document.querySelectorAll('header, h1, main, footer, .person, .places li')];
  const texts = [...document.querySelectorAll('body *')].filter(
    one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  const root = document.documentElement;
  const out = parts.filter(one => one.scrollHeight > one.clientHeight + 1).map(one => one.tagName + one.className);
  return [document.getElementById('screen').className,
          +document.querySelector('.at').textContent.split('/')[1],
          root.scrollHeight > innerHeight || root.scrollWidth > innerWidth ? ['page', ...out] : out,
          Math.min(...texts.map(one => parseFloat(getComputedStyle(one).fontSize)))];
}"""
"""The kind of a slide, how many there are, what does not hold its content, the smallest type."""


@ONCE
async def test_the_screen_goes_on_by_itself_and_keeps_what_it_has(base: str, opened: Browser) -> None:
    """After its time the next slide is there, after the last the first; while the site is away the slide stays."""
    tab = await opened.new_page(viewport={"width": 1920, "height": 1080})
    await tab.clock.install()
    await tab.goto(f"{base}/?screen=1")
    count = int((await tab.locator(".at").inner_text()).split("/")[1])
    await tab.clock.run_for(15_000)
    await expect(tab.locator(".at")).to_have_text(f"2 / {count}")

    async def away(route: Route) -> None:
        await route.abort()

    await tab.route("**/screen?*", away)
    async with tab.expect_event("requestfailed"):
        await tab.clock.run_for(15_000)
    await expect(tab.locator(".at")).to_have_text(f"2 / {count}")
    await tab.unroute("**/screen?*")
    async with tab.expect_response("**/screen?*"):
        await tab.clock.run_for(15_000)
    await expect(tab.locator(".at")).to_have_text(f"3 / {count}")
    await tab.goto(f"{base}/screen?n={count - 1}")
    await tab.clock.run_for(15_000)
    await expect(tab.locator(".at")).to_have_text(f"1 / {count}")


async def test_a_screen_without_anything_to_tell_still_says_how_to_join(talk: Talk) -> None:
    """A young community has one slide, with the code; any number asked for is one of the slides there are."""
    async with visitor(talk) as client:
        found = [(await client.get("/screen", params={"n": n})).text for n in ("0", "7", "99999", "x", "-1")]
    for shown in found:
        assert "一起来" in shown and "1 / 1" in shown and "data:image/svg" in shown
        assert 'http-equiv="refresh" content="15;url=/screen?n=1"' in shown


@ONCE
async def test_slides_hold_no_more_than_fits(full: Talk) -> None:
    """Each kind is divided where it is too much for one, and nothing of it is lost."""
    shown = await full.db.read(lambda s: slides(screen_board(s, full.clock.now(), ZONE, "zh-CN"), "zh-CN"))
    for kind, most, all_ in (("honours", PEOPLE, SCREEN_HONOURS), ("events", EVENTS, 6), ("wishes", WISHES, 8)):
        sizes = [len(one.rows) for one in shown if one.kind.split()[0] == kind]
        assert max(sizes) <= most and sum(sizes) == all_


def test_what_is_short_shares_a_slide() -> None:
    """Four short honours, or five short wishes, side by side; a long one among them has room for itself."""
    people = [{"name": "赵秀兰", "story": "读报"}] * 5 + [{"name": "钱老师", "story": LONG[:70]}]
    facts = {"honours": [{"name": "好邻居", "people": people}], "wishes": ["想听秦腔"] * 5 + [LONG[:40]] * 4}
    empty = {"awards": [], "tallies": [], "places": [], "units": [], "events": [], "vacant": "", "period": "",
             "honour_year": "2026", "fulfilled": "0", "claimed": "0"}  # fmt: skip
    sizes = [(one.kind, len(one.rows)) for one in slides(facts | empty, "zh-CN")]
    assert sizes == [
        ("honours short", 4),
        ("honours", 2),
        ("wishes short", 5),
        ("wishes", 3),
        ("wishes", 1),
        ("join", 0),
    ]
