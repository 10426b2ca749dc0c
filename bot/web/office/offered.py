"""What else can be said on a page in one line: data, shown beneath the page to whoever may say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from messages.catalogue import say
from models.permissions import Actor, Scope, scope_of


@dataclass(frozen=True, slots=True)
class Line:
    """A command by the words it begins with, in both languages, for whoever may do `act`.

    Its button says `page-offer-<key>`; of one that `asks`, what is typed behind the words is asked for by
    `page-offer-<key>-hint`; `long` is a field of several lines.
    """

    key: str
    act: str
    zh: str
    en: str
    asks: bool = True
    long: bool = False


LINES: Mapping[str, tuple[Line, ...]] = {
    "/office/people": (
        Line("resident", "resident.enter", "登记住户", "resident"),
        Line("birthday", "birthday.enter", "登记生日", "enterbirthday"),
        Line("newcomers", "resident.enter", "新住户", "newcomers", asks=False),
    ),
    "/office/events": (
        Line("event", "event.organise", "活动", "event", long=True),
        Line("training", "event.follow", "培训", "training", asks=False),
    ),
    "/office/grid": (Line("boards", "board.make", "公示牌 全部", "noticeboard all", asks=False),),
    "/office/cases": (Line("problem", "case.report", "报修", "problem", long=True),),
    "/office/wishes": (Line("wish-for", "wish.enter", "心愿 替", "wish for"),),
    "/office/applications": (Line("apply-for", "procedure.help", "办事", "services"),),
    "/office/nominations": (Line("nominate", "nomination.make", "推荐", "nominate"),),
    "/office/rules": (Line("charter", "code.change", "改公约", "change charter", long=True),),
    "/office/settings": (Line("sending", "sending.guard", "发送规则", "rules", asks=False),),
}
"""By the address of the page."""


def offered(actor: Actor, path: str) -> list[dict[str, Any]]:
    """The lines of a page for whoever looks: [{words, label, hint ("" for a button alone), long}]."""
    language = actor.language
    return [
        {
            "words": one.zh if language == "zh-CN" else one.en, "label": say(f"page-offer-{one.key}", language),
            "hint": say(f"page-offer-{one.key}-hint", language) if one.asks else "", "long": one.long,
        }
        for one in LINES.get(path, ()) if scope_of(actor, one.act) is not Scope.NONE
    ]  # fmt: skip
