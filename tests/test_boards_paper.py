"""Notice boards on paper: what stands on them, who may print which, and that nothing runs off or comes out wrong."""

import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlmodel import Session, col, select

from messages.catalogue import say
from messages.paper.board_pages import drawn, shape
from messages.paper.boards import board_facts, code_lines, lacking, loose
from messages.paper.typesetting import pictures
from models.board_codes import codes_of
from models.contacts import set_consent
from models.events import COURSES
from models.grid import grid_by_code
from models.notices import MOST
from models.people import LANGUAGES, SMS, TELEGRAM, Person
from models.posts import UNIT_HEAD, Post
from tests.talk import Talk
from tests.test_paper import RARE, UNKNOWN, file_of, shows

WAYS = {"bot": "loudao_bot", "number": "+8613900000009"}
CARD: dict[str, Any] = {"role": "单元长", "name": "王芳", "member": True, "phone": "13900000001", "vacant": False}
ONE: dict[str, Any] = {
    "name": "长城苑3号楼1单元", "main": CARD, "below": [CARD, CARD], "state": "open", "inspection": "正在进行",
    "doors": [{"link": "https://t.me/loudao_bot?start=2345678923", "title": "加入", "said": "扫码登记"}] * 2,
    "ways": "发短信到 13900000009", "texts": ["登记：加入 2345678923", "心愿：心愿 您想要的"],
}  # fmt: skip
SHARED: dict[str, Any] = {
    "lang": "zh", "title": "公示牌", "file": "公示牌.pdf", "size": "a4", "community": "汉唐街北社区",
    "board": "楼道公示牌", "heads": "负责人", "member": "党员", "roles_title": "八大员", "roles": ["设施管护"] * 8,
    "duties_title": "定期做的事", "duties": [{"when": "每月", "what": "楼道检索"}] * 3,
    "code_title": "公约", "code": ["邻里和睦，互帮互让。"] * 7,
    "inspection_title": "本月楼道检索", "emergency": "110 119 120", "foot": "11月2日印",
}  # fmt: skip
MM = 60 / 25.4
"""Pixels of a millimetre at the 60 pixels an inch that the pages are looked at here."""


def page(size: str = "a4", one: dict[str, Any] | None = None, **shared: Any) -> list[Image.Image]:
    """The pages of one board as grey pictures."""
    facts = {**SHARED, "size": size, **shared, "boards": [ONE | (one or {})]}
    return [Image.open(io.BytesIO(png)).convert("L") for png in pictures("boards", drawn(facts), 60)]


def assert_whole(pages: list[Image.Image], size: str = "a4") -> None:
    """One page; nothing between its frame and where text may stand, and the last line is above the lower edge."""
    [picture] = pages
    mm = MM * (2**0.5 if size == "a3" else 1)
    across, down = picture.size
    strips = [
        (8 * mm, 8 * mm, 14 * mm, down - 8 * mm), (across - 14 * mm, 8 * mm, across - 8 * mm, down - 8 * mm),
        (8 * mm, 8 * mm, across - 8 * mm, 12 * mm), (8 * mm, down - 11 * mm, across - 8 * mm, down - 8 * mm),
    ]  # fmt: skip
    for strip in strips:
        darkest, _ = picture.crop(tuple(round(edge) for edge in strip)).getextrema()  # type: ignore[arg-type]
        assert isinstance(darkest, int) and darkest > 245, strip
    foot, _ = picture.crop((0, round(down - 40 * mm), across, round(down - 12 * mm))).getextrema()
    assert isinstance(foot, int) and foot < 200


async def facts_of(talk: Talk, *codes: str, language: str = "zh-CN", **about: Any) -> dict[str, Any]:
    """What stands on the boards of these grids."""

    def read(session: Session) -> dict[str, Any]:
        paths = [grid_by_code(session, code).path for code in codes]
        return board_facts(session, {"paths": paths, **WAYS, **about}, language, talk.clock.now(), talk.zone)

    return await talk.db.read(read)


async def staff(talk: Talk) -> None:
    """A building head in the party whose phone is public, and a grid head whose phone is not."""
    await talk.person("段秀英", SMS, "+8613900000018", "building_head", "B3")
    await talk.person("张杰", SMS, "+8613900000019", "grid_head", "HT0101")

    def more(session: Session) -> None:
        person = session.exec(select(Person).where(Person.name == "段秀英")).one()
        person.party_member = True
        assert person.id is not None
        set_consent(session, person.id, True, talk.clock.now())
        session.add(person)

    await talk.db.run(more)


async def test_a_board_says_who_looks_after_the_stairwell_and_how_the_inspection_stands(talk: Talk) -> None:
    """Heads with badge and, as far as agreed, phone; duties, eight roles, code; the inspection as it goes on."""
    await staff(talk)
    facts = await facts_of(talk, "B3")
    first, other = facts["boards"]
    assert (first["main"]["name"], first["main"]["phone"], other["main"]["name"]) == ("王芳", "", "李姨")
    assert [(one["name"], one["member"], one["phone"]) for one in first["below"]] == [
        ("段秀英", True, "13900000018"), ("张杰", False, "")
    ]  # fmt: skip
    assert facts["roles"] == [say(f"course-{course}", "zh-CN") for course in COURSES] and len(facts["roles"]) == 8
    assert {"when": "每月", "what": "楼道检索"} in facts["duties"] and facts["code"][0] == "邻里和睦，互帮互让。"
    assert first["state"] == "none" and "还没有安排" in first["inspection"]
    await talk.issue_inspection()
    assert "还没有报来" in (await facts_of(talk, "B3U1"))["boards"][0]["inspection"]
    await talk.presses("王芳", "全部正常")
    assert (await facts_of(talk, "B3U1"))["boards"][0]["inspection"] == "11月2日已完成"
    await talk.presses("王芳", "撤销")
    assert (await facts_of(talk, "B3U1"))["boards"][0]["state"] == "open"
    assert (await facts_of(talk, "B3U2", language="en"))["boards"][0]["inspection"] == "Under way, not reported yet"


async def test_a_vacant_stairwell_says_who_to_turn_to(talk: Talk) -> None:
    """Nobody above, a head above, a deputy: each is named; who is away is not given away, who stands in is named."""
    await talk.grid("B4", "长城苑4号楼", 4, "HT0101")
    await talk.grid("B4U1", "长城苑4号楼1单元", 5, "B4")
    assert (await facts_of(talk, "B4U1"))["boards"][0]["main"]["name"] == "现暂缺，请找社区"
    await staff(talk)
    assert (await facts_of(talk, "B4U1"))["boards"][0]["main"]["name"] == "现暂缺，请找网格长张杰"

    def stand_in(session: Session) -> None:
        boss = session.exec(select(Person).where(Person.name == "王芳")).one()
        for code in ("B4U1", "B3U2"):
            place = grid_by_code(session, code)
            session.add(Post(grid_id=place.id or 0, person_id=boss.id or 0, role=UNIT_HEAD, deputy=True,
                             from_on=date(2026, 1, 1), created_at=talk.clock.now()))  # fmt: skip

    await talk.db.run(stand_in)
    vacant, covered = (await facts_of(talk, "B4U1", "B3U2"))["boards"]
    covered, vacant = (vacant, covered) if vacant["main"]["name"] == "李姨" else (covered, vacant)
    assert vacant["main"]["name"] == "现暂缺，由王芳代"
    assert covered["main"]["name"] == "李姨" and covered["below"][0]["role"] == "代理单元长"


async def test_the_squares_carry_the_lasting_code_and_without_telegram_a_text(talk: Talk) -> None:
    """To join and to wish by the bot; by SMS where there is no bot; words alone where there is neither."""

    def code(session: Session) -> str:
        unit = grid_by_code(session, "B3U1").id
        assert unit is not None
        return codes_of(session, [unit])[unit]

    right = await talk.db.run(code)
    [one] = (await facts_of(talk, "B3U1"))["boards"]
    assert [door["link"] for door in one["doors"]] == [
        f"https://t.me/loudao_bot?start={right}", f"https://t.me/loudao_bot?start=wish_{right}"
    ]  # fmt: skip
    assert one["ways"] == "发短信到 13900000009" and right in one["texts"][0]
    [one] = (await facts_of(talk, "B3U1", bot=""))["boards"]
    assert one["doors"][0]["link"] == f"SMSTO:+8613900000009:加入 {right}"
    [one] = (await facts_of(talk, "B3U1", number=""))["boards"]
    assert "Telegram" in one["ways"] and right in one["texts"][0]
    [one] = (await facts_of(talk, "B3U1", bot="", number=""))["boards"]
    assert (one["doors"], one["texts"]) == ([], []) and "楼道长" in one["ways"]


async def test_boards_are_had_by_chat_within_ones_own_grids(talk: Talk) -> None:
    """One, a building on A3, everything; a unit head has their own and finds no other; an SMS says where to get it."""
    assert "公示牌 全部" in await talk.says("陈静", "公示牌")
    await talk.says("陈静", "公示牌 B3U1")
    file = file_of(talk.sent("陈静")[-1])
    assert file.name == "长城苑3号楼1单元公示牌A4.pdf" and shows(file.data, "王芳居民公约长城苑")
    assert not shows(file.data, "李姨")
    assert "共2块，A3" in await talk.says("陈静", "公示牌 B3 a3")
    assert shows(file_of(talk.sent("陈静")[-1]).data, "王芳李姨")
    assert "共2块" in await talk.says("陈静", "公示牌 全部")
    assert "共1块" in await talk.says("王芳", "公示牌") and "共1块" in await talk.says("王芳", "公示牌 全部")
    assert talk.sent("王芳")[-1].file is not None
    assert "3号楼2单元" not in await talk.says("王芳", "公示牌 B3U2") and talk.sent("王芳")[-1].file is None
    assert "Telegram" in await talk.says("李姨", "公示牌") and talk.sent("李姨")[-1].file is None
    await talk.person("小周", TELEGRAM, "1040", "volunteer", "B3U1")
    assert "不在您的职责内" in await talk.says("小周", "公示牌 B3U1")


async def test_a_character_no_font_has_stops_the_print_and_each_is_named(talk: Talk) -> None:
    """A rare one that we have is drawn; one that nobody has is refused with every place it stands in, and no box."""

    def rename(name: str) -> Any:
        def change(session: Session) -> None:
            person = session.exec(select(Person).where(col(Person.name).startswith("王"))).one()
            person.name = name
            session.add(person)

        return change

    await talk.db.run(rename(f"王{RARE}"))
    await talk.says("陈静", "公示牌 B3U1")
    assert shows(file_of(talk.sent("陈静")[-1]).data, RARE)
    await talk.db.run(rename(f"王{UNKNOWN}"))
    said = await talk.says("陈静", "公示牌 全部")
    assert f"长城苑3号楼1单元：“王{UNKNOWN}”里的“{UNKNOWN}”" in said
    assert talk.sent("陈静")[-1].file is None
    assert "少见的字" not in await talk.says("陈静", "公示牌 B3U2")


async def test_a_place_without_a_stairwell_has_no_board_and_too_many_are_refused(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence says what to do; nothing is begun."""
    await talk.grid("B5", "长城苑5号楼", 4, "HT0101")
    assert "没有楼道" in await talk.says("陈静", "公示牌 B5")
    assert "没有楼道" in await talk.says("陈静", "公示牌 换码 B3")
    monkeypatch.setattr("models.boards.MOST", 1)
    assert "一次最多印1块" in await talk.says("陈静", "公示牌 全部")


def test_what_lacks_is_listed_with_its_place_and_not_without_end() -> None:
    """A name, the stairwell itself, what every board has; beyond a screenful they are counted."""
    boards = [ONE | {"name": f"{number}单元", "main": CARD | {"name": f"王{UNKNOWN}"}} for number in range(30)]
    lines = lacking({**SHARED, "code": [f"{UNKNOWN}睦"], "boards": boards}, UNKNOWN)["lines_said"]
    assert lines[0][0] == "board-glyph-shared" and lines[1][1]["where"] == "0单元"
    assert lines[-1] == ["lines-more", {"more": 11}]
    [line] = lacking({**SHARED, "boards": [ONE | {"name": UNKNOWN}]}, UNKNOWN)["lines_said"]
    assert line[0] == "board-glyph-name"


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_an_ordinary_board_fills_its_page(size: str) -> None:
    """One page of that size, whole; A3 is the same page larger, so its type is as well."""
    pages = page(size)
    assert_whole(pages, size)
    assert abs(pages[0].size[0] / MM - (297 if size == "a3" else 210)) < 1


@pytest.mark.parametrize("mark", ["䶮", "W", "欧阳"])
def test_the_longest_of_everything_stays_on_the_page(mark: str) -> None:
    """Names and codes at the limits of their columns, thirty duties, three heads below: smaller, and whole."""
    long = CARD | {
        "name": loose(mark * 60)[: 120 if mark == "W" else 60],
        "role": mark * 12,
        "phone": "+861234567890123",
    }
    one = {"name": loose(mark * 80), "main": long, "below": [long] * 3, "inspection": mark * 20}
    more = {
        "code": [loose(mark * MOST)],
        "community": loose(mark * 80),
        "duties": [{"when": "每季度", "what": loose(mark * 40)}] * 30,
    }
    assert_whole(page("a4", one, **more))


@settings(max_examples=12)
@given(
    st.text(st.sampled_from("王欧ab1 ·（）W"), min_size=1, max_size=60),
    st.text(st.sampled_from("苑楼12-WMi "), min_size=1, max_size=80),
    st.lists(st.text(st.sampled_from("邻里a，。"), min_size=1, max_size=60), max_size=12),
)
def test_whatever_the_names_and_the_code_are_nothing_runs_off(name: str, grid: str, code: list[str]) -> None:
    """Any name, stairwell and code within their limits is on its one page."""
    cards = {"main": CARD | {"name": loose(name)}, "below": [CARD | {"name": loose(name)}] * 3}
    assert_whole(page("a4", {"name": loose(grid), **cards}, code=[loose(part) for part in code]))


def test_boards_of_one_shape_are_measured_once_and_all_fit() -> None:
    """Characters of one width stand for each other; narrow and wide capitals share a shape, and both fit."""
    narrow, wide = ({**ONE, "texts": [f"登记：加入 {mark * 10}"]} for mark in ("2", "W"))
    assert shape(narrow) == shape(wide) == shape({**wide, "main": CARD | {"name": "欧阳小明"}})
    long = [ONE | {"name": "长城苑小区东侧新楼" + end} for end in ("一号楼1单元", "二号楼2单元", "二十号楼2单元")]
    assert shape(long[0]) == shape(long[1]) != shape(long[2])
    facts = drawn({**SHARED, "boards": [narrow, wide]})
    for png in pictures("boards", facts, 60):
        assert_whole([Image.open(io.BytesIO(png)).convert("L")])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_is_told_sentence_by_sentence(language: str) -> None:
    """Its title stands over it already; nothing of the rest is lost, and a long run may be broken."""
    assert code_lines("居民公约：邻里和睦。楼道畅通；不堆杂物") == ["邻里和睦。", "楼道畅通；不堆杂物"]
    assert code_lines("Residents' code: be kind. Keep the stairs clear.") == ["Be kind.", "Keep the stairs clear."]
    assert loose("x" * 12).count("\u200b") == 11 and loose("短name") == "短name"
    assert say("board-title", language)
