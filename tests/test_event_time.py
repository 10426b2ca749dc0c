"""Time passes for events: reminders, the list's end, the organiser is asked, it closes by itself; web, figures."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from icalendar import Calendar
from sqlmodel import col, select

from bot.web.events import EventPages
from bot.web.server import build_site
from messages.event_ics import calendar_path, event_ics
from messages.report import report_text
from models import event_codes, event_figures
from models.duties import DONE, Duty, Task, issue
from models.events import CANCELLED, Event
from models.grid import grid_by_code
from models.ledger import Entry
from models.outbox import Message
from models.people import SMS, TELEGRAM, Address, Person
from models.posts import Post
from scheduler import events as sweeps
from scheduler.tick import next_moment
from tests.talk import Talk, rows
from tests.test_events import FORM, at, event_of, held

ZONE = ZoneInfo("Asia/Shanghai")


async def sweep(talk: Talk, moment: datetime) -> int:
    """The events' sweeps at that moment, and what they had to say is sent; how many rows they were about."""
    talk.clock.move_to(moment)
    done = 0
    for one in (sweeps.remind_of_events, sweeps.end_waiting, sweeps.ask_organisers, sweeps.close_events):
        done += await talk.db.run(one, talk.clock.now(), ZONE)
    await talk.delivery.drain()
    return done


async def get(talk: Talk, path: str) -> httpx.Response:
    """What the site answers."""
    site = build_site(EventPages(talk.db, talk.clock, talk.community).routes())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://site") as client:
        return await client.get(path)


async def issue_duty(talk: Talk, key: str) -> None:
    """Let a duty fall due now."""

    def issue_now(session: Any) -> int:
        now = talk.clock.now()
        return issue(session, session.get_one(Duty, key), now, now, talk.zone)

    await talk.db.run(issue_now)


async def test_reminders_go_a_day_and_two_hours_before_once_each(talk: Talk) -> None:
    """Who has a place is reminded; the second one takes the code; who signs up later gets only what is still ahead."""
    event = await held(talk)
    await talk.says("李姨", "1")
    assert await sweep(talk, at(4, 8, 59)) == 0
    assert await talk.db.read(next_moment, talk.clock.now(), ZONE) == at(4, 9)
    assert await sweep(talk, at(4, 9)) == 1
    assert "提醒：楼道大扫除，12月5日09:00–11:00，小广场。还来吗？回1来 2不去" in talk.last("李姨")
    assert await sweep(talk, at(4, 9, 5)) == 0
    assert "见！" in await talk.says("李姨", "1")
    await talk.presses("王芳", "报名")
    assert await sweep(talk, at(5, 7)) == 2
    await sweep(talk, at(5, 8, 31))
    assert "到了请回4位签到码" in talk.last("李姨") and "快开始了" in talk.last("王芳")
    code = event_codes.code_at(event, talk.clock.now())
    assert "签到成功" in await talk.says("李姨", code)
    reminded = [m.purpose for m in await rows(talk, select(Message)) if m.purpose.startswith("event-reminder")]
    assert sorted(reminded) == ["event-reminder:2", "event-reminder:2", "event-reminder:24"]


async def test_whoever_waits_is_told_when_it_begins(talk: Talk) -> None:
    """No place came free: that is said once, kindly."""
    await held(talk, f"{FORM} 1人")
    await talk.says("李姨", "1")
    await talk.presses("王芳", "报名")
    await sweep(talk, at(5, 9, 1))
    assert "没有空出名额" in talk.last("王芳")
    assert await sweep(talk, at(5, 9, 2)) == 0


async def test_the_organiser_is_asked_and_a_day_later_it_closes_by_itself(talk: Talk) -> None:
    """One question after two hours; unanswered, the event settles a day after its end, absent people are asked."""
    event = await held(talk)
    await talk.says("李姨", "1")
    talk.clock.move_to(at(5, 9, 30))
    await talk.says("王芳", f"签到 {event_codes.code_at(event, talk.clock.now())}")
    assert await sweep(talk, at(5, 13)) == 1
    assert "办完了吧？到1人，没到1人" in talk.last("陈静")
    assert await talk.db.read(next_moment, talk.clock.now(), ZONE) == at(6, 11)
    assert await sweep(talk, at(6, 11)) == 1
    assert "自动结束：到1人，没到1人" in talk.last("陈静")
    assert "工时1.5小时，积分+3" in talk.last("王芳")
    assert "都好吗" in talk.last("李姨")
    assert "已请组织者核对" in await talk.says("李姨", "1")
    assert "李姨说“楼道大扫除”" in talk.last("陈静")
    assert "积分+4" in await talk.says("陈静", f"工时 {event.id} 李姨 2")
    assert "更正为2小时" in talk.last("李姨")


async def test_an_event_settles_the_quarters_duty_in_the_same_entry(talk: Talk) -> None:
    """A unit head who held one is not asked again, and gets the duty's points, not both."""
    await issue_duty(talk, "volunteer_event")
    (task,) = [t for t in await rows(talk, select(Task).where(col(Task.duty_key) == "volunteer_event"))
               if t.grid_id == (await event_grid(talk))]  # fmt: skip
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "B3U1")
    event = await held(talk, "活动 楼道大扫除 12月5日 9:00-11:00 门厅", "王芳")
    await talk.says("孙梅", "1")
    talk.clock.move_to(at(5, 9))
    assert "到1人" in await talk.says("王芳", "点名 " + str(event.id)) or "全到" in talk.labels("王芳")
    await talk.says("王芳", "1 到")
    talk.clock.move_to(at(5, 11))
    await talk.says("王芳", "结束活动")
    assert "您组织了这次活动，得10分" in await talk.says("王芳", "1")
    (after,) = await rows(talk, select(Task).where(col(Task.id) == task.id))
    assert after.state == DONE
    held_points = [entry.points for entry in await rows(talk, select(Entry)) if entry.rule == "event.held"]
    assert held_points == [10]


async def event_grid(talk: Talk) -> int:
    """The grid of 王芳's stairwell."""
    return (await talk.db.run(lambda session: grid_by_code(session, "B3U1").id)) or 0


async def test_scope_a_unit_head_stays_in_the_stairwell(talk: Talk) -> None:
    """A unit head's event is for their stairwell; others neither see nor run it, the coordinator may."""
    await talk.person("孙梅", TELEGRAM, "1020", "volunteer", "B3U1")
    event = await held(talk, "活动 楼道大扫除 12月5日 9:00-11:00 门厅", "王芳")
    assert f"没有找到{event.id}号活动" in await talk.says("李姨", f"报名 {event.id}")
    assert "没有您能参加" in await talk.says("李姨", "活动")
    assert f"没有找到{event.id}号活动" in await talk.says("李姨", f"取消活动 {event.id}")
    assert "“B3U2”对不上" in await talk.says("王芳", "活动 大扫除 12月6日 9:00-11:00 门厅 对象 志愿者 B3U2")
    assert "取消“楼道大扫除”" in await talk.says("陈静", f"取消活动 {event.id}")
    assert "不在您的职责内" in await talk.says("孙梅", "点名")
    assert "不在您的职责内" in await talk.says("王芳", "培训")


async def test_in_english_from_form_to_thanks(talk: Talk) -> None:
    """The same story in English, missing things asked for one by one."""
    await talk.person("Ann", TELEGRAM, "1030", "coordinator", "HT", language="en")
    await talk.person("Bob", SMS, "+8613900000031", "volunteer", "HT0101", language="en")
    assert "On which day" in await talk.says("Ann", "event Clean-up / 20 people / audience volunteers")
    assert "From when to when" in await talk.says("Ann", "5 December")
    assert "Where is" in await talk.says("Ann", "9:00 to 11:00")
    assert "Saturday 5 December 2026, 09:00–11:00, small square" in await talk.says("Ann", "small square")
    assert "1 people" in await talk.says("Ann", "yes") or "Event" in talk.last("Ann")
    await talk.says("Ann", "yes")
    talk.clock.advance(timedelta(minutes=2))
    await talk.delivery.drain()
    assert "Will you come?" in talk.last("Bob")
    assert "Signed up" in await talk.says("Bob", "1")
    event = await event_of(talk)
    talk.clock.move_to(at(5, 9))
    assert "Checked in" in await talk.says("Bob", f"here {event_codes.code_at(event, talk.clock.now())}")
    talk.clock.move_to(at(5, 10))
    assert "1 hours" in await talk.says("Bob", "check out")
    talk.clock.move_to(at(5, 11))
    assert "1 came" in await talk.says("Ann", "close event")
    await talk.says("Ann", "yes")
    assert "1 hours, +2 points" in talk.last("Bob")


async def test_place_and_qr_check_in(talk: Talk) -> None:
    """A place near enough counts, one far away does not; a scanned link counts until it is over; a guest must join."""
    event = await held(talk, f"{FORM} 39.73210,98.49310")
    await talk.presses("王芳", "报名")
    talk.clock.move_to(at(5, 9))
    assert "您的位置" in await talk.says("王芳", "签到")
    assert "还有" in await talk.says("王芳", place="39.74210,98.49310")
    assert "签到成功" in await talk.says("王芳", place="39.73220,98.49310")
    payload = event_codes.qr_payload(event, talk.clock.now())
    assert "已经签到过了" in await talk.says("王芳", f"/start {payload}")
    talk.stranger("路人", TELEGRAM, "1999")
    assert "签到" not in await talk.says("路人", f"/start {payload}")
    talk.clock.move_to(at(5, 9, 16))
    assert "过期" in await talk.says("王芳", f"/start {payload}")


async def test_the_calendar_file_reads_back_and_its_address_cannot_be_guessed(talk: Talk) -> None:
    """icalendar reads what was written; another token, an old page and a draft find nothing; calling off is said."""
    event = await held(talk, f"{FORM} 39.73210,98.49310")
    assert calendar_path(event) in await talk.presses("王芳", "报名")
    answer = await get(talk, calendar_path(event))
    assert answer.headers["content-type"].startswith("text/calendar")
    (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (entry["SUMMARY"], entry["LOCATION"], entry["STATUS"]) == ("楼道大扫除", "小广场", "CONFIRMED")
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (event.starts_at, event.ends_at)
    door = calendar_path(event).replace(".ics", "/door")
    for wrong in (calendar_path(event).replace("-", "-0"), f"/events/{event.id}.ics", "/events/x.ics", door):
        assert (await get(talk, wrong)).status_code == 404
    event.state = CANCELLED
    (entry,) = Calendar.from_ical(event_ics(event)).walk("VEVENT")
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 1)


async def test_the_screen_at_the_door_shows_the_code_only_while_it_counts(talk: Talk) -> None:
    """Code and QR from an hour before; before that neither, and nothing is kept by the browser."""
    event = await held(talk)
    path = f"/events/{event_codes.page_token(event, 'door')}/door"
    assert "现在不能签到" in (await get(talk, path)).text
    talk.clock.move_to(at(5, 8, 30))
    shown = await get(talk, path)
    assert event_codes.code_at(event, talk.clock.now()) in shown.text and "data:image/svg" in shown.text
    assert shown.headers["cache-control"] == "no-store"
    assert path in await talk.says("陈静", "签到码")


async def test_figures_of_the_report_are_counted_from_rows(talk: Talk) -> None:
    """A training, a partner day and a volunteer event: sessions, people, hours, coverage by level and course."""
    for form in (
        "活动 培训 矛盾调解 11月3日 9:00-11:00 会议室",
        "活动 合作 老人生日会 11月4日 9:00-10:00 活动室 单位:夕阳红",
        "活动 大扫除 11月5日 9:00-10:30 小广场",
    ):
        event = await held(talk, form, send=False)
        for who in ("王芳", "李姨"):
            if who == "王芳" or event.kind != "training":
                await talk.says(who, f"报名 {event.id}")
        talk.clock.move_to(event.starts_at)
        await talk.says("陈静", f"点名 {event.id}")
        await talk.says("陈静", "全到")
        talk.clock.move_to(event.ends_at)
        await talk.says("陈静", f"结束活动 {event.id}")
        assert "结束了" in await talk.says("陈静", "1")
    text = await talk.db.run(report_text, "2026-11", ZONE, "zh-CN")
    assert "志愿活动：1场，2人次，3小时" in text
    assert "培训：1期，1人次，1人" in text and "参加过培训的网格长：单元长1/2" in text
    assert "三社联动：1场，2人次（夕阳红1场）" in text
    shown = await talk.says("陈静", "培训")
    assert "2026年培训：1期，1人次，1人" in shown and "矛盾调解：单元长1/2" in shown
    assert "2025年还没有办过培训" in await talk.says("陈静", "培训 2025")
    start, end = event_figures.year_of(2026, ZONE)
    english = await talk.db.run(report_text, "2026-11", ZONE, "en")
    assert "Volunteer events: 1, 2 attendances, 3 hours" in english
    assert {one.kind for one in await talk.db.run(event_figures.held_between, start, end)} == {
        "volunteer", "training", "partner",
    }  # fmt: skip
    assert await talk.db.run(event_figures.held_between, start, end, ["/HT/HT02/"]) == []


@pytest.mark.parametrize("who", ["陈静"])
async def test_above_fifty_a_second_person_agrees_to_an_invitation(talk: Talk, who: str) -> None:
    """An invitation is a message to many like any other; calling it off leaves nobody with an open question."""

    def many(session: Any) -> None:
        now = talk.clock.now()
        for number in range(51):
            person = Person(name=f"甲{number}", consent_at=now, created_at=now)
            session.add(person)
            session.flush()
            assert person.id is not None
            session.add(Address(person_id=person.id, channel=TELEGRAM, value=f"9{number}", created_at=now))
            session.add(Post(grid_id=1, person_id=person.id, role="volunteer", from_on=now.date(), created_at=now))

    await talk.db.run(many)
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT")
    await talk.says(who, FORM)
    await talk.says(who, "1")
    assert "54人" in await talk.says(who, "1")
    assert "楼道大扫除" in talk.last("何平")
    await talk.presses("何平", "同意发送")
    assert "取消" in await talk.says(who, "0")
    talk.clock.advance(timedelta(minutes=3))
    await talk.delivery.drain()
    assert "楼道大扫除" not in talk.last("王芳")
    event = await event_of(talk)
    assert isinstance(event, Event) and event.taken == 0
    assert "没看懂" in await talk.says("李姨", "1") or "报上了" not in talk.last("李姨")
