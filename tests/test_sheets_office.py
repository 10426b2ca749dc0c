"""The sheets of the office's lists: a button on each page, its rows, and never more than its reader sees there."""

import html
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.commands.spreadsheets import make_sheet, parse_sheet, sheet_paths
from bot.context import Ctx
from bot.identify import known
from bot.web.office import ALL
from bot.web.office.pages import Page
from messages.catalogue import has
from messages.forms import Inbound
from messages.paper.sheets import SHEETS, sheet_facts, sheet_named
from models import permissions
from models.import_files import WEB
from models.people import LANGUAGES, Person
from models.permissions import Actor, Held
from tests.office_lists import fill_lists
from tests.office_pages import OfficePages, office_of
from tests.talk import Talk
from tests.test_sheets_out import cells_of

LISTED = {
    "/office/people": ["?when=now"], "/office/cases": ["?which=all"], "/office/wishes": ["?state=published"],
    "/office/standing": [f"?level={level}&year=2026" for level in (3, 4, 5)],
}  # fmt: skip
"""Where a page lists just what its sheets hold, if not at its own address."""
OTHERWISE = {
    "/office/grid", "/office/report", "/office/reviews", "/office/awards", "/office/ballots", "/office/rules",
    "/office/honours", "/office/import", "/office/ledger/check", "/office/duty/{key}",
}  # fmt: skip
"""Pages that show the same in another form, or other lists beside it."""
NO_LIST = {
    "/office", "/office/health", "/office/person/{id}", "/office/grid/{code}", "/office/case/{number}",
    "/office/application/{number}", "/office/broadcast/{number}", "/office/entry/{seq:number}",
    "/office/review/{id:number}", "/office/event/{number}",
}  # fmt: skip
"""Pages of one thing, and those that list no records."""
SCOPED = {"/office/people", "/office/cases", "/office/care", "/office/knocks", "/office/letters", "/office/audit"}
"""Pages that are also looked at by a part's coordinator."""
EMPTY = {"/office/vacancies"}
"""Lists in which this community has nothing."""
FORM = re.compile(r'name="words" value="([^"]*)"><button class="quiet">(?:下载表格：|Download: )')


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[OfficePages]:
    """The pages of a small community with something in every list."""
    await fill_lists(talk)
    async with office_of(talk) as pages:
        yield pages


def lines_on(page: str) -> int:
    """How many lines the lists of a page have: rows of tables, cards, questions, duties, texts."""
    inside = page.partition("<main")[2]
    bodies = "".join(re.findall(r"<tbody>(.*?)</tbody>", inside, re.DOTALL))
    cards = "".join(re.findall(r'<ul class="cards">(.*?)</ul>', inside, re.DOTALL))
    marks = ('<article class="asked"', '<section class="card">', '<section class="acts">\n<h2')
    return bodies.count("<tr>") + cards.count("<li>") + sum(inside.count(mark) for mark in marks)


async def listed(office: OfficePages, name: str, path: str) -> int:
    """The lines of a list, through all of its pages."""
    count, number = 0, 1
    while True:
        page = await office.look(name, f"{path}{'&' if '?' in path else '?'}page={number}")
        count, number = count + lines_on(page), number + 1
        if f"page={number}" not in html.unescape(page.partition("<main")[2]):
            return count


async def made(office: OfficePages, name: str, words: str) -> dict[str, Any]:
    """What stands in the sheet they get for these words; nothing is made of what is refused."""
    talk = office.talk

    def rule(session: Session) -> dict[str, Any]:
        now = talk.clock.now()
        who = session.exec(select(Person.id).where(Person.name == name)).one() or 0
        actor = known(session, who, now.astimezone(talk.zone).date())
        assert actor is not None
        ctx = Ctx(session, now, talk.community, actor, Inbound(WEB, "0", str(who)), 0)
        reply = make_sheet(ctx, parse_sheet(words.partition(" ")[2]))
        paper = reply.facts.get("paper")
        return sheet_facts(session, paper, actor.language, now, talk.zone) if paper else {}

    return await talk.db.run(rule)


def buttons(page: str) -> list[str]:
    """What the buttons of a page for sheets say."""
    return [html.unescape(words) for words in FORM.findall(page)]


def test_every_list_of_the_office_has_a_sheet() -> None:
    """Each page lists what its sheets hold, or is one of a thing; each sheet stands on a page and has its words."""
    assert {page.path for page in ALL if not page.sheets} == NO_LIST
    assert {key for page in ALL for key in page.sheets} == set(SHEETS)
    words = [word for sheet in SHEETS.values() for word in (*sheet.zh, *sheet.en)]
    assert len(words) == len(set(words)) and all(sheet_named(word.upper()) for word in words)
    keys = {f"paper-sheet-{key}" for key in SHEETS} | {sheet.note for sheet in SHEETS.values()}
    keys |= {f"paper-column-{name}" for sheet in SHEETS.values() for name in sheet.columns}
    assert [key for key in sorted(keys) for language in LANGUAGES if not has(key, language)] == []


async def test_a_sheet_has_the_rows_of_its_page(office: OfficePages) -> None:
    """Each page offers its sheets to a coordinator, with as many rows as it has lines; a part's has those of the part.

    A score is its reviewer's, a sensitive application a number and a step, and no door is another station's.
    """
    for page in ALL:
        path = page.path.replace("{figure}", "points") + ("?period=2026-11" if "{figure}" in page.path else "")
        if page.sheets and "{" not in path:
            for name in ("陈静", "刘洋") if page.path in SCOPED else ("陈静",):
                await _agrees(office, name, page, path)
    reviews = await made(office, "陈静", "表格 评议 2026-Q3")
    assert [row[2:] for row in reviews["rows"]] == [
        ("王芳", "周敏、陈静", "已评", 82), ("李姨", "周敏、陈静", "还没评", None),
        ("吴格长", "周敏、陈静", "已评", 71), ("赵楼", "吴格长", "已评", None),
    ]  # fmt: skip
    [applied] = (await made(office, "陈静", "表格 办事"))["rows"]
    assert applied[:4] == (1, "", "", "")
    for words in ("表格 问候", "表格 敲门", "表格 工单", "表格 人员"):
        assert all("刘洋" in row for row in (await made(office, "刘洋", words))["rows"]), words
    assert any("爱护公物" in str(row) for row in (await made(office, "陈静", "sheet proposals"))["rows"])


async def _agrees(office: OfficePages, name: str, page: Page, path: str) -> None:
    answer = await (await office.sign_in(name)).get(path)
    whole = name == "陈静"
    if not whole and answer.status_code == 404:
        return
    offered = buttons(answer.text)
    assert not whole or "awards" in page.sheets or len(offered) == len(page.sheets), path
    sheets = [await made(office, name, words) for words in offered]
    assert all(len(row) == len(sheet["head"]) for sheet in sheets for row in sheet["rows"]), path
    if page.path in OTHERWISE:
        return
    count = sum(len(sheet["rows"]) for sheet in sheets)
    lines = sum([await listed(office, name, path + more) for more in LISTED.get(path, [""])])
    assert lines == count, (name, path)
    assert lines > 0 or not whole or page.path in EMPTY, path


async def test_who_may_not_look_there_gets_no_sheet(office: OfficePages) -> None:
    """Whoever makes none is told that it is not theirs to do; of a page that is not theirs there seems to be no sheet.

    An English reader's button says "sheet …", is named in English, and brings a file in English.
    """
    for page in ("cases", "duties", "vacancies", "people", "standing", "rules", "asked", "honours"):
        assert buttons(await office.look("吴格长", f"/office/{page}")) == [], page
    assert "不在您的职责内" in await office.talk.says("吴格长", "表格 问候")
    said = await office.acts_words("吴格长", "表格 工单")
    assert "content-disposition" not in said.headers and "不在您的职责内" in said.text
    for words in ("表格 死信", "表格 小区", "表格 天气"):
        told = await office.talk.says("刘洋", words)
        assert "要哪一张表" in told and "死信" not in told and "小区" not in told
        assert office.talk.sent("刘洋")[-1].file is None
    assert "死信" in await office.talk.says("陈静", "表格")
    await office.talk.says("周敏", "语言 en")
    assert buttons(await office.look("周敏", "/office/care")) == ["sheet care"]
    assert buttons(await office.look("陈静", "/office/cases")) == ["表格 工单 2026-11"]
    file = await office.acts("周敏", "/office/care", "Download: Care check-ins")
    assert file.headers["content-disposition"].startswith("attachment")
    head, row = cells_of(file.content)
    assert head[0] == "Name" and row[0] == "孙奶奶" and "daily at 9" in row


def test_no_sheet_goes_beyond_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever loses the act of a page has its sheet no more; its rows lie where both acts reach."""
    station, grid = Held("coordinator", 2, "/HT/HT01/", 2, "HT01", ""), Held("grid_head", 9, "/HT/HT02/G/", 3, "G", "")
    actor = Actor(7, "", "zh-CN", True, (station, grid))
    for key, sheet in SHEETS.items():
        if sheet.whole:
            continue
        with monkeypatch.context() as patch:
            assert sheet_paths(None, actor, sheet) in (["/HT/HT01/"], [] if sheet.own else None), key  # type: ignore[arg-type]
            for act in {sheet.act, sheet.scope or sheet.act} - {"page.open"}:
                patch.setitem(permissions.PERMISSIONS, act, {})
            assert sheet.own or not sheet_paths(None, actor, sheet), key  # type: ignore[arg-type]
