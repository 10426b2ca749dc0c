"""From the provisional list to the final one: who is named, posting, objections, making it anew, closing by two."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, col, select

from bot.web.awards import AwardPages
from bot.web.server import build_site
from models import award_posting, objections
from models.anchors import Anchor
from models.audit import Audit
from models.award_naming import AwardVoice, settle_reached
from models.award_posting import AlreadyPosted, AwardsChanged, ObjectionsWait, close_list, post_list, window_end
from models.awards import AwardList, award_content, canonical, holds, winners
from models.checkins import check_in, report_of
from models.db import Database, write_queued
from models.duties import Duty, Task, issue
from models.grid import Grid
from models.ledger import Entry, reverse
from models.objections import Objection, make_objection
from models.outbox import Message
from models.people import SMS, TELEGRAM
from models.verify import verify_awards
from models.workdays import overrides
from scheduler.closing import close_missed, close_year, tell_window_over
from scheduler.tick import next_moment
from tests.races import overlapping
from tests.talk import Talk
from tests.test_cli import stairwell
from tests.year import ZONE, at

JANUARY = at(1, 11, year=2027)
KEPT = {"B3U1": (9, 10), "B3U2": (9, 10, 11)}


def year(session: Session) -> None:
    """Three months of inspections: 李姨 keeps all, 王芳 two of them."""
    duty = session.get_one(Duty, "inspection")
    for month in (9, 10, 11):
        issue(session, duty, at(month, 2, 9), at(month, 2, 9), ZONE)
    for task in session.exec(select(Task).order_by(col(Task.id))).all():
        months = KEPT["B3U1" if task.person_id == 1 else "B3U2"]
        if int(task.period[-2:]) in months:
            when = task.opens_at + timedelta(hours=1)
            check_in(session, [report_of(task, task.person_id or 0, SMS, when, ZONE)], when, ZONE)
    write_queued(session)


async def ended(talk: Talk) -> None:
    """The year is over and its list made; a second coordinator and a resident are there."""
    await talk.person("周敏", TELEGRAM, "1010", "coordinator", "HT")
    await talk.person("张伯", SMS, "+8613900000050", "resident", "B3U1")
    await talk.db.run(year)
    talk.clock.move_to(JANUARY)
    await talk.db.run(close_missed, JANUARY, ZONE)
    assert await talk.db.run(close_year, JANUARY, ZONE) == 1
    await talk.delivery.drain()


async def stored(talk: Talk) -> AwardList:
    """The list as it is."""
    return await talk.db.run(lambda session: session.get_one(AwardList, 2026))


async def pass_days(talk: Talk, days: int) -> datetime:
    """Days later."""
    talk.clock.move_to(talk.clock.now() + timedelta(days=days))
    return talk.clock.now()


async def page(talk: Talk, path: str = "/awards") -> httpx.Response:
    """What the public page answers."""
    app = build_site(AwardPages(talk.db, talk.clock, talk.community).routes())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://t") as client:
        return await client.get(path)


async def test_the_whole_way_to_a_final_list(talk: Talk) -> None:
    """An elder is asked by SMS and stays unnamed; an objection is answered twice; two people close."""
    await ended(talk)
    assert "暂定名单" in talk.last("陈静") and "公示 2026" in talk.last("陈静")
    assert "2不公开姓名" in talk.last("李姨").replace(" ", "")
    assert "不写您的姓名" in await talk.says("李姨", "2")
    assert "最早2027年1月13日" in await talk.says("陈静", "公示 2026")
    assert "正在核对" in (await page(talk)).text and "2单元" not in (await page(talk)).text
    await pass_days(talk, 3)
    assert "已公示，到1月21日为止" in await talk.says("陈静", "公示 2026")
    assert "陈静已公示" in talk.last("周敏")
    assert "已经在公示" in await talk.says("周敏", "公示 2026")
    shown = await talk.says("王芳", "评选")
    assert "公示中，到1月21日为止" in shown and "1. 长城苑3号楼2单元 100%" in shown and "李姨" not in shown
    assert (await page(talk)).text.count("李姨") == 0 and "3号楼2单元 100%" in (await page(talk)).text

    assert "记下了，编号1" in await talk.says("张伯", "异议 一单元也查得很认真")
    assert "张伯对2026年评选名单提出异议（1号）：一单元也查得很认真" in talk.last("周敏")
    assert "发给张伯" in await talk.says("陈静", "答复 1 十一月那次没有报告")
    assert "十一月那次没有报告" in talk.last("张伯") and "2不接受" in talk.last("张伯").replace(" ", "")
    assert "再核对" in await talk.says("张伯", "2")
    assert "张伯不接受陈静" in talk.last("周敏")
    assert "要另一位同事" in await talk.says("陈静", "答复 1 真的没有")
    assert "收到异议1条，已答复1条" in (await page(talk)).text and "认真" not in (await page(talk)).text
    assert "公示期到2027年1月21日" in await talk.says("陈静", "评选 定案 2026")
    now = await pass_days(talk, 8)
    assert await talk.db.run(tell_window_over, now, ZONE) == 1
    assert await talk.db.run(tell_window_over, now, ZONE) == 0
    week = now + timedelta(weeks=1)  # and again each week until somebody closes it
    assert [await talk.db.run(tell_window_over, week, ZONE) for _ in range(2)] == [1, 0]
    assert "还有1条异议" in await talk.says("陈静", "评选 定案")
    assert "发给张伯" in await talk.says("周敏", "答复 1 又核对了一遍,确实没有报告")
    assert "再次核对" in talk.last("张伯")
    assert "已提请周敏确认" in await talk.says("陈静", "评选 定案 2026")
    assert "已生效" in await talk.presses("周敏", "同意")
    assert "您获得2026年“楼道管家”" in talk.last("李姨")
    shown = await talk.says("王芳", "评选 2026")
    assert "正式名单" in shown and "李姨" not in shown
    assert (
        "公示已结束" in (await page(talk, "/awards/2026")).text
        and (await page(talk, "/awards/2025")).status_code == 404
    )
    [won, *_] = await talk.db.run(winners, 2026)
    assert (won.award, won.place, won.grid, won.score) == ("steward", 1, "B3U2", 10000)


async def posted(talk: Talk) -> datetime:
    """The list is posted; the moment after its window."""
    await ended(talk)
    await pass_days(talk, 3)
    await talk.says("陈静", "公示 2026")
    until = (await stored(talk)).posted_until
    assert until is not None
    return until


async def test_a_closed_list_never_changes_and_stays_provable(talk: Talk) -> None:
    """What is corrected after the close changes neither the list nor its proof; the head of the ledger is published."""
    talk.clock.move_to(await posted(talk) + timedelta(hours=10))
    await talk.says("陈静", "评选 定案")
    await talk.presses("周敏", "同意")
    closed = await stored(talk)
    assert closed.state == "closed" and "账头" in talk.last("陈静") + talk.sent("陈静")[-2].text
    heads = await talk.db.run(lambda session: [one.why for one in session.exec(select(Anchor)).all()])
    assert heads == ["awards:2026", "awards-close:2026"]

    def correct(session: Session) -> None:
        reverse(session, session.get_one(Entry, 1), now=talk.clock.now(), actor_id=3, reason="没有去")

    await talk.db.run(correct)
    assert "不再改动" in await talk.says("陈静", "评选 重算 2026")
    assert "不再改动" in await talk.says("陈静", "公示 2026")
    assert (await stored(talk)).digest == closed.digest
    assert await talk.db.run(lambda session: list(verify_awards(session, ZONE))) == []
    content, fits = await talk.db.run(award_posting.rebuilt, 2026, ZONE)
    assert fits and canonical(content) == canonical(closed.content) and not await talk.db.run(
        lambda session: canonical(award_content(session, 2026, ZONE)) == canonical(closed.content))  # fmt: skip


async def test_what_is_built_later_leaves_a_closed_list_as_it_is(talk: Talk) -> None:
    """New stairwells, another code, a grid that lies elsewhere: the closed list is still what the records give."""
    talk.clock.move_to(await posted(talk) + timedelta(hours=10))
    await talk.says("陈静", "评选 定案")
    await talk.presses("周敏", "同意")

    def build(session: Session) -> None:
        units = session.exec(select(Grid).where(Grid.level == 5)).all()
        for number in range(6):
            session.add(Grid(code=f"N{number}", name="新楼", level=5, parent_id=units[0].parent_id,
                             path=f"{units[0].path.removesuffix(units[0].code + '/')}N{number}/"))  # fmt: skip
        units[0].path = units[0].path.replace(units[0].code, "OTHER")
        units[0].code = "OTHER"
        session.add(units[0])

    await talk.db.run(build)
    closed = await stored(talk)
    assert await talk.db.run(lambda session: holds(session, closed, ZONE))
    assert await talk.db.run(lambda session: list(verify_awards(session, ZONE))) == []


@pytest.mark.parametrize("act", ["UPDATE award_list SET state = 'posted'", "DELETE FROM award_list",
                                 "UPDATE award_list SET digest = 'x'"])  # fmt: skip
async def test_the_database_itself_refuses_to_change_a_closed_list(talk: Talk, act: str) -> None:
    """Whatever a program does, or somebody at the database: a closed list is neither changed nor deleted."""
    talk.clock.move_to(await posted(talk) + timedelta(hours=10))
    await talk.says("陈静", "评选 定案")
    await talk.presses("周敏", "同意")
    before = await stored(talk)
    with pytest.raises(DBAPIError, match="a closed award list never changes"):
        await talk.db.run(lambda session: session.execute(text(act)))
    assert (await stored(talk)).digest == before.digest


async def test_a_corrected_record_needs_a_new_window(talk: Talk) -> None:
    """A list that the records no longer give cannot be closed; made anew it says what changed and is posted again."""
    talk.clock.move_to(await posted(talk) + timedelta(hours=10))

    def correct(session: Session) -> None:
        for entry in session.exec(select(Entry).where(Entry.person_id == 2)).all():
            reverse(session, entry, now=talk.clock.now(), actor_id=3, reason="没有去")

    await talk.db.run(correct)
    assert "先重算" in await talk.says("陈静", "评选 定案")
    remade = await talk.says("陈静", "评选 重算")
    assert "－ 楼道管家：李姨 长城苑3号楼2单元" in remade and (await stored(talk)).state == "provisional"
    assert "没有变化" in await talk.says("陈静", "评选 重算")
    assert "还没有公示" in await talk.says("陈静", "评选 定案")
    await pass_days(talk, 3)
    assert "已公示" in await talk.says("周敏", "公示 2026 10天")
    assert (await stored(talk)).round == 2


async def test_objections_only_while_it_is_posted_and_only_so_many(talk: Talk) -> None:
    """Before and after the window an objection is answered kindly; nobody floods it; words are asked for."""
    await ended(talk)
    assert "没有正在公示" in await talk.says("张伯", "异议 不公平不公平")
    await pass_days(talk, 3)
    await talk.says("陈静", "公示 2026")
    assert "请发“异议”加上您的话" in await talk.says("张伯", "异议")
    assert "300字以内" in await talk.says("王芳", "异议 " + "很" * 301)
    for number in range(objections.MOST):
        assert "记下了" in await talk.says("张伯", f"异议 不公平不公平{number}")
    assert "先等社区答复" in await talk.says("张伯", "异议 真的不公平")
    assert "待答复" not in await talk.says("张伯", "异议列表")
    assert "1号 待答复，张伯" in await talk.says("陈静", "异议列表")
    assert "请写：答复" in await talk.says("陈静", "答复 很好")
    assert "80字以内" in await talk.says("陈静", "答复 1 " + "很" * 81)
    await talk.says("陈静", "答复 1 谢谢您,核对过了")
    assert "到此结束" in await talk.says("张伯", "1")
    rows = await talk.db.run(lambda session: session.exec(select(Objection).order_by(col(Objection.id))).all())
    assert rows[0].state == "settled"
    acts = await talk.db.run(lambda session: [(one.act, one.facts) for one in session.exec(select(Audit)).all()])
    assert not any("不公平" in str(facts) or "核对" in str(facts) for _, facts in acts)


async def test_names_can_be_taken_back_at_any_time(talk: Talk) -> None:
    """Who was named may ask not to be, by chat and SMS; who is not on the list has nothing to say."""
    await ended(talk)
    await pass_days(talk, 3)
    await talk.says("陈静", "公示 2026")
    assert "李姨 长城苑3号楼2单元" in (await page(talk)).text
    assert "李姨" in await talk.says("王芳", "评选")
    assert "只写楼道" in await talk.says("李姨", "评选 不公开")
    assert "李姨" not in (await page(talk)).text + await talk.says("王芳", "评选")
    assert "会写您的姓名" in await talk.says("李姨", "评选 公开")
    assert "没有" in await talk.says("王芳", "评选 不公开")
    voices = await talk.db.run(lambda session: session.exec(select(AwardVoice)).all())
    assert [(one.person_id, one.named) for one in voices] == [(2, True)]
    assert "posted" in (await page(talk, "/awards?lang=en")).text.lower()


async def test_whom_the_question_never_reached_is_not_named(talk: Talk) -> None:
    """Silence is a yes only of whom the message reached before the posting, however it ended and whenever it comes
    later; before the posting time is counted from when the last was reached. A yes of their own names anybody."""

    def notice(**fate: Any) -> Any:
        theirs = update(Message).where(col(Message.purpose) == "award-notice", col(Message.person_id) == 2)
        return talk.db.run(lambda session: session.execute(theirs.values(**fate)))

    await ended(talk)
    now = await pass_days(talk, 3)
    for state in ("queued", "failed", "expired", "uncertain", "unreached"):
        await notice(state=state)

        def tried(session: Session) -> bool:
            reached = settle_reached(session, 2026)
            session.rollback()
            return bool(reached)

        assert not await talk.db.run(tried), state
    await notice(state="delivered", sent_at=now - timedelta(days=1))
    assert "最早2027年1月15日" in await talk.says("陈静", "公示 2026")
    await notice(state="unreached", sent_at=None)
    assert "已公示" in await talk.says("陈静", "公示 2026")
    await notice(state="sent", sent_at=now)
    for shown in ((await page(talk)).text, await talk.says("王芳", "评选")):
        assert "李姨" not in shown and "长城苑3号楼2单元" in shown
    assert "李姨" in await talk.says("陈静", "评选")
    assert "会写您的姓名" in await talk.says("李姨", "评选 公开")
    assert "李姨 长城苑3号楼2单元" in (await page(talk)).text and "李姨" in await talk.says("王芳", "评选")
    assert "只写楼道" in await talk.says("李姨", "评选 不公开")
    assert "李姨" not in (await page(talk)).text


@pytest.mark.parametrize(("said", "answer"), [
    ("公示 明年", "四位数字"), ("公示 2025", "还没有算出来"), ("评选 定案 2025", "还没有算出来"),
    ("评选 重算 明年", "四位数字"),
])  # fmt: skip
async def test_slips_of_the_office(talk: Talk, said: str, answer: str) -> None:
    """Each slip gets its own sentence; nobody else may post or close."""
    await ended(talk)
    assert answer in await talk.says("陈静", said)
    assert "暂定名单" in await talk.says("王芳", "公示")
    assert answer not in await talk.says("王芳", said)


async def test_a_window_holds_the_workdays(talk: Talk) -> None:
    """Seven days of which too few are workdays are made longer; a year nobody knows the days of is not guessed."""
    entered = await talk.db.run(overrides)
    assert window_end(at(1, 14, year=2027).date(), 7, 5, entered, ZONE) == at(1, 22, 0, 2027)
    assert window_end(at(1, 14, year=2027).date(), 3, 5, entered, ZONE) == at(1, 22, 0, 2027)
    assert window_end(at(10, 1).date(), 7, 5, {}, ZONE) == at(10, 14, 0)


async def test_of_two_who_post_at_once_one_counts(talk: Talk) -> None:
    """The second hears that it is posted."""
    await ended(talk)
    now = await pass_days(talk, 3)

    def second(session: Session) -> Any:
        with pytest.raises(AlreadyPosted):
            post_list(session, 2026, 0, 4, now, ZONE)

    overlapping(talk.db, lambda session: post_list(session, 2026, 0, 3, now, ZONE), second)
    assert (await stored(talk)).round == 1


async def test_an_objection_at_the_last_moment_holds_the_close_up(talk: Talk) -> None:
    """A close that comes while an objection of the window's last second is being written sees it."""
    until = await posted(talk)
    digest = (await stored(talk)).digest

    def close(session: Session) -> Any:
        with pytest.raises(ObjectionsWait):
            close_list(session, 2026, digest, until, ZONE)

    overlapping(talk.db, lambda session: make_objection(session, 1, "等一等", until - timedelta(seconds=1)), close)
    assert (await stored(talk)).state == "posted"


async def test_only_what_was_agreed_to_is_closed(talk: Talk) -> None:
    """Another list than the one two people saw is not closed; the clock knows when the window is over."""
    until = await posted(talk)
    assert await talk.db.run(next_moment, until - timedelta(seconds=1), ZONE) == until

    def close(session: Session) -> Any:
        with pytest.raises(AwardsChanged):
            close_list(session, 2026, "0" * 64, until, ZONE)
        session.rollback()

    await talk.db.run(close)
    kept = await stored(talk)
    assert kept.state == "posted" and await talk.db.run(lambda session: holds(session, kept, ZONE))


def test_the_database_refuses_half_a_state(db: Database) -> None:
    """A list that is posted without a window, or closed without a head, is refused by the database."""
    for state in ("posted", "closed"):
        half = AwardList(year=2026, state=state, rules_version="x", content={}, digest="x", made_at=JANUARY)
        with pytest.raises(IntegrityError):
            db.run_now(Session.add, half)


def test_one_command_rebuilds_the_list(tmp_path: Path) -> None:
    """`stairwell awards` prints the bytes whose SHA-256 was posted; where another list is stored its exit code is 1."""
    first = stairwell(tmp_path, "awards", "2026")
    content = json.loads(first.stdout)
    assert (first.returncode, content["year"]) == (0, 2026) and first.stdout == canonical(content).decode()
    db = Database(f"sqlite:///{tmp_path / 'var' / 'stairwell.db'}")
    changed = AwardList(year=2026, rules_version=content["rules"], content=content, digest="0" * 64, made_at=JANUARY)
    db.run_now(Session.add, changed)
    db.engine.dispose()
    again = stairwell(tmp_path, "awards", "2026")
    assert (again.returncode, again.stdout) == (1, first.stdout)
