"""Words → what a coordinator changes about a duty: until when, reminders, escalation, whom it asks. Never a guess."""

import re
from collections.abc import Callable
from typing import Any

from bot.commands.roles import take_role
from bot.rhythm_words import read_rhythm
from models.duties import Duty
from models.errors import StairwellError
from models.posts import LEVELS_OF_ROLE
from models.wording import POOLS

MOST_DAYS, MOST_RULES, NAME_LENGTH, ITEM_LENGTH, MOST_ITEMS = 90, 5, 24, 40, 10
FIELDS = {
    "时间": "rhythm", "时候": "rhythm", "when": "rhythm", "rhythm": "rhythm",
    "截止": "window", "期限": "window", "due": "window",
    "提醒": "remind", "remind": "remind", "reminders": "remind",
    "上报": "escalate", "升级": "escalate", "escalate": "escalate",
    "对象": "audience", "audience": "audience", "who": "audience",
    "启用": "on", "开启": "on", "on": "on", "停用": "off", "关闭": "off", "off": "off",
    "名称": "name", "名字": "name", "name": "name",
    "文字": "texts", "text": "texts", "texts": "texts",
    "清单": "items", "items": "items", "list": "items",
}  # fmt: skip
"""The words for what can be changed."""
NOTHING = ("无", "没有", "不提醒", "不上报", "none", "no", "nothing")
STATION = "station"
_ENDS = {
    "week_end": (
        "周末", "本周末", "周日", "当周末", "当周周日", "sunday of that week", "week end",
        "end of the week", "end of week",
    ),
    "month_end": ("月底", "月末", "当月底", "当月月底", "month end", "end of the month", "end of month"),
    "quarter_end": (
        "季末", "季度末", "季底", "当季季末", "quarter end", "end of the quarter", "end of quarter",
    ),
}  # fmt: skip
_DAYS = r"(\d{1,3})\s*(?:天|日|days?)"
_LATE = re.compile(rf"[,、;\s]*(?:(?:补报|late(?: for)?)\s*(?:{_DAYS})?|(?:之后|then )?{_DAYS}(?:内可?以?补报| late))$")
_NO_LATE = re.compile(r"[,、;\s]*(?:不补报|不可补报|not late|no late)$")
_AFTER = re.compile(rf"(?:发出后|after )?{_DAYS}(?:后| later| after)?")
_BEFORE = re.compile(rf"(?:截止|到期)?前{_DAYS}|{_DAYS}(?:前| before(?: it is due)?)")
_TELL = r"(?:还没报|未报)?\s*[:,]?\s*(?:告诉|报|tell)?\s*(.+)"
_OVERDUE = re.compile(rf"(?:逾期|截止后|过期)?{_DAYS}(?:后| late| after| overdue)?\s*{_TELL}")
_AHEAD = re.compile(rf"(?:截止|到期)前{_DAYS}\s*{_TELL}|{_DAYS} before it is due\s*{_TELL}")
_LEVELS = re.compile(r"([1-5](?:[、,和\s]+[1-5])*)\s*级|(?:levels?|级别)\s*([1-5](?:(?:\s*,\s*|\s+and\s+)[1-5])*)")


class FieldUnclear(StairwellError):
    """The words behind a field do not say for sure what it is to be; each field has examples of its own."""


class WindowUnclear(FieldUnclear):
    """Until when is not clear."""

    key = "error-duty-window"


class RemindUnclear(FieldUnclear):
    """When to remind is not clear."""

    key = "error-duty-remind"


class EscalateUnclear(FieldUnclear):
    """Who is to hear of it, and when, is not clear."""

    key = "error-duty-escalate"


class AudienceUnclear(FieldUnclear):
    """Whom it asks is not clear, or that role is not held at that level."""

    key = "error-duty-audience"


class NameUnclear(FieldUnclear):
    """No name, or one that is too long."""

    key = "error-duty-name"


class TextsUnclear(FieldUnclear):
    """No pool of texts is called that."""

    key = "error-duty-texts"


class ItemsUnclear(FieldUnclear):
    """No list of points, or too many or too long ones."""

    key = "error-duty-items"


def read_change(duty: Duty, field: str, text: str) -> dict[str, Any]:
    """What changes about a duty when the field (a value of FIELDS) is said to be `text`; only the fields of the row.

    Raises FieldUnclear, and what reading a rhythm raises.
    """
    text = text.strip()
    if field in ("on", "off"):
        return {"active": field == "on"}
    if field == "rhythm":
        old = duty.rhythm
        before = {name: old[name] for name in ("hour", "minute") if isinstance(old.get(name), int)}
        return {"rhythm": read_rhythm(text, shift=str(old.get("shift", "none")), **before)}
    if field == "audience":
        return _audience(text)
    return {field: _READ[field](text)}


def read_window(text: str) -> dict[str, Any]:
    """Until when: "7天", "当天", "月底,补报10天", "end of the month, late 5 days"."""
    said, late = text.casefold(), 0
    if match := _LATE.search(said):
        late = int(match[1] or match[2] or -1)
        said = said[: match.start()]
    else:
        said = _NO_LATE.sub("", said)
    said = said.strip(" ,、;")
    due = next((end for end, words in _ENDS.items() if said in words), None)
    if due is None and said in ("当天", "当日", "same day", "the same day"):
        due = "0"
    if due is None and (match := re.fullmatch(rf"(?:发出后)?{_DAYS}(?:后|内| later)?", said)):
        due = match[1]
    if due is None or late < 0 or late > MOST_DAYS or (due.isdigit() and int(due) > MOST_DAYS):
        raise WindowUnclear(said=text[:20])
    return {"due": int(due) if due.isdigit() else due} | ({"late_days": late} if late else {})


def read_remind(text: str) -> list[dict[str, int]]:
    """When to remind: "3天后、截止前2天", "after 3 days, 2 days before"; [] for never."""
    return [_reminder(part, text) for part in _parts("remind", text)]


def _reminder(part: str, text: str) -> dict[str, int]:
    if match := _BEFORE.fullmatch(part):
        return {"before_due_days": _days(match[1] or match[2], "remind", text)}
    if match := _AFTER.fullmatch(part):
        days = _days(match[1], "remind", text)
        if days:  # on the day itself it is asked anyhow
            return {"after_days": days}
    raise RemindUnclear(said=text[:20])


def read_escalate(text: str) -> list[dict[str, Any]]:
    """Who hears of what is still open: "逾期2天 楼栋长、逾期5天 服务站", "2 days late building head"; [] for nobody."""
    return sorted((_told(part, text) for part in _parts("escalate", text)), key=_order)


def _told(part: str, text: str) -> dict[str, Any]:
    name, found = "before_due_days", _AHEAD.fullmatch(part)
    if found is None:
        name, found = "after_due_days", _OVERDUE.fullmatch(part)
    days, word = [group for group in found.groups() if group] if found else ("", "")
    to = _above(word.strip())
    if to is None:
        raise EscalateUnclear(said=text[:20])
    return {name: _days(days, "escalate", text), "to": to}


def _order(rule: dict[str, Any]) -> int:
    return int(rule.get("after_due_days", -rule.get("before_due_days", 0)))


def _above(word: str) -> str | None:
    if word in ("服务站", "站", "station", "the station"):
        return STATION
    role, rest = take_role(word.removeprefix("the "))
    return role if role in ("building_head", "grid_head", "coordinator") and not rest else None


def _audience(text: str) -> dict[str, Any]:
    """The role that is asked, and of which levels: "单元长", "网格长 3级", "grid heads level 3"."""
    role, rest = take_role(text.strip())
    rest = rest.strip(" ,、和的()")
    found = [first or second for first, second in _LEVELS.findall(rest.casefold())]
    levels = sorted({int(level) for level in re.findall("[1-5]", " ".join(found))})
    left = re.sub(r"网格|grids? of|[\s,、()的和]|\band\b", "", _LEVELS.sub("", rest.casefold()))
    fits = role is not None and set(levels) <= set(LEVELS_OF_ROLE.get(role, (1, 2, 3, 4, 5)))
    if role in (None, "resident", "volunteer") or left or not fits:  # who reports nothing is asked nothing
        raise AudienceUnclear(said=text[:20])
    return {"audience": role, "levels": levels}


def read_name(text: str) -> dict[str, str]:
    """The name: "楼道清扫", or with its English "楼道清扫 / Stairwell cleaning"; without one it is the same in both."""
    chinese, _, english = (part.strip() for part in text.partition("/"))
    names = {"zh-CN": chinese, "en": english or chinese}
    if not all(0 < len(name) <= NAME_LENGTH for name in names.values()):
        raise NameUnclear(said=text[:20])
    return names


def read_texts(text: str) -> str:
    """The pool the words come from, "" for none."""
    said = text.casefold()
    if said in NOTHING:
        return ""
    if said not in POOLS:
        raise TextsUnclear(said=text[:20])
    return said


def read_items(text: str) -> list[dict[str, str]]:
    """The points of a list: "走访;排查;宣讲", each perhaps with its English behind a slash; 2 to MOST_ITEMS."""
    points = []
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]+", text))):
        chinese, _, english = (word.strip() for word in part.partition("/"))
        points.append({"zh-CN": chinese, "en": english or chinese})
    words = [word for point in points for word in point.values()]
    if not 2 <= len(points) <= MOST_ITEMS or not all(0 < len(word) <= ITEM_LENGTH for word in words):
        raise ItemsUnclear(said=text[:20])
    return points


def _parts(field: str, text: str) -> list[str]:
    if text.casefold() in NOTHING:
        return []
    parts = [part.strip() for part in re.split(r"[,、;和]|\band\b", text.casefold()) if part.strip()]
    if not 0 < len(parts) <= MOST_RULES:
        raise _RULES[field](said=text[:20])
    return parts


def _days(number: str, field: str, text: str) -> int:
    if int(number) > MOST_DAYS:
        raise _RULES[field](said=text[:20])
    return int(number)


_RULES: dict[str, type[FieldUnclear]] = {"remind": RemindUnclear, "escalate": EscalateUnclear}
_READ: dict[str, Callable[[str], Any]] = {
    "window": read_window, "remind": read_remind, "escalate": read_escalate, "name": read_name, "texts": read_texts,
    "items": read_items,
}  # fmt: skip
