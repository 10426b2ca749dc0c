"""What pages say in the words of chat: an answer's sentence, a moment, the number in an address."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.commands.spreadsheets import sheet_paths, usual_period
from bot.context import Ctx, Reply
from bot.web.office.pages import View
from messages.catalogue import say
from messages.forms import Inbound
from messages.paper.sheets import SHEETS, sheet_title, sheet_words
from messages.render import readable
from models.errors import NotFound
from models.import_files import WEB


def ctx_of(view: View) -> Ctx:
    """The view as a handler of chat takes it: for what only reads and words."""
    return Ctx(view.session, view.now, view.community, view.actor, Inbound(WEB, "0", str(view.person_id)), 0)


def words_of(view: View, reply: Reply) -> str:
    """The sentence of an answer, in the language of whoever looks."""
    return say(reply.key, view.language, readable(reply.facts, view.language))


def day(view: View, at: datetime | None) -> str:
    """A moment as a local day ("11月30日"); "" for none."""
    if at is None:
        return ""
    return str(readable({"day": at.astimezone(view.zone).date().isoformat()}, view.language)["day"])


def moment(view: View, at: datetime | None) -> str:
    """A moment as a local day and time; "" for none."""
    return f"{day(view, at)} {at.astimezone(view.zone):%H:%M}" if at else ""


def sheets(view: View, keys: Sequence[str], facts: Mapping[str, Any]) -> list[dict[str, str]]:
    """The buttons for the sheets of a page: the words each says, and what it is called; none of what they may not have.

    A page says of when its sheets are (`sheet_when`) where that is not now, which figure they are behind, and that
    there is nothing to make any of (`sheets_none`).
    """
    buttons: list[dict[str, str]] = []
    for key in () if facts.get("sheets_none") else keys:
        if sheet_paths(view.session, view.actor, SHEETS[key]) is None:
            continue
        when = str(facts.get("sheet_when") or usual_period(SHEETS[key].per, view.now, view.zone))
        period = when if SHEETS[key].per else ""
        figure = str(facts.get("sheet_figure", ""))
        title = sheet_title(key, view.language, period, {"figure": figure} if figure else None)
        words = sheet_words(key, view.language, f"{figure} {period}".strip())
        buttons.append({"words": words, "label": view.say("page-sheet", name=title)})
    return buttons


def number(view: View, name: str = "number") -> int:
    """The number an address names. Raises NotFound for what is none, as for one that nothing has."""
    said = view.arg(name)
    if not (said.isascii() and said.isdigit() and len(said) <= 9):
        raise NotFound(what="")
    return int(said)
