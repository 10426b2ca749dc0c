"""Pictures of the real thing: `python -m tests.screenshots FOLDER [HELP]`, or `make screenshots`.

The demo's stage is set, each scene of tests/scenes.py is played on it by the people it is about, and their phone is
photographed in Chromium; the public pages, and the office's as its coordinator sees them, are photographed at phone and
desktop size. Everything goes into FOLDER as
PNG; the pictures that bot/help.toml names go into HELP as well, made small, a folder for each language.
"""

import asyncio
import io
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Browser
from sqlalchemy import func, select, update
from sqlmodel import Session, col
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.compose import ZONE
from bot.demo.commands import DEMO_START, scratch
from bot.demo.fakes import Said
from bot.demo.page import DemoPage
from bot.demo.stage import Role, Stage
from bot.help import book
from bot.web.office import ALL
from bot.web.office.door import COOKIE
from bot.web.server import link, templates
from messages.catalogue import say
from messages.paper.board_pages import drawn
from messages.paper.papers import PAPERS
from messages.paper.typesetting import pictures
from models import web_sessions
from models.cases import Case
from models.events import Event
from models.grid import Grid
from models.people import LANGUAGES, SMS, TELEGRAM, Address, Person, address_of, link_address
from models.posts import BUILDING_HEAD, COORDINATOR, GRID_HEAD, PARTNER, REVIEWER, UNIT_HEAD, VOLUNTEER, Post, appoint
from tests.browser import browser, served
from tests.public_site import honour, posted, wish
from tests.scenes import PAGES, PAPER, SCENES, SIZES, Scene

WIDTH = 390
COLOURS, TALLEST = 48, 1500
"""Of the pictures for the pages of help; pixels."""
PAPER_PPI = 80
"""Pixels an inch of a page of paper."""
ELDERS = {"zh-CN": "+8615400009001", "en": "+8615400009002"}
"""The phones of the elders who are entered; nobody has such a number (bot/demo/community.py)."""
PHONE = """<!doctype html><html lang="{{ language }}"><head><meta charset="utf-8"><title>{{ title }}</title>
<link rel="stylesheet" href="/static/site.css"><link rel="stylesheet" href="/static/demo.css"><style>
body { background: #fff } .phone { border: 0; padding: .5rem } .screen { height: auto; overflow: visible }
</style></head><body><section class="phone {{ 'sms' if role.channel == 'sms' else 'rich' }}">
<h2>{{ title }}<small>{{ "SMS" if role.channel == "sms" else "Telegram" }}</small></h2><div class="screen">
{% for bubble in bubbles %}<div class="bubble {{ 'mine' if bubble.mine else 'theirs' }}"><p>{{ bubble.text }}</p>
{% if bubble.buttons %}<div class="buttons">
{% for label, data in bubble.buttons %}<button>{{ label }}</button>{% endfor %}
</div>{% endif %}</div>{% endfor %}</div></section></body></html>"""
"""A phone as the demo shows it, without what a visitor does."""


class Studio:
    """The stage with people of every role in a language, and a browser that looks at their phones."""

    def __init__(self, stage: Stage, opened: Browser, base: str, language: str) -> None:
        self.stage, self._browser, self._base, self.language = stage, opened, base, language

    async def play(self, scene: Scene) -> bytes:
        """Play a scene and photograph the phone it is about."""
        for step in scene.zh if self.language == "zh-CN" else scene.en:
            await self._step(scene.role, step.format(**await self._numbers()))
        tab = await self._browser.new_page(viewport={"width": WIDTH, "height": 400}, device_scale_factor=1.5)
        await tab.goto(f"{self._base}/phone/{self.language}/{scene.role}/{scene.last}")
        picture = await tab.locator(".phone").screenshot()
        await tab.close()
        return picture

    async def _step(self, role: str, step: str) -> None:
        """One line of a scene."""
        who, colon, rest = step.partition(": ")
        if colon and who in self.stage.roles:
            role, step = who, rest
        if step.startswith("+"):
            length = timedelta(days=int(step[1:-1])) if step[-1] == "d" else timedelta(hours=int(step[1:-1]))
            await self.stage.move_to(self.stage.clock.now() + length)
            return
        person = self.stage.roles[role]
        if not step.startswith("["):
            await self.stage.says(person.channel, person.address, person.name, step)
            return
        for said in reversed(said_on(self.stage, person)):
            data = next((data for label, data in said.buttons if step[1:-1] in label), None)
            if data is not None:
                await self.stage.presses(person.address, person.name, said.id, data)
                return
        raise LookupError(f"{role} has no button {step}: {said_on(self.stage, person)[-1]}")

    async def _numbers(self) -> dict[str, int | str]:
        """The newest number of each kind, for what a step says."""

        def look(session: Session) -> dict[str, int | str]:
            tables: dict[str, Any] = {"case": Case, "event": Event}
            return {
                name: session.execute(select(func.max(col(table.id)))).scalar() or 0 for name, table in tables.items()
            }

        return await self.stage.app.db.read(look) | {"phone": ELDERS[self.language].removeprefix("+86")}


def said_on(stage: Stage, person: Role) -> list[Said]:
    """What is on somebody's phone."""
    return (stage.twilio if person.channel == SMS else stage.telegram).phones[person.address].said


def people(session: Session, place: int, language: str, now: datetime, today: date) -> list[Role]:
    """Somebody of every role round a stairwell of the `place`-th station, and an elder's phone."""
    unit, head, head_at = next(one for one in _holders(session, UNIT_HEAD) if one[0].code.startswith(f"HT0{place + 1}"))
    building = session.get_one(Grid, unit.parent_id)
    area = session.get_one(Grid, building.parent_id)
    leader, leader_at = next((one, at) for grid, one, at in _holders(session, GRID_HEAD) if grid.id == area.id)
    office = [(one, at) for _, one, at in _holders(session, COORDINATOR)]
    _, partner, partner_at = _holders(session, PARTNER)[0]
    found = [
        ("unit_head", head, head_at), ("grid_head", leader, leader_at), ("coordinator", *office[0]),
        ("colleague", *office[1]), ("partner", partner, partner_at),
    ]  # fmt: skip
    new = (("building_head", BUILDING_HEAD, building, "马秀芳"), ("volunteer", VOLUNTEER, unit, "刘洋"),
           ("reviewer", REVIEWER, area, "祁建国"))  # fmt: skip
    for number, (key, role, grid, name) in enumerate(new):
        person, chat = Person(name=name, created_at=now, consent_at=now), f"{900_000 + place * 10 + number}"
        session.add(person)
        session.flush()
        assert person.id is not None
        link_address(session, person.id, TELEGRAM, chat, now)
        appoint(session, grid, role, person.id, today, now)
        found.append((key, person, chat))
    roles = [Role(key, TELEGRAM, at, person.name, "") for key, person, at in found]
    return [*roles, Role("resident", SMS, ELDERS[language], "王桂花", "")]


def speak(session: Session, roles: Sequence[Role], language: str) -> None:
    """These people speak that language from now on; coordinators and partner are in the scenes of both."""
    chats = select(col(Address.person_id)).where(col(Address.value).in_([role.address for role in roles]))
    session.execute(update(Person).where(col(Person.id).in_(chats)).values(language=language))


def _holders(session: Session, role: str) -> list[tuple[Grid, Person, str]]:
    """(grid, person, chat) of everybody with that role on Telegram, by grid."""
    query = (
        select(Grid, Person, col(Address.value)).join(Post, col(Post.grid_id) == col(Grid.id))
        .join(Person, col(Person.id) == col(Post.person_id)).join(Address, col(Address.person_id) == col(Person.id))
        .where(col(Post.role) == role, col(Address.channel) == TELEGRAM).order_by(col(Grid.code), col(Person.id))
    )  # fmt: skip
    return [(grid, person, chat) for grid, person, chat in session.execute(query)]


async def main(folder: Path, helped: Path | None) -> None:
    """Take every picture; with `helped`, those of the help pages small into that folder as well."""
    with tempfile.TemporaryDirectory() as made:
        stage = Stage(scratch(Path(made)), DEMO_START.astimezone(UTC))
        await stage.set()
        casts = [await cast(stage, place, language) for place, language in enumerate(LANGUAGES)]
        await stage.move_to(stage.clock.now() + timedelta(minutes=6))
        app = DemoPage(stage).app()

        async def phone(request: Request) -> Response:
            role, last = stage.roles[request.path_params["role"]], request.path_params["last"]
            language = request.path_params["language"]
            title = say(f"role-{role.key.replace('_', '-')}", language)
            shown = {"role": role, "bubbles": said_on(stage, role)[-last:], "language": language, "title": title}
            return HTMLResponse(templates.from_string(PHONE).render(**shown))

        app.routes.insert(0, Route("/phone/{language}/{role}/{last:int}", phone))
        async with served(app) as base, browser() as opened:
            played = [(scene, one) for one in zip(LANGUAGES, casts, strict=True) for scene in SCENES]
            for scene, (language, roles) in sorted(played, key=lambda one: one[0].turn):
                stage.roles = roles
                await stage.app.db.run(speak, [*roles.values()], language)
                keep(await Studio(stage, opened, base, language).play(scene), scene.name, language, folder, helped)
            await stage.move_to(stage.clock.now() + timedelta(days=7))
            for full in (False, True):
                if full:
                    await stage.app.db.run(furnish, stage.clock.now())
                for language, one in ((language, one) for language in LANGUAGES for one in PAGES if one.full == full):
                    for size in SIZES:
                        picture = await photograph(opened, base, one.path, language, size)
                        keep(picture, f"{one.name}-{size}", language, folder, helped)
            for language, roles in zip(LANGUAGES, casts, strict=True):
                await stage.app.db.run(speak, [*roles.values()], language)
                await photograph_office(stage, opened, base, roles["coordinator"], language, folder, helped)
                keep(
                    await stage.app.db.run(printed, stage, roles["unit_head"], language),
                    PAPER,
                    language,
                    folder,
                    helped,
                )
        await stage.app.close()


async def cast(stage: Stage, place: int, language: str) -> dict[str, Role]:
    """The people of the scenes in one language; nobody else plays them any more."""
    now = stage.clock.now()
    roles = await stage.app.db.run(people, place, language, now, now.astimezone(ZONE).date())
    await stage.app.db.run(speak, roles, language)
    for role in roles:
        stage.players.leave(role.channel, role.address)
    return {role.key: role for role in roles}


def furnish(session: Session, now: datetime) -> None:
    """Something of everything that public pages show: wishes, honours whose bearers agreed, a list that is posted."""
    for words in ("想要一个放大镜看报纸", "想有人教我用手机挂号", "想要一盆好养的花"):
        wish(session, now, words)
    for name, story in (("赵秀兰", "每天给楼上的老人读报。"), ("钱志远", "周末教院里的孩子写毛笔字。")):
        honour(session, now, name, story)
    posted(session, now, 5)


def printed(session: Session, stage: Stage, head: Role, language: str) -> bytes:
    """The notice board of a unit head's stairwell as it is printed, a picture of the page."""
    paths = [grid.path for grid, _, at in _holders(session, UNIT_HEAD) if at == head.address]
    about = {"paths": paths, "size": "a4", "bot": stage.app.community.bot_name, "number": ""}
    facts = PAPERS["boards"].facts(session, about, language, stage.clock.now(), ZONE)
    [page] = pictures("boards", drawn(facts), PAPER_PPI)
    return page


async def photograph(opened: Browser, base: str, path: str, language: str, size: str) -> bytes:
    """A page as a phone or a desktop shows it, down to its end."""
    width, height = SIZES[size]
    tab = await opened.new_page(viewport={"width": width, "height": height})
    await tab.goto(base + link(path, language))
    await tab.evaluate("document.querySelectorAll('img').forEach((one) => { one.loading = 'eager'; })")
    await tab.wait_for_load_state("networkidle")
    picture = await tab.screenshot(full_page=True)
    await tab.close()
    return picture


async def photograph_office(
    stage: Stage, opened: Browser, base: str, who: Role, language: str, folder: Path, helped: Path | None
) -> None:  # fmt: skip
    """Every page of the office's menu, as somebody who is signed in sees it."""
    db, now = stage.app.db, stage.clock.now()
    address = await db.read(address_of, who.channel, who.address)
    assert address is not None
    token = await db.run(web_sessions.begin, address.person_id, now)
    for size, (width, height) in SIZES.items():
        context = await opened.new_context(viewport={"width": width, "height": height})
        await context.add_cookies([{"name": COOKIE, "value": token, "url": base}])
        tab = await context.new_page()
        for page in (page for page in ALL if page.menu):
            await tab.goto(base + page.path)
            name = page.path.strip("/").replace("/", "-")
            keep(await tab.screenshot(full_page=True), f"{name}-{size}", language, folder, helped)
        await context.close()


def keep(picture: bytes, name: str, language: str, folder: Path, helped: Path | None) -> None:
    """Write it as it is, and small for the pages of help if they show it."""
    (folder / language).mkdir(parents=True, exist_ok=True)
    (folder / language / f"{name}.png").write_bytes(picture)
    print(f"{language}/{name}.png", flush=True)
    if helped is not None and name in {one.name for one in book().pictures}:
        (helped / language).mkdir(parents=True, exist_ok=True)
        (helped / language / f"{name}.png").write_bytes(small(picture))


def small(picture: bytes) -> bytes:
    """The picture in few colours and not longer than TALLEST: text and flat colours lose nothing by it."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as whole:
        top = whole.convert("RGB").crop((0, 0, whole.width, min(whole.height, TALLEST)))
        top.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
