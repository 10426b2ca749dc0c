"""心愿: one word for all there is to say of wishes; what follows it says which."""

import re

from bot.commands.wish_claims import ConfirmWish, HandBackWish, NotYetWish, WishDone
from bot.commands.wish_review import ReviewWishes, ShowWishProgress
from bot.commands.wishes import ACT, MakeWish, ShowWishes, WishFor, WithdrawWish, show
from bot.intents import About, Intent
from bot.routes import Route

_REVIEW = {"审核", "review"}
_LIST = {"我的", "列表", "mine", "list"}
_NUMBERED: dict[str, type[About]] = {
    "完成": WishDone, "办好了": WishDone, "done": WishDone, "退回": HandBackWish, "return": HandBackWish,
    "撤回": WithdrawWish, "取消": WithdrawWish, "withdraw": WithdrawWish, "确认": ConfirmWish, "confirm": ConfirmWish,
    "还没": NotYetWish, "notyet": NotYetWish, "进度": ShowWishProgress, "progress": ShowWishProgress,
}  # fmt: skip
"""What is said of one wish, by its number where it must be told apart."""
_FOR = re.compile(r"(?:替|代)\s*(\S{2,20}?)[\s,,:]+(.+)|for\s+([^:]{2,20}):\s*(.+)", re.IGNORECASE | re.DOTALL)
_NOBODY = re.compile(r"(?:替|代)\s+(\S{2,20})")
_LEAD = re.compile(r"/?(?:微?心愿|wish(?:es)?)[\s:,,.。]*", re.IGNORECASE)
_JOINED = re.compile(r"微?心愿[\s:,,.。]*\S.*", re.DOTALL)
"""心愿想要一个放大镜: people leave the space out."""


def read_wish(text: str) -> Intent:
    """What is meant by the words behind 心愿: nothing or 我的 lists, a sub-command with its number, else a new wish."""
    text = _LEAD.sub("", text.strip(), count=1).strip()
    head, _, rest = text.partition(" ")
    head = head.casefold()
    if not text or text.casefold() in _LIST or (text.isascii() and text.isdigit()):
        return ShowWishes()
    if not rest and head in _REVIEW:
        return ReviewWishes()
    if head in _NUMBERED:
        number, _, words = rest.strip().partition(" ")
        digits = number.removeprefix("#").removesuffix("号")
        if digits.isascii() and digits.isdigit() and len(digits) <= 9:
            return _of(head, int(digits), words.strip())
        if not rest or head in ("完成", "办好了", "done"):
            return _of(head, 0, rest.strip())
    if (nothing_said := _NOBODY.fullmatch(text)) is not None:
        return WishFor(nothing_said[1])
    whom = _FOR.fullmatch(text)
    if whom is not None:
        return WishFor(whom[1] or whom[3], (whom[2] or whom[4]).strip())
    return MakeWish(text)


def _of(head: str, number: int, words: str) -> Intent:
    kind = _NUMBERED[head]
    return WishDone(number, words) if kind is WishDone else kind(number)


ROUTES = (
    Route(ShowWishes, show, ACT, ("/wish", "/wishes", "心愿", "微心愿", "wish", "wishes"), read_wish, pattern=_JOINED),
)
