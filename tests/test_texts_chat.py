"""Texts by chat and by sheet, on both channels and in both languages, and what in the end arrives."""

import io
from datetime import timedelta
from typing import Any

import pytest
import xlsxwriter
from sqlmodel import Session, col, select

from bot.imports import work_imports
from messages.segments import segments
from models.audit import Audit
from models.imports import APPLIED, ImportRun
from models.outbox import post
from models.people import SMS, TELEGRAM, Person
from models.texts import PoolText, load_shipped_texts, text_for
from tests.talk import Talk, empty_pools

LIGHT = "楼道灯不亮，请告诉{社区}。"


@pytest.fixture
async def talk(talk: Talk) -> Talk:
    """The small community, with nothing in its pools yet."""
    await talk.db.run(empty_pools)
    return talk


async def texts(talk: Talk) -> list[PoolText]:
    """What people wrote, oldest first."""
    query = select(PoolText).where(col(PoolText.key).is_(None)).order_by(col(PoolText.id))
    return await talk.db.run(lambda s: list(s.exec(query).all()))


async def another(talk: Talk, name: str = "周敏", language: str = "zh-CN", channel: str = TELEGRAM) -> None:
    """A second coordinator of the community."""
    address = "1050" if channel == TELEGRAM else "+8613900000050"
    await talk.person(name, channel, address, "coordinator", "HT", language=language)


async def sheet(talk: Talk, who: str, rows: list[list[str]], name: str = "文案.xlsx") -> str:
    """They send a sheet; what they are told once it is read."""
    out = io.BytesIO()
    if name.endswith(".csv"):
        out.write("\n".join(",".join(row) for row in rows).encode("gb18030"))
    else:
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            page = book.add_worksheet()
            for place, row in enumerate(rows):
                for column, text in enumerate(row):
                    page.write_string(place, column, text)
    data = out.getvalue()
    talk.channels[TELEGRAM].files["t1"] = data
    await talk.says(who, file=["t1", name, len(data)])
    await work_imports(talk.db, talk.channels, talk.clock, talk.zone)
    await talk.delivery.drain()
    return talk.last(who)


async def arrive(talk: Talk, pool: str, name: str, period: str) -> None:
    """The two unit heads get the text of that period, as the engine would post it, and it is sent."""
    now = talk.clock.now()

    def send(session: Session) -> None:
        words = text_for(session, pool, name, period, now)
        for person in session.exec(select(Person).where(col(Person.name).in_(("王芳", "李姨")))).all():
            assert person.id is not None
            post(
                session, person.id, "duty-text", {"text": words}, purpose="duty:text", subject=f"{pool}:{period}",
                now=now, expires_at=now + timedelta(days=1), grid_id=5 if person.name == "王芳" else 6,
            )  # fmt: skip

    await talk.db.run(send)
    await talk.delivery.drain()


async def test_a_lone_coordinator_writes_confirms_and_it_arrives_on_both_channels(talk: Talk) -> None:
    """Shown as Telegram and SMS get it, with the segments for the longest name; approved by oneself; then used."""
    await talk.person("欧阳建国", SMS, "+8613900000060", "building_head", "B3")
    shown = await talk.says("陈静", f"文案 添加 每周 {LIGHT}")
    assert "用途：每周服务" in shown and "1段" in shown and "由您自己批准" in shown
    assert shown.count("欧阳建国您好！楼道灯不亮，请告诉汉唐街北社区。") == 2
    assert not await texts(talk)
    assert "#1" in await talk.presses("陈静", "放进文案池")
    (text,) = await texts(talk)
    assert (text.state, text.body, text.author_id == text.approver_id) == (
        "approved", {"zh-CN": "楼道灯不亮，请告诉{community}。"}, True
    )  # fmt: skip
    assert "没有再办第二次" in await talk.presses("陈静", "放进文案池")
    await arrive(talk, "weekly", "", "2026-W45")
    assert talk.last("王芳") == "王芳您好！楼道灯不亮，请告诉汉唐街北社区。"
    assert talk.last("李姨") == "李姨您好！楼道灯不亮，请告诉汉唐街北社区。" and segments(talk.last("李姨")) == 1


async def test_of_two_coordinators_the_other_one_approves(talk: Talk) -> None:
    """The other is told, sees the draft, approves it by number; the author cannot; all of it is in the history."""
    await another(talk)
    assert "由周敏批准" in await talk.says("陈静", f"文案 添加 每周 {LIGHT}")
    assert "草稿 #1" in await talk.presses("陈静", "放进文案池")
    assert "文案 批准 1" in talk.last("周敏")
    assert "要请别人批准（周敏）：#1" in await talk.says("陈静", "文案 批准 1")
    assert "#1 楼道灯不亮" in await talk.says("周敏", "文案 草稿")
    assert "还够用" not in await talk.says("周敏", "文案") and "等批准的有1条：#1" in talk.last("周敏")
    assert "已批准1条，可以用了：#1" in await talk.says("周敏", "文案 批准 #1")
    assert "不是等批准的草稿：#1、#7" in await talk.says("周敏", "文案 批准 1 7")
    assert "够用1周，到2026-W45" in await talk.says("陈静", "文案")
    await arrive(talk, "weekly", "", "2026-W45")
    story = await talk.says("陈静", "文案 记录 1")
    assert "陈静写的" in story and "周敏批准" in story and "用于 2026-W45" in story
    assert "每周服务 · 2026-W45：#1" in await talk.says("陈静", "文案 记录")
    acts = await talk.db.run(lambda s: s.exec(select(Audit.act).where(col(Audit.act).startswith("text."))).all())
    assert acts == ["text.add", "text.approve", "text.use"]


async def test_everything_by_sms(talk: Talk) -> None:
    """A coordinator with nothing but SMS writes, confirms, looks, plans, withdraws; no answer is over two segments."""
    await talk.person("老马", SMS, "+8613900000051", "coordinator", "HT")
    said = [
        await talk.says("老马", "文案 添加 每周 天冷了，多保重。"), await talk.says("老马", "1"),
        await talk.says("陈静", "文案 批准 1") and await talk.says("老马", "文案"),
        await talk.says("老马", "文案 列表 每周"), await talk.says("老马", "文案 看 1"),
        await talk.says("老马", "文案 安排 1 2026-W50"), await talk.says("老马", "文案 记录 1"),
        await talk.says("老马", "文案 撤下 1"), await talk.says("老马", "文案 记录"),
    ]  # fmt: skip
    assert all(said) and max(map(segments, said)) <= 2
    assert "短信1段" in said[0] and "草稿 #1" in said[1] and "1条没用过" in said[2] and "W50" in said[5]
    assert [text.state for text in await texts(talk)] == ["withdrawn"]


async def test_everything_in_english(talk: Talk) -> None:
    """Both languages of a text, and each reads their own; the commands have English words."""
    await another(talk, "Mary", "en")
    shown = await talk.says(
        "Mary", "texts add greeting Spring Festival 过年好，{网格}！ | Happy Spring Festival, {grid}! {name}"
    )
    assert "For: holiday greetings · Spring Festival" in shown and "SMS (English, segments: 1)" in shown
    await talk.presses("Mary", "Put it into the pool")
    await talk.says("陈静", "文案 批准 1")
    assert "approved, never used" in await talk.says("Mary", "/texts show 1")
    await talk.says("王芳", "语言 en")
    await arrive(talk, "greeting", "spring_festival", "2027-02-06")
    assert talk.last("王芳") == "Happy Spring Festival, 长城苑3号楼1单元! 王芳"
    assert talk.last("李姨") == "李姨您好！过年好，长城苑3号楼2单元！"
    for said in ("texts", "texts drafts", "texts list greeting", "texts plan 1 2027-02-17", "texts history 1"):
        assert await talk.says("Mary", said) and "。" not in talk.last("Mary").replace("过年好", "")
    assert "is planned: holiday greetings · 2027-02-17" in await talk.says("Mary", "texts plan 1 2027-02-17")
    assert "Withdrawn: #1" in await talk.says("Mary", "texts withdraw 1")


async def test_what_cannot_be_taken_gets_a_kind_answer(talk: Talk) -> None:
    """What is missing, unknown, too long, past or not there is said, with an example; nothing is kept."""
    await talk.says("陈静", "文案 添加 每周 第一条")
    await talk.presses("陈静", "放进文案池")
    for said, answer in (
        ("文案 添加 每周 请打{电话}问问。", "花括号里可以写：{name}、{grid}、{community}、{date}"),
        ("文案 添加 每周", "请写清用途和内容"),
        ("文案 添加 每月 内容", "请写清用途和内容"),
        ("文案 添加 问候 过年好", "请写清用途和内容"),
        ("文案 添加 每周 2025-W01 内容", "没对上日子"),
        ("文案 添加 每周 " + "长" * 130, "最多2段"),
        ("文案 批准", "请写文案的编号"),
        ("文案 批准 1-500", "一次最多60条"),
        ("文案 批准 1 x", "请写文案的编号"),
        ("文案 安排 1", "请写清编号"),
        ("文案 安排 99 W50", "没有 #99"),
        ("文案 撤下 99", "没有 #99"),
        ("文案 看 99", "没有 #99"),
        ("文案 记录 99", "没有 #99"),
        ("文案 记录", "还没有用过"),
        ("文案 草稿", "一条也没有"),
        ("文案 列表 每年", "可以这样说"),
    ):  # fmt: skip
        assert answer in await talk.says("陈静", said), said
    assert len(await texts(talk)) == 1


async def test_a_link_is_warned_of_and_the_same_words_are_not_taken_twice(talk: Talk) -> None:
    """A web address may be blocked in an SMS: said before the confirm. A double names the number there is."""
    assert "常被运营商拦截" in await talk.says("陈静", "文案 添加 每周 请看 www.example.org 的通知")
    await talk.presses("陈静", "放进文案池")
    assert "一模一样的：#1" in await talk.says("陈静", "文案 添加 每周 请看 www.example.org 的通知")


async def test_a_text_planned_for_a_week_goes_out_in_that_week(talk: Talk) -> None:
    """In the add itself or afterwards; what has gone out cannot be planned any more."""
    await talk.says("陈静", "文案 添加 每周 随便哪周。")
    await talk.presses("陈静", "放进文案池")
    assert "每周服务 · 2026-W45" in await talk.says("陈静", "文案 添加 每周：第45周 就是这周。")
    await talk.presses("陈静", "放进文案池")
    await arrive(talk, "weekly", "", "2026-W45")
    assert talk.last("李姨") == "李姨您好！就是这周。"
    assert "已经用过" in await talk.says("陈静", "文案 安排 1 2026-W45")
    assert "已安排：每周服务 · 2026-W46" in await talk.says("陈静", "文案 安排 1 2026-11-10")
    assert "不再限定" in await talk.says("陈静", "文案 安排 1 不定")


async def test_only_coordinators_and_of_a_station_only_drafts(talk: Talk) -> None:
    """A unit head is refused; a station's coordinator may write, and take back their own, but let nothing go."""
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT02")
    assert "不在您的职责内" in await talk.says("王芳", "文案")
    assert "不在您的职责内" in await talk.says("王芳", "文案 批准 1")
    await talk.says("何平", f"文案 添加 每周 {LIGHT}")
    assert "已请陈静批准" in await talk.presses("何平", "放进文案池")
    assert "社区一级" in await talk.says("何平", "文案 批准 1") and "社区一级" in await talk.says(
        "何平", "文案 安排 1 W50"
    )
    await talk.says("陈静", "文案 批准 1")
    assert "没有 #1" in await talk.says("何平", "文案 撤下 1")


async def test_a_pool_as_shipped_is_shown_with_what_it_lasts(talk: Talk) -> None:
    """From the first day the overview says how many there are, until when, and which holiday comes next."""
    await talk.db.run(load_shipped_texts, talk.clock.now())
    shown = await talk.says("陈静", "文案")
    assert "72条没用过，够用" in shown and "下一个节日：元旦（1月1日）" in shown and "还没有问候" not in shown
    assert len(await talk.says("陈静", "文案 列表 每周")) < 4096 and "还有32行" in talk.last("陈静")
    assert "中秋" in await talk.says("陈静", "文案 列表 问候")


async def test_a_sheet_becomes_drafts_row_by_row(talk: Talk) -> None:
    """Good rows are drafts, each other row says why not; the other coordinator is told; the same sheet adds nothing."""
    await another(talk)
    rows = [
        ["用途", "内容", "英文", "节日/周次"],
        ["每周", "门口的雪请扫一扫，{姓名}。", "Please sweep the snow, {name}.", "2026-W50"],
        ["问候", "重阳安康！", "", "重阳节"],
        ["每周", "请打{电话}", "", ""],
        ["月度", "内容", "", ""],
        ["每周", "", "Only English", ""],
        ["问候", "腊八快乐", "", "腊八"],
        ["每周", "长" * 140, "", ""],
        ["问候", "国庆好！", "", "2027-10-01"],
    ]
    said = await sheet(talk, "陈静", rows)
    assert "第2行：草稿 #1（每周服务 · 2026-W50），短信1段" in said and "第3行：草稿 #2（节日问候 · 重阳）" in said
    for row, why in ((4, "花括号"), (5, "用途要写"), (6, "内容不能空"), (7, "没对上日子"), (8, "最多2段")):
        assert f"第{row}行没存" in said and why in said.split(f"第{row}行没存")[1].split("\n")[0]
    assert "第9行：草稿 #3（节日问候 · 2027-10-01）" in said and "已请周敏批准" in said
    assert "文案 批准 1-3" in talk.last("周敏")
    assert [text.state for text in await texts(talk)] == ["draft"] * 3
    again = await sheet(talk, "陈静", rows)
    assert "一模一样的：#1" in again and "没有存下新的" in again and len(await texts(talk)) == 3
    assert "已批准3条" in await talk.says("周敏", "文案 批准 1-3")
    states = await talk.db.run(lambda s: s.exec(select(ImportRun.state)).all())
    assert set(states) == {APPLIED}


async def test_a_csv_of_another_encoding_and_too_many_rows(talk: Talk) -> None:
    """GB 18030 is read; of a sheet of hundreds of rows the first two hundred are looked at, and the answer says so."""
    rows = [["用途", "内容"], *(["每周", f"第{number}条"] for number in range(230))]
    said = await sheet(talk, "陈静", rows, "文案.csv")
    assert len(await texts(talk)) == 200 and "还有" in said and len(said) < 4096
    assert "文案 批准 1-200" in said


async def test_a_roster_is_a_roster_still(talk: Talk) -> None:
    """A sheet with a roster's headers is no sheet of texts, also when one of texts lies beside it."""
    people = [["姓名", "电话", "网格编号", "职务"], ["赵刚", "13900000003", "B3U1", "志愿者"]]
    said = await sheet(talk, "陈静", people)
    assert "确认后导入" in said and not await texts(talk)


async def test_a_text_that_lost_its_grid_or_has_strange_words_still_arrives(talk: Talk) -> None:
    """Without a grid a plain word stands for it; braces and markup are what they look like, on both channels."""
    await talk.says("陈静", "文案 添加 每周 <b>{网格}</b>的{ $x }灯{")
    await talk.presses("陈静", "放进文案池")
    now = talk.clock.now()

    def send(session: Session) -> Any:
        words = text_for(session, "weekly", "", "2026-W45", now)
        person = session.exec(select(Person).where(Person.name == "李姨")).one()
        assert person.id is not None
        post(
            session, person.id, "duty-text", {"text": words}, purpose="x", subject="y", now=now,
            expires_at=now + timedelta(days=1),
        )  # fmt: skip

    await talk.db.run(send)
    await talk.delivery.drain()
    assert talk.last("李姨") == "李姨您好！<b>咱们楼道</b>的{ $x }灯{"
