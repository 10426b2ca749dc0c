"""The office's pages of grids, people, duties and vacancies."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from axe_playwright_python.async_playwright import Axe
from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from models.grid import Grid
from models.name_words import NameWord, words_of
from models.outbox import post
from models.people import SMS, TELEGRAM, Address, Person, fill_searched
from models.people_lists import Wanted, people
from models.posts import Post, appoint
from tests.browser import browser
from tests.office_pages import OfficePages, office_of
from tests.talk import Talk, rows

EVERYWHERE = ["/HT/"]
PAGES = ("/office/grid/B3", "/office/grid/B3U1", "/office/duty/inspection", "/office/vacancies")


@pytest.fixture
async def office(talk: Talk) -> AsyncIterator[OfficePages]:
    """The pages of the small community, a second building in another grid beside it, the inspection issued."""
    await talk.grid("HT0102", "金泉苑网格", 3, "HT01")
    await talk.grid("B9", "金泉苑9号楼", 4, "HT0102")
    await talk.grid("B9U1", "金泉苑9号楼1单元", 5, "B9")
    await talk.person("韩梅", TELEGRAM, "1020", "grid_head", "HT0101")
    await talk.person("赵刚", SMS, "+8613900004321", "resident", "B9U1")
    await talk.issue_inspection()
    async with office_of(talk) as pages:
        yield pages


async def number_of(talk: Talk, name: str) -> int:
    """Somebody's number."""
    (found,) = await rows(talk, select(Person.id).where(Person.name == name))
    assert isinstance(found, int)
    return found


async def words(office: OfficePages, path: str) -> str:
    """What the coordinator reads there, without the random marks of its forms."""
    return re.sub(r'value="[0-9a-f]{24,}"', "", await office.look("陈静", path))


async def later(office: OfficePages, days: int) -> None:
    """Days pass; whoever was signed in is not any more."""
    office.talk.clock.move_to(office.talk.clock.now() + timedelta(days=days))
    await office.forget()


# --- the picture ---
async def test_the_picture_says_each_stairwells_state_in_a_colour_a_sign_and_words(office: OfficePages) -> None:
    """Done, with a finding, open, overdue, vacant: each square has its sign and says it; the legend counts them."""
    talk = office.talk
    await talk.says("王芳", "1")
    page = await office.look("陈静", "/office/grid")
    assert "共3个单元，应报3个，已完成1个（33%）" in page
    assert 'aria-label="长城苑3号楼1单元：按时完成"' in page and "1<b>✓</b>" in page
    assert 'aria-label="长城苑3号楼2单元：还没报"' in page and "2<b>○</b>" in page
    assert 'aria-label="金泉苑9号楼1单元：还没报、没有单元长"' in page and "s-open s-vacant" in page
    await later(office, 40)
    page = await office.look("陈静", "/office/grid?period=2026-11")
    assert 'aria-label="长城苑3号楼2单元：逾期未报"' in page
    assert "没有下达" in await office.look("陈静", "/office/grid?period=2026-10")
    assert len(page.encode()) < 300_000


async def test_each_sees_the_picture_of_what_they_look_after(office: OfficePages) -> None:
    """A grid head sees their grid, a unit head their stairwell; nothing else exists, and nobody else looks."""
    page = await office.look("韩梅", "/office/grid")
    assert "长城苑3号楼" in page and "金泉苑" not in page
    assert "长城苑3号楼2单元" not in await office.look("王芳", "/office/grid")
    await office.look("王芳", "/office/grid/B3U1")
    await office.talk.grid("九号 2", "金泉苑9号楼2单元", 5, "B9")
    done = await office.acts("陈静", "/office/grid/%E4%B9%9D%E5%8F%B7%202", "趋势图")
    assert done.status_code == 200
    for name, path in (("韩梅", "B9U1"), ("王芳", "B3U2"), ("王芳", "B3"), ("陈静", "nowhere"), ("陈静", "x" * 500)):
        await office.look(name, f"/office/grid/{path}", 404)
    await office.talk.person("钱多", TELEGRAM, "1021", "resident", "B3U1")
    for path in ("/office/grid", "/office/people", "/office/duties", "/office/vacancies", "/office/person/1"):
        await office.look("钱多", path, 404)
    for query in ("?period=soon", "?duty=nothing", "?period=2026-W99"):
        await office.look("陈静", f"/office/grid{query}", 404)


async def test_a_stairwells_page_has_its_history_and_acts(office: OfficePages) -> None:
    """Tasks with state, heads from and to, cases, points; excused from the page as in chat; the files are made."""
    talk = office.talk
    await talk.person("孙丽", TELEGRAM, "1022", "unit_head", "B3U2")
    await talk.says("王芳", "报修 楼道灯坏了")
    page = await office.look("陈静", "/office/grid/B3U2")
    assert "李姨" in page and "孙丽" in page and "2026-11-30" in page and "还没报" in page
    assert "长城苑3号楼" in page and "第一服务站" in page
    assert "没有没办完" not in await office.look("陈静", "/office/grid/B3U1")
    done = await office.acts("陈静", "/office/grid/B3U1", "免报", "住院")
    assert done.status_code == 200 and "免" in done.text and "住院" in done.text
    assert "免报" in await office.look("王芳", "/office/grid/B3U1")
    assert 'value="免报' not in await office.look("王芳", "/office/grid/B3U1")
    chart = await office.acts("陈静", "/office/grid/B3", "趋势图")
    assert "attachment" in chart.headers["content-disposition"]
    asked = await office.acts("陈静", "/office/grid/B9U1", "任命", "赵刚")
    assert "press" in asked.text and "赵刚" in asked.text


# --- people ---
async def test_people_are_found_as_they_are_called_sounded_numbered_and_housed(office: OfficePages) -> None:
    """By name, a part of it, pinyin, initials, number, grid, and by coordinators by the end of a phone."""
    talk = office.talk
    wang = await number_of(talk, "王芳")

    async def found(said: str, name: str = "陈静") -> str:
        page = await office.look(name, f"/office/people?q={said}")
        return page.partition("<tbody>")[2].partition("</tbody>")[0]

    for said in ("王芳", "芳", "wangfang", "Wang Fang", "wf", "fang", f"%23{wang}", "B3U1", "b3u1", "3号楼1单元"):
        assert "王芳" in await found(said) and "赵刚" not in await found(said), said
    assert "赵刚" in await found("4321") and "金泉苑9号楼1单元" in await found("4321")
    for said in ("zz", "9999", "%25", "_", "'", "x" * 300, "🙂"):
        assert await found(said) == "", said
    assert "王芳" in await found("wf", "韩梅")
    for said in ("赵刚", "zg", "4321", "B9U1", "金泉苑"):
        assert await found(said, "韩梅") == "", said
    assert "王芳" in await talk.says("陈静", "查人 wf") and "B3U1" not in await talk.says("韩梅", "查人 B9U1")


async def test_people_are_filtered_by_post_time_party_channel_and_consent(office: OfficePages) -> None:
    """Each filter leaves only those it says, alone and together; a list longer than a page goes on."""
    talk = office.talk
    await talk.person("吴新", TELEGRAM, "1030", "unit_head", "B3U1")  # 王芳 goes
    await talk.person("何言", SMS, "+8613900000007", "volunteer", "B3", consent=False)

    async def names(query: str) -> str:
        return await office.look("陈静", f"/office/people?{query}")

    ended, now = await names("role=unit_head&when=ended"), await names("role=unit_head&when=now")
    assert "王芳" in ended and "吴新" not in ended and "吴新" in now and "王芳" not in now
    silent = await names("consent=silent&channel=sms")
    assert "何言" in silent and "李姨" not in silent and "何言" not in await names("consent=agreed")
    assert "没有找到" in await names("party=yes") and "没有找到" in await names("role=strange&channel=y&page=-1")

    def many(session: Session) -> None:
        session.add_all(Person(name=f"多{n}", created_at=talk.clock.now()) for n in range(60))

    await talk.db.run(many)
    first, last = await names("q=duo"), await names("q=duo&page=2")
    assert first.count('href="/office/person/') == 50 and "page=2" in first
    assert last.count('href="/office/person/') == 10 and "page=3" not in last


async def test_one_persons_page_shows_as_much_as_chat_does(office: OfficePages) -> None:
    """Posts from and to, ways without numbers, tasks; no page for who is elsewhere; appointed from the page."""
    talk = office.talk
    wang, zhao = await number_of(talk, "王芳"), await number_of(talk, "赵刚")
    page = await words(office, f"/office/person/{wang}")
    assert "单元长" in page and "联系方式：Telegram（正常）" in page and "1001" not in page and "楼道检索" in page
    page = await words(office, f"/office/person/{zhao}")
    assert "短信（正常）" in page and "13900004321" not in page and "4321" not in page
    await office.look("韩梅", f"/office/person/{zhao}", 404)
    for said in ("0", "x", "99999999999", "-1"):
        await office.look("陈静", f"/office/person/{said}", 404)
    asked = await office.acts("陈静", f"/office/person/{zhao}", "任命", "单元长 B9U1")
    press = asked.text.partition('name="press" value="')[2].partition('"')[0]
    await office.acts_words("陈静", press=press)
    held = await rows(talk, select(Post).where(Post.person_id == zhao, Post.role == "unit_head"))
    assert len(held) == 1
    assert "没有单元长" not in (await office.look("陈静", "/office/grid")).partition("金泉苑9号楼1单元")[2][:40]
    asked = await office.acts("陈静", f"/office/person/{zhao}", "结束职务：金泉苑9号楼1单元 单元长")
    await office.acts_words("陈静", press=asked.text.partition('name="press" value="')[2].partition('"')[0])
    assert [one.to_on is None for one in await rows(talk, select(Post).where(Post.id == held[0].id))] == [False]
    assert "已经搬走了？" in (await office.acts("陈静", f"/office/person/{zhao}", "已迁出")).text


async def test_of_who_has_left_only_their_old_posts_are_seen(office: OfficePages) -> None:
    """A head who serves in another station now: no absence, no way, nothing that waits, not found by the phone."""
    talk = office.talk
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.grid("C1", "丙楼", 4, "HT02")
    await talk.grid("C1U1", "丙楼1单元", 5, "C1")
    await talk.person("孙站长", TELEGRAM, "1040", "coordinator", "HT01")
    gone = await talk.person("搬走的", SMS, "+8613800005678", "unit_head", "B9U1")

    def everything(page: str) -> list[bool]:
        return [words in page for words in ("单元长", "短信（正常）", "外出</h2>", "2026-11-20", "有1条消息正要发")]

    def waits(session: Session) -> None:
        now = talk.clock.now()
        post(session, gone, "award-notice", {"year": 2026}, purpose="x", subject="y", now=now,
             expires_at=now + timedelta(days=30), not_before=now + timedelta(days=9))  # fmt: skip

    await talk.says("搬走的", "请假 11月20日到11月25日")
    await talk.db.run(waits)
    path = f"/office/person/{gone}"
    assert all(everything(await office.look("孙站长", path)))
    for query in ("q=5678", "channel=sms&q=搬走的"):
        assert "搬走的" in await office.look("孙站长", f"/office/people?{query}"), query

    def move(session: Session) -> None:
        session.execute(update(Post).where(col(Post.person_id) == gone).values(to_on=talk.clock.now().date()))
        grid = session.exec(select(Grid).where(Grid.code == "C1U1")).one()
        appoint(session, grid, "unit_head", gone, talk.clock.now().date(), talk.clock.now())

    await talk.db.run(move)
    assert everything(await office.look("孙站长", path)) == [True, False, False, False, False]
    for query in ("q=5678", "channel=sms", "consent=agreed", "consent=unreachable"):
        assert "搬走的" not in await office.look("孙站长", f"/office/people?{query}"), query
    page = await office.look("孙站长", "/office/people?q=搬走的")
    assert "搬走的" in page and "短信（正常）" not in page and "搬走的" not in await talk.says("孙站长", "查人 5678")
    assert all(everything(await office.look("陈静", path)))
    assert "搬走的" in await talk.says("陈静", "查人 5678")


async def test_by_a_phones_end_people_are_found_where_phones_may_be_had(office: OfficePages) -> None:
    """A coordinator of one station who heads a grid in another finds there by name, not by phone."""
    talk = office.talk
    await talk.grid("HT02", "第二服务站", 2, "HT")
    who = await talk.person("两头", TELEGRAM, "1041", "coordinator", "HT02")
    held = await rows(talk, select(Grid).where(Grid.code == "HT0102"))
    await talk.db.run(appoint, held[0], "grid_head", who, talk.clock.now().date(), talk.clock.now())
    assert "赵刚" in await office.look("两头", "/office/people?q=赵刚")
    assert "赵刚" not in await office.look("两头", "/office/people?q=4321")


async def test_what_people_are_found_by_keeps_up_with_their_names(talk: Talk) -> None:
    """A renamed person is found by the new name only; who was there before is filled in, phones too, once."""

    def finds(session: Session, said: str) -> list[str]:
        return [one.name for one in people(session, Wanted(said, phones=EVERYWHERE), EVERYWHERE, 9)]

    def rename(session: Session) -> None:
        person = session.exec(select(Person).where(Person.name == "王芳")).one()
        for name in ("王方", "单丽"):
            person.name = name
            session.add(person)
            session.flush()

    await talk.db.run(rename)
    assert await talk.db.read(finds, "shanl") == ["单丽"] and await talk.db.read(finds, "wf") == []

    def forget(session: Session) -> None:
        session.execute(delete(NameWord))
        session.execute(update(Address).values(tail=None))

    await talk.db.run(forget)
    assert await talk.db.read(finds, "sl") == [] and await talk.db.read(finds, "0001") == []
    assert await talk.db.run(fill_searched) == 4 and await talk.db.run(fill_searched) == 0
    assert await talk.db.read(finds, "sl") == ["单丽"] and await talk.db.read(finds, "0001") == ["李姨"]


def test_the_words_of_a_name() -> None:
    """Each character on, as written, sounded and by its initials; readings of names; none another begins with."""
    assert words_of("王芳") == {"王芳", "芳", "wangfang", "wf", "fang"}
    assert {"shanli", "sl", "danli", "单丽"} <= words_of("单丽")
    assert {"lvbu", "lubu"} <= words_of("吕布")
    assert {"annali", "li", "al"} <= words_of("Anna Li") and words_of(" ") == set()
    assert all(len(word) <= 60 for word in words_of("长" * 60))


# --- duties, vacancies ---
async def test_duties_have_their_dates_and_a_period_its_gaps(office: OfficePages) -> None:
    """Twelve dates with why one moved; by grid how many reported, who has not; reminded and changed from the page."""
    page = await office.look("陈静", "/office/duties")
    assert "楼道检索" in page and "原定" in page and "12. " in page and "职责 新增" in page
    assert "职责 新增" not in await office.look("韩梅", "/office/duties")
    page = await office.look("陈静", "/office/duty/inspection")
    assert "应报3个，已完成0个" in page and "长城苑网格" in page and "没有负责人" in page and "李姨" in page
    page = await office.look("韩梅", "/office/duty/inspection?period=2026-11")
    assert "应报2个" in page and "金泉苑" not in page
    assert "只是告知" in await office.look("陈静", "/office/duty/weekly_service")
    await office.look("陈静", "/office/duty/none", 404)
    await office.look("陈静", "/office/duty/inspection?period=now", 404)
    await later(office, 1)
    assert "提醒" in (await office.acts("陈静", "/office/duty/inspection", "提醒没报的")).text
    shown = await office.acts("陈静", "/office/duty/inspection", "看看改后", "每周三 10:00")
    assert "每周三" in shown.text and 'name="press"' in shown.text


async def test_vacancies_are_listed_with_who_stands_in(office: OfficePages) -> None:
    """Empty posts and heads who are away, each with its grid; the stairwell without anybody counts as waiting."""
    await office.talk.says("王芳", "外出 5天")
    page = await office.look("陈静", "/office/vacancies")
    assert "王芳" in page and "2026-11-06" in page and "金泉苑9号楼1单元" in page and "名册里一直没有" in page
    assert "金泉苑" not in await office.look("韩梅", "/office/vacancies")
    sheet = await office.acts("陈静", "/office/vacancies", "下载表格：空缺")
    assert "xlsx" in sheet.headers["content-disposition"]
    assert "/office/vacancies" in (await office.look("陈静", "/office")).partition("tiles")[2].partition("</ul>")[0]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_the_pages_in_a_real_browser(office: OfficePages) -> None:
    """On a phone and a desktop: no serious finding of axe-core, nothing too wide, one click to a stairwell."""
    await office.talk.says("王芳", "外出 5天")
    wang = await number_of(office.talk, "王芳")
    async with browser() as opened:
        for width in (1280, 360):
            tab = await opened.new_page(viewport={"width": width, "height": 800})
            await office.opens("陈静", tab)
            for path in (*PAGES, f"/office/person/{wang}"):
                await tab.goto(f"{office.base}{path}")
                results = await Axe().run(tab)
                serious = [v for v in results.response["violations"] if v["impact"] in ("serious", "critical")]
                assert [(path, v["id"], [node["html"] for node in v["nodes"]][:2]) for v in serious] == []
                assert await tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
            await tab.goto(f"{office.base}/office/grid")
            await tab.click("a.u >> nth=0")
            assert "长城苑3号楼1单元" in await tab.inner_text("h1")
            await tab.close()
