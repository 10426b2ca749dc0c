"""Cleaning the cells of a roster: forgiving in form, strict in sense, and done once and for all."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from models import roster_cells as cells
from models.roster_near import near_name, near_place, skeleton

CLEANERS = [
    cells.clean_code, cells.clean_name, cells.clean_note, cells.clean_level, cells.clean_count, cells.clean_phone,
    cells.clean_role, cells.clean_party, cells.clean_language, cells.clean_answer,
]  # fmt: skip
DIRT = st.text(
    st.sampled_from(
        "　 \t\n\u200b\ufeff\u00a0\u0301\u0308e一二三级网格长单元0123１２３.0,-+()’'=\"/lOi√是否中文zhen张王"
    )
    | st.characters(),
    max_size=20,
)


@pytest.mark.parametrize("clean", CLEANERS)
@given(text=DIRT)
def test_what_is_clean_stays_as_it_is(clean: Callable[[object], Any], text: str) -> None:
    """A value that was cleaned once is not changed by cleaning it again; nothing but a refusal of ours is raised."""
    try:
        value = clean(text)
    except PydanticCustomError as refused:
        assert refused.type.startswith("roster-")
        return
    assert clean(value) == value


@given(number=st.integers(0, 1_000_000))
def test_a_count_is_read_in_every_form(number: int) -> None:
    """Half-width, full-width, with a fraction of nought, with its measure word."""
    wide = str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    for text in (str(number), wide, f"{number}.0", f" {number} 户", f"{number:,}"):
        assert cells.clean_count(text) == number


@pytest.mark.parametrize(
    "text", ["1", "１", "一", "壹", "一级", "1级", "一级网格", "第一级", "社区", "Level 1", "Ⅰ", "1.0"]
)
def test_a_level_is_read_in_every_form(text: str) -> None:
    """However a community writes the first of five levels."""
    assert cells.clean_level(text) == 1


@pytest.mark.parametrize("text", ["0", "6", "²", "一二", "楼", "1-5", "十"])
def test_what_is_no_level_is_refused(text: str) -> None:
    """A superscript two becomes a two in normal form, which it means; everything else is refused."""
    if text == "²":
        assert cells.clean_level(text) == 2
        return
    with pytest.raises(PydanticCustomError):
        cells.clean_level(text)


@pytest.mark.parametrize(
    "text", ["13912345678", "139 1234 5678", "139-1234-5678", "+86 139 1234 5678", "0086 13912345678", "13912345678.0",
             "'13912345678", '="13912345678"', "１３９１２３４５６７８", "8613912345678"],
)  # fmt: skip
def test_a_mobile_number_is_read_in_every_form(text: str) -> None:
    """One number, however it is typed."""
    assert cells.clean_phone(text) == "+8613912345678"


def test_a_landline_needs_its_area_code_and_other_countries_their_plus() -> None:
    """0937 is Jiuquan; without it a number is nobody's."""
    assert cells.clean_phone("0937-2612345") == "+869372612345"
    assert cells.clean_phone("+1 650 253 0000") == "+16502530000"
    for text in ("2612345", "10086", "12345", "139123456789", "ABC-DEFG-HIJK", "13912345678 转 8", "1.39E+10"):
        with pytest.raises(PydanticCustomError):
            cells.clean_phone(text)


def test_spaces_inside_names() -> None:
    """Chinese names have none, Latin ones keep one."""
    assert cells.clean_name("张　三 ") == "张三"
    assert cells.clean_name(" Ann   Li\n") == "Ann Li"
    assert cells.clean_name("锦绣苑 3号楼") == "锦绣苑3号楼"
    assert cells.clean_name(" \u200b") is None


def test_a_probationary_member_is_not_guessed() -> None:
    """Whether 预备党员 counts as a member is for people to say."""
    with pytest.raises(PydanticCustomError):
        cells.clean_party("预备党员")
    assert cells.clean_party("中共党员") is True
    assert cells.clean_party("群众") is False


def test_codes_that_look_alike() -> None:
    """O and 0, l and 1, hyphens and leading zeros look alike; other digits, other order and other letters do not."""
    for one, other in (("HT-0l", "HT-01"), ("HTO1", "HT01"), ("ht-1", "HT—01"), ("B3UI", "B3U1"), ("HT-Ol", "HT-01")):
        assert skeleton(one) == skeleton(other), (one, other)
    for one, other in (("HT01", "HT02"), ("1-11", "11-1"), ("LH", "IH"), ("HT0101", "HT0110"), ("B13", "B3")):
        assert skeleton(one) != skeleton(other), (one, other)


def test_names_that_sound_or_look_alike() -> None:
    """王芳 and 王方 may be one; 13号楼 and 3号楼 never are."""
    assert near_name("王芳", "王方")
    assert near_name("张建国", "张健国")
    assert not near_name("王芳", "李静")
    assert near_place("锦绣苑3号楼", "锦锈苑3号楼")
    assert not near_place("锦绣苑13号楼", "锦绣苑3号楼")
