"""Figures that are a trouble by themselves, whatever kind words stand beside them: a fever, a high blood pressure."""

import re
from itertools import chain

FEVER, PRESSURE, PRESSURE_LOW = 37.5, 160, 100
"""From here on somebody is contacted: °C under the arm, where the WHO's IMCI guidelines call it a fever; mmHg, where
hypertension is of the second grade (国家基层高血压防治管理指南, ISH 2020), for the upper and the lower value."""
_HOTTEST, _HIGHEST = 43, 300
_DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_NUMBER = r"(?:\d{2,3}(?:\.\d)?|[一两二]百零?[一二三四五六七八九十]{0,3}|[三四]十[一二三四五六七八九]?)"
_HEAT = re.compile(
    rf"(?<!气温)(?<!室温)(?<!水温)(?<!屋里)(?<!外面)(?<![\d.零下])({_NUMBER})(?:度|℃|°c?)(半|\d|[一二三四五六七八九])?"
    rf"|(?:体温|烧到|烧了|发烧)[^\d,;。]{{0,4}}?({_NUMBER})(?![\d岁年月日天点])"
)
_BLOOD = re.compile(
    rf"(?:血压(?![计仪表药])|高压|收缩压|bp)[^\d,;。]{{0,6}}?({_NUMBER})(?:[^\d]{{1,4}}(\d{{2,3}})(?!\d))?|(?:低压|舒张压)[^\d,;。]{{0,4}}?({_NUMBER})"
)


def alarming(low: str) -> str:
    """The words of a normal text that tell a fever or a high blood pressure; "" where there are none.

    Without a unit or a word for it a number is none: 我今年80, 吃了39块.
    """
    found = chain(_HEAT.finditer(low), _BLOOD.finditer(low))
    return next((match[0] for match in found if _too_high(match)), "")


def _too_high(match: re.Match[str]) -> bool:
    if match.re is _HEAT:
        return FEVER <= _value(match[1] or match[3]) + _tenths(match[2]) < _HOTTEST
    upper, lower = _value(match[1]), _value(match[2] or match[3])
    return PRESSURE <= upper < _HIGHEST or PRESSURE_LOW <= lower < _HIGHEST


def _tenths(said: str | None) -> float:
    """What follows 度: 38度5 is 38.5."""
    return 0.5 if said == "半" else _value(said) / 10


def _value(said: str | None) -> float:
    """The number of digits or of Chinese numerals up to 299; 一百八 is 180, nothing is 0."""
    if not said:
        return 0
    if said[0].isdigit():
        return float(said)
    hundreds, _, rest = said.rpartition("百")
    if hundreds and len(rest) == 1:
        return _DIGITS[hundreds] * 100 + _DIGITS.get(rest, 1) * 10
    tens, ten, ones = rest.removeprefix("零").rpartition("十")
    value = (_DIGITS[tens] if tens else 1) * 10 if ten else 0
    return (_DIGITS[hundreds] * 100 if hundreds else 0) + value + (_DIGITS[ones] if ones else 0)
