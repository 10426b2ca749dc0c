"""Signing in to the pages: the link, the session, the Mini App, and what other sites' forms cannot do."""

import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from html import escape
from urllib.parse import urlencode

import httpx
import pytest
from sqlmodel import col, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.web.office.door import TELEGRAM_WEB
from models.audit import Audit
from tests.browser import browser, served
from tests.office_pages import BOT_TOKEN, OfficePages, office_of
from tests.talk import Talk, rows


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[OfficePages]:
    """The pages of the small community."""
    async with office_of(talk) as pages:
        yield pages


async def test_a_link_signs_in_once_and_only_by_its_button(office: OfficePages) -> None:
    """Looking at a link uses nothing up, its button signs in, a second press or a later one does not."""
    link = await office.link("陈静")
    async with httpx.AsyncClient(base_url=office.base) as client:
        assert (await client.get("/office")).headers["location"] == "/in"
        for _ in range(3):
            assert "登录" in (await client.get(link)).text
            assert "set-cookie" not in (await client.head(link)).headers
        assert (await client.post(link)).headers["location"] == "/office"
        page = await client.get("/office")
        assert page.status_code == 200 and "陈静" in page.text
        assert "no-store" in page.headers["cache-control"]
        assert "default-src 'none'" in page.headers["content-security-policy"]
    async with httpx.AsyncClient(base_url=office.base) as other:
        again = await other.post(link)
        assert again.status_code == 410 and "已经用过或者过期" in again.text
        late = await office.link("陈静")
        office.talk.clock.move_to(office.talk.clock.now() + timedelta(minutes=11))
        assert (await other.post(late)).status_code == 410
        older, newer = await office.link("陈静"), await office.link("陈静")
        assert (await other.post(older)).status_code == 410 and (await other.post(newer)).status_code == 303
    signed = await rows(office.talk, select(Audit).where(col(Audit.act) == "web.sign-in"))
    assert len(signed) == 2


async def test_a_session_ends_by_itself_and_when_asked_to(office: OfficePages) -> None:
    """After an hour without use, after a working day in any case, by its button, and from the chat everywhere."""
    clock, client = office.talk.clock, await office.sign_in("陈静")
    for _ in range(13):
        clock.move_to(clock.now() + timedelta(minutes=55))
        assert (await client.get("/office")).status_code == 200
    clock.move_to(clock.now() + timedelta(minutes=55))
    assert (await client.get("/office")).status_code == 303
    await office.forget()
    client = await office.sign_in("陈静")
    clock.move_to(clock.now() + timedelta(minutes=61))
    assert (await client.get("/office")).status_code == 303
    await office.forget()
    await office.forget()
    client, phone = await office.sign_in("陈静"), httpx.AsyncClient(base_url=office.base)
    await phone.post(await office.link("陈静"))
    page = await client.get("/office")
    form = page.text.partition('name="form" value="')[2].partition('"')[0]
    kept = dict(phone.cookies)
    assert (await phone.post("/out", data={"form": form})).status_code == 303  # not this session's own form
    phone.cookies.update(kept)
    assert (await phone.get("/office")).status_code == 200
    assert "2个浏览器" in await office.talk.says("陈静", "退出登录")
    assert (await phone.get("/office")).status_code == 303
    await phone.aclose()


async def test_a_form_of_another_site_does_nothing(office: OfficePages) -> None:
    """Without the session's own mark, or when the browser says it comes from elsewhere, nothing is done."""
    client = await office.sign_in("陈静")
    page = await office.look("陈静", "/office")
    mark = page.partition('name="form" value="')[2].partition('"')[0]
    good = {"form": mark, "id": "0" * 24, "back": "/office", "words": "暂停发送 试试"}
    assert (await client.post("/office/do", data=good | {"form": "x"})).status_code == 403
    assert (await client.post("/office/do", data=good, headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403
    assert (await client.post("/office/do", data=good, headers={"Origin": "https://evil.example"})).status_code == 403
    done = await client.post("/office/do", data=good)
    assert done.status_code == 200 and "暂停" in done.text
    assert "没有再做一次" in (await client.post("/office/do", data=good)).text
    strange = await client.post("/office/do", data=good | {"id": "1" * 24, "back": "https://evil.example/office"})
    assert strange.status_code == 200 and "evil" not in strange.text
    assert 'data-here="/office"' in strange.text
    broken = await client.post("/office/do", data=good | {"id": "2" * 24, "back": "http://[", "words": "我是谁"})
    assert broken.status_code == 200 and "陈静" in broken.text and 'data-here="/office"' in broken.text


async def test_somebody_elses_question_is_not_answered(office: OfficePages) -> None:
    """A button's mark works for whom it was given to, whoever posts it."""
    await office.talk.person("赵刚", "telegram", "1050", "coordinator", "HT")
    answer = await office.acts_words("陈静", "群发 单元长: 明天停水")
    press = answer.text.partition('name="press" value="')[2].partition('"')[0]
    assert press
    assert "过期" in (await office.acts_words("赵刚", press=press)).text


def app_data(chat: int, at: datetime, token: str = BOT_TOKEN) -> str:
    """What Telegram tells a Mini App about who opened it, signed (its Mini Apps, "Validating")."""
    user = json.dumps({"id": chat, "first_name": "静"}, separators=(",", ":"))
    fields = {"auth_date": str(int(at.timestamp())), "query_id": f"AA{chat}", "user": user}
    text = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    secret = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    return urlencode(fields | {"hash": hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()})


async def test_a_mini_app_signs_in_whom_telegram_vouches_for(office: OfficePages) -> None:
    """Checked with the bot's token, fresh and once; what is forged, old, used or of a stranger opens nothing."""
    now = office.talk.clock.now()
    good = app_data(1009, now)
    async with httpx.AsyncClient(base_url=office.base) as client:
        for wrong in (
            "", "x=1", good[:-1] + ("0" if good[-1] != "0" else "1"), app_data(1009, now, "123456:another"),
            app_data(1009, now - timedelta(minutes=11)), app_data(7777, now), good.replace("1009", "1001"),
        ):  # fmt: skip
            assert (await client.post("/app", data={"data": wrong})).status_code == 410
        assert (await client.post("/app", data={"data": good})).status_code == 303
        assert "陈静" in (await client.get("/office")).text
    async with httpx.AsyncClient(base_url=office.base) as thief:
        assert (await thief.post("/app", data={"data": good})).status_code == 410


async def test_the_mini_app_in_a_real_browser(office: OfficePages) -> None:
    """Opened with Telegram's fragment it signs in without a click; without one it says what to do."""
    async with browser() as opened:
        tab = await opened.new_page(viewport={"width": 390, "height": 800})
        await tab.goto(f"{office.base}/app")
        assert "发“网页”" in await tab.inner_text("main")
        said = urlencode({"tgWebAppData": app_data(1009, office.talk.clock.now()), "tgWebAppVersion": "9.0"})
        await tab.goto("about:blank")
        await tab.goto(f"{office.base}/app#{said}")
        await tab.wait_for_url("**/office")
        assert "陈静" in await tab.inner_text("header")


FRAME = """<!doctype html><iframe id="app" src="{src}" width="390" height="700"
 sandbox="allow-scripts allow-same-origin allow-popups allow-forms allow-modals"></iframe><script>
window.addEventListener("message", (event) => {{
  const said = JSON.parse(event.data);
  if (said.eventType === "web_app_open_link") window.open(said.eventData.url, "_blank", "noreferrer");
}});</script>"""
"""A page that shows a Mini App as Telegram's web client does: its sandbox, and its answer to `web_app_open_link`."""


async def test_in_a_frame_the_mini_app_gives_a_link_once(office: OfficePages) -> None:
    """What Telegram vouches for opens no session there but a one-time link; forged, old or used it opens nothing."""
    now = office.talk.clock.now()
    good = app_data(1009, now)
    async with httpx.AsyncClient(base_url=office.base) as client:
        for wrong in ("", app_data(1009, now, "123456:another"), app_data(1009, now - timedelta(minutes=11)),
                      app_data(7777, now)):  # fmt: skip
            answer = await client.post("/app", data={"data": wrong, "framed": "1"})
            assert answer.status_code == 410 and "/in/" not in answer.text and 'href="/"' not in answer.text
        answer = await client.post("/app", data={"data": good, "framed": "1"})
        link = re.search(r'href="(/in/[\w-]+)" target="_blank" rel="noopener"', answer.text)
        assert answer.status_code == 200 and link is not None and not answer.cookies
        assert (await client.get("/office")).status_code == 303
        for again in ({"data": good, "framed": "1"}, {"data": good}):
            assert (await client.post("/app", data=again)).status_code == 410
        assert (await client.post(link[1])).headers["location"] == "/office"
        assert (await client.post(link[1])).status_code == 410


async def test_only_the_mini_app_may_be_framed_and_only_by_telegram(office: OfficePages) -> None:
    """Every answer of `/app` may be framed by Telegram's web client; nothing else by anybody."""
    assert TELEGRAM_WEB == "https://web.telegram.org"
    client = await office.sign_in("陈静")
    for answer in (await client.get("/app"), await client.post("/app", data={"framed": "1"})):
        assert "frame-ancestors https://web.telegram.org;" in answer.headers["content-security-policy"]
        assert "x-frame-options" not in answer.headers
    for path in ("/office", "/office/texts", "/office/nowhere", "/in", "/in/x", "/board", "/nowhere"):
        assert "frame-ancestors 'none'" in (await client.get(path)).headers["content-security-policy"], path
    assert "frame-ancestors 'none'" in (await client.post("/app")).headers["content-security-policy"]


async def test_in_telegrams_web_client_the_office_opens_in_a_tab(talk: Talk) -> None:
    """Framed as Telegram does it the Mini App shows a button, and the button leads to the office; in a frame of
    anybody else there is nothing, and none of the office in Telegram's."""
    pages: dict[str, str] = {}

    async def framer(request: Request) -> Response:
        return HTMLResponse(pages[request.url.path])

    outside = Starlette(routes=[Route("/{name}", framer)])
    async with (
        served(outside) as telegram, served(outside) as stranger, office_of(talk, framer=telegram) as office,
        browser() as opened,
    ):  # fmt: skip
        said = urlencode({"tgWebAppData": app_data(1009, talk.clock.now()), "tgWebAppVersion": "9.0"})
        pages["/app"] = FRAME.format(src=f"{office.base}/app#{escape(said)}")
        pages["/office"] = FRAME.format(src=f"{office.base}/in")
        tab = await opened.new_page()
        for wrong in (f"{stranger}/app", f"{telegram}/office"):
            await tab.goto(wrong)
            frame = tab.frames[1]
            await frame.wait_for_load_state()
            assert not frame.url.startswith(office.base) and "登录" not in await frame.content()
        await tab.goto(f"{telegram}/app")
        button = tab.frame_locator("#app").locator("#go")
        async with tab.context.expect_page() as coming:
            await button.click()
        new = await coming.value
        await new.click("form button")
        await new.wait_for_url("**/office")
        assert "陈静" in await new.inner_text("header")


async def test_by_sms_no_link_is_sent(office: OfficePages) -> None:
    """An elder who asks for the pages is told where to ask, without a link."""
    said = await office.talk.says("李姨", "网页")
    assert "Telegram" in said and "http" not in said and "/in/" not in said
