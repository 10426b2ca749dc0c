"""A sheet of days off and make-up workdays sent to the bot: shown, entered whole on a confirm, or not at all."""

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from sqlalchemy import delete
from sqlmodel import select

from bot.sheets import NoColumn, read_workbook
from models.audit import Audit
from models.day_sheets import read_span
from models.days import holiday_of, is_workday
from models.people import TELEGRAM
from models.workdays import WorkdayOverride, overrides
from tests.books import workbook
from tests.talk import Talk, rows
from tests.test_import_chat import check, send, state

NOTICE = """日期,上班/放假,名称
2027-01-01..2027-01-03,放假,元旦
2027-02-05至2027-02-11,放假,春节
2027年2月14日,上班,春节
2027/4/3,放假,清明节
2027-05-01,放假,劳动节
2027-06-09,放假,端午节
2027-09-15,放假,中秋节
2027-10-01 ~ 2027-10-07,放假,国庆节
"""
"""Days as a coordinator might copy them; they are no notice of anybody's."""


@pytest.fixture(autouse=True)
async def _unknown(talk: Talk) -> None:
    """Nobody has entered 2027 here."""
    await talk.db.run(lambda session: session.execute(delete(WorkdayOverride)))


async def test_a_sheet_is_shown_and_entered_once(talk: Talk) -> None:
    """Known by its headers; nothing is entered before the confirm; then every day is, by its name; audited, once."""
    assert "正在核对" in await send(talk, "陈静", NOTICE.encode("utf-8"), "2027.csv")
    assert await check(talk) == 1
    shown = talk.last("陈静")
    for line in ("2027年：放假21天，上班1天。", "放假：1月1日至1月3日 元旦", "上班：2月14日 春节"):
        assert line in shown
    assert "没看到" not in shown and talk.labels("陈静") == ["✅ 确认导入", "取消"]
    assert await rows(talk, select(WorkdayOverride)) == []
    assert "已录入22天。2027年的日历可以用了" in await talk.presses("陈静", "确认导入")
    known = await talk.db.read(overrides)
    assert not is_workday(date(2027, 2, 11), known) and is_workday(date(2027, 2, 14), known)
    assert holiday_of(date(2027, 10, 7), known) == "national_day"
    assert "没有再办第二次" in await talk.presses("陈静", "确认导入")
    assert [act.act for act in await rows(talk, select(Audit).where(Audit.act == "workdays.enter"))] == [
        "workdays.enter"
    ]


async def test_the_same_sheet_again_changes_nothing(talk: Talk) -> None:
    """Nothing to confirm the second time; with one day changed, that day alone is shown."""
    await send(talk, "陈静", NOTICE.encode("gb18030"), "2027.csv")
    await check(talk)
    await talk.presses("陈静", "确认导入")
    await send(talk, "陈静", NOTICE.encode("utf-8-sig"), "2027.csv")
    await check(talk)
    assert "和已经录入的一样" in talk.last("陈静") and talk.labels("陈静") == []
    await send(talk, "陈静", NOTICE.replace("2027/4/3,放假", "2027/4/3,上班").encode(), "2027.csv")
    await check(talk)
    assert "2027年：放假0天，上班1天。" in talk.last("陈静") and "上班：4月3日 清明节" in talk.last("陈静")


@pytest.mark.parametrize(("row", "why"), [
    ("2027-02-30,放假,春节", "第3行：日期“2027-02-30”看不懂"), ("元旦,放假,元旦", "第3行：日期“元旦”看不懂"),
    ("2027-02-06,调休,春节", "“调休”不知道是上班还是放假"), ("2027-02-06,,春节", "不知道是上班还是放假"),
    ("2035-01-01,放假,元旦", "2035-01-01太远了"), ("2027-01-01,上班,元旦", "前面已经写过"),
    ("2027-01-01..2027-03-01,放假,", "看不懂"), ("2027-02-06,未公布,", "“未公布”不知道是上班还是放假"),
])  # fmt: skip
async def test_one_wrong_row_and_nothing_is_entered(talk: Talk, row: str, why: str) -> None:
    """The row and what is wrong with it are named; the good rows are not entered either, for a year must be whole."""
    await send(talk, "陈静", f"日期,类型,名称\n2027-01-01,放假,元旦\n{row}\n".encode(), "a.csv")
    await check(talk)
    said = talk.last("陈静")
    assert why in said and "一天都没有录入" in said and talk.labels("陈静") == []
    assert await state(talk) == "cancelled"


async def test_what_is_lacking_is_said_before_it_counts(talk: Talk) -> None:
    """A year without its 1 January stays unknown; holidays that every notice names and this lacks are listed."""
    await send(talk, "陈静", "日期,类型,名称\n2027-05-01,放假,劳动节\n2027-05-08,上班,劳动节\n".encode(), "a.csv")
    await check(talk)
    assert "2027年还差1月1日" in talk.last("陈静")
    assert "没看到2027年的：元旦、春节、清明、端午、中秋、国庆节" in talk.last("陈静")
    assert "还差1月1日" in await talk.presses("陈静", "确认导入")


async def test_a_workbook_with_real_dates_and_the_programs_own_list(talk: Talk) -> None:
    """Cells that hold dates are taken; so is what `stairwell calendar` prints, whose plain weekends are left out."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, form = book.add_worksheet("日历"), book.add_format({"num_format": "yyyy-mm-dd"})
        for column, title in enumerate(("日期", "星期", "类型", "节假日", "农历节日")):
            sheet.write_string(0, column, title)
        for row, (day, kind, name) in enumerate(
            ((1, "节假日", "元旦"), (2, "周末", ""), (3, "调休上班", "元旦"), (4, "工作日", "")), 1
        ):
            sheet.write_datetime(row, 0, date(2027, 1, day), form)
            sheet.write_string(row, 2, kind)
            sheet.write_string(row, 3, name)
    await send(talk, "陈静", out.getvalue(), "2027.xlsx")
    await check(talk)
    await talk.presses("陈静", "确认导入")
    found = {row.day.day: row.workday for row in await rows(talk, select(WorkdayOverride))}
    assert found == {1: False, 3: True, 4: True}


async def test_who_may(talk: Talk) -> None:
    """A unit head sends no files; a station's coordinator enters no days for the community."""
    await talk.person("何平", TELEGRAM, "1040", "coordinator", "HT01")
    assert "职责" in await send(talk, "王芳", NOTICE.encode(), "2027.csv")
    assert "社区一级" in await send(talk, "何平", NOTICE.encode(), "2027.csv")
    assert await check(talk) == 0


async def test_a_roster_with_a_calendar_is_a_roster(talk: Talk) -> None:
    """One confirm is for one thing: the calendar's sheet is named as not read; one without its columns is refused."""
    grids: Any = [["编号", "名称", "级别", "上级编号"], ["B3U9", "9单元", 5, "B3"]]
    days: Any = [["日期", "类型"], ["2027-01-01", "放假"]]
    read = await read_workbook(workbook({"网格": grids, "日历": days}), "a.xlsx")
    assert read.grid is not None and read.other is None and read.ignored == ["日历"]
    with pytest.raises(NoColumn) as refused:
        await read_workbook(workbook({"日历": [["日期", "名称"], ["2027-01-01", "元旦"]]}), "a.xlsx")
    assert refused.value.facts == {"sheet": "日历", "columns": ["上班/放假"]}


@pytest.mark.parametrize(("text", "span"), [
    ("2027年1月1日", (date(2027, 1, 1), date(2027, 1, 1), "")),
    ("２０２７-1-1至2027.1.3 元旦", (date(2027, 1, 1), date(2027, 1, 3), "元旦")),
    ("2027/1/1 – 2027/1/3", (date(2027, 1, 1), date(2027, 1, 3), "")),
    ("2027-01-03..2027-01-01", None), ("1月1日", None), ("", None),
])  # fmt: skip
def test_spans_of_days(text: str, span: tuple[date, date, str] | None) -> None:
    """One day or several in a row, as people write them; a day without its year is not guessed."""
    assert read_span(text) == span


async def test_a_formula_is_refused(talk: Talk) -> None:
    """A cell that is computed is not taken for a day."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("日历")
        for column, title in enumerate(("日期", "类型")):
            sheet.write_string(0, column, title)
        sheet.write_formula(1, 0, "=TODAY()", None, "")
        sheet.write_string(1, 1, "放假")
    await send(talk, "陈静", out.getvalue(), "a.xlsx")
    await check(talk)
    assert "第2行：有公式" in talk.last("陈静")
