"""The office's queues: what waits for whom, within whose grids, and what is done from there as in chat."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from axe_playwright_python.async_playwright import Axe
from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.imports import work_imports
from bot.uploads import Uploads
from models.audit import Audit
from models.clock import MovableClock
from models.db import Database, write_queued
from models.dead_letters import put_back
from models.digests import tell_new
from models.duties import Duty, issue
from models.grid import Grid
from models.import_files import WEB, ImportFile
from models.inbox import DEAD, Inbox, store
from models.knocks import Knock
from models.outbox import UNCERTAIN, Message, post
from models.people import SMS, TELEGRAM, Person
from models.procedure_cases import Application
from models.wishes import CLAIMED, Wish
from tests.browser import browser
from tests.office_pages import OfficePages, office_of
from tests.races import overlapping
from tests.talk import Talk, rows, second
from tests.test_approval import crowd


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[OfficePages]:
    """The pages of the small community, with a building head (赵楼), a grid head (别格), a resident (孙奶奶)."""
    await talk.grid("HT0102", "南苑网格", 3, "HT01")
    await talk.person("赵楼", TELEGRAM, "1020", "building_head", "B3")
    await talk.person("别格", TELEGRAM, "1022", "grid_head", "HT0102")
    await talk.person("孙奶奶", SMS, "+8613900000021", "resident", "B3U1")
    async with office_of(talk) as pages:
        yield pages


def press_of(page: str, label: str) -> str:
    """What the button with a label in it presses."""
    found = re.search(rf'name="press" value="([^"]+)"><button>[^<]*{re.escape(label)}', page)
    return found[1] if found else ""


async def test_a_case_is_worked_on_from_its_page(office: OfficePages) -> None:
    """Its list and its page show what chat shows, within the grids one looks after, and each act is chat's own."""
    await office.talk.says("孙奶奶", "报修 楼道灯坏了")
    page = await office.look("赵楼", "/office/cases")
    assert "#1" in page and "/office/case/1" in page and "长城苑3号楼1单元" in page
    assert "/office/case/1" not in await office.look("别格", "/office/cases")
    assert "没有这个页面" in await office.look("别格", "/office/case/1", 404)
    await office.look("赵楼", "/office/case/abc", 404)
    await office.look("赵楼", "/office/case/" + "9" * 40, 404)
    page = await office.look("赵楼", "/office/case/1")
    assert "楼道灯坏了" in page and "孙奶奶" in page
    assert "归您办了" in (await office.acts("赵楼", "/office/case/1", "我来办")).text
    assert "我来办</button>" not in await office.look("赵楼", "/office/case/1")
    done = await office.acts("赵楼", "/office/case/1", "办结", "灯泡换好了")
    assert "已请报的人确认" in done.text and "灯泡换好了" in done.text
    assert "/office/case/1" not in await office.look("赵楼", "/office/cases")
    assert "/office/case/1" in await office.look("赵楼", "/office/cases?which=asked&category=lighting&grid=B3U1")
    await office.look("赵楼", "/office/cases?page=-1&which=nonsense&category=%00")
    await office.look("赵楼", "/office/cases?grid=NOPE", 404)


async def test_what_takes_two_is_decided_from_the_page(office: OfficePages) -> None:
    """The page brings the same question up again, to somebody else for a yes or no, to its author to take it back."""
    talk = office.talk
    await second(talk)
    await crowd(talk)
    await talk.says("陈静", "改公约 爱护公物，人人有责，邻里和睦。")
    await talk.says("陈静", "群发 志愿者 B3: 明天大扫除")
    await talk.presses("陈静", "确认发送")
    assert '<a href="/office/approvals"><strong>2</strong>' in await office.look("周敏", "/office")
    page = await office.look("周敏", "/office/approvals")
    assert "爱护公物" in page and "明天大扫除" in page and "陈静" in page
    assert "/office/approvals" not in await office.look("赵楼", "/office")
    await office.look("赵楼", "/office/approvals", 404)
    said = await talk.says("周敏", "提案")
    assert "爱护公物" in said and "提案 1" in said
    assert "待发 1" in await talk.says("周敏", "待发") and "没有找到" in await talk.says("周敏", "提案 99")
    own = await office.acts("陈静", "/office/approvals", "看一看，可以撤回")
    assert "您提的" in own.text and "改主意" in own.text
    shown = await office.acts("周敏", "/office/approvals", "看一看再决定")
    assert "爱护公物" in shown.text
    agree = press_of(shown.text, "✅ 同意")
    assert agree
    assert "已生效" in (await office.acts_words("周敏", press=agree)).text
    shown = await office.acts("周敏", "/office/approvals", "看一看再决定")
    assert "明天大扫除" in shown.text
    agree = press_of(shown.text, "同意发送")
    assert agree
    await office.acts_words("周敏", press=agree)
    page = await office.look("陈静", "/office/broadcast/1")
    assert "周敏" in page and "就要发出" in page and "55" in page
    talk.clock.advance(timedelta(minutes=3))
    page = await office.look("陈静", "/office/broadcast/1")
    assert 'content="5; url=/office/broadcast/1"' in page and "等着发" in page and "<progress" in page
    await talk.delivery.drain()
    page = await office.look("陈静", "/office/broadcast/1")
    assert "http-equiv" not in page and "发出，还没有回执" in page
    assert "#1" in await office.look("陈静", "/office/broadcasts") and "已发出" in page
    await office.look("赵楼", "/office/broadcast/1", 404)
    await office.look("陈静", "/office/broadcast/99", 404)


async def test_a_message_is_written_and_called_off_from_the_page(office: OfficePages) -> None:
    """The form's answer is the preview with its buttons; the message's own page calls it off before it leaves."""
    await office.sign_in("陈静")
    shown = await office.acts("陈静", "/office/broadcasts", "预览", "单元长: 明天停水")
    assert "明天停水" in shown.text
    send = press_of(shown.text, "确认发送")
    assert send
    assert "2分钟" in (await office.acts_words("陈静", press=send, back="/office/broadcasts")).text
    assert "取消" in (await office.acts("陈静", "/office/broadcast/1", "取消发送")).text
    assert "已取消" in await office.look("陈静", "/office/broadcast/1")
    await office.talk.says("陈静", "暂停发送 试一试")
    page = await office.look("陈静", "/office/broadcasts")
    assert "发送已暂停" in page and "陈静" in page
    await office.look("陈静", "/office/groups")


async def test_ones_open_questions_are_answered_on_the_page(office: OfficePages) -> None:
    """Whatever was asked in chat stands there with its buttons, for whom it was asked, and is gone once answered."""
    await office.talk.issue_inspection()
    page = await office.look("王芳", "/office/asked")
    assert "楼道检索" in page
    done = press_of(page, "全部正常")
    assert done
    assert "<strong>1</strong>" in await office.look("王芳", "/office")
    assert "全部正常" not in await office.look("赵楼", "/office/asked")
    assert "已记" in (await office.acts_words("王芳", press=done, back="/office/asked")).text
    assert "现在没有等您回答的问题" in await office.look("王芳", "/office/asked")


async def test_a_list_is_worked_through_on_the_page(office: OfficePages) -> None:
    """The coordinator's ten items stand there, open with a press, and take the numbers that are done in a line."""

    def issue_items(session: Session) -> None:
        now = office.talk.clock.now()
        issue(session, session.get_one(Duty, "ten_items"), now, now, office.talk.zone)
        tell_new(session, now, office.talk.zone)

    await office.talk.db.run(issue_items)
    await office.talk.delivery.drain()
    page = await office.look("陈静", "/office/asked")
    first = press_of(page, "看清单")
    assert first
    shown = await office.acts_words("陈静", press=first, back="/office/asked")
    done = await office.acts_words("陈静", press=press_of(shown.text, "全部完成"), back="/office/asked")
    assert "已记" in done.text


async def test_a_wish_is_read_and_published_from_the_page(office: OfficePages) -> None:
    """Its reader sees the words, not whose it is; afterwards the list says how it stands, until when and with whom."""
    talk = office.talk
    await talk.says("孙奶奶", "心愿 想要一个放大镜看报")
    assert "放大镜" not in await office.look("别格", "/office/wishes")
    await office.look("赵楼", "/office/wishes", 404)
    page = await office.look("陈静", "/office/wishes")
    assert "放大镜" in page and "孙奶奶" not in page
    shown = await office.acts("陈静", "/office/wishes", "看一看：发布、改写或退回")
    publish = press_of(shown.text, "发布")
    assert publish
    await office.acts_words("陈静", press=publish)
    page = await office.look("陈静", "/office/wishes?state=published")
    assert "等人认领" in page and "放大镜" in page
    await talk.says("王芳", "心愿")
    await talk.says("王芳", "认领 1")
    page = await office.look("陈静", "/office/wishes?state=claimed&page=1")
    assert "王芳" in page and "孙奶奶" not in page


async def test_applications_show_what_chat_shows_and_are_noted(office: OfficePages) -> None:
    """A sensitive one is a number and a step in the list; looking at it is noted; its step is done from there."""
    talk = office.talk
    await talk.says("孙奶奶", "办事 低保 申请")
    page = await office.look("陈静", "/office/applications")
    assert "#1" in page and "低保" not in page and "孙奶奶" not in page
    page = await office.look("陈静", "/office/application/1")
    assert "低保" in page and "孙奶奶" in page
    seen = await rows(talk, select(Audit).where(Audit.act == "application.view"))
    assert [one.subject for one in seen] == ["application:1"]
    await office.look("赵楼", "/office/application/1", 404)
    shown = await office.acts("陈静", "/office/application/1", "办理这一步")
    assert press_of(shown.text, "办完") or press_of(shown.text, "本步")


async def test_messages_in_doubt_are_sent_again_or_left(office: OfficePages) -> None:
    """One line each with two buttons; what was settled is not settled twice."""
    talk = office.talk

    def doubt(session: Session) -> list[int]:
        people = session.exec(
            select(Person.id).where(col(Person.name).in_(("王芳", "李姨"))).order_by(col(Person.id))
        ).all()
        now = talk.clock.now()
        ids = []
        for who in people:
            assert who is not None
            post(session, who, "broadcast-text", {"text": "停水"}, purpose="broadcast", subject="broadcast:7", now=now,
                 expires_at=now + timedelta(hours=8))  # fmt: skip
        write_queued(session)
        for message in session.exec(select(Message).where(Message.purpose == "broadcast")):
            message.state = UNCERTAIN
            session.add(message)
            ids.append(message.id)
        return ids

    first, last = await talk.db.run(doubt)
    page = await office.look("陈静", "/office/uncertain")
    assert "王芳" in page and "李姨" in page and "<strong>2</strong>" in await office.look("陈静", "/office")
    assert "1条再发一次" in (await office.acts("陈静", "/office/uncertain", "再发一次")).text
    left = await office.acts("陈静", "/office/uncertain", "就这样，不发")
    assert "1条就这样" in left.text and "没有说不准的消息" in left.text
    assert "有人处理了" in await talk.says("陈静", f"待查 重发 {first} {last}")
    assert "没有找到" in await talk.says("陈静", "待查 重发 abc")


async def test_a_letter_is_put_back_without_being_read(office: OfficePages) -> None:
    """The list names who wrote, never what; put back, it is handled as if it came now; let be, its words are gone."""
    talk = office.talk
    address = talk.addresses["孙奶奶"][1]
    body = {"update_id": 900, "sender": address, "text": "我是谁"}
    for number in (900, 901):
        await talk.db.run(talk.dispatch._dead, SMS, talk.channels[SMS].parse, (str(number), body), "ValueError",
                          talk.clock.now())  # fmt: skip
    page = await office.look("陈静", "/office/letters")
    assert page.count("孙奶奶") == 2 and "我是谁" not in page
    await office.look("赵楼", "/office/letters", 404)
    said = await talk.says("陈静", "死信")
    assert "孙奶奶" in said and "我是谁" not in said
    await talk.person("钱站", TELEGRAM, "1023", "coordinator", "HT01")
    assert "全社区的协调员" in await talk.says("钱站", "死信")
    await office.look("钱站", "/office/letters", 404)
    assert "放回去了" in (await office.acts("陈静", "/office/letters", "放回去再试一次")).text
    assert (await talk.dispatch.take_waiting(SMS, talk.channels[SMS].parse, talk.clock.now())).taken == 1
    await talk.delivery.drain()
    assert "孙奶奶" in talk.last("孙奶奶")
    assert "内容也不留了" in (await office.acts("陈静", "/office/letters", "就这样，不再列出")).text
    letters = await rows(talk, select(Inbox).where(col(Inbox.provider_id).in_(("900", "901"))))
    assert [one.payload for one in letters] == [None, None]
    assert "没有没处理好的来信" in await talk.says("陈静", "死信")
    assert "没有找到" in await talk.says("陈静", "死信 放回 1")


async def test_doors_check_ins_and_second_looks(office: OfficePages) -> None:
    """Each list says who, where and how it stands, within one's grids, and a resident has none of them."""
    talk = office.talk
    await talk.person("吴伯", TELEGRAM, "1031", "resident", "B3U1")
    await talk.says("吴伯", "问候 每天 10点")
    page = await office.look("赵楼", "/office/care")
    assert "吴伯" in page and "每天10点" in page and "120" in page
    assert "吴伯" not in await office.look("别格", "/office/care")
    await office.look("吴伯", "/office/care", 404)

    def lost(session: Session) -> None:
        who, knocker = (
            session.exec(select(Person).where(Person.name == name)).one().id or 0 for name in ("吴伯", "王芳")
        )
        now = talk.clock.now()
        post(session, who, "broadcast-text", {"text": "停水"}, purpose="broadcast", subject="broadcast:8", now=now,
             expires_at=now + timedelta(hours=8))  # fmt: skip
        write_queued(session)
        message = session.exec(select(Message).where(Message.subject == "broadcast:8")).one()
        session.add(Knock(message_id=message.id, person_id=who, knocker_id=knocker, about="broadcast", place="1单元",
                          digest_id=77, made_at=now, asked_at=now))  # fmt: skip

    await talk.db.run(lost)
    page = await office.look("王芳", "/office/knocks")
    assert "吴伯" in page and "请您转告的有1位" in page
    assert "吴伯" in await office.look("陈静", "/office/knocks")
    assert "吴伯" not in await office.look("别格", "/office/knocks")
    shown = await office.acts("王芳", "/office/knocks", "回话：告诉了，或者联系不上")
    assert "吴伯" in shown.text
    told = press_of(shown.text, "已告知")
    assert told
    await office.acts_words("王芳", press=told)
    assert "现在没有要敲门转告的人" in await office.look("王芳", "/office/knocks")
    assert "没有请您敲门转告的人" in await talk.says("王芳", "敲门")
    await office.look("陈静", "/office/checks")
    await office.look("赵楼", "/office/checks", 404)


CSV = "编号,名称,级别,上级编号\nB3U3,长城苑3号楼3单元,5,B3\nB3U4,长城苑3号楼4单元,5,B9\n"


async def sends(office: OfficePages, name: str, file: tuple[str, bytes] | None, **more: str) -> httpx.Response:
    """They send a file by the form of the import page; what comes back."""
    page = await office.look(name, "/office/import")
    mark = page.partition('name="form" value="')[2].partition('"')[0]
    data = {"form": mark, "id": secrets.token_hex(12)} | more
    files = {"file": file} if file else {"other": ("", b"")}
    return await (await office.sign_in(name)).post("/office/import/file", data=data, files=files)


async def kept(talk: Talk) -> list[ImportFile]:
    """The files that wait to be read."""
    return await rows(talk, select(ImportFile))


async def test_a_sheet_is_imported_from_the_page(office: OfficePages) -> None:
    """Kept encrypted until any process has read it, shown row by row, applied by the same yes as in chat."""
    talk = office.talk
    sources = {WEB: Uploads(talk.db)}
    assert "正在核对" in (await sends(office, "陈静", ("网格.csv", CSV.encode()))).text
    assert len(await kept(talk)) == 1
    assert 'content="3; url=/office/import"' in await office.look("陈静", "/office/import")
    assert await work_imports(talk.db, sources, talk.clock, talk.zone) == 1
    assert await kept(talk) == []
    page = await office.look("陈静", "/office/import")
    assert "http-equiv" not in page and "新增网格 B3U3" in page and "有错，不导入" in page and "等您确认" in page
    yes = press_of(page, "确认导入")
    assert yes and yes == press_of(await office.look("陈静", "/office/asked"), "确认导入")
    await office.acts_words("陈静", press=yes, back="/office/import")
    assert "已导入" in await office.look("陈静", "/office/import")
    assert [one.code for one in await rows(talk, select(Grid).where(col(Grid.code).in_(("B3U3", "B3U4"))))] == ["B3U3"]
    assert "已经" in (await office.acts_words("陈静", press=yes)).text


async def test_what_is_no_sheet_is_refused_and_not_kept(office: OfficePages) -> None:
    """Another kind of file, none, one too large, a form of another site, or of somebody who may not: nothing stays."""
    talk, good = office.talk, ("网格.csv", CSV.encode())
    assert "xlsx" in (await sends(office, "陈静", ("x.pdf", b"%PDF"))).text
    assert "没有收到文件" in (await sends(office, "陈静", None)).text
    assert (await sends(office, "陈静", ("big.xlsx", b"0" * 5_200_000))).status_code == 413
    assert (await sends(office, "陈静", good, form="x")).status_code == 403
    client = await office.sign_in("陈静")
    assert (await client.post("/office/import/file", data={"a": "b"})).status_code == 403
    bad = {"Content-Type": "multipart/form-data; boundary=x"}
    assert (await client.post("/office/import/file", content=b"--x\r\nnonsense", headers=bad)).status_code == 403
    twice = secrets.token_hex(12)
    assert "正在核对" in (await sends(office, "陈静", good, id=twice)).text
    assert "已经做过了" in (await sends(office, "陈静", good, id=twice)).text
    assert len(await kept(talk)) == 1
    await office.look("赵楼", "/office/import", 404)
    page = await office.look("赵楼", "/office/cases")
    mark = page.partition('name="form" value="')[2].partition('"')[0]
    data = {"form": mark, "id": secrets.token_hex(12)}
    refused = await (await office.sign_in("赵楼")).post("/office/import/file", data=data, files={"file": good})
    assert "核对" not in refused.text and len(await kept(talk)) == 1


QUEUES = (
    "asked", "cases", "case/1", "applications", "application/1", "nominations", "approvals", "wishes", "care",
    "knocks", "checks", "broadcasts", "broadcast/1", "groups", "uncertain", "letters", "import",
)  # fmt: skip


async def test_every_queue_reads_well_on_a_phone_and_a_desk(office: OfficePages, kind: str) -> None:
    """No serious finding of axe-core, and nothing wider than a phone; an act is done with the keyboard alone."""
    if kind != "sqlite":
        pytest.skip("what a browser shows does not depend on the database")
    talk = office.talk
    await second(talk)
    await talk.says("孙奶奶", "报修 楼道灯坏了")
    await talk.says("孙奶奶", "心愿 想要一个放大镜看报")
    await talk.says("孙奶奶", "办事 高龄津贴 申请")
    await talk.says("陈静", "改公约 爱护公物，人人有责，邻里和睦。")
    await talk.says("陈静", "群发 单元长: 明天停水")
    await talk.presses("陈静", "确认发送")
    talk.clock.advance(timedelta(minutes=3))
    async with browser() as opened:
        tab = await opened.new_page(viewport={"width": 1280, "height": 900})
        await office.opens("周敏", tab, "/office")
        for path in QUEUES:
            await tab.goto(f"{office.base}/office/{path}")
            assert await tab.locator("h1").count() == 1, path
            for width in (1280, 360) if path in QUEUES[:6] else (360,):
                await tab.set_viewport_size({"width": width, "height": 900})
                results = await Axe().run(tab)
                serious = [v for v in results.response["violations"] if v["impact"] in ("serious", "critical")]
                assert [(v["id"], [node["html"] for node in v["nodes"]][:2]) for v in serious] == [], path
                assert await tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        await tab.goto(f"{office.base}/office/case/1")
        await tab.get_by_role("button", name="我来办").focus()
        await tab.keyboard.press("Enter")
        await tab.locator("#answer").get_by_text("归您办了").wait_for()


async def test_of_two_who_put_a_letter_back_one_does(db: Database, clock: MovableClock) -> None:
    """However many press at once, it is tried once more, once."""
    now = clock.now()
    (letter,) = (await db.run(store, SMS, [("x" * 64, "{}")], now, DEAD)).values()
    done = await asyncio.to_thread(
        overlapping, db, lambda session: put_back(session, letter, now), lambda session: put_back(session, letter, now)
    )
    assert done == (True, False)
    states = await db.run(lambda session: sorted(session.exec(select(Inbox.state)).all()))
    assert states == ["handled", "new"]


async def test_what_is_late_is_marked_with_its_day(office: OfficePages) -> None:
    """An application and a claimed wish whose days are over stand in their lists, marked, in both languages."""
    await office.talk.says("王芳", "办事 高龄津贴 申请")
    await office.talk.says("孙奶奶", "心愿 想要一个放大镜")

    def over(session: Session) -> None:
        before = office.talk.clock.now() - timedelta(days=2)
        session.execute(update(Application).values(due_at=before))
        session.execute(update(Wish).values(state=CLAIMED, public="想要一个放大镜", claim_until=before))

    await office.talk.db.run(over)
    await office.sign_in("陈静")
    assert "10月31日（已到期）" in await office.look("陈静", "/office/applications")
    assert "10月31日（已到期）" in await office.look("陈静", "/office/wishes")
    await office.talk.says("陈静", "语言 en")
    assert "31 October (overdue)" in await office.look("陈静", "/office/wishes")


async def test_a_sheet_that_breaks_is_answered_in_the_page(
    office: OfficePages, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """What nobody foresaw is one kind sentence on the page of imports, and nothing of the file stays."""

    async def breaks(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.web.office.upload.converse", breaks)
    answer = await sends(office, "陈静", ("网格.csv", CSV.encode()))
    assert answer.status_code == 500 and "没能处理好" in answer.text and 'data-here="/office/import"' in answer.text
    assert await kept(office.talk) == []
