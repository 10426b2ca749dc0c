"""A roster file sent to the bot: checked in the background, shown, applied once on a confirm."""

import asyncio
import io
from datetime import timedelta
from typing import Any

import pytest
import xlsxwriter
from sqlmodel import select

from bot.imports import work_imports
from models import imports
from models.audit import Audit
from models.grid import Grid
from models.imports import APPLIED, CANCELLED, FAILED, READY, RECEIVED, ImportRun
from models.people import TELEGRAM, Person
from tests.talk import Talk, rows

GRIDS = [
    ["编号", "名称", "级别", "上级编号", "户数", "人数"],
    ["B3U3", "长城苑3号楼3单元", "5", "B3", "18", "41"],
]
PEOPLE = [
    ["姓名", "电话", "网格编号", "职务", "党员", "语言", "备注"],
    ["赵刚", "13900000003", "B3U3", "单元长", "是", "中文", ""],
]


def workbook(grids: list[list[str]] = GRIDS, people: list[list[str]] = PEOPLE) -> bytes:
    """A roster as an .xlsx file."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, lines in (("网格", grids), ("人员", people)):
            sheet = book.add_worksheet(name)
            for place, line in enumerate(lines):
                for column, text in enumerate(line):
                    sheet.write_string(place, column, text)
    return out.getvalue()


async def send(talk: Talk, who: str, data: bytes, name: str = "名册.xlsx") -> str:
    """They send a file; the answer at once."""
    talk.channels[TELEGRAM].files["f1"] = data
    return await talk.says(who, file=["f1", name, len(data)])


async def check(talk: Talk) -> int:
    """The background job runs once, and what it says is delivered."""
    handled = await work_imports(talk.db, talk.channels, talk.clock, talk.zone)
    await talk.delivery.drain()
    return handled


async def state(talk: Talk) -> str:
    """The state of the newest run."""
    runs = await rows(talk, select(ImportRun))
    return str(max(runs, key=lambda run: run.id).state)


async def test_a_roster_is_checked_shown_and_applied_once(talk: Talk) -> None:
    """Nothing changes before the confirm; then the unit and its head are there; a second press does nothing."""
    assert "正在核对" in await send(talk, "陈静", workbook())
    assert not await rows(talk, select(Grid).where(Grid.code == "B3U3"))
    assert await check(talk) == 1
    assert "确认后导入" in talk.last("陈静") and talk.labels("陈静") == ["✅ 确认导入", "取消"]
    assert not await rows(talk, select(Person).where(Person.name == "赵刚"))
    await talk.presses("陈静", "确认导入")
    (grid,) = await rows(talk, select(Grid).where(Grid.code == "B3U3"))
    (person,) = await rows(talk, select(Person).where(Person.name == "赵刚"))
    assert (grid.households, person.party_member, person.consent_at) == (18, True, None)
    assert "没有再办第二次" in await talk.presses("陈静", "确认导入")
    (run,) = await rows(talk, select(ImportRun))
    assert (run.state, run.plan) == (APPLIED, None)
    assert await check(talk) == 0


async def test_the_same_file_again_changes_nothing_and_asks_nothing(talk: Talk) -> None:
    """A second import of the same roster says so, without a button."""
    await send(talk, "陈静", workbook())
    await check(talk)
    await talk.presses("陈静", "确认导入")
    await send(talk, "陈静", workbook())
    await check(talk)
    assert "没有要导入的" in talk.last("陈静") and talk.labels("陈静") == []
    assert await state(talk) == CANCELLED


async def test_bad_rows_are_named_and_good_ones_survive(talk: Talk) -> None:
    """An unknown parent gets its own line with its row; the other rows are imported."""
    grids = [*GRIDS, ["B8U1", "无主楼1单元", "5", "B8", "9", "20"]]
    await send(talk, "陈静", workbook(grids))
    await check(talk)
    assert "B8" in talk.last("陈静") and "3" in talk.last("陈静")
    await talk.presses("陈静", "确认导入")
    codes = {grid.code for grid in await rows(talk, select(Grid))}
    assert "B3U3" in codes and "B8U1" not in codes


async def test_cancelling_changes_nothing(talk: Talk) -> None:
    """取消 drops it; the old button does not bring it back."""
    await send(talk, "陈静", workbook())
    await check(talk)
    assert "已取消" in await talk.presses("陈静", "取消")
    assert "没有再办第二次" in await talk.presses("陈静", "确认导入")
    assert not await rows(talk, select(Grid).where(Grid.code == "B3U3"))


async def test_a_newer_file_overtakes_one_that_waits(talk: Talk) -> None:
    """Only the newest file can be confirmed."""
    await send(talk, "陈静", workbook())
    await check(talk)
    old = talk.channels[TELEGRAM].sent["1009"][-1].buttons[0][1].partition(".")[0]
    await send(talk, "陈静", workbook(people=PEOPLE[:1]))
    assert "没有再办第二次" in await talk.says("陈静", press=[old, 0], message_id="1")
    assert not await rows(talk, select(Person).where(Person.name == "赵刚"))


@pytest.mark.parametrize("data", [b"hello", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
async def test_what_is_no_roster_gets_a_clear_line(talk: Talk, data: bytes) -> None:
    """Not a workbook, a broken one, an encrypted one: one sentence, nothing changed, nothing asked."""
    await send(talk, "陈静", data)
    await check(talk)
    assert await state(talk) == FAILED
    assert talk.labels("陈静") == [] and "正在核对" not in talk.last("陈静")


async def test_another_kind_of_file_or_a_giant_is_refused_at_once(talk: Talk) -> None:
    """A picture of a roster, or ten megabytes, is not even fetched."""
    assert ".xlsx 或 .csv" in await send(talk, "陈静", b"x", "名册.pdf")
    assert "太大" in await talk.says("陈静", file=["f1", "名册.xlsx", 10_000_000])
    assert ".xlsx 或 .csv" in await talk.says("陈静", "/import")
    assert await check(talk) == 0


async def test_only_coordinators_of_the_community_may(talk: Talk) -> None:
    """A unit head is refused; a station's coordinator is told who may."""
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT02")
    assert "不在您的职责内" in await send(talk, "王芳", workbook())
    assert "社区一级" in await send(talk, "何平", workbook())
    assert not await rows(talk, select(ImportRun))


async def test_who_lost_the_post_meanwhile_cannot_confirm(talk: Talk) -> None:
    """Permission is looked at again when the button is pressed."""
    await send(talk, "陈静", workbook())
    await check(talk)

    def dismiss(session: Any) -> None:
        session.connection().exec_driver_sql("UPDATE post SET to_on = '2026-11-02' WHERE role = 'coordinator'")

    await talk.db.run(dismiss)
    await talk.presses("陈静", "确认导入")
    assert not await rows(talk, select(Grid).where(Grid.code == "B3U3"))


async def test_a_file_that_cannot_be_had_is_tried_again_and_then_given_up(talk: Talk) -> None:
    """Three attempts a minute apart, then a word to the sender; in between it can still succeed."""

    async def broken(file: Any) -> bytes:
        raise OSError("no route")

    channel = talk.channels[TELEGRAM]
    whole = channel.fetch
    channel.fetch = broken  # type: ignore[method-assign]
    await send(talk, "陈静", workbook())
    assert (await check(talk), await check(talk)) == (1, 0)
    talk.clock.advance(timedelta(minutes=2))
    await check(talk)
    assert await state(talk) == RECEIVED
    talk.clock.advance(timedelta(minutes=2))
    await check(talk)
    assert await state(talk) == FAILED and "没能取到" in talk.last("陈静")
    channel.fetch = whole  # type: ignore[method-assign]


async def test_a_worker_that_died_leaves_the_file_to_the_next(talk: Talk) -> None:
    """A claimed file is nobody else's for three minutes, then anybody's; after three deaths the sender is told."""
    await send(talk, "陈静", workbook())
    assert await talk.db.run(imports.claim, talk.clock.now()) is not None
    assert await check(talk) == 0
    talk.clock.advance(timedelta(minutes=4))
    assert await check(talk) == 1
    assert await state(talk) == READY


async def test_a_file_that_kills_every_worker_is_given_up(talk: Talk) -> None:
    """A poison file does not go round for ever."""
    await send(talk, "陈静", workbook())
    for _ in range(imports.MOST_ATTEMPTS):
        assert await talk.db.run(imports.claim, talk.clock.now()) is not None
        talk.clock.advance(timedelta(minutes=4))
    await check(talk)
    assert await state(talk) == FAILED and "没能核对完" in talk.last("陈静")


async def test_two_workers_at_once_check_it_once(talk: Talk) -> None:
    """One file, several workers: one message, one question."""
    await send(talk, "陈静", workbook())
    handled = await asyncio.gather(*(check(talk) for _ in range(4)))
    assert sum(handled) == 1
    assert sum("确认后导入" in message.text for message in talk.channels[TELEGRAM].sent["1009"]) == 1


async def test_what_was_read_is_encrypted_and_forgotten_after_a_day(talk: Talk) -> None:
    """Names and phones of a file that waits are not readable in the database, and do not stay there."""
    await send(talk, "陈静", workbook())
    await check(talk)

    def stored(session: Any) -> Any:
        return session.connection().exec_driver_sql("SELECT plan FROM import_run").scalar_one()

    found = bytes(await talk.db.run(stored))
    assert "赵刚".encode() not in found and b"13900000003" not in found
    talk.clock.advance(timedelta(hours=25))
    await check(talk)
    assert await talk.db.run(stored) is None
    await talk.presses("陈静", "确认导入")
    assert not await rows(talk, select(Grid).where(Grid.code == "B3U3"))


async def test_an_import_is_in_the_audit_without_names(talk: Talk) -> None:
    """Who imported when is on record; who is in the file is not."""
    await send(talk, "陈静", workbook())
    await check(talk)
    await talk.presses("陈静", "确认导入")
    found = [audit for audit in await rows(talk, select(Audit)) if "import" in audit.act]
    assert len(found) == 1 and "赵刚" not in str(found[0].facts) and "1390" not in str(found[0].facts)
