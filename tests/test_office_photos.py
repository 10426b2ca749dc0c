"""Photos on the office's pages: seen by whom the page opens for and nobody else, pictures and nothing but pictures."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from axe_playwright_python.async_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.async_api import Page as Tab
from sqlmodel import Session, col, select

from bot import photo_bytes
from bot.demo.fakes import FakeTelegram, Said
from bot.demo.pictures import scene
from bot.demo.players import Players
from bot.photo_bytes import SIDE, SMALL_SIDE, Pictures, plain_jpeg
from bot.photos import work_photos
from messages.channels.telegram import TelegramChannel
from messages.forms import FileRef
from models.audit import Audit
from models.cases import Case, merge
from models.checkins import CheckIn, Detail
from models.clock import MovableClock
from models.contests import Work
from models.event_thanks import EventPhoto
from models.events import CLOSED, CONTEST, Event
from models.grid import Grid
from models.nominations import SUBMITTED, Nomination
from models.people import TELEGRAM, Person
from models.photo_prints import PhotoPrint
from models.wishes import FULFILLED, Wish
from tests.browser import browser
from tests.office_pages import OfficePages, office_of
from tests.talk import Talk, rows
from tests.test_photos import picture

FILE = "a-file-id-of-telegram"
PEOPLE = (
    ("赵楼", "building_head", "B3"), ("何军", "grid_head", "HT0101"), ("别格", "grid_head", "HT0102"),
    ("刘洋", "coordinator", "HT02"), ("孙奶奶", "resident", "B3U1"),
)  # fmt: skip
ON_ONE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
"""What is no matter of the database."""
LOOKERS = {"王芳", "陈静"} | {name for name, *_ in PEOPLE}


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[OfficePages]:
    """The pages of the small community, with heads above the stairwell, a grid and a station beside it, a resident."""
    await talk.grid("HT0102", "南苑网格", 3, "HT01")
    await talk.grid("HT02", "第二服务站", 2, "HT")
    for number, (name, role, place) in enumerate(PEOPLE):
        await talk.person(name, TELEGRAM, str(1020 + number), role, place)
    async with office_of(talk) as pages:
        yield pages


async def reported(talk: Talk, file_id: str = FILE, data: bytes = b"") -> str:
    """王芳 reports the inspection with a photo; where that is."""
    await talk.issue_inspection()
    await talk.presses("王芳", "全部正常")
    talk.channels[TELEGRAM].files[file_id] = data or picture(7)
    await talk.says("王芳", photo=file_id)
    detail = (await rows(talk, select(Detail).order_by(col(Detail.id))))[-1]
    return f"/office/photo/checkin/{detail.checkin_id}/{detail.id}"


async def got(office: OfficePages, name: str, path: str) -> httpx.Response:
    """What somebody gets there."""
    return await (await office.sign_in(name)).get(path)


async def test_a_photo_is_seen_by_whom_the_page_opens_for(office: OfficePages) -> None:
    """The stairwell's page shows it small, with words for who sees no pictures; its id stays with us."""
    path = await reported(office.talk)
    page = await office.look("赵楼", "/office/grid/B3U1")
    alt = "照片：长城苑3号楼1单元，楼道检索，王芳11月2日发的"
    assert f'<a href="{path}"><img src="{path}?size=small" alt="{alt}"' in page
    assert 'width="96" height="96" loading="lazy"' in page and FILE not in page
    for name in LOOKERS:
        answer = await got(office, name, path)
        assert answer.status_code == (200 if name in ("王芳", "赵楼", "何军", "陈静") else 404), name
        assert FILE not in answer.text and FILE not in str(answer.headers)
    answer = await got(office, "赵楼", path)
    assert answer.headers["content-type"] == "image/jpeg" and Image.open(io.BytesIO(answer.content)).size == (640, 640)
    assert answer.headers["cache-control"] == "private, max-age=300" and answer.headers["vary"] == "Cookie"
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["content-disposition"] == "inline"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    small = await got(office, "赵楼", f"{path}?size=small")
    assert Image.open(io.BytesIO(small.content)).size == (SMALL_SIDE, SMALL_SIDE)
    async with httpx.AsyncClient(base_url=office.base) as nobody:
        answer = await nobody.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/in")
    await office.talk.presses("王芳", "撤销")
    assert (await got(office, "陈静", path)).status_code == 404


@ON_ONE
async def test_what_is_no_picture_is_not_passed_on(office: OfficePages) -> None:
    """Whatever else a file holds, or where it cannot be had, a picture of ours says so, in the reader's language."""
    path = await reported(office.talk)
    files = office.talk.channels[TELEGRAM].files
    gif = io.BytesIO()
    Image.new("RGB", (9, 9)).save(gif, "GIF")
    for data in (b"<script>alert(1)</script>", b"", picture(1)[:300], gif.getvalue(), b"\x89PNG\r\n\x1a\n" + bytes(90)):
        files[FILE] = data
        answer = await got(office, "陈静", path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "image/svg+xml")
        assert "照片取不到" in answer.text and answer.headers["cache-control"] == "no-store"

    async def away(file: FileRef) -> bytes:
        raise OSError(file.id)

    office.talk.channels[TELEGRAM].fetch = away  # type: ignore[method-assign]
    await office.talk.says("陈静", "语言 en")
    answer = await got(office, "陈静", path)
    assert answer.status_code == 404 and "Picture" in answer.text and "available" in answer.text


NOWHERE = (
    "checkin/1/1", "nothing/1/1", "wish/1/0", "wish/-1/1", "wish/1/-1", "wish/x/1", "checkin/1/9999999999",
    "checkin/99999999999999999999/1", "wish/9999999999/1", "case/9999999999999/1", "alike/1/1", "event/1/1", "work/1/1",
    "nomination/1/1", "finding/1/1", "checkin/1/1/1", "checkin/1", "checkin/¹/1",
)  # fmt: skip


async def test_what_is_not_there_is_not_found(office: OfficePages) -> None:
    """Kinds and numbers that nothing has, small ones and those no table holds, are a plain 404 for a coordinator."""
    for path in NOWHERE:
        answer = await got(office, "陈静", f"/office/photo/{path}")
        assert answer.status_code == 404 and "svg" not in answer.headers["content-type"], path


def _everything(session: Session, talk: Talk) -> dict[str, int]:
    """One photo of each kind at B3U1; {kind: what it is of}."""
    now, grid = talk.clock.now(), session.exec(select(Grid).where(Grid.code == "B3U1")).one()
    people = {one.name: one.id or 0 for one in session.exec(select(Person))}
    where: dict[str, Any] = {"grid_id": grid.id, "made_at": now}
    wish = Wish(
        wisher_id=people["孙奶奶"], by_id=people["孙奶奶"], state=FULFILLED, photos=f"{FILE}\nlost",
        public="想要放大镜", claimer_id=people["王芳"], fulfilled_at=now, claimed_at=now, **where,
    )  # fmt: skip
    named = Nomination(
        id=1, by_id=people["王芳"], name="赵铁山", category="good_neighbour", photos=f"{FILE}\n{FILE}", state=SUBMITTED,
        round=1, submitted_at=now, first_at=now, quarter="2026-Q4", **where,
    )  # fmt: skip
    event = Event(
        kind=CONTEST, title="少儿绘画", starts_at=now, ends_at=now + timedelta(hours=1), grid_id=grid.id or 0,
        path=grid.path, organiser_id=people["孙奶奶"], state=CLOSED, created_at=now,
    )  # fmt: skip
    for row in (wish, named, event):
        session.add(row)
    session.flush()
    sent: dict[str, Any] = {"event_id": event.id, "channel": TELEGRAM, "at": now}
    session.add(EventPhoto(place=1, photo=FILE, caption="大家辛苦", **sent))
    session.add(Work(number=1, person_id=people["王芳"], kind="photo", body=FILE, words="窗外", **sent))
    return {"wish": wish.number, "nomination": named.id, "event": event.number, "work": event.number}


async def test_each_kind_has_the_rule_of_its_page(office: OfficePages) -> None:
    """Who reads wishes, whose turn a nomination is, who holds an event: their pages show the photos, nobody else's."""
    talk = office.talk
    talk.channels[TELEGRAM].files[FILE] = picture(7)
    about = await talk.db.run(_everything, talk)
    ours = {"wish": {"何军", "陈静"}, "nomination": {"何军"}, "event": {"何军", "陈静"}, "work": {"何军", "陈静"}}
    for kind, number in about.items():
        for name in LOOKERS:
            answer = await got(office, name, f"/office/photo/{kind}/{number}/1")
            assert answer.status_code == (200 if name in ours[kind] else 404), (kind, name)
        assert (await got(office, "何军", f"/office/photo/{kind}/{number}/3")).status_code == 404
    for path, kind in (("wishes", "wish"), ("nominations", "nomination")):
        page = await office.look("何军", f"/office/{path}")
        assert page.count(f'<img src="/office/photo/{kind}/{about[kind]}/') == 2 and FILE not in page
    assert f"/office/event/{about['event']}" in await office.look("何军", "/office/events")
    assert "少儿绘画" not in await office.look("别格", "/office/events")
    page = await office.look("何军", f"/office/event/{about['event']}")
    assert "大家辛苦" in page and "窗外" in page and "王芳" not in page and FILE not in page
    assert f"/office/photo/event/{about['event']}/1" in page and f"/office/photo/work/{about['work']}/1" in page
    await office.look("别格", f"/office/event/{about['event']}", 404)


async def test_a_case_shows_what_was_sent_about_it(office: OfficePages) -> None:
    """Photos of a report, of the inspection that found it, and of what was merged into it; a quiet one's are noted."""
    talk = office.talk
    talk.channels[TELEGRAM].files |= {FILE: picture(7), "lamp": picture(8)}
    await talk.issue_inspection()
    await talk.presses("王芳", "发现问题")
    await talk.says("王芳", "2")
    await talk.presses("王芳", "提交")
    await talk.says("王芳", photo=FILE)
    await talk.says("孙奶奶", "报修 楼道灯坏了", photo="lamp")
    case, lamp = await rows(talk, select(Case).order_by(col(Case.id)))
    found = await office.look("赵楼", f"/office/case/{case.id}")
    assert f'src="/office/photo/finding/{case.id}/' in found and FILE not in found
    page = await office.look("赵楼", f"/office/case/{lamp.id}")
    path = page.partition('<a href="/office/photo/case/')[2].partition('"')[0]
    assert path.startswith(f"{lamp.id}/")
    for each in (found.partition('<a href="/office/photo/finding/')[2].partition('"')[0], path):
        kind = "case" if each == path else "finding"
        assert (await got(office, "赵楼", f"/office/photo/{kind}/{each}")).status_code == 200
        assert (await got(office, "别格", f"/office/photo/{kind}/{each}")).status_code == 404
    note = path.partition("/")[2]
    assert (await got(office, "赵楼", f"/office/photo/case/{case.id}/{note}")).status_code == 404

    def join(session: Session) -> None:
        one, other = (session.get_one(Case, about.id) for about in (lamp, case))
        merge(session, one, other, one.reporter_id, talk.clock.now())

    await talk.db.run(join)
    assert f"/office/photo/case/{case.id}/{note}" in await office.look("赵楼", f"/office/case/{case.id}")
    assert (await got(office, "赵楼", f"/office/photo/case/{case.id}/{note}")).status_code == 200

    def hush(session: Session) -> None:
        session.get_one(Case, lamp.id).category = "neighbour"

    await talk.db.run(hush)
    assert await rows(talk, select(Audit).where(Audit.act == "case.view")) == []
    await got(office, "赵楼", f"/office/photo/case/{path}")
    assert [one.subject for one in await rows(talk, select(Audit).where(Audit.act == "case.view"))] == [
        f"case:{lamp.id}"
    ]


async def test_two_photos_that_look_alike_stand_side_by_side(office: OfficePages) -> None:
    """Who looks at the later one sees the one before it too, wherever that was taken."""
    talk = office.talk
    for file_id, size in (("one", 640), ("two", 400)):
        await reported(talk, file_id, picture(7, size=size))
        while await work_photos(talk.db, talk.channels, talk.clock, talk.zone):
            pass
        talk.clock.move_to(talk.clock.now() + timedelta(days=30))
    (like,) = await rows(talk, select(PhotoPrint).where(col(PhotoPrint.like_id).is_not(None)))
    page = await office.look("陈静", "/office/checks")
    for place, size in ((1, 400), (2, 640)):
        path = f"/office/photo/alike/{like.detail_id}/{place}"
        assert f'<a href="{path}">' in page
        answer = await got(office, "陈静", path)
        assert Image.open(io.BytesIO(answer.content)).size == (size, size)
        for name in ("王芳", "刘洋"):
            assert (await got(office, name, path)).status_code == 404
    for path in (f"{like.detail_id}/3", f"{like.like_id}/1"):
        assert (await got(office, "陈静", f"/office/photo/alike/{path}")).status_code == 404


async def test_a_photo_behind_an_answer_on_a_page_is_telegrams(office: OfficePages) -> None:
    """Whoever reports on a page and sends the photo by Telegram has it looked at and shown all the same."""
    talk = office.talk
    path = await reported(talk)

    def on_a_page(session: Session) -> None:
        session.exec(select(CheckIn)).one().channel = "web"

    await talk.db.run(on_a_page)
    assert await work_photos(talk.db, talk.channels, talk.clock, talk.zone) == 1
    assert [one.state for one in await rows(talk, select(PhotoPrint))] == ["hashed"]
    assert (await got(office, "王芳", path)).status_code == 200


class Shelf:
    """A channel with pictures on it; how often it was asked."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked = 0

    async def fetch(self, file: FileRef) -> bytes:
        """The file, or OSError."""
        self.asked += 1
        if file.id not in self.files:
            raise OSError
        return self.files[file.id]


SCENES = {str(seed): picture(seed, size=96) for seed in range(6)}


@settings(max_examples=25)
@given(st.lists(st.sampled_from(sorted(SCENES)), max_size=30), st.integers(0, 20_000))
async def test_what_is_held_stays_within_its_bound(asked: list[str], most: int) -> None:
    """Whatever is asked for in whatever order, no more bytes are held than allowed, and everybody gets their own."""
    shelf = Shelf()
    shelf.files = SCENES
    pictures = Pictures({TELEGRAM: shelf}, most)
    for file_id in asked:
        assert await pictures.get(TELEGRAM, file_id, SIDE) == plain_jpeg(SCENES[file_id], SIDE)
        assert pictures.held <= most


async def test_a_photo_is_had_once_while_it_is_held() -> None:
    """A second look costs its channel nothing; what could not be had is asked for again."""
    shelf = Shelf()
    pictures = Pictures({TELEGRAM: shelf})
    assert await pictures.get(TELEGRAM, "one", SIDE) is None and await pictures.get("sms", "one", SIDE) is None
    shelf.files["one"] = picture(1)
    for _ in range(3):
        assert await pictures.get(TELEGRAM, "one", SIDE)
    assert shelf.asked == 2


async def test_a_photo_that_is_too_large_or_too_slow_is_not_had(monkeypatch: pytest.MonkeyPatch) -> None:
    """More bytes or pixels than a phone sends, or no answer in time: none, and nothing is held."""
    shelf = Shelf()
    pictures = Pictures({TELEGRAM: shelf})
    shelf.files |= {"large": picture(1), "wide": picture(2)}
    monkeypatch.setattr(photo_bytes, "MOST_BYTES", 1000)
    assert await pictures.get(TELEGRAM, "large", SIDE) is None
    monkeypatch.undo()
    monkeypatch.setattr(photo_bytes, "MOST_PIXELS", 1000)
    assert await pictures.get(TELEGRAM, "wide", SIDE) is None
    monkeypatch.setattr(photo_bytes, "FETCH_SECONDS", 0.0)
    assert await pictures.get(TELEGRAM, "large", SIDE) is None and pictures.held == 0


def test_a_picture_loses_what_the_camera_wrote_beside_it() -> None:
    """It is turned upright, and tells no place any more; a PNG with holes gets a white ground."""
    taken = Image.new("RGB", (300, 200), "red")
    exif = taken.getexif()
    exif[0x0112] = 6  # the camera was held upright
    exif.get_ifd(0x8825)[2] = (39.0, 44.0, 0.0)
    raw = io.BytesIO()
    taken.save(raw, "JPEG", exif=exif)
    made = Image.open(io.BytesIO(plain_jpeg(raw.getvalue(), 150) or b""))
    assert made.size == (100, 150) and not made.getexif() and b"Exif" in raw.getvalue()
    holes = io.BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(holes, "PNG")
    assert Image.open(io.BytesIO(plain_jpeg(holes.getvalue(), 9) or b"")).getpixel((4, 4)) == (255, 255, 255)


async def test_the_demos_phones_send_photos_that_can_be_had(clock: MovableClock) -> None:
    """What a phone photographs arrives as Telegram's would and can be had by its id; no other can. Some of the others
    send one after an inspection, once they are told to, and a few the same one again."""
    fake = FakeTelegram()
    channel = TelegramChannel("1:demo", "http://127.0.0.1/bot", request=fake)
    fake.photographs(1001, "王芳", "photo-1", scene(1))
    (update,) = await channel.get_updates(0, 0)
    inbound = channel.parse(update)
    assert inbound is not None and inbound.photo == "photo-1"
    assert await channel.fetch(FileRef(inbound.photo, "", 0)) == scene(1) != scene(2)
    with pytest.raises(OSError):
        await channel.fetch(FileRef("photo-2", "", 0))
    said, players = Said(1, False, "已记录：长城苑3号楼1单元11月楼道检索，发现问题：照明，+12分。谢谢您！"), Players()
    sent: list[list[int]] = []
    for round_ in range(3):
        for address in map(str, range(40)):
            players.join(TELEGRAM, address)
            players.hears(TELEGRAM, address, said, clock.now())
        sent.append([move.photo for move in players.due(clock.now() + timedelta(hours=1)) if move.photo])
        if not round_:
            players.take_photos()
    assert not sent[0] and len(sent[1]) > 20 and set(sent[1]) & set(sent[2]) != set(sent[1])


def errors(tab: Tab) -> list[str]:
    """What a tab complains of from now on."""
    wrong: list[str] = []
    tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    return wrong


@ON_ONE
async def test_photos_are_seen_in_a_browser(office: OfficePages) -> None:
    """Under the pages' strict policy the pictures load, on a phone and at a desk, and nothing is wider than the screen;
    the whole one opens at its own address, and where there is none, a picture says so."""
    talk = office.talk
    await reported(talk)
    about = await talk.db.run(_everything, talk)
    pages = ("/office/grid/B3U1", "/office/wishes", "/office/nominations", f"/office/event/{about['event']}")
    loaded = "[...document.images].every(one => one.complete && one.naturalWidth > 0)"
    async with browser() as opened:
        for width, height in ((390, 844), (1366, 900)):
            context = await opened.new_context(viewport={"width": width, "height": height})
            tab = await context.new_page()
            wrong = errors(tab)
            await office.opens("何军", tab)
            for path in pages:
                await tab.goto(f"{office.base}{path}")
                for image in await tab.locator("main img").all():
                    await image.scroll_into_view_if_needed()
                await tab.wait_for_function(loaded)
                assert await tab.evaluate("document.images.length") > 0, path
                assert await tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
                found = (await Axe().run(tab)).response["violations"] if width < 400 else []
                assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == [], path
            assert len(wrong) == 1 and "404" in wrong[0]  # the photo that is lost
            await tab.goto(f"{office.base}/office/grid/B3U1")
            await tab.click(".photos a")
            assert await tab.evaluate("document.images[0].naturalWidth") == 640
            await tab.goto(f"{office.base}/office/photo/wish/{about['wish']}/2")
            assert await tab.evaluate("document.documentElement.textContent") == "照片取不到"
            await context.close()
