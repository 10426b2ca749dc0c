"""Cleaning the cells of a roster, one by one. Pure: text (or what was cleaned before) in, a value or a refusal out.

Every cleaner gives None for a blank cell and leaves alone what it gave before, so rows can be stored and read again.
What it refuses is a PydanticCustomError whose type is the catalogue's key.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import LiteralString, TypeVar

import phonenumbers
from pydantic_core import PydanticCustomError

from models.posts import (
    BUILDING_HEAD,
    COORDINATOR,
    GRID_HEAD,
    PARTNER,
    RESIDENT,
    REVIEWER,
    ROLES,
    UNIT_HEAD,
    VOLUNTEER,
)

T = TypeVar("T")

REGION = "CN"
MOST_PEOPLE = 1_000_000
SAME, NEW, SKIP = "same", "new", "skip"
_NOTHING = {"", "/", "\\", "-", "--", "---", "—", "——", "无", "暂无", "n/a"}
"""What people write into a cell to say that there is nothing to write."""
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LEVEL_WORDS = (
    ("1", "i", "一", "壹", "社区", "community"),
    ("2", "ii", "二", "贰", "服务站", "站", "station", "servicestation"),
    ("3", "iii", "三", "叁", "网格", "grid"),
    ("4", "iv", "四", "肆", "楼栋", "building"),
    ("5", "v", "五", "伍", "单元", "楼道", "unit", "stairwell"),
)
_LEVELS = {word: level for level, words in enumerate(_LEVEL_WORDS, 1) for word in words}
_ROLE_WORDS = {
    UNIT_HEAD: ("单元长", "楼道长", "单元网格长", "五级网格长"),
    BUILDING_HEAD: ("楼栋长", "楼长", "四级网格长"),
    GRID_HEAD: ("网格长", "三级网格长"),
    REVIEWER: ("评议员", "支部评议员", "branchreviewer"),
    COORDINATOR: ("协调员", "社区工作者", "社区协调员"),
    VOLUNTEER: ("志愿者",),
    RESIDENT: ("居民",),
    PARTNER: ("合作单位", "共建单位", "partnerorganisation", "partnerorganization"),
}
_ROLES = {word: role for role, words in _ROLE_WORDS.items() for word in words}
_ROLES |= {spelt: role for role in ROLES for spelt in (role, role.replace("_", ""))}
_YES = {"是", "√", "✓", "✔", "☑", "对", "党员", "中共党员", "y", "yes", "true", "1", "1.0"}
_NO = {"否", "×", "✗", "✘", "☐", "x", "不是", "非党员", "群众", "团员", "共青团员", "n", "no", "false", "0", "0.0"}
_LANGUAGES = dict.fromkeys(("中文", "汉语", "普通话", "简体中文", "zh", "zh-cn", "zh_cn", "cn", "chinese"), "zh-CN")
_LANGUAGES |= dict.fromkeys(("英文", "英语", "en", "en-us", "en-gb", "english"), "en")
_ANSWERS = dict.fromkeys(("同一人", "同一个人", "同一个", "同一网格", "是同一个", SAME), SAME)
_ANSWERS |= dict.fromkeys(("新", "新人", "新增", "另一人", "另一个", NEW), NEW)
_ANSWERS |= dict.fromkeys(("跳过", "不导入", SKIP), SKIP)


def tidy(value: object) -> str:
    """Text in normal form (NFKC), every run of spaces of any kind one space, none at the ends, nothing invisible.

    Raises roster-control for control characters, halves of surrogate pairs and marks that turn the writing direction.
    """
    text = "" if value is None else str(value)
    while True:
        shown = "".join(mark for mark in text if unicodedata.category(mark) != "Cf" or _BIDI.match(mark))
        clean = " ".join(unicodedata.normalize("NFKC", shown).split())
        if clean == text:
            break
        text = clean
    if _BIDI.search(text) or any(unicodedata.category(mark) in ("Cc", "Cs") for mark in text):
        raise PydanticCustomError("roster-control", "control characters")
    return text


def packed(value: object) -> str:
    """Like `tidy`, without any space at all."""
    return tidy(tidy(value).replace(" ", ""))


def clean_code(value: object) -> str | None:
    """A grid's code: no spaces, no ".0" left by a number, no quote left by a text; "/" is refused (it parts a path)."""
    text = packed(value)
    while (plain := _unquoted(text)) != text:
        text = plain
    if "/" in text and text not in _NOTHING:
        raise PydanticCustomError("roster-slash", "a slash in a code")
    return None if text.casefold() in _NOTHING else text


def clean_name(value: object) -> str | None:
    """A name of a person or place: spaces only between words of Latin letters ("张 三" is 张三, "Ann Li" stays)."""
    text = tidy(value)
    while (closed := tidy(re.sub(r"(?<![A-Za-z0-9.,'\-]) | (?![A-Za-z0-9.,'\-])", "", text))) != text:
        text = closed
    return text or None


def clean_note(value: object) -> str | None:
    """A remark, as it was written apart from its spaces."""
    text = tidy(value)
    return None if text.casefold() in _NOTHING else text


def clean_level(value: object) -> int | None:
    """A level 1–5, written 3, 三, 三级, 三级网格, 第三级 or 网格."""
    text = _number(packed(value).casefold())
    if text in _NOTHING:
        return None
    match = re.fullmatch(r"(?:level)?第?(.+?)级?(?:网格)?", text)
    level = _LEVELS.get(text) or (_LEVELS.get(match[1]) if match else None)
    if level is None:
        raise PydanticCustomError("roster-bad-level-word", "not a level")
    return level


def clean_count(value: object) -> int | None:
    """A number of households or residents: 12, "12.0", "1,234", 12户, 30人. Not below zero, not beyond a million."""
    text = packed(value).casefold()
    if text in _NOTHING:
        return None
    text = _number(re.sub(r"(?<=\d)[户人]$", "", text))
    if re.fullmatch(r"-[0-9,.]+", text):
        raise PydanticCustomError("roster-negative", "below zero")
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", text):
        text = text.replace(",", "")
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > MOST_PEOPLE:
        raise PydanticCustomError("roster-not-number", "not a count")
    return int(text)


def clean_phone(value: object) -> str | None:
    """A phone number as E.164, Chinese unless it begins with + or 00.

    Chinese ones are mobile numbers (eleven digits from 1) or landlines with their area code; others must be possible
    numbers of their country.
    """
    text = _number(_unquoted(packed(value)))
    if text.casefold() in _NOTHING:
        return None
    refused = PydanticCustomError("roster-bad-phone", "not a phone number")
    if not re.fullmatch(r"\+?[0-9()\-.]{5,24}", text):
        raise refused
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException as error:
        raise refused from error
    national = str(number.national_number)
    mobile = number.country_code == 86 and len(national) == 11 and national.startswith("1")
    foreign = number.country_code != 86 and phonenumbers.is_possible_number(number)
    if not (mobile or foreign or phonenumbers.is_valid_number(number)):
        raise refused
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def clean_role(value: object) -> str | None:
    """A role, by its Chinese names (社区工作者 is a coordinator) or its English one."""
    return _choice(value, _ROLES, "roster-bad-role")


def clean_party(value: object) -> bool | None:
    """Whether somebody is a party member: 是, √, 党员, yes; 否, ×, 群众, no."""
    return _choice(value, dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False), "roster-bad-party")


def clean_language(value: object) -> str | None:
    """zh-CN or en, by any of their usual names."""
    return _choice(value, _LANGUAGES, "roster-bad-language")


def clean_answer(value: object) -> str | None:
    """What a coordinator answers in the sheet to a question of ours: same, new or skip."""
    return _choice(value, _ANSWERS, "roster-bad-answer")


def _choice(value: object, words: Mapping[str, T], refusal: LiteralString) -> T | None:
    text = packed(value).casefold()
    if text in _NOTHING:
        return None
    if text not in words and text.replace("_", "") not in words:
        raise PydanticCustomError(refusal, "not one of the words")
    return words[text] if text in words else words[text.replace("_", "")]


def _number(text: str) -> str:
    """Without the ".0" of a whole number that a sheet kept as a fraction."""
    return re.sub(r"^(-?[0-9,]+)\.0+$", r"\1", text)


def _unquoted(text: str) -> str:
    """Without the apostrophe or ="…" by which sheets mark a number as text, and without ".0"."""
    text = re.sub(r'^="(.*)"$', r"\1", text)
    return _number(text.lstrip("'`’‘"))
