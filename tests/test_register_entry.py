"""Entering the registers: by chat, one thing at a time, and by a sheet, row by row; what cannot be read is said."""

import io
from typing import Any

import pytest
import xlsxwriter

from bot.imports import work_imports
from bot.register_rows import BadEntry, entry_of
from models.people import TELEGRAM
from models.registers import compounds_on
from tests.talk import Talk

HEADERS = ("类别", "登记编号", "登记名称", "所在网格编号", "物业公司", "委员人数", "党员委员")


def sheet(*rows: tuple[Any, ...]) -> bytes:
    """An .xlsx with the registers' columns."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("登记册")
    for place, row in enumerate((HEADERS, *rows)):
        page.write_row(place, 0, row)
    book.close()
    return out.getvalue()


async def sends(talk: Talk, name: str, data: bytes) -> str:
    """They send a sheet, and it is looked at."""
    channel, _ = talk.addresses[name]
    talk.channels[channel].files["f1"] = data
    await talk.says(name, file=["f1", "登记册.xlsx", len(data)])
    while await work_imports(talk.db, talk.channels, talk.clock, talk.zone):
        pass
    await talk.delivery.drain()
    return talk.last(name)


async def test_one_thing_at_a_time_by_chat(talk: Talk) -> None:
    """A compound, its committee, an organisation, a shop and the area; the answer says what the registers now hold."""
    assert "面积还没有登记" in await talk.says("陈静", "登记册")
    await talk.says("陈静", "登记册 小区 X01 春晖小区 HT 恒安 物业")
    await talk.says("陈静", "登记册 小区 X02 玉门小区 HT")
    await talk.says("陈静", "登记册 业委会 X01 委员5 党员2")
    await talk.says("陈静", "登记册 单位 O1 第二小学 HT")
    await talk.says("陈静", "登记册 商户 S1 面馆 HT")
    answer = await talk.says("陈静", "登记册 面积 4.85平方公里")
    for words in (
        "从今天起",
        "小区2个，有物业1个，占50%",
        "委员5人，党员2人，占40%",
        "单位1家，商户1家",
        "面积4.85平方公里",
    ):
        assert words in answer


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("登记册 学校 X01 春晖 HT", "没看懂这一条"), ("登记册 小区 X01", "没看懂这一条"),
        ("登记册 业委会 X09 5 2", "没有编号是“X09”的小区"), ("登记册 面积 很大", "没看懂这一条"),
        ("登记册 小区 X01 春晖小区 不存在的", "没有找到网格"),
    ],
)  # fmt: skip
async def test_what_cannot_be_read_is_said_kindly(talk: Talk, said: str, why: str) -> None:
    """With an example, and nothing is written down."""
    assert why in await talk.says("陈静", said)
    assert await talk.db.run(lambda session: compounds_on(session, talk.clock.now().date())) == (0, 0)


async def test_more_members_than_seats(talk: Talk) -> None:
    """A slip of the finger is refused."""
    await talk.says("陈静", "登记册 小区 X01 春晖小区 HT")
    assert "党员不能比委员多" in await talk.says("陈静", "登记册 业委会 X01 2 5")


async def test_many_by_a_sheet(talk: Talk) -> None:
    """Good rows are taken, bad ones named with their row and reason; the same sheet again changes nothing."""
    data = sheet(
        ("小区", "X01", "春晖小区", "HT", "恒安物业", 5, 2), ("小区", "X02", "玉门小区", "HT", "", "", ""),
        ("商户", "S1", "面馆", "HT", "", "", ""), ("飞船", "F1", "一号", "HT", "", "", ""),
        ("小区", "X03", "无处小区", "NOWHERE", "", "", ""),
    )  # fmt: skip
    answer = await sends(talk, "陈静", data)
    assert "登记了3条，2条没有登记" in answer and "第5行：没看懂" in answer and "第6行：" in answer
    await sends(talk, "陈静", data)
    assert "小区2个，有物业1个" in await talk.says("陈静", "登记册")


async def test_it_takes_a_coordinator_of_the_whole_community(talk: Talk) -> None:
    """A station's coordinator reads why not; a unit head has no such command."""
    await talk.grid("HT02", "第二服务站", 2, "HT")
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT02")
    assert "全社区的" in await talk.says("何平", "登记册 面积 5")
    assert "平方公里" not in await talk.says("王芳", "登记册 面积 5")


def test_an_empty_entry_is_none() -> None:
    """Neither no words nor one word is an entry."""
    for words in ([], ["小区"]):
        with pytest.raises(BadEntry):
            entry_of(words)
