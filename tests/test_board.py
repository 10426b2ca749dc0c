"""The public pages: what the board tells and never tells, every page on a phone and a desktop, the hallway screen."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import httpx
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, Route, expect
from sqlmodel import Session, select
from starlette.applications import Starlette

from bot.web.account import AccountPage
from bot.web.awards import AwardPages
from bot.web.board import BoardPages
from bot.web.board_facts import SCREEN_HONOURS, screen_board, shortened
from bot.web.events import EventPages
from bot.web.held import HOLD, Held
from bot.web.screen import EVENTS, PEOPLE, WISHES, slides
from bot.web.server import STATIC, Site, build_site
from bot.web.wishes import WishPage
from models.awards import POSTED, AwardList, make_award_list
from models.clock import MovableClock
from models.events import CONTEST, DRAFT, MEETING, TRAINING, VOLUNTEERING, Event
from models.grid import Grid, community
from models.honours import give_directly
from models.nominations import AGREED, ASKING
from models.people import Person
from models.wishes import PUBLISHED, Wish
from tests.browser import browser, served
from tests.conftest import ZONE
from tests.talk import Talk

LONG = "三年来每天给楼上行动不便的老人送饭，风雨无阻；冬天带着邻居扫雪，夏天张罗着修好了楼道的灯。" * 8
PAGES = ("/", "/?lang=en", "/honours", "/awards", "/wishes", "/report", "/join/ABCDEFGHJK")
ELSEWHERE = {"/help"}
"""Pages that are not of this file's making."""
SIZES = ((360, 740), (1280, 900))
MOST_BYTES = 100_000
LINKS = "[...document.links].filter(one => one.host === location.host).map(one => one.pathname + one.search)"
ONCE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
"""In a browser on one kind of database: what the pages are given is tested on both."""


def app_of(talk: Talk, hold: timedelta = timedelta(0)) -> Starlette:
    """The public site."""
    about = (talk.db, talk.clock, talk.community)

    async def pulse() -> dict[str, float | None]:
        return {}

    pages = [route for made in (EventPages, AwardPages, WishPage, AccountPage) for route in made(*about).routes()]
    return build_site([*Site(*about, pulse).routes(), *pages, *BoardPages(*about, hold).routes()])


@pytest.fixture
async def client(talk: Talk) -> AsyncIterator[httpx.AsyncClient]:
    """A visitor of the small community's site, without a browser."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app_of(talk)), base_url="http://site") as visitor:
        yield visitor


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


async def test_the_board_tells_what_is_going_on_and_of_people_only_who_agreed(
    talk: Talk, client: httpx.AsyncClient
) -> None:
    """Honours, events, wishes and the days left of the posting; no internal affair, no phone, nobody unasked."""
    now = talk.clock.now()

    def fill(session: Session) -> None:
        event(session, now, "扫雪 联系13812345678", place="东门 电话139 0000 0001", capacity=20, taken=8)
        event(session, now, "包饺子", roles=["volunteer", "unit_head"], capacity=3, taken=3)
        event(session, now, "我家楼道征文", kind=CONTEST)
        event(session, now, "单元长会", kind=MEETING)
        event(session, now, "消防培训", kind=TRAINING)
        event(session, now, "只给楼栋长", roles=["building_head"])
        event(session, now, "还没发布", state=DRAFT)
        event(session, now - timedelta(days=9), "早过去了")
        wish(session, now, "想要一个放大镜看报纸")
        honour(session, now, "赵秀兰", "每天给老人读报")
        honour(session, now, "还没问到", "不能看的事迹", consent=ASKING)
        posted(session, now, 4)

    await talk.db.run(fill)
    shown = (await client.get("/")).text
    for told in (
        "扫雪 联系…",
        "还有12个名额",
        "包饺子",
        "名额已满",
        "我家楼道征文",
        "放大镜",
        "赵秀兰",
        "还剩4天",
        "另有1位",
    ):
        assert told in shown, told
    hidden = (
        "13812345678",
        "0000",
        "单元长会",
        "消防培训",
        "只给楼栋长",
        "还没发布",
        "早过去了",
        "还没问到",
        "不能看的",
        "陈静",
    )
    assert [one for one in hidden if one in shown] == []
    english = (await client.get("/?lang=en")).text
    assert "12 places left" in english and "4 days left" in english and "Tuesday 3 November, 09:00–11:00" in english
    assert len(shown.encode()) < MOST_BYTES


async def test_the_days_of_a_posting_count_down_to_the_last(talk: Talk, client: httpx.AsyncClient) -> None:
    """The last day is named, a window that is over says so, and a list that is not posted is not spoken of."""
    await talk.db.run(make_award_list, 2026, talk.clock.now(), ZONE)
    assert "评选名单" not in (await client.get("/")).text
    await talk.db.run(posted, talk.clock.now(), 0.5)
    assert "今天（11月2日）是最后一天" in (await client.get("/")).text
    talk.clock.advance(timedelta(days=1))
    assert "公示期已满" in (await client.get("/")).text


async def test_every_level_has_its_standing(talk: Talk, client: httpx.AsyncClient) -> None:
    """Units, buildings, grids and stations by points; what is no level shows the grids; the other language keeps it."""
    await talk.issue_inspection()
    await talk.says("李姨", "1")
    for level, name in ((5, "长城苑3号楼2单元"), (4, "长城苑3号楼"), (3, "长城苑网格"), (2, "第一服务站")):
        standing = (await client.get(f"/board?level={level}")).text.partition('id="standing"')[2]
        assert f"<td>{name}</td>" in standing and standing.count("<td>") == 1
    for odd in ("1", "9", "x", "", "³"):
        assert "<td>长城苑网格</td>" in (await client.get("/board", params={"level": odd})).text
    assert 'href="/board?level=5&amp;lang=en"' in (await client.get("/board?level=5")).text


async def test_the_honours_wall_has_every_year_whole(talk: Talk, client: httpx.AsyncClient) -> None:
    """The board shortens what is long and says where all of it is; a year without honours is not found."""
    assert "还没有公布的荣誉" in (await client.get("/honours")).text

    def fill(session: Session) -> None:
        honour(session, talk.clock.now(), "赵秀兰", LONG)
        honour(session, talk.clock.now(), "钱老师", "教孩子写字", year=2025)

    await talk.db.run(fill)
    assert LONG not in (await client.get("/")).text and "看全部光荣榜" in (await client.get("/")).text
    assert LONG in (await client.get("/honours")).text
    before = (await client.get("/honours/2025")).text
    assert "钱老师" in before and "赵秀兰" not in before and "/honours/2026" in before
    assert (await client.get("/honours/2024")).status_code == 404


async def test_an_address_that_leads_nowhere_says_where_the_board_is(client: httpx.AsyncClient) -> None:
    """Mistyped, or of a year without anything: 404 in the visitor's language, and a link to what there is."""
    for path in ("/nowhere", "/honours/1999", "/awards/1999", "/report/2026-13", "/honours/x"):
        shown = await client.get(path)
        assert shown.status_code == 404 and "没有找到" in shown.text and 'href="/board"' in shown.text, path
    assert "not found" in (await client.get("/nowhere?lang=en")).text


def test_a_text_is_shortened_to_what_is_asked() -> None:
    """Never longer than that, and marked where something is left out."""
    assert (
        shortened("一二三", 3) == "一二三"
        and shortened("一二三四", 3) == "一二…"
        and shortened("一二三四", None) == "一二三四"
    )


async def test_what_is_held_is_a_minute_old_at_most(clock: MovableClock) -> None:
    """Many visitors cost one look; after the hold there is another; an error is nobody else's answer."""
    held, looks = Held(clock, HOLD), list[int]()

    async def look() -> int:
        await asyncio.sleep(0)
        looks.append(1)
        return len(looks)

    assert await asyncio.gather(*(held.get("board", look) for _ in range(9))) == [1] * 9
    clock.advance(HOLD - timedelta(seconds=1))
    assert await held.get("board", look) == 1 and await held.get("other", look) == 2
    clock.advance(timedelta(seconds=1))
    assert await held.get("board", look) == 3

    async def fail() -> int:
        raise ValueError("away")

    with pytest.raises(ValueError, match="away"):
        await held.get("third", fail)
    assert await held.get("third", look) == 4
    assert [await Held(clock).get("board", look) for _ in range(2)] == [5, 6]


async def test_a_held_board_is_told_anew_after_a_minute(talk: Talk) -> None:
    """As it is served: what somebody did is on the board within the minute."""
    transport = httpx.ASGITransport(app=app_of(talk, HOLD))
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as visitor:
        assert "放大镜" not in (await visitor.get("/")).text
        await talk.db.run(wish, talk.clock.now(), "想要一个放大镜看报纸")
        assert "放大镜" not in (await visitor.get("/")).text
        talk.clock.advance(HOLD)
        assert "放大镜" in (await visitor.get("/")).text


def test_the_style_sheets_ask_nothing_of_a_browser_that_an_old_phone_has_not() -> None:
    """No grid, no flex, no variables: the page of an old phone is the page of all."""
    for name in ("site.css", "screen.css"):
        rules = re.sub(r":root \{.*?\}|/\*.*?\*/", "", (STATIC / name).read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"grid|flex|var\(|@import|url\(", rules), name


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
    async with httpx.AsyncClient(base_url=base) as visitor:
        for link in sorted(links):
            if link.partition("?")[0] not in ELSEWHERE:
                assert (await visitor.get(link)).status_code == 200, link


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
async def test_every_slide_fits_the_screen_of_a_hallway(base: str, opened: Browser) -> None:
    """At their longest, lying and standing, in both languages: nothing is cut off or scrolls, no type is smaller than
    32 px, and axe-core finds nothing."""
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


async def test_a_screen_without_anything_to_tell_still_says_how_to_join(client: httpx.AsyncClient) -> None:
    """A young community has one slide, with the code; any number asked for is one of the slides there are."""
    for number in ("0", "7", "99999", "x", "-1"):
        shown = (await client.get("/screen", params={"n": number})).text
        assert "一起来" in shown and "1 / 1" in shown and "data:image/svg" in shown
    assert 'http-equiv="refresh" content="15;url=/screen?n=1"' in shown


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
