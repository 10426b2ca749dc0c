"""A change of the award rules as people write it: "名额 15% 至少1", "权重 评议 30", "条件 得分 80"; also in English."""

import re
from typing import Any

from models.award_rules import PERSON
from models.grid import BUILDING, COMMUNITY, GRID, STATION, UNIT

LEVELS = {
    "社区": COMMUNITY, "community": COMMUNITY, "服务站": STATION, "station": STATION, "网格": GRID, "grid": GRID,
    "楼栋": BUILDING, "building": BUILDING, "单元": UNIT, "楼道": UNIT, "unit": UNIT,
}  # fmt: skip
RATED: dict[str, int | str] = {"个人": PERSON, "person": PERSON, "people": PERSON, **LEVELS}
PARTS = {
    "检索": "inspections", "inspections": "inspections", "其他任务": "work", "任务": "work", "work": "work",
    "本级任务": "own", "own": "own", "评议": "review", "review": "review", "测评": "appraisal",
    "appraisal": "appraisal", "时长": "hours", "hours": "hours", "活动": "events", "events": "events",
}  # fmt: skip
MINIMA = {
    "得分": "percent", "score": "percent", "检索": "issued", "inspections": "issued", "月数": "months",
    "months": "months", "活动": "events", "events": "events", "参评": "rated_percent", "rated": "rated_percent",
}  # fmt: skip
_SECTION = re.compile(r"(名额|quota|权重|weights?|条件|conditions?)\s*[:：]?", re.IGNORECASE)
_KINDS = {"名": "quota", "q": "quota", "权": "parts", "w": "parts", "条": "min", "c": "min"}
_QUOTA = re.compile(
    r"(?P<percent>\d{1,3})\s*%|(?:至少|at least|min)\s*(?P<at_least>\d{1,4})\s*[名个]?"
    r"|(?:最多|at most|max)\s*(?P<at_most>\d{1,4})\s*[名个]?|(?:每个?|each|per)\s*(?P<level>\w+?)(?=[\s,，、]|\d|$)",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[\s,，、;；。.和]*")


def read_change(text: str) -> dict[str, Any] | None:
    """{"parts": …, "min": …, "quota": …} as far as the text names them; None when any of it is unclear, or it is empty.

    What stands before the first heading are weights.
    """  # fmt: skip
    pieces = _SECTION.split(text.strip())
    sections = [("parts", pieces[0])] if pieces[0].strip() else []
    sections += [(_KINDS[head[0].lower()], body) for head, body in zip(pieces[1::2], pieces[2::2], strict=True)]
    change: dict[str, Any] = {}
    for kind, body in sections:
        read = _quota(body) if kind == "quota" else _pairs(body, PARTS if kind == "parts" else MINIMA)
        if not read:
            return None
        change.setdefault(kind, {}).update(read)
    return change or None


def _pairs(body: str, words: dict[str, str]) -> dict[str, int] | None:
    """{what: number} of "评议 30、测评20%"; None when anything else stands there."""
    names = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    pair = re.compile(rf"({names})\s*[:：]?\s*(\d{{1,3}})\s*(?:%|分|次|个月|月(?!数))?", re.IGNORECASE)
    if not _NOTHING.fullmatch(pair.sub("", body)):
        return None
    return {words[word.lower()]: int(number) for word, number in pair.findall(body)}


def _quota(body: str) -> dict[str, int] | None:
    if not _NOTHING.fullmatch(_QUOTA.sub("", body)):
        return None
    read: dict[str, int] = {}
    for match in _QUOTA.finditer(body):
        if (level := match["level"]) is not None:
            if level.lower() not in LEVELS:
                return None
            read["level"] = LEVELS[level.lower()]
        read |= {name: int(match[name]) for name in ("percent", "at_least", "at_most") if match[name]}
    return read


def read_new(text: str) -> tuple[str, dict[str, Any]] | None:
    """(name, whole rule) of "文明楼栋 楼栋 检索 70 评议 30 名额 10% 条件 得分 80"; None when any of it is unclear.

    An English name may follow the Chinese one after "|". Without a quota it is 10 %, at least one, of the community.
    """
    name, _, rest = text.strip().partition(" ")
    chinese, _, english = name.replace("｜", "|").replace("_", " ").partition("|")
    what, _, terms = rest.strip().partition(" ")
    change = read_change(terms)
    if not chinese or what.lower() not in RATED or change is None or "parts" not in change:
        return None
    rated = RATED[what.lower()]
    quota = {"level": COMMUNITY, "percent": 10, "at_least": 1, "at_most": 0} | change.get("quota", {})
    roles = ["volunteer", "unit_head", "building_head", "grid_head"] if rated == PERSON else []
    least = ({"months": 3} if rated == PERSON else {"rated_percent": 50}) | change.get("min", {})
    names = {"zh-CN": chinese.strip(), "en": english.strip() or chinese.strip()}
    return chinese.strip(), {
        "name": names, "rated": rated, "roles": roles, "parts": change["parts"], "min": least, "quota": quota
    }  # fmt: skip
