"""The pages of records: the ledger, reviews, appraisals, awards, settings, audit, the account."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page
from sqlalchemy import text
from sqlmodel import Session, col, select

from messages.audit_words import key_of
from messages.catalogue import has
from models.account import span_of, traced
from models.account_table import FIGURES
from models.appraisals import Voting
from models.audit import Audit, record
from models.audit_lists import KNOWN, WITHHELD, Done, Sought, acts
from models.checkins import Finding
from models.grid import Grid
from models.ledger import Entry, book
from models.people import Person
from models.point_rules import BONUS
from models.posts import appoint
from models.reviews import Review, ReviewRound, moments
from models.verify import verify_chain, verify_stretch
from scheduler.reviews import review_round, tell_heads
from tests import appraising
from tests.browser import browser
from tests.office_pages import OfficePages, office_of
from tests.talk import Talk, rows, second
from tests.test_award_posting import ended, pass_days
from tests.test_ledger import UNLOCK
from tests.year import ZONE

ROOT = Path(__file__).parent.parent
PATHS = (
    "ledger", "ledger?rests=vouched&grid=B3U1&from=2026", "entry/1", "ledger/check", "standing?level=4", "reviews",
    "ballots", "awards", "report", "report/points", "settings", "health", "rules", "calendar", "honours", "texts",
    "registers", "audit",
)  # fmt: skip


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[OfficePages]:
    """The pages of the small community; 刘洋 coordinates another station, 赵伯 is a resident."""
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.person("刘洋", "telegram", "1030", "coordinator", "HT02")
    await talk.person("赵伯", "telegram", "1031", "resident", "B3U1")
    async with office_of(talk) as pages:
        yield pages


def main(page: str) -> str:
    """What stands in the page itself, without menu and frame."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main")[2]))


async def acted(office: OfficePages, name: str, path: str, label: str, more: str = "") -> str:
    """They press a button of a page, with words beside it; the page that comes, and what it posted is sent."""
    answer = await office.acts(name, path, label, more)
    await office.talk.delivery.drain()
    return answer.text


async def booked(office: OfficePages, count: int) -> None:
    """王芳 reports her inspection in time; then so many entries on somebody's word, to her and 李姨 in turn."""
    talk = office.talk
    await talk.issue_inspection()
    await talk.says("王芳", "打卡")
    assert "+10分" in await talk.presses("王芳", "全部正常")

    def add(session: Session) -> None:
        for number in range(count):
            book(
                session, BONUS, 1, person_id=number % 2 + 1, grid_id=number % 2 + 5, source=f"test:{number}",
                now=talk.clock.now(), zone=talk.zone, actor_id=None, reason="扫雪",
            )  # fmt: skip

    await talk.db.run(add)


async def listed(office: OfficePages, name: str, query: str) -> list[int]:
    """The numbers of the entries on the pages of a list, each page led to by the one before."""
    found: list[int] = []
    path = f"/office/ledger?{query}"
    while path:
        page = await office.look(name, path)
        found += [int(number) for number in re.findall(r'/office/entry/(\d+)">#', page)]
        older = re.search(r'<a href="([^"]*)">更早的', page)
        path = "/office/ledger" + older[1].replace("&amp;", "&") if older else ""
    return found


async def test_the_ledger_is_looked_through(office: OfficePages) -> None:
    """Newest first, each entry once however many pages it takes, by every filter; and only what one may see."""
    await booked(office, 110)
    every = list(range(111, 0, -1))
    assert await listed(office, "陈静", "") == every
    hers, others = [1, *every[1:-1:2]], every[0:-1:2]
    for query, wanted in {
        "person=王芳": sorted(hers, reverse=True), "person=%232": others, "grid=B3U2": others, "grid=HT0101": every,
        "rests=vouched": every[:-1], "rests=seen": [1], "rests=vouched&rule=inspection.on_time": [],
        "rule=inspection.on_time": [1], "from=11月&to=2026-11-02": every, "to=2026-10": [], "from=2027": [],
        "state=reversals": [], "person=没有这个人": [],
    }.items():  # fmt: skip
        assert await listed(office, "陈静", query) == wanted, query
    assert "没看懂时间“前天”" in await office.look("陈静", "/office/ledger?from=前天")
    assert "XYZ" in await office.look("陈静", "/office/ledger?grid=XYZ123")
    assert "合计65分，56笔；其中凭人证明55分" in main(await office.look("陈静", "/office/ledger?person=王芳"))
    assert await listed(office, "王芳", "") == sorted(hers, reverse=True)  # one's own, and no filter for people
    assert await listed(office, "王芳", "person=李姨") == sorted(hers, reverse=True)
    assert await listed(office, "刘洋", "") == [] == await listed(office, "赵伯", "")
    for name, status in (("陈静", 200), ("王芳", 200), ("刘洋", 404), ("赵伯", 404)):
        await office.look(name, "/office/entry/1", status)
    for odd in ("/office/entry/999", "/office/entry/999999999999999999", "/office/entry/x"):
        await office.look("陈静", odd, 404)
    assert "按时完成楼道检索，规则2026.1" in await office.look("陈静", "/office/entry/1")
    assert len(await listed(office, "陈静", "before=x&page=-1&rule=" + "长" * 200)) == 111


async def test_an_entry_is_taken_back_from_its_page_by_two(office: OfficePages) -> None:
    """The page proposes as chat does; once the second has agreed both entries say so, and the filters find them."""
    await second(office.talk)
    await booked(office, 2)
    assert "已提请周敏确认" in await acted(office, "陈静", "/office/entry/1", "提出冲正", "报错了楼道")
    assert "已生效" in await office.talk.presses("周敏", "同意")
    assert await listed(office, "陈静", "state=reversals") == [4]
    assert await listed(office, "陈静", "state=taken-back") == [1]
    page = await office.look("陈静", "/office/entry/1")
    assert "/office/entry/4" in page and "提出冲正" not in page
    assert "没有被改动过" in await office.look("陈静", "/office/entry/4")
    standing = main(await office.look("王芳", "/office/standing"))
    assert standing.index("B3U1 长城苑3号楼1单元 ←您") and "B3U2" in standing  # a point each


async def test_the_whole_ledger_is_checked_in_steps(office: OfficePages, kind: str) -> None:
    """Each look does a step and leads to the next; in the end all fits, or what was changed stands there."""
    await booked(office, 8)

    last: list[str] = []

    async def walked() -> str:
        path = "/office/ledger/check?step=chain"
        for _ in range(12):
            page = await office.look("陈静", path)
            onwards = re.search(r'refresh" content="0; url=([^"]+)"', page)
            if not onwards:
                last.append(path)
                return main(page)
            path = onwards[1].replace("&amp;", "&")
        raise AssertionError("it never ends")

    said = await walked()
    assert "全部重算相符" in said and "这次核对开始于2026-11-02 09:00" in said
    await office.look("刘洋", "/office/ledger/check", 404)
    await office.look("王芳", "/office/ledger/check", 404)

    def tamper(session: Session) -> None:
        for statement in (*UNLOCK[kind], "UPDATE entry SET points = 500 WHERE seq = 2"):
            session.execute(text(statement))

    await office.talk.db.run(tamper)
    found = await walked()
    assert "第2笔被改动过" in found and "编号1的人合计不对" in found and "全部重算相符" not in found
    assert "接不上" in await office.look("陈静", "/office/entry/2")
    talk = office.talk
    talk.clock.move_to(talk.clock.now() + timedelta(minutes=30))
    kept = [main(await office.look("陈静", path)) for path in last]  # opened again, they say when that was
    assert "全部重算相符" in kept[0] and all("开始于2026-11-02 09:00" in page for page in kept)
    forged = [last[0].replace("over", "awards"), last[1].replace("hash.2", "hash.3"), last[0] + "x", last[0][:-9]]
    odd = [
        f"/office/ledger/check?{one}" for one in ("step=over", "step=over&bad=hash.2", "at=over", "at=%00;;;;", "at=é")
    ]
    for path in (*forged, *odd):
        page = main(await office.look("陈静", path))
        assert "开始核对" in page and "全部重算相符" not in page and "被改动过" not in page, path

    def in_stretches(session: Session) -> None:
        whole = list(verify_chain(session))
        for most in (1, 2, 3, 20):
            first, found = 1, []
            while first:
                some, first = verify_stretch(session, first, most)
                found += some
            assert found == [fault for fault in whole if fault.kind != "head"]

    await office.talk.db.run(in_stretches)


async def test_reviews_are_scored_on_their_page(office: OfficePages) -> None:
    """Whoever's turn it is sees the facts and scores; the head sees the score once it is closed; nobody else ever."""
    talk = office.talk
    await talk.person("何平", "telegram", "1062", "reviewer", "HT0101")
    talk.clock.move_to(moments("2026-Q4", ZONE)[0])

    def before(session: Session) -> None:
        opens, due, closes = moments("2026-Q3", ZONE)
        session.add(ReviewRound(period="2026-Q3", state="closed", opens_at=opens, due_at=due, closes_at=closes))
        session.flush()
        session.add(Review(period="2026-Q3", grid_id=5, person_id=1, role="unit_head", score=37))

    await talk.db.run(before)
    await talk.db.run(review_round, talk.clock.now(), ZONE)
    [hers] = await rows(talk, select(Review).where(Review.person_id == 1, Review.period == "2026-Q4"))
    path = f"/office/review/{hers.id}"
    assert "还有2位没评" in main(await office.look("何平", "/office/reviews"))
    assert "季度评议" in main(await office.look("何平", "/office"))  # it waits on the start page
    await office.look("王芳", path, 404)
    await office.look("刘洋", path, 404)
    shown = await office.look("何平", path)
    assert "志愿服务0小时" in shown and "37分" in shown
    assert "王芳记85分" in await acted(office, "何平", path, "良")
    assert "王芳记91分" in await acted(office, "何平", path, "记下", "91")
    assert "0到100" in await acted(office, "何平", path, "记下", "很好")
    assert "91" in main(await office.look("何平", path))
    office_page = main(await office.look("陈静", path))
    assert "已评（分数只有评议人和本人看得到）" in office_page and "91" not in office_page and "37" not in office_page
    assert "91" not in main(await office.look("陈静", "/office/audit?act=review.score"))
    await office.look("陈静", "/office/reviews?period=2026-Q4&page=99")
    for odd in ("99999999999999", "2147483648", "0"):
        await office.look("何平", f"/office/review/{odd}", 404)
    talk.clock.move_to(moments("2026-Q4", ZONE)[2] + timedelta(hours=1))
    await office.forget()
    await talk.db.run(review_round, talk.clock.now(), ZONE)
    await talk.db.run(tell_heads, talk.clock.now(), ZONE)
    assert "91" in main(await office.look("王芳", path)) and "91" in main(await office.look("王芳", "/office/reviews"))
    assert "91" in main(await office.look("何平", path)) and "打分" not in main(await office.look("何平", path))
    assert "记60分" not in (await office.acts_words("何平", f"评议 #{hers.id} 60", back=path)).text


async def test_an_appraisal_shows_no_vote(office: OfficePages) -> None:
    """While it is open the page has the turnout alone; afterwards what chat shows, and never who chose what."""
    talk = office.talk
    await appraising.residents(talk, 6)
    await appraising.opened(talk)
    for place, name in enumerate(["B3U1甲", "B3U1乙", "B3U1丙", "B3U1丁", "B3U1戊"]):
        await talk.says(name, str(place % 2 + 1))
    page = main(await office.look("陈静", "/office/ballots"))
    assert "已投票5人" in page and "正在投票" in page and "分数" not in page
    assert "已投票" not in main(await office.look("王芳", "/office/ballots"))
    await appraising.closed(talk)
    await office.forget()
    assert await rows(talk, select(Voting).where(col(Voting.cast)))
    page = main(await office.look("陈静", "/office/ballots"))
    assert "2026年测评结果" in page and "王芳" in page and "甲" not in page
    assert "满意3、较满意2" in main(await office.look("王芳", "/office/ballots"))  # the head's own, a group of five
    assert "王芳" not in main(await office.look("刘洋", "/office/ballots"))


async def test_awards_go_their_way_on_the_page(office: OfficePages) -> None:
    """Names before the posting for the office alone; posting, objecting, answering and closing by the words of chat."""
    talk = office.talk
    await ended(talk)
    assert "王芳" not in main(await office.look("赵伯", "/office/awards"))
    page = await office.look("陈静", "/office/awards")
    assert "李姨" in main(page) and "公示</button>" in page and "定案" not in main(page)
    await pass_days(talk, 3)
    await office.forget()  # sessions have ended
    assert "已公示" in await acted(office, "陈静", "/office/awards", "公示")
    assert "编号1" in await acted(office, "赵伯", "/office/awards", "提异议", "一单元也查得很认真")
    assert "赵伯" not in main(await office.look("王芳", "/office/awards"))
    assert "一单元也查得很认真" in main(await office.look("陈静", "/office/awards"))
    assert "评选" in main(await office.look("陈静", "/office"))  # an objection waits
    assert "发给赵伯" in await acted(office, "陈静", "/office/awards", "答复", "核对过了，有一个月没有报告")
    assert "答复</button>" not in await office.look("陈静", "/office/awards")
    await talk.presses("赵伯", "接受")
    await pass_days(talk, 12)
    await office.forget()
    assert "已提请周敏确认" in await acted(office, "陈静", "/office/awards", "定案（要另一位同意）")
    await talk.presses("周敏", "同意")
    assert "正式名单" in main(await office.look("赵伯", "/office/awards?year=2026"))


async def test_settings_are_changed_by_the_words_of_chat(office: OfficePages) -> None:
    """A form says what a coordinator would write; whoever may not write it finds no page."""
    assert "已暂停" in await acted(office, "陈静", "/office/settings", "暂停发送", "号码发错了")
    assert "号码发错了" in main(await office.look("陈静", "/office/settings"))
    assert "暂停" in main(await office.look("陈静", "/office/health"))
    assert "恢复" in await acted(office, "陈静", "/office/settings", "恢复发送")
    await acted(office, "陈静", "/office/settings", "定预算", "300")
    assert "¥300.00" in main(await office.look("陈静", "/office/settings"))
    assert "定预算" not in await office.look("刘洋", "/office/settings")  # the bill is the whole community's
    await acted(office, "陈静", "/office/calendar?year=2027", "录入放假", "2027-02-06..2027-02-12 春节")
    assert "2027-02-06" in main(await office.look("陈静", "/office/calendar?year=2027"))
    await acted(office, "陈静", "/office/registers", "登记", "X01 春晖小区 HT0101 恒安物业")
    assert "恒安物业" in main(await office.look("陈静", "/office/registers"))
    assert "核对" in await acted(office, "陈静", "/office/texts", "添加", "防火门要常闭。")
    await second(office.talk)
    said = await acted(office, "陈静", "/office/rules", "提出修改（要另一位同意）", "按时完成楼道检索 12 自 2026-12-01")
    assert "已提请周敏确认" in said
    await office.talk.presses("周敏", "同意")
    assert "由10分改为12分" in main(await office.look("王芳", "/office/rules"))
    for path in ("settings", "health", "calendar", "registers", "texts", "audit", "report"):
        await office.look("赵伯", f"/office/{path}", 404)
    assert "提出修改" not in await office.look("赵伯", "/office/rules")


async def test_the_audit_is_read_in_sentences(office: OfficePages) -> None:
    """By person, act, subject and time, page by page; a station's coordinator sees what its own people did."""
    await acted(office, "陈静", "/office/settings", "暂停发送", "试一试")
    [hers] = await rows(office.talk, select(Person.id).where(Person.name == "陈静"))

    def note(session: Session) -> None:
        for number in range(51):
            record(session, office.talk.clock.now(), hers, "sheet.make", "ranking", period=str(number))

    await office.talk.db.run(note)
    page = await office.look("陈静", "/office/audit")
    assert "做了表格" in page and "更早的" in page
    page = main(await office.look("陈静", "/office/audit?act=sending.pause&person=陈静&from=2026-11&subject=sending"))
    assert page.count("暂停了发送") == 2  # in the choices, and in the list
    assert "没有这样的操作记录" in await office.look("陈静", "/office/audit?subject=wish:")
    assert "没有这样的操作记录" in await office.look("陈静", "/office/audit?to=2026-10")
    await office.look("陈静", f"/office/audit?before=99999999999999&act={'长' * 99}&person=%23999999999")
    theirs = main(await office.look("刘洋", "/office/audit")).partition("细节")[2]
    assert "刘洋" in theirs and "陈静" not in theirs
    assert "陈静做了表格 ranking" in await office.talk.says("陈静", "操作记录 陈静")
    assert "不在您的职责内" in await office.talk.says("王芳", "操作记录")


async def test_the_audit_names_nobody_in_their_own_affairs(office: OfficePages) -> None:
    """A wish, an application, a quiet report, a check-in: that it was is there, whose is not, by no filter, not in chat
    nor the sheet; a station's coordinator sees none of them, and of their own people's acts only what staff did."""
    talk = office.talk
    await talk.person("孙站长", "telegram", "1032", "coordinator", "HT01")
    await talk.says("赵伯", "心愿 想学用手机视频")
    await talk.presses("赵伯", talk.labels("赵伯")[0])
    await talk.says("赵伯", "办事 1")
    await talk.presses("赵伯", talk.labels("赵伯")[0])
    await talk.says("赵伯", "问候 周一")
    await talk.says("赵伯", "报修 邻居家里天天打架吵架")
    await office.look("陈静", "/office/application/1")
    [zhao] = await rows(talk, select(Person.id).where(Person.name == "赵伯"))
    noted = {one.act: one for one in await rows(talk, select(Audit))}
    assert {"wish-made", "application.open", "care", "case.report", "application.view"} <= noted.keys()
    assert noted["wish-made"].actor_id == zhao  # what was noted stays as it was

    whole = main(await office.look("陈静", "/office/audit")).partition("细节")[2]
    assert "许了心愿" in whole and "心愿 1" in whole and "办事申请 1" in whole and "陈静" in whole
    assert "赵伯" not in whole and f"person:{zhao}" not in whole and "category=" not in whole
    for asked in ("person=赵伯", f"person=%23{zhao}", f"subject=person:{zhao}", "subject=person:"):
        assert "没有这样的操作记录" in await office.look("陈静", f"/office/audit?{asked}"), asked
    said = await talk.says("陈静", "操作记录")
    assert "有人（这里不写是谁）许了心愿 心愿 1" in said and "赵伯" not in said
    assert "赵伯" not in await talk.says("陈静", "操作记录 赵伯")

    def sheet(session: Session) -> list[Done]:
        return acts(session, ["/HT/"], Sought(), 99)

    assert [one for one in await talk.db.run(sheet) if one.actor == "赵伯" or one.actor_id == zhao] == []
    station = main(await office.look("孙站长", "/office/audit")).partition("细节")[2]
    assert "wish:" not in station and "application:" not in station and "case:" not in station
    assert "孙站长" in station and "赵伯" not in station and "陈静" not in station


async def test_where_somebody_lives_shows_nobody_what_they_do_elsewhere(office: OfficePages) -> None:
    """A coordinator of station 2 lives, and helps, in station 1: their acts are not that station's to see."""
    talk = office.talk
    await talk.person("孙站长", "telegram", "1032", "coordinator", "HT01")

    def lives(session: Session) -> None:
        who = session.exec(select(Person).where(Person.name == "刘洋")).one()
        for role in ("resident", "volunteer"):
            appoint(session, session.exec(select(Grid).where(Grid.code == "B3U1")).one(), role, who.id or 0,
                    talk.clock.now().date(), talk.clock.now())  # fmt: skip
        record(session, talk.clock.now(), who.id, "application.view", "application:1")

    await talk.db.run(lives)
    assert "没有这样的操作记录" in await office.look("孙站长", "/office/audit?act=application.view")
    assert "办事申请 1" in await office.look("刘洋", "/office/audit?act=application.view")


def test_every_act_that_is_noted_has_words() -> None:
    """Each act that the program notes by a literal is known to the audit's page, and each one there has words."""
    noted = set()
    for path in [path for room in ("models", "bot", "scheduler") for path in (ROOT / room).rglob("*.py")]:
        source = path.read_text("utf-8")
        noted |= set(re.findall(r'\brecord\(\s*[\w.]+, [\w.]+, [\w.]+, "([a-z.-]+)"', source))
        noted |= set(re.findall(r'\b_record\(ctx, "([a-z-]+)"', source))
    assert len(noted) > 60 and noted - set(KNOWN) == set()
    assert set(WITHHELD) <= set(KNOWN)
    assert [act for act in KNOWN if not (has(key_of(act), "zh-CN") and has(key_of(act), "en"))] == []


async def test_the_account_leads_to_its_rows(office: OfficePages) -> None:
    """Each figure has a link to the rows it was counted from; page after page they are the same as all at once."""
    await booked(office, 60)
    page = await office.look("陈静", "/office/report?period=2026-11")
    assert "积分流水61笔" in main(page) and 'href="/office/report/points?period=2026-11"' in page
    for number, many in ((1, 50), (2, 11)):
        page = await office.look("陈静", f"/office/report/points?period=2026-11&page={number}")
        assert main(page).count("entry:") == many
    await office.look("陈静", "/office/report/nonsense", 404)
    assert "没看懂时间" in await office.look("陈静", "/office/report?period=xx")
    sheet = await office.acts("陈静", "/office/report", "下载表格：总账 2026年")
    assert sheet.headers["content-disposition"].startswith("attachment")

    def alike(session: Session) -> None:
        span = span_of("2026", ZONE)
        for figure in (figure for figures in FIGURES.values() for figure in figures):
            whole = traced(session, figure, span)
            pieces = [row for skip in range(0, len(whole) + 7, 7) for row in traced(session, figure, span, 7, skip)]
            assert sorted(pieces, key=str) == sorted(whole, key=str)

    await office.talk.db.run(alike)
    assert await rows(office.talk, select(Entry.seq).limit(1)) and not await rows(office.talk, select(Finding))


@pytest.fixture
async def tab(office: OfficePages) -> AsyncIterator[Page]:
    """A browser in which 陈静 is signed in; any request to elsewhere or error of a script fails the test."""
    async with browser() as opened:
        page = await opened.new_page(viewport={"width": 1280, "height": 900})
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith((office.base, "data:")) else wrong.append(""))
        await office.opens("陈静", page)
        yield page
        assert wrong == []


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_every_page_reads_well_on_a_phone_and_a_desk(office: OfficePages, tab: Page) -> None:
    """No finding of axe-core, no heading left out, nothing wider than the screen; the check walks by itself."""
    await booked(office, 3)
    for path in PATHS:
        await tab.goto(f"{office.base}/office/{path}")
        for width in (1280, 360):
            await tab.set_viewport_size({"width": width, "height": 800})
            assert await tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (path, width)
        found = (await Axe().run(tab)).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]][:2]) for one in found] == [], path
    await office.talk.says("陈静", "语言 en")
    for path in PATHS:
        await tab.goto(f"{office.base}/office/{path}")
        assert await tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    await office.talk.says("陈静", "语言 中文")
    await tab.goto(f"{office.base}/office/ledger/check")
    await tab.get_by_role("link", name="开始核对").click()
    await tab.get_by_text("全部重算相符").wait_for()
