"""What people call the roles, in both languages."""

from models.posts import (
    BUILDING_HEAD,
    COORDINATOR,
    GRID_HEAD,
    HEADS,
    PARTNER,
    RESIDENT,
    REVIEWER,
    UNIT_HEAD,
    VOLUNTEER,
)

ROLE_WORDS: dict[str, str] = {
    "单元长": UNIT_HEAD, "unit head": UNIT_HEAD, "unit heads": UNIT_HEAD,
    "楼栋长": BUILDING_HEAD, "楼长": BUILDING_HEAD, "building head": BUILDING_HEAD, "building heads": BUILDING_HEAD,
    "网格长": GRID_HEAD, "grid head": GRID_HEAD, "grid heads": GRID_HEAD,
    "评议员": REVIEWER, "reviewer": REVIEWER, "reviewers": REVIEWER,
    "协调员": COORDINATOR, "社区工作者": COORDINATOR, "coordinator": COORDINATOR, "coordinators": COORDINATOR,
    "志愿者": VOLUNTEER, "volunteer": VOLUNTEER, "volunteers": VOLUNTEER,
    "合作单位": PARTNER, "partner": PARTNER, "partners": PARTNER,
    "partner organisation": PARTNER, "partner organisations": PARTNER,
    "居民": RESIDENT, "resident": RESIDENT, "residents": RESIDENT,
}  # fmt: skip
GROUP_WORDS: dict[str, tuple[str, ...]] = {
    "全体": (), "所有人": (), "大家": (), "all": (), "everyone": (), "everybody": (),
    "各级网格长": HEADS, "所有网格长": HEADS, "heads": HEADS, "all heads": HEADS,
}  # fmt: skip
"""Words for several roles at once; none named means any role."""
CHAT_WORDS = ("企业微信群", "微信群", "群", "group chats", "groups", "group")
"""Words for the group chats of grids."""


def role_key(role: str) -> str:
    """The catalogue's key of what a role is called."""
    return f"role-{role.replace('_', '-')}"


def take_role(text: str) -> tuple[str | None, str]:
    """(the role the text starts with, the rest); None and the text when it starts with none."""
    for word in sorted(ROLE_WORDS, key=len, reverse=True):
        if _starts(text, word):
            return ROLE_WORDS[word], text[len(word) :].strip()
    return None, text


def take_audience(text: str) -> tuple[tuple[str, ...] | None, str]:
    """(the roles the text starts or ends with, what is left: a grid or nothing); None when it names no role.

    Roles may be joined: "单元长 楼栋长", "单元长、志愿者".
    """
    named: dict[str, tuple[str, ...]] = {word: (role,) for word, role in ROLE_WORDS.items()} | GROUP_WORDS
    words = sorted(named, key=len, reverse=True)
    roles: list[str] | None = None
    rest = text.strip()
    while True:
        found = next((word for word in words if _starts(rest, word) or _ends(rest, word)), None)
        if found is None:
            return None if roles is None else tuple(dict.fromkeys(roles)), rest
        rest = (rest[len(found) :] if _starts(rest, found) else rest[: -len(found)]).strip(" 、,的和")
        anybody = named[found] == () or roles == []
        roles = [] if anybody else [*(roles or []), *named[found]]


def take_chats(text: str) -> str | None:
    """The grid in words for its group chats ("群 HT03", "HT03 的群"), "" where none is named; None for other words."""
    rest = text.strip()
    for word in CHAT_WORDS:
        if _starts(rest, word):
            return rest[len(word) :].strip()
        if _ends(rest, word):
            return rest[: -len(word)].strip(" 的")
    return None


def _starts(text: str, word: str) -> bool:
    """Whether the text starts with the word as a word: an English one must end there."""
    after = text[len(word) : len(word) + 1]
    return text.casefold().startswith(word) and not (word.isascii() and after.isalnum())


def _ends(text: str, word: str) -> bool:
    before = text[-len(word) - 1 : -len(word)]
    return text.casefold().endswith(word) and not (word.isascii() and before.isalnum())
