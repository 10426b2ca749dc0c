"""The public site as it is served: board, joining page, health, metrics."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from bot.web.board import BoardPages
from bot.web.server import Site, build_site
from models.heartbeats import SCHEDULER, WORKER
from models.joining import make_code
from models.people import TELEGRAM
from tests.browser import browser, served
from tests.public_site import words
from tests.talk import Talk


class Served:
    """A small community's site on loopback. `age` and `inbox` are what the heartbeats say."""

    def __init__(self, talk: Talk) -> None:
        self.talk, self.base = talk, ""
        self.age: float | None = 1.0
        self.inbox: float | None = 2.0
        self.database_away = False
        about = (talk.db, talk.clock, talk.community)
        self.app = build_site([*Site(*about, self.pulse).routes(), *BoardPages(*about).routes()])
        self.client = httpx.AsyncClient(timeout=30)

    async def pulse(self) -> dict[str, float | None]:
        """What the heartbeats say."""
        if self.database_away:
            raise OperationalError("SELECT", {}, Exception("gone"))
        return {SCHEDULER: self.age, WORKER: self.inbox}

    async def get(self, path: str) -> httpx.Response:
        """Fetch a page."""
        return await self.client.get(self.base + path)


@pytest.fixture
async def site(talk: Talk) -> AsyncIterator[Served]:
    """The site of the small community."""
    site = Served(talk)
    async with served(site.app) as site.base, site.client:
        yield site


async def test_the_board_shows_coverage_and_standing_in_both_languages(site: Served) -> None:
    """Figures and grids are there, people and anything from elsewhere are not."""
    assert "本月还没有任务" in (await site.get("/")).text
    await site.talk.issue_inspection()
    await site.talk.says("李姨", "1")
    board = await site.get("/")
    assert "楼道检索：应报2个单元，已报1个，完成率50%" in words(board) and "长城苑网格" in board.text
    assert "李姨" not in board.text and "王芳" not in board.text
    assert "Stairwell inspection: 1 of 2 units" in words(await site.get("/?lang=en"))
    assert "default-src 'self'" in board.headers["content-security-policy"]


async def test_a_name_is_text_and_never_a_page(site: Served) -> None:
    """A grid somebody named with marks of HTML is shown as it was written; forms can lead nowhere else."""
    await site.talk.grid("HT0102", "<script>alert(1)</script>", 3, "HT01")
    await site.talk.grid("B4", "4号楼", 4, "HT0102")
    await site.talk.grid("B4U1", "4号楼1单元", 5, "B4")
    await site.talk.person("赵刚", TELEGRAM, "1050", "unit_head", "B4U1")
    await site.talk.issue_inspection()
    await site.talk.says("赵刚", "1")
    board = await site.get("/")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in board.text and "<script>" not in board.text
    assert "form-action 'self'" in board.headers["content-security-policy"]


async def test_the_joining_page_carries_the_code_and_no_guess_at_it(site: Served) -> None:
    """A code of the right form gets its QR and link; anything else is a plain 404."""
    code, _ = await site.talk.db.run(make_code, grid_id=3, person_id=None, made_by=None, now=site.talk.clock.now())
    found = await site.get(f"/join/{code}")
    assert found.status_code == 200 and f"start={code}" in found.text and "data:image/svg" in found.text
    for wrong in ("short", "<script>alert(1)</script>", "O0O0O0O0O0"):
        answer = await site.get(f"/join/{wrong}")
        assert answer.status_code == 404 and "<script>" not in answer.text


async def test_the_joining_page_looks_right_in_a_browser(site: Served) -> None:
    """The style sheet and the QR load from the site itself; nothing is refused by its own policy."""
    wrong: list[str] = []
    async with browser() as opened:
        tab = await opened.new_page(viewport={"width": 390, "height": 800})
        tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        tab.on("requestfailed", lambda asked: wrong.append(asked.url))
        await tab.goto(f"{site.base}/join/ABCDEFGHJK")
        assert await tab.evaluate("document.querySelector('.qr').naturalWidth > 100")
        assert await tab.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(185, 28, 28)"
    assert wrong == []


async def test_health_follows_the_heartbeats(site: Served) -> None:
    """200 while somebody ticks and somebody looks at the inbox; else 503, and says who is missing. A pause is well."""
    well = await site.get("/health")
    assert well.status_code == 200
    working = {"ok": True, "seconds_since_tick": 1, "seconds_since_inbox": 2, "missing": []}
    assert well.json() == working | {"sending_paused": False}
    await site.talk.says("陈静", "暂停发送")
    assert (await site.get("/health")).json() == working | {"sending_paused": True}
    site.age = 301.0
    late = await site.get("/health")
    assert late.status_code == 503 and late.json()["missing"] == ["scheduler"]
    site.age, site.inbox = 299.0, None
    nobody = await site.get("/health")
    assert nobody.status_code == 503 and nobody.json()["missing"] == ["worker"]
    assert "stairwell_inbox_age_seconds +Inf" in (await site.get("/metrics")).text


async def test_health_without_the_database(site: Served) -> None:
    """A database that does not answer is named, and is no error page."""
    site.database_away = True
    answer = await site.get("/health")
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "missing": ["database"]})


async def test_metrics_are_for_the_machine_itself(site: Served) -> None:
    """From a loopback address by an address of its own they are there; by a name, a proxy or from afar nothing is."""

    async def status(host: str = "localhost:8000", peer: str = "127.0.0.1", version: str = "1.1", **more: str) -> int:
        async def asked(scope: Any, receive: Any, send: Any) -> None:
            await site.app({**scope, "http_version": version}, receive, send)

        transport = httpx.ASGITransport(app=asked, client=(peer, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return (await client.get("/metrics", headers={"Host": host, **more})).status_code

    for host in ("localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.1.5"):
        assert await status(host) == 200, host
    for host in ("loudao.example.org", "8.8.8.8", "", "[", "localhost.example.org"):
        assert await status(host) == 404, host
    assert await status(peer="::1") == 200 and await status(peer="192.168.1.9") == 404 == await status(peer="")
    assert await status(version="1.0") == 404  # nginx, told nothing more than where to pass it
    for header in ("X-Forwarded-For", "X-Forwarded-Proto", "Via", "Forwarded"):
        assert await status(**{header: "x"}) == 404, header


async def test_metrics_count_rows_by_state_and_name_nobody(site: Served) -> None:
    """Prometheus finds messages and inbox by state; no name and no number."""
    await site.talk.issue_inspection()
    await site.talk.says("李姨", "1")
    text = (await site.get("/metrics")).text
    assert 'stairwell_messages{state="sent"} 3.0' in text and 'stairwell_inbox{state="handled"} 1.0' in text
    assert "stairwell_tick_age_seconds 1.0" in text and "李姨" not in text and "139000" not in text
