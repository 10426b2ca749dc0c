"""Who a row of a roster is: by phone, by name and place, or asked; and the posts it gives."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from models import roster
from models.db import Database
from models.duties import Duty, Task, issue, load_shipped_duties
from models.people import ACTIVE, SMS, STOPPED, UNREACHABLE, Address, Person, set_address_state
from models.posts import Post
from tests.books import TREE
from tests.conftest import ZONE
from tests.rosters import LI, NOW, WANG, dry_run, load, people_of, phones_of, running, said


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (("赵一", "13900000009", "X9", "志愿者"), "roster-bad-grid"),
        (("赵一", "13900000009", "B3UI", "志愿者"), "roster-bad-grid-near"),
        (("赵一", "13900000009", "B3", "单元长"), "roster-role-level"),
        (("赵一", "13900000009", "B3", "大队长"), "roster-bad-role"),
        (("赵一", "1390000", "B3", "志愿者"), "roster-bad-phone"),
        (("赵一", "13900000009/13900000008", "B3", "志愿者"), "roster-bad-phone"),
        (("赵一", "1.39E+10", "B3", "志愿者"), "roster-bad-phone"),
        (("赵一", "", "B3", "志愿者", "也许"), "roster-bad-party"),
        (("赵一", "", "B3", "志愿者", "", "德语"), "roster-bad-language"),
        (("赵一", "", "B3", "志愿者", "", "", "字" * 501), "roster-too-long"),
        (("赵一", "", "B3", "志愿者", "", "", "", "大概"), "roster-bad-answer"),
        (("", "13900000009", "B3", "志愿者"), "roster-blank"),
        (("赵一", "", "", "志愿者"), "roster-blank"),
        (("赵一", "", "B3", ""), "roster-blank"),
        (("王芳", "13900000001", "B3U1", "单元长"), "roster-same-row"),
        (("王芳", "13900000001", "B3", "志愿者", "否"), "roster-conflict"),
        (("总计：2人", "", "", ""), "roster-total-row"),
    ],
)
async def test_a_bad_person_row_gets_its_own_line_and_the_others_come_in(
    db: Database, row: tuple[Any, ...], key: str
) -> None:
    """One line with the sheet and the row, and two good people."""
    plan = await dry_run(db, TREE, [WANG, LI, row])
    assert said(plan) == [(key, 4)]
    assert (await db.run(roster.apply, plan, NOW, None)).people_new == 2
    assert await running(db, "B3U1", "unit_head") == ["王芳"]


async def test_a_phone_at_two_names_is_neither_s(db: Database) -> None:
    """Nobody is given somebody else's phone; both rows say where the other is."""
    plan = await dry_run(db, TREE, [WANG, ("赵一", "139 0000 0001", "B3", "志愿者"), LI])
    assert said(plan) == [("roster-phone-twice", 2), ("roster-phone-twice", 3)]
    assert (await db.run(roster.apply, plan, NOW, None)).people_new == 1


async def test_a_phone_that_belongs_to_somebody_else_stays_theirs(db: Database) -> None:
    """Who has it already keeps it; the other row is told whose it is."""
    await load(db, people=[WANG])
    plan = await dry_run(db, TREE, [("赵一", "13900000001", "B3", "志愿者")])
    assert said(plan) == [("roster-phone-taken", 2)]
    assert plan.lines[0].facts["owner"] == "王芳"


async def test_a_person_may_hold_several_posts(db: Database) -> None:
    """Several rows with one phone and name are one person."""
    done = await load(db, people=[WANG, ("王芳", "13900000001", "B3", "楼栋长")])
    assert (done.people_new, done.appointed) == (1, 2)
    assert len(await people_of(db, "王芳")) == 1


async def test_somebody_without_a_phone_is_known_by_name_and_post(db: Database) -> None:
    """They come in, they are not doubled, and a phone that is learned later is theirs."""
    bare = ("王芳", "", "B3U1", "单元长")
    assert (await load(db, people=[bare])).people_new == 1
    assert (await load(db, people=[bare])).changes == 0
    assert (await load(db, people=[WANG])).people_updated == 1
    assert await phones_of(db, "王芳") == ["+8613900000001"]
    assert (await load(db, people=[bare])).changes == 0
    assert len(await people_of(db, "王芳")) == 1


@pytest.mark.parametrize(("answer", "phones"), [("same", 1), ("new", 2), ("skip", 1), (None, 1)])
async def test_another_phone_of_the_same_name_is_asked(db: Database, answer: str | None, phones: int) -> None:
    """The same person with a new number, or somebody else: the coordinator says, in the sheet's column 核对."""
    await load(db, people=[WANG])
    row = (
        "王芳",
        "13900000007",
        "B3U1",
        "志愿者",
        "",
        "",
        "",
        {"same": "同一人", "new": "新人", "skip": "跳过", None: ""}[answer],
    )
    plan = await dry_run(db, TREE, [row])
    assert said(plan) == {None: [("roster-ask-phone", 2)], "skip": [("roster-skipped", 2)]}.get(answer, [])
    await db.run(roster.apply, plan, NOW, None)
    known = await phones_of(db, "王芳")
    assert len(known) == phones
    assert ("+8613900000007" in known) == (answer in ("same", "new"))
    assert (await load(db, TREE, [row])).changes == 0


async def test_a_new_number_keeps_the_stop_of_the_old(db: Database) -> None:
    """Whoever said STOP stays stopped; a dead number's state goes with it."""
    await load(db, people=[WANG, LI])
    await db.run(set_address_state, SMS, "+8613900000001", STOPPED)
    await db.run(set_address_state, SMS, "+8613900000002", UNREACHABLE, "30003")
    await load(
        db, TREE, [("王芳", "13900000007", "B3U1", "单元长"), ("李姨", "13900000008", "B3U2", "单元长")],
        **{"people:2": "same", "people:3": "same"},
    )  # fmt: skip
    states = await db.read(lambda session: {a.value: (a.state, a.reason) for a in session.exec(select(Address))})
    assert states == {"+8613900000007": (STOPPED, None), "+8613900000008": (ACTIVE, None)}


async def test_a_name_nearly_that_of_the_phone_or_the_post_is_asked(db: Database) -> None:
    """A name spelt otherwise is a correction only when somebody says so."""
    await load(db, people=[WANG])
    renamed = await dry_run(db, TREE, [("王方", "13900000001", "B3U1", "单元长")])
    assert said(renamed) == [("roster-ask-renamed", 2)]
    head = await dry_run(db, TREE, [("王方", "", "B3U1", "单元长")])
    assert said(head) == [("roster-ask-head", 2)]
    done = await db.run(roster.apply, head, NOW, None, {"people:2": "same"})
    assert (done.people_updated, done.replaced, done.people_new) == (1, 0, 0)
    assert await running(db, "B3U1", "unit_head") == ["王方"]


async def test_the_same_name_without_a_phone_at_the_same_grid_is_asked(db: Database) -> None:
    """One neighbour with two posts, or two neighbours of one name: in the database as in one sheet."""
    both = [("王芳", "", "B3U1", "单元长"), ("王芳", "", "B3U1", "志愿者")]
    plan = await dry_run(db, TREE, both)
    assert said(plan) == [("roster-ask-twin", 3)]
    await db.run(roster.apply, plan, NOW, None)
    plan = await dry_run(db, TREE, both)
    assert said(plan) == [("roster-ask-person", 3)]
    done = await db.run(roster.apply, plan, NOW, None, {"people:3": "same"})
    assert (done.people_new, done.appointed) == (0, 1)
    assert (await load(db, TREE, both)).changes == 0


async def test_two_of_one_name_without_a_phone_cannot_be_told_apart(db: Database) -> None:
    """The row asks for a phone."""
    pair = [("王芳", "13900000001", "B3", "志愿者"), ("王芳", "13900000002", "B3", "志愿者")]
    await load(db, people=pair)
    assert said(await dry_run(db, TREE, [*pair, ("王芳", "", "B3", "志愿者")])) == [("roster-same-name", 4)]


async def test_a_post_that_somebody_holds_is_replaced_with_history(db: Database) -> None:
    """The dry run says who replaces whom; the one before ends today, and stays known."""
    await load(db, people=[WANG])
    plan = await dry_run(db, TREE, [("赵一", "13900000009", "B3U1", "单元长")])
    [line] = [line for line in plan.lines if line.kind == "replace"]
    assert (line.key, line.facts["name"], line.facts["before"]) == ("roster-replace", "赵一", "王芳")
    await db.run(roster.apply, plan, NOW, None)
    assert await running(db, "B3U1", "unit_head") == ["赵一"]
    ended = await db.read(lambda session: session.exec(select(Post).where(col(Post.to_on).is_not(None))).one())
    assert ended.to_on == date(2026, 11, 3)
    assert len(await people_of(db, "王芳")) == 1


async def test_two_heads_of_one_stairwell_are_refused_but_whoever_holds_it_stays(db: Database) -> None:
    """A post has one holder; a sheet that names two is not read as a coin toss."""
    rival = ("赵一", "13900000009", "B3U1", "单元长")
    assert said(await dry_run(db, TREE, [WANG, rival])) == [("roster-head-twice", 2), ("roster-head-twice", 3)]
    await load(db, people=[WANG])
    assert said(await dry_run(db, TREE, [WANG, rival])) == [("roster-head-twice", 3)]


async def test_a_new_head_takes_over_the_open_task(db: Database) -> None:
    """Whoever comes by a roster in the middle of the month is asked what their predecessor, or nobody, had left."""
    await load(db, people=[WANG])
    await db.run(load_shipped_duties)
    await db.run(lambda session: issue(session, session.get_one(Duty, "inspection"), NOW, NOW, ZONE))
    await load(db, TREE, [("赵一", "13900000009", "B3U1", "单元长"), LI])
    owners = await db.read(
        lambda session: set(session.exec(select(Person.name).join(Task, col(Task.person_id) == col(Person.id))))
    )
    assert owners == {"赵一", "李姨"}


async def test_a_new_number_goes_with_every_post_of_its_owner(db: Database) -> None:
    """While it is asked who has it, no second person of that name is made; once answered, every row is theirs."""
    await load(db, people=[WANG])
    rows = [("王芳", "13900000007", "B3", "楼栋长"), ("王芳", "13900000007", "B3U1", "单元长")]
    plan = await dry_run(db, TREE, rows)
    assert said(plan) == [("roster-waits", 2), ("roster-ask-phone", 3)]
    assert (await db.run(roster.apply, plan, NOW, None)).changes == 0
    done = await db.run(roster.apply, plan, NOW, None, {"people:3": "same"})
    assert (done.people_new, done.people_updated, done.appointed) == (0, 1, 1)
    assert await phones_of(db, "王芳") == ["+8613900000007"]
    assert await running(db, "B3", "building_head") == ["王芳"]


async def test_one_number_cannot_go_to_two_who_were_there_before(db: Database) -> None:
    """Two answers that contradict each other: the second row is refused, the first comes in."""
    await load(db, people=[WANG, ("王芳", "13900000003", "B3U2", "单元长")])
    rows = [("王芳", "13900000007", "B3U1", "单元长"), ("王芳", "13900000007", "B3U2", "单元长")]
    both = {"people:2": "same", "people:3": "same"}
    plan = await dry_run(db, TREE, rows, **both)
    assert said(plan) == [("roster-phone-twice", 3)]
    assert (await db.run(roster.apply, plan, NOW, None, both)).people_updated == 1
    assert await phones_of(db, "王芳") == ["+8613900000003", "+8613900000007"]


async def test_no_line_shows_a_number_or_a_remark(db: Database) -> None:
    """Lines are kept in messages: of a phone they show four digits, of a remark nothing."""
    await load(db, people=[WANG])
    rows = [
        ("王芳", "13900000007", "B3U1", "单元长", "", "", "", "同一人"), ("赵一", "13900000001", "B3", "志愿者"),
        ("赵二", "13912345678/13912345679", "B3", "志愿者"), ("赵三", "", "B3", "志愿者", "", "", "病" * 501),
        ("赵四", "13911112222", "B3", "志愿者"), ("赵五", "13911112222", "B3", "志愿者"),
    ]  # fmt: skip
    plan = await dry_run(db, TREE, rows)
    assert len(plan.lines) == 6
    shown = str([line.facts for line in plan.lines])
    for secret in ("1390000", "1391234", "1391111", "病"):
        assert secret not in shown
    assert "0007" in shown
