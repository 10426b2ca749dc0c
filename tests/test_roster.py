"""The roster as a coordinator meets it: send a sheet, read what would change and what is wrong, confirm."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from bot.demo.community import model_roster, write_xlsx
from bot.sheets import read_workbook
from models import roster
from models.audit import Audit
from models.db import Database
from models.grid import Grid
from models.people import ACTIVE, SMS, Address, Person
from models.posts import Post
from tests.books import GRID_HEADER, TREE, workbook
from tests.rosters import NOW, WANG, count, dry_run, load, people_of, phones_of, running, said


async def test_the_model_roster_is_708_grids_and_497_heads_and_again_nothing(db: Database) -> None:
    """The whole community comes in at once; the same file again is 0 changes."""
    sheets = await read_workbook(write_xlsx(model_roster()), "roster.xlsx")
    first = await db.run(roster.apply, await db.run(roster.plan, sheets, NOW), NOW, None)
    assert (first.grids_new, first.people_new, first.errors, first.questions) == (708, 590, 0, 0)
    assert await count(db, Grid) == 708
    assert await count(db, Post, Post.role == "unit_head") == 497
    again = await db.run(roster.plan, sheets, NOW)
    assert again.changes == 0
    second = await db.run(roster.apply, again, NOW, None)
    assert (second.changes, second.unchanged) == (0, 708 + 650)
    assert await count(db, Person) == 590
    assert await count(db, Audit) == 1


async def test_paths_posts_addresses_and_notes_are_as_the_sheet_says(db: Database) -> None:
    """A path from the root, a post from the local today, an address without preference, no consent."""
    await load(db, people=[WANG])
    unit = await db.read(lambda session: session.exec(select(Grid).where(Grid.code == "B3U1")).one())
    assert (unit.path, unit.households, unit.residents) == ("/HT/HT01/HT0101/B3/B3U1/", 12, 30)
    [wang] = await people_of(db, "王芳")
    assert (wang.party_member, wang.language, wang.note, wang.consent_at) == (True, "zh-CN", "腿脚不便", None)
    post = await db.read(lambda session: session.exec(select(Post)).one())
    assert (post.role, post.from_on, post.deputy) == ("unit_head", date(2026, 11, 3), False)
    address = await db.read(lambda session: session.exec(select(Address)).one())
    assert (address.value, address.channel, address.state, address.preferred) == ("+8613900000001", SMS, ACTIVE, False)


async def test_a_dry_run_writes_nothing(db: Database) -> None:
    """Looking is free."""
    plan = await dry_run(db, people=[WANG])
    assert (plan.changes, plan.errors) == (7, 0)
    assert await count(db, Grid) == await count(db, Person) == await count(db, Audit) == 0


async def test_a_blank_cell_never_erases(db: Database) -> None:
    """Only what is written changes."""
    await load(db, people=[WANG])
    again = await load(db, [("B3U1", "", "", "", "", "")], [("王芳", "13900000001", "B3U1", "单元长", "", "", "")])
    assert again.changes == 0
    known = await load(db, [], [("王芳", "13900000001", "", "", "", "英文", "")])
    assert known.people_updated == known.changes == 1
    [wang] = await people_of(db, "王芳")
    assert (wang.party_member, wang.language, wang.note) == (True, "en", "腿脚不便")


async def test_dirty_cells_are_cleaned(db: Database) -> None:
    """Full-width digits and spaces, numbers as text, levels and roles in any of their forms."""
    grids = [
        ("ＨＴ", "汉唐街　北社区", "社区", "无", "", ""), (" HT０1 ", "第一服务站", "二级网格", "ＨＴ", "-", ""),
        ("HT0101", "锦绣苑网格", "第三级", "HT01", "", ""), ("B3", "3号楼", "4.0", "HT0101", "", ""),
        ("501", "1单元", "五", "B3", "１２", "1,030人"),
    ]  # fmt: skip
    people = [
        ("王 芳", "１３９ 0000-0001", 501.0, "楼道长", "√", "zh", ""),
        ("Ann  Li", "+1 650 253 0000", "HT", "社区工作者", "", "English", ""),
    ]
    done = await load(db, grids, people)
    assert (done.grids_new, done.people_new, done.errors) == (5, 2, 0)
    assert await running(db, "501", "unit_head") == ["王芳"]
    assert await phones_of(db, "王芳") == ["+8613900000001"]
    [ann] = await people_of(db, "Ann Li")
    assert ann.language == "en"
    unit = await db.read(lambda session: session.exec(select(Grid).where(Grid.code == "501")).one())
    assert (unit.households, unit.residents) == (12, 1030)


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (("X1", "x", 5, "NOWHERE", "", ""), "roster-bad-parent"),
        (("X1", "x", 5, "B 4", "", ""), "roster-bad-parent"),
        (("X1", "x", 5, "HT-0101", "", ""), "roster-bad-parent-near"),
        (("X1", "x", 4, "B3", "", ""), "roster-bad-level"),
        (("B3", "x", 4, "HT0101", "", ""), "roster-double-code"),
        (("X1", "x", 6, "B3", "", ""), "roster-bad-level-word"),
        (("X1", "x", 5, "B3", -3, ""), "roster-negative"),
        (("X1", "x", 5, "B3", "很多", ""), "roster-not-number"),
        (("X1", "x", 5, "B3", 2.5, ""), "roster-not-number"),
        (("X/1", "x", 5, "B3", "", ""), "roster-slash"),
        (("X1", "x" * 81, 5, "B3", "", ""), "roster-too-long"),
        (("X1", "", 5, "B3", "", ""), "roster-blank"),
        (("X1", "x", "", "B3", "", ""), "roster-blank"),
        (("X1", "x", 5, "", "", ""), "roster-blank"),
        (("", "x", 5, "B3", "", ""), "roster-blank"),
        (("X1", "x\u202ey", 5, "B3", "", ""), "roster-control"),
        (("XX", "x", 1, "", "", ""), "roster-second-root"),
        (("合 计", "", "", "", 26, 63), "roster-total-row"),
        (("", "小计：", "", "", 26, 63), "roster-total-row"),
    ],
)
async def test_a_bad_grid_row_gets_its_own_line_and_the_others_come_in(
    db: Database, row: tuple[Any, ...], key: str
) -> None:
    """One line with the sheet and the row, and six good grids."""
    plan = await dry_run(db, [*TREE, row])
    assert said(plan) == [(key, 8)]
    assert (await db.run(roster.apply, plan, NOW, None)).grids_new == 6


async def test_a_circle_of_parents_is_named_and_what_hangs_on_a_bad_row_waits(db: Database) -> None:
    """Each row of the circle has its line; a child and a person of a bad row say which row to mend."""
    circle = [("P", "甲", 4, "Q", "", ""), ("Q", "乙", 3, "P", "", ""), ("PU", "丙", 5, "P", "", "")]
    plan = await dry_run(
        db,
        [*TREE, *circle, ("Z", "丁", "九", "B3", "", "")],
        [("赵一", "", "PU", "志愿者"), ("赵二", "", "Z", "志愿者")],
    )
    assert said(plan) == [
        ("roster-cycle", 8), ("roster-cycle", 9), ("roster-parent-bad", 10), ("roster-bad-level-word", 11),
        ("roster-grid-bad", 2), ("roster-grid-bad", 3),
    ]  # fmt: skip


async def test_blank_rows_are_skipped_without_a_word(db: Database) -> None:
    """Rows that somebody emptied or only numbered are nothing."""
    plan = await dry_run(db, [*TREE[:3], ("", "", "", "", "", ""), ("", " ", "　", "", "", ""), *TREE[3:]])
    assert said(plan) == []
    assert plan.summary.grids_new == 6


async def test_moving_a_grid_moves_what_is_under_it(db: Database) -> None:
    """A building that changes grids takes its units along, paths and all."""
    await load(db)
    done = await load(db, [("HT0102", "胡杨里网格", 3, "HT01", "", ""), ("B3", "", "", "HT0102", "", "")])
    assert (done.grids_new, done.grids_updated) == (1, 1)
    paths = await db.read(lambda session: set(session.exec(select(Grid.path).where(Grid.level == 5))))
    assert paths == {"/HT/HT01/HT0102/B3/B3U1/", "/HT/HT01/HT0102/B3/B3U2/"}


async def test_a_level_that_is_known_does_not_change(db: Database) -> None:
    """A unit does not become a building by a slip of the hand."""
    await load(db)
    assert said(await dry_run(db, [("B3U1", "", 4, "HT0101", "", "")])) == [("roster-level-fixed", 2)]


@pytest.mark.parametrize(
    ("code", "name"),
    [("HTO101", "别的网格"), ("HT0l01", "别的网格"), ("HT-XX", "锦绣苑网格"), ("HT-XX", "锦绣苑网格。")],
)
async def test_a_grid_that_nearly_matches_is_asked_not_guessed(db: Database, code: str, name: str) -> None:
    """A code misread or a name under the same parent: a question, and nothing is made until it is answered."""
    await load(db)
    near = [(code, name, 3, "HT01", "", ""), ("N1", "新楼", 4, code, "", "")]
    plan = await dry_run(db, near)
    assert said(plan) == [("roster-parent-bad", 3), ("roster-ask-grid", 2)]
    assert (await db.run(roster.apply, plan, NOW, None)).changes == 0
    same = await db.run(roster.apply, plan, NOW, None, {"grid:2": "same"})
    assert same.grids_new == 1
    child = await db.read(lambda session: session.exec(select(Grid).where(Grid.code == "N1")).one())
    assert child.path == "/HT/HT01/HT0101/N1/"


async def test_a_near_grid_may_be_a_new_one(db: Database) -> None:
    """Answered so, it is made, and is not asked about again."""
    await load(db)
    rows = [("HTO101", "别的网格", 3, "HT01", "", "")]
    assert (await load(db, rows, **{"grid:2": "new"})).grids_new == 1
    assert said(await dry_run(db, rows)) == []


async def test_a_stale_plan_is_judged_again(db: Database) -> None:
    """What came in meanwhile is not doubled, and what became wrong is left out."""
    plan = await dry_run(db, TREE, [WANG])
    await load(db, TREE, [("赵一", "13900000001", "B3U1", "单元长")])
    done = await db.run(roster.apply, plan, NOW, None)
    assert (done.changes, done.errors) == (0, 1)
    assert await running(db, "B3U1", "unit_head") == ["赵一"]


async def test_a_long_list_is_cut_for_the_chat_and_whole_elsewhere(db: Database) -> None:
    """The sum, twenty lines with what is wrong first, and how many more; nothing is cut from `lines`."""
    sheets = await read_workbook(write_xlsx(model_roster()), "roster.xlsx")
    plan = await db.run(roster.plan, sheets, NOW)
    chat = roster.chat_lines(plan)
    assert len(chat) == 22
    assert chat[0][0] == "roster-plan"
    assert chat[-1] == ("roster-more", {"more": str(708 + 650 - 20)})
    assert len(roster.lines(plan)) == 1 + 708 + 650


async def test_the_audit_names_no_one(db: Database) -> None:
    """An import leaves one act with its numbers."""
    await load(db, people=[WANG])
    act = await db.read(lambda session: session.exec(select(Audit)).one())
    assert (act.act, act.facts["grids_new"], act.facts["people_new"]) == ("roster.import", 6, 1)
    assert "王芳" not in str(act.facts)


async def test_a_real_dirty_file_from_end_to_end(db: Database) -> None:
    """A title, a merged parent, a formula that was never computed, a code turned into a date, a sum at the end."""

    def dirt(book: Any, made: dict[str, Any]) -> None:
        sheet = made["网格"]
        sheet.merge_range(6, 3, 7, 3, "B3")
        sheet.write_formula("E9", "=E7+E8", None, "")
        sheet.write_datetime("A10", date(2026, 3, 2), book.add_format({"num_format": "m-d"}))

    rows = [
        ["汉唐街北社区网格名册"], GRID_HEADER, *TREE[:4],
        ("B3U1", "1单元", 5, "", 12, 30), ("B3U2", "2单元", 5, "", 14, 33),
        ("B3U3", "3单元", 5, "B3", "", 20), ("", "4单元", 5, "B3", 3, 4), ("合计", "", "", "", 26, 63),
    ]  # fmt: skip
    plan = await db.run(roster.plan, await read_workbook(workbook({"网格": rows}, dirt), "名册.xlsx"), NOW)
    assert said(plan) == [("roster-formula", 9), ("roster-date", 10), ("roster-total-row", 11)]
    assert plan.lines[0].facts["column"] == "户数"
    assert (await db.run(roster.apply, plan, NOW, None)).grids_new == 6
