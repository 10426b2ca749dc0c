"""Help in chat, by SMS and on the pages: one table, held to what the bot understands and to what each role may."""

from collections.abc import AsyncIterator

import httpx
import pytest
from axe_playwright_python.async_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import update
from sqlmodel import col, select
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from bot.commands import ALL
from bot.grammar import Grammar
from bot.help import MOST_SEGMENTS, PAGES, book, chapters_for, entries_for, find, pictures_for
from bot.web.help import ROLES, HelpPages
from bot.web.server import STATIC
from messages.catalogue import say
from messages.segments import segments
from models.outbox import Message
from models.people import LANGUAGES, SMS, TELEGRAM
from models.permissions import PERMISSIONS, Scope
from models.posts import RESIDENT
from models.posts import ROLES as EVERY_ROLE
from models.prompts import Prompt
from tests.browser import browser, served
from tests.scenes import OFFICE, PAPER, SCENES, SIZES
from tests.scenes import PAGES as PUBLIC
from tests.talk import Talk, rows

GRAMMAR = Grammar(ALL)
NEWEST = select(Message.key).where(col(Message.purpose) == "reply").order_by(col(Message.id).desc()).limit(1)
REFUSED = (
    "not-understood", "ask-again", "error-not-allowed", "guest-hello", "help-none", "error-birthday",
    "error-code-length", "error-duty-not-found", "error-rhythm", "error-bad-date", "error-holiday-dates",
)  # fmt: skip
ROUTES = {route.intent: route for route in ALL}


def able(act: str) -> set[str]:
    """The roles that may do an act."""
    return {role for role, scope in PERMISSIONS[act].items() if scope is not Scope.NONE}


def test_every_entry_says_what_the_bot_understands_and_the_role_may() -> None:
    """What help tells somebody to say is a command as it stands, and one that everybody who is told of it may give."""
    for entry in book().entries:
        for text in (*entry.said["zh-CN"], *entry.said["en"]):
            intent = GRAMMAR.command(text)
            assert intent is not None, text
            told = (entry.only or able(entry.act)) & able(entry.act) & set(EVERY_ROLE)
            assert told <= able(ROUTES[type(intent)].act), (entry.key, text)


def test_every_command_is_in_the_help_of_some_role() -> None:
    """Whatever has words of its own is told to somebody, in each language."""
    spoken = {route.intent.__name__ for route in ALL if route.words or route.pattern}
    for language in LANGUAGES:
        told = {type(GRAMMAR.command(text)).__name__ for entry in book().entries for text in entry.said[language]}
        assert spoken - told == set(), language


def test_the_table_is_whole() -> None:
    """Keys are used once, every entry and picture has its chapter, every role its few things by SMS."""
    table, chapters = book(), {chapter.key for chapter in book().chapters}
    keys = [entry.key for entry in table.entries]
    assert len(keys) == len(set(keys))
    assert {entry.chapter for entry in table.entries} == chapters
    assert {picture.chapter for picture in table.pictures} <= chapters
    assert [role for role, _ in table.short] == list(PAGES) and set(PAGES) == set(EVERY_ROLE)
    for role, said in table.short:
        assert 3 <= len(said) <= 5
        assert all(entry.concerns({role, RESIDENT}) for entry in table.entries if entry.key in said)
        assert set(said) <= set(keys)


@pytest.mark.parametrize("role", PAGES)
def test_a_chapter_is_found_however_it_is_asked_for(role: str) -> None:
    """By its number, its name in either language, and what can be said in it; what one may not say is not found."""
    roles = {role, RESIDENT}
    for number, chapter in enumerate(chapters_for(roles), 1):
        assert entries_for(roles, chapter)
        assert find(str(number), roles) == chapter
        for language in LANGUAGES:
            assert find(chapter.name(language), roles) == chapter
            for entry in entries_for(roles, chapter):
                assert find(entry.said[language][-1], roles) == chapter
    assert find("0", roles) is None and find("99", roles) is None and find("天气", roles) is None
    assert (find("群发", roles) is None) == (role != "coordinator")
    assert find("三", roles) == chapters_for(roles)[2]


@given(st.text(max_size=40), st.sampled_from(PAGES))
def test_any_words_find_a_chapter_of_ones_own_or_none(said: str, role: str) -> None:
    """Whatever is asked for, the answer is a chapter in which one can say something, or none."""
    found = find(said, {role, RESIDENT})
    assert found is None or found in chapters_for({role, RESIDENT})


async def everybody(talk: Talk, language: str, channel: str = TELEGRAM) -> dict[str, str]:
    """{role: the name of somebody who holds it}, all on one channel."""
    places = {"coordinator": "HT", "unit_head": "B3U1", "building_head": "B3"}
    names = {}
    for number, role in enumerate(EVERY_ROLE):
        names[role] = f"{role} {language} {channel}"
        address = f"2{number}{len(language)}" if channel == TELEGRAM else f"+8613900000{number:02}{len(language)}"
        post = "" if role == RESIDENT else role
        await talk.person(names[role], channel, address, post, places.get(role, "HT0101"), language=language)
    return names


@pytest.fixture
def language(kind: str) -> str:
    """Chinese on SQLite, English on PostgreSQL: it is the words that are tested."""
    return LANGUAGES[kind == "postgresql"]


async def test_whatever_help_says_can_be_said(talk: Talk, language: str) -> None:
    """Each role says all that its help tells it: nothing is misunderstood, refused for the role or incomplete."""
    await talk.db.run(lambda session: session.execute(update(Prompt).values(answered_at=talk.clock.now())))
    people = await everybody(talk, language)
    wrong = []
    for entry in book().entries:
        role = next(one for one in EVERY_ROLE if entry.concerns({one}))
        for text in entry.said[language]:
            answer = await talk.says(people[role], text)
            key = (await rows(talk, NEWEST))[0]
            incomplete = key.startswith("usage-") and entry.key != "group"  # which asks for an address
            if not answer or incomplete or key in REFUSED:
                wrong.append((role, text, key))
            await talk.db.run(lambda session: session.execute(update(Prompt).values(answered_at=talk.clock.now())))
    assert wrong == []


async def test_help_by_sms_is_two_segments_at_most(talk: Talk, language: str) -> None:
    """The few things one needs, each chapter, and what is not found: one sentence or two, without a link."""
    people = await everybody(talk, language, SMS)
    for role, name in people.items():
        word = "帮助" if language == "zh-CN" else "help"
        asked = [
            "",
            *(str(n) for n in range(1, len(chapters_for({role, RESIDENT})) + 1)),
            "今天天气怎么样啊我想问问你们知道不知道",
        ]
        for more in asked:
            said = await talk.says(name, f"{word} {more}".strip())
            assert said and segments(said) <= MOST_SEGMENTS and "http" not in said, (role, more, said)
            assert more or segments(said) == 1, said


async def test_help_on_telegram_is_a_list_with_a_button_for_each_chapter(talk: Talk) -> None:
    """A button opens its chapter and leaves the list; a number typed belongs to whatever else was asked."""
    await talk.issue_inspection()
    shown = await talk.says("王芳", "帮助")
    assert "1 任务" in shown and "12 外出" in shown and "群发" not in shown
    assert "https://bot.example.org/help/unit-head" in shown
    assert talk.labels("王芳") == [str(number) for number in range(1, 16)]
    opened = await talk.presses("王芳", "1")
    assert "【任务】" in opened and "打卡 / 打卡 28日 ——报告楼道检索" in opened
    assert "已记" in await talk.says("王芳", "1")  # the inspection was asked before, and a digit answers that


async def test_one_chapter(talk: Talk) -> None:
    """However it is named; what is not there, or not for this person, is said kindly, with what there is."""
    for said in (
        "帮助 3",
        "帮助3",
        "帮助 三",
        "帮助 心愿",
        "帮助 “心愿”",
        "help wishes",
        "/help 认领",
        "/help@loudao_bot 3",
    ):
        assert "【心愿】" in await talk.says("王芳", said), said
    assert "【任务】" in await talk.says("王芳", "帮助 打卡") and "【外出】" in await talk.says("王芳", "帮助 外出")
    for said in ("帮助 群发", "帮助 99", "帮助 我摔倒了"):
        heard = await talk.says("王芳", said)
        assert f"“{said[3:]}”没有找到" in heard and "急事请打120" in heard and "1 任务" in heard


async def test_a_guest_who_asks_for_help_hears_how_to_join(talk: Talk) -> None:
    """A stranger gets no list of commands."""
    talk.stranger("某人", TELEGRAM, "4711")
    for said in ("帮助", "帮助 1", "帮助 群发"):
        assert "加入码" in await talk.says("某人", said)


@pytest.mark.parametrize(("english", "meant"), [
    ("close event 3", "CloseEvent"), ("roll call 3", "RollCall"), ("hand in 3", "HandIn"),
    ("change charter en Quiet, please", "ChangeCode"), ("review progress", "ReviewProgress"),
    ("share phone with everybody", "NoneType"),
])  # fmt: skip
def test_a_command_of_two_english_words_takes_more_words(english: str, meant: str) -> None:
    """What stands behind it is what it is about, unless it is one that stands alone."""
    assert type(GRAMMAR.command(english)).__name__ == meant


# --- pages ---
@pytest.fixture
async def site() -> AsyncIterator[str]:
    """The pages of help on loopback."""
    app = Starlette(routes=[*HelpPages().routes(), Mount("/static", StaticFiles(directory=STATIC))])
    async with served(app) as base:
        yield base


async def test_each_role_has_a_page_that_says_what_chat_says(site: str) -> None:
    """Every line of the role's help stands on its page, in both languages, and its pictures are there."""
    async with httpx.AsyncClient() as client:
        for language in LANGUAGES:
            query = "?lang=en" if language == "en" else ""
            front = (await client.get(f"{site}/help{query}")).text
            for name, role in ROLES.items():
                assert f'href="/help/{name}{query}"' in front
                page = (await client.get(f"{site}/help/{name}{query}")).text.replace("&#39;", "'")
                for chapter in chapters_for({role, RESIDENT}):
                    assert chapter.name(language) in page
                    for entry in entries_for({role, RESIDENT}, chapter):
                        assert entry.does(language) in page
                        assert all(f"<kbd>{text}</kbd>" in page for text in entry.said[language]), entry.key
                    for picture in book().pictures:
                        if role in picture.roles:
                            assert picture.path(language) in page
        assert (await client.get(f"{site}/help/emperor")).status_code == 404


def test_the_pictures_are_there_and_small() -> None:
    """Each picture of the table has its file in both languages, and nothing else is there; old phones can load them."""
    folder, most = STATIC / "help", 60 * 1024
    there = {str(path.relative_to(folder)): path for path in folder.rglob("*.png")}
    assert set(there) == {f"{language}/{one.name}.png" for language in LANGUAGES for one in book().pictures}
    assert {role for one in book().pictures for role in one.roles} == set(PAGES)
    assert all(path.stat().st_size <= most for path in there.values())
    assert sum(path.stat().st_size for path in there.values()) <= 1536 * 1024
    for path in there.values():
        with Image.open(path) as picture:
            assert picture.width >= 320 and picture.height >= 120


def test_every_chapter_has_a_picture_with_words_for_who_cannot_see_it() -> None:
    """Some page shows one in it; its file is there and it says what is to be seen, in each language."""
    for chapter in book().chapters:
        shown = [
            one for role in PAGES if chapter in chapters_for({role, RESIDENT}) for one in pictures_for(role, chapter)
        ]
        assert shown, chapter.key
        for language in LANGUAGES:
            assert all((STATIC / one.path(language).removeprefix("/static/")).is_file() for one in shown)
            assert all(say("help-page-picture", language, {"what": one.caption(language)}) for one in shown)
            assert len({one.caption(language) for one in shown}) == len({one.name for one in shown})


def test_each_picture_has_its_scene() -> None:
    """What `make screenshots` plays makes every picture that the pages show, and each scene is shown."""
    taken = {scene.name for scene in SCENES}
    pages = {f"{one.name}-{size}" for one in PUBLIC for size in SIZES} | {OFFICE, PAPER}
    shown = {one.name for one in book().pictures}
    assert taken <= shown <= taken | pages
    assert all(scene.zh and scene.en and 0 < scene.last < 8 for scene in SCENES)


async def test_the_pages_are_accessible_and_fit_a_phone(site: str) -> None:
    """No serious finding of axe-core at either size, every picture is loaded, and nothing is wider than the screen."""
    async with browser() as opened:
        for path in ("/help", "/help/resident", "/help/coordinator?lang=en"):
            tab = await opened.new_page(viewport={"width": 1280, "height": 900})
            await tab.goto(site + path)
            await tab.evaluate("document.querySelectorAll('img').forEach((one) => { one.loading = 'eager'; })")
            await tab.wait_for_load_state("networkidle")
            assert await tab.evaluate("[...document.images].every((one) => one.naturalWidth > 300)")
            for width in (1280, 360):
                await tab.set_viewport_size({"width": width, "height": 800})
                found = (await Axe().run(tab)).response["violations"]
                assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == [], (path, width)
                assert await tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (path, width)
            await tab.close()
