"""The office's pages for tests: served on loopback, signed in to as people do, with the link the bot gives."""

import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
from playwright.async_api import Page

from bot.web.board import BoardPages
from bot.web.office.door import TELEGRAM_WEB, Door
from bot.web.office.frame import Office
from bot.web.office.photos import PhotoPages
from bot.web.server import Site, build_site
from tests.browser import served
from tests.talk import Talk

BOT_TOKEN = "123456:a-bot-for-tests"
LINK = re.compile(r"/in/([\w-]+)")


@dataclass
class OfficePages:
    """The pages of a small community at `base`, and who is signed in on which client."""

    talk: Talk
    base: str = ""
    clients: dict[str, httpx.AsyncClient] = field(default_factory=dict)

    async def link(self, name: str) -> str:
        """The address the bot gives somebody who asks for the pages."""
        found = LINK.search(await self.talk.says(name, "网页"))
        assert found is not None
        return f"{self.base}/in/{found[1]}"

    async def sign_in(self, name: str) -> httpx.AsyncClient:
        """A client on which they are signed in, the same one each time."""
        if name not in self.clients:
            client = httpx.AsyncClient(base_url=self.base, timeout=30)
            self.clients[name] = client
            answer = await client.post(await self.link(name))
            assert answer.status_code == 303, answer.text
        return self.clients[name]

    async def forget(self) -> None:
        """Nobody is signed in on any client any more."""
        while self.clients:
            await self.clients.popitem()[1].aclose()

    async def look(self, name: str, path: str, status: int = 200) -> str:
        """The page they see there."""
        answer = await (await self.sign_in(name)).get(path)
        assert answer.status_code == status, f"{path}: {answer.status_code}"
        return answer.text

    async def acts(self, name: str, path: str, label: str, more: str = "") -> httpx.Response:
        """They press the first button with that label on a page, with words typed beside it; what comes back."""
        page = await self.look(name, path)
        forms = re.findall(r'<form class="act".*?</form>', page, re.DOTALL)
        form = next(one for one in forms if re.search(rf"<button[^>]*>{re.escape(label)}</button>", one))
        data = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
        if more:
            data["more"] = more
        return await (await self.sign_in(name)).post("/office/do", data=data)

    async def acts_words(self, name: str, words: str = "", *, press: str = "", back: str = "/office") -> httpx.Response:
        """They say words, or press a button, on a page; what comes back."""
        page = await self.look(name, back)
        mark = page.partition('name="form" value="')[2].partition('"')[0]
        data = {"form": mark, "id": secrets.token_hex(12), "back": back, "words": words, "press": press}
        return await (await self.sign_in(name)).post("/office/do", data=data)

    async def opens(self, name: str, tab: Page, path: str = "/office") -> None:
        """They sign in in a real browser by the link, and open a page."""
        await tab.goto(await self.link(name))
        await tab.click("form button")
        await tab.goto(f"{self.base}{path}")


@asynccontextmanager
async def office_of(talk: Talk, framer: str = TELEGRAM_WEB) -> AsyncIterator[OfficePages]:
    """The pages of a talk's community, on loopback (so its cookies need no TLS); `framer` may frame its Mini App."""
    talk.community.site = "http://127.0.0.1"

    async def pulse() -> dict[str, float | None]:
        return {}

    about = (talk.db, talk.clock, talk.community)
    office = Office(talk.db, talk.clock, talk.dispatch, talk.press.make)
    routes = [*Site(*about, pulse).routes(), *BoardPages(*about).routes(), *Door(*about, BOT_TOKEN, framer).routes()]
    photos = PhotoPages(talk.db, talk.clock, office.signed, talk.channels)
    async with served(build_site([*routes, *office.routes(), *photos.routes()])) as base:
        pages = OfficePages(talk, base)
        yield pages
        await pages.forget()
