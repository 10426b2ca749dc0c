"""The public board: what it tells and never tells, how old it may be, and the honours wall."""

import asyncio
import html
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
import segno
from sqlmodel import Session, select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.board_facts import shortened
from bot.web.held import HOLD, MOST_MADE, Busy, Held
from bot.web.server import STATIC, build_site, unbroken
from models.awards import make_award_list
from models.board_codes import codes_of, renew
from models.clock import MovableClock
from models.events import CONTEST, DRAFT, MEETING, TRAINING
from models.grid import Grid
from models.nominations import ASKING
from tests.conftest import ZONE
from tests.public_site import LONG, event, honour, posted, visitor, wish, words
from tests.talk import Talk

MOST_BYTES = 100_000


@pytest.fixture
async def client(talk: Talk) -> AsyncIterator[httpx.AsyncClient]:
    """A visitor of the small community's site."""
    async with visitor(talk) as looking:
        yield looking


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
    shown = words(await client.get("/"))
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
    english = words(await client.get("/?lang=en"))
    assert "12 places left" in english and "4 days left" in english and "Tuesday 3 November, 09:00–11:00" in english
    assert len(shown.encode()) < MOST_BYTES


async def test_the_days_of_a_posting_count_down_to_the_last(talk: Talk, client: httpx.AsyncClient) -> None:
    """The last day is named, a window that is over says so, and a list that is not posted is not spoken of."""
    await talk.db.run(make_award_list, 2026, talk.clock.now(), ZONE)
    assert "评选名单" not in (await client.get("/")).text
    await talk.db.run(posted, talk.clock.now(), 0.5)
    assert "今天（11月2日）是最后一天" in words(await client.get("/"))
    talk.clock.advance(timedelta(days=1))
    assert "公示期已满" in words(await client.get("/"))


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


async def test_the_screen_of_a_hallway_has_the_squares_of_its_notice_board(
    talk: Talk, client: httpx.AsyncClient
) -> None:
    """With a board's code in the address it names the stairwell and lets one join and wish there, slide after slide;
    with a code that is none, or no more, it is the screen of the community."""

    def first(session: Session) -> tuple[int, str, str]:
        [grid] = session.exec(select(Grid).where(Grid.code == "B3U1"))
        assert grid.id is not None
        return grid.id, grid.name, codes_of(session, [grid.id])[grid.id]

    def square(text: str) -> str:
        return segno.make(text, error="m").svg_data_uri(scale=8, border=2)

    grid_id, name, code = await talk.db.run(first)
    bot = f"https://t.me/{talk.community.bot_name}"
    here = (await client.get("/screen", params={"board": code, "n": 0})).text
    assert name in here and f"board={code}" in here and square(bot) not in html.unescape(here)
    for text in (f"{bot}?start={code}", f"{bot}?start=wish_{code}"):
        assert square(text) in html.unescape(here)
    await talk.db.run(renew, grid_id, talk.clock.now())
    for board in (code, "AAAAAAAAAA", "x", "B3U1", ""):
        front = html.unescape((await client.get("/screen", params={"board": board})).text)
        assert name not in front and square(bot) in front and "board=" not in front


async def test_an_address_that_leads_nowhere_says_where_the_board_is(client: httpx.AsyncClient) -> None:
    """Mistyped, or of a year without anything: 404 in the visitor's language, and a link to what there is."""
    odd = ("1999", "x", "0", "２０２６", "9" * 20, "9" * 5000)
    years = [f"/{page}/{year}" for page in ("honours", "awards", "report") for year in odd]
    for path in ("/nowhere", "/report/2026-13", "/report/2025", "/report/2026-12", "/report/2026-11-02", *years):
        shown = await client.get(path)
        assert shown.status_code == 404 and "没有找到" in shown.text and 'href="/board"' in shown.text, path
    assert "not found" in (await client.get("/nowhere?lang=en")).text


def test_a_line_never_ends_between_a_number_and_what_it_counts() -> None:
    """Days, dates and shares are kept whole; what somebody wrote stays text."""
    assert unbroken("还剩4天（到12月29日）<b>93%") == (
        '还剩<span class="unbroken">4天</span>（到<span class="unbroken">12月29日</span>）&lt;b&gt;'
        '<span class="unbroken">93%</span>'
    )
    assert unbroken("第3<") == "第3&lt;"


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


async def test_only_so_many_different_things_wait_to_be_made(clock: MovableClock) -> None:
    """One after another; whoever asks for yet another is refused at once, for the same as others anybody may wait.

    Who goes away while they wait takes nothing from the others.
    """
    held, go, running = Held(clock, HOLD), asyncio.Event(), list[int]()

    async def slow() -> int:
        running.append(1)
        await go.wait()
        return len(running)

    waiting = [asyncio.create_task(held.get(one % MOST_MADE, slow)) for one in range(3 * MOST_MADE)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await held.get("another", slow)
    waiting.pop(0).cancel()
    go.set()
    assert sorted(await asyncio.gather(*waiting)) == sorted([*range(1, MOST_MADE + 1)] * 3)[1:]
    assert await held.get("another", slow) == MOST_MADE + 1


async def test_addresses_of_nothing_keep_nothing_of_the_board_away(talk: Talk) -> None:
    """However many years somebody thinks of, what was made for visitors is still there; the pages of all are held."""
    async with visitor(talk, HOLD) as client:
        shown = {path: (await client.get(path)).text for path in ("/", "/wishes", "/awards", "/report")}
        assert "2026年" not in shown["/awards"]
        await talk.db.run(wish, talk.clock.now(), "想要一个放大镜看报纸")
        await talk.db.run(posted, talk.clock.now(), 4)
        for year in range(1990, 2060):
            for page in ("honours", "awards", "report"):
                if year != talk.clock.now().year:
                    assert (await client.get(f"/{page}/{year}")).status_code == 404
        assert {path: (await client.get(path)).text for path in shown} == shown
        talk.clock.advance(HOLD)
        assert "放大镜" in (await client.get("/wishes")).text and "2026年" in (await client.get("/awards")).text


async def test_who_comes_to_a_busy_page_is_asked_to_come_again(talk: Talk) -> None:
    """503 with the time after which to look again, in the visitor's language."""

    async def full(request: Request) -> Response:
        raise Busy

    transport = httpx.ASGITransport(app=build_site([Route("/board", full)]))
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
        answer = await client.get("/board?lang=en")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30") and "half a minute" in answer.text


async def test_a_held_board_is_told_anew_after_a_minute(talk: Talk) -> None:
    """As it is served: what somebody did is on the board within the minute."""
    async with visitor(talk, HOLD) as client:
        assert "放大镜" not in (await client.get("/")).text
        await talk.db.run(wish, talk.clock.now(), "想要一个放大镜看报纸")
        assert "放大镜" not in (await client.get("/")).text
        talk.clock.advance(HOLD)
        assert "放大镜" in (await client.get("/")).text


def test_the_style_sheets_ask_nothing_of_a_browser_that_an_old_phone_has_not() -> None:
    """No grid, no flex, no variables: the page of an old phone is the page of all."""
    for name in ("site.css", "screen.css"):
        rules = re.sub(r":root \{.*?\}|/\*.*?\*/", "", (STATIC / name).read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"grid|flex|var\(|@import|url\(", rules), name
